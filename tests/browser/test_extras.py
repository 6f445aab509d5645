"""Extra pages: read like pages of the course, and no part of the attempt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scorm_builder import build
from tests.bilingual import FILES, bilingual
from tests.browser.learner import close, launch
from tests.browser.lms import Lms

GLOSSARY = """
terms:
  - term: square
    definition: It has four corners.
"""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extras")
    two = str(FILES["pages/two.md"]).replace(
        "(page:one).", "(page:one). [See the square](page:_glossary#square)."
    )
    other = str(FILES["pages/two.cy.md"])
    source = bilingual(
        folder, {"glossary.yaml": GLOSSARY, "pages/two.md": two, "pages/two.cy.md": other}
    )
    return build(source, out=folder / "dist").path


@pytest.fixture
def lms(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return made


def test_extra_page_is_read_from_the_contents(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    before = learner.progress
    learner.goto("_glossary")
    heading = learner.frame.get_by_role("heading", level=1)
    expect(heading).to_have_text("Glossary")
    expect(heading).to_be_focused()
    assert learner.frame.title() == "Glossary - A course in two languages"
    assert learner.frame.evaluate("location.hash") == "#_glossary"
    link = learner.frame.locator(".contents a[data-page=_glossary]")
    expect(link).to_have_attribute("aria-current", "page")
    expect(learner.frame.locator("#_pager")).to_be_hidden()
    assert learner.progress == before
    learner.frame.evaluate("history.back()")
    learner.arrives("one")
    expect(learner.frame.locator("#_pager")).to_be_visible()


def test_extra_page_is_not_where_a_learner_goes_on(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.goto("two")
    learner.goto("_credits")
    close(page)
    assert lms.core["lesson_location"] == "two"


def test_link_in_the_text_leads_to_a_term(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.goto("two")
    learner.frame.get_by_role("link", name="See the square").click()
    learner.arrives("_glossary")
    focused = learner.frame.evaluate("document.activeElement.textContent")
    assert "square" in focused


def test_switch_of_language_stays_on_the_extra_page(page: Page, lms: Lms) -> None:
    learner = launch(page, lms)
    learner.goto("_credits")
    learner.frame.locator("a[data-language=cy]").click()
    expect(learner.frame.get_by_role("heading", level=1)).to_have_text(
        "Trwyddedau a chydnabyddiaethau"
    )


def test_address_leads_to_an_extra_page(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    page.goto(f"{lms.origin}/course/index.html#_credits")
    expect(page.get_by_role("heading", level=1)).to_have_text("Licences and credits")


def test_extra_pages_are_reached_with_scripts_off(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{lms.origin}/course/index.html")
    page.locator(".colophon a", has_text="Glossary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
    page.locator(".colophon a", has_text="Licences and credits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Licences and credits")
    context.close()
