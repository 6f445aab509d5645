"""What has to be kept of an attempt: it must fit where the standard keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.model.course import Course
from scorm_builder.plugin import Target
from scorm_builder.problems import Problem, Rule, Severity

STATE_TOO_LARGE = Rule(
    "state-too-large",
    "An attempt at this course would not fit into the LMS",
    "SCORM 1.2 keeps 4,096 characters of a learner's progress (cmi.suspend_data), and several "
    "systems cut what is longer, so that the learner starts anew. The size is worked out for the "
    "worst case: every page visited, every question answered.",
)
STATE_BY_POSITION = Rule(
    "state-by-position",
    "Answers are kept by position",
    "The course is too large to keep each answer with the id of its question. Answers are kept by "
    "position instead: if pages or questions are later added, removed or moved, learners in the "
    "middle of the course lose their place and answers (a status once reached stays).",
    Severity.WARNING,
)
RULES = (STATE_TOO_LARGE, STATE_BY_POSITION)


def check_state(course: Course, target: Target) -> Iterator[Problem]:
    """The worst case fits into the target's limit."""
    layout = course.state_layout()
    worst, span = layout.worst_case(), course.head.span("sections")
    if worst > target.limits.state:
        message = (
            f"the progress of a learner takes up to {worst:,} characters; "
            f"{target.title} keeps {target.limits.state:,}"
        )
        yield STATE_TOO_LARGE.problem(message, span, "split the course in two")
    elif layout.addressing == "dense":
        yield STATE_BY_POSITION.problem("answers are kept by position", span, "split the course")
