"""A course on an AICC host, in a real browser: on its server, and on another that allows it."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.preview.aicc_lms import ELFH, MOODLE, PLAIN
from scorm_builder.preview.hacp import Hacp
from scorm_builder.render import render
from tests.browser.learner import PATIENCE, close
from tests.compiled import needs_player
from tests.courses import CHOICE, COURSE, page, write_course

pytestmark = needs_player


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of a server that has the course, with the player for AICC."""
    folder = write_course(
        tmp_path_factory.mktemp("aicc"),
        {"course.yaml": COURSE + "pass_mark: 50\n", "pages/one.md": page(CHOICE)},
    )
    course = load(folder, installed()).course
    assert course is not None
    root = tmp_path_factory.mktemp("site")
    for path, file in render(course, installed(), tracking="aicc").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(file.read())
    handler = functools.partial(_Quiet, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def opened(context: BrowserContext, site: str, host: Hacp) -> Page:
    tab = context.new_page()
    tab.goto(f"{site}/index.html?{host.launch('s1')}")
    expect(tab.locator("html[data-ready]")).to_have_count(1)
    return tab


def answer(tab: Page) -> None:
    """What is right, checked."""
    tab.locator("label[for=q_q1_0]").click()
    tab.get_by_role("button", name="Check").click()


def until(true: Callable[[], bool]) -> bool:
    """Whether it becomes true, as soon as it does."""
    end = time.monotonic() + PATIENCE / 1000
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


@pytest.mark.parametrize("manners", [PLAIN, MOODLE, ELFH], ids=lambda manners: manners.name)
@pytest.mark.parametrize("anybody", [False, True], ids=["this origin", "any origin"])
def test_answer_is_stored_on_another_origin_and_comes_back(
    context: BrowserContext, site: str, manners: object, anybody: bool
) -> None:
    with Hacp(manners, origin="*" if anybody else site) as host:  # type: ignore[arg-type]
        record = host.lms.learner("s1", "Example, Ann")
        tab = opened(context, site, host)
        answer(tab)
        assert until(lambda: record.status == "passed")
        assert record.score == "100,100,0" and record.state
        close(tab)
        again = opened(context, site, host)
        expect(again.locator("#q_q1_0")).to_be_checked()
        assert record.status == "passed"


def test_what_was_done_last_arrives_although_the_tab_is_closed_at_once(
    context: BrowserContext, site: str
) -> None:
    with Hacp(MOODLE, origin=site) as host:
        record = host.lms.learner("s1")
        tab = opened(context, site, host)
        assert until(lambda: record.status == "incomplete")
        host.knobs.delay = 0.5  # so that the tab is gone before any answer comes
        answer(tab)
        close(tab)
        assert until(lambda: record.status == "passed")


def test_server_that_does_not_allow_the_origin_is_said_to_record_nothing(
    context: BrowserContext, site: str
) -> None:
    with Hacp(MOODLE) as host:
        tab = opened(context, site, host)
        expect(tab.locator("#_status")).to_have_text("Not connected")
        expect(tab.locator("#_connection")).to_contain_text("is kept on this device only")
        assert host.lms.learner("s1").status == "not attempted"
