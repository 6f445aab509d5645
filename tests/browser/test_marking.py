"""Marks on a picture, one and several: every way of setting them, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.learner import Learner, close, launch
from tests.browser.lms import Lms
from tests.browser.marked import (
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

SPOT = (0.75, 0.725)
SPOTS = [(0.17, 0.5), (0.83, 0.5)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked(tmp_path_factory.mktemp("marked"))


@pytest.fixture
def own(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def learner(context: BrowserContext, own: Lms) -> Learner:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return launch(page, own)


# -- the criteria of a hotspot --------------------------------------------------------------------


def test_place_is_marked_in_at_most_forty_key_presses(learner: Learner) -> None:
    """AC-H1: by keyboard from the centre, in at most 40 presses; the farthest corner too."""
    box = question(learner, "one")
    pressed = keys([(74, 72)])
    assert len(pressed) <= 40
    assert len(keys([(98, 98)])) <= 40
    press(learner, box, pressed)
    expect(check(box)).to_contain_text("Correct")


@pytest.mark.parametrize("name", ["one", "many", "normal"])
@pytest.mark.parametrize("right", [True, False])
def test_list_earns_the_same_score_as_the_picture(
    browser: Browser, package: Path, name: str, right: bool
) -> None:
    """AC-H2: the list route gives the same score; so does the button for nothing to mark."""
    found = []
    for by_list in (False, True):
        with Lms(package) as own:
            learner = at_size(browser, own, 1280)
            box = question(learner, name)
            (asked,) = learner.questions()
            if by_list:
                learner.choose(asked, right)
            elif name == "normal" and right:
                box.get_by_role("button", name="No abnormality").click()
            else:
                spots = {"one": [SPOT], "many": SPOTS}.get(name, []) if right else [(0.5, 0.9)]
                click(learner, box, *spots)
            found.append(check(box).locator(".result-title").inner_text())
            learner.page.context.close()
    assert found[0] == found[1]
    assert (found[0] == "Correct") == right


@pytest.mark.parametrize("across", [0.71, 0.77, 0.83, 0.87, 0.95])
def test_small_and_large_screens_judge_a_mark_alike(
    browser: Browser, package: Path, across: float
) -> None:
    """AC-H3: at 320 and at 1440 px one place of the picture is judged the same."""
    found = set()
    for width in (320, 1440):
        with Lms(package) as own:
            learner = at_size(browser, own, width)
            box = question(learner, "one")
            click(learner, box, (across, 0.725))
            found.add(check(box).locator(".result-title").inner_text())
            learner.page.context.close()
    assert found == {"Correct" if across < 0.85 else "Not correct"}


def test_nothing_is_judged_before_check(learner: Learner) -> None:
    """AC-H4: no scoring before Check, whatever is clicked, moved or chosen."""
    box = question(learner, "many")
    click(learner, box, *SPOTS, (0.5, 0.15))
    press(learner, box, ["ArrowLeft", "Shift+ArrowUp"])
    box.get_by_role("button", name="No abnormality").click()
    box.get_by_role("button", name="Answer from a list instead").click()
    box.locator("[data-option='0'] label").click()
    assert box.locator("[data-result]").inner_text() == ""
    kept = [call for call in learner.calls() if "interactions" in str(call)]
    assert kept == []


def test_result_says_everything_without_the_picture(learner: Learner) -> None:
    """AC-H5: what was found, missed and marked beside stands in the text, by name."""
    box = question(learner, "many")
    click(learner, box, SPOTS[0], (0.5, 0.15))
    said = check(box).inner_text()
    for words in (
        "Found: Left spot.",
        "1 place is still to be found.",
        "Mark 2 is on: The vessel.",
    ):
        assert words in said
    assert "It is a vessel." in said
    assert "Right spot" not in said, "before the last try nothing is given away"
    assert box.locator(".hs-ov path").count() == 0
    click(learner, box, (0.5, 0.9))
    said = check(box).inner_text()
    assert "Missed: Right spot." in said
    assert "2 marks were on none of the places to find." in said
    assert "Mark 3, at 50% across and 90% down, is not on any of the places" in said
    assert "Because it is so." in said
    assert box.locator(".hs-ov .line").count() == 2
    assert box.locator(".hs-name").all_inner_texts() == ["Left spot", "Right spot"]


# -- several marks --------------------------------------------------------------------------------


def test_click_sets_the_next_mark_and_a_click_near_one_chooses_it(learner: Learner) -> None:
    box = question(learner, "many")
    click(learner, box, (0.2, 0.2), (0.8, 0.2))
    expect(box.locator("[data-place]")).to_contain_text("Marks: 2 of 3.")
    click(learner, box, (0.21, 0.22))
    assert len(placed(box)) == 2
    expect(box.locator("[data-mark='0']")).to_have_attribute("aria-pressed", "true")
    press(learner, box, ["ArrowRight", "Control+ArrowDown", "Shift+ArrowLeft"])
    assert placed(box)[0] == pytest.approx((21.5, 30), abs=0.3)
    box.get_by_role("button", name="Remove marker").click()
    assert placed(box) == [pytest.approx((80, 20), abs=0.3)]


def test_more_marks_than_allowed_are_not_set(learner: Learner) -> None:
    box = question(learner, "many")
    click(learner, box, (0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.5, 0.8))
    assert len(placed(box)) == 3
    assert placed(box)[2] == pytest.approx((50, 80), abs=0.3), "the chosen one moves there"


def test_several_marks_by_keyboard_alone(learner: Learner) -> None:
    box = question(learner, "many")
    press(learner, box, [*keys([(16, 50), (84, 50)]), "Escape"])
    assert placed(box) == [(16, 50), (84, 50)]
    for _ in range(40):
        learner.page.keyboard.press("Tab")
        if box.locator("[type=submit]").evaluate("e => e === document.activeElement"):
            break
    learner.page.keyboard.press("Enter")
    expect(box.locator(".result-title")).to_have_text("Correct")


def test_buttons_and_sliders_set_several_marks(learner: Learner) -> None:
    box = question(learner, "many")
    across, down = box.locator("[data-axis]").all()
    for value in ("17", "83"):
        across.fill(value)
        down.fill("50")
        box.get_by_role("button", name="Place marker").click()
    assert placed(box) == [(17, 50), (83, 50)]
    box.get_by_role("button", name="Mark 1, 17% across").click()
    box.get_by_role("button", name="Move up").click()
    assert placed(box)[0] == (17, 48)
    expect(check(box)).to_contain_text("Correct")


def test_mark_is_dragged(learner: Learner) -> None:
    box = question(learner, "many")
    click(learner, box, (0.2, 0.2), (0.8, 0.2))
    start, end = places(box, [(0.2, 0.2), (0.4, 0.6)])
    mouse = learner.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=4)
    mouse.up()
    assert placed(box) == [pytest.approx((40, 60), abs=0.5), pytest.approx((80, 20), abs=0.5)]


def test_nothing_to_mark_takes_the_marks_away_and_gives_them_back(learner: Learner) -> None:
    box = question(learner, "many")
    click(learner, box, *SPOTS)
    none = box.get_by_role("button", name="No abnormality")
    none.click()
    assert placed(box) == []
    expect(box.locator("[data-place]")).to_contain_text("Your 2 marks were taken away")
    none.click()
    assert len(placed(box)) == 2
    none.click()
    click(learner, box, (0.5, 0.5))
    expect(none).to_have_attribute("aria-pressed", "false")
    assert len(placed(box)) == 1


# -- kept, enlarged, touched ----------------------------------------------------------------------


def test_marks_and_feedback_come_back(context: BrowserContext, own: Lms) -> None:
    learner = launch(context.new_page(), own)
    box = question(learner, "many")
    click(learner, box, SPOTS[0], (0.5, 0.15))
    check(box)
    click(learner, box, (0.5, 0.9))
    said, at = check(box).inner_text(), placed(box)
    expect(learner.frame.locator("#_status")).to_have_text("Sent")
    close(learner.page)
    learner = launch(context.new_page(), own)
    if learner.frame.get_by_role("button", name="Continue").count():
        learner.frame.get_by_role("button", name="Continue").click()
    box = question(learner, "many")
    expect(box.locator(".result")).to_be_visible()
    assert box.locator(".result").inner_text() == said
    assert placed(box) == at


def test_marks_are_set_in_the_enlarged_picture(learner: Learner) -> None:
    box = question(learner, "many")
    box.get_by_role("button", name="Enlarge").click()
    expect(learner.frame.locator("dialog.viewer")).to_be_visible()
    click(learner, box, *SPOTS)
    start, end = places(box, [SPOTS[0], (0.2, 0.45)])
    mouse = learner.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=4)
    mouse.up()
    assert placed(box)[0] == pytest.approx((20, 45), abs=0.5)
    expect(check(box)).to_contain_text("Correct")


@pytest.mark.parametrize("width", [320, 768])
def test_marks_are_set_with_a_finger(browser: Browser, own: Lms, width: int) -> None:
    learner = at_size(browser, own, width, 640, has_touch=True, is_mobile=True)
    box = question(learner, "many")
    tap(learner, box, *SPOTS)
    expect(box.locator("[data-place]")).to_contain_text("Marks: 2 of 3.")
    assert learner.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    stage = box.locator("[data-stage]")
    # Pans and pinches, as of the rest of the page.
    expect(stage).to_have_css("touch-action", "manipulation")
    box.get_by_role("button", name="Check answer").tap()
    expect(box.locator(".result-title")).to_have_text("Correct")
    learner.page.context.close()


def test_screen_reader_is_told_of_marks_and_buttons(learner: Learner) -> None:
    box = question(learner, "many")
    press(learner, box, keys([(16, 50)]))
    expect(learner.frame.locator("#_announce")).to_contain_text("Mark 1 placed at 16% across")
    tree = box.aria_snapshot()
    for words in (
        'group "Image area, cross at 16% across, 50% down"',
        'group "Marks on the image"',
        'button "Mark 1, 16% across, 50% down"',
        'group "Move the cross"',
        'slider "Across"',
        'button "No abnormality"',
    ):
        assert words in tree
    assert violations(learner) == []


# -- a picture that cannot be loaded --------------------------------------------------------------


@pytest.mark.parametrize("name", ["one", "round", "long"])
def test_picture_that_is_lost_leaves_the_list_and_can_be_tried_again(
    context: BrowserContext, own: Lms, name: str
) -> None:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    page.route("**/*.png", lambda route: route.abort())
    learner = launch(page, own)
    box = question(learner, name)
    box.scroll_into_view_if_needed()
    expect(box).to_contain_text("The image could not be loaded. You can answer from the list.")
    expect(box.locator("[data-route=list]")).to_be_visible()
    expect(box.get_by_role("button", name="Answer on the image instead")).to_have_count(0)
    assert violations(learner) == []
    click(learner, box, (0.5, 0.5))
    press(learner, box, ["Enter", "Enter"])
    assert placed(box) == []
    retry = box.get_by_role("button", name="Try again")
    retry.click()
    expect(learner.frame.locator("#_announce")).to_have_text("The image could not be loaded.")
    page.unroute("**/*.png")
    retry.click()
    expect(retry).to_have_count(0)
    expect(box.locator("[data-stage]")).to_be_focused()
    expect(box.locator("[data-route=list]")).to_be_hidden()
    click(learner, box, (0.5, 0.5))
    assert len(placed(box)) == 1


def test_answer_from_the_list_counts_while_the_picture_is_lost(
    context: BrowserContext, own: Lms
) -> None:
    page = context.new_page()
    page.route("**/*.png", lambda route: route.abort())
    learner = launch(page, own)
    box = question(learner, "one")
    expect(box.get_by_role("button", name="Try again")).to_be_visible()
    box.locator("[data-option='0'] label").click()
    expect(check(box)).to_contain_text("Correct")


# -- a double click -------------------------------------------------------------------------------


def test_second_click_on_check_chooses_no_option(learner: Learner) -> None:
    box = question(learner, "one")
    box.get_by_role("button", name="Answer from a list instead").click()
    button = box.locator("[type=submit]")
    option = box.locator("[data-option='1'] label")
    button.click()
    expect(box.locator(".error-summary")).to_be_focused()
    option.scroll_into_view_if_needed()
    button.click()
    option.hover()
    learner.page.mouse.down(click_count=2)
    learner.page.mouse.up(click_count=2)
    expect(box.locator("input:checked")).to_have_count(0)
    option.click()
    expect(box.locator("input:checked")).to_have_count(1)
