"""What SCORM 1.2 and its hosts ask of a running course, over a recorded session.

A recording is a list of ``{"fn", "args", "result"}`` in the order of the calls, of one launch.
``breaches(calls)`` gives what is wrong, each with its rule; an empty list when nothing is.
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
