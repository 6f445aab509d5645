"""``ordering``: put items into the right order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scorm_builder.blocks.matching import bare_line, plain_text
from scorm_builder.blocks.question import written_question
from scorm_builder.check.pairs import check_ordering
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.question import LETTERS
from scorm_builder.model.written import Ordering
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem
from scorm_builder.render.blocks import Writer
from scorm_builder.scoring.lots import disordered


def _check(course: Course, page: Page, question: Ordering) -> Iterator[Problem]:
    yield from check_ordering(course, page, question)


def _write(writer: Writer, question: Ordering) -> dict[str, Any]:
    """The items in some wrong order: the right one is read in the answer alone."""
    texts = [bare_line(writer, item) for item in question.items]
    order = disordered(question.correct, 0, 0)
    items = [{"index": i, "text": texts[i], "plain": plain_text(texts[i])} for i in order]
    return {**written_question(writer, question), "items": items, "right": texts}


def _data(course: Course, question: Ordering) -> dict[str, Any]:
    return {"correct": list(question.correct), "letters": LETTERS[: len(question.items)]}


KIND = BlockKind("ordering", Ordering, _check, _write, _data, scripts=("forms",))
