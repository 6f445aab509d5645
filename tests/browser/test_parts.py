"""Scripts that some pages need: there before the page is shown, and not asked for by the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder import build
from tests.browser.lms import Lms
from tests.courses import COURSE, FIGURE, write_course
from tests.courses import page as written

SCRIPT = "**/assets/pictures-*.js"


def package(root: Path, pages: str) -> Path:
    """A course of pages without pictures, and one with a figure: ``seen``."""
    names = ("one", "two", "seen")
    files = {
        f"pages/{name}.md": written(FIGURE if name == "seen" else "Words.", name=name)
        for name in names
    }
    course = COURSE.replace("[one]", pages)
    return build(write_course(root, {**files, "course.yaml": course}), out=root / "dist").path


@pytest.fixture
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return opened


def launch(page: Page, lms: Lms) -> None:
    page.goto(f"{lms.origin}/course/index.html")
    page.wait_for_selector("html[data-ready]", state="attached")


def test_page_of_text_does_not_ask_for_the_script_of_pictures(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with Lms(package(tmp_path, "[one, two, seen]")) as lms:
        with page.expect_response("**/assets/page-two-*.js"):
            launch(page, lms)
        assert not any("/pictures-" in url for url in asked)
        with page.expect_response(SCRIPT):  # ahead, as the next page needs it
            page.locator("#_pager [rel=next]").click()
        page.locator("#_pager [rel=next]").click()
        expect(page.locator(".fig-bar [data-do=enlarge]")).to_be_visible()
        assert len([url for url in asked if "/pictures-" in url]) == 1


@pytest.mark.parametrize("pages", ["[seen, one, two]", "[one, seen, two]"])
def test_page_is_shown_when_the_script_it_needs_can_be_had(
    page: Page, tmp_path: Path, pages: str
) -> None:
    """The first page as well, whose text is in the launch page already."""
    page.route(SCRIPT, lambda route: route.abort())
    with Lms(package(tmp_path, pages)) as lms:
        launch(page, lms)
        if pages.startswith("[one"):
            page.locator("#_pager [rel=next]").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("This page could not be loaded")
        page.unroute(SCRIPT)
        page.get_by_role("button", name="Try again").click()
        page.locator("[data-do=toggle]").click()
        expect(page.locator(".fig-findings li")).to_be_visible()
