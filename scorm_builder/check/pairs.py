"""Questions that bring things together or into order: what differs can be told apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from scorm_builder.check.questions import SAME_OPTION, check_question, check_shapes
from scorm_builder.load.words import words_of
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
    "Two choices that differ in capitals, spaces or marks alone",
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
    yield from _same(question, [(pair.item, ("pairs", n, "item")) for n, pair in pairs], _folded)
    right = [(pair.match, ("pairs", n, "match")) for n, pair in pairs]
    yield from _choices(question, right, question.extra, _folded)


def check_labels(course: Course, page: Page, question: Labelling) -> Iterator[Problem]:
    """Labels and places differ, and labels that are extra fit nowhere."""
    yield from check_question(course, page, question)
    yield from check_shapes(question, "places", [place.shape for place in question.places])
    places = enumerate(question.places)
    right = [(place.label, ("places", n, "label")) for n, place in places]
    yield from _choices(question, right, question.extra, _folded_line)


def check_ordering(course: Course, page: Page, question: Ordering) -> Iterator[Problem]:
    """Items differ: of two that say the same nobody knows which comes first."""
    yield from check_question(course, page, question)
    items = [(item, ("items", n)) for n, item in enumerate(question.items)]
    yield from _same(question, items, _folded)


def check_numbers(question: Labelling, middles: Sequence[Point], pixel: float) -> Iterator[Problem]:
    """The numbers of places keep apart. ``pixel`` is a CSS pixel on a phone, in the picture's."""
    for later, middle in enumerate(middles):
        for earlier in range(later):
            if math.dist(middles[earlier], middle) < APART * pixel:
                message = f"the numbers {earlier + 1} and {later + 1} would lie on each other"
                hint = "leave one of the two places out, crop the picture, or ask two questions"
                yield NUMBERS_CROWDED.problem(message, question.span("places", later), hint)
                break


def _choices(
    question: Question, right: Placed, extra: Sequence[str], folded: Callable[[str], str]
) -> Iterator[Problem]:
    spellings: dict[str, str] = {}
    for text, where in right:
        if spellings.setdefault(folded(text), text) != text:
            message = f"'{text}' and '{spellings[folded(text)]}' are two choices"
            hint = "write both in the same way"
            yield NEARLY_SAME_CHOICE.problem(message, question.span(*where), hint)
    kept = []
    for index, text in enumerate(extra):
        if folded(text) in spellings:
            message = f"'{text}' is right somewhere"
            span = question.span("extra", index)
            yield EXTRA_BELONGS.problem(message, span, "remove it from 'extra'")
        else:
            kept.append((text, ("extra", index)))
    yield from _same(question, kept, folded)


def _same(question: Question, texts: Placed, folded: Callable[[str], str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for text, where in texts:
        if folded(text) in seen:
            message = f"'{text}' is there twice"
            yield SAME_OPTION.problem(message, question.span(*where), "change or remove one")
        seen.add(folded(text))


def _folded(text: str) -> str:
    """A text in Markdown: marks make no difference either."""
    return _folded_line(words_of(text) or text)


def _folded_line(text: str) -> str:
    """A text in which capitals and spaces make no difference."""
    return " ".join(text.split()).casefold()
