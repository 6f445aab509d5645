"""The player and the builder work out the same score of a course, with draws and certainty."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.scoring.course import score
from tests.unit.player.conftest import Player
from tests.unit.player.questions import everything, relaxed

GROUPS = ["", "normal", "abnormal"]


@st.composite
def pages(draw: st.DrawFn, name: str) -> dict[str, Any]:
    keys = draw(st.lists(st.integers(0, 1023), max_size=7, unique=True))
    questions = []
    for index, key in enumerate(keys):
        entry: dict[str, Any] = {
            "id": f"q{index}",
            "key": key,
            "scored": draw(st.integers(0, 4)) > 0,
            "weight": draw(st.integers(1, 9)),
        }
        if group := draw(st.sampled_from(GROUPS)):
            entry["group"] = group
        if draw(st.booleans()):
            entry["unit"] = draw(st.integers(0, 3))
        questions.append(entry)
    page: dict[str, Any] = {"id": name, "questions": questions}
    if draw(st.booleans()):
        groups = draw(st.lists(st.sampled_from(GROUPS), unique=True, min_size=1))
        page["draw"] = [{"group": group, "n": draw(st.integers(1, 4))} for group in groups]
    return page


@st.composite
def courses(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "pages": [draw(pages(f"p{number}")) for number in range(draw(st.integers(0, 3)))],
        "retake": draw(st.sampled_from(["wrong", "all"])),
        "certaintyMarking": draw(st.booleans()),
    }


@given(data=st.data(), course=courses(), seed=st.integers(0, 0xFFFF), go=st.integers(1, 5))
@settings(relaxed, max_examples=200)
def test_both_give_a_course_the_same_score(
    scoring: Player, data: st.DataObject, course: dict[str, Any], seed: int, go: int
) -> None:
    worth = st.tuples(st.sampled_from([100, 100, 50, 0]) | st.integers(0, 100), st.integers(0, 3))
    marks = {
        (page["id"], question["id"]): data.draw(worth)
        for page in course["pages"]
        for question in page["questions"]
        if data.draw(st.booleans())
    }
    flat = [[*place, *mark] for place, mark in marks.items()]
    section = [page["id"] for page in course["pages"][:1]]
    calls = [
        ("courseScore", course, flat, seed, go),
        ("courseScore", course, flat, seed, go, section),
    ]
    found = [score(course, marks, seed, go), score(course, marks, seed, go, section)]
    assert everything(scoring, calls) == found
    assert all(each is None or 0 <= each <= 100 for each in found)
