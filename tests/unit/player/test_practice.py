"""Practice of what was missed: which questions, and in which order they come back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.model.answer import Answer, Given
from scorm_builder.model.state import Attempt, PageSlot, StateLayout, Visited
from tests.slots import slot
from tests.unit.player.conftest import Player, course_data, to_json

LEARNED = 2
"""As in ``standing.ts``: right so often in a row, a question is learned."""

GAPS = (2, 5)

Json = dict[str, Any]


def items(counts: list[int]) -> list[Json]:
    return [{"of": index, "again": again} for index, again in enumerate(counts)]


queues = st.lists(st.integers(0, LEARNED - 1), min_size=1, max_size=12).map(items)
answers = st.lists(st.booleans(), max_size=40)


def names(queue: list[Json]) -> list[int]:
    return [item["of"] for item in queue]


@given(queue=queues, rights=answers)
@settings(max_examples=150, deadline=None)
def test_each_answer_moves_one_question_and_leaves_the_order_of_the_others(
    player: Player, queue: list[Json], rights: list[bool]
) -> None:
    steps = player("practise", items=queue, answers=rights)
    for before, after, right in zip(steps, steps[1:], rights, strict=False):
        if not before:
            assert after == []
            continue
        asked, others = before[0], before[1:]
        assert [item for item in after if item["of"] != asked["of"]] == others
        again = asked["again"] + 1 if right else 0
        if again == LEARNED:
            assert after == others
        else:
            place = names(after).index(asked["of"])
            assert place == min(GAPS[again], len(others))
            assert after[place]["again"] == again


@given(queue=queues, wrong=answers)
@settings(max_examples=100, deadline=None)
def test_practice_ends_when_each_was_right_twice_running_whatever_went_before(
    player: Player, queue: list[Json], wrong: list[bool]
) -> None:
    before = player("practise", items=queue, answers=wrong)[-1]
    left = sum(LEARNED - item["again"] for item in before)
    steps = player("practise", items=before, answers=[True] * left)
    assert all(steps[:-1]) and steps[-1] == []


def test_question_comes_back_after_two_others_and_then_after_five(player: Player) -> None:
    queue = items([0] * 7)
    wrong, right = (player("practise", items=queue, answers=[each])[1] for each in (False, True))
    assert names(wrong) == [1, 2, 0, 3, 4, 5, 6]
    assert names(right) == [1, 2, 3, 4, 5, 0, 6]


def test_question_that_is_alone_comes_back_at_once(player: Player) -> None:
    assert names(player("practise", items=items([0]), answers=[False])[1]) == [0]


@given(queue=queues)
@settings(max_examples=50, deadline=None)
def test_what_was_right_once_is_asked_after_what_never_was(
    player: Player, queue: list[Json]
) -> None:
    begun = player("begun", items=queue)
    assert begun == sorted(queue, key=lambda item: (item["again"], item["of"]))


# -- which questions ----------------------------------------------------------------------------

LAYOUT = StateLayout.of(
    (
        PageSlot("intro", tuple(slot(name, "choice", 3, scored=False) for name in "abcd")),
        PageSlot("test", (slot("s", "choice", 3), slot("t", "choice", 3))),
    )
)


def answer(points: int = 0, *, tries: int = 1, done: bool = True, again: int = 0) -> Given:
    return Given(Answer((0,)), points, tries, done, 0, again)


def due(player: Player, pages: dict[str, dict[str, Given]], state: Json, **course: Any) -> Any:
    attempt = Attempt(
        pages={page: Visited(True, given, frozenset()) for page, given in pages.items()}, **state
    )
    data = course_data(LAYOUT, **{"passMark": 50, "attempts": 2, **course})
    return player("toPractise", course=data, attempt=to_json(attempt))


def test_what_was_wrong_or_right_only_later_is_due(player: Player) -> None:
    answers = {
        "a": answer(0),
        "b": answer(100),
        "c": answer(100, tries=2),
        "d": answer(0, tries=1, done=False),
    }
    assert due(player, {"intro": answers}, {}) == [["intro", "a"], ["intro", "c"]]


def test_what_was_practised_rightly_twice_is_learned(player: Player) -> None:
    answers = {"a": answer(again=1), "b": answer(again=LEARNED), "c": answer(again=3)}
    assert due(player, {"intro": answers}, {}) == [["intro", "a"]]


@pytest.mark.parametrize(
    ("state", "attempts", "expected"),
    [
        ({}, 2, []),
        ({"go": 2}, 2, [["test", "s"]]),
        ({"recorded": True}, 2, [["test", "s"]]),
        ({"outcome": "passed"}, 2, [["test", "s"]]),
        ({"outcome": "failed"}, 2, [["test", "s"]]),
    ],
)
def test_scored_question_is_practised_once_nothing_more_can_come_of_it(
    player: Player, state: Json, attempts: int, expected: list[list[str]]
) -> None:
    answers = {"test": {"s": answer(0), "t": answer(100)}}
    assert due(player, answers, state, attempts=attempts) == expected


def test_in_the_last_go_nothing_is_practised_before_all_is_answered(player: Player) -> None:
    assert due(player, {"test": {"s": answer(0)}}, {"go": 2}) == []


def test_course_may_offer_no_practice(player: Player) -> None:
    assert due(player, {"intro": {"a": answer(0)}}, {}, practice=False) == []


@pytest.mark.parametrize("kind", ["likert", "reflection"])
def test_question_without_a_right_answer_is_never_missed(player: Player, kind: str) -> None:
    size = 5 if kind == "likert" else 1
    layout = StateLayout.of((PageSlot("intro", (slot("a", kind, size, scored=False),)),))
    attempt = Attempt(pages={"intro": Visited(True, {"a": answer(0)}, frozenset())})
    found = player("toPractise", course=course_data(layout), attempt=to_json(attempt))
    assert found == []
