"""Findings → the drawing over a picture: SVG paths in the pixels of the picture.

Each place of a finding is drawn three times along the same path data: a black casing, the line in
the colour of its slot, and a broad invisible path that takes the pointer. Widths are in CSS pixels
whatever the picture's scale (``vector-effect``). Numbers are badges of a constant size, laid over
the drawing by percentages; :mod:`badges` says where, and :mod:`labels` where the names go.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scorm_builder.model.figure import Finding, Role
from scorm_builder.model.path import read_path
from scorm_builder.model.shape import Point, Shape, Size
from scorm_builder.render.badges import Badge, place_badges
from scorm_builder.render.labels import Label, place_labels

SLOTS: Mapping[Role, int] = {"abnormal": 1, "normal": 2, "artefact": 3, "device": 4}
"""Colour of the line: 1 yellow, 2 sky blue, 3 orange, 4 white."""

ARROW_HEAD = 0.045
"""Length of an arrow's head, as a share of the picture's shorter side."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One place of a finding, ready to draw."""

    d: str
    closed: bool
    holed: bool
    """Whether what it encloses goes by the even-odd rule."""
    dashed: bool
    drawn: bool
    """Whether there is a line to be seen, or only an area to tap."""
    leader: str
    """Path of the line from the place to its number, or ""."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finding's drawing. ``number`` counts from 1, in the order of the list."""

    id: str
    number: int
    slot: int
    strokes: tuple[Stroke, ...]
    badges: tuple[Badge, ...]
    label: Label


def draw(findings: Sequence[Finding], size: Size) -> tuple[Drawing, ...]:
    """The drawings of a figure's findings, largest first, so that the smallest lies on top."""
    places = [(f.label_at, f.places) for f in findings]
    badges = place_badges(places, size)
    labels = place_labels([(f.label, f.places) for f in findings], badges, size)
    drawings = [
        Drawing(
            finding.id,
            number,
            SLOTS[finding.role],
            _strokes(finding, marks, size),
            marks,
            label,
        )
        for number, (finding, marks, label) in enumerate(
            zip(findings, badges, labels, strict=True), start=1
        )
    ]
    area = {f.id: sum(shape.area() for shape in f.places) for f in findings}
    return tuple(sorted(drawings, key=lambda drawing: (-area[drawing.id], drawing.number)))


def _strokes(finding: Finding, badges: Sequence[Badge], size: Size) -> tuple[Stroke, ...]:
    """The places of a finding; the numbered ones have the badges, in their order."""
    left = iter(badges)
    return tuple(
        Stroke(
            path_data(shape, size),
            shape.closed,
            shape.closed and len(shape.outlines()) > 1,
            shape.dashed,
            shape.drawn,
            _leader(next(left)) if shape.numbered else "",
        )
        for shape in _outlined(finding)
    )


def _outlined(finding: Finding) -> list[Shape]:
    """The shapes of a finding that are drawn: all but annotated pictures."""
    return [shape for shape in finding.places if shape.outlines()]


def path_data(shape: Shape, size: Size) -> str:
    """A shape as SVG path data. A point has no outline: a line of no length, for its hit area."""
    if shape.circle is not None:
        return _round(shape.circle.c, shape.circle.r, shape.circle.r, 0)
    if shape.ellipse is not None:
        ellipse = shape.ellipse
        return _round(ellipse.c, ellipse.rx, ellipse.ry, ellipse.rotate)
    if shape.arrow is not None:
        return _arrow(shape.arrow.from_, shape.arrow.to, ARROW_HEAD * min(size))
    if shape.point is not None:
        return f"M{_pair(shape.point)}h0"
    return "".join(
        "M" + "L".join(_pair(corner) for corner in corners) + ("Z" if closed else "")
        for corners, closed in zip(shape.outlines(), _ends(shape), strict=True)
    )


def _ends(shape: Shape) -> list[bool]:
    """Which outlines of a shape are closed: an open path may hold closed stretches."""
    if shape.path is not None:
        return [stretch.closed for stretch in read_path(shape.path)]
    return [shape.closed] * len(shape.outlines())


def _leader(badge: Badge) -> str:
    if badge.anchor is None:
        return ""
    return f"M{_pair(badge.anchor)}L{_pair((badge.x, badge.y))}"


def _round(centre: Point, rx: float, ry: float, rotate: float) -> str:
    turn = math.radians(rotate)
    dx, dy = rx * math.cos(turn), rx * math.sin(turn)
    start, end = (centre[0] - dx, centre[1] - dy), (centre[0] + dx, centre[1] + dy)
    arc = f"A{_number(rx)} {_number(ry)} {_number(rotate)} 1 1 "
    return f"M{_pair(start)}{arc}{_pair(end)}{arc}{_pair(start)}Z"


def _arrow(tail: Point, tip: Point, head: float) -> str:
    length = math.hypot(tip[0] - tail[0], tip[1] - tail[1])
    head = min(head, length / 2)
    along = math.atan2(tip[1] - tail[1], tip[0] - tail[0])
    barbs = [
        (tip[0] - head * math.cos(along + turn), tip[1] - head * math.sin(along + turn))
        for turn in (0.5, -0.5)
    ]
    shaft = f"M{_pair(tail)}L{_pair(tip)}"
    return f"{shaft}M{_pair(barbs[0])}L{_pair(tip)}L{_pair(barbs[1])}"


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """At most two decimals, none where there are none, and never "-0"."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0") if value else "0"
