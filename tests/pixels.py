"""Measured in the pixels of a screenshot: contrast, outlines on pictures, what differs.

For tests in any browser; each brings its own screenshots, as arrays of rows of red, green, blue.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float64]


def luminance(colour: Pixels) -> Pixels:
    """WCAG's relative luminance of sRGB colours, 0 to 255 each."""
    part = colour / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: Pixels, other: Pixels) -> Pixels:
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.asarray((high + 0.05) / (low + 0.05))


def along(shot: Pixels, outline: dict[str, Any], reach: int) -> Pixels:
    """The pixels that the outline covers and borders on: a band of ``reach`` round its middle."""
    points = np.array(outline["points"])
    offsets = [(x, y) for x in (-reach, 0, reach) for y in (-reach, 0, reach)]
    spread = (points[:, None, :] + np.array(offsets)[None, :, :]).reshape(-1, 2)
    height, width = shot.shape[:2]
    inside = (spread >= 0).all(axis=1) & (spread[:, 0] < width) & (spread[:, 1] < height)
    columns, rows = spread[inside].astype(int).T
    return np.asarray(shot[rows, columns])


def worst(shot: Pixels, outline: dict[str, Any], line: tuple[int, int, int] | None = None) -> float:
    """The lowest contrast along an outline, of its line or its casing, whichever is higher.

    An outline without a casing, or with one no wider than its line, has its line alone.
    """
    beneath = luminance(along(shot, outline, 4))
    best = contrast(luminance(np.array(line or outline["line"], dtype=np.float64)), beneath)
    if outline["casing"] is not None and outline["widths"][1] > outline["widths"][0]:
        casing = luminance(np.array(outline["casing"], dtype=np.float64))
        best = np.maximum(best, contrast(casing, beneath))
    return float(best.min())


def faint(shot: Pixels, outlines: list[dict[str, Any]], least: float = 3.0) -> list[str]:
    """The outlines that do not stand out everywhere from what ``shot`` shows beneath them."""
    found = [(outline, worst(shot, outline)) for outline in outlines]
    return [f"a line of {o['line']} has {c:.2f} to 1 somewhere" for o, c in found if c < least]


def differing(one: Pixels, other: Pixels, least: float = 1.0) -> float:
    """The part of two pictures' pixels whose contrast with each other is over ``least``."""
    assert one.shape == other.shape, "two pictures of one thing"
    return float((contrast(luminance(one), luminance(other)) > least).mean())


def centre(shot: Pixels, colour: tuple[float, float, float], within: float = 90) -> Pixels:
    """The middle, as x and y, of a disc or a ring of a colour.

    It is half way between the first and the last pixel of each row, and of each column: unlike the
    middle of all its pixels, that does not move with how thick a ring is drawn here and there.
    """
    near = np.abs(shot - np.array(colour)).max(axis=2) < within
    assert near.sum() > 30, f"nothing here is of the colour {colour}"
    return np.array([_half_way(near), _half_way(near.T)])


def _half_way(near: NDArray[np.bool_]) -> float:
    rows = near[near.any(axis=1)]
    first, last = rows.argmax(axis=1), rows.shape[1] - 1 - rows[:, ::-1].argmax(axis=1)
    return float((first + last).mean() / 2 + 0.5)
