"""Three engines, started once by each worker, and what they are shown.

A test that takes ``engine`` runs in each. What one engine cannot do is in ``engine.CANNOT``; a test
marked ``wants`` with that ability is skipped there with the reason, and test_engines.py holds each
reason to be still so. An engine that is not installed is skipped too, but in CI it is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.browser.lms import RUNTIME, Lms
from tests.engines.engine import CANNOT, NAMES, Engine
from tests.engines.start import DEBIAN, missing
from tests.engines.visit import Visit

CI = os.environ.get("CI", "") not in ("", "0", "false")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-walks``."""
    parser.addoption(
        "--update-walks",
        action="store_true",
        help="Write the keyboard walks of tests/engines anew.",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes an engine is a test in each."""
    if "engine" not in metafunc.fixturenames:
        return
    only = [marker.args for marker in metafunc.definition.iter_markers("engines")]
    metafunc.parametrize("engine", only[0] if only else NAMES, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot be done, each with its reason."""
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if not RUNTIME.exists() and not CI:
            item.add_marker(pytest.mark.skip(reason="scorm-again is not installed"))
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        if (name := item.callspec.params.get("engine")) is None:
            continue
        if (lacks := missing(name)) and not CI:
            reason = f"there is no {' and no '.join(lacks)} (Debian: {' '.join(DEBIAN[name])})"
            item.add_marker(pytest.mark.skip(reason=reason))
        for marker in item.iter_markers("wants"):
            for ability in marker.args:
                if reason := CANNOT.get((name, ability)):
                    item.add_marker(pytest.mark.skip(reason=f"no {ability} in {name}: {reason}"))


@pytest.fixture(scope="session")
def started() -> Iterator[dict[str, Engine]]:
    """The engines that this worker has started, by name."""
    running: dict[str, Engine] = {}
    yield running
    for each in running.values():
        each.close()


@pytest.fixture
def borrow(started: dict[str, Engine]) -> Iterator[Callable[..., Engine]]:
    """An engine of this worker's, started if need be; one that hangs is not handed on."""
    borrowed: list[str] = []

    def take(name: str, *, still_and_dark: bool = False) -> Engine:
        key = f"{name}, still and dark" if still_and_dark else name
        if key not in started:
            started[key] = Engine(name, still_and_dark=still_and_dark)
        borrowed.append(key)
        return started[key]

    yield take
    for key in borrowed:
        try:
            started[key].reset()
        except (OSError, HTTPException):
            started.pop(key).close()


@pytest.fixture
def engine(request: pytest.FixtureRequest, borrow: Callable[..., Engine]) -> Engine:
    name: str = request.param
    if lacks := missing(name):
        pytest.fail(f"there is no {' and no '.join(lacks)}; tests/set_up.py installs it")
    return borrow(name)


@pytest.fixture
def lms(sample: Path) -> Iterator[Lms]:
    with Lms(sample) as running:
        yield running


@pytest.fixture
def visit(engine: Engine, lms: Lms) -> Visit:
    """A visit to the sample course, not yet launched."""
    return Visit(engine, lms)
