"""Nothing moves under the reader's eyes when a picture arrives late."""

from __future__ import annotations

import threading

from playwright.sync_api import BrowserContext, Route

from tests.browser.learner import launch
from tests.browser.lms import Lms

WATCH = """
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.shifted.push([entry.value, entry.sources.map(
      (source) => source.node && (source.node.className || source.node.nodeName))]);
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
    learner = launch(page, lms)
    for _ in range(12):
        # Text stands; the pictures have not come. Now they do.
        page.wait_for_timeout(50)
        with lock:
            waiting, held[:] = list(held), []
        for route in waiting:
            route.continue_()
        learner.frame.evaluate(
            """async () => {
              for (const img of document.querySelectorAll("main img")) img.loading = "eager";
              window.scrollTo(0, 0);
            }"""
        )
        free = True
        learner.frame.wait_for_function(
            "() => [...document.querySelectorAll('main img')].every((img) => img.complete)"
        )
        free = False
        if learner.frame.locator("#_pager [rel=next]").is_hidden():
            break
        if not learner.here:
            break
        learner.next()
    shifted = learner.frame.evaluate("window.shifted")
    assert sum(value for value, _ in shifted) == 0, shifted
