"""The page at every size: nothing cut, nothing sideways, with large text and spaced text."""

from __future__ import annotations

from tests.engines.engine import Engine
from tests.engines.visit import Visit

FRAMES = ((320, 480), (600, 400), (760, 500), (1024, 680), (1280, 800), (1000, 3000))


def test_no_control_is_clipped_in_any_frame(engine: Engine, visit: Visit) -> None:
    """AC-P1, and AC-F7: every target is large enough; on every page, findings shown.

    A page is opened in the first frame or the last, and goes through the others from there.
    """
    visit.launch(*FRAMES[0])
    faults = []
    frames = FRAMES
    for page in visit.pages():
        visit.goto(page)
        visit.show_findings()
        for width, height in frames:
            visit.resize(width, height)
            for measure in ("sideways()", "clipped()", "small(44)"):
                found = engine.run(f"return {measure}")
                faults += [(page, width, height, measure, fault) for fault in found]
        frames = frames[::-1]
    assert faults == []


def test_no_page_scrolls_sideways_at_320_pixels(engine: Engine, visit: Visit) -> None:
    """AC-F9 and WCAG 1.4.4, 1.4.10, 1.4.12: on every page, findings shown and feedback given.

    Each page is opened in the way in which the one before was left: plain, large, or spaced.
    """
    visit.launch(320, 480)
    faults = []
    for number, page in enumerate(visit.pages()):
        visit.goto(page)
        visit.show_findings()
        for question in [q for q in visit.questions() if q["kind"] == "choice"][:1]:
            visit.answer(question)
        for way in range(number, number + 3):
            large, spaced = way % 3 == 1, way % 3 == 2
            visit.spaced(spaced)
            visit.text(200 if large else 100)
            found = engine.run("return [...sideways(), ...clipped()]")
            faults += [(page, "200 %" if large else "spaced" * spaced, fault) for fault in found]
    assert faults == []
