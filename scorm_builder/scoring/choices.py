"""Options, places and orders: what was chosen against what is right.

``player/scoring/choices.ts`` is the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def percent(part: float, whole: float) -> int:
    """Points for a part of the whole: half up, but 100 only when nothing is missing."""
    if part >= whole:
        return 100
    return min(99, math.floor(100 * part / whole + 0.5)) if part > 0 else 0


def right_minus_wrong(correct: Sequence[int], selected: Sequence[int]) -> int:
    """Right choices minus wrong ones, over the number of right options, never below 0."""
    chosen = set(selected)
    right = len(chosen.intersection(correct))
    # Where no option is right, choosing none is.
    if not correct:
        return 0 if chosen else 100
    return percent(right - (len(chosen) - right), len(correct))


def in_place(correct: Sequence[int], selected: Sequence[int]) -> int:
    """The share of places that hold what is right there."""
    # An answer may be shorter, when it is no answer to this question.
    right = sum(ours == theirs for ours, theirs in zip(correct, selected, strict=False))
    return percent(right, len(correct))


def in_order(correct: Sequence[int], selected: Sequence[int]) -> int:
    """How much of the order is right.

    Of the longest run of items that stand in the right order among themselves, the steps, over
    those of the whole.
    """
    rank_of = {item: rank for rank, item in enumerate(correct)}
    ranks = [rank_of[item] for item in selected if item in rank_of]
    runs: list[int] = []  # the longest that ends with each item
    for rank in ranks:
        before = (run for run, other in zip(runs, ranks, strict=False) if other < rank)
        runs.append(1 + max(before, default=0))
    return percent(max(runs, default=0) - 1, len(correct) - 1)
