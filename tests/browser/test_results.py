"""What becomes of the answers: results, another go, sections, the rule that completes a course."""

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
    rows,
    running,
    saved,
    take,
    to_end,
)
from tests.browser.learner import PATIENCE, Learner, launch, settle
from tests.browser.lms import Lms
from tests.browser.test_access import violations
from tests.compiled import needs_player
from tests.courses import FIGURE
from tests.graded import full, graded, questions

pytestmark = needs_player


@pytest.fixture
def lms(tmp_path: Path) -> Iterator[Lms]:
    with running(full(tmp_path)) as found:
        yield found


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(opened(context), lms)


def sure(learner: Learner, number: int, right: bool, degree: str) -> None:
    """Answer a question of the page, and say how sure of it."""
    question = learner.asked()[number]
    learner.choose(question, right)
    learner.box(question).get_by_text(degree, exact=True).click()
    learner.check(question)


def agree(learner: Learner) -> None:
    """Answer the question that has no right answer."""
    box = learner.frame.locator("[data-question=view]")
    box.locator("[data-option='3'] label").click()
    box.get_by_role("button", name="Done").click()


def fail(learner: Learner) -> None:
    """Learn on the first two pages, and fail the assessment: one of four right."""
    for question, right in zip(learner.asked()[:3], (True, False, False), strict=True):
        learner.answer(question, right)
    agree(learner)
    to_end(learner)
    take(learner, "two", True)
    learner.frame.get_by_role("button", name="Show findings").click()
    learner.goto("bones")
    sure(learner, 0, True, "Fairly sure")
    sure(learner, 1, False, "Certain")
    to_end(learner)
    take(learner, "joints", False, False)
    results(learner)


def summary(learner: Learner) -> list[str]:
    return learner.frame.locator(".summary p").all_inner_texts()


def rule(learner: Learner) -> list[str]:
    return [text.replace("\n", " ") for text in learner.frame.locator(".rule li").all_inner_texts()]


def foot(learner: Learner) -> str:
    """What the foot of the page says, in one line."""
    return " ".join(learner.frame.locator(".finish").inner_text().split())


# -- the page -----------------------------------------------------------------------------------


def test_results_say_in_words_what_was_reached_and_what_is_missing(learner: Learner) -> None:
    fail(learner)
    assert summary(learner) == [
        "You have not reached the pass mark yet.",
        "Your score is 25%.",
        "The pass mark is 50%.",
        "1 section is below its own pass mark.",
        "This is attempt 1 of 3.",
    ]
    assert rule(learner) == [
        "Finish the 4 pages that are not optional. Done",
        "Score at least 50% in the assessed questions. Not yet",
        "Reach the pass mark of each section in the same attempt. Not yet",
    ]
    assert rows(learner, "Sections") == [
        ["Bones", "50%", "50%", "Reached"],
        ["Joints", "0%", "50%", "Not reached"],
    ]


def test_each_question_is_listed_with_what_it_counts_for_and_a_way_back(learner: Learner) -> None:
    fail(learner)
    assert [row[1:] for row in rows(learner, "Questions") if len(row) == 3] == [
        ["Practice", "Correct"],
        ["Practice", "Not correct"],
        ["Practice", "Not correct"],
        ["Practice", "Answered"],
        ["Practice", "Correct"],
        ["Assessed", "Correct"],
        ["Assessed", "Not correct"],
        ["Assessed", "Not correct"],
        ["Assessed", "Not correct"],
    ]
    assert violations(learner) == []
    region = learner.frame.get_by_role("region", name="Questions", exact=True)
    link = region.get_by_role("link", name="Question 2 Page bones")
    link.focus()
    learner.page.keyboard.press("Enter")
    learner.arrives("bones")
    expect(learner.frame.locator("#q_f")).to_be_focused()


def test_certain_and_wrong_is_named_with_a_way_back(learner: Learner) -> None:
    fail(learner)
    table = rows(learner, "How sure you were")
    assert table == [["Certain", "1", "0"], ["Fairly sure", "1", "1"], ["A guess", "0", "0"]]
    expect(learner.frame.get_by_text("Certain and not correct: 1 question")).to_be_visible()
    learner.frame.locator("p:has-text('Certain and not correct') + ul a").click()
    learner.arrives("bones")
    expect(learner.frame.locator("#q_f")).to_be_focused()


def test_nothing_is_said_of_certainty_where_nobody_was_asked(learner: Learner) -> None:
    results(learner)
    expect(learner.frame.get_by_role("heading", name="How sure you were")).to_have_count(0)
    assert summary(learner)[:2] == [
        "You have not completed the course yet.",
        "You have answered 0 of 4 assessed questions.",
    ]
    assert [row[3] for row in rows(learner, "Sections")] == ["Not all answered"] * 2


def test_certainty_marking_is_explained(tmp_path: Path, context: BrowserContext) -> None:
    with running(full(tmp_path, "certainty_marking: true\n")) as lms:
        learner = launch(opened(context), lms)
        learner.goto("bones")
        sure(learner, 0, True, "Certain")
        results(learner)
        expect(learner.frame.get_by_text("How sure you are counts.")).to_be_visible()


# -- again --------------------------------------------------------------------------------------


def test_another_go_asks_the_wrong_ones_again_and_passes(learner: Learner, lms: Lms) -> None:
    fail(learner)
    name = "Try the 3 wrong questions again (attempt 2 of 3)"
    learner.frame.get_by_role("button", name=name).click()
    learner.arrives("bones")
    first, second = learner.asked()
    assert "Correct" in learner.result(first)
    assert learner.result(second) == ""
    sure(learner, 1, True, "Certain")
    take(learner, "joints", True, False)
    results(learner)
    assert summary(learner)[:2] == ["You have passed.", "Your score is 75%."]
    assert all(text.endswith("Done") for text in rule(learner))
    saved(learner)
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("passed", "75")


def test_score_alone_does_not_pass_while_a_section_is_short(learner: Learner, lms: Lms) -> None:
    fail(learner)
    learner.frame.get_by_role("button", name="Try the 3 wrong").click()
    learner.arrives("bones")
    sure(learner, 1, True, "Certain")
    take(learner, "joints", False, False)
    results(learner)
    assert summary(learner)[:2] == [
        "You have not reached the pass mark yet.",
        "Your score is 50%.",
    ]
    saved(learner)
    assert lms.core["lesson_status"] == "incomplete"


def test_go_is_taken_up_in_the_middle_after_a_new_launch(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    fail(learner)
    learner.frame.get_by_role("button", name="Try the 3 wrong").click()
    learner.arrives("bones")
    sure(learner, 1, True, "Certain")
    learner = again(learner, context, lms)
    results(learner)
    assert summary(learner)[1] == "You have answered 2 of 4 assessed questions."
    assert summary(learner)[-1] == "This is attempt 2 of 3."
    take(learner, "joints", True, True)
    results(learner)
    assert summary(learner)[0] == "You have passed."


def test_recorded_result_is_final(learner: Learner, lms: Lms) -> None:
    fail(learner)
    learner.frame.get_by_role("button", name="Record this result and finish").click()
    learner.frame.get_by_role("button", name="Record and finish").click()
    expect(learner.frame.locator(".summary-lead")).to_have_text("You have not passed.")
    expect(learner.frame.get_by_role("heading", level=1)).to_be_focused()
    expect(learner.frame.get_by_role("button", name="Try the 3 wrong questions")).to_have_count(0)
    saved(learner)
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("failed", "25")


def test_result_is_not_recorded_without_being_asked(learner: Learner, lms: Lms) -> None:
    fail(learner)
    record = learner.frame.get_by_role("button", name="Record this result and finish")
    record.focus()
    learner.page.keyboard.press("Enter")
    dialog = learner.frame.get_by_role("dialog", name="Record this result and finish?")
    expect(dialog).to_contain_text("Your score of 25% is recorded as final.")
    expect(dialog).to_contain_text("You give up the 2 attempts that you have left.")
    expect(dialog).to_contain_text("No further attempt is possible")
    expect(dialog.get_by_role("button", name="Do not record it yet")).to_be_focused()
    assert violations(learner) == []
    learner.page.keyboard.press("Escape")
    expect(record).to_be_focused()
    record.click()
    dialog.get_by_role("button", name="Do not record it yet").click()
    expect(dialog).to_have_count(0)
    expect(learner.frame.get_by_role("button", name="Try the 3 wrong questions")).to_be_visible()
    saved(learner)
    assert lms.core["lesson_status"] == "incomplete"


def drawing(folder: Path) -> Path:
    """Four of twenty questions are drawn, anew in each go."""
    body = questions(*(f"q{n}" for n in range(20)))
    pages = {"one": ("assessment: true\ndraw: 4", body)}
    return graded(folder, "pass_mark: 50\nretake: all\n", {"All": ["one"]}, pages)


def test_another_go_at_all_questions_draws_others(tmp_path: Path, context: BrowserContext) -> None:
    with running(drawing(tmp_path)) as lms:
        learner = launch(opened(context), lms)
        first = [question["id"] for question in learner.asked()]
        assert len(first) == 4
        titles = learner.frame.locator(".q-title").all_inner_texts()
        assert titles == [f"Question {n} of 4" for n in (1, 2, 3, 4)]
        take(learner, "one", True, False, False, False)
        results(learner)
        assert len(rows(learner, "Questions")) == 5, "a row for the page, and one for each asked"
        name = "Take the 4 questions again (attempt 2 of 3)"
        learner.frame.get_by_role("button", name=name).click()
        learner.arrives("one")
        second = [question["id"] for question in learner.asked()]
        assert set(second) != set(first)
        assert all(learner.result(question) == "" for question in learner.asked())
        learner.answer(learner.asked()[0], True)
        learner = again(learner, context, lms)
        assert [question["id"] for question in learner.asked()] == second, "the same when resumed"
        assert "Correct" in learner.result(learner.asked()[0])
        for question in learner.asked()[1:]:
            learner.answer(question, True)
        to_end(learner)
        results(learner)
        assert summary(learner)[:2] == ["You have passed.", "Your score is 100%."]
        saved(learner)
        assert lms.core["lesson_status"] == "passed"


def test_wrong_practice_questions_are_tried_again(learner: Learner) -> None:
    for question, right in zip(learner.asked()[:3], (True, False, False), strict=True):
        learner.answer(question, right)
    results(learner)
    name = "Try the 2 wrong practice questions again"
    learner.frame.get_by_role("button", name=name).click()
    learner.arrives("one")
    found = [learner.result(question) for question in learner.asked()[:3]]
    assert "Correct" in found[0]
    assert found[1:] == ["", ""]


def test_practice_of_a_page_is_reset_when_the_learner_says_so(learner: Learner) -> None:
    for question in learner.asked()[:3]:
        learner.answer(question, True)
    results(learner)
    reset = learner.frame.get_by_role("button", name="Reset page Page one")
    reset.focus()
    learner.page.keyboard.press("Enter")
    dialog = learner.frame.get_by_role("dialog")
    expect(dialog).to_contain_text("Reset the practice questions of “Page one”?")
    expect(dialog).to_contain_text("Your answers to 3 practice questions are removed")
    expect(dialog).to_contain_text("what the learning system has recorded of your answers stays")
    expect(dialog.get_by_role("button", name="Keep my answers")).to_be_focused()
    assert violations(learner) == []
    learner.page.keyboard.press("Escape")
    expect(reset).to_be_focused()
    assert rows(learner, "Questions")[1][2] == "Correct"
    reset.click()
    dialog.get_by_role("button", name="Reset", exact=True).click()
    learner.arrives("one")
    assert all(learner.result(question) == "" for question in learner.asked())
    results(learner)
    expect(reset).to_have_count(0)


# -- what completes a course --------------------------------------------------------------------


def test_foot_of_a_page_says_what_it_still_needs(learner: Learner) -> None:
    assert "Answer 4 more questions." in foot(learner)
    learner.answer(learner.asked()[0], True)
    assert "Answer 3 more questions." in foot(learner)
    learner.goto("two")
    expect(learner.frame.locator(".finish li")).to_contain_text(
        ["Answer 1 more question.", "Show the findings of 1 more figure."]
    )
    take(learner, "two", True)
    assert foot(learner) == "To finish this page: Show the findings of 1 more figure."
    learner.frame.get_by_role("button", name="Show findings").click()
    assert foot(learner).endswith("You have finished this page.")
    state = learner.frame.locator(".contents a[data-page=two] [data-state]")
    expect(state).to_have_text("Done")


def test_optional_page_is_called_so_and_is_not_missing(learner: Learner) -> None:
    state = learner.frame.locator(".contents a[data-page=extra] [data-state]")
    expect(state).to_have_text("Optional")
    learner.goto("extra")
    assert "This page is optional." in foot(learner)
    assert "To finish this page: Reach its end." in foot(learner)
    to_end(learner)
    expect(state).to_have_text("Done")
    results(learner)
    todo = learner.frame.locator("h3:has-text('Still to do') + ul")
    expect(todo.get_by_role("link")).to_have_text(
        ["Page one", "Page two", "Page bones", "Page joints"]
    )
    expect(todo).to_contain_text("Show the findings of 1 more figure.")


def test_optional_page_whose_questions_count_is_named_until_the_mark_is_reached(
    tmp_path: Path, context: BrowserContext
) -> None:
    pages = {
        "one": ("", "Text.\n"),
        "two": ("assessment: true\noptional: true\ncompletion: viewed", questions("a", "b")),
        "three": ("optional: true", "Text.\n"),
    }
    source = graded(tmp_path, "pass_mark: 50\n", {"All": ["one", "two", "three"]}, pages)
    with running(source) as lms:
        learner = launch(opened(context), lms)
        to_end(learner)
        results(learner)
        todo = learner.frame.locator("h3:has-text('Still to do') + ul")
        expect(todo.get_by_role("link")).to_have_text(["Page two"])
        expect(todo).to_contain_text("Answer 2 more questions.")
        take(learner, "two", True, True)
        results(learner)
        expect(learner.frame.get_by_role("heading", name="Still to do")).to_have_count(0)


def test_pages_that_count_are_not_any_pages(tmp_path: Path, context: BrowserContext) -> None:
    pages = {
        "one": ("", "Text.\n"),
        "two": ("assessment: true", questions("a")),
        "three": ("", "Text.\n"),
    }
    head = "pass_mark: 50\nminimum_pages: 1\n"
    source = graded(tmp_path, head, {"All": ["one", "two", "three"]}, pages)
    with running(source) as lms:
        learner = launch(opened(context), lms)
        to_end(learner)
        results(learner)
        expect(learner.frame.get_by_text("Assessed questions are still to be")).to_be_visible()
        expect(learner.frame.get_by_text("of these pages will do")).to_have_count(0)
        todo = learner.frame.locator("h3:has-text('Still to do') + p + ul")
        expect(todo.get_by_role("link")).to_have_text(["Page two"])


def test_course_is_completed_by_findings(tmp_path: Path, context: BrowserContext) -> None:
    pages = {"one": ("", FIGURE), "two": ("", FIGURE)}
    source = graded(
        tmp_path, "completion: findings\ncertificate: true\n", {"All": ["one", "two"]}, pages
    )
    with running(source) as lms:
        learner = launch(opened(context), lms)
        learner.frame.get_by_role("button", name="Show findings").click()
        to_end(learner)
        learner.goto("two")
        learner = again(learner, context, lms)
        assert learner.here == "two"
        assert lms.core["lesson_status"] == "incomplete"
        to_end(learner)
        learner.frame.locator(".fig-findings .fig-finding, .fig-toggle").first.focus()
        learner.page.keyboard.press("Enter")
        expect(learner.frame.locator(".finish")).to_have_text("You have finished this page.")
        saved(learner)
        assert lms.core["lesson_status"] == "completed"
        results(learner)
        assert summary(learner) == ["You have completed the course."]
        expect(learner.frame.get_by_role("table")).to_have_count(0)


def test_course_is_completed_by_some_of_its_pages(tmp_path: Path, context: BrowserContext) -> None:
    names = ["one", "two", "three"]
    pages = {name: ("", questions("a")) for name in names}
    source = graded(tmp_path, "minimum_pages: 2\n", {"All": names}, pages)
    with running(source) as lms:
        learner = launch(opened(context), lms)
        take(learner, "one", True)
        learner = again(learner, context, lms)
        results(learner)
        assert rule(learner) == ["Finish at least 2 of the 3 pages. Not yet"]
        expect(learner.frame.get_by_text("Any 1 of these pages will do.")).to_be_visible()
        assert learner.progress == "1 of 2 pages done"
        take(learner, "three", False)
        saved(learner)
        assert lms.core["lesson_status"] == "completed"
        results(learner)
        assert rule(learner) == ["Finish at least 2 of the 3 pages. Done"]
        expect(learner.frame.get_by_role("heading", name="Still to do")).to_have_count(0)


def test_passing_may_be_enough(tmp_path: Path, context: BrowserContext) -> None:
    pages = {"one": ("", "Text.\n"), "two": ("assessment: true", questions("a", "b"))}
    source = graded(
        tmp_path, "pass_mark: 50\npass_completes: true\n", {"All": ["one", "two"]}, pages
    )
    with running(source) as lms:
        learner = launch(opened(context), lms)
        results(learner)
        assert rule(learner) == [
            "Score at least 50% in the assessed questions. Not yet",
            "Passing is enough, whatever pages you have finished. Not yet",
        ]
        expect(learner.frame.get_by_role("heading", name="Still to do")).to_have_count(0)
        learner.goto("two")
        learner.answer(learner.asked()[0], True)
        learner = again(learner, context, lms)
        learner.answer(learner.asked()[1], True)
        saved(learner)
        assert lms.core["lesson_status"] == "passed"


# -- for everyone -------------------------------------------------------------------------------


def test_results_fit_a_narrow_screen_in_large_text(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.set_default_timeout(PATIENCE)
    learner = launch(opened(context), lms)
    sure_of = learner.frame
    sure_of.evaluate("location.hash = 'bones'")
    learner.arrives("bones")
    sure(learner, 0, False, "Certain")
    sure_of.evaluate("location.hash = '_results'")
    expect(sure_of.get_by_role("heading", level=1)).to_have_text("Results")
    for size in ("100%", "200%"):
        sure_of.evaluate("t => { document.documentElement.style.fontSize = t }", size)
        settle(sure_of)
        assert sure_of.evaluate(WIDE) <= 0
    assert violations(learner) == []
    context.close()
