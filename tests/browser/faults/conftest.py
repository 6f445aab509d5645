"""Both editions of a small course, and how often each fault is run (``--times 3``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from scorm_builder.filetree import FileTree
from tests.browser.faults.small import PROBLEMS, WORDS, Words, files, opened
from tests.browser.strict import Edition, StrictHost

EDITIONS: tuple[Edition, ...] = ("scorm12", "scorm2004")

Hosts = Callable[..., StrictHost]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--times``, for a run of this folder alone."""
    parser.addoption("--times", type=int, default=1, help="Run each fault so many times.")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every fault is for both editions, as often as was asked for."""
    if "edition" in metafunc.fixturenames:
        metafunc.parametrize("edition", EDITIONS, scope="session")
    times = metafunc.config.getoption("--times", default=1)
    if times > 1:
        metafunc.fixturenames.append("turn")
        metafunc.parametrize("turn", range(times))


@pytest.fixture
def words(edition: Edition) -> Words:
    return WORDS[edition]


@pytest.fixture(scope="session")
def course(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> FileTree:
    """The small course, as it is rendered."""
    return files(tmp_path_factory.mktemp(edition), edition)


@pytest.fixture
def hosts(edition: Edition, course: FileTree) -> Iterator[Hosts]:
    """Makes LMSs with the small course, which end with the test."""
    made: list[StrictHost] = []

    def make(**settings: Any) -> StrictHost:
        host = StrictHost(settings.pop("package", course), edition=edition, **settings)
        made.append(host.__enter__())
        return host

    yield make
    for host in made:
        host.__exit__()


@pytest.fixture
def host(hosts: Hosts) -> StrictHost:
    return hosts()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return opened(context)


@pytest.fixture(autouse=True)
def no_problems() -> Iterator[None]:
    """No error leaves the player, and the browser asks the learner nothing."""
    PROBLEMS.clear()
    yield
    assert PROBLEMS == []
