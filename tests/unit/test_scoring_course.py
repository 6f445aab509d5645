"""The score of a course from points that were given: weights, draws, certainty, sections."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.scoring.course import score, scored_questions


def question(name: str, key: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "key": key, "scored": True, "weight": 1, **more}


def course(*pages: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"pages": pages, "retake": "wrong", "certaintyMarking": False, **changes}


TWO = course(
    {"id": "one", "questions": [question("a", 1, weight=3), question("b", 2, scored=False)]},
    {"id": "two", "questions": [question("a", 1), question("c", 3, weight=2)]},
)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, 0),
        ({("one", "a"): 100}, 50),
        ({("one", "a"): 50}, 25),
        ({("one", "a"): 100, ("two", "a"): 100, ("two", "c"): 100}, 100),
        ({("one", "a"): 100, ("two", "a"): 100, ("two", "c"): 99}, 99),
        ({("one", "b"): 100}, 0),
        ({("two", "a"): 33}, 6),  # 5.5
        ({("elsewhere", "a"): 100}, 0),
    ],
)
def test_points_count_by_their_weights(given_: dict[tuple[str, str], int], expected: int) -> None:
    marks = {key: (points, 0) for key, points in given_.items()}
    assert score(TWO, marks, 1, 1) == expected


def test_course_without_scored_questions_has_no_score() -> None:
    unscored = course({"id": "one", "questions": [question("a", 1, scored=False)]})
    assert score(unscored, {("one", "a"): (100, 0)}, 1, 1) is None
    assert score(course(), {}, 1, 1) is None


@pytest.mark.parametrize(
    ("sure", "points", "expected"),
    [(3, 100, 100), (2, 100, 67), (1, 100, 33), (0, 100, 100), (3, 0, 0), (1, 0, 0), (3, 80, 40)],
)
def test_how_sure_a_learner_was_counts_where_the_course_says_so(
    sure: int, points: int, expected: int
) -> None:
    one = course({"id": "p", "questions": [question("q", 1)]}, certaintyMarking=True)
    assert score(one, {("p", "q"): (points, sure)}, 1, 1) == expected
    plain = {**one, "certaintyMarking": False}
    assert score(plain, {("p", "q"): (points, sure)}, 1, 1) == points


def test_false_certainty_takes_from_the_others_but_never_below_nothing() -> None:
    pages = {"id": "p", "questions": [question(name, key) for key, name in enumerate("abcd")]}
    sure = course(pages, certaintyMarking=True)
    right = {("p", name): (100, 3) for name in "abc"}
    assert score(sure, {**right, ("p", "d"): (0, 3)}, 1, 1) == 25
    assert score(sure, {("p", name): (0, 3) for name in "abcd"}, 1, 1) == 0


def test_section_is_scored_by_its_own_pages() -> None:
    marks = {("one", "a"): (100, 0), ("two", "a"): (50, 0)}
    assert score(TWO, marks, 1, 1, pages=["one"]) == 100
    assert score(TWO, marks, 1, 1, pages=["two"]) == 17
    assert score(TWO, marks, 1, 1, pages=[]) is None


def drawing(retake: str) -> dict[str, Any]:
    questions = [
        question(f"q{key}", key, group="normal" if key % 2 else "abnormal") for key in range(20)
    ]
    draw = [{"group": "normal", "n": 2}, {"group": "abnormal", "n": 3}]
    return course({"id": "p", "questions": questions, "draw": draw}, retake=retake)


def test_score_counts_only_what_is_drawn() -> None:
    bank = drawing("wrong")
    asked = [each["id"] for _, each in scored_questions(bank, {}, 7, 1)]
    assert len(asked) == 5
    assert sum(int(name[1:]) % 2 for name in asked) == 2
    assert score(bank, {("p", name): (100, 0) for name in asked}, 7, 1) == 100
    assert score(bank, {("p", asked[0]): (100, 0)}, 7, 1) == 20


def test_all_are_drawn_anew_only_where_all_are_taken_again() -> None:
    def names(bank: dict[str, Any], go: int) -> list[str]:
        return [each["id"] for _, each in scored_questions(bank, {}, 7, go)]

    assert names(drawing("wrong"), 2) == names(drawing("wrong"), 1) == names(drawing("all"), 1)
    assert names(drawing("all"), 2) != names(drawing("all"), 1)


@given(
    points=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3)), min_size=3, max_size=3),
    marking=st.booleans(),
    better=st.integers(0, 2),
)
@settings(max_examples=200, deadline=None)
def test_score_is_between_0_and_100_and_never_falls_with_better_answers(
    *, points: list[tuple[int, int]], marking: bool, better: int
) -> None:
    places = [("one", "a"), ("two", "a"), ("two", "c")]
    marked = {**TWO, "certaintyMarking": marking}
    marks = dict(zip(places, points, strict=True))
    found = score(marked, marks, 1, 1)
    raised = score(marked, {**marks, places[better]: (100, points[better][1])}, 1, 1)
    assert found is not None
    assert raised is not None
    assert 0 <= found <= raised <= 100
    if not marking:
        assert (found == 100) == all(each == 100 for each, _ in points)
