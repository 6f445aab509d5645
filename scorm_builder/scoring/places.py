"""Marks and regions on a picture. ``player/scoring/places.ts`` is the same.

Every number is made a float before it is reckoned with, as it is in the player: whole numbers of
Python would give other digits. Distances are taken by the square root of squares, not by
``math.hypot``, which differs between programs in the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Point = Sequence[float]
Polygon = Sequence[Point]


def in_pixels(question: Mapping[str, Any], mark: Point) -> Point:
    """A mark, which is kept in thousandths, in pixels of the source picture."""
    width, height = question["size"]
    return float(mark[0]) * float(width) / 1000, float(mark[1]) * float(height) / 1000


def sides(polygon: Polygon) -> Iterator[tuple[float, float, float, float]]:
    """Each side from corner to corner, the first from the last corner to the first."""
    for index, (bx, by) in enumerate(polygon):
        ax, ay = polygon[index - 1]
        yield float(ax), float(ay), float(bx), float(by)


def tolerance(question: Mapping[str, Any], finger: bool) -> float:
    """Pixels of the source picture around a target that count: twice as many for a finger."""
    return float(question["tolerance"]) * (2 if finger else 1)


def hits(question: Mapping[str, Any], marks: Sequence[Point], finger: bool) -> list[int]:
    """Which target each mark hits, -1 for none. A target is hit once.

    Each mark takes the nearest target within reach; where two marks want one, one of them moves to
    another if it can. So as many targets are hit as can be, and one more right mark is never one
    less hit.
    """
    near = tolerance(question, finger)
    reach: list[list[int]] = []
    for mark in marks:
        point = in_pixels(question, mark)
        found = [(_away(target, point), i) for i, target in enumerate(question["targets"])]
        reach.append([index for away, index in sorted(found) if away <= near])
    taken_by: dict[int, int] = {}

    def take(number: int, asked: set[int]) -> bool:
        for target in reach[number]:
            if target in asked:
                continue
            asked.add(target)
            if target not in taken_by or take(taken_by[target], asked):
                taken_by[target] = number
                return True
        return False

    for number in range(len(marks)):
        take(number, set())
    target_of = {number: target for target, number in taken_by.items()}
    return [target_of.get(number, -1) for number in range(len(marks))]


def _away(region: Mapping[str, Any], point: Point) -> float:
    """How far a point is from a region: 0 inside."""
    if not region["open"] and _inside(region["polygons"], point):
        return 0.0
    return _distance(region, point)


def _inside(polygons: Sequence[Polygon], point: Point) -> bool:
    """Even-odd test."""
    x, y = point
    within = False
    for polygon in polygons:
        for ax, ay, bx, by in sides(polygon):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                within = not within
    return within


def _distance(region: Mapping[str, Any], point: Point) -> float:
    x, y = point
    nearest = math.inf
    for polygon in region["polygons"]:
        for index, (ax, ay, bx, by) in enumerate(sides(polygon)):
            # An open line has no stretch from its last corner back to the first.
            px, py = (bx, by) if region["open"] and index == 0 else (ax, ay)
            dx, dy = bx - px, by - py
            length = dx * dx + dy * dy
            along = ((x - px) * dx + (y - py) * dy) / length if length else 0.0
            t = min(1.0, max(0.0, along))
            ox, oy = x - px - t * dx, y - py - t * dy
            nearest = min(nearest, math.sqrt(ox * ox + oy * oy))
    return nearest
