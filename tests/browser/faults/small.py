"""A small course in both editions of SCORM, and one launch of it as its learner sees it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import BrowserContext, Error, Frame, Locator, Page, expect

from scorm_builder.core import installed
from scorm_builder.filetree import FileTree
from scorm_builder.load.course import load
from scorm_builder.render import render
from tests.browser.learner import Learner, Question
from tests.browser.strict import Edition, StrictHost
from tests.courses import CHOICE, page, write_course

COURSE = """
format: 1
id: faults
title: A course that is in trouble
description: For a test.
licence: MIT
pass_mark: 50
certificate: true
sections:
  - title: All
    pages: [{pages}]
"""

WORD = """
```short_text
id: {name}
prompt: What is it called?
accept: [lunate]
explain: It is the lunate.
```
"""


def choice(name: str, options: int = 2) -> str:
    """A question with the first option right."""
    more = "".join(f"  - text: Option {number}\n" for number in range(2, options))
    return CHOICE.replace("id: q1", f"id: {name}").replace("explain:", f"{more}explain:")


def word(name: str) -> str:
    """A question that is answered with a word."""
    return WORD.format(name=name)


PAGES = {
    "one": choice("a1") + word("a2") + choice("a3"),
    "two": choice("b1") + choice("b2"),
    "three": choice("c1") + word("c2"),
}
"""What stands on the pages, by their names."""


def files(folder: Path, edition: Edition, pages: Mapping[str, str] = PAGES) -> FileTree:
    """The course as a learner's browser gets it."""
    written = {f"pages/{name}.md": page(body, name=name) for name, body in pages.items()}
    written["course.yaml"] = COURSE.format(pages=", ".join(pages))
    source = write_course(folder, written)
    if "one" not in pages:
        (source / "pages/one.md").unlink()
    course = load(source, installed()).course
    assert course is not None
    return render(course, installed(), tracking=edition)


@dataclass(frozen=True)
class Words:
    """What the two editions call the same thing."""

    api: str
    get: str
    set: str
    commit: str
    end: str
    begin: str
    status: str
    score: str
    location: str
    name: str
    learner: str
    time: str
    exit: str
    response: str
    lost: int
    """The code of a commit that failed."""


WORDS: dict[Edition, Words] = {
    "scorm12": Words(
        api="API",
        begin="LMSInitialize",
        get="LMSGetValue",
        set="LMSSetValue",
        commit="LMSCommit",
        end="LMSFinish",
        status="cmi.core.lesson_status",
        score="cmi.core.score.raw",
        location="cmi.core.lesson_location",
        name="cmi.core.student_name",
        learner="cmi.core.student_id",
        time="cmi.core.session_time",
        exit="cmi.core.exit",
        response="student_response",
        lost=101,
    ),
    "scorm2004": Words(
        api="API_1484_11",
        begin="Initialize",
        get="GetValue",
        set="SetValue",
        commit="Commit",
        end="Terminate",
        status="cmi.success_status",
        score="cmi.score.raw",
        location="cmi.location",
        name="cmi.learner_name",
        learner="cmi.learner_id",
        time="cmi.session_time",
        exit="cmi.exit",
        response="learner_response",
        lost=391,
    ),
}

STRINGS = Path(__file__).parents[3] / "player" / "strings" / "en.yaml"


def _sentences() -> dict[str, str]:
    """The sentence behind each word of the status line, by the name of the status."""
    words = yaml.safe_load(STRINGS.read_text(encoding="utf-8"))["player"]
    found = {
        match[1].replace("_", "-"): str(value)
        for name, value in words.items()
        if (match := re.fullmatch(r"status_(\w+)_long", name))
    }
    return found


SENTENCES = _sentences()

RIGHT = ".result.is-right"


COPIES = """() => new Promise((done, failed) => {
  const opening = indexedDB.open("scorm-builder");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const found = opening.result.transaction("attempts").objectStore("attempts").getAll();
    found.onsuccess = () => { opening.result.close(); done(found.result); };
  };
})"""


class Launch(Learner):
    """One launch: what the learner does and sees in it."""

    @property
    def line(self) -> Locator:
        return self.frame.locator("#_status")

    @property
    def notice(self) -> Locator:
        return self.frame.locator("#_connection")

    @property
    def dialog(self) -> Locator:
        return self.frame.get_by_role("dialog")

    def says(self, *statuses: str) -> None:
        """Wait until the status line says one of these, by their names in the player."""
        said = "|".join(re.escape(SENTENCES[status]) for status in statuses)
        expect(self.line).to_have_attribute("title", re.compile(f"^({said})$"))

    @property
    def said(self) -> str:
        """The name of what the status line says now."""
        sentence = self.line.get_attribute("title")
        return next(name for name, known in SENTENCES.items() if known == sentence)

    def question(self, name: str) -> Question:
        return next(each for each in self.questions() if each["id"] == name)

    def give(self, *names: str, right: bool = True) -> None:
        """Answer questions of this page."""
        for name in names:
            self.answer(self.question(name), right)
            expect(self.frame.locator(f"[data-question='{name}'] .result")).to_be_visible()

    def has(self, *names: str) -> None:
        """On the page that is shown these are answered rightly, and no others are answered."""
        for name in [each["id"] for each in self.questions()]:
            right = self.frame.locator(f"[data-question='{name}'] {RIGHT}")
            expect(right, name).to_have_count(int(name in names))

    def press(self, name: str) -> None:
        self.frame.get_by_role("button", name=name).click()

    def try_again(self) -> None:
        """Press "Try again", unless the course has tried by itself meanwhile, and it is gone.

        By its own event: a mouse would look for a button that has just been there.
        """
        self.frame.evaluate("() => document.querySelector('#_connection button')?.click()")

    def copies(self) -> list[dict[str, Any]]:
        """What is kept on this device."""
        found: list[dict[str, Any]] = self.frame.evaluate(COPIES)
        return found

    def rest(self) -> None:
        """Wait until what was done last is in the copy on this device, whatever the line says."""
        before: list[int] | None = None
        while (now := [copy["sequence"] for copy in self.copies()]) != before:
            before = now
            self.page.wait_for_timeout(250)

    def pass_all(self) -> None:
        """Answer everything rightly, up to the results."""
        while self.here:
            self.give(*[each["id"] for each in self.questions()])
            self.next()


def opened(context: BrowserContext) -> Page:
    """A tab in which neither an error of the player nor a dialog of the browser is borne."""
    made = context.new_page()
    watch(made)
    return made


PROBLEMS: list[str] = []
"""What no page may have: looked at after each test."""


def watch(tab: Page) -> None:
    """Note errors of scripts, and dialogs of the browser, which are let go."""
    tab.on("pageerror", lambda error: PROBLEMS.append(f"the player failed: {error}"))

    def dialog(found: Any) -> None:
        PROBLEMS.append(f"a dialog of the browser: {found.type} {found.message}")
        found.dismiss()

    tab.on("dialog", dialog)


def started(tab: Page, frame: Frame) -> Launch:
    """The launch in a frame, once the course has begun; at the place where it was left."""
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    found = Launch(tab, frame)
    if frame.locator("#_resume[open]").count():
        found.press("Continue")
        expect(frame.locator("#_page > article")).to_have_count(1)
    return found


def launch(tab: Page, host: StrictHost) -> Launch:
    """Launch the course, up to its first page or its first question to the learner."""
    return started(tab, host.launch(tab))


def again(tab: Page, host: StrictHost) -> Launch:
    """Leave the course as a learner does who closes it, and launch it anew."""
    return started(tab, host.relaunch(tab))


def begin(tab: Page, host: StrictHost) -> Launch:
    """Launch for the first time, and wait until all is sent and the notices are there."""
    found = launch(tab, host)
    found.says("sent")
    expect(found.notice).to_have_count(1)
    return found


def called(tab: Page, host: StrictHost, fn: str) -> list[dict[str, Any]]:
    """The calls of one function so far."""
    return [call for call in host.calls(tab) if call["fn"] == fn]


def told(host: StrictHost) -> list[str]:
    """The ids of the answers that the LMS has, in the order of its records."""
    ids = {
        int(name.split(".")[2]): value
        for name, value in host.stored.items()
        if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)
    }
    return [ids[index] for index in sorted(ids)]


def crash(tab: Page) -> None:
    """Let the process of a page die; no handler runs."""
    with tab.expect_event("crash"), contextlib.suppress(Error):  # the address is never reached
        tab.goto("chrome://crash")
