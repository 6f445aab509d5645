"""Shapes: their outlines, what lies inside them, and path data with all that can be wrong in it."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scorm_builder.model.outline import area, crossing, nearest, simplified, within
from scorm_builder.model.path import MAX_CORNERS, path_outlines, read_path, scaled_path
from scorm_builder.model.shape import Shape

SQUARE = "M10 10H90V90H10Z"
HOLE = "M30 30L70 30L70 70L30 70Z"


def shape(**values: Any) -> Shape:
    return Shape.model_validate(values)


def fault(**values: Any) -> str:
    with pytest.raises(ValidationError) as raised:
        shape(**values)
    (error,) = raised.value.errors()
    return str(error["msg"]).removeprefix("Value error, ")


@pytest.mark.parametrize(
    ("data", "outline", "closed"),
    [
        ("M10 10L90 10L90 90Z", ((10, 10), (90, 10), (90, 90)), True),
        ("m10,10 80,0 0,80z", ((10, 10), (90, 10), (90, 90)), True),
        ("M10 10H90V90", ((10, 10), (90, 10), (90, 90)), False),
        ("m10 10h80v80", ((10, 10), (90, 10), (90, 90)), False),
        ("M10 10 90 10 90 90", ((10, 10), (90, 10), (90, 90)), False),
        ("M1.5.5-2-3", ((1.5, 0.5), (-2, -3)), False),
        ("M1e1 10L9e+1,10", ((10, 10), (90, 10)), False),
        ("M10 10L90 10L90 90L10 10Z", ((10, 10), (90, 10), (90, 90)), True),
    ],
)
def test_straight_path_is_its_corners(data: str, outline: Any, closed: bool) -> None:
    made = shape(path=data)
    assert made.outlines() == (outline,)
    assert (made.kind, made.closed) == ("path", closed)


def test_drawing_goes_on_from_where_a_closed_stretch_began() -> None:
    first, second = read_path("M10 10h10v10zl-5-5")
    assert first.points == ((10, 10), (20, 10), (20, 20))
    assert second.points == ((10, 10), (5, 5))
    assert not shape(path="M10 10h10v10zl-5-5").closed, "one open stretch makes the whole open"


@pytest.mark.parametrize("letter", ["C", "c"])
def test_curves_are_flattened_and_stay_near(letter: str) -> None:
    """A circle of four cubic curves: every point is as far from its centre as it should be."""
    k = 55.2285
    quarters = [
        (200, 100 + k, 100 + k, 200, 100, 200),
        (100 - k, 200, 0, 100 + k, 0, 100),
        (0, 100 - k, 100 - k, 0, 100, 0),
        (100 + k, 0, 200, 100 - k, 200, 100),
    ]
    at = (200.0, 100.0)
    data = "M200 100"
    for quarter in quarters:
        shift = at if letter == "c" else (0.0, 0.0)
        numbers = [n - shift[i % 2] for i, n in enumerate(quarter)]
        data += letter + " ".join(f"{n:.4f}" for n in numbers)
        at = (quarter[4], quarter[5])
    (outline,) = path_outlines(data + "Z")
    assert len(outline) <= MAX_CORNERS
    assert all(abs(math.dist(point, (100, 100)) - 100) < 0.1 for point in outline)
    assert area([outline]) == pytest.approx(math.pi * 100**2, rel=0.005)
    quadratic = path_outlines("M0 0Q50 100 100 0")[0]
    assert max(y for _, y in quadratic) == pytest.approx(50, abs=0.2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("M0 0A5 5 0 0 1 9 9", "character 5 of the path, 'A', is an arc: taken are M L H V C Q Z"),
        ("M0 0S5 5 9 9", "character 5 of the path, 'S', is a command that is not taken"),
        ("M0 0t5 5", "character 5 of the path, 't', is a command that is not taken"),
        ("M0 0 L 5 # 5", "character 10 of the path, '#', is not part of path data"),
        ("M0 0 L 5 5 NaN", "character 12 of the path, 'N', is a command that is not taken"),
        ("L5 5", "a path begins with M"),
        ("5 5L9 9", "character 1 of the path, '5': a path begins with M"),
        ("M0 0L5", "character 5 of the path: 'L' takes 2 numbers each time, and 1 follow"),
        ("M0 0C1 2 3 4 5", "'C' takes 6 numbers each time, and 5 follow"),
        ("M0 0L9 9Z5", "character 9 of the path: 'Z' takes no numbers, and 1 follow"),
        ("M0 0L1e999 9", "1e999 is not a number of pixels"),
        ("M0 0L1000001 9", "character 6 of the path: 1000001 is not a number of pixels"),
        ("M1e308 0c1e308 0 1 1 2 2", "character 2 of the path: 1e308 is not a number of pixels"),
        ("M9e5 0h9e5", "character 7 of the path: the path goes further than 1,000,000 pixels"),
        ("M0 -9e5c0 0 0 0 5 -9e5", "the path goes further than 1,000,000 pixels"),
        ("M5 5", "the path draws nothing"),
        ("M5 5Z", "the path draws nothing"),
        ("", "the path draws nothing"),
        ("M0 0" + "L1 1L2 2" * 2_000, "more than 2,000 points"),
        ("M0 0L1 1" * 101, "more than 100 outlines"),
        ("M0 0" + " " * 100_000 + "L1 1", "has 100,008 characters"),
    ],
)
def test_path_that_cannot_be_read_says_where(data: str, words: str) -> None:
    assert words in fault(path=data)


@settings(max_examples=200, deadline=None)
@given(st.text("MLHVCQZmlhvcqzAS0123456789.,-+e \n", max_size=60))
def test_any_text_is_a_path_or_a_sentence(data: str) -> None:
    try:
        made = shape(path=data)
    except ValidationError as error:
        assert "path" in str(error)
    else:
        assert all(math.isfinite(n) for o in made.outlines() for p in o for n in p)


def test_worst_paths_are_read_in_a_moment() -> None:
    saw = "M0 0" + "".join(f"L{n % 2 * 1000} {n / 3:.2f}" for n in range(1_990))
    start = time.perf_counter()
    made = shape(path=saw + "Z")
    assert len(made.outlines()[0]) <= MAX_CORNERS
    crossing([stretch.points for stretch in read_path(saw + "Z")])
    assert time.perf_counter() - start < 8


def test_holes_and_several_outlines_go_by_the_even_odd_rule() -> None:
    ring = shape(path=SQUARE + HOLE)
    assert ring.area() == 80 * 80 - 40 * 40
    assert ring.bounds() == (10, 10, 90, 90)
    assert ring.contains((20, 20)) and not ring.contains((50, 50))
    assert ring.contains((35, 50), tolerance=5) and not ring.contains((36, 50), tolerance=5)
    island = shape(path=SQUARE + HOLE + "M45 45h10v10h-10z")
    assert island.contains((50, 50)) and island.area() == 80 * 80 - 40 * 40 + 100


@pytest.mark.parametrize(("depth", "back"), [(8, ((10, 42), (60, 42))), (-8, ((10, 58), (60, 58)))])
def test_bracket_lies_to_the_left_on_the_way(depth: float, back: Any) -> None:
    made = shape(bracket={"from": [10, 50], "to": [60, 50], "depth": depth})
    assert made.outlines() == (((10, 50), *back, (60, 50)),)
    assert not made.closed and made.area() == 0
    assert fault(bracket={"from": [10, 50], "to": [60, 50], "depth": 0}).startswith("is 0")


def test_annotated_picture_has_no_outline() -> None:
    made = shape(image="images/b.png")
    assert (made.picture, made.outlines(), made.bounds(), made.area()) == (
        "images/b.png", (), None, 0,
    )  # fmt: skip
    assert not made.contains((1, 1), tolerance=100)
    assert shape(point=[1, 1]).picture is None


def test_mask_has_the_outlines_that_were_traced() -> None:
    made = shape(mask="images/m.png", dashed=True)
    assert (made.outlines(), made.closed) == ((), True)
    outlines = (((0.0, 0.0), (9.0, 0.0), (9.0, 9.0)),)
    traced = made.traced(outlines)
    assert (traced.outlines(), traced.mask, traced.dashed) == (outlines, "images/m.png", True)
    assert made.outlines() == (), "a shape is never changed"


@pytest.mark.parametrize(
    ("values", "inside", "outside"),
    [
        ({"circle": {"c": [50, 50], "r": 20}}, (50, 69), (50, 71)),
        ({"rect": [10, 10, 30, 20]}, (39, 29), (41, 29)),
        ({"ellipse": {"c": [50, 50], "rx": 30, "ry": 10, "rotate": 90}}, (50, 79), (79, 50)),
        ({"polygon": [[10, 10], [60, 12], [40, 50]]}, (40, 30), (15, 40)),
    ],
)
def test_closed_shapes_contain_what_lies_inside(values: Any, inside: Any, outside: Any) -> None:
    assert shape(**values).contains(inside)
    assert not shape(**values).contains(outside)


def test_open_shapes_contain_what_lies_near() -> None:
    line = shape(polyline=[[0, 0], [100, 0], [100, 100]])
    assert line.contains((50, 4), tolerance=4) and not line.contains((50, 5), tolerance=4)
    assert not line.contains((50, 50), tolerance=4), "where it would close"
    assert shape(point=[5, 5]).contains((8, 9), tolerance=5)


grid = st.integers(0, 500).map(float)
points = st.lists(st.tuples(grid, grid), min_size=3, max_size=60, unique=True)


@settings(max_examples=200, deadline=None)
@given(points.map(tuple), st.integers(1, 40), st.booleans())
def test_simplified_outline_stays_near(outline: Any, near: float, closed: bool) -> None:
    made = simplified(outline, near, closed=closed)
    assert set(made) <= set(outline) and len(made) >= (3 if closed else 2)
    for point in outline:
        assert nearest(point, [made], closed=closed)[0] <= near + 1e-6 or len(made) == 3
    assert len(simplified(outline, near, closed=closed, most=10)) <= 10


def test_crossing_lines_are_found_wherever_they_are() -> None:
    bow = ((0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0))
    assert crossing([bow]) == ((0, 0), (10, 0))
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    inner = tuple((x / 2 + 2, y / 2 + 2) for x, y in square)
    beside = tuple((x + 5, y + 5) for x, y in square)
    assert crossing([square]) is None
    assert crossing([square, inner]) is None
    assert crossing([square, beside]) is not None
    assert within((5, 5), [square]) and not within((5, 5), [square, inner])


def test_path_on_a_larger_copy_has_every_number_multiplied() -> None:
    assert scaled_path("m1 2 3,4h5Z", 2) == "m2 4l6 8h10Z"
