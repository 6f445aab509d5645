"""Curves, distance fields and band-limited noise on a picture grid measured in millimetres.

The co-ordinates are those of the detector: x grows to the right and y downwards, both in
millimetres.  Everything here is plain numpy with Pillow used for resampling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

F32 = NDArray[np.float32]
Point = tuple[float, float]
Points = Sequence[Point]
Anchors = Sequence[tuple[float, float, float]]


def spline(points: Points, *, closed: bool = True, per_span: int = 6) -> NDArray[np.float64]:
    """Return a centripetal Catmull-Rom curve through the points."""
    p = np.asarray(points, dtype=np.float64)
    if closed:
        q = np.vstack([p[-1], p, p[0], p[1]])
    else:
        q = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    out: list[NDArray[np.float64]] = []
    for i in range(len(q) - 3):
        a, b, c, d = q[i : i + 4]
        t0 = 0.0
        t1 = t0 + float(np.hypot(*(b - a))) ** 0.5 + 1e-6
        t2 = t1 + float(np.hypot(*(c - b))) ** 0.5 + 1e-6
        t3 = t2 + float(np.hypot(*(d - c))) ** 0.5 + 1e-6
        t = np.linspace(t1, t2, per_span, endpoint=False)[:, None]
        e = (t1 - t) / (t1 - t0) * a + (t - t0) / (t1 - t0) * b
        f = (t2 - t) / (t2 - t1) * b + (t - t1) / (t2 - t1) * c
        g = (t3 - t) / (t3 - t2) * c + (t - t2) / (t3 - t2) * d
        h = (t2 - t) / (t2 - t0) * e + (t - t0) / (t2 - t0) * f
        k = (t3 - t) / (t3 - t1) * f + (t - t1) / (t3 - t1) * g
        out.append((t2 - t) / (t2 - t1) * h + (t - t1) / (t2 - t1) * k)
    if not closed:
        out.append(p[-1:])
    return np.vstack(out)


def place(
    points: Points,
    *,
    angle: float = 0.0,
    shift: Point = (0.0, 0.0),
    pivot: Point = (0.0, 0.0),
    scale: float = 1.0,
    mirror: bool = False,
) -> list[Point]:
    """Scale, mirror (left-right), turn (degrees, clockwise on the film) and shift the points."""
    a = np.deg2rad(angle)
    out: list[Point] = []
    for x, y in points:
        u, v = (x - pivot[0]) * scale, (y - pivot[1]) * scale
        if mirror:
            u = -u
        out.append(
            (
                float(u * np.cos(a) - v * np.sin(a) + pivot[0] + shift[0]),
                float(u * np.sin(a) + v * np.cos(a) + pivot[1] + shift[1]),
            )
        )
    return out


def ellipse(cx: float, cy: float, rx: float, ry: float, angle: float = 0.0) -> list[Point]:
    """Return sixteen points of an ellipse turned by an angle in degrees."""
    t = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    pts = [(cx + rx * float(np.cos(k)), cy + ry * float(np.sin(k))) for k in t]
    return place(pts, angle=angle, pivot=(cx, cy))


def resize(field: F32, shape: tuple[int, int]) -> F32:
    """Resample a field bilinearly to a shape (rows, columns)."""
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32), mode="F")
    done = image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(done, dtype=np.float32)


def block_mean(field: F32, block: int) -> F32:
    """Average a field over square blocks (the shape must be a multiple of the block)."""
    h, w = field.shape
    out: F32 = field.reshape(h // block, block, w // block, block).mean(axis=(1, 3))
    return out


def blur(field: F32, sigma: float) -> F32:
    """Blur with a Gaussian whose standard deviation is given in pixels (mirrored edges)."""
    h, w = field.shape
    block = 1
    while sigma / block > 6 and h % (2 * block) == 0 and w % (2 * block) == 0:
        block *= 2
    small = block_mean(field, block) if block > 1 else field
    s = sigma / block
    for axis in (0, 1):
        n = small.shape[axis]
        radius = int(min(np.ceil(3.5 * s) + 1, n - 1))
        taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / max(s, 1e-3)) ** 2)
        taps = (taps / taps.sum()).astype(np.float32)
        pad = [(0, 0), (0, 0)]
        pad[axis] = (radius, radius)
        wide = np.pad(small, pad, mode="reflect")
        acc = np.zeros_like(small)
        for k, tap in enumerate(taps):
            acc += tap * (wide[k : k + n] if axis == 0 else wide[:, k : k + n])
        small = acc
    return resize(small, (h, w)) if block > 1 else small


def smoothstep(field: F32, low: float, high: float) -> F32:
    """Return the cubic step from 0 (at low) to 1 (at high)."""
    t = np.clip((field - low) / (high - low), 0, 1)
    out: F32 = (t * t * (3 - 2 * t)).astype(np.float32)
    return out


@dataclass(frozen=True)
class Grid:
    """A rectangular grid of pixels: size, pixel pitch and the place of the top left corner."""

    rows: int
    cols: int
    mm: float
    left: float
    top: float

    def centres(self, step: int = 1) -> tuple[F32, F32]:
        """Return the x row and the y column of the centres of step-by-step blocks."""
        x = self.left + (np.arange(self.cols // step) + 0.5) * step * self.mm
        y = self.top + (np.arange(self.rows // step) + 0.5) * step * self.mm
        return x.astype(np.float32)[None, :], y.astype(np.float32)[:, None]

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Turn millimetres into pixel co-ordinates of the picture."""
        return (x - self.left) / self.mm, (y - self.top) / self.mm

    def part(self, points: NDArray[np.float64], pad: float) -> tuple[slice, slice, Grid]:
        """Return the part of the grid round the points, aligned to blocks of eight pixels."""

        def bounds(values: NDArray[np.float64], start: float, size: int) -> tuple[int, int]:
            lo = int(np.floor((values.min() - pad - start) / self.mm / 8)) * 8
            hi = int(np.ceil((values.max() + pad - start) / self.mm / 8)) * 8
            lo = min(max(lo, 0), size - 8)
            return lo, max(min(hi, size), lo + 8)

        c0, c1 = bounds(points[:, 0], self.left, self.cols)
        r0, r1 = bounds(points[:, 1], self.top, self.rows)
        grid = Grid(r1 - r0, c1 - c0, self.mm, self.left + c0 * self.mm, self.top + r0 * self.mm)
        return slice(r0, r1), slice(c0, c1), grid


def inside_distance(grid: Grid, curve: NDArray[np.float64], step: int = 2) -> F32:
    """Return the signed distance (mm, positive inside) to a closed curve."""
    x, y = grid.centres(step)
    best = np.full((grid.rows // step, grid.cols // step), 1e9, dtype=np.float32)
    odd = np.zeros(best.shape, dtype=bool)
    nxt = np.roll(curve, -1, axis=0)
    for (ax, ay), (bx, by) in zip(curve.tolist(), nxt.tolist(), strict=True):
        ex, ey = bx - ax, by - ay
        n2 = ex * ex + ey * ey
        if n2 < 1e-12:
            continue
        px, py = x - ax, y - ay
        t = np.clip((px * (ex / n2)) + (py * (ey / n2)), 0, 1)
        np.minimum(best, (px - t * ex) ** 2 + (py - t * ey) ** 2, out=best)
        rows = np.nonzero(((ay > y) != (by > y))[:, 0])[0]
        if len(rows):
            cross = ax + (y[rows] - ay) * (ex / ey)
            odd[rows] ^= x < cross
    d = np.sqrt(best)
    return resize(np.where(odd, d, -d).astype(np.float32), (grid.rows, grid.cols))


def line_distance(grid: Grid, curve: NDArray[np.float64], step: int = 2) -> tuple[F32, F32, F32]:
    """Return distance, signed side (positive right of travel) and arc fraction of a curve."""
    x, y = grid.centres(step)
    shape = (grid.rows // step, grid.cols // step)
    best = np.full(shape, 1e9, dtype=np.float32)
    side = np.zeros(shape, dtype=np.float32)
    arc = np.zeros(shape, dtype=np.float32)
    lengths = np.hypot(*np.diff(curve, axis=0).T)
    start = np.concatenate([[0.0], np.cumsum(lengths)])
    for i in range(len(curve) - 1):
        (ax, ay), (bx, by) = curve[i], curve[i + 1]
        ex, ey = float(bx - ax), float(by - ay)
        n2 = ex * ex + ey * ey
        if n2 < 1e-12:
            continue
        px, py = x - np.float32(ax), y - np.float32(ay)
        raw = (px * (ex / n2)) + (py * (ey / n2))
        t = np.clip(raw, 0, 1)
        d2 = (px - t * ex) ** 2 + (py - t * ey) ** 2
        near = d2 < best
        best = np.where(near, d2, best)
        side = np.where(near, np.sign(ex * py - ey * px), side)
        arc = np.where(near, (start[i] + t * lengths[i]) / start[-1], arc)
    full = (grid.rows, grid.cols)
    d = np.sqrt(best).astype(np.float32)
    return (
        resize(d, full),
        resize((d * side).astype(np.float32), full),
        resize(arc.astype(np.float32), full),
    )


def spread(grid: Grid, anchors: Anchors | float, power: float = 4.0) -> F32 | float:
    """Spread values given at anchor points (x, y, value) smoothly over the grid."""
    if isinstance(anchors, (int, float)):
        return float(anchors)
    x, y = grid.centres(8)
    num = np.zeros((grid.rows // 8, grid.cols // 8), dtype=np.float32)
    den = np.zeros_like(num)
    for ax, ay, value in anchors:
        w = 1.0 / (((x - ax) ** 2 + (y - ay) ** 2 + 4.0) ** (power / 2))
        num += np.float32(value) * w
        den += w
    return resize(num / den, (grid.rows, grid.cols))


def roundness(sd: F32, mm: float) -> F32:
    """Return the field K with depth(d) = 2 sqrt(d K) for a solid with rounded cross-sections.

    The Poisson equation with a unit source is solved inside the outline; in a long tube this
    gives exactly the circular cross-section, in a disc a flattened sphere.
    """
    block = 4 if max(sd.shape) < 520 else 8
    d = block_mean(sd, block)
    cell = block * mm
    inside = d > 0
    rows, cols = d.shape
    width = max(4.0, 2.0 * float(d.max()) / cell)
    omega = 2.0 / (1.0 + np.sin(np.pi / (1.6 * width)))
    u = np.where(inside, np.maximum(d, 0) * max(float(d.max()), cell) / 2, 0).astype(np.float32)
    rr, cc = np.indices((rows, cols))
    red = inside & ((rr + cc) % 2 == 0)
    black = inside & ((rr + cc) % 2 == 1)
    h2 = np.float32(cell * cell)
    for _ in range(int(5 * width) + 30):
        for colour in (red, black):
            p = np.pad(u, 1, mode="edge")
            goal = 0.25 * (p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] + h2)
            u = np.where(colour, u + np.float32(omega) * (goal - u), u).astype(np.float32)
    m = np.where(d > 0.6 * cell, 1.0, 0.02 * inside).astype(np.float32)
    pad = 6
    top = np.pad(2 * u * m, pad, mode="edge")
    low = np.pad(np.maximum(d, 0) * m, pad, mode="edge")
    near = blur(top, 1.2)[pad:-pad, pad:-pad] / (blur(low, 1.2)[pad:-pad, pad:-pad] + 1e-3)
    return resize(near.astype(np.float32), (sd.shape[0], sd.shape[1]))


def band_noise(
    rng: np.random.Generator,
    shape: tuple[int, int],
    mm: float,
    wavelength: float,
    *,
    angle: float | None = None,
    spread_octaves: float = 0.6,
    tightness: float = 0.35,
    leak: float = 0.18,
) -> F32:
    """Return unit-variance noise round a wavelength (mm), optionally streaked along an angle."""
    h, w = shape
    white = rng.standard_normal((h, w), dtype=np.float32)
    spectrum = np.fft.rfft2(white)
    fy = np.fft.fftfreq(h, mm)[:, None]
    fx = np.fft.rfftfreq(w, mm)[None, :]
    radius = np.hypot(fx, fy) + 1e-9
    gain = np.exp(-0.5 * (np.log2(radius * wavelength) / spread_octaves) ** 2)
    if angle is not None:
        direction = np.arctan2(fy, fx) - np.deg2rad(angle + 90.0)
        gain = gain * (leak + np.exp(-0.5 * (np.sin(direction) / tightness) ** 2))
    gain[0, 0] = 0
    out = np.fft.irfft2(spectrum * gain, s=(h, w)).astype(np.float32)
    result: F32 = out / np.float32(out.std() + 1e-12)
    return result
