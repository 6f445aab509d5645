"""An LMS that does not answer, answers late, or says yes and has nothing."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.faults.conftest import Hosts
from tests.browser.faults.small import Launch, Words, again, begin, called, launch, opened, told
from tests.browser.strict import StrictHost

BACKOFF = (1, 2, 4, 8, 16)


def stop_the_clock(tab: Page) -> None:
    """From now on time passes when the test says so; the clock must have been installed."""
    tab.clock.pause_at(tab.evaluate("Date.now() + 60_000"))


def stopped(tab: Page, host: StrictHost) -> Launch:
    tab.clock.install()
    learner = begin(tab, host)
    stop_the_clock(tab)
    return learner


@pytest.mark.parametrize("failures", [1, 2, 5])
def test_a_commit_that_failed_comes_again_after_longer_and_longer_times(
    tab: Page, host: StrictHost, words: Words, failures: int
) -> None:
    """P06: 1, 2, 4, 8 and 16 seconds; said from the second failure on.

    Chance, which spreads these times by a fifth, is held still.
    """
    tab.add_init_script("Math.random = () => 0.5")
    learner = stopped(tab, host)
    before = len(called(tab, host, words.commit))
    host.fail(tab, {"commit": {"code": words.lost, "times": failures}})
    learner.give("a1")

    def tries() -> int:
        return len(called(tab, host, words.commit)) - before

    assert tries() == 1
    learner.says("kept")
    for number, seconds in enumerate(BACKOFF[:failures], 1):
        tab.clock.run_for(seconds * 1000 - 200)
        assert tries() == number
        learner.says("kept" if number == 1 else "not-sent")
        tab.clock.run_for(205)
        assert tries() == number + 1
    tab.clock.run_for(1_500)
    learner.says("sent")
    expect(learner.notice).to_be_empty()
    assert told(host) == ["one.a1"]


def test_when_no_commit_ever_works_learning_goes_on_and_the_work_stays_here(
    context: BrowserContext, tab: Page, host: StrictHost, words: Words
) -> None:
    """P07: one dialog, a code for the tutor, and the next good launch has all of it."""
    learner = stopped(tab, host)
    host.fail(tab, {"commit": {"code": words.lost}, "finish": {"code": words.lost}})
    learner.give("a1")
    learner.says("kept")
    for seconds in BACKOFF:
        tab.clock.run_for(seconds * 1_200 + 100)
    expect(learner.dialog).to_contain_text("It is kept on this device")
    learner.press("Copy a code for your tutor")
    code = learner.dialog.get_by_label("Code for your tutor")
    expect(code).to_have_value(re.compile(r"^faults\.\d"))
    learner.press("Carry on")
    tab.clock.run_for(130_000)
    expect(learner.dialog).to_have_count(0)
    learner.give("a2", "a3")
    learner.next()
    learner.give("b1")
    learner.says("not-sent")
    tab.close()
    context.clock.resume()
    host.faults = {}
    second = launch(opened(context), host)
    second.goto("one")
    second.has("a1", "a2", "a3")
    second.goto("two")
    second.has("b1")
    second.says("sent")
    # The words of a short text are not kept on the device, so that the LMS is not told of them.
    assert sorted(told(host)) == ["one.a1", "one.a3", "two.b1"]


@pytest.mark.parametrize("returns", ["online", "later"])
def test_a_yes_that_nobody_heard_is_not_sent(
    hosts: Hosts, context: BrowserContext, tab: Page, returns: str
) -> None:
    """P08: Moodle says yes without a network; once there is one, all of it goes out again."""
    host = hosts(host="moodle")
    learner = begin(tab, host)
    host.online = False
    if returns == "online":
        context.set_offline(True)
    learner.give("a1")
    learner.says("not-sent")
    assert told(host) == []
    host.online = True
    if returns == "online":
        context.set_offline(False)
    else:
        learner.try_again()
    learner.says("sent")
    again(tab, host).has("a1")


def test_an_answer_that_was_told_to_nobody_is_told_again(hosts: Hosts, tab: Page) -> None:
    """P08: the record of the answer, too, and not the state alone; once the state has arrived."""
    host = hosts(host="moodle")
    learner = begin(tab, host)
    host.online = False
    learner.give("a1")
    learner.says("not-sent")
    host.online = True
    learner.try_again()
    assert host.kept("cmi.interactions.1.id", "one.a1")
    learner.says("sent")
    # For 2004 the host sends all that it has, and so what was told before as well.
    assert set(told(host)) == {"one.a1"}


@pytest.mark.parametrize("door", ["redirect", "200", "401", "403"])
def test_a_learner_who_was_logged_out_logs_in_and_goes_on(
    context: BrowserContext, tab: Page, host: StrictHost, door: str
) -> None:
    """P09: it is said how; nothing is lost, whatever the LMS puts in the place of its answer."""
    learner = begin(tab, host)

    def refuse(route: Route) -> None:
        route.fulfill(status=int(door), content_type="text/html", body="<h1>Log in</h1>")

    if door == "redirect":
        host.logged_out = True
    else:
        context.route("**/store", refuse)
        context.route("**/course/**", refuse)
    learner.give("a1")
    learner.says("logged-out")
    expect(learner.notice).to_contain_text("Log in again in another tab")
    assert told(host) == []
    host.logged_out = False
    context.unroute_all()
    learner.try_again()
    learner.says("sent")
    expect(learner.notice).to_be_empty()
    assert told(host) == ["one.a1"]


@pytest.mark.parametrize("stored", [True, False])
def test_a_network_that_drops_in_a_commit_costs_nothing(
    context: BrowserContext, tab: Page, host: StrictHost, stored: bool
) -> None:
    """P10: before or after it was stored: the same goes out again, and counts once."""
    learner = begin(tab, host)

    def drop(route: Route) -> None:
        if stored:
            route.fetch()
        route.abort()

    context.route("**/store", drop, times=1)
    learner.give("a1")
    learner.says("sent")
    assert told(host) == ["one.a1"]
    again(tab, host).has("a1")


def test_a_slow_lms_is_asked_rarely_and_typing_does_not_wait(
    context: BrowserContext, tab: Page, host: StrictHost, words: Words
) -> None:
    """P11: after a commit of more than two seconds the next comes fifteen later."""
    tab.clock.install()
    learner = begin(tab, host)

    def slowly(route: Route) -> None:
        time.sleep(2.1)  # the fault itself
        route.continue_()

    context.route("**/store", slowly, times=1)
    learner.give("a1")
    learner.says("sent")
    commits = len(called(tab, host, words.commit))
    learner.give("a2", "a3")
    learner.says("kept")
    assert len(called(tab, host, words.commit)) == commits
    tab.clock.fast_forward(16_000)
    learner.says("sent")
    assert len(called(tab, host, words.commit)) == commits + 1
    assert set(told(host)) == {"one.a1", "one.a2", "one.a3"}
