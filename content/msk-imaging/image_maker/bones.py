"""Short tubular bones (metacarpals, metatarsals, phalanges) and other shapes used often."""

from __future__ import annotations

import numpy as np

from image_maker.geometry import Point, Points
from image_maker.physics import Bite, Film, Solid

# Half-widths along the axis: (fraction of the length, base share, shaft share, head share).
Profile = list[tuple[float, float, float, float]]
META: Profile = [
    (0.0, 0.55, 0, 0), (0.015, 0.85, 0, 0), (0.06, 1.0, 0, 0), (0.13, 0.86, 0.08, 0),
    (0.24, 0.2, 0.85, 0), (0.42, 0, 1.0, 0), (0.6, 0, 1.0, 0.02), (0.74, 0, 0.6, 0.42),
    (0.83, 0, 0, 0.9), (0.895, 0, 0, 1.0), (0.945, 0, 0, 0.9), (0.98, 0, 0, 0.62),
    (0.997, 0, 0, 0.3),
]  # fmt: skip
PHALANX: Profile = [
    (0.022, 0.4, 0, 0), (0.004, 0.74, 0, 0), (0.03, 0.94, 0, 0), (0.085, 0.99, 0, 0),
    (0.15, 0.84, 0.12, 0), (0.24, 0.45, 0.52, 0), (0.38, 0.05, 1.0, 0),
    (0.55, 0, 0.97, 0), (0.72, 0, 0.62, 0.36),
    (0.85, 0, 0, 0.98), (0.92, 0, 0, 1.0), (0.97, 0, 0, 0.86), (0.995, 0, 0, 0.55),
    (0.985, 0, 0, 0.15),
]  # fmt: skip
TIP: Profile = [
    (0.015, 0.4, 0, 0), (0.01, 0.76, 0, 0), (0.05, 0.96, 0, 0), (0.12, 0.95, 0, 0),
    (0.22, 0.6, 0.38, 0),
    (0.38, 0, 1.15, 0), (0.58, 0, 1.0, 0), (0.72, 0, 0.4, 0.6), (0.82, 0, 0, 1.0),
    (0.91, 0, 0, 0.97), (0.97, 0, 0, 0.7), (1.0, 0, 0, 0.3),
]  # fmt: skip
PROFILES = {"meta": META, "phalanx": PHALANX, "tip": TIP}


def tube_outline(
    base: Point, head: Point, kind: str, widths: tuple[float, float, float], lean: float = 0.0
) -> list[Point]:
    """Return the outline of a short tubular bone between the middles of its two ends."""
    axis = np.asarray(head, dtype=np.float64) - np.asarray(base, dtype=np.float64)
    length = float(np.hypot(*axis))
    along = axis / length
    across = np.asarray([-along[1], along[0]])
    wb, ws, wh = (w / 2 for w in widths)
    left: list[Point] = []
    right: list[Point] = []
    for f, a, b, c in PROFILES[kind]:
        half = a * wb + b * ws + c * wh
        mid = np.asarray(base) + f * axis + across * lean * np.sin(np.pi * f)
        for sign, side in ((1.0, left), (-1.0, right)):
            x, y = mid + sign * half * (1 + 0.05 * sign * np.sin(9 * f + wb)) * across
            side.append((float(x), float(y)))
    return left + right[::-1]


def tube(
    film: Film,
    base: Point,
    head: Point,
    kind: str,
    widths: tuple[float, float, float],
    *,
    lean: float = 0.0,
    bites: list[Bite] | None = None,
    mineral: float = 1.0,
    ends: float = 1.0,
    outline: Points | None = None,
) -> Solid:
    """Add a short tubular bone; ``ends`` scales the density of its two ends (osteopenia)."""
    (bx, by), (hx, hy) = base, head
    ws = widths[1]

    def at(f: float, value: float) -> tuple[float, float, float]:
        return bx + f * (hx - bx), by + f * (hy - by), value

    wall = 0.24 * ws
    angle = float(np.degrees(np.arctan2(hy - by, hx - bx)))
    return film.bone(
        outline or tube_outline(base, head, kind, widths, lean),
        cortex=[at(0.0, 0.5 * ends), at(0.12, 0.5 * ends), at(0.35, wall), at(0.5, 1.1 * wall),
                at(0.65, wall), at(0.88, 0.45 * ends), at(1.0, 0.5 * ends)],
        trabecular=[at(0.0, 2.1 * ends), at(0.15, 1.6 * ends), at(0.5, 0.7),
                    at(0.85, 1.6 * ends), at(1.0, 2.0 * ends)],
        angle=angle, grain=0.15, rough=0.06, bites=bites, mineral=mineral, depth=0.92,
    )  # fmt: skip


def ribbon(curve: Points, half: float, taper: float = 0.0, tip: bool = False) -> list[Point]:
    """Return the outline of a band of (tapering) half-width along a curve, its end round."""
    p = np.asarray(curve, dtype=np.float64)
    t = np.gradient(p, axis=0)
    n = np.stack([-t[:, 1], t[:, 0]], axis=1) / np.hypot(t[:, 0], t[:, 1])[:, None]
    h = half * (1 - taper * np.linspace(0, 1, len(p)))[:, None]
    a, b = p + h * n, p - h * n
    if tip:
        u = t[-1] / np.hypot(*t[-1])
        e = float(h[-1, 0])
        cap = [p[-1] + e * (0.86 * n[-1] + 0.5 * u), p[-1] + e * (0.45 * n[-1] + 0.85 * u)]
        cap += [p[-1] + e * u]
        cap += [p[-1] + e * (-0.45 * n[-1] + 0.85 * u), p[-1] + e * (-0.86 * n[-1] + 0.5 * u)]
        a = np.vstack([a, np.asarray(cap)])
    return [(float(x), float(y)) for x, y in np.vstack([a, b[::-1]])]
