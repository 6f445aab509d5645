"""Bitmaps → outlines: the edge of what is set, followed and simplified.

The rows of a bitmap are whole numbers, a bit a pixel, so that finding an edge costs time by the
length of the edge and not by the area. An edge is followed through the middles of pixel sides,
half a pixel at most from the corners of the pixels, and so is straight where it is slanted. Two
pixels that touch at a corner belong together, so that a thin slanted line stays in one piece.
Outlines of holes come out as outlines of their own; the even-odd rule puts them right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scorm_builder.model.outline import Coordinates, shoelace, simplified

MAX_EDGE = 400_000
"""Pixel sides along all edges of a bitmap. A hand-drawn mask of 12 megapixels has some 30,000."""

MAX_POINTS = 1_000
"""Of all outlines together: the most a shape may have."""

SPECK = 1 / 20_000
"""Share of the bitmap's area below which a piece or a hole is a speck: two CSS pixels across on a
phone."""

NEAR = 0.5
"""Pixels by which simplifying may move an edge. With the half pixel above it stays within one."""

Vertex = tuple[int, int]
Way = tuple[int, int]

EAST, SOUTH, WEST, NORTH = (1, 0), (0, 1), (-1, 0), (0, -1)


class NoisyBitmap(ValueError):
    """The bitmap has so long an edge that it is no drawing of a region."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Black and white pixels. Bit ``width - 1 - x`` of a row is the pixel at ``x``."""

    width: int
    height: int
    rows: tuple[int, ...]

    @classmethod
    def of_runs(cls, width: int, height: int, runs: Iterable[int]) -> Bitmap:
        """From run lengths, row by row from the top left: clear pixels, set ones, clear ones …"""
        rows = [0] * height
        at, on = 0, False
        for run in runs:
            end = at + run
            while on and at < end:
                y, x = divmod(at, width)
                count = min(end - at, width - x)
                rows[y] |= ((1 << count) - 1) << (width - x - count)
                at += count
            at, on = end, not on
        return cls(width, height, tuple(rows))


@dataclass(frozen=True, slots=True)
class Traced:
    """The outlines in a bitmap, in its pixels, and what was done to them."""

    outlines: tuple[Coordinates, ...]
    specks: int
    """Pieces and holes that were left out because they are tiny."""
    near: float
    """Pixels by which simplifying may have moved an edge."""


def trace(bitmap: Bitmap, speck: float = SPECK, most: int = MAX_POINTS) -> Traced:
    """The outlines of what is set, the first from the top first.

    Raises :class:`NoisyBitmap`.
    """
    # A single pixel, half a pixel in area as it is traced, is a speck in a bitmap of any size.
    least = max(bitmap.width * bitmap.height * speck, 0.6) if speck else 0
    loops = [_middles(loop) for loop in _loops(bitmap)]
    kept = [loop for loop in loops if shoelace(loop) >= least]
    near = NEAR
    while True:
        made = tuple(simplified(loop, near, closed=True) for loop in kept)
        if sum(map(len, made)) <= most or all(len(outline) == 3 for outline in made):
            return Traced(made, len(loops) - len(kept), near)
        near *= 1.5


def _loops(bitmap: Bitmap) -> Iterator[list[Vertex]]:
    """Closed walks along pixel sides, what is set on the right hand; each vertex once a visit."""
    ways = _sides(bitmap)
    while ways:
        start = next(iter(ways))
        at, way = start, ways[start][0]
        loop = [at]
        while True:
            there = ways[at]
            there.remove(way)
            if not there:
                del ways[at]
            at = (at[0] + way[0], at[1] + way[1])
            found = ways.get(at, [])
            # Where two set pixels meet at a corner: turn left, so that they stay one piece.
            left = (way[1], -way[0])
            if at == start and (not found or left not in found):
                break
            way = left if left in found else found[0]
            loop.append(at)
        yield loop


def _sides(bitmap: Bitmap) -> dict[Vertex, list[Way]]:
    """The sides between set and clear pixels by where they start, from the top left on."""
    width = bitmap.width
    rows = (0, *bitmap.rows, 0)
    count = sum((a ^ b).bit_count() for a, b in pairwise(rows))
    count += sum((row ^ (row << 1)).bit_count() for row in bitmap.rows)
    if count > MAX_EDGE:
        raise NoisyBitmap(f"its edge is {count:,} pixels long; {MAX_EDGE:,} are followed")
    ways: dict[Vertex, list[Way]] = {}
    for y in range(bitmap.height + 1):
        above, below = rows[y], rows[y + 1]
        for x in _bits(below & ~above, width):  # a top side, walked to the right
            ways.setdefault((x, y), []).append(EAST)
        for x in _bits(above & ~below, width):  # a bottom side, walked to the left
            ways.setdefault((x + 1, y), []).append(WEST)
        for x in _bits(below & ~(below << 1), width):  # a right side, walked down
            ways.setdefault((x + 1, y), []).append(SOUTH)
        for x in _bits(below & ~(below >> 1), width):  # a left side, walked up
            ways.setdefault((x, y + 1), []).append(NORTH)
    return ways


def _bits(row: int, width: int) -> Iterator[int]:
    """Places of the set bits of a row, from the left."""
    if not row:
        return
    text = f"{row:0{width}b}"
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


def _middles(loop: Sequence[Vertex]) -> Coordinates:
    """A walk through the middles of its sides, and through its true corners.

    A corner between two runs of more than a pixel is a corner of what was drawn, and stays. A run
    of a stair whose steps are one pixel high goes by its own middle, which lies on the line that
    the stair stands for. Elsewhere a run goes by the middles of its first and last side. No corner
    of a pixel is farther off than half a pixel.
    """
    runs = _runs(loop)
    count = len(runs)
    points: list[tuple[float, float]] = []
    for number, (start, way, length) in enumerate(runs):
        before, after = runs[number - 1], runs[(number + 1) % count]
        stair = before[1] == after[1] and before[2] == after[2] == 1
        if length == 1 or stair:
            ends = [length / 2]
        else:
            # The corner at its end is left to the next run.
            ends = [0.0 if before[2] > 1 else 0.5, *([length - 0.5] if after[2] == 1 else [])]
        points += [(start[0] + way[0] * along, start[1] + way[1] * along) for along in ends]
    return tuple(points)


def _runs(loop: Sequence[Vertex]) -> list[tuple[Vertex, Way, int]]:
    """Straight runs of a walk: where each starts, its direction and its length."""
    ways = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(loop, [*loop[1:], loop[0]], strict=True)]
    turns = [i for i in range(len(ways)) if ways[i] != ways[i - 1]]
    ends = [*turns[1:], turns[0] + len(ways)]
    return [(loop[i], ways[i], end - i) for i, end in zip(turns, ends, strict=True)]
