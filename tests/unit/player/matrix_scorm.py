"""The beds of SCORM, both editions: on hosts of ``player/lms/hosts.ts``, and on scorm-again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .matrix_beds import Bed, Json, Record, seconds
from .vrules import breaches, breaches2004

STATE = "cmi.suspend_data"


class ScormBed(Bed):
    """SCORM of either edition, on a host of ``player/lms/hosts.ts`` or scorm-again."""

    prefix = "cmi.core."
    language_element = "cmi.student_preference.language"

    def _build(self, **more: Any) -> None:
        given = {self.language_element: self.language} if self.language else {}
        faults = {"mode": self.mode, "mastery": 70, "given": given}
        # scorm-again takes before its session begins whatever is to be in it.
        stored = given if self.profile == "scorm-again" else {}
        super()._build(faults=faults, stored=stored, **more)

    @property
    def held(self) -> Record:
        seen = self.look()
        stored: dict[str, str] = seen["stored"]
        raw = stored.get(f"{self.prefix}score.raw", "")
        return Record(
            status=self._status(stored),
            score=round(float(raw)) if raw else None,
            location=self._place(seen),
            state=stored.get(STATE, ""),
            seconds=seconds(self._time(seen)),
            answers=tuple(self._answers(seen)),
        )

    _location = "cmi.core.lesson_location"

    def _status(self, stored: dict[str, str]) -> str:
        return stored.get("cmi.core.lesson_status", "")

    def _place(self, seen: Json) -> str:
        if self.profile == "scorm-again":
            return taken_last(seen["calls"], self._location)
        return str(seen["stored"].get(self._location, ""))

    def _time(self, seen: Json) -> str:
        if self.profile == "scorm-again":
            return taken_last(seen["calls"], f"{self.prefix}session_time")
        return str(seen["stored"].get(f"{self.prefix}total_time", ""))

    def _answers(self, seen: Json) -> Sequence[str]:
        name = re.compile(r"cmi\.interactions\.(\d+)\.id")
        if self.profile == "scorm-again":
            return [v for e, v in accepted(seen["calls"]) if name.fullmatch(e)]
        found = {int(m[1]): v for e, v in seen["stored"].items() if (m := name.fullmatch(e))}
        return [found[index] for index in sorted(found)]

    @property
    def raw(self) -> object:
        # The LMS's own entries of a session, which the course has no part in.
        own = re.compile(r"cmi\.(core\.)?(entry|exit|total_time)")
        stored: dict[str, str] = self.look()["stored"]
        return {name: value for name, value in stored.items() if not own.fullmatch(name)}

    def reopen_as(self, mode: str) -> None:
        self("install", stored=self._left(), faults={"mode": mode})

    def _left(self) -> dict[str, str]:
        stored: dict[str, str] = self.look()["stored"]
        if self.profile == "scorm-again":
            return {name: value for name, value in stored.items() if value}
        return stored

    def fail(self, times: int) -> None:
        self("faults", change={"commit": {"code": 101, "times": times}})

    def cut_off(self) -> None:
        super().cut_off()
        # Moodle says "true" without a network by itself; others are made to.
        name = "offline" if self.profile.startswith("moodle") else "lies"
        self("faults", change={name: True})

    def restore(self) -> None:
        self("faults", change={"offline": False, "lies": False})
        super().restore()

    def log_out(self) -> None:
        self("faults", change={"expired": True})
        super().log_out()

    def log_in(self) -> None:
        self("faults", change={"expired": False})
        super().log_in()

    def keep_of_state(self, characters: int) -> None:
        stored = self._left()
        cut = stored.pop(STATE)[:characters]
        self("install", stored={**stored, **({STATE: cut} if cut else {})})

    def refused_twice(self) -> list[str]:
        found: list[str] = []
        for calls in sessions(self.look()["calls"]):
            found += self._breaches(calls)
            refused = [
                f"{call['fn']} {call['args'][0]}"
                for call in calls
                if call["args"] and call["error"]
            ]
            found += sorted({each for each in refused if refused.count(each) > 1})
        return found

    def _breaches(self, calls: Sequence[Json]) -> list[str]:
        return breaches(calls)


class Scorm12Bed(ScormBed):
    """SCORM 1.2."""

    standard = "scorm12"


class Scorm2004Bed(ScormBed):
    """SCORM 2004."""

    standard = "scorm2004"
    prefix = "cmi."
    language_element = "cmi.learner_preference.language"
    _location = "cmi.location"

    def _status(self, stored: dict[str, str]) -> str:
        success = stored.get("cmi.success_status", "")
        judged = success in ("passed", "failed")
        return success if judged else stored.get("cmi.completion_status", "")

    def _breaches(self, calls: Sequence[Json]) -> list[str]:
        return breaches2004(calls)


def accepted(calls: Sequence[Json]) -> list[tuple[str, str]]:
    """What was written and taken, as pairs."""
    sets = [call for call in calls if call["fn"].endswith("SetValue")]
    taken = [call for call in sets if str(call["result"]).lower() == "true"]
    return [(call["args"][0], call["args"][1]) for call in taken]


def taken_last(calls: Sequence[Json], element: str) -> str:
    """The last value of an element that was taken."""
    return ["", *(value for name, value in accepted(calls) if name == element)][-1]


def sessions(calls: Sequence[Json]) -> list[list[Json]]:
    """Calls, a list for each launch."""
    found: list[list[Json]] = []
    for call in calls:
        if call["fn"].endswith("Initialize") or not found:
            found.append([])
        found[-1].append(call)
    return found
