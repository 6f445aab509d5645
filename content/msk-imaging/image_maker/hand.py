"""The right hand and wrist from behind (PA): normal, distal radius fracture, rheumatoid."""

from __future__ import annotations

import numpy as np

from image_maker.bones import ribbon, tube
from image_maker.geometry import F32, Grid, Point, ellipse, line_distance, place, smoothstep
from image_maker.physics import MU_FAT, MU_MUSCLE, Bite, Film, Look

Ray = tuple[Point, Point, str, tuple[float, float, float]]

RADIUS: list[Point] = [
    (-24.5, -9.5), (-22.5, -10.4), (-20, -8), (-16, -4.6), (-11, -2.0), (-6, -0.9), (-2, 0.2),
    (2.5, 0.9), (5.8, 1.6), (6.6, 4.5), (5.6, 9), (3.6, 17), (1.2, 28), (-0.6, 45), (-1, 100),
    (-14.5, 100), (-15, 48), (-17.5, 30), (-21.5, 18), (-25.3, 9), (-27, 1), (-26.5, -5),
]  # fmt: skip
ULNA: list[Point] = [
    (8.6, 7.5), (9.2, 4.4), (12, 2.8), (16, 2.9), (19, 2.0), (20.6, -1.4), (22, -4.2),
    (23.6, -3.4), (24.2, 1), (23.8, 8), (21.4, 16), (19.3, 27), (18.4, 45), (18.6, 100),
    (7.6, 100), (7.8, 45), (9.2, 27), (10.4, 17), (9.2, 11),
]  # fmt: skip
CARPALS: dict[str, list[Point]] = {
    "scaphoid": [
        (-5, -4.6), (-4, -8.5), (-5.6, -13), (-9, -16.4), (-11.6, -20.4), (-13.6, -25),
        (-17.5, -27), (-22, -26), (-24, -22.5), (-22.6, -18.6), (-19.6, -15.2), (-18, -11.4),
        (-14, -6.8), (-9.4, -4.2),
    ],
    "lunate": [
        (-2.4, -3.4), (1, -1.6), (5, -1.0), (8.8, -2.2), (10.4, -5.6), (10, -10), (7.6, -12.8),
        (4, -11.6), (1, -11.4), (-1.4, -12.8), (-2.8, -8.6),
    ],
    "triquetrum": [
        (11.6, -5.4), (15, -5.6), (18.6, -9), (20.6, -14), (19.4, -18.6), (16.2, -18.4),
        (13.4, -15.4), (10.6, -13), (11.2, -9),
    ],
    "capitate": [
        (-3.6, -17.6), (-1.6, -14.6), (2, -13.2), (5.6, -14.2), (7.4, -18.5), (7.8, -25),
        (7.6, -32), (7, -36.6), (2, -38), (-3, -37.4), (-4.8, -33), (-4.6, -28), (-5.2, -23.5),
        (-4.8, -20),
    ],
    "hamate": [
        (8.8, -15.6), (11, -15.2), (14.4, -18.8), (18.4, -22.6), (22, -27.6), (22.4, -32),
        (19, -34.6), (14.4, -36.4), (10, -36.8), (9, -31), (9, -24), (8.4, -19),
    ],
    "trapezoid": [
        (-6.0, -25.0), (-10, -24.8), (-13.4, -27.6), (-15, -32.4), (-13.4, -37), (-9.6, -38.4),
        (-6.4, -36.8), (-5.8, -31),
    ],
    "trapezium": [
        (-13.6, -28.6), (-17.4, -28.2), (-22, -28.2), (-26, -31), (-27.8, -35.4), (-25, -39.6),
        (-20.6, -41), (-16.4, -39), (-14.6, -34),
    ],
}  # fmt: skip
META: dict[int, Ray] = {
    1: ((-26, -42.5), (-47, -80.5), "meta", (16.5, 10.5, 15)),
    2: ((-11.5, -39.5), (-21.5, -104), "meta", (16, 9, 15.5)),
    3: ((2.2, -39.5), (-2, -103.5), "meta", (14.5, 9, 15)),
    4: ((13.2, -38), (16.5, -95.5), "meta", (11.5, 7.5, 13)),
    5: ((20.8, -35.5), (32, -86.5), "meta", (12.5, 8, 12.5)),
}
PROXIMAL: dict[int, Ray] = {
    1: ((-48.2, -82.6), (-62, -111), "phalanx", (15.5, 9.5, 12.5)),
    2: ((-21.9, -106), (-28.5, -146), "phalanx", (16, 9.6, 11.8)),
    3: ((-2.1, -105.5), (-4, -150), "phalanx", (16.4, 10, 12.2)),
    4: ((16.8, -97.5), (21.5, -138.5), "phalanx", (15, 9.2, 11.4)),
    5: ((32.6, -88.5), (42.5, -120), "phalanx", (13, 7.6, 9.6)),
}
DISTAL: list[Ray] = [
    ((-62.8, -112.6), (-72, -134), "tip", (13.5, 7, 9.5)),
    ((-28.8, -147.4), (-32.5, -171), "phalanx", (13, 8.2, 9.8)),
    ((-4.1, -151.5), (-5, -181), "phalanx", (13.4, 8.6, 10)),
    ((21.8, -140), (25, -167), "phalanx", (12.4, 8, 9.6)),
    ((43, -121.4), (48.5, -139.5), "phalanx", (10.4, 6.6, 8)),
    ((48.9, -140.8), (53, -157), "tip", (8.6, 4.6, 6.6)),
    ((25.2, -168.4), (27, -186), "tip", (10, 5.2, 8)),
]


def carpal_bones(film: Film, ends: float = 1.0) -> None:
    """Add the eight carpal bones."""
    tilt = {"scaphoid": 50.0, "lunate": 90.0, "triquetrum": 110.0}
    for name, drawn in CARPALS.items():
        outline = drawn
        if name in ("scaphoid", "lunate", "triquetrum"):
            x, y = np.mean(np.asarray(drawn), axis=0).tolist()
            outline = place(drawn, scale=1.06, pivot=(x, y), shift=(0.0, 1.0))
        film.bone(outline, cortex=0.75 * ends, trabecular=1.75 * ends, depth=0.95, grow=0.55,
                  angle=tilt.get(name, 90.0), grain=0.15, rough=0.08)  # fmt: skip
    film.bone(ellipse(17.3, -13.2, 4.6, 5.8, 15), cortex=0.5, trabecular=1.2, depth=0.8)
    film.surface([(11.5, -27.5), (12.5, -24.8), (15, -24.2), (17, -26), (17.2, -29)], wall=0.8,
                 radius=4, gain=0.9)  # fmt: skip


def forearm(film: Film, *, fractured: bool) -> None:
    """Add the distal radius and ulna, the radius with a transverse fracture if asked for."""
    s = film.solid(RADIUS, rough=0.08, depth=0.85)
    body = film.bone_field(
        s,
        cortex=[(-16, -5, 0.9), (2, 1, 0.9), (-27, 0, 0.7), (6.5, 5, 0.7), (-24, 12, 0.8),
                (5, 12, 0.8), (-18, 28, 1.6), (1.5, 28, 1.5), (-15, 45, 2.9), (-0.5, 45, 2.7),
                (-14.5, 95, 3.4), (-1, 95, 3.4)],
        trabecular=[(-16, 0, 1.9), (2, 5, 1.9), (-10, 14, 1.4), (-9, 28, 0.9), (-8, 45, 0.5),
                    (-8, 90, 0.35)],
        grain=0.15,
    )  # fmt: skip
    if fractured:
        body = broken(film, s.grid, s.rows, s.cols, body)
    film.add(s, body)
    film.surface([(-21, -8), (-16, -2.6), (-10, 0.4), (-4, 1.6), (1, 2.8), (5, 3.4)], wall=0.7,
                 radius=5, gain=0.55)  # fmt: skip
    film.bone(
        ULNA,
        cortex=[(14, 3, 0.8), (22, -3, 0.6), (9, 8, 0.7), (24, 8, 0.7), (10, 24, 1.3),
                (20, 24, 1.3), (8, 45, 2.5), (18.5, 45, 2.5), (8, 95, 3), (18.5, 95, 3)],
        trabecular=[(16, 6, 1.7), (15, 20, 1.0), (13, 45, 0.5), (13, 90, 0.35)], depth=0.9,
        grain=0.15,
    )  # fmt: skip


FRACTURE: list[Point] = [
    (-34, 15.0), (-25.5, 16.4), (-22.5, 15.2), (-19, 17.2), (-15.5, 16.2), (-12, 18.6),
    (-8.5, 17.4), (-5, 19.4), (-1.5, 18.0), (2, 20.4), (4.5, 19.6), (12, 21.4),
]  # fmt: skip


def broken(film: Film, part: Grid, rows: slice, cols: slice, body: F32) -> F32:
    """Shift the distal fragment of the radius a little and open a ragged, lucent line."""
    line = np.asarray(FRACTURE)
    d, side, _ = line_distance(part, line, step=1)
    jag = 0.35 * film.wobble()[rows, cols]
    side = side + jag
    mm = film.grid.mm
    moved = np.roll(body, (round(0.5 / mm), round(-1.6 / mm)), axis=(0, 1))
    moved[: round(2.0 / mm)] = 0
    distal = smoothstep(-side, -0.12, 0.12)
    out = body * (1 - distal) + moved * distal
    gap = np.exp(-0.5 * ((side + 0.1) / 0.42) ** 2) * (d < 6)
    dense = np.exp(-0.5 * ((side + 1.9) / 0.9) ** 2) * (d < 6)
    result: F32 = (out * (1 - 0.62 * gap) * (1 + 0.10 * dense)).astype(np.float32)
    return result


def rays(film: Film, which: list[Ray], ends: float = 1.0) -> None:
    """Add a list of tubular bones."""
    for base, head, kind, widths in which:
        tube(film, base, head, kind, widths, ends=ends)


def wrist(seed: int, *, fractured: bool) -> tuple[Film, Look]:
    """Draw the wrist with or without a fracture of the distal radius."""
    film = Film((96, 124), (-49, -68), 0.098, seed)
    swell = 2.0 if fractured else 0.0
    film.soft(
        [(-38 - swell, 100), (-37 - swell, 50), (-34 - swell, 20), (-33 - swell, 0), (-36, -20),
         (-46, -40), (-70, -80), (-70, -140), (50, -140), (43, -80), (38, -50), (33, -24),
         (31 + swell, 0), (32 + swell, 20), (35, 50), (36, 100)],
        MU_FAT, depth=0.75, most=40,
    )  # fmt: skip
    film.soft([(-32, 100), (-31, 45), (-27, 10), (-27, -20), (-36, -44), (-60, -90), (-60, -140),
               (46, -140), (38, -80), (32, -50), (28, -24), (26, 0), (27, 20), (30, 50),
               (31, 100)], MU_MUSCLE - MU_FAT, most=34)  # fmt: skip
    film.glow([(-30, -38), (-52, -60), (-62, -100), (-20, -140), (-14, -80), (-18, -50)], 0.11,
              soft=7)  # fmt: skip
    film.glow([(24, -30), (36, -50), (44, -90), (40, -140), (26, -90)], 0.08, soft=6)
    forearm(film, fractured=fractured)
    carpal_bones(film)
    rays(film, list(META.values()))
    film.letter("R", 36, 44, size=6)
    return film, Look(low=0.06, high=0.998, gamma=1.25, flatten=0.3, flatten_mm=9,
                      blur_mm=0.10)  # fmt: skip


def wrist_normal(seed: int) -> tuple[Film, Look]:
    """Draw the normal wrist."""
    return wrist(seed, fractured=False)


def wrist_fracture(seed: int) -> tuple[Film, Look]:
    """Draw the wrist with a fracture of the distal radius."""
    return wrist(seed, fractured=True)


def hand_outlines(slim: float = 0.0) -> list[list[Point]]:
    """Return the outlines of the palm and the fingers (``slim`` mm thinner)."""
    palm: list[Point] = [
        (-32, 40), (-30, 5), (-36, -20), (-42, -44), (-40, -70), (-33, -95), (-30, -112),
        (-12, -118), (8, -116), (24, -112), (38, -102), (42, -84), (38, -55), (33, -20),
        (31, 5), (33, 40),
    ]  # fmt: skip
    fingers = [
        ribbon(
            [(-30, -30), (-44, -66), (-56, -96), (-66, -118), (-77, -143)], 11.5 - slim, 0.14, True
        ),
        ribbon(
            [(-18, -80), (-24, -118), (-30, -150), (-34, -176), (-37, -200)], 10.8 - slim, 0.2, True
        ),
        ribbon(
            [(-2, -80), (-2.5, -118), (-4, -150), (-5, -180), (-5.5, -212)], 11 - slim, 0.2, True
        ),
        ribbon([(14, -80), (18, -112), (22, -140), (25, -168), (28, -196)], 10.2 - slim, 0.2, True),
        ribbon(
            [(28, -70), (36, -102), (43.5, -124), (50, -146), (56, -166)], 9.2 - slim, 0.2, True
        ),
    ]
    centre = (0.0, -50.0)
    return [place(palm, scale=1 - 0.02 * slim, pivot=centre), *fingers]


def rheumatoid(seed: int) -> tuple[Film, Look]:
    """Draw the hand with marginal erosions of the second and third metacarpal heads."""
    film = Film((128, 152), (-69, -172), 0.118, seed)
    film.soft_union(hand_outlines(), MU_FAT, depth=0.8, most=22)
    film.soft_union(hand_outlines(2.2), MU_MUSCLE - MU_FAT, depth=0.8, most=20)
    for cx, cy in ((-21, -104), (-2, -104), (-28, -147)):
        film.glow(ellipse(cx, cy, 8.5, 10), 0.09, soft=6)
    forearm(film, fractured=False)
    carpal_bones(film, ends=0.85)
    low = 0.62
    gap = {1: 0.0, 2: 2.0, 3: 1.9, 4: 0.2, 5: 0.0}
    bites: dict[int, list[Bite]] = {
        2: [
            Bite(
                [
                    (-33, -103),
                    (-28.6, -103.4),
                    (-25.6, -102),
                    (-24.0, -99.6),
                    (-24.6, -96.6),
                    (-26.4, -94.6),
                    (-29, -93.4),
                    (-33, -93),
                ],
                0.9,
                0.35,
                0.03,
                0.35,
            ),
            Bite(ellipse(-23.6, -96.0, 1.3, 1.5), 0.5, 0.35),
        ],
        3: [
            Bite(
                [
                    (-14, -102),
                    (-9.6, -102.4),
                    (-7.2, -101.2),
                    (-5.8, -99.0),
                    (-6.2, -96.4),
                    (-8.2, -94.4),
                    (-10.4, -93.6),
                    (-14, -93),
                ],
                0.88,
                0.35,
                0.03,
                0.35,
            ),
            Bite(ellipse(-4.9, -96.6, 1.1, 1.3), 0.45, 0.35),
        ],
        5: [Bite(ellipse(36.6, -80.6, 1.2, 1.5), 0.6, 0.3)],
    }
    base_bites = {2: [Bite(ellipse(-29.4, -109.2, 1.6, 1.7), 0.8, 0.3)]}
    for n, (base, head, kind, widths) in META.items():
        tube(film, base, head, kind, widths, ends=low if n > 1 else 0.85, bites=bites.get(n))
    for n, (base, head, kind, widths) in PROXIMAL.items():
        close = (base[0], base[1] + gap[n])
        tube(film, close, head, kind, widths, ends=low if n > 1 else 0.85,
             bites=base_bites.get(n))  # fmt: skip
    rays(film, DISTAL, ends=0.85)
    film.letter("R", 48, -32, size=7)
    return film, Look(low=0.10, high=0.998, gamma=1.25, flatten=0.42, flatten_mm=10, blur_mm=0.10)
