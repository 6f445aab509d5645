"""Faults of the network and of the LMS by cmi5 and by AICC: nothing that was promised is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.faults.platform import (
    PLATFORMS,
    STANDARDS,
    Platform,
    Site,
    Standard,
    Visit,
    files,
    framed,
    kill,
    until,
    visit,
)
from tests.browser.faults.small import opened, watch
from tests.browser.learner import close

NO_STORAGE = """for (const name of ["indexedDB", "sessionStorage", "localStorage"]) {
  Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError"); }});
}"""
NO_COPIES = "Object.defineProperty(window, 'indexedDB', {get() { throw new Error('blocked') }})"


@pytest.fixture(params=STANDARDS)
def standard(request: pytest.FixtureRequest) -> Standard:
    found: Standard = request.param
    return found


@pytest.fixture
def site(standard: Standard) -> Iterator[Site]:
    with Site(files(standard)) as running:
        yield running


@pytest.fixture
def platform(standard: Standard, site: Site) -> Iterator[Platform]:
    """The LMS; whatever went wrong, the rules of the standard were kept."""
    with PLATFORMS[standard](site) as running:
        yield running
        running.check()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A tab in which time passes as the test says it does, besides by itself."""
    made = opened(context)
    made.clock.install()
    return made


def begin(tab: Page, platform: Platform) -> Visit:
    """Launch, and wait until the LMS has the beginning and the script with the notices is there."""
    found = visit(tab, platform.launch())
    found.quickly("sent", "confirmed")
    expect(found.notice).to_have_count(1)
    return found


# P01


def test_without_an_lms_it_is_said_and_the_work_is_offered_to_the_next_launch(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    alone = framed(tab, f"{platform.site.origin}/index.html")
    alone.says("untracked")
    alone.give("a1")
    expect(alone.notice).to_contain_text("is kept on this device only")
    until(alone.untold)
    (key,) = alone.untold()
    close(tab)
    again = visit(opened(context), platform.launch())
    expect(again.dialog).to_contain_text("Is this your work?")
    again.press("It is mine, add it")
    again.has("a1")
    again.says("sent")
    assert platform.answers() == ["one.a1"]
    assert key in getattr(platform, "ids", [key]), "under the name that it had from the beginning"


@pytest.mark.parametrize("inside", [True, False], ids=["in a frame", "in a window of its own"])
def test_an_lms_that_is_out_of_reach_at_launch_is_said_to_be_so(
    tab: Page, platform: Platform, inside: bool
) -> None:
    """Not that this is a preview: the address says that an LMS sent the learner here."""
    platform.offline(True)
    learner = (framed if inside else visit)(tab, platform.launch())
    learner.says("connecting")
    learner.give("a1")
    for _ in range(10):
        tab.clock.fast_forward(1_000)
    learner.says("untracked")
    expect(learner.notice).to_contain_text("is kept on this device only")


def test_an_lms_that_answers_late_is_told_what_was_done_meanwhile(
    tab: Page, platform: Platform
) -> None:
    platform.offline(True)
    learner = visit(tab, platform.launch())
    learner.says("connecting")
    learner.give("a1")
    platform.offline(False)
    learner.quickly("sent")
    learner.has("a1")
    assert platform.answers() == ["one.a1"]


# P06


@pytest.mark.parametrize("times", [1, 3])
def test_a_save_that_fails_is_tried_again_and_said_from_the_second_time(
    tab: Page, platform: Platform, times: int
) -> None:
    learner = begin(tab, platform)
    platform.fail(times)
    learner.give("a1")
    if times > 1:
        learner.quickly("not-sent")
        expect(learner.notice).to_contain_text("It is kept on this device")
    learner.quickly("sent")
    expect(learner.notice).to_be_empty()
    assert platform.answers() == ["one.a1"]
    assert learner.untold() == []


def test_an_lms_that_fails_for_ever_costs_nothing_that_was_kept(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    learner = begin(tab, platform)
    platform.fail()
    learner.give("a1", "a3")
    learner.quickly("not-sent")
    keys = learner.untold()
    close(tab)
    platform.fail(0)
    again = visit(opened(context), platform.launch())
    again.has("a1", "a3")
    again.says("sent")
    assert platform.answers() == ["one.a1", "one.a3"]
    assert keys == getattr(platform, "ids", keys), "under the names they had from the beginning"


# P08


def test_what_was_accepted_is_sent_only_if_the_site_of_the_course_is_there_too(
    tab: Page, platform: Platform
) -> None:
    learner = begin(tab, platform)
    platform.site.online = False
    learner.give("a1")
    learner.quickly("not-sent")
    heard = platform.heard()
    platform.site.online = True
    learner.quickly("sent")
    assert platform.heard() > heard, "it was all said again"
    assert platform.answers() == ["one.a1"]


# P09

WAYS_OUT = [(standard, how) for standard in STANDARDS for how in PLATFORMS[standard].LOGGED_OUT]


@pytest.mark.parametrize(("standard", "how"), WAYS_OUT)
def test_who_was_logged_out_logs_in_elsewhere_and_loses_nothing(
    tab: Page, platform: Platform, how: str
) -> None:
    learner = begin(tab, platform)
    platform.log_out(how)
    learner.give("a1")
    learner.says("logged-out")
    expect(learner.notice).to_contain_text("Log in again in another tab")
    platform.log_out("")
    learner.try_again()
    learner.quickly("sent")
    expect(learner.notice).to_be_empty()
    assert platform.answers() == ["one.a1"]


def test_whose_course_is_behind_a_login_is_not_told_that_it_is_sent(
    tab: Page, platform: Platform
) -> None:
    learner = begin(tab, platform)
    platform.site.logged_out = True
    learner.give("a1")
    learner.says("logged-out")
    platform.site.logged_out = False
    learner.try_again()
    learner.quickly("sent")
    assert platform.answers() == ["one.a1"]


# P10


@pytest.mark.parametrize("lost", [("answers",), ("state",), ("answers", "state")])
def test_an_answer_of_the_lms_that_is_lost_makes_nothing_twice(
    context: BrowserContext, tab: Page, platform: Platform, lost: tuple[str, ...]
) -> None:
    learner = begin(tab, platform)
    platform.lose(*lost)
    learner.give("a1")
    learner.give("a3", right=False)
    learner.quickly("sent")
    # By AICC the answers go with a save, and with the next one when they were lost.
    learner.next()
    learner.quickly("sent")
    until(lambda: learner.untold() == [])
    assert platform.answers() == ["one.a1", "one.a3"]
    close(tab)
    again = visit(opened(context), platform.launch())
    again.press("Start at the beginning")
    again.has("a1")


def test_the_network_goes_in_the_middle_and_comes_back(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    learner = begin(tab, platform)
    learner.give("a1")
    context.set_offline(True)
    learner.give("a2", "a3")
    learner.quickly("not-sent")
    learner.frame.locator("#_pager [rel=next]").click()
    context.set_offline(False)  # nothing but the browser's own word that it is back
    learner.says("sent")
    assert platform.answers() == ["one.a1", "one.a2", "one.a3"]


# P16


def test_a_browser_that_is_killed_loses_nothing_that_was_kept(
    playwright: Playwright, platform: Platform, tmp_path: Path
) -> None:
    """SIGKILL: without a network, with an answer lost, under way, and when all was sent."""
    profile = tmp_path / "profile"

    def start() -> Visit:
        # The same device each time: its storage is that of the browser that was killed.
        options = {"executable_path": CHROMIUM, "args": FLAGS}
        context = playwright.chromium.launch_persistent_context(str(profile), **options)
        watch(context.pages[0])
        return visit(context.pages[0], platform.launch())

    learner = start()
    learner.says("sent")
    platform.offline(True)
    learner.give("a1")
    learner.says("kept", "not-sent")
    (first,) = learner.untold()
    kill(profile)
    platform.offline(False)

    learner = start()
    learner.has("a1")
    learner.says("sent")
    platform.lose("answers", "state")
    learner.give("a3")
    learner.says("kept", "not-sent")
    kill(profile)
    platform.lose()

    learner = start()
    learner.has("a1", "a3")
    learner.next()
    learner.says("sent", "confirmed")
    platform.slow(0.3)
    learner.give("b1")
    learner.says("kept")
    kill(profile)
    platform.slow(0)

    learner = start()
    learner.press("Continue")
    learner.arrives("two")
    learner.has("b1")
    learner.give("b2")
    learner.says("sent")
    kill(profile)

    learner = start()
    learner.press("Continue")
    learner.arrives("two")
    learner.has("b1", "b2")
    learner.says("sent", "confirmed")
    assert sorted(platform.answers()) == ["one.a1", "one.a3", "two.b1", "two.b2"]
    assert first in getattr(platform, "ids", [first])
    learner.page.context.close()


def test_a_tab_that_crashes_loses_nothing_that_was_kept(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    learner = begin(tab, platform)
    platform.offline(True)
    learner.give("a1")
    learner.quickly("not-sent")
    with pytest.raises(Error, match="crash"):
        tab.goto("chrome://crash")
    platform.offline(False)
    again = visit(opened(context), platform.launch())
    again.has("a1")
    again.says("sent")
    assert platform.answers() == ["one.a1"]


# P17


@pytest.mark.parametrize("way", ["tab", "elsewhere", "back", "frame"])
def test_however_the_course_is_left_the_last_answer_is_there_again(
    context: BrowserContext, tab: Page, platform: Platform, way: str
) -> None:
    address = platform.launch()
    tab.goto(f"{platform.site.origin}/course.json")
    learner = (framed if way == "frame" else visit)(tab, address)
    learner.give("a1", "a3")
    learner.says("kept", "sent")
    if way == "tab":
        close(tab)
    elif way == "elsewhere":
        tab.goto("about:blank")
    elif way == "back":
        tab.go_back()
    else:
        tab.evaluate("document.querySelector('#course').remove()")
    again = visit(opened(context), platform.launch())
    again.has("a1", "a3")
    again.says("sent", "confirmed")
    assert platform.answers() == ["one.a1", "one.a3"]


def test_save_and_exit_ends_it_once_with_all_that_was_done(tab: Page, platform: Platform) -> None:
    learner = visit(tab, platform.launch())
    learner.give("a1")
    learner.press("Save and exit")
    expect(learner.frame.get_by_role("heading", name="Your work has been sent")).to_be_focused()
    close(tab)
    assert platform.answers() == ["one.a1"]


def test_leaving_without_a_network_is_asked_about_and_loses_nothing(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    learner = begin(tab, platform)
    platform.offline(True)
    learner.give("a1")
    learner.press("Save and exit")
    expect(learner.frame.locator("#_message")).to_contain_text("It is kept on this device.")
    learner.press("Leave, and send it later")
    expect(learner.frame.locator("#_message")).to_contain_text("Your work is on this device only")
    close(tab)
    platform.offline(False)
    again = visit(opened(context), platform.launch())
    again.has("a1")
    again.says("sent")
    assert platform.answers() == ["one.a1"]


# P14, P15


def test_a_state_that_the_lms_lost_is_offered_or_brought_back(
    context: BrowserContext, tab: Page, platform: Platform, standard: Standard
) -> None:
    learner = begin(tab, platform)
    learner.give("a1")
    learner.quickly("sent")
    close(tab)
    platform.forget()
    again = visit(opened(context), platform.launch())
    if standard == "cmi5":  # a registration without a state is one that begins
        expect(again.dialog).to_contain_text("Continue your earlier work?")
        again.press("Continue the earlier work")
    again.has("a1")
    expect(again.notice).to_contain_text("Brought back from this device")
    again.says("sent")
    assert platform.state
    assert platform.answers() == ["one.a1"]


# P19


def test_of_two_tabs_one_records_and_the_other_looks_on(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    first = begin(tab, platform)
    first.give("a1")
    first.quickly("sent")
    second = visit(opened(context), platform.launch())
    second.says("elsewhere")
    first.give("a2")
    second.press("Continue here")
    first.says("elsewhere")
    second.has("a1", "a2")
    second.give("a3")
    second.says("sent")
    assert platform.answers() == ["one.a1", "one.a2", "one.a3"]
    first.press("Continue here")
    second.says("elsewhere")
    first.has("a1", "a2", "a3")


def test_what_a_tab_could_not_tell_is_told_once_by_the_one_that_goes_on(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    first = begin(tab, platform)
    second = visit(opened(context), platform.launch())
    second.says("elsewhere")
    platform.offline(True)
    first.give("a1")
    first.quickly("not-sent")
    second.press("Continue here")
    first.says("elsewhere")
    second.has("a1")
    platform.offline(False)
    second.quickly("sent")
    first.press("Continue here")
    first.quickly("sent")
    first.give("a2")
    first.quickly("sent")
    assert platform.answers() == ["one.a1", "one.a2"]


# P20


def test_where_nothing_can_be_kept_it_says_sent_or_not(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    context.add_init_script(NO_STORAGE)
    learner = begin(tab, platform)
    platform.offline(True)
    learner.give("a1")
    learner.quickly("not-kept")
    expect(learner.notice).to_contain_text("it is not kept on this device")
    platform.offline(False)
    learner.quickly("sent")
    close(tab)
    again = visit(opened(context), platform.launch())
    again.has("a1")
    assert platform.answers() == ["one.a1"]


def test_a_second_tab_without_copies_goes_on_with_what_the_first_one_sent(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    context.add_init_script(NO_COPIES)
    first = begin(tab, platform)
    second = visit(opened(context), platform.launch())
    second.says("elsewhere")
    first.give("a1")
    first.quickly("sent")
    second.press("Continue here")
    second.give("a3")
    second.says("sent")
    close(second.page)
    again = visit(opened(context), platform.launch())
    again.says("sent", "confirmed")
    assert again.frame.locator("[data-question='a1'] .result.is-right").count() == 1


# P24


def test_passed_stays_passed_whatever_comes_after(
    context: BrowserContext, tab: Page, platform: Platform
) -> None:
    learner = visit(tab, platform.launch())
    learner.pass_all()
    until(lambda: platform.status == "passed")
    close(tab)
    address = platform.launch()
    again = visit(opened(context), address)
    again.press("Start at the beginning")
    again.next()
    again.says("sent", "confirmed")
    close(again.page)
    assert platform.status == "passed"
    assert len(platform.answers()) == 7
