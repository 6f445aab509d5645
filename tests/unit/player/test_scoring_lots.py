"""What is drawn and shown in which order: the same in both, fair, and held by what was answered."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.scoring.certainty import certainty
from scorm_builder.scoring.choices import in_order
from scorm_builder.scoring.lots import Candidate, disordered, drawn, lot, shuffled
from tests.unit.player.conftest import Player
from tests.unit.player.questions import everything, relaxed

seeds = st.integers(0, 0xFFFF)
whole = st.integers(-(2**31), 2**32)


@given(calls=st.lists(st.tuples(whole, whole, whole), min_size=1, max_size=50))
@settings(relaxed, max_examples=60)
def test_lots_are_the_same(scoring: Player, calls: list[tuple[int, int, int]]) -> None:
    found = [lot(*call) for call in calls]
    assert everything(scoring, [("lot", *call) for call in calls]) == found
    assert all(0 <= each < 2**32 for each in found)


def test_lots_differ_by_seed_by_salt_and_by_key() -> None:
    for place in range(3):
        given_ = [[7, 1, 3] for _ in range(5000)]
        for number, each in enumerate(given_):
            each[place] = number
        assert len({lot(*each) for each in given_}) > 4990


@given(
    size=st.integers(0, 12),
    pinned=st.sets(st.integers(0, 14)).map(sorted),
    seed=seeds,
    salt=st.integers(0, 2**20),
)
@settings(relaxed, max_examples=100)
def test_shuffled_options_are_all_there_and_the_pinned_ones_stay(
    scoring: Player, size: int, pinned: list[int], seed: int, salt: int
) -> None:
    order = shuffled(size, seed, salt, pinned)
    assert everything(scoring, [("shuffled", size, seed, salt, pinned)]) == [order]
    assert sorted(order) == list(range(size))
    assert all(order[index] == index for index in pinned if index < size)


def test_every_order_comes_up_about_as_often() -> None:
    orders = Counter(tuple(shuffled(4, seed, 5, [3])) for seed in range(0x4000))
    assert len(orders) == 6
    # 16384 in 6: 2731 each, with a standard deviation of 48.
    assert all(abs(count - 2731) < 4 * 48 for count in orders.values())


@given(right=st.integers(0, 6).flatmap(lambda n: st.permutations(range(n))), seed=seeds)
@settings(relaxed, max_examples=100)
def test_items_to_be_ordered_are_shown_in_an_order_worth_half_at_most(
    scoring: Player, right: list[int], seed: int
) -> None:
    order = disordered(right, seed, 9)
    assert everything(scoring, [("disordered", right, seed, 9)]) == [order]
    assert sorted(order) == sorted(right)
    assert len(right) < 2 or in_order(right, order) <= 50


candidates = st.builds(
    Candidate,
    key=st.integers(0, 1023),
    group=st.sampled_from(["", "normal", "abnormal"]),
    unit=st.none() | st.integers(0, 4),
    answered=st.booleans(),
)
draws = st.lists(
    st.fixed_dictionaries(
        {"group": st.sampled_from(["", "normal", "abnormal"]), "n": st.integers(0, 4)}
    ),
    max_size=3,
)


def as_json(question: Candidate) -> dict[str, Any]:
    return {
        "key": question.key,
        "answered": question.answered,
        **({"group": question.group} if question.group else {}),
        **({} if question.unit is None else {"unit": question.unit}),
    }


@given(
    questions=st.lists(candidates, max_size=12),
    draws=draws,
    seed=seeds,
    salt=st.integers(1, 9),
)
@settings(relaxed, max_examples=200)
def test_both_draw_the_same(
    scoring: Player, questions: list[Candidate], draws: list[Any], seed: int, salt: int
) -> None:
    found = drawn(questions, draws, seed, salt)
    call = ("drawn", [as_json(each) for each in questions], draws, seed, salt)
    assert everything(scoring, [call]) == [found]
    for unit in range(5):
        members = {on for on, each in zip(found, questions, strict=True) if each.unit == unit}
        assert len(members) < 2, "a unit is drawn whole"
    # What has been drawn and answered since does not change what is drawn.
    fresh = [Candidate(each.key, each.group, each.unit) for each in questions]
    first = drawn(fresh, draws, seed, salt)
    later = [
        Candidate(each.key, each.group, each.unit, answered=on and index % 2 == 0)
        for index, (each, on) in enumerate(zip(fresh, first, strict=True))
    ]
    assert drawn(later, draws, seed, salt) == first


def test_so_many_of_each_group_are_drawn() -> None:
    page = [Candidate(key, "normal" if key < 6 else "abnormal") for key in range(15)]
    page += [Candidate(20), Candidate(21)]
    rule = [{"group": "", "n": 3}, {"group": "normal", "n": 2}, {"group": "abnormal", "n": 3}]
    for seed in range(50):
        asked = drawn(page, rule, seed, 1)
        assert sum(asked) == 8
        assert sum(asked[:6]) >= 2
        assert sum(asked[6:15]) >= 3
        assert drawn(page, rule[1:], seed, 1)[15:] == [False, False]
    assert sum(drawn(page, [{"group": "normal", "n": 40}], 1, 1)) == 6, "all there are"
    assert all(drawn(page, None, 1, 1))


def test_what_was_answered_stays_drawn_when_the_course_is_edited() -> None:
    """Another question with a smaller lot, or another number to draw, drops no answer."""
    keys = sorted(range(10), key=lambda key: lot(3, 1, key))
    page = [Candidate(key, answered=key in keys[8:]) for key in range(10)]
    asked = drawn(page, [{"group": "", "n": 3}], 3, 1)
    assert {key for key, on in enumerate(asked) if on} == {keys[0], *keys[8:]}
    case = [
        Candidate(keys[0]),
        Candidate(keys[8], unit=1),
        Candidate(keys[9], unit=1, answered=True),
    ]
    assert drawn(case, [{"group": "", "n": 1}], 3, 1) == [False, True, True]


def test_question_is_drawn_as_often_as_any_other_and_anew_with_another_salt() -> None:
    page = [Candidate(key * 37) for key in range(8)]
    times = Counter[int]()
    changed = 0
    for seed in range(4000):
        asked = drawn(page, [{"group": "", "n": 2}], seed, 1)
        times.update(index for index, on in enumerate(asked) if on)
        changed += asked != drawn(page, [{"group": "", "n": 2}], seed, 2)
    # 1000 each, with a standard deviation of 27; one pair in 28 comes again.
    assert all(abs(times[index] - 1000) < 4 * 28 for index in range(8))
    assert changed > 3700


@pytest.mark.parametrize(
    ("points", "worth"),
    [
        (100, [300, 100, 200, 300]),
        (0, [0, 0, -200, -600]),
        (50, [150, 50, 0, -150]),
        (67, [201, 67, 68, 3]),
    ],
)
def test_certainty_pays_when_right_and_costs_when_wrong(
    scoring: Player, points: int, worth: list[int]
) -> None:
    assert [certainty(points, sure) for sure in range(4)] == worth
    calls = [("certainty", points, sure) for sure in range(4)]
    assert everything(scoring, calls) == worth


def test_certainty_rises_with_the_points_and_honesty_pays(scoring: Player) -> None:
    calls = [(points, sure) for points in range(101) for sure in range(-1, 6)]
    found = [certainty(*call) for call in calls]
    assert everything(scoring, [("certainty", *call) for call in calls]) == found
    for sure in range(4):
        rising = [certainty(points, sure) for points in range(101)]
        assert rising == sorted(set(rising))
    # What is best to say, when so many in a hundred such answers are right.
    best = [max((1, 2, 3), key=lambda sure: certainty(share, sure)) for share in range(101)]
    assert best == sorted(best)
    assert [best.index(sure) for sure in (1, 2, 3)] == [0, 67, 81]
