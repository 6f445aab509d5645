"""A course with a score in a real browser: for tests of results, practice and certificate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder import build
from tests.browser.learner import Learner, close, launch
from tests.browser.lms import Lms

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def running(source: Path) -> Iterator[Lms]:
    """The course of a folder in an LMS."""
    with Lms(build(source, out=source.parent / "dist").path) as lms:
        yield lms


def opened(context: BrowserContext) -> Page:
    """A tab in which no error of the player is overlooked."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return page


def again(learner: Learner, context: BrowserContext, lms: Lms) -> Learner:
    """Close the tab, and launch the course anew, at the place where it was left."""
    saved(learner)
    close(learner.page)
    learner = launch(opened(context), lms)
    resume = learner.frame.get_by_role("button", name="Continue")
    if resume.is_visible():
        resume.click()
    expect(learner.frame.locator(".finish")).to_have_count(1)
    return learner


def saved(learner: Learner) -> None:
    """Wait until nothing is left to be saved."""
    expect(learner.frame.locator("#_status")).to_have_text("Sent")


def take(learner: Learner, page: str, *rights: bool) -> None:
    """Go to a page, answer its questions in order, and go to its end."""
    if learner.here != page:
        learner.goto(page)
    for question, right in zip(learner.asked(), rights, strict=True):
        learner.answer(question, right)
    to_end(learner)


def to_end(learner: Learner) -> None:
    """Scroll to the end of the page, until the player has seen it."""
    learner.frame.locator("#_pager").scroll_into_view_if_needed()
    expect(learner.frame.locator(".finish", has_text="Reach its end")).to_have_count(0)


def show(learner: Learner, view: str, heading: str) -> None:
    """Go to a view by its address."""
    learner.frame.evaluate("name => { location.hash = name }", view)
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text(heading)


def results(learner: Learner) -> None:
    """Go to the results, by the contents."""
    learner.frame.locator(".contents a[data-page=_results]").click()
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Results")


def rows(learner: Learner, table: str) -> list[list[str]]:
    """The cells of a table by the name of its region."""
    region = learner.frame.get_by_role("region", name=table, exact=True)
    found: list[list[str]] = region.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return found
