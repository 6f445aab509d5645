"""``short_text``: a few words, compared with the spellings that the author accepts."""

from __future__ import annotations

from typing import Any

from scorm_builder.blocks.question import written_question
from scorm_builder.check.spellings import check_spellings
from scorm_builder.model.course import Course
from scorm_builder.model.written import ShortText
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer


def _write(writer: Writer, question: ShortText) -> dict[str, Any]:
    """The first spelling is the one that is shown: the others may well be mistakes."""
    known = [
        {"text": each.text[0], "feedback": writer.text(each.feedback)} for each in question.known
    ]
    return {
        **written_question(writer, question),
        "correct": (0,),
        "options": [{"text": question.accept[0], "feedback": ""}, *known],
    }


def _data(course: Course, question: ShortText) -> dict[str, Any]:
    """``ShortTextData``."""
    return {
        "accept": list(question.accept),
        "exact": question.exact,
        "known": [list(each.text) for each in question.known],
    }


KIND = BlockKind("short_text", ShortText, check_spellings, _write, _data, scripts=("forms",))
