"""Moodle's questions on a picture → items: markers, and labels to be put on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from scorm_builder.interchange.item import Item, Refused, identifier
from scorm_builder.interchange.shapes import from_moodle
from scorm_builder.interchange.source import plain_line

if TYPE_CHECKING:
    from scorm_builder.interchange.moodle import Question


def markers(question: Question) -> Item:
    """``ddmarker``: one marker to be set is a hotspot, several are labels."""
    keys = question.shared()
    picture = question.background()
    drags = {each.findtext("no") or "": _label(each) for each in question.element.iterfind("drag")}
    zones: list[tuple[str, dict[str, Any]]] = []
    for number, drop in enumerate(question.element.iterfind("drop"), 1):
        choice = (drop.findtext("choice") or "").strip()
        if choice not in drags:
            question.draft.leave_out(f"drop zone {number}", "no marker belongs to it")
            continue
        try:
            shape = from_moodle(drop.findtext("shape") or "", drop.findtext("coords") or "")
        except Refused as refused:
            question.draft.leave_out(f"drop zone {number}", refused.message)
            continue
        zones.append((drags[choice], shape))
    if not zones:
        raise Refused("it has no place that can be taken")
    used = {choice for choice, _ in zones}
    extra = [label for label in drags.values() if label not in used]
    if len(used) == 1 and not extra:
        keys["regions"] = [
            {
                "id": _id(label, number, len(zones)),
                "label": _numbered(label, number, len(zones)),
                "shape": shape,
                "correct": True,
            }
            for number, (label, shape) in enumerate(zones, 1)
        ]
        return question.draft.item("hotspot", question.wanted, keys, picture)
    return _labelling(question, keys, zones, extra)


def _label(drag: etree._Element) -> str:
    return plain_line(drag.findtext("text"), 200) or "?"


def _id(label: str, number: int, count: int) -> str:
    return identifier(label if count == 1 else f"{label} {number}", "place")


def _numbered(label: str, number: int, count: int) -> str:
    return label if count == 1 else f"{label} {number}"


def _labelling(
    question: Question,
    keys: dict[str, Any],
    zones: list[tuple[str, dict[str, Any]]],
    extra: list[str],
) -> Item:
    taken: set[str] = set()
    places = []
    for label, shape in zones:
        name = identifier(label, "place", taken)
        taken.add(name)
        places.append({"id": name, "label": label, "shape": shape})
    keys["places"], keys["extra"] = places, list(dict.fromkeys(extra))
    return question.draft.item("labelling", question.wanted, keys, question.background())


def labels(question: Question) -> Item:
    """``ddimageortext``: labels to be put on places, of which Moodle keeps the corner alone."""
    keys = question.shared()
    drags = {}
    for drag in question.element.iterfind("drag"):
        label = plain_line(drag.findtext("text"), 200)
        if drag.find("file") is not None:
            raise Refused("pictures are to be put on the picture; only labels can be")
        drags[drag.findtext("no") or ""] = label or "?"
    zones: list[tuple[str, dict[str, Any]]] = []
    for number, drop in enumerate(question.element.iterfind("drop"), 1):
        choice = (drop.findtext("choice") or "").strip()
        corner = f"{drop.findtext('xleft') or ''},{drop.findtext('ytop') or ''};1"
        if choice not in drags:
            question.draft.leave_out(f"place {number}", "no label belongs to it")
            continue
        x, y = from_moodle("circle", corner)["circle"]["c"]
        zones.append((drags[choice], {"point": [x, y]}))
    question.draft.leave_out("the size of its places", "Moodle keeps their upper left corner alone")
    used = {label for label, _ in zones}
    return _labelling(question, keys, zones, [each for each in drags.values() if each not in used])
