"""The small course where nothing is called in the page: by cmi5 and by AICC, over the network.

The course comes from one origin and is tracked on another, as most LMSs do it. Both servers are
this test's own, so both can go wrong.
"""

from __future__ import annotations

import functools
import json
import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Frame, Page, expect

from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.preview.aicc_lms import PLAIN, Manners
from scorm_builder.preview.enrolment import Terms
from scorm_builder.preview.hacp import Hacp
from scorm_builder.preview.lrs import Fault, Lrs
from scorm_builder.render import render
from tests.browser.faults.small import COURSE, PAGES, Launch
from tests.browser.learner import PATIENCE
from tests.browser.lms import POLL, TYPES
from tests.browser.strict import LOGIN
from tests.courses import page, write_course

Standard = Literal["cmi5", "aicc"]
STANDARDS: tuple[Standard, ...] = ("cmi5", "aicc")

DOCUMENT = "scorm-builder.state.v1"
"""The State document in which the course keeps an attempt by cmi5."""
LEARNER = "s1"
ALWAYS = 1_000
"""As often as nothing is asked."""
LOST = 2
"""Answers to lose for the player to see it: a browser itself asks again, once, where a connection
that it had before is closed on it."""

AROUND = b"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>LMS</title>
<link rel="icon" href="data:,"><iframe id="course" title="Course"
 width="1200" height="700"></iframe>
<script>document.querySelector("#course").src = "index.html" + location.search</script></html>"""

WORDS = {
    "connecting": "Connecting",
    "ready": "Connected",
    "saving": "Sending",
    "kept": "On this device",
    "sent": "Sent",
    "confirmed": "Confirmed",
    "not-sent": "Not sent",
    "not-kept": "Not sent",
    "logged-out": "Logged out",
    "elsewhere": "Open elsewhere",
    "closed": "Session ended",
    "untracked": "Not connected",
    "read-only": "Review: nothing new is recorded",
}


@functools.cache
def files(standard: Standard) -> dict[str, bytes]:
    """The small course as a learner's browser gets it, by path."""
    with tempfile.TemporaryDirectory() as folder:
        return _rendered(Path(folder), standard)


def _rendered(folder: Path, standard: Standard) -> dict[str, bytes]:
    written = {f"pages/{name}.md": page(body, name=name) for name, body in PAGES.items()}
    written["course.yaml"] = COURSE.format(pages=", ".join(PAGES))
    course = load(write_course(folder, written), installed()).course
    assert course is not None
    made = render(course, installed(), tracking=standard)
    return {path: file.read() for path, file in made.items()}


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE / 1000
    while not true():
        assert time.monotonic() < end, "it never came to be so"
        time.sleep(0.01)


class Site:
    """The origin that has the course: its files, and a page with the course in a frame."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self.files = held
        self.online = True
        """False: every connection is closed without an answer."""
        self.logged_out = False
        """True: every file leads to a page for logging in."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Site:
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path[1:]
                if not site.online:
                    self.close_connection = True
                elif site.logged_out:
                    self._send(200, LOGIN, TYPES[".html"])
                elif path == "frame":
                    self._send(200, AROUND, TYPES[".html"])
                elif path in site.files:
                    kind = TYPES.get(path[path.rfind(".") :], "application/octet-stream")
                    self._send(200, site.files[path], kind)
                else:
                    self._send(404, b"not found", "text/plain")

            def _send(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


class Platform:
    """An LMS, the same whichever standard it speaks."""

    site: Site

    def launch(self) -> str:
        """Begin a session; the address that the learner is sent to."""
        raise NotImplementedError

    def offline(self, on: bool) -> None:
        """Whether there is no way to the LMS."""
        raise NotImplementedError

    def slow(self, seconds: float) -> None:
        """Let requests take so long; at their end they are stored, whoever waits for them."""
        raise NotImplementedError

    def fail(self, times: int = ALWAYS) -> None:
        """Let so many requests fail."""
        raise NotImplementedError

    def lose(self, *kinds: str) -> None:
        """Do what the next requests of a kind (``answers``, ``state``) ask, and do not answer."""
        raise NotImplementedError

    def heard(self) -> int:
        """Saves that came, answered or not."""
        raise NotImplementedError

    def log_out(self, how: str) -> None:
        """What a learner gets who has to log in again, by one of ``LOGGED_OUT``; "" to log in."""
        raise NotImplementedError

    def answers(self) -> list[str]:
        """The answers that are stored, by page and question, in the order in which they came."""
        raise NotImplementedError

    @property
    def status(self) -> str:
        raise NotImplementedError

    @property
    def state(self) -> str:
        raise NotImplementedError

    def forget(self) -> None:
        """Lose the state, and nothing else."""
        raise NotImplementedError

    def check(self) -> None:
        """The rules of the standard were kept, whatever went wrong."""

    def __enter__(self) -> Platform:
        raise NotImplementedError

    def __exit__(self, *_: object) -> None:
        raise NotImplementedError


class Cmi5Platform(Platform):
    LOGGED_OUT = ("401", "403", "page")

    def __init__(self, site: Site, **terms: Any) -> None:
        self.site = site
        self.lrs = Lrs(Terms(**{"mastery": 0.5, **terms}))

    def __enter__(self) -> Cmi5Platform:
        self.lrs.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.lrs.__exit__(None, None, None)

    def launch(self) -> str:
        return self.lrs.launch(f"{self.site.origin}/index.html")

    def offline(self, on: bool) -> None:
        self.lrs.offline = on

    def slow(self, seconds: float) -> None:
        self.lrs.faults = [Fault("any", ALWAYS, delay=seconds)] if seconds else []

    def fail(self, times: int = ALWAYS) -> None:
        self.lrs.faults = [Fault("any", times, 503)] if times else []

    def lose(self, *kinds: str) -> None:
        names = {"answers": "statements", "state": "state"}
        self.lrs.faults = [Fault(names[kind], LOST, drop=True) for kind in kinds]

    def heard(self) -> int:
        return sum(each.kind == "statements" for each in self.lrs.asked)

    def log_out(self, how: str) -> None:
        page = how == "page"
        status = int(how) if how and not page else 0
        self.lrs.faults = [Fault("any", ALWAYS, status, html=page)] if how else []

    def answers(self) -> list[str]:
        about = [told["object"]["id"] for told in self.lrs.enrolment.told("answered")]
        return [each.rpartition("/")[2] for each in about]

    @property
    def ids(self) -> list[str]:
        """The ids of the answers that are stored."""
        return [told["id"] for told in self.lrs.enrolment.told("answered")]

    @property
    def document(self) -> dict[str, Any]:
        """The State document as it is stored."""
        found: dict[str, Any] = json.loads(self.lrs.enrolment.state.get(DOCUMENT, b"{}"))
        return found

    @property
    def status(self) -> str:
        return "passed" if self.lrs.enrolment.told("passed") else self.document["status"]

    @property
    def state(self) -> str:
        return str(self.document.get("state", ""))

    def forget(self) -> None:
        del self.lrs.enrolment.state[DOCUMENT]

    def check(self) -> None:
        assert self.lrs.enrolment.breaches == []
        assert len(set(self.answers())) == len(self.answers()), "each answer is told once"


class _Hacp(Hacp):
    """The server, with requests that are stored and not answered picked by their command."""

    def __init__(self, manners: Manners) -> None:
        super().__init__(manners, origin="*")
        self.lost: list[str] = []
        self.status = 0

    def respond(self, form: Mapping[str, str]) -> tuple[HTTPStatus, str]:
        if self.status:
            return HTTPStatus(self.status), ""
        if form.get("command") in self.lost:
            self.lost.remove(form["command"])
            self.knobs.drop = 1
        return super().respond(form)


class AiccPlatform(Platform):
    LOGGED_OUT = ("401", "403", "page", "redirect")

    def __init__(self, site: Site, manners: Manners = PLAIN, **record: Any) -> None:
        self.site = site
        self.hacp = _Hacp(manners)
        self.record = self.hacp.lms.learner(LEARNER, "Ward, Alex", **record)

    def __enter__(self) -> AiccPlatform:
        self.hacp.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.hacp.__exit__(None, None, None)

    def launch(self) -> str:
        return f"{self.site.origin}/index.html?{self.hacp.launch(LEARNER)}"

    def offline(self, on: bool) -> None:
        self.hacp.knobs.offline = on

    def slow(self, seconds: float) -> None:
        self.hacp.knobs.delay = seconds

    def fail(self, times: int = ALWAYS) -> None:
        self.hacp.knobs.broken = times

    def lose(self, *kinds: str) -> None:
        names = {"answers": "PutInteractions", "state": "PutParam"}
        self.hacp.lost = [names[kind] for kind in kinds] * LOST

    def heard(self) -> int:
        return sum(call["command"] == "PutParam" for call in self.hacp.calls)

    def log_out(self, how: str) -> None:
        self.hacp.status = int(how) if how.isdecimal() else 0
        self.hacp.knobs.login = "" if how.isdecimal() else how

    def answers(self) -> list[str]:
        # One that was told twice, since its answer was lost, is the same row twice: AICC has no
        # names for what is told.
        rows = dict.fromkeys(map(tuple, self.record.interactions))
        return [row[5] for row in rows]

    @property
    def status(self) -> str:
        return self.record.status

    @property
    def state(self) -> str:
        return self.record.state

    def forget(self) -> None:
        self.record.state = ""

    def check(self) -> None:
        assert len(set(self.answers())) == len(self.answers()), "each answer is told once"
        ended: set[str] = set()
        for call in self.hacp.calls:
            session = call["session_id"]
            assert session not in ended or call["command"] == "GetParam", "nothing after ExitAU"
            if call["command"] == "ExitAU":
                ended.add(session)


PLATFORMS: dict[Standard, type[Cmi5Platform] | type[AiccPlatform]] = {
    "cmi5": Cmi5Platform,
    "aicc": AiccPlatform,
}


class Visit(Launch):
    """One launch over the network."""

    def says(self, *statuses: str) -> None:
        words = "|".join(re.escape(WORDS[each]) for each in statuses)
        expect(self.line).to_have_text(re.compile(f"^({words})$"))

    def untold(self) -> list[str]:
        """The names of the answers that the LMS is not known to have been told."""
        return [told["key"] for copy in self.copies() for told in copy["untold"]]

    def quickly(self, *statuses: str) -> None:
        """As ``says``, where the clock was installed: nobody waits for the next try."""
        wanted = {WORDS[each] for each in statuses}
        end = time.monotonic() + PATIENCE / 1000
        while (said := self.status) not in wanted:
            assert time.monotonic() < end, f"it says {said}"
            # No faster: what waits for an answer is to get it before its own time is over.
            time.sleep(0.05)
            self.page.clock.fast_forward(400)


def kill(profile: Path) -> None:
    """End a browser that a test started with a profile of its own: none of its handlers runs."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if str(profile).encode() in (folder / "cmdline").read_bytes():
                    os.kill(int(folder.name), signal.SIGKILL)
            except (OSError, ProcessLookupError):
                continue  # it was gone before


def visit(tab: Page, address: str) -> Visit:
    """Go to an address, up to the first page or the first question to the learner."""
    tab.goto(address)
    return begun(tab, tab.main_frame)


def begun(tab: Page, frame: Frame) -> Visit:
    """The course in a frame, once it has begun."""
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    return Visit(tab, frame)


def framed(tab: Page, address: str) -> Visit:
    """Go to an address in a frame of another page, as LMSs have it."""
    tab.goto(address.replace("/index.html", "/frame", 1))
    frame = tab.wait_for_selector("#course").content_frame()
    assert frame is not None
    return begun(tab, frame)
