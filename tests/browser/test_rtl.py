"""From right to left: the page is turned round, and pictures with all that lies on them are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from scorm_builder import build, check
from tests.arabic import arabic
from tests.browser.learner import Learner, launch, settle
from tests.browser.lms import Lms
from tests.browser.test_access import violations

MIRRORED = "element => new DOMMatrix(getComputedStyle(element).transform).a"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arabic")
    source = arabic(folder)
    assert check(source) == (), "a theme can bring every word of a language"
    return build(source, out=folder / "dist").path


@pytest.fixture
def lms(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def box(place: Locator) -> tuple[float, float, float]:
    """Left edge, right edge and middle."""
    found = place.bounding_box()
    assert found is not None
    left, width = found["x"], found["width"]
    return left, left + width, left + width / 2


def test_page_is_turned_round(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    frame = learner.frame
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    assert box(frame.locator("nav.contents"))[0] > box(frame.locator("main"))[2]
    assert box(frame.locator(".course-title"))[2] > box(frame.locator("#_status"))[2]
    learner.goto("two")
    before, after = (frame.locator(f"#_pager [rel={rel}]") for rel in ("prev", "next"))
    assert box(after)[2] < box(before)[2]
    for link in (before, after):
        assert link.locator(".icon").evaluate(MIRRORED) == -1
    option = frame.locator(".option").first
    assert box(option.locator("input"))[2] > box(option.locator(".option-text"))[2]
    expect(frame.locator("[lang=en]")).to_have_count(0)


def test_pictures_and_what_lies_on_them_are_not_mirrored(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    figure = learner.frame.locator(".fig")
    figure.locator("[data-do=toggle]").click()
    stage = figure.locator(".fig-stage")
    left, right, _ = box(stage)
    assert stage.locator("img").evaluate(MIRRORED) == 1
    # The polygon's corners lie between 10 and 60 of 120 pixels.
    drawn = box(figure.locator(".fig-ov .line").first)
    assert (drawn[0] - left) / (right - left) == pytest.approx(10 / 120, abs=0.02)
    assert (drawn[1] - left) / (right - left) == pytest.approx(60 / 120, abs=0.02)


def test_mark_on_a_picture_lies_where_it_was_set(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    stage = learner.frame.locator("[data-stage]")
    stage.scroll_into_view_if_needed()
    left, right, _ = box(stage)
    stage.click(position={"x": 0.2 * (right - left), "y": 20})
    cross = box(learner.frame.locator("[data-stage] .cross"))[2]
    assert (cross - left) / (right - left) == pytest.approx(0.2, abs=0.02)
    stage.focus()
    page.keyboard.press("ArrowLeft")
    assert box(learner.frame.locator("[data-stage] .cross"))[2] < cross
    # The slider of the position runs as the picture does.
    expect(learner.frame.locator("[data-axis]").first).to_have_css("direction", "ltr")


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_is_cut_off_or_scrolls_sideways(page: Page, lms: Lms, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    learner = launch(page, lms)
    frame = learner.frame
    frame.locator("#_search_button").click()
    frame.locator("#_search_field").fill("ا")
    frame.locator("#_search_field").press("Enter")
    expect(frame.locator(".search-results > li").first).to_be_visible()
    frame.locator("#_search_field").press("Escape")
    frame.locator("#_set").click()
    settle(frame)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert frame.evaluate(wide) <= 0
    for element in frame.locator("button:visible, a:visible:not(.skip)").all():
        left, right, _ = box(element)
        assert left >= -1, element.evaluate("e => e.outerHTML")
        assert right <= width + 1, element.evaluate("e => e.outerHTML")


def test_whole_course_is_taken_and_axe_finds_nothing(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    assert violations(learner) == []
    for question in learner.questions():
        place = learner.box(question)
        if question["kind"] == "hotspot":
            place.locator("[data-do=route]").click()
        place.locator(f"[data-option='{question['correct'][0]}'] label").click()
        place.locator("[type=submit]").click()
        expect(place.locator(".result.is-right")).to_be_visible()
    assert violations(learner) == []


def test_welsh_and_arabic_numbers_take_their_own_forms(page: Page, lms: Lms) -> None:
    learner: Learner = launch(page, lms)
    strings = learner.frame.evaluate(
        "JSON.parse(document.querySelector('#course-data').textContent).strings"
    )
    assert {name.split(".")[1] for name in strings if name.startswith("progress.")} == {
        *("zero", "one", "two", "few", "many", "other")
    }
