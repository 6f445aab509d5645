"""The measurements themselves: each is pointed at a page with the defect that it is there to find.

The pages are a small course as it is built, with one thing altered in its HTML or style. On the
course as it is, every measurement finds nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from scorm_builder import build
from tests.browser.lms import Lms
from tests.courses import CHOICE, FIGURE, HOTSPOT, write_course
from tests.courses import page as page_file
from tests.engines.engine import Engine
from tests.engines.visit import Visit, altered
from tests.pixels import faint

pytestmark = pytest.mark.engines("chromium")

SECOND = "  - {id: rim, label: The rim, text: It is grey., shape: {rect: [70, 8, 30, 30]}}\n"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A figure with two findings, a choice question and a hotspot question on one page."""
    root = tmp_path_factory.mktemp("small")
    data = io.BytesIO()
    Image.linear_gradient("L").resize((120, 80)).save(data, "PNG")  # from black to white
    figure = FIGURE.rstrip().removesuffix("```") + SECOND + "```\n"
    files: dict[str, str | bytes] = {
        "pages/one.md": page_file(figure + CHOICE + HOTSPOT),
        "images/a.png": data.getvalue(),
    }
    return build(write_course(root, files), out=root / "dist").path


Open = Callable[..., Visit]


@pytest.fixture
def opened(engine: Engine, small: Path, tmp_path: Path) -> Iterator[Open]:
    """Open the course with its ``page`` or its ``style`` altered."""
    running: list[Lms] = []

    def launch(page: Callable[[str], str] | None = None, style: str = "") -> Visit:
        changes: dict[str, Callable[[str], str]] = {}
        if page:
            changes["index.html"] = page
        if style:
            changes["assets/*.css"] = lambda text: text + style
        package = altered(small, tmp_path / "altered.zip", changes)
        running.append(Lms(package).__enter__())
        visit = Visit(engine, running[-1])
        visit.launch(900, 700)
        visit.pictures()
        return visit

    yield launch
    for lms in running:
        lms.__exit__()


def faults(visit: Visit, measure: str) -> list[str]:
    visit.show_findings()
    found: list[str] = visit.engine.run(f"return {measure}")
    return found


def faint_lines(visit: Visit) -> list[str]:
    engine = visit.engine
    figure = visit.figures()[0]
    engine.move(1, 1)
    box = engine.reveal(engine.select(".fig-stage", figure))
    visit.settle()
    return faint(engine.screenshot(box), engine.run("return outlines(arguments[0])", figure))


def test_the_course_as_it_is_has_none_of_the_defects(opened: Open) -> None:
    visit = opened()
    assert faint_lines(visit) == []
    assert visit.engine.run("return renamed()") == []
    for measure in ("stretched()", "small(44)", "sideways()", "clipped()", "unlisted()"):
        assert faults(visit, measure) == [], measure


def test_stretched_picture_is_found(opened: Open) -> None:
    visit = opened(style=".fig-stage{aspect-ratio:auto!important;height:200px!important}")
    assert [fault for fault in faults(visit, "stretched()") if "is stretched by" in fault] != []


def test_drawing_beside_its_picture_is_found(opened: Open) -> None:
    visit = opened(style=".fig-ov{transform:translateX(2px)}")
    assert [f for f in faults(visit, "stretched()") if "the drawing is not on" in f] != []


def test_target_of_20_pixels_is_found(opened: Open) -> None:
    visit = opened(style=".fig-bar .fig-toggle{height:20px;min-height:0;padding:0}")
    assert [fault for fault in faults(visit, "small(24)") if fault.endswith("by 20")] != []


def test_red_line_without_casing_is_found(opened: Open) -> None:
    visit = opened(style=".fig-ov .line{stroke:#e00000}.fig-ov .casing{display:none}")
    assert [fault for fault in faint_lines(visit) if "[224, 0, 0]" in fault] != []


def test_yellow_line_without_casing_is_found(opened: Open) -> None:
    """On the white of a picture, the colour alone is not enough."""
    assert faint_lines(opened(style=".fig-ov .casing{stroke-width:0}")) != []


def test_figure_without_the_list_of_its_findings_is_found(opened: Open) -> None:
    def without(page: str) -> str:
        return re.sub(r'<ol class="fig-findings".*?</ol>', "", page, flags=re.DOTALL)

    assert [f for f in faults(opened(without), "unlisted()") if f.endswith("in no list")] != []


def test_list_that_the_toggle_does_not_show_is_found(opened: Open) -> None:
    visit = opened(style=".fig-findings{display:none!important}")
    assert [f for f in faults(visit, "unlisted()") if "not to be seen" in f] != []


def test_hotspot_without_a_way_to_its_list_is_found(opened: Open) -> None:
    visit = opened(style="[data-do=route]{display:none!important}")
    assert [f for f in faults(visit, "unlisted()") if "no way to its list" in f] != []


def test_hotspot_without_a_list_is_found(opened: Open) -> None:
    def without(page: str) -> str:
        return re.sub(r"(?<=data-route=\"list\">).*?</fieldset>", "", page, flags=re.DOTALL)

    assert [f for f in faults(opened(without), "unlisted()") if "has no list" in f] != []


RENAMES = """<script>addEventListener("click", event => {
  const toggle = event.target.closest(".fig-toggle");
  const shown = toggle && toggle.ariaPressed === "true";
  if (toggle) toggle.lastChild.data = shown ? "Show findings" : "Hide findings";
}, true)</script></body>"""


def test_toggle_whose_label_changes_is_found(opened: Open) -> None:
    visit = opened(lambda page: page.replace("</body>", RENAMES))
    assert [fault for fault in visit.engine.run("return renamed()") if "was called" in fault] != []


def test_toggle_that_says_nothing_of_its_state_is_found(opened: Open) -> None:
    visit = opened(lambda page: page.replace('data-do="toggle"', 'data-do="nothing"'))
    assert [f for f in visit.engine.run("return renamed()") if "stays" in f] != []


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".fig-bar{transform:translateX(700px)}", "leaves the frame"),
        (".fig-bar{height:20px;overflow:hidden}", "is cut by"),
        (".fig-toggle{width:50px;white-space:nowrap;flex:none!important}", "leave it"),
        ("body::after{content:'';position:fixed;inset:0}", "is covered by"),
    ],
)
def test_control_that_is_cut_or_covered_is_found(opened: Open, style: str, said: str) -> None:
    assert [fault for fault in faults(opened(style=style), "clipped()") if said in fault] != []


def test_page_that_scrolls_sideways_is_found(opened: Open) -> None:
    assert faults(opened(style="#_page{width:2000px}"), "sideways()") != []
