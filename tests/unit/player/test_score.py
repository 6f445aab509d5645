"""Points for answers: options by their indexes, marks by the geometry of the picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder import scoring as ours
from scorm_builder.model.answer import Answer
from tests.unit.player.conftest import Player

Point = tuple[float, float]
Both = Callable[..., Any]

SIZE = (1000, 500)
SQUARE = [(400, 100), (600, 100), (600, 300), (400, 300)]
LINE = [(100, 100), (100, 400), (300, 400)]


@pytest.fixture(scope="module")
def both(scoring: Player) -> Both:
    """Asks the player and the builder, and gives what they agree on."""

    def ask(name: str, question: dict[str, Any], **given: Any) -> Any:
        if name == "regionAt":  # the builder never says in words where a mark lies
            return scoring("all", calls=[[name, question, given["point"]]])[0]
        answer, finger = given.get("answer"), given.get("finger", False)
        theirs = Answer(tuple(answer["selected"]), tuple(answer["marks"])) if answer else None
        if name == "points":
            assert theirs is not None
            call = [name, question, answer, finger]
            found = ours.points(question, theirs, finger)
        else:
            call = [name, question, given["points"], given["tries"], *([answer] if answer else [])]
            found = ours.settles(question, given["points"], given["tries"], theirs)
        (value,) = scoring("all", calls=[call])
        assert value == found, "the player and the builder differ"
        return value

    return ask


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
        "cost": 1,
        "regions": [*targets],
    }
    return {**question, **changes}


def answer(selected: list[int] | None = None, *marks: Point) -> dict[str, Any]:
    return {"selected": selected or [], "marks": list(marks)}


def at(*pixels: Point) -> dict[str, Any]:
    """Marks at pixels of the picture, kept in thousandths as the player keeps them."""
    return answer([], *((x * 1000 / SIZE[0], y * 1000 / SIZE[1]) for x, y in pixels))


@pytest.mark.parametrize(
    ("points", "tries", "settled"), [(100, 1, True), (50, 1, False), (0, 1, False), (0, 2, True)]
)
@pytest.mark.parametrize("kind", ["choice", "multiple_choice", "hotspot", "ordering"])
def test_an_answer_settles_when_right_or_last(
    both: Both, kind: str, points: int, tries: int, *, settled: bool
) -> None:
    assert both("settles", question=choice(kind, [0]), points=points, tries=tries) is settled


def test_giving_up_settles(both: Both) -> None:
    question = {**choice("choice", [0], 4), "givesUp": [3]}
    ask = {"question": question, "points": 0, "tries": 1}
    assert both("settles", **ask, answer=answer([3])) is True
    assert both("settles", **ask, answer=answer([1])) is False
    several = {**question, "kind": "multiple_choice"}
    assert both("settles", **{**ask, "question": several}, answer=answer([0, 3])) is True


@pytest.mark.parametrize("kind", ["choice", "true_false"])
def test_one_right_option_is_all_or_nothing(both: Both, kind: str) -> None:
    question = choice(kind, [1], 2)
    assert both("points", question=question, answer=answer([1])) == 100
    assert both("points", question=question, answer=answer([0])) == 0
    assert both("points", question=question, answer=answer([0, 1])) == 0


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
def test_wrong_choices_take_away_right_ones(both: Both, selected: list[int], expected: int) -> None:
    question = choice("multiple_choice", [0, 2, 4])
    assert both("points", question=question, answer=answer(selected)) == expected


indexes = st.sets(st.integers(0, 5)).map(sorted)


@given(correct=indexes.filter(bool), selected=indexes)
@settings(max_examples=200, deadline=None)
def test_points_of_several_choices_keep_their_order(
    both: Both, correct: list[int], selected: list[int]
) -> None:
    question = choice("multiple_choice", correct)

    def points(chosen: list[int]) -> int:
        return int(both("points", question=question, answer=answer(chosen)))

    found = points(selected)
    assert 0 <= found <= 100
    assert (found == 100) == (selected == correct), "only the whole answer has all points"
    for index in set(range(6)) - set(selected):
        more = points(sorted({*selected, index}))
        assert more >= found if index in correct else more <= found
    assert points(list(reversed(selected))) == found


def test_mark_inside_counts_and_outside_does_not(both: Both) -> None:
    question = hotspot(region(SQUARE))
    assert both("points", question=question, answer=at((500, 200))) == 100
    assert both("points", question=question, answer=at((400, 200))) == 100, "on the outline"
    assert both("points", question=question, answer=at((390, 200))) == 0


def test_tolerance_is_a_distance_in_pixels_of_the_picture(both: Both) -> None:
    question = hotspot(region(SQUARE), tolerance=10)
    assert both("points", question=question, answer=at((391, 200))) == 100
    assert both("points", question=question, answer=at((389, 200))) == 0
    corner = 10 / math.sqrt(2)
    assert both("points", question=question, answer=at((399 - corner + 2, 101 - corner))) == 100
    assert both("points", question=question, answer=at((399 - corner, 99 - corner))) == 0


def test_a_finger_is_allowed_twice_as_much(both: Both) -> None:
    question = hotspot(region(SQUARE), tolerance=10)
    for off, finger, points in ((9, False, 100), (11, False, 0), (19, True, 100), (21, True, 0)):
        mark = at((400 - off, 200))
        assert both("points", question=question, answer=mark, finger=finger) == points


def test_open_line_is_judged_by_distance_alone(both: Both) -> None:
    question = hotspot(region(LINE, is_open=True), tolerance=5)
    assert both("points", question=question, answer=at((104, 250))) == 100
    assert both("points", question=question, answer=at((110, 250))) == 0
    assert both("points", question=question, answer=at((150, 350))) == 0, "in its bend"
    assert both("points", question=question, answer=at((200, 250))) == 0, "where it would close"
    closed = hotspot(region(LINE), tolerance=5)
    assert both("points", question=closed, answer=at((150, 350))) == 100
    assert both("points", question=closed, answer=at((200, 250))) == 100


def test_hole_of_a_region_is_outside_it(both: Both) -> None:
    hole = [(450, 150), (550, 150), (550, 250), (450, 250)]
    ring = {"id": "ring", "polygons": [SQUARE, hole], "open": False}
    assert both("points", question=hotspot(ring), answer=at((420, 200))) == 100
    assert both("points", question=hotspot(ring), answer=at((500, 200))) == 0
    near = hotspot(ring, tolerance=10)
    assert both("points", question=near, answer=at((458, 200))) == 100, "near the hole's edge"
    whole = region([(405, 100), (600, 100), (600, 300), (405, 300)])
    named = hotspot(whole, regions=[whole, ring])
    assert both("regionAt", question=named, point=(420, 200)) == 1, "the ring has less area"
    assert both("regionAt", question=named, point=(500, 200)) == 0
    two = {"id": "two", "polygons": [SQUARE, [(700, 100), (800, 100), (800, 200)]], "open": False}
    assert both("points", question=hotspot(two), answer=at((790, 120))) == 100
    assert both("points", question=hotspot(two), answer=at((650, 120))) == 0


def test_point_is_judged_by_distance(both: Both) -> None:
    question = hotspot(region([(500, 250)], is_open=True), tolerance=20)
    assert both("points", question=question, answer=at((515, 260))) == 100
    assert both("points", question=question, answer=at((515, 270))) == 0


def test_every_target_once_and_extra_marks_cost(both: Both) -> None:
    other = region([(0, 0), (100, 0), (100, 100), (0, 100)])
    question = hotspot(region(SQUARE), other)
    first, second, nowhere = (500, 200), (50, 50), (900, 400)
    assert both("points", question=question, answer=at(first, second)) == 100
    assert both("points", question=question, answer=at(first)) == 50
    assert both("points", question=question, answer=at(first, (510, 210))) == 0
    assert both("points", question=question, answer=at(first, nowhere)) == 0
    assert both("points", question=question, answer=at(first, second, nowhere)) == 50


def test_list_gives_what_the_picture_gives(both: Both) -> None:
    question = hotspot(region(SQUARE))
    assert both("points", question=question, answer=answer([0])) == 100
    assert both("points", question=question, answer=answer([1])) == 0
    nothing = hotspot(correct=[3])
    assert both("points", question=nothing, answer=answer([3])) == 100
    assert both("points", question=nothing, answer=at((500, 200))) == 0, "nothing to mark"


def test_mark_is_named_by_the_smallest_region(both: Both) -> None:
    whole = region([(0, 0), (1000, 0), (1000, 500), (0, 500)])
    line = region([(0, 250), (1000, 250)], is_open=True)
    question = hotspot(region(SQUARE), regions=[whole, None, line, region(SQUARE)])
    assert both("regionAt", question=question, point=(500, 200)) == 3
    assert both("regionAt", question=question, point=(900, 250)) == 0
    assert both("regionAt", question=question, point=(1001, 250)) == -1


thousandths = st.tuples(st.integers(0, 1000), st.integers(0, 1000))


@given(
    mark=thousandths,
    radius=st.integers(5, 250),
    tolerance=st.integers(0, 50),
    finger=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_circle_is_judged_as_geometry_says(
    both: Both, *, mark: Point, radius: int, tolerance: int, finger: bool
) -> None:
    """A ring of 90 corners and the formula of a circle agree, but for the chord's own height."""
    turns = [math.tau * corner / 90 for corner in range(90)]
    ring = [(500 + radius * math.cos(t), 250 + radius * math.sin(t)) for t in turns]
    question = hotspot(region(ring), tolerance=tolerance)
    near = tolerance * (2 if finger else 1)
    x, y = mark[0] * SIZE[0] / 1000, mark[1] * SIZE[1] / 1000
    beyond = math.hypot(x - 500, y - 250) - radius - near
    points = both("points", question=question, answer=answer([], mark), finger=finger)
    if abs(beyond) > radius * 0.001:
        assert points == (100 if beyond < 0 else 0)


@given(mark=thousandths, factor=st.integers(2, 8))
@settings(max_examples=100, deadline=None)
def test_same_place_counts_the_same_on_a_larger_picture(
    both: Both, mark: Point, factor: int
) -> None:
    def scaled(by: int) -> dict[str, Any]:
        corners = [(x * by, y * by) for x, y in SQUARE]
        size = (SIZE[0] * by, SIZE[1] * by)
        return hotspot(region(corners), tolerance=7.5 * by, size=size)

    given_answer = answer([], mark)
    expected = both("points", question=scaled(1), answer=given_answer, finger=True)
    assert both("points", question=scaled(factor), answer=given_answer, finger=True) == expected


@pytest.mark.parametrize(("cost", "expected"), [(0, 100), (0.5, 75), (1, 50), (2, 0)])
def test_marks_beside_the_targets_cost_what_the_author_says(
    both: Both, cost: float, expected: int
) -> None:
    other = region([(0, 0), (100, 0), (100, 100), (0, 100)])
    question = hotspot(region(SQUARE), other, cost=cost)
    marks = at((500, 200), (50, 50), (900, 400))
    assert both("points", question=question, answer=marks) == expected
    whole = {**question, "whole": True}
    assert both("points", question=whole, answer=marks) == (100 if expected == 100 else 0)


def test_marks_are_shared_out_so_that_most_targets_are_hit(both: Both) -> None:
    """The first mark is in both targets, the second in one: none of them is a false one."""
    left = region([(100, 100), (300, 100), (300, 300), (100, 300)])
    right = region([(200, 100), (400, 100), (400, 300), (200, 300)])
    for marks in [((250, 200), (150, 200)), ((150, 200), (250, 200)), ((250, 200), (350, 200))]:
        assert both("points", question=hotspot(left, right), answer=at(*marks)) == 100
    twice = at((150, 200), (160, 200))
    assert both("points", question=hotspot(left, right), answer=twice) == 0
    third = at((250, 200), (150, 200), (350, 200))
    assert both("points", question=hotspot(left, right), answer=third) == 50


def test_list_of_several_targets_is_marked_as_several_choices(both: Both) -> None:
    question = hotspot(region(SQUARE), correct=[0, 2])
    assert both("points", question=question, answer=answer([0, 2])) == 100
    assert both("points", question=question, answer=answer([0])) == 50
    assert both("points", question=question, answer=answer([0, 1])) == 0
    assert both("points", question=question, answer=answer()) == 0
