"""What a learner is told of where their work is: it is so, it is plain, and in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.browser.learner import Learner
from tests.browser.strict import StrictHost
from tests.browser.test_access import violations
from tests.browser.told import alone, answer, begin, dialog, launch, notice, opened, press, status

NO_STORAGE = "Object.defineProperty(window, 'indexedDB', {get() { throw new Error('blocked') }})"

SAID = """() => {
  const said = window.said = [];
  new MutationObserver(() => said.push(document.querySelector("#_announce").textContent))
    .observe(document.querySelector("#_announce"), {childList: true});
}"""
"""Notes what is spoken."""


@pytest.fixture
def host(two_languages: Path) -> Iterator[StrictHost]:
    with StrictHost(two_languages) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return opened(context)


def test_each_word_stands_for_where_the_work_is(page: Page, host: StrictHost) -> None:
    learner = begin(page, host)
    expect(status(learner)).to_have_attribute(
        "title", "Your work has been sent to the learning platform."
    )
    expect(notice(learner)).to_be_empty()
    again = Learner(page, host.relaunch(page))
    expect(status(again)).to_have_text("Confirmed")
    more = again.frame.locator("#_status_more")
    expect(more).to_have_text("The learning platform has confirmed your earlier work.")


def stop_the_clock(page: Page) -> None:
    """From now on time passes when the test says so; the clock must have been installed."""
    page.clock.pause_at(page.evaluate("Date.now() + 60_000"))


def test_words_change_no_faster_than_they_can_be_read(page: Page, host: StrictHost) -> None:
    page.clock.install()
    learner = begin(page, host)
    stop_the_clock(page)
    learner.frame.evaluate(SAID)
    answer(learner)
    expect(status(learner)).to_have_text("On this device")
    page.clock.run_for(1_000)
    assert learner.status == "On this device"
    page.clock.run_for(500)
    expect(status(learner)).to_have_text("Sent")
    spoken = [each for each in learner.frame.evaluate("window.said") if "platform" in each]
    assert spoken == [], "all went as it should"


def test_a_lost_connection_is_said_and_so_is_its_return(
    context: BrowserContext, host: StrictHost
) -> None:
    page = opened(context)
    learner = begin(page, host)
    learner.frame.evaluate(SAID)
    context.set_offline(True)
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    words = notice(learner).get_by_role("status")
    expect(words).to_contain_text("has not been sent to the learning platform. It is kept")
    focused = learner.frame.evaluate("!!document.activeElement.closest('#_connection')")
    assert not focused, "the focus stays where it was"
    expect(dialog(learner)).to_have_count(0)
    host.online = True
    context.set_offline(False)
    expect(status(learner)).to_have_text("Sent")
    expect(notice(learner)).to_be_empty()
    spoken = [each for each in learner.frame.evaluate("window.said") if "platform" in each]
    assert spoken == ["Your work has been sent to the learning platform."]


def test_where_nothing_can_be_kept_it_says_so(page: Page, host: StrictHost) -> None:
    page.add_init_script(NO_STORAGE)
    learner = begin(page, host)
    host.online = False
    answer(learner)
    expect(notice(learner)).to_contain_text("and it is not kept on this device. Keep this window")
    press(learner, "Save and exit")
    message = learner.frame.locator("#_message")
    expect(message).to_contain_text("If you leave now, it is lost.")
    expect(notice(learner)).to_be_empty()
    press(learner, "Leave, and lose it")
    expect(message).to_contain_text("Your latest work was not recorded")


def test_who_was_logged_out_logs_in_elsewhere_and_goes_on(page: Page, host: StrictHost) -> None:
    page.clock.install()
    learner = begin(page, host)
    stop_the_clock(page)
    host.logged_out = True
    answer(learner)
    expect(status(learner)).to_have_text("Logged out")
    expect(notice(learner)).to_contain_text("Log in again in another tab, then press “Try again”.")
    press(learner, "Try again")
    expect(notice(learner)).to_contain_text("It did not work.")
    host.logged_out = False
    press(learner, "Try again")
    page.clock.run_for(1_500)
    expect(status(learner)).to_have_text("Sent")
    expect(notice(learner)).to_be_empty()
    expect(learner.frame.locator("#_page")).to_be_focused()
    assert host.suspend_data != ""


def test_a_platform_that_takes_no_answers_is_named(page: Page, host: StrictHost) -> None:
    host.faults = {"refuse": {"cmi.suspend_data": 405}}
    learner = launch(page, host)
    expect(status(learner)).to_have_text("Result sent only")
    expect(notice(learner)).to_contain_text("Those are kept on this device only.")
    press(learner, "Close this message")
    expect(notice(learner)).to_be_empty()
    answer(learner)
    expect(status(learner)).to_have_text("Result sent only")
    expect(notice(learner)).to_be_empty()


def test_a_second_window_looks_on_until_the_learner_continues_there(
    context: BrowserContext, host: StrictHost
) -> None:
    first = begin(opened(context), host)
    answer(first)
    expect(status(first)).to_have_text("Sent")
    second = launch(opened(context), host)
    expect(status(second)).to_have_text("Open elsewhere")
    expect(second.frame.locator("#_exit")).to_be_hidden()
    expect(notice(second)).to_contain_text("Nothing you do in this window is recorded.")
    press(second, "Continue here")
    expect(status(first)).to_have_text("Open elsewhere")
    expect(notice(first)).to_contain_text("open in another window")
    expect(notice(second)).to_be_empty()
    expect(second.box(second.questions()[0]).locator(".result.is-right")).to_have_count(1)
    second.answer(second.questions()[1], True, on_picture=True)
    expect(status(second)).to_have_text("Sent")


def test_a_session_that_was_ended_from_outside_is_named(page: Page, host: StrictHost) -> None:
    learner = begin(page, host)
    sets = [call for call in host.calls(page) if call["fn"] == "LMSSetValue"]
    host.fail(page, {"endAtSet": len(sets) + 1, "endsForGood": True})
    answer(learner)
    expect(status(learner)).to_have_text("Session ended")
    expect(notice(learner)).to_contain_text("Open the course again from your learning platform.")
    expect(learner.frame.locator("#_exit")).to_be_hidden()


def test_without_a_platform_a_window_of_its_own_is_a_preview(
    context: BrowserContext, host: StrictHost
) -> None:
    learner = alone(context, host)
    expect(status(learner)).to_have_text("Preview: nothing is recorded")
    expect(notice(learner)).to_be_empty()
    expect(learner.frame.locator("#_exit")).to_be_hidden()


def test_in_a_frame_the_platform_is_sought_while_the_page_is_read(
    context: BrowserContext, host: StrictHost
) -> None:
    page = opened(context)
    page.goto(f"{host.origin}/login")
    page.set_content(f'<iframe src="{host.origin}/course/index.html" width="900" height="700">')
    frame = page.frames[1]
    learner = Learner(page, frame)
    expect(status(learner)).to_have_text("Connecting")
    expect(frame.get_by_role("heading", level=1)).to_have_text("The first page")
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    answer(learner)
    expect(status(learner)).to_have_text("Not connected")
    expect(notice(learner)).to_contain_text("What you do is kept on this device only.")
    press(learner, "Close this message")
    expect(notice(learner)).to_be_empty()


def fail_five_times(learner: Learner) -> None:
    """Press until the dialog comes, which is after the fifth failure."""
    for _ in range(6):
        if learner.frame.locator("dialog[open]").count():
            return
        before = notice(learner).inner_text()
        learner.frame.locator("#_connection button").click()
        expect(
            learner.frame.locator("dialog[open], #_connection [role=status] p + p")
        ).not_to_have_count(0)
        assert before
    pytest.fail("no dialog came")


def test_after_five_failures_the_learner_is_given_a_code_and_carries_on(
    page: Page, host: StrictHost
) -> None:
    learner = begin(page, host)
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    fail_five_times(learner)
    box = dialog(learner)
    expect(box).to_contain_text("Your work is not reaching the learning platform")
    expect(box).to_contain_text("It is kept on this device.")
    press(learner, "Copy a code for your tutor")
    code = box.get_by_label("Code for your tutor").input_value()
    assert code.startswith("two-languages.1.2.")
    expect(box.get_by_role("status")).to_have_text("Copied")
    assert violations(learner) == []
    box.get_by_role("button", name="Try again").click()
    expect(box.get_by_role("status")).to_have_text("It did not work.")
    press(learner, "Carry on")
    expect(box).to_have_count(0)
    learner.frame.locator("#_connection button").click()
    expect(notice(learner)).to_contain_text("It did not work.")
    expect(box).to_have_count(0)
    learner.next()
    answer(learner)
    expect(learner.box(learner.questions()[0]).locator(".result.is-right")).to_have_count(1)


def test_all_of_it_is_said_in_welsh(page: Page, host: StrictHost) -> None:
    learner = begin(page, host)
    learner.frame.locator("a[data-language=cy]").click()
    expect(status(learner)).to_have_text("Anfonwyd")
    learner.arrives("one")
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Heb ei anfon")
    expect(notice(learner)).to_contain_text("Nid anfonwyd eich gwaith diweddaraf")
    press(learner, "Cadw a gadael")
    expect(learner.frame.locator("#_message")).to_contain_text("Ni fu modd anfon")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_notice(page: Page, host: StrictHost, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    learner = begin(page, host)
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    assert violations(learner) == []


@pytest.mark.parametrize("width", [320, 375])
def test_a_narrow_frame_shows_all_of_the_notice_and_of_the_dialog(
    page: Page, host: StrictHost, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    learner = begin(page, host)
    learner.frame.evaluate("document.documentElement.style.fontSize = '200%'")
    host.online = False
    answer(learner)
    expect(status(learner)).to_have_text("Not sent")
    assert fits(learner.frame)
    fail_five_times(learner)
    press(learner, "Copy a code for your tutor")
    assert fits(learner.frame)
    press(learner, "Carry on")


def fits(frame: Frame) -> bool:
    """Whether nothing is wider than the frame."""
    return bool(frame.evaluate("document.documentElement.scrollWidth <= innerWidth"))
