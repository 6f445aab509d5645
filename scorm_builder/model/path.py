"""SVG path data → outlines: read, curves flattened, simplified. Knows nothing of files or shapes.

Taken are ``M L H V C Q Z`` in capitals (absolute) and small letters (relative). Arcs and the
shorthand curves ``S`` and ``T`` are refused: drawing programs write them out as ``C`` and ``Q``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scorm_builder.model.outline import Coordinates, simplified

MAX_CHARACTERS = 100_000
"""Of path data."""

MAX_DRAWN = 2_000
"""Points of one path once its curves are flattened."""

MAX_STRETCHES = 100
"""Outlines of one path."""

MAX_CORNERS = 200
"""Points of one outline after simplifying."""

MAX_PIXELS = 1_000_000
"""How far from the picture's corner a path may go: no picture is as large."""

FINE = 0.001
"""How far simplifying may move an outline, as a share of the diagonal of the path's bounds."""

PIECES = 16
"""Straight pieces that stand for one curve: with 16 a quarter of a circle lies within 0.1 % of its
radius."""

_TOKEN = re.compile(r"[\s,]*(?:([A-Za-z])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))", re.ASCII)
_BETWEEN = " \t\r\n,"
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
_ALLOWED = "M L H V C Q Z, in capitals or small letters"


@dataclass(frozen=True, slots=True)
class Subpath:
    """One stretch of a path: its points, and whether it ends where it began (``Z``)."""

    points: Coordinates
    closed: bool


@lru_cache(maxsize=256)
def read_path(data: str) -> tuple[Subpath, ...]:
    """The stretches of path data, curves flattened, nothing simplified.

    Raises :class:`ValueError` with a sentence that names the character at fault.
    """
    if len(data) > MAX_CHARACTERS:
        raise ValueError(f"the path has {len(data):,} characters; {MAX_CHARACTERS:,} are taken")
    pen = _Pen()
    for command, numbers, at in _commands(data):
        try:
            pen.draw(command, numbers)
        except ValueError as error:
            raise ValueError(f"character {at + 1} of the path: {error}") from None
    made = pen.finished()
    if not made:
        raise ValueError("the path draws nothing: it needs at least two points")
    return made


@lru_cache(maxsize=256)
def path_outlines(data: str) -> tuple[Coordinates, ...]:
    """The outlines of path data, each simplified to at most :data:`MAX_CORNERS` points."""
    made = read_path(data)
    xs, ys = zip(*(point for each in made for point in each.points), strict=True)
    near = FINE * math.hypot(max(xs) - min(xs), max(ys) - min(ys))
    return tuple(simplified(s.points, near, closed=s.closed, most=MAX_CORNERS) for s in made)


def _commands(data: str) -> Iterator[tuple[str, list[float], int]]:
    """Each command with its numbers and where it stands; repeats are written out."""
    letter, numbers, start, end = "", list[float](), 0, 0
    data = data.rstrip(_BETWEEN)
    while end < len(data):
        found = _TOKEN.match(data, end)
        if not found:
            bad = len(data) - len(data[end:].lstrip(_BETWEEN))
            message = f"character {bad + 1} of the path, '{data[bad]}', is not part of path data"
            raise ValueError(f"{message}: taken are {_ALLOWED}, and numbers")
        if found[1]:
            yield from _repeated(letter, numbers, start)
            letter, numbers, start = found[1], [], found.start(1)
            if letter.upper() not in _TAKES:
                what = "an arc" if letter in "Aa" else "a command that is not taken"
                message = f"character {start + 1} of the path, '{letter}', is {what}"
                raise ValueError(f"{message}: taken are {_ALLOWED}")
        else:
            if not letter:
                at = found.start(2)
                message = f"character {at + 1} of the path, '{data[at]}'"
                raise ValueError(f"{message}: a path begins with M")
            numbers.append(_finite(found[2], found.start(2)))
        end = found.end()
    yield from _repeated(letter, numbers, start)


def _repeated(
    letter: str, numbers: list[float], start: int
) -> Iterator[tuple[str, list[float], int]]:
    if not letter:
        return
    takes = _TAKES[letter.upper()]
    if (len(numbers) % takes or not numbers) if takes else numbers:
        wanted = f"{takes} numbers each time" if takes else "no numbers"
        message = f"character {start + 1} of the path: '{letter}' takes {wanted}"
        raise ValueError(f"{message}, and {len(numbers)} follow")
    if not takes:
        yield letter, [], start
    for first in range(0, len(numbers), takes or 1):
        # Further pairs behind a "move to" are lines (SVG 1.1, 8.3.2).
        word = letter if first == 0 or letter not in "Mm" else {"M": "L", "m": "l"}[letter]
        yield word, numbers[first : first + takes], start


def _finite(text: str, at: int) -> float:
    value = float(text)
    if abs(value) > MAX_PIXELS:
        message = f"character {at + 1} of the path: {text[:20]} is not a number of pixels"
        raise ValueError(f"{message}: it is more than {MAX_PIXELS:,}")
    return value


class _Pen:
    """Where a path has got to."""

    def __init__(self) -> None:
        self.done: list[Subpath] = []
        self.points: list[tuple[float, float]] = []
        self.at = self.start = (0.0, 0.0)
        self.moved = False
        self.count = 0

    def draw(self, letter: str, numbers: list[float]) -> None:
        command = letter.upper()
        if command != "M" and not self.moved:
            raise ValueError("a path begins with M")
        if command == "Z":
            self._end(closed=True)
            self.at = self.start
            return
        x, y = self.at if letter.islower() else (0.0, 0.0)
        if command == "H":
            to = [(x + numbers[0], self.at[1])]
        elif command == "V":
            to = [(self.at[0], y + numbers[0])]
        else:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            to = [(x + dx, y + dy) for dx, dy in pairs]
        if any(abs(number) > MAX_PIXELS for point in to for number in point):
            raise ValueError(f"the path goes further than {MAX_PIXELS:,} pixels from the corner")
        if command == "M":
            self._end(closed=False)
            self.start, self.moved = to[0], True
        elif len(to) == 1:
            self._add(to)
        else:
            self._add(_curve([self.at, *to]))
        self.at = to[-1]

    def finished(self) -> tuple[Subpath, ...]:
        self._end(closed=False)
        return tuple(self.done)

    def _add(self, points: list[tuple[float, float]]) -> None:
        if not self.points:  # drawing goes on from where the last stretch ended
            self.points = [self.at]
        self.count += len(points)
        if self.count > MAX_DRAWN:
            raise ValueError(f"the path has more than {MAX_DRAWN:,} points; simplify it")
        self.points += [point for point in points if point != self.points[-1]]

    def _end(self, *, closed: bool) -> None:
        points = self.points
        if closed and len(points) > 1 and points[0] == points[-1]:
            points = points[:-1]
        if len(points) > 1:
            self.done.append(Subpath(tuple(points), closed))
        if len(self.done) > MAX_STRETCHES:
            raise ValueError(f"the path has more than {MAX_STRETCHES} outlines; draw fewer")
        self.points = []


def _curve(control: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points along a Bézier curve, its first point left out (de Casteljau)."""
    made = []
    for step in range(1, PIECES + 1):
        t = step / PIECES
        points = control
        while len(points) > 1:
            points = [
                (ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in pairwise(points)
            ]
        made.append((round(points[0][0], 3), round(points[0][1], 3)))
    return made


def scaled_path(data: str, factor: float) -> str:
    """The same path on a picture ``factor`` times as large: every number multiplied."""
    return "".join(
        letter + " ".join(f"{number * factor:.2f}".rstrip("0").rstrip(".") for number in numbers)
        for letter, numbers, _ in _commands(data)
    )
