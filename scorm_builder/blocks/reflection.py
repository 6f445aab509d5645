"""``reflection``: something to think and write about."""

from __future__ import annotations

from typing import Any

from scorm_builder.blocks.question import written_question
from scorm_builder.check.questions import check_question
from scorm_builder.model.course import Course
from scorm_builder.model.question import Reflection
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer


def _write(writer: Writer, question: Reflection) -> dict[str, Any]:
    return {**written_question(writer, question), "options": ()}


def _data(course: Course, question: Reflection) -> dict[str, Any]:
    """``ReflectionData``."""
    return {"record": question.record}


KIND = BlockKind("reflection", Reflection, check_question, _write, _data, scripts=("forms",))
