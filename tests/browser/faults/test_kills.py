"""The browser is killed, at twelve moments of an answer's way: what was kept or sent is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright

from scorm_builder.filetree import FileTree
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.faults import killing
from tests.browser.faults.killing import Killer
from tests.browser.faults.small import (
    SENTENCES,
    Launch,
    Words,
    begin,
    launch,
    opened,
)
from tests.browser.strict import Edition, StrictHost

SAFE = {SENTENCES[status] for status in ("kept", "sent", "not-sent", "confirmed")}


def script(text: str) -> Callable[[Launch, Words, Killer], None]:
    return lambda learner, words, host: learner.frame.evaluate(text)


def calling(name: str, element: str = "", times: int = 1) -> Callable[..., None]:
    def prepare(learner: Launch, words: Words, host: Killer) -> None:
        function = getattr(words, name)
        learner.frame.evaluate(killing.at_call(words.api, function, element, times))

    return prepare


def answer(learner: Launch) -> None:
    learner.check(learner.question("a3"))


def turn(learner: Launch) -> None:
    learner.frame.locator("#_pager [rel=next]").click()


def leave(learner: Launch) -> None:
    learner.frame.locator("#_exit").click()


def hide(learner: Launch) -> None:
    answer(learner)
    learner.frame.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


SETTLED = """() => new Promise((done) => {
  const request = indexedDB.open("scorm-builder");
  request.onsuccess = () => {
    const all = request.result.transaction("attempts").objectStore("attempts").getAll();
    all.onsuccess = () => {
      request.result.close();
      done(all.result.some(({sequence, sent}) => sequence >= 3 && sent === sequence));
    };
  };
})"""
"""Whether the first answer and the end of the page are kept, and known to be sent."""


@dataclass(frozen=True)
class Point:
    """A moment: what brings it about, and what must be there after it beside the first answer."""

    prepare: Callable[[Launch, Words, Killer], None]
    act: Callable[[Launch], None] = answer
    here: bool = False
    """Whether the second answer must be there, on the same device."""
    there: bool = False
    """Whether on another."""
    given: bool = True
    """Whether the second answer is given by then, and what the status line says is of it."""


def storing(when: str) -> Callable[[Launch, Words, Killer], None]:
    return lambda learner, words, host: setattr(host, when, True)


POINTS = {
    "as the answer is clicked": Point(script(killing.AT_CLICK), given=False),
    "before the copy is written": Point(script(killing.BEFORE_COPY)),
    "while the copy is written": Point(script(killing.IN_COPY)),
    "once the copy is written": Point(script(killing.AFTER_COPY), here=True),
    "at the first value": Point(calling("set")),
    "at the state": Point(calling("set", "suspend_data")),
    "before the commit": Point(calling("commit")),
    "in the commit, before it is stored": Point(storing("before_storing")),
    "in the commit, after it is stored": Point(storing("after_storing"), here=True, there=True),
    "before it is known that it arrived": Point(script(killing.AT_PROBE), here=True, there=True),
    "on the way to the next page": Point(calling("set", "location"), turn, given=False),
    "on the way out": Point(calling("end"), leave, given=False),
    "as the page is hidden": Point(script(killing.AT_HIDDEN), hide, there=True),
}


@pytest.fixture
def killer(course: FileTree, edition: Edition, tmp_path: Path) -> Iterator[Killer]:
    """An LMS that kills the browser which has this profile."""
    with Killer(course, edition=edition) as running:
        running.profile = str(tmp_path / "profile")
        yield running


@pytest.mark.parametrize("point", POINTS)
def test_what_was_kept_or_sent_outlives_a_browser_that_is_killed(
    playwright: Playwright, browser: Browser, killer: Killer, words: Words, point: str
) -> None:
    """P16: on the same device what the status line called so, on another what was sent."""
    moment = POINTS[point]
    options = {"executable_path": CHROMIUM, "args": FLAGS}
    first = playwright.chromium.launch_persistent_context(killer.profile, **options)
    learner = begin(first.pages[0], killer)
    learner.give("a1")
    learner.choose(learner.question("a3"), True)
    # The end of the page came into sight by that: it is to be over before the moment comes.
    learner.frame.locator(".finish").scroll_into_view_if_needed()
    learner.frame.wait_for_function(SETTLED)
    learner.says("sent")
    moment.prepare(learner, words, killer)
    try:
        moment.act(learner)
    except Error:
        assert killer.dead.is_set()  # it died of the very click
    assert killer.dead.wait(10)
    killer.before_storing = killer.after_storing = False
    with StrictHost(killer.package, edition=killer.edition, stored=killer.stored) as other:
        device = browser.new_context()
        check(launch(opened(device), other), moment.there)
        device.close()
    second = playwright.chromium.launch_persistent_context(killer.profile, **options)
    try:
        said = moment.given and killer.said in SAFE
        check(launch(second.pages[0], killer), moment.here or moment.there or said)
    finally:
        second.close()


def check(learner: Launch, both: bool) -> None:
    """The first answer is there, and the second, if it must be."""
    learner.goto("one")
    found = learner.frame.locator("[data-question='a1'] .result.is-right")
    found.wait_for()
    if both:
        learner.has("a1", "a3")
