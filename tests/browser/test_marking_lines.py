"""Outlines and measurements: by pointer, stroke, keyboard and buttons, and from a list."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.learner import Learner, close, launch
from tests.browser.lms import Lms
from tests.browser.marked import (
    SQUARE,
    at_size,
    check,
    click,
    keys,
    marked,
    placed,
    places,
    press,
    question,
    tap,
)
from tests.browser.test_access import violations
from tests.browser.test_compare import touch

ENDS = [(0.2, 0.5), (0.8, 0.5)]
ARMS = [(0.2, 0.5), (0.5, 0.5), (0.5, 0.95)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked(tmp_path_factory.mktemp("marked"))


@pytest.fixture
def own(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked(tmp_path_factory.mktemp("arabic"), language="ar")


@pytest.fixture
def learner(context: BrowserContext, own: Lms) -> Learner:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return launch(page, own)


def stroke(learner: Learner, box: Locator, points: list[tuple[float, float]]) -> None:
    """Draw with the mouse held down."""
    first, *rest = places(box, points)
    mouse = learner.page.mouse
    mouse.move(*first)
    mouse.down()
    for at in rest:
        mouse.move(*at)
    mouse.up()


def circle(n: int = 60) -> list[tuple[float, float]]:
    turns = [2 * math.pi * i / n for i in range(n)]
    return [(0.5 + 0.2 * math.cos(turn), 0.5 + 0.2 * math.sin(turn)) for turn in turns]


# -- outline --------------------------------------------------------------------------------------


def test_corners_are_clicked_and_the_first_closes_the_outline(learner: Learner) -> None:
    box = question(learner, "round")
    click(learner, box, *SQUARE)
    assert not (box.locator(".hs-ov .line").get_attribute("d") or "").endswith("Z")
    click(learner, box, SQUARE[0])
    expect(box.locator("[data-place]")).to_contain_text("The outline is closed.")
    click(learner, box, (0.1, 0.9))
    assert len(placed(box)) == 4, "a closed outline takes no corner"
    # A click is as exact as a pixel of the screen.
    said = check(box).inner_text()
    assert re.search(r"agree by (99|100)%\. From 70% on, all points are given", said)
    assert re.search(r"Yours takes in (99|100)% of the right area, and [01]% of yours lies", said)
    assert box.locator(".hs-name").all_inner_texts() == ["Right outline", "Yours"]


def test_double_click_closes_the_outline_without_a_further_corner(learner: Learner) -> None:
    box = question(learner, "round")
    click(learner, box, *SQUARE[:3])
    learner.page.mouse.dblclick(*places(box, SQUARE[3:])[0])
    expect(box.locator("[data-place]")).to_contain_text("The outline is closed.")
    assert len(placed(box)) == 4


def test_stroke_becomes_an_outline_of_at_most_twelve_corners(learner: Learner) -> None:
    box = question(learner, "round")
    stroke(learner, box, circle())
    assert 8 <= len(placed(box)) <= 12
    expect(box.locator("[data-place]")).to_contain_text("The outline is closed.")
    assert "Correct" in check(box).inner_text()


def test_thirteenth_corner_is_refused_in_words(learner: Learner) -> None:
    box = question(learner, "round")
    corners = [(0.5 + 0.3 * math.cos(n / 2), 0.5 + 0.4 * math.sin(n / 2)) for n in range(12)]
    click(learner, box, *corners)
    before = placed(box)
    assert len(before) == 12
    click(learner, box, (0.5, 0.5))
    assert placed(box) == before
    expect(box.locator("[data-place]")).to_contain_text("No more corners can be set.")
    expect(learner.frame.locator("#_announce")).to_contain_text("No more corners can be set.")
    # One that is chosen goes where is clicked next.
    click(learner, box, corners[3], (0.5, 0.5))
    assert placed(box) != before
    assert len(placed(box)) == 12


def test_outline_is_not_checked_with_two_corners(learner: Learner) -> None:
    box = question(learner, "round")
    click(learner, box, *SQUARE[:2])
    box.locator("[type=submit]").click()
    summary = box.locator(".error-summary")
    expect(summary).to_contain_text("Set at least three corners")
    summary.locator("a").click()
    expect(box.locator("[data-stage]")).to_be_focused()


def test_corner_is_moved_removed_and_all_begun_again(learner: Learner) -> None:
    box = question(learner, "round")
    click(learner, box, *SQUARE, SQUARE[0])
    box.get_by_role("button", name="Corner 3").click()
    box.get_by_role("button", name="Move right").click()
    assert placed(box)[2] == pytest.approx((72, 70), abs=0.3)
    box.get_by_role("button", name="Remove marker").click()
    assert len(placed(box)) == 3, "and it stays closed"
    expect(box.locator("[data-place]")).to_contain_text("The outline is closed.")
    box.get_by_role("button", name="Remove marker").click()
    assert len(placed(box)) == 2
    expect(box.locator("[data-place]")).not_to_contain_text("closed")
    box.get_by_role("button", name="Start again").click()
    assert placed(box) == []
    click(learner, box, *SQUARE)
    assert len(placed(box)) == 4


def test_outline_by_keyboard_alone(learner: Learner) -> None:
    box = question(learner, "round")
    corners = [(30, 30), (70, 30), (70, 70), (30, 70)]
    press(learner, box, [*keys(corners), "Escape"])
    assert placed(box) == corners
    box.get_by_role("button", name="Close outline").focus()
    learner.page.keyboard.press("Enter")
    expect(box.locator("[data-stage]")).to_be_focused()
    box.locator("[type=submit]").focus()
    learner.page.keyboard.press("Enter")
    expect(box.locator(".result")).to_contain_text("agree by 100%")


def test_finger_scrolls_until_drawing_is_asked_for(browser: Browser, own: Lms) -> None:
    learner = at_size(browser, own, 320, 640, has_touch=True, is_mobile=True)
    box = question(learner, "round")
    stage, draws = box.locator("[data-stage]"), box.get_by_role("button", name="Draw by dragging")
    expect(draws).to_have_attribute("aria-pressed", "false")
    expect(stage).to_have_css("touch-action", "manipulation")
    draws.tap()
    expect(stage).to_have_css("touch-action", "pinch-zoom")
    draws.tap()
    touch(learner.page, places(box, [(0.5, 0.8), (0.5, 0.6), (0.5, 0.4)]))
    assert placed(box) == [], "it scrolled, or did nothing"
    tap(learner, box, *SQUARE)
    assert len(placed(box)) == 4
    assert learner.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box.get_by_role("button", name="Close outline").tap()
    assert "agree by" in check(box).inner_text()
    learner.page.context.close()


def test_finger_draws_once_it_is_asked_to(browser: Browser, own: Lms) -> None:
    learner = at_size(browser, own, 375, 700, has_touch=True, is_mobile=True)
    box = question(learner, "round")
    box.get_by_role("button", name="Draw by dragging").tap()
    stage = box.locator("[data-stage]")
    stage.evaluate("e => e.scrollIntoView({block: 'center'})")
    scrolled = learner.frame.evaluate("scrollY")
    touch(learner.page, places(box, circle(24)))
    assert 8 <= len(placed(box)) <= 12
    assert learner.frame.evaluate("scrollY") == scrolled, "the page stayed where it was"
    assert "Correct" in check(box).inner_text()
    learner.page.context.close()


def test_outline_is_drawn_in_the_enlarged_picture(learner: Learner) -> None:
    box = question(learner, "round")
    box.get_by_role("button", name="Enlarge").click()
    expect(learner.frame.locator("dialog.viewer")).to_be_visible()
    stroke(learner, box, circle())
    assert 8 <= len(placed(box)) <= 12
    assert "Correct" in check(box).inner_text()


# -- measure --------------------------------------------------------------------------------------


def test_length_is_read_out_while_it_is_measured(learner: Learner) -> None:
    box = question(learner, "long")
    click(learner, box, ENDS[0])
    expect(box.locator("[data-place]")).not_to_contain_text("Measured")
    click(learner, box, (0.7, 0.5))
    expect(box.locator("[data-place]")).to_contain_text("Measured: 30 mm.")
    expect(box.locator(".hs-name")).to_have_text("30 mm")
    press(learner, box, ["Control+ArrowRight"])
    expect(box.locator(".hs-name")).to_have_text("36 mm")
    said = check(box).inner_text()
    assert "You measured 36 mm." in said
    assert "The right value is 36 mm, give or take 1 mm." in said
    assert box.locator(".hs-name").all_inner_texts() == ["Right: 36 mm", "Yours: 36 mm"]
    assert box.locator(".hs-ov .line").count() == 2


def test_close_measurement_earns_a_part_and_the_value_comes_last(learner: Learner) -> None:
    box = question(learner, "long")
    click(learner, box, ENDS[0], (0.825, 0.5))
    said = check(box).inner_text()
    assert "Partly correct" in said
    assert "36 mm" not in said
    press(learner, box, ["Control+ArrowLeft"])
    said = check(box).inner_text()
    assert "Not correct" in said
    assert "The right value is 36 mm" in said


def test_measurement_needs_all_its_marks(learner: Learner) -> None:
    box = question(learner, "turn")
    click(learner, box, *ARMS[:2])
    box.locator("[type=submit]").click()
    expect(box.locator(".error-summary")).to_contain_text("Set all 3 marks on the image")


def test_angle_by_keyboard_alone(learner: Learner) -> None:
    box = question(learner, "turn")
    press(learner, box, keys([(20, 50), (50, 50), (50, 96)]))
    expect(learner.frame.locator("#_announce")).to_contain_text("Measured: 90°.")
    box.locator("[type=submit]").focus()
    learner.page.keyboard.press("Enter")
    expect(box.locator(".result")).to_contain_text("You measured 90°.")


# -- both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["round", "long", "turn"])
def test_list_earns_all_points_too(learner: Learner, name: str) -> None:
    box = question(learner, name)
    (asked,) = learner.questions()
    box.get_by_role("button", name="Answer from a list instead").click()
    box.locator(f"[data-option='{asked['correct'][0]}'] label").click()
    assert "Correct" in check(box).inner_text()
    assert box.locator(".hs-ov .line").count() == 1


@pytest.mark.parametrize(("name", "points"), [("round", SQUARE), ("long", ENDS), ("turn", ARMS)])
def test_marks_come_back(
    context: BrowserContext, own: Lms, name: str, points: list[tuple[float, float]]
) -> None:
    learner = launch(context.new_page(), own)
    box = question(learner, name)
    click(learner, box, *points)
    said, at = check(box).inner_text(), placed(box)
    expect(learner.frame.locator("#_status")).to_have_text("Sent")
    close(learner.page)
    learner = launch(context.new_page(), own)
    if learner.frame.get_by_role("button", name="Continue").count():
        learner.frame.get_by_role("button", name="Continue").click()
    box = question(learner, name)
    expect(box.locator(".result")).to_be_visible()
    assert box.locator(".result").inner_text() == said
    assert placed(box) == at
    assert len(at) == len(points)


@pytest.mark.parametrize(
    ("name", "points"),
    [("round", SQUARE[:2]), ("round", SQUARE), ("long", ENDS[:1]), ("many", ENDS)],
)
def test_switch_of_language_keeps_unfinished_marks(
    learner: Learner, name: str, points: list[tuple[float, float]]
) -> None:
    box = question(learner, name)
    click(learner, box, *points)
    before = placed(box)
    assert len(before) == len(points)
    learner.frame.locator("a[data-language='cy']").evaluate("link => link.click()")
    expect(learner.frame.locator("html")).to_have_attribute("lang", "cy")
    expect(box.locator(".cross.is-placed")).to_have_count(len(points))
    assert placed(box) == before
    expect(box.locator(".result")).to_have_count(0)


@pytest.mark.parametrize(("name", "points"), [("round", SQUARE), ("long", ENDS), ("turn", ARMS)])
def test_marks_are_not_mirrored(
    browser: Browser, arabic: Path, name: str, points: list[tuple[float, float]]
) -> None:
    with Lms(arabic) as lms:
        learner = at_size(browser, lms, 320)
        assert learner.frame.locator("html[dir=rtl]").count() == 1
        box = question(learner, name)
        click(learner, box, *points)
        wanted = [(100 * x, 100 * y) for x, y in points]
        for found, want in zip(placed(box), wanted, strict=True):
            assert found == pytest.approx(want, abs=0.7)
        press(learner, box, ["ArrowLeft"])
        assert placed(box)[-1][0] == pytest.approx(wanted[-1][0] - 2, abs=0.7)
        assert learner.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(learner) == []
        learner.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_reader_is_told_of_lines(browser: Browser, own: Lms, scheme: str) -> None:
    learner = at_size(browser, own, 320, color_scheme=scheme)
    box = question(learner, "round")
    click(learner, box, *SQUARE)
    tree = box.aria_snapshot()
    for words in (
        'group "Image area, cross at 30% across, 70% down"',
        'button "Corner 4, 30% across, 70% down" [pressed]',
        'button "Close outline"',
        'button "Draw by dragging" [pressed]',
        "Corners: 4 of at most 12.",
    ):
        assert words in tree
    assert violations(learner) == []
    check(box)
    assert violations(learner) == []
    box = question(learner, "long")
    click(learner, box, *ENDS)
    tree = box.aria_snapshot()
    assert 'button "Mark 2, 80% across, 50% down" [pressed]' in tree
    assert "Measured: 36 mm." in tree
    assert violations(learner) == []
    learner.page.context.close()
