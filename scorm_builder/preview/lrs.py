"""A small LMS for cmi5 on the loopback address: launches a course and keeps what it tells.

It gives out tokens, keeps statements, state and preferences, judges ``moveOn``, and lists what the
course did against the rules (:attr:`Enrolment.breaches`). With :class:`Fault` it goes wrong as LMSs
and networks do.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scorm_builder.preview.enrolment import Enrolment, Session, Terms
from scorm_builder.preview.loopback import HOST, LoopbackServer, is_ours

MAXIMUM = 1 << 20
"""Bytes of a request's body that are read."""
KINDS = {
    "/xapi/statements": "statements",
    "/xapi/activities/state": "state",
    "/xapi/agents/profile": "profile",
}


@dataclass
class Fault:
    """How requests go wrong: the next ``times`` of a kind, or all kinds where it is ``any``."""

    kind: str
    times: int = 1
    status: int = 0
    """Answer with this status, and do nothing; 0 to do what was asked."""
    drop: bool = False
    """Do it, and give no answer."""
    delay: float = 0
    """Seconds before anything is done."""
    html: bool = False
    """Answer with a page for logging in, and status 200; do nothing."""
    method: str = ""
    """Only requests of this method."""
    document: str = ""
    """Only requests for this document of the state."""

    def meets(self, request: Request) -> bool:
        """Whether a request goes wrong by it."""
        return (
            self.times > 0
            and self.kind in (request.kind, "any")
            and self.method in ("", request.method)
            and self.document in ("", request.query.get("stateId"))
        )


@dataclass(frozen=True)
class Asked:
    """A request that came, and what it was answered; 0 for nothing."""

    method: str
    kind: str
    status: int


@dataclass(frozen=True)
class Reply:
    """An answer: its status and what it carries."""

    status: int
    body: bytes = b""
    type: str = "application/json"


@dataclass
class Request:
    """What a request asks for, apart from HTTP."""

    method: str
    kind: str
    name: str
    """The key of a fetch URL."""
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Lrs:
    """The server. ``enrolment`` is what it keeps, ``asked`` the requests that came."""

    def __init__(self, terms: Terms | None = None, port: int = 0) -> None:
        """Bind to ``port`` (0: any free one). Raises :class:`OSError` when it is taken."""
        self.enrolment = Enrolment(terms or Terms())
        self.faults: list[Fault] = []
        self.offline = False
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = LoopbackServer((HOST, port), self._handler())
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    def launch(self, course: str = "https://course.example/index.html") -> str:
        """Begin a session of the registration. Gives the launch URL."""
        return self.enrolment.launch(course, self.address)

    def __enter__(self) -> Lrs:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.02)

    def answer(self, request: Request) -> Reply | None:
        """The answer to a request; none when the connection is to break."""
        fault = self._fault(request)
        if fault and fault.delay:
            self._closing.wait(fault.delay)
        with self._lock:
            self._heard(request)
            reply = self._broken(fault) or self._done(request)
            lost = self.offline or (fault is not None and fault.drop)
            self.asked.append(Asked(request.method, request.kind, 0 if lost else reply.status))
            return None if lost else reply

    def _fault(self, request: Request) -> Fault | None:
        with self._lock:
            for fault in self.faults:
                if fault.meets(request):
                    fault.times -= 1
                    return fault
        return None

    def _heard(self, request: Request) -> None:
        """Note what a course asked for, whatever it is answered: to ask is all it can do."""
        session = self.enrolment.session(request.headers.get("authorization", ""))
        name = request.query.get("stateId") or request.query.get("profileId")
        if session and name and request.method == "GET":
            session.read.add(name)

    def _broken(self, fault: Fault | None) -> Reply | None:
        if self.offline:
            return Reply(0)
        if fault and fault.html:
            return Reply(200, b"<!doctype html><title>Log in</title>", "text/html; charset=utf-8")
        return Reply(fault.status) if fault and fault.status else None

    def _done(self, request: Request) -> Reply:
        if request.kind == "fetch":
            if request.method != "POST":
                return Reply(405)
            return _json(self.enrolment.fetch(request.name))
        session = self.enrolment.session(request.headers.get("authorization", ""))
        if session is None:
            return Reply(401)
        if not request.headers.get("x-experience-api-version", "").startswith("1.0"):
            return Reply(400)
        if request.kind == "statements":
            return self._statements(request, session)
        return self._document(request)

    def _document(self, request: Request) -> Reply:
        if _parsed(request.query.get("agent", "")) != self.enrolment.actor:
            self.enrolment.breaches.append(f"{request.kind}: the agent is another one")
            return Reply(400)
        if request.kind == "profile":
            return self._profile(request)
        return self._state(request)

    def _statements(self, request: Request, session: Session) -> Reply:
        enrolment = self.enrolment
        wanted = request.query.get("statementId")
        if request.method == "GET":
            if wanted is None:
                return _json({"statements": list(enrolment.statements.values()), "more": ""})
            found = enrolment.statements.get(wanted)
            return Reply(404) if found is None else _json(found)
        given = _parsed(request.body)
        if request.method == "PUT":
            if not isinstance(given, dict) or given.get("id", wanted) != wanted or not wanted:
                return Reply(400)
            status = enrolment.store(session, [{**given, "id": wanted}])
            return Reply(204 if status == 200 else status)
        statements = given if isinstance(given, list) else [given]
        if request.method != "POST" or not all(isinstance(each, dict) for each in statements):
            return Reply(405 if request.method != "POST" else 400)
        status = enrolment.store(session, statements)
        return _json([each["id"] for each in statements]) if status == 200 else Reply(status)

    def _profile(self, request: Request) -> Reply:
        name = request.query.get("profileId", "")
        if request.method != "GET":
            return Reply(403)  # as an LMS that does not let courses change it (cmi5 11)
        found = self.enrolment.terms.preferences
        return Reply(404) if name != "cmi5LearnerPreferences" or found is None else _json(found)

    def _state(self, request: Request) -> Reply:
        enrolment = self.enrolment
        asked = (request.query.get("activityId"), request.query.get("registration"))
        if asked != (enrolment.terms.activity, enrolment.registration):
            enrolment.breaches.append("state: of another activity or registration")
            return Reply(400)
        name = request.query.get("stateId")
        if name is None:
            return _json(sorted(enrolment.state)) if request.method == "GET" else Reply(400)
        if request.method == "GET":
            found = enrolment.state.get(name)
            return Reply(404) if found is None else Reply(200, found)
        if name == "LMS.LaunchData":
            enrolment.breaches.append("state: LMS.LaunchData was written (10)")
            return Reply(403)
        return _written(enrolment.state, name, request)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            protocol_version = "HTTP/1.1"
            timeout = 30

            def _do(self) -> None:
                written = self.headers.get("Content-Length") or "0"
                length = int(written) if written.isdecimal() else -1
                if not is_ours(self.headers.get("Host")):
                    return self._send(Reply(403))
                if not 0 <= length <= MAXIMUM:
                    return self._send(Reply(413))
                request = _request(self.command, self.path, dict(self.headers.items()))
                request.body = self.rfile.read(length)
                if not request.kind:
                    return self._send(Reply(404))
                reply = answer(request)
                if reply is not None:
                    return self._send(reply)
                self.close_connection = True
                return None

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                self._allow()
                if reply.body:
                    self.send_header("Content-Type", reply.type)
                if reply.status != HTTPStatus.NO_CONTENT:
                    self.send_header("Content-Length", str(len(reply.body)))
                if reply.status >= 400:  # a body may be left unread
                    self.send_header("Connection", "close")
                    self.close_connection = True
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(reply.body)

            def _allow(self) -> None:
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
                names = "Authorization, Content-Type, If-Match, X-Experience-API-Version"
                self.send_header("Access-Control-Allow-Headers", names)
                self.send_header("X-Experience-API-Version", "1.0.3")

            def do_OPTIONS(self) -> None:
                """What a browser asks before it speaks to another origin."""
                refused = not is_ours(self.headers.get("Host"))
                self._send(Reply(403 if refused else 204))

            do_GET = do_POST = do_PUT = do_DELETE = _do

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: what came is kept."""

        return Handler


def _request(method: str, path: str, headers: dict[str, str]) -> Request:
    try:
        parts = urlsplit(path)
    except ValueError:
        return Request(method, "", "")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    lower = {name.lower(): value for name, value in headers.items()}
    if parts.path.startswith("/fetch/"):
        return Request(method, "fetch", parts.path.removeprefix("/fetch/"), query, lower)
    return Request(method, KINDS.get(parts.path, ""), "", query, lower)


def _written(documents: dict[str, bytes], name: str, request: Request) -> Reply:
    """Put, merge or remove a document (xAPI 1.0.3, Communication 2.2)."""
    if request.method == "DELETE":
        documents.pop(name, None)
        return Reply(204)
    given = _parsed(request.body)
    if request.method == "POST":
        before = _parsed(documents.get(name, b"{}"))
        if not isinstance(before, dict) or not isinstance(given, dict):
            return Reply(400)
        documents[name] = json.dumps({**before, **given}).encode()
    else:
        documents[name] = request.body
    return Reply(204)


def _parsed(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _json(value: Any) -> Reply:
    return Reply(200, json.dumps(value).encode())
