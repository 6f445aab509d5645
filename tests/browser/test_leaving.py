"""Work that is left behind, and found again: what is offered, and what is said on the way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.strict import StrictHost
from tests.browser.test_access import violations
from tests.browser.told import alone, answer, begin, dialog, launch, notice, opened, press, status


@pytest.fixture
def host(two_languages: Path) -> Iterator[StrictHost]:
    with StrictHost(two_languages) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return opened(context)


def lose(page: Page, host: StrictHost) -> None:
    """Answer while nothing arrives, and close the window."""
    learner = begin(page, host)
    host.fail(page, {"offline": True})
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    page.goto("about:blank")
    page.close()
    host.faults = {}


def test_what_the_platform_did_not_have_is_brought_back(
    context: BrowserContext, host: StrictHost
) -> None:
    lose(opened(context), host)
    host.stored["cmi.core.exit"] = "suspend"
    learner = launch(opened(context), host)
    expect(notice(learner)).to_contain_text("Brought back from this device")
    expect(learner.box(learner.questions()[0]).locator(".result.is-right")).to_have_count(1)
    expect(status(learner)).to_have_text("Sent")
    press(learner, "Close this message")
    expect(notice(learner)).to_be_empty()


KEPT = """() => new Promise((done) => {
  const request = indexedDB.open("scorm-builder");
  request.onsuccess = () => {
    const all = request.result.transaction("attempts").objectStore("attempts").getAll();
    all.onsuccess = () => done(all.result.some((copy) => copy.untold.length > 0));
  };
})"""
"""Whether a copy with an answer is there."""


@pytest.mark.parametrize("takes", [True, False])
def test_earlier_work_is_offered_when_the_platform_begins_anew(
    context: BrowserContext, host: StrictHost, takes: bool
) -> None:
    lose(opened(context), host)
    host.stored = {}
    learner = launch(opened(context), host)
    expect(dialog(learner)).to_contain_text("Continue your earlier work?")
    expect(dialog(learner).locator("li")).to_have_text(["0 of 3 pages done", "1 question answered"])
    year = learner.frame.evaluate("String(new Date().getFullYear())")
    expect(dialog(learner).locator("p").first).to_contain_text(year)
    assert violations(learner) == []
    if takes:
        learner.page.keyboard.press("Escape")
    else:
        press(learner, "Start anew")
    expect(dialog(learner)).to_have_count(0)
    right = learner.box(learner.questions()[0]).locator(".result.is-right")
    expect(right).to_have_count(int(takes))


@pytest.mark.parametrize("mine", [True, False])
def test_work_of_nobody_is_taken_only_by_who_says_that_it_is_theirs(
    context: BrowserContext, host: StrictHost, mine: bool
) -> None:
    nobody = alone(context, host)
    answer(nobody)
    # Kept at the moment it is given; the page that goes waits for no more.
    nobody.page.wait_for_function(KEPT)
    nobody.page.close()
    learner = launch(opened(context), host)
    expect(dialog(learner)).to_contain_text("Is this your work?")
    expect(learner.frame.get_by_role("button", name="It is not mine")).to_be_focused()
    if mine:
        press(learner, "It is mine, add it")
    else:
        learner.page.keyboard.press("Escape")
    expect(dialog(learner)).to_have_count(0)
    right = learner.box(learner.questions()[0]).locator(".result.is-right")
    expect(right).to_have_count(int(mine))


def test_who_leaves_is_told_what_was_sent(page: Page, host: StrictHost) -> None:
    learner = begin(page, host)
    answer(learner)
    press(learner, "Save and exit")
    message = learner.frame.locator("#_message")
    expect(message.get_by_role("heading")).to_have_text("Your work has been sent")
    expect(message.get_by_role("heading")).to_be_focused()
    expect(message.locator("li")).to_have_text(
        ["You have not completed the course yet.", "0 of 3 pages done", "1 question answered"]
    )
    expect(learner.frame.locator("#_page > article")).to_have_count(0)
    assert violations(learner) == []
    learner.goto("two")
    expect(notice(learner)).to_contain_text("What you do now is kept on this device only.")


def test_who_leaves_while_nothing_arrives_may_try_again_or_leave(
    page: Page, host: StrictHost
) -> None:
    learner = begin(page, host)
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    press(learner, "Save and exit")
    message = learner.frame.locator("#_message")
    expect(message).to_contain_text("Your latest work could not be sent")
    message.get_by_role("button", name="Try again").click()
    expect(message.get_by_role("heading")).to_be_focused()
    message.get_by_role("button", name="Leave, and send it later").click()
    expect(message).to_contain_text("Your work is on this device only")


def test_after_a_failure_to_leave_the_next_try_sends_it(page: Page, host: StrictHost) -> None:
    learner = begin(page, host)
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    press(learner, "Save and exit")
    message = learner.frame.locator("#_message")
    expect(message).to_contain_text("Your latest work could not be sent")
    host.online = True
    message.get_by_role("button", name="Try again").click()
    expect(message).to_contain_text("Your work has been sent")


def test_a_review_records_nothing_and_says_so(context: BrowserContext, two_languages: Path) -> None:
    with StrictHost(two_languages, mode="review") as host:
        learner = launch(opened(context), host)
        expect(status(learner)).to_have_text("Review: nothing new is recorded")
        answer(learner)
        press(learner, "Save and exit")
        expect(learner.frame.locator("#_message")).to_contain_text("Nothing new was recorded")
        expect(learner.frame.locator("#_message li")).to_have_count(0)
