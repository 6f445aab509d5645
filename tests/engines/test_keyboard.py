"""Without a mouse: every page from end to end, and a figure through all its findings.

What a walk with Tab meets on a page is stored in ``walks/``, a line a stop, and is the same in
every engine. ``pytest tests/engines --update-walks`` writes the files anew; then read the diff.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.engines.engine import Engine
from tests.engines.visit import Visit
from tests.engines.wire import REFERENCE

WALKS = Path(__file__).parent / "walks"
PAGES = ("soft-tissue-calcification", "osteoarthritis-knee", "final-assessment")
LONGEST = 250

ALSO = {"firefox": ("ol: ",)}
"""What the focus rests on in one engine alone: Firefox stops at a list that scrolls by itself."""


def walk(engine: Engine) -> list[dict[str, Any]]:
    """Tab from the top of the page to its end; what has the focus at each stop."""
    engine.run("document.querySelector('.skip').focus()")
    engine.press("Tab", "Shift+Tab")  # so that the focus came by keyboard
    stops: list[dict[str, Any]] = []
    seen: set[str] = set()
    while len(stops) < LONGEST:
        stop = engine.run("return focused()")
        if stop is None or stop["element"][REFERENCE] in seen:
            return stops
        seen.add(stop["element"][REFERENCE])
        stops.append(stop)
        engine.press("Tab")
        try:
            engine.wait("return document.activeElement !== arguments[0]", stop["element"])
        except TimeoutError:
            pytest.fail(f"Tab does not leave {line(stop)}")
    raise AssertionError("the walk does not end")


def line(stop: dict[str, Any]) -> str:
    # Items to be put in order stand in another one at each launch.
    name = re.sub(r"^(Move (?:up|down)): .*", r"\1: an item", stop["name"])
    return f"{stop['role']}: {name}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_walked_by_tab_as_it_is_written_down(
    request: pytest.FixtureRequest, engine: Engine, visit: Visit, page: str
) -> None:
    visit.launch(1280, 800)
    visit.goto(page)
    visit.pictures()
    visit.show_findings()
    stops = walk(engine)
    assert [line(stop) for stop in stops if not stop["ring"]] == [], "the focus can be seen"
    assert [line(stop) for stop in stops if not stop["inside"]] == [], "the focus is in view"
    narrow = [s for s in stops if min(s["box"]["width"], s["box"]["height"]) < 8]
    assert [line(stop) for stop in narrow] == [], "every stop has a place"
    for figure in {stop["figure"] for stop in stops} - {""}:
        mine = [stop for stop in stops if stop["figure"] == figure]
        bar = engine.run(
            "return [...document.querySelectorAll('#' + arguments[0] + ' .fig-bar button')]"
            ".filter(shown).length",
            figure,
        )
        assert len(mine) <= bar + 1, f"{figure}: toolbar and one stop for the list (AC-F2)"
    file = WALKS / f"{page}.txt"
    lines = [line(stop) for stop in stops if not line(stop).startswith(ALSO.get(engine.name, ()))]
    text = "".join(f"{each}\n" for each in lines)
    if engine.name == "chromium" and request.config.getoption("--update-walks", default=False):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()


def test_figure_is_reached_shown_stepped_through_hidden_and_left_by_keyboard(
    engine: Engine, visit: Visit
) -> None:
    """AC-F2 and AC-F3, for each figure of a page."""
    visit.launch(1280, 800)
    for figure in visit.figures():
        toggle = engine.find("button", "Show findings", figure)
        status = engine.select("[role=status]", figure)

        def says(text: str, status: Any = status) -> None:
            try:
                engine.wait(
                    "return arguments[0].textContent.startsWith(arguments[1])", status, text
                )
            except TimeoutError:
                pytest.fail(f"the status says {engine.text(status)!r}, not {text!r}")

        label = engine.text(toggle)
        count = engine.run("return arguments[0].querySelectorAll('.fig-finding').length", figure)
        engine.focus(toggle)
        engine.press("Space")
        engine.wait("return arguments[0].ariaPressed === 'true'", toggle)
        assert engine.text(toggle) == label
        says(f"{count} finding")
        if count > 1:
            following = engine.find("button", "Next finding", figure)
            engine.focus(following)
            for number in range(1, count + 1):
                engine.press("Enter")
                says(f"Finding {number} of {count}:")
            engine.press("Enter")
            says("End of findings")
            focused = engine.run("return focused()")
            assert focused["element"] == following, "the focus stays"
        first = engine.select(".fig-finding[tabindex='0']", figure)
        engine.focus(first)
        engine.press("Home", "End")
        last = engine.run("return [...arguments[0].querySelectorAll('.fig-finding')].pop()", figure)
        engine.wait("return document.activeElement === arguments[0]", last)
        engine.press("Escape", "Escape")
        engine.wait("return arguments[0].ariaPressed === 'false'", toggle)
        says("Findings hidden")
        assert engine.run("return focused()")["figure"], "the focus is not lost"
        engine.focus(toggle)
        for _ in range(6):
            before = engine.run("return document.activeElement")
            engine.press("Tab")
            engine.wait("return document.activeElement !== arguments[0]", before)
            inside = engine.run("return arguments[0].contains(document.activeElement)", figure)
            if not inside:
                break
        assert not inside, "the figure can be left"
