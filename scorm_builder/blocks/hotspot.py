"""``hotspot``: click the abnormality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scorm_builder.blocks.question import written_question
from scorm_builder.check.figures import check_hotspot_picture
from scorm_builder.check.questions import check_regions
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.question import Hotspot
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import path_data


def _check(course: Course, page: Page, question: Hotspot) -> Iterator[Problem]:
    yield from check_regions(course, page, question)
    yield from check_hotspot_picture(course, page, question)


def _write(writer: Writer, question: Hotspot) -> dict[str, Any]:
    picture = writer.picture(question.image)
    size = question.size or (picture.width, picture.height)
    return {
        **written_question(writer, question),
        "size": size,
        "img": writer.img(picture, question.alt, ""),
        "credit": writer.credit(question),
        "options": [
            {"text": region.label, "rest": "", "feedback": writer.text(region.feedback)}
            for region in question.regions
        ],
        "outlines": [
            path_data(region.shape, size)
            for region in question.regions
            if region.correct and region.shape is not None
        ],
    }


KIND = BlockKind("hotspot", Hotspot, _check, _write)
