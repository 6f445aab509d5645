"""Masks: what is white becomes outlines that stay within a pixel, and hostile files are refused."""

from __future__ import annotations

import itertools
import math
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from scorm_builder import check
from scorm_builder.core import installed
from scorm_builder.load.anatomy import PictureError
from scorm_builder.load.course import load
from scorm_builder.load.masks import read_mask, trace_mask
from scorm_builder.load.trace import Bitmap, NoisyBitmap, trace
from scorm_builder.model.outline import Coordinates, area, nearest, within
from scorm_builder.render.overlay import draw
from tests.courses import FIGURE, HOTSPOT, page, png, write_course

APONEUROSIS = (
    Path(__file__).resolve().parents[4]
    / "shared/images/muscle-us-longitudinal-aponeurosis-mask.png"
)
SIZE = (120, 80)


def bitmap(*rows: str) -> Bitmap:
    bits = [int(row.replace("#", "1").replace(".", "0"), 2) for row in rows]
    return Bitmap(len(rows[0]), len(rows), tuple(bits))


def pixel(mask: Bitmap, x: int, y: int) -> bool:
    inside = 0 <= x < mask.width and 0 <= y < mask.height
    return inside and bool(mask.rows[y] >> (mask.width - 1 - x) & 1)


def edges(mask: Bitmap) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The sides between set and clear pixels, found in the plainest way."""
    found = []
    for y, x in itertools.product(range(mask.height + 1), range(mask.width + 1)):
        if pixel(mask, x, y) != pixel(mask, x, y - 1):
            found.append(((x, y), (x + 1, y)))
        if pixel(mask, x, y) != pixel(mask, x - 1, y):
            found.append(((x, y), (x, y + 1)))
    return found


def hausdorff(mask: Bitmap, outlines: tuple[Coordinates, ...]) -> float:
    """The farthest that outlines and pixel edges are from each other, either way."""
    sides = edges(mask)
    ends = {point for side in sides for point in side}
    there = max(nearest(point, outlines, closed=True)[0] for point in ends)
    lines = [((float(ax), float(ay)), (float(bx), float(by))) for (ax, ay), (bx, by) in sides]
    walked: Iterable[tuple[float, float]] = (
        (a[0] + (b[0] - a[0]) * t / 4, a[1] + (b[1] - a[1]) * t / 4)
        for outline in outlines
        for a, b in zip(outline, (*outline[1:], outline[0]), strict=True)
        for t in range(4)
    )
    back = max(nearest(point, lines, closed=False)[0] for point in walked)
    return max(there, back)


@pytest.mark.skipif(not APONEUROSIS.is_file(), reason=f"there is no {APONEUROSIS}")
def test_aponeuroses_are_traced_within_a_pixel() -> None:
    outlines = trace_mask(APONEUROSIS, (800, 652))
    assert len(outlines) == 2
    assert sum(map(len, outlines)) < 60
    mask = read_mask(APONEUROSIS)
    assert hausdorff(mask, outlines) <= 1
    assert area(outlines) == pytest.approx(sum(row.bit_count() for row in mask.rows), rel=0.01)
    doubled = trace_mask(APONEUROSIS, (1600, 1304))
    assert doubled == tuple(tuple((x * 2, y * 2) for x, y in outline) for outline in outlines)


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(
    st.lists(
        st.tuples(st.integers(4, 55), st.integers(4, 35), st.integers(1, 20), st.integers(1, 14)),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)
def test_any_mask_is_traced_within_a_pixel(blobs: list[tuple[int, ...]], holed: bool) -> None:
    image = Image.new("1", (60, 40))
    draw_ = ImageDraw.Draw(image)
    for x, y, w, h in blobs:
        draw_.ellipse((x - w, y - h, x + w, y + h), fill=1)
    if holed:
        draw_.ellipse((20, 12, 38, 26), fill=0)
    rows = [sum(1 << (59 - x) for x in range(60) if image.getpixel((x, y))) for y in range(40)]
    mask = Bitmap(60, 40, tuple(rows))
    found = trace(mask, speck=0)
    if not any(rows):
        assert found.outlines == ()
        return
    assert hausdorff(mask, found.outlines) <= 1
    for y, x in itertools.product(range(40), range(60)):
        centre = (x + 0.5, y + 0.5)
        if nearest(centre, found.outlines, closed=True)[0] > 1:
            assert within(centre, found.outlines) == pixel(mask, x, y)


def test_hole_is_an_outline_of_its_own() -> None:
    ring = trace(bitmap("........", ".######.", ".#....#.", ".#....#.", ".######.", "........"), 0)
    assert len(ring.outlines) == 2
    assert not within((4, 3), ring.outlines)


def test_thin_slanted_line_stays_in_one_piece() -> None:
    rows = ["." * n + "#" + "." * (19 - n) for n in range(20)]
    found = trace(bitmap(*rows), 0)
    assert len(found.outlines) == 1
    assert area(found.outlines) == pytest.approx(20, abs=5)


def test_specks_are_left_out_and_counted() -> None:
    clear, speck = "." * 40, "." * 30 + "#" + "." * 9
    block = "." * 5 + "#" * 20 + "." * 15
    holed = "." * 5 + "#" * 9 + "." + "#" * 10 + "." * 15
    rows = [clear, speck, clear, *[block] * 6, holed, *[block] * 6, clear]
    found = trace(bitmap(*rows), 1 / 300)
    assert (len(found.outlines), found.specks) == (1, 2)


def test_outline_of_too_many_points_is_made_simpler_and_says_so() -> None:
    comb = "".join("###.." for _ in range(80))
    rows = [comb] * 9 + ["#" * 400] * 3
    found = trace(bitmap(*rows), 0, most=100)
    assert sum(map(len, found.outlines)) <= 100
    assert found.near > 0.5


def test_noise_is_refused() -> None:
    row = int("10" * 1_000, 2)
    with pytest.raises(NoisyBitmap):
        trace(Bitmap(2_000, 400, (row, row >> 1) * 200))


def test_runs_become_a_bitmap() -> None:
    assert Bitmap.of_runs(4, 4, [5, 2, 2, 2, 5]) == bitmap("....", ".##.", ".##.", "....")
    assert Bitmap.of_runs(4, 3, [0, 5, 2, 5]) == bitmap("####", "#..#", "####")


# -- files ----------------------------------------------------------------------------------------


def saved(folder: Path, image: Image.Image, name: str = "m.png") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    image.save(folder / name)
    return folder / name


def drawing(mode: str, white: int | tuple[int, ...], size: tuple[int, int] = SIZE) -> Image.Image:
    image = Image.new(mode, size)
    ImageDraw.Draw(image).rectangle((20, 10, 79, 49), fill=white)
    return image


@pytest.mark.parametrize(
    ("mode", "white"),
    [
        ("1", 1),
        ("L", 255),
        ("L", 1),
        ("P", 255),
        ("RGB", (255, 255, 255)),
        ("RGBA", (255, 255, 255, 255)),
        ("LA", (255, 255)),
    ],
)
def test_every_way_to_store_black_and_white_is_read(
    tmp_path: Path, mode: str, white: int | tuple[int, ...]
) -> None:
    image = drawing("L", 255).convert("P") if mode == "P" else drawing(mode, white)
    (outline,) = trace_mask(saved(tmp_path, image), SIZE)
    assert nearest((20, 10), [outline], closed=True)[0] <= 0.5
    assert area([outline]) == pytest.approx(60 * 40, rel=0.01)


def test_mask_of_another_size_and_the_same_ratio_is_scaled(tmp_path: Path) -> None:
    half = saved(tmp_path, drawing("1", 1).resize((60, 40)))
    (outline,) = trace_mask(half, SIZE)
    assert area([outline]) == pytest.approx(60 * 40, rel=0.02)


def refused(path: Path, rule: str, size: tuple[int, int] = SIZE) -> None:
    with pytest.raises(PictureError) as raised:
        trace_mask(path, size)
    assert raised.value.rule.name == rule
    assert raised.value.hint


def test_mask_that_cannot_be_traced_says_why(tmp_path: Path) -> None:
    refused(saved(tmp_path, drawing("1", 1)), "mask-size", (120, 90))
    refused(saved(tmp_path, Image.new("1", SIZE)), "mask-empty")
    refused(saved(tmp_path, Image.new("1", SIZE, 1)), "mask-empty")
    ramp = Image.linear_gradient("L").resize(SIZE)
    refused(saved(tmp_path, ramp), "mask-unclear")
    refused(saved(tmp_path, Image.new("I;16", SIZE)), "picture-type")
    refused(saved(tmp_path, drawing("L", 255), "m.bmp"), "picture-type")
    refused(tmp_path / "none.png", "picture-unreadable")
    cut = saved(tmp_path, drawing("1", 1))
    cut.write_bytes(cut.read_bytes()[:-30])
    refused(cut, "picture-unreadable")


def test_softly_drawn_edge_is_cut_in_the_middle(tmp_path: Path) -> None:
    image = drawing("L", 255, (480, 320))
    ImageDraw.Draw(image).rectangle((20, 10, 79, 10), fill=100)
    (outline,) = trace_mask(saved(tmp_path, image), (480, 320))
    assert min(y for _, y in outline) == pytest.approx(11, abs=0.1)


def test_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    path = tmp_path / "bomb.png"
    path.write_bytes(data)
    refused(path, "picture-too-large")


# -- in a course ----------------------------------------------------------------------------------

SHAPE = "polygon: [[10, 10], [60, 12], [40, 50]]"


def course(root: Path, body: str, mask: Image.Image | None = None) -> Path:
    folder = write_course(root, {"pages/one.md": page(body)})
    if mask is not None:
        saved(folder / "images", mask)
    return folder


def test_figure_with_a_mask_is_drawn_by_its_outline(tmp_path: Path) -> None:
    folder = course(tmp_path, FIGURE.replace(SHAPE, "mask: images/m.png"), drawing("1", 1))
    assert check(folder) == ()
    made = load(folder, installed()).course
    assert made
    (figure,) = made.pages[0].figures
    (shape,) = figure.findings[0].places
    assert shape.bounds() == (20, 10, 80, 50)
    assert shape.span("mask").line == 17
    (drawing_,) = draw(figure.findings, SIZE)
    assert drawing_.strokes[0].closed and drawing_.strokes[0].d.endswith("Z")


def test_mask_in_a_box_and_in_a_question_is_traced(tmp_path: Path) -> None:
    boxed = f"\n::: note\n{FIGURE.replace(SHAPE, 'mask: images/m.png')}\n:::\n"
    region = HOTSPOT.replace("circle: {c: [50, 40], r: 12}", "mask: images/m.png")
    folder = course(tmp_path, boxed + region, drawing("1", 1))
    assert check(folder) == ()
    made = load(folder, installed()).course
    assert made
    one = made.pages[0]
    assert one.figures[0].findings[0].places[0].outlines()
    assert one.questions[0].regions[0].shape.outlines()  # type: ignore[attr-defined]


def test_mask_with_a_fault_is_reported_where_it_is_named(tmp_path: Path) -> None:
    body = FIGURE.replace(SHAPE, "mask: images/m.png")
    for mask, rule in (
        (None, "file-missing"),
        (drawing("1", 1, (120, 90)), "mask-size"),
        (Image.new("1", SIZE), "mask-empty"),
    ):
        folder = course(tmp_path / rule, body, mask)
        (problem,) = check(folder)
        assert (problem.rule, problem.span.line, problem.span.column) == (rule, 17, 19)
    two = drawing("1", 1)
    two.putpixel((100, 70), 1)
    (note,) = check(course(tmp_path / "speck", body, two))
    assert (note.rule, str(note.severity)) == ("mask-changed", "note")
    many = FIGURE.replace(SHAPE, "mask: images/a.png")
    (problem,) = check(course(tmp_path / "grey", many))
    assert problem.rule == "mask-empty"
    assert png()  # 'images/a.png' is of one grey


def test_diagonal_edge_is_straight() -> None:
    rows = ["#" * (n + 1) + "." * (60 - n) for n in range(60)]
    found = trace(bitmap(*rows), 0)
    (outline,) = found.outlines
    assert len(outline) <= 6
    assert math.isclose(area([outline]), 60 * 61 / 2, rel_tol=0.01)
