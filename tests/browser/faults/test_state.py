"""An LMS that loses, cuts short or spoils what it was given to keep."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.faults.conftest import Hosts
from tests.browser.faults.small import COPIES, Words, again, begin, called, launch, opened
from tests.browser.strict import StrictHost

STATE = "cmi.suspend_data"


@pytest.mark.parametrize("code", [405, 406])
def test_a_state_that_is_refused_leaves_result_and_place(
    context: BrowserContext, tab: Page, host: StrictHost, words: Words, code: int
) -> None:
    """P05, P12: it is said, and the answers come back from this device."""
    host.faults = {"refuse": {STATE: code}}
    learner = launch(tab, host)
    learner.says("partly")
    expect(learner.notice).to_contain_text("Those are kept on this device only")
    learner.pass_all()
    learner.says("partly")
    assert STATE not in host.stored
    assert (host.stored[words.status], host.stored[words.score]) == ("passed", "100")
    tab.close()
    second = launch(opened(context), host)
    second.goto("one")
    second.has("a1", "a2", "a3")


def test_a_state_that_is_cut_when_it_is_set_is_noticed_at_once(tab: Page, host: StrictHost) -> None:
    """P12: it is read back after the commit."""
    host.faults = {"truncateAtSet": 10}
    learner = launch(tab, host)
    learner.says("partly")
    learner.give("a1")
    learner.says("partly")
    again(tab, host).has("a1")


def test_a_state_that_was_cut_in_store_comes_back_from_this_device(
    tab: Page, host: StrictHost
) -> None:
    """P12: what was kept is known to be spoilt by its checksum."""
    learner = begin(tab, host)
    host.fail(tab, {"truncate": 20})
    learner.give("a1")
    learner.says("sent")
    second = again(tab, host)
    second.has("a1")
    host.fail(tab, {})
    second.give("a3")
    second.says("sent")
    third = again(tab, host)
    third.has("a1", "a3")
    third.says("confirmed")


SPOILT = {
    "garbage": "%%% not ours",
    "an older format": "1.AAAA.BBBB",
    "of another course": "2.Zm9vYmFyMTIzNDU2Nzg5.abcdefgh",
    "binary": "\u0001\u0002é漢",
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_state_of_somebody_else_is_put_aside_and_no_result_lowered(
    hosts: Hosts, tab: Page, words: Words, spoilt: str
) -> None:
    """P13: the course starts clean, says so, and what was passed stays passed."""
    stored = {words.status: "passed", words.score: "100", words.exit: "suspend"}
    if words.api != "API":
        stored |= {"cmi.completion_status": "completed", "cmi.entry": "resume"}
    host = hosts(stored={**stored, STATE: SPOILT[spoilt]})
    learner = launch(tab, host)
    expect(learner.frame.locator("#_message")).to_contain_text("could not be read")
    learner.has()
    sets = called(tab, host, words.set)
    assert STATE not in [call["args"][0] for call in sets], "as it was, until something happens"
    learner.give("a1", right=False)
    learner.says("sent")
    assert (host.stored[words.status], host.stored[words.score]) == ("passed", "100")
    assert host.suspend_data != SPOILT[spoilt]
    assert [copy.get("aside") for copy in learner.frame.evaluate(COPIES)] == [SPOILT[spoilt]]


def test_what_the_lms_lost_is_brought_back_from_this_device(
    browser: Browser, tab: Page, host: StrictHost
) -> None:
    """P14: and sent again, and the learner is told."""
    learner = begin(tab, host)
    learner.give("a1", "a2")
    learner.says("sent")
    host.fail(tab, {"lose": [STATE]})
    second = again(tab, host)
    second.has("a1", "a2")
    expect(second.notice).to_contain_text("Brought back from this device")
    second.says("sent")
    host.faults = {}
    other = browser.new_context()
    third = launch(opened(other), host)
    third.has("a1", "a2")
    other.close()


@pytest.mark.parametrize("takes", [True, False])
def test_two_attempts_are_never_mixed_unasked(
    tab: Page, host: StrictHost, words: Words, takes: bool
) -> None:
    """P15: the LMS begins anew, and there is an attempt of this learner here."""
    learner = begin(tab, host)
    learner.give("a1")
    learner.says("sent")
    host.fail(tab, {"forget": True})
    second = again(tab, host)
    expect(second.dialog).to_contain_text("Continue your earlier work?")
    last = max(n for n, call in enumerate(host.calls(tab)) if call["fn"] == words.begin)
    written = [call["args"][0] for call in host.calls(tab)[last:] if call["fn"] == words.set]
    assert STATE not in written, "nothing is written before the answer"
    second.press("Continue the earlier work" if takes else "Start anew")
    second.has(*(["a1"] if takes else []))
    second.give("a3")
    second.says("sent")
    host.fail(tab, {})
    again(tab, host).has(*(["a1", "a3"] if takes else ["a3"]))
