"""The right knee from the front: normal and with osteoarthritis of the medial compartment."""

from __future__ import annotations

from image_maker.geometry import Point, ellipse, place
from image_maker.physics import MU_FAT, MU_MUSCLE, Film, Look, Solid

FEMUR: list[Point] = [
    (-33, -190), (-31, -150), (-29, -120), (-29, -98), (-31, -80), (-35, -62), (-39, -48),
    (-41, -38), (-40.5, -28), (-39, -19), (-37, -11), (-33, -4.6), (-24, -2.6), (-16, -3.4),
    (-10, -8), (-6, -12.5), (0, -15), (6, -12.5), (10, -8), (16, -3.4), (24, -2.4), (32, -4),
    (38, -10), (41, -20), (42.5, -30), (42, -40), (39, -51), (32, -63), (23, -78), (15, -98),
    (9.5, -120), (6, -150), (4, -190),
]  # fmt: skip
TIBIA: list[Point] = [
    (-37.5, 4.6), (-33, 3.4), (-25, 4.0), (-16, 3.6), (-10.5, 2.2), (-6.5, -4.2), (-4, -4.5),
    (0, -0.5), (3.5, -6.5), (6, -6), (9.5, 1.5), (15, 4.2), (25, 4.8), (34, 3.8), (38.5, 5),
    (39.5, 10), (37.5, 20), (32, 34), (25, 51), (20, 74), (18, 100), (18, 160), (-12, 160),
    (-12.5, 100), (-14.5, 75), (-19, 55), (-26, 39), (-33, 27), (-38, 18), (-39.5, 10),
]  # fmt: skip
FIBULA: list[Point] = [
    (-41, 12.5), (-37, 16), (-33, 22), (-31.5, 30), (-33.5, 41), (-36, 58), (-37, 100),
    (-38, 160), (-48.5, 160), (-48, 100), (-46, 58), (-47, 42), (-50, 32), (-49, 23), (-45, 15),
]  # fmt: skip
PATELLA: list[Point] = [
    (-3, -61), (8, -59), (17, -52), (19, -42), (15, -31), (6, -21), (-2, -17), (-9, -20),
    (-18, -30), (-24, -41), (-22, -52), (-14, -59),
]  # fmt: skip


def soft_tissue(film: Film, left: float = -190.0) -> None:
    """Add the soft tissue of a leg: skin and fat first, then the muscle groups."""
    film.soft(
        [(-80, -230), (-76, -150), (-68, -90), (-62, -40), (-60, 0), (-58, 30), (-63, 70),
         (-66, 120), (-66, 200), (64, 200), (64, 120), (60, 70), (56, 30), (58, 0), (62, -40),
         (66, -90), (74, -150), (80, -230)],
        MU_FAT, most=105,
    )  # fmt: skip
    extra = MU_MUSCLE - MU_FAT
    film.soft(
        [(-70, -230), (-67, -150), (-60, -90), (-53, -45), (-49, -10), (-49, 25), (-54, 60),
         (-58, 110), (-58, 200), (54, 200), (53, 110), (49, 60), (45, 25), (46, -10), (52, -45),
         (55, -90), (62, -150), (66, -230)],
        extra, most=90,
    )  # fmt: skip
    film.soft([(-66, -230), (-62, -130), (-50, -70), (-42, -60), (-38, -90), (-40, -230)],
              extra * 0.8)  # fmt: skip
    film.soft([(58, -230), (55, -120), (48, -72), (40, -58), (30, -80), (26, -230)], extra * 0.8)


def bones(film: Film, *, femur: list[Point], tibia: list[Point]) -> tuple[Solid, Solid]:
    """Add the four bones of the knee and return the femur and the tibia."""
    f = film.bone(
        femur,
        cortex=[(-30, -190, 6), (5, -190, 6), (-29, -120, 4.5), (12, -120, 4.5), (-31, -85, 2.4),
                (22, -80, 2.4), (-40, -35, 1.0), (42, -35, 1.0), (-24, -3, 1.1), (24, -3, 1.1),
                (0, -40, 0.9)],
        trabecular=[(-12, -190, 0.25), (-10, -120, 0.35), (-5, -85, 0.7), (0, -45, 1.1),
                    (-24, -15, 1.25), (24, -15, 1.3)],
        depth=0.95,
    )  # fmt: skip
    t = film.bone(
        tibia,
        cortex=[(-25, 4, 1.4), (25, 5, 1.6), (-39, 14, 0.9), (39, 14, 0.9), (28, 42, 1.6),
                (-25, 42, 1.6), (19, 85, 3.4), (-13, 85, 3.4), (18, 150, 5), (-12, 150, 5)],
        trabecular=[(-25, 12, 1.35), (25, 12, 1.45), (0, 15, 1.0), (0, 40, 0.85), (3, 75, 0.45),
                    (3, 130, 0.25)],
        depth=0.85,
    )  # fmt: skip
    film.bone(
        FIBULA,
        cortex=[(-41, 14, 0.7), (-40, 30, 0.8), (-36, 60, 2.2), (-42, 120, 3.0)],
        trabecular=[(-41, 25, 0.9), (-41, 60, 0.5), (-42, 120, 0.3)],
    )  # fmt: skip
    film.bone(PATELLA, cortex=0.9, trabecular=0.95, depth=0.42, angle=75)
    return f, t


def lines(film: Film, dy_med: float, dy_lat: float) -> None:
    """Add surfaces seen on edge: intercondylar roof, condylar and tibial margins."""
    film.surface([(-12, -8 + dy_lat), (-10, -17), (-5, -23), (1, -25), (7, -22), (11, -15),
                  (12.5, -7 + dy_med)], wall=1.0, radius=7, gain=0.55)  # fmt: skip
    film.surface([(37, 9.0), (26, 9.5), (15, 7.5), (9, 4)][::-1], wall=0.8, radius=6, gain=0.5)
    film.surface([(-37, 8.0), (-27, 7.5), (-17, 6), (-11, 3.5)], wall=0.8, radius=5, gain=0.4)
    film.ridge([(-12, 26), (-2, 34), (4, 48), (5, 62)], width=2.2, amount=0.09)
    film.ridge([(-35, -24), (-35.5, -18), (-33, -12)], width=1.2, amount=-0.10)


def scars(film: Film) -> None:
    """Add the faint lines left by the closed growth plates."""
    film.ridge([(-38, 19), (-24, 16), (-8, 18), (8, 18), (24, 16), (37, 19)], width=0.8,
               amount=0.045)  # fmt: skip
    film.ridge([(-39, -34), (-26, -28), (-10, -31), (8, -31), (26, -28), (41, -35)], width=0.8,
               amount=0.045)  # fmt: skip


def film_for(seed: int) -> Film:
    """Return the film used for both knees."""
    return Film((168, 204), (-86, -104), 0.162, seed)


LOOK = Look(low=0.12, high=0.998, gamma=1.45, flatten=0.32)


WORN_FEMUR: list[Point] = [
    *FEMUR[:9], (-39, -19), (-39, -14), (-41.6, -11), (-43.2, -8.6), (-42, -6.4), (-38.4, -5.8),
    (-33, -4.4), *FEMUR[12:21], (33, -3.2), (39, -3.6), (44, -2.6), (47, -4.6), (46, -8.6),
    (42.4, -13.5), (41.4, -21), *FEMUR[24:],
]  # fmt: skip
WORN_TIBIA: list[Point] = [
    (-43, 4.2), (-38, 4.6), (-33, 3.4), (-25, 4.0), (-16, 3.6), (-10.5, 2.0), (-6.8, -4.4),
    (-4.6, -7.4), (-2.8, -4.6), (0, -1), (3, -7.4), (4.8, -9.8), (6.6, -6), (9.5, 1.5), (15, 4.4),
    (25, 5.0), (34, 4.4), (40, 5.0), (45, 3.6), (48.4, 5.4), (46.4, 9.2), (41, 12.5), (38, 20),
    *TIBIA[17:-1], (-40, 12), (-44.4, 9), (-46, 6),
]  # fmt: skip


def normal(seed: int) -> tuple[Film, Look]:
    """Draw the normal knee."""
    film = film_for(seed)
    soft_tissue(film)
    bones(film, femur=place(FEMUR, shift=(0, 1.9)), tibia=TIBIA)
    lines(film, 1.9, 1.9)
    scars(film)
    film.letter("R", -78, -96)
    return film, LOOK


def osteoarthritis(seed: int) -> tuple[Film, Look]:
    """Draw the same knee with osteoarthritis of the medial compartment."""
    film = film_for(seed)
    soft_tissue(film)
    femur = place(WORN_FEMUR, angle=4.4, pivot=(-26, -3), shift=(1.0, 1.9))
    f, t = bones(film, femur=femur, tibia=WORN_TIBIA)
    lines(film, 4.5, 1.9)
    film.glow([(13, 4), (24, 3.5), (37, 4), (39, 8), (30, 13), (20, 13), (13, 9)], 0.42, soft=4,
              only=t)  # fmt: skip
    film.glow([(13, -4), (22, 4), (35, 4), (37, -1), (30, -6), (20, -7)], 0.30, soft=4, only=f)
    cyst = ellipse(27.5, 14.5, 3.6, 3.0, 10)
    film.glow(cyst, -0.34, soft=0.9, only=t)
    film.ridge(cyst, width=0.8, amount=0.16, closed=True)
    scars(film)
    film.letter("R", -78, -96)
    return film, LOOK
