"""The radiograph: line integrals of solids, exposure, scatter, detector and log display.

A :class:`Film` collects the line integral of the attenuation coefficient along parallel rays.
Solids are given by their outline on the film; their depth along the ray follows from
:func:`image_maker.geometry.roundness`, so that a shaft is a tube, a condyle a flattened ball, and
the cortical shell is the difference of the outer and the inner solid.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from image_maker.geometry import (
    F32,
    Anchors,
    Grid,
    Point,
    Points,
    band_noise,
    blur,
    inside_distance,
    line_distance,
    roundness,
    smoothstep,
    spline,
    spread,
)

MU_FAT = 0.0180
MU_MUSCLE = 0.0225
MU_CORTEX = 0.046
MU_TRABECULAR = 0.0105
MU_CALCIUM = 0.040
MU_LUNG = -0.0150


@dataclass
class Solid:
    """A solid seen by the rays: its place on the film, edge distance and roundness."""

    rows: slice
    cols: slice
    grid: Grid
    sd: F32
    round_: F32
    depth: float

    def chord(self, inset: F32 | float = 0.0) -> F32:
        """Return the path length inside the solid shrunk by an inset (mm)."""
        d = np.maximum(self.sd - inset, 0) * np.maximum(self.round_ - inset, 0)
        out: F32 = (2 * self.depth * np.sqrt(d)).astype(np.float32)
        return out


@dataclass(frozen=True)
class Look:
    """Exposure and display of one picture."""

    low: float = 0.02
    high: float = 0.995
    gamma: float = 1.35
    flatten: float = 0.30
    flatten_mm: float = 14.0
    edge: float = 0.5
    photons: float = 9000.0
    scatter: float = 0.30
    blur_mm: float = 0.12
    shutter: float = 0.0


class Film:
    """A detector that collects the line integral of attenuation (``mu``)."""

    def __init__(self, size: Point, corner: Point, mm: float, seed: int) -> None:
        """Make a film: width and height, top left corner and pixel pitch in millimetres."""
        cols, rows = (round(v / mm / 8) * 8 for v in size)
        self.grid = Grid(rows, cols, mm, corner[0], corner[1])
        self.mu: F32 = np.zeros((rows, cols), dtype=np.float32)
        self.metal: F32 = np.zeros((rows, cols), dtype=np.float32)
        self.rng = np.random.Generator(np.random.PCG64(seed))
        self._textures: dict[int, F32] = {}
        self._wobble: F32 | None = None

    def texture(self, angle: float) -> F32:
        """Return the trabecular texture streaked along an angle (kept for reuse)."""
        key = round(angle / 15.0) * 15 % 180
        if key not in self._textures:
            shape, mm = self.mu.shape, self.grid.mm
            fine = band_noise(self.rng, shape, mm, 1.0, angle=key, tightness=0.40)
            broad = band_noise(self.rng, shape, mm, 2.4, angle=key, tightness=0.45)
            even = band_noise(self.rng, shape, mm, 1.7)
            patchy = band_noise(self.rng, shape, mm, 9.0, spread_octaves=0.8)
            n = 0.55 * fine + 0.5 * broad + 0.35 * even + 0.45 * patchy
            self._textures[key] = n + np.float32(0.12) * (n * n - 1)
        return self._textures[key]

    def wobble(self) -> F32:
        """Return a slow noise used to roughen outlines a little."""
        if self._wobble is None:
            self._wobble = band_noise(
                self.rng, self.mu.shape, self.grid.mm, 20.0, spread_octaves=0.75
            )
        return self._wobble

    def solid(
        self,
        outline: Points,
        *,
        depth: float = 1.0,
        rough: float = 0.12,
        smooth: bool = True,
        grow: float = 0.0,
    ) -> Solid:
        """Build a solid from its outline (mm), moved outwards by ``grow``."""
        curve = spline(outline) if smooth else np.asarray(outline, dtype=np.float64)
        rows, cols, grid = self.grid.part(curve, 2.0)
        sd = inside_distance(grid, curve) + np.float32(grow)
        if rough:
            sd = sd + np.float32(rough) * self.wobble()[rows, cols]
        return Solid(rows, cols, grid, sd, roundness(sd, grid.mm), depth)

    def union(self, outlines: list[list[Point]], *, depth: float, melt: float) -> Solid:
        """Build one solid from the smooth union of several outlines."""
        total: F32 | None = None
        for outline in outlines:
            curve = spline(outline)
            sd = np.full(self.mu.shape, -60.0, dtype=np.float32)
            rows, cols, grid = self.grid.part(curve, 14.0)
            sd[rows, cols] = inside_distance(grid, curve)
            total = sd if total is None else total + np.logaddexp(0, (sd - total) / melt) * melt
        assert total is not None
        edge = (total + np.float32(0.1) * self.wobble()).astype(np.float32)
        return Solid(
            slice(None), slice(None), self.grid, edge, roundness(edge, self.grid.mm), depth
        )

    def add(self, solid: Solid, value: F32) -> None:
        """Add line integrals computed on the part of the film a solid covers."""
        self.mu[solid.rows, solid.cols] += value

    def soft(self, outline: Points, mu: float, *, depth: float = 1.0, most: float = 1e9) -> Solid:
        """Add soft tissue of a constant attenuation, its depth limited smoothly to ``most``."""
        s = self.solid(outline, depth=depth, rough=0.06)
        t = s.chord()
        if most < 1e8:
            t = (t / (1 + (t / most) ** 4) ** 0.25).astype(np.float32)
        self.add(s, np.float32(mu) * t)
        return s

    def soft_union(
        self,
        outlines: list[list[Point]],
        mu: float,
        *,
        depth: float = 1.0,
        melt: float = 2.5,
        most: float = 24.0,
    ) -> None:
        """Add the smooth union of several soft-tissue shapes, such as a palm with its fingers."""
        whole = self.union(outlines, depth=depth, melt=melt)
        t = whole.chord()
        t = t / (1 + (t / most) ** 3) ** (1 / 3)
        self.add(whole, (np.float32(mu) * t).astype(np.float32))

    def bone_field(
        self,
        s: Solid,
        *,
        cortex: Anchors | float,
        trabecular: Anchors | float = 1.0,
        angle: float = 90.0,
        grain: float = 0.10,
        bites: list[Bite] | None = None,
        mineral: float = 1.0,
    ) -> F32:
        """Return the line integral of a bone: cortical shell and trabecular interior."""
        t = spread(s.grid, cortex)
        rho = spread(s.grid, trabecular)
        outer, inner = s.chord(), s.chord(t)
        noise = self.texture(angle)[s.rows, s.cols]
        body = MU_CORTEX * (outer - inner) * (1 + 0.05 * noise)
        body = body + MU_TRABECULAR * rho * inner * (1 + grain * noise)
        for bite in bites or []:
            curve = spline(bite.outline)
            d = inside_distance(s.grid, curve) + 0.12 * self.wobble()[s.rows, s.cols]
            gone = smoothstep(d, -bite.soft, bite.soft)
            rim = np.exp(-0.5 * ((d + bite.rim_width) / bite.rim_width) ** 2)
            body = body * (1 - bite.fraction * gone)
            body = body + bite.rim * rim * smoothstep(s.sd, 0.0, 0.6) * (1 - gone)
        out: F32 = (mineral * body).astype(np.float32)
        return out

    def bone(
        self,
        outline: Points,
        *,
        cortex: Anchors | float,
        trabecular: Anchors | float = 1.0,
        depth: float = 1.0,
        angle: float = 90.0,
        grain: float = 0.10,
        rough: float = 0.12,
        bites: list[Bite] | None = None,
        mineral: float = 1.0,
        grow: float = 0.0,
    ) -> Solid:
        """Add a bone given by its outline, cortical thickness (mm) and relative density."""
        s = self.solid(outline, depth=depth, rough=rough, grow=grow)
        self.add(
            s,
            self.bone_field(
                s,
                cortex=cortex,
                trabecular=trabecular,
                angle=angle,
                grain=grain,
                bites=bites,
                mineral=mineral,
            ),
        )
        return s

    def surface(
        self, curve: Points, *, wall: float = 1.0, radius: float = 15.0, gain: float = 1.0
    ) -> None:
        """Add a cortical surface seen on edge: a bright line that fades to its right side."""
        line = spline(curve, closed=False)
        rows, cols, grid = self.grid.part(line, radius)
        _, side, arc = line_distance(grid, line)
        d = np.maximum(side, 0)
        shell = np.sqrt(d * np.maximum(2 * radius - d, 0))
        d2 = np.maximum(side - wall, 0)
        shell = shell - np.sqrt(d2 * np.maximum(2 * radius - d - wall, 0))
        fade = smoothstep(arc, 0.0, 0.15) * (1 - smoothstep(arc, 0.85, 1.0))
        ends = (arc > 0.002) & (arc < 0.998)
        far = 1 - smoothstep(side, 0.35 * radius, 0.9 * radius)
        self.mu[rows, cols] += (MU_CORTEX * gain * shell * fade * far * ends).astype(np.float32)

    def ridge(self, curve: Points, *, width: float, amount: float, closed: bool = False) -> None:
        """Add a soft line of density (negative: of lucency) along a curve."""
        line = spline(curve, closed=closed)
        if closed:
            line = np.vstack([line, line[:1]])
        rows, cols, grid = self.grid.part(line, 4 * width)
        d, _, arc = line_distance(grid, line)
        fade = 1.0 if closed else smoothstep(arc, 0, 0.12) * (1 - smoothstep(arc, 0.88, 1.0))
        self.mu[rows, cols] += (amount * np.exp(-0.5 * (d / width) ** 2) * fade).astype(np.float32)

    def glow(
        self, outline: Points, amount: float, *, soft: float, only: Solid | None = None
    ) -> None:
        """Add a soft-edged area of density (negative: of lucency), optionally within a bone."""
        curve = spline(outline)
        rows, cols, grid = self.grid.part(curve, 3 * soft)
        if only is not None:
            rows, cols, grid = only.rows, only.cols, only.grid
        d = inside_distance(grid, curve) + 0.3 * self.wobble()[rows, cols]
        value = amount * smoothstep(d, -soft, soft)
        if only is not None:
            value = value * smoothstep(only.sd, 0.0, 0.5)
        self.mu[rows, cols] += value.astype(np.float32)

    def implant(self, outline: Points, *, smooth: bool = True, depth: float = 1.0) -> None:
        """Add a metal part (nearly opaque, sharp edges)."""
        s = self.solid(outline, depth=depth, rough=0.0, smooth=smooth)
        self.add(s, (0.22 * s.chord()).astype(np.float32))
        cover = smoothstep(s.sd, 0.0, 0.25)
        part = self.metal[s.rows, s.cols]
        np.maximum(part, cover, out=part)

    def letter(self, name: str, x: float, y: float, size: float = 7.0) -> None:
        """Lay a small lead letter (L or R) on the film with its corner at (x, y)."""
        strokes: dict[str, list[list[Point]]] = {
            "L": [[(0, 0), (0, 1), (0.62, 1)]],
            "R": [
                [(0, 1), (0, 0), (0.38, 0), (0.58, 0.08), (0.64, 0.27), (0.58, 0.46), (0.38, 0.54)],
                [(0.38, 0.54), (0, 0.54)],
                [(0.34, 0.54), (0.68, 1)],
            ],
        }
        for stroke in strokes[name]:
            line = np.asarray([(x + size * u, y + size * v) for u, v in stroke])
            rows, cols, grid = self.grid.part(line, 3.0)
            d, _, _ = line_distance(grid, line, step=1)
            part = self.metal[rows, cols]
            np.maximum(part, 1 - smoothstep(d, 0.07 * size, 0.07 * size + 0.2), out=part)

    def expose(self, look: Look) -> NDArray[np.uint8]:
        """Expose and read out the film: Beer-Lambert, scatter, blur, grain, log display."""
        mm, (h, w) = self.grid.mm, self.mu.shape
        y = np.linspace(-1, 1, h, dtype=np.float32)[:, None]
        x = np.linspace(-1, 1, w, dtype=np.float32)[None, :]
        heel = 1 - 0.07 * y + 0.03 * x - 0.02 * (x * x + y * y)
        rays: F32 = (np.exp(-self.mu - 2.4 * self.metal) * heel).astype(np.float32)
        rays = rays + look.scatter * blur(rays.astype(np.float32), 18.0 / mm)
        rays = blur(rays.astype(np.float32), max(look.blur_mm / mm, 0.45))
        grain = self.rng.standard_normal((h, w), dtype=np.float32)
        grain = 0.75 * grain + 1.1 * blur(grain, 1.0)
        rays = np.maximum(rays + grain * np.sqrt(rays / look.photons), 1e-4).astype(np.float32)
        image = (-np.log(rays)).astype(np.float32)
        image = image - look.flatten * blur(image, look.flatten_mm / mm)
        image = image + look.edge * (image - blur(image, 0.9 / mm))
        clear = image[self.metal < 0.05]
        low, high = (float(v) for v in np.quantile(clear[::7], [look.low, look.high]))
        shown = np.clip((image - low) / (high - low), 0, 1.3)
        shown = np.where(shown > 0.85, 0.85 + 0.15 * np.tanh((shown - 0.85) / 0.15), shown)
        shown = np.maximum(shown, 0) ** look.gamma
        shown = np.maximum(shown, 0.985 * self.metal)
        if look.shutter > 0:
            px, py = self.grid.centres()
            right = self.grid.left + w * mm
            foot = self.grid.top + h * mm
            edge = np.minimum(
                np.minimum(px - self.grid.left, right - px),
                np.minimum(py - self.grid.top, foot - py),
            )
            shown = shown * smoothstep(
                edge.astype(np.float32), look.shutter - 0.3, look.shutter + 0.3
            )
        out: NDArray[np.uint8] = np.round(8 + 244 * np.clip(shown, 0, 1)).astype(np.uint8)
        return out


@dataclass(frozen=True)
class Bite:
    """A piece taken out of a bone: its outline, the share of the depth lost and its rim."""

    outline: Points
    fraction: float = 0.8
    soft: float = 0.3
    rim: float = 0.0
    rim_width: float = 0.5


def jpeg(picture: NDArray[np.uint8], quality: int = 88) -> bytes:
    """Return a grey or coloured picture as JPEG without any metadata."""
    out = BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def bitmap(mask: NDArray[np.bool_]) -> bytes:
    """Return a mask as PNG of one bit to a pixel, without any metadata."""
    out = BytesIO()
    Image.fromarray(mask).save(out, "PNG", optimize=True)
    return out.getvalue()
