"""An LMS that speaks AICC's HTTP protocol, as a value: forms in, answers and records out.

With the manners of hosts that are known. ``preview/hacp.py`` puts it on a port.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

STATUSES = ("passed", "completed", "failed", "incomplete", "browsed", "not attempted")
EXITS = ("logout", "time-out", "suspend")
COLUMNS = 13
"""Columns of the table that PutInteractions brings."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What hosts do differently."""

    name: str
    needs_status: bool = False
    """A PutParam without a status makes it "not attempted" (Moodle)."""
    mastery: bool = False
    """A score and a mastery score decide between passed and failed (Moodle)."""
    first_rows: bool = False
    """For [Core_Lesson] it takes what stands before the first group (Moodle 3.11 on PHP 7)."""
    keeps_interactions: bool = True
    """False: PutInteractions is acknowledged and dropped (Moodle)."""
    takes_interactions: bool = True
    """False: PutInteractions is an invalid command."""
    masks_status: bool = False
    """GetParam shows "not attempted, ab-initio" whatever the status is (relay of e-LfH)."""
    exact_names: bool = False
    """Form fields are found by their exact names only (relay of e-LfH)."""
    strangers: str = "error"
    """What somebody without a session gets: an ``error``, a ``page``, or status ``400``."""


PLAIN = Manners("plain")
"""By the guidelines."""
MOODLE = Manners(
    "moodle", needs_status=True, mastery=True, keeps_interactions=False, strangers="page"
)
OLD_MOODLE = Manners(
    "old-moodle",
    needs_status=True,
    mastery=True,
    first_rows=True,
    keeps_interactions=False,
    strangers="page",
)
ELFH = Manners(
    "e-lfh",
    needs_status=True,
    takes_interactions=False,
    masks_status=True,
    exact_names=True,
    strangers="400",
)
MANNERS = {each.name: each for each in (PLAIN, MOODLE, OLD_MOODLE, ELFH)}


@dataclass(slots=True)
class Record:
    """What is stored of one learner."""

    student_id: str
    student_name: str
    mode: str = "normal"
    mastery: float | None = None
    location: str = ""
    status: str = "not attempted"
    exit: str = ""
    score: str = ""
    seconds: int = 0
    """Of all sessions that ended with ExitAU."""
    state: str = ""
    interactions: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Session:
    record: Record
    phase: str = "not initialized"
    seconds: int = 0


class Refused(Exception):
    """An answer with an error."""

    def __init__(self, error: int, text: str) -> None:
        super().__init__(text)
        self.error, self.text = error, text


class AiccLms:
    """Learners, their sessions and what is stored of them."""

    def __init__(self, manners: Manners = PLAIN) -> None:
        """Nobody has been here yet."""
        self.manners = manners
        self.records: dict[str, Record] = {}
        self._sessions: dict[str, _Session] = {}
        self._lock = threading.Lock()

    def learner(self, student_id: str, name: str = "", **values: object) -> Record:
        """The record of a learner, made when it is first asked for; ``values`` are set in it."""
        record = self.records.setdefault(student_id, Record(student_id, name))
        for key, value in values.items():
            setattr(record, key, value)
        return record

    def begin(self, student_id: str) -> str:
        """The id of a new session."""
        session = secrets.token_hex(8)
        self._sessions[session] = _Session(self.learner(student_id))
        return session

    def knows(self, session: str) -> bool:
        """Whether there is such a session."""
        return session in self._sessions

    def forget_sessions(self) -> None:
        """As after a restart, or when everybody is logged out."""
        self._sessions.clear()

    def answer(self, form: Mapping[str, str]) -> str:
        """The answer to a form, in lines."""
        with self._lock:
            try:
                return self._do(form)
            except Refused as refused:
                return lines(f"error={refused.error}", f"error_text={refused.text}")

    def _do(self, form: Mapping[str, str]) -> str:
        command = form.get("command", "").lower()
        session = self._sessions.get(form.get("session_id", ""))
        if session is None:
            raise Refused(3, "Invalid Session ID")
        if command == "getparam":
            if session.phase == "terminated":
                raise Refused(101, "Terminated")
            session.phase = "running"
            return _ok() + "aicc_data=" + self._param(session.record)
        known = {"putparam": self._put, "putinteractions": self._note, "exitau": self._exit}
        if command == "putinteractions" and not self.manners.takes_interactions:
            raise Refused(1, "Invalid Command")
        if command not in known:
            raise Refused(1, "Invalid Command")
        if session.phase != "running":
            raise Refused(1, session.phase.title())
        known[command](session, form.get("aicc_data", ""))
        return _ok()

    def _param(self, record: Record) -> str:
        entry = "ab-initio" if record.status == "not attempted" else ""
        entry = "resume" if record.exit == "suspend" else entry
        status = record.status
        if self.manners.masks_status:
            status, entry = "not attempted", "ab-initio"
        return lines(
            "[Core]",
            f"Student_ID={record.student_id}",
            f"Student_Name={record.student_name}",
            f"Lesson_Location={record.location}",
            f"Credit={'credit' if record.mode == 'normal' else 'no-credit'}",
            f"Lesson_Status={status}{', ' if entry else ''}{entry}",
            f"Score={record.score}",
            f"Time={_clock(record.seconds)}",
            f"Lesson_Mode={record.mode}",
            "[Core_Lesson]",
            *record.state.splitlines(),
            "[Core_Vendor]",
            "[Evaluation]",
            "Course_ID = {C1}",
            "[Student_Data]",
            f"Mastery_Score={'' if record.mastery is None else f'{record.mastery:g}'}",
        )

    def _put(self, session: _Session, data: str) -> None:
        """PutParam: rows end with CRLF, and nothing else ends one."""
        record, group, seen = session.record, "", set()
        rows = data.split("\r\n")
        score = ""
        kept: list[str] | None = None
        for row in rows:
            if row.startswith("["):
                group = row.strip().lower()
                if group == "[core_lesson]":
                    kept = []
            elif group == "[core_lesson]" and kept is not None:
                kept.append(row)
            elif group == "[core]" and "=" in row:
                name, _, value = (part.strip() for part in row.partition("="))
                seen.add(name.lower())
                score = self._core(session, name.lower(), value) or score
        if kept is not None:
            if self.manners.first_rows:
                heads = [number for number, row in enumerate(rows) if row.startswith("[")]
                kept = rows[: heads[0]]
            record.state = "\n".join(kept).strip("\n")
        if self.manners.needs_status and "lesson_status" not in seen and record.mode == "normal":
            record.status = "not attempted"
        decides = self.manners.mastery and record.mastery is not None and record.mode == "normal"
        if decides and score and record.mastery is not None:
            record.status = "passed" if float(score) >= record.mastery else "failed"

    def _core(self, session: _Session, name: str, value: str) -> str:
        """Take a value of [Core]; gives the raw score if it was that."""
        record = session.record
        if name == "lesson_location":
            record.location = value
        elif name == "time":
            session.seconds = _seconds(value)
        elif name == "lesson_status":
            status, _, flag = (part.strip().lower() for part in value.partition(","))
            record.exit = _word(flag, EXITS)
            if record.mode == "normal":
                record.status = _word(status, STATUSES) or record.status
        elif name == "score" and value:
            record.score = value
            return value.partition(",")[0].strip()
        return ""

    def _note(self, session: _Session, data: str) -> None:
        rows = [row for row in data.split("\r\n") if row]
        cells = [row.strip('"').split('","') for row in rows[1:]]
        if any(len(row) != COLUMNS for row in cells):
            raise Refused(1, "Not a table")
        if self.manners.keeps_interactions:
            session.record.interactions += cells

    def _exit(self, session: _Session, data: str) -> None:
        session.record.seconds += session.seconds
        session.phase = "terminated"


def _ok() -> str:
    return lines("error=0", "error_text=Successful")


def lines(*texts: str) -> str:
    """Lines as the protocol ends them."""
    return "".join(f"{text}\r\n" for text in texts)


def _word(text: str, known: tuple[str, ...]) -> str:
    """The word that begins with the first letter of ``text``: one letter is enough."""
    return next((word for word in known if text and word[0] == text[0]), "")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _seconds(text: str) -> int:
    """Seconds in HH:MM:SS; 0 for anything else."""
    parts = text.split(":")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return 0
    hours, minutes, seconds = map(int, parts)
    return hours * 3600 + minutes * 60 + seconds
