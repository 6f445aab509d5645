"""A course on the strict LMS in a browser, behind the manners of a host and with faults.

The page is the one that ``scorm-builder preview`` serves; this server keeps what it commits, so
that ``stored`` outlives a browser that is killed. Faults are given before the launch, or to the
page while it runs (:meth:`StrictHost.fail`); the network and the login are this server's own.
"""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Frame, Page

from scorm_builder.preview.server import lms_page
from tests.browser.learner import PATIENCE
from tests.browser.lms import POLL, TYPES

Edition = Literal["scorm12", "scorm2004"]
Faults = dict[str, Any]

LOGIN = b"<!DOCTYPE html><html lang='en'><title>Log in</title><h1>Log in</h1></html>"


def files_of(package: Path | Mapping[str, Any]) -> dict[str, bytes]:
    """A package's files by path, from a zip or from a tree of files as it is rendered."""
    if isinstance(package, Path):
        with zipfile.ZipFile(package) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return {path: file.read() for path, file in package.items()}


class StrictHost:
    """The server. ``address`` is a page that launches the course with what is stored.

    ``told`` are further data attributes of the page: ``mastery``, ``mode``, ``year`` …
    """

    def __init__(
        self,
        package: Path | Mapping[str, Any],
        *,
        edition: Edition = "scorm12",
        host: str = "strict",
        faults: Faults | None = None,
        stored: dict[str, str] | None = None,
        **told: str,
    ) -> None:
        self.files = files_of(package)
        self.edition = edition
        self.host = host
        self.told = told
        self.faults: Faults = faults or {}
        """What goes wrong from the next launch on; once a page has run, say it with ``fail``."""
        self.stored: dict[str, str] = dict(stored or {})
        """What is stored, by element: what a killed browser leaves."""
        self.commits: list[dict[str, str]] = []
        """What was stored, in the order of the requests."""
        self.requests: list[str] = []
        """The paths asked for, answered or not."""
        self.online = True
        """False: every connection is closed without an answer."""
        self.logged_out = False
        """True: the course's files and the store lead to a page for logging in."""
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]

    @property
    def origin(self) -> str:
        """Where the server is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        """The page that launches the course."""
        return f"{self.origin}/?{urlencode({'host': self.host})}"

    @property
    def suspend_data(self) -> str:
        """The state that is stored."""
        return self.stored.get("cmi.suspend_data", "")

    def __enter__(self) -> StrictHost:
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def launch(self, page: Page) -> Frame:
        """Open the launching page; the frame in which the course is."""
        page.goto(self.address)
        return self.course(page)

    def relaunch(self, page: Page) -> Frame:
        """Leave the course as a learner does who closes it, and launch it anew."""
        page.evaluate("window.lms.relaunch()")
        return self.course(page)

    def fail(self, page: Page, faults: Faults) -> None:
        """From now on this goes wrong in the page, and nothing else; at later launches too."""
        self.faults = faults
        page.evaluate("(faults) => void window.lms.faults(faults)", faults)

    def kept(self, element: str, value: str) -> bool:
        """Whether this is stored, now or before long: a beacon comes after its page has gone."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self.stored.get(element) == value, timeout=PATIENCE / 1000
            )

    def calls(self, page: Page) -> list[dict[str, Any]]:
        """Every call of this page so far, with its result, error code and duration."""
        calls: list[dict[str, Any]] = page.evaluate("window.lms.calls")
        return calls

    def course(self, page: Page) -> Frame:
        """The frame of the course, once its page is there."""
        page.wait_for_function(
            "document.getElementById('course').contentWindow.location.pathname.startsWith('/course')"
        )
        found = page.frame(url=f"{self.origin}/course/**")
        assert found is not None
        return found

    def launch_page(self) -> dict[str, bytes]:
        """The page around the course, its script and its sheet, by path."""
        told = {**self.told, "store": "/store", "host": self.host}
        if self.faults:  # they stand before what the page remembers of its panel
            told["faults"] = json.dumps(self.faults)
        return {
            path: file.read() for path, file in lms_page("Course", self.edition, **told).items()
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if not self._reached(path):
                    return
                around = server.launch_page()
                if path == "/store":
                    self._send(200, json.dumps(server.stored).encode(), "application/json")
                elif path in around:
                    kind = TYPES.get(path[path.rfind(".") :], TYPES[".html"])
                    self._send(200, around[path], kind)
                elif path.removeprefix("/course/") in server.files and path.startswith("/course/"):
                    body = server.files[path.removeprefix("/course/")]
                    kind = TYPES.get(path[path.rfind(".") :], "application/octet-stream")
                    self._send(200, body, kind)
                else:
                    self._send(404, b"not found", "text/plain")

            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not self._reached(self.path):
                    return
                if self.path != "/store":
                    self._send(404, b"not found", "text/plain")
                    return
                with server._changed:
                    server.stored = json.loads(body)
                    server.commits.append(server.stored)
                    server._changed.notify_all()
                self._send(200, b"{}", "application/json")

            do_POST = do_PUT  # a beacon, which a page sends that goes away

            def _reached(self, path: str) -> bool:
                """Whether the request is to be answered; else it has been dealt with."""
                server.requests.append(path)
                if not server.online:
                    self.close_connection = True
                elif path == "/login":
                    self._send(200, LOGIN, TYPES[".html"])
                elif server.logged_out and (path == "/store" or path.startswith("/course/")):
                    self.send_response(302)
                    self.send_header("Location", "/login")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    return True
                return False

            def _send(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler
