"""Points for answers: options by their indexes, marks by the geometry of the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.player.conftest import Player

Point = tuple[float, float]

SIZE = (1000, 500)
SQUARE = [(400, 100), (600, 100), (600, 300), (400, 300)]
LINE = [(100, 100), (100, 400), (300, 400)]


def choice(kind: str, correct: list[int], options: int = 6) -> dict[str, Any]:
    letters = "abcdefghij"[:options]
    return {"kind": kind, "id": "q", "tries": 2, "correct": correct, "letters": letters}


def region(corners: Sequence[Point], *, name: str = "r", is_open: bool = False) -> dict[str, Any]:
    return {"id": name, "polygons": [corners], "open": is_open}


def hotspot(*targets: dict[str, Any], tolerance: float = 0, **changes: Any) -> dict[str, Any]:
    question = {
        **choice("hotspot", [0], 4),
        "size": SIZE,
        "targets": list(targets),
        "tolerance": tolerance,
        "regions": [*targets],
    }
    return {**question, **changes}


def answer(selected: list[int] | None = None, *marks: Point) -> dict[str, Any]:
    return {"selected": selected or [], "marks": list(marks)}


def at(*pixels: Point) -> dict[str, Any]:
    """Marks at pixels of the picture, kept in thousandths as the player keeps them."""
    return answer([], *((x * 1000 / SIZE[0], y * 1000 / SIZE[1]) for x, y in pixels))


@pytest.mark.parametrize(
    ("kind", "options", "points", "tries", "settled"),
    [
        ("choice", 3, 100, 1, True),
        ("choice", 3, 0, 1, False),
        ("choice", 3, 0, 2, True),
        ("choice", 2, 0, 1, True),
        ("true_false", 2, 0, 1, True),
        ("multiple_choice", 2, 0, 1, False),
        ("hotspot", 2, 0, 1, False),
    ],
)
def test_an_answer_settles_when_right_or_last_or_no_other_is_wrong(
    player: Player, kind: str, options: int, points: int, tries: int, *, settled: bool
) -> None:
    question = choice(kind, [0], options)
    assert player("settles", question=question, points=points, tries=tries) is settled


@pytest.mark.parametrize("kind", ["choice", "true_false"])
def test_one_right_option_is_all_or_nothing(player: Player, kind: str) -> None:
    question = choice(kind, [1], 2)
    assert player("points", question=question, answer=answer([1])) == 100
    assert player("points", question=question, answer=answer([0])) == 0
    assert player("points", question=question, answer=answer([0, 1])) == 0


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ([0, 2, 4], 100),
        ([0, 2], 67),
        ([0], 33),
        ([0, 2, 1], 33),
        ([0, 2, 4, 1], 67),
        ([0, 1], 0),
        ([1, 3, 5], 0),
        ([0, 1, 2, 3, 4, 5], 0),
        ([], 0),
    ],
)
def test_wrong_choices_take_away_right_ones(
    player: Player, selected: list[int], expected: int
) -> None:
    question = choice("multiple_choice", [0, 2, 4])
    assert player("points", question=question, answer=answer(selected)) == expected


indexes = st.sets(st.integers(0, 5)).map(sorted)


@given(correct=indexes.filter(bool), selected=indexes)
@settings(max_examples=200)
def test_points_of_several_choices_keep_their_order(
    player: Player, correct: list[int], selected: list[int]
) -> None:
    question = choice("multiple_choice", correct)

    def points(chosen: list[int]) -> int:
        return int(player("points", question=question, answer=answer(chosen)))

    found = points(selected)
    assert 0 <= found <= 100
    assert (found == 100) == (selected == correct), "only the whole answer has all points"
    for index in set(range(6)) - set(selected):
        more = points(sorted({*selected, index}))
        assert more >= found if index in correct else more <= found
    assert points(list(reversed(selected))) == found


def test_mark_inside_counts_and_outside_does_not(player: Player) -> None:
    question = hotspot(region(SQUARE))
    assert player("points", question=question, answer=at((500, 200))) == 100
    assert player("points", question=question, answer=at((400, 200))) == 100, "on the outline"
    assert player("points", question=question, answer=at((390, 200))) == 0


def test_tolerance_is_a_distance_in_pixels_of_the_picture(player: Player) -> None:
    question = hotspot(region(SQUARE), tolerance=10)
    assert player("points", question=question, answer=at((391, 200))) == 100
    assert player("points", question=question, answer=at((389, 200))) == 0
    corner = 10 / math.sqrt(2)
    assert player("points", question=question, answer=at((399 - corner + 2, 101 - corner))) == 100
    assert player("points", question=question, answer=at((399 - corner, 99 - corner))) == 0


def test_small_picture_and_finger_are_allowed_for(player: Player) -> None:
    """12 CSS pixels at the size shown, and as many again for a finger."""
    question = hotspot(region(SQUARE), tolerance=10)
    half = {"width": 500, "touch": False}  # 1 CSS pixel is 2 of the picture
    near, far = at((400 - 23, 200)), at((400 - 25, 200))
    assert player("points", question=question, answer=near, shown=half) == 100
    assert player("points", question=question, answer=far, shown=half) == 0
    finger = {**half, "touch": True}
    assert player("points", question=question, answer=at((400 - 47, 200)), shown=finger) == 100
    assert player("points", question=question, answer=at((400 - 49, 200)), shown=finger) == 0
    large = {"width": 2000, "touch": False}
    assert player("points", question=question, answer=at((391, 200)), shown=large) == 100
    assert player("points", question=question, answer=at((389, 200)), shown=large) == 0


def test_open_line_is_judged_by_distance_alone(player: Player) -> None:
    question = hotspot(region(LINE, is_open=True), tolerance=5)
    assert player("points", question=question, answer=at((104, 250))) == 100
    assert player("points", question=question, answer=at((110, 250))) == 0
    assert player("points", question=question, answer=at((150, 350))) == 0, "in its bend"
    assert player("points", question=question, answer=at((200, 250))) == 0, "where it would close"
    closed = hotspot(region(LINE), tolerance=5)
    assert player("points", question=closed, answer=at((150, 350))) == 100
    assert player("points", question=closed, answer=at((200, 250))) == 100


def test_hole_of_a_region_is_outside_it(player: Player) -> None:
    hole = [(450, 150), (550, 150), (550, 250), (450, 250)]
    ring = {"id": "ring", "polygons": [SQUARE, hole], "open": False}
    assert player("points", question=hotspot(ring), answer=at((420, 200))) == 100
    assert player("points", question=hotspot(ring), answer=at((500, 200))) == 0
    near = hotspot(ring, tolerance=10)
    assert player("points", question=near, answer=at((458, 200))) == 100, "near the hole's edge"
    whole = region([(405, 100), (600, 100), (600, 300), (405, 300)])
    named = hotspot(whole, regions=[whole, ring])
    assert player("regionAt", question=named, point=(420, 200)) == 1, "the ring has less area"
    assert player("regionAt", question=named, point=(500, 200)) == 0
    two = {"id": "two", "polygons": [SQUARE, [(700, 100), (800, 100), (800, 200)]], "open": False}
    assert player("points", question=hotspot(two), answer=at((790, 120))) == 100
    assert player("points", question=hotspot(two), answer=at((650, 120))) == 0


def test_point_is_judged_by_distance(player: Player) -> None:
    question = hotspot(region([(500, 250)], is_open=True), tolerance=20)
    assert player("points", question=question, answer=at((515, 260))) == 100
    assert player("points", question=question, answer=at((515, 270))) == 0


def test_every_target_once_and_extra_marks_cost(player: Player) -> None:
    other = region([(0, 0), (100, 0), (100, 100), (0, 100)])
    question = hotspot(region(SQUARE), other)
    first, second, nowhere = (500, 200), (50, 50), (900, 400)
    assert player("points", question=question, answer=at(first, second)) == 100
    assert player("points", question=question, answer=at(first)) == 50
    assert player("points", question=question, answer=at(first, (510, 210))) == 0
    assert player("points", question=question, answer=at(first, nowhere)) == 0
    assert player("points", question=question, answer=at(first, second, nowhere)) == 50


def test_list_gives_what_the_picture_gives(player: Player) -> None:
    question = hotspot(region(SQUARE))
    assert player("points", question=question, answer=answer([0])) == 100
    assert player("points", question=question, answer=answer([1])) == 0
    nothing = hotspot(correct=[3])
    assert player("points", question=nothing, answer=answer([3])) == 100
    assert player("points", question=nothing, answer=at((500, 200))) == 0, "nothing to mark"


def test_mark_is_named_by_the_smallest_region(player: Player) -> None:
    whole = region([(0, 0), (1000, 0), (1000, 500), (0, 500)])
    line = region([(0, 250), (1000, 250)], is_open=True)
    question = hotspot(region(SQUARE), regions=[whole, None, line, region(SQUARE)])
    assert player("regionAt", question=question, point=(500, 200)) == 3
    assert player("regionAt", question=question, point=(900, 250)) == 0
    assert player("regionAt", question=question, point=(1001, 250)) == -1


thousandths = st.tuples(st.integers(0, 1000), st.integers(0, 1000))


@given(
    mark=thousandths,
    radius=st.integers(5, 250),
    tolerance=st.integers(0, 50),
    width=st.integers(200, 1600),
    touch=st.booleans(),
)
@settings(max_examples=200)
def test_circle_is_judged_as_geometry_says(
    player: Player, *, mark: Point, radius: int, tolerance: int, width: int, touch: bool
) -> None:
    """A ring of 90 corners and the formula of a circle agree, but for the chord's own height."""
    turns = [math.tau * corner / 90 for corner in range(90)]
    ring = [(500 + radius * math.cos(t), 250 + radius * math.sin(t)) for t in turns]
    question = hotspot(region(ring), tolerance=tolerance)
    hand = 12 * SIZE[0] / width
    near = max(tolerance, hand) + (hand if touch else 0)
    x, y = mark[0] * SIZE[0] / 1000, mark[1] * SIZE[1] / 1000
    beyond = math.hypot(x - 500, y - 250) - radius - near
    shown = {"width": width, "touch": touch}
    points = player("points", question=question, answer=answer([], mark), shown=shown)
    if abs(beyond) > radius * 0.001:
        assert points == (100 if beyond < 0 else 0)


@given(mark=thousandths, factor=st.integers(2, 8))
@settings(max_examples=100)
def test_same_place_counts_the_same_on_a_larger_picture(
    player: Player, mark: Point, factor: int
) -> None:
    def scaled(by: int) -> dict[str, Any]:
        corners = [(x * by, y * by) for x, y in SQUARE]
        size = (SIZE[0] * by, SIZE[1] * by)
        return hotspot(region(corners), tolerance=7.5 * by, size=size)

    given_answer = answer([], mark)
    shown = {"width": 640, "touch": True}
    expected = player("points", question=scaled(1), answer=given_answer, shown=shown)
    assert player("points", question=scaled(factor), answer=given_answer, shown=shown) == expected
