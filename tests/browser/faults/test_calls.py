"""Faults of single calls: what an LMS says to them, and what becomes of the learner's work."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.faults.conftest import Hosts
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
