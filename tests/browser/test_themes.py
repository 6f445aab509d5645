"""Each built-in theme in each scheme: what axe finds, and whose colours are shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scorm_builder import build
from tests.browser.learner import Learner, launch
from tests.browser.lms import ROOT, Lms
from tests.browser.test_access import in_both, violations

PAGES = ["soft-tissue-calcification", "osteoarthritis-knee", "final-assessment"]


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The sample course in each theme but the plain one, which the other tests are about."""
    packages = {}
    for theme in ("nhs", "plain-dark"):
        folder = tmp_path_factory.mktemp(theme) / "course"
        shutil.copytree(ROOT / "content" / "msk-imaging", folder)
        with (folder / "course.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\ntheme: {theme}\nnhs_service: true\n")
        packages[theme] = build(folder, out=folder.parent / "dist").path
    yield packages


def background(learner: Learner, selector: str) -> str:
    found: str = learner.frame.locator(selector).first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("theme", "look"), [("nhs", in_both), ("plain-dark", violations)])
def test_axe_finds_nothing_in_any_theme(
    browser: Browser,
    themed: dict[str, Path],
    theme: str,
    look: Callable[[Learner], list[str]],
    name: str,
) -> None:
    """Plain Dark is dark on any device."""
    context = browser.new_context(
        viewport={"width": 1024, "height": 768}, color_scheme="light", reduced_motion="reduce"
    )
    with Lms(themed[theme]) as lms:
        learner = launch(context.new_page(), lms)
        if learner.here != name:
            learner.goto(name)
        learner.frame.get_by_role("button", name="Settings", exact=True).click()
        for button in learner.frame.get_by_role("button", name="Show findings").all():
            button.click()
        for question in learner.open():
            learner.check(question)
        assert look(learner) == [], "with the panel open, findings shown and errors"
        for number, question in enumerate(learner.asked()):
            learner.unfold(question)
            learner.answer(question, number % 2 == 0, on_picture=True)
        assert look(learner) == [], "with answers"
    context.close()


def test_reading_room_is_dark_whatever_the_device_says_and_the_learner_may_choose(
    browser: Browser, themed: dict[str, Path]
) -> None:
    context = browser.new_context(color_scheme="light")
    with Lms(themed["plain-dark"]) as lms:
        learner = launch(context.new_page(), lms)
        assert background(learner, "body") == "rgb(16, 20, 22)"
        learner.frame.get_by_role("button", name="Settings", exact=True).click()
        panel = learner.frame.locator("#_settings")
        expect(panel.get_by_label("Dark", exact=True)).to_be_checked()
        panel.get_by_label("As on this device").check()
        assert background(learner, "body") == "rgb(244, 246, 247)"
        again = launch(learner.page, lms)
        assert background(again, "body") == "rgb(244, 246, 247)", "the choice is kept"
        again.frame.get_by_role("button", name="Settings", exact=True).click()
        again.frame.get_by_role("button", name="Restore defaults").click()
        assert background(again, "body") == "rgb(16, 20, 22)"
        bright = again.frame.evaluate(
            """() => [...document.querySelectorAll('body, body *')].filter(e => e.offsetParent)
              .filter(e => e.offsetWidth * e.offsetHeight > 40000)
              .map(e => getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number))
              .filter(([r, g, b, a = 1]) => a > 0.5 && r + g + b > 384)"""
        )
        assert bright == [], "no large white area"
    context.close()


def test_nhs_theme_has_the_forms_of_its_services_and_brings_no_mark_of_theirs(
    browser: Browser, themed: dict[str, Path]
) -> None:
    context = browser.new_context(color_scheme="light")
    with Lms(themed["nhs"]) as lms:
        learner = launch(context.new_page(), lms)
        assert background(learner, ".masthead") == "rgb(0, 94, 184)"
        button = learner.frame.get_by_role("button", name="Show findings").first
        assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(0, 127, 59)"
        learner.page.keyboard.press("Tab")
        button.focus()
        learner.page.keyboard.press("Shift")
        expect(button).to_have_css("background-color", "rgb(255, 235, 59)")
        family = learner.frame.evaluate("getComputedStyle(document.body).fontFamily")
        assert family.startswith("Arial")
        css = next(name for name in lms.archive.namelist() if name.endswith(".css"))
        text = lms.archive.read(css).decode().lower()
        assert "frutiger" not in text and "nhs" not in text and "@font-face" not in text
        html = lms.archive.read("index.html").decode()
        assert "NHS" not in html.replace("mass", "")
    context.close()
