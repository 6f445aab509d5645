"""A learner's visit to a course in one engine: launched in a frame of an LMS, of a given size."""

from __future__ import annotations

import fnmatch
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.browser.lms import Lms
from tests.engines.engine import Element, Engine
from tests.settled import SETTLED

Question = dict[str, Any]

SPACING = """
const style = document.getElementById("spacing") || document.createElement("style");
style.id = "spacing";
style.textContent = `* {line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important} p {margin-bottom: 2em !important}`;
document.head.append(style);
style.disabled = !arguments[0];
"""
"""What a reader may set for text (WCAG 1.4.12)."""


class Visit:
    """The course in the LMS's frame, or alone as a page."""

    def __init__(self, engine: Engine, lms: Lms) -> None:
        self.engine = engine
        self.lms = lms

    def launch(self, width: int = 1280, height: int = 800, text: int = 100) -> None:
        """Launch in a frame of a size, with the text at so many per cent."""
        self.engine.open(f"{self.lms.address}?width={width}px&height={height}px")
        self.engine.enter("#course")
        self._started()
        if text != 100:
            self.text(text)

    def alone(self) -> None:
        """Open the course as a page of its own, without an LMS."""
        self.engine.open(f"{self.lms.origin}/course/index.html")
        self._started()

    def _started(self) -> None:
        self.engine.wait("return document.documentElement.hasAttribute('data-ready')")

    def resize(self, width: int, height: int) -> None:
        script = "Object.assign(frameElement.style, {width: arguments[0], height: arguments[1]})"
        self.engine.run(script, f"{width}px", f"{height}px")
        there = "return innerWidth === arguments[0] && innerHeight === arguments[1]"
        self.engine.wait(there, width, height)
        self.settle()

    def text(self, percent: int) -> None:
        self.engine.run("document.documentElement.style.fontSize = arguments[0]", f"{percent}%")
        self.settle()

    def spaced(self, on: bool) -> None:
        """Set the text as a reader may, or as it comes."""
        self.engine.run(SPACING, on)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has come to rest."""
        self.engine.promise(f"({SETTLED})()")

    def pictures(self) -> None:
        """Load every picture of the page, also those that would wait to be scrolled to."""
        self.engine.promise(
            "Promise.all([...document.images]"
            ".map(i => { i.loading = 'eager'; return i.decode(); }))"
        )
        self.settle()

    def pages(self) -> list[str]:
        """The pages that the contents lead to, but for the results, which are made by answering."""
        script = "return [...document.querySelectorAll('.contents a[data-page]')]"
        found: list[str] = self.engine.run(f"{script}.map(a => a.dataset.page)")
        return [page for page in found if page != "_results"]

    def goto(self, page: str) -> None:
        self.engine.run("location.hash = arguments[0]", page)
        self.engine.select(f"article[data-page='{page}']")
        self.settle()

    def questions(self) -> list[Question]:
        """The page's questions with their answers, as the package has them."""
        script = "return (document.querySelector('#_page .page-data') || {textContent: '{}'})"
        data = json.loads(self.engine.run(f"{script}.textContent"))
        found: list[Question] = data.get("questions", [])
        return found

    def place(self, question: Question) -> Element:
        return self.engine.select(f"[data-question='{question['id']}']")

    def answer(self, question: Question) -> str:
        """Answer a choice question rightly with the mouse; what the feedback says."""
        place = self.place(question)
        for number in question["correct"]:
            self.engine.click(self.engine.select(f"[data-option='{number}'] label", place), 0.2)
        self.engine.click(self.engine.find("button", "Check answer", place))
        return self.result(question)

    def result(self, question: Question) -> str:
        script = "return arguments[0].querySelector('[data-result]').textContent.trim()"
        return str(self.engine.wait(script, self.place(question)))

    def figures(self) -> list[Element]:
        """The page's figures with findings."""
        found: list[Element] = self.engine.run(
            "return [...document.querySelectorAll('#_page .fig-marked')]"
        )
        return found

    def show_findings(self) -> None:
        """Press every figure's toggle that is not pressed."""
        self.engine.run(
            "findAll('button', 'Show findings')"
            ".forEach(b => b.getAttribute('aria-pressed') === 'true' || b.click())"
        )
        self.settle()


def altered(package: Path, to: Path, changes: Mapping[str, Callable[[str], str]]) -> Path:
    """A copy of a package with the text of some files changed; each pattern must match a file."""
    changed = set()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for pattern, change in changes.items():
                if fnmatch.fnmatch(name, pattern):
                    after = change(content.decode()).encode()
                    assert after != content, f"nothing of {name} was changed"
                    content = after
                    changed.add(pattern)
            new.writestr(name, content)
    assert changed == set(changes), "every pattern names a file"
    return to
