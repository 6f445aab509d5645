"""Places on pictures: the shapes of Moodle and of QTI ↔ ours, in pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scorm_builder.exchange import foreign
from scorm_builder.interchange.item import Refused
from scorm_builder.model.shape import Point, Shape

HAND = 0.02
"""Around a point or a line: this share of the picture's diagonal counts as on it."""


@dataclass(frozen=True, slots=True)
class Area:
    """A closed shape as both formats know it."""

    kind: str
    """circle, rect, ellipse or polygon."""
    numbers: tuple[float, ...]
    """x, y, r; or left, top, width, height; or x, y, rx, ry; or x, y, x, y …"""
    exact: bool = True
    """Whether it is what the author drew, to the pixel."""

    def scaled(self, factor: float) -> Area:
        """The same on a picture of another size, in whole pixels."""
        made = tuple(round(number * factor) for number in self.numbers)
        if self.kind in ("circle", "rect", "ellipse"):  # nothing is thinner than a pixel
            made = (*made[:2], *(max(number, 1) for number in made[2:]))
        exact = self.exact and all(map(math.isclose, made, self.numbers))
        return Area(self.kind, made, exact or (self.exact and factor != 1))


def area_of(shape: Shape, size: tuple[int, int]) -> Area:
    """The shape as one closed area; what has none becomes what lies around it."""
    if shape.circle is not None:
        return Area("circle", (*shape.circle.c, shape.circle.r))
    if shape.rect is not None:
        return Area("rect", shape.rect)
    if shape.ellipse is not None and not shape.ellipse.rotate:
        return Area("ellipse", (*shape.ellipse.c, shape.ellipse.rx, shape.ellipse.ry))
    outlines = shape.outlines()
    around = math.sqrt(size[0] * size[0] + size[1] * size[1]) * HAND
    if shape.point is not None or not outlines:
        return Area("circle", (*(shape.point or (0, 0)), around), exact=False)
    if not shape.closed:
        left, top, right, bottom = shape.bounds() or (0, 0, 1, 1)
        box = (left - around, top - around, right - left + 2 * around, bottom - top + 2 * around)
        return Area("rect", (max(box[0], 0), max(box[1], 0), *box[2:]), exact=False)
    largest = max(outlines, key=_extent)
    flat = tuple(number for point in largest for number in point)
    return Area("polygon", flat, exact=shape.polygon is not None)


def _extent(outline: Sequence[Point]) -> float:
    total = 0.0
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        total += x1 * y2 - x2 * y1
    return abs(total)


# -- Moodle: "x,y;r", "x,y;w,h", "x,y;x,y;x,y" ----------------------------------------------------


def moodle_coords(area: Area) -> tuple[str, str]:
    """The name of a shape in Moodle, and its coordinates."""
    numbers = [format(number, ".0f") for number in area.numbers]
    if area.kind == "circle":
        return "circle", f"{numbers[0]},{numbers[1]};{numbers[2]}"
    if area.kind == "rect":
        return "rectangle", f"{numbers[0]},{numbers[1]};{numbers[2]},{numbers[3]}"
    if area.kind == "ellipse":
        x, y, rx, ry = area.numbers
        corners = [
            (x + rx * math.cos(turn * math.pi / 12), y + ry * math.sin(turn * math.pi / 12))
            for turn in range(24)
        ]
        return "polygon", ";".join(f"{round(a)},{round(b)}" for a, b in corners)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return "polygon", ";".join(f"{x},{y}" for x, y in pairs)


def from_moodle(kind: str, coords: str) -> dict[str, Any]:
    """A shape of ours from Moodle's words."""
    groups = [_numbers(group) for group in coords.strip().strip(";").split(";")]
    kind = kind.strip().lower()
    if kind == "circle" and [len(group) for group in groups] == [2, 1]:
        return _circle(groups[0][0], groups[0][1], groups[1][0])
    if kind == "rectangle" and [len(group) for group in groups] == [2, 2]:
        return _rect(*groups[0], *groups[1])
    if kind == "polygon" and all(len(group) == 2 for group in groups):
        return _polygon([number for group in groups for number in group])
    raise Refused(f"a shape that is not known: '{kind[:20]} {coords[:40]}'")


# -- QTI: comma-separated -------------------------------------------------------------------------


def qti_coords(area: Area) -> tuple[str, str]:
    """The name of a shape in QTI, and its coordinates."""
    numbers = list(area.numbers)
    kind = {"polygon": "poly"}.get(area.kind, area.kind)
    if kind == "rect":
        numbers[2:] = [numbers[0] + numbers[2], numbers[1] + numbers[3]]
    return kind, ",".join(format(number, ".0f") for number in numbers)


def from_qti(kind: str, coords: str, size: tuple[int, int] | None) -> dict[str, Any]:
    """A shape of ours from QTI's words; ``size`` of the picture, for the shape ``default``."""
    if kind == "default" and size:
        return _rect(0, 0, *size)
    numbers = _numbers(coords.strip().replace(" ", ",").replace(",,", ","))
    if kind == "circle" and len(numbers) == 3:
        return _circle(*numbers)
    if kind == "rect" and len(numbers) == 4:
        left, right = sorted((numbers[0], numbers[2]))
        top, bottom = sorted((numbers[1], numbers[3]))
        return _rect(left, top, right - left, bottom - top)
    if kind == "ellipse" and len(numbers) == 4:
        x, y, rx, ry = numbers
        if min(rx, ry) <= 0:
            raise Refused("an ellipse without an extent")
        return {"ellipse": {"c": [x, y], "rx": rx, "ry": ry}}
    if kind == "poly" and len(numbers) % 2 == 0:
        return _polygon(numbers)
    raise Refused(f"a shape that is not known: '{kind[:20]} {coords[:40]}'")


def _numbers(text: str) -> list[float]:
    parts = text.split(",")
    if len(parts) > 2 * foreign.MAX_POINTS:
        raise Refused("a shape of too many points")
    try:
        return [foreign.number(part.strip(), "a coordinate") for part in parts]
    except foreign.Refused as refused:
        raise Refused(refused.message) from None


def _circle(x: float, y: float, r: float) -> dict[str, Any]:
    if r <= 0:
        raise Refused("a circle without an extent")
    return {"circle": {"c": [x, y], "r": r}}


def _rect(x: float, y: float, width: float, height: float) -> dict[str, Any]:
    if min(width, height) <= 0:
        raise Refused("a rectangle without an extent")
    return {"rect": [x, y, width, height]}


def _polygon(numbers: Sequence[float]) -> dict[str, Any]:
    points = [list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()  # closed by hand, as QTI wants it
    if len(points) < 3:
        raise Refused("a polygon of fewer than three points")
    return {"polygon": points}
