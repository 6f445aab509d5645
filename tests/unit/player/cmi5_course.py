"""A course on the cmi5 adapter as a test drives it, and what it tells."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scorm_builder.preview.enrolment import Terms
from scorm_builder.preview.lrs import Lrs

from .conftest import Player

STATE = "scorm-builder.state.v1"
"""The document in which the course keeps an attempt."""


def snapshot(
    state: str | None = "2.s",
    status: str = "incomplete",
    score: int | None = None,
    progress: int = 0,
    page: str = "p1",
) -> dict[str, Any]:
    return {
        "state": state,
        "location": page,
        "status": status,
        "score": score,
        "progress": progress,
    }


PASSED = snapshot("2.end", "passed", 90, 100, "p9")
FAILED = snapshot("2.end", "failed", 40, 100, "p9")


def interaction(**changes: Any) -> dict[str, Any]:
    return {
        "id": "quiz.q1",
        "type": "choice",
        "response": ["a", "c"],
        "correct": [["a", "b"]],
        "result": "wrong",
        "final": False,
        "weight": 2,
        "latency": 12.7,
        **changes,
    }


def key(number: int) -> str:
    """The name of an answer: a UUID of version 4."""
    return str(uuid.UUID(int=number, version=4))


class Course:
    """The adapter of the page that is open now, and the LMS it was launched by."""

    def __init__(self, player: Player, lrs: Lrs) -> None:
        self._player, self.lrs, self.href = player, lrs, ""

    def launch(self, tab: str | None = "tab", **more: Any) -> dict[str, Any]:
        """A new session, from the LMS."""
        self.href = self.lrs.launch()
        return self.reload(tab, **more)

    def reload(self, tab: str | None = "tab", **more: Any) -> dict[str, Any]:
        """The same launch URL again."""
        found: dict[str, Any] = self._player("open", href=self.href, tab=tab, **more)
        return found

    def tell(self, number: int = 1, at: float | None = None, **changes: Any) -> str:
        name = key(number)
        self._player("tell", key=name, at=at, interaction=interaction(**changes))
        return name

    def save(self, given: dict[str, Any] | None = None) -> str:
        return str(self._player("save", snapshot=given or snapshot()))

    def close(self, given: dict[str, Any] | None = None, left: bool = False) -> str:
        return str(self._player("close", snapshot=given or snapshot(), left=left))

    def __call__(self, op: str, **request: Any) -> Any:
        return self._player(op, **request)

    @property
    def known(self) -> dict[str, Any]:
        found: dict[str, Any] = self._player("known")
        return found

    @property
    def verbs(self) -> list[str]:
        """What the course told, in order: the LMS's own statements left out."""
        return [v for v in self.lrs.enrolment.verbs() if v not in ("launched", "satisfied")]


@contextmanager
def course(player: Player, rules: bool = True, **terms: Any) -> Iterator[Course]:
    """A course on an LMS; at the end it must have kept to the rules."""
    with Lrs(Terms(**terms)) as lrs:
        driven = Course(player, lrs)
        yield driven
        if rules:
            assert lrs.enrolment.breaches == []


def stored(au: Course) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(au.lrs.enrolment.state[STATE])
    return found


def posts(au: Course) -> int:
    return sum((a.method, a.kind) == ("POST", "statements") for a in au.lrs.asked)


def told(au: Course) -> list[dict[str, Any]]:
    return [s for session in au.lrs.enrolment.sessions for s in session.told]
