"""Axial CT of a right knee with a split-depression fracture of the lateral tibial plateau.

The patient lies on the back: front is up, and the lateral side of the right knee is on the left.
Marrow fat that has run out of the fracture floats on the blood in the joint, at one and the same
level in every slice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from image_maker.ct import (
    AIR,
    BLOOD,
    FAT,
    MUSCLE,
    TENDON,
    Body,
    Keys,
    Rings,
    paint,
    ring,
    scan,
)
from image_maker.geometry import F32, Grid, band_noise, ellipse, smoothstep

Slice = tuple[int, NDArray[np.uint8], NDArray[np.uint8]]

SIZE, MM = 400, 0.4
SLICES, SPACING, FIRST = 24, 4.0, 40.0
LEVEL = -42.0
"""Height (mm in the picture) of the surface between fat and blood in the joint."""

FEMUR: Keys = [
    (52.0, [[(-24, -16), (-12, -25), (2, -26), (16, -24), (25, -14), (26, 0), (18, 8), (0, 6),
             (-18, 8), (-26, 0)]]),
    (42.0, [[(-30, -16), (-18, -27), (-2, -26), (14, -26), (28, -16), (33, -2), (28, 9), (14, 11),
             (0, 7), (-14, 11), (-28, 9), (-33, -2)]]),
    (33.0, [[(-37, -12), (-28, -28), (-16, -32), (0, -26), (12, -29), (26, -24), (36, -10),
             (41, 2), (36, 14), (26, 22), (12, 17), (0, 9), (-12, 17), (-26, 22), (-37, 13),
             (-39, 2)]]),
    (25.0, [[(-38, -8), (-30, -28), (-18, -34), (-6, -29), (2, -26), (12, -30), (24, -27),
             (34, -12), (41, 2), (40, 15), (32, 29), (20, 31), (11, 22), (4, 8), (-2, 6), (-8, 10),
             (-12, 23), (-21, 32), (-32, 29), (-39, 14), (-40, 2)]]),
    (17.0, [[(-36, -6), (-30, -24), (-19, -31), (-6, -26), (2, -23), (12, -27), (24, -25),
             (33, -10), (38, 2), (39, 16), (33, 30), (21, 32), (11, 23), (8, 6), (3, -8), (-3, -9),
             (-8, 4), (-11, 23), (-21, 32), (-32, 29), (-37, 15), (-37, 3)]]),
    (11.0, [[(-33, -8), (-26, -22), (-16, -21), (-9, -8), (-9, 8), (-11, 21), (-20, 28), (-30, 25),
             (-35, 13), (-35, 2)],
            [(10, -20), (22, -21), (31, -8), (36, 4), (36, 16), (30, 27), (20, 28), (11, 20),
             (9, 6), (7, -9)]]),
    (7.0, [[(-30, -8), (-22, -16), (-13, -10), (-11, 6), (-14, 18), (-22, 20), (-30, 14),
            (-32, 3)],
           [(14, -16), (24, -14), (31, -2), (32, 10), (26, 20), (17, 19), (11, 8), (10, -7)]]),
    (4.6, [ellipse(-21.5, 1.5, 4.5, 9.5, 4), ellipse(21, 1.5, 6.0, 11, -4)],
     ),
]  # fmt: skip
TIBIA: Keys = [
    (4.0, [[(-35, -4), (-30, -14), (-18, -19), (-6, -20), (8, -21), (22, -18), (33, -8), (36, 5),
            (32, 19), (22, 27), (11, 25), (5, 19), (-2, 18), (-9, 22), (-20, 25), (-31, 17),
            (-36, 6)]]),
    (-3.0, [[(-37, -3), (-32, -14), (-19, -20), (-6, -23), (8, -23), (23, -19), (35, -8), (38, 6),
             (34, 20), (23, 29), (11, 27), (4, 21), (-3, 20), (-10, 24), (-21, 27), (-33, 19),
             (-38, 7)]]),
    (-10.0, [[(-37, -2), (-32, -14), (-20, -21), (-6, -26), (8, -26), (22, -20), (34, -8),
              (37, 6), (32, 19), (22, 27), (10, 25), (3, 21), (-4, 20), (-12, 24), (-22, 26),
              (-33, 19), (-37, 8)]]),
    (-18.0, [[(-33, -2), (-30, -13), (-20, -22), (-8, -30), (5, -30), (18, -21), (29, -8),
              (32, 5), (27, 17), (17, 23), (5, 20), (-6, 19), (-18, 22), (-28, 17), (-33, 8)]]),
    (-28.0, [[(-27, -4), (-23, -15), (-14, -26), (-6, -34), (3, -34), (12, -24), (22, -10),
              (26, 3), (22, 13), (12, 18), (0, 17), (-12, 18), (-23, 13), (-27, 5)]]),
    (-40.0, [[(-21, -4), (-17, -16), (-10, -27), (-4, -33), (2, -32), (9, -22), (17, -9),
              (21, 3), (17, 11), (8, 14), (-3, 13.5), (-14, 12), (-20, 5)]]),
    (-56.0, [[(-15, -4), (-11, -17), (-5, -27), (0, -30), (5, -25), (11, -12), (15, 1), (12, 8),
              (4, 11), (-6, 10), (-13, 5)]]),
]  # fmt: skip
FIBULA: Keys = [
    (-10.5, [ellipse(-36, 22, 2.6, 2.6)]),
    (-14.0, [ellipse(-36, 21, 6.5, 6.0)]),
    (-20.0, [[(-47, 18), (-42, 11), (-34, 10.5), (-26, 15), (-25, 22), (-30, 29), (-40, 30),
              (-46, 25)]]),
    (-28.0, [[(-45, 19), (-41, 13.5), (-34, 12), (-27.5, 16), (-27, 22), (-32, 28), (-40, 28.5),
              (-45, 24)]]),
    (-38.0, [[(-42, 19), (-38, 14.5), (-32, 15), (-29, 20), (-32, 25), (-38, 25.5)]]),
    (-56.0, [[(-40, 18), (-36, 13), (-31, 14.5), (-28.5, 19), (-31.5, 23.5), (-37, 24)]]),
]  # fmt: skip
PATELLA: Keys = [
    (36.0, [ellipse(-2, -56, 9, 3.5)]),
    (31.0, [[(-17, -55), (-8, -61), (3, -61.5), (13, -57), (15, -52), (7, -47), (-2, -45),
             (-11, -47)]]),
    (21.0, [[(-24, -54), (-15, -61.5), (-3, -64), (10, -61), (20, -54), (17, -49), (8, -45),
             (-1, -40.5), (-11, -45), (-21, -50)]]),
    (11.0, [[(-17, -55), (-10, -61), (-1, -63), (8, -60), (15, -54), (11, -50), (4, -46.5),
             (-2, -44.5), (-9, -48)]]),
    (3.0, [[(-9, -56), (-4, -60.5), (2, -60.5), (7, -56), (3, -52), (-4, -52)]]),
    (0.0, [ellipse(-1, -56.5, 4.0, 2.6)]),
]  # fmt: skip
CAVITY: Keys = [
    (56.0, [[(-22, -46), (-10, -52), (4, -53), (18, -48), (23, -36), (12, -27), (-10, -27),
             (-22, -34)]]),
    (42.0, [[(-38, -34), (-28, -48), (-12, -54), (4, -54), (20, -50), (33, -38), (35, -22),
             (24, -18), (0, -22), (-24, -18), (-37, -20)]]),
    (32.0, [[(-45, -16), (-44, -36), (-33, -51), (-20, -54), (0, -46), (16, -53), (30, -48),
             (41, -32), (44, -10), (38, -6), (26, -16), (0, -20), (-26, -16), (-40, -4)]]),
    (22.0, [[(-44, -6), (-43, -32), (-33, -48), (-22, -50), (0, -38), (16, -48), (28, -45),
             (40, -26), (44, -2), (40, 6), (26, -12), (0, -16), (-26, -12), (-40, 6)]]),
    (12.0, [[(-40, 0), (-39, -20), (-30, -35), (-18, -34), (0, -26), (14, -32), (28, -30),
             (38, -14), (41, 4), (36, 22), (22, 33), (4, 20), (-4, 20), (-22, 34), (-37, 22)]]),
    (3.0, [[(-38, 0), (-34, -16), (-22, -22), (0, -23), (22, -22), (36, -10), (40, 5), (35, 21),
            (23, 31), (8, 26), (-8, 26), (-23, 30), (-36, 18)]]),
    (-1.0, [[(-38, 2), (-33, -14), (-19, -20), (0, -23), (22, -19), (35, -8), (39, 5), (34, 20),
             (23, 29), (4, 21), (-10, 24), (-22, 27), (-35, 18)]]),
]  # fmt: skip
SKIN: Rings = [
    (60, -1, -2, 64, 68, 0), (36, 0, -1, 62, 70, 0), (20, 0, -1, 60, 70, 0), (0, 0, 0, 57, 67, 0),
    (-14, -1, 4, 57, 60, 0), (-24, -2, 9, 57, 56, 0), (-40, -4, 13, 57, 55, 0),
    (-60, -5, 16, 58, 56, 0),
]  # fmt: skip
MUSCLES: list[Rings] = [
    [(60, 42, -26, 24, 13, 62), (40, 45, -20, 20, 8, 66), (24, 46, -14, 13, 2.6, 76),
     (20, 46, -12, 5, 0.4, 78)],  # vastus medialis
    [(60, -44, -20, 26, 7, -62), (42, -46, -16, 20, 3.2, -70), (34, -46, -14, 10, 0.6, -72)],
    [(60, -38, 36, 15, 20, 24), (30, -43, 35, 10.5, 16.5, 14), (5, -48, 29, 4.0, 8.5, 8),
     (-14, -45, 24, 2.4, 4, 8)],  # biceps femoris
    [(60, 26, 43, 19, 16, 16), (30, 30, 43, 14, 12, 18), (12, 34, 39, 6, 5, 20),
     (-8, 34, 30, 3, 2.4, 40)],  # semimembranosus
    [(60, 48, 26, 5.5, 12, -12), (20, 50, 26, 4.2, 11, -10), (-10, 46, 22, 2.6, 10, -20),
     (-40, 32, 8, 1.6, 8, -28)],  # sartorius
    [(30, 20, 37, 6, 3, 15), (14, 24, 46, 12, 7, 18), (-8, 24, 49, 17, 11, 16),
     (-34, 22, 48, 20, 15, 12), (-60, 19, 48, 21, 17, 8)],  # gastrocnemius, medial head
    [(28, -22, 37, 6, 3, -15), (12, -24, 46, 11, 7, -18), (-8, -22, 49, 15, 10, -14),
     (-34, -20, 51, 18, 13, -10), (-60, -20, 52, 19, 15, -6)],  # lateral head
    [(-2, -24, 28, 7, 2.4, 20), (-14, -8, 27, 20, 6, 10), (-28, 1, 25, 23, 8.5, -3),
     (-48, 2, 21, 22, 9, -8), (-60, 2, 20, 20, 9, -10)],  # popliteus
    [(-22, -34, 33, 6, 3, 10), (-36, -22, 35, 20, 8, 4), (-60, -10, 37, 30, 11, 0)],  # soleus
    [(-14, -36, -10, 4, 2, -50), (-26, -34, -9, 12, 7, -58), (-40, -31, -8, 17, 10, -60),
     (-60, -28, -8, 19, 11.5, -60)],  # tibialis anterior and long extensors
    [(-26, -46, 10, 3, 6, 0), (-40, -46, 10, 6.5, 10, 12), (-60, -45, 10, 8, 13, 14)],  # peronei
]  # fmt: skip
CORDS: list[tuple[float, Rings]] = [
    (TENDON, [(60, -2, -58, 20, 3.6, 0), (36, -2, -60, 17, 3.0, 0), (30, -2, -63, 12, 1.2, 0)]),
    (TENDON, [(6, -1, -62, 10, 1.4, 0), (0, -1, -57.5, 12, 2.4, 0), (-14, -1, -49, 12.5, 2.7, 0),
              (-26, -1, -38.5, 11, 2.6, 0), (-33, -1, -35, 8, 1.4, 0)]),
    (TENDON, [(45, -52, -6, 1.3, 17, 4), (10, -47, -5, 1.4, 13, 8), (-8, -40, -9, 1.2, 7, 24)]),
    (TENDON, [(26, 44, 2, 1.1, 8, 0), (0, 41.5, 2, 1.1, 8, 0), (-30, 31, -2, 1.0, 8, -16)]),
    (TENDON, [(22, -42.5, 4, 1.4, 2.4, 0), (-12, -43, 18, 1.6, 2.4, 0)]),
    (TENDON, [(34, 44, 44, 2.0, 2.4, 0), (-8, 45, 34, 1.8, 2.2, 0), (-40, 30, 14, 1.2, 3, 0)]),
    (TENDON, [(36, 52, 36, 2.0, 3.0, 0), (-8, 48, 30, 1.8, 2.4, 0)]),
    (TENDON, [(20, 3, 3, 3.4, 5.0, 20), (8, 2, 12, 4.0, 5.5, 10), (-6, 1, 22, 5.5, 3, 0)]),
    (TENDON, [(20, -4, 8, 2.6, 6.0, -10), (9, -2, -2, 3.0, 7.0, 12), (4, 0, -12, 4.0, 5, 0)]),
    (64.0, [(60, -1, 41, 3.6, 3.4, 0), (20, -3, 43, 3.5, 3.3, 0), (-20, -4, 40, 3.2, 3.0, 0),
            (-60, 0, 31, 2.6, 2.4, 0)]),
    (52.0, [(60, -6, 46, 4.4, 3.4, 20), (20, -8, 49, 4.2, 3.2, 10), (-20, -9, 44, 3.6, 2.4, 0),
            (-60, -6, 33, 2.2, 1.8, 0)]),
    (40.0, [(60, -8, 57, 4.0, 3.0, 0), (20, -10, 60, 3.6, 2.8, 0), (-25, -5, 60, 2.2, 2.0, 0)]),
    (40.0, [(60, -26, 48, 2.6, 2.2, 0), (20, -38, 43, 2.5, 2.0, 0), (-24, -47, 27, 2.2, 1.6, 0)]),
    (45.0, [(60, 56, 30, 1.9, 1.9, 0), (-60, 45, 20, 1.7, 1.7, 0)]),
    (45.0, [(60, -2, 60, 1.2, 1.2, 0), (0, 0, 60, 1.2, 1.2, 0), (-60, 2, 65, 1.3, 1.1, 0)]),
]  # fmt: skip
MENISCI = ((-22.0, 4.0, 15.5, 19.0), (22.0, 5.0, 16.0, 23.0))
PIT = (-17.5, 3.0, 8.5, 11.5)
"""The depressed part of the joint surface: its middle and its half-axes in the picture."""


class Knee:
    """The knee, level by level, in Hounsfield units."""

    def __init__(self, seed: int) -> None:
        """Prepare the bodies and the noise from which every level is made."""
        self.rng = np.random.Generator(np.random.PCG64(seed))
        self.grid = Grid(SIZE, SIZE, MM, -SIZE * MM / 2, -SIZE * MM / 2)
        self.x, self.y = self.grid.centres()
        shape = (SIZE, SIZE)
        self.spongy = [band_noise(self.rng, shape, MM, 1.5, spread_octaves=1.2) for _ in range(40)]
        self.slow = [band_noise(self.rng, shape, MM, 44.0, spread_octaves=0.5) for _ in range(6)]
        self.strands = [band_noise(self.rng, shape, MM, 5.0, spread_octaves=0.9) for _ in range(16)]
        self.jag = band_noise(self.rng, shape, MM, 9.0, spread_octaves=0.45)
        self.femur = Body(self.grid, FEMUR, foot=3.0)
        self.tibia = Body(self.grid, TIBIA)
        self.fibula = Body(self.grid, FIBULA, top=2.5)
        self.patella = Body(self.grid, PATELLA, top=2.0, foot=2.0)
        self.cavity = Body(self.grid, CAVITY, foot=3.0)

    def through(self, fields: list[F32], z: float, step: float) -> F32:
        """Blend a pile of noise fields so that it changes smoothly with height."""
        t = (z + 80.0) / step
        i, part = int(t), t - int(t)
        a, b = fields[i % len(fields)], fields[(i + 1) % len(fields)]
        whole = (1 - part) * a + part * b
        out: F32 = (whole / np.hypot(1 - part, part)).astype(np.float32)
        return out

    def bone(
        self, hu: F32, depth: F32, z: float, *, wall: float, core: float, dense: F32 | float = 0.0
    ) -> F32:
        """Lay a bone over the level: a cortex of a thickness, and spongy bone within."""
        grain = self.through(self.spongy, z, 2.2)
        patch = self.through(self.slow, z, 14.0)
        near = np.exp(-np.maximum(depth - wall, 0) / 5.0)
        inner = (
            core
            + (50 + 0.6 * max(core, 0.0)) * near
            + dense
            + (70 + 0.16 * max(core, 0.0)) * grain
            + 35 * patch
        )
        hu = paint(hu, depth, 1340.0 + 40 * patch, soft=0.25)
        return paint(hu, depth - wall, inner.astype(np.float32), soft=0.45)

    def surface(self) -> F32:
        """Return the height of the tibial joint surface, with its slope and its two spines."""
        x, y = self.x, self.y
        top = 0.6 - 0.09 * y
        for mx, my, rx, ry in MENISCI:
            cup = np.exp(-(((x - mx) / rx) ** 2) - ((y - my) / ry) ** 2)
            top = top - (1.6 if mx > 0 else 0.4) * cup
        for sx, sy, high in ((-5.5, 4.0, 6.5), (5.5, 2.0, 8.0)):
            top = top + high * np.exp(-(((x - sx) / 2.8) ** 2) - ((y - sy) / 5.5) ** 2)
        return top.astype(np.float32)

    def split(self, z: float) -> F32:
        """Return the distance (mm) to the medial side of the split, in the picture's x."""
        at = -20.5 + 0.56 * z - 0.16 * self.y
        rough = 1.0 * self.jag + 0.22 * self.through(self.strands, z, 6.0)
        out: F32 = (self.x - at + rough).astype(np.float32)
        return out

    def broken_tibia(self, hu: F32, z: float) -> F32:
        """Lay the tibia over the level: main part, lateral fragment and depressed surface."""
        x, y = self.x, self.y
        top = self.surface()
        wall = float(np.interp(z, [-56, -34, -20, -8, 2], [4.6, 2.6, 1.2, 0.9, 0.9]))
        core = float(np.interp(z, [-56, -34, -20, -6, 2], [-80, 10, 110, 220, 250]))
        px, py, rx, ry = PIT
        pit = (1 - np.hypot((x - px) / rx, (y - py) / ry)) * rx + 0.5 * self.jag
        sunk = smoothstep(pit, -0.4, 0.6)
        down = sunk * (8.0 + 0.30 * (x - px) + 0.12 * (y - py))
        main = np.minimum(self.tibia.depth(z), (top - down - z) / 1.02)
        dense = 420 * sunk * np.exp(-(((top - down - z - 3.0) / 4.0) ** 2))
        side = self.split(z)
        gap = float(np.interp(z, [-23.0, -20.0, -8.0, 2.0], [0.0, 0.9, 2.8, 3.8]))
        if z < -23.0:
            return self.bone(hu, main, z, wall=wall, core=core, dense=dense)
        plate = wall + 0.9 * np.exp(-np.maximum(top - down - z, 0) / 1.5)
        hu = self.part(hu, main, side, z, wall=plate, core=core, dense=dense)
        across, sink = round(0.85 * gap / MM), 0.55 * gap
        body = np.roll(self.tibia.depth(z + sink), -across, axis=1)
        away = np.minimum(body, top - sink - z).astype(np.float32)
        if z > -8.0:  # the fragment ends where the depressed surface has broken off it
            away = np.minimum(away, 30 - 60 * np.roll(sunk, -across, axis=1))
        lateral = -side - gap
        hu = self.part(hu, away, lateral.astype(np.float32), z, wall=plate, core=core)
        for k, (fx, fy, fz, r) in enumerate(
            ((-24.0, -9.0, -5.0, 2.0), (-26.0, 8.0, -9.0, 1.7), (-23.5, 15.0, -3.0, 1.5))
        ):
            d = r - np.sqrt((x - fx) ** 2 + ((y - fy) / (1.5 + 0.2 * k)) ** 2 + (z - fz) ** 2)
            hu = paint(hu, (d + 0.4 * self.jag).astype(np.float32), 620.0, soft=0.5)
        return hu

    def part(
        self,
        hu: F32,
        depth: F32,
        side: F32,
        z: float,
        *,
        wall: F32,
        core: float,
        dense: F32 | float = 0.0,
    ) -> F32:
        """Lay a broken part of the tibia: cortex at its old surface only, none at the break."""
        whole = self.bone(hu, depth, z, wall=0.0, core=core, dense=dense)
        shell = paint(whole, (wall - depth).astype(np.float32), 1300.0, soft=0.4)
        inside = smoothstep(np.minimum(depth, side).astype(np.float32), -0.3, 0.3)
        out: F32 = (hu + inside * (shell - hu)).astype(np.float32)
        return out

    def soft(self, z: float) -> tuple[F32, F32]:
        """Return the soft tissue of a level, and the distance inside the skin."""
        bend = self.through(self.slow, z, 30.0)
        bend2 = self.through(self.slow[3:] + self.slow[:3], z, 30.0)
        x, y = (self.x + 1.3 * bend).astype(np.float32), (self.y + 1.3 * bend2).astype(np.float32)
        strand = self.through(self.strands, z, 6.0)
        skin = ring(self.x + 0.3 * bend, self.y, z, SKIN)
        hu = np.full((SIZE, SIZE), AIR, dtype=np.float32)
        hu = paint(hu, skin, 15.0)
        swollen = np.exp(-(((self.x + 52) / 16) ** 2) - ((self.y - 2) / 30) ** 2)
        swollen = swollen * np.exp(-(((z + 4) / 26) ** 2))
        septa = np.maximum(0.3 - np.abs(strand), 0) / 0.3
        fat = FAT + 10 * strand + (26 + 75 * swollen) * septa + 40 * swollen
        hu = paint(hu, skin - 1.7, fat.astype(np.float32), soft=0.5)
        for rings in MUSCLES:
            d = np.minimum(ring(x, y, z, rings), skin - 5.0)
            septa = np.maximum(0.4 - np.abs(strand + 0.7), 0) / 0.4
            fibre = MUSCLE + 6 * strand - 55 * septa
            hu = paint(hu, d, fibre.astype(np.float32), soft=0.4)
        return hu, skin

    def level(self, z: float) -> F32:
        """Return one level of the knee in Hounsfield units."""
        x, y = self.x, self.y
        hu, skin = self.soft(z)
        femur, tibia = self.femur.depth(z), self.tibia.depth(z)
        rim = np.minimum(femur, 40) if z > 2 else tibia
        if -30 < z < 30:
            capsule = rim + 3.6 * smoothstep(y + 0 * x, -12.0, 8.0) + 1.4
            hu = paint(hu, capsule.astype(np.float32), 52.0, soft=0.8)
        cavity = self.cavity.depth(z)
        cells = BLOOD - 34 * smoothstep(-y, -LEVEL - 6.5, -LEVEL - 3.5)
        filled = np.where(y < LEVEL, FAT + 10, cells) + 0 * x
        hu = paint(hu, cavity + 1.6, 55.0, soft=0.5) if z > -2 else hu
        hu = paint(hu, cavity, filled.astype(np.float32), soft=0.3)
        for value, rings in CORDS:
            hu = paint(hu, ring(x, y, z, rings), value, soft=0.4)
        if 8 < z < 36:
            hu = paint(hu, self.patella.depth(z) + 2.6 * smoothstep(y + 0 * x, -56, -48), 72.0)
        for mx, my, rx, ry in MENISCI:
            r = np.hypot((x - mx) / rx, (y - my) / ry)
            open_ = smoothstep(np.abs(x) - 7.0 + 0 * y, -3.0, 3.0)
            ringed = (0.20 - np.abs(r - 0.92)) * rx * open_ - 0.9 * abs(z - 2.2)
            hu = paint(hu, ringed.astype(np.float32), 92.0)
        if z < 6:
            in_gap = np.minimum(tibia, self.surface() - z + 3.0)
            hu = paint(hu, in_gap.astype(np.float32), 58.0) if z > -24 else hu
        if z > 2:
            wall = float(np.interp(z, [4, 20, 34, 52], [0.9, 0.9, 1.1, 2.4]))
            core = float(np.interp(z, [4, 14, 30, 52], [290, 230, 130, 0]))
            hu = paint(hu, femur + 2.0, 76.0) if z < 30 else hu
            hu = self.bone(hu, femur, z, wall=wall, core=core)
        if z > -4:
            hu = self.bone(hu, self.patella.depth(z), z, wall=1.3, core=290)
        if z < 11:
            hu = self.broken_tibia(hu, z)
        if z < -6:
            wall = float(np.interp(z, [-56, -34, -12], [2.6, 1.4, 0.8]))
            core = float(np.interp(z, [-56, -34, -12], [0, 90, 170]))
            hu = self.bone(hu, self.fibula.depth(z), z, wall=wall, core=core)
        return np.where(skin < -1, AIR, hu).astype(np.float32)


def height_of(number: int) -> float:
    """Return the height (mm above the joint line) of the middle of a slice, counted from 1."""
    return FIRST - SPACING * (number - 1)


def slices(seed: int, numbers: Iterable[int] = range(1, SLICES + 1)) -> Iterator[Slice]:
    """Draw slices, counted from 1 from above downwards: number, bone and soft-tissue window."""
    knee = Knee(seed)
    for number in numbers:
        rng = np.random.Generator(np.random.PCG64([seed, number]))
        bone, soft = scan(knee.level, height_of(number), rng, thickness=SPACING, mm=MM)
        yield number, bone, soft
