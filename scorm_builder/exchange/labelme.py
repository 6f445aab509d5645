"""labelme: one JSON file a picture, ``shapes`` with a label, points and a ``shape_type``."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from scorm_builder.exchange import runs
from scorm_builder.exchange.foreign import (
    Notes,
    Quota,
    Refused,
    field,
    line,
    paragraphs,
    points,
    shape,
    size_of,
)
from scorm_builder.exchange.marks import Mark, Sheet
from scorm_builder.model.shape import Point, Shape, Size


def read(value: Any, size: Size | None, notes: Notes) -> tuple[Sheet, ...]:
    """The one picture of a labelme file."""
    marks: list[Mark] = []
    groups: dict[tuple[Any, str], int] = {}
    shapes = value["shapes"]
    if not isinstance(shapes, list):
        raise Refused("'shapes' is not a list")
    picture, quota = line(field(value, "imagePath"), 500), Quota()
    for number, each in enumerate(shapes):
        if not quota.takes(picture):
            continue
        where = f"shapes[{number}]"
        try:
            drawn = _shapes(each, where, notes)
        except Refused as refused:
            notes.leave_out(where, refused.message)
            continue
        label = line(each.get("label")) or "Finding"
        group = each.get("group_id")
        if isinstance(group, int | str) and (group, label) in groups:
            # Parts of one thing: one finding in several places.
            at = groups[group, label]
            first = marks[at]
            marks[at] = Mark(label, (*first.shapes, *drawn), first.text)
            continue
        if isinstance(group, int | str):
            groups[group, label] = len(marks)
        marks.append(Mark(label, drawn, paragraphs(each.get("description"))))
        flags = each.get("flags")
        if isinstance(flags, Mapping) and any(flags.values()):
            ticked = ", ".join(key for key, value in flags.items() if value)
            notes.leave_out(where, f"its flags: {line(ticked)}")
    quota.say(notes)
    own = size_of(field(value, "imageWidth"), field(value, "imageHeight"))
    return (Sheet(picture, own, tuple(marks)),)


def _shapes(each: Any, where: str, notes: Notes) -> tuple[Shape, ...]:
    if not isinstance(each, Mapping):
        raise Refused("it is not an object")
    kind = each.get("shape_type", "polygon")
    corners = points(each.get("points"), "its points")
    if not corners:
        raise Refused("it has no points")
    if kind == "mask":
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        return (runs.png(each.get("mask"), left, top, where, notes),)
    if kind in ("point", "points"):
        return tuple(shape("point", corner) for corner in corners)
    if kind in _MADE:
        return (_MADE[kind](corners),)
    raise Refused(f"a shape of type '{line(kind, 40)}', which is not known")


def _rectangle(corners: tuple[Point, ...]) -> Shape:
    if len(corners) not in (2, 4):
        raise Refused(f"a rectangle of {len(corners)} points")
    xs, ys = zip(*corners, strict=True)
    if len(corners) == 4 and (len(set(xs)) > 2 or len(set(ys)) > 2):
        return shape("polygon", corners)  # turned
    left, top = min(xs), min(ys)
    return shape("rect", (left, top, round(max(xs) - left, 2), round(max(ys) - top, 2)))


def _circle(corners: tuple[Point, ...]) -> Shape:
    if len(corners) != 2:
        raise Refused(f"a circle of {len(corners)} points")
    centre, edge = corners
    return shape("circle", {"c": centre, "r": round(math.dist(centre, edge), 2)})


_MADE: Mapping[str, Callable[[tuple[Point, ...]], Shape]] = {
    "polygon": lambda corners: shape("polygon", corners),
    "rectangle": _rectangle,
    "circle": _circle,
    "line": lambda corners: shape("polyline", corners),
    "linestrip": lambda corners: shape("polyline", corners),
}
