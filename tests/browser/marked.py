"""A small course of questions that are answered by marks on a picture, and hands that set them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from scorm_builder import build
from tests.browser.learner import PATIENCE, Learner, launch
from tests.browser.lms import Lms
from tests.courses import COURSE, page, png, write_course

SIZE = (600, 400)
LIVE = re.compile("is-live")

PICTURE = """image: images/b.png
alt: A grey square.
credit: Drawn for a test
licence: CC0
explain: Because it is so.
hint: Look again.
"""

ONE = f"""
```hotspot
id: one
prompt: Mark the spot.
tolerance: 30
{PICTURE}regions:
  - {{id: there, label: The spot, shape: {{rect: [420, 260, 60, 60]}}, correct: true}}
  - {{id: corner, label: The corner, shape: {{rect: [10, 10, 90, 90]}}}}
  - {{id: none, label: No abnormality}}
```
"""

MANY = f"""
```hotspot
id: many
prompt: Mark every spot.
{PICTURE}regions:
  - {{id: a, label: Left spot, shape: {{rect: [60, 160, 80, 80]}}, correct: true}}
  - {{id: b, label: Right spot, shape: {{rect: [460, 160, 80, 80]}}, correct: true}}
  - {{id: c, label: The vessel, shape: {{rect: [260, 20, 80, 80]}}, feedback: It is a vessel.}}
  - {{id: none, label: No abnormality}}
```
"""

NORMAL = f"""
```hotspot
id: normal
prompt: Mark the abnormality.
{PICTURE}regions:
  - {{id: a, label: Left, shape: {{rect: [60, 160, 80, 80]}}}}
  - {{id: b, label: Right, shape: {{rect: [460, 160, 80, 80]}}}}
  - {{id: none, label: No abnormality, correct: true}}
```
"""

OUTLINE = f"""
```outline
id: round
prompt: Draw round the square.
{PICTURE}shape: {{rect: [180, 120, 240, 160]}}
list:
  - {{text: In the middle, correct: true}}
  - {{text: At the left}}
  - {{text: At the right}}
```
"""

LENGTH = f"""
```measure
id: long
prompt: How long is it?
{PICTURE}measure: length
pixel_spacing: 0.1
points: [[120, 200], [480, 200]]
tolerance: 1
list:
  - {{text: 20 mm}}
  - {{text: 36 mm, correct: true}}
  - {{text: 60 mm}}
```
"""

ANGLE = f"""
```measure
id: turn
prompt: What is the angle?
{PICTURE}measure: angle
points: [[120, 200], [300, 200], [300, 380]]
tolerance: 3
list:
  - {{text: 45°}}
  - {{text: 90°, correct: true}}
  - {{text: 135°}}
```
"""

PAGES = {
    "one": ONE,
    "many": MANY,
    "normal": NORMAL,
    "round": OUTLINE,
    "long": LENGTH,
    "turn": ANGLE,
}
SQUARE = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7)]
"""The corners of the square to draw round."""


WELSH = """
title: Cwrs bach
description: Ar gyfer prawf.
sections:
  - title: Popeth
"""


def marked(root: Path, *, language: str = "en-GB") -> Path:
    """The course, built. Its frame is in Welsh too."""
    head = COURSE.replace("[one]", f"[{', '.join(PAGES)}]")
    files: dict[str, str | bytes] = {
        "course.yaml": f"{head}languages: [{language}, cy]\n",
        "course.cy.yaml": WELSH,
        "images/b.png": png(*SIZE),
        **{f"pages/{name}.md": page(body, name=name) for name, body in PAGES.items()},
    }
    return build(write_course(root, files), out=root / "dist").path


def at_size(browser: Browser, own: Lms, width: int, height: int = 800, **more: Any) -> Learner:
    """A launch in a window of that size."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **more
    )
    context.set_default_timeout(PATIENCE)
    return launch(context.new_page(), own)


def question(learner: Learner, name: str) -> Locator:
    """Go to a page; its question, ready."""
    if learner.here != name:
        learner.frame.evaluate("name => { location.hash = name }", name)
        learner.arrives(name)
    box = learner.frame.locator(f"#q_{name}")
    expect(box).to_have_class(LIVE)
    return box


def places(box: Locator, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points of the picture, in shares of it, as places in the window."""
    stage = box.locator("[data-stage]")
    stage.evaluate("e => e.scrollIntoView({block: 'center'})")
    found = stage.bounding_box()
    assert found
    return [(found["x"] + x * found["width"], found["y"] + y * found["height"]) for x, y in points]


def click(learner: Learner, box: Locator, *points: tuple[float, float]) -> None:
    """Click the picture there."""
    for at in places(box, points):
        learner.page.mouse.click(*at)


def tap(learner: Learner, box: Locator, *points: tuple[float, float]) -> None:
    """Tap the picture there."""
    for at in places(box, points):
        learner.page.touchscreen.tap(*at)


def keys(points: Iterable[tuple[int, int]], start: tuple[int, int] = (50, 50)) -> list[str]:
    """What to press on the picture for marks at these whole per cent, even ones."""
    pressed = ["Enter"]
    x, y = start
    for to_x, to_y in points:
        for away, less, more in ((to_x - x, "Left", "Right"), (to_y - y, "Up", "Down")):
            arrow = f"Arrow{more if away > 0 else less}"
            pressed += [f"Control+{arrow}"] * (abs(away) // 10) + [arrow] * (abs(away) % 10 // 2)
        pressed.append("Enter")
        x, y = to_x, to_y
    return pressed


def press(learner: Learner, box: Locator, pressed: Iterable[str]) -> None:
    """Press keys on the picture."""
    box.locator("[data-stage]").focus()
    for key in pressed:
        learner.page.keyboard.press(key)


def check(box: Locator) -> Locator:
    """Check the answer; what is said of it."""
    box.locator("[type=submit]").click()
    result = box.locator("[data-result] .result")
    expect(result).to_be_visible()
    return result


def placed(box: Locator) -> list[tuple[float, float]]:
    """Where the placed marks are, in per cent."""
    found: list[list[float]] = box.locator(".cross.is-placed").evaluate_all(
        "all => all.map(e => [parseFloat(e.style.left), parseFloat(e.style.top)])"
    )
    return [(x, y) for x, y in found]
