"""Faults of single calls: what an LMS says to them, and what becomes of the learner's work."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.faults.small import Words, again, begin, called, launch, opened, told
from tests.browser.strict import Faults, StrictHost


def test_a_beginning_that_is_refused_is_tried_three_times(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P02: over six seconds; then it is said, and the learner goes on."""
    host.faults = {"init": {"code": 101}, "get": {"code": 101}}
    tab.clock.install()
    learner = launch(tab, host)
    learner.says("connecting")
    tab.clock.fast_forward(3_100)
    tab.clock.fast_forward(3_100)
    learner.says("untracked")
    expect(learner.notice).to_contain_text("Not connected to a learning platform")
    assert len(called(tab, host, words.begin)) == 3
    learner.give("a1")
    expect(learner.notice).to_contain_text("is kept on this device only")
    assert host.stored == {}


def test_work_of_a_refused_beginning_is_offered_to_the_next_good_launch(
    context: BrowserContext, tab: Page, host: StrictHost
) -> None:
    """P02: whose it is cannot be known, so it is asked."""
    host.faults = {"init": {"code": 101}, "get": {"code": 101}}
    tab.clock.install()
    first = launch(tab, host)
    first.give("a1")
    tab.clock.fast_forward(3_100)
    tab.clock.fast_forward(3_100)
    first.says("untracked")
    expect(first.notice).to_contain_text("is kept on this device only")
    tab.close()
    host.faults = {}
    second = launch(opened(context), host)
    expect(second.dialog).to_contain_text("Is this your work?")
    second.press("It is mine, add it")
    second.has("a1")
    second.says("sent")
    assert told(host) == ["one.a1"]


def test_a_beginning_that_works_at_the_second_try_is_a_beginning(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P02: what was done meanwhile is sent."""
    host.faults = {"init": {"code": 101, "times": 1}}
    tab.clock.install()
    learner = launch(tab, host)
    learner.says("connecting")
    learner.give("a1")
    tab.clock.fast_forward(3_100)
    learner.says("sent")
    assert len(called(tab, host, words.begin)) == 2
    assert told(host) == ["one.a1"]


TRUTHS = {
    "a boolean": {"returns": True},
    "a number": {"returns": 1},
    "nothing": {"returns": None},
    "false": {"returns": "false"},
}


@pytest.mark.parametrize("truth", TRUTHS)
def test_an_answer_in_another_form_means_what_the_error_code_says(
    tab: Page, host: StrictHost, truth: str
) -> None:
    """P03, P04: also "false" without an error is done, when the value can be read back."""
    host.faults = {"set": TRUTHS[truth], "commit": TRUTHS[truth]}
    learner = begin(tab, host)
    learner.give("a1")
    learner.says("sent")
    assert told(host) == ["one.a1"]
    again(tab, host).has("a1")


BROKEN: dict[str, Faults] = {
    "a commit that throws": {"commit": {"throws": "gone"}},
    "no function to commit": {"missing": ["commit"]},
    "a set that throws": {"set": {"throws": "gone"}},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_function_that_throws_or_is_missing_is_a_save_that_failed(
    context: BrowserContext, tab: Page, host: StrictHost, broken: str
) -> None:
    """P03: no exception escapes; it is kept, said, and sent by the next launch."""
    learner = begin(tab, host)
    host.fail(tab, BROKEN[broken])
    learner.give("a1")
    learner.says("not-sent", "kept")
    tab.close()
    host.faults = {}
    second = launch(opened(context), host)
    second.has("a1")
    # What ends a session stores what no commit did, and nobody hears of it before.
    second.says("sent", "confirmed")
    assert told(host) == ["one.a1"]


def test_an_api_without_reading_is_written_to(tab: Page, host: StrictHost) -> None:
    """P03: what cannot be read counts as empty."""
    host.faults = {"missing": ["get"]}
    learner = begin(tab, host)
    learner.give("a1")
    learner.says("sent")
    assert host.suspend_data != ""


LEFT_OUT = (
    ("location", 405),
    ("time", 402),
    ("exit", 401),
    ("cmi.interactions.0.id", 201),
    ("score.m", 404),
)


def test_what_an_lms_refuses_is_left_out_and_the_rest_arrives(
    tab: Page, host: StrictHost, words: Words
) -> None:
    """P05: each once, whatever the code; status, score and state go on."""
    names = {"location": words.location, "time": words.time, "exit": words.exit}
    names["score.m"] = words.score.replace("raw", "m")
    refused = {names.get(name, name): code for name, code in LEFT_OUT}
    host.faults = {"refuse": refused}
    learner = begin(tab, host)
    learner.pass_all()
    learner.says("sent")
    assert host.stored[words.status] == "passed"
    assert host.stored[words.score] == "100"
    assert host.suspend_data != ""
    for element in refused:
        tries = [
            call["args"][0]
            for call in called(tab, host, words.set)
            if call["args"][0].startswith(element)
        ]
        # Of the answers a second one is tried: the first may have been at fault.
        assert 1 <= len(tries) <= (2 if "interactions" in element else 1), element


@pytest.mark.parametrize("code", [201, 351, 401, 402, 403, 404, 405, 406])
def test_a_status_that_is_refused_is_tried_again_and_said(
    tab: Page, host: StrictHost, words: Words, code: int
) -> None:
    """P05: without it an attempt is worth nothing, so it is never left out."""
    learner = begin(tab, host)
    element = words.status if words.api == "API" else "cmi.completion_status"
    host.fail(tab, {"refuse": {words.status: code, element: code}})
    learner.pass_all()
    learner.says("not-sent")
    host.fail(tab, {})
    learner.try_again()
    learner.says("sent")
    assert host.stored[words.status] == "passed"
