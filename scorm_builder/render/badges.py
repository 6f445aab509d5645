"""Where the numbers of findings go: near their finding, never on it if it is small.

A badge is 26 CSS pixels across at any size of the picture, so placing is done for the narrowest
picture a learner sees; on wider ones there is only more room. A large closed shape carries its
number inside, at its pole of inaccessibility (the point farthest from its outline). Any other has
it outside, joined by a leader line, at the first of sixteen directions and three distances where it
meets neither another badge, nor another finding, nor the picture's edge, nor one of its corners,
where the side marker stands.

Deterministic and without a clock: the same findings give the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorm_builder.model.shape import Outline, Point, Shape, Size

NARROW = 288
"""CSS pixels across of a picture on a phone 320 pixels wide."""

LOW = 336
"""CSS pixels down of a picture in a frame 500 pixels high."""

RADIUS = 16
"""CSS pixels from the middle of a badge to the outside of its rings."""

INSIDE = 2.6
"""A closed shape takes its badge inside when the pole is this many badge radii from its outline."""

CORNERS = 24
"""Corners of an outline that are looked at; thinning a longer one moves a badge by a hair."""

_STEPS = (2, 14, 6, 10, 0, 8, 4, 12, 1, 15, 7, 9, 3, 5, 11, 13)
DIRECTIONS = tuple((math.cos(math.pi * step / 8), -math.sin(math.pi * step / 8)) for step in _STEPS)
"""Sixteenths of a turn in order of liking: the four diagonals, the four sides, those between."""

CORNER = 0.16
"""Share of the picture's width and height, from each corner, where a side marker may stand."""

DISTANCES = (1.5, 2.6, 4.2)
"""From the shape to the middle of the badge, in badge radii."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The middle of a number, in pixels of the picture."""

    x: float
    y: float
    anchor: Point | None
    """Where its leader line touches the finding; None when it lies on or at it."""


Place = tuple[Point | None, Sequence[Shape]]
"""Where the author wants the number, if they say, and the shapes of one finding."""


def place_badges(findings: Sequence[Place], size: Size) -> tuple[tuple[Badge, ...], ...]:
    """For each finding a badge for each of its shapes."""
    radius = badge_radius(size)
    outlines = [[_thin(shape.outline()) for shape in shapes] for _, shapes in findings]
    boxes = [(f, s, _bounds(o)) for f, each in enumerate(outlines) for s, o in enumerate(each)]
    placed: list[Badge] = []
    result = []
    for f, (wanted, shapes) in enumerate(findings):
        mine = []
        for s, shape in enumerate(shapes):
            others = [box for other, place, box in boxes if (other, place) != (f, s)]
            field = _Field(size, radius, placed, others)
            mine.append(_place(shape, outlines[f][s], None if s else wanted, field))
            placed.append(mine[-1])
        result.append(tuple(mine))
    return tuple(result)


def badge_radius(size: Size) -> float:
    """A badge's radius in pixels of the picture, at the narrowest it is shown."""
    scale = min(NARROW / size[0], LOW / size[1])
    return RADIUS / scale


@dataclass(frozen=True, slots=True)
class _Field:
    """What a badge has to keep clear of."""

    size: Size
    radius: float
    placed: Sequence[Badge]
    boxes: Sequence[tuple[float, float, float, float]]

    def clamp(self, point: Point) -> Point:
        """The nearest point at which the whole badge is on the picture."""
        (width, height), r = self.size, self.radius
        return (_between(point[0], r, width - r), _between(point[1], r, height - r))

    def cost(self, point: Point) -> float:
        """How much of what is there already a badge would cover; 0 is free."""
        x, y = point
        width, height = self.size
        sideways, upright = min(x, width - x) / width, min(y, height - y) / height
        cost = 15.0 if max(sideways, upright) < CORNER else 0.0
        for badge in self.placed:
            near = 2.1 * self.radius - math.hypot(x - badge.x, y - badge.y)
            if near > 0:
                cost += 100 * near / self.radius
        for left, top, right, bottom in self.boxes:
            gap = math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
            if gap < self.radius:
                cost += 10 * (2 - gap / self.radius)
        return cost

    def crossed(self, start: Point, end: Point) -> int:
        """How many things a leader line would run over, or its badge cover of other leaders."""
        (ax, ay), (bx, by) = start, end
        middles = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (0.35, 0.65)]
        count = sum(
            any(left < x < right and top < y < bottom for x, y in middles)
            for left, top, right, bottom in self.boxes
        )
        for badge in self.placed:
            centre = (badge.x, badge.y)
            count += 4 * (_distance(centre, (start, end), closed=False)[0] < self.radius)
            if badge.anchor is not None:
                leader = (badge.anchor, centre)
                count += 4 * (_distance(end, leader, closed=False)[0] < self.radius)
        return count


def _place(shape: Shape, outline: Outline, wanted: Point | None, field: _Field) -> Badge:
    if wanted is not None:
        return _badge(field.clamp(wanted), shape, outline, field)
    if shape.point is not None:
        x, y = field.clamp(shape.point)
        return Badge(_round(x), _round(y), None)
    if shape.closed:
        pole, depth = _pole(outline, 2 * field.radius)
        if depth >= INSIDE * field.radius and not _meets(pole, field):
            return Badge(_round(pole[0]), _round(pole[1]), None)
    return _badge(_outside(shape, outline, field), shape, outline, field)


def _outside(shape: Shape, outline: Outline, field: _Field) -> Point:
    """The first free place, else the one that covers least; never the finding if that can be."""
    best, lowest = outline[0], math.inf
    for rank, liked in enumerate(_candidates(shape, outline, field.radius)):
        point = field.clamp(liked)
        cost = field.cost(point) + rank / 10
        if cost >= lowest:
            continue
        distance, nearest = _distance(point, outline, closed=shape.closed)
        if distance < field.radius and point != liked:
            cost += 1000  # pushed back by the picture's edge, onto the finding itself
        cost += 5 * field.crossed(nearest, point)
        if cost < lowest:
            best, lowest = point, cost
        if cost == rank / 10:
            break
    return best


def _candidates(shape: Shape, outline: Outline, radius: float) -> Iterator[Point]:
    """Places round a shape, the most liked first; an arrow's number goes to its tail."""
    if shape.arrow is not None:
        (x, y), (tx, ty) = shape.arrow.from_, shape.arrow.to
        length = math.hypot(x - tx, y - ty) or 1
        yield (x + (x - tx) / length * radius, y + (y - ty) / length * radius)
    left, top, right, bottom = _bounds(outline)
    cx, cy = (left + right) / 2, (top + bottom) / 2
    for distance in DISTANCES:
        for dx, dy in DIRECTIONS:
            reach = max((x - cx) * dx + (y - cy) * dy for x, y in outline)
            yield (cx + dx * (reach + distance * radius), cy + dy * (reach + distance * radius))


def _badge(point: Point, shape: Shape, outline: Outline, field: _Field) -> Badge:
    distance, nearest = _distance(point, outline, closed=shape.closed)
    joined = distance > 0.4 * field.radius
    anchor = (_round(nearest[0]), _round(nearest[1])) if joined else None
    return Badge(_round(point[0]), _round(point[1]), anchor)


def _meets(point: Point, field: _Field) -> bool:
    return any(
        math.hypot(point[0] - badge.x, point[1] - badge.y) < 2.1 * field.radius
        for badge in field.placed
    )


def _pole(outline: Outline, finest: float) -> tuple[Point, float]:
    """The inner point farthest from the outline, and how far: a grid, made finer round its best."""
    left, top, right, bottom = _bounds(outline)
    best: Point = ((left + right) / 2, (top + bottom) / 2)
    depth = _depth(best, outline)
    if min(right - left, bottom - top) < 2 * finest:
        return best, -1.0
    step_x, step_y = (right - left) / 5, (bottom - top) / 5
    while max(step_x, step_y) > finest / 4:
        x0, y0 = best
        for i in (-2, -1, 0, 1, 2):
            for j in (-2, -1, 0, 1, 2):
                point = (x0 + i * step_x, y0 + j * step_y)
                found = _depth(point, outline)
                if found > depth + 1e-9:
                    best, depth = point, found
        step_x, step_y = step_x / 3, step_y / 3
    return best, depth


def _depth(point: Point, outline: Outline) -> float:
    """Distance to the outline, negative outside it."""
    distance = _distance(point, outline, closed=False, ring=True)[0]
    return distance if _within(point, outline) else -distance


def _distance(
    point: Point, outline: Outline, *, closed: bool, ring: bool = False
) -> tuple[float, Point]:
    """From a point to an outline, and the nearest point of it; 0 inside a closed one."""
    if closed and _within(point, outline):
        return 0.0, point
    x, y = point
    best, nearest = math.inf, outline[0]
    previous = outline[-1] if closed or ring else outline[0]
    for corner in outline:
        ax, ay = previous
        dx, dy = corner[0] - ax, corner[1] - ay
        length = dx * dx + dy * dy
        t = ((x - ax) * dx + (y - ay) * dy) / length if length else 0.0
        t = 0.0 if t < 0 else min(t, 1.0)
        px, py = ax + t * dx, ay + t * dy
        square = (x - px) ** 2 + (y - py) ** 2
        if square < best:
            best, nearest = square, (px, py)
        previous = corner
    return math.sqrt(best), nearest


def _within(point: Point, outline: Outline) -> bool:
    """Even-odd test."""
    x, y = point
    inside = False
    ax, ay = outline[-1]
    for bx, by in outline:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        ax, ay = bx, by
    return inside


def _thin(outline: Outline) -> Outline:
    step = -(-len(outline) // CORNERS)
    return outline[::step] if len(outline) > CORNERS else outline


def _bounds(outline: Outline) -> tuple[float, float, float, float]:
    xs, ys = zip(*outline, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _between(value: float, low: float, high: float) -> float:
    return (low + high) / 2 if low > high else min(max(value, low), high)


def _round(value: float) -> float:
    return round(value, 1)
