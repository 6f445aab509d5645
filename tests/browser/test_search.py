"""The search: pages and places that have the words, and never the answer to a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from scorm_builder import build
from tests.bilingual import bilingual
from tests.browser.learner import Learner, launch
from tests.browser.lms import Lms
from tests.browser.test_access import violations
from tests.courses import page as prose

SIGNS = """
::: key-points
- A fallen fragment is a sign.
:::

## Šťastný's line

Nothing is said of it here. The humeral head lies low.
"""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    course = """
    format: 1
    id: searched
    title: A course to search
    description: For a test.
    languages: [en-GB, cy]
    licence: MIT
    sections:
      - title: Reading
        pages: [one, two, three, four]
    """
    files: dict[str, str | bytes] = {
        "course.yaml": course,
        "pages/four.md": prose(SIGNS, name="four"),
    }
    return build(bilingual(folder, files), out=folder / "dist").path


@pytest.fixture
def searched(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def learner(context: BrowserContext, searched: Lms) -> Learner:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return launch(page, searched)


def field(learner: Learner) -> Locator:
    return learner.frame.locator("#_search_field")


def search(learner: Learner, query: str) -> Locator:
    """Type a query, opening the search if it is closed; the results once they are there."""
    if field(learner).count() == 0 or field(learner).is_hidden():
        learner.frame.locator("#_search_button").click()
    field(learner).fill(query)
    field(learner).press("Enter")
    expect(learner.frame.locator(".search-status")).not_to_be_empty()
    return learner.frame.locator(".search-results")


def status(learner: Learner) -> str:
    return learner.frame.locator(".search-status").inner_text()


def test_search_is_loaded_when_it_is_asked_for(learner: Learner, searched: Lms) -> None:
    assert not [path for path in searched.requests if "search" in path]
    button = learner.frame.get_by_role("button", name="Search")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(field(learner)).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(learner.frame.get_by_role("search")).to_be_visible()
    assert len([path for path in searched.requests if "search" in path]) == 1


def test_finding_is_found_and_shown_in_its_figure(learner: Learner) -> None:
    results = search(learner, "mark")
    link = results.locator("a[data-finding=mark]")
    expect(link).to_contain_text("The mark")
    expect(link.locator("mark")).to_have_text("mark")
    link.press("Enter")
    expect(learner.frame.get_by_role("search")).to_be_hidden()
    expect(learner.frame.locator("#fig_fig")).to_be_focused()
    expect(learner.frame.locator("#fig_fig .fig-findings")).to_be_visible()


def test_words_are_found_by_their_beginnings_without_accents_or_case(learner: Learner) -> None:
    results = search(learner, "STASTN lin")
    link = results.get_by_role("link", name="Šťastný's line")
    expect(link).to_have_attribute("data-goto", "h_šťastný-s-line")
    link.click()
    learner.arrives("four")
    expect(learner.frame.locator("#h_šťastný-s-line")).to_be_focused()


def test_all_words_are_asked_for_and_titles_come_first(learner: Learner) -> None:
    results = search(learner, "page first")
    expect(results.locator(".search-page")).to_have_text(["The first page", "The second page"])
    search(learner, "page fallen")
    assert status(learner) == "1 page found"
    search(learner, "fallen nowhere")
    assert status(learner) == "Nothing was found for “fallen nowhere”."


def test_key_points_are_found_with_the_words_around_them(learner: Learner) -> None:
    results = search(learner, "fragment")
    expect(results.locator(".search-text")).to_have_text("A fallen fragment is a sign.")


@pytest.mark.parametrize("answer", ["elsewhere", "abnormality", "because", "english"])
def test_answers_are_not_found(learner: Learner, answer: str) -> None:
    results = search(learner, answer)
    expect(results.locator("[data-finding]")).to_have_count(0)
    for text in results.locator(".search-text").all_inner_texts():
        assert text.startswith("In English only."), text  # said on the page itself


def test_place_is_named_once(learner: Learner) -> None:
    results = search(learner, "grey")
    expect(results.locator("a[data-goto=h_a-square]")).to_have_count(1)
    expect(results.locator("a[data-goto=fig_fig]:not([data-finding])")).to_have_count(1)


def test_escape_closes_and_gives_the_focus_back(learner: Learner) -> None:
    search(learner, "grey")
    field(learner).press("Escape")
    expect(learner.frame.get_by_role("search")).to_be_hidden()
    expect(learner.frame.get_by_role("button", name="Search")).to_be_focused()


def test_each_language_has_its_own_search(learner: Learner) -> None:
    search(learner, "square")
    learner.frame.locator("a[data-language='cy']").click()
    expect(learner.frame.locator("html")).to_have_attribute("lang", "cy")
    results = search(learner, "sgwar")
    expect(results.locator("a[data-finding], a[data-goto]").first).to_be_visible()
    assert status(learner) == "Cafwyd hyd i 1 dudalen"


def test_axe_finds_nothing_in_the_search(learner: Learner) -> None:
    search(learner, "grey")
    expect(learner.frame.locator(".search-places a").first).to_be_visible()
    assert violations(learner) == []


def test_search_that_cannot_be_had_says_so_and_is_tried_again(
    context: BrowserContext, searched: Lms
) -> None:
    page = context.new_page()
    page.route("**/search-*.js", lambda route: route.abort())
    learner = launch(page, searched)
    button = learner.frame.locator("#_search_button")
    button.click()
    expect(learner.frame.locator("#_announce")).not_to_be_empty()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.unroute("**/search-*.js")
    button.click()
    expect(field(learner)).to_be_focused()


def test_short_course_has_no_search(page: Page, tmp_path: Path) -> None:
    from tests.courses import write_course

    with Lms(build(write_course(tmp_path), out=tmp_path / "dist").path) as lms:
        learner = launch(page, lms)
        expect(learner.frame.locator("#_search_button, #_search")).to_have_count(0)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
