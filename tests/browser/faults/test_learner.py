"""A learner in a hurry, a clock that jumps, a host that interrupts, and one that means harm."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.faults.conftest import Hosts
from tests.browser.faults.small import (
    Words,
    again,
    begin,
    called,
    launch,
    opened,
    started,
    told,
)
from tests.browser.strict import StrictHost
from tests.unit.player.vrules import breaches, breaches2004

DAY = 24 * 3600 * 1000

JUMPING = """(() => {
  window.jumped = 0;
  const RealDate = Date;
  const now = Date.now.bind(Date);
  Date.now = () => now() + window.jumped;
  window.Date = class extends RealDate {
    constructor(...given) { given.length ? super(...given) : super(Date.now()); }
    static now() { return RealDate.now(); }
  };
})()"""
"""A clock on the wall of which a test moves the hands."""


@pytest.mark.parametrize("days", [1, -1, 400])
def test_a_clock_that_jumps_changes_no_duration(
    tab: Page, host: StrictHost, words: Words, days: int
) -> None:
    """P21: the time of a session comes from a clock that only goes forward."""
    tab.add_init_script(JUMPING)
    learner = begin(tab, host)
    learner.frame.evaluate("(by) => void (window.jumped = by)", days * DAY)
    learner.give("a1")
    learner.says("sent")
    learner.frame.evaluate("(by) => void (window.jumped = by)", -days * DAY)
    learner.give("a3")
    learner.says("sent")
    learner.press("Save and exit")
    expect(learner.frame.get_by_role("heading", name="Your work has been sent")).to_be_visible()
    spans = [host.stored[words.time]] if words.time in host.stored else []
    spans += [
        call["args"][1]
        for call in called(tab, host, words.set)
        if re.search(r"session_time$|latency$", call["args"][0])
    ]
    assert spans
    for span in spans:
        assert seconds(span) < 60, span


def seconds(span: str) -> float:
    """How long a time of either edition is."""
    if span.startswith("P"):
        found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", span)
        assert found, span
        hours, minutes, rest = (float(part or 0) for part in found.groups())
    else:
        assert re.fullmatch(r"\d{2,4}:\d\d:\d\d(\.\d+)?", span), span
        hours, minutes, rest = (float(part) for part in span.split(":"))
    return hours * 3600 + minutes * 60 + rest


def test_what_was_kept_on_a_wrong_day_is_brought_back_on_the_right_one(
    context: BrowserContext, tab: Page, host: StrictHost
) -> None:
    """P21: a copy from the future is a copy."""
    tab.add_init_script(JUMPING.replace("jumped = 0", f"jumped = {400 * DAY}"))
    learner = begin(tab, host)
    host.fail(tab, {"offline": True})
    learner.give("a1")
    learner.says("not-sent", "kept")
    tab.close()
    host.faults = {}
    second = launch(opened(context), host)
    second.has("a1")
    second.says("sent")


@pytest.mark.parametrize("hurry", ["double click", "Enter held down"])
def test_one_answer_is_one_record_however_often_it_is_sent_off(
    tab: Page, host: StrictHost, hurry: str
) -> None:
    """P22: the second of a double click changes nothing."""
    learner = begin(tab, host)
    if hurry == "double click":
        learner.choose(learner.question("a1"), True)
        learner.box(learner.question("a1")).locator("[type=submit]").dblclick()
        name = "a1"
    else:
        field = learner.box(learner.question("a2")).locator("input[type=text]")
        field.fill("lunate")
        for _ in range(5):
            tab.keyboard.down("Enter")
        tab.keyboard.up("Enter")
        name = "a2"
    learner.says("sent")
    learner.has(name)
    assert told(host) == [f"one.{name}"]


RAPID = """async (times) => {
  const begun = performance.now();
  for (let time = 0; time < times; time++) {
    for (const box of document.querySelectorAll("[data-question]")) {
      const [again] = [...box.querySelectorAll("button")].filter(
        (button) => /again/.test(button.textContent) && !button.hidden);
      if (again) again.click();
      const option = box.querySelectorAll("input[type=radio]")[time % 2];
      const text = box.querySelector("input[type=text]");
      if (option) option.click();
      if (text) text.value = time % 2 ? "something else" : "lunate";
      box.querySelector("[type=submit]").click();
    }
    if (time % 8 === 0) await new Promise((done) => setTimeout(done));
  }
  return performance.now() - begun;
}"""


def test_two_hundred_submissions_in_a_moment_are_coalesced(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P22: far fewer commits than submissions; the last state arrives."""
    learner = begin(tab, host)
    before = len(called(tab, host, words.commit))
    learner.frame.evaluate(RAPID, 67)
    learner.says("sent")
    commits = len(called(tab, host, words.commit)) - before
    assert commits <= 20
    calls = host.calls(tab)
    assert (breaches if words.api == "API" else breaches2004)(calls) == []
    learner.has("a1", "a2", "a3")
    again(tab, host).has("a1", "a2", "a3")
    assert set(told(host)) == {"one.a1", "one.a2", "one.a3"}


@pytest.mark.parametrize("moment", ["pagehide", "visibilitychange", "pageshow"])
def test_a_host_that_runs_our_handlers_in_the_middle_of_a_call_does_no_harm(
    tab: Page, host: StrictHost, words: Words, moment: str
) -> None:
    """P23: no call within a call, and the session ends at most once."""
    learner = begin(tab, host)
    host.fail(tab, {"reenter": moment})
    learner.give("a1")
    host.fail(tab, {})
    assert len(called(tab, host, words.end)) <= 1
    second = again(tab, host)
    second.has("a1")
    # Perhaps twice: who leaves in that very moment does not hear that it arrived.
    assert set(told(host)) == {"one.a1"}


def test_an_api_that_is_replaced_in_the_middle_is_found_again(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P23: a new session on it, with all that was done."""
    learner = begin(tab, host)
    sets = len(called(tab, host, words.set))
    host.fail(tab, {"replaceAtSet": sets + 2})
    learner.give("a1")
    learner.says("sent")
    assert "one.a1" in told(host)
    learner.give("a3")
    learner.says("sent")
    again(tab, host).has("a1", "a3")


def test_a_session_that_is_ended_for_good_says_so_and_keeps_what_is_done(
    context: BrowserContext, tab: Page, host: StrictHost, words: Words
) -> None:
    """P23: no more calls; what is done now is there at the next launch."""
    learner = begin(tab, host)
    sets = len(called(tab, host, words.set))
    host.fail(tab, {"endAtSet": sets + 1, "endsForGood": True})
    learner.give("a1")
    learner.says("closed")
    calls = len(host.calls(tab))
    learner.give("a3")
    expect(learner.notice).to_contain_text("What you do now is kept on this device only")
    assert len(host.calls(tab)) == calls
    tab.close()
    host.faults = {}
    second = launch(opened(context), host)
    second.has("a1", "a3")
    second.says("sent")
    assert set(told(host)) == {"one.a1", "one.a3"}


def test_a_course_that_is_taken_away_before_it_has_begun_does_no_harm(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P23: the frame goes while its page loads, again and again."""
    tab.goto(host.address)
    for _ in range(3):
        tab.evaluate("window.lms.relaunch()")
    learner = started(tab, host.course(tab))
    learner.says("sent", "confirmed")
    learner.give("a1")
    learner.says("sent")


def test_passed_stays_passed_through_reloads_and_wrong_answers(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P24: a status only ever rises."""
    learner = begin(tab, host)
    learner.pass_all()
    learner.says("sent")
    assert host.stored[words.status] == "passed"
    second = again(tab, host)
    second.says("sent", "confirmed", "ready")
    third = launch(tab, host)
    third.says("sent", "confirmed", "ready")
    statuses = [commit.get(words.status) for commit in host.commits]
    first = statuses.index("passed")
    assert set(statuses[first:]) == {"passed"}
    assert host.stored[words.score] == "100"


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_where_the_mode_forbids_it_nothing_is_written(
    hosts: Hosts, tab: Page, words: Words, mode: str
) -> None:
    """P24: and it is said that nothing is recorded."""
    host = hosts(mode=mode)
    learner = launch(tab, host)
    learner.says("read-only")
    learner.give("a1")
    learner.press("Save and exit")
    expect(learner.frame.locator("#_message")).to_contain_text("Nothing new was recorded")
    assert called(tab, host, words.set) == []
    assert not any(name.startswith("cmi.interactions") for name in host.stored)


def test_without_credit_the_work_is_kept_as_ever(hosts: Hosts, tab: Page, words: Words) -> None:
    """P24: no credit is a matter of the LMS; the learner's place and answers are not."""
    host = hosts(credit="no-credit")
    learner = begin(tab, host)
    learner.give("a1")
    learner.says("sent")
    again(tab, host).has("a1")


MARKUP = '<img src=x onerror="window.hit = 1"><script>window.hit = 2</script>'
NAMES = {
    "markup": f"{MARKUP}, Ann",
    "a million characters": "L" * 1_000_000,
    "a lone surrogate": "Ann \ud800 Example",
    "controls and directions": "\u202e\u0000\u0007Example, \u2066Ann",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_a_text_and_no_longer_than_one(
    hosts: Hosts, tab: Page, words: Words, name: str
) -> None:
    """P26: on the certificate, where the learner's name is shown."""
    host = hosts(given=json.dumps({words.name: NAMES[name], words.learner: NAMES[name]}))
    learner = begin(tab, host)
    learner.pass_all()
    learner.says("sent")
    learner.frame.get_by_role("link", name="Your certificate").click()
    shown = learner.frame.locator(".certificate-name")
    expect(shown).to_be_visible()
    assert len(shown.text_content() or "") <= 255
    assert learner.frame.evaluate("window.hit") is None
    assert shown.locator("*").count() == 0
    if name == "markup":
        expect(shown).to_contain_text("<img src=x")


HOSTILE = {
    "a state of a million characters": {"cmi.suspend_data": "A" * 1_000_000},
    "a state of surrogates": {"cmi.suspend_data": "2.\ud800\udfff\udc00"},
    "a prototype": {"cmi.suspend_data": "__proto__"},
}


@pytest.mark.parametrize("hostile", [*HOSTILE, "a location with markup", "a score that is none"])
def test_hostile_values_are_taken_for_none(
    hosts: Hosts, tab: Page, words: Words, hostile: str
) -> None:
    """P26: the course runs and saves."""
    more = {
        "a location with markup": {words.location: MARKUP},
        "a score that is none": {words.score: "1e999"},
    }
    stored = {words.exit: "suspend", **{**HOSTILE, **more}[hostile]}
    host = hosts(stored=stored)
    learner = launch(tab, host)
    learner.give("a1")
    learner.says("sent")
    assert learner.frame.evaluate("window.hit") is None
    again(tab, host).has("a1")
