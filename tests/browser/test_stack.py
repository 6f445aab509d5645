"""A stack of slices and a loop: by mouse, wheel, finger and keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.learner import PATIENCE, settle
from tests.browser.pictures import served, write_course, write_pictures
from tests.browser.test_access import AXE, TAGS, TELL
from tests.browser.test_compare import centre, opened, stage, touch

STACK = """
id: stack
images: images/soft-*.png
window: Soft tissue
windows:
  - {name: Bone, images: "images/bone-*.png"}
start: 2
alt: Twelve slices.
caption: A stack.
credit: Drawn for a test
licence: CC0
findings:
  - id: early
    label: Early
    text: On two slices.
    slices: [2, 3]
    shape: {circle: {c: [50, 100], r: 20}}
  - id: late
    label: Late
    text: On three slices.
    slices: [8, 10]
    shape: {circle: {c: [120, 100], r: 20}}
  - {id: always, label: Always, text: "On every slice.", role: normal, shape: {point: [300, 200]}}
"""

BUSY = """
id: busy
images: images/soft-*.png
window: Soft tissue
windows:
  - {name: Bone, images: "images/bone-*.png"}
alt: Twelve slices.
caption: Findings that share slices.
credit: Drawn for a test
licence: CC0
findings:
  - {id: a, label: Aaa, text: A., slices: [2, 4], shape: {point: [40, 40]}}
  - {id: b, label: Bbb, text: B., slices: [3, 5], window: Bone, shape: {point: [120, 40]}}
  - {id: c, label: Ccc, text: C., slices: [3, 5], role: normal, shape: {point: [200, 40]}}
  - {id: d, label: Ddd, text: D., slices: [5, 8], window: Soft tissue, shape: {point: [40, 90]}}
  - {id: e, label: Eee, text: E., slices: [3, 5], role: normal, shape: {point: [280, 40]}}
"""

LOOP = """
id: loop
images: images/frame-*.png
rate: 10
alt: Five frames.
caption: A loop.
credit: Drawn for a test
licence: CC0
"""

ONCE = LOOP.replace("id: loop", "id: once\nloop: false\nstart: 1")
TOTAL = 12


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    root = tmp_path_factory.mktemp("stack")
    names = [f"{kind}-{n}.png" for kind in ("soft", "bone") for n in range(1, TOTAL + 1)]
    for language in ("en-GB", "ar"):
        fences = (("stack", STACK), ("stack", LOOP), ("stack", ONCE), ("stack", BUSY))
        write_course(root / language, *fences, language=language)
        write_pictures(root / language, [*names, *(f"frame-{n}.png" for n in range(1, 6))])
    with served(root / "en-GB", root / "ltr") as ltr, served(root / "ar", root / "rtl") as rtl:
        yield {"ltr": ltr, "rtl": rtl}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def where(figure: Locator) -> str:
    return figure.locator(".stk-at").inner_text()


def shown(figure: Locator) -> str:
    """Name of the picture on the stage: ``soft-2``."""
    address: str = stage(figure).locator("img").first.evaluate("e => e.src")
    return "-".join(address.rpartition("/")[2].split("-")[:2])


def shows(figure: Locator, name: str) -> None:
    """Wait until a picture is on the stage, whole."""
    figure.page.wait_for_function(
        "([id, name]) => { const e = document.querySelector(id + ' .fig-screen img');"
        " return e.src.includes('/' + name + '-') && e.complete && e.naturalWidth }",
        arg=[f"#{figure.get_attribute('id')}", name],
    )


def test_range_buttons_and_keys_go_through_the_slices(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    range_ = figure.get_by_role("slider", name="Slice")
    assert (where(figure), shown(figure)) == ("Slice 2 of 12", "soft-2")
    range_.focus()
    for key, number in [
        ("ArrowUp", 3),
        ("PageUp", 8),
        ("PageUp", 12),
        ("PageDown", 7),
        ("Home", 1),
        ("End", 12),
        ("ArrowDown", 11),
    ]:
        page.keyboard.press(key)
        assert where(figure) == f"Slice {number} of 12"
        assert range_.get_attribute("aria-valuetext") == where(figure)
        shows(figure, f"soft-{number}")
    figure.get_by_role("button", name="Next slice").click()
    expect(figure.locator("[role=status]")).to_have_text("Slice 12 of 12")
    figure.get_by_role("button", name="Next slice").click()
    assert where(figure) == "Slice 12 of 12"
    figure.get_by_role("button", name="Previous slice").click()
    shows(figure, "soft-11")


def test_only_the_first_slice_is_loaded_until_the_stack_is_used(
    page: Page, addresses: dict[str, str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    figure = opened(page, addresses["ltr"], "stack")
    page.wait_for_load_state("networkidle")
    slices = {name for name in asked if name.startswith(("soft", "bone"))}
    assert "soft-2" in {name.rpartition("-")[0] for name in slices}
    # How far ahead of the view it loads what stands below is for the browser to say.
    below = page.locator(".fig-screen img").evaluate_all("all => all.map(e => e.src)")
    assert slices <= {address.rpartition("/")[2] for address in below}
    figure.get_by_role("button", name="Next slice").click()
    page.wait_for_function(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/soft-')).length"
        f" === {TOTAL}"
    )
    order = [int(name.split("-")[1]) for name in asked if name.startswith("soft-")]
    assert sorted(order) == list(range(1, TOTAL + 1))
    assert set(order[:5]) <= {1, 2, 3, 4, 5, 6}, "the nearest come first"
    assert not [name for name in asked if name.startswith("bone")]


def test_wheel_scrolls_the_page_until_the_stack_is_activated(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    stage(figure).hover(position={"x": 10, "y": 200})
    page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY === 100")
    assert where(figure) == "Slice 2 of 12"
    figure.locator("[data-do=toggle]").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    stage(figure).click(position={"x": 10, "y": 200})
    hint = "Scrolling changes slices. Press Escape to release."
    expect(figure.get_by_text(hint).first).to_be_visible()
    assert "is-scrolling" in (stage(figure).get_attribute("class") or "")
    for _ in range(3):
        page.mouse.wheel(0, 100)
    page.wait_for_function("document.querySelector('.stk-at').textContent === 'Slice 5 of 12'")
    page.mouse.wheel(0, -100)
    page.wait_for_function("document.querySelector('.stk-at').textContent === 'Slice 4 of 12'")
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("ArrowUp")  # the click has put the focus on the range input
    assert where(figure) == "Slice 5 of 12"
    page.keyboard.press("Escape")
    assert "is-scrolling" not in (stage(figure).get_attribute("class") or "")
    page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY === 100")
    assert where(figure) == "Slice 5 of 12"


def test_escape_releases_first_and_hides_the_findings_later(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    toggle = figure.get_by_role("button", name="Show findings")
    toggle.click()
    figure.get_by_role("button", name="Scroll through slices").click()
    expect(figure.locator("[data-scroll]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(figure.locator("[data-scroll]")).to_have_attribute("aria-pressed", "false")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(toggle).to_have_attribute("aria-pressed", "false")


def test_click_elsewhere_releases(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    figure.get_by_role("button", name="Scroll through slices").click()
    page.locator("h1").click()
    expect(figure.locator("[data-scroll]")).to_have_attribute("aria-pressed", "false")


def test_finger_swipes_the_page_and_once_tapped_the_slices(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 640}, has_touch=True)
    page = context.new_page()
    figure = opened(page, addresses["ltr"], "stack")
    stage(figure).scroll_into_view_if_needed()
    x, y = centre(stage(figure))
    up = [(x, y + 60 - 12 * n) for n in range(11)]
    touch(page, up)
    page.wait_for_function("scrollY > 60")
    assert where(figure) == "Slice 2 of 12"
    page.evaluate("scrollTo(0, 0)")
    stage(figure).scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    x, y = centre(stage(figure))
    page.touchscreen.tap(x, y)
    hint = "Swiping changes slices. Tap the image again to release."
    expect(figure.locator("[data-scroll-hint]")).to_have_text(hint)
    touch(page, [(x, y + 60 - 12 * n) for n in range(11)])
    assert int(where(figure).split()[1]) > 4
    assert page.evaluate("scrollY") == scrolled
    at = where(figure)
    page.wait_for_timeout(400)  # sooner it would be a double tap
    page.touchscreen.tap(x, y)
    expect(figure.locator("[data-scroll]")).to_have_attribute("aria-pressed", "false")
    assert where(figure) == at
    context.close()


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_findings_are_drawn_on_their_slices_alone_and_where_they_belong(
    page: Page, addresses: dict[str, str], direction: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    figure = opened(page, addresses[direction], "stack")
    figure.locator("[data-do=toggle]").click()
    range_ = figure.locator(".stk-track input")
    box = stage(figure).bounding_box()
    assert box is not None
    for number in range(1, TOTAL + 1):
        range_.evaluate(
            "(e, n) => { e.value = n; e.dispatchEvent(new Event('input', {bubbles: true})) }",
            number,
        )
        for finding, slices, spot in [("early", (2, 3), (50, 100)), ("late", (8, 10), (120, 100))]:
            line = stage(figure).locator(f"g[data-f={finding}] .line")
            badge = stage(figure).locator(f".badge[data-f={finding}]")
            if not slices[0] <= number <= slices[1]:
                expect(line).to_be_hidden()
                expect(badge).to_be_hidden()
                continue
            expect(badge).to_be_visible()
            x, y = centre(line)
            assert x == pytest.approx(box["x"] + spot[0] / 400 * box["width"], abs=1)
            assert y == pytest.approx(box["y"] + spot[1] / 300 * box["height"], abs=1)
        expect(stage(figure).locator(".badge[data-f=always]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_each_finding_is_on_the_stage_once(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    for finding in ("early", "late", "always"):
        for layer in ("g", ".badge", ".fig-plate"):
            assert stage(figure).locator(f"{layer}[data-f={finding}]").count() == 1
    numbers = stage(figure).locator(".badge text").all_text_contents()
    assert sorted(numbers) == ["1", "2", "3"]


def test_finding_in_the_list_jumps_to_its_slice_by_click_and_by_arrow(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    figure.get_by_role("button", name="Show findings").click()
    figure.get_by_role("button", name="Late").click()
    assert where(figure) == "Slice 9 of 12"
    shows(figure, "soft-9")
    expect(figure.get_by_text("Slices 8 to 10")).to_be_visible()
    expect(stage(figure).locator("g[data-f=late].is-on")).to_be_visible()
    page.keyboard.press("ArrowDown")  # on every slice: it stays where it is
    assert where(figure) == "Slice 9 of 12"
    page.keyboard.press("Home")
    assert where(figure) == "Slice 2 of 12"
    figure.get_by_role("button", name="Late").hover()  # the mouse alone goes nowhere
    assert where(figure) == "Slice 2 of 12"


def test_enlarging_stays_on_the_slice_and_slices_can_be_changed_there(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    figure.get_by_role("button", name="Show findings").click()
    for _ in range(3):
        figure.get_by_role("button", name="Next slice").click()
    figure.get_by_role("button", name="Enlarge").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert where(figure) == "Slice 5 of 12"
    figure.get_by_role("button", name="Next slice").click()
    shows(figure, "soft-6")
    figure.get_by_role("button", name="Scroll through slices").click()
    page.keyboard.press("Escape")  # releases the wheel, and leaves the picture large
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert where(figure) == "Slice 6 of 12"


def test_marks_beside_the_range_say_where_findings_are_once_they_are_shown(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    marks = figure.locator(".stk-marks span")
    expect(marks).to_have_count(2)  # the one on every slice has none
    expect(marks.first).to_be_hidden()
    figure.get_by_role("button", name="Show findings").click()
    expect(marks.first).to_be_visible()
    track = figure.locator(".stk-track").bounding_box()
    assert track is not None
    inner = track["width"] - 16
    middle = track["x"] + 8 + inner * 8 / 11
    assert centre(marks.nth(1))[0] == pytest.approx(middle, abs=2)


def test_marks_of_findings_that_share_slices_stand_in_rows(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "busy")
    figure.get_by_role("button", name="Show findings").click()
    boxes = [mark.bounding_box() for mark in figure.locator(".stk-marks span").all()]
    a, b, c, d = (box for box in boxes if box)  # the last two look alike: one mark
    assert a["y"] < b["y"] < c["y"], "three share slices"
    assert d["y"] == a["y"], "it begins where the first has ended"
    track = figure.locator(".stk-track").bounding_box()
    slider = figure.locator("input[type=range]").bounding_box()
    assert track and slider
    assert c["y"] + c["height"] <= track["y"] + track["height"]
    assert slider["height"] >= 44


def checked(figure: Locator) -> str:
    return figure.locator("[data-choice$=_w] input:checked + label").inner_text()


def test_finding_brings_its_window_when_it_is_chosen_and_not_when_it_is_hovered(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "busy")
    figure.get_by_role("button", name="Show findings").click()
    wanted = figure.get_by_role("button", name="Bbb")
    expect(wanted).to_contain_text("Bone window")
    wanted.hover()
    page.wait_for_timeout(300)
    assert checked(figure) == "Soft tissue"
    wanted.click()
    shows(figure, "bone-4")
    assert checked(figure) == "Bone"
    said = figure.locator("[role=status]")
    expect(said).to_have_text("Window: Bone. Finding 2 of 5: Bbb. B.")
    figure.get_by_role("button", name="Next finding").click()
    expect(said).to_have_text("Finding 3 of 5: Ccc. C.")
    assert checked(figure) == "Bone", "it does not ask for one"
    figure.get_by_role("button", name="Next finding").click()
    shows(figure, "soft-6")
    expect(said).to_have_text("Window: Soft tissue. Finding 4 of 5: Ddd. D.")
    figure.get_by_role("button", name="Ddd").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    shows(figure, "bone-3")


def test_with_scripts_off_a_finding_is_seen_in_its_window(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["ltr"].replace("index.html", "page-one.html"))
    still = page.locator("#fig_busy .fig-still", has=page.locator("g[data-f=b]"))
    expect(still.locator("img")).to_have_attribute("src", re.compile("/bone-4-"))
    context.close()


def test_window_keeps_the_slice_and_the_findings(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    figure.get_by_role("button", name="Show findings").click()
    figure.get_by_role("button", name="Late").click()
    figure.get_by_role("radio", name="Bone").click()
    shows(figure, "bone-9")
    expect(figure.locator("[role=status]")).to_have_text("Window: Bone")
    expect(stage(figure).locator("g[data-f=late]")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    shows(figure, "soft-9")


def test_slice_that_cannot_be_loaded_is_said_in_words_and_the_others_work(
    page: Page, addresses: dict[str, str]
) -> None:
    page.route("**/soft-3-*.png", lambda route: route.abort())
    figure = opened(page, addresses["ltr"], "stack")
    on = figure.get_by_role("button", name="Next slice")
    on.click()
    note = stage(figure).locator(".fig-note")
    expect(note).to_have_text("Slice 3 of 12 could not be loaded. The other pictures work.")
    expect(stage(figure).locator("img").first).to_be_hidden()
    on.click()
    shows(figure, "soft-4")
    expect(note).to_be_hidden()
    expect(stage(figure).locator("img").first).to_be_visible()


def test_first_slice_that_cannot_be_loaded_is_said_in_words(
    page: Page, addresses: dict[str, str]
) -> None:
    page.route("**/soft-2-*.png", lambda route: route.abort())
    figure = opened(page, addresses["ltr"], "stack")
    note = stage(figure).locator(".fig-note")
    expect(note).to_have_text("Slice 2 of 12 could not be loaded. The other pictures work.")


def test_slices_that_are_there_are_shown_without_a_gap(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "stack")
    stage(figure).click(position={"x": 10, "y": 200})
    page.wait_for_function(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/soft-')).length"
        f" === {TOTAL}"
    )
    page.wait_for_timeout(300)
    gaps = page.evaluate(
        """() => {
          const image = document.querySelector('#fig_stack .fig-screen img');
          const range = document.querySelector('#fig_stack input[type=range]');
          let gaps = 0;
          for (let n = 1; n <= 12; n += 1) {
            range.value = n;
            range.dispatchEvent(new Event('input', {bubbles: true}));
            const there = image.complete && image.naturalWidth > 0;
            if (!there || !image.src.includes(`soft-${n}-`)) gaps += 1;
          }
          return gaps;
        }"""
    )
    assert gaps == 0


# -- loop -------------------------------------------------------------------------------------


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_loop_plays_when_it_is_told_to_and_only_then(
    browser: Browser, addresses: dict[str, str], motion: str
) -> None:
    context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
    page = context.new_page()
    figure = opened(page, addresses["ltr"], "loop")
    first = where(figure)
    assert first == "Frame 3 of 5"
    page.wait_for_timeout(500)
    assert where(figure) == first
    page.evaluate(
        """() => {
          const at = document.querySelector('#fig_loop .stk-at');
          window.seen = [];
          new MutationObserver(() => window.seen.push(at.textContent))
            .observe(at, {childList: true});
        }"""
    )
    figure.get_by_role("button", name="Play").click()
    page.wait_for_function("window.seen.length >= 12")
    seen = set(page.evaluate("window.seen"))
    assert seen == {f"Frame {n} of 5" for n in range(1, 6)}, "it begins again after the last"
    figure.get_by_role("button", name="Pause").click()
    still = where(figure)
    page.wait_for_timeout(400)
    assert where(figure) == still
    expect(figure.get_by_role("button", name="Play")).to_be_visible()
    context.close()


def test_loop_plays_at_the_speed_that_is_chosen(page: Page, addresses: dict[str, str]) -> None:
    page.clock.install()  # two seconds of the page's, however long they take
    figure = opened(page, addresses["ltr"], "loop")
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
    page.evaluate(
        """() => {
          window.changes = 0;
          const seen = new MutationObserver(each => (window.changes += each.length));
          seen.observe(document.querySelector('#fig_loop .stk-at'), {childList: true});
        }"""
    )

    def changes() -> int:
        page.evaluate("window.changes = 0")
        page.clock.run_for(2000)
        return int(page.evaluate("window.changes"))

    figure.get_by_role("button", name="Play").click()
    seen: set[str] = set()
    for _ in range(200):  # until all are there
        page.clock.run_for(100)
        seen.add(where(figure))
        if len(seen) == 5:
            break
    full = changes()
    figure.get_by_role("radio", name="0.5×").click()
    half = changes()
    assert 14 <= full <= 21
    assert 7 <= half <= 11


def test_going_to_a_frame_stops_the_loop(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "loop")
    figure.get_by_role("button", name="Play").click()
    figure.get_by_role("button", name="Previous frame").click()
    expect(figure.get_by_role("button", name="Play")).to_be_visible()


def test_loop_stops_when_it_is_scrolled_out_of_view(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "loop")
    figure.get_by_role("button", name="Play").click()
    expect(figure.get_by_role("button", name="Pause")).to_be_visible()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(figure.locator("[data-play]")).to_have_text("Play")
    still = where(figure)
    figure.scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    assert where(figure) == still, "it goes on only when it is told to"


def test_loop_stops_when_its_tab_is_hidden(page: Page, addresses: dict[str, str]) -> None:
    figure = opened(page, addresses["ltr"], "loop")
    figure.get_by_role("button", name="Play").click()
    expect(figure.get_by_role("button", name="Pause")).to_be_visible()
    page.evaluate(
        """() => { Object.defineProperty(document, 'hidden', {get: () => true});
          document.dispatchEvent(new Event('visibilitychange')); }"""
    )
    expect(figure.get_by_role("button", name="Play")).to_be_visible()


def test_what_is_not_a_loop_stops_at_its_end_and_begins_again(
    page: Page, addresses: dict[str, str]
) -> None:
    figure = opened(page, addresses["ltr"], "once")
    play = figure.get_by_role("button", name="Play")
    play.click()
    expect(play).to_be_visible()  # again: it is over
    assert where(figure) == "Frame 5 of 5"
    play.click()
    page.wait_for_function(
        "document.querySelector('#fig_once .stk-at').textContent !== 'Frame 5 of 5'"
    )


def test_with_scripts_off_each_finding_is_seen_on_a_slice_of_its_own(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["ltr"].replace("index", "page-one"))
    figure = page.locator("#fig_stack")
    expect(stage(figure).locator("g[data-f=early]")).to_be_visible()
    expect(stage(figure).locator("g[data-f=late]")).to_have_count(0)
    still = figure.locator(".fig-still", has_text="Slice 9 of 12")
    expect(still.locator("g[data-f=late] .line")).to_be_visible()
    expect(figure.get_by_text("On three slices.")).to_be_visible()
    expect(figure.locator(".fig-still", has_text="Bone").locator("img")).to_be_visible()
    expect(figure.locator(".fig-bar")).to_be_hidden()
    context.close()


def test_every_control_is_large_enough_for_a_finger(page: Page, addresses: dict[str, str]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    figure = opened(page, addresses["ltr"], "loop")
    for control in figure.locator("button:visible, input[type=range], .choice-of").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44 and box["width"] >= 44, control.evaluate("e => e.outerHTML")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, addresses: dict[str, str], scheme: str, direction: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1024, "height": 768},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    figure = opened(page, addresses[direction], "stack")
    figure.locator("[data-do=toggle]").click()
    figure.locator("[data-scroll]").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    settle(page)
    found = page.evaluate(TELL, TAGS)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    context.close()
