"""Fingers, mouse and wheel on a figure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorm_builder import build
from tests.browser.lms import Lms
from tests.courses import FIGURE, write_course
from tests.courses import page as page_file
from tests.engines.engine import Element, Engine
from tests.engines.visit import Visit

CORNER = (0.02, 0.02)
"""A place on the picture where nothing is drawn."""


SEEN = "return shown(arguments[0].querySelector('.fig-ov .line'))"
GONE = "return !shown(arguments[0].querySelector('.fig-ov .line'))"
"""Whether the drawing of a figure is to be seen."""


def pressed(engine: Engine, toggle: Element) -> bool:
    return engine.attribute(toggle, "aria-pressed") == "true"


def test_tap_shows_and_a_second_tap_hides_three_times(engine: Engine, visit: Visit) -> None:
    """AC-F4. In WebKit the tap is made of the events that a finger causes."""
    visit.launch(375, 700)
    figure = visit.figures()[0]
    toggle = engine.find("button", "Show findings", figure)
    picture = engine.select(".fig-stage", figure)
    for _ in range(3):
        engine.tap(picture, *CORNER)
        engine.wait(SEEN, figure)
        assert pressed(engine, toggle)
        engine.tap(picture, *CORNER)
        engine.wait(GONE, figure)
        assert not pressed(engine, toggle)
        time.sleep(0.15)  # longer than a mouse would rest before it previews
        assert engine.run(GONE, figure), "no hover is left behind"


@pytest.fixture
def hovering(engine: Engine, tmp_path: Path) -> Iterator[Visit]:
    """A course whose figure previews its findings under the mouse."""
    body = FIGURE.replace("findings:", "reveal: hover\nfindings:")
    package = build(write_course(tmp_path, {"pages/one.md": page_file(body)}), out=tmp_path).path
    with Lms(package) as lms:
        visit = Visit(engine, lms)
        visit.launch(900, 700)
        yield visit


def test_preview_under_the_mouse_goes_with_escape_and_stays_away(
    engine: Engine, hovering: Visit
) -> None:
    """AC-F5: Escape without moving, wherever the focus is; the pointer must leave and return."""
    figure = hovering.figures()[0]
    picture = engine.reveal(engine.select(".fig-stage", figure))
    toggle = engine.find("button", "Show findings", figure)
    x, y = picture["x"] + picture["width"] / 2, picture["y"] + picture["height"] * 0.9
    # From the LMS's page no key reaches the course, so the learner has worked in it before.
    engine.click(engine.select("h1"))
    engine.wait("return document.hasFocus()")
    engine.move(2, 2)
    engine.move(x, y)
    engine.wait(SEEN, figure)
    assert not pressed(engine, toggle), "a preview is not the toggle"
    engine.press("Escape")
    engine.wait(GONE, figure)
    engine.move(x + 5, y)
    time.sleep(0.25)
    assert engine.run(GONE, figure), "it stays hidden while the pointer stays"
    engine.move(2, 2)
    engine.move(x, y)
    engine.wait(SEEN, figure)
    engine.move(2, 2)
    engine.wait(GONE, figure)


def test_wheel_over_a_picture_scrolls_the_page_by_the_full_delta(
    engine: Engine, visit: Visit
) -> None:
    """AC-F9: over every inactive picture of the page."""
    visit.launch(1024, 700)
    visit.pictures()
    for number, figure in enumerate(visit.figures()):
        picture = engine.reveal(engine.select(".fig-stage", figure))
        before = engine.run("return scrollY")
        x, y = picture["x"] + picture["width"] / 2, picture["y"] + picture["height"] / 2
        engine.wheel(x, y, 120)
        engine.wait("return scrollY >= arguments[0]", before + 119)
        visit.settle()
        there = engine.run("return scrollY")
        assert abs(there - before - 120) <= 1, f"figure {number + 1}: from {before} to {there}"
