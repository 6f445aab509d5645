"""The forefoot from above: normal, gout of the first MTP joint, calcinosis of the great toe."""

from __future__ import annotations

from image_maker.bones import ribbon, tube, tube_outline
from image_maker.calcium import clumps
from image_maker.geometry import Point, ellipse, place
from image_maker.physics import MU_FAT, MU_MUSCLE, Film, Look

Ray = tuple[Point, Point, str, tuple[float, float, float]]
MT1: Ray = ((5, 62), (0, 0), "meta", (25, 15.5, 23.5))
RAYS: list[Ray] = [
    ((-0.4, -1.7), (3, -36), "phalanx", (21, 13.5, 17)),
    ((3.4, -38), (6, -61), "tip", (17.5, 9.5, 12.5)),
    ((23, 62), (24.5, -9), "meta", (16, 8.4, 12.6)),
    ((24.8, -10.6), (26, -39), "phalanx", (12.4, 6.4, 9.4)),
    ((26, -40.4), (26, -53), "phalanx", (9.4, 6.6, 8.2)),
    ((26, -54.2), (25.8, -64), "tip", (7.8, 4.2, 6)),
    ((38, 66), (43, -3), "meta", (14, 7.4, 11.6)),
    ((43.3, -5), (45, -29), "phalanx", (11.4, 5.8, 8.6)),
    ((45, -30.4), (45.2, -39), "phalanx", (8.6, 6.2, 7.6)),
    ((45.2, -40.2), (44.8, -49), "tip", (7.2, 4, 5.6)),
    ((51, 70), (59, 8), "meta", (13, 7.2, 11.2)),
    ((59.3, 6), (61.5, -15), "phalanx", (10.8, 5.6, 8.2)),
    ((61.5, -16.2), (61.4, -22.5), "phalanx", (8.2, 6, 7.2)),
    ((61.3, -23.6), (60.4, -32), "tip", (6.8, 4, 5.4)),
    ((64, 78), (74.5, 23), "meta", (14, 8, 11)),
    ((75, 21), (77, 2.5), "phalanx", (10.6, 5.8, 8)),
    ((77, 1.4), (76.4, -4), "phalanx", (8, 6, 7)),
    ((76.2, -5), (74.8, -12.5), "tip", (6.8, 4.2, 5.4)),
]
SOLE: list[Point] = [
    (-12, 110), (-13, 60), (-15, 25), (-15.5, 4), (-12, -12), (6, -20), (30, -22), (52, -14),
    (70, -2), (83, 8), (87, 26), (85, 60), (80, 110),
]  # fmt: skip


def toes(slim: float) -> list[list[Point]]:
    """Return the outlines of the forefoot and its toes, ``slim`` mm thinner."""
    return [
        place(SOLE, scale=1 - 0.015 * slim, pivot=(36.0, 40.0)),
        ribbon([(0, 14), (-0.5, -8), (2, -32), (4.5, -54), (6, -62)], 13.5 - slim, 0.12, True),
        ribbon([(24, 6), (25, -18), (26, -40), (26, -58), (25.8, -66)], 7.8 - slim, 0.1, True),
        ribbon([(42, 10), (44, -12), (45, -30), (45, -44), (44.5, -51)], 7.4 - slim, 0.1, True),
        ribbon([(58, 22), (60.5, 0), (62, -16), (61.2, -28), (60, -34)], 7.2 - slim, 0.1, True),
        ribbon([(73, 40), (76, 14), (77.5, 2), (76, -10), (74, -15)], 7.4 - slim, 0.1, True),
    ]


def flip(points: list[Point], on: bool) -> list[Point]:
    """Mirror points left-right when asked for (a left foot)."""
    return [(-x, y) for x, y in points] if on else points


def forefoot(
    film: Film,
    *,
    left: bool,
    first: list[Point] | None = None,
    swelling: list[Point] | None = None,
) -> None:
    """Add soft tissue (with a swelling), metatarsals, toes and sesamoids of a foot.

    ``first`` replaces the outline of the first metatarsal.
    """
    more = [swelling] if swelling else []
    for slim, mu in ((0.0, MU_FAT), (2.0, MU_MUSCLE - MU_FAT)):
        film.soft_union([flip(o, left) for o in toes(slim)] + more, mu, melt=1.8, most=20)
    for base, head, kind, widths in [MT1, *RAYS]:
        b, h = flip([base, head], left)
        outline = tube_outline(base, head, kind, widths)
        if first and (base, head) == (MT1[0], MT1[1]):
            outline = first
        tube(film, b, h, kind, widths, outline=flip(outline, left))
    inner = (-3.0, 16.5) if first else (-4.6, 11.5)
    for cx, cy, rx, ry in ((*inner, 4.4, 5.8), (6.6, 11.2, 4.2, 5.6)):
        film.bone(flip(ellipse(cx, cy, rx, ry), left), cortex=0.6, trabecular=1.4, depth=0.8)


def gouty_metatarsal() -> list[Point]:
    """Return the first metatarsal with a punched-out erosion under an overhanging edge."""
    sound = tube_outline(*MT1)
    return [
        *sound[:14], (-6.2, 1.7), (-8.2, 2.9), (-6.6, 4.1), (-4.6, 5.8), (-3.9, 8.2), (-4.9, 10.6),
        (-7.2, 11.7), (-9.8, 11.0), (-12.2, 8.8), (-13.8, 6.2), (-14.5, 7.6), (-13.6, 10.8),
        (-11.4, 13.8), (-9.4, 16.8), *sound[19:],
    ]  # fmt: skip


def crest(seed: int) -> tuple[Film, Look]:
    """Draw the left great toe with calcinosis of the soft tissue."""
    film = Film((72, 94), (-42, -79), 0.073, seed)
    film.glow(flip(ellipse(-4, -52, 7, 13, -10), True), 0.06, soft=5)
    forefoot(film, left=True)
    for cx, cy, rx, ry, beads in (
        (-4.4, -41.5, 2.4, 3.2, 12),
        (-5.8, -48.0, 2.8, 3.4, 16),
        (-4.2, -54.6, 3.2, 2.8, 14),
        (-1.2, -59.8, 2.7, 2.3, 12),
        (3.0, -64.2, 3.4, 2.0, 14),
        (8.6, -64.4, 2.6, 1.7, 10),
        (-1.9, -47.6, 1.5, 2.2, 6),
        (12.6, -57.0, 1.4, 2.0, 5),
        (-7.6, -28.6, 1.5, 2.8, 7),
        (-8.0, -35.0, 1.2, 1.5, 4),
        (0.6, -53.0, 1.2, 1.8, 4),
    ):
        spot = flip(ellipse(cx, cy, rx, ry, 20), True)
        clumps(film, spot, amount=0.52, nodules=beads, size=2.0, base=0.25)  # fmt: skip
    film.letter("L", 20, -74, size=4.5)
    return film, Look(low=0.10, high=0.998, gamma=1.2, flatten=0.42, flatten_mm=9, blur_mm=0.08)


def normal(seed: int) -> tuple[Film, Look]:
    """Draw the normal right forefoot."""
    film = Film((118, 142), (-31, -78), 0.11, seed)
    forefoot(film, left=False)
    film.letter("R", -25, 50, size=6)
    return film, Look(low=0.10, high=0.998, gamma=1.25, flatten=0.3, flatten_mm=9, blur_mm=0.10)


def gout(seed: int) -> tuple[Film, Look]:
    """Draw the right forefoot with gout of the first metatarsophalangeal joint."""
    film = Film((118, 142), (-31, -78), 0.11, seed)
    film.glow(ellipse(-15, 3, 7, 11, 4), 0.20, soft=7)
    forefoot(film, left=False, first=gouty_metatarsal(),
             swelling=[(-10, 28), (-17, 22), (-23, 12), (-25, 2), (-23, -9), (-17, -17),
                       (-8, -22), (0, -10), (2, 10), (-2, 24)])  # fmt: skip
    film.ridge([(-7.4, 3.4), (-5.2, 4.6), (-3.6, 6.4), (-3.2, 8.6), (-4.6, 11.6), (-7.4, 12.8)],
               width=0.55, amount=0.10)  # fmt: skip
    clumps(film, ellipse(-17.5, 4, 3.4, 6), amount=0.05, nodules=14, size=2.6, base=0.5)
    film.letter("R", -25, 50, size=6)
    return film, Look(low=0.10, high=0.998, gamma=1.25, flatten=0.3, flatten_mm=9, blur_mm=0.10)
