"""The key to an LMS's report: what each letter of a recorded answer stands for.

SCORM 1.2 takes one character for an option, so a report says ``a,c``. ``player/interaction.ts``
decides what is told of an answer; this table says it the other way round, in the author's words.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from scorm_builder.load.syntax import page_parser
from scorm_builder.model.course import Course
from scorm_builder.model.pictured import Hotspot, Labelling, Measure, Outline
from scorm_builder.model.question import (
    LETTERS,
    Choice,
    Likert,
    MultipleChoice,
    Option,
    Question,
    Reflection,
    TrueFalse,
)
from scorm_builder.model.written import ITEMS, Matching, Numeric, Ordering, ShortText

COLUMNS = (
    "interaction",
    "page",
    "question",
    "asks",
    "kind",
    "type",
    "weight",
    "part",
    "told",
    "words",
    "correct",
)

OUTSIDE = "0"
"""What is told of a mark that lies on none of the listed places."""

Row = tuple[str, str, str, str]
"""Part of the question, what is told, what it stands for, and whether it is right."""


def interaction_key(course: Course) -> str:
    """The key as a CSV file (RFC 4180), a line for each thing that can be told of an answer.

    ``interaction`` is the id under which an LMS keeps the answer, ``type`` that of SCORM 1.2. A
    value that a spreadsheet would take for a formula has an apostrophe before it.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for page in course.pages:
        for number, question in enumerate(page.questions, 1):
            weight = question.weight if course.is_scored(page) and question.scorable else 0
            about = (
                f"{page.id}.{question.id}",
                page.head.title,
                str(number),
                _plain(question.prompt),
                question.kind,
                _type(question),
                str(weight),
            )
            for row in _rows(question):
                writer.writerow([_safe(cell) for cell in (*about, *row)])
    return table.getvalue()


def _type(question: Question) -> str:  # noqa: PLR0911 - one a kind
    match question:
        case TrueFalse():
            return "true-false"
        case Choice() | MultipleChoice() | Hotspot():
            return "choice"
        case Likert():
            return "likert"
        case Outline():
            return "performance, choice from the list"
        case Measure():
            return "numeric, choice from the list"
        case Matching() | Labelling():
            return "matching"
        case Ordering():
            return "sequencing"
        case Numeric():
            return "numeric"
        case ShortText():
            return "fill-in"
        case Reflection() if question.record:
            return "fill-in"
    return ""


def _rows(question: Question) -> Iterator[Row]:  # noqa: PLR0912 - one a kind
    match question:
        case Choice() | MultipleChoice():
            yield from _options(question.options)
        case TrueFalse():
            yield "option", "t", "True", _yes(question.answer)
            yield "option", "f", "False", _yes(not question.answer)
        case Likert():
            degrees = question.scale or range(1, question.answer_size + 1)
            for letter, degree in zip(LETTERS, degrees, strict=False):
                yield "degree", letter, str(degree), ""
        case Hotspot():
            for letter, region in zip(LETTERS, question.regions, strict=False):
                yield "place", letter, region.label, _yes(region.correct)
            yield "place", OUTSIDE, "a mark beside every listed place", "no"
        case Outline():
            full = f"{question.measure}.{math.floor(100 * question.full + 0.5)}"
            yield "drawing", full, "agreement in per cent that earns all points", ""
            yield from _options(question.list)
        case Measure():
            unit = "mm" if question.measure == "length" else "degrees"
            yield "measurement", "a number", f"{unit}, ± {_short(question.tolerance)}", ""
            yield from _options(question.list)
        case Matching():
            items = [_plain(pair.item) for pair in question.pairs]
            yield from _pairs(items, question.correct, [_plain(each) for each in question.choices])
        case Labelling():
            places = [f"{place.label} ({place.id})" for place in question.places]
            yield from _pairs(places, question.correct, question.labels)
        case Ordering():
            for place, (letter, item) in enumerate(zip(LETTERS, question.items, strict=False), 1):
                yield "item", letter, _plain(item), f"place {place}"
        case Numeric():
            low, high = question.limits
            yield "number", f"{_short(low)} to {_short(high)}", question.unit or "", "yes"
        case ShortText():
            for spelling in question.accept:
                yield "text", spelling, spelling, "yes"
        case Reflection():
            told = "the text" if question.record else "nothing"
            yield "text", told, "what the learner wrote", ""


def _options(options: Sequence[Option]) -> Iterator[Row]:
    for letter, option in zip(LETTERS, options, strict=False):
        yield "option", letter, _plain(option.text), _yes(option.correct)


def _pairs(items: Sequence[str], correct: Sequence[int], choices: Sequence[str]) -> Iterator[Row]:
    for digit, item, right in zip(ITEMS, items, correct, strict=False):
        yield "item", digit, item, f"{digit}.{LETTERS[right]}"
    for letter, choice in zip(LETTERS, choices, strict=False):
        yield "choice", letter, choice, ""


def _short(number: float) -> str:
    """A number as the player tells it: at most six decimals, no exponent."""
    return f"{math.floor(number * 1e6 + 0.5) / 1e6:.6f}".rstrip("0").rstrip(".")


def _yes(right: bool) -> str:
    return "yes" if right else "no"


def _plain(text: str) -> str:
    """Markdown as a line of plain words."""

    def words(tokens: Sequence[Token]) -> Iterator[str]:
        for token in tokens:
            if token.children:
                yield from words(token.children)
                yield " "
            elif token.type in ("softbreak", "hardbreak"):
                yield " "
            else:
                yield token.content

    return " ".join("".join(words(page_parser().parse(text))).split())


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
