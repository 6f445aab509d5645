"""The order in which things are shown, and what is drawn. ``player/scoring/lots.ts`` is the same.

All follows from the seed of an attempt: it is the same at each launch.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scorm_builder.scoring.choices import in_order

_WORD = 0xFFFFFFFF
_HALF = 50

_STEP = 0x9E3779B9
"""2^32 over the golden ratio, as Knuth's multiplicative hash and SplitMix step by."""


def _mixed(value: int) -> int:
    """The finaliser of MurmurHash3 (fmix32; Appleby, public domain): all bits change with each."""
    bits = value & _WORD
    bits = (bits ^ bits >> 16) * 0x85EBCA6B & _WORD
    bits = (bits ^ bits >> 13) * 0xC2B2AE35 & _WORD
    return bits ^ bits >> 16


def lot(seed: int, salt: int, key: int) -> int:
    """The lot of a key, 0 to 2^32 - 1."""
    return _mixed(_mixed(_mixed(seed + _STEP) + salt + _STEP) + key + _STEP)


def shuffled(size: int, seed: int, salt: int, pinned: Collection[int] = ()) -> list[int]:
    """Which option stands at each place. The pinned ones stand where the author put them."""
    free = [index for index in range(size) if index not in pinned]
    mixed = iter(sorted(free, key=lambda index: (lot(seed, salt, index), index)))
    return [index if index in pinned else next(mixed) for index in range(size)]


def disordered(right: Sequence[int], seed: int, salt: int) -> list[int]:
    """Items to be put in order, as they are first shown: worth half of the points at most.

    An order that is worth more is turned round, which leaves little of its longest run.
    """
    order = shuffled(len(right), seed, salt)
    return order[::-1] if in_order(right, order) > _HALF else order


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be drawn.

    ``group`` is "" for none. Questions of one unit are drawn together; without one a question is
    drawn by itself.
    """

    key: int
    group: str = ""
    unit: int | None = None
    answered: bool = False


def drawn(
    questions: Sequence[Candidate],
    draws: Sequence[Mapping[str, Any]] | None,
    seed: int,
    salt: int,
) -> list[bool]:
    """Which of a page's questions are asked.

    Of each group the units that have been answered come first, so that an answer is never dropped
    by what is drawn; then those with the smallest lots. The group "" draws from all that the named
    groups left.
    """
    if draws is None:
        return [True] * len(questions)
    units: dict[tuple[bool, int], list[Candidate]] = {}
    places = [
        (True, index) if each.unit is None else (False, each.unit)
        for index, each in enumerate(questions)
    ]
    for place, question in zip(places, questions, strict=True):
        units.setdefault(place, []).append(question)

    def rank(unit: tuple[bool, int]) -> tuple[bool, int]:
        members = units[unit]
        lowest = min(each.key for each in members)
        return not any(each.answered for each in members), lot(seed, salt, lowest)

    ranked = sorted(units, key=rank)
    taken: set[tuple[bool, int]] = set()
    for draw in sorted(draws, key=lambda draw: not draw["group"]):
        group, n = draw["group"], draw["n"]
        left = [u for u in ranked if u not in taken and (not group or units[u][0].group == group)]
        taken.update(left[:n])
    return [place in taken for place in places]
