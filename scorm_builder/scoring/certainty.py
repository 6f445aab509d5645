"""What it is worth to know how sure one is. ``player/scoring/certainty.ts`` is the same."""

from __future__ import annotations

_THIRDS = ((3, 0), (1, 0), (2, 2), (3, 6))
"""Thirds of a point for what is right, and what is wrong costs: not asked, a guess, fairly sure,
certain."""


def certainty(points: int, sure: int) -> int:
    """Points in thirds: -600 to 300.

    Certainty-based marking: 1, 2 or 3 for what is right and 0, 2 or 6 off for what is wrong
    (Gardner-Medwin), so that it pays to say how sure one is. An answer that is right in part lies
    between.
    """
    gain, loss = _THIRDS[sure] if 0 <= sure < len(_THIRDS) else _THIRDS[0]
    return points * gain - (100 - points) * loss
