"""``hotspot``: click the abnormality, or several of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scorm_builder.blocks.pictured import pictured_data, region_data, written_pictured
from scorm_builder.check.figures import check_hotspot_picture
from scorm_builder.check.marking import check_targets, hotspot_tolerance
from scorm_builder.check.questions import check_regions
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Hotspot
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import path_data


def _check(course: Course, page: Page, question: Hotspot) -> Iterator[Problem]:
    yield from check_regions(course, page, question)
    yield from check_hotspot_picture(course, page, question)
    yield from check_targets(course, page, question)


def _write(writer: Writer, question: Hotspot) -> dict[str, Any]:
    context = written_pictured(writer, question)
    return {
        **context,
        "correct": question.correct,
        "several": len(question.targets) > 1,
        "nothing": next((i for i, r in enumerate(question.regions) if r.shape is None), None),
        "options": [
            {"text": region.label, "rest": "", "feedback": writer.text(region.feedback)}
            for region in question.regions
        ],
        "outlines": [
            path_data(region.shape, context["size"]) for region in question.targets if region.shape
        ],
    }


def _data(course: Course, question: Hotspot) -> dict[str, Any]:
    regions = [region_data(r.id, r.shape) if r.shape else None for r in question.regions]
    return {
        **pictured_data(course, question, question.correct, len(question.regions)),
        "targets": [
            region
            for r, region in zip(question.regions, regions, strict=True)
            if r.correct and region
        ],
        "tolerance": hotspot_tolerance(course, question),
        "cost": question.false_click_cost,
        "regions": regions,
    }


KIND = BlockKind("hotspot", Hotspot, _check, _write, _data, scripts=("marking", "pictures"))
