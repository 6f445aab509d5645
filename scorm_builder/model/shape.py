"""Shapes of findings and regions, in pixels of the source picture.

The origin is the top left corner of the picture, x runs to the right and y down, 0 is the left or
top edge of the first pixel; decimals are allowed.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scorm_builder.model.base import Flag, Model, Number

Point = tuple[Number, Number]
"""``[x, y]`` in pixels."""

Outline = tuple[Point, ...]
"""Corners in order, in pixels."""

Size = tuple[
    Annotated[int, Field(gt=0, le=100_000)],
    Annotated[int, Field(gt=0, le=100_000)],
]
"""``[width, height]`` in pixels."""

Positive = Annotated[Number, Field(gt=0)]

SIDES = 48
"""Corners of the polygon that stands for a circle or ellipse when it is judged: with 48 the
polygon lies within 0.22 % of the radius, under a quarter of a pixel at 100 pixels."""


class Arrow(Model):
    """An arrow whose head points at the finding."""

    from_: Point = Field(alias="from")
    """Tail, ``[x, y]``."""
    to: Point
    """Tip, ``[x, y]``; best a few pixels off the finding."""


class Circle(Model):
    """A circle."""

    c: Point
    """Centre, ``[x, y]``."""
    r: Positive
    """Radius in pixels."""


class Ellipse(Model):
    """An ellipse, turned about its centre."""

    c: Point
    """Centre, ``[x, y]``."""
    rx: Positive
    """Half width in pixels, before turning."""
    ry: Positive
    """Half height in pixels, before turning."""
    rotate: Number = 0
    """Degrees, clockwise as seen on the screen."""


ShapeKind = Literal["point", "arrow", "line", "polyline", "polygon", "rect", "circle", "ellipse"]

KINDS: tuple[ShapeKind, ...] = (
    "point",
    "arrow",
    "line",
    "polyline",
    "polygon",
    "rect",
    "circle",
    "ellipse",
)


class Shape(Model):
    """Where a finding is: exactly one of these keys."""

    point: Point | None = None
    """One place, shown as its number alone."""
    arrow: Arrow | None = None
    """An arrow."""
    line: tuple[Point, Point] | None = None
    """A straight line between two points."""
    polyline: Annotated[tuple[Point, ...], Field(min_length=2)] | None = None
    """A line through two or more points, not closed."""
    polygon: Annotated[tuple[Point, ...], Field(min_length=3)] | None = None
    """A closed outline of three or more points."""
    rect: tuple[Number, Number, Positive, Positive] | None = None
    """``[x, y, width, height]``, x and y of the top left corner."""
    circle: Circle | None = None
    """A circle."""
    ellipse: Ellipse | None = None
    """An ellipse."""
    dashed: Flag = False
    """Draw the line dashed: for where something is expected and is not."""

    @model_validator(mode="after")
    def _one(self) -> Shape:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            words = ", ".join(KINDS)
            raise ValueError(
                f"a shape has exactly one of {words}"
                + (f"; this one has {' and '.join(given)}" if given else "")
            )
        return self

    @property
    def kind(self) -> ShapeKind:
        """Which of the keys is given."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def closed(self) -> bool:
        """Whether it has an inside."""
        return self.kind in ("polygon", "rect", "circle", "ellipse")

    def outline(self) -> Outline:
        """Its corners in order; round shapes become polygons of :data:`SIDES` corners."""
        if self.point is not None:
            return (self.point,)
        if self.arrow is not None:
            return (self.arrow.from_, self.arrow.to)
        if self.rect is not None:
            x, y, w, h = self.rect
            return ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        if self.circle is not None:
            return _round(self.circle.c, self.circle.r, self.circle.r, 0)
        if self.ellipse is not None:
            ellipse = self.ellipse
            return _round(ellipse.c, ellipse.rx, ellipse.ry, ellipse.rotate)
        return self.polygon or self.polyline or self.line or ()

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge, in pixels."""
        xs, ys = zip(*self.outline(), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def area(self) -> float:
        """Area of the inside in square pixels (shoelace formula); 0 for open shapes."""
        if not self.closed:
            return 0.0
        corners = self.outline()
        pairs = zip(corners, corners[1:] + corners[:1], strict=True)
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _round(centre: Point, rx: float, ry: float, rotate: float) -> Outline:
    turn = math.radians(rotate)
    cos, sin = math.cos(turn), math.sin(turn)
    corners = []
    for step in range(SIDES):
        angle = 2 * math.pi * step / SIDES
        x, y = rx * math.cos(angle), ry * math.sin(angle)
        corners.append(
            (
                round(centre[0] + x * cos - y * sin, 2),
                round(centre[1] + x * sin + y * cos, 2),
            )
        )
    return tuple(corners)
