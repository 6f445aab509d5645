"""CVAT for images 1.1: XML with an ``image`` for each picture and an element for each shape."""

from __future__ import annotations

import math

from lxml import etree

from scorm_builder.exchange import runs
from scorm_builder.exchange.foreign import (
    Notes,
    Quota,
    Refused,
    line,
    number,
    paragraphs,
    points,
    shape,
    size_of,
)
from scorm_builder.exchange.marks import Mark, Sheet
from scorm_builder.exchange.via import TEXTS
from scorm_builder.model.shape import Point, Shape, Size


def read(root: etree._Element, size: Size | None, notes: Notes) -> tuple[Sheet, ...]:
    """The pictures of an export, those without shapes too."""
    track = root.find("track")
    if track is not None and root.find("image") is None:
        message = "it holds tracks of a video; export it as 'CVAT for images 1.1'"
        raise Refused(message, _line(track))
    return tuple(_sheet(image, notes) for image in root.findall("image"))


def _sheet(image: etree._Element, notes: Notes) -> Sheet:
    name = line(image.get("name", ""), 500)
    marks: list[Mark] = []
    groups: dict[tuple[str, str], int] = {}
    quota = Quota()
    for element in image:
        if not quota.takes(name):
            continue
        at = _line(element)
        where = f"<{element.tag}> of '{name}'"
        label = line(element.get("label", "")) or "Finding"
        try:
            drawn = _shapes(element, where, notes)
        except Refused as refused:
            notes.leave_out(where, refused.message, at)
            continue
        text = ""
        for attribute in element.findall("attribute"):
            key, said = attribute.get("name", ""), paragraphs(attribute.text)
            if key.lower() in TEXTS and not text:
                text = said
            elif said:
                notes.leave_out(where, f"its attribute '{line(key, 40)}': '{line(said, 60)}'", at)
        group = element.get("group_id", "0")
        if group != "0" and (group, label) in groups:
            first = marks[groups[group, label]]
            joined = Mark(label, (*first.shapes, *drawn), first.text or text)
            marks[groups[group, label]] = joined
            continue
        groups[group, label] = len(marks)
        marks.append(Mark(label, drawn, text))
    quota.say(notes)
    return Sheet(name, size_of(image.get("width"), image.get("height")), tuple(marks))


def _shapes(element: etree._Element, where: str, notes: Notes) -> tuple[Shape, ...]:
    def of(*names: str) -> list[float]:
        return [number(element.get(name), f"'{name}'") for name in names]

    turn = number(element.get("rotation", "0"), "'rotation'")
    match element.tag:
        case "polygon" | "polyline":
            return (shape(str(element.tag), _points(element)),)
        case "points":
            return tuple(shape("point", point) for point in _points(element))
        case "box":
            left, top, right, bottom = of("xtl", "ytl", "xbr", "ybr")
            return (_box(left, top, right, bottom, turn),)
        case "ellipse":
            cx, cy, rx, ry = of("cx", "cy", "rx", "ry")
            return (shape("ellipse", {"c": (cx, cy), "rx": rx, "ry": ry, "rotate": turn}),)
        case "mask":
            box = [int(side) for side in of("left", "top", "width", "height")]
            try:
                counts = [int(run) for run in element.get("rle", "").split(",")]
            except ValueError:
                raise Refused("its runs are not whole numbers") from None
            return (runs.rows((box[0], box[1], box[2], box[3]), counts, where, notes),)
        case "tag":
            raise Refused(f"a tag of the whole picture: '{line(element.get('label', ''))}'")
    raise Refused("a shape that has no counterpart")


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0


def _points(element: etree._Element) -> tuple[Point, ...]:
    pairs = [pair.split(",") for pair in element.get("points", "").split(";") if pair.strip()]
    return points(pairs, "its points")


def _box(left: float, top: float, right: float, bottom: float, turn: float) -> Shape:
    if not turn:
        return shape("rect", (left, top, round(right - left, 2), round(bottom - top, 2)))
    cx, cy = (left + right) / 2, (top + bottom) / 2
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return shape(
        "polygon",
        tuple(
            (
                round(cx + (x - cx) * cos - (y - cy) * sin, 2),
                round(cy + (x - cx) * sin + (y - cy) * cos, 2),
            )
            for x, y in corners
        ),
    )
