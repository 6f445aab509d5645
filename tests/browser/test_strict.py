"""The strict LMS in a browser: what it keeps when, and what can be made to go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from scorm_builder.filetree import File
from tests.browser.strict import Edition, StrictHost

STATE = "cmi.suspend_data"
COURSE = {
    "index.html": File.of(
        """<!DOCTYPE html><html lang="en"><title>Course</title><script>
        window.moments = [];
        addEventListener("pagehide", () => {
          moments.push("pagehide");
          if (window.last) window.last();
        });
        </script></html>"""
    ),
    "here.js": File.of("here"),
}
"""A course that does what a test tells it."""

NAMES = {
    "scorm12": ("API", "LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish", "LMSGetValue"),
    "scorm2004": ("API_1484_11", "Initialize", "SetValue", "Commit", "Terminate", "GetValue"),
}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    yield context.new_page()


class Sco:
    """Calls of the API from within the course's frame."""

    def __init__(self, frame: Frame, edition: Edition) -> None:
        self._frame = frame
        self.api, self.begin, self.set, self.commit, self.end, self.get = NAMES[edition]
        self.last_error = "GetLastError" if edition == "scorm2004" else "LMSGetLastError"

    def __call__(self, fn: str, *args: str) -> tuple[Any, Any]:
        script = """([api, fn, args, code]) => {
          const found = parent[api];
          return [found[fn](...args), found[code]()];
        }"""
        result, code = self._frame.evaluate(script, [self.api, fn, list(args), self.last_error])
        return result, code

    def begun(self, state: str = "a") -> Sco:
        """A session that has set its exit and a state."""
        assert self(self.begin, "") == ("true", "0")
        exit_ = "cmi.exit" if self.api == "API_1484_11" else "cmi.core.exit"
        assert self(self.set, exit_, "suspend")[0] == "true"
        assert self(self.set, STATE, state)[0] == "true"
        return self


EDITIONS: list[Edition] = ["scorm12", "scorm2004"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_was_committed_is_with_the_server_and_comes_back(page: Page, edition: Edition) -> None:
    with StrictHost(COURSE, edition=edition) as lms:
        sco = Sco(lms.launch(page), edition).begun()
        assert lms.stored == {}
        assert sco(sco.commit, "") == ("true", "0")
        assert lms.suspend_data == "a"
        assert sco(sco.set, STATE, "b")[0] == "true"
        again = Sco(lms.launch(page), edition)
        again(again.begin, "")
        assert again(again.get, STATE) == ("a", "0")
        assert again(again.end, "") == ("true", "0")
        third = Sco(lms.relaunch(page), edition)
        third(third.begin, "")
        assert third(third.get, STATE)[0] == ("a" if edition == "scorm12" else "")


def test_the_last_words_of_a_page_that_goes_away_arrive(page: Page) -> None:
    with StrictHost(COURSE) as lms:
        frame = lms.launch(page)
        Sco(frame, "scorm12").begun("last words")
        frame.evaluate("window.last = () => parent.API.LMSFinish('')")
        lms.relaunch(page)
        assert lms.suspend_data == "last words"
        frame = lms.course(page)
        Sco(frame, "scorm12").begun("at the very end")
        frame.evaluate("window.last = () => parent.API.LMSFinish('')")
        with page.expect_event("close"):
            page.close(run_before_unload=True)
        assert lms.kept(STATE, "at the very end")


@pytest.mark.parametrize(("edition", "code"), [("scorm12", "101"), ("scorm2004", "391")])
def test_without_a_network_a_commit_fails_but_on_moodle(
    page: Page, edition: Edition, code: str
) -> None:
    for host, found in [("strict", ("false", code)), ("moodle", ("true", "0"))]:
        with StrictHost(COURSE, edition=edition, host=host) as lms:
            frame = lms.launch(page)
            sco = Sco(frame, edition).begun()
            lms.online = False
            assert sco(sco.commit, "") == found
            assert lms.stored == {}
            probe = "fetch('here.js', {cache: 'no-store'}).then(() => 'answered', () => 'failed')"
            assert frame.evaluate(probe) == "failed"
            lms.online = True
            assert frame.evaluate(probe) == "answered"


def test_logged_out_the_course_s_files_and_the_store_lead_to_the_login(page: Page) -> None:
    for host in ("strict", "moodle"):
        with StrictHost(COURSE, host=host) as lms:
            frame = lms.launch(page)
            sco = Sco(frame, "scorm12").begun()
            lms.logged_out = True
            assert sco(sco.commit, "") == ("false", "101")
            assert "Log in" in frame.evaluate("fetch('here.js').then((answer) => answer.text())")
            lms.logged_out = False
            assert sco(sco.set, STATE, "b")[0] == "true"
            assert sco(sco.commit, "") == ("true", "0")
            assert lms.suspend_data == "b"


def test_faults_are_set_before_the_launch_and_while_it_runs(page: Page) -> None:
    with StrictHost(COURSE, faults={"commit": {"code": 101, "times": 1}}) as lms:
        sco = Sco(lms.launch(page), "scorm12").begun()
        assert [sco(sco.commit, "")[0] for _ in range(2)] == ["false", "true"]
        lms.fail(page, {"commit": {"returns": None, "delay": 50}, "reenter": "pagehide"})
        assert sco(sco.commit, "")[0] is None
        assert lms.course(page).evaluate("moments") == ["pagehide"]
        commits = [call for call in lms.calls(page) if call["fn"] == "LMSCommit"]
        assert [call["result"] for call in commits] == ["false", "true", None]
        assert [call["error"] for call in commits] == [101, 0, 0]
        assert commits[-1]["duration"] >= 50
        lms.fail(page, {"lose": [STATE]})
        again = Sco(lms.relaunch(page), "scorm12")
        again(again.begin, "")
        assert again(again.get, STATE) == ("", "0")
        assert again(again.get, "cmi.core.entry") == ("resume", "0")


def test_an_api_that_is_replaced_is_found_in_its_place(page: Page) -> None:
    with StrictHost(COURSE, faults={"replaceAtSet": 3}) as lms:
        frame = lms.launch(page)
        sco = Sco(frame, "scorm12").begun()
        frame.evaluate("window.old = parent.API")
        throws = "try { old.LMSSetValue('cmi.suspend_data', 'b'); } catch (error) { error.message }"
        assert frame.evaluate(throws) == "API is null"
        assert frame.evaluate("old !== parent.API")
        assert sco(sco.get, STATE) == ("", "301")


def test_the_panel_switches_faults_and_they_outlive_a_reload(page: Page) -> None:
    with StrictHost(COURSE) as lms:
        sco = Sco(lms.launch(page), "scorm12").begun()
        panel = page.locator("#failing")
        panel.locator("summary").click()
        page.get_by_label("Commits fail").check()
        expect(panel.locator("summary")).to_have_text("Make it fail: 1 on")
        assert sco(sco.commit, "") == ("false", "101")
        expect(page.locator("#calls li").first).to_contain_text('LMSCommit("") → false – 101')
        lms.launch(page)
        expect(panel.locator("summary")).to_have_text("Make it fail: 1 on")
        panel.locator("summary").click()
        page.get_by_label("Commits fail").uncheck()
        expect(panel.locator("summary")).to_have_text("Make it fail")
        assert page.evaluate("window.lms.faults()") == {}


def test_the_host_is_chosen_in_the_address_or_from_the_list_and_stays(page: Page) -> None:
    with StrictHost(COURSE, host="esr") as lms:
        lms.launch(page)
        assert page.evaluate("window.lms.host") == "esr"
        page.locator("#host").select_option("learning-hub")
        sco = Sco(lms.course(page), "scorm12")
        assert sco(sco.begin, "") == ("true", 0)
        page.goto(lms.origin)
        assert page.evaluate("window.lms.host") == "learning-hub"
        hosts = page.locator("#host").locator("option")
        assert "ESR (Oracle)" in hosts.all_text_contents()
    with StrictHost(COURSE, edition="scorm2004", host="esr") as lms:
        lms.launch(page)
        # ESR has no SCORM 2004: the strict LMS stands in for it.
        assert page.evaluate("window.lms.host") == "strict"
        assert "ESR (Oracle)" not in hosts.all_text_contents()
