"""What is tracked comes back, and what the LMS loses the device has: in each engine.

By SCORM 2004 in the page and by cmi5 over the network; test_journey.py has SCORM 1.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from scorm_builder.core import installed
from scorm_builder.filetree import FileTree
from scorm_builder.load.course import load
from scorm_builder.render import render
from tests.browser.faults.platform import Cmi5Platform, Site
from tests.browser.strict import StrictHost
from tests.courses import CHOICE, COURSE, page, write_course
from tests.engines.engine import Engine

QUESTIONS = CHOICE + CHOICE.replace("id: q1", "id: q2")
PAIR = b"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Two windows</title>
<link rel="icon" href="data:,"><iframe id="one" title="One" width="700" height="900"></iframe>
<iframe id="two" title="Two" width="700" height="900"></iframe>
<script>
document.querySelector("#one").src = new URLSearchParams(location.search).get("one");
</script></html>"""
"""Two windows of one learner, as far as the course can tell."""


def files(folder: pytest.TempPathFactory, standard: str) -> FileTree:
    written = {"course.yaml": COURSE + "pass_mark: 50\n", "pages/one.md": page(QUESTIONS)}
    course = load(write_course(folder.mktemp(standard), written), installed()).course
    assert course is not None
    return render(course, installed(), tracking=standard)


@pytest.fixture(scope="module")
def scorm2004(tmp_path_factory: pytest.TempPathFactory) -> FileTree:
    return files(tmp_path_factory, "scorm2004")


@pytest.fixture(scope="module")
def cmi5(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made = {path: file.read() for path, file in files(tmp_path_factory, "cmi5").items()}
    return {**made, "pair.html": PAIR}


@pytest.fixture
def host(scorm2004: FileTree) -> Iterator[StrictHost]:
    with StrictHost(scorm2004, edition="scorm2004") as running:
        yield running


@pytest.fixture
def platform(cmi5: dict[str, bytes]) -> Iterator[Cmi5Platform]:
    with Site(cmi5) as site, Cmi5Platform(site) as running:
        yield running
        running.check()


class Launched:
    """A launch in an engine, in a frame or as the page."""

    def __init__(self, engine: Engine, address: str, frame: str = "") -> None:
        self.engine = engine
        engine.open(address)
        if frame:
            engine.enter(frame)
        engine.wait("return document.documentElement.hasAttribute('data-ready')")

    def says(self, *words: str) -> None:
        line = "return arguments[0].includes(document.querySelector('#_status').textContent)"
        self.engine.wait(line, list(words))

    def answer(self, question: str) -> None:
        place = self.engine.select(f"[data-question='{question}']")
        # Pressed by a script: how it is pressed is shown elsewhere.
        for part in ("[data-option='0'] input", "[type=submit]"):
            self.engine.run("arguments[0].click()", self.engine.select(part, place))
        self.has(question)

    def has(self, question: str) -> None:
        self.engine.select(f"[data-question='{question}'] .result.is-right")

    def notice(self, words: str) -> None:
        there = "return (document.querySelector('#_connection')?.textContent ?? '').includes("
        self.engine.wait(f"{there}arguments[0])", words)


def test_an_answer_by_scorm_2004_is_there_again_and_the_course_is_passed(
    engine: Engine, host: StrictHost
) -> None:
    first = Launched(engine, host.address, "#course")
    first.answer("q1")
    first.says("Sent")
    assert host.suspend_data
    # The LMS loses it: this device has it.
    host.online = False  # so that no last words come after that
    engine.open("about:blank")
    host.online = True
    del host.stored["cmi.suspend_data"]
    again = Launched(engine, host.address, "#course")
    again.has("q1")
    again.notice("Brought back from this device")
    again.says("Sent")
    assert host.suspend_data
    again.answer("q2")
    again.says("Sent")
    assert host.stored["cmi.success_status"] == "passed"


def test_an_answer_by_cmi5_is_told_once_whatever_goes_wrong_and_the_course_is_passed(
    engine: Engine, platform: Cmi5Platform
) -> None:
    first = Launched(engine, platform.launch())
    first.says("Sent", "Confirmed")
    platform.offline(True)
    first.answer("q1")
    first.says("On this device", "Not sent")
    engine.open("about:blank")
    platform.offline(False)
    again = Launched(engine, platform.launch())
    again.has("q1")
    again.says("Sent")
    again.answer("q2")
    again.says("Sent")
    assert platform.answers() == ["one.q1", "one.q2"]
    assert platform.status == "passed"
    third = Launched(engine, platform.launch())
    third.has("q2")
    third.says("Confirmed")


SAID = """
const said = document.querySelector("#_status").textContent;
return ["Confirmed", "Sent", "Open elsewhere"].includes(said) && said;
"""


def test_of_two_windows_one_records_where_the_engine_can_tell(
    engine: Engine, platform: Cmi5Platform
) -> None:
    address = urlencode({"one": platform.launch()})
    first = Launched(engine, f"{platform.site.origin}/pair.html?{address}", "#one")
    first.says("Sent", "Confirmed")
    first.answer("q1")
    locks = engine.run("return Boolean(navigator.locks)")
    # Launched after the first has begun: an LMS has one description of a launch at a time.
    engine.run("parent.document.querySelector('#two').src = arguments[0]", platform.launch())
    engine.enter("#two")
    assert (engine.wait(SAID) == "Open elsewhere") == locks
    if not locks:
        return
    engine.run("arguments[0].click()", engine.find("button", "Continue here"))
    engine.wait("return document.querySelector('#_status').textContent !== 'Open elsewhere'")
    first.has("q1")
    first.says("Sent", "Confirmed")
    engine.enter("#one")
    first.says("Open elsewhere")
