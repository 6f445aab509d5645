"""AC-F8: what is drawn on real pictures stands out, along every line and round every word.

The outlines are where the engine draws them, in its colours and widths; beneath them are the pixels
that the engine shows without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from scorm_builder import build
from tests.browser.lms import Lms
from tests.conftest import Once
from tests.engines.engine import Element, Engine
from tests.engines.visit import Visit
from tests.pictures import MISSING, NAMES, ROLES, write_pictures
from tests.pixels import Pixels, along, contrast, faint, luminance, worst

pytestmark = pytest.mark.skipif(not NAMES, reason=MISSING)


@pytest.fixture(scope="session")
def pictures(once: Once) -> Path:
    return once("pictures", lambda folder: build(write_pictures(folder), out=folder / "dist").path)


@pytest.fixture
def visit(engine: Engine, pictures: Path) -> Iterator[Visit]:
    with Lms(pictures) as lms:
        visit = Visit(engine, lms)
        visit.launch(900, 900)
        visit.pictures()
        yield visit


def stage(visit: Visit, figure: Element) -> Pixels:
    """A figure's picture as it is shown now."""
    engine = visit.engine
    engine.run("document.activeElement.blur()")
    box = engine.reveal(engine.select(".fig-stage", figure))
    visit.settle()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 900, "all of it is in the frame"
    return engine.screenshot(box)


def test_every_outline_stands_out_from_every_picture(engine: Engine, visit: Visit) -> None:
    engine.move(1, 1)
    colours, reds = set(), []
    for name, figure in zip(NAMES, visit.figures(), strict=True):
        bare = stage(visit, figure)
        outlines = engine.run("return outlines(arguments[0])", figure)
        assert faint(bare, outlines) == [], name
        for outline in outlines:
            colours.add(tuple(outline["line"]))
            light, dark = (np.array(outline[key], dtype=np.float64) for key in ("line", "casing"))
            assert contrast(luminance(light), luminance(dark)) >= 9, "line and casing"
            reds.append(worst(bare, outline, line=(224, 0, 0)))
        engine.run("arguments[0].click()", engine.find("button", "Show findings", figure))
        drawn = stage(visit, figure)
        for outline in outlines:
            there = along(drawn, outline, 0)
            hit = np.abs(there - np.array(outline["line"])).max(axis=1) < 90
            # Numbers and other lines cover some of it, and its place is rounded to whole pixels.
            assert hit.mean() > 0.6, f"{name}: the line is where it was measured"
    assert len(colours) == len(ROLES), "every colour was looked at"
    assert min(reds) < 3, "the check can fail: a red line does"


HIDE_WORDS = "arguments[0].style.setProperty('color', 'transparent', 'important')"
COLOURS = """
const paint = (e, what) => getComputedStyle(e)[what].match(/[\\d.]+/g).slice(0, 3).map(Number);
const plate = [...arguments[0].querySelectorAll(".fig-plate")].find(shown);
const badges = [...arguments[0].querySelectorAll(".badge")].map(badge => [
  paint(badge.querySelector("text"), "fill"), paint(badge.querySelector(".badge-disc"), "fill")]);
return {plate, words: paint(plate, "color"), badges};
"""


def test_names_and_numbers_on_every_picture_can_be_read(engine: Engine, visit: Visit) -> None:
    """4.5 to 1: a name against every pixel of its plate, a number against its disc."""
    visit.show_findings()
    for name, figure in zip(NAMES, visit.figures(), strict=True):
        engine.run("arguments[0].querySelectorAll('.fig-finding')[1].click()", figure)
        found = engine.run(COLOURS, figure)
        for number, disc in found["badges"]:
            pair = luminance(np.array([number, disc], dtype=np.float64))
            assert contrast(pair[0], pair[1]) >= 4.5, name
        engine.run(HIDE_WORDS, found["plate"])
        box = engine.reveal(found["plate"])
        engine.move(1, 1)
        visit.settle()
        inset = {"x": box["x"] + 4, "y": box["y"] + 4}
        inset |= {"width": box["width"] - 8, "height": box["height"] - 8}
        plate = luminance(engine.screenshot(inset))
        words = luminance(np.array(found["words"], dtype=np.float64))
        assert plate.size > 1000
        assert contrast(words, plate).min() >= 4.5, name
