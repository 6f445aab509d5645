"""How far two outlines agree, by exact areas. ``player/scoring/overlap.ts`` is the same.

The plane is cut into level slabs at every corner and every crossing. Within a slab no two edges
cross, so what lies between two neighbours is a trapezoid: its width half way up times its height.
Sums of these are the areas, of any polygons, simple or not.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from scorm_builder.scoring.places import Polygon, sides


@dataclass(frozen=True, slots=True)
class _Edge:
    """A slanting edge, from its upper end."""

    top: float
    bottom: float
    x: float
    slope: float
    turn: int
    """Which way round it was drawn; 0 for an edge of the region."""

    def across(self, y: float) -> float:
        return self.x + (y - self.top) * self.slope


class Areas(NamedTuple):
    """Areas of two shapes, and of what they have in common."""

    drawn: float
    region: float
    both: float


def areas(drawn: Polygon, region: Sequence[Polygon]) -> Areas:
    """The areas of what was drawn and of a region.

    What was drawn is filled by the nonzero rule: an outline that overlaps itself where it closes,
    or is drawn round twice, has no hole there. The region's polygons are filled by even-odd, as
    everywhere: one within another is a hole.
    """
    edges = [*_edges(drawn, 1), *(edge for polygon in region for edge in _edges(polygon, 0))]
    edges.sort(key=lambda edge: edge.top)
    in_drawn = in_region = in_both = 0.0
    coming = deque(edges)
    live: list[_Edge] = []
    for low, high in pairwise(sorted(set(_levels(edges)))):
        half = (low + high) / 2
        live = [edge for edge in live if edge.bottom > low]
        while coming and coming[0].top <= low:
            live.append(coming.popleft())
        cuts = sorted(((edge.across(half), edge.turn) for edge in live), key=lambda cut: cut[0])
        winding, odd = 0, False
        for (at, turn), (following, _) in pairwise(cuts):
            winding += turn
            odd ^= not turn
            size = (following - at) * (high - low)
            if winding:
                in_drawn += size
            if odd:
                in_region += size
            if winding and odd:
                in_both += size
    return Areas(in_drawn, in_region, in_both)


def agreement(question: Mapping[str, Any], drawn: Polygon) -> float:
    """How far what was drawn agrees with the question's region: 0 to 1, in steps of 1e-9."""
    # An open line has no inside to agree with.
    if question["target"]["open"]:
        return 0.0
    found = areas(drawn, question["target"]["polygons"])
    total = found.drawn + found.region
    part, whole = found.both, total - found.both
    if question["measure"] == "dice":
        part, whole = 2 * found.both, total
    # Without rounding, an agreement of 0.7 may come out as a little less.
    return math.floor(part / whole * 1e9 + 0.5) / 1e9 if whole > 0 else 0.0


def _edges(polygon: Polygon, turn: int) -> Iterator[_Edge]:
    for ax, ay, bx, by in sides(polygon):
        if ay < by:
            yield _Edge(ay, by, ax, (bx - ax) / (by - ay), turn)
        elif ay > by:
            yield _Edge(by, ay, bx, (bx - ax) / (by - ay), -turn)


def _levels(edges: Sequence[_Edge]) -> Iterator[float]:
    """Where slabs begin and end. ``edges`` are sorted by upper ends."""
    for index, one in enumerate(edges):
        yield one.top
        yield one.bottom
        for other in edges[index + 1 :]:
            if other.top >= one.bottom:
                break
            low, high = other.top, min(one.bottom, other.bottom)
            above = one.across(low) - other.across(low)
            below = one.across(high) - other.across(high)
            if (above < 0) != (below < 0):
                yield low + (high - low) * above / (above - below)
