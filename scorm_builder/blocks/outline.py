"""``outline``: draw round the abnormality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scorm_builder.blocks.pictured import (
    pictured_data,
    region_data,
    written_list,
    written_pictured,
)
from scorm_builder.check.marking import check_outline
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Outline
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import path_data


def _check(course: Course, page: Page, question: Outline) -> Iterator[Problem]:
    return check_outline(course, page, question)


def _write(writer: Writer, question: Outline) -> dict[str, Any]:
    context = written_pictured(writer, question)
    return {
        **context,
        "correct": question.correct,
        "options": written_list(writer, question.list),
        "outlines": [path_data(question.shape, context["size"])],
    }


def _data(course: Course, question: Outline) -> dict[str, Any]:
    return {
        **pictured_data(course, question, question.correct, len(question.list)),
        "target": region_data("target", question.shape),
        "measure": question.measure,
        "none": question.none,
        "full": question.full,
    }


KIND = BlockKind("outline", Outline, _check, _write, _data, scripts=("marking", "pictures"))
