"""``matching``: find to each item what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from scorm_builder.blocks.question import written_question
from scorm_builder.check.pairs import check_matching
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Labelling
from scorm_builder.model.question import LETTERS
from scorm_builder.model.written import ITEMS, Matching
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem
from scorm_builder.render import markdown
from scorm_builder.render.blocks import Writer
from scorm_builder.scoring.lots import disordered

LONG = 40
"""Characters of a choice that a list on a phone shows whole once it is closed."""

_MATHS = re.compile(r'<math[^>]* aria-label="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
_KEPT = re.compile(r"</?(?:em|strong|span)\b[^>]*>")
"""Elements without which a text says the same."""


def written_choices(written: Sequence[Markup]) -> dict[str, Any]:
    """Choices, given as HTML, in the order in which they stand until a script shuffles them.

    Never the author's order: that is the answer. A native list holds plain text alone; choices that
    need more, or more room, stand above the lists as well, each with a letter (``lettered``).
    """
    plain = [plain_text(html) for html in written]
    needed = any("<" in _KEPT.sub("", html) for html in written)
    return {
        "choices": [
            {"index": index, "html": written[index], "text": plain[index], "letter": letter.upper()}
            for index, letter in zip(disordered(range(len(written)), 0, 0), LETTERS, strict=False)
        ],
        "lettered": needed or max(map(len, plain)) > LONG,
    }


def bare_line(writer: Writer, text: str) -> Markup:
    """One line of Markdown that may be shown twice: without the definitions of its words."""
    with writer.place.bared():
        return markdown.inline(text, writer.place)


def plain_text(html: str) -> str:
    """What a line says, where no element can be; a formula as it is read out."""
    return Markup(_MATHS.sub(r"\1", html)).striptags()


def row_feedback(writer: Writer, name: Markup, feedback: str | None) -> Markup:
    """What is said to who answered a row wrongly, under the name of the row."""
    if not feedback:
        return Markup("")
    return Markup('<p class="feedback-of">{}</p>\n{}').format(name, writer.text(feedback))


def map_data(question: Matching | Labelling) -> dict[str, Any]:
    """``MapData`` but for what a picture adds."""
    return {
        "correct": list(question.correct),
        "letters": LETTERS[: question.answer_choices],
        "digits": ITEMS[: question.answer_size],
    }


def _check(course: Course, page: Page, question: Matching) -> Iterator[Problem]:
    yield from check_matching(course, page, question)


def _write(writer: Writer, question: Matching) -> dict[str, Any]:
    items = [
        {
            "text": bare_line(writer, pair.item),
            "right": bare_line(writer, pair.match),
            "feedback": row_feedback(writer, bare_line(writer, pair.item), pair.feedback),
        }
        for pair in question.pairs
    ]
    choices = written_choices([bare_line(writer, text) for text in question.choices])
    return {**written_question(writer, question), **choices, "items": items}


def _data(course: Course, question: Matching) -> dict[str, Any]:
    return map_data(question)


KIND = BlockKind("matching", Matching, _check, _write, _data, scripts=("forms",))
