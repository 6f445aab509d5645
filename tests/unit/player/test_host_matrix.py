"""What a course promises, on every host: a test for each cell of docs/hosts.md, and the page.

The page is written from the same tables that make the tests:
``python -m tests.unit.player.matrix_page`` runs them and, when all pass, writes it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from scorm_builder.model.state import PageSlot, StateLayout
from tests.slots import slot

from .conftest import Player, running
from .matrix_beds import Bed
from .matrix_features import FEATURES, Feature
from .matrix_hosts import CELLS, HOSTS, REASONS, Host, Lacking
from .matrix_page import PAGE, Verified, page, written
from .matrix_scorm import STATE
from .test_attempt import answered, course, opened

ESR = next(host for host in HOSTS if host.key == "esr")

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
def test_check_fails_where_the_player_cannot_do_it(
    on: Callable[..., Callable[..., Bed]], feature: Feature
) -> None:
    strict = HOSTS[0]
    with pytest.raises(AssertionError):
        feature.check(on(strict, **feature.lacks))


@pytest.mark.parametrize("rules", [{}, {"interactions": False, "bounds": False, "patience": 5}])
def test_answer_on_esr_is_four_changed_values_at_the_most(
    on: Starting, rules: dict[str, object]
) -> None:
    """Each of them is a request there, which blocks the page."""
    data = course()
    data["host"] = {**data["host"], **rules}
    bed = on(ESR)(course=data).launch().do(opened("quiz")).wait(10)
    for number in range(8):
        before = len(bed.look()["calls"])
        bed.do(answered(("q1", "q2", "warm-up")[number % 3], number, done=False))
        calls = bed.look()["calls"][before:]
        written = [call["args"][0] for call in calls if call["fn"] == "LMSSetValue"]
        assert STATE in written and len(written) <= 4, written
        bed.wait(20)
    assert bed.said == "sent"


@pytest.mark.parametrize(
    ("kinds", "most"),
    [
        ((("choice", 4), ("multiple_choice", 5), ("true_false", 2)), 1_500),
        # Marks on a picture and orders are longer: half of what a course may take is the promise.
        ((("choice", 4), ("hotspot", 1), ("matching", 5), ("ordering", 5), ("measure", 2)), 2_000),
    ],
)
def test_sixty_pages_of_three_questions_and_a_figure_stay_small(
    kinds: tuple[tuple[str, int], ...], most: int
) -> None:
    pages = [
        PageSlot(
            f"page-{page}",
            tuple(slot(f"q{n}", *kinds[(3 * page + n) % len(kinds)]) for n in range(3)),
            ("figure",),
        )
        for page in range(60)
    ]
    layout = StateLayout.of(pages)
    assert layout.addressing == "keyed"
    assert layout.worst_case() <= most


# -- the page -------------------------------------------------------------------------------------


def test_page_says_what_the_cells_and_the_verified_say() -> None:
    how = "run: python -m tests.unit.player.matrix_page"
    assert PAGE.read_text(encoding="utf-8") == page(), how


def test_page_calls_verified_only_what_somebody_saw() -> None:
    assert "| **verified** |" not in written([]).partition("## SCORM 1.2")[2]
    entry = {"host": "esr", "feature": "resumes", "version": "R13", "who": "A. Example"}
    seen = [Verified.of({**entry, "date": datetime.date(2026, 1, 31)})]
    text = written(seen)
    assert text.count("| **verified** |") == 2, "the legend, and one cell"
    assert "* ESR R13, 2026-01-31, A. Example: resumes" in text


@pytest.mark.parametrize(
    "change", [{"host": "nowhere"}, {"feature": "magic"}, {"who": ""}, {"date": "soon"}, {"x": 1}]
)
def test_page_takes_no_entry_that_says_less(change: dict[str, object]) -> None:
    day = datetime.date(2026, 1, 31)
    entry = {"host": "esr", "feature": "all", "version": "R13", "date": day, "who": "A. Example"}
    with pytest.raises(ValueError, match=r"entry|host|feature|version"):
        Verified.of({**entry, **change})


def test_page_has_a_row_for_every_feature_and_a_column_for_every_host() -> None:
    text = written([])
    assert all(text.count(f"| {feature.title} |") == 3 for feature in FEATURES)
    cells = sum(text.count(f"| {word}") for word in ("simulated", "no (", "not tried ("))
    assert cells == len(HOSTS) * len(FEATURES)
    assert text.count("| simulated") == len(CELLS)
