"""Shapes of findings and regions, in pixels of the source picture.

The origin is the top left corner of the picture, x runs to the right and y down, 0 is the left or
top edge of the first pixel; decimals are allowed.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, PrivateAttr, StringConstraints, model_validator

from scorm_builder.model import outline
from scorm_builder.model.base import Flag, Line, Model, Number
from scorm_builder.model.path import path_outlines, read_path

Point = tuple[Number, Number]
"""``[x, y]`` in pixels."""

Outline = tuple[Point, ...]
"""Corners in order, in pixels."""

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom edge, in pixels."""

Size = tuple[
    Annotated[int, Field(gt=0, le=100_000)],
    Annotated[int, Field(gt=0, le=100_000)],
]
"""``[width, height]`` in pixels."""

Positive = Annotated[Number, Field(gt=0)]


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


def _not_flat(depth: float) -> float:
    if not depth:
        raise ValueError("is 0; a bracket without depth is a line")
    return depth


class Bracket(Model):
    """A square bracket beside a thin structure that an outline would hide."""

    from_: Point = Field(alias="from")
    """Tip of one arm, ``[x, y]``; best a few pixels off the structure."""
    to: Point
    """Tip of the other arm, ``[x, y]``."""
    depth: Annotated[Number, AfterValidator(_not_flat)]
    """Length of the arms in pixels. The back of the bracket lies to the left of one who walks from
    ``from`` to ``to``; with a negative number to the right."""

    def corners(self) -> Outline:
        """Tip, two corners, tip."""
        (x, y), (tx, ty) = self.from_, self.to
        length = math.hypot(tx - x, ty - y)
        if not length:
            return (self.from_, self.to)
        dx, dy = (ty - y) / length * self.depth, (x - tx) / length * self.depth
        back = ((x + dx, y + dy), (tx + dx, ty + dy))
        return (self.from_, *((round(a, 2), round(b, 2)) for a, b in back), self.to)


def _readable(data: str) -> str:
    read_path(data)
    return data


PathData = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_readable)]
"""SVG path data of the commands ``M L H V C Q Z``."""


ShapeKind = Literal[
    "point",
    "arrow",
    "line",
    "polyline",
    "polygon",
    "rect",
    "circle",
    "ellipse",
    "path",
    "bracket",
    "mask",
    "image",
]

KINDS: tuple[ShapeKind, ...] = get_args(ShapeKind)


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
    path: PathData | None = None
    """SVG path data in pixels of the picture, of the commands ``M L H V C Q Z``. What lies inside
    two of its outlines is a hole; one that does not end with ``Z`` makes the whole an open line."""
    bracket: Bracket | None = None
    """A square bracket beside something thin, its two arms pointing at it."""
    mask: Line | None = None
    """A black and white PNG of the size of the picture, white where the finding is, from the course
    folder: ``images/effusion-mask.png``. Its outline is drawn; the file itself is not packaged."""
    image: Line | None = None
    """A second picture of the same size in pixels, with marks of its own, from the course folder.
    It is shown in place of the picture while this finding stands out."""
    dashed: Flag = False
    """Draw the line dashed: for where something is expected and is not."""
    drawn: Flag = True
    """``false`` where the picture has the line in its pixels already: only the number, the name and
    the area to tap."""
    numbered: Flag = True
    """``false`` leaves the number out at this one of several ``shapes``."""

    _traced: tuple[Outline, ...] = PrivateAttr(default=())

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
        if self.path is not None:
            return all(stretch.closed for stretch in read_path(self.path))
        return self.kind in ("polygon", "rect", "circle", "ellipse", "mask")

    @property
    def picture(self) -> str | None:
        """The annotated picture that is shown while the finding stands out, if it is one."""
        return self.image

    def traced(self, outlines: tuple[Outline, ...]) -> Shape:
        """This mask with the outlines that were found in its file."""
        made = self.model_copy()
        made._traced = outlines
        return made

    def outlines(self) -> tuple[Outline, ...]:
        """Its corners in order, a tuple for each of its outlines.

        One for most kinds; one or more for a path or a traced mask, judged by the even-odd rule;
        none for an image, or a mask that was not traced. Round shapes become polygons of
        :data:`~scorm_builder.model.outline.SIDES` corners.
        """
        if self.path is not None:
            return path_outlines(self.path)
        if self.image is not None or self.mask is not None:
            return self._traced
        return (self._outline(),)

    def _outline(self) -> Outline:
        if self.bracket is not None:
            return self.bracket.corners()
        if self.rect is not None:
            x, y, w, h = self.rect
            return ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        if self.circle is not None:
            return outline.rounded(self.circle.c, self.circle.r, self.circle.r)
        if self.ellipse is not None:
            ellipse = self.ellipse
            return outline.rounded(ellipse.c, ellipse.rx, ellipse.ry, ellipse.rotate)
        if self.arrow is not None:
            return (self.arrow.from_, self.arrow.to)
        return self.polygon or self.polyline or self.line or ((self.point,) if self.point else ())

    def bounds(self) -> Bounds | None:
        """Left, top, right and bottom edge, in pixels; None without an outline."""
        outlines = self.outlines()
        return outline.bounds(outlines) if outlines else None

    def area(self) -> float:
        """Area of the inside in square pixels, holes left out; 0 for open shapes."""
        return outline.area(self.outlines()) if self.closed else 0.0

    def contains(self, point: Point, tolerance: float = 0) -> bool:
        """Whether a point lies inside, or no farther than ``tolerance`` pixels from a line of it.

        The same as a browser's ``isPointInFill`` (even-odd) or ``isPointInStroke`` with a stroke of
        twice the tolerance.
        """
        outlines = self.outlines()
        if self.closed and outline.within(point, outlines):
            return True
        return outline.nearest(point, outlines, closed=self.closed)[0] <= tolerance
