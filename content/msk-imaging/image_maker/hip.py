"""The right hip from the front after total hip replacement, with heterotopic bone."""

from __future__ import annotations

import numpy as np

from image_maker.bones import ribbon
from image_maker.geometry import Point, ellipse
from image_maker.physics import MU_FAT, MU_MUSCLE, Film, Look

FEMUR: list[Point] = [
    (-50, -5), (-57, -3), (-63, 5), (-66, 16), (-66.5, 27), (-64, 40), (-60, 56), (-58, 80),
    (-56.5, 120), (-55, 210), (-24, 210), (-25, 120), (-25.5, 88), (-23.5, 70), (-17.5, 62),
    (-14.5, 55), (-17.5, 48), (-22, 43), (-22.5, 36), (-24, 28), (-33, 21), (-42, 13), (-45, 5),
    (-46.5, -2),
]  # fmt: skip
ILIUM: list[Point] = [
    (-70, -170), (-52, -115), (-42, -88), (-35, -68), (-31, -52), (-31, -42), (-28, -34),
    (-26, -22), (-22, -17), (-17, -20), (-9, -25), (0, -27), (10, -25), (19, -19), (25, -9),
    (27, 0), (26, 9), (22, 16), (17, 22), (15, 28), (26, 33), (34, 20), (40, 8), (45, -2),
    (46, -16), (46, -30), (50, -48), (58, -68), (70, -88), (78, -170),
]  # fmt: skip
PUBIS: list[Point] = [
    (22, -12), (32, -16), (44, -13), (56, -4), (70, 3), (84, 6), (92, 10), (93, 24), (91, 40),
    (84, 48), (78, 42), (76, 30), (70, 20), (58, 15), (46, 13), (36, 14), (26, 12),
]  # fmt: skip
ISCHIUM: list[Point] = [
    (14, 16), (26, 8), (34, 14), (35, 28), (34, 42), (38, 54), (48, 62), (60, 58), (72, 48),
    (82, 38), (90, 40), (88, 50), (76, 62), (62, 73), (48, 81), (34, 85), (22, 82), (14, 72),
    (10, 58), (11, 44), (14, 32),
]  # fmt: skip


def soft_tissue(film: Film) -> None:
    """Add the pelvis and the thigh."""
    film.soft([(-75, -220), (-80, -100), (-88, -40), (-95, 10), (-96, 60), (-90, 130), (-88, 240),
               (20, 240), (32, 140), (40, 104), (58, 96), (90, 100), (260, 120), (260, -220)],
              MU_FAT, most=95)  # fmt: skip
    extra = MU_MUSCLE - MU_FAT
    film.soft([(-60, -220), (-64, -110), (-70, -40), (-76, 10), (-77, 60), (-74, 130), (-72, 240),
               (4, 240), (18, 140), (28, 104), (50, 86), (90, 90), (240, 100), (240, -220)],
              extra, most=85)  # fmt: skip
    film.soft([(-40, -130), (-66, -60), (-68, -10), (-56, 4), (-44, -20), (-34, -60), (-34, -110)],
              extra * 1.2, most=40)  # fmt: skip
    film.soft([(60, -190), (34, -110), (8, -30), (-8, 30), (-16, 56), (2, 40), (30, -20),
               (60, -90), (90, -190)], extra * 0.9, most=40)  # fmt: skip
    film.soft([(14, 60), (-10, 120), (-14, 200), (6, 200), (24, 130), (36, 90)], extra, most=40)


def prosthesis(film: Film) -> None:
    """Add cup, head, neck and stem."""
    tilt = np.deg2rad(42)
    turn = np.asarray([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    a = np.deg2rad(np.linspace(180, 360, 26))
    outer = np.stack([26.5 * np.cos(a), 26.5 * np.sin(a)], axis=1)
    inner = np.stack([21.5 * np.cos(a[::-1]), 21.5 * np.sin(a[::-1])], axis=1)
    cup = np.vstack([outer, inner]) @ turn.T
    film.implant([(float(x), float(y)) for x, y in cup], smooth=False, depth=0.9)
    b = np.deg2rad(np.linspace(0, 360, 60, endpoint=False))
    ball = np.stack([14.2 * np.cos(b), 14.2 * np.sin(b) + 0.6], axis=1)
    film.implant([(float(x), float(y)) for x, y in ball], smooth=False)
    film.implant([(-3, 10), (-10, 3), (-24.5, 15.5), (-31, 15.5), (-40, 10.5), (-45, 10.5),
                  (-48.5, 14), (-49.5, 22), (-48, 50), (-45.6, 90), (-43.2, 128), (-41.8, 138),
                  (-40.2, 140.5), (-38.6, 138), (-36.6, 110), (-33.6, 75), (-30, 52), (-26, 36),
                  (-20.5, 27), (-17.5, 22.5)], smooth=False, depth=0.9)  # fmt: skip
    film.implant(ribbon([(9, -24), (13, -37), (17, -50)], 2.4, 0.35), depth=0.8)


TROCHANTER_SPUR: list[Point] = [
    (-61, 10), (-65, 0), (-64.5, -8), (-66, -15), (-62.5, -21), (-60, -29), (-54.5, -33),
    (-50, -39), (-43.5, -42.5), (-40.5, -40), (-42, -35), (-46, -31), (-45.5, -26), (-49, -20),
    (-47.5, -13), (-49, -6), (-47, 2), (-50, 9),
]  # fmt: skip
ILIAC_SPUR: list[Point] = [
    (-29, -64), (-35, -66), (-41, -62.5), (-47, -62), (-51, -57), (-49.5, -52), (-46, -50.5),
    (-44, -46.5), (-38.5, -46), (-37.5, -39), (-34.5, -34), (-31, -27), (-26, -25), (-24, -40),
]  # fmt: skip


def loose_bone(film: Film) -> None:
    """Add small separate islands of new bone in the soft tissue."""
    film.bone(
        [(-20, 41), (-15, 34), (-10, 32.5), (-6, 34.5), (-7.5, 41), (-12, 44.5), (-17, 50)],
        cortex=0.8, trabecular=1.2, depth=0.6, grain=0.22, rough=0.4, mineral=1.2,
    )  # fmt: skip
    film.bone(ellipse(-60, -46, 4.4, 3.0, 30), cortex=0.9, trabecular=1.2, depth=0.8, rough=0.4,
              mineral=1.4)  # fmt: skip


def ossified(seed: int) -> tuple[Film, Look]:
    """Draw the hip with its prosthesis and heterotopic ossification."""
    film = Film((190, 234), (-96, -86), 0.183, seed)
    soft_tissue(film)
    pelvis = film.union([ILIUM, PUBIS, ISCHIUM, ILIAC_SPUR], depth=0.62, melt=1.2)
    film.add(pelvis, film.bone_field(
        pelvis,
        cortex=[(-40, -80, 2.4), (-28, -35, 2.4), (0, -28, 1.6), (46, -20, 2.2), (60, -75, 2.2),
                (20, -120, 1.0), (20, -70, 0.7), (12, 60, 1.8), (35, 30, 1.6), (70, 60, 1.4),
                (60, 5, 1.6), (85, 30, 1.2)],
        trabecular=[(-5, -40, 1.3), (-40, -54, 1.8), (-22, -70, 0.9), (15, -80, 0.4),
                    (60, -80, 0.7), (30, 5, 1.2), (20, 70, 1.0), (60, 10, 1.1)],
        angle=75, grain=0.13))  # fmt: skip
    film.glow([(-16, -150), (-14, -80), (4, -62), (28, -72), (40, -110), (40, -150)], -0.22,
              soft=12)  # fmt: skip
    film.surface([(76, -110), (62, -76), (50, -48), (46, -26), (54, -10), (70, 1), (86, 6)][::-1],
                 wall=1.6, radius=10, gain=0.8)  # fmt: skip
    film.surface([(48, -30), (40, -10), (36, 8), (33, 22), (30, 40)], wall=1.2, radius=7, gain=0.7)
    film.surface([(31, -2), (31, 10), (29, 20), (26, 24)], wall=1.2, radius=5, gain=0.8)
    femur = film.union([FEMUR, TROCHANTER_SPUR], depth=0.9, melt=1.0)
    film.add(femur, film.bone_field(
        femur,
        cortex=[(-66, 20, 1.0), (-50, -4, 0.9), (-60, 55, 4), (-24, 40, 3), (-15, 55, 1.6),
                (-57, 100, 6.4), (-25, 100, 6.6), (-55, 200, 7.5), (-24, 200, 7.5),
                (-56, -20, 1.5), (-46, -36, 1.5)],
        trabecular=[(-56, 12, 1.2), (-42, 30, 0.9), (-42, 60, 0.5), (-40, 130, 0.25),
                    (-56, -20, 1.9), (-46, -37, 2.2)],
        angle=75, grain=0.14))  # fmt: skip
    film.ridge([(-62, 6), (-52, 14), (-45, 24), (-38, 40)], width=1.4, amount=0.12)
    loose_bone(film)
    prosthesis(film)
    film.letter("R", -88, -78, size=8)
    return film, Look(low=0.05, high=0.998, gamma=1.5, flatten=0.46, flatten_mm=16)
