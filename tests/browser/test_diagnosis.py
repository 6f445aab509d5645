"""The page for whoever looks after the platform: what it says, and what it must never say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.learner import Learner
from tests.browser.strict import StrictHost
from tests.browser.test_access import violations
from tests.browser.told import launch, opened


@pytest.fixture
def host(two_languages: Path) -> Iterator[StrictHost]:
    with StrictHost(two_languages) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return opened(context)


def look(learner: Learner) -> Locator:
    """Open it by its keys, and wait for the end of the test that it begins with."""
    learner.frame.locator("#_page").focus()
    learner.page.keyboard.press("Control+Alt+Shift+KeyD")
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Connection check")
    expect(value(learner, "Result")).not_to_have_text("Testing")
    return learner.frame.locator(".diagnosis")


def value(learner: Learner, label: str) -> Locator:
    row = learner.frame.get_by_role("rowheader", name=label, exact=True)
    return row.locator("xpath=following-sibling::td")


def report(learner: Learner) -> str:
    learner.frame.get_by_role("button", name="Copy report").click()
    return learner.frame.get_by_label("Report").input_value()


def test_settings_lead_to_it_and_close_behind(page: Page, host: StrictHost) -> None:
    learner = launch(page, host)
    learner.frame.get_by_role("button", name="Settings").click()
    learner.frame.get_by_role("link", name="Connection check").click()
    expect(learner.frame.get_by_role("heading", level=1)).to_be_focused()
    expect(learner.frame.locator("#_settings")).to_be_hidden()
    expect(learner.frame.locator("#_pager")).to_be_hidden()
    learner.goto("two")


def test_it_tests_the_way_to_the_platform_and_back(page: Page, host: StrictHost) -> None:
    learner = launch(page, host)
    expect(learner.frame.locator("#_status")).to_have_text("Sent")
    look(learner)
    commits = len(host.commits)
    learner.frame.get_by_role("button", name="Test again").click()
    expect(learner.frame.locator("#_announce")).to_have_text(
        "Your work has been sent to the learning platform."
    )
    assert len(host.commits) == commits + 1, "the platform was really asked"
    expect(value(learner, "Time taken")).to_contain_text("ms")
    expect(value(learner, "Copy on this device")).to_have_text("works")
    expect(value(learner, "Standard")).to_have_text("SCORM 1.2")
    expect(learner.frame.get_by_role("cell", name="LMSInitialize")).to_have_count(1)
    host.online = False
    learner.frame.get_by_role("button", name="Test again").click()
    expect(value(learner, "Failures in a row")).to_have_text("1")
    learner.frame.get_by_role("button", name="Test again").click()
    expect(value(learner, "Result")).to_contain_text("has not been sent")


def test_the_report_holds_nothing_about_the_learner(page: Page, host: StrictHost) -> None:
    """Neither name nor id, no answer, and of the address nothing that a platform hangs on it."""
    learner = launch(page, host)
    expect(learner.frame.locator("#_status")).to_have_text("Sent")
    calls = host.calls(page)
    assert any(call["result"] == "learner" for call in calls), "the platform told who it is"
    learner.answer(learner.questions()[0], True)
    expect(learner.frame.locator("#_status")).to_have_text("Sent")
    state = host.suspend_data
    learner.frame.evaluate("history.replaceState(null, '', '?session=secret#_diagnosis')")
    look(learner)
    text = report(learner)
    for secret in ("Learner, Test", "→ learner", "secret", "_diagnosis", state, "one.q1"):
        assert secret not in text
    assert "#" not in text
    assert "Address: " + host.origin + "/course/index.html\n" in text
    assert "Course: two-languages 1\n" in text
    assert "LMSCommit" in text
    said = learner.frame.locator(".diagnosis").inner_text()
    assert "Learner, Test" not in said


def test_without_a_platform_it_says_what_there_is(page: Page, host: StrictHost) -> None:
    page.goto(f"{host.origin}/course/index.html#_diagnosis")
    learner = Learner(page, page.main_frame)
    expect(value(learner, "Result")).to_have_text("There is no learning platform to test.")
    expect(value(learner, "Phase")).to_have_text("untracked")
    expect(value(learner, "In a frame")).to_have_text("no")


def test_axe_finds_nothing_and_all_of_it_fits(context: BrowserContext, host: StrictHost) -> None:
    page = context.new_page()
    learner = launch(page, host)
    look(learner)
    report(learner)
    assert violations(learner) == []
    page.emulate_media(color_scheme="dark")
    assert violations(learner) == []
    page.set_viewport_size({"width": 375, "height": 640})
    learner.frame.evaluate("document.documentElement.style.fontSize = '200%'")
    assert learner.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    learner.frame.evaluate("document.documentElement.dir = 'rtl'")
    assert learner.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_has_the_tables_and_not_the_buttons(page: Page, host: StrictHost) -> None:
    learner = launch(page, host)
    look(learner)
    page.emulate_media(media="print")
    expect(learner.frame.get_by_role("rowheader", name="Fingerprint")).to_be_visible()
    expect(learner.frame.get_by_role("button", name="Copy report")).to_be_hidden()


def test_the_keys_open_it_in_welsh_too(page: Page, host: StrictHost) -> None:
    learner = launch(page, host)
    learner.frame.locator("a[data-language=cy]").click()
    expect(learner.frame.locator("html")).to_have_attribute("lang", "cy")
    learner.frame.locator("#_page").focus()
    page.keyboard.press("Control+Alt+Shift+KeyD")
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Gwirio'r cysylltiad")
