"""Which items of an order are said to be in order: as many as the points are for."""

from __future__ import annotations

from itertools import permutations

from scorm_builder.scoring.choices import in_order
from tests.unit.player.conftest import Player

RIGHT = [0, 1, 2, 3, 4]


def test_items_in_order_are_the_longest_run_that_the_points_go_by(scoring: Player) -> None:
    orders = [list(order) for order in permutations(RIGHT)]
    runs = scoring("all", calls=[["inRun", order, RIGHT] for order in orders])
    for order, run in zip(orders, runs, strict=True):
        assert run == sorted(run)
        assert [item for item in order if item in run] == run
        steps = max(len(run) - 1, 0)
        assert in_order(RIGHT, order) == (100 if steps == 4 else round(100 * steps / 4))


def test_of_items_in_reverse_none_is_in_order(scoring: Player) -> None:
    assert scoring("all", calls=[["inRun", RIGHT[::-1], RIGHT]]) == [[]]
