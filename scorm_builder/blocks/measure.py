"""``measure``: a length or an angle on a picture."""

from __future__ import annotations

from typing import Any

from scorm_builder.blocks.pictured import pictured_data, written_list, written_pictured
from scorm_builder.check.marking import check_measure, measured_value
from scorm_builder.model.course import Course
from scorm_builder.model.pictured import Measure
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer


def _write(writer: Writer, question: Measure) -> dict[str, Any]:
    context = written_pictured(writer, question)
    return {
        **context,
        "correct": question.correct,
        "options": written_list(writer, question.list),
        "outlines": _lines(question),
    }


def _lines(question: Measure) -> list[str]:
    """Path data of what is measured: one line, or two."""
    points = question.points
    pairs = (points[:2], points[2:]) if question.measure == "lines" else (points,)
    return ["M" + "L".join(f"{x:g} {y:g}" for x, y in line) for line in pairs]


def _data(course: Course, question: Measure) -> dict[str, Any]:
    spacing = question.pixel_spacing
    return {
        **pictured_data(course, question, question.correct, len(question.list)),
        "measure": question.measure,
        "spacing": None if spacing is None else [spacing, spacing],
        "value": measured_value(question) if question.value is None else question.value,
        "tolerance": question.tolerance,
        "points": [list(point) for point in question.points],
    }


KIND = BlockKind("measure", Measure, check_measure, _write, _data, scripts=("marking", "pictures"))
