"""Nothing moves under the reader's eyes, whatever arrives late or is said above the page."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from scorm_builder.render.player_files import PlayerFiles
from tests.browser.learner import Learner, launch
from tests.browser.lms import Lms

WATCH = """
window.shifted = [];
new PerformanceObserver((list) => {
  const main = document.querySelector("main");
  for (const entry of list.getEntries()) {
    // The frame round the page changes when a page is opened; what is read must not move. What was
    // not in sight before, as while the LMS gives the course its frame, was not being read.
    const moved = entry.sources.filter(({ node, previousRect }) => {
      return node && main && main.contains(node) && previousRect.height > 0;
    });
    if (entry.hadRecentInput || moved.length === 0) continue;
    const names = moved.map(({ node }) => node.className || node.nodeName);
    window.shifted.push([main.querySelector("article")?.dataset.page, entry.value, names]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def test_no_page_moves_when_its_pictures_arrive(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    page.add_init_script(WATCH)
    held: list[Route] = []
    lock = threading.Lock()
    free = False

    def hold(route: Route) -> None:
        with lock:
            if not free:
                held.append(route)
                return
        route.continue_()

    page.route("**/images/*", hold)
    page.goto(lms.address, wait_until="domcontentloaded")  # its load waits for pictures
    expect(page.frame_locator("#course").locator("html[data-ready]")).to_have_count(1)
    frame = page.frame(url="**/course/index.html*")
    assert frame is not None
    learner = Learner(page, frame)
    for _ in range(12):
        # The text stands and no picture has come. What lies below the first is in sight: it would
        # be seen to move.
        learner.frame.evaluate("document.querySelector('main .fig-screen')?.scrollIntoView()")
        learner.frame.evaluate("new Promise((done) => setTimeout(done, 100))")
        # Now they all come.
        with lock:
            free = True
            waiting, held[:] = list(held), []
        for route in waiting:
            route.continue_()
        learner.frame.evaluate(
            "document.querySelectorAll('main img').forEach((img) => { img.loading = 'eager'; })"
        )
        learner.frame.wait_for_function(
            "() => [...document.querySelectorAll('main img')].every((img) => img.complete)"
        )
        learner.frame.evaluate("new Promise((done) => setTimeout(done, 100))")
        free = False
        if not learner.here:
            break
        learner.next()
    assert learner.here == "", "every page was looked at"
    shifted = learner.frame.evaluate("window.shifted")
    assert sum(value for _, value, _ in shifted) == 0, shifted


BAD = ("partly", "not_sent", "not_kept", "logged_out", "elsewhere", "closed")
"""What is not as it should be; it is bold, so wider."""

SAY = """([words, bad]) => {
  const line = document.querySelector("#_status");
  const exit = document.querySelector("#_exit");
  const main = document.querySelector("main");
  const html = document.documentElement;
  const found = [];
  for (const [name, word] of words) for (const hidden of [false, true]) {
    line.textContent = word;
    line.className = bad.includes(name) ? "status is-bad" : "status";
    exit.hidden = hidden;
    const cut = line.scrollWidth > line.clientWidth || line.scrollHeight > line.clientHeight;
    const { top } = main.getBoundingClientRect();
    found.push([name, top, cut || html.scrollWidth > html.clientWidth]);
  }
  return found;
}"""
"""A script's function: where the page begins with each word, and whether the word is cut."""


@pytest.mark.parametrize("width", [320, 375, 1024, 1280])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_word_of_the_status_moves_the_page_or_is_cut(
    context: BrowserContext, two_languages: Path, language: str, width: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    strings = PlayerFiles.of().strings(language)["player"]
    words = [
        (name.removeprefix("status_"), word)
        for name, word in strings.items()
        if name.startswith("status_") and not name.endswith("_long")
    ]
    assert {name for name, _ in words} > {*BAD, "sent"}
    with Lms(two_languages) as lms:
        frame = launch(page, lms).frame
        if language == "cy":
            frame.locator("a[data-language=cy]").click()
            expect(frame.locator("html[lang=cy]")).to_have_count(1)
        found = frame.evaluate(SAY, [[("", ""), *words], BAD])
        assert len({top for _, top, _ in found}) == 1, found
        assert [name for name, _, cut in found if cut] == []
        frame.evaluate("document.documentElement.style.fontSize = '200%'")
        assert [name for name, _, cut in frame.evaluate(SAY, [words, BAD]) if cut] == []
