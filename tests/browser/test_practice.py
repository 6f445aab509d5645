"""Practice of what was missed: one question at a time, with no score, until each is learned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.graded import (
    WIDE,
    again,
    opened,
    results,
    running,
    saved,
    show,
    take,
    to_end,
)
from tests.browser.learner import PATIENCE, Learner, launch, settle
from tests.browser.lms import Lms
from tests.browser.test_access import violations
from tests.compiled import needs_player
from tests.graded import graded, questions

pytestmark = needs_player


def source(folder: Path, head: str = "") -> Path:
    """Practice on two pages, and an assessment that is asked once."""
    pages = {
        "one": ("", "Text.\n" + questions("a", "b", keys="tries: 1\n")),
        "two": ("", questions("c", keys="tries: 1\n")),
        "test": ("assessment: true", questions("s", "t")),
    }
    head = f"pass_mark: 100\nattempts: 1\n{head}"
    return graded(folder, head, {"All": ["one", "two", "test"]}, pages)


@pytest.fixture
def lms(tmp_path: Path) -> Iterator[Lms]:
    with running(source(tmp_path)) as found:
        yield found


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(opened(context), lms)


def miss(learner: Learner) -> None:
    """Miss one question on each of the first two pages, and begin to practise."""
    take(learner, "one", False, True)
    take(learner, "two", False)
    learner.frame.get_by_role("link", name="Practise 2 questions you missed").click()
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Practice")


def shown(learner: Learner) -> str:
    """Which question is asked."""
    found = learner.frame.locator(".practice [data-question]")
    expect(found).to_have_count(1)
    return found.get_attribute("data-question") or ""


def answer(learner: Learner, right: bool) -> str:
    """Answer the question that is shown; which it was."""
    name = shown(learner)
    learner.frame.locator(f".practice [data-option='{0 if right else 1}'] label").click()
    learner.frame.get_by_role("button", name="Check answer").click()
    expect(learner.frame.locator(".practice .result-title")).to_be_focused()
    return name


def on(learner: Learner) -> None:
    before = learner.frame.locator(".q-title").inner_text()
    learner.frame.get_by_role("button", name="Next question").click()
    title = learner.frame.locator(".q-title")
    expect(title).not_to_have_text(before)
    expect(title).to_be_focused()


def test_questions_come_back_until_each_was_right_twice_in_a_row(learner: Learner) -> None:
    miss(learner)
    frame = learner.frame
    expect(frame.locator(".practice-left")).to_have_text("2 questions left to practise")
    order = []
    for right in (True, False, True, True):
        order.append(answer(learner, right))
        on(learner)
    assert order == ["a", "c", "a", "c"]
    expect(frame.locator(".practice-left")).to_have_text("1 question left to practise")
    assert answer(learner, True) == "c"
    frame.get_by_role("button", name="Finish practising").click()
    done = frame.get_by_role("heading", name="You have practised every question that was due.")
    expect(done).to_be_focused()
    assert violations(learner) == []
    frame.get_by_role("link", name="To the results").click()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Results")
    expect(frame.get_by_role("link", name="Practise")).to_have_count(0)


def test_practice_changes_no_answer_no_score_and_is_not_told(learner: Learner, lms: Lms) -> None:
    miss(learner)
    saved(learner)
    told = len(lms.interactions)
    answer(learner, True)
    saved(learner)
    assert len(lms.interactions) == told
    learner.goto("one")
    assert "Not correct" in learner.result(learner.asked()[0])


def test_practice_is_taken_up_after_a_new_launch(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    miss(learner)
    assert answer(learner, True) == "a"
    learner = again(learner, context, lms)
    show(learner, "_practice", "Practice")
    assert answer(learner, True) == "c", "never right yet, so it comes before the one that was"
    on(learner)
    assert answer(learner, True) == "a"
    on(learner)
    assert shown(learner) == "c"
    expect(learner.frame.locator(".practice-left")).to_have_text("1 question left to practise")


def test_practice_is_left_at_any_time(learner: Learner) -> None:
    miss(learner)
    learner.frame.get_by_role("link", name="Stop practising").click()
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Results")
    link = learner.frame.get_by_role("link", name="Practise 2 questions you missed")
    expect(link).to_be_visible()


def test_question_leads_to_the_page_that_teaches_it(learner: Learner) -> None:
    miss(learner)
    learner.frame.get_by_role("link", name="From the page “Page one”").click()
    learner.arrives("one")
    expect(learner.frame.locator("#q_a")).to_be_focused()


def test_assessed_questions_are_practised_when_the_result_is_final(
    learner: Learner, lms: Lms
) -> None:
    take(learner, "one", True, True)
    take(learner, "two", True)
    learner.goto("test")
    learner.answer(learner.asked()[0], False)
    show(learner, "_practice", "Practice")
    expect(learner.frame.get_by_text("There is nothing to practise now.")).to_be_visible()
    expect(learner.frame.get_by_text("once your result is final")).to_be_visible()
    learner.goto("test")
    learner.answer(learner.asked()[1], True)
    to_end(learner)
    saved(learner)
    assert lms.core["lesson_status"] == "failed"
    results(learner)
    learner.frame.get_by_role("link", name="Practise 1 question you missed").click()
    assert answer(learner, True) == "s"
    saved(learner)
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("failed", "50")


def test_course_without_practice_offers_none(tmp_path: Path, context: BrowserContext) -> None:
    with running(source(tmp_path, "practice: false\n")) as lms:
        learner = launch(opened(context), lms)
        take(learner, "one", False, True)
        expect(learner.frame.get_by_role("link", name="Practise")).to_have_count(0)
        show(learner, "_practice", "Practice")
        expect(learner.frame.get_by_text("There is nothing to practise now.")).to_be_visible()


def test_only_what_was_drawn_is_practised(tmp_path: Path, context: BrowserContext) -> None:
    pages = {"one": ("draw: 2", questions("a", "b", "c", "d", keys="tries: 1\n"))}
    with running(graded(tmp_path, "", {"All": ["one"]}, pages)) as lms:
        learner = launch(opened(context), lms)
        names = [question["id"] for question in learner.asked()]
        take(learner, "one", False, False)
        learner.frame.get_by_role("link", name="Practise 2 questions you missed").click()
        assert answer(learner, True) == names[0]
        on(learner)
        assert shown(learner) == names[1]


def test_page_that_cannot_be_had_is_tried_again(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    miss(learner)
    learner.goto("one")
    script = "**/page-two*.js"
    context.route(script, lambda route: route.abort())
    learner = again(learner, context, lms)
    show(learner, "_practice", "Practice")
    assert answer(learner, True) == "a"
    learner.frame.get_by_role("button", name="Next question").click()
    lost = learner.frame.get_by_role("heading", name="This page could not be loaded")
    expect(lost).to_be_focused()
    context.unroute(script)
    learner.frame.get_by_role("button", name="Try again").click()
    expect(learner.frame.locator(".q-title")).to_be_focused()
    assert shown(learner) == "c"


def test_practice_by_keyboard_alone(learner: Learner) -> None:
    miss(learner)
    keys = learner.page.keyboard
    expect(learner.frame.get_by_role("heading", level=1)).to_be_focused()
    for _ in range(2):
        keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    expect(learner.frame.locator(".result-title")).to_be_focused()
    keys.press("Tab")
    expect(learner.frame.get_by_role("button", name="Next question")).to_be_focused()
    keys.press("Enter")
    expect(learner.frame.locator(".q-title")).to_be_focused()
    assert shown(learner) == "c"


def test_practice_fits_a_narrow_screen_in_large_text(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.set_default_timeout(PATIENCE)
    learner = launch(opened(context), lms)
    learner.answer(learner.asked()[0], False)
    learner.frame.get_by_role("link", name="Practise 1 question").click()
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text("Practice")
    assert violations(learner) == []
    answer(learner, True)
    assert violations(learner) == []
    for size in ("100%", "200%"):
        learner.frame.evaluate("t => { document.documentElement.style.fontSize = t }", size)
        settle(learner.frame)
        assert learner.frame.evaluate(WIDE) <= 0
    context.close()


def test_double_click_on_next_question_does_not_answer_it(learner: Learner) -> None:
    miss(learner)
    answer(learner, True)
    learner.frame.get_by_role("button", name="Next question").dblclick()
    expect(learner.frame.locator(".q-title")).to_have_text("Practice question 2")
    learner.frame.locator(".practice [data-option='1'] label").hover()
    learner.page.mouse.down(click_count=2)
    learner.page.mouse.up(click_count=2)
    expect(learner.frame.locator(".practice input:checked")).to_have_count(0)
    expect(learner.frame.locator(".practice .error-summary")).to_have_count(0)
