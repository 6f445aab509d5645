"""AC-F8: along every outline, the line or its casing stands out from the picture below it.

The pictures are real and photographed without the overlay; the outlines are where the browser draws
them, in the colours and widths it draws with.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from scorm_builder import build
from tests.browser.lms import Lms
from tests.conftest import Once
from tests.pictures import MISSING, NAMES, ROLES, write_pictures
from tests.pixels import Pixels, along, contrast, luminance, worst

pytestmark = pytest.mark.skipif(not NAMES, reason=MISSING)


@pytest.fixture(scope="session")
def package(once: Once) -> Path:
    return once("pictures", lambda folder: build(write_pictures(folder), out=folder / "dist").path)


OUTLINES = """figure => [...figure.querySelectorAll('.fig-ov .line')].map(line => {
  const stage = figure.querySelector('.fig-stage').getBoundingClientRect();
  const matrix = line.getScreenCTM(), length = line.getTotalLength(), points = [];
  const steps = Math.ceil(length * Math.hypot(matrix.a, matrix.b) / 2);
  for (let i = 0; i <= steps; i++) {
    const at = line.getPointAtLength(length * i / steps).matrixTransform(matrix);
    points.push([at.x - stage.left, at.y - stage.top]);
  }
  const casing = line.parentNode.querySelector('.casing');
  const paint = e => getComputedStyle(e).stroke.match(/\\d+/g).slice(0, 3).map(Number);
  const width = e => parseFloat(getComputedStyle(e).strokeWidth);
  return {points, line: paint(line), casing: paint(casing), widths: [width(line), width(casing)]};
})"""


def pixels(stage: Locator) -> Pixels:
    with Image.open(io.BytesIO(stage.screenshot(animations="disabled"))) as shot:
        return np.asarray(shot.convert("RGB"), dtype=np.float64)


@pytest.fixture
def page(browser: Browser, package: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    with Lms(package) as lms:
        opened.goto(f"{lms.origin}/course/index.html")
        opened.locator(".fig-marked.is-live").first.wait_for()
        opened.evaluate(
            """() => Promise.all([...document.images].map(i => { i.loading = 'eager';
              return i.decode(); }))"""
        )
        yield opened
    context.close()


def test_every_outline_stands_out_from_every_picture(page: Page) -> None:
    seen = set()
    reds = []
    for name, figure in zip(NAMES, page.locator(".fig-marked").all(), strict=True):
        stage = figure.locator(".fig-stage")
        page.mouse.move(0, 0)
        bare = pixels(stage)
        outlines = figure.evaluate(OUTLINES)
        for outline in outlines:
            seen.add(tuple(outline["line"]))
            light, dark = (np.array(outline[key], dtype=np.float64) for key in ("line", "casing"))
            assert contrast(luminance(light), luminance(dark)) >= 9, "line and casing"
            assert outline["widths"] == [3, 7]
            assert worst(bare, outline) >= 3, f"{name}: a line of {outline['line']}"
            reds.append(worst(bare, outline, line=(224, 0, 0)))
        figure.get_by_role("button", name="Show findings").click()
        page.mouse.move(0, 0)
        drawn = pixels(stage)
        for outline in outlines:
            there = along(drawn, outline, 0)
            hit = np.abs(there - np.array(outline["line"])).max(axis=1) < 90
            # Numbers and other lines cover some of it, and its place is rounded to whole pixels.
            assert hit.mean() > 0.65, f"{name}: the line is not where it was measured"
    assert len(seen) == len(ROLES), "every colour was looked at"
    assert min(reds) < 3, "the check can fail: a red line does"
