"""Formulas, notes, citations, terms, audio and video, in a real browser."""

from __future__ import annotations

import http.server
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from scorm_builder import build
from tests.browser.learner import settle
from tests.browser.lms import POLL, ROOT
from tests.courses import page as page_file
from tests.courses import write_course
from tests.recordings import recording

AXE = ROOT / "player" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

GLOSSARY = """
terms:
  - term: osteophyte
    also: [osteophytes]
    definition: A bony outgrowth at the edge of a joint. It grows *slowly*, over many years.
  - term: Schrotschussschädel
    lang: de
    definition: A skull with many small round holes.
"""
FRONT = """
references:
  - {id: one, text: An invented paper.}
  - {id: two, text: Another invented paper.}
"""
BODY = r"""
An osteophyte is common[^slow], and so it is [@one; @two]. Osteophytes grow.

## Formulas

The ratio is $\text{SNR} = \frac{\mu}{\sigma}$, for an osteophyte as well.

$$
HU = 1000 \times \frac{\mu - \mu_{\text{water}}}{\mu_{\text{water}} - \mu_{\text{air}}}
$$

Table: Doses, invented

| Examination | Dose | Remark |
|---|--:|---|
| Chest | 0.02 mSv | one view |

Table: Lines, invented

| averylongwordthatcannotbebroken | anotherwordthatcannotbebroken | athirdone |
|---|---|---|
| 1 | 2 | 3 |

The word for such a skull is Schrotschussschädel.

[^slow]: Over years [@two].

```video
id: sweep
file: media/a.webm
captions: media/a.vtt
title: A sweep
transcript: |
  Nothing is said. A square turns white.
credit: Made for a test
licence: CC0
```

```audio
id: sound
files: [media/broken.wav]
title: A recording that is broken
transcript: Nothing is heard.
credit: Made for a test
licence: CC0
```

```choice
id: q1
prompt: Which is it?
options:
  - text: This $x^2$ [@one]
    correct: true
  - text: That
explain: It is an [osteophyte]{term}.
```
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def guess_type(self, path: object) -> str:
        endings = {".vtt": "text/vtt", ".webm": "video/webm"}
        return endings.get(Path(str(path)).suffix) or super().guess_type(str(path))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def unpacked(root: Path, **head: str) -> Path:
    files: dict[str, str | bytes] = {
        "glossary.yaml": GLOSSARY,
        "pages/one.md": page_file(BODY, FRONT),
        "media/a.webm": recording("a.webm"),
        "media/a.vtt": recording("a.vtt"),
        "media/broken.wav": b"RIFF\0\0\0\0WAVE",
    }
    course = write_course(root, files)
    if head:
        text = (course / "course.yaml").read_text(encoding="utf-8")
        lines = "".join(f"{key}: {value}\n" for key, value in head.items())
        (course / "course.yaml").write_text(text + lines, encoding="utf-8")
    folder = root / "unpacked"
    with zipfile.ZipFile(build(course, out=root).path) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(tmp_path_factory.mktemp("text"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    page.goto(f"{address}/index.html")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return page


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    return opened(context, address)


def first_term(page: Page) -> Locator:
    return page.get_by_role("button", name="osteophyte", exact=True).first


def panel(page: Page) -> Locator:
    return page.locator(".term-panel")


def named(page: Page, role: str) -> list[str]:
    """The names of everything of a role, as Chromium tells assistive technology."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        node.get("name", {}).get("value", "")
        for node in nodes
        if node.get("role", {}).get("value") == role and not node.get("ignored")
    ]


# -- formulas, notes, citations -------------------------------------------------------------------


def test_formula_is_drawn_and_has_a_name_in_words(page: Page) -> None:
    boxes = [math.bounding_box() for math in page.locator("math").all()]
    assert boxes
    for box in boxes:
        assert box and box["width"] > 5 and box["height"] > 5
    names = named(page, "MathMLMath")
    assert names[:2] == ["SNR = μ/σ", "HU = 1000 × (μ − μ_water)/(μ_water − μ_air)"]
    fraction = page.locator("math").first.locator("mfrac > *")
    above, below = (part.bounding_box() for part in fraction.all())
    assert above and below and above["y"] < below["y"]


def test_note_leads_to_its_words_and_back(page: Page) -> None:
    page.get_by_role("link", name="Note 1").click()
    note = page.locator("#note_1")
    expect(note).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "note_1"
    note.get_by_role("link", name="Back to the text").click()
    expect(page.get_by_role("link", name="Note 1")).to_be_in_viewport()


def test_citation_leads_to_the_reference_and_back(page: Page) -> None:
    page.get_by_role("link", name="Reference 1").first.click()
    reference = page.locator("#ref_one")
    expect(reference).to_be_in_viewport()
    reference.get_by_role("link", name="Back to the text").click()
    expect(page.locator("#cite_one_1")).to_be_in_viewport()


def test_table_takes_the_focus_only_where_it_is_too_wide(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600})
    narrow = opened(context, address)
    tables = narrow.locator(".table")
    expect(tables.nth(1)).to_have_attribute("tabindex", "0")
    expect(tables.nth(1)).to_have_attribute("role", "region")
    expect(tables.nth(0)).not_to_have_attribute("tabindex", "0")
    assert narrow.get_by_role("region", name="Table 2. Lines, invented").count() == 1
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


# -- terms ----------------------------------------------------------------------------------------


def test_term_is_explained_by_mouse(page: Page) -> None:
    term = first_term(page)
    expect(term).to_have_attribute("aria-expanded", "false")
    term.hover()
    expect(panel(page)).to_have_count(0)
    term.click()
    expect(panel(page)).to_contain_text("A bony outgrowth")
    expect(term).to_have_attribute("aria-expanded", "true")
    term.click()
    expect(panel(page)).to_have_count(0)
    expect(term).to_have_attribute("aria-expanded", "false")


def test_one_term_is_open_at_a_time_and_a_click_elsewhere_closes_it(page: Page) -> None:
    first_term(page).click()
    other = page.get_by_role("button", name="Schrotschussschädel")
    assert other.get_attribute("lang") == "de"
    other.click()
    expect(panel(page)).to_have_count(1)
    expect(panel(page)).to_contain_text("A skull")
    expect(first_term(page)).to_have_attribute("aria-expanded", "false")
    page.get_by_role("heading", level=1).click()
    expect(panel(page)).to_have_count(0)


def test_term_is_explained_by_keyboard_and_next_in_the_order(page: Page) -> None:
    term = first_term(page)
    term.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_visible()
    assert term.evaluate("e => e.nextElementSibling.className") == "term-panel"
    page.keyboard.press("Tab")
    link = panel(page).get_by_role("link", name="Show in the glossary")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(term).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(panel(page)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 375])
def test_term_is_explained_by_finger_within_the_edges(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 600}, has_touch=True, is_mobile=True
    )
    page = opened(context, address)
    for term in page.locator("button.term").all():
        if not term.is_visible():
            continue
        term.scroll_into_view_if_needed()
        term.tap()
        box = panel(page).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        own = term.bounding_box()
        assert own and (
            box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"]
        )
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_panel_stays_within_the_edges_at_twice_the_size_of_text(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 600})
    page = opened(context, address)
    page.add_style_tag(content="html{font-size:200%}")
    first_term(page).click()
    settle(page)
    box = panel(page).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 640
    context.close()


def test_term_opens_in_the_line_where_there_are_no_popovers(
    context: BrowserContext, address: str
) -> None:
    context.add_init_script("delete HTMLElement.prototype.showPopover")
    page = opened(context, address)
    first_term(page).click()
    expect(panel(page)).to_be_visible()
    assert panel(page).evaluate("e => getComputedStyle(e).position") == "static"
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(first_term(page)).to_be_focused()


def test_term_in_an_explanation_works_when_the_answer_brings_it(page: Page) -> None:
    page.locator(".option label").first.click()
    page.get_by_role("button", name="Check answer").click()
    result = page.locator("[data-result]")
    result.get_by_role("button", name="osteophyte").click()
    expect(panel(page)).to_contain_text("A bony outgrowth")


def test_term_leads_on_to_the_page_of_all_terms(page: Page) -> None:
    first_term(page).click()
    panel(page).get_by_role("link", name="Show in the glossary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
    expect(page.locator("#term_osteophyte")).to_be_focused()
    expect(panel(page)).to_have_count(0)
    page.locator("#term_osteophyte + dd").get_by_role("link", name="Page one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page one")


def test_with_scripts_off_a_term_leads_to_the_glossary(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "page-one.html").as_uri())
    page.get_by_role("link", name="osteophyte", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
    expect(page.locator("dt:target")).to_have_text("osteophyte")
    context.close()


def test_from_right_to_left_the_panel_starts_at_the_word(browser: Browser, tmp_path: Path) -> None:
    folder = unpacked(tmp_path, language="ar")
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    page = opened(context, folder.as_uri())
    term = page.locator("button.term").first
    term.click()
    own, box = term.bounding_box(), panel(page).bounding_box()
    assert own and box
    assert abs(box["x"] - max(8, own["x"] + own["width"] - box["width"])) < 2
    context.close()


# -- audio and video ------------------------------------------------------------------------------


def test_video_plays_with_captions_and_does_not_start_by_itself(page: Page) -> None:
    video = page.locator("video")
    expect(video).to_have_js_property("paused", True)
    video.evaluate("v => v.readyState > 0 || new Promise(r => v.onloadedmetadata = r)")
    assert video.evaluate("v => [v.videoWidth, v.videoHeight]") == [64, 36]
    page.wait_for_function("document.querySelector('track').readyState === 2")
    assert video.evaluate("v => v.textTracks[0].cues.length") == 2
    assert video.evaluate("v => v.textTracks[0].kind") == "captions"
    # Its autoplay policy asks for a click by a person, which a mouse of a test is.
    video.evaluate("v => { v.muted = true; return v.play() }")
    page.wait_for_function("document.querySelector('video').currentTime > 0")
    expect(page.locator(".media").first.locator("[data-fault]")).to_be_hidden()
    expect(page.locator(".media").first.get_by_text("Nothing is said.")).to_be_hidden()


def test_recording_that_cannot_be_played_has_its_transcript(page: Page) -> None:
    media = page.locator(".media").nth(1)
    expect(media.locator("[data-fault]")).to_be_visible()
    expect(media.get_by_text("Nothing is heard.")).to_be_visible()


def test_from_a_folder_the_page_says_that_there_are_no_captions(
    context: BrowserContext, folder: Path
) -> None:
    page = opened(context, folder.as_uri())
    expect(page.locator("[data-no-captions]")).to_be_visible()


# -- for everyone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_term_open_and_on_the_glossary(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(context, address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    first_term(page).click()
    assert violations(page) == [], "with a panel"
    panel(page).get_by_role("link", name="Show in the glossary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
    assert violations(page) == [], "on the glossary"
    context.close()


def violations(page: Page) -> list[str]:
    settle(page)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS
    )
    return [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]


def test_on_paper_a_term_is_a_word_and_notes_and_transcripts_are_there(page: Page) -> None:
    page.emulate_media(media="print")
    term = first_term(page)
    assert term.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    expect(page.locator(".notes")).to_be_visible()
    expect(page.locator("video")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Nothing is said.")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_text("Nothing is said.")).to_be_hidden()


def test_in_forced_colours_a_term_and_its_panel_have_lines(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    term = first_term(page)
    assert term.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    term.click()
    assert panel(page).evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
