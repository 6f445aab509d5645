"""Both SCORM adapters under faults at random: whatever happened, all arrives once it can."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Player
from .vrules import breaches, breaches2004

STATE = "cmi.suspend_data"
NOTHING = {"set": None, "get": None, "commit": None, "refuse": {}}
FAULTS: list[dict[str, Any]] = [
    {"commit": {"code": 101, "times": 2}},
    {"commit": {"code": 391}},
    {"commit": {"throws": "gone", "acts": True}},
    {"commit": {"returns": None}},
    {"set": {"code": 101, "times": 3}},
    {"set": {"throws": "gone"}},
    {"get": {"throws": "gone"}},
    {"refuse": {STATE: 405}},
    {"refuse": {"cmi.interactions.0.id": 101}},
]
CHECKS = {"1.2": breaches, "2004": breaches2004}
STATUS = {"1.2": "cmi.core.lesson_status", "2004": "cmi.success_status"}


def snapshot(number: int, status: str = "incomplete") -> dict[str, Any]:
    score = 80 if status == "passed" else None
    state, page = f"2.state.{number:05}", f"p{number % 4}"
    return {"state": state, "location": page, "status": status, "score": score, "progress": 50}


def interaction(number: int) -> dict[str, Any]:
    told = {"type": "choice", "response": ["a"], "correct": [["b"]], "result": "wrong"}
    return {"id": f"p.q{number}", **told, "final": True, "weight": 1, "latency": 2}


@st.composite
def lessons(draw: st.DrawFn) -> list[list[Any]]:
    steps: list[list[Any]] = []
    for number in range(draw(st.integers(1, 12))):
        match draw(st.sampled_from(["tell", "save", "advance", "doubt", "faults", "well"])):
            case "tell":
                steps.append(["tell", interaction(number)])
            case "save":
                steps.append(["save", snapshot(number)])
            case "advance":
                steps.append(["advance", draw(st.sampled_from([500, 20_000, 61_000]))])
            case "doubt":
                steps.append(["doubt"])
            case "faults":
                steps.append(["faults", {**NOTHING, **draw(st.sampled_from(FAULTS))}])
            case _:
                steps.append(["faults", NOTHING])
    return steps


@pytest.mark.parametrize("edition", ["1.2", "2004"])
@given(lesson=lessons())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_could_not_be_sent_is_sent_when_it_can_be(
    adapters: Player, edition: str, lesson: list[list[Any]]
) -> None:
    end = ["close", snapshot(99, "passed")]
    well = [["faults", NOTHING], ["advance", 61_000], ["save", snapshot(98)]]
    steps = [*lesson, *well, end, end]
    done = adapters("track", edition=edition, profile="strict", steps=steps)
    assert CHECKS[edition](done["calls"]) == []
    assert done["results"][-3:] == ["accepted", "accepted", "closed"]
    assert done["untold"][-1] == []
    assert done["stored"][STATE] == "2.state.00099"
    assert done["stored"][STATUS[edition]] == "passed"
    assert sum(call["fn"] in {"LMSFinish", "Terminate"} for call in done["calls"]) == 1
    told = [step[1]["id"] for step in lesson if step[0] == "tell"]
    stored = [value for name, value in done["stored"].items() if name.endswith(".id")]
    journal = [each for each in stored if each in told]
    # Each in one place, however often it was written, unless it was said not to have arrived.
    if ["doubt"] not in lesson:
        assert sorted(set(journal)) == sorted(journal)
    # A host that twice takes no entry, or gives no count, is left in peace.
    if done["facts"]["interactions"] not in {"refused", "unsupported"}:
        assert set(journal) == set(told)
