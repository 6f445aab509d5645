"""A wrist before and after closed reduction of a fracture of the distal radius.

Both films have the same projection, size and place.  Shaft, ulna and picture frame stay; the distal
fragment is moved as one piece with the carpus and the hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from image_maker.bones import tube
from image_maker.geometry import F32, Point, Points, ellipse, line_distance, place, smoothstep
from image_maker.hand import CARPALS, FRACTURE, META, RADIUS, ULNA
from image_maker.physics import MU_CORTEX, MU_FAT, MU_MUSCLE, Film, Look

PIVOT: Point = (-10.0, 18.0)
SIZE: Point = (96.0, 124.0)
CORNER: Point = (-49.0, -68.0)
MM = 0.098

CORTEX = [(-16, -5, 0.9), (2, 1, 0.9), (-27, 0, 0.7), (6.5, 5, 0.7), (-24, 12, 0.8), (5, 12, 0.8),
          (-18, 28, 1.6), (1.5, 28, 1.5), (-15, 45, 2.9), (-0.5, 45, 2.7), (-14.5, 95, 3.4),
          (-1, 95, 3.4)]  # fmt: skip
SPONGY = [(-16, 0, 1.9), (2, 5, 1.9), (-10, 14, 1.4), (-9, 28, 0.9), (-8, 45, 0.5), (-8, 90, 0.35)]


@dataclass(frozen=True)
class Position:
    """Where the distal fragment stands: turned (degrees) and shifted (mm) from anatomical."""

    angle: float = 0.0
    shift: Point = (0.0, 0.0)

    def move(self, points: Points) -> list[Point]:
        """Move points with the fragment."""
        return place(points, angle=self.angle, shift=self.shift, pivot=PIVOT)

    def spread(self, anchors: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
        """Move the anchors of a quantity with the fragment."""
        moved = self.move([(x, y) for x, y, _ in anchors])
        return [(x, y, value) for (x, y), (_, _, value) in zip(moved, anchors, strict=True)]


BEFORE = Position(angle=-13.0, shift=(-2.4, 5.6))
AFTER = Position(angle=-1.5, shift=(-0.7, -0.15))
JOINT: tuple[Point, Point] = ((-22.8, -10.6), (5.4, 1.7))
"""Tip of the radial styloid and ulnar corner of the joint surface, before any shift."""


def shaft_or_fragment(film: Film, position: Position, *, distal: bool) -> F32:
    """Return the line integral of one part of the broken radius, on the whole film."""
    s = film.solid(position.move(RADIUS), rough=0.08, depth=0.85)
    body = film.bone_field(s, cortex=position.spread(CORTEX), trabecular=position.spread(SPONGY),
                           grain=0.15)  # fmt: skip
    line = np.asarray(position.move(FRACTURE))
    _, side, _ = line_distance(s.grid, line, step=1)
    side = side + 0.35 * film.wobble()[s.rows, s.cols]
    keep = smoothstep(-side if distal else side, -0.4, 0.4)
    out = np.zeros_like(film.mu)
    out[s.rows, s.cols] = body * keep
    return out


def seam(film: Film, position: Position) -> F32:
    """Return the share left along the fracture: the line stays open, but for where it is jammed."""
    line = np.asarray(position.move(FRACTURE))
    d, side, _ = line_distance(film.grid, line, step=1)
    ragged = (side + 0.35 * film.wobble()) / (0.34 + 0.05 * film.texture(0.0))
    jammed = smoothstep(np.full_like(d, position.shift[1]), 1.0, 2.0)
    out: F32 = (1 - 0.34 * (1 - jammed) * np.exp(-0.5 * ragged**2) * (d < 3)).astype(np.float32)
    return out


def radius(film: Film, position: Position) -> None:
    """Add the broken radius, denser where one part is driven into the other."""
    shaft = shaft_or_fragment(film, Position(), distal=False)
    fragment = shaft_or_fragment(film, position, distal=True)
    both = np.minimum(shaft, fragment)
    film.mu += (shaft + fragment - 0.68 * both) * seam(film, position)
    moved = position.move([(-21, -8), (-16, -2.6), (-10, 0.4), (-4, 1.6), (1, 2.8), (5, 3.4)])
    film.surface(moved, wall=0.7, radius=5, gain=0.55)


def hand(film: Film, position: Position) -> None:
    """Add the carpus and the metacarpals, which follow the fragment."""
    tilt = {"scaphoid": 50.0, "lunate": 90.0, "triquetrum": 110.0}
    for name, drawn in CARPALS.items():
        outline = drawn
        if name in tilt:
            x, y = np.mean(np.asarray(drawn), axis=0).tolist()
            outline = place(drawn, scale=1.06, pivot=(x, y), shift=(0.0, 1.0))
        film.bone(position.move(outline), cortex=0.75, trabecular=1.75, depth=0.95, grow=0.55,
                  angle=tilt.get(name, 90.0), grain=0.15, rough=0.08)  # fmt: skip
    pisiform = position.move(ellipse(17.3, -13.2, 4.6, 5.8, 15))
    film.bone(pisiform, cortex=0.5, trabecular=1.2, depth=0.8)
    for base, head, kind, widths in META.values():
        moved = position.move([base, head])
        tube(film, moved[0], moved[1], kind, widths)


def ulna(film: Film) -> None:
    """Add the ulna, which does not move."""
    film.bone(
        ULNA,
        cortex=[(14, 3, 0.8), (22, -3, 0.6), (9, 8, 0.7), (24, 8, 0.7), (10, 24, 1.3),
                (20, 24, 1.3), (8, 45, 2.5), (18.5, 45, 2.5), (8, 95, 3), (18.5, 95, 3)],
        trabecular=[(16, 6, 1.7), (15, 20, 1.0), (13, 45, 0.5), (13, 90, 0.35)], depth=0.9,
        grain=0.15,
    )  # fmt: skip


def tissue(film: Film, position: Position, swell: float) -> None:
    """Add fat and muscle; the hand follows the fragment, the forearm stays."""
    fat: list[Point] = [(-33 - swell, 0), (-36, -20), (-46, -40), (-70, -80), (-70, -140),
                        (50, -140), (43, -80), (38, -50), (33, -24), (31 + swell, 0)]  # fmt: skip
    lean: list[Point] = [(-27, -20), (-36, -44), (-60, -90), (-60, -140), (46, -140), (38, -80),
                         (32, -50), (28, -24), (26, 0)]  # fmt: skip
    near: list[Point] = [(32 + swell, 20), (35, 50), (36, 100), (-38 - swell, 100),
                         (-37 - swell, 50), (-34 - swell, 20)]  # fmt: skip
    film.soft([*position.move(fat), *near], MU_FAT, depth=0.75, most=40)
    film.soft([*position.move(lean), (27, 20), (30, 50), (31, 100), (-32, 100), (-31, 45),
               (-27, 10)], MU_MUSCLE - MU_FAT, most=34)  # fmt: skip
    thenar: list[Point] = [(-30, -38), (-52, -60), (-62, -100), (-20, -140), (-14, -80),
                           (-18, -50)]  # fmt: skip
    film.glow(position.move(thenar), 0.11, soft=7)
    film.glow(position.move([(24, -30), (36, -50), (44, -90), (40, -140), (26, -90)]), 0.08, soft=6)


CAST: list[Point] = [
    (-43.5, 100), (-42.5, 55), (-41, 22), (-41, 2), (-43.5, -16), (-50, -34), (-62, -60),
    (-70, -90), (-60, -110), (50, -100), (46.5, -62), (43, -40), (39, -16), (37.5, 4), (39, 24),
    (41, 52), (42, 100),
]  # fmt: skip


def cast(film: Film) -> None:
    """Add a plaster: two bright walls beside the limb, and its layered weave over everything."""
    outer = film.solid(CAST, rough=0.14, depth=0.8)
    inner = film.solid(CAST, rough=0.14, depth=0.8, grow=-4.2)
    rng, shape = film.rng, film.mu.shape
    wall = np.zeros_like(film.mu)
    flat = (np.minimum(outer.chord(), 52) - np.minimum(inner.chord(), 43.6)).clip(0)
    wall[outer.rows, outer.cols] = flat
    x, y = film.grid.centres()
    bend = 2.2 * film.wobble()
    turns = sum(
        smoothstep(
            np.sin(2 * np.pi * ((y + slope * x + bend) / pitch)).astype(np.float32), -0.2, 0.9
        )
        for slope, pitch in ((0.34, 31.0), (-0.28, 37.0))
    )
    weave = rng.standard_normal(shape, dtype=np.float32)
    mesh = np.sin(2 * np.pi * (x + 0.34 * y) / 1.25) * np.sin(2 * np.pi * (y - 0.34 * x) / 1.25)
    mottle = film.texture(0.0)
    cover = smoothstep(wall, 0.2, 2.0)
    film.mu += MU_CORTEX * 0.62 * wall
    film.mu += (cover * (0.055 * turns + 0.016 * mesh + 0.014 * mottle + 0.002 * weave)).astype(
        np.float32
    )


def film_of(seed: int, position: Position, *, swell: float, plaster: bool) -> tuple[Film, Look]:
    """Draw the wrist with the fragment in a position, bare or in plaster."""
    film = Film(SIZE, CORNER, MM, seed)
    tissue(film, position, swell)
    ulna(film)
    radius(film, position)
    hand(film, position)
    if plaster:
        cast(film)
    film.letter("R", 36, 44, size=6)
    return film, Look(low=0.06, high=0.998, gamma=1.25, flatten=0.3, flatten_mm=9, blur_mm=0.10)


def before(seed: int) -> tuple[Film, Look]:
    """Draw the wrist before reduction: shortened, tilted to the radial side, driven in."""
    return film_of(seed, BEFORE, swell=3.0, plaster=False)


def after(seed: int) -> tuple[Film, Look]:
    """Draw the same wrist after closed reduction, in a cast."""
    return film_of(seed, AFTER, swell=2.0, plaster=True)


def inclination(position: Position) -> float:
    """Return the radial inclination in degrees, against the line at right angles to the shaft."""
    (ax, ay), (bx, by) = position.move(JOINT)
    return float(np.degrees(np.arctan2(by - ay, bx - ax)))
