"""Calcium outside the skeleton: amorphous deposits, nodules, sheets and new bone."""

from __future__ import annotations

import numpy as np

from image_maker.geometry import (
    Points,
    band_noise,
    inside_distance,
    smoothstep,
    spline,
)
from image_maker.physics import Film


def clumps(
    film: Film,
    outline: Points,
    *,
    amount: float,
    nodules: int,
    size: float,
    base: float = 0.4,
) -> None:
    """Add amorphous calcium: a cloudy body with nodules scattered inside an outline."""
    curve = spline(outline)
    rows, cols, grid = film.grid.part(curve, 2 * size)
    sd = inside_distance(grid, curve)
    shape = sd.shape
    rough = band_noise(film.rng, shape, grid.mm, 2.6, spread_octaves=0.6)
    slow = band_noise(film.rng, shape, grid.mm, 4.0, spread_octaves=0.8)
    near = smoothstep(sd, -1.2 * size, -0.4 * size)
    body = smoothstep(sd + 0.08 * rough + 0.45 * slow, -0.6, 1.6) * base * near
    x, y = grid.centres()
    inside = np.argwhere(sd > 0.25 * size)
    beads = np.zeros(shape, dtype=np.float32)
    for k in film.rng.choice(len(inside), nodules):
        r = size * float(film.rng.uniform(0.35, 0.85))
        cx = float(x[0, inside[k, 1]]) + float(film.rng.normal(0, 0.2 * size))
        cy = float(y[inside[k, 0], 0]) + float(film.rng.normal(0, 0.2 * size))
        q = ((x - cx) ** 2 + (y - cy) ** 2) / (r * r)
        q = q * np.clip(1 + 0.05 * rough + 0.14 * slow, 0.5, 2.0)
        beads += np.sqrt(np.clip(1 - q, 0, 1)) * (r / size)
    total = body * (1 + 0.22 * slow + 0.12 * rough) + 0.55 * np.tanh(beads)
    film.mu[rows, cols] += (amount * np.clip(total, 0, None)).astype(np.float32)


def sheet(
    film: Film,
    outline: Points,
    *,
    amount: float,
    angle: float,
    cell: float = 5.0,
    soft: float = 3.0,
) -> None:
    """Add a lace-like sheet of calcium streaked along an angle inside an outline."""
    curve = spline(outline)
    rows, cols, grid = film.grid.part(curve, 4.0)
    sd = inside_distance(grid, curve)
    shape = sd.shape
    lace = np.zeros(shape, dtype=np.float32)
    for k, wave in enumerate((cell, 0.6 * cell)):
        n = band_noise(film.rng, shape, grid.mm, wave, angle=angle, tightness=0.5)
        m = band_noise(film.rng, shape, grid.mm, wave, angle=angle, tightness=0.5)
        web = 0.10 + np.exp(-((n / 0.30) ** 2)) + 0.7 * np.exp(-((m / 0.24) ** 2))
        lace += (1.0 if k == 0 else 0.55) * web.astype(np.float32)
    patch = band_noise(film.rng, shape, grid.mm, 26.0, angle=angle, spread_octaves=0.7)
    dots = band_noise(film.rng, shape, grid.mm, 2.0, spread_octaves=0.8)
    cover = smoothstep(patch, -1.3, 0.4) * smoothstep(sd + 1.2 * dots, -soft * 0.3, soft)
    film.mu[rows, cols] += (amount * lace * cover * (1 + 0.35 * dots).clip(0.1)).astype(np.float32)


def zonal(film: Film, outline: Points, *, amount: float, rim: float = 2.6) -> None:
    """Add new bone that is densest at its rim and lucent in its centre."""
    curve = spline(outline)
    rows, cols, grid = film.grid.part(curve, 4.0)
    slow = band_noise(film.rng, (grid.rows, grid.cols), grid.mm, 24.0, spread_octaves=0.5)
    fine = band_noise(film.rng, (grid.rows, grid.cols), grid.mm, 1.6, spread_octaves=0.7)
    patch = band_noise(film.rng, (grid.rows, grid.cols), grid.mm, 16.0, spread_octaves=0.5)
    sd = inside_distance(grid, curve) + 0.45 * slow + 0.06 * fine
    wide = np.clip(rim * (1 + 0.14 * patch), 0.5 * rim, 1.6 * rim)
    shell = np.exp(-0.5 * ((sd - wide) / np.where(sd < wide, 0.9 * rim, 0.95 * rim)) ** 2)
    inner = 0.25 + 0.05 * patch + 0.03 * fine
    body = smoothstep(sd, -0.5, 1.0) * np.maximum(
        shell * (1 + 0.18 * patch + 0.11 * fine).clip(0.3), inner
    )
    film.mu[rows, cols] += (amount * np.clip(body, 0, None)).astype(np.float32)
