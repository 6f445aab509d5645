"""A course in two languages in the strict LMS, and what it tells a learner of their work."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.learner import Learner
from tests.browser.strict import StrictHost


def opened(context: BrowserContext) -> Page:
    """A window in which an error of the player is an error of the test."""
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return made


def launch(page: Page, host: StrictHost) -> Learner:
    frame = host.launch(page)
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    return Learner(page, frame)


def begin(page: Page, host: StrictHost) -> Learner:
    """Launch, and wait until all is sent and the script with the notices is there."""
    learner = launch(page, host)
    expect(status(learner)).to_have_text("Sent")
    expect(learner.frame.locator("#_connection")).to_have_count(1)
    return learner


def status(learner: Learner) -> Locator:
    return learner.frame.locator("#_status")


def notice(learner: Learner) -> Locator:
    return learner.frame.locator("#_connection")


def dialog(learner: Learner) -> Locator:
    return learner.frame.get_by_role("dialog")


def answer(learner: Learner, right: bool = True) -> None:
    learner.answer(learner.questions()[0], right)


def press(learner: Learner, name: str) -> None:
    learner.frame.get_by_role("button", name=name).click()


def alone(context: BrowserContext, host: StrictHost) -> Learner:
    """The course in a window of its own, without a platform."""
    page = opened(context)
    page.goto(f"{host.origin}/course/index.html")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return Learner(page, page.main_frame)
