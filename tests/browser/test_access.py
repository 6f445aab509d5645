"""For everyone: by keyboard alone, by assistive technology, in small frames and large text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.learner import Learner, close, launch, settle
from tests.browser.lms import ROOT, Lms

AXE = ROOT / "player" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block", "target-size"]
"""What colours can break: all other rules look at what is the same in every scheme."""
TELL = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
"""What axe has against a document; what it has nothing against would be told at length."""
PAGES = [
    "soft-tissue-calcification",
    "osteoarthritis-knee",
    "erosive-arthritis",
    "sacroiliitis-mri",
    "wrist-ultrasound",
    "distal-radius-fracture",
    "tibial-plateau-fracture",
    "shoulder-dislocation",
    "final-assessment",
]


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def violations(learner: Learner, rules: list[str] = TAGS) -> list[str]:
    """What axe finds in the course's frame, by tags of rules or by rules: rule and element."""
    if not learner.frame.evaluate("typeof axe !== 'undefined'"):
        learner.frame.evaluate(AXE.read_text(encoding="utf-8"))
    settle(learner.frame)  # half faded, a colour is another
    found = learner.frame.evaluate(TELL, rules)
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def in_both(learner: Learner) -> list[str]:
    """What axe finds in the light, by all rules, and in the dark."""
    found = violations(learner)
    learner.page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {each}" for each in violations(learner, COLOURS)]
    learner.page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page_in_any_state(browser: Browser, lms: Lms, name: str) -> None:
    context = browser.new_context(
        viewport={"width": 1024, "height": 768}, color_scheme="light", reduced_motion="reduce"
    )
    learner = launch(context.new_page(), lms)
    if learner.here != name:
        learner.goto(name)
    assert in_both(learner) == [], "as it opens"
    for button in learner.frame.get_by_role("button", name="Show findings").all():
        button.click()
    for question in learner.open():
        learner.check(question)
    assert in_both(learner) == [], "with findings shown and errors"
    for number, question in enumerate(learner.open()):
        learner.choose(question, False, on_picture=number % 2 == 0)
        learner.check(question)
    assert in_both(learner) == [], "after a wrong try"
    for question in learner.asked():
        learner.unfold(question)
        if learner.box(question).locator("[type=submit]").is_visible():
            learner.choose(question, True)
            learner.check(question)
    assert in_both(learner) == [], "with answers"
    context.close()


def test_axe_finds_nothing_on_the_results_the_resume_dialog_and_after_exit(
    context: BrowserContext, lms: Lms
) -> None:
    learner = launch(context.new_page(), lms)
    learner.take_course(assessment=False)
    assert violations(learner) == []
    learner.goto("osteoarthritis-knee")
    close(learner.page)
    learner = launch(context.new_page(), lms)
    expect(learner.frame.get_by_role("dialog")).to_be_visible()
    assert violations(learner) == []
    learner.frame.get_by_role("button", name="Continue").click()
    learner.frame.get_by_role("button", name="Save and exit").click()
    assert violations(learner) == []


def test_axe_finds_a_planted_fault(page: Page, lms: Lms) -> None:
    """The check can fail, and the dark is looked at."""
    learner = launch(page, lms)
    faint = "@media (prefers-color-scheme: dark) { p { color: #222 !important } }"
    learner.frame.add_style_tag(content=faint)
    found = in_both(learner)
    assert found != []
    assert all(each.startswith("in the dark: color-contrast") for each in found)
    learner.frame.evaluate("document.querySelector('#_page img').removeAttribute('alt')")
    assert any(found.startswith("image-alt") for found in violations(learner))


FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const label = e.labels && e.labels.length ? getComputedStyle(e.labels[0], '::after') : null;
  const ring = [style, label].some(s => s && (
    (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'));
  return {
    key: e.dataset.stop || (e.dataset.stop = String(window.stops = (window.stops || 0) + 1)),
    name: (e.getAttribute('aria-label') || e.textContent || e.id).trim().slice(0, 60),
    role: e.getAttribute('role') || e.tagName.toLowerCase(),
    figure: e.closest('figure')?.id || '', list: !!e.closest('.fig-findings'),
    question: e.closest('[data-question]')?.dataset.question || '',
    inside: box.bottom > 0 && box.top < innerHeight, width: box.width, height: box.height, ring,
  };
}"""


def walk(learner: Learner) -> Iterator[dict]:
    """Tab from the top of the page to its end; what has the focus at each stop."""
    learner.frame.evaluate("document.querySelector('.skip').focus()")
    learner.page.keyboard.press("Tab")
    learner.page.keyboard.press("Shift+Tab")  # so that the focus came by keyboard
    seen = set()
    for _ in range(400):
        stop = learner.frame.evaluate(FOCUSED)
        if stop is None or stop["key"] in seen:
            return
        seen.add(stop["key"])
        yield stop
        learner.page.keyboard.press("Tab")
    pytest.fail("the walk does not end")


@pytest.mark.parametrize("name", ["soft-tissue-calcification", "osteoarthritis-knee"])
def test_the_whole_page_can_be_walked_by_keyboard(page: Page, lms: Lms, name: str) -> None:
    learner = launch(page, lms)
    if learner.here != name:
        learner.goto(name)
    stops = list(walk(learner))
    assert all(stop["inside"] for stop in stops), "the focus stays in view"
    assert [s for s in stops if not s["ring"]] == [], "the focus can be seen"
    figures = {stop["figure"] for stop in stops if stop["figure"]}
    assert len(figures) == learner.frame.locator("#_page .fig-marked").count()
    for figure in figures:
        mine = [stop for stop in stops if stop["figure"] == figure]
        assert sum(stop["list"] for stop in mine) <= 1, "the list is one stop"
        assert len(mine) <= 5, "toolbar and list"
    assert {s["question"] for s in stops if s["question"]} == {
        question["id"] for question in learner.questions()
    }
    assert any("Next page" in stop["name"] for stop in stops), "the end is reached"


def test_figure_by_keyboard_alone(page: Page, lms: Lms) -> None:
    """Show, step through all, pin one, hide; the status says each, once."""
    learner = launch(page, lms)
    figure = learner.frame.locator(".fig-marked").first
    toggle = figure.get_by_role("button", name="Show findings")
    status = figure.get_by_role("status")
    findings = figure.locator(".fig-finding")
    count = findings.count()
    toggle.focus()
    page.keyboard.press("Space")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(toggle).to_have_text(re.compile("Show findings"))
    expect(status).to_have_text(f"{count} findings shown")
    following = figure.get_by_role("button", name="Next finding")
    following.focus()
    for number in range(1, count + 1):
        page.keyboard.press("Enter")
        expect(status).to_contain_text(f"Finding {number} of {count}:")
    page.keyboard.press("Enter")
    expect(status).to_have_text("End of findings")
    expect(following).to_be_focused()
    findings.first.focus()
    page.keyboard.press("End")
    expect(findings.nth(count - 1)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(findings.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(findings.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(findings.nth(1)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(status).to_have_text("Findings hidden")
    expect(figure.locator(".fig-findings")).to_be_hidden()


def test_choice_by_keyboard_alone(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    question = next(q for q in learner.questions() if q["kind"] == "choice")
    box = learner.box(question)
    check = box.get_by_role("button", name="Check answer")
    check.focus()
    page.keyboard.press("Enter")
    expect(box).to_contain_text("There is a problem")
    expect(page).to_have_title("LMS")
    assert learner.frame.title().startswith("Error: ")
    box.locator("input").first.focus()
    page.keyboard.press("Space")
    for _ in range(question["correct"][0]):
        page.keyboard.press("ArrowDown")
    assert learner.result(question) == "", "choosing is not answering"
    page.keyboard.press("Enter")
    expect(box.locator("[data-result]")).to_contain_text("Correct")
    focused = learner.frame.evaluate("document.activeElement.textContent")
    assert "Correct" in focused, "the focus is on the feedback"
    assert not learner.frame.title().startswith("Error: ")


def test_hotspot_by_keyboard_in_at_most_forty_keys(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.goto("osteoarthritis-knee")
    question = next(q for q in learner.questions() if q["kind"] == "hotspot")
    corners, (width, height) = question["targets"][0]["polygons"][0], question["size"]
    x = sum(c[0] for c in corners) / len(corners) / width * 100
    y = sum(c[1] for c in corners) / len(corners) / height * 100
    stage = learner.box(question).locator("[data-stage]")
    stage.locator("[tabindex='0']").or_(stage).first.focus()
    keys = ["Enter"]
    for part, (less, more) in ((x, ("ArrowLeft", "ArrowRight")), (y, ("ArrowUp", "ArrowDown"))):
        away = part - 50
        key = more if away > 0 else less
        keys += [f"Control+{key}"] * int(abs(away) // 10) + [key] * round(abs(away) % 10 / 2)
    keys.append("Enter")
    assert len(keys) <= 40
    for key in keys:
        page.keyboard.press(key)
    learner.check(question)
    expect(learner.box(question).locator("[data-result]")).to_contain_text("Correct")


def test_both_routes_of_a_hotspot_score_the_same(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.goto("osteoarthritis-knee")
    question = next(q for q in learner.questions() if q["kind"] == "hotspot")
    learner.answer(question, True)
    expect(learner.box(question).locator("[data-result]")).to_contain_text("Correct")


SIZES = [(320, 480), (375, 700), (600, 400), (760, 500), (1024, 768), (1280, 800)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("text", ["100%", "200%"])
def test_nothing_is_cut_or_scrolls_sideways(
    browser: Browser, lms: Lms, width: int, height: int, text: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    learner = launch(context.new_page(), lms)
    for name in ("soft-tissue-calcification", "osteoarthritis-knee"):
        if learner.here != name:
            learner.frame.evaluate("n => { location.hash = n }", name)
            expect(learner.frame.locator(f"article[data-page='{name}']")).to_be_visible()
        learner.frame.evaluate("t => { document.documentElement.style.fontSize = t }", text)
        for button in learner.frame.get_by_role("button", name="Show findings").all():
            button.click()
        settle(learner.frame)
        wide = learner.frame.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide[0] <= wide[1]
        small = learner.frame.evaluate(
            """() => [...document.querySelectorAll('button, input:not([type=range]), summary')]
              .filter(e => e.offsetParent && !e.closest('.visually-hidden'))
              .map(e => e.labels && e.labels.length ? e.labels[0] : e)
              .map(e => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
              .filter(([, b]) => b.height < 24 || b.width < 24 || b.right > innerWidth + 0.5)
              .map(([t, b]) => [t, b.width, b.height, b.right])"""
        )
        assert small == []
    context.close()


@pytest.mark.parametrize(("width", "height"), [(320, 480), (600, 400), (1024, 768), (1440, 900)])
def test_pictures_keep_their_ratio_and_overlays_their_place(
    browser: Browser, lms: Lms, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    learner = launch(context.new_page(), lms)
    learner.frame.get_by_role("button", name="Show findings").first.click()
    measured = learner.frame.evaluate(
        """async () => {
          const fig = document.querySelector('.fig-marked');
          const img = fig.querySelector('img'), svg = fig.querySelector('svg.fig-ov');
          await img.decode();
          const box = img.getBoundingClientRect(), view = svg.viewBox.baseVal;
          const path = svg.querySelector('path');
          const point = path.getPointAtLength(0), at = point.matrixTransform(path.getScreenCTM());
          return {ratio: box.width / box.height, natural: img.naturalWidth / img.naturalHeight,
            view: [view.width, view.height], size: [img.naturalWidth, img.naturalHeight],
            dx: at.x - (box.left + point.x / img.naturalWidth * box.width),
            dy: at.y - (box.top + point.y / img.naturalHeight * box.height)};
        }"""
    )
    assert measured["ratio"] == pytest.approx(measured["natural"], rel=0.005)
    assert measured["view"] == measured["size"]
    assert abs(measured["dx"]) < 1
    assert abs(measured["dy"]) < 1
    context.close()


def test_tap_shows_and_a_second_tap_hides(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700}, has_touch=True)
    learner = launch(context.new_page(), lms)
    figure = learner.frame.locator(".fig-marked").first
    toggle = figure.get_by_role("button", name="Show findings")
    picture = figure.locator(".fig-stage")
    picture.scroll_into_view_if_needed()
    for _ in range(3):
        picture.tap(position={"x": 8, "y": 8})
        expect(toggle).to_have_attribute("aria-pressed", "true")
        picture.tap(position={"x": 8, "y": 8})
        expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(figure).to_contain_text("Tap the image")
    context.close()


def test_wheel_over_a_picture_scrolls_the_page(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    picture = learner.frame.locator(".fig-stage").first
    picture.scroll_into_view_if_needed()
    picture.hover()
    before = learner.frame.evaluate("scrollY")
    page.mouse.wheel(0, 200)
    learner.frame.wait_for_function("y => scrollY === y", arg=before + 200)
