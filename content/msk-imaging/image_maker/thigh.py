"""The thigh: sheet-like calcinosis of dermatomyositis and myositis ossificans."""

from __future__ import annotations

from image_maker import knee
from image_maker.calcium import clumps, sheet, zonal
from image_maker.geometry import Point, ellipse, place
from image_maker.physics import MU_FAT, MU_MUSCLE, Film, Look


def dermatomyositis(seed: int) -> tuple[Film, Look]:
    """Draw the left distal thigh and knee with sheets of calcium along the fasciae."""
    film = Film((176, 216), (-91, -178), 0.168, seed)
    knee.soft_tissue(film)
    femur, _ = knee.bones(film, femur=knee.FEMUR, tibia=knee.TIBIA)
    del femur
    knee.lines(film, 0.0, 0.0)
    outer: list[Point] = [(-66, -185), (-64, -140), (-60, -100), (-54, -62), (-48, -34),
                          (-43, -40), (-44, -70), (-48, -105), (-50, -140),
                          (-52, -185)]  # fmt: skip
    inner: list[Point] = [(60, -185), (57, -145), (53, -105), (50, -70), (46, -38), (42, -44),
                          (42, -72), (41, -105), (40, -145), (42, -185)]  # fmt: skip
    deep: list[Point] = [(-42, -185), (-40, -130), (-44, -90), (-41, -74), (-36, -100),
                         (-33, -140), (-34, -185)]  # fmt: skip
    vast: list[Point] = [(36, -185), (33, -140), (35, -100), (33, -80), (27, -92), (22, -120),
                         (20, -150), (20, -185)]  # fmt: skip
    sheet(film, outer, amount=0.62, angle=86, cell=8.0)
    sheet(film, inner, amount=0.64, angle=94, cell=8.0)
    sheet(film, deep, amount=0.34, angle=88, cell=7)
    sheet(film, vast, amount=0.34, angle=96, cell=7)
    clumps(film, [(-60, -120), (-57, -90), (-52, -60), (-49, -60), (-53, -92), (-56, -122)],
           amount=0.22, nodules=26, size=3.0, base=0.3)  # fmt: skip
    clumps(film, [(54, -110), (51, -80), (47, -52), (44, -54), (47, -82), (50, -110)],
           amount=0.25, nodules=26, size=3.0, base=0.3)  # fmt: skip
    film.mu = film.mu[:, ::-1].copy()
    film.letter("L", 70, -170, size=8)
    return film, Look(low=0.10, high=0.998, gamma=1.35, flatten=0.34)


SHAFT: list[Point] = [
    (-16, -190), (-18, -90), (-19.5, -40), (-20, 0), (-19.5, 40), (-17, 90), (-14, 190),
    (17, 190), (13, 90), (10.5, 40), (10, 0), (10.5, -40), (12, -90), (15, -190),
]  # fmt: skip
MASS: list[Point] = [
    (-27, -38), (-33, -33), (-39, -22), (-42, -6), (-42.5, 10), (-39.5, 24), (-34, 34),
    (-28, 39), (-24, 33), (-22.8, 18), (-23.4, 0), (-23.0, -18), (-23.8, -30),
]  # fmt: skip


def myositis(seed: int) -> tuple[Film, Look]:
    """Draw the lateral mid-thigh with a zonal ossification in front of the femur."""
    film = Film((164, 200), (-92, -100), 0.157, seed)
    film.soft([(-82, -240), (-80, -100), (-79, -30), (-78, 30), (-72, 100), (-66, 240),
               (66, 240), (70, 100), (75, 20), (78, -50), (82, -240)],
              MU_FAT, most=115)  # fmt: skip
    extra = MU_MUSCLE - MU_FAT
    film.soft([(-70, -240), (-69, -100), (-69, -20), (-68, 40), (-62, 100), (-56, 240), (-12, 240),
               (-8, 0), (-10, -240)], extra * 1.1, most=60)  # fmt: skip
    film.soft([(6, -240), (4, 0), (8, 240), (54, 240), (58, 100), (62, 20), (65, -50), (68, -240)],
              extra * 1.1, most=60)  # fmt: skip
    film.soft([(-60, -240), (-58, 0), (-48, 240), (-30, 240), (-44, 0), (-46, -240)], extra * 0.5)
    film.bone(
        SHAFT,
        cortex=[(-19, -90, 6.5), (12, -90, 8.0), (-20, 0, 7.2), (10, 0, 9.0), (-16, 90, 6.0),
                (13, 90, 7.0)],
        trabecular=0.22, rough=0.15,
    )  # fmt: skip
    film.ridge([(9.6, -100), (8.8, -50), (8.2, 0), (8.8, 50), (10.5, 100)], width=1.4, amount=0.25)
    film.glow(ellipse(-33, 0, 13, 44), 0.10, soft=8)
    zonal(film, MASS, amount=0.60)
    zonal(film, place(MASS, scale=0.86, pivot=(-31, -6)), amount=0.10, rim=2.0)
    film.letter("R", 62, -92, size=7.5)
    return film, Look(low=0.10, high=0.998, gamma=1.3, flatten=0.36)
