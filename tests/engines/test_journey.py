"""A course is started, read, answered, left and taken up again; and it keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.lms import Lms
from tests.engines.engine import Engine
from tests.engines.visit import Visit, altered


def test_what_was_answered_is_saved_and_there_when_the_course_is_opened_again(
    engine: Engine, visit: Visit, lms: Lms
) -> None:
    visit.launch()
    first, second = visit.pages()[:2]
    assert engine.text(engine.select("#_page h1"))
    question = next(q for q in visit.questions() if q["kind"] == "choice")
    assert "Correct" in visit.answer(question)
    visit.pictures()  # which would move the link while it is aimed at
    engine.click(engine.find("link", "Next page"))
    engine.select(f"article[data-page='{second}']")
    engine.wait("return document.querySelector('#_status').textContent === 'Sent'")
    kept = lms.suspend_data
    assert kept, "the runtime has the learner's state"
    assert any(entry["result"] == "correct" for entry in lms.interactions)

    visit.launch()
    dialog = engine.find("dialog")
    engine.click(engine.find("button", "Continue", dialog))
    engine.select(f"article[data-page='{second}']")
    visit.goto(first)
    assert "Correct" in visit.result(question)


def test_no_request_leaves_the_package(engine: Engine, visit: Visit, lms: Lms) -> None:
    """AC-P4: every page is read, every picture loaded, findings shown, a question answered."""
    asked = engine.browser.door.asked
    before = len(asked)
    visit.alone()
    for page in visit.pages():
        visit.goto(page)
        visit.pictures()
        visit.show_findings()
    visit.goto(visit.pages()[0])
    visit.answer(next(q for q in visit.questions() if q["kind"] == "choice"))
    engine.open("about:blank")
    assert asked[before:] == []
    names = {f"/course/{name}" for name in lms.archive.namelist()}
    assert set(lms.requests) - names <= {"/favicon.ico"}


BARRED = """<head><meta http-equiv="Content-Security-Policy" content="connect-src 'none'">
<script>
for (const store of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, store, {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
  });
}
Object.defineProperty(Document.prototype, "cookie", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
  set() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
window.failures = [];
addEventListener("error", event => window.failures.push(event.message));
addEventListener("unhandledrejection", event => window.failures.push(String(event.reason)));
</script>"""


@pytest.fixture
def barred(sample: Path, tmp_path: Path) -> Iterator[Lms]:
    """The sample as it is where a browser gives it no storage and lets it fetch nothing."""
    package = altered(
        sample, tmp_path / "barred.zip", {"index.html": lambda t: t.replace("<head>", BARRED, 1)}
    )
    with Lms(package) as running:
        yield running


def test_with_storage_and_network_blocked_it_reads_and_answers(engine: Engine, barred: Lms) -> None:
    """AC-P2, with an LMS and without one."""
    visit = Visit(engine, barred)
    for start in (visit.launch, visit.alone):
        start()
        locked = "try { localStorage.length; return false } catch { return true }"
        assert engine.run(locked), "the storage is blocked"
        assert engine.promise("fetch('index.html').then(() => 'open', () => 'shut')") == "shut"
        question = next(q for q in visit.questions() if q["kind"] == "choice")
        assert "Correct" in visit.answer(question)
        visit.pictures()
        engine.click(engine.find("link", "Next page"))
        engine.select(f"article[data-page='{visit.pages()[1]}']")
        visit.show_findings()
        assert engine.run("return unlisted()") == []
        assert engine.run("return window.failures") == []
    assert barred.suspend_data


def test_in_a_frame_without_its_origin_it_reads_and_answers(engine: Engine, lms: Lms) -> None:
    """The strictest frame: no storage, no parent to talk to."""
    engine.open(lms.origin + "/runtime.js")
    frame = (
        f"<iframe sandbox=allow-scripts src='{lms.origin}/course/index.html' width=900 height=600>"
    )
    engine.run("document.body.innerHTML = arguments[0]", frame)
    engine.enter("iframe")
    visit = Visit(engine, lms)
    engine.wait("return document.documentElement.hasAttribute('data-ready')")
    question = next(q for q in visit.questions() if q["kind"] == "choice")
    assert "Correct" in visit.answer(question)
    # It looks for an LMS for a while before it says that there is none.
    engine.wait("return document.querySelector('#_status').textContent === 'Not connected'")
