"""On paper: with findings, without, or each picture both ways."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.lms import Lms

PAGE = "osteoarthritis-knee"
FIGURES = 2
"""Figures with findings on the page."""
QUESTIONS = 2
"""Questions with a picture."""

needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdfimages") is None,
    reason="there is no program that reads a PDF",
)


@pytest.fixture
def page(context: BrowserContext, lms: Lms) -> Iterator[Page]:
    opened = context.new_page()
    opened.goto(f"{lms.origin}/course/index.html#{PAGE}")
    opened.locator(f"article[data-page='{PAGE}']").wait_for()
    opened.locator("html[data-ready]").wait_for()
    yield opened


def choose(page: Page, name: str) -> None:
    if page.locator("#_settings").is_hidden():
        page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label(name, exact=True).click()


def printed(page: Page, tmp_path: Path) -> tuple[str, int]:
    """The text of the page as it is printed, and the number of its pictures."""
    page.evaluate(
        """() => Promise.all([...document.images].map(i => { i.loading = 'eager';
          return i.decode(); }))"""
    )
    path = tmp_path / "page.pdf"
    page.pdf(path=path, format="A4")
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    images = subprocess.run(
        ["pdfimages", "-list", path], check=True, capture_output=True, text=True
    ).stdout
    return " ".join(text.split()), len(re.findall(r"^ +\d+ +\d+ image", images, re.MULTILINE))


def drawn(page: Page) -> bool:
    """Whether the outlines of the first figure would be printed."""
    page.emulate_media(media="print")
    found: bool = page.locator(".fig-marked .fig-ov").first.evaluate(
        """e => { const s = getComputedStyle(e);
          return s.visibility === 'visible' && s.display !== 'none' }"""
    )
    page.emulate_media(media="null")
    return found


@needs_reader
def test_print_has_findings_credits_and_dates_and_no_controls(page: Page, tmp_path: Path) -> None:
    assert drawn(page), "though they are hidden on the screen"
    text, pictures = printed(page, tmp_path)
    for words in (
        "Osteoarthritis of the knee",
        "Subchondral cyst",
        "Licence: MIT",
        "Page last reviewed 5 October 2026.",
        "Next review due 5 October 2028.",
        "Written by",
        "Pictures are for teaching, not for diagnosis.",
        "https://www.nice.org.uk/guidance/ng226",
    ):
        assert words in text
    for words in ("Show findings", "Settings", "Next page", "Check answer", "Sent", "Enlarge"):
        assert words not in text
    assert text.count("https://www.nice.org.uk/guidance/ng226") == 1, "not said twice"
    assert pictures == FIGURES + QUESTIONS


@needs_reader
def test_print_without_findings_has_neither_outlines_nor_names(page: Page, tmp_path: Path) -> None:
    choose(page, "Pictures without findings")
    assert not drawn(page)
    text, pictures = printed(page, tmp_path)
    assert "Subchondral cyst" not in text
    assert "Figure 1." in text
    assert pictures == FIGURES + QUESTIONS


@needs_reader
def test_print_of_both_has_each_picture_twice_and_leaves_no_trace(
    page: Page, tmp_path: Path
) -> None:
    choose(page, "Each picture with and without")
    ids = "[...document.querySelectorAll('[id]')].map(e => e.id)"
    before = page.evaluate(ids)
    text, pictures = printed(page, tmp_path)
    assert pictures == 2 * FIGURES + QUESTIONS
    assert text.count("Subchondral cyst") == printed_once(page, tmp_path)
    assert page.locator(".fig-clean").count() == 0
    assert page.evaluate(ids) == before


def printed_once(page: Page, tmp_path: Path) -> int:
    choose(page, "Pictures with findings")
    return printed(page, tmp_path)[0].count("Subchondral cyst")


@needs_reader
def test_answers_are_printed_or_not_as_the_learner_chooses(page: Page, tmp_path: Path) -> None:
    question = page.locator(".question[data-kind=true_false]").first
    question.locator("label").first.click()
    question.get_by_role("button", name="Check answer").click()
    question.locator(".result").wait_for()
    assert "Explanation" in printed(page, tmp_path)[0]
    choose(page, "Print my answers and their explanations")
    text, _ = printed(page, tmp_path)
    assert "Explanation" not in text and "Your answer" not in text
    assert "True" in text, "the question itself is there"


def test_printing_waits_for_the_pictures_further_down(page: Page) -> None:
    page.evaluate(
        "window.print = () => { window.ready = [...document.images].every(i => i.complete) }"
    )
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_role("button", name="Print this page").click()
    page.wait_for_function("window.ready !== undefined")
    assert page.evaluate("window.ready") is True


def test_printing_by_the_browser_begins_to_load_all_that_print_shows(page: Page) -> None:
    lazy = "[...document.querySelectorAll('#_page img')].filter(i => i.loading === 'lazy').length"
    assert page.evaluate(lazy) > 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(lazy) == 0
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_light_in_every_scheme(page: Page, scheme: str) -> None:
    choose(page, scheme.title())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 35, 44)"
    root = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"{root}.getPropertyValue('--paper')") == "#fff"


def test_no_figure_is_torn_in_two(page: Page) -> None:
    page.emulate_media(media="print")
    for selector in (".fig-screen", ".question", ".fig-findings li"):
        broken = page.locator(selector).first.evaluate("e => getComputedStyle(e).breakInside")
        assert broken == "avoid", selector


@pytest.mark.parametrize("size", ["125%", "150%"])
def test_large_text_is_large_on_paper_too(page: Page, size: str) -> None:
    choose(page, size)
    page.emulate_media(media="print")
    points = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.75")
    assert points == pytest.approx(10 * int(size[:-1]) / 100, abs=0.01)
