"""The right shoulder from the front: normal, calcific tendinopathy, anterior dislocation."""

from __future__ import annotations

from image_maker.bones import ribbon
from image_maker.calcium import clumps
from image_maker.geometry import Point, place, spline
from image_maker.physics import MU_FAT, MU_LUNG, MU_MUSCLE, Film, Look

HUMERUS: list[Point] = [
    (-22, 190), (-21, 130), (-21.5, 95), (-24, 65), (-24.5, 45), (-26, 30), (-29, 16), (-30, 4),
    (-29, -6), (-26, -13.5), (-21.5, -17), (-17.5, -17.6), (-13, -20), (-6, -23.3), (2, -24.3),
    (11, -22), (18, -16.5), (22.8, -8.5), (24.3, 0), (23, 9), (19, 16.5), (13, 22.5), (8, 29),
    (4, 39), (1.5, 54), (1, 80), (1, 130), (0, 190),
]  # fmt: skip
SCAPULA: list[Point] = [
    (27, -21), (33, -23), (42, -27), (50, -26), (58, -27), (74, -34), (90, -43), (98, -38),
    (102, -10), (103, 30), (97, 75), (88, 112), (80, 130), (72, 132), (66, 118), (56, 90),
    (46, 66), (38, 46), (33, 32), (28.5, 22), (25, 14), (23, 3), (23, -10),
]  # fmt: skip
CORACOID: list[Point] = [
    (50, -24), (48, -34), (41, -40), (32, -38), (24, -31), (18, -22), (16.5, -16), (20, -13.5),
    (25, -17), (31, -22), (38, -24), (44, -20),
]  # fmt: skip
ACROMION: list[Point] = [
    (-25, -40), (-22.5, -36.2), (-15, -36), (-5, -38), (3, -40), (7, -43), (6.5, -48), (4.5, -52),
    (-3, -53), (-13, -50), (-21, -45.5),
]  # fmt: skip
SPINE: list[Point] = [
    (-12, -37), (0, -39), (14, -38), (30, -33), (48, -24), (70, -12), (92, 0), (96, -5),
    (76, -20), (56, -33), (38, -42), (20, -47), (4, -49), (-10, -47),
]  # fmt: skip
CLAVICLE: list[Point] = [
    (9.4, -46), (8.6, -51), (10, -56), (16, -58.6), (27, -59), (42, -60), (60, -65), (82, -73),
    (110, -80), (150, -84), (150, -71), (112, -67.5), (86, -61), (64, -53), (46, -48.5),
    (30, -46.5), (18, -44.5), (12.5, -44),
]  # fmt: skip


def soft_tissue(film: Film, *, flat: bool = False) -> None:
    """Add the torso, the arm (its roundness lost when ``flat``) and the lung."""
    round_: list[Point] = [(-42, -46), (-54, -18), (-58, 20), (-58, 70), (-56, 200)]
    lost: list[Point] = [(-34, -50), (-40, -28), (-41, 10), (-44, 70), (-58, 200)]
    side = lost if flat else round_
    film.soft(
        [(230, -150), (150, -128), (100, -104), (60, -86), (25, -77), (0, -72), (-22, -64),
         *side, (20, 200), (23, 140),
         (27, 108), (34, 92), (42, 96), (50, 120), (52, 200), (230, 220)],
        MU_FAT, most=105,
    )  # fmt: skip
    extra = MU_MUSCLE - MU_FAT
    film.glow([(-50, -4), (-44, -32), (-24, -50), (6, -54), (20, -30), (22, 20), (14, 60),
               (10, 100), (13, 200), (-50, 200), (-52, 60)], 0.24, soft=5)  # fmt: skip
    film.glow([(24, -54), (60, -66), (130, -96), (240, -130), (240, 10), (120, 30), (60, 70),
               (38, 80), (26, 50), (24, 0)], 0.28, soft=6)  # fmt: skip
    film.soft([(60, 60), (44, 86), (50, 120), (58, 200), (110, 200), (110, 60)], extra, most=40)
    film.soft([(113, -52), (90, -40), (79, -18), (73, 10), (69, 45), (66, 90), (66, 200),
               (240, 200), (240, -60), (150, -66)], MU_LUNG, most=78)  # fmt: skip


def ribs(film: Film) -> None:
    """Add the upper ribs as flat tubes that turn round at the edge of the chest."""
    for y0, edge, turn in (
        (-46, 82, -24),
        (-24, 73, 8),
        (2, 68.5, 40),
        (30, 65.5, 72),
        (58, 64.5, 104),
    ):
        curve: list[Point] = [
            (240, y0 - 34), (160, y0 - 22), (120, y0 - 11), (96, y0), (edge + 10, turn - 16),
            (edge + 2.5, turn - 4), (edge + 1.5, turn + 6), (edge + 9, turn + 19),
            (edge + 32, turn + 36), (edge + 70, turn + 52),
        ]  # fmt: skip
        smooth = [(float(x), float(y)) for x, y in spline(curve, closed=False, per_span=3)]
        film.bone(ribbon(smooth, 5.2), cortex=0.8, trabecular=0.6, depth=0.62, angle=30,
                  rough=0.05)  # fmt: skip


def girdle(film: Film) -> None:
    """Add the scapula with its processes, and the clavicle."""
    film.bone(
        SCAPULA,
        cortex=[(24, 0, 1.2), (28, 18, 1.3), (40, 44, 1.6), (60, 96, 1.6), (72, 126, 1.3),
                (100, 20, 0.8), (92, -40, 0.8), (60, -26, 0.7), (66, 10, 0.45), (72, 50, 0.45)],
        trabecular=[(28, 0, 1.3), (40, -4, 0.9), (70, 20, 0.2), (50, 70, 0.6)],
        depth=0.40, angle=60,
    )  # fmt: skip
    film.glow([(52, -14), (78, -26), (94, -26), (95, 20), (88, 70), (78, 106), (66, 84), (54, 44),
               (47, 14)], -0.20, soft=9)  # fmt: skip
    film.surface([(35, 18), (39, 34), (47, 52), (57, 78), (67, 106), (74, 128)][::-1], wall=1.2,
                 radius=6, gain=0.8)  # fmt: skip
    film.surface([(27, -20), (31, -14), (33, -4), (33, 6), (31, 15), (28, 21)][::-1],
                 wall=1.0, radius=6, gain=0.9)  # fmt: skip
    film.ridge([(38, -22), (41, -10), (41, 4), (38, 18)], width=2.0, amount=0.06)
    film.bone(SPINE, cortex=[(0, -44, 0.7), (30, -38, 1.1), (92, -3, 0.8)],
              trabecular=[(0, -44, 0.4), (40, -34, 0.5), (90, -3, 0.4)], depth=0.6,
              angle=30)  # fmt: skip
    film.bone(ACROMION, cortex=1.0, trabecular=[(-18, -42, 1.1), (2, -46, 0.9)], depth=0.75,
              angle=15)  # fmt: skip
    film.bone(CORACOID, cortex=0.9, trabecular=1.0, depth=0.85, angle=150)
    film.bone(CLAVICLE, cortex=[(6, -58, 0.9), (30, -60, 1.3), (80, -70, 2.1), (150, -80, 2.2)],
              trabecular=[(8, -58, 1.0), (40, -60, 0.7), (100, -76, 0.5)], angle=165)  # fmt: skip


def humerus(film: Film, points: list[Point], move: dict[str, float]) -> None:
    """Add the humerus; ``move`` holds the turn and shift already applied to the points."""

    def at(x: float, y: float, value: float) -> tuple[float, float, float]:
        ((u, v),) = place([(x, y)], angle=move["angle"], shift=(move["dx"], move["dy"]))
        return u, v, value

    film.bone(
        points,
        cortex=[at(-22, 150, 4.6), at(1, 150, 4.6), at(-22, 90, 3.8), at(1, 90, 3.8),
                at(-25, 45, 2.0), at(4, 45, 2.2), at(-29, 5, 0.9), at(-18, -18, 1.0),
                at(24, 0, 1.0), at(0, -24, 1.1), at(14, 22, 1.1)],
        trabecular=[at(-11, 150, 0.25), at(-11, 90, 0.3), at(-11, 50, 0.5), at(-20, 5, 0.75),
                    at(8, -5, 1.25), at(0, 18, 0.9)],
        angle=110 + move["angle"], depth=0.95,
    )  # fmt: skip
    neck = [(-16, -17), (-8, -8), (2, 4), (11, 17), (13, 22)]
    film.ridge(place(neck, angle=move["angle"], shift=(move["dx"], move["dy"])), width=1.1,
               amount=0.055)  # fmt: skip
    sulcus = [(-15, -16), (-16, -4), (-17, 10), (-17, 26), (-16, 42)]
    film.ridge(place(sulcus, angle=move["angle"], shift=(move["dx"], move["dy"])), width=0.9,
               amount=0.06)  # fmt: skip


def film_for(seed: int) -> Film:
    """Return the film used for all shoulders."""
    return Film((192, 184), (-72, -90), 0.155, seed)


LOOK = Look(low=0.04, high=0.9985, gamma=1.3, flatten=0.42, flatten_mm=16.0)


def normal(seed: int) -> tuple[Film, Look]:
    """Draw the normal shoulder."""
    film = film_for(seed)
    soft_tissue(film)
    ribs(film)
    girdle(film)
    humerus(film, place(HUMERUS, angle=7.0), {"angle": 7.0, "dx": 0.0, "dy": 0.0})
    film.letter("R", -64, -82)
    return film, LOOK


def calcific(seed: int) -> tuple[Film, Look]:
    """Draw the shoulder with a calcific deposit in the supraspinatus tendon."""
    film = film_for(seed)
    soft_tissue(film)
    ribs(film)
    girdle(film)
    move = {"angle": 7.0, "dx": 0.0, "dy": 0.0}
    humerus(film, place(HUMERUS, angle=move["angle"]), move)
    deposit = [
        (-26.5, -19), (-24.5, -24.5), (-19, -28.6), (-12, -30.4), (-6.5, -30.0), (-5.0, -28.4),
        (-9, -26.6), (-14, -24.4), (-18.5, -21.0), (-22.5, -18.4),
    ]  # fmt: skip
    film.glow(deposit, 0.42, soft=1.4)
    clumps(film, deposit, amount=0.34, nodules=22, size=4.2, base=0.8)
    film.letter("R", -64, -82)
    return film, LOOK


def dislocation(seed: int) -> tuple[Film, Look]:
    """Draw the shoulder with a subcoracoid anterior dislocation."""
    film = film_for(seed)
    soft_tissue(film, flat=True)
    ribs(film)
    girdle(film)
    move = {"angle": 17.0, "dx": 33.0, "dy": 25.0}
    turned = place(HUMERUS, angle=move["angle"], shift=(move["dx"], move["dy"]))
    humerus(film, turned, move)
    film.letter("R", -64, -82)
    return film, LOOK
