"""Oblique coronal STIR-like MR picture of the sacroiliac joints with bone marrow oedema.

Every tissue has a signal; fat is suppressed and free fluid is bright.  The picture is shaded by the
coil, blurred a little and given the noise of a magnitude picture (Rice).  The patient's right is on
the left.  The same picture is also drawn with outlines and arrows burned in.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from image_maker.geometry import (
    F32,
    Grid,
    Point,
    Points,
    band_noise,
    blur,
    ellipse,
    inside_distance,
    line_distance,
    place,
    smoothstep,
    spline,
)

WIDTH, HEIGHT, MM = 640, 512, 0.4
SACRUM: list[Point] = [
    (-26, -64), (-10, -67), (10, -67), (26, -64), (40, -60), (51, -52), (53, -40), (48, -26),
    (42, -12), (36, 2), (31, 14), (26, 24), (18, 36), (10, 46), (0, 50), (-10, 46), (-18, 36),
    (-26, 24), (-31, 14), (-36, 2), (-42, -12), (-48, -26), (-53, -40), (-51, -52), (-40, -60),
]  # fmt: skip
ILIUM: list[Point] = [
    (57, -57), (64, -69), (76, -82), (90, -92), (100, -96), (103, -90), (96, -78), (86, -62),
    (76, -44), (67, -26), (58, -8), (52, 8), (48, 20), (42, 30), (36, 31), (33.5, 22), (38, 6),
    (44.5, -9), (50.5, -23), (55.5, -38), (56, -49),
]  # fmt: skip
JOINT: list[Point] = [(53, -56), (54.6, -48), (54.4, -39), (49.5, -25), (43.3, -11), (37.2, 3),
                      (32.2, 15), (29, 24)]  # fmt: skip
"""The left joint from above downwards; the right one is its mirror picture, a little turned."""

OEDEMA: dict[str, list[Point]] = {
    "left sacral": [(49, -30), (44, -34), (36, -30), (31, -18), (27, -4), (25, 8), (27, 17),
                    (31, 14), (36, 2), (42, -12)],
    "left iliac": [(51, -24), (57, -27), (62, -20), (59, -8), (53, 4), (46, 12), (39, 13),
                   (38.5, 5), (45, -10)],
    "right sacral": [(-33, 9), (-30, 5), (-25, 7), (-23, 14), (-24.5, 21), (-27.5, 22)],
}  # fmt: skip
"""Outlines of the marrow oedema, in millimetres."""

RIGHT_TURN = 1.5
"""Degrees: no patient lies quite straight."""


def as_drawn(points: Points) -> list[Point]:
    """Return the shape on the patient's left, where it was drawn."""
    return list(points)


def mirrored(points: Points) -> list[Point]:
    """Return the same shape on the patient's right (left in the picture)."""
    return place(points, mirror=True, angle=RIGHT_TURN)


class Slice:
    """The slice while it is painted: signal per pixel, and the noise that bends outlines."""

    def __init__(self, seed: int) -> None:
        """Begin with suppressed fat, streaked by septa and vessels."""
        self.rng = np.random.Generator(np.random.PCG64(seed))
        self.grid = Grid(HEIGHT, WIDTH, MM, -WIDTH * MM / 2, -HEIGHT * MM / 2 - 14)
        shape = (HEIGHT, WIDTH)
        self.fine = band_noise(self.rng, shape, MM, 2.2, spread_octaves=1.0)
        self.mid = band_noise(self.rng, shape, MM, 6.0, spread_octaves=0.9)
        self.slow = band_noise(self.rng, shape, MM, 24.0, spread_octaves=0.7)
        self.signal: F32 = (0.115 + 0.012 * self.mid + 0.012 * self.slow).astype(np.float32)
        septa = np.maximum(0.13 - np.abs(self.mid + 0.5 * self.slow), 0) / 0.13
        self.signal = self.signal + 0.05 * septa

    def shape(self, outline: Points, bend: float = 0.7) -> F32:
        """Return the distance inside an outline, bent a little."""
        d = inside_distance(self.grid, spline(outline))
        return (d + bend * self.slow + 0.15 * self.mid).astype(np.float32)

    def paint(self, distance: F32, value: F32 | float, soft: float = 0.6) -> None:
        """Lay a tissue over what is there."""
        cover = smoothstep(distance, -soft, soft)
        self.signal = (self.signal + cover * (value - self.signal)).astype(np.float32)

    def line(self, curve: Points, width: float, value: float, cover: float = 1.0) -> None:
        """Draw a soft line of a signal."""
        d, _, _ = line_distance(self.grid, spline(curve, closed=False))
        weight = cover * np.exp(-0.5 * ((d + 0.12 * self.fine) / width) ** 2)
        self.signal = (self.signal + weight * (value - self.signal)).astype(np.float32)

    def muscle(self, outline: Points, angle: float, value: float = 0.30) -> None:
        """Add a muscle with bundles that run along an angle."""
        bundles = band_noise(
            self.rng, self.signal.shape, MM, 3.6, angle=angle, tightness=0.2, leak=0.05
        )
        body = value + 0.022 * bundles + 0.012 * self.mid + 0.01 * self.slow
        seams = np.maximum(bundles - 1.7, 0) * 0.05
        self.paint(self.shape(outline), (body - seams).astype(np.float32), soft=0.8)

    def bone(self, outline: Points, value: float) -> F32:
        """Add a bone: a dark cortex round marrow of a signal."""
        d = self.shape(outline, bend=0.35)
        marrow = value + 0.014 * self.fine + 0.014 * self.mid + 0.012 * self.slow
        self.paint(d, 0.035, soft=0.5)
        self.paint((d - 1.1).astype(np.float32), marrow.astype(np.float32), soft=0.6)
        return d


def soft_parts(s: Slice) -> None:
    """Add muscles, vessels and pelvic contents on both sides."""
    flank: list[Point] = [(72, -104), (96, -100), (88, -78), (72, -62), (62, -72), (56, -90)]
    gluteal: list[Point] = [(100, -92), (122, -80), (140, -50), (140, 90), (70, 100), (62, 60),
                            (52, 30), (56, 8), (68, -18), (84, -50)]  # fmt: skip
    deep: list[Point] = [(92, -66), (103, -56), (106, -34), (94, 0), (78, 22), (60, 30), (54, 18),
                         (62, -4), (74, -30)]  # fmt: skip
    piriformis: list[Point] = [(20, 40), (30, 34), (46, 40), (66, 54), (82, 66), (76, 74),
                               (54, 66), (34, 56), (22, 50)]  # fmt: skip
    lumbar: list[Point] = [(22, -140), (50, -140), (56, -112), (54, -84), (42, -70), (30, -76),
                           (24, -100)]  # fmt: skip
    for side in (as_drawn, mirrored):
        s.muscle(side(gluteal), 60.0 if side is mirrored else 120.0, 0.27)
        s.line(side([(108, -62), (106, -34), (95, 2), (80, 24), (62, 33)]), 0.7, 0.10)
        s.muscle(side(deep), 62.0 if side is mirrored else 118.0, 0.29)
        s.muscle(side(flank), 60.0 if side is mirrored else 120.0, 0.29)
        s.muscle(side(piriformis), 150.0 if side is mirrored else 30.0, 0.30)
        s.muscle(side(lumbar), 85.0 if side is mirrored else 95.0, 0.28)
        for cx, cy, r in (
            (44, 36, 1.5),
            (48, 39, 1.1),
            (58, 46, 1.4),
            (39, 33, 0.9),
            (66, 42, 1.0),
        ):
            s.paint(s.shape(side(ellipse(cx, cy, r, 0.8 * r, 30))), 0.72)
        s.line(side([(40, 44), (52, 54), (66, 66), (78, 84)]), 1.3, 0.44, 0.8)
        s.line(side([(106, -60), (112, -40), (110, -14)]), 0.6, 0.55, 0.7)
    bowel = s.shape([(-20, 66), (-8, 58), (8, 58), (21, 66), (24, 82), (16, 100), (-16, 100),
                     (-25, 82)])  # fmt: skip
    s.paint(bowel, 0.34, soft=0.8)
    s.paint((bowel - 3.2).astype(np.float32), (0.15 + 0.015 * s.mid).astype(np.float32), soft=1.0)


def bones(s: Slice) -> dict[str, F32]:
    """Add spine, sacrum and iliac bones; return distance fields of the parts that show oedema."""
    s.bone([(-25, -103), (-23, -116), (-24, -150), (24, -150), (23, -116), (25, -103), (18, -100),
            (-18, -100)], 0.19)  # fmt: skip
    s.bone([(-26, -96), (-15, -97), (15, -97), (26, -96), (23, -86), (24, -76), (0, -74.5),
            (-24, -76), (-23, -86)], 0.19)  # fmt: skip
    for y, thick in ((-100.0, 2.2), (-70.6, 2.6)):
        s.line([(-24, y + 0.5), (0, y - 0.6), (24, y + 0.5)], thick, 0.30)
        s.line([(-17, y + 0.3), (0, y - 0.4), (17, y + 0.3)], 0.55 * thick, 0.44, 0.8)
    field = {"sacrum": s.bone(SACRUM, 0.20)}
    field["left"] = s.bone(ILIUM, 0.185)
    field["right"] = s.bone(mirrored(ILIUM), 0.185)
    return field


def sacral_detail(s: Slice) -> None:
    """Add the foramina with their nerve roots and the remnants of the sacral discs."""
    for y, half in ((-38.0, 16.0), (-10.0, 13.0), (14.0, 10.0), (34.0, 6.0)):
        s.line([(-half, y + 0.4), (0, y - 0.4), (half, y + 0.4)], 0.8, 0.05, 0.75)
        s.line([(-0.6 * half, y), (0.6 * half, y)], 0.5, 0.34, 0.6)
    for sign in (-1, 1):
        for x, y, r in ((25, -46, 5.6), (20, -18, 4.8), (15.5, 7, 3.9), (11, 28, 2.8)):
            d = s.shape(ellipse(sign * x, y, 0.85 * r, r, sign * 28))
            s.paint((d + 0.8).astype(np.float32), 0.05)
            s.paint(d, 0.13)
            s.paint(s.shape(ellipse(sign * (x + 0.4), y + 0.4, 0.42 * r, 0.5 * r)), 0.52)
            s.paint(s.shape(ellipse(sign * (x + 0.62 * r), y - 0.5 * r, 0.8, 0.8)), 0.66)


def joints(s: Slice, field: dict[str, F32]) -> None:
    """Add oedema, joint clefts and a little fluid."""
    bony = {
        "left sacral": field["sacrum"],
        "right sacral": field["sacrum"],
        "left iliac": field["left"],
    }
    for name, outline in OEDEMA.items():
        d = s.shape(outline, bend=0.6)
        strength = (0.46 if name.startswith("left") else 0.30) * smoothstep(d, -3.4, 3.6)
        deep = bony[name] - 0.9
        strength = (
            strength * smoothstep(deep, -0.5, 0.6) * (0.42 + 0.58 * np.exp(-deep.clip(0) / 8))
        )
        patchy = 1 + 0.22 * s.mid + 0.06 * s.fine
        s.signal = (s.signal + strength * patchy.clip(0.3)).astype(np.float32)
    for side, wet in ((list(JOINT), 0.62), (mirrored(JOINT), 0.34)):
        s.line(side, 1.15, 0.04)
        s.line(side[2:], 0.42, wet, 0.8)
    for cx, cy in ((52, -31), (41.5, -7.5)):  # small erosions
        s.paint(s.shape(ellipse(cx, cy, 1.5, 1.2, 60), bend=0.3), 0.70)
    for sign in (-1, 1):  # interosseous ligaments above the joint
        for k in range(5):
            y = -63 + 2.6 * k
            s.line(
                [(sign * (47 + 0.5 * k), y + 1), (sign * (60 - 0.4 * k), y - 2)], 0.55, 0.07, 0.7
            )


def clean(seed: int) -> NDArray[np.uint8]:
    """Draw the picture without marks."""
    s = Slice(seed)
    soft_parts(s)
    field = bones(s)
    sacral_detail(s)
    joints(s, field)
    x, y = s.grid.centres()
    coil = 1.10 - 0.30 * ((y + 20) / 110) ** 2 - 0.16 * (x / 128) ** 2 + 0.05 * x / 128
    image = blur((s.signal * np.clip(coil, 0.4, 1.3)).astype(np.float32), 0.95)
    noise = [blur(s.rng.standard_normal(image.shape, dtype=np.float32), 0.75) for _ in range(2)]
    image = np.hypot(image + 0.034 * noise[0], 0.034 * noise[1])
    shown = np.clip(image / 0.86, 0, 1.2)
    shown = np.where(shown > 0.8, 0.8 + 0.2 * np.tanh((shown - 0.8) / 0.2), shown) ** 0.92
    out: NDArray[np.uint8] = np.round(255 * np.clip(shown, 0, 1)).astype(np.uint8)
    return out


ARROWS: list[tuple[Point, Point]] = [
    ((12.0, -3.0), (25.0, 2.0)),
    ((78.0, -14.0), (62.0, -13.0)),
    ((-8.0, 10.0), (-22.0, 13.0)),
]
"""From tail to tip, in millimetres."""


def annotated(seed: int) -> NDArray[np.uint8]:
    """Draw the same picture with the oedema outlined in yellow and arrows in white."""
    grey = Image.fromarray(clean(seed), mode="L").convert("RGB")
    big = grey.resize((3 * WIDTH, 3 * HEIGHT), Image.Resampling.NEAREST)
    marks = Image.new("L", big.size, 0)
    tips = Image.new("L", big.size, 0)
    grid = Slice(seed).grid

    def at(p: Point) -> Point:
        u, v = grid.pixel(*p)
        return 3 * u, 3 * v

    for outline in OEDEMA.values():
        curve = spline(place_out(outline))
        ring = [at((float(a), float(b))) for a, b in curve]
        ImageDraw.Draw(marks).line([*ring, ring[0]], fill=255, width=5, joint="curve")
    for tail, tip in ARROWS:
        a, b = np.asarray(at(tail)), np.asarray(at(tip))
        u = (b - a) / np.hypot(*(b - a))
        n = np.asarray([-u[1], u[0]])
        pen = ImageDraw.Draw(tips)
        pen.line([tuple(a), tuple(b - 24 * u)], fill=255, width=9)
        pen.polygon([tuple(b), tuple(b - 30 * u + 14 * n), tuple(b - 30 * u - 14 * n)], fill=255)
    picture = np.asarray(grey, dtype=np.float32)
    for layer, colour in ((marks, (255, 214, 0)), (tips, (255, 255, 255))):
        small = layer.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        cover = np.asarray(small, dtype=np.float32)[..., None] / 255
        picture = picture + cover * (np.asarray(colour, dtype=np.float32) - picture)
    out: NDArray[np.uint8] = np.round(picture).astype(np.uint8)
    return out


def place_out(outline: Points, by: float = 1.06) -> list[Point]:
    """Return an outline a little larger, so that the mark does not hide the edge it shows."""
    x, y = np.mean(np.asarray(outline), axis=0).tolist()
    return place(outline, scale=by, pivot=(x, y))
