"""The player and the builder give the same points for the same answer, whatever it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder import scoring as ours
from scorm_builder.model.answer import Answer
from tests.unit.player.conftest import PLAYER, Player
from tests.unit.player.questions import (
    LETTERS,
    Data,
    answers,
    as_json,
    base,
    everything,
    fingers,
    points_of,
    questions,
    relaxed,
    strange_answers,
    thousandths,
)

KINDS = (
    "choice",
    "multiple_choice",
    "true_false",
    "likert",
    "hotspot",
    "outline",
    "measure",
    "labelling",
    "matching",
    "ordering",
    "numeric",
    "short_text",
    "reflection",
)


@st.composite
def cases(draw: st.DrawFn, kind: str) -> tuple[Data, Answer, bool]:
    question = draw(questions(kind))
    answer = draw(st.one_of(answers(question), answers(question), strange_answers))
    return question, answer, draw(fingers)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(relaxed, max_examples=30)
def test_both_give_the_same_whole_points(scoring: Player, kind: str, data: st.DataObject) -> None:
    asked = data.draw(st.lists(cases(kind), min_size=1, max_size=12))
    theirs = everything(scoring, [("points", q, as_json(a), at) for q, a, at in asked])
    found = [points_of(*case) for case in asked]
    assert theirs == found
    for earned in theirs:
        assert type(earned) is int
        assert 0 <= earned <= 100
    settled = [
        ("settles", q, earned, 1, as_json(a))
        for (q, a, _), earned in zip(asked, found, strict=True)
    ]
    assert everything(scoring, settled) == [
        ours.settles(q, earned, 1, a) for (q, a, _), earned in zip(asked, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([0, 1, 2, 3, 4], 100),
        ([1, 2, 3, 4, 0], 75),
        ([1, 0, 2, 3, 4], 75),
        ([3, 4, 0, 1, 2], 50),
        ([2, 1, 0, 4, 3], 25),
        ([4, 3, 2, 1, 0], 0),
    ],
)
def test_order_is_worth_its_longest_run(order: list[int], expected: int) -> None:
    question = base("ordering", correct=[0, 1, 2, 3, 4], letters="abcde")
    assert points_of(question, Answer(selected=tuple(order))) == expected


@given(order=st.permutations(range(7)), at=st.integers(0, 5))
@settings(relaxed, max_examples=100)
def test_nearer_to_the_right_order_never_lowers(order: list[int], at: int) -> None:
    question = base("ordering", correct=list(range(7)), letters=LETTERS[:7])

    def worth(items: list[int]) -> int:
        return points_of(question, Answer(selected=tuple(items)))

    if order[at] > order[at + 1]:
        swapped = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
        assert worth(swapped) >= worth(order)
    # One item moved to where it belongs among the others is one step more; no move is two.
    moved = {
        worth([*rest[:place], item, *rest[place:]])
        for item in order
        for rest in [[other for other in order if other != item]]
        for place in range(7)
    }
    steps = [0, 17, 33, 50, 67, 83, 100]
    assert max(moved) == steps[min(6, steps.index(worth(order)) + 1)]
    assert (worth(order) == 100) == (order == sorted(order))


@given(data=st.data())
@settings(relaxed, max_examples=60)
def test_right_choice_more_or_wrong_one_less_never_lowers(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["multiple_choice", "hotspot", "matching"]))
    question = {**data.draw(questions(kind)), "whole": False}
    correct = question["correct"]
    if kind == "matching":
        chosen = list(data.draw(answers(question)).selected)
        for place, right in enumerate(correct):
            better = [*chosen[:place], right, *chosen[place + 1 :]]
            assert worth(question, better) >= worth(question, chosen)
            worse = [*chosen[:place], -1, *chosen[place + 1 :]]
            assert worth(question, worse) <= worth(question, chosen)
        return
    chosen = sorted(data.draw(st.sets(st.integers(0, len(question["letters"]) - 1))))
    for index in range(len(question["letters"])):
        more = worth(question, sorted({*chosen, index}))
        less = worth(question, sorted({*chosen} - {index}))
        assert more >= less if index in correct else more <= less


def worth(question: Data, selected: list[int]) -> int:
    return points_of(question, Answer(selected=tuple(selected)))


@given(data=st.data(), marks=st.lists(thousandths, min_size=1, max_size=6))
@settings(relaxed, max_examples=100)
def test_mark_that_hits_another_target_never_lowers(data: st.DataObject, marks: list[Any]) -> None:
    question = {**data.draw(questions("hotspot")), "whole": False}
    some, all_ = Answer(marks=tuple(marks[:-1])), Answer(marks=tuple(marks))
    hit = [sum(t >= 0 for t in ours.hits(question, a.marks, False)) for a in (some, all_)]
    before, after = points_of(question, some), points_of(question, all_)
    assert hit[0] <= hit[1] <= hit[0] + 1
    if some.marks and question["targets"]:
        assert after >= before if hit[1] > hit[0] else after <= before
    taken = [target for target in ours.hits(question, marks, False) if target >= 0]
    assert len(taken) == len(set(taken)), "a target is hit once"


def test_every_place_of_a_map_counts_the_same(scoring: Player) -> None:
    question = base("labelling", correct=[0, 1, 1], letters="abc", digits="123")
    given_ = [Answer(selected=s) for s in ((0, 1, 1), (0, 1, -1), (2, 2, 1), (-1, -1, -1))]
    assert [points_of(question, answer) for answer in given_] == [100, 67, 33, 0]
    whole = {**question, "whole": True}
    assert [points_of(whole, answer) for answer in given_] == [100, 0, 0, 0]


def test_questions_without_a_right_answer_have_all_points() -> None:
    assert points_of(base("likert", letters="abcde"), Answer(selected=(2,))) == 100
    assert points_of(base("reflection", record=False), Answer()) == 100


def test_these_are_all_the_kinds_there_are() -> None:
    types = (PLAYER / "course.ts").read_text(encoding="utf-8")
    union = types.split("export type QuestionKind =")[1].split(";")[0]
    assert set(KINDS) == set(re.findall(r'"(\w+)"', union))
    with pytest.raises(ValueError, match="hearsay"):
        points_of(base("hearsay"), Answer())
