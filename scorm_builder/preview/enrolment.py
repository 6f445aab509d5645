"""A learner's registration for a course by cmi5, as an LMS keeps it: sessions, statements, state.

Values and rules only; :mod:`scorm_builder.preview.lrs` speaks HTTP for it.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from scorm_builder.preview.cmi5_rules import (
    ADL,
    CATEGORY,
    LMS_VERBS,
    SESSION_ID,
    VERBS,
    Ground,
    breaches,
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Terms:
    """What an LMS has settled about a course before anyone opens it."""

    activity: str = "https://lms.example/activities/1"
    publisher: str = "https://example.org/course/au"
    move_on: str = "CompletedAndPassed"
    mastery: float | None = 0.8
    mode: str = "Normal"
    return_url: str = ""
    preferences: Json | None = None
    learner: str = "Ward, Alex"


@dataclass
class Session:
    """One launch: a token that is given out once, and what was told with it."""

    id: str
    number: int
    key: str
    """What stands in the fetch URL."""
    token: str
    fetched: bool = False
    expired: bool = False
    read: set[str] = field(default_factory=set)
    """Documents that the course asked for: it must, for some, before it tells anything."""
    told: list[Json] = field(default_factory=list)


@dataclass
class Enrolment:
    """One learner, one course, any number of sessions."""

    terms: Terms = Terms()
    registration: str = field(default_factory=lambda: str(uuid.uuid4()))
    sessions: list[Session] = field(default_factory=list)
    statements: dict[str, Json] = field(default_factory=dict)
    """All that are stored, by id, in the order they came."""
    state: dict[str, bytes] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)
    """What the course did against the rules of cmi5."""

    @property
    def actor(self) -> Json:
        """The learner, as the launch URL names them."""
        account = {"homePage": "https://lms.example", "name": "learner-1"}
        return {"objectType": "Agent", "name": self.terms.learner, "account": account}

    def launch(self, course: str, server: str) -> str:
        """Begin a session. Gives the launch URL of the course at ``course``."""
        number = len(self.sessions) + 1
        # Names that a second run would have again are no secrets: loopback only.
        name = f"{self.registration}-{number}"
        session = Session(f"session-{name}", number, f"key-{name}", f"token{number}-{name}")
        self.sessions.append(session)
        self.state["LMS.LaunchData"] = json.dumps(self._launch_data(session)).encode()
        self._write(session, "launched", self.terms.activity)
        if self.terms.move_on == "NotApplicable":
            self._satisfy(session)
        query = urlencode(
            {
                "endpoint": f"{server}/xapi/",
                "fetch": f"{server}/fetch/{session.key}",
                "actor": json.dumps(self.actor),
                "registration": self.registration,
                "activityId": self.terms.activity,
            }
        )
        return f"{course}{'&' if '?' in course else '?'}{query}"

    def fetch(self, key: str) -> Json:
        """The answer to the fetch URL: the token once, then an error (cmi5 8.2)."""
        session = next((each for each in self.sessions if each.key == key), None)
        if session is None:
            return {"error-code": "2", "error-text": "no such launch"}
        if session.fetched:
            return {"error-code": "1", "error-text": "already in use"}
        session.fetched = True
        return {"auth-token": session.token}

    def session(self, authorization: str) -> Session | None:
        """The session that a header speaks for; none when it is over."""
        for session in self.sessions:
            if authorization == f"Basic {session.token}" and not session.expired:
                return session
        return None

    def expire(self) -> None:
        """Let no token be worth anything any more."""
        for session in self.sessions:
            session.expired = True

    def store(self, session: Session, statements: list[Json]) -> int:
        """Take statements, all or none. Gives 200, 400, 403 or 409."""
        fresh: list[Json] = []
        for statement in statements:
            known = self.statements.get(str(statement.get("id")))
            if known is None:
                fresh.append(statement)
            elif known != statement:
                return 409
        if any(not isinstance(statement.get("id"), str) for statement in fresh):
            return 400
        if fresh and any(_verb(told) == VERBS + "terminated" for told in session.told):
            self.breaches.append("a statement after terminated")
            return 403
        for statement in fresh:
            self._note(session, statement)
        self._judge(session)
        return 200

    def told(self, verb: str) -> list[Json]:
        """The stored statements of a verb, by its short name."""
        return [s for s in self.statements.values() if _verb(s).rpartition("/")[2] == verb]

    def verbs(self) -> list[str]:
        """The verbs of all stored statements in order, by their short names."""
        return [_verb(statement).rpartition("/")[2] for statement in self.statements.values()]

    def _note(self, session: Session, statement: Json) -> None:
        earlier = [s for each in self.sessions for s in each.told if each is not session]
        ground = Ground(
            actor=self.actor,
            activity=self.terms.activity,
            registration=self.registration,
            template=self._template(session),
            mastery=self.terms.mastery,
            mode=self.terms.mode,
            read=frozenset(session.read),
        )
        found = breaches(statement, ground, session.told, earlier)
        verb = _verb(statement).rpartition("/")[2]
        self.breaches += [f"{verb}: {breach}" for breach in found]
        session.told.append(statement)
        self.statements[statement["id"]] = statement

    def _judge(self, session: Session) -> None:
        """Write ``satisfied`` once what the LMS asked for is met (cmi5 9.3.9)."""
        verbs = {_verb(s) for each in self.sessions for s in each.told if _defined(s)}
        completed, passed = VERBS + "completed" in verbs, VERBS + "passed" in verbs
        met = {
            "Completed": completed,
            "Passed": passed,
            "CompletedAndPassed": completed and passed,
            "CompletedOrPassed": completed or passed,
        }.get(self.terms.move_on, False)
        if met and not self.told("satisfied"):
            self._satisfy(session)

    def _satisfy(self, session: Session) -> None:
        self._write(session, "satisfied", f"{self.terms.activity}/course")

    def _write(self, session: Session, verb: str, about: str) -> None:
        context = self._template(session)
        context["registration"] = self.registration
        context["contextActivities"]["category"] = [{"id": CATEGORY}]
        statement = {
            "id": str(uuid.uuid4()),
            "actor": self.actor,
            "verb": {"id": (ADL if verb in LMS_VERBS else VERBS) + verb},
            "object": {"id": about},
            "context": context,
            "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        }
        self.statements[str(statement["id"])] = statement

    def _template(self, session: Session) -> Json:
        return {
            "contextActivities": {"grouping": [{"id": self.terms.publisher}]},
            "extensions": {SESSION_ID: session.id},
        }

    def _launch_data(self, session: Session) -> Json:
        terms = self.terms
        return {
            "contextTemplate": self._template(session),
            "launchMode": terms.mode,
            "moveOn": terms.move_on,
            **({} if terms.mastery is None else {"masteryScore": terms.mastery}),
            **({"returnURL": terms.return_url} if terms.return_url else {}),
        }


def _verb(statement: Json) -> str:
    return str(statement.get("verb", {}).get("id", ""))


def _defined(statement: Json) -> bool:
    activities = statement.get("context", {}).get("contextActivities", {})
    return {"id": CATEGORY} in activities.get("category", [])
