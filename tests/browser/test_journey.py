"""The sample course, taken to the end against an independent LMS (scorm-again)."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.learner import Learner, close, launch
from tests.browser.lms import Lms
from tests.unit.player.vrules import breaches, values

AGAIN = re.compile("Try the .* wrong questions again")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return opened


def saved(learner: Learner) -> None:
    expect(learner.frame.locator("#_status")).to_have_text("Sent")


def test_first_launch_says_incomplete_and_suspend_at_once(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    saved(learner)
    assert lms.commits[0]["cmi"]["core"]["lesson_status"] == "incomplete"
    assert lms.commits[0]["cmi"]["core"]["exit"] == "suspend"
    assert learner.calls()[0]["fn"] == "LMSInitialize"


def test_all_right_passes_with_100(page: Page, lms: Lms) -> None:
    """And the score goes before the status, in one transaction."""
    learner = launch(page, lms)
    learner.take_course()
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Results")
    expect(learner.frame.locator(".results")).to_contain_text("You have passed.")
    assert learner.progress == "10 of 10 pages done"
    saved(learner)
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("passed", "100")
    assert (lms.core["score"]["min"], lms.core["score"]["max"]) == ("0", "100")
    calls = learner.calls()
    assert breaches(calls) == []
    assert len(lms.suspend_data) < 1500
    assert len({i["id"] for i in lms.interactions}) == 50
    results = {i["result"] for i in lms.interactions if i["type"] != "likert"}
    assert results == {"correct"}
    sets = [c["args"][0] for c in calls if c["fn"] == "LMSSetValue"]
    order = ["score.raw", "session_time", "suspend_data", "lesson_status"]
    last = [max(i for i, name in enumerate(sets) if name.endswith(each)) for each in order]
    assert last[0] < last[3]
    assert last[2] < last[3]
    end = [(call["fn"], *call["args"]) for call in calls[-2:]]
    assert end == [("LMSCommit", ""), ("LMSGetValue", "cmi.suspend_data")], "and is read back"


def test_all_wrong_fails_when_the_learner_records_it(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.take_course(practice=False, assessment=False)
    expect(learner.frame.locator(".results")).to_contain_text("Your score is 0%")
    assert lms.core["lesson_status"] == "incomplete", "goes remain, so nothing is final"
    assert lms.core["score"]["raw"] == "", "with a score an LMS may set 'failed' by itself"
    learner.frame.get_by_role("button", name="Record this result and finish").click()
    learner.frame.get_by_role("button", name="Record and finish").click()
    expect(learner.frame.locator(".results")).to_contain_text("You have not passed.")
    saved(learner)
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("failed", "0")
    assert breaches(learner.calls()) == []


def test_second_go_counts_when_it_is_better(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.take_course(assessment=False)
    learner.frame.get_by_role("button", name=AGAIN).click()
    learner.arrives("film-reading")
    assert not [q for q in learner.asked() if learner.result(q)]
    learner.take_course()
    expect(learner.frame.locator(".results")).to_contain_text("You have passed.")
    saved(learner)
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("passed", "100")


def test_third_failed_go_is_final(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.take_course(assessment=False)
    for _ in range(2):
        learner.frame.get_by_role("button", name=AGAIN).click()
        learner.arrives("film-reading")
        learner.take_course(assessment=False)
    expect(learner.frame.locator(".results")).to_contain_text("You have not passed.")
    expect(learner.frame.get_by_role("button", name=AGAIN)).to_have_count(0)
    saved(learner)
    assert lms.core["lesson_status"] == "failed"


def test_new_session_resumes_at_the_page_with_the_answers(
    context: BrowserContext, page: Page, lms: Lms
) -> None:
    learner = launch(page, lms)
    learner.take_page(True)
    second = learner.next()
    questions = learner.questions()
    learner.answer(questions[0], False)
    learner.choose(questions[1], True)
    learner.check(questions[1])
    expected = [learner.result(question) for question in questions]
    saved(learner)
    close(page)

    again = context.new_page()
    learner = launch(again, lms)
    dialog = learner.frame.get_by_role("dialog")
    expect(dialog).to_contain_text("Continue at")
    expect(dialog.get_by_role("button", name="Continue")).to_be_focused()
    dialog.get_by_role("button", name="Continue").click()
    expect(learner.frame.locator(f"article[data-page='{second}']")).to_be_visible()
    assert [learner.result(question) for question in learner.questions()] == expected
    assert learner.progress == "1 of 10 pages done"
    learner.goto("soft-tissue-calcification")
    for question in learner.questions():
        if question["kind"] not in ("choice", "multiple_choice", "true_false"):
            continue
        assert "Correct" in learner.result(question)
        chosen = [
            int(field.get_attribute("value") or "")
            for field in learner.box(question).locator("input:checked").all()
        ]
        assert chosen == question["correct"]
    assert breaches(learner.calls()) == []


def test_hotspot_mark_survives_resume(context: BrowserContext, page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.goto("osteoarthritis-knee")
    question = next(q for q in learner.questions() if q["kind"] == "hotspot")
    learner.answer(question, True, on_picture=True)
    place = learner.box(question).locator("[data-place]").inner_text()
    said = learner.result(question)
    assert "Correct" in said
    saved(learner)
    close(page)
    learner = launch(context.new_page(), lms)
    learner.frame.get_by_role("button", name="Continue").click()
    expect(learner.box(question).locator("[data-result]")).to_contain_text("Correct")
    assert learner.box(question).locator("[data-place]").text_content() == place
    assert learner.result(question) == said


def test_start_at_the_beginning_keeps_the_answers(
    context: BrowserContext, page: Page, lms: Lms
) -> None:
    learner = launch(page, lms)
    learner.take_page(True)
    learner.next()
    saved(learner)
    close(page)
    learner = launch(context.new_page(), lms)
    learner.frame.get_by_role("button", name="Start at the beginning").click()
    expect(learner.frame.locator("article[data-page='soft-tissue-calcification']")).to_be_visible()
    assert learner.progress == "1 of 10 pages done"


def test_passed_stays_passed_when_launched_again(
    context: BrowserContext, page: Page, lms: Lms
) -> None:
    learner = launch(page, lms)
    learner.take_course()
    saved(learner)
    close(page)
    again = context.new_page()
    learner = launch(again, lms)
    learner.frame.get_by_role("button", name="Start at the beginning").click()
    learner.arrives("soft-tissue-calcification")
    learner.next()
    saved(learner)
    learner.frame.get_by_role("button", name="Save and exit").click()
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("passed", "100")
    assert values(learner.calls(), "cmi.core.lesson_status") in ([], ["passed"])


def test_save_and_exit_finishes_once_and_says_so(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.frame.get_by_role("button", name="Save and exit").click()
    expect(learner.frame.get_by_role("heading", name="Your work has been sent")).to_be_focused()
    expect(learner.frame.locator("#_message")).to_contain_text("You can close this window now")
    calls = learner.calls()
    assert [c["fn"] for c in calls].count("LMSFinish") == 1
    page.evaluate("document.querySelector('#course').remove()")
    assert [c["fn"] for c in page.evaluate("calls")].count("LMSFinish") == 1


def test_frame_taken_away_finishes_once(page: Page, lms: Lms) -> None:
    launch(page, lms)
    page.evaluate("document.querySelector('#course').src = 'about:blank'")
    page.wait_for_function("calls.some(c => c.fn === 'LMSFinish')")
    assert [c["fn"] for c in page.evaluate("calls")].count("LMSFinish") == 1
    assert breaches(page.evaluate("calls")) == []


def test_answer_is_in_the_lms_when_the_browser_is_killed(
    playwright: Playwright, lms: Lms, tmp_path: Path
) -> None:
    """SIGKILL after an answer: no handler runs, and the next launch finds the answer."""
    profile = tmp_path / "profile"
    options = {"executable_path": CHROMIUM, "args": FLAGS}
    first = playwright.chromium.launch_persistent_context(str(profile), **options)
    learner = launch(first.pages[0], lms)
    question = next(q for q in learner.questions() if q["kind"] == "choice")
    learner.answer(question, True)
    expect(learner.box(question).locator("[data-result]")).to_contain_text("Correct")
    saved(learner)
    for process in _processes_with(str(profile)):
        os.kill(process, signal.SIGKILL)
    assert lms.interactions[-1]["id"].endswith(f".{question['id']}")

    second = playwright.chromium.launch_persistent_context(str(tmp_path / "other"), **options)
    learner = launch(second.pages[0], lms)
    expect(learner.box(question).locator("[data-result]")).to_contain_text("Correct")
    second.close()


def _processes_with(argument: str) -> list[int]:
    """Ids of the processes that were started with ``argument`` on their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if argument.encode() in command:
                found.append(int(folder.name))
    return found
