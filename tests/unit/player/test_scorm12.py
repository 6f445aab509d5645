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
TAKING = ["strict", "scorm-again", "learning-hub", "esr", "moodle", "moodle-standards"]
TAKING += ["aicc", "open-edx", "scorm-cloud", "false-zero"]


def snapshot(
    state: str = "1.s", status: str = "incomplete", score: int | None = None, page: str = "p1"
) -> dict[str, Any]:
    return {"state": state, "location": page, "status": status, "score": score, "progress": 50}


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
    ["tell", interaction()],
    ["save", snapshot("1.b")],
    ["tell", interaction(result="correct", response=["a", "b"])],
    ["save", snapshot("1.c", "passed", 80, "p2")],
    ["close", snapshot("1.c", "passed", 80, "p2")],
]


def track(
    adapters: Player, steps: list[Any], profile: str = "strict", **more: Any
) -> dict[str, Any]:
    done: dict[str, Any] = adapters("track", profile=profile, steps=steps, **more)
    assert breaches(done["calls"]) == []
    return done


def sets(calls: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [tuple(call["args"]) for call in calls if call["fn"] == "LMSSetValue"]


def count(calls: list[dict[str, Any]], fn: str) -> int:
    return sum(call["fn"] == fn for call in calls)


@pytest.mark.parametrize("profile", TAKING)
def test_a_lesson_is_stored(adapters: Player, profile: str) -> None:
    done = track(adapters, LESSON, profile)
    assert done["launch"]["tracked"] and done["launch"]["writable"]
    assert done["results"] == ["accepted"] * 4
    stored = done["stored"]
    assert stored[STATUS] == "passed"
    assert stored[RAW] == "80"
    assert stored[STATE] == "1.c"
    assert stored["cmi.core.lesson_location"] == "p2"


def test_the_first_words_are_incomplete_and_suspend_and_a_commit(adapters: Player) -> None:
    calls = track(adapters, [])["calls"]
    assert sets(calls) == [(EXIT, "suspend"), (STATUS, "incomplete")]
    assert calls[-1]["fn"] == "LMSCommit"


def test_a_save_is_one_ordered_transaction(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.z", "passed", 90)]]
    calls = track(adapters, steps, stored={STATUS: "incomplete"})["calls"]
    leaves = ["id", "type", "time", "correct_responses.0.pattern", "weighting"]
    leaves += ["student_response", "result", "latency"]
    assert [name for name, _ in sets(calls)] == [
        EXIT,
        RAW,
        "cmi.core.score.min",
        "cmi.core.score.max",
        TIME,
        *(f"cmi.interactions.0.{leaf}" for leaf in leaves),
        "cmi.core.lesson_location",
        STATE,
        STATUS,
    ]
    assert calls[-2]["fn"] == "LMSCommit"
    # What was committed is read back: another text than ours would be a lost one.
    assert calls[-1]["args"] == [STATE]
    assert count(calls, "LMSCommit") == 2


def test_only_what_changed_is_sent(adapters: Player) -> None:
    calls = track(adapters, [["save", snapshot()], ["save", snapshot()]])["calls"]
    assert values(calls, STATE) == ["1.s"]
    assert count(calls, "LMSCommit") == 2
    # A status already claimed is not repeated either.
    assert values(calls, STATUS) == ["incomplete"]


def test_the_status_is_said_once_in_each_session(adapters: Player) -> None:
    """A host may keep "incomplete" as a mere default, and make it completed at LMSFinish."""
    stored = {STATUS: "incomplete", STATE: "1.s"}
    calls = track(adapters, [["save", snapshot()]], stored=stored)["calls"]
    assert values(calls, STATUS) == ["incomplete"]
    assert values(calls, EXIT) == ["suspend"]


def test_an_interaction_is_written_as_the_learning_hub_takes_it(adapters: Player) -> None:
    steps = [
        ["tell", interaction()],
        ["tell", interaction(type="true-false", response=["t"], correct=[["f"]], latency=0)],
        ["save", snapshot()],
    ]
    done = track(adapters, steps, "learning-hub")
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
def test_an_answer_scorm_has_no_words_for_is_left_out(adapters: Player, unsayable: Any) -> None:
    steps = [["tell", interaction(**unsayable)], ["save", snapshot()]]
    done = track(adapters, steps)
    assert done["results"] == ["accepted"]
    assert not [name for name, _ in sets(done["calls"]) if "interactions" in name]


def test_the_journal_goes_on_where_it_ended(adapters: Player) -> None:
    stored = {"cmi.interactions.0.id": "a", "cmi.interactions.1.id": "b"}
    calls = track(adapters, [["tell", interaction()], ["save", snapshot()]], stored=stored)["calls"]
    assert values(calls, "cmi.interactions.2.id") == ["quiz.q1"]


def test_three_tries_a_question_are_noted_and_250_in_all(adapters: Player) -> None:
    steps = [["tell", interaction()] for _ in range(5)]
    calls = track(adapters, [*steps, ["save", snapshot()]])["calls"]
    assert len([name for name, _ in sets(calls) if name.endswith(".id")]) == 3
    stored = {f"cmi.interactions.{n}.id": "x" for n in range(249)}
    steps = [["tell", interaction(id=f"quiz.q{i}")] for i in range(3)]
    calls = track(adapters, [*steps, ["save", snapshot()]], stored=stored)["calls"]
    assert [name for name, _ in sets(calls) if name.endswith(".id")] == ["cmi.interactions.249.id"]


def test_an_answer_that_settles_its_question_is_always_noted(adapters: Player) -> None:
    first = [interaction(), interaction(), interaction(final=True)]
    second = [interaction(), interaction(), interaction(result="correct", final=True)]
    steps = [["tell", each] for each in [*first, *second]]
    done = track(adapters, [*steps, ["save", snapshot()]])
    results = [v for name, v in sets(done["calls"]) if name.endswith(".result")]
    assert results == ["wrong"] * 4 + ["correct"]


@pytest.mark.parametrize("profile", ["esr", "aicc"])
def test_a_host_without_interactions_is_asked_once(adapters: Player, profile: str) -> None:
    steps: list[Any] = []
    for number in range(3):
        steps += [["tell", interaction(id=f"quiz.q{number}")], ["save", snapshot(f"1.{number}")]]
    calls = track(adapters, steps, profile)["calls"]
    asked = [call for call in calls if "interactions" in str(call["args"])]
    assert [call["args"] for call in asked] == [["cmi.interactions._count"]]


def test_esr_is_offered_bounds_once(adapters: Player) -> None:
    steps = [["save", snapshot("1.a", "passed", 80)], ["save", snapshot("1.b", "passed", 90)]]
    done = track(adapters, steps, "esr")
    assert done["results"] == ["accepted", "accepted"]
    assert values(done["calls"], "cmi.core.score.min") == ["0"]
    assert values(done["calls"], "cmi.core.score.max") == []
    assert done["stored"][RAW] == "90"


def test_esr_says_101_for_an_attempt_already_running(adapters: Player) -> None:
    done = track(adapters, LESSON, "esr", faults={"alreadyInitialised": True})
    assert done["launch"]["tracked"]
    assert done["stored"][STATUS] == "passed"


@pytest.mark.parametrize("mode", ["review", "browse"])
@pytest.mark.parametrize("profile", ["strict", "scorm-again", "moodle"])
def test_nothing_is_written_in_review_and_browse(adapters: Player, mode: str, profile: str) -> None:
    stored = {STATUS: "passed", STATE: "1.kept", RAW: "70"}
    done = track(adapters, LESSON, profile, faults={"mode": mode}, stored=stored)
    assert not done["launch"]["writable"]
    assert done["launch"]["state"] == "1.kept"
    assert sets(done["calls"]) == []
    assert count(done["calls"], "LMSCommit") == 0
    assert count(done["calls"], "LMSFinish") == 1


@pytest.mark.parametrize("held", ["passed", "completed", "failed"])
def test_a_final_status_is_never_lowered(adapters: Player, held: str) -> None:
    steps = [["save", snapshot()], ["close", snapshot()]]
    done = track(adapters, steps, stored={STATUS: held})
    assert done["launch"]["status"] == held
    assert set(values(done["calls"], STATUS)) == {held}
    assert done["stored"][STATUS] == held


def test_failed_may_rise_to_passed(adapters: Player) -> None:
    done = track(adapters, [["close", snapshot("1.a", "passed", 80)]], stored={STATUS: "failed"})
    assert done["stored"][STATUS] == "passed"


def test_an_aicc_relay_is_not_told_incomplete_when_there_is_a_state(adapters: Player) -> None:
    stored = {STATUS: "passed", STATE: "1.kept"}
    done = track(adapters, [["save", snapshot("1.x", "passed", 80)]], "aicc", stored=stored)
    assert done["launch"]["status"] is None
    assert values(done["calls"], STATUS) == ["passed"]


def test_the_runtime_s_score_is_read(adapters: Player) -> None:
    for raw, score in (("70", 70), ("70.9", 70), ("", None), ("101", None), ("-3", None)):
        done = track(adapters, [], stored={STATUS: "passed", RAW: raw})
        assert done["launch"]["score"] == score


def test_the_mastery_score_agrees_with_what_is_said(adapters: Player) -> None:
    """With masteryscore the LMS replaces the status at LMSFinish: by the same one."""
    for status, score in (("passed", 70), ("failed", 69), ("incomplete", None)):
        steps = [["close", snapshot("1.a", status, score)]]
        assert track(adapters, steps, faults={"mastery": 70})["stored"][STATUS] == status


def test_the_session_time_grows_and_is_never_zero(adapters: Player) -> None:
    steps = [["save", snapshot("1.a", "completed")], ["advance", 3_725_990]]
    steps += [["save", snapshot("1.b", "completed")], ["close", snapshot("1.b", "completed")]]
    done = track(adapters, steps)
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
def test_times_stay_within_their_form(adapters: Player, milliseconds: Any, text: str) -> None:
    assert adapters("times", milliseconds=milliseconds)[0] == text


def test_exit_is_suspend_to_the_last(adapters: Player) -> None:
    assert set(values(track(adapters, LESSON)["calls"], EXIT)) == {"suspend"}


def test_finish_comes_once_and_nothing_after_it(adapters: Player) -> None:
    done = track(adapters, [*LESSON, *LESSON])
    assert count(done["calls"], "LMSFinish") == 1
    assert done["results"][4:] == ["closed"] * 4


def test_the_last_call_brings_no_commit_for_the_time_alone(adapters: Player) -> None:
    steps = [["save", snapshot()], ["advance", 90_000], ["close", snapshot()]]
    done = track(adapters, steps)
    assert count(done["calls"], "LMSCommit") == 2
    assert done["stored"]["cmi.core.total_time"] == "0000:01:30"


def test_a_commit_that_fails_is_made_again_with_everything(adapters: Player) -> None:
    steps = [["save", snapshot("1.a")], ["save", snapshot("1.a")], ["save", snapshot("1.a")]]
    faults = {"commitFails": 3}
    done = track(adapters, steps, faults=faults, stored={STATUS: "incomplete"})
    assert done["results"] == ["failed", "failed", "accepted"]
    assert values(done["calls"], STATE) == ["1.a"] * 3
    assert done["stored"][STATE] == "1.a"


@pytest.mark.parametrize("profile", ["throws", "undefined"])
def test_an_api_that_is_none_leaves_the_course_untracked(adapters: Player, profile: str) -> None:
    done = track(adapters, LESSON, profile)
    assert done["launch"] == {
        "tracked": False,
        "writable": False,
        "entry": "",
        "learnerId": "",
        "state": "",
        "location": "",
        "status": None,
        "score": None,
    }
    assert set(done["results"]) == {"untracked"}


@pytest.mark.parametrize("code", [201, 401, 402, 403, 404, 405])
@pytest.mark.parametrize("element", ["cmi.core.lesson_location", EXIT, TIME])
def test_an_element_refused_is_left_out_and_the_rest_goes_on(
    adapters: Player, element: str, code: int
) -> None:
    steps = [["save", snapshot("1.a", "passed", 5)], ["advance", 5000]]
    steps += [["save", snapshot("1.b", "passed", 6, "p2")], ["close", snapshot("1.b", "passed")]]
    # V05 of a status without a time is meant for hosts that take one.
    done = adapters("track", profile="strict", steps=steps, faults={"refuse": {element: code}})
    assert done["results"] == ["accepted"] * 3
    assert len(values(done["calls"], element)) == 1
    assert (done["stored"][STATUS], done["stored"][STATE]) == ("passed", "1.b")


@pytest.mark.parametrize("element", [RAW, STATUS])
def test_score_and_status_are_tried_again_and_a_refusal_is_told(
    adapters: Player, element: str
) -> None:
    steps = [["save", snapshot("1.a", "passed", 70)], ["faults", {"refuse": {}}]]
    steps += [["save", snapshot("1.a", "passed", 70)]]
    done = track(adapters, steps, faults={"refuse": {element: 405}})
    assert done["results"] == ["failed", "accepted"]
    assert (done["stored"][STATUS], done["stored"][RAW]) == ("passed", "70")


@pytest.mark.parametrize("code", [201, 401, 403, 405, 406, 407])
def test_all_but_the_state_goes_out_where_the_state_is_refused(adapters: Player, code: int) -> None:
    steps = [["save", snapshot("1.aaa", "passed", 70, "p3")], ["save", snapshot("1.aab", "passed")]]
    steps += [["advance", 30_000], ["save", snapshot("1.aacc", "passed")]]
    done = track(adapters, steps, faults={"refuse": {STATE: code}})
    assert done["results"] == ["partly"] * 3
    assert values(done["calls"], STATE) == ["1.aaa"], "it is not forced on the host"
    kept = done["stored"]
    assert (kept[STATUS], kept[RAW], kept["cmi.core.lesson_location"]) == ("passed", "70", "p1")
    assert STATE not in kept


@pytest.mark.parametrize(
    "then",
    [
        [["save", snapshot("1.b")]],
        [["advance", 60_000], ["save", snapshot("1.longer")]],
        [["close", snapshot("1.longer")]],
    ],
)
def test_a_refused_state_is_tried_shorter_or_later_or_at_the_end(
    adapters: Player, then: list[Any]
) -> None:
    steps = [["save", snapshot("1.aaa")], ["faults", {"refuse": {}}], *then]
    done = track(adapters, steps, faults={"refuse": {STATE: 405}})
    assert done["results"] == ["partly", "accepted"]
    assert done["stored"][STATE] == then[-1][1]["state"]


def test_a_session_ended_by_the_lms_is_begun_anew_once(adapters: Player) -> None:
    steps = [["save", snapshot("1.a")], ["save", snapshot("1.b", "passed", 80)]]
    done = adapters("track", profile="strict", steps=steps, faults={"endAtSet": 4})
    assert done["results"] == ["accepted", "accepted"]
    assert count(done["calls"], "LMSInitialize") == 2
    assert (done["stored"][STATUS], done["stored"][STATE]) == ("passed", "1.b")


def test_a_journal_cut_short_is_counted_anew(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a")]]
    stored = {STATUS: "incomplete"}
    # The third set is the entry's id: it is kept, and the session ends.
    faults = {"endAtSet": 4}
    done = adapters("track", profile="strict", steps=steps, stored=stored, faults=faults)
    assert done["results"] == ["accepted"]
    assert done["stored"]["cmi.interactions.0.id"] == "quiz.q1"
    assert done["stored"]["cmi.interactions.1.result"] == "wrong"


def test_a_session_that_ends_again_and_again_is_begun_anew_once(adapters: Player) -> None:
    done = adapters("track", profile="strict", steps=LESSON, faults={"refuse": {STATE: 301}})
    assert set(done["results"]) == {"closed"}
    assert count(done["calls"], "LMSInitialize") == 2


def test_a_session_that_cannot_be_begun_anew_is_closed(adapters: Player) -> None:
    """Every write answers 301, and so does the second beginning's."""
    done = adapters("track", profile="strict", steps=LESSON, faults={"refuse": {"cmi.": 301}})
    assert done["results"] == ["closed"] * 4
    assert count(done["calls"], "LMSInitialize") == 2
    assert count(done["calls"], "LMSFinish") == 0


@pytest.mark.parametrize("code", [101, 999])
def test_a_passing_fault_in_the_journal_costs_no_save(adapters: Player, code: int) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a")], ["save", snapshot("1.b")]]
    steps += [["tell", interaction(id="quiz.q2")], ["save", snapshot("1.c")]]
    done = track(adapters, steps, faults={"refuse": {"cmi.interactions.0": code}})
    assert done["results"] == ["accepted"] * 3
    assert len(values(done["calls"], "cmi.interactions.0.id")) == 2


def test_a_leaf_refused_is_left_out_of_later_entries(adapters: Player) -> None:
    refused = {f"cmi.interactions.{n}.latency": 401 for n in range(3)}
    steps = [["tell", interaction(id=f"quiz.q{n}")] for n in range(3)]
    done = track(adapters, [*steps, ["save", snapshot()]], faults={"refuse": refused})
    assert len([name for name, _ in sets(done["calls"]) if name.endswith(".latency")]) == 1
    assert done["stored"]["cmi.interactions.2.id"] == "quiz.q2"


@pytest.mark.parametrize(
    ("shape", "where"),
    [
        ("own", "own window"),
        ("parent", "parent 1"),
        ("parent of opener", "opener, parent 1"),
        ("opener of top", "top window's opener"),
        ("behind a foreign frame", "parent 2"),
        ("parent throws", "opener"),
        ("deep nesting", "parent 400"),
        ("something else called API", "parent 1"),
        ("loop", None),
        ("none", None),
        ("alone", None),
    ],
)
def test_the_api_is_found_wherever_hosts_put_it(
    adapters: Player, shape: str, where: str | None
) -> None:
    alone = shape in {"own", "alone"}
    assert adapters("discover", shape=shape) == {"where": where, "alone": alone}


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


def test_an_api_that_comes_late_is_waited_for_ten_seconds(adapters: Player) -> None:
    for late, tracked in ((9_900, True), (10_300, False)):
        done = adapters("track", profile="strict", steps=[], late=late, framed=True)
        assert done["launch"]["tracked"] == tracked
        assert done["facts"]["where"] == ("own window" if tracked else "")
    alone = adapters("track", profile="strict", steps=[], late=100)
    assert (alone["launch"]["tracked"], alone["now"]) == (False, 0), "no other window can have one"


def test_a_beginning_that_fails_is_tried_three_times_over_six_seconds(adapters: Player) -> None:
    done = adapters("track", profile="undefined", steps=[])
    assert count(done["calls"], "LMSInitialize") == 3
    assert done["now"] == 6_000
    assert not done["launch"]["tracked"]


def test_answers_given_while_the_api_is_sought_are_told(adapters: Player) -> None:
    done = adapters(
        "track",
        profile="strict",
        steps=[["save", snapshot()]],
        late=5_000,
        framed=True,
        early=[interaction()],
    )
    assert done["stored"]["cmi.interactions.0.id"] == "quiz.q1"
    assert done["untold"][-1] == []


def test_answers_that_no_lms_heard_are_kept_for_the_next_launch(adapters: Player) -> None:
    done = adapters(
        "track", profile="throws", steps=[["tell", interaction()]], early=[interaction()]
    )
    assert done["untold"][-1] == ["key-1", "key-2"]


@pytest.mark.parametrize("method", ["LMSGetLastError", "LMSGetValue", "LMSSetValue", "LMSFinish"])
def test_a_function_that_is_missing_breaks_nothing(adapters: Player, method: str) -> None:
    done = adapters("track", profile="strict", steps=LESSON, without=[method])
    assert done["launch"]["tracked"]
    assert done["results"][-1] == (
        "failed" if method in {"LMSSetValue", "LMSFinish"} else "accepted"
    )


def test_without_a_commit_nothing_is_said_to_be_accepted(adapters: Player) -> None:
    done = adapters("track", profile="strict", steps=LESSON, without=["LMSCommit"])
    assert set(done["results"]) == {"failed"}


def test_an_answer_is_untold_until_a_commit_was_accepted(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a")], ["save", snapshot("1.b")]]
    steps += [["tell", interaction(id="quiz.q2")], ["save", snapshot("1.c")]]
    stored = {STATUS: "incomplete"}
    done = track(adapters, steps, faults={"commitFails": 2}, stored=stored)
    assert done["results"] == ["failed", "accepted", "accepted"]
    assert done["untold"] == [["key-1"], [], [], []]
    # Written twice, and in one place.
    assert values(done["calls"], "cmi.interactions.0.id") == ["quiz.q1"] * 2
    assert values(done["calls"], "cmi.interactions.1.id") == ["quiz.q2"]


def test_after_a_doubt_everything_goes_out_again(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a", "passed", 80)], ["doubt"]]
    steps += [["save", snapshot("1.b", "passed", 80)], ["doubt"], ["ask", "untold"]]
    steps += [["save", snapshot("1.c", "passed", 80)], ["save", snapshot("1.d", "passed", 80)]]
    done = track(adapters, steps)
    assert values(done["calls"], STATUS) == ["incomplete", *["passed"] * 3]
    # Another spelling: Moodle sends only what differs from what it sent before.
    assert values(done["calls"], RAW) == ["80", "80.0", "80"]
    # In another place for the same reason, and only once something has arrived.
    assert values(done["calls"], "cmi.interactions.0.id") == ["quiz.q1"]
    assert values(done["calls"], "cmi.interactions.1.id") == ["quiz.q1"]
    assert [telling["key"] for telling in done["results"][2]] == ["key-1"]
    assert done["untold"][-1] == []
    assert done["stored"]["cmi.interactions.0.result"] == "wrong"


def test_the_time_of_an_answer_is_that_at_which_it_was_given(adapters: Player) -> None:
    steps = [["tell", interaction()], ["advance", 125_000], ["save", snapshot()]]
    done = track(adapters, steps)
    assert values(done["calls"], "cmi.interactions.0.time") == ["09:05:07"]


def test_a_host_that_may_not_be_told_answers_is_not_even_asked(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot()]]
    done = track(adapters, steps, host={"interactions": False})
    assert [call for call in done["calls"] if "interactions" in str(call["args"])] == []
    assert done["untold"][-1] == []
    assert done["facts"]["interactions"] == "off"


def test_bounds_are_not_told_where_the_host_does_not_want_them(adapters: Player) -> None:
    done = track(adapters, [["save", snapshot("1.a", "passed", 80)]], host={"bounds": False})
    assert [name for name, _ in sets(done["calls"]) if re.search("min|max", name)] == []
    assert done["stored"][RAW] == "80"


def test_passed_is_told_as_completed_where_the_host_wants_that(adapters: Player) -> None:
    host = {"completeAs": "completed"}
    steps = [["save", snapshot("1.a", "passed", 80)], ["save", snapshot("1.b", "passed", 90)]]
    assert values(track(adapters, steps, host=host)["calls"], STATUS) == ["incomplete", "completed"]
    for held in ("passed", "completed"):
        done = track(adapters, steps, host=host, stored={STATUS: held, STATE: "1.0"})
        assert values(done["calls"], STATUS) == [held], "what is held is never lowered"
    failed = track(adapters, [["save", snapshot("1.a", "failed", 20)]], host=host)
    assert failed["stored"][STATUS] == "failed"


@pytest.mark.parametrize("steps", [4, 13])
def test_an_answer_costs_esr_at_most_four_requests(adapters: Player, steps: int) -> None:
    """Each value that changes is one; the page was opened, and saved, before."""
    lesson: list[Any] = [["save", snapshot("1.0")]]
    for number in range(steps):
        lesson += [["advance", 20_000], ["tell", interaction(id=f"quiz.q{number}")]]
        lesson += [["save", snapshot(f"1.{number}a")]]
    lesson += [["save", snapshot("1.z", "passed", 80)]]
    calls = track(adapters, lesson, "esr")["calls"]
    written: list[list[str]] = [[]]
    for call in calls:
        if call["fn"] == "LMSCommit":
            written.append([])
        elif call["fn"] == "LMSSetValue":
            written[-1].append(call["args"][0])
    answers, last = written[2:-2], written[-2]
    assert len(answers) == steps
    assert all(each in ([STATE], [TIME, STATE]) for each in answers)
    assert sum(TIME in each for each in answers) == steps // 3
    # Score, its bounds refused once, time, state and status.
    assert [name for name in last if name != "cmi.core.score.min"] == [RAW, TIME, STATE, STATUS]


def test_what_was_committed_is_read_back(adapters: Player) -> None:
    done = track(adapters, [["save", snapshot("1.abc")]], "moodle")
    assert done["facts"]["read_back"] == "5 of 5 characters"


def test_a_session_is_alive_until_the_lms_says_otherwise(adapters: Player) -> None:
    steps = [["ask", "alive"], ["close", snapshot()], ["ask", "alive"]]
    assert track(adapters, steps)["results"] == [True, "accepted", False]
    ended = [["ask", "alive"], ["faults", {"refuse": {"cmi.": 301}}], ["ask", "alive"]]
    done = adapters("track", profile="strict", steps=ended)
    assert done["results"] == [True, False]


def test_handlers_that_the_lms_calls_while_it_commits_do_no_harm(adapters: Player) -> None:
    steps = [["reenter", snapshot("1.b")], ["save", snapshot("1.c")], ["close", snapshot("1.d")]]
    done = track(adapters, steps)
    assert done["results"] == ["failed"] * 2 + ["accepted"] + ["failed"] * 2 + ["accepted"]
    assert done["stored"][STATE] == "1.d"
    assert count(done["calls"], "LMSFinish") == 1


def test_the_language_is_taken_if_it_is_one(adapters: Player) -> None:
    for told, language in (
        ("cy", "cy"),
        ("en_GB", "en-GB"),
        ("English", ""),
        ("", ""),
        ("<b>", ""),
    ):
        stored = {"cmi.student_preference.language": told}
        done = track(adapters, [["ask", "language"], ["ask", "returnTo"]], stored=stored)
        assert done["results"] == [language, ""]
    assert track(adapters, [["ask", "language"]], "esr")["results"] == [""]


def test_values_of_a_hostile_host_are_cut(adapters: Player) -> None:
    stored = {
        "cmi.core.student_name": "<script>" * 200_000,
        "cmi.core.student_id": "x" * 1_000_000,
        "cmi.core.lesson_location": "\ud800" * 100_000,
        "cmi.core.entry": "resume",
        STATE: "y" * 1_000_000,
    }
    done = adapters("track", profile="strict", steps=[["ask", "learner"]], stored=stored)
    launch = done["launch"]
    assert len(done["results"][0]) == 255
    assert len(launch["learnerId"]) == 4000
    assert len(launch["location"]) == 255
    assert len(launch["state"]) == 1 << 17


def test_the_log_shows_the_calls_and_nothing_of_the_learner(adapters: Player) -> None:
    steps = [["ask", "learner"], ["save", snapshot("1.secret", "passed", 80)]]
    done = track(adapters, steps, "esr", stored={"cmi.core.student_name": "Doe, Jane"})
    calls = [entry["call"] for entry in done["log"]]
    assert 'LMSInitialize("")' in calls
    assert 'LMSSetValue("cmi.core.lesson_status", passed)' in calls
    assert 'LMSSetValue("cmi.suspend_data", (8 characters))' in calls
    name = next(e for e in done["log"] if "student_name" in e["call"])
    assert name["result"] == "(9 characters)"
    refused = next(entry for entry in done["log"] if "score.min" in entry["call"])
    assert (refused["result"], refused["error"]) == ("false", "401")
    assert not re.search("Jane|secret", str(done["log"]))


def test_facts_say_what_was_found_out(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.s", "passed", 80)]]
    assert track(adapters, steps, "esr")["facts"] == {
        "edition": "SCORM 1.2",
        "where": "own window",
        "initialise": "true",
        "mode": "normal",
        "entry": "ab-initio",
        "interactions": "unsupported",
        "left_out": "cmi.core.score.min, cmi.core.score.max",
        "read_back": "3 of 3 characters",
    }
    strict = track(adapters, steps, stored={"cmi.interactions.0.id": "a"})["facts"]
    assert (strict["interactions"], strict["left_out"]) == ("1", "")


def test_a_score_that_moodle_sent_to_nobody_is_sent_again(adapters: Player) -> None:
    """Without a network Moodle says "true", and later leaves out what it believes to have sent."""
    passed = ["save", snapshot("1.a", "passed", 80)]
    steps = [["faults", {"offline": True}], passed, ["faults", {"offline": False}], ["doubt"]]
    done = track(adapters, [*steps, ["save", snapshot("1.b", "passed", 80)]], "moodle")
    assert done["results"] == ["accepted", "accepted"]
    assert float(done["stored"][RAW]) == 80
    assert done["stored"][STATE] == "1.b"
