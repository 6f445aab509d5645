"""Faults that only a course by AICC can meet: sessions that end, and the manners of its hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder.preview.aicc_lms import ELFH, MOODLE, OLD_MOODLE, PLAIN, Manners
from tests.browser.faults.platform import AiccPlatform, Site, Visit, files, until, visit
from tests.browser.faults.small import opened
from tests.browser.learner import close

Launching = Callable[..., AiccPlatform]


@pytest.fixture
def launching() -> Iterator[Launching]:
    """Makes the LMS, with its manners and what it has of the learner."""
    made: list[AiccPlatform] = []

    def make(manners: Manners = PLAIN, **record: Any) -> AiccPlatform:
        site = Site(files("aicc")).__enter__()
        made.append(AiccPlatform(site, manners, **record).__enter__())
        return made[-1]

    yield make
    for each in made:
        each.__exit__()
        each.site.__exit__()
        each.check()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    made = opened(context)
    made.clock.install()
    return made


def begin(tab: Page, platform: AiccPlatform) -> Visit:
    found = visit(tab, platform.launch())
    found.quickly("sent", "confirmed")
    return found


def test_a_reloaded_page_has_ended_its_session_and_offers_its_work_to_the_next(
    context: BrowserContext, tab: Page, launching: Launching
) -> None:
    """Without a session an LMS does not say whose it is: so it is asked."""
    platform = launching()
    learner = begin(tab, platform)
    learner.give("a1")
    learner.quickly("sent")  # with news under way it would not be ended
    tab.reload()
    learner.says("untracked")
    learner.give("a3")
    expect(learner.notice).to_contain_text("is kept on this device only")
    until(learner.untold)
    close(tab)
    again = visit(opened(context), platform.launch())
    again.press("It is mine, add it")
    again.has("a1", "a3")
    again.says("sent")
    assert platform.answers() == ["one.a1", "one.a3"]


@pytest.mark.parametrize(
    ("manners", "said"),
    [(PLAIN, "closed"), (MOODLE, "logged-out"), (ELFH, "closed")],
    ids=lambda each: getattr(each, "name", each),
)
def test_a_session_that_the_lms_forgot_goes_on_at_the_next_launch(
    context: BrowserContext, tab: Page, launching: Launching, manners: Manners, said: str
) -> None:
    """P09: it was started anew, or everybody was logged out."""
    platform = launching(manners)
    learner = begin(tab, platform)
    platform.hacp.lms.forget_sessions()
    learner.give("a1")
    learner.says(said)
    learner.give("a3")
    expect(learner.notice).to_contain_text("kept on this device")
    learner.rest()
    close(tab)
    again = visit(opened(context), platform.launch())
    again.has("a1", "a3")
    again.says("sent")
    if manners.keeps_interactions and manners.takes_interactions:
        assert platform.answers() == ["one.a1", "one.a3"]


@pytest.mark.parametrize("manners", [MOODLE, OLD_MOODLE, ELFH], ids=lambda each: each.name)
def test_whatever_a_host_s_manners_nothing_is_lost_on_a_bad_line(
    context: BrowserContext, tab: Page, launching: Launching, manners: Manners
) -> None:
    """P06, P10, P17: it fails, an answer is lost, and the tab is closed at once."""
    platform = launching(manners)
    learner = begin(tab, platform)
    platform.fail(1)
    learner.give("a1")
    learner.quickly("sent")
    platform.lose("state")
    learner.give("a3")
    learner.quickly("sent")
    learner.next()
    learner.give("b1")
    learner.says("kept", "sent")
    close(tab)
    again = visit(opened(context), platform.launch())
    again.press("Continue")
    again.arrives("two")
    again.has("b1")
    again.goto("one")
    again.has("a1", "a3")
    again.says("sent", "confirmed")


def test_a_look_at_earlier_work_changes_nothing(
    context: BrowserContext, launching: Launching
) -> None:
    """P24."""
    platform = launching(mode="review", status="passed", score="90,100,0")
    learner = visit(opened(context), platform.launch())
    learner.says("read-only")
    learner.give("a1")
    close(learner.page)
    until(lambda: platform.hacp.calls[-1]["command"] == "ExitAU")
    assert [call["command"] for call in platform.hacp.calls] == ["GetParam", "ExitAU"]
    assert (platform.status, platform.record.score) == ("passed", "90,100,0")


NAMES = ["<img src=x onerror=alert(1)>", "\ufffd half", "x" * 1_000_000]


@pytest.mark.parametrize("name", NAMES, ids=["markup", "half a character", "a megabyte"])
def test_a_strange_name_does_no_harm(
    context: BrowserContext, launching: Launching, name: str
) -> None:
    """P26: nothing of it becomes part of the page, and the course is passed as ever."""
    platform = launching(student_name=name)
    learner = visit(opened(context), platform.launch())
    learner.pass_all()
    learner.says("sent")
    expect(learner.frame.locator("#_page")).to_contain_text("You have passed.")
    assert learner.frame.locator("img[src=x]").count() == 0


STATES = ["garbage \ufffd", "<img src=x onerror=alert(1)>", "[Core]", "9" * 1_000_000]


@pytest.mark.parametrize("state", STATES, ids=["garbage", "markup", "a group", "a megabyte"])
def test_a_state_that_is_not_ours_does_no_harm_and_gives_way(
    context: BrowserContext, launching: Launching, state: str
) -> None:
    """P26."""
    platform = launching(state=state, status="incomplete", location="<b>")
    learner = visit(opened(context), platform.launch())
    learner.give("a1")
    learner.says("sent")
    close(learner.page)
    again = visit(opened(context), platform.launch())
    again.has("a1")
