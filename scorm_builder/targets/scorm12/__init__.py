"""SCORM 1.2: the edition that every LMS we know takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorm_builder.filetree import File, FileTree
from scorm_builder.model.course import Course
from scorm_builder.plugin import ANY_HOST, HostRules, Limits
from scorm_builder.problems import Problem
from scorm_builder.targets.scorm12.manifest import manifest


class Scorm12:
    """The target ``scorm12``."""

    name = "scorm12"
    title = "SCORM 1.2"
    tracking = "scorm12"
    limits = Limits(state=4096)

    def check(self, course: Course) -> Iterable[Problem]:
        """What SCORM 1.2 cannot carry; the models keep titles, ids and options within it."""
        return ()

    def package(self, course: Course, pages: FileTree, rules: HostRules = ANY_HOST) -> FileTree:
        """The pages with ``imsmanifest.xml``."""
        written = manifest(course, tuple(pages), mastery=rules.complete_as == "passed")
        return pages.with_files({"imsmanifest.xml": File.of(written)})

    def notes(self, course: Course, rules: HostRules = ANY_HOST) -> tuple[str, ...]:
        """What the person who uploads the package should know."""
        return tuple(_notes(course, rules))


def _notes(course: Course, rules: HostRules) -> Iterator[str]:
    if course.head.pass_mark is None:
        yield "The course reports 'completed'; it has no score."
    else:
        yield (
            f"The course reports '{rules.complete_as}' from {course.head.pass_mark} %. Below it "
            f"stays 'incomplete' while the learner may try again ({_goes(course.head.attempts)}), "
            "and reports 'failed' after the last try or when the learner records the result."
        )
        if rules.complete_as == "completed":
            yield (
                "The manifest names no mastery score: with one, an LMS would turn 'completed' back "
                "into 'passed' or 'failed'."
            )
    yield (
        "Updating: upload the new package over the old one; learners keep their place, because the "
        "identifiers come from the id in course.yaml."
    )


def _goes(attempts: int) -> str:
    return "once in all" if attempts == 1 else f"{attempts} times in all"


SCORM12 = Scorm12()
