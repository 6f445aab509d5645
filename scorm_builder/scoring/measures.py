"""What lies between marks: lengths and angles. ``player/scoring/measures.ts`` is the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from scorm_builder.scoring.places import Point, in_pixels

MARKS = {"length": 2, "angle": 3, "lines": 4}
"""How many marks each measure takes."""

STEP = 1e-6
"""Values are compared in steps of a millionth: beyond, programs differ in their arithmetic."""


def measured(question: Mapping[str, Any], marks: Sequence[Point]) -> float:
    """What marks measure: millimetres, or degrees.

    NaN while there are too few of them, or while two that make a line are in one place.
    """
    measure = question["measure"]
    if len(marks) < MARKS[measure]:
        return math.nan
    points = [in_pixels(question, mark) for mark in marks]
    return between(measure, points, question["spacing"] or (1, 1))


def between(measure: str, points: Sequence[Point], spacing: Point) -> float:
    """The same of points in pixels of the picture, of which one is ``spacing`` millimetres."""

    def line(start: int, end: int) -> tuple[float, float]:
        (ax, ay), (bx, by) = points[start], points[end]
        across, down = spacing
        return (float(bx) - float(ax)) * float(across), (float(by) - float(ay)) * float(down)

    ax, ay = line(1, 0) if measure == "angle" else line(0, 1)
    if measure == "length":
        return _rounded(math.sqrt(ax * ax + ay * ay))
    bx, by = line(1, 2) if measure == "angle" else line(2, 3)
    along = ax * bx + ay * by
    apart = abs(ax * by - ay * bx)
    if along == 0 and apart == 0:
        return math.nan
    # Two lines have no direction: the smaller of their angles is meant.
    turn = math.atan2(apart, abs(along) if measure == "lines" else along)
    return _rounded(turn * 180 / math.pi)


def closeness(question: Mapping[str, Any], value: float) -> int:
    """Points for a value: all within the tolerance, half within twice as much."""
    off = abs(value - question["value"]) - STEP
    if off <= question["tolerance"]:
        return 100
    return 50 if off <= 2 * question["tolerance"] else 0


def _rounded(value: float) -> float:
    return math.floor(value * 1e6 + 0.5) / 1e6
