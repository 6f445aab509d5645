"""What cmi5 asks of the statements of a course (sections 7, 9 and 10), as an LMS can see it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]

VERBS = "http://adlnet.gov/expapi/verbs/"
ADL = "https://w3id.org/xapi/adl/verbs/"
LMS_VERBS = frozenset({"abandoned", "waived", "satisfied"})
"""Verbs of the LMS that are not among those of :data:`VERBS`."""
CMI5 = "https://w3id.org/xapi/cmi5/"
CATEGORY = f"{CMI5}context/categories/cmi5"
MOVE_ON = f"{CMI5}context/categories/moveon"
SESSION_ID = f"{CMI5}context/extensions/sessionid"
MASTERY = f"{CMI5}context/extensions/masteryscore"
PROGRESS = f"{CMI5}result/extensions/progress"
QUESTION = "http://adlnet.gov/expapi/activities/cmi.interaction"

DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
TIMED = ("completed", "passed", "failed", "terminated")
DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")
COMPONENTS = {
    "choice": ("choices",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "true-false": (),
    "fill-in": (),
    "long-fill-in": (),
    "numeric": (),
    "other": (),
}
"""Kinds of interaction, and the lists that each brings (xAPI 1.0.3, Data, 2.4.4.1)."""


@dataclass(frozen=True)
class Ground:
    """What the LMS had given the course when it told something."""

    actor: Json
    activity: str
    registration: str
    template: Json
    mastery: float | None
    mode: str
    read: frozenset[str]


def breaches(
    statement: Json, ground: Ground, session: Sequence[Json], earlier: Sequence[Json]
) -> list[str]:
    """What is wrong with a statement, after those of its session and of earlier ones."""
    verb = _name(statement)
    found = [*_frame(statement, ground), *_order(statement, ground, session)]
    if _is_defined(statement):
        found += _defined(statement, verb, ground)
        found += _once(verb, session, earlier)
    else:
        found += _allowed(statement)
    return found


def _frame(statement: Json, ground: Ground) -> Iterator[str]:
    try:
        uuid.UUID(str(statement.get("id")))
    except ValueError:
        yield "the id is no UUID (9.1)"
    if statement.get("actor") != ground.actor:
        yield "the actor is not the one of the launch (9.2)"
    if _time(statement) is None:
        yield "the timestamp is none in UTC (9.7)"
    context = statement.get("context", {})
    if context.get("registration") != ground.registration:
        yield "the registration is not the one of the launch (9.6.1)"
    if not _holds(context, ground.template):
        yield "the context lacks something of contextTemplate (10)"


def _order(statement: Json, ground: Ground, session: Sequence[Json]) -> Iterator[str]:
    verb = _name(statement)
    if not session:
        if verb != "initialized" or not _is_defined(statement):
            yield "the first statement is not initialized (9.3)"
        if "LMS.LaunchData" not in ground.read:
            yield "LMS.LaunchData was not read (10)"
        if "cmi5LearnerPreferences" not in ground.read:
            yield "the learner's preferences were not asked for (11)"
        return
    times = [time for time in map(_time, session) if time is not None]
    own = _time(statement)
    if own is None or not times:
        return
    if own < times[0]:
        yield "the timestamp is before that of initialized (9.3)"
    if verb == "terminated" and own < max(times):
        yield "terminated is not the last by its timestamp (9.3)"


def _once(verb: str, session: Sequence[Json], earlier: Sequence[Json]) -> Iterator[str]:
    here = [_name(each) for each in session if _is_defined(each)]
    before = [_name(each) for each in earlier if _is_defined(each)]
    if verb in here:
        yield "twice in a session (9.3)"
    if verb in ("completed", "passed") and verb in before:
        yield "twice in a registration (9.3)"
    if verb in ("passed", "failed") and {"passed", "failed"} & set(here) - {verb}:
        yield "passed and failed in one session (9.3)"
    if verb == "failed" and "passed" in before:
        yield "failed after passed (9.3)"


def _defined(statement: Json, verb: str, ground: Ground) -> Iterator[str]:
    result = statement.get("result", {})
    if verb not in DEFINED:
        yield "a verb that cmi5 does not define, with its category (7.1.3)"
    if ground.mode != "Normal" and verb not in ("initialized", "terminated"):
        yield f"told in {ground.mode} mode (10)"
    if statement.get("object", {}).get("id") != ground.activity:
        yield "the object is not the activity of the launch (9.4)"
    judged = "success" in result or "completion" in result
    if judged != (MOVE_ON in _categories(statement)):
        yield "the category moveon does not go with the result (9.6.2.2)"
    if result.get("success") != {"passed": True, "failed": False}.get(verb):
        yield "success is not what the verb says (9.5.2)"
    if result.get("completion") != {"completed": True}.get(verb):
        yield "completion is not what the verb says (9.5.3)"
    if verb in TIMED and "duration" not in result:
        yield "there is no duration (9.5.4)"
    if not DURATION.fullmatch(str(result.get("duration", "PT0S"))):
        yield "the duration is none of ISO 8601 (9.5.4)"
    if verb == "completed" and PROGRESS in result.get("extensions", {}):
        yield "progress beside completed (9.5.5.1)"
    if "score" in result:
        yield from _score(statement, verb, ground)


def _score(statement: Json, verb: str, ground: Ground) -> Iterator[str]:
    score = statement["result"]["score"]
    scaled = score.get("scaled")
    if verb not in ("passed", "failed"):
        yield "a score beside another verb than passed and failed (9.5.1)"
        return
    if "raw" in score and not ("min" in score and "max" in score):
        yield "a raw score without its bounds (9.5.1)"
    if "raw" in score and not score.get("min", 0) <= score["raw"] <= score.get("max", 100):
        yield "a raw score outside its bounds (9.5.1)"
    if not isinstance(scaled, int | float) or not 0 <= scaled <= 1:
        yield "no scaled score from 0 to 1 (9.5.1)"
    elif ground.mastery is not None and (scaled >= ground.mastery) != (verb == "passed"):
        yield "the score does not agree with the masteryScore (9.3.4, 9.3.5)"
    told = statement.get("context", {}).get("extensions", {}).get(MASTERY)
    if told != ground.mastery:
        yield "the masteryScore is not told with it (9.6.3.2)"


def _allowed(statement: Json) -> Iterator[str]:
    if MOVE_ON in _categories(statement):
        yield "the category moveon on what cmi5 does not define (9.6.2.2)"
    progress = statement.get("result", {}).get("extensions", {}).get(PROGRESS, 0)
    if not isinstance(progress, int) or not 0 <= progress <= 100:
        yield "progress is no whole number from 0 to 100 (9.5.5.1)"
    definition = statement.get("object", {}).get("definition", {})
    if definition.get("type") == QUESTION:
        yield from _question(definition)


def _question(definition: Json) -> Iterator[str]:
    kind = definition.get("interactionType")
    if kind not in COMPONENTS:
        yield "no kind of interaction (xAPI, Data 2.4.4.1)"
        return
    lists = {name for names in COMPONENTS.values() for name in names if name in definition}
    if lists - set(COMPONENTS[kind]):
        yield "lists of another kind of interaction (xAPI, Data 2.4.4.1)"
    known: set[str] = set()
    for name in sorted(lists):
        ids = [str(each.get("id", "")) for each in definition[name]]
        if len(set(ids)) < len(ids) or any(not each or re.search(r"\s", each) for each in ids):
            yield "ids of a list are the same, or have spaces (xAPI, Data 2.4.4.1)"
        known |= set(ids)
    if kind in ("choice", "sequencing", "likert", "matching"):
        for pattern in definition.get("correctResponsesPattern", []):
            if {part for part in re.split(r"\[[,.]\]", pattern) if part} - known:
                yield "what is right is not in its list (xAPI, Data 2.4.4.1)"


def _name(statement: Json) -> str:
    return str(statement.get("verb", {}).get("id", "")).rpartition("/")[2]


def _categories(statement: Json) -> list[str]:
    activities = statement.get("context", {}).get("contextActivities", {})
    return [str(each.get("id")) for each in activities.get("category", [])]


def _is_defined(statement: Json) -> bool:
    return CATEGORY in _categories(statement)


def _time(statement: Json) -> datetime | None:
    written = str(statement.get("timestamp", ""))
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", written):
        return None
    return datetime.fromisoformat(written)


def _holds(value: Any, part: Any) -> bool:
    """Whether everything in ``part`` is in ``value`` too, and the same."""
    if isinstance(part, dict):
        return isinstance(value, dict) and all(
            key in value and _holds(value[key], each) for key, each in part.items()
        )
    if isinstance(part, list):
        return isinstance(value, list) and all(each in value for each in part)
    return bool(value == part)
