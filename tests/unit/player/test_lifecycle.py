"""What the learner was told is safe, is: thousands of random schedules of faults."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from scorm_builder.model.state import PageSlot, StateLayout
from tests.slots import slot

from .conftest import Player, course_data, running

LAYOUT = StateLayout.of(
    [
        PageSlot(f"page-{n}", tuple(slot(f"q{m}", "choice", 4, scored=n > 6) for m in range(3)))
        for n in range(12)
    ]
)
SCHEDULES = 5_000
PARTS = 5
STEPS = 40


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    yield from running("simulation.ts", tmp_path_factory)


CHANGED = {"type": "changed", "wait": 0}
DUE = {"type": "due"}
KEPT = {"type": "kept", "ok": True}


def saved(result: str, took: int = 10) -> dict[str, object]:
    return {"type": "saved", "result": result, "took": took}


def probed(result: str, stamp: int | None) -> dict[str, object]:
    return {"type": "probed", "result": result, "stamp": stamp}


def lives(player: Player, *events: Any, phase: str = "running") -> list[dict[str, Any]]:
    """Events at one moment after the other, a millisecond apart unless a time stands before."""
    timed = [each if isinstance(each, list) else [n, each] for n, each in enumerate(events)]
    found: list[dict[str, Any]] = player("life", phase=phase, copies=True, events=timed)
    return found


def test_a_change_is_kept_and_sent_and_looked_after(player: Player) -> None:
    steps = lives(player, CHANGED, KEPT, DUE, saved("accepted"), probed("here", 1))
    assert [life["commands"] for life in steps] == [["keep"], [], ["send"], ["probe"], []]
    assert [(life["kept"], life["sent"]) for life in steps] == [
        (0, 0),
        (1, 0),
        (1, 0),
        (1, 0),
        (1, 1),
    ]


def test_what_changes_while_it_is_sent_is_not_called_sent(player: Player) -> None:
    steps = lives(player, CHANGED, DUE, CHANGED, saved("accepted"), probed("here", 1))
    assert (steps[-1]["stamp"], steps[-1]["sent"]) == (2, 1)
    assert steps[-1]["due"] is not None


def test_a_look_at_an_earlier_save_says_nothing_of_a_later_one_that_failed(player: Player) -> None:
    failed = [CHANGED, DUE, saved("accepted"), CHANGED, [10, DUE], [11, saved("failed")]]
    last = lives(player, *failed, [12, probed("here", 1)])[-1]
    assert (last["sent"], last["failures"], last["trouble"]) == (1, 1, "failed")


def test_a_yes_that_nobody_heard_is_doubted(player: Player) -> None:
    *_, last = lives(player, CHANGED, DUE, saved("accepted"), probed("absent", 1))
    assert (last["commands"], last["sent"], last["trouble"]) == (["doubt"], 0, "absent")
    assert last["due"] is not None


def test_back_off_doubles_up_to_a_minute(player: Player) -> None:
    now, events, waits = 0, [[0, CHANGED]], []
    for _ in range(8):
        now = now + 100_000
        events += [[now, DUE], [now, saved("failed")]]
    for life, (at, event) in zip(lives(player, *events), events, strict=True):
        if event["type"] == "saved":
            waits.append(life["due"] - at)
    assert waits == [1000, 2000, 4000, 8000, 16_000, 60_000, 60_000, 60_000]


def test_a_slow_lms_is_asked_every_fifteen_seconds_save_for_a_final_status(player: Player) -> None:
    slow = [CHANGED, DUE, [6000, saved("accepted", 5990)], [6001, probed("here", 1)]]
    assert lives(player, *slow, [7000, CHANGED])[-1]["due"] == 21_000
    assert lives(player, *slow, [7000, {**CHANGED, "urgent": True}])[-1]["due"] == 7000


@pytest.mark.parametrize("phase", ["untracked", "closed"])
def test_without_a_session_changes_are_kept_and_not_sent(player: Player, phase: str) -> None:
    (life,) = lives(player, CHANGED, phase=phase)
    assert (life["commands"], life["due"]) == (["keep"], None)


@pytest.mark.parametrize("phase", ["read-only", "elsewhere"])
def test_who_only_looks_on_keeps_and_sends_nothing(player: Player, phase: str) -> None:
    flush = {"type": "flush"}
    assert [life["commands"] for life in lives(player, CHANGED, flush, phase=phase)] == [[], []]


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_was_called_safe_is_lost(simulation: Player, part: int) -> None:
    """Seeds are fixed; ``SIMULATION_SEED=random`` (or a number) takes others, and prints them."""
    wanted = os.environ.get("SIMULATION_SEED", "1")
    first = random.randrange(1 << 30) if wanted == "random" else int(wanted)
    count = SCHEDULES // PARTS
    begin = first + part * count
    print(f"schedules {begin} to {begin + count - 1}")
    course = course_data(LAYOUT, passMark=50)
    assert simulation("", course=course, **{"from": begin}, count=count, length=STEPS) == ""
