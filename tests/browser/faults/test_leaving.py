"""Leaving a course in all the ways there are, and coming back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder.filetree import File, FileTree
from tests.browser.faults.conftest import Hosts
from tests.browser.faults.small import (
    Launch,
    Words,
    again,
    begin,
    called,
    crash,
    launch,
    opened,
    started,
    told,
    watch,
)
from tests.browser.strict import StrictHost


def close_tab(tab: Page) -> None:
    with tab.expect_event("close"):
        tab.close(run_before_unload=True)


WAYS: dict[str, Callable[[Page], Any]] = {
    "closing the tab": close_tab,
    "going elsewhere": lambda tab: tab.goto("about:blank"),
    "loading again": lambda tab: tab.reload(),
    "the frame being taken away": lambda tab: tab.evaluate(
        "document.querySelector('#course').remove()"
    ),
    "another page in the frame": lambda tab: tab.evaluate("window.lms.close()"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("arrives", [True, False])
def test_however_the_course_is_left_all_of_it_is_there_again(
    tab: Page, host: StrictHost, words: Words, way: str, arrives: bool
) -> None:
    """P17: the session is ended at most once, and the browser asks nothing."""
    context = tab.context
    learner = begin(tab, host)
    if arrives:
        learner.give("a1")
        learner.says("sent")
    else:
        host.fail(tab, {"commit": {"code": words.lost}, "finish": {"code": words.lost}})
        learner.give("a1")
        learner.says("kept", "not-sent")
    WAYS[way](tab)
    stays = not tab.is_closed() and "frame" in way
    ends = called(tab, host, words.end) if stays else []
    if not tab.is_closed():
        tab.close()
    host.faults = {}
    second = launch(opened(context), host)
    second.has("a1")
    second.says("sent", "confirmed")
    assert told(host) == ["one.a1"]
    assert len(ends) <= 1


LAUNCHER = """<!DOCTYPE html><html lang="en" data-ready><title>Launcher</title>
<button onclick="window.course = open('sco.html', '_blank', 'width=900,height=700')">Open</button>
"""


@pytest.fixture
def popups(course: FileTree, hosts: Hosts) -> StrictHost:
    """An LMS that opens courses in a window of their own."""
    files = dict(course.items())
    files["sco.html"] = files["index.html"]
    files["index.html"] = File.of(LAUNCHER)
    return hosts(package=files)


def popped(tab: Page, host: StrictHost) -> Launch:
    frame = host.launch(tab)
    with tab.expect_popup() as popup:
        frame.get_by_role("button").click()
    watch(popup.value)
    return started(popup.value, popup.value.main_frame)


@pytest.mark.parametrize("way", ["closed by the LMS", "closed by the learner"])
def test_a_window_of_its_own_is_left_like_any_other(
    context: BrowserContext, tab: Page, popups: StrictHost, words: Words, way: str
) -> None:
    """P17: the LMS is found in the window that opened it."""
    learner = popped(tab, popups)
    learner.says("sent")
    learner.give("a1")
    learner.says("sent")
    with learner.page.expect_event("close"):
        if way == "closed by the LMS":
            popups.course(tab).evaluate("window.course.close()")
        else:
            learner.page.close(run_before_unload=True)
    assert len(called(tab, popups, words.end)) <= 1
    assert told(popups) == ["one.a1"]
    popped(opened(context), popups).has("a1")


@pytest.mark.parametrize("way", ["closed", "gone elsewhere"])
def test_a_window_whose_opener_is_gone_keeps_what_is_done_in_it(
    context: BrowserContext, tab: Page, popups: StrictHost, way: str
) -> None:
    """P17: nothing more can be sent; it never says that it is."""
    learner = popped(tab, popups)
    learner.says("sent")
    learner.give("a1")
    learner.says("sent")
    tab.close() if way == "closed" else tab.goto("about:blank")
    learner.give("a3")
    learner.says("not-sent", "closed")
    expect(learner.notice).to_contain_text("kept on this device")
    learner.rest()
    learner.page.close()
    second = popped(opened(context), popups)
    second.has("a1", "a3")
    second.says("sent")
    assert told(popups) == ["one.a1", "one.a3"]


def test_a_page_that_was_frozen_goes_on(tab: Page, host: StrictHost) -> None:
    """P18: hours in which no timer runs, as in a tab that nobody looks at.

    By a clock that stands still: DevTools' own freezing does not return in a headless browser.
    """
    tab.clock.install()
    learner = begin(tab, host)
    host.fail(tab, {"commit": {"code": 101, "times": 1}})
    tab.clock.pause_at(tab.evaluate("Date.now() + 1_000"))
    learner.give("a1")
    learner.says("kept")
    tab.clock.fast_forward("05:00:00")
    tab.clock.resume()
    learner.says("sent")
    learner.give("a3")
    learner.says("sent")
    again(tab, host).has("a1", "a3")


def test_a_tab_that_was_discarded_is_a_new_launch(
    context: BrowserContext, tab: Page, host: StrictHost
) -> None:
    """P18: no handler runs; the page is loaded anew when the learner comes back."""
    learner = begin(tab, host)
    host.fail(tab, {"offline": True})
    learner.give("a1")
    learner.says("not-sent", "kept")
    fresh = opened(context)  # what is discarded has no page to run a handler in
    crash(tab)
    host.faults = {}
    second = launch(fresh, host)
    second.has("a1")
    second.says("sent")


def put_aside(learner: Launch, kind: str) -> None:
    """Tell the course's page that it goes into the cache, or that it came back from there."""
    script = "(kind) => void dispatchEvent(new PageTransitionEvent(kind, {persisted: true}))"
    learner.frame.evaluate(script, kind)


@pytest.mark.parametrize("meanwhile", ["nothing", "another tab"])
def test_a_page_that_comes_back_from_the_cache_goes_on_or_says_that_it_cannot(
    context: BrowserContext, tab: Page, host: StrictHost, meanwhile: str
) -> None:
    """P18: its session runs on, if nobody else has the attempt by then.

    By the events that the browser sends: a browser under test does not keep such a page.
    """
    learner = begin(tab, host)
    learner.give("a1")
    learner.says("sent")
    put_aside(learner, "pagehide")
    if meanwhile == "nothing":
        put_aside(learner, "pageshow")
        learner.give("a3")
        learner.says("sent")
        again(tab, host).has("a1", "a3")
        return
    other = launch(opened(context), host)
    other.says("sent", "confirmed", "ready")
    other.has("a1")
    other.give("a2")
    other.says("sent")
    put_aside(learner, "pageshow")
    learner.says("elsewhere")
    learner.give("a3")
    assert "one.a3" not in told(host)
