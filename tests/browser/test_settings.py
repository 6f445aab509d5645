"""What a learner chooses of the look: colours, size of text; and the frame at every size."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scorm_builder import build
from tests.browser.learner import Learner, launch, settle
from tests.browser.lms import Lms
from tests.browser.test_access import violations
from tests.courses import COURSE, page, write_course

LIGHT, DARK = "rgb(244, 246, 247)", "rgb(16, 20, 22)"
SIZES = [(320, 480), (600, 400), (760, 500), (1024, 680), (1280, 800), (1000, 3000)]


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(context.new_page(), lms)


def ground(learner: Learner) -> str:
    found: str = learner.frame.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


def choose(learner: Learner, name: str) -> None:
    panel = learner.frame.locator("#_settings")
    if panel.is_hidden():
        learner.frame.get_by_role("button", name="Settings", exact=True).click()
    panel.get_by_label(name, exact=True).check()


def kept(learner: Learner) -> str | None:
    found: str | None = learner.frame.evaluate("localStorage.getItem('scorm-builder-settings')")
    return found


@pytest.mark.parametrize("device", ["light", "dark"])
def test_colours_follow_the_device_until_the_learner_chooses(
    browser: Browser, lms: Lms, device: str
) -> None:
    context = browser.new_context(color_scheme=device)  # type: ignore[arg-type]
    learner = launch(context.new_page(), lms)
    own = DARK if device == "dark" else LIGHT
    assert ground(learner) == own
    for name, colour in (("Light", LIGHT), ("Dark", DARK), ("As on this device", own)):
        choose(learner, name)
        assert ground(learner) == colour, name
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    choose(learner, "Light")
    assert learner.frame.evaluate(scheme) == "light", "the browser's own controls too"
    context.close()


def test_choices_are_kept_for_the_next_launch_and_can_be_taken_back(
    learner: Learner, lms: Lms
) -> None:
    choose(learner, "Dark")
    choose(learner, "125%")
    assert kept(learner) == '{"scheme":"dark","text":"125"}'
    again = launch(learner.page, lms)
    assert ground(again) == DARK
    again.frame.get_by_role("button", name="Settings", exact=True).click()
    panel = again.frame.locator("#_settings")
    expect(panel.get_by_label("Dark", exact=True)).to_be_checked()
    expect(panel.get_by_label("125%")).to_be_checked()
    panel.get_by_role("button", name="Restore defaults").click()
    expect(panel.get_by_label("As on this device")).to_be_checked()
    expect(panel.get_by_label("100%")).to_be_checked()
    assert (ground(again), kept(again)) == (LIGHT, None)


def test_choices_hold_on_every_page_where_nothing_can_be_kept(
    context: BrowserContext, lms: Lms
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }})"
    )
    learner = launch(context.new_page(), lms)
    choose(learner, "Dark")
    learner.next()
    assert ground(learner) == DARK
    learner.take_page(True)


@pytest.mark.parametrize("stored", ["{", "null", "[]", '{"scheme":"<b>","text":7,"print":"both"}'])
def test_what_is_not_ours_in_the_storage_is_left_alone(
    context: BrowserContext, lms: Lms, stored: str
) -> None:
    context.add_init_script(f"localStorage.setItem('scorm-builder-settings', '{stored}')")
    learner = launch(context.new_page(), lms)
    data = learner.frame.evaluate("({...document.documentElement.dataset})")
    assert set(data) <= {"ready"}
    assert ground(learner) == LIGHT


def test_choices_hold_before_the_players_script_has_come(context: BrowserContext, lms: Lms) -> None:
    """Who reads in the dark is not shown a white page first."""
    context.add_init_script(
        """localStorage.setItem('scorm-builder-settings', '{"scheme":"dark","text":"150"}')"""
    )
    page = context.new_page()
    page.route("**/assets/player-*.js", lambda route: route.abort())
    page.goto(f"{lms.origin}/course/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"


def test_panel_by_keyboard_alone(learner: Learner) -> None:
    press = learner.page.keyboard.press
    button = learner.frame.get_by_role("button", name="Settings", exact=True)
    panel = learner.frame.get_by_role("region", name="Settings")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    press("Tab")
    expect(panel.get_by_label("As on this device")).to_be_focused()
    press("ArrowDown")
    press("ArrowDown")
    expect(panel.get_by_label("Dark", exact=True)).to_be_checked()
    assert ground(learner) == DARK
    press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    assert violations(learner) == []
    press("Enter")
    assert violations(learner) == [], "with the panel open"
    panel.get_by_role("button", name="Close settings").focus()
    press("Enter")
    expect(button).to_be_focused()


def test_settings_stand_in_one_place_on_every_page(learner: Learner) -> None:
    places = set()
    for name in ("osteoarthritis-knee", "final-assessment", "_credits", "_results"):
        learner.frame.locator(f".contents a[data-page='{name}']").click()
        learner.frame.locator(f".contents a[data-page='{name}'][aria-current]").wait_for()
        box = learner.frame.get_by_role("button", name="Settings", exact=True).bounding_box()
        assert box is not None
        places.add((box["x"], box["y"], box["width"], box["height"]))
    assert len(places) == 1


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("size", ["100%", "150%"])
def test_frame_fits_every_size_with_the_panel_open(
    browser: Browser, lms: Lms, width: int, height: int, size: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    learner = launch(context.new_page(), lms)
    choose(learner, size)
    settle(learner.frame)
    wide = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    found, room = learner.frame.evaluate(wide)
    assert found <= room
    cut = learner.frame.evaluate(
        """() => [...document.querySelectorAll('.masthead *, #_settings :is(label, button)')]
          .filter(e => e.offsetParent && !e.closest('svg'))
          .map(e => [e.textContent.trim(), e.getBoundingClientRect(), e.scrollWidth, e])
          .filter(([, b, w, e]) => b.left < -0.5 || b.right > innerWidth + 0.5
            || (w > b.width + 1 && getComputedStyle(e).position !== 'absolute')
            || (e.matches('label, button') && b.height < 44))
          .map(([t, b]) => [t.slice(0, 30), b.width, b.height])"""
    )
    assert cut == []
    masthead = learner.frame.locator(".masthead").bounding_box()
    assert masthead is not None
    if size == "100%":
        assert masthead["height"] <= max(110, height / 4), "most of the frame is for the page"
    context.close()


def test_pictures_are_the_same_in_every_scheme(learner: Learner) -> None:
    shown = []
    for name in ("Light", "Dark"):
        choose(learner, name)
        picture = learner.frame.locator(".fig-stage img").first
        picture.scroll_into_view_if_needed()
        picture.evaluate("e => e.decode()")
        style = (
            "e => { const s = getComputedStyle(e); return [s.filter, s.opacity, s.mixBlendMode] }"
        )
        assert picture.evaluate(style) == ["none", "1", "normal"]
        shot = picture.screenshot(animations="disabled")
        with Image.open(io.BytesIO(shot)) as image:
            inset = (8, 8, image.width - 8, image.height - 8)  # its corners are rounded
            shown.append(image.convert("RGB").crop(inset).tobytes())
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("today", "overdue"), [("2026-03-31T20:00:00", False), ("2026-04-01T00:10:00", True)]
)
def test_review_is_called_overdue_from_the_day_after_it_was_due(
    context: BrowserContext, tmp_path: Path, today: str, overdue: bool
) -> None:
    dates = "reviewed: 2025-01-01\nnext_review: 2026-03-31"
    files = {
        "course.yaml": COURSE + "show_overdue: true\n",
        "pages/one.md": page("\nText.\n", dates),
    }
    package = build(write_course(tmp_path, files), out=tmp_path / "dist").path
    context.clock.set_fixed_time(today)
    opened: Page = context.new_page()
    with Lms(package) as lms:
        opened.goto(f"{lms.origin}/course/index.html")
        opened.locator("html[data-ready]").wait_for()
        assert opened.get_by_text("Review overdue", exact=True).is_visible() == overdue


def test_forced_colours_show_what_is_chosen(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(forced_colors="active")
    learner = launch(context.new_page(), lms)
    choose(learner, "150%")
    field = learner.frame.get_by_label("150%")
    assert field.evaluate("e => getComputedStyle(e).appearance") == "auto"
    assert (
        learner.frame.locator("#_settings").evaluate("e => getComputedStyle(e).borderBottomStyle")
        == "solid"
    )
    context.close()


@pytest.mark.parametrize("name", ["Light", "Dark"])
def test_more_contrast_is_given_in_the_scheme_that_was_chosen(
    browser: Browser, lms: Lms, name: str
) -> None:
    context = browser.new_context(contrast="more", color_scheme="light")
    learner = launch(context.new_page(), lms)
    choose(learner, name)
    line, edge, muted, text = learner.frame.evaluate(
        """() => { const s = getComputedStyle(document.documentElement);
          const status = getComputedStyle(document.querySelector('#_status')).color;
          return ['--line', '--edge'].map(n => s.getPropertyValue(n))
            .concat(status, getComputedStyle(document.body).color) }"""
    )
    assert (line, edge) == (("#59666e", "#44525b") if name == "Light" else ("#93a3ac", "#c3d0d6"))
    assert muted == text
    context.close()
