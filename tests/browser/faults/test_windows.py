"""No LMS, several windows, several devices, and a browser that lets nothing be kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.faults.small import (
    Launch,
    Words,
    again,
    begin,
    crash,
    launch,
    opened,
    started,
    told,
)
from tests.browser.strict import StrictHost

AROUND = '<iframe src="{address}" width="900" height="700" {more}></iframe>'

GIVE_API = """async (name) => {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = "/";
  document.body.append(frame);
  await new Promise((done) => (frame.onload = done));
  window[name] = frame.contentWindow[name];
}"""
"""An LMS that comes late: its page in a frame beside that of the course."""


def framed(tab: Page, host: StrictHost, more: str = "") -> Launch:
    """The course in a frame of a page that has no API."""
    tab.goto(f"{host.origin}/login")
    address = f"{host.origin}/course/index.html"
    tab.set_content(AROUND.format(address=address, more=more))
    frame = tab.frame(url=address)
    assert frame is not None
    return started(tab, frame)


def test_without_an_lms_the_course_runs_and_says_that_it_is_not_connected(
    tab: Page, host: StrictHost
) -> None:
    """P01: it is sought for ten seconds, while the learner has long begun."""
    tab.clock.install()
    learner = framed(tab, host)
    learner.says("connecting")
    learner.give("a1")
    for _ in range(41):
        tab.clock.fast_forward(260)
    learner.says("untracked")
    expect(learner.notice).to_contain_text("Not connected to a learning platform")
    expect(learner.notice).to_contain_text("is kept on this device only")
    learner.give("a2")
    again_ = framed(tab, host)
    expect(again_.dialog).to_contain_text("Is this your work?")


def test_an_lms_that_comes_late_gets_what_was_done_before(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P01: within the ten seconds; the learner is asked nothing."""
    learner = framed(tab, host)
    learner.says("connecting")
    learner.give("a1")
    # Its own course must not begin a session of its own.
    host.files["index.html"] = b"<!DOCTYPE html><title>Nothing</title>"
    tab.evaluate(GIVE_API, words.api)
    learner.says("sent")
    learner.has("a1")
    assert told(host) == ["one.a1"]


def test_the_second_of_two_tabs_looks_on_until_the_learner_continues_there(
    context: BrowserContext, tab: Page, host: StrictHost
) -> None:
    """P19: what the first had is there; the first then looks on."""
    first = begin(tab, host)
    first.give("a1")
    first.says("sent")
    second = launch(opened(context), host)
    second.says("elsewhere")
    second.give("a3")
    assert "one.a3" not in told(host)
    first.give("a2")
    first.says("sent")
    second.press("Continue here")
    first.says("elsewhere")
    second.has("a1", "a2")
    second.give("a3")
    second.says("sent")
    first.page.close()
    other = launch(second.page, host)
    other.has("a1", "a2", "a3")


def test_a_tab_that_dies_leaves_the_attempt_to_the_other(
    context: BrowserContext, tab: Page, host: StrictHost
) -> None:
    """P19, P16: a crashed window holds nothing back."""
    first = begin(tab, host)
    first.give("a1")
    first.says("sent")
    second = launch(opened(context), host)
    second.says("elsewhere")
    crash(first.page)
    second.press("Continue here")
    second.has("a1")
    second.give("a2")
    second.says("sent")


@pytest.mark.parametrize("ahead", [1, 2])
def test_the_work_of_two_devices_is_united_on_the_one_that_comes_back(
    browser: Browser, context: BrowserContext, tab: Page, host: StrictHost, ahead: int
) -> None:
    """P19: the LMS has what came last; a device adds what it alone has."""
    first = begin(tab, host)
    first.give("a1")
    first.says("sent")
    tab.goto("about:blank")
    here = launch(tab, host)
    other = browser.new_context()
    there = launch(opened(other), host)
    here.give("a2")
    here.says("sent")
    tab.goto("about:blank")
    there.give("a3")
    there.says("sent")
    if ahead == 2:
        there.next()
        there.give("b1")
        there.says("sent")
    other.close()
    united = launch(tab, host)
    united.goto("one")
    united.has("a1", "a2", "a3")
    united.says("sent")


NO_STORAGE = "Object.defineProperty(window, 'indexedDB', {get() { throw new Error('blocked') }})"
NONE = "delete window.indexedDB; delete Window.prototype.indexedDB"
FULL = """IDBObjectStore.prototype.put = function () {
  throw new DOMException("full", "QuotaExceededError");
}"""
FULL_LATE = """const add = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
  const request = add.apply(this, given);
  this.transaction.abort();
  return request;
}"""

STORAGES = {
    "blocked": NO_STORAGE,
    "missing": NONE,
    "full": FULL,
    "full when it is written": FULL_LATE,
}


@pytest.mark.parametrize("storage", STORAGES)
def test_where_nothing_can_be_kept_the_course_runs_and_never_says_it_is(
    tab: Page, host: StrictHost, storage: str
) -> None:
    """P20: "sent" or "not sent", and no other word."""
    tab.add_init_script(STORAGES[storage])
    learner = begin(tab, host)
    learner.give("a1")
    learner.says("sent")
    host.online = False
    learner.give("a2")
    learner.says("not-kept")
    expect(learner.notice).to_contain_text("is not kept on this device")
    host.online = True
    learner.try_again()
    learner.says("sent")
    again(tab, host).has("a1", "a2")


def test_a_frame_without_an_origin_says_that_nothing_is_recorded(
    tab: Page, host: StrictHost
) -> None:
    """P20: there no LMS can be reached and nothing kept."""
    tab.clock.install()
    learner = framed(tab, host, 'sandbox="allow-scripts"')
    for _ in range(41):
        tab.clock.fast_forward(260)
    learner.says("untracked")
    learner.give("a1")
    expect(learner.notice).to_contain_text("it is lost when you close this window")
