"""A course on a host, whichever standard it speaks: opened, answered, cut off, and looked at after.

A bed drives the real adapter and session by ``matrix.ts``. What the host then holds is read where
the host keeps it, and put into one form: :class:`Record`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from scorm_builder.preview.aicc_lms import MANNERS
from scorm_builder.preview.enrolment import Terms
from scorm_builder.preview.hacp import Hacp
from scorm_builder.preview.lrs import Fault, Lrs

from .cmi5_course import STATE as DOCUMENT
from .conftest import Player
from .test_attempt import course as small_course
from .vrules import breaches, breaches2004

Json = dict[str, Any]
PAGE = "http://127.0.0.1:1/course/index.html"
STATE = "cmi.suspend_data"
ALL_TIMES = 1000


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
            location=stored.get(self._location, ""),
            state=stored.get(STATE, ""),
            seconds=seconds(self._time(seen)),
            answers=tuple(self._answers(seen)),
        )

    _location = "cmi.core.lesson_location"

    def _status(self, stored: dict[str, str]) -> str:
        return stored.get("cmi.core.lesson_status", "")

    def _time(self, seen: Json) -> str:
        if self.profile == "scorm-again":
            written = [v for e, v in accepted(seen["calls"]) if e.endswith("session_time")]
            return written[-1] if written else ""
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


class AiccBed(Bed):
    """AICC over HTTP, on a server with the manners of a host."""

    standard = "aicc"

    def __init__(self, player: Player, profile: str, options: Json) -> None:
        """Start the server."""
        self.server = Hacp(MANNERS[profile])
        self.server.__enter__()
        super().__init__(player, profile, options)
        self.record = self.server.lms.learner("s1", "Example, Ann", mastery=70.0, mode=self.mode)

    def address(self) -> str:
        return f"{PAGE}?{self.server.launch('s1')}"

    @property
    def held(self) -> Record:
        record = self.record
        raw = record.score.partition(",")[0]
        return Record(
            status=record.status,
            score=round(float(raw)) if raw else None,
            location=record.location,
            state=record.state,
            seconds=record.seconds,
            answers=tuple(row[2] for row in record.interactions),
        )

    @property
    def raw(self) -> object:
        return asdict(self.record)

    def reopen_as(self, mode: str) -> None:
        self.record.mode = mode

    def fail(self, times: int) -> None:
        self.server.knobs.broken = times

    def cut_off(self) -> None:
        super().cut_off()
        self.server.knobs.offline = True

    def restore(self) -> None:
        self.server.knobs.offline = False
        super().restore()

    def log_out(self) -> None:
        super().log_out()
        self.server.knobs.login = "page"

    def log_in(self) -> None:
        self.server.knobs.login = ""
        super().log_in()

    def keep_of_state(self, characters: int) -> None:
        self.record.state = self.record.state[:characters]

    def refused_twice(self) -> list[str]:
        refused = [entry["call"] for entry in self.look()["log"] if entry["error"] not in ("", "0")]
        return sorted({each for each in refused if refused.count(each) > 1})

    def close(self) -> None:
        self.server.__exit__(None, None, None)


class Cmi5Bed(Bed):
    """cmi5, on a small LMS and record store of our own."""

    standard = "cmi5"

    def __init__(self, player: Player, profile: str, options: Json) -> None:
        """Start the server."""
        language = options.get("language", "")
        preferences = {"languagePreference": language} if language else None
        self.lrs = Lrs(Terms(mastery=0.7, preferences=preferences))
        self.lrs.__enter__()
        super().__init__(player, profile, options)

    def address(self) -> str:
        return self.lrs.launch()

    @property
    def held(self) -> Record:
        enrolment = self.lrs.enrolment
        document = json.loads(enrolment.state.get(DOCUMENT, b"{}"))
        passed = enrolment.told("passed") or enrolment.told("failed")
        raw = passed[-1]["result"]["score"]["raw"] if passed else None
        verbs = enrolment.verbs()
        told = [verb for verb in ("passed", "failed", "completed") if verb in verbs]
        ended = [s["result"]["duration"] for s in enrolment.told("terminated")]
        begun = "incomplete" if "initialized" in verbs else ""
        return Record(
            status=told[0] if told else begun,
            score=raw,
            location=document.get("location", ""),
            state=document.get("state", ""),
            seconds=sum(seconds(each) for each in ended),
            answers=tuple(s["object"]["id"].rpartition("/")[2] for s in enrolment.told("answered")),
        )

    @property
    def raw(self) -> object:
        enrolment = self.lrs.enrolment
        session = ("launched", "initialized", "terminated")
        verbs = [verb for verb in enrolment.verbs() if verb not in session]
        return enrolment.state.get(DOCUMENT), verbs

    def reopen_as(self, mode: str) -> None:
        enrolment = self.lrs.enrolment
        enrolment.terms = replace(enrolment.terms, mode=mode.title())

    def fail(self, times: int) -> None:
        self.lrs.faults = [Fault("any", times, 503)]

    def cut_off(self) -> None:
        super().cut_off()
        self.lrs.offline = True

    def restore(self) -> None:
        self.lrs.offline = False
        super().restore()

    def log_out(self) -> None:
        super().log_out()
        self.lrs.faults = [Fault("any", ALL_TIMES, 401)]

    def log_in(self) -> None:
        self.lrs.faults = []
        super().log_in()

    def keep_of_state(self, characters: int) -> None:
        state = self.lrs.enrolment.state
        if characters == 0:
            del state[DOCUMENT]
            return
        document = json.loads(state[DOCUMENT])
        state[DOCUMENT] = json.dumps(
            {**document, "state": document["state"][:characters]}
        ).encode()

    def refused_twice(self) -> list[str]:
        return self.lrs.enrolment.breaches + [
            f"{each.method} {each.kind}: {each.status}"
            for each in self.lrs.asked
            if each.status >= 400 and each.status != 404
        ]

    def close(self) -> None:
        self.lrs.__exit__(None, None, None)


def interaction(name: str, **changes: Any) -> Json:
    """An answer as the LMS is told of it."""
    told = {"id": name, "type": "choice", "response": ["a"], "correct": [["a"]]}
    more = {"result": "correct", "final": True, "weight": 1, "latency": 4.2}
    return {**told, **more, **changes}


def accepted(calls: Sequence[Json]) -> list[tuple[str, str]]:
    """What was written and taken, as pairs."""
    sets = [call for call in calls if call["fn"].endswith("SetValue")]
    taken = [call for call in sets if str(call["result"]).lower() == "true"]
    return [(call["args"][0], call["args"][1]) for call in taken]


def sessions(calls: Sequence[Json]) -> list[list[Json]]:
    """Calls, a list for each launch."""
    found: list[list[Json]] = []
    for call in calls:
        if call["fn"].endswith("Initialize") or not found:
            found.append([])
        found[-1].append(call)
    return found


def seconds(time: str) -> float:
    """A length of time as any of the standards writes it."""
    if time.startswith("PT"):
        parts = re.findall(r"([\d.]+)([HMS])", time)
        return sum(float(value) * {"H": 3600, "M": 60, "S": 1}[unit] for value, unit in parts)
    total = 0.0
    for part in time.split(":"):
        total = total * 60 + float(part or 0)
    return total
