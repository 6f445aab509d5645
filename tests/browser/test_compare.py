"""Two pictures compared, windows and annotated pictures: by mouse, finger and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.learner import PATIENCE, settle
from tests.browser.pictures import served, write_course, write_pictures
from tests.browser.test_access import AXE, TAGS, TELL

SPOT = {"before": (40, 100), "after": (50, 100)}
"""Where the white spots are that `write_pictures` draws, of 400 × 300 pixels."""

COMPARE = """
id: pair
caption: Two pictures.
mode: {mode}
before:
  label: Before reduction
  image: images/a.png
  alt: A first picture.
  findings:
    - {{id: one, label: First spot, text: Left., shape: {{circle: {{c: [40, 100], r: 20}}}}}}
after:
  label: After reduction
  image: images/b.png
  alt: A second picture.
  findings:
    - {{id: two, label: Second spot, text: Moved., shape: {{circle: {{c: [50, 100], r: 20}}}}}}
credit: Drawn for a test
licence: CC0
"""

FIGURE = """
id: fig
image: images/a.png
annotated: images/b.png
window: Soft tissue
windows:
  - {name: Bone, image: images/c.png}
alt: A picture.
caption: In two windows, and annotated.
credit: Drawn for a test
licence: CC0
findings:
  - {id: spot, label: Spot, text: "In the list alone."}
  - {id: place, label: Place, text: Drawn., shape: {circle: {c: [40, 100], r: 20}}}
  - {id: other, label: Other, text: On a picture of its own., shape: {image: images/d.png}}
"""

MORE = """
id: more
image: images/a.png
annotated: images/b.png
window: Soft tissue
windows:
  - {name: Bone, image: images/c.png}
alt: A picture.
caption: A window for a finding, and lines that are in the pixels.
credit: Drawn for a test
licence: CC0
pixel_spacing: 0.2
scale_corner: top-right
findings:
  - {id: bony, label: Bony, text: In bone., window: Bone, shape: {circle: {c: [320, 90], r: 20}}}
  - {id: burnt, label: Burnt, text: Burned in., shape: {rect: [20, 150, 120, 120], drawn: false}}
"""

SIZES = [(1280, 800), (320, 640)]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The same blocks in a course that runs from the left and one that runs from the right."""
    root = tmp_path_factory.mktemp("compare")
    fences = [
        *(
            ("compare", COMPARE.format(mode=mode).replace("id: pair", f"id: {mode}"))
            for mode in ("slider", "switch", "side-by-side")
        ),
        ("figure", FIGURE),
        ("figure", MORE),
        (
            "compare",
            COMPARE.format(mode="slider")
            .replace("id: pair", "id: scaled\npixel_spacing: 0.2\nscale_corner: bottom-left")
            .replace(
                "label: After", "pixel_spacing: 0.4\n  scale_corner: top-right\n  label: After"
            ),
        ),
    ]
    for language in ("en-GB", "ar"):
        write_course(root / language, *fences, language=language)
        write_pictures(root / language, ["a.png", "b.png", "c.png", "d.png"])
    with served(root / "en-GB", root / "ltr") as ltr, served(root / "ar", root / "rtl") as rtl:
        yield {"ltr": ltr, "rtl": rtl}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def opened(page: Page, address: str, name: str) -> Locator:
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return page.locator(f"#fig_{name}")


def centre(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def stage(figure: Locator, side: int = 0) -> Locator:
    return figure.locator(".fig-screen .fig-stage").nth(side)


def seen_at(page: Page, figure: Locator, x: float, y: float = 0.9) -> str:
    """The file of the picture on top at a place of the pair, in shares of its size."""
    box = stage(figure).bounding_box()
    assert box is not None
    where = [box["x"] + x * box["width"], box["y"] + y * box["height"]]
    source: str = page.evaluate(
        "at => document.elementsFromPoint(...at).find(e => e.localName === 'img').src", where
    )
    return source.rpartition("/")[2][0]


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("mode", ["slider", "switch", "side-by-side"])
def test_findings_lie_where_they_were_drawn_in_every_mode(
    page: Page, addresses: dict[str, str], mode: str, direction: str, width: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    figure = opened(page, addresses[direction], mode)
    figure.locator("[data-do=toggle]").click()
    states: list[str | None] = [None] if mode == "side-by-side" else ["0", "100", "both"]
    for state in states:
        if state:
            figure.locator(f"[data-view='{state}']").click()
        settle(page)
        for side, (x, y) in enumerate(SPOT.values()):
            box = stage(figure, side).bounding_box()
            assert box is not None
            assert box["width"] / box["height"] == pytest.approx(400 / 300, rel=0.005)
            drawn = centre(stage(figure, side).locator(".fig-ov .line"))
            assert drawn[0] == pytest.approx(box["x"] + x / 400 * box["width"], abs=1)
            assert drawn[1] == pytest.approx(box["y"] + y / 300 * box["height"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width[0]


@pytest.mark.parametrize(("direction", "right"), [("ltr", "b"), ("rtl", "a")])
def test_divider_follows_the_range_by_keyboard_and_says_so_in_words(
    page: Page, addresses: dict[str, str], direction: str, right: str
) -> None:
    figure = opened(page, addresses[direction], "slider")
    left = "a" if right == "b" else "b"
    range_ = figure.locator(".cmp-range")
    assert range_.get_attribute("aria-valuetext") == "50% After reduction"
    assert (seen_at(page, figure, 0.4), seen_at(page, figure, 0.6)) == (left, right)
    range_.focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    assert range_.get_attribute("aria-valuetext") == "70% After reduction"
    between = 0.4 if direction == "ltr" else 0.6
    assert seen_at(page, figure, between) == "b"
    # The thumb goes the way of the arrow, and the divider with it.
    before = centre(figure.locator(".cmp-divider"))[0]
    page.keyboard.press("ArrowRight")
    assert centre(figure.locator(".cmp-divider"))[0] > before
    page.keyboard.press("Home")
    assert range_.get_attribute("aria-valuetext") == "Before reduction"
    page.keyboard.press("End")
    assert range_.get_attribute("aria-valuetext") == "After reduction"
    expect(figure.locator("[data-view='100']")).to_have_attribute("aria-pressed", "true")


def test_dragging_on_the_picture_moves_the_divider_and_toggles_nothing(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "slider")
    box = stage(figure).bounding_box()
    assert box is not None
    y = box["y"] + 0.8 * box["height"]
    page.mouse.move(box["x"] + 0.5 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], y + 3, steps=4)
    page.mouse.up()
    assert centre(figure.locator(".cmp-divider"))[0] == pytest.approx(
        box["x"] + 0.3 * box["width"], abs=4
    )
    expect(figure.locator("[data-do=toggle]")).to_have_attribute("aria-pressed", "false")
    page.mouse.click(box["x"] + 0.3 * box["width"], y)
    expect(figure.locator("[data-do=toggle]")).to_have_attribute("aria-pressed", "true")


def test_a_finger_drags_sideways_and_scrolls_upwards(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 600}, has_touch=True)
    page = context.new_page()
    figure = opened(page, addresses["ltr"], "slider")
    stage(figure).scroll_into_view_if_needed()
    box = stage(figure).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch(page, [(x - 12 * n, y) for n in range(9)])
    cut = centre(figure.locator(".cmp-divider"))[0]
    assert cut == pytest.approx(x - 96, abs=6)
    scrolled = page.evaluate("scrollY")
    touch(page, [(x, y - 15 * n) for n in range(9)])
    page.wait_for_function(f"scrollY > {scrolled} + 60")
    assert centre(figure.locator(".cmp-divider"))[0] == pytest.approx(cut, abs=1)
    expect(figure.locator("[data-do=toggle]")).to_have_attribute("aria-pressed", "false")
    context.close()


def touch(page: Page, points: list[tuple[float, float]]) -> None:
    """A finger that goes along ``points``, as the browser gets it from a screen."""
    wire = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(20)
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(100)
    settle(page)


@pytest.mark.parametrize("mode", ["slider", "switch"])
def test_finding_that_is_asked_for_brings_its_picture_to_the_front(
    page: Page, addresses: dict[str, str], mode: str
) -> None:
    figure = opened(page, addresses["ltr"], mode)
    figure.get_by_role("button", name="Show findings").click()
    figure.get_by_role("button", name="Second spot").click()
    assert seen_at(page, figure, 0.05) == "b"
    expect(figure.get_by_role("button", name="After reduction")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("ArrowUp")  # by the arrows in the list, too
    assert seen_at(page, figure, 0.95) == "a"
    figure.get_by_role("button", name="Previous finding").click()
    figure.get_by_role("button", name="Next finding").click()
    assert seen_at(page, figure, 0.05) == "b"


def test_numbers_go_on_from_the_first_picture_to_the_second(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "slider")
    figure.get_by_role("button", name="Show findings").click()
    assert figure.locator(".fig-findings .num").all_inner_texts() == ["1", "2"]
    assert stage(figure, 1).locator(".badge text").all_text_contents() == ["2"]


def test_side_by_side_stands_below_each_other_where_it_is_narrow(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "slider")
    figure.get_by_role("button", name="Side by side").click()
    boxes = [stage(figure, side).bounding_box() for side in (0, 1)]
    assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"]
    page.set_viewport_size({"width": 600, "height": 800})
    settle(page)
    boxes = [stage(figure, side).bounding_box() for side in (0, 1)]
    assert boxes[0] and boxes[1] and boxes[0]["y"] + boxes[0]["height"] < boxes[1]["y"]
    names = figure.locator(".cmp-name")
    for side in (0, 1):
        box, name = stage(figure, side).bounding_box(), names.nth(side).bounding_box()
        assert box and name and name["y"] + name["height"] <= box["y"] + 0.5
        assert box["y"] - name["y"] - name["height"] < 2


def test_label_of_a_picture_that_is_not_seen_is_not_seen(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "switch")
    names = figure.locator(".cmp-name")
    expect(names.nth(0)).to_be_visible()
    expect(names.nth(1)).to_be_hidden()
    figure.get_by_role("button", name="After reduction").click()
    expect(names.nth(0)).to_be_hidden()
    expect(names.nth(1)).to_be_visible()


def test_with_scripts_off_both_pictures_labels_overlays_and_findings_are_there(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["ltr"].replace("index", "page-one"))
    figure = page.locator("#fig_slider")
    tops = []
    for side in (0, 1):
        expect(stage(figure, side).locator("img")).to_be_visible()
        expect(stage(figure, side).locator(".fig-ov")).to_be_visible()
        expect(figure.locator(".cmp-name").nth(side)).to_be_visible()
        tops.append(centre(stage(figure, side))[1])
    assert tops[0] < tops[1]
    expect(figure.get_by_text("Moved.")).to_be_visible()
    stills = page.locator("#fig_fig .fig-still img")
    assert stills.count() == 3
    for still in stills.all():
        expect(still).to_be_visible()
    context.close()


# -- windows and annotated pictures -----------------------------------------------------------


def source(figure: Locator) -> str:
    address: str = stage(figure).locator("img").first.evaluate("e => e.src")
    return address.rpartition("/")[2][0]


def test_windows_change_the_picture_by_mouse_and_by_arrow_keys(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "fig")
    group = figure.get_by_role("group", name="Window")
    group.get_by_role("radio", name="Bone").click()
    page.wait_for_function("document.querySelector('#fig_fig .fig-stage img').src.match(/\\/c-/)")
    expect(figure.locator("[role=status]")).to_have_text("Window: Bone")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#fig_fig .fig-stage img').src.match(/\\/a-/)")
    expect(group.get_by_role("radio", name="Soft tissue")).to_be_checked()
    for label in figure.locator(".choice-of").all():
        box = label.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44


def test_window_that_cannot_be_loaded_is_said_in_words(
    page: Page, addresses: dict[str, str]
) -> None:
    page.route("**/c-*.png", lambda route: route.abort())
    figure = opened(page, addresses["ltr"], "fig")
    figure.get_by_role("radio", name="Bone").click()
    note = stage(figure).locator(".fig-note")
    expect(note).to_have_text("Bone could not be loaded. The other pictures work.")
    expect(stage(figure).locator("img").first).to_be_hidden()
    figure.get_by_role("radio", name="Soft tissue").click()
    expect(note).to_be_hidden()
    assert source(figure) == "a"
    page.unroute("**/c-*.png")
    figure.get_by_role("radio", name="Bone").click()  # tried again
    expect(note).to_be_hidden()
    page.wait_for_function("document.querySelector('#fig_fig .fig-stage img').src.match(/\\/c-/)")


def test_annotated_picture_is_shown_with_the_findings_and_that_of_one_with_it(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "fig")
    whole, one = stage(figure).locator(".fig-over").all()[::-1]
    if whole.get_attribute("data-f"):
        whole, one = one, whole
    expect(whole).to_be_hidden()
    figure.get_by_role("button", name="Show findings").click()
    expect(whole).to_be_visible()
    expect(one).to_be_hidden()
    assert whole.get_attribute("alt") == ""
    assert whole.bounding_box() == stage(figure).bounding_box()
    figure.get_by_role("button", name="Other").click()
    expect(one).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(whole).to_be_hidden()


def test_finding_of_a_figure_brings_its_window(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "more")
    figure.get_by_role("button", name="Next finding").click()
    expect(figure.get_by_role("radio", name="Bone")).to_be_checked()
    expect(figure.locator("[role=status]")).to_have_text(
        "Window: Bone. Finding 1 of 2: Bony. In bone."
    )
    page.wait_for_function(
        "document.querySelector('#fig_more .fig-screen img').src.includes('/c-')"
    )


def test_finding_that_is_not_drawn_is_numbered_and_can_be_tapped(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "more")
    figure.get_by_role("button", name="Show findings").click()
    drawn = stage(figure).locator("g[data-f=burnt]")
    expect(drawn.locator(".casing, .line")).to_have_count(0)
    expect(stage(figure).locator(".badge[data-f=burnt]")).to_be_visible()
    box = stage(figure).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 30 / 400, box["y"] + box["height"] * 160 / 300)
    expect(figure.get_by_role("button", name="Burnt")).to_have_attribute("aria-pressed", "true")


def test_scale_bar_stands_in_the_corner_that_was_chosen(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "more")
    box, bar = stage(figure).bounding_box(), figure.locator(".fig-scale").first.bounding_box()
    assert box and bar
    assert 0 < bar["y"] - box["y"] < 20
    assert 0 < box["x"] + box["width"] - bar["x"] - bar["width"] < 20
    figure.get_by_role("button", name="Enlarge").click()
    screen = page.locator("dialog .fig-screen").bounding_box()
    seen = page.locator("dialog .viewer-scale").bounding_box()
    assert screen and seen
    assert 0 < seen["y"] - screen["y"] < 80
    assert screen["x"] + screen["width"] - seen["x"] - seen["width"] < 20


def test_each_picture_of_a_comparison_has_its_own_scale(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "scaled")
    for side, across in ((0, 80), (1, 160)):
        bar = stage(figure, side).locator(".fig-scale")
        number, unit = bar.inner_text().split()
        said = float(number) * {"mm": 1, "cm": 10}[unit]
        wide, whole = bar.bounding_box(), stage(figure, side).bounding_box()
        assert wide and whole
        assert wide["width"] / whole["width"] * across == pytest.approx(said, rel=0.02)
    expect(figure.locator("figcaption")).to_contain_text("Before reduction: Scale: the bar is 2 cm")
    expect(figure.locator("figcaption")).to_contain_text("After reduction: Scale: the bar is 5 cm")
    figure.get_by_role("button", name="Enlarge").click()
    bars = page.locator("dialog .viewer-scale")
    expect(bars).to_have_count(0)  # two scales on each other: neither would be right
    page.locator("dialog").get_by_role("button", name="Side by side").click()
    expect(bars).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, addresses: dict[str, str], scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1024, "height": 768},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    opened(page, addresses["ltr"], "slider")
    for button in page.get_by_role("button", name="Show findings").all():
        button.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    settle(page)
    found = page.evaluate(TELL, TAGS)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    context.close()
