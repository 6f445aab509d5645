"""The beds of what speaks over the network: AICC and cmi5, on servers on the loopback address."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from scorm_builder.preview.aicc_lms import MANNERS
from scorm_builder.preview.enrolment import Terms
from scorm_builder.preview.hacp import Hacp
from scorm_builder.preview.lrs import Fault, Lrs

from .cmi5_course import STATE as DOCUMENT
from .conftest import Player
from .matrix_beds import Bed, Json, Record, seconds

PAGE = "http://127.0.0.1:1/course/index.html"
ALL_TIMES = 1000


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
            answers=tuple(row[5] for row in record.interactions),
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
        log = self.look()["log"]
        refused = [e["call"].split()[0] for e in log if not e["result"].startswith("done")]
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
        state[DOCUMENT] = json.dumps({**document, "state": document["state"][:characters]}).encode()

    def refused_twice(self) -> list[str]:
        return self.lrs.enrolment.breaches + [
            f"{each.method} {each.kind}: {each.status}"
            for each in self.lrs.asked
            if each.status >= 400 and each.status != 404
        ]

    def close(self) -> None:
        self.lrs.__exit__(None, None, None)
