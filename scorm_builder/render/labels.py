"""Where the name of a finding goes while the finding stands out: beside it, never on it.

A name stands on a dark plate over the picture. Its place is worked out here for two widths of the
picture, on a phone and on a larger screen; between them the sheet (``figure/labels.css``) changes
over. Tried are places beside the number, then eight places round the finding at three distances, in
one to three lines, then the picture's margins. Taken is the one that costs least: covering the
finding itself costs most, then numbers, the corners where a side marker stands, other findings.

A plate hangs by the point of it that is next to the finding, so that a wider font makes it grow
away from what it names. Deterministic: the same findings give the same places.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scorm_builder.model.outline import bounds, nearest, within
from scorm_builder.model.shape import Point, Shape, Size
from scorm_builder.render.badges import CORNER, RADIUS, Badge, narrowest

WIDE = 512
"""CSS pixels across from which the second place is used: 32rem, the narrowest it has to fit."""

FONT = 18
"""CSS pixels of the font that is planned for. The sheet's is 16, and 20 where text is enlarged."""

LINE = 1.3
"""Height of a line in ems, as in the sheet."""

PADDING = (0.6, 0.25)
"""Ems at the left and right of the text, and above and below it, as in the sheet."""

LINES = 3
"""Lines at most. What is longer ends in an ellipsis; the whole name stands in the list."""

EDGE = 6
"""CSS pixels that stay free along the picture's edge."""

BESIDE = RADIUS + 5
"""CSS pixels from the middle of a number to the name beside it."""

FREE = 4
"""What a place may cost that is taken at once: it covers nothing and is near."""

GAPS = (10, 26, 48)
"""CSS pixels between a finding and its name."""

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a plate: the point that it hangs by, in per cent of the picture."""

    x: float
    y: float
    across: int
    """Which point of the plate lies there: per cent of its width from its left edge."""
    down: int
    """Per cent of its height from its top."""
    width: float
    """Ems that the plate may be wide."""


@dataclass(frozen=True, slots=True)
class Label:
    """A finding's name and its two places."""

    text: str
    narrow: Spot
    wide: Spot


Named = tuple[str, Sequence[Shape]]
"""The name of a finding, and its shapes."""


def place_labels(
    findings: Sequence[Named], badges: Sequence[Sequence[Badge]], size: Size
) -> tuple[Label, ...]:
    """For each finding the places of its name. ``badges`` are the numbers already placed."""
    spots = [_spots(findings, badges, size, across) for across in (narrowest(size), float(WIDE))]
    return tuple(
        Label(name, narrow, wide) for (name, _), narrow, wide in zip(findings, *spots, strict=True)
    )


def text_width(text: str) -> float:
    """Ems that a text is about wide in a bold sans serif; characters of East Asia count double."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in "iljIft.,;:'|!()[] -":
        return 0.36
    if character in "mwMW@%—":
        return 0.92
    if character.isupper():
        return 0.72
    return 0.6


def _plates(text: str, most: float) -> list[tuple[float, float]]:
    """Width and height in CSS pixels of the plate with one line, two and three, where they fit."""
    words = [text_width(word) for word in text.split()] or [1.0]
    sizes = []
    for lines in range(1, LINES + 1):
        width = _balanced(words, lines)
        across = (width + 2 * PADDING[0]) * FONT
        if across <= most or lines == LINES:
            height = (lines * LINE + 2 * PADDING[1]) * FONT
            sizes.append((min(across, most), height))
        if lines >= len(words):
            break
    return sizes or [(most, (LINES * LINE + 2 * PADDING[1]) * FONT)]


def _balanced(words: Sequence[float], lines: int) -> float:
    """The least width at which the words fit into so many lines."""
    space = _width(" ")
    low, high = max(words), sum(words) + space * (len(words) - 1)
    while high - low > 0.05:
        middle = (low + high) / 2
        used, at = 1, 0.0
        for word in words:
            if at and at + space + word > middle:
                used, at = used + 1, word
            else:
                at += word + (space if at else 0)
        low, high = (low, middle) if used <= lines else (middle, high)
    return high


@dataclass(frozen=True, slots=True)
class _Mark:
    """A finding in CSS pixels: points along its lines and in its inside, and its box."""

    points: Sequence[Point]
    box: Rect


def _spots(
    findings: Sequence[Named], badges: Sequence[Sequence[Badge]], size: Size, across: float
) -> list[Spot]:
    scale = across / size[0]
    marks = [_mark(shapes, mine, scale) for (_, shapes), mine in zip(findings, badges, strict=True)]
    field = _Field(
        (across, size[1] * scale),
        marks,
        [[(b.x * scale, b.y * scale) for b in mine] for mine in badges],
    )
    return [field.spot(number, name) for number, (name, _) in enumerate(findings)]


def _mark(shapes: Sequence[Shape], badges: Sequence[Badge], scale: float) -> _Mark | None:
    points: list[Point] = []
    for shape in shapes:
        outlines = shape.outlines()
        for outline in outlines:
            ends = [*outline, outline[0]] if shape.closed else [*outline]
            points += [(x * scale, y * scale) for x, y in _along(ends, 6 / scale)]
        if shape.closed and outlines:
            left, top, right, bottom = bounds(outlines)
            for i in range(1, 7):
                for j in range(1, 7):
                    inner = (left + (right - left) * i / 7, top + (bottom - top) * j / 7)
                    if within(inner, outlines):
                        points.append((inner[0] * scale, inner[1] * scale))
    if not points:
        return None
    return _Mark(points, bounds([tuple(points)]))


def _along(corners: Sequence[Point], step: float) -> Iterator[Point]:
    """Points along a line, at most ``step`` apart, of a long one fewer."""
    yield corners[0]
    length = sum(math.dist(a, b) for a, b in pairwise(corners))
    step = max(step, length / 60)
    for a, b in pairwise(corners):
        count = max(1, math.ceil(math.dist(a, b) / step)) if step else 1
        for k in range(1, count + 1):
            yield (a[0] + (b[0] - a[0]) * k / count, a[1] + (b[1] - a[1]) * k / count)


@dataclass(frozen=True, slots=True)
class _Field:
    """A picture in CSS pixels, and what is drawn on it."""

    size: tuple[float, float]
    marks: Sequence[_Mark | None]
    badges: Sequence[Sequence[Point]]

    def spot(self, number: int, name: str) -> Spot:
        """The best place for the name of a finding."""
        width, height = self.size
        best: tuple[float, Rect, int, int] = (math.inf, (0, 0, 0, 0), 0, 0)
        tried = (
            (extra, rank, plate, hook)
            for extra, plate in enumerate(_plates(name, width - 2 * EDGE))
            for rank, hook in enumerate(self._hooks(number))
        )
        for extra, rank, (w, h), (x, y, across, down) in tried:
            left = _held(x - w * across / 100, w, width)
            top = _held(y - h * down / 100, h, height)
            rect = (left, top, left + w, top + h)
            liking = rank / 50 + 2.5 * extra
            if liking >= best[0]:
                continue
            cost = liking + self._cost(rect, number, best[0] - liking)
            if cost < best[0] - 1e-9:
                best = (cost, rect, across, down)
            if best[0] <= FREE:
                break
        _, (left, top, right, bottom), across, down = best
        # Pushed against an edge it hangs by that edge.
        across = 0 if left <= EDGE else 100 if right >= width - EDGE else across
        down = 0 if top <= EDGE else 100 if bottom >= height - EDGE else down
        x, y = left + (right - left) * across / 100, top + (bottom - top) * down / 100
        return Spot(
            round(x / width * 100, 2),
            round(y / height * 100, 2),
            across,
            down,
            math.ceil((right - left) / FONT * 10) / 10,
        )

    def _hooks(self, number: int) -> Iterator[tuple[float, float, int, int]]:
        """Points that a plate may hang by, the most liked first, and which point of it."""
        width, height = self.size
        mark = self.marks[number]
        for x, y in self.badges[number][:1]:
            yield (x + BESIDE, y, 0, 50)
            yield (x - BESIDE, y, 100, 50)
            yield (x, y + BESIDE, 50, 0)
            yield (x, y - BESIDE, 50, 100)
            for edge, down in ((y - RADIUS, 0), (y + RADIUS, 100)):
                yield (x + BESIDE, edge, 0, down)
                yield (x - BESIDE, edge, 100, down)
        if mark is not None:
            left, top, right, bottom = mark.box
            cx, cy = (left + right) / 2, (top + bottom) / 2
            for gap in GAPS:
                yield (right + gap, cy, 0, 50)
                yield (left - gap, cy, 100, 50)
                yield (cx, bottom + gap, 50, 0)
                yield (cx, top - gap, 50, 100)
                yield (right + gap, top - gap, 0, 100)
                yield (left - gap, top - gap, 100, 100)
                yield (right + gap, bottom + gap, 0, 0)
                yield (left - gap, bottom + gap, 100, 0)
        for share in (0.5, 0.32, 0.68):
            yield (width * share, height, 50, 100)
            yield (width * share, 0, 50, 0)
        for share in (0.5, 0.3, 0.7):
            yield (0, height * share, 0, 50)
            yield (width, height * share, 100, 50)

    def _cost(self, rect: Rect, number: int, limit: float) -> float:
        """What a plate would cover; 0 is free. Given up where it is sure to reach ``limit``."""
        cost = 40 * self._in_corners(rect)
        if cost >= limit:
            return cost
        near = RADIUS + 2
        left, top, right, bottom = rect[0] - near, rect[1] - near, rect[2] + near, rect[3] + near
        for owner, points in enumerate(self.badges):
            for x, y in points:
                if left < x < right and top < y < bottom:
                    cost += 45 if owner == number else 25
        if cost >= limit:
            return cost
        own = self.marks[number]
        if own is not None:
            middle = ((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
            away = nearest(middle, [_corners(own.box)], closed=True)[0]
            for badge in self.badges[number]:
                away = min(away, math.dist(middle, badge))
            cost += 30 * away / math.hypot(*self.size)
        left, top, right, bottom = rect[0] - 5, rect[1] - 5, rect[2] + 5, rect[3] + 5
        for other, mark in enumerate(self.marks):
            if cost >= limit:
                break
            if mark is None or not _overlap(rect, mark.box, 5):
                continue
            covered = sum([left < x < right and top < y < bottom for x, y in mark.points])
            if covered:
                share = covered / len(mark.points)
                cost += 60 + 600 * share if other == number else 6 + 60 * share
        return cost

    def _in_corners(self, rect: Rect) -> float:
        """How much of the picture's corners a plate would cover: 1 for the whole of one."""
        width, height = self.size
        across, down = width * CORNER, height * CORNER
        if rect[0] >= across and rect[2] <= width - across:
            return 0.0
        sides = (max(0.0, across - rect[0]), max(0.0, rect[2] - width + across))
        ends = (max(0.0, down - rect[1]), max(0.0, rect[3] - height + down))
        return sum(side * end for side in sides for end in ends) / (across * down)


def _held(start: float, length: float, room: float) -> float:
    """Where a plate starts so that it lies on the picture."""
    return max(EDGE, min(start, room - EDGE - length)) if length < room else 0.0


def _corners(box: Rect) -> tuple[Point, ...]:
    left, top, right, bottom = box
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _overlap(a: Rect, b: Rect, near: float) -> bool:
    return a[0] < b[2] + near and b[0] - near < a[2] and a[1] < b[3] + near and b[1] - near < a[3]
