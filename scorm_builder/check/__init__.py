"""The second step: a Course is judged, one file a concern."""

from __future__ import annotations

from scorm_builder.check.completion import check_completion
from scorm_builder.check.marking import check_without_pictures
from scorm_builder.check.questions import check_score
from scorm_builder.check.state import check_state
from scorm_builder.check.translation import check_translations
from scorm_builder.model.course import Course
from scorm_builder.plugin import Registry, Target
from scorm_builder.problems import Problem, Severity


def check_course(
    course: Course, registry: Registry, target: Target, *, whole: bool = True
) -> tuple[Problem, ...]:
    """Everything that is wrong with ``course``, for ``target`` in particular as well.

    ``whole`` is False when parts of the course could not be read: what holds for the course as a
    sum of its parts is then not judged.
    """
    problems: list[Problem] = []
    # What is wrong with the original again in a translation, as its ids, is the same problem once.
    for edition in course.editions:
        for check in registry.checks:
            problems += check(edition)
        for page in edition.pages:
            for block in page.walk():
                kind = registry.blocks.get(getattr(block, "kind", ""))
                if kind is not None and kind.check is not None:
                    problems += kind.check(edition, page, block)
    problems += check_translations(course)
    problems += target.check(course)
    if whole and not any(problem.severity is Severity.ERROR for problem in problems):
        problems += check_score(course)
        problems += check_without_pictures(course)
        problems += check_completion(course)
        problems += check_state(course, target)
    return tuple(dict.fromkeys(problems))
