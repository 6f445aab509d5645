"""AC-F6: pictures keep their proportions, and what is drawn on them lies where it belongs.

The pictures are made for this: each has discs of a colour that nothing else has, and a finding
round each disc. Both are looked for in screenshots: what is compared is what a learner sees.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scorm_builder import build
from tests.browser.lms import Lms
from tests.courses import page as page_file
from tests.courses import write_course
from tests.engines.engine import Element, Engine
from tests.engines.visit import Visit
from tests.pixels import Pixels, centre

MAGENTA = (230, 0, 230)
SIZES = {"tall": (600, 900), "wide": (1000, 560)}
DISCS = {"near": (0.22, 0.2), "far": (0.74, 0.81)}
"""Where the discs are, in parts of the picture's size."""
RADIUS, AROUND = 32, 70

FRAMES = [(320, 480, 100), (600, 400, 100), (1024, 768, 100), (1440, 900, 100), (1024, 768, 200)]


def picture(size: tuple[int, int]) -> bytes:
    """Grey noise with discs on it."""
    noise = np.random.default_rng(7).integers(60, 120, (size[1], size[0]), dtype=np.uint8)
    image = Image.fromarray(noise).convert("RGB")
    draw = ImageDraw.Draw(image)
    for x, y in _centres(size):
        draw.ellipse((x - RADIUS, y - RADIUS, x + RADIUS - 1, y + RADIUS - 1), fill=MAGENTA)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _centres(size: tuple[int, int]) -> list[tuple[int, int]]:
    return [(round(x * size[0]), round(y * size[1])) for x, y in DISCS.values()]


def figure(name: str) -> str:
    findings = "".join(
        f"  - {{id: {disc}, label: Disc, text: Drawn.,"
        f" shape: {{circle: {{c: [{x}, {y}], r: {AROUND}}}}}}}\n"
        for disc, (x, y) in zip(DISCS, _centres(SIZES[name]), strict=True)
    )
    return (
        f"\n```figure\nid: {name}\nimage: images/{name}.png\nalt: Discs.\ncaption: Discs, {name}.\n"
        f"credit: Drawn for a test\nlicence: CC0\nfindings:\n{findings}```\n"
    )


@pytest.fixture(scope="session")
def discs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("discs")
    files: dict[str, str | bytes] = {"pages/one.md": page_file("".join(map(figure, SIZES)))}
    files.update({f"images/{name}.png": picture(size) for name, size in SIZES.items()})
    return build(write_course(root, files), out=root / "dist").path


@pytest.fixture
def visit(engine: Engine, discs: Path) -> Iterator[Visit]:
    with Lms(discs) as lms:
        yield Visit(engine, lms)


BARE = """
const style = document.createElement("style");
style.textContent = `.fig-badges, .fig-plate, [class^=leader] {visibility: hidden !important}
  .fig-ov * {transition: none !important}`;
document.head.append(style);
"""
"""Numbers, names and leaders hide a part of a line or add to it, which would move its middle."""

HEAD_FOR = """
const [figure, y] = arguments, stage = figure.querySelector(".fig-stage");
const box = stage.getBoundingClientRect();
scrollTo({top: scrollY + box.top + y * box.height - innerHeight / 2, behavior: "instant"});
return boxOf(stage);
"""


def around(visit: Visit, figure: Element, part: tuple[float, float], radius: float) -> Pixels:
    """The pixels of a square round a place in a figure's picture."""
    box = visit.engine.run(HEAD_FOR, figure, part[1])
    visit.settle()
    x, y = round(box["x"] + part[0] * box["width"]), round(box["y"] + part[1] * box["height"])
    reach = int(radius)
    return visit.engine.screenshot(
        {"x": x - reach, "y": y - reach, "width": 2 * reach, "height": 2 * reach}
    )


def off(visit: Visit, figure: Element, size: tuple[int, int]) -> list[float]:
    """How far, in pixels of the screen, each drawn circle's middle is from its disc's."""
    engine = visit.engine
    wide = engine.box(engine.select(".fig-stage", figure))["width"]
    scale = wide / size[0]
    colours = engine.run("return outlines(arguments[0]).map(o => o.line)", figure)
    found = []
    for part, colour in zip(DISCS.values(), colours, strict=True):
        shot = around(visit, figure, part, AROUND * scale + 8)
        away = centre(shot, MAGENTA) - centre(shot, tuple(colour))
        found.append(float(np.abs(away).max()))
    return found


def ready(visit: Visit) -> None:
    """Pictures and findings shown, and nothing in the way."""
    visit.pictures()
    visit.engine.run(BARE)
    visit.engine.move(1, 1)
    visit.show_findings()


@pytest.mark.parametrize(("width", "height", "text"), FRAMES)
def test_drawings_lie_on_what_they_show(
    engine: Engine, visit: Visit, width: int, height: int, text: int
) -> None:
    visit.launch(width, height, text)
    ready(visit)
    assert engine.run("return stretched()") == []
    for name, figure in zip(SIZES, visit.figures(), strict=True):
        distances = off(visit, figure, SIZES[name])
        assert max(distances) < 1, f"{name}: {distances}"


def test_a_drawing_that_is_moved_by_two_pixels_is_found(engine: Engine, visit: Visit) -> None:
    """The measurement can fail."""
    visit.launch(1024, 768)
    ready(visit)
    engine.run(
        "document.querySelectorAll('.fig-ov').forEach(e => e.style.transform = 'translateX(2px)')"
    )
    for name, figure in zip(SIZES, visit.figures(), strict=True):
        assert min(off(visit, figure, SIZES[name])) > 1.2
    assert engine.run("return stretched()") != []
