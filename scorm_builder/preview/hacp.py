"""An AICC server on the loopback address: the LMS of ``aicc_lms.py`` behind a port.

For tests, and for looking at a course as an AICC host would run it. Knobs make it fail in the ways
that servers and networks do.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from urllib.parse import parse_qsl, urlencode

from scorm_builder.preview.aicc_lms import PLAIN, AiccLms, Manners, lines
from scorm_builder.preview.loopback import HOST, LoopbackServer, is_ours

PATH = "/hacp"
LOGIN = "/login"
LARGEST = 1 << 20
"""Bytes of a request that are read."""

PAGE = "<!DOCTYPE html>\n<html><title>Log in</title><h1>Log in to continue</h1></html>\n"


@dataclass(slots=True)
class Knobs:
    """What goes wrong. The numbers count down with each request."""

    broken: int = 0
    """Requests that get HTTP status 503."""
    fail: int = 0
    """Requests that get ``error=1``."""
    drop: int = 0
    """Requests that are stored, and the line goes dead before the answer."""
    login: str = ""
    """``page``: a page to log in on in place of an answer; ``redirect``: on another address."""
    delay: float = 0
    """Seconds before an answer."""
    offline: bool = False
    """Nothing is heard, nothing is answered."""


class _Dead(Exception):
    """The line is dead."""


class Hacp:
    """The server. ``calls`` has the fields of every request that was heard."""

    def __init__(self, manners: Manners = PLAIN, *, port: int = 0, origin: str = "") -> None:
        """Bind to ``port`` (0: any free one). Pages of ``origin`` may read the answers.

        Raises :class:`OSError` when the port is taken.
        """
        self.lms, self.origin = AiccLms(manners), origin
        self.knobs = Knobs()
        self.calls: list[dict[str, str]] = []
        self._server = LoopbackServer((HOST, port), self._handler())

    @property
    def url(self) -> str:
        """The address for ``aicc_url``."""
        return f"http://{HOST}:{self._server.server_address[1]}{PATH}"

    def launch(self, student_id: str) -> str:
        """Begin a session; gives the query of the course's address."""
        return urlencode({"aicc_sid": self.lms.begin(student_id), "aicc_url": self.url})

    def __enter__(self) -> Hacp:
        """Serve in the background."""
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def respond(self, form: Mapping[str, str]) -> tuple[HTTPStatus, str]:
        """Status and text for a form, as the knobs and manners have it."""
        knobs = self.knobs
        if knobs.offline:
            raise _Dead
        if knobs.broken > 0:
            knobs.broken -= 1
            return HTTPStatus.SERVICE_UNAVAILABLE, PAGE
        if knobs.login:
            return (HTTPStatus.OK if knobs.login == "page" else HTTPStatus.FOUND), PAGE
        exact = self.lms.manners.exact_names
        fields = dict(form) if exact else {name.lower(): text for name, text in form.items()}
        self.calls.append(fields)
        if knobs.fail > 0:
            knobs.fail -= 1
            return HTTPStatus.OK, lines("error=1", "error_text=Unknown")
        answer = self._outside(fields) or (HTTPStatus.OK, self.lms.answer(fields))
        if knobs.drop > 0:
            knobs.drop -= 1
            raise _Dead
        return answer

    def _outside(self, fields: Mapping[str, str]) -> tuple[HTTPStatus, str] | None:
        """What a host answers in its own words, not in those of the protocol."""
        manners = self.lms.manners
        if (
            manners.exact_names
            and fields.get("command") == "PutParam"
            and "aicc_data" not in fields
        ):
            return HTTPStatus.INTERNAL_SERVER_ERROR, ""
        if self.lms.knows(fields.get("session_id", "")):
            return None
        if manners.strangers == "page":
            return HTTPStatus.NOT_FOUND, PAGE
        if manners.strangers == "400":
            return HTTPStatus.BAD_REQUEST, "Invalid or missing LMS URL"
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hacp = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = self.headers.get("Content-Length", "")
                size = int(length) if length.isdigit() else -1
                if not is_ours(self.headers.get("Host")) or not 0 <= size <= LARGEST:
                    self.close_connection = True  # what was sent stays unread
                    self.send_error(HTTPStatus.FORBIDDEN)
                    return
                body = self.rfile.read(size).decode("utf-8", "replace")
                if self.path.partition("?")[0] != PATH:
                    self._send(HTTPStatus.NOT_FOUND, "")
                    return
                time.sleep(hacp.knobs.delay)
                try:
                    status, text = hacp.respond(dict(parse_qsl(body, keep_blank_values=True)))
                except _Dead:
                    self.close_connection = True
                    return
                self._send(status, text)

            def do_GET(self) -> None:
                if not is_ours(self.headers.get("Host")):
                    self.send_error(HTTPStatus.FORBIDDEN)
                    return
                known = self.path == LOGIN
                self._send(HTTPStatus.OK if known else HTTPStatus.NOT_FOUND, PAGE)

            def _send(self, status: HTTPStatus, text: str) -> None:
                data = text.encode()
                kind = "text/html" if text.startswith("<") else "text/plain"
                self.send_response(status)
                if status == HTTPStatus.FOUND:
                    self.send_header("Location", LOGIN)
                if hacp.origin:
                    self.send_header("Access-Control-Allow-Origin", hacp.origin)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: ``calls`` has it."""

        return Handler
