"""``numeric``: a number, with what may be off and its unit."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from scorm_builder.blocks.question import written_question
from scorm_builder.check.questions import check_question
from scorm_builder.model.course import Course
from scorm_builder.model.written import Numeric
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer
from scorm_builder.render.words import Words

_CLOSE = ("°", "%", "′", "″")
"""Units that stand at their number without a space."""


def quantity(value: float, unit: str) -> str:
    """A number with its unit, as ``player/blocks/numeric/numeric.ts`` writes it."""
    number = f"{value:.12g}"
    if "e" in number:
        number = f"{value:.12f}".rstrip("0").rstrip(".")
    if number.startswith("-"):
        # Without the mark of direction the sign would stand behind the number in Arabic.
        number = f"\u200e\u2212{number[1:]}"
    if not unit:
        return number
    return f"{number}{unit}" if unit in _CLOSE else f"{number}\u00a0{unit}"


def _right(words: Words, question: Numeric) -> Markup:
    """What is right, in words."""
    low, high = question.limits
    unit = question.unit or ""
    ends = {"low": quantity(low, "" if unit not in _CLOSE else unit), "high": quantity(high, unit)}
    if low == high:
        return Markup("{}").format(ends["high"])
    if question.answer is None:
        return words("number_between", **ends)
    return words("number_about", value=quantity(question.answer, unit), **ends)


def _write(writer: Writer, question: Numeric) -> dict[str, Any]:
    return {
        **written_question(writer, question),
        "correct": (0,),
        "options": [{"text": _right(writer.words, question), "feedback": ""}],
        "units": [name for name, _ in question.units if name],
    }


def _data(course: Course, question: Numeric) -> dict[str, Any]:
    """``NumericData``."""
    low, high = question.limits
    return {"low": low, "high": high, "units": [list(unit) for unit in question.units]}


KIND = BlockKind("numeric", Numeric, check_question, _write, _data, scripts=("forms",))
