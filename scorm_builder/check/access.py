"""For every learner: what keeps some from using a course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
LANGUAGE_WORDS_MISSING = Rule(
    "language-words-missing",
    "Some words of the interface are missing in a language",
    "English stands in for them, and is marked as English where an element can be (WCAG 2.2, "
    "3.1.2); what scripts say and names that only screen readers hear cannot be marked. A theme "
    "can bring the words.",
    Severity.WARNING,
)
RULES = (LANGUAGE_WITHOUT_WORDS, LANGUAGE_WORDS_MISSING)


def check_language(
    course: Course, spoken: frozenset[str], english: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Every language of the course is one of ``spoken``, those that the interface has words in.

    ``english`` holds, by language, the names of the words that only English has.
    """
    for index, edition in enumerate(course.editions):
        language = edition.head.language
        base = language.partition("-")[0].lower()
        head = course.head
        span = head.span("languages", index) if head.languages else head.span("language")
        missing = sorted(english.get(language, ()))
        if not {language, base} & spoken:
            message = f"the interface has no words in '{language}': buttons will be in English"
            hint = f"a theme can bring them as strings/{base}.yaml"
            yield LANGUAGE_WITHOUT_WORDS.problem(message, span, hint)
        elif missing:
            names = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
            message = f"words of the interface missing in '{language}': {len(missing)} ({names})"
            hint = f"a theme can bring them as strings/{base}.yaml"
            yield LANGUAGE_WORDS_MISSING.problem(message, span, hint)
