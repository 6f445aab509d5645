"""Outlines: lists of corners, and what can be said of them. Plain geometry, no model.

Several outlines together are judged by the even-odd rule: what lies inside two of them is a hole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Corner = tuple[float, float]

Coordinates = tuple[Corner, ...]
"""Corners in order."""

SIDES = 48
"""Corners of the polygon that stands for a circle or ellipse when it is judged: with 48 the
polygon lies within 0.22 % of the radius, under a quarter of a pixel at 100 pixels."""


def rounded(centre: Corner, rx: float, ry: float, rotate: float = 0) -> Coordinates:
    """The polygon that stands for an ellipse, turned clockwise by ``rotate`` degrees."""
    turn = math.radians(rotate)
    cos, sin = math.cos(turn), math.sin(turn)
    corners = []
    for step in range(SIDES):
        angle = 2 * math.pi * step / SIDES
        x, y = rx * math.cos(angle), ry * math.sin(angle)
        corners.append(
            (round(centre[0] + x * cos - y * sin, 2), round(centre[1] + x * sin + y * cos, 2))
        )
    return tuple(corners)


def area(outlines: Iterable[Coordinates]) -> float:
    """Area in square pixels by the even-odd rule, for outlines that do not cross each other.

    An outline within an odd number of others is the edge of a hole.
    """
    every = list(outlines)
    total = 0.0
    for number, outline in enumerate(every):
        around = sum(
            within(outline[0], [other]) for i, other in enumerate(every) if i != number and other
        )
        total += -shoelace(outline) if around % 2 else shoelace(outline)
    return abs(total)


def shoelace(outline: Coordinates) -> float:
    """Area inside one outline that does not cross itself (shoelace formula)."""
    pairs = zip(outline, outline[1:] + outline[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def within(point: Corner, outlines: Iterable[Coordinates]) -> bool:
    """Even-odd test."""
    x, y = point
    inside = False
    for outline in outlines:
        ax, ay = outline[-1]
        for bx, by in outline:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            ax, ay = bx, by
    return inside


def nearest(
    point: Corner, outlines: Iterable[Coordinates], *, closed: bool
) -> tuple[float, Corner]:
    """Distance from a point to the lines of outlines, and the nearest point on them.

    With ``closed`` the line from the last corner to the first counts too.
    """
    x, y = point
    best, found = math.inf, point
    for outline in outlines:
        ax, ay = outline[-1] if closed else outline[0]
        for bx, by in outline:
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            t = ((x - ax) * dx + (y - ay) * dy) / length if length else 0.0
            t = 0.0 if t < 0 else min(t, 1.0)
            px, py = ax + t * dx, ay + t * dy
            square = (x - px) ** 2 + (y - py) ** 2
            if square < best:
                best, found = square, (px, py)
            ax, ay = bx, by
    return math.sqrt(best), found


def bounds(outlines: Iterable[Coordinates]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom edge of outlines that are not empty."""
    xs, ys = zip(*(point for outline in outlines for point in outline), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def simplified(
    outline: Coordinates, near: float, *, closed: bool, most: int | None = None
) -> Coordinates:
    """The outline with fewer corners, none of the left-out ones farther from it than ``near``.

    Douglas and Peucker's method. With ``most``, no more corners than that stay, those that matter
    most.
    """
    if len(outline) < (4 if closed else 3):
        return outline
    start = min(range(len(outline)), key=lambda i: outline[i]) if closed else 0
    line = outline[start:] + outline[: start + 1] if closed else outline
    # A ring is cut at two corners that lie far apart: both stay.
    far = max(range(len(line)), key=lambda i: math.dist(line[0], line[i])) if closed else 0
    weights = _weights(
        line, [(0, far), (far, len(line) - 1)] if far else [(0, len(line) - 1)], near
    )
    if closed:
        line, weights = line[:-1], weights[:-1]
    order = sorted(range(len(line)), key=lambda i: (-weights[i], i))
    kept = [i for i in order if weights[i] > 0][:most]
    if closed and len(kept) < 3:
        # Thinner than ``near``: what is left would have no inside.
        apart = max(
            range(len(line)),
            key=lambda i: nearest(line[i], [(line[0], line[far])], closed=False)[0],
        )
        kept = [0, far, apart]
    return tuple(line[i] for i in sorted(set(kept)))


def _weights(line: Coordinates, parts: list[tuple[int, int]], near: float) -> list[float]:
    """How far the line would move without each corner, by halves: 0 for no more than ``near``.

    Without recursion: a hostile line would nest as deep as it has corners.
    """
    weights = [0.0] * len(line)
    stack = []
    for first, last in parts:
        weights[first] = weights[last] = math.inf
        stack.append((first, last, math.inf))
    while stack:
        first, last, above = stack.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy or 1.0
        worst, at = near * near, -1
        for index in range(first + 1, last):
            x, y = line[index]
            x -= ax
            y -= ay
            t = (x * dx + y * dy) / length
            if t > 0:
                t = min(t, 1.0)
                x -= t * dx
                y -= t * dy
            off = x * x + y * y
            if off > worst:
                worst, at = off, index
        if at >= 0:
            weights[at] = weight = min(math.sqrt(worst), above)
            stack += [(first, at, weight), (at, last, weight)]
    return weights


def crossing(outlines: Sequence[Coordinates]) -> tuple[Corner, Corner] | None:
    """Where the lines of closed outlines first cross: the first corners of both edges, or None.

    Neighbours share a corner and do not count; nor do edges that only touch.
    """
    pairs = [
        (a, b, number, index)
        for number, outline in enumerate(outlines)
        for index, (a, b) in enumerate(zip(outline, outline[1:] + outline[:1], strict=True))
    ]
    # Edges are looked at by the axis along which fewer of them lie side by side.
    axis = 0 if _spread(pairs, 0) <= _spread(pairs, 1) else 1
    other = 1 - axis
    pairs.sort(key=lambda each: (min(each[0][axis], each[1][axis]), each[2], each[3]))
    active: list[tuple[float, float, float, tuple[Corner, Corner, int, int]]] = []
    for edge in pairs:
        a, b, *_ = edge
        start, end = sorted((a[axis], b[axis]))
        low, high = sorted((a[other], b[other]))
        active = [each for each in active if each[0] >= start]
        for _, its_low, its_high, (c, d, *at) in active:
            if its_high >= low and its_low <= high and _cross(a, b, c, d):
                first, second = sorted(((edge[2:], a), (tuple(at), c)))
                return first[1], second[1]
        active.append((end, low, high, edge))
    return None


def _spread(pairs: Sequence[tuple[Corner, Corner, int, int]], axis: int) -> float:
    """How many edges lie side by side along an axis, on average."""
    places = [point[axis] for a, b, *_ in pairs for point in (a, b)]
    total = max(places) - min(places)
    return sum(abs(a[axis] - b[axis]) for a, b, *_ in pairs) / total if total else 0.0


def _cross(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    def side(p: Corner, q: Corner, r: Corner) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
