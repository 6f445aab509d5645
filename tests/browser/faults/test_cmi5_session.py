"""Faults that only a course by cmi5 can meet: tokens, record stores, statements and their rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder.preview.lrs import Fault
from tests.browser.faults.platform import DOCUMENT, Cmi5Platform, Site, Visit, files, until, visit
from tests.browser.faults.small import opened
from tests.browser.learner import close

Launching = Callable[..., Cmi5Platform]


@pytest.fixture
def launching() -> Iterator[Launching]:
    """Makes the LMS, by the terms that it has settled; the rules of cmi5 are kept to the end."""
    made: list[Cmi5Platform] = []

    def make(**terms: Any) -> Cmi5Platform:
        site = Site(files("cmi5")).__enter__()
        made.append(Cmi5Platform(site, **terms).__enter__())
        return made[-1]

    yield make
    for each in made:
        each.__exit__()
        each.site.__exit__()
        each.check()


@pytest.fixture
def platform(launching: Launching) -> Cmi5Platform:
    return launching()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    made = opened(context)
    made.clock.install()
    return made


def begin(tab: Page, platform: Cmi5Platform) -> Visit:
    found = visit(tab, platform.launch())
    found.quickly("sent", "confirmed")
    return found


def verbs(platform: Cmi5Platform) -> list[str]:
    """What the course told, in order: the LMS's own statements left out."""
    own = ("launched", "satisfied")
    return [verb for verb in platform.lrs.enrolment.verbs() if verb not in own]


def test_a_reloaded_page_has_ended_its_session_and_keeps_what_is_done_for_the_next(
    context: BrowserContext, tab: Page, platform: Cmi5Platform
) -> None:
    """P25: the token is not to be had twice, and nothing comes after `terminated`."""
    learner = begin(tab, platform)
    learner.give("a1")
    tab.reload()
    learner.says("closed")
    learner.has("a1")
    learner.give("a3")
    expect(learner.notice).to_contain_text("is kept on this device only")
    until(learner.untold)
    *_, key = learner.untold()  # a1 may be among them: its arrival was not waited for
    close(tab)
    again = visit(opened(context), platform.launch())
    again.has("a1", "a3")
    again.says("sent")
    assert platform.answers() == ["one.a1", "one.a3"]
    assert platform.ids[-1] == key


def test_an_address_that_is_opened_a_second_time_gets_no_token_and_says_so(
    context: BrowserContext, tab: Page, platform: Cmi5Platform
) -> None:
    """P25: what is done there is the learner's, and goes with the next launch."""
    learner = begin(tab, platform)
    learner.give("a1")
    learner.quickly("sent")
    address = tab.url
    close(tab)
    second = visit(opened(context), address)
    second.says("untracked")
    second.give("a3")
    expect(second.notice).to_contain_text("is kept on this device only")
    close(second.page)
    again = visit(opened(context), platform.launch())
    again.has("a1", "a3")
    again.says("sent")
    assert platform.answers() == ["one.a1", "one.a3"]


@pytest.mark.parametrize("status", [409, 412, 429, 500])
def test_a_record_store_that_says_not_now_is_told_again_and_once(
    tab: Page, platform: Cmi5Platform, status: int
) -> None:
    """P25: in the order in which it happened."""
    learner = begin(tab, platform)
    kinds = ["state"] if status == 409 else ["statements", "state"]
    platform.lrs.faults = [Fault(kind, 2, status) for kind in kinds]
    learner.give("a1", "a3")
    learner.quickly("sent")
    assert platform.answers() == ["one.a1", "one.a3"]


def test_all_that_an_lms_waits_for_is_met_without_a_network_and_told_afterwards(
    context: BrowserContext, tab: Page, platform: Cmi5Platform
) -> None:
    """P25: completed and passed once, after the answers, and satisfied by the LMS."""
    learner = begin(tab, platform)
    platform.offline(True)
    learner.pass_all()
    expect(learner.frame.locator(".results")).to_contain_text("You have passed.")
    learner.quickly("not-sent")
    close(tab)
    platform.offline(False)
    again = visit(opened(context), platform.launch())
    again.press("Start at the beginning")
    again.says("sent")
    told = verbs(platform)
    assert [told.count(verb) for verb in ("completed", "passed", "failed")] == [1, 1, 0]
    assert told.index("completed") > max(i for i, verb in enumerate(told) if verb == "answered")
    assert platform.lrs.enrolment.told("satisfied")
    # What a learner wrote in words is not kept on a device that others use.
    assert [each for each in platform.answers() if each not in ("one.a2", "three.c2")] == [
        "one.a1", "one.a3", "two.b1", "two.b2", "three.c1"
    ]  # fmt: skip


def test_a_session_that_the_lms_has_ended_goes_on_at_the_next_launch(
    context: BrowserContext, tab: Page, platform: Cmi5Platform
) -> None:
    """P09: a token is worth nothing any more, and there is no other in this launch."""
    learner = begin(tab, platform)
    platform.lrs.enrolment.expire()
    learner.give("a1")
    learner.says("logged-out")
    learner.try_again()
    expect(learner.notice).to_contain_text("It did not work.")
    close(tab)
    again = visit(opened(context), platform.launch())
    again.has("a1")
    again.says("sent")
    assert platform.answers() == ["one.a1"]


@pytest.mark.parametrize("mode", ["Review", "Browse"])
def test_a_look_at_earlier_work_tells_that_it_began_and_ended(
    context: BrowserContext, launching: Launching, mode: str
) -> None:
    """P24."""
    platform = launching(mode=mode)
    learner = visit(opened(context), platform.launch())
    learner.says("read-only")
    learner.give("a1")
    learner.next()
    close(learner.page)
    until(lambda: "terminated" in verbs(platform))
    assert verbs(platform) == ["initialized", "terminated"]
    assert DOCUMENT not in platform.lrs.enrolment.state


NAMES = ["<img src=x onerror=alert(1)>", "\ud83d half \U0001f600", "x" * 20_000]


@pytest.mark.parametrize("name", NAMES, ids=["markup", "half a character", "very long"])
def test_a_strange_name_does_no_harm(
    context: BrowserContext, launching: Launching, name: str
) -> None:
    """P26: nothing of it becomes part of the page, and the course is passed as ever."""
    platform = launching(learner=name)
    learner = visit(opened(context), platform.launch())
    learner.pass_all()
    learner.says("sent")
    certificate = learner.frame.locator("#_page")
    expect(certificate).to_contain_text("You have passed.")
    assert learner.frame.locator("img[src=x]").count() == 0


STATES = {
    "nothing": b"",
    "no object": b"[1, 2]",
    "another's": b'{"bookmark": 7}',
    "wrong types": b'{"state": 7, "told": 9, "score": "x", "status": []}',
    "markup": b'{"state": "<img src=x onerror=alert(1)>", "location": "<b>", "status": "passed"}',
    "a megabyte": b'{"state": "' + b"9" * 1_000_000 + b'"}',
}


@pytest.mark.parametrize("state", STATES)
def test_a_state_that_is_not_ours_does_no_harm_and_gives_way(
    context: BrowserContext, platform: Cmi5Platform, state: str
) -> None:
    """P26."""
    platform.lrs.enrolment.state[DOCUMENT] = STATES[state]
    learner = visit(opened(context), platform.launch())
    learner.give("a1")
    learner.says("sent")
    close(learner.page)
    again = visit(opened(context), platform.launch())
    again.has("a1")
