"""Outlines by their areas, marks by what they measure: worked by hand, and the same in both."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.model.answer import Answer
from scorm_builder.scoring import measures, overlap
from tests.unit.player.conftest import Player
from tests.unit.player.questions import (
    Data,
    as_json,
    base,
    everything,
    points_of,
    regions,
    relaxed,
    ring,
    thousandths,
)

SQUARE = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]


def square(x: float, y: float, side: float) -> list[tuple[float, float]]:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def region(*polygons: Any) -> Data:
    return {"id": "r", "polygons": list(polygons), "open": False}


def outline(target: Data, **changes: Any) -> Data:
    how = {"size": [1000, 1000], "measure": "iou", "none": 0.3, "full": 0.7, "correct": [0]}
    return base("outline", **{**how, "letters": "abcd", "target": target, **changes})


def test_both_give_the_same_for_thousands_of_outlines_and_marks(scoring: Player) -> None:
    """Rings with notches, crossing and holed, drawn and marked at random: as real ones are."""
    chance = random.Random(1)
    calls, found = [], []
    for _ in range(2500):
        size = (chance.randint(200, 3000), chance.randint(200, 3000))

        def blob(corners: int, x: float, y: float, size: tuple[int, int] = size) -> Any:
            shape = ring(0, 0, 1, corners)
            far = [chance.uniform(0.1, 0.4) for _ in shape]
            return [
                (round((x + f * px) * size[0], 1), round((y + f * py) * size[1], 1))
                for f, (px, py) in zip(far, shape, strict=True)
            ]

        target = region(blob(chance.randint(3, 30), 0.5, 0.5), blob(5, 0.55, 0.5))
        near, measure = chance.uniform(0.45, 0.55), chance.choice(["iou", "dice"])
        drawn = blob(chance.randint(3, 12), near, 1 - near)
        marks = tuple((round(1000 * x / size[0]), round(1000 * y / size[1])) for x, y in drawn)
        if chance.random() < 0.5:
            question = outline(target, size=size, measure=measure, none=0.1, full=0.9)
        else:
            places = {"size": size, "targets": [target, region(blob(6, 0.2, 0.2))], "regions": []}
            how = {"tolerance": 5, "cost": 0.5, "correct": [0, 1], "letters": "ab"}
            question, marks = base("hotspot", **places, **how), marks[: chance.randint(1, 4)]
        answer = Answer(marks=marks)
        calls.append(("points", question, as_json(answer), False))
        found.append(points_of(question, answer))
    theirs = [p for start in range(0, 2500, 500) for p in everything(scoring, calls[start:][:500])]
    assert theirs == found
    assert len(set(found)) > 40, "the cases differ in what they come to"


@given(data=st.data(), drawn=st.lists(thousandths, max_size=12))
@settings(relaxed, max_examples=100)
def test_areas_are_the_same_to_the_last_bit(
    scoring: Player, data: st.DataObject, drawn: list[Any]
) -> None:
    shape = data.draw(regions((1000, 700)))["polygons"]
    (theirs,) = everything(scoring, [("areas", drawn, shape)])
    found = overlap.areas(drawn, shape)
    assert theirs == found._asdict()
    assert 0 <= found.both <= min(found.drawn, found.region) + 1e-6
    assert max(found.drawn, found.region) <= 1000 * 1000 + 1e-6
    # Whichever corner comes first, and whichever way round.
    turned = overlap.areas([*reversed(drawn[1:]), *drawn[:1]], [each[::-1] for each in shape])
    assert turned == pytest.approx(found, abs=1e-6)


@given(x=st.integers(0, 800), y=st.integers(0, 800), side=st.integers(1, 200))
@settings(relaxed, max_examples=60)
def test_areas_of_squares_are_as_worked_out_by_hand(x: int, y: int, side: int) -> None:
    other = square(300, 200, 400)
    wide = max(0, min(x + side, 700) - max(x, 300))
    high = max(0, min(y + side, 600) - max(y, 200))
    found = overlap.areas(square(x, y, side), [other])
    assert found == (side * side, 160_000, wide * high)


@pytest.mark.parametrize(
    ("drawn", "region", "expected"),
    [
        ([(0, 0), (4, 0), (0, 3)], [[(0, 0), (4, 0), (4, 3)]], (6, 6, 3)),
        # Rotated by 45 degrees: an octagon is left.
        ([(0, 2), (2, 0), (4, 2), (2, 4)], [square(0.5, 0.5, 3)], (8, 9, 7)),
        # An eight has both its halves.
        ([(0, 0), (4, 4), (4, 0), (0, 4)], [square(0, 0, 4)], (8, 16, 8)),
        # Drawn round twice has no hole, a region's inner outline is one.
        (square(0, 0, 4) * 2, [square(0, 0, 4)], (16, 16, 16)),
        (square(0, 0, 4), [square(0, 0, 4), square(1, 1, 2)], (16, 12, 12)),
        # A region that crosses itself, and two parts that overlap: even-odd.
        (square(0, 0, 4), [[(0, 0), (4, 4), (4, 0), (0, 4)]], (16, 8, 8)),
        (square(0, 0, 9), [square(0, 0, 4), square(2, 0, 4)], (81, 16, 16)),
        ([(0, 0), (4, 0)], [square(0, 0, 4)], (0, 16, 0)),
        ([], [], (0, 0, 0)),
    ],
)
def test_areas_of_odd_shapes(scoring: Player, drawn: Any, region: Any, expected: Any) -> None:
    assert overlap.areas(drawn, region) == pytest.approx(expected, abs=1e-9)
    assert everything(scoring, [("areas", drawn, region)]) == [
        overlap.areas(drawn, region)._asdict()
    ]


@given(drawn=st.lists(thousandths, min_size=3, max_size=7), inner=st.integers(5, 200))
@settings(relaxed, max_examples=25)
def test_areas_are_what_counting_points_comes_near_to(drawn: list[Any], inner: int) -> None:
    """By winding numbers on a grid: another way, and a slow one."""
    shape = [ring(500, 500, 400, 9), ring(500, 500, inner, 5)]
    step, counts = 25, [0, 0, 0]
    for x in range(12, 1000, step):
        for y in range(12, 1000, step):
            in_drawn = round(turns(drawn, x + 0.3, y + 0.4)) != 0
            in_shape = sum(round(turns(each, x + 0.3, y + 0.4)) for each in shape) % 2 == 1
            for index, inside in enumerate((in_drawn, in_shape, in_drawn and in_shape)):
                counts[index] += inside
    edges = step * sum(math.dist(a, b) for a, b in zip(drawn, [*drawn[1:], drawn[0]], strict=True))
    slack = 0.6 * edges + 0.6 * step * math.tau * (400 + inner)
    for counted, exact in zip(counts, overlap.areas(drawn, shape), strict=True):
        assert abs(counted * step * step - exact) <= slack


def turns(polygon: Any, x: float, y: float) -> float:
    total = 0.0
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        start, end = math.atan2(ay - y, ax - x), math.atan2(by - y, bx - x)
        total += (end - start + math.pi) % math.tau - math.pi
    return total / math.tau


@pytest.mark.parametrize(
    ("measure", "marks", "expected"),
    [
        ("iou", SQUARE, 100),
        # Half the square: IoU 1/2 lies half way from 0.3 to 0.7; Dice 2/3 is 0.367 of 0.4.
        ("iou", [(0, 0), (500, 0), (500, 1000), (0, 1000)], 50),
        ("dice", [(0, 0), (500, 0), (500, 1000), (0, 1000)], 92),
        ("iou", [(0, 0), (700, 0), (700, 1000), (0, 1000)], 100),
        ("iou", [(0, 0), (699, 0), (699, 1000), (0, 1000)], 99),
        ("iou", [(0, 0), (300, 0), (300, 1000), (0, 1000)], 0),
        ("iou", [(0, 0), (304, 0), (304, 1000), (0, 1000)], 1),
        ("iou", [(0, 0), (1000, 1000)], 0),
    ],
)
def test_points_of_an_outline_rise_with_the_agreement(
    scoring: Player, measure: str, marks: Any, expected: int
) -> None:
    question = outline(region(SQUARE), measure=measure)
    answer = Answer(marks=tuple(marks))
    assert points_of(question, answer) == expected
    assert everything(scoring, [("points", question, as_json(answer), False)]) == [expected]
    whole = {**question, "whole": True}
    assert points_of(whole, answer) == (100 if expected == 100 else 0)


def test_line_has_no_area_to_agree_with() -> None:
    target = {**region(SQUARE), "open": True}
    assert points_of(outline(target), Answer(marks=tuple(SQUARE))) == 0


def test_list_under_an_outline_or_a_measure_is_all_or_nothing() -> None:
    for question in (outline(region(SQUARE)), ruler("length")):
        assert points_of(question, Answer(selected=(0,))) == 100
        assert points_of(question, Answer(selected=(1,))) == 0
        assert points_of(question, Answer()) == 0


@given(x=st.integers(0, 500), less=st.integers(0, 250), more=st.integers(0, 250))
@settings(relaxed, max_examples=60)
def test_growing_towards_the_region_never_lowers(x: int, less: int, more: int) -> None:
    """All within the region: what is drawn beside it takes away."""
    question = outline(region(square(0, 0, 1000)), none=0, full=1)

    def drawn(width: int) -> Answer:
        return Answer(marks=((x, 0), (x + width, 0), (x + width, 1000), (x, 1000)))

    narrow, wide = sorted((less, more))
    low, high = points_of(question, drawn(narrow)), points_of(question, drawn(wide))
    assert low <= high
    outside = outline(region([(0, 0), (x, 0), (x, 1000), (0, 1000)]), none=0, full=1)

    def beyond(width: int) -> Answer:
        return Answer(marks=((0, 0), (x + width, 0), (x + width, 1000), (0, 1000)))

    assert points_of(outside, beyond(wide)) <= points_of(outside, beyond(narrow))


@given(data=st.data(), factor=st.sampled_from([2, 3, 7, 10]))
@settings(relaxed, max_examples=60)
def test_larger_copy_of_a_picture_gives_the_same(data: st.DataObject, factor: int) -> None:
    size = (800, 600)
    target = data.draw(regions(size))
    marks = tuple(data.draw(st.lists(thousandths, min_size=3, max_size=8)))
    larger = {
        **target,
        "polygons": [[(x * factor, y * factor) for x, y in each] for each in target["polygons"]],
    }
    ours_, theirs = (
        points_of(outline(shape, size=(800 * by, 600 * by)), Answer(marks=marks))
        for shape, by in ((target, 1), (larger, factor))
    )
    # Where rounding decides, by one.
    assert abs(ours_ - theirs) <= 1


def ruler(measure: str, **changes: Any) -> Data:
    how = {"size": [1000, 500], "spacing": [0.5, 0.25], "value": 100, "tolerance": 2, "points": []}
    return base("measure", measure=measure, correct=[0], letters="abc", **{**how, **changes})


@pytest.mark.parametrize(
    ("measure", "marks", "expected"),
    [
        ("length", [(0, 0), (600, 0)], 300),
        ("length", [(0, 0), (0, 1000)], 125),
        ("length", [(100, 100), (106, 164)], 8.544004),
        ("angle", [(500, 0), (500, 500), (800, 500)], 90),
        ("angle", [(500, 500), (500, 500), (800, 500)], None),
        ("angle", [(100, 500), (500, 500), (900, 500)], 180),
        ("angle", [(900, 500), (500, 500), (600, 900)], 45),  # 50 mm across, 50 mm down
        ("lines", [(0, 0), (100, 0), (500, 500), (400, 900)], 45),
        ("lines", [(0, 0), (100, 0), (900, 300), (100, 300)], 0),
        ("lines", [(0, 0), (100, 0), (0, 300)], None),
        ("length", [], None),
    ],
)
def test_marks_measure_millimetres_and_degrees(
    scoring: Player, measure: str, marks: Any, expected: float | None
) -> None:
    question = ruler(measure)
    found = measures.measured(question, marks)
    (theirs,) = everything(scoring, [("measured", question, marks)])
    assert theirs == expected
    assert math.isnan(found) if expected is None else found == expected


@given(
    measure=st.sampled_from(["length", "angle", "lines"]),
    marks=st.lists(thousandths, min_size=4, max_size=4),
    spacing=st.none() | st.tuples(st.floats(0.01, 5), st.floats(0.01, 5)),
)
@settings(relaxed, max_examples=150)
def test_both_measure_the_same(
    scoring: Player, measure: str, marks: list[Any], spacing: Any
) -> None:
    question = ruler(measure, spacing=spacing)
    (theirs,) = everything(scoring, [("measured", question, marks)])
    found = measures.measured(question, marks)
    assert (theirs is None and math.isnan(found)) or theirs == found
    # The author's points, in pixels, give the same value as the marks.
    pixels = [(x, y / 2) for x, y in marks]
    again = measures.between(measure, pixels, spacing or (1, 1))
    assert again == pytest.approx(found, abs=2e-6, nan_ok=True)


@pytest.mark.parametrize(
    ("off", "expected"), [(0, 100), (2, 100), (-2, 100), (2.5, 50), (4, 50), (4.5, 0), (-5, 0)]
)
def test_measure_within_tolerance_is_right_and_within_twice_half_right(
    scoring: Player, off: float, expected: int
) -> None:
    question = ruler("length", value=300 - off)
    answer = Answer(marks=((0, 0), (600, 0)))
    assert points_of(question, answer) == expected
    assert everything(scoring, [("points", question, as_json(answer), False)]) == [expected]
    whole = {**question, "whole": True}
    assert points_of(whole, answer) == (100 if expected == 100 else 0)
