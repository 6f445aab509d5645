"""The engines: they are what they say, reach nobody, and cannot do what they are said not to."""

from __future__ import annotations

import pytest

from tests.browser.lms import Lms
from tests.engines.engine import CANNOT, Engine
from tests.engines.visit import Visit
from tests.engines.wire import CommandError


def test_three_different_engines_are_driven(engine: Engine, visit: Visit) -> None:
    visit.launch()
    agent = engine.run("return navigator.userAgent")
    marks = {"chromium": "Chrome/", "firefox": "Gecko/20100101", "webkit": "Version/"}
    assert [name for name, mark in marks.items() if mark in agent] == [engine.name]


def test_nothing_can_leave_this_machine_and_what_is_tried_is_seen(
    engine: Engine, visit: Visit
) -> None:
    """The check on requests can fail: a planted one is noticed, and refused."""
    visit.alone()
    asked = engine.browser.door.asked
    assert [line for line in asked if "elsewhere.invalid" in line] == []
    answer = engine.promise(
        "fetch('http://elsewhere.invalid/planted', {mode: 'no-cors'})"
        ".then(() => 'sent', () => 'not sent')"
    )
    assert answer in {"sent", "not sent"}
    assert [line for line in asked if "http://elsewhere.invalid/planted" in line] != []


@pytest.mark.engines("chromium", "firefox")
def test_media_are_emulated_and_undone(engine: Engine, visit: Visit) -> None:
    visit.launch()
    query = "return ['(prefers-color-scheme: dark)', '(forced-colors: active)',"
    query += " '(prefers-reduced-motion: reduce)'].map(q => matchMedia(q).matches)"
    assert engine.run(query) == [False, False, False]
    for media in ("dark", "forced colours", "reduced motion"):
        engine.emulate(media)
    assert engine.run(query) == [True, True, True]
    engine.reset()
    engine.wait(f"return (() => {{{query}}})().every(each => !each)")


@pytest.mark.engines("webkit")
def test_what_webkit_cannot_do_it_still_cannot(engine: Engine, lms: Lms) -> None:
    """When one of these fails, take the line out of CANNOT: its tests can run in WebKit as well."""
    visit = Visit(engine, lms)
    visit.launch()
    cannot = {ability for name, ability in CANNOT if name == "webkit"}
    assert cannot == {"touch", "forced colours", "print"}
    with pytest.raises(CommandError, match="unknown command"):
        engine.pdf()
    assert engine.run("return matchMedia('(forced-colors: none)').matches")
    engine.run("window.kinds = []; onpointerdown = e => window.kinds.push(e.pointerType)")
    engine._pointer("touch", [*TOUCH])
    assert engine.run("return window.kinds") == ["mouse"]


TOUCH = (
    {"type": "pointerMove", "x": 5, "y": 5, "duration": 0, "origin": "viewport"},
    {"type": "pointerDown", "button": 0},
    {"type": "pointerUp", "button": 0},
)
