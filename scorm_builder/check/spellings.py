"""Short texts: spellings that can be typed and kept, each with one meaning."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.check.questions import check_question
from scorm_builder.model.answer import MAX_TEXT
from scorm_builder.model.base import Where
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.written import ShortText
from scorm_builder.problems import Problem, Rule, Severity
from scorm_builder.scoring import normalised

SPELLING_TWICE = Rule(
    "spelling-twice",
    "A spelling that is listed twice",
    "Capitals, accents, curly quotes, spaces at the ends and a final full stop make no difference "
    "(unless 'exact'), so that one spelling stands for all of these.",
    Severity.WARNING,
)
KNOWN_ACCEPTED = Rule(
    "known-accepted",
    "A wrong answer that is accepted as well",
    "'known' lists wrong answers that you have something to say to. One that stands in 'accept' "
    "too counts as right, and its feedback would say otherwise.",
)
SPELLING_LONG = Rule(
    "spelling-long",
    "A spelling that is too long to be typed",
    f"An answer is kept in {MAX_TEXT} bytes, which are as many letters of English and about half "
    "as many of Greek, Arabic or Hebrew. A learner who typed this one would be asked for less.",
)
SPELLING_EMPTY = Rule(
    "spelling-empty",
    "A spelling without a letter",
    "Nothing is left of it when texts are compared, so nobody could give this answer.",
)
RULES = (SPELLING_TWICE, KNOWN_ACCEPTED, SPELLING_LONG, SPELLING_EMPTY)


def check_spellings(course: Course, page: Page, question: ShortText) -> Iterator[Problem]:
    """Each spelling fits into the field, and leads to one verdict."""
    yield from check_question(course, page, question)
    seen: dict[str, tuple[str, bool]] = {}
    for where, text, accepted in _spellings(question):
        span = question.span(*where)
        plain = normalised(text, question.exact)
        size = len(normalised(text, exact=True).encode())
        if size > MAX_TEXT:
            message = f"'{text}' takes {size} bytes; {MAX_TEXT} are kept"
            yield SPELLING_LONG.problem(message, span, "accept a shorter form")
        if not plain:
            message = f"'{text}' has no letter or digit to compare"
            yield SPELLING_EMPTY.problem(message, span, "remove it")
        elif plain not in seen:
            seen[plain] = (text, accepted)
        elif seen[plain][1] and not accepted:
            message = f"'{text}' is among the wrong answers, and '{seen[plain][0]}' is accepted"
            yield KNOWN_ACCEPTED.problem(message, span, "remove it from one of the two")
        else:
            message = f"'{text}' and '{seen[plain][0]}' are the same"
            yield SPELLING_TWICE.problem(message, span, "remove one")


def _spellings(question: ShortText) -> Iterator[tuple[Where, str, bool]]:
    """Every spelling, where it stands, and whether it is right."""
    for index, text in enumerate(question.accept):
        yield ("accept", index), text, True
    for number, known in enumerate(question.known):
        for index, text in enumerate(known.text):
            yield ("known", number, "text", index), text, False
