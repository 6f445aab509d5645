"""What the player is told: the other half of ``player/course.ts``, key for key.

``CourseData`` goes into the launch page once, ``PageData`` into each page's body, as JSON in a
``<script type="application/json">`` that no browser runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.question import Question
from scorm_builder.model.state import StateLayout
from scorm_builder.plugin import Registry
from scorm_builder.render.words import Words

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def course_data(
    course: Course,
    words: Words,
    registry: Registry,
    scripts: Mapping[str, str],
    **others: object,
) -> dict[str, Any]:
    """``CourseData``. ``scripts`` holds the path of each page's script by page id, and of those
    that kinds of block need by their name; ``others`` are ``extras``, ``languages``, ``search``,
    ``results``, ``diagnosis``, ``probe`` and ``host``, as they are to be written.
    """
    layout = course.state_layout()
    head = course.head
    return {
        "format": 1,
        "id": head.id,
        "version": head.version,
        "language": head.language,
        "direction": words.direction,
        "ending": words.ending,
        "fingerprint": layout.fingerprint,
        "addressing": layout.addressing,
        "minimum": head.minimum_pages,
        "passCompletes": head.pass_completes,
        "passMark": head.pass_mark,
        "sections": [
            {
                "title": words.plain(section.title),
                "passMark": section.pass_mark,
                "pages": list(section.pages),
            }
            for section in head.sections
            if section.pass_mark is not None
        ],
        "attempts": head.attempts,
        "retake": head.retake,
        "certaintyMarking": head.certainty_marking,
        "practice": head.practice,
        "certificate": _certificate(course) if head.certificate else None,
        "copy": {"on": head.safety_copy, "text": head.safety_copy_text},
        "pages": [_page(course, page, layout, registry, scripts) for page in course.pages],
        "strings": words.for_player(),
        **others,
    }


def _certificate(course: Course) -> dict[str, str]:
    return {"title": course.head.title, "organisation": course.head.organisation or ""}


def _page(
    course: Course,
    page: Page,
    layout: StateLayout,
    registry: Registry,
    scripts: Mapping[str, str],
) -> dict[str, Any]:
    index = course.pages.index(page)
    slot = layout.pages[index]
    data: dict[str, Any] = {
        "id": page.id,
        "key": layout.page_keys[index],
        "script": scripts[page.id],
        "needs": list(course.needs(page)),
    }
    parts = [scripts[name] for name in scripts_of(page, registry)]
    units = page.units
    optional = {
        "language": page.language,
        "parts": parts,
        "figures": list(zip(slot.figures, layout.figure_keys[index], strict=True)),
        "optional": page.head.optional,
        "draw": _drawn(page),
    }
    data |= {name: value for name, value in optional.items() if value}
    data["questions"] = [
        {
            "id": kept.id,
            "key": key,
            "kind": kept.kind,
            "form": kept.form,
            "size": kept.size,
            "choices": kept.choices,
            "scored": kept.scored,
            "weight": kept.weight,
            **(
                {"group": question.group or "", "unit": units[question.id]}
                if page.head.draw
                else {}
            ),
        }
        for kept, key, question in zip(
            slot.questions, layout.question_keys[index], page.questions, strict=True
        )
    ]
    return data


def scripts_of(page: Page, registry: Registry) -> list[str]:
    """Names of the player's scripts that a page needs beside the first."""
    kinds = (registry.blocks[block.kind] for block in page.models if block.kind in registry.blocks)
    return sorted({script for kind in kinds for script in kind.scripts})


def page_data(course: Course, page: Page, registry: Registry) -> dict[str, Any]:
    """``PageData``."""
    return {
        "id": page.id,
        "questions": [_question(course, page, each, registry) for each in page.questions],
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


def _question(course: Course, page: Page, question: Question, registry: Registry) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": question.kind,
        "id": question.id,
        "tries": course.tries(page, question),
    }
    if course.asks_confidence(question):
        data["confidence"] = True
    if getattr(question, "marking", "partial") == "all":
        data["whole"] = True
    own = registry.blocks[question.kind].data
    return {**data, **(own(course, question) if own else {})}


def _drawn(page: Page) -> list[dict[str, Any]]:
    draw = page.head.draw
    if isinstance(draw, int):
        return [{"group": "", "n": draw}]
    return [{"group": each.group, "n": each.n} for each in draw or ()]
