"""What a course promises, on every host: a test for each cell of docs/hosts.md, and the page.

The page is written from the same tables that make the tests:
``python -m tests.unit.player.matrix_page`` runs them and, when all pass, writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

pytest.register_assert_rewrite(
    "tests.unit.player.matrix_features", "tests.unit.player.matrix_hosts"
)

from .conftest import Player, running
from .matrix_beds import Bed
from .matrix_features import FEATURES, Feature
from .matrix_hosts import CELLS, HOSTS, REASONS, Host, Lacking

Starting = Callable[[Host], Callable[..., Bed]]


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    yield from running("matrix.ts", tmp_path_factory)


@pytest.fixture
def on(matrix: Player) -> Iterator[Starting]:
    """Give what starts a course on a host; what that started is stopped at the end."""
    with ExitStack() as stack:

        def starting(host: Host, **always: object) -> Callable[..., Bed]:
            def start(**options: object) -> Bed:
                bed = host.start(matrix, **{**options, **always})
                stack.callback(bed.close)
                return bed

            return start

        yield starting


@pytest.mark.parametrize(
    ("host", "feature"), CELLS, ids=[f"{host.key}-{feature.key}" for host, feature in CELLS]
)
def test_cell(on: Starting, host: Host, feature: Feature) -> None:
    feature.check(on(host))


@pytest.mark.parametrize(
    ("host", "key", "lacking"), REASONS, ids=[f"{host.key}-{key}" for host, key, _ in REASONS]
)
def test_host_does_not_offer_it_for_the_reason_given(
    on: Starting, host: Host, key: str, lacking: Lacking
) -> None:
    lacking.seen(on(host))


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.key)
def test_check_fails_where_the_player_cannot_do_it(on: Callable[..., Callable[..., Bed]],
                                                   feature: Feature) -> None:
    strict = HOSTS[0]
    with pytest.raises(AssertionError):
        feature.check(on(strict, **feature.lacks))
