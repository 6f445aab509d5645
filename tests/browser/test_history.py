"""Back and forward: the page shown is the one that the browser's history names."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder import build
from tests.browser.learner import launch
from tests.browser.lms import Lms
from tests.courses import page as prose
from tests.courses import write_course

FIRST, SECOND = "soft-tissue-calcification", "osteoarthritis-knee"


@pytest.fixture(params=["http", "file"])
def course(request: pytest.FixtureRequest, context: BrowserContext, lms: Lms, sample: Path) -> Page:
    """The sample course, opened by itself."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    address = f"{lms.origin}/course/index.html"
    if request.param == "file":
        folder: Path = request.getfixturevalue("tmp_path")
        with zipfile.ZipFile(sample) as archive:
            archive.extractall(folder)
        address = (folder / "index.html").as_uri()
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return page


def shows(page: Page, name: str) -> None:
    expect(page.locator("#_page > article")).to_have_attribute("data-page", name)
    current = page.locator(".contents a[aria-current=page]")
    expect(current).to_have_attribute("data-page", name)


def following(page: Page) -> None:
    page.locator("#_pager [rel=next]").click()


def test_back_and_forward_go_through_the_pages(course: Page) -> None:
    shows(course, FIRST)
    following(course)
    shows(course, SECOND)
    course.go_back()
    shows(course, FIRST)
    expect(course.get_by_role("heading", level=1)).to_be_focused()
    course.go_forward()
    shows(course, SECOND)
    following(course)
    course.go_back()
    course.go_back()
    shows(course, FIRST)


def test_back_returns_to_the_place_that_a_link_within_the_page_led_to(course: Page) -> None:
    target = course.locator("#_page [data-question]").last.get_attribute("id")
    course.locator("#_page h1").evaluate(
        f"h1 => h1.innerHTML += ' <a href=\"#{target}\">there</a>'"
    )
    course.get_by_role("link", name="there").click()
    shows(course, FIRST)
    following(course)
    shows(course, SECOND)
    course.go_back()
    shows(course, FIRST)
    expect(course.locator(f"[id='{target}']")).to_be_in_viewport()
    course.go_back()
    shows(course, FIRST)
    course.go_forward()
    course.go_forward()
    shows(course, SECOND)


def test_a_page_named_by_hand_is_an_entry_like_any_other(course: Page) -> None:
    course.evaluate(f"location.hash = '{SECOND}'")
    shows(course, SECOND)
    course.go_back()
    shows(course, FIRST)
    course.go_forward()
    shows(course, SECOND)


def test_results_are_gone_back_to(course: Page) -> None:
    course.locator("[data-results] a").click()
    expect(course.get_by_role("heading", level=1)).to_have_text("Results")
    course.go_back()
    shows(course, FIRST)
    course.go_forward()
    expect(course.get_by_role("heading", level=1)).to_have_text("Results")


def test_back_works_in_the_frame_of_an_lms(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    learner = launch(page, lms)
    learner.next()
    page.evaluate("history.back()")
    learner.arrives(FIRST)
    page.evaluate("history.forward()")
    learner.arrives(SECOND)


def test_back_does_no_harm_in_a_frame_without_an_origin(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    source = f"{lms.origin}/course/index.html"
    page.set_content(f"<iframe sandbox='allow-scripts' src='{source}' width='1000'>")
    frame = page.frame_locator("iframe")
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    frame.locator("#_pager [rel=next]").click()
    expect(frame.locator("#_page > article")).to_have_attribute("data-page", SECOND)
    page.evaluate("history.back()")
    expect(frame.locator("#_page > article")).to_have_attribute("data-page", FIRST)


def test_page_without_others_has_no_pager_and_is_done_at_its_end(
    context: BrowserContext, tmp_path: Path
) -> None:
    source = write_course(tmp_path, {"pages/one.md": prose("Words.")})
    with Lms(build(source, out=tmp_path / "dist").path) as lms:
        learner = launch(context.new_page(), lms)
        expect(learner.frame.locator("#_pager")).to_be_hidden()
        expect(learner.frame.locator("[data-progress]").first).to_have_text("1 of 1 page done")


def test_unreadable_answers_are_told_of_and_the_place_is_kept(
    context: BrowserContext, lms: Lms
) -> None:
    core = {"lesson_status": "incomplete", "lesson_location": SECOND, "exit": "suspend"}
    lms.stored = {"cmi": {"core": core, "suspend_data": "not ours"}}
    learner = launch(context.new_page(), lms)
    dialog = learner.frame.get_by_role("dialog")
    expect(dialog.get_by_text("Your earlier answers are kept")).to_be_hidden()
    dialog.get_by_role("button", name="Continue").click()
    learner.arrives(SECOND)
    notice = learner.frame.locator("#_message")
    expect(notice).to_contain_text("Your earlier answers could not be read")
    expect(notice).to_contain_text("Your place was kept.")
    learner.next()
    expect(notice).to_have_count(0)
