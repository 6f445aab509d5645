"""What the learner was told is safe, is: thousands of random schedules of faults."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

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
