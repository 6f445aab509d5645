"""Where the numbers of findings go: near their finding, never on it if it is small.

A badge is 26 CSS pixels across at any size of the picture, so placing is done for the narrowest
picture a learner sees; on wider ones there is only more room. A large closed shape carries its
number inside, at its pole of inaccessibility (the point farthest from its outline). Any other has
it outside, joined by a leader line, at the first of sixteen directions and three distances where it
meets neither another badge, nor another finding, nor the picture's edge, nor one of its corners,
where the side marker stands. An annotated picture has no place, and its number stands in the list
alone.

Deterministic and without a clock: the same findings give the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorm_builder.model.outline import bounds, nearest, shoelace, simplified, within
from scorm_builder.model.shape import Outline, Point, Shape, Size

NARROW = 288
"""CSS pixels across of a picture on a phone 320 pixels wide."""

LOW = 336
"""CSS pixels down of a picture in a frame 500 pixels high."""

SLIM = 240
"""CSS pixels across that a tall picture keeps in a low frame (``figure.css``)."""

RADIUS = 16
"""CSS pixels from the middle of a badge to the outside of its rings."""

INSIDE = 2.6
"""A closed shape takes its badge inside when the pole is this many badge radii from its outline."""

CORNERS = 24
"""Corners of an outline that are looked at; thinning a longer one moves a badge by a hair."""

RINGS = 6
"""Outlines of a shape that are looked at, the largest."""

_STEPS = (2, 14, 6, 10, 0, 8, 4, 12, 1, 15, 7, 9, 3, 5, 11, 13)
DIRECTIONS = tuple((math.cos(math.pi * step / 8), -math.sin(math.pi * step / 8)) for step in _STEPS)
"""Sixteenths of a turn in order of liking: the four diagonals, the four sides, those between."""

CORNER = 0.16
"""Share of the picture's width and height, from each corner, where a side marker may stand."""

DISTANCES = (1.5, 2.6, 4.2)
"""From the shape to the middle of the badge, in badge radii."""

Rings = tuple[Outline, ...]
"""The outlines of one shape, thinned."""


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
    """For each finding a badge for each of its shapes that has an outline and is numbered."""
    radius = badge_radius(size)
    shapes = [[shape for shape in each if shape.outlines()] for _, each in findings]
    rings = [[_rings(shape) for shape in each] for each in shapes]
    every = [
        _Other(f, s, rings[f][s], bounds(rings[f][s]), shape.closed)
        for f, each in enumerate(shapes)
        for s, shape in enumerate(each)
    ]
    placed: list[Badge] = []
    result = []
    for f, (wanted, _) in enumerate(findings):
        mine: list[Badge] = []
        for s, shape in enumerate(shapes[f]):
            if not shape.numbered:
                continue
            others = [other for other in every if (other.finding, other.place) != (f, s)]
            field = _Field(size, radius, placed, others)
            mine.append(_place(shape, rings[f][s], None if mine else wanted, field))
            placed.append(mine[-1])
        result.append(tuple(mine))
    return tuple(result)


def narrowest(size: Size) -> float:
    """CSS pixels across of a picture of ``size`` at the narrowest it is shown."""
    return max(min(NARROW, LOW * size[0] / size[1]), SLIM)


def badge_radius(size: Size) -> float:
    """A badge's radius in pixels of the picture, at the narrowest it is shown."""
    return RADIUS * size[0] / narrowest(size)


def _rings(shape: Shape) -> Rings:
    largest = sorted(shape.outlines(), key=shoelace, reverse=True)[:RINGS]
    return tuple(_thin(outline, shape.closed) for outline in largest)


def _thin(outline: Outline, closed: bool) -> Outline:
    if len(outline) <= CORNERS:
        return outline
    if len(outline) <= 2 * CORNERS:  # a circle, or near enough
        return outline[::2]
    return simplified(outline, 0.5, closed=closed, most=CORNERS)


@dataclass(frozen=True, slots=True)
class _Other:
    """Another place on the picture, of this finding or of another one."""

    finding: int
    place: int
    rings: Rings
    box: tuple[float, float, float, float]
    closed: bool

    def gap(self, point: Point) -> float:
        """Distance from a point to the box."""
        left, top, right, bottom = self.box
        x, y = point
        return math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))


@dataclass(frozen=True, slots=True)
class _Field:
    """What a badge has to keep clear of."""

    size: Size
    radius: float
    placed: Sequence[Badge]
    others: Sequence[_Other]

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
        for other in self.others:
            if other.gap(point) >= self.radius:
                continue
            gap = nearest(point, other.rings, closed=other.closed)[0]
            if gap < self.radius:
                cost += 10 * (2 - gap / self.radius)
            elif other.closed and within(point, other.rings):
                cost += 5  # inside another finding, but off its line
        return cost

    def crossed(self, start: Point, end: Point) -> int:
        """How many things a leader line would run over, or its badge cover of other leaders."""
        (ax, ay), (bx, by) = start, end
        middles = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (0.35, 0.65)]
        count = sum(
            any(
                other.gap(middle) < self.radius / 2
                and (
                    (other.closed and within(middle, other.rings))
                    or nearest(middle, other.rings, closed=other.closed)[0] < self.radius / 2
                )
                for middle in middles
            )
            for other in self.others
        )
        for badge in self.placed:
            centre = (badge.x, badge.y)
            count += 4 * (nearest(centre, [(start, end)], closed=False)[0] < self.radius)
            if badge.anchor is not None:
                leader = (badge.anchor, centre)
                count += 4 * (nearest(end, [leader], closed=False)[0] < self.radius)
        return count


def _place(shape: Shape, rings: Rings, wanted: Point | None, field: _Field) -> Badge:
    if wanted is not None:
        return _badge(field.clamp(wanted), shape, rings, field)
    if shape.point is not None:
        x, y = field.clamp(shape.point)
        return Badge(_round(x), _round(y), None)
    if shape.closed:
        pole, depth = _pole(rings, 2 * field.radius)
        if depth >= INSIDE * field.radius and not _meets(pole, field):
            return Badge(_round(pole[0]), _round(pole[1]), None)
    return _badge(_outside(shape, rings, field), shape, rings, field)


def _outside(shape: Shape, rings: Rings, field: _Field) -> Point:
    """The first free place, else the one that covers least; never the finding if that can be."""
    best, lowest = rings[0][0], math.inf
    for rank, liked in enumerate(_candidates(shape, rings, field.radius)):
        point = field.clamp(liked)
        cost = field.cost(point) + rank / 10
        if cost >= lowest:
            continue
        distance, touched = _off(point, shape, rings)
        if distance < field.radius * (0.9 if point == liked else 1):
            cost += 1000  # on the finding itself, perhaps pushed back by the picture's edge
        cost += 5 * field.crossed(touched, point)
        if cost < lowest:
            best, lowest = point, cost
        if cost == rank / 10:
            break
    return best


def _candidates(shape: Shape, rings: Rings, radius: float) -> Iterator[Point]:
    """Places round a shape, the most liked first.

    An arrow's number goes to its tail, a bracket's behind its back.
    """
    if shape.arrow is not None:
        (x, y), (tx, ty) = shape.arrow.from_, shape.arrow.to
        length = math.hypot(x - tx, y - ty) or 1
        yield (x + (x - tx) / length * radius, y + (y - ty) / length * radius)
    if shape.bracket is not None:
        (tip, back, other, _) = rings[0] if len(rings[0]) == 4 else (*rings[0], *rings[0])
        depth = math.dist(tip, back) or 1
        dx, dy = (back[0] - tip[0]) / depth, (back[1] - tip[1]) / depth
        for share in (0.5, 0.25, 0.75):
            x, y = (b + (o - b) * share for b, o in zip(back, other, strict=True))
            yield (x + dx * radius * 1.3, y + dy * radius * 1.3)
    left, top, right, bottom = bounds(rings)
    cx, cy = (left + right) / 2, (top + bottom) / 2
    for distance in DISTANCES:
        for dx, dy in DIRECTIONS:
            reach = max((x - cx) * dx + (y - cy) * dy for ring in rings for x, y in ring)
            yield (cx + dx * (reach + distance * radius), cy + dy * (reach + distance * radius))
    # Far from the middle of a long or bent shape there may still be room near one of its corners.
    for ring in rings[:1]:
        for x, y in ring:
            for dx, dy in DIRECTIONS[:8]:
                yield (x + dx * 2 * radius, y + dy * 2 * radius)


def _badge(point: Point, shape: Shape, rings: Rings, field: _Field) -> Badge:
    distance, touched = _off(point, shape, rings)
    joined = distance > 0.4 * field.radius
    anchor = (_round(touched[0]), _round(touched[1])) if joined else None
    return Badge(_round(point[0]), _round(point[1]), anchor)


def _meets(point: Point, field: _Field) -> bool:
    return any(
        math.hypot(point[0] - badge.x, point[1] - badge.y) < 2.1 * field.radius
        for badge in field.placed
    )


def _pole(rings: Rings, finest: float) -> tuple[Point, float]:
    """The inner point farthest from the outline, and how far: a grid, made finer round its best."""
    left, top, right, bottom = bounds(rings)
    best: Point = ((left + right) / 2, (top + bottom) / 2)
    depth = _depth(best, rings)
    if min(right - left, bottom - top) < 2 * finest:
        return best, -1.0
    step_x, step_y = (right - left) / 5, (bottom - top) / 5
    while max(step_x, step_y) > finest / 4:
        x0, y0 = best
        for i in (-2, -1, 0, 1, 2):
            for j in (-2, -1, 0, 1, 2):
                point = (x0 + i * step_x, y0 + j * step_y)
                found = _depth(point, rings)
                if found > depth + 1e-9:
                    best, depth = point, found
        step_x, step_y = step_x / 3, step_y / 3
    return best, depth


def _depth(point: Point, rings: Rings) -> float:
    """Distance to the outline, negative outside it."""
    distance = nearest(point, rings, closed=True)[0]
    return distance if within(point, rings) else -distance


def _off(point: Point, shape: Shape, rings: Rings) -> tuple[float, Point]:
    """From a point to a shape, and the nearest point of it; 0 inside a closed one."""
    if shape.closed and within(point, rings):
        return 0.0, point
    return nearest(point, rings, closed=shape.closed)


def _between(value: float, low: float, high: float) -> float:
    return (low + high) / 2 if low > high else min(max(value, low), high)


def _round(value: float) -> float:
    return round(value, 1)
