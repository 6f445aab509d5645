"""For every learner: what keeps some from using a course."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.model.course import Course
from scorm_builder.problems import Problem, Rule, Severity

LANGUAGE_WITHOUT_WORDS = Rule(
    "language-without-words",
    "A language that the interface does not speak",
    "The text is in the language that course.yaml names, and buttons and messages are in English, "
    "since the player has no words in that language. Screen readers would read the English words "
    "with the wrong voice (WCAG 2.2, 3.1.2). A theme can bring the words.",
    Severity.WARNING,
)
RULES = (LANGUAGE_WITHOUT_WORDS,)


def check_language(course: Course, spoken: frozenset[str]) -> Iterator[Problem]:
    """The course's language is one of ``spoken``: the languages that the interface has words in."""
    language = course.head.language
    if not {language, language.partition("-")[0].lower()} & spoken:
        message = f"the interface has no words in '{language}': buttons will be in English"
        hint = f"a theme can bring them as strings/{language.partition('-')[0].lower()}.yaml"
        yield LANGUAGE_WITHOUT_WORDS.problem(message, course.head.span("language"), hint)
