"""``hotspot``: click the abnormality."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.check.figures import check_hotspot_picture
from scorm_builder.check.questions import check_regions
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.question import Hotspot
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem


def _check(course: Course, page: Page, question: Hotspot) -> Iterator[Problem]:
    yield from check_regions(course, page, question)
    yield from check_hotspot_picture(course, page, question)


KIND = BlockKind("hotspot", Hotspot, _check)
