"""AC-F8: along every outline, the line or its casing stands out from the picture below it.

The pictures are real and photographed without the overlay; the outlines are where the browser draws
them, in the colours and widths it draws with.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from scorm_builder import build
from tests.browser.lms import ROOT, Lms
from tests.courses import page as page_file
from tests.courses import write_course

PICTURES = ROOT.parent / "shared" / "images"
NAMES = sorted(path.name for path in PICTURES.glob("*") if path.suffix in {".jpg", ".png"})
ROLES = ("abnormal", "normal", "artefact", "device")

pytestmark = pytest.mark.skipif(not NAMES, reason=f"no pictures in {PICTURES}")

Pixels = NDArray[np.float64]


def figure(number: int, name: str) -> str:
    """A finding of each colour, with outlines that run through black and white."""
    with Image.open(PICTURES / name) as image:
        width, height = image.size
    across = [[round(width * t / 10), round(height * (2 + t % 2) / 8)] for t in range(11)]
    down = [[round(width * (4 + t % 2) / 8), round(height * t / 10)] for t in range(11)]
    centre, radius = [width / 2, height / 2], min(width, height) * 0.4
    corners = ((0.03, 0.03), (0.97, 0.05), (0.5, 0.97))
    border = [[round(width * x), round(height * y)] for x, y in corners]
    shapes: tuple[dict[str, Any], ...] = (
        {"polygon": border},
        {"polyline": across},
        {"circle": {"c": centre, "r": radius}},
        {"polyline": down},
    )
    findings = "\n".join(
        f"  - {{id: f{i}, label: Finding {i}, text: Text., role: {role}, shape: {shape}}}"
        for i, (role, shape) in enumerate(zip(ROLES, shapes, strict=True))
    ).replace("'", "")
    return (
        f"\n```figure\nid: fig{number}\nimage: images/{name}\nalt: Picture {number}.\n"
        f"caption: Picture {number}, drawn over.\ncredit: See SOURCES.md\nlicence: CC0\n"
        f"findings:\n{findings}\n```\n"
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("contrast")
    body = "".join(figure(number, name) for number, name in enumerate(NAMES))
    files: dict[str, str | bytes] = {"pages/one.md": page_file(body)}
    files.update({f"images/{name}": (PICTURES / name).read_bytes() for name in NAMES})
    return build(write_course(root, files), out=root / "dist").path


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


def luminance(colour: Pixels) -> Pixels:
    """WCAG's relative luminance of sRGB colours, 0 to 255 each."""
    part = colour / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: Pixels, other: Pixels) -> Pixels:
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.asarray((high + 0.05) / (low + 0.05))


def along(shot: Pixels, outline: dict[str, Any], reach: int) -> Pixels:
    """The pixels that the outline covers and borders on: a band of ``reach`` round its middle."""
    points = np.array(outline["points"])
    offsets = [(x, y) for x in (-reach, 0, reach) for y in (-reach, 0, reach)]
    spread = (points[:, None, :] + np.array(offsets)[None, :, :]).reshape(-1, 2)
    height, width = shot.shape[:2]
    inside = (spread >= 0).all(axis=1) & (spread[:, 0] < width) & (spread[:, 1] < height)
    columns, rows = spread[inside].astype(int).T
    return np.asarray(shot[rows, columns])


def worst(shot: Pixels, outline: dict[str, Any], line: tuple[int, int, int] | None = None) -> float:
    """The lowest contrast along an outline, of its line or its casing, whichever is higher."""
    beneath = luminance(along(shot, outline, 4))
    light = luminance(np.array(line or outline["line"], dtype=np.float64))
    dark = luminance(np.array(outline["casing"], dtype=np.float64))
    return float(np.maximum(contrast(light, beneath), contrast(dark, beneath)).min())


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
