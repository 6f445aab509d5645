"""What a learner is told of where their work is: it is so, it is plain, and in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Locator, Page, expect

from scorm_builder import build
from tests.bilingual import bilingual
from tests.browser.learner import Learner
from tests.browser.strict import StrictHost
from tests.browser.test_access import violations

NO_STORAGE = "Object.defineProperty(window, 'indexedDB', {get() { throw new Error('blocked') }})"

SAID = """() => {
  const said = window.said = [];
  new MutationObserver(() => said.push(document.querySelector("#_announce").textContent))
    .observe(document.querySelector("#_announce"), {childList: true});
}"""
"""Notes what is spoken."""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bilingual")
    return build(bilingual(folder), out=folder / "dist").path


@pytest.fixture
def host(package: Path) -> Iterator[StrictHost]:
    with StrictHost(package) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return opened(context)


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


def alone(context: BrowserContext, host: StrictHost) -> Learner:
    """The course in a window of its own, without a platform."""
    page = opened(context)
    page.goto(f"{host.origin}/course/index.html")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return Learner(page, page.main_frame)


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


KEPT = """() => new Promise((done) => {
  const request = indexedDB.open("scorm-builder");
  request.onsuccess = () => {
    const all = request.result.transaction("attempts").objectStore("attempts").getAll();
    all.onsuccess = () => done(all.result.some((copy) => copy.untold.length > 0));
  };
})"""
"""Whether a copy with an answer is there."""


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


def test_a_review_records_nothing_and_says_so(context: BrowserContext, package: Path) -> None:
    with StrictHost(package, mode="review") as host:
        learner = launch(opened(context), host)
        expect(status(learner)).to_have_text("Review: nothing new is recorded")
        answer(learner)
        press(learner, "Save and exit")
        expect(learner.frame.locator("#_message")).to_contain_text("Nothing new was recorded")
        expect(learner.frame.locator("#_message li")).to_have_count(0)


def test_all_of_it_is_said_in_welsh(page: Page, host: StrictHost) -> None:
    learner = begin(page, host)
    learner.frame.locator("a[data-language=cy]").click()
    expect(status(learner)).to_have_text("Anfonwyd")
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
