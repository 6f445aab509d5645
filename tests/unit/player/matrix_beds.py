"""A course on a host, whichever standard it speaks: opened, answered, cut off, and looked at after.

A bed drives the real adapter and session by ``matrix.ts``. What the host then holds is read where
the host keeps it, and put into one form: :class:`Record`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .conftest import Player
from .test_attempt import course as small_course

Json = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """What a host holds of a learner."""

    status: str
    score: int | None
    location: str
    state: str
    seconds: float
    """Of all sessions that were ended."""
    answers: tuple[str, ...]
    """Questions of which single answers arrived, in order."""


class Bed:
    """One learner on one device, and one LMS."""

    standard = ""

    def __init__(self, player: Player, profile: str, options: Json) -> None:
        """Nothing is open yet."""
        self._player, self.profile = player, profile
        self.course: Json = options.pop("course", None) or small_course()
        self.mode: str = options.pop("mode", "normal")
        self.language: str = options.pop("language", "")
        self._device: Json = options.pop("device", {})
        self._broken: Json = options.pop("broken", {})
        assert not options, options
        self._build()

    def _build(self, **more: Any) -> None:
        self("world", standard=self.standard, profile=self.profile, course=self.course,
             device=self._device, broken=self._broken, **more)  # fmt: skip

    def __call__(self, op: str, **request: Any) -> Any:
        return self._player(op, **request)

    def address(self) -> str:
        """Where the course is launched, when that says anything."""
        return ""

    def launch(self) -> Bed:
        """Open the course; a window that was open is gone without a word."""
        self("launch", address=self.address())
        return self

    def second(self) -> None:
        """Open another window beside the first."""
        self("second", address=self.address())

    def do(self, *events: Json) -> Bed:
        """Let things happen; an answer is told as a choice between letters."""
        for event in events:
            asked = event["type"] == "answered"
            told = interaction(f"{event['page']}.{event['question']}") if asked else None
            self("do", event=event, interaction=told)
        return self

    def wait(self, seconds: float) -> Bed:
        """Let time pass."""
        self("wait", milliseconds=seconds * 1000)
        return self

    def exit(self) -> Bed:
        """Save and exit."""
        self("exit")
        return self

    def look(self) -> Json:
        """What the course knows and says."""
        found: Json = self("look")
        return found

    @property
    def said(self) -> str:
        """The word of the status line."""
        return str(self.look()["said"])

    @property
    def given(self) -> set[str]:
        """The questions that the course has answers to."""
        return {name.rpartition(".")[2] for name in self.look()["given"]}

    # -- what hosts keep, and how they go wrong ---------------------------------------------------

    @property
    def held(self) -> Record:
        """What the host holds now."""
        raise NotImplementedError

    @property
    def raw(self) -> object:
        """The same as the host has it, to compare."""
        raise NotImplementedError

    def reopen_as(self, mode: str) -> None:
        """From the next launch on the host opens the course in this mode."""
        raise NotImplementedError

    def fail(self, times: int) -> None:
        """Refuse the next saves."""
        raise NotImplementedError

    def cut_off(self) -> None:
        """Take the network away; the browser does not notice."""
        self("net", offline=True)

    def restore(self) -> None:
        """The network is back, and the browser says so."""
        self("net", offline=False)
        self("moment", name="online")

    def log_out(self) -> None:
        """The session with the LMS has expired."""
        self("net", door=True)

    def log_in(self) -> None:
        """The learner logged in again, in another tab."""
        self("net", door=False)

    def keep_of_state(self, characters: int) -> None:
        """Let the host have only so much of the state at the next launch."""
        raise NotImplementedError

    def refused_twice(self) -> list[str]:
        """What the host refused, and was said again in the same session; and breaches of rules."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop what was started."""


def interaction(name: str, **changes: Any) -> Json:
    """An answer as the LMS is told of it."""
    told = {"id": name, "type": "choice", "response": ["a"], "correct": [["a"]]}
    more = {"result": "correct", "final": True, "weight": 1, "latency": 4.2}
    return {**told, **more, **changes}


def seconds(time: str) -> float:
    """A length of time as any of the standards writes it."""
    if time.startswith("PT"):
        parts = re.findall(r"([\d.]+)([HMS])", time)
        return sum(float(value) * {"H": 3600, "M": 60, "S": 1}[unit] for value, unit in parts)
    total = 0.0
    for part in time.split(":"):
        total = total * 60 + float(part or 0)
    return total
