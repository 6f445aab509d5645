"""Questions that bring things together or into order: what differs can be told apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from scorm_builder.check.questions import SAME_OPTION, check_question
from scorm_builder.model.base import Where
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Labelling
from scorm_builder.model.question import Question
from scorm_builder.model.shape import Point
from scorm_builder.model.written import Matching, Ordering
from scorm_builder.problems import Problem, Rule, Severity

EXTRA_BELONGS = Rule(
    "extra-belongs",
    "An extra choice that belongs somewhere",
    "What stands under 'extra' is wrong everywhere: it makes guessing harder. One that says the "
    "same as a right choice would be right as well, and is not shown twice.",
)
NEARLY_SAME_CHOICE = Rule(
    "nearly-same-choice",
    "Two choices that differ in capitals or spaces alone",
    "Written alike to the letter they are one choice, that may be right in two places. These are "
    "two, and a learner cannot tell which of them is meant.",
)
NUMBERS_CROWDED = Rule(
    "numbers-crowded",
    "Numbers on a picture that a finger cannot tell apart",
    "On a phone 320 pixels wide the middles of two numbers would be less than 24 pixels apart: one "
    "covers the other, and neither can be tapped for sure (WCAG 2.5.8).",
    Severity.WARNING,
)
RULES = (EXTRA_BELONGS, NEARLY_SAME_CHOICE, NUMBERS_CROWDED)

APART = 24
"""CSS pixels from the middle of a target to that of the next."""

Placed = Sequence[tuple[str, Where]]
"""Texts and where they are written."""


def check_matching(course: Course, page: Page, question: Matching) -> Iterator[Problem]:
    """Items differ, choices differ, and what is extra fits nowhere."""
    yield from check_question(course, page, question)
    pairs = list(enumerate(question.pairs))
    yield from _same(question, [(pair.item, ("pairs", n, "item")) for n, pair in pairs])
    right = [(pair.match, ("pairs", n, "match")) for n, pair in pairs]
    yield from _choices(question, right, question.extra)


def check_labels(course: Course, page: Page, question: Labelling) -> Iterator[Problem]:
    """Labels differ, and those that are extra fit nowhere."""
    yield from check_question(course, page, question)
    places = enumerate(question.places)
    right = [(place.label, ("places", n, "label")) for n, place in places]
    yield from _choices(question, right, question.extra)


def check_ordering(course: Course, page: Page, question: Ordering) -> Iterator[Problem]:
    """Items differ: of two that say the same nobody knows which comes first."""
    yield from check_question(course, page, question)
    yield from _same(question, [(item, ("items", n)) for n, item in enumerate(question.items)])


def check_numbers(question: Labelling, middles: Sequence[Point], pixel: float) -> Iterator[Problem]:
    """The numbers of places keep apart. ``pixel`` is a CSS pixel on a phone, in the picture's."""
    for later, middle in enumerate(middles):
        for earlier in range(later):
            if math.dist(middles[earlier], middle) < APART * pixel:
                message = f"the numbers {earlier + 1} and {later + 1} would lie on each other"
                hint = "leave one of the two places out, crop the picture, or ask two questions"
                yield NUMBERS_CROWDED.problem(message, question.span("places", later), hint)
                break


def _choices(question: Question, right: Placed, extra: Sequence[str]) -> Iterator[Problem]:
    spellings: dict[str, str] = {}
    for text, where in right:
        if spellings.setdefault(_folded(text), text) != text:
            message = f"'{text}' and '{spellings[_folded(text)]}' are two choices"
            hint = "write both in the same way"
            yield NEARLY_SAME_CHOICE.problem(message, question.span(*where), hint)
    kept = []
    for index, text in enumerate(extra):
        if _folded(text) in spellings:
            message = f"'{text}' is right somewhere"
            span = question.span("extra", index)
            yield EXTRA_BELONGS.problem(message, span, "remove it from 'extra'")
        else:
            kept.append((text, ("extra", index)))
    yield from _same(question, kept)


def _same(question: Question, texts: Placed) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for text, where in texts:
        if _folded(text) in seen:
            message = f"'{text}' is there twice"
            yield SAME_OPTION.problem(message, question.span(*where), "change or remove one")
        seen.setdefault(_folded(text), text)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
