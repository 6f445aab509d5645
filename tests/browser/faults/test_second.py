"""SCORM 2004 on an LMS of other people, and a course that is edited under its learner."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.faults.conftest import Hosts
from tests.browser.faults.second import Lms2004
from tests.browser.faults.small import (
    Launch,
    begin,
    choice,
    files,
    launch,
    opened,
    started,
    told,
    word,
)
from tests.browser.learner import close
from tests.browser.strict import Edition, files_of
from tests.unit.player.vrules import breaches2004


def launched(tab: Page, lms: Lms2004) -> Launch:
    tab.goto(lms.address)
    frame = tab.frame(url="**/course/index.html*")
    assert frame is not None
    return started(tab, frame)


def test_scorm_2004_is_passed_and_resumed_on_an_independent_lms(
    context: BrowserContext, tmp_path: Path
) -> None:
    """From the first words of a session to a launch after it was passed."""
    with Lms2004(files(tmp_path, "scorm2004"), tmp_path) as lms:
        first = launched(opened(context), lms)
        first.says("sent")
        assert lms.cmi["completion_status"] == "incomplete"
        assert lms.cmi["exit"] == "suspend"
        first.give("a1", "a2")
        first.next()
        first.give("b1")
        first.says("sent")
        close(first.page)
        second = launched(opened(context), lms)
        second.has("b1")
        second.goto("one")
        second.has("a1", "a2")
        second.give("a3")
        second.goto("two")
        second.give("b2")
        second.next()
        second.give("c1", "c2")
        second.says("sent")
        assert (lms.cmi["completion_status"], lms.cmi["success_status"]) == ("completed", "passed")
        assert (str(lms.cmi["score"]["raw"]), str(lms.cmi["score"]["scaled"])) == ("100", "1.00")
        second.press("Save and exit")
        expect(second.frame.get_by_role("heading", name="Your work has been sent")).to_be_visible()
        calls = second.calls()
        assert breaches2004(calls) == []
        assert [call["fn"] for call in calls].count("Terminate") == 1
        assert all(call["error"] in (0, 403) for call in calls), "403: not written yet"
        close(second.page)
        third = launched(opened(context), lms)
        third.goto("one")
        third.has("a1", "a2", "a3")
        third.says("sent", "confirmed")
        assert lms.cmi["success_status"] == "passed"


def test_what_still_applies_is_kept_when_the_course_is_edited(
    context: BrowserContext, tab: Page, hosts: Hosts, edition: Edition, tmp_path: Path
) -> None:
    """A page added, one removed, one renamed and all in another order; a question changed."""
    before = {
        "alpha": choice("kept") + choice("changed") + choice("removed") + word("written"),
        "beta": choice("b1"),
        "gone": choice("g1"),
    }
    after = {
        "fresh": choice("n1"),
        "beta": choice("b1").replace("Which?", "Which of them?"),
        "alpha": word("written") + choice("added") + choice("changed", 3) + choice("kept"),
        "renamed": choice("g1"),
    }
    host = hosts(package=files(tmp_path / "before", edition, before))
    learner = begin(tab, host)
    for names in (("kept", "changed", "removed", "written"), ("b1",), ("g1",)):
        learner.give(*names)
        learner.next()
    learner.goto("beta")
    learner.says("sent")
    tab.close()
    host.files = files_of(files(tmp_path / "after", edition, after))
    again = launch(opened(context), host)
    again.arrives("beta")
    again.has("b1")
    again.goto("alpha")
    again.has("kept", "written")
    again.goto("fresh")
    again.has()
    again.goto("renamed")
    again.has()
    again.give("g1")
    again.says("sent")
    status = "cmi.core.lesson_status" if edition == "scorm12" else "cmi.success_status"
    assert host.stored[status] == "passed", "what was reached is never lowered"
    assert "renamed.g1" in told(host)
