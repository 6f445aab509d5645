"""What SCORM and its hosts ask of a running course, over a recorded session.

A recording is a list of ``{"fn", "args", "result"}`` in the order of the calls, of one launch.
``breaches(calls)`` gives what is wrong by SCORM 1.2, each with its rule; an empty list when nothing
is. ``breaches2004(calls)`` does it for SCORM 2004.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

Call = dict[str, Any]

TIMESPAN = re.compile(r"\d{4}:[0-5]\d:[0-5]\d(\.\d\d)?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d\d?)?")
NUMBER = re.compile(r"-?\d{1,5}(\.\d+)?")
INTERACTION = re.compile(r"cmi\.interactions\.(\d+)\.(.+)")

STATUSES = {"passed", "completed", "failed", "incomplete", "browsed"}
EXITS = {"time-out", "suspend", "logout", ""}
TYPES = {
    *("true-false", "choice", "fill-in", "matching"),
    *("performance", "sequencing", "likert", "numeric"),
}
RESULTS = {"correct", "wrong", "unanticipated", "neutral"}
RESPONSES = {
    "true-false": re.compile(r"[01tf]"),
    "choice": re.compile(r"[a-z0-9](,[a-z0-9]){0,25}"),
    "sequencing": re.compile(r"[a-z0-9](,[a-z0-9]){0,25}"),
    "likert": re.compile(r"[a-z0-9]"),
    "matching": re.compile(r"[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9]){0,25}"),
    "numeric": re.compile(r"\d{1,12}(\.\d{1,6})?"),
    "fill-in": re.compile(r"[^\x00-\x1f]{1,255}"),
    "performance": re.compile(r"[ -~]{1,255}"),
}
"""What the strictest host takes as a response and as a pattern, by type: the Learning Hub's forms,
and of the standard's lengths."""
READ_ONLY = re.compile(
    r"cmi\.(_version|core\.(student_id|student_name|credit|entry|total_time|lesson_mode)"
    r"|launch_data|comments_from_lms|student_data\..*|.*\._children|.*\._count)"
)
WRITE_ONLY = re.compile(
    r"cmi\.(core\.(exit|session_time)|interactions\.\d+\.(?!objectives\._count|correct_).*)"
)


def breaches(calls: Sequence[Call]) -> list[str]:
    """What a recorded session does that SCORM 1.2, or a host of ours, does not take."""
    found: list[str] = []
    for check in (_strings, _values, _interactions, _order, _score_first, _access):
        found += check(calls)
    return found


def values(calls: Sequence[Call], element: str) -> list[str]:
    """Every value set for an element, in order."""
    return [call["args"][1] for call in _sets(calls) if call["args"][0] == element]


def _sets(calls: Sequence[Call]) -> Iterator[Call]:
    return (call for call in calls if call["fn"] == "LMSSetValue")


def _strings(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        if not all(isinstance(argument, str) for argument in call["args"]):
            yield f"V01: {call['fn']} was called with {call['args']!r}"
        if call["fn"] in {"LMSInitialize", "LMSCommit", "LMSFinish"} and call["args"] != [""]:
            yield f"V01: {call['fn']} was called with {call['args']!r} for an empty string"


def _values(calls: Sequence[Call]) -> Iterator[str]:
    for call in _sets(calls):
        element, value = call["args"][0], str(call["args"][1])
        fault = _fault(element, value)
        if fault:
            yield f"{fault}: {element} = {value[:80]!r}"


def _fault(element: str, value: str) -> str:  # noqa: PLR0911 - one line a rule
    if element == "cmi.suspend_data":
        if len(value) > 4096:
            return "V02"
        return "" if re.fullmatch(r"[A-Za-z0-9._-]+", value) else "V03"
    if element == "cmi.core.lesson_location":
        return "" if re.fullmatch(r"[A-Za-z0-9._-]{0,255}", value) else "V04"
    if element == "cmi.core.session_time":
        whole = TIMESPAN.fullmatch(value) and not value.startswith("0000:00:00")
        return "" if whole else "V05"
    if element.startswith("cmi.core.score."):
        return "" if NUMBER.fullmatch(value) and 0 <= float(value) <= 100 else "V12"
    if element == "cmi.core.lesson_status":
        return "" if value in STATUSES else "V14"
    if element == "cmi.core.exit":
        return "" if value in EXITS else "V15"
    return ""


def _interactions(calls: Sequence[Call]) -> Iterator[str]:
    kinds: dict[str, str] = {}
    for call in _sets(calls):
        match = INTERACTION.fullmatch(call["args"][0])
        if not match:
            continue
        index, leaf, value = match[1], match[2], str(call["args"][1])
        if leaf == "type":
            kinds[index] = value
        fault = _leaf_fault(leaf, value, kinds.get(index, ""))
        if fault:
            yield f"{fault}: {call['args'][0]} = {value!r}"


def _leaf_fault(leaf: str, value: str, kind: str) -> str:  # noqa: PLR0911
    if leaf == "id":
        return "" if re.fullmatch(r"[a-z0-9._-]{1,255}", value) else "V06"
    if leaf == "type":
        return "" if value in TYPES else "V07"
    if leaf == "student_response" or leaf.endswith(".pattern"):
        # A type that is not told is checked as the strictest of them.
        return "" if RESPONSES.get(kind, RESPONSES["choice"]).fullmatch(value) else "V08"
    if leaf == "result":
        return "" if value in RESULTS or NUMBER.fullmatch(value) else "V10"
    if leaf == "time":
        return "" if TIME.fullmatch(value) else "V11"
    if leaf == "latency":
        return "" if TIMESPAN.fullmatch(value) else "V05"
    if leaf == "weighting":
        return "" if NUMBER.fullmatch(value) and 0 <= float(value) <= 100 else "V12"
    return ""


def _order(calls: Sequence[Call]) -> Iterator[str]:
    names = [call["fn"] for call in calls if not call["fn"].startswith("LMSGetLast")]
    if names and names[0] != "LMSInitialize":
        yield f"V16: the first call is {names[0]}"
    if names.count("LMSFinish") > 1:
        yield "V16: LMSFinish more than once"
    if "LMSFinish" in names and names[-1] != "LMSFinish":
        yield f"V16: {names[-1]} after LMSFinish"
    seen: dict[str, int] = {}
    refused: set[str] = set()
    count = next((int(c["result"]) for c in calls if _is_count(c)), None)
    for call in _sets(calls):
        match = INTERACTION.fullmatch(call["args"][0])
        if not match:
            continue
        index, leaf = match[1], match[2]
        if leaf == "id":
            if count is not None and int(index) > count + len(seen):
                yield f"V20: entry {index} where {count + len(seen)} is next"
            seen[index] = 0
            if str(call["result"]).lower() != "true":
                refused.add(index)
        elif index not in seen:
            yield f"V16: {call['args'][0]} before the entry's id"
        elif leaf != "type" and seen[index] == 0:
            yield f"V16: {call['args'][0]} before the entry's type"
        else:
            seen[index] += 1


def _is_count(call: Call) -> bool:
    counted = call["args"][:1] == ["cmi.interactions._count"]
    return bool(call["fn"] == "LMSGetValue" and counted and str(call["result"]).isdigit())


def _score_first(calls: Sequence[Call]) -> Iterator[str]:
    """V17, and on Learning Hub: a final status goes out only with a session time above zero."""
    final = score_due = timed = False
    for call in calls:
        if call["fn"] in {"LMSCommit", "LMSFinish"}:
            final = False
        if call["fn"] != "LMSSetValue":
            continue
        element, value = call["args"]
        timed = timed or element == "cmi.core.session_time"
        if element == "cmi.core.lesson_status" and value != "incomplete":
            final = True
            if not timed:
                yield f"V05: {value} before any session time"
        score_due = element == "cmi.core.score.raw"
        if final and score_due:
            yield "V17: the score after the status"


def _access(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        element = str(call["args"][0]) if call["args"] else ""
        if call["fn"] == "LMSSetValue" and READ_ONLY.fullmatch(element):
            yield f"V18: {element} is read-only"
        if call["fn"] == "LMSGetValue" and WRITE_ONLY.fullmatch(element):
            yield f"V18: {element} is write-only"


TIMEINTERVAL = re.compile(r"PT\d{1,4}H[0-5]?\dM[0-5]?\dS")
TIMESTAMP = re.compile(r"(19[7-9]\d|20[0-3]\d)-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.00Z")
REAL = re.compile(r"-?\d{1,5}(\.\d{1,7})?")
RESULTS_2004 = RESULTS - {"wrong"} | {"incorrect"}
RESPONSES_2004 = {
    "true-false": re.compile(r"true|false"),
    "choice": re.compile(r"\w(\[,\]\w){0,35}"),
    "sequencing": re.compile(r"\w(\[,\]\w){0,35}"),
    "likert": re.compile(r"\w"),
    "matching": re.compile(r"\w\[\.\]\w(\[,\]\w\[\.\]\w){0,35}"),
    "numeric": REAL,
    "fill-in": re.compile(r"[^\x00-\x1f{}]{1,250}"),
    "performance": re.compile(r"\w*\[\.\][\w.-]*(\[,\]\w*\[\.\][\w.-]*){0,124}"),
}
"""What the strictest host takes by type: Moodle's short identifiers and numbers."""
RANGE = re.compile(rf"{REAL.pattern}\[:\]{REAL.pattern}")
VALUES_2004 = {
    "cmi.suspend_data": re.compile(r"[A-Za-z0-9._-]{1,4000}"),
    "cmi.location": re.compile(r"[A-Za-z0-9._-]{0,1000}"),
    "cmi.session_time": TIMEINTERVAL,
    "cmi.completion_status": re.compile(r"completed|incomplete"),
    "cmi.success_status": re.compile(r"passed|failed"),
    "cmi.exit": re.compile(r"suspend"),
    "cmi.progress_measure": re.compile(r"0\.\d{1,2}|1"),
    "cmi.score.scaled": re.compile(r"0\.\d{1,4}|1(\.0{1,4})?"),
    "cmi.score.raw": re.compile(r"(\d{1,2}|100)(\.0)?"),
    "cmi.score.min": re.compile(r"0"),
    "cmi.score.max": re.compile(r"100"),
}
"""Every element that a course may write, and what into it. `adl.nav.request` is not among them:
Moodle's Terminate throws on some of its values."""
LEAVES_2004 = {
    "id": re.compile(r"[a-z0-9._-]{1,4000}"),
    "type": re.compile("|".join(TYPES)),
    "timestamp": TIMESTAMP,
    "weighting": REAL,
    "result": re.compile("|".join(RESULTS_2004)),
    "latency": TIMEINTERVAL,
}
PLAIN = {"LMS" + name: name for name in ("Initialize", "GetValue", "SetValue", "Commit")}
PLAIN["LMSFinish"] = "Terminate"


def breaches2004(calls: Sequence[Call]) -> list[str]:
    """What a recorded session does that SCORM 2004, or a host of ours, does not take."""
    found = list(_values2004(calls))
    for check in (_strings, _order):
        found += check([{**call, "fn": _fn12(call["fn"])} for call in calls])
    return found + list(_consistent(calls))


def values2004(calls: Sequence[Call], element: str) -> list[str]:
    """Every value set for an element, in order."""
    sets = (call["args"] for call in calls if call["fn"] == "SetValue")
    return [args[1] for args in sets if args[0] == element]


def _fn12(name: str) -> str:
    """What SCORM 1.2 calls a function: the rules of order are the same."""
    return next((old for old, new in PLAIN.items() if new == name), name)


def _values2004(calls: Sequence[Call]) -> Iterator[str]:
    kinds: dict[str, str] = {}
    for call in calls:
        element = str(call["args"][0]) if call["args"] else ""
        if call["fn"] == "GetValue" and element in {"cmi.exit", "cmi.session_time"}:
            yield f"V18: {element} is write-only"
        if call["fn"] != "SetValue":
            continue
        value = str(call["args"][1])
        match = INTERACTION.fullmatch(element)
        if match and match[2] == "type":
            kinds[match[1]] = value
        form = _leaf2004(match[2], kinds.get(match[1], "")) if match else VALUES_2004.get(element)
        if form is None:
            yield f"V18: {element} is not for a course to write"
        elif not form.fullmatch(value):
            yield f"V19: {element} = {value[:80]!r}"


def _leaf2004(leaf: str, kind: str) -> re.Pattern[str] | None:
    if leaf == "learner_response":
        return RESPONSES_2004[kind]
    if re.fullmatch(r"correct_responses\.\d\.pattern", leaf):
        return RANGE if kind == "numeric" else RESPONSES_2004[kind]
    return LEAVES_2004.get(leaf)


def _consistent(calls: Sequence[Call]) -> Iterator[str]:
    """V17: at each commit score, statuses and progress say the same; a score comes before them."""
    held: dict[str, str] = {}
    final = False
    for call in calls:
        if call["fn"] == "SetValue":
            element, value = call["args"]
            held[element] = value
            final = final or element == "cmi.success_status"
            if final and element.startswith("cmi.score."):
                yield "V17: the score after the status"
        if call["fn"] not in {"Commit", "Terminate"}:
            continue
        final = False
        done = held.get("cmi.completion_status") == "completed"
        if "cmi.success_status" in held and not done:
            yield "V17: success without completion"
        if done != (held.get("cmi.progress_measure") == "1") and "cmi.progress_measure" in held:
            yield "V17: progress and completion differ"
        scaled, raw = held.get("cmi.score.scaled"), held.get("cmi.score.raw")
        if scaled is not None and raw is not None and round(float(scaled) * 100) != float(raw):
            yield "V17: raw and scaled differ"
        if done and "cmi.session_time" not in held:
            yield "V05: completed before any session time"
