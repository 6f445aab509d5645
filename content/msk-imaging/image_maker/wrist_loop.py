"""A loop of ultrasound frames: the back of a wrist with synovitis, pressed by the probe.

The view is longitudinal, the forearm on the left.  Tissue and its scatterers are made once, at
rest; every frame looks up where each point of the picture was at rest, so that the speckle moves
with the tissue.  The bones come nearer to the probe while the soft, swollen recesses are pressed
flat, and the extensor tendon glides.  The last frame leads back to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from image_maker.geometry import (
    F32,
    Grid,
    Point,
    band_noise,
    block_mean,
    blur,
    inside_distance,
    smoothstep,
    spline,
)
from image_maker.ultrasound import between, fibres, height, smear

FRAMES = 20
WIDTH, HEIGHT = 480, 360
PER_MM = 15
"""Pixels of the finished frame to a millimetre."""

MARGIN, COLS, ROWS = 8, 448, 344
SIDE, BELOW = 24, 40
"""Pixels made on either side and below, and cut off again: there the ends of the field show."""

SCALE_X, TICK_MM = 464, 5
"""The depth scale: its left end, and the distance between two ticks. Every second one is longer."""

PRESS, GLIDE = 1.7, 1.1
"""Millimetres by which the probe is pressed in, and by which the tendon glides to either side."""

RADIUS: list[Point] = [(-3, 8.7), (1, 8.3), (4, 7.8), (6.6, 7.5), (8.6, 8.0), (10.0, 9.2),
                       (10.8, 11.2), (11.2, 14.5)]  # fmt: skip
LUNATE: list[Point] = [(12.4, 15.0), (12.9, 12.7), (14.2, 11.3), (16.4, 10.6), (18.6, 10.8),
                       (20.4, 11.7), (21.4, 13.2), (21.9, 15.4)]  # fmt: skip
CAPITATE: list[Point] = [(23.0, 15.4), (23.5, 13.0), (24.8, 11.4), (26.8, 10.6), (29, 10.4),
                         (33, 10.6)]  # fmt: skip
RECESSES: dict[str, list[Point]] = {
    "radiocarpal": [(5.6, 7.3), (7.6, 6.5), (10.4, 5.9), (13.2, 6.0), (15.8, 7.0), (18.0, 9.0),
                    (18.6, 10.6), (16.2, 10.5), (14.0, 11.3), (12.7, 12.8), (12.1, 14.6),
                    (11.5, 14.6), (11.0, 11.6), (10.2, 9.2), (8.6, 7.9), (6.8, 7.5)],
    "midcarpal": [(18.8, 10.4), (19.6, 8.9), (21.4, 7.9), (23.8, 7.7), (26.0, 8.5), (27.8, 10.3),
                  (26.4, 10.6), (24.7, 11.4), (23.4, 13.2), (22.8, 15.0), (22.1, 15.0),
                  (21.4, 13.0), (20.4, 11.6)],
}  # fmt: skip
FLUID: list[list[Point]] = [
    [(9.8, 7.2), (12.0, 6.8), (14.2, 7.6), (15.4, 8.8), (13.6, 8.9), (11.4, 8.4)],
    [(22.0, 9.2), (23.8, 8.8), (25.2, 9.7), (24.2, 10.6), (22.8, 10.4)],
]


@dataclass(frozen=True)
class Rest:
    """The wrist at rest: what every frame is made from."""

    grid: Grid
    echo: F32
    surface: F32
    """Scattering of the soft tissue, and the mirror-like bone surfaces."""

    bone: F32
    tendon: tuple[F32, F32]
    """Depths (mm) of the bone, and of the upper and lower side of the tendon."""

    scatterers: list[NDArray[np.complex64]]


def bone_line(grid: Grid) -> tuple[F32, F32]:
    """Return the depth of the bone surface and how brightly each column of it shines."""
    x, _ = grid.centres()
    depth = np.full((1, grid.cols), 30.0, dtype=np.float32)
    for curve in (RADIUS, LUNATE, CAPITATE):
        here = (x > curve[0][0]) & (x < curve[-1][0])
        depth = np.where(here, np.minimum(depth, height(grid, curve)), depth)
    slope = np.gradient(np.minimum(depth, 16)[0], grid.mm)[None, :]
    shine = (1 / np.sqrt(1 + slope * slope)) ** 4.5 * (depth < 14)
    return depth.astype(np.float32), blur(np.repeat(shine, 16, axis=0).astype(np.float32), 2.0)[:1]


def rest(seed: int) -> Rest:
    """Make the wrist at rest."""
    rng = np.random.Generator(np.random.PCG64(seed))
    mm = 0.5 / PER_MM
    grid = Grid(2 * (ROWS + BELOW), 2 * (COLS + 2 * SIDE), mm, -SIDE / PER_MM, 0.0)
    shape = (grid.rows, grid.cols)
    _, y = grid.centres()
    slow = band_noise(rng, shape, mm, 3.2, spread_octaves=0.9)
    skin = height(grid, [(0, 1.25), (12, 1.15), (22, 1.2), (30, 1.3)])
    top = height(grid, [(-1, 2.9), (6, 2.5), (13, 2.3), (20, 2.9), (31, 4.0)])
    low = height(grid, [(-1, 5.6), (6, 5.3), (13, 5.0), (20, 5.8), (31, 7.2)])
    bone, shine = bone_line(grid)
    echo = np.full(shape, 0.03, dtype=np.float32)
    echo += between(y, 0 * skin, skin, 0.1) * (0.62 + 1.3 * np.exp(-((y / 0.22) ** 2)))
    septa = fibres(rng, y, (skin, top), 0.7, 0.08, mm=mm)
    echo += between(y, skin, top) * (0.24 + 0.05 * slow + 0.5 * smoothstep(septa, 0.9, 2.0))
    bands = fibres(rng, y, (top, low), 0.42, 0.04, mm=mm)
    echo += between(y, top, low, 0.1) * np.clip(0.50 + 0.05 * slow + 0.40 * bands, 0.06, 2.2)
    for edge, bright in ((top, 1.1), (low, 0.9)):
        echo += bright * np.exp(-(((y - edge) / 0.13) ** 2)) * (0.75 + 0.25 * np.tanh(slow))
    fat = fibres(rng, y, (low, np.minimum(bone, 13)), 0.9, 0.10, mm=mm)
    deep = between(y, low, np.minimum(bone, 13), 0.12)
    echo += deep * np.clip(0.30 + 0.09 * slow + 0.12 * fat, 0.05, 2)
    rough = band_noise(rng, shape, mm, 1.4, spread_octaves=0.9)
    for outline in RECESSES.values():
        d = inside_distance(grid, spline(outline)) + 0.10 * rough
        body = 0.080 + 0.024 * slow + 0.020 * rough
        lid = 0.95 * np.exp(-(((d + 0.14) / 0.13) ** 2)) * (y < 10.2) * smoothstep(bone - y, 0.2, 1)
        inside = smoothstep(d.astype(np.float32), -0.08, 0.12)
        echo = echo * (1 - inside) + inside * body + lid
    for outline in FLUID:
        d = inside_distance(grid, spline(outline)) + 0.22 * rough
        echo = echo * (1 - 0.86 * smoothstep(d.astype(np.float32), -0.15, 0.25))
    echo = echo * np.exp(-np.maximum(y - bone - 0.12, 0) / 0.7 - np.maximum(y - 11.2, 0) / 1.1)
    surface = 8.0 * shine * np.exp(-(((y - bone) / 0.17) ** 2)) * (0.8 + 0.2 * np.tanh(slow))
    mirror = 2 * bone - 0.5 * (top + low)
    surface += 0.014 * shine * np.exp(-(((y - mirror) / 1.1) ** 2))
    looks = []
    for _ in range(2):
        real, imaginary = (
            blur(rng.standard_normal(shape, dtype=np.float32), 0.8) for _ in range(2)
        )
        looks.append((3.0 * (real + 1j * imaginary)).astype(np.complex64))
    return Rest(grid, np.maximum(echo, 0.006).astype(np.float32), surface.astype(np.float32), bone,
                (top, low), looks)  # fmt: skip


def look_up(field: NDArray[np.generic], rows: F32, cols: F32) -> NDArray[np.generic]:
    """Return a field at rows and columns that are not whole numbers."""
    r = np.clip(rows, 0, field.shape[0] - 1.001)
    c = np.clip(cols, 0, field.shape[1] - 1.001)
    i, j = r.astype(np.int32), c.astype(np.int32)
    a, b = (r - i).astype(np.float32), (c - j).astype(np.float32)
    upper = field[i, j] * (1 - b) + field[i, j + 1] * b
    lower = field[i + 1, j] * (1 - b) + field[i + 1, j + 1] * b
    return upper * (1 - a) + lower * a


def moved(wrist: Rest, phase: float) -> tuple[F32, F32]:
    """Return the row and column at rest of every pixel, at a phase of the movement (0 to 1)."""
    grid = wrist.grid
    press = PRESS * 0.5 * (1 - np.cos(2 * np.pi * phase))
    glide = GLIDE * np.sin(2 * np.pi * phase)
    _, y = grid.centres()
    depth = y[:, 0]
    top, low = wrist.tendon
    flat = np.minimum(wrist.bone, 11.0)
    floor = blur(np.repeat(flat, 16, axis=0).astype(np.float32), 22.0)[0]
    rows = np.empty((grid.rows, grid.cols), dtype=np.float32)
    for k in range(grid.cols):
        marks = [0.0, float(top[0, k]), float(low[0, k]), max(float(floor[k]), 7.4), 40.0]
        up = np.interp(depth, marks, [0.0, 0.10, 0.24, 1.0, 1.0])
        rows[:, k] = np.interp(depth, depth - press * up, depth) / grid.mm - 0.5
    at = (rows + 0.5) * grid.mm
    within = smoothstep((at - top).astype(np.float32), 0.0, 0.5) * smoothstep(
        (low - at).astype(np.float32), 0.0, 0.5
    )
    cols = np.arange(grid.cols, dtype=np.float32)[None, :] - np.float32(glide / grid.mm) * within
    return rows, cols.astype(np.float32)


def frame(wrist: Rest, phase: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw one frame of the loop."""
    grid = wrist.grid
    _, y = grid.centres()
    rows, cols = moved(wrist, phase)
    still = np.broadcast_to(np.arange(grid.cols, dtype=np.float32), rows.shape)
    echo = look_up(wrist.echo, rows, cols) + look_up(wrist.surface, rows, still)
    power = np.zeros(rows.shape, dtype=np.float32)
    for scatterers in wrist.scatterers:
        field = (echo * look_up(scatterers, rows, cols)).astype(np.complex64)
        mag = np.zeros(rows.shape, dtype=np.float32)
        for z in (3.0, 11.0, 19.0):
            sides = (0.11 + 0.0065 * z) / grid.mm, (0.060 + 0.0012 * z) / grid.mm
            weight = np.clip(1 - np.abs(np.clip(y, 3, 19) - z) / 8.0, 0, 1)
            mag += weight * np.abs(smear(field, *sides))
        power += mag * mag
    mag = np.sqrt(power / len(wrist.scatterers))
    haze = 0.010 * np.abs(rng.standard_normal(rows.shape, dtype=np.float32)) * (0.4 + y / 16)
    level = 20 * np.log10(np.maximum(mag * (1.0 + 0.012 * (y - 9)) + haze, 1e-5))
    shown = np.clip((level + 30.0) / 53.0, 0, 1) ** 1.25
    picture = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    small = block_mean(shown.astype(np.float32), 2)[:ROWS, SIDE:-SIDE]
    picture[MARGIN : MARGIN + ROWS, MARGIN : MARGIN + COLS] = small
    for k in range(0, ROWS // PER_MM + 1, TICK_MM):
        long_ = 10 if k % (2 * TICK_MM) == 0 else 5
        picture[MARGIN + k * PER_MM, SCALE_X : SCALE_X + long_] = 0.85
    out: NDArray[np.uint8] = np.round(3 + 250 * np.clip(picture, 0, 1)).astype(np.uint8)
    return out


def frames(
    seed: int, numbers: Iterable[int] = range(1, FRAMES + 1)
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Draw frames, counted from 1."""
    wrist = rest(seed)
    for number in numbers:
        rng = np.random.Generator(np.random.PCG64([seed, number]))
        yield number, frame(wrist, (number - 1) / FRAMES, rng)
