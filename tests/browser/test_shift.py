"""Nothing moves under the reader's eyes when a picture arrives late."""

from __future__ import annotations

import threading

from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.learner import Learner
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
