"""What the player is told: the other half of ``player/course.ts``, key for key.

``CourseData`` goes into the launch page once, ``PageData`` into each page's body, as JSON in a
``<script type="application/json">`` that no browser runs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.question import LETTERS, Hotspot, Question, Region
from scorm_builder.model.shape import Size
from scorm_builder.render.words import Words

TOLERANCE = 0.02
"""Share of the picture's diagonal around a target that still counts, unless the author says."""

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def course_data(
    course: Course, words: Words, scripts: Mapping[str, str], **others: object
) -> dict[str, Any]:
    """``CourseData``. ``scripts`` holds the path of each page's script by page id; ``others`` are
    ``extras``, ``languages`` and ``search``, as they are to be written.
    """
    layout = course.state_layout()
    head = course.head
    keys = zip(course.pages, layout.page_keys, layout.question_keys, strict=True)
    return {
        "format": 1,
        "id": head.id,
        "version": head.version,
        "language": head.language,
        "direction": words.direction,
        "ending": words.ending,
        "fingerprint": layout.fingerprint,
        "addressing": layout.addressing,
        "completion": head.completion,
        "passMark": head.pass_mark,
        "attempts": head.attempts,
        "pages": [
            {
                "id": page.id,
                "key": key,
                "script": scripts[page.id],
                **({"language": page.language} if page.language else {}),
                "questions": [
                    {
                        "id": question.id,
                        "key": question_key,
                        "kind": question.kind,
                        "size": question.answer_size,
                        "scored": course.is_scored(page),
                        "weight": question.weight,
                    }
                    for question, question_key in zip(page.questions, question_keys, strict=True)
                ],
            }
            for page, key, question_keys in keys
        ],
        "strings": words.for_player(),
        **others,
    }


def page_data(course: Course, page: Page) -> dict[str, Any]:
    """``PageData``."""
    return {
        "id": page.id,
        "questions": [_question(course, page, question) for question in page.questions],
    }


def as_json(data: object) -> Markup:
    """JSON for a data block: nothing in it can end the element or start another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(_escaped(text))


def as_script(call: str, *values: object) -> str:
    """A classic script that hands values to the player by a call; ASCII, whatever they hold."""
    texts = (json.dumps(value, separators=(",", ":"), allow_nan=False) for value in values)
    return _escaped(f"{call}({','.join(texts)});\n")


def _escaped(text: str) -> str:
    # Five replacements are twenty times faster than one str.translate.
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def drawn_size(course: Course, block: Hotspot) -> Size:
    """Width and height in which a hotspot's regions are measured."""
    if block.size is not None:
        return block.size
    picture = course.picture(block.image)
    assert picture is not None, "a course with a missing picture is not rendered"
    return picture.width, picture.height


def _question(course: Course, page: Page, question: Question) -> dict[str, Any]:
    common = {
        "kind": question.kind,
        "id": question.id,
        "tries": course.tries(page, question),
        "correct": list(question.correct),
    }
    if not isinstance(question, Hotspot):
        letters = "tf" if question.kind == "true_false" else LETTERS[: question.answer_size]
        return {**common, "letters": letters}
    size = drawn_size(course, question)
    tolerance = question.tolerance
    if tolerance is None:
        tolerance = round(TOLERANCE * math.hypot(*size), 1)
    return {
        **common,
        "letters": LETTERS[: len(question.regions)],
        "size": list(size),
        "targets": [_region(r) for r in question.regions if r.correct and r.shape is not None],
        "tolerance": tolerance,
        "regions": [_region(region) for region in question.regions],
    }


def _region(region: Region) -> dict[str, Any] | None:
    if region.shape is None:
        return None
    return {
        "id": region.id,
        "polygons": [[[x, y] for x, y in outline] for outline in region.shape.outlines()],
        "open": not region.shape.closed,
    }
