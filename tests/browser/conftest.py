"""A real browser, the sample course as it is built, and an independent LMS."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from scorm_builder import build
from tests.bilingual import bilingual
from tests.browser.learner import PATIENCE
from tests.browser.lms import RUNTIME, Lms
from tests.conftest import Once

CHROMIUM = next(
    (
        found
        # The first is Chromium without its windows, which are made for each context: a third of
        # the work. The whole of it runs in tests/engines.
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs a browser; without one it is skipped and says so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium"))
            if not RUNTIME.exists():
                item.add_marker(pytest.mark.skip(reason="scorm-again is not installed"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield started
    started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture(scope="session")
def two_languages(once: Once) -> Path:
    """A small course in English and Welsh, built for SCORM 1.2."""
    return once("bilingual", lambda folder: build(bilingual(folder), out=folder / "dist").path)


@pytest.fixture
def lms(sample: Path) -> Iterator[Lms]:
    with Lms(sample) as running:
        yield running
