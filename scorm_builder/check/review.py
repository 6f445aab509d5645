"""Governance: who wrote a page and when it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.model.course import Course
from scorm_builder.problems import Problem, Rule

REVIEW_ORDER = Rule(
    "review-order",
    "A next review that lies before the last",
    "The two dates are probably exchanged.",
)
RULES = (REVIEW_ORDER,)


def check_review_dates(course: Course) -> Iterator[Problem]:
    """The next review comes after the last."""
    for page in course.pages:
        head = page.head
        if head.reviewed and head.next_review and head.next_review <= head.reviewed:
            message = (
                f"the next review ({head.next_review}) is not after the last ({head.reviewed})"
            )
            yield REVIEW_ORDER.problem(message, head.span("next_review"))
