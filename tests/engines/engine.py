"""What tests need of a browser, the same for Chromium, Firefox and WebKit.

An ``Engine`` shows a page, works on it as a person does, and looks at it. What an engine cannot do
is listed in ``CANNOT``, with the reason, and asked for by name, so that nothing is left out unseen.
"""

from __future__ import annotations

import base64
import io
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.engines.start import Started
from tests.engines.wire import CommandError
from tests.pixels import Pixels

NAMES = ("chromium", "firefox", "webkit")

CANNOT = {
    ("webkit", "touch"): "WebKitGTK's driver turns a finger into a mouse",
    (
        "webkit",
        "forced colours",
    ): "WebKitGTK has none to turn on, whatever the theme of the desktop",
    ("webkit", "print"): "WebKitGTK's driver has no print command",
}
"""What an engine cannot be made to do; the tests that want it say so and name the engine."""

LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
_FUNCTIONS = re.findall(r"^(?:function|const) (\w+)", LOOK, re.MULTILINE)
LOOKS = re.compile(rf"\b(?:{'|'.join(_FUNCTIONS)})\b")
"""A script that names one of its functions is given all of them; most need none."""

KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Escape": "\ue00c",
    "Space": " ",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}

Element = dict[str, str]
Box = dict[str, float]


class Engine:
    """A browser that runs. Positions are in the frame that is entered, in CSS pixels."""

    def __init__(self, name: str, *, still_and_dark: bool = False) -> None:
        self.name = name
        self.browser = Started(name, still_and_dark=still_and_dark)
        self._command = self.browser.wire.command
        self._emulated: set[str] = set()
        self._wheels = 0

    def close(self) -> None:
        self.browser.end()

    def can(self, ability: str) -> bool:
        return (self.name, ability) not in CANNOT

    # Pages and scripts

    def open(self, address: str) -> None:
        self._command("SwitchToFrame", id=None)
        self._command("Navigate", url=address)

    def enter(self, frame: str) -> None:
        """Work in the frame that a selector names, from here on."""
        self._command("SwitchToFrame", id=None)
        self._command(
            "SwitchToFrame", id=self.run("return document.querySelector(arguments[0])", frame)
        )

    def run(self, script: str, *values: Any) -> Any:
        """What a script returns; it may use the functions of ``look.js``, and ``arguments``."""
        text = f"{LOOK}\n{script}" if LOOKS.search(script) else script
        return self._command("ExecuteScript", script=text, args=list(values))

    def promise(self, script: str, *values: Any) -> Any:
        """What the promise that a script gives comes to."""
        text = f"const done = arguments[arguments.length - 1]; ({script}).then(done)"
        return self._command("ExecuteAsyncScript", script=text, args=list(values))

    def wait(self, script: str, *values: Any, seconds: float = 20) -> Any:
        """What a script returns as soon as it is something."""
        end = time.monotonic() + seconds
        while True:
            with suppress(CommandError):  # a page that is just being replaced has no answer
                if found := self.run(script, *values):
                    return found
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name}: never came true: {script}")
            time.sleep(0.02)

    # Finding

    def find_all(self, role: str, name: str = "", within: Element | None = None) -> list[Element]:
        """The visible elements of a role whose names begin so."""
        found: list[Element] = self.run("return findAll(...arguments)", role, name, within)
        return found

    def find(self, role: str, name: str = "", within: Element | None = None) -> Element:
        """The first of them; that there is none is a fault."""
        found: Element = self.wait("return findAll(...arguments)[0]", role, name, within)
        return found

    def select(self, selector: str, within: Element | None = None) -> Element:
        script = "return (arguments[1] || document).querySelector(arguments[0])"
        found: Element = self.wait(script, selector, within)
        return found

    def box(self, element: Element) -> Box:
        found: Box = self.run("return boxOf(arguments[0])", element)
        return found

    def attribute(self, element: Element, name: str) -> str:
        return str(self.run("return arguments[0].getAttribute(arguments[1])", element, name))

    def text(self, element: Element) -> str:
        return str(self.run("return arguments[0].textContent", element))

    # Acting

    def reveal(self, element: Element) -> Box:
        """Bring an element to the middle of the frame; where it is once it stays there."""
        found: Box = self.promise(REVEAL, element)
        return found

    def move(self, x: float, y: float) -> None:
        """Move the mouse, until the page was told of it: Firefox loses a move now and then.

        That what is there is hovered does not say so: a new layout beneath the mouse does that,
        without the events by which a page knows of a mouse that comes.
        """
        self.run(WATCH_MOUSE)
        for _ in range(4):
            # A pointer that is there already does not move: it comes from beside.
            self._pointer("mouse", [_at(x + 3, y), _at(x, y)])
            with suppress(TimeoutError):
                self.wait(UNDER_MOUSE, round(x), round(y), seconds=5)
                return
        raise AssertionError(f"the mouse does not come to {x}, {y}")

    def click(self, element: Element, x: float = 0.5, y: float = 0.5) -> None:
        """Click at a place in an element, given in parts of its size."""
        box = self.reveal(element)
        steps = [_at(*_within(box, x, y)), *PRESS]
        # A click is heard also where the focus is elsewhere: it may be what brings it.
        self._until_heard(lambda: self._pointer("mouse", steps), focus=False)

    def tap(self, element: Element, x: float = 0.5, y: float = 0.5) -> None:
        """Tap as with a finger; where the driver has none, by the events that a finger causes."""
        place = _within(self.reveal(element), x, y)
        if self.can("touch"):
            steps = [_at(*place), *PRESS]
            self._until_heard(lambda: self._pointer("touch", steps), focus=False)
        else:
            self.run(FINGER, *place)

    def wheel(self, x: float, y: float, down: int) -> None:
        # A new wheel each time: WebKit's driver takes a second turn of one for how it differs.
        self._wheels += 1
        scroll = {**_at(x, y), "type": "scroll", "deltaX": 0, "deltaY": down}
        wheel = {"type": "wheel", "id": f"wheel-{self._wheels}", "actions": [scroll]}
        self._command("PerformActions", actions=[wheel])

    def press(self, *names: str) -> None:
        """Press keys one after another; ``Shift+Tab`` together."""
        for name in names:
            self._until_heard(lambda name=name: self._press(name))  # type: ignore[misc]

    def _press(self, name: str) -> None:
        held = [KEYS.get(key, key) for key in name.split("+")]
        steps = [{"type": "keyDown", "value": key} for key in held]
        steps += [{"type": "keyUp", "value": key} for key in reversed(held)]
        self._command("PerformActions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def _until_heard(self, act: Callable[[], None], *, focus: bool = True) -> None:
        """Press a key or a button again where the page was never told: Firefox loses one at times.

        It does so on a busy machine, with the focus in the page, and says that all went well. What
        the page heard is never done twice, whatever came of it.
        """
        focused = self.run(LISTEN)
        if focus and not focused:
            return act()
        for _ in range(4):
            act()
            with suppress(TimeoutError):
                self.wait("return window.heard !== 0", seconds=8)
                return None
        raise AssertionError("the page hears nothing of it")

    def focus(self, element: Element) -> None:
        """Give an element the focus as if it had come by keyboard."""
        self.run("arguments[0].focus({focusVisible: true})", element)
        self.wait("return document.activeElement === arguments[0]", element)

    def _pointer(self, kind: str, steps: list[dict[str, Any]]) -> None:
        device = {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}}
        self._command("PerformActions", actions=[{**device, "actions": steps}])

    # Looking

    def screenshot(self, box: Box | None = None) -> Pixels:
        """The window's pixels, or those of a box in it."""
        data = base64.b64decode(self._command("TakeScreenshot"))
        with Image.open(io.BytesIO(data)) as image:
            if box is not None:
                left, top = max(round(box["x"]), 0), max(round(box["y"]), 0)
                right = min(round(box["x"] + box["width"]), image.width)
                bottom = min(round(box["y"] + box["height"]), image.height)
            else:
                left, top, right, bottom = 0, 0, image.width, image.height
            part = image.crop((left, top, right, bottom)).convert("RGB")
            return np.asarray(part, dtype=np.float64)

    def pdf(self) -> bytes:
        """The page as printed."""
        return base64.b64decode(self._command("Print", background=True))

    # Media

    def emulate(self, media: str) -> None:
        """Make ``reduced motion``, ``dark`` or ``forced colours`` hold, until ``reset``.

        WebKit takes the first two from the desktop when it starts: ``still_and_dark``.
        """
        assert self.name != "webkit", "give it at the start"
        self._emulated.add(media)
        self._emulate()
        self.wait("return matchMedia(arguments[0]).matches", QUERIES[media])

    def reset(self) -> None:
        """Undo what was emulated, and take the mouse and the fingers off."""
        if self._emulated:
            self._emulated.clear()
            self._emulate()
        with suppress(CommandError):  # the frame in which they were may be gone
            self._command("ReleaseActions")

    def _emulate(self) -> None:
        if self.name == "chromium":
            features = [
                {"name": name, "value": value if media in self._emulated else ""}
                for media, (name, value) in CHROMIUM_MEDIA.items()
            ]
            self._command("cdp", cmd="Emulation.setEmulatedMedia", params={"features": features})
            return
        self._command("Marionette:SetContext", value="chrome")
        script = "Object.assign(gBrowser.selectedBrowser.browsingContext.top, arguments[0])"
        overrides = {
            name: value if media in self._emulated else "none"
            for media, (name, value) in FIREFOX_MEDIA.items()
        }
        self._command("ExecuteScript", script=script, args=[overrides])
        self._command("Marionette:SetContext", value="content")


QUERIES = {
    "reduced motion": "(prefers-reduced-motion: reduce)",
    "dark": "(prefers-color-scheme: dark)",
    "forced colours": "(forced-colors: active)",
}
CHROMIUM_MEDIA = {
    "reduced motion": ("prefers-reduced-motion", "reduce"),
    "dark": ("prefers-color-scheme", "dark"),
    "forced colours": ("forced-colors", "active"),
}
FIREFOX_MEDIA = {
    "reduced motion": ("prefersReducedMotionOverride", "reduce"),
    "dark": ("prefersColorSchemeOverride", "dark"),
    "forced colours": ("forcedColorsOverride", "active"),
}

REVEAL = """(async () => {
  const [element] = arguments;
  const box = () => {
    element.scrollIntoView({block: "center", behavior: "instant"});
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height};
  };
  const end = performance.now() + 15000;
  for (let before = box(), now; ; before = now) {
    await new Promise(done => requestAnimationFrame(done));
    now = box();
    // Asked again, Firefox may round the other way.
    const still = Object.keys(now).every(side => Math.abs(now[side] - before[side]) <= 1);
    if (still || performance.now() > end) return now;
  }
})()"""
"""What is still moved by its page is not where it is aimed at."""

PRESS = ({"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

WATCH_MOUSE = """
if (window.mouse === undefined) {
  addEventListener("pointermove", e => { window.mouse = [e.clientX, e.clientY]; }, true);
}
window.mouse = null;
"""

UNDER_MOUSE = """
const [x, y] = arguments, there = document.elementFromPoint(x, y);
const [left, top] = window.mouse || [NaN, NaN];
if (!(Math.abs(left - x) <= 1 && Math.abs(top - y) <= 1)) return false;
return !there || there.matches(":hover");
"""

LISTEN = """
if (window.heard === undefined) {
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => window.heard++, true);
}
window.heard = 0;
return document.hasFocus();
"""
"""Count what the page hears; a page that came since has no count."""

FINGER = """
const [x, y] = arguments, target = document.elementFromPoint(x, y);
const at = {bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y};
const finger = {...at, pointerType: "touch", pointerId: 7, isPrimary: true};
const send = (kind, values) => target.dispatchEvent(new PointerEvent(kind, values));
for (const kind of ["over", "enter", "down", "up", "out", "leave"]) {
  send("pointer" + kind, {...finger, bubbles: !/enter|leave/.test(kind)});
}
for (const kind of ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup"]) {
  target.dispatchEvent(new MouseEvent(kind, {...at, bubbles: kind !== "mouseenter"}));
}
send("click", finger);
"""
"""A tap as browsers tell a page of it: the finger, then the mouse that old pages wait for."""


def _at(x: float, y: float) -> dict[str, Any]:
    place = {"x": round(x), "y": round(y), "duration": 0, "origin": "viewport"}
    return {"type": "pointerMove", **place}


def _within(box: Box, x: float, y: float) -> tuple[float, float]:
    return box["x"] + x * box["width"], box["y"] + y * box["height"]
