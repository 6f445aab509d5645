"""The hosts of the matrix, and what each does not offer, with the reason and how that is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .conftest import Player
from .matrix_beds import Bed, Json
from .matrix_features import FEATURES, Start
from .matrix_net import AiccBed, Cmi5Bed
from .matrix_scorm import Scorm12Bed, Scorm2004Bed
from .test_attempt import answered

Seen = Callable[[Start], None]


@dataclass(frozen=True)
class Lacking:
    """Why a host cannot do something; ``seen`` asserts that it is so."""

    reason: str
    seen: Seen


@dataclass(frozen=True)
class Host:
    """A column of the matrix."""

    key: str
    group: str
    title: str
    bed: Callable[[Player, str, Json], Bed]
    profile: str
    lacking: Mapping[str, Lacking]
    note: str = ""
    """What is to be known of it, whatever the cells say."""
    untried: str = ""
    """Why some features were not tried on it, and which."""
    skips: frozenset[str] = frozenset()

    def start(self, player: Player, **options: object) -> Bed:
        """One learner on it who has not been there yet."""
        return self.bed(player, self.profile, dict(options))


def _element(bed: Bed, name: str) -> list[Json]:
    """The calls about an element."""
    return [call for call in bed.look()["calls"] if call["args"][:1] == [name]]


def _esr_answers(start: Start) -> None:
    bed = start().launch().do(answered("q1"), answered("q2"))
    (asked,) = _element(bed, "cmi.interactions._count")
    assert (asked["result"], asked["error"]) == ("", 401)
    assert bed.held.answers == ()


def _esr_language(start: Start) -> None:
    bed = start(language="cy").launch()
    assert bed.look()["language"] == ""
    assert _element(bed, "cmi.student_preference.language")[-1]["error"] == 401


def _shim_answers(start: Start) -> None:
    bed = start().launch().do(answered("q1"), answered("q2"))
    (asked,) = _element(bed, "cmi.interactions._count")
    assert (asked["result"], asked["error"]) == ("", 0)
    assert bed.held.answers == ()


def _shim_time(start: Start) -> None:
    bed = start().launch().wait(90).do(answered("q1"))
    written = _element(bed, "cmi.core.session_time")
    assert [call["result"] for call in written] == [True]
    assert "cmi.core.session_time" not in bed.look()["stored"]


def _shim_mode(start: Start) -> None:
    _no_mode(start, "cmi.core.lesson_mode")


def _edx_mode(start: Start) -> None:
    _no_mode(start, "cmi.core.lesson_mode")


def _edx2004_mode(start: Start) -> None:
    _no_mode(start, "cmi.mode")


def _no_mode(start: Start, element: str) -> None:
    bed = start(mode="review").launch()
    assert [call["result"] for call in _element(bed, element)] == [""]
    assert bed.said != "read-only"


def _shim_language(start: Start) -> None:
    bed = start(language="cy").launch()
    assert bed.look()["language"] == ""
    assert _element(bed, "cmi.student_preference.language")[-1]["result"] == ""


def _hacp_dropped(start: Start) -> None:
    bed = start().launch().do(answered("q1"))
    assert isinstance(bed, AiccBed)
    assert [c["command"] for c in bed.server.calls].count("PutInteractions") == 1
    assert bed.look()["log"][-1]["result"] != "" and bed.held.answers == ()


def _hacp_refused(start: Start) -> None:
    bed = start().launch().do(answered("q1"), answered("q2"))
    assert isinstance(bed, AiccBed)
    assert [c["command"] for c in bed.server.calls].count("PutInteractions") == 1
    assert any("error=1" in f"{e['result']} {e['error']}" for e in bed.look()["log"])


def _hacp_language(start: Start) -> None:
    bed = start(language="cy")
    assert isinstance(bed, AiccBed)
    session = bed.server.lms.begin("s1")
    answer = bed.server.lms.answer({"command": "GetParam", "session_id": session})
    assert "[core]" in answer.lower() and "student_preferences" not in answer.lower()


NO_LANGUAGE = "It does not tell the course a language."
_HACP_LANGUAGE = {"language": Lacking(NO_LANGUAGE, _hacp_language)}
_FAULTS = frozenset({"again", "network", "login", "lost", "cut", "killed", "windows"})
_AGAIN = (
    "It is a library, run here without a server behind it, and asked whether it takes what the "
    "course says. What takes a server that fails was not tried on it."
)

OLD, NEW, OTHER = "SCORM 1.2", "SCORM 2004", "AICC and cmi5"
HOSTS: tuple[Host, ...] = (
    Host("strict-12", OLD, "The standard", Scorm12Bed, "strict", {}),
    Host("moodle-12", OLD, "Moodle", Scorm12Bed, "moodle", {}),
    Host("moodle-standards-12", OLD, "Moodle, standards mode", Scorm12Bed, "moodle-standards", {}),
    Host(
        "learning-hub",
        OLD,
        "NHS Learning Hub",
        Scorm12Bed,
        "learning-hub",
        {},
        note="After a final result it begins anew, without place and answers. Where it was done "
        "the course goes on from the copy on the device, on another it begins at the start.",
    ),
    Host(
        "esr",
        OLD,
        "ESR",
        Scorm12Bed,
        "esr",
        {
            "answers": Lacking("It keeps no single answers (error 401).", _esr_answers),
            "language": Lacking(NO_LANGUAGE, _esr_language),
        },
    ),
    Host(
        "aicc-shim",
        OLD,
        "AICC shim (e-LfH)",
        Scorm12Bed,
        "aicc-shim",
        {
            "answers": Lacking("It drops single answers without a word.", _shim_answers),
            "review": Lacking("It does not tell the course the mode.", _shim_mode),
            "time": Lacking("It measures the time itself, and drops the course's.", _shim_time),
            "language": Lacking(NO_LANGUAGE, _shim_language),
        },
    ),
    Host(
        "open-edx-12",
        OLD,
        "Open edX",
        Scorm12Bed,
        "open-edx",
        {"review": Lacking("It does not tell the course the mode.", _edx_mode)},
    ),
    Host("scorm-cloud-12", OLD, "SCORM Cloud", Scorm12Bed, "scorm-cloud", {}),
    Host("scorm-again-12", OLD, "scorm-again", Scorm12Bed, "scorm-again", {}, "", _AGAIN, _FAULTS),
    Host("strict-2004", NEW, "The standard", Scorm2004Bed, "strict", {}),
    Host("moodle-2004", NEW, "Moodle", Scorm2004Bed, "moodle", {}),
    Host(
        "open-edx-2004",
        NEW,
        "Open edX",
        Scorm2004Bed,
        "open-edx",
        {"review": Lacking("It does not tell the course the mode.", _edx2004_mode)},
    ),
    Host("scorm-cloud-2004", NEW, "SCORM Cloud", Scorm2004Bed, "scorm-cloud", {}),
    Host(
        "scorm-again-2004", NEW, "scorm-again", Scorm2004Bed, "scorm-again", {}, "", _AGAIN, _FAULTS
    ),
    Host("hacp", OTHER, "AICC, the standard", AiccBed, "plain", _HACP_LANGUAGE),
    Host(
        "hacp-moodle",
        OTHER,
        "AICC, Moodle",
        AiccBed,
        "moodle",
        {
            **_HACP_LANGUAGE,
            "answers": Lacking("It acknowledges single answers and drops them.", _hacp_dropped),
        },
    ),
    Host(
        "hacp-elfh",
        OTHER,
        "AICC, relay of e-LfH",
        AiccBed,
        "e-lfh",
        {
            **_HACP_LANGUAGE,
            "answers": Lacking("It knows no command for single answers.", _hacp_refused),
        },
    ),
    Host("cmi5", OTHER, "cmi5, our own LMS", Cmi5Bed, "", {}),
)


def simulated(host: Host, feature: str) -> bool:
    """Whether the cell is one that a test drives."""
    return feature not in host.lacking and feature not in host.skips


CELLS = [(h, f) for h in HOSTS for f in FEATURES if simulated(h, f.key)]
"""Every cell that says "simulated"."""
REASONS = [(h, key, lacking) for h in HOSTS for key, lacking in h.lacking.items()]
"""Every cell that says that the host does not offer it."""
