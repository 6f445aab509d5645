"""Longitudinal ultrasound of the supraspinatus tendon with a calcific deposit.

Tissue is a map of scatterer strength.  Complex Gaussian scatterers are smoothed by a point-spread
function that is wider laterally than axially and widens with depth; the magnitude gives Rayleigh
speckle.  Bone and the deposit are strong reflectors that weaken everything behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from image_maker.geometry import (
    F32,
    Grid,
    Points,
    band_noise,
    inside_distance,
    resize,
    smoothstep,
    spline,
)

WIDTH, DEPTH, MM = 44.0, 29.5, 0.036
BORDER = 24
"""Black pixels on every side of the picture."""


def height(grid: Grid, curve: Points) -> F32:
    """Return the depth (mm) of an interface for every column of the picture."""
    line = spline(curve, closed=False, per_span=12)
    x, _ = grid.centres()
    out: F32 = np.interp(x[0], line[:, 0], line[:, 1]).astype(np.float32)[None, :]
    return out


def smear(field: NDArray[np.complex64], sx: float, sy: float) -> NDArray[np.complex64]:
    """Convolve with a Gaussian point-spread function (standard deviations in pixels)."""
    h, w = field.shape
    fy = np.fft.fftfreq(h).astype(np.float32)[:, None]
    fx = np.fft.fftfreq(w).astype(np.float32)[None, :]
    gain = np.exp(-2 * np.pi**2 * ((fx * sx) ** 2 + (fy * sy) ** 2))
    gain = gain / np.sqrt((gain**2).mean())
    out: NDArray[np.complex64] = np.fft.ifft2(np.fft.fft2(field) * gain).astype(np.complex64)
    return out


def speckle(rng: np.random.Generator, echo: F32, y: F32, looks: int = 3) -> F32:
    """Return the echo magnitude, compounded from several partly independent looks."""
    shape = echo.shape
    pad = 64
    strength = np.pad(echo, ((pad, pad), (pad, pad)), mode="edge")
    strength[-pad:] *= 0.0
    power = np.zeros(shape, dtype=np.float32)
    for _ in range(looks):
        real = rng.standard_normal(strength.shape, dtype=np.float32)
        imaginary = rng.standard_normal(strength.shape, dtype=np.float32)
        field = (strength * (real + 1j * imaginary)).astype(np.complex64)
        mag = np.zeros(shape, dtype=np.float32)
        for k, z in enumerate((2.0, 14.0, 26.0, 38.0)):
            part = np.abs(smear(field, (0.12 + 0.0080 * z) / MM, (0.060 + 0.0012 * z) / MM))
            weight = np.clip(1 - np.abs(y - z) / 12.0, 0, 1)
            if k == 0:
                weight = np.where(y < z, 1, weight)
            mag += (weight * part[pad:-pad, pad:-pad]).astype(np.float32)
        power += mag * mag
    out: F32 = np.sqrt(power / looks).astype(np.float32)
    return out


@dataclass(frozen=True)
class Layers:
    """Depths (mm) of the interfaces for every column of the picture."""

    skin: F32
    fat: F32
    deltoid: F32
    bursa: F32
    tendon: F32
    cartilage: F32
    bone: F32


def interfaces(grid: Grid) -> Layers:
    """Return the course of skin, fat, deltoid, bursa, tendon, cartilage and bone."""
    x, _ = grid.centres()
    deltoid = height(grid, [(-2, 11.6), (6, 11.0), (14, 11.3), (22, 12.2), (30, 13.8), (37, 16.2),
                            (46, 20.6)])  # fmt: skip
    bursa: F32 = (deltoid + 0.75).astype(np.float32)
    bone = height(grid, [(-2, 20.8), (3, 19.3), (8, 18.6), (13, 18.8), (18, 19.8), (22, 21.0),
                         (24.6, 21.7), (26.2, 21.5), (28, 20.7), (31, 19.7), (34, 19.0),
                         (37, 19.0), (40, 20.2), (46, 24.6)])  # fmt: skip
    return Layers(
        skin=height(grid, [(0, 2.0), (15, 1.8), (30, 1.9), (44, 2.2)]),
        fat=height(grid, [(0, 5.2), (10, 4.7), (22, 4.6), (34, 5.0), (44, 5.8)]),
        deltoid=deltoid,
        bursa=bursa,
        tendon=(bursa + 0.55).astype(np.float32),
        cartilage=(bone - 0.95 * smoothstep(x, 25.5, 22.5) - 0.02).astype(np.float32),
        bone=bone,
    )


def between(y: F32, above: F32, below: F32, soft: float = 0.15) -> F32:
    """Return 1 between two interfaces with soft edges."""
    return smoothstep(y - above, -soft, soft) * smoothstep(below - y, -soft, soft)


def fibres(
    rng: np.random.Generator,
    y: F32,
    span: tuple[F32, F32],
    wavelength: float,
    stretch: float,
    *,
    mm: float = MM,
) -> F32:
    """Return fine bands that follow the course of a layer (``span``: upper and lower side)."""
    up, low = span
    shape = (y.shape[0], up.shape[1])
    v = (y - up) / np.maximum(low - up, 0.4)
    mean = float((low - up).mean())
    n = band_noise(rng, shape, mm, wavelength, angle=0.0, tightness=stretch, leak=0.0)
    rows = np.clip((v * mean / mm + 60), 0, shape[0] - 1.01)
    base = rows.astype(np.int32)
    f = (rows - base).astype(np.float32)
    cols = np.arange(shape[1])[None, :]
    out: F32 = n[base, cols] * (1 - f) + n[base + 1, cols] * f
    return out


def tissue(rng: np.random.Generator, grid: Grid, at: Layers, slow: F32, wave: F32) -> F32:
    """Return the scatterer strength of the soft tissue without the deposit."""
    x, y = grid.centres()
    soft = np.tanh(slow)
    echo = np.full((grid.rows, grid.cols), 0.02, dtype=np.float32)
    skin = 0.7 + 0.9 * np.exp(-((y / 0.3) ** 2))
    echo += 0.75 * between(y, 0 * at.skin, at.skin, 0.1) * skin
    septa = fibres(rng, y, (at.skin, at.fat), 0.9, 0.07)
    strength = 0.26 + 0.05 * slow + 0.75 * smoothstep(septa, 1.0, 2.0)
    echo += between(y, at.skin, at.fat) * strength
    muscle = fibres(rng, y, (at.fat, at.deltoid), 0.55, 0.055)
    strength = 0.15 + 0.03 * slow + 0.50 * smoothstep(muscle, 0.6, 2.6)
    echo += between(y, at.fat, at.deltoid) * strength
    echo += 1.4 * np.exp(-(((y - at.fat) / 0.17) ** 2)) * (0.7 + 0.3 * soft)
    echo += 1.7 * np.exp(-(((y - at.deltoid) / 0.20) ** 2)) * (0.8 + 0.2 * soft)
    echo += between(y, at.deltoid, at.bursa) * 0.165 * smoothstep(y - at.deltoid, 0.1, 0.5)
    echo += 0.9 * np.exp(-(((y - at.tendon) / 0.14) ** 2)) * (0.75 + 0.25 * np.tanh(wave))
    end = smoothstep(39.2 - x, -0.8, 1.6)
    bands = fibres(rng, y, (at.tendon, at.cartilage), 0.46, 0.045)
    tilt = np.exp(-(((x - 33) / 3.2) ** 2)) * smoothstep(y - (at.bone - 2.2), 0, 1.5)
    strength = np.clip(0.58 + 0.05 * slow + 0.36 * bands, 0.07, 2.2)
    echo += between(y, at.tendon, at.cartilage, 0.12) * end * (1 - 0.45 * tilt) * strength
    echo += between(y, at.tendon, at.bone, 0.12) * (1 - end) * (0.22 + 0.05 * slow)
    echo += 0.75 * np.exp(-(((y - at.cartilage) / 0.10) ** 2)) * smoothstep(24.5 - x, 0, 2)
    return echo


FOCUS = [
    (24.0, 16.6), (25.6, 15.4), (28.2, 15.0), (30.6, 15.5), (32.2, 16.6), (32.0, 17.5),
    (30.4, 18.1), (28.2, 18.3), (25.8, 18.0), (24.2, 17.4),
]  # fmt: skip


def deposit(rng: np.random.Generator, grid: Grid, echo: F32) -> tuple[F32, F32]:
    """Lay the calcific deposit into the tissue; return the new echo and the deposit's mask."""
    _, y = grid.centres()
    rough = band_noise(rng, echo.shape, MM, 1.2, spread_octaves=0.8)
    sd = inside_distance(grid, spline(FOCUS)) + 0.14 * rough
    inside = smoothstep(sd, -0.12, 0.16)
    lid = np.full(grid.cols, 1e3, dtype=np.float32)
    some = sd.max(axis=0) > 0.05
    lid[some] = y[np.argmax(sd[:, some] > 0.05, axis=0), 0]
    cap = np.exp(-(((y - lid[None, :] - 0.25) / 0.42) ** 2))
    stone = 1.5 + 0.5 * rough.clip(-1.5, 1.5) + 6.0 * cap
    return np.maximum(echo * (1 - inside) + inside * stone, 0.01).astype(np.float32), inside


def shadow(rng: np.random.Generator, inside: F32) -> F32:
    """Return the share of sound left at every pixel by the deposit above it."""
    beam = np.cumsum(inside, axis=0) * MM
    edge = band_noise(rng, (8, inside.shape[1]), MM, 2.0, spread_octaves=1.0)[:1]
    shade = np.exp(-0.85 * beam * (1 + 0.22 * edge))
    kernel = np.exp(-0.5 * (np.arange(-24, 25) / 9.0) ** 2)
    kernel /= kernel.sum()
    wide = np.pad(shade, ((0, 0), (24, 24)), mode="edge")
    out = np.zeros(inside.shape, dtype=np.float32)
    for k, tap in enumerate(kernel):
        out += np.float32(tap) * wide[:, k : k + inside.shape[1]].astype(np.float32)
    result: F32 = (out * (1 - inside) + (0.55 + 0.45 * out) * inside).astype(np.float32)
    return result


def supraspinatus(seed: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Draw the picture, medial on the left; also return which pixels the deposit takes up."""
    rng = np.random.Generator(np.random.PCG64(seed))
    grid = Grid(int(DEPTH / MM) // 8 * 8, int(WIDTH / MM) // 8 * 8, MM, 0.0, 0.0)
    shape = (grid.rows, grid.cols)
    x, y = grid.centres()
    at = interfaces(grid)
    slow = band_noise(rng, shape, MM, 3.0, spread_octaves=0.9)
    wave = resize(band_noise(rng, (shape[0] // 8, shape[1] // 8), 8 * MM, 14.0), shape)
    echo, inside = deposit(rng, grid, tissue(rng, grid, at, slow, wave))

    normal = 1 / np.sqrt(1 + np.gradient(at.bone[0], MM)[None, :] ** 2)
    shine = normal**3 * (0.8 + 0.2 * np.tanh(slow))
    surface = 7.5 * shine * np.exp(-(((y - at.bone) / 0.20) ** 2))
    loss = np.exp(-np.maximum(y - at.bone - 0.15, 0) / 1.5)
    reverb = 0.012 * np.exp(-(((y - (2 * at.bone - at.deltoid)) / 0.7) ** 2)) * shine
    seen = (echo * loss + surface) * shadow(rng, inside) + reverb + 0.012

    mag = speckle(rng, seen.astype(np.float32), y)
    gain = 1.0 + 0.010 * (y - 14) - 0.0012 * (y - 16) ** 2
    haze = 0.010 * np.abs(rng.standard_normal(shape, dtype=np.float32)) * (0.4 + y / 30)
    level = 20 * np.log10(np.maximum(mag * np.clip(gain, 0.5, 2) + haze, 1e-5))
    high = float(np.quantile(level[::3, ::3], 0.9985))
    shown = np.clip((level - (high - 50)) / 50, 0, 1) ** 1.25
    columns = 1 - 0.05 * (np.abs(x - WIDTH / 2) / (WIDTH / 2)) ** 4
    picture = np.pad((shown * columns).astype(np.float32), BORDER)
    out: NDArray[np.uint8] = np.round(4 + 246 * np.clip(picture, 0, 1)).astype(np.uint8)
    return out, np.pad(inside > 0.5, BORDER)
