"""Computed tomography: bodies that change from level to level, and the scanner that slices them.

A body is given by outlines at a few heights.  Between two heights their distance fields are
blended, so that a shaft turns into two condyles without a jump.  The scanner averages thin levels
over the thickness of a slice, filters with a kernel, adds correlated noise and shows a window.
Heights (z) are millimetres above the joint line; x and y are those of the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from image_maker.geometry import (
    F32,
    Grid,
    Points,
    band_noise,
    blur,
    inside_distance,
    smoothstep,
    spline,
)

Keys = list[tuple[float, list[Points]]]
Rings = list[tuple[float, float, float, float, float, float]]
FAT, WATER, BLOOD, MUSCLE, TENDON, AIR = -105.0, 0.0, 62.0, 58.0, 88.0, -1000.0


class Body:
    """A solid by its outlines at several heights."""

    def __init__(self, grid: Grid, keys: Keys, *, top: float = 0.0, foot: float = 0.0) -> None:
        """Make a body; ``top`` and ``foot`` say how steeply it ends beyond its last outlines."""
        keys = sorted(keys, key=lambda key: key[0])
        self.heights = [key[0] for key in keys]
        self.fields = [self._field(grid, outlines) for _, outlines in keys]
        self.top, self.foot = top, foot

    @staticmethod
    def _field(grid: Grid, outlines: list[Points]) -> F32:
        """The distance to the nearest edge of several outlines, melted together a little."""
        total = inside_distance(grid, spline(outlines[0]))
        for outline in outlines[1:]:
            other = inside_distance(grid, spline(outline))
            total = (total + np.logaddexp(0, (other - total) / 0.8) * 0.8).astype(np.float32)
        return total

    def at(self, z: float) -> tuple[F32, F32]:
        """Return the distance within the level (positive inside) and its change with height."""
        h, f = self.heights, self.fields
        if z <= h[0]:
            return f[0] - np.float32(self.foot * (h[0] - z)), np.full_like(f[0], self.foot)
        if z >= h[-1]:
            return f[-1] - np.float32(self.top * (z - h[-1])), np.full_like(f[0], -self.top)
        i = int(np.searchsorted(h, z)) - 1
        t = np.float32((z - h[i]) / (h[i + 1] - h[i]))
        slope = (f[i + 1] - f[i]) / np.float32(h[i + 1] - h[i])
        return (f[i] + t * (f[i + 1] - f[i])).astype(np.float32), slope.astype(np.float32)

    def depth(self, z: float) -> F32:
        """Return the distance to the surface in space, to first order."""
        f, slope = self.at(z)
        out: F32 = (f / np.sqrt(1 + slope * slope)).astype(np.float32)
        return out


def ring(x: F32, y: F32, z: float, rings: Rings) -> F32:
    """Return the distance inside a tube of ellipses (z, x, y, half-axes, degrees) at a height."""
    table = np.asarray(sorted(rings), dtype=np.float64)
    if not table[0, 0] <= z <= table[-1, 0]:
        return np.full(np.broadcast_shapes(x.shape, y.shape), -50.0, dtype=np.float32)
    cx, cy, rx, ry, turn = (float(np.interp(z, table[:, 0], table[:, k])) for k in range(1, 6))
    a = np.deg2rad(turn)
    u = (x - cx) * np.cos(a) + (y - cy) * np.sin(a)
    v = (y - cy) * np.cos(a) - (x - cx) * np.sin(a)
    rx, ry = max(rx, 0.05), max(ry, 0.05)
    out: F32 = ((1 - np.hypot(u / rx, v / ry)) * min(rx, ry)).astype(np.float32)
    return out


def paint(hu: F32, distance: F32, value: F32 | float, soft: float = 0.3) -> F32:
    """Lay a tissue over what is there, with a soft edge (mm)."""
    cover = smoothstep(distance, -soft, soft)
    out: F32 = (hu + cover * (value - hu)).astype(np.float32)
    return out


@dataclass(frozen=True)
class Window:
    """Centre and width of a window, and the sharpness and noise of the kernel that goes with it."""

    centre: float
    width: float
    blur_mm: float
    noise: float
    edge: float = 0.0

    def show(self, hu: F32) -> NDArray[np.uint8]:
        """Return the grey values of a slice in this window."""
        t = (hu - (self.centre - self.width / 2)) / self.width
        out: NDArray[np.uint8] = np.round(255 * np.clip(t, 0, 1)).astype(np.uint8)
        return out


BONE = Window(400.0, 1800.0, 0.32, 20.0, edge=0.5)
SOFT = Window(40.0, 400.0, 0.55, 6.5)


def grain(rng: np.random.Generator, shape: tuple[int, int], mm: float) -> F32:
    """Return the noise of a slice: correlated over about a millimetre, with faint streaks."""
    fine = band_noise(rng, shape, mm, 1.9, spread_octaves=0.7)
    streaks = band_noise(rng, shape, mm, 2.6, angle=0.0, tightness=0.18, leak=0.0)
    out: F32 = (0.94 * fine + 0.30 * streaks).astype(np.float32)
    return out


def scan(
    level: Callable[[float], F32],
    z: float,
    rng: np.random.Generator,
    *,
    thickness: float,
    mm: float,
    windows: tuple[Window, ...] = (BONE, SOFT),
    parts: int = 8,
) -> list[NDArray[np.uint8]]:
    """Return one slice in every window; all windows are made from the same Hounsfield units."""
    steps = [(k + 0.5) / parts - 0.5 for k in range(parts)]
    whole: F32 = np.mean([level(z - step * thickness) for step in steps], axis=0, dtype=np.float32)
    noise = grain(rng, (whole.shape[0], whole.shape[1]), mm)
    out = []
    for window in windows:
        image = blur(whole, window.blur_mm / mm)
        image = image + np.float32(window.edge) * (image - blur(image, 0.7 / mm))
        out.append(window.show((image + window.noise * noise).astype(np.float32)))
    return out
