"""The SCORM 1.2 adapter on LMSs as they are, and every call it makes held to the V rules."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import Player
from .vrules import breaches, values

STATUS = "cmi.core.lesson_status"
STATE = "cmi.suspend_data"
RAW = "cmi.core.score.raw"
TIME = "cmi.core.session_time"
EXIT = "cmi.core.exit"
TAKING = ["strict", "scorm-again", "learning-hub", "esr", "moodle", "aicc", "false-zero"]


def snapshot(
    state: str = "1.s", status: str = "incomplete", score: int | None = None, page: str = "p1"
) -> dict[str, Any]:
    return {"state": state, "location": page, "status": status, "score": score}


def interaction(**changes: Any) -> dict[str, Any]:
    return {
        "id": "quiz.q1",
        "type": "choice",
        "response": ["a", "c"],
        "correct": [["a", "b"]],
        "result": "wrong",
        "final": False,
        "weight": 2,
        "latency": 12.7,
        **changes,
    }


LESSON = [
    ["save", snapshot("1.a")],
    ["advance", 61_500],
    ["answer", interaction()],
    ["save", snapshot("1.b")],
    ["answer", interaction(result="correct", response=["a", "b"])],
    ["save", snapshot("1.c", "passed", 80, "p2")],
    ["close", snapshot("1.c", "passed", 80, "p2")],
]


def track(player: Player, steps: list[Any], profile: str = "strict", **more: Any) -> dict[str, Any]:
    done: dict[str, Any] = player("track", profile=profile, steps=steps, **more)
    assert breaches(done["calls"]) == []
    return done


def sets(calls: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [tuple(call["args"]) for call in calls if call["fn"] == "LMSSetValue"]


def count(calls: list[dict[str, Any]], fn: str) -> int:
    return sum(call["fn"] == fn for call in calls)


@pytest.mark.parametrize("profile", TAKING)
def test_a_lesson_is_stored(player: Player, profile: str) -> None:
    done = track(player, LESSON, profile)
    assert done["launch"]["tracked"] and done["launch"]["writable"]
    assert done["results"] == ["saved"] * 4
    stored = done["stored"]
    assert stored[STATUS] == "passed"
    assert stored[RAW] == "80"
    assert stored[STATE] == "1.c"
    assert stored["cmi.core.lesson_location"] == "p2"


def test_the_first_words_are_incomplete_and_suspend_and_a_commit(player: Player) -> None:
    calls = track(player, [])["calls"]
    assert sets(calls) == [(EXIT, "suspend"), (STATUS, "incomplete")]
    assert calls[-1]["fn"] == "LMSCommit"


def test_a_save_is_one_ordered_transaction(player: Player) -> None:
    steps = [["answer", interaction()], ["save", snapshot("1.z", "passed", 90)]]
    calls = track(player, steps, stored={STATUS: "incomplete"})["calls"]
    leaves = ["id", "type", "time", "correct_responses.0.pattern", "weighting"]
    leaves += ["student_response", "result", "latency"]
    assert [name for name, _ in sets(calls)] == [
        RAW,
        "cmi.core.score.min",
        "cmi.core.score.max",
        TIME,
        *(f"cmi.interactions.0.{leaf}" for leaf in leaves),
        "cmi.core.lesson_location",
        STATE,
        EXIT,
        STATUS,
    ]
    assert calls[-1]["fn"] == "LMSCommit"
    assert count(calls, "LMSCommit") == 1


def test_only_what_changed_is_sent(player: Player) -> None:
    calls = track(player, [["save", snapshot()], ["save", snapshot()]])["calls"]
    assert values(calls, STATE) == ["1.s"]
    assert count(calls, "LMSCommit") == 2
    # A status already claimed is not repeated either.
    assert values(calls, STATUS) == ["incomplete"]


def test_the_status_is_said_once_in_each_session(player: Player) -> None:
    """A host may keep "incomplete" as a mere default, and make it completed at LMSFinish."""
    stored = {STATUS: "incomplete", STATE: "1.s"}
    calls = track(player, [["save", snapshot()]], stored=stored)["calls"]
    assert values(calls, STATUS) == ["incomplete"]
    assert values(calls, EXIT) == ["suspend"]


def test_an_interaction_is_written_as_the_learning_hub_takes_it(player: Player) -> None:
    steps = [
        ["answer", interaction()],
        ["answer", interaction(type="true-false", response=["t"], correct=[["f"]], latency=0)],
        ["save", snapshot()],
    ]
    done = track(player, steps, "learning-hub")
    written = dict(sets(done["calls"]))
    prefix = "cmi.interactions.0."
    first = {k.removeprefix(prefix): v for k, v in written.items() if k.startswith(prefix)}
    assert first == {
        "id": "quiz.q1",
        "type": "choice",
        "time": "09:05:07",
        "correct_responses.0.pattern": "a,b",
        "weighting": "2",
        "student_response": "a,c",
        "result": "wrong",
        "latency": "0000:00:12",
    }
    assert written["cmi.interactions.1.student_response"] == "t"
    assert done["stored"]["cmi.interactions.1.result"] == "wrong"


@pytest.mark.parametrize(
    "unsayable",
    [
        {"response": []},
        {"response": ["10"]},
        {"response": ["ä"]},
        {"response": list("abcdefghijklmnopqrstuvwxyz0")},
        {"type": "true-false", "response": ["a"]},
    ],
)
def test_an_answer_scorm_has_no_words_for_is_left_out(player: Player, unsayable: Any) -> None:
    steps = [["answer", interaction(**unsayable)], ["save", snapshot()]]
    done = track(player, steps)
    assert done["results"] == ["saved"]
    assert not [name for name, _ in sets(done["calls"]) if "interactions" in name]


def test_the_journal_goes_on_where_it_ended(player: Player) -> None:
    stored = {"cmi.interactions.0.id": "a", "cmi.interactions.1.id": "b"}
    calls = track(player, [["answer", interaction()], ["save", snapshot()]], stored=stored)["calls"]
    assert values(calls, "cmi.interactions.2.id") == ["quiz.q1"]


def test_three_tries_a_question_are_noted_and_250_in_all(player: Player) -> None:
    steps = [["answer", interaction()] for _ in range(5)]
    calls = track(player, [*steps, ["save", snapshot()]])["calls"]
    assert len([name for name, _ in sets(calls) if name.endswith(".id")]) == 3
    stored = {f"cmi.interactions.{n}.id": "x" for n in range(249)}
    steps = [["answer", interaction(id=f"quiz.q{i}")] for i in range(3)]
    calls = track(player, [*steps, ["save", snapshot()]], stored=stored)["calls"]
    assert [name for name, _ in sets(calls) if name.endswith(".id")] == ["cmi.interactions.249.id"]


def test_an_answer_that_settles_its_question_is_always_noted(player: Player) -> None:
    first = [interaction(), interaction(), interaction(final=True)]
    second = [interaction(), interaction(), interaction(result="correct", final=True)]
    steps = [["answer", each] for each in [*first, *second]]
    done = track(player, [*steps, ["save", snapshot()]])
    results = [v for name, v in sets(done["calls"]) if name.endswith(".result")]
    assert results == ["wrong"] * 4 + ["correct"]


@pytest.mark.parametrize("profile", ["esr", "aicc"])
def test_a_host_without_interactions_is_asked_once(player: Player, profile: str) -> None:
    steps: list[Any] = []
    for number in range(3):
        steps += [["answer", interaction(id=f"quiz.q{number}")], ["save", snapshot(f"1.{number}")]]
    calls = track(player, steps, profile)["calls"]
    asked = [call for call in calls if "interactions" in str(call["args"])]
    assert [call["args"] for call in asked] == [["cmi.interactions._count"]]


def test_esr_is_offered_bounds_once(player: Player) -> None:
    steps = [["save", snapshot("1.a", "passed", 80)], ["save", snapshot("1.b", "passed", 90)]]
    done = track(player, steps, "esr")
    assert done["results"] == ["saved", "saved"]
    assert values(done["calls"], "cmi.core.score.min") == ["0"]
    assert values(done["calls"], "cmi.core.score.max") == []
    assert done["stored"][RAW] == "90"


def test_esr_says_101_for_an_attempt_already_running(player: Player) -> None:
    done = track(player, LESSON, "esr", faults={"alreadyInitialised": True})
    assert done["launch"]["tracked"]
    assert done["stored"][STATUS] == "passed"


@pytest.mark.parametrize("mode", ["review", "browse"])
@pytest.mark.parametrize("profile", ["strict", "scorm-again", "moodle"])
def test_nothing_is_written_in_review_and_browse(player: Player, mode: str, profile: str) -> None:
    stored = {STATUS: "passed", STATE: "1.kept", RAW: "70"}
    done = track(player, LESSON, profile, faults={"mode": mode}, stored=stored)
    assert not done["launch"]["writable"]
    assert done["launch"]["state"] == "1.kept"
    assert sets(done["calls"]) == []
    assert count(done["calls"], "LMSCommit") == 0
    assert count(done["calls"], "LMSFinish") == 1


@pytest.mark.parametrize("held", ["passed", "completed", "failed"])
def test_a_final_status_is_never_lowered(player: Player, held: str) -> None:
    steps = [["save", snapshot()], ["close", snapshot()]]
    done = track(player, steps, stored={STATUS: held})
    assert done["launch"]["status"] == held
    assert set(values(done["calls"], STATUS)) == {held}
    assert done["stored"][STATUS] == held


def test_failed_may_rise_to_passed(player: Player) -> None:
    done = track(player, [["close", snapshot("1.a", "passed", 80)]], stored={STATUS: "failed"})
    assert done["stored"][STATUS] == "passed"


def test_an_aicc_relay_is_not_told_incomplete_when_there_is_a_state(player: Player) -> None:
    stored = {STATUS: "passed", STATE: "1.kept"}
    done = track(player, [["save", snapshot("1.x", "passed", 80)]], "aicc", stored=stored)
    assert done["launch"]["status"] is None
    assert values(done["calls"], STATUS) == ["passed"]


def test_the_runtime_s_score_is_read(player: Player) -> None:
    for raw, score in (("70", 70), ("70.9", 70), ("", None), ("101", None), ("-3", None)):
        done = track(player, [], stored={STATUS: "passed", RAW: raw})
        assert done["launch"]["score"] == score


def test_the_mastery_score_agrees_with_what_is_said(player: Player) -> None:
    """With masteryscore the LMS replaces the status at LMSFinish: by the same one."""
    for status, score in (("passed", 70), ("failed", 69), ("incomplete", None)):
        steps = [["close", snapshot("1.a", status, score)]]
        assert track(player, steps, faults={"mastery": 70})["stored"][STATUS] == status


def test_the_session_time_grows_and_is_never_zero(player: Player) -> None:
    steps = [["save", snapshot("1.a", "completed")], ["advance", 3_725_990]]
    steps += [["save", snapshot("1.b", "completed")], ["close", snapshot("1.b", "completed")]]
    done = track(player, steps)
    assert values(done["calls"], TIME) == ["0000:00:01", "0001:02:05"]
    assert done["stored"]["cmi.core.total_time"] == "0001:02:05"


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "0000:00:01"),
        (-5000, "0000:00:01"),
        (59_999, "0000:00:59"),
        (86_400_000, "0024:00:00"),
        (4e14, "9999:59:59"),
        (None, "0000:00:01"),
    ],
)
def test_times_stay_within_their_form(player: Player, milliseconds: Any, text: str) -> None:
    assert player("timespan", milliseconds=milliseconds) == text


def test_exit_is_suspend_to_the_last(player: Player) -> None:
    assert set(values(track(player, LESSON)["calls"], EXIT)) == {"suspend"}


def test_finish_comes_once_and_nothing_after_it(player: Player) -> None:
    done = track(player, [*LESSON, *LESSON])
    assert count(done["calls"], "LMSFinish") == 1
    assert done["results"][4:] == ["closed"] * 4


def test_the_last_call_brings_no_commit_for_the_time_alone(player: Player) -> None:
    steps = [["save", snapshot()], ["advance", 90_000], ["close", snapshot()]]
    done = track(player, steps)
    assert count(done["calls"], "LMSCommit") == 2
    assert done["stored"]["cmi.core.total_time"] == "0000:01:30"


def test_a_commit_that_fails_is_made_again_with_everything(player: Player) -> None:
    steps = [["save", snapshot("1.a")], ["save", snapshot("1.a")], ["save", snapshot("1.a")]]
    faults = {"commitFails": 2}
    done = track(player, steps, faults=faults, stored={STATUS: "incomplete"})
    assert done["results"] == ["failed", "failed", "saved"]
    assert values(done["calls"], STATE) == ["1.a"] * 3
    assert done["stored"][STATE] == "1.a"


@pytest.mark.parametrize("profile", ["throws", "undefined"])
def test_an_api_that_is_none_leaves_the_course_untracked(player: Player, profile: str) -> None:
    done = track(player, LESSON, profile)
    assert done["launch"] == {
        "tracked": False,
        "writable": False,
        "state": "",
        "location": "",
        "status": None,
        "score": None,
    }
    assert set(done["results"]) == {"untracked"}


@pytest.mark.parametrize("code", [201, 401, 402, 403, 404, 405])
@pytest.mark.parametrize("element", ["cmi.core.lesson_location", EXIT, TIME, RAW])
def test_an_element_refused_is_left_out_and_the_rest_goes_on(
    player: Player, element: str, code: int
) -> None:
    steps = [["save", snapshot("1.a", "passed", 5)], ["advance", 5000]]
    steps += [["save", snapshot("1.b", "passed", 6, "p2")], ["close", snapshot("1.b", "passed")]]
    # V05 of a status without a time is meant for hosts that take one.
    done = player("track", profile="strict", steps=steps, faults={"refuse": {element: code}})
    assert done["results"] == ["saved"] * 3
    assert len(values(done["calls"], element)) == 1
    assert (done["stored"][STATUS], done["stored"][STATE]) == ("passed", "1.b")


@pytest.mark.parametrize("element", [STATE, STATUS])
def test_state_and_status_are_tried_again_and_a_refusal_is_told(
    player: Player, element: str
) -> None:
    steps = [["save", snapshot("1.a")], ["faults", {"refuse": {}}], ["save", snapshot("1.a")]]
    done = track(player, steps, faults={"refuse": {element: 405}})
    assert done["results"] == ["failed", "saved"]
    assert (done["stored"][STATUS], done["stored"][STATE]) == ("incomplete", "1.a")


def test_a_session_ended_by_the_lms_is_begun_anew_once(player: Player) -> None:
    steps = [["save", snapshot("1.a")], ["save", snapshot("1.b", "passed", 80)]]
    done = player("track", profile="strict", steps=steps, faults={"endAtSet": 4})
    assert done["results"] == ["saved", "saved"]
    assert count(done["calls"], "LMSInitialize") == 2
    assert (done["stored"][STATUS], done["stored"][STATE]) == ("passed", "1.b")


def test_a_journal_cut_short_is_counted_anew(player: Player) -> None:
    steps = [["answer", interaction()], ["save", snapshot("1.a")]]
    stored = {STATUS: "incomplete"}
    # The second set is the entry's id: it is kept, and the session ends.
    faults = {"endAtSet": 3}
    done = player("track", profile="strict", steps=steps, stored=stored, faults=faults)
    assert done["results"] == ["saved"]
    assert done["stored"]["cmi.interactions.0.id"] == "quiz.q1"
    assert done["stored"]["cmi.interactions.1.result"] == "wrong"


def test_a_session_that_ends_again_and_again_is_begun_anew_once(player: Player) -> None:
    done = player("track", profile="strict", steps=LESSON, faults={"refuse": {STATE: 301}})
    assert set(done["results"]) == {"closed"}
    assert count(done["calls"], "LMSInitialize") == 2


def test_a_session_that_cannot_be_begun_anew_is_closed(player: Player) -> None:
    """Every write answers 301, and so does the second beginning's."""
    done = player("track", profile="strict", steps=LESSON, faults={"refuse": {"cmi.": 301}})
    assert done["results"] == ["closed"] * 4
    assert count(done["calls"], "LMSInitialize") == 2
    assert count(done["calls"], "LMSFinish") == 0


@pytest.mark.parametrize("code", [101, 999])
def test_a_passing_fault_in_the_journal_costs_no_save(player: Player, code: int) -> None:
    steps = [["answer", interaction()], ["save", snapshot("1.a")], ["save", snapshot("1.b")]]
    steps += [["answer", interaction(id="quiz.q2")], ["save", snapshot("1.c")]]
    done = track(player, steps, faults={"refuse": {"cmi.interactions.0": code}})
    assert done["results"] == ["saved"] * 3
    assert len(values(done["calls"], "cmi.interactions.0.id")) == 2


def test_a_leaf_refused_is_left_out_of_later_entries(player: Player) -> None:
    refused = {f"cmi.interactions.{n}.latency": 401 for n in range(3)}
    steps = [["answer", interaction(id=f"quiz.q{n}")] for n in range(3)]
    done = track(player, [*steps, ["save", snapshot()]], faults={"refuse": refused})
    assert len([name for name, _ in sets(done["calls"]) if name.endswith(".latency")]) == 1
    assert done["stored"]["cmi.interactions.2.id"] == "quiz.q2"


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        ("own", True),
        ("parent", True),
        ("parent of opener", True),
        ("opener of top", True),
        ("behind a foreign frame", True),
        ("parent throws", True),
        ("deep nesting", True),
        ("something else called API", True),
        ("loop", False),
        ("none", False),
        ("alone", False),
    ],
)
def test_the_api_is_found_wherever_hosts_put_it(player: Player, shape: str, found: bool) -> None:
    assert player("discover", shape=shape) == {"found": found, "alone": shape in {"own", "alone"}}


def test_a_recording_with_a_fault_is_a_breach() -> None:
    """The checker itself: each of these must be seen."""

    def call(fn: str, *args: Any, result: Any = "true") -> dict[str, Any]:
        return {"fn": fn, "args": list(args), "result": result}

    def found(*calls: dict[str, Any]) -> list[str]:
        whole = [call("LMSInitialize", ""), call("LMSSetValue", TIME, "0000:00:09"), *calls]
        return sorted({breach[:3] for breach in breaches(whole)})

    assert found() == []
    for rule, element, value in [
        ("V01", STATE, 1),
        ("V02", STATE, "x" * 4097),
        ("V03", STATE, 'a"b'),
        ("V04", "cmi.core.lesson_location", "x" * 256),
        ("V05", TIME, "0:00:05"),
        ("V05", TIME, "0000:00:00"),
        ("V12", RAW, "101"),
        ("V12", RAW, "1e2"),
        ("V14", STATUS, "not attempted"),
        ("V15", EXIT, "normal"),
        ("V16", "cmi.interactions.0.type", "choice"),
        ("V18", "cmi.core.total_time", "0000:00:01"),
        ("V18", "cmi.interactions._count", "1"),
    ]:
        assert found(call("LMSSetValue", element, value)) == [rule], element
    entry = [call("LMSSetValue", "cmi.interactions.0.id", "q")]
    entry.append(call("LMSSetValue", "cmi.interactions.0.type", "choice"))
    for rule, leaf, value in [
        ("V06", "id", "a b"),
        ("V07", "type", "other"),
        ("V08", "student_response", "{a,b}"),
        ("V08", "correct_responses.0.pattern", "10"),
        ("V10", "result", "incorrect"),
        ("V11", "time", "2024-01-01"),
    ]:
        assert rule in found(*entry, call("LMSSetValue", f"cmi.interactions.0.{leaf}", value))
    assert found(call("LMSFinish", ""), call("LMSCommit", "")) == ["V16"]
    assert found(call("LMSFinish", ""), call("LMSFinish", "")) == ["V16"]
    late = [call("LMSSetValue", STATUS, "passed"), call("LMSSetValue", RAW, "1")]
    assert found(*late) == ["V17"]
    assert found(call("LMSGetValue", EXIT)) == ["V18"]
    gap = [call("LMSGetValue", "cmi.interactions._count", result="0")]
    assert found(*gap, call("LMSSetValue", "cmi.interactions.1.id", "q")) == ["V20"]
    assert re.fullmatch(r"V16: .*", breaches([call("LMSGetValue", STATE)])[0])
