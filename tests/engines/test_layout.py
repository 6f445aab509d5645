"""The page at every size: nothing cut, nothing sideways, with large text and spaced text."""

from __future__ import annotations

import pytest

from tests.engines.engine import Engine
from tests.engines.visit import SPACING, Visit

FRAMES = ((320, 480), (600, 400), (760, 500), (1024, 680), (1280, 800), (1000, 3000))


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_no_control_is_clipped_in_any_frame(
    engine: Engine, visit: Visit, width: int, height: int
) -> None:
    """AC-P1, and AC-F7: every target is large enough; on every page, findings shown."""
    visit.launch(width, height)
    faults = []
    for page in visit.pages():
        visit.goto(page)
        visit.show_findings()
        for measure in ("sideways()", "clipped()", "small(44)"):
            faults += [(page, measure, fault) for fault in engine.run(f"return {measure}")]
    assert faults == []


@pytest.mark.parametrize("text", ["plain", "200 %", "spaced"])
def test_no_page_scrolls_sideways_at_320_pixels(engine: Engine, visit: Visit, text: str) -> None:
    """AC-F9 and WCAG 1.4.4, 1.4.10, 1.4.12: on every page, findings shown and feedback given."""
    visit.launch(320, 480, 200 if text == "200 %" else 100)
    if text == "spaced":
        engine.run(SPACING)
    faults = []
    for page in visit.pages():
        visit.goto(page)
        visit.show_findings()
        for question in [q for q in visit.questions() if q["kind"] == "choice"][:1]:
            visit.answer(question)
        visit.settle()
        faults += [(page, fault) for fault in engine.run("return [...sideways(), ...clipped()]")]
    assert faults == []
