"""The SCORM 2004 adapter on the strict LMS and on scorm-again, held to the V rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.slots import FORMS

from .conftest import Player
from .questions import answers, as_json, questions
from .vrules import breaches2004, values2004

COMPLETION = "cmi.completion_status"
SUCCESS = "cmi.success_status"
STATE = "cmi.suspend_data"
TIME = "cmi.session_time"
PROGRESS = "cmi.progress_measure"
HOSTS = ["strict", "scorm-again", "moodle", "scorm-cloud"]
TAKING = [*HOSTS, "open-edx", "booleans", "false-zero"]


def snapshot(
    state: str = "1.s",
    status: str = "incomplete",
    score: int | None = None,
    page: str = "p1",
    progress: int = 50,
) -> dict[str, Any]:
    common = {"state": state, "location": page, "status": status}
    return {**common, "score": score, "progress": progress}


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
    ["save", snapshot("1.b", progress=60)],
    ["tell", interaction(result="correct", response=["a", "b"])],
    ["save", snapshot("1.c", "passed", 80, "p2", 90)],
    ["close", snapshot("1.c", "passed", 80, "p2", 90)],
]


def run(adapters: Player, steps: list[Any], profile: str = "strict", **more: Any) -> dict[str, Any]:
    done: dict[str, Any] = adapters("track", edition="2004", profile=profile, steps=steps, **more)
    return done


def track(
    adapters: Player, steps: list[Any], profile: str = "strict", **more: Any
) -> dict[str, Any]:
    done = run(adapters, steps, profile, **more)
    assert breaches2004(done["calls"]) == []
    return done


def sets(calls: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [tuple(call["args"]) for call in calls if call["fn"] == "SetValue"]


def count(calls: list[dict[str, Any]], fn: str) -> int:
    return sum(call["fn"] == fn for call in calls)


@pytest.mark.parametrize("profile", TAKING)
def test_a_lesson_is_stored(adapters: Player, profile: str) -> None:
    done = track(adapters, LESSON, profile)
    assert done["launch"]["tracked"] and done["launch"]["writable"]
    assert done["results"] == ["accepted"] * 4
    stored = done["stored"]
    assert (stored[COMPLETION], stored[SUCCESS]) == ("completed", "passed")
    scores = [stored[f"cmi.score.{name}"] for name in ("raw", "min", "max")]
    assert scores == ["80", "0", "100"]
    assert float(stored["cmi.score.scaled"]) == 0.8
    assert stored[STATE] == "1.c"
    assert stored["cmi.location"] == "p2"
    assert stored[PROGRESS] == "1"
    assert done["untold"][-1] == []


@pytest.mark.parametrize("profile", HOSTS)
def test_no_call_of_a_lesson_is_refused(adapters: Player, profile: str) -> None:
    done = track(adapters, LESSON, profile)
    assert [call for call in done["calls"] if call["result"] == "false"] == []
    assert done["facts"]["left_out"] == ""


def test_the_first_words_are_suspend_and_incomplete_and_a_commit(adapters: Player) -> None:
    calls = track(adapters, [])["calls"]
    assert sets(calls) == [("cmi.exit", "suspend"), (COMPLETION, "incomplete")]
    assert calls[-1]["fn"] == "Commit"


def test_a_save_is_one_ordered_transaction(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.z", "passed", 90)]]
    calls = track(adapters, steps, stored={STATE: "1.y", "cmi.entry": "resume"})["calls"]
    leaves = ["id", "type", "timestamp", "correct_responses.0.pattern", "weighting"]
    leaves += ["learner_response", "result", "latency"]
    assert [name for name, _ in sets(calls)] == [
        "cmi.exit",
        "cmi.score.scaled",
        "cmi.score.raw",
        "cmi.score.min",
        "cmi.score.max",
        TIME,
        *(f"cmi.interactions.0.{leaf}" for leaf in leaves),
        "cmi.location",
        STATE,
        PROGRESS,
        COMPLETION,
        SUCCESS,
    ]
    assert count(calls, "Commit") == 2


@pytest.mark.parametrize(
    ("status", "score", "completion", "success"),
    [
        ("incomplete", None, "incomplete", None),
        ("completed", None, "completed", None),
        ("passed", 100, "completed", "passed"),
        ("failed", 0, "completed", "failed"),
    ],
)
def test_both_statuses_agree(
    adapters: Player, status: str, score: int | None, completion: str, success: str | None
) -> None:
    steps = [["close", snapshot("1.a", status, score, progress=100)]]
    for profile in HOSTS:
        done = track(adapters, steps, profile)
        assert done["results"] == ["accepted"]
        assert values2004(done["calls"], COMPLETION)[-1] == completion
        assert values2004(done["calls"], SUCCESS) == ([success] if success else [])


def test_progress_agrees_with_completion(adapters: Player) -> None:
    """1 is completed and 0 not attempted: neither is said of a course that is under way."""
    steps = [["save", snapshot(f"1.{n}", progress=n)] for n in (0, 33, 100)]
    steps += [["save", snapshot("1.z", "completed", progress=80)]]
    assert values2004(track(adapters, steps)["calls"], PROGRESS) == ["0.33", "0.99", "1"]


def test_what_the_lms_reckons_is_what_was_said(adapters: Player) -> None:
    """With a passing score the LMS has the last word on success: it is the same one."""
    for status, score, success in (("passed", 70, "passed"), ("failed", 69, "failed")):
        steps = [["close", snapshot("1.a", status, score)]]
        stored = track(adapters, steps, faults={"mastery": 70})["stored"]
        assert (stored[COMPLETION], stored[SUCCESS]) == ("completed", success)


@pytest.mark.parametrize(
    ("completion", "success", "status"),
    [
        ("unknown", "unknown", None),
        ("not attempted", "unknown", None),
        ("incomplete", "unknown", "incomplete"),
        ("incomplete", "failed", "incomplete"),
        ("completed", "unknown", "completed"),
        ("completed", "failed", "failed"),
        ("completed", "passed", "passed"),
        ("incomplete", "passed", "passed"),
    ],
)
def test_the_status_that_the_lms_holds_is_read_and_never_lowered(
    adapters: Player, completion: str, success: str, status: str | None
) -> None:
    stored = {COMPLETION: completion, SUCCESS: success, "cmi.entry": "resume", STATE: "1.0"}
    done = track(adapters, [["save", snapshot()], ["close", snapshot()]], stored=stored)
    assert done["launch"]["status"] == status
    kept = done["stored"]
    if status in {"passed", "failed"}:
        assert (kept[COMPLETION], kept[SUCCESS]) == ("completed", status)
    else:
        assert kept[SUCCESS] == success
        assert kept[COMPLETION] == (status or "incomplete")


@pytest.mark.parametrize("mode", ["review", "browse"])
@pytest.mark.parametrize("profile", HOSTS)
def test_nothing_is_written_in_review_and_browse(adapters: Player, mode: str, profile: str) -> None:
    stored = {COMPLETION: "completed", STATE: "1.kept", "cmi.score.raw": "70"}
    stored["cmi.entry"] = "resume"
    done = track(adapters, LESSON, profile, faults={"mode": mode}, stored=stored)
    assert not done["launch"]["writable"]
    assert done["launch"]["state"] == "1.kept"
    assert sets(done["calls"]) == []
    assert count(done["calls"], "Commit") == 0
    assert count(done["calls"], "Terminate") == 1
    assert done["untold"][-1] == []


def test_an_attempt_is_taken_up(adapters: Player) -> None:
    stored = {STATE: "1.kept", "cmi.location": "p7", COMPLETION: "incomplete"}
    stored |= {"cmi.entry": "resume", "cmi.score.raw": "55"}
    launch = track(adapters, [], stored=stored)["launch"]
    assert launch == {
        "tracked": True,
        "writable": True,
        "entry": "resume",
        "state": "1.kept",
        "location": "p7",
        "status": "incomplete",
        "score": 55,
        "learnerId": launch["learnerId"],
    }
    assert launch["learnerId"] != ""


WRITTEN: list[tuple[dict[str, Any], str, str, list[str]]] = [
    (
        {"type": "true-false", "response": ["t"], "correct": [["f"]]},
        "true-false",
        "true",
        ["false"],
    ),
    ({}, "choice", "a[,]c", ["a[,]b"]),
    ({"type": "likert", "response": ["d"], "correct": []}, "likert", "d", []),
    (
        {"type": "sequencing", "response": ["c", "a"], "correct": [["a", "c"]]},
        "sequencing",
        "c[,]a",
        ["a[,]c"],
    ),
    (
        {"type": "matching", "response": ["1.b", "2.a"], "correct": [["1.a", "2.b"]]},
        "matching",
        "1[.]b[,]2[.]a",
        ["1[.]a[,]2[.]b"],
    ),
    (
        {"type": "numeric", "response": ["-3.5"], "correct": [["-4", "-3"]]},
        "numeric",
        "-3.5",
        ["-4[:]-3"],
    ),
    ({"type": "numeric", "response": ["none"], "correct": [["1", "2"]]}, "fill-in", "none", []),
    ({"type": "numeric", "response": ["123456"], "correct": [["1", "2"]]}, "fill-in", "123456", []),
    (
        {"type": "performance", "response": ["dice.85"], "correct": [["dice.70"]]},
        "performance",
        "dice[.]85",
        ["dice[.]70"],
    ),
    (
        {
            "type": "fill-in",
            "response": ["{lang=xx}the\nhilum[,]or so"],
            "correct": [["hilum"], ["lung root"]],
        },
        "fill-in",
        "(lang=xx)the hilum,or so",
        ["hilum", "lung root"],
    ),
    ({"type": "fill-in", "response": ["é" * 400], "correct": []}, "fill-in", "é" * 250, []),
]


@pytest.mark.parametrize("profile", HOSTS)
@pytest.mark.parametrize("example", WRITTEN)
def test_an_answer_is_written_as_every_host_takes_it(
    adapters: Player, example: tuple[dict[str, Any], str, str, list[str]], profile: str
) -> None:
    changes, kind, response, patterns = example
    steps = [["tell", interaction(**changes)], ["save", snapshot()]]
    done = track(adapters, steps, profile)
    assert [call for call in done["calls"] if call["result"] == "false"] == []
    prefix = "cmi.interactions.0."
    entry = {k.removeprefix(prefix): v for k, v in sets(done["calls"]) if k.startswith(prefix)}
    expected = {f"correct_responses.{i}.pattern": each for i, each in enumerate(patterns)}
    timestamp = entry.pop("timestamp")
    assert timestamp.startswith("2024-02-2")
    assert entry == {
        "id": "quiz.q1",
        "type": kind,
        **expected,
        "weighting": "2",
        "learner_response": response,
        "result": "incorrect",
        "latency": "PT0H0M12S",
    }


@pytest.mark.parametrize(
    "unsayable",
    [
        {"response": []},
        {"response": ["a-b"]},
        {"response": ["a", "a"]},
        {"type": "true-false", "response": ["x"]},
        {"type": "performance", "response": [""]},
        {"type": "fill-in", "response": [" \n"]},
    ],
)
def test_an_answer_scorm_has_no_words_for_is_left_out(adapters: Player, unsayable: Any) -> None:
    done = track(adapters, [["tell", interaction(**unsayable)], ["save", snapshot()]])
    assert not [name for name, _ in sets(done["calls"]) if "interactions" in name]
    assert done["untold"][-1] == []


@pytest.mark.parametrize("kind", sorted(FORMS))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_answer_is_taken_by_every_host(
    adapters: Player, kind: str, data: st.DataObject
) -> None:
    question = data.draw(questions(kind))
    answer = as_json(data.draw(answers(question)))
    told = adapters("told", question=question, answer=answer)
    if told is None:
        return
    for host in HOSTS:
        steps = [["tell", interaction(**told)], ["save", snapshot()]]
        done = track(adapters, steps, host)
        refused = [call["args"][1] for call in done["calls"] if call["result"] == "false"]
        # scorm-again takes a comma in a pattern for a separator.
        assert [text for text in refused if host != "scorm-again" or "," not in text] == []


@pytest.mark.parametrize("profile", HOSTS)
def test_answers_of_a_failed_commit_are_written_again_in_their_place(
    adapters: Player, profile: str
) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a")], ["save", snapshot("1.b")]]
    steps += [["tell", interaction(id="quiz.q2")], ["save", snapshot("1.c")]]
    stored = {STATE: "1.0", "cmi.entry": "resume"}
    done = track(adapters, steps, profile, faults={"commitFails": 2}, stored=stored)
    assert done["results"] == ["failed", "accepted", "accepted"]
    assert done["untold"] == [["key-1"], [], [], []]
    assert values2004(done["calls"], "cmi.interactions.0.id") == ["quiz.q1"] * 2
    assert values2004(done["calls"], "cmi.interactions.1.learner_response") == ["a[,]c"]
    assert done["facts"]["left_out"] == "", "a pattern that is there already says nothing"


def test_a_pattern_refused_for_what_it_says_does_not_stop_the_next(adapters: Player) -> None:
    fill_in = {"type": "fill-in", "response": ["x"]}
    steps = [["tell", interaction(**fill_in, correct=[["a, b"]])], ["save", snapshot("1.a")]]
    steps += [["tell", interaction(**fill_in, correct=[["b"]])], ["save", snapshot("1.b")]]
    calls = track(adapters, steps, "scorm-again")["calls"]
    patterns = [call for call in calls if str(call["args"][0]).endswith("pattern")]
    assert [call["result"] for call in patterns] == ["false", "true"]


def test_a_session_that_runs_already_goes_on(adapters: Player) -> None:
    """103: an earlier page of the course, or the LMS itself, began it."""
    done = track(adapters, LESSON, faults={"init": {"code": 103, "acts": True}})
    assert done["launch"]["tracked"]
    assert count(done["calls"], "Initialize") == 1
    assert done["stored"][SUCCESS] == "passed"


def test_a_session_that_was_ended_is_not_begun(adapters: Player) -> None:
    done = run(adapters, LESSON, faults={"init": {"code": 104}})
    assert not done["launch"]["tracked"]
    assert count(done["calls"], "Initialize") == 1


def test_a_beginning_that_fails_is_tried_three_times_over_six_seconds(adapters: Player) -> None:
    done = run(adapters, LESSON[:1], faults={"init": {"code": 102, "times": 2}})
    assert done["launch"]["tracked"]
    assert count(done["calls"], "Initialize") == 3
    never = run(adapters, [], faults={"init": {"code": 102}})
    assert (never["launch"]["tracked"], never["now"]) == (False, 6_000)


@pytest.mark.parametrize("code", [112, 122, 132, 142])
def test_a_session_that_is_gone_is_begun_anew_once(adapters: Player, code: int) -> None:
    steps = [["save", snapshot("1.a")], ["faults", {"refuse": {STATE: code}}]]
    steps += [["save", snapshot("1.b")], ["save", snapshot("1.c")]]
    done = run(adapters, steps)
    assert done["results"] == ["accepted", "closed", "closed"]
    assert count(done["calls"], "Initialize") == 2


def test_an_api_that_was_replaced_is_found_and_goes_on(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a")], ["replace"]]
    steps += [["tell", interaction(id="quiz.q2")], ["save", snapshot("1.b", "passed", 80)]]
    done = run(adapters, steps)
    assert done["results"] == ["accepted", "accepted"]
    assert (done["stored"][SUCCESS], done["stored"][STATE]) == ("passed", "1.b")
    assert done["stored"]["cmi.interactions.1.id"] == "quiz.q2"


@pytest.mark.parametrize("code", [104, 113, 123, 133, 143])
def test_a_session_that_was_ended_elsewhere_is_closed(adapters: Player, code: int) -> None:
    steps = [["tell", interaction()], ["faults", {"refuse": {STATE: code}}]]
    steps += [["save", snapshot("1.b")], ["close", snapshot("1.c")], ["ask", "alive"]]
    done = run(adapters, steps)
    assert done["results"] == ["closed", "closed", False]
    assert done["untold"][-1] == ["key-1"]
    assert count(done["calls"], "Initialize") == 1
    assert count(done["calls"], "Terminate") == 0


def test_a_session_ended_by_the_lms_goes_on_in_a_new_one(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a")]]
    steps += [["save", snapshot("1.b", "passed", 80)]]
    done = run(adapters, steps, faults={"endAtSet": 6})
    assert done["results"] == ["accepted", "accepted"]
    assert (done["stored"][SUCCESS], done["stored"][STATE]) == ("passed", "1.b")


@pytest.mark.parametrize("code", [201, 351, 401, 402, 403, 404, 405, 406, 407, 408])
@pytest.mark.parametrize(
    "element",
    ["cmi.location", "cmi.exit", TIME, PROGRESS, "cmi.score.min", "cmi.interactions.0.id"],
)
def test_an_element_refused_is_left_out_and_the_rest_goes_on(
    adapters: Player, element: str, code: int
) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.a", "passed", 5)], ["advance", 5000]]
    steps += [["save", snapshot("1.b", "passed", 6, "p2")], ["close", snapshot("1.b", "passed")]]
    done = run(adapters, steps, faults={"refuse": {element: code}})
    assert done["results"] == ["accepted"] * 3
    assert len(values2004(done["calls"], element)) == 1
    assert (done["stored"][SUCCESS], done["stored"][STATE]) == ("passed", "1.b")


@pytest.mark.parametrize("element", ["cmi.score.raw", "cmi.score.scaled", COMPLETION, SUCCESS])
def test_score_and_status_are_tried_again_and_a_refusal_is_told(
    adapters: Player, element: str
) -> None:
    steps = [["save", snapshot("1.a", "passed", 70)], ["faults", {"refuse": {}}]]
    steps += [["save", snapshot("1.a", "passed", 70)]]
    done = run(adapters, steps, faults={"refuse": {element: 401}})
    assert done["results"] == ["failed", "accepted"]
    assert (done["stored"][SUCCESS], done["stored"]["cmi.score.raw"]) == ("passed", "70")


def test_a_state_that_is_cut_short_is_said_to_be_kept_in_part(adapters: Player) -> None:
    steps = [["save", snapshot("1.abcdef", "passed", 70)], ["save", snapshot("1.abcdeg", "passed")]]
    steps += [["save", snapshot("1.a", "passed")]]
    done = track(adapters, steps, faults={"cuts": 5})
    assert done["results"] == ["partly", "partly", "accepted"]
    assert values2004(done["calls"], STATE) == ["1.abc", "1.a"]
    assert done["stored"][SUCCESS] == "passed"


@pytest.mark.parametrize("shown", ["1.old", "garbage", "1.a.and.more"])
def test_a_state_that_reads_differently_is_said_to_be_kept_in_part(
    adapters: Player, shown: str
) -> None:
    steps = [["faults", {"shows": {STATE: shown}}], ["save", snapshot("1.a")]]
    assert track(adapters, steps)["results"] == ["partly"]


def test_a_state_that_cannot_be_read_is_believed(adapters: Player) -> None:
    steps = [["faults", {"shows": {STATE: ""}}], ["save", snapshot("1.a")]]
    assert track(adapters, steps)["results"] == ["accepted"]


def test_a_write_that_fails_without_an_error_is_looked_after(adapters: Player) -> None:
    shows = {COMPLETION: "incomplete"}
    steps = [["faults", {"shows": shows}], ["save", snapshot("1.a", "completed")]]
    assert track(adapters, steps, "false-zero")["results"] == ["failed"]
    steps = [["faults", {"shows": {STATE: "1.old"}}], ["save", snapshot("1.a")]]
    assert track(adapters, steps, "false-zero")["results"] == ["failed"]


def test_an_api_that_throws_leaves_the_course_untracked(adapters: Player) -> None:
    done = run(adapters, LESSON, "throws")
    assert not done["launch"]["tracked"]
    assert set(done["results"]) == {"untracked"}
    assert done["untold"][-1] == ["key-1", "key-2"]


def test_terminate_comes_once_and_nothing_after_it(adapters: Player) -> None:
    done = track(adapters, [*LESSON, *LESSON])
    assert count(done["calls"], "Terminate") == 1
    assert done["results"][4:] == ["closed"] * 4


def test_exit_is_suspend_to_the_last(adapters: Player) -> None:
    done = track(adapters, LESSON)
    assert values2004(done["calls"], "cmi.exit") == ["suspend"]
    assert done["stored"]["cmi.entry"] == "resume"


def test_the_session_time_is_that_of_the_session(adapters: Player) -> None:
    steps = [["save", snapshot("1.a")], ["advance", 59_000], ["save", snapshot("1.b")]]
    steps += [["advance", 3_666_990], ["save", snapshot("1.c")], ["advance", 2_000]]
    done = track(adapters, [*steps, ["close", snapshot("1.c")]])
    assert values2004(done["calls"], TIME) == ["PT0H0M1S", "PT1H2M5S", "PT1H2M7S"]
    assert done["stored"]["cmi.total_time"] == "PT1H2M7S"


def test_after_a_doubt_the_score_has_another_spelling(adapters: Player) -> None:
    steps = [["save", snapshot("1.a", "passed", 80)], ["doubt"]]
    done = track(adapters, [*steps, ["save", snapshot("1.b", "passed", 80)]])
    assert values2004(done["calls"], "cmi.score.raw") == ["80", "80.0"]
    assert values2004(done["calls"], "cmi.score.scaled") == ["0.80", "0.800"]


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "PT0H0M1S"),
        (-5000, "PT0H0M1S"),
        (3_725_990, "PT1H2M5S"),
        (4e14, "PT9999H59M59S"),
        (None, "PT0H0M1S"),
    ],
)
def test_lengths_of_time_stay_within_their_form(
    adapters: Player, milliseconds: Any, text: str
) -> None:
    assert adapters("times", milliseconds=milliseconds)[1] == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (1_709_197_507_999, "2024-02-29T09:05:07.00Z"),
        (-1, "1970-01-01T00:00:00.00Z"),
        (9e15, "2038-01-19T03:14:07.00Z"),
        (None, "1970-01-01T00:00:00.00Z"),
    ],
)
def test_moments_stay_within_their_form(adapters: Player, at: Any, text: str) -> None:
    assert adapters("moments", at=at)[1] == text


def test_the_learner_s_name_is_shown_as_it_is_written(adapters: Player) -> None:
    for told, name in (
        ("{lang=en}Doe, Jane", "Jane Doe"),
        ("Jane Doe", "Jane Doe"),
        ("<b>x</b>", "<b>x</b>"),
    ):
        steps = [["faults", {"shows": {"cmi.learner_name": told}}], ["ask", "learner"]]
        assert run(adapters, steps)["results"] == [name]


def test_facts_say_what_was_found_out(adapters: Player) -> None:
    steps = [["tell", interaction()], ["save", snapshot("1.s", "passed", 80)]]
    assert track(adapters, steps)["facts"] == {
        "edition": "SCORM 2004",
        "where": "own window",
        "initialise": "true",
        "mode": "normal",
        "entry": "ab-initio",
        "interactions": "0",
        "left_out": "",
        "read_back": "3 of 3 characters",
    }


def test_a_recording_with_a_fault_is_a_breach() -> None:
    """The checker itself: each of these must be seen."""

    def call(fn: str, *args: Any, result: Any = "true") -> dict[str, Any]:
        return {"fn": fn, "args": list(args), "result": result}

    def found(*calls: dict[str, Any]) -> list[str]:
        whole = [call("Initialize", ""), call("SetValue", TIME, "PT0H0M9S"), *calls]
        return sorted({breach[:3] for breach in breaches2004(whole)})

    assert found() == []
    for rule, element, value in [
        ("V01", STATE, 1),
        ("V18", "adl.nav.request", "exitAll"),
        ("V18", "cmi.total_time", "PT1S"),
        ("V19", STATE, "x" * 4001),
        ("V19", TIME, "0000:00:05"),
        ("V19", "cmi.score.raw", "1e2"),
        ("V19", "cmi.score.scaled", "80"),
        ("V19", COMPLETION, "passed"),
        ("V19", SUCCESS, "unknown"),
        ("V19", "cmi.exit", "normal"),
        ("V16", "cmi.interactions.0.type", "choice"),
    ]:
        assert found(call("SetValue", element, value)) == [rule], element
    entry = [call("SetValue", "cmi.interactions.0.id", "q")]
    entry.append(call("SetValue", "cmi.interactions.0.type", "choice"))
    for leaf, value in [
        ("id", "a b"),
        ("type", "other"),
        ("learner_response", "a,b"),
        ("learner_response", "a-b"),
        ("correct_responses.0.pattern", "a[,]"),
        ("result", "wrong"),
        ("timestamp", "2024-02-29T09:05:07Z"),
        ("timestamp", "2024-02-29T09:05:07.000Z"),
        ("latency", "0000:00:01"),
    ]:
        assert found(*entry, call("SetValue", f"cmi.interactions.0.{leaf}", value)) == ["V19"], leaf
    assert found(call("Terminate", ""), call("Commit", "")) == ["V16"]
    assert found(call("SetValue", SUCCESS, "passed"), call("Commit", "")) == ["V17"]
    late = [call("SetValue", SUCCESS, "passed"), call("SetValue", "cmi.score.raw", "1")]
    assert found(*late) == ["V17"]
    half = [call("SetValue", COMPLETION, "completed"), call("SetValue", PROGRESS, "0.5")]
    assert found(*half, call("Commit", "")) == ["V17"]
    scores = [call("SetValue", "cmi.score.raw", "7"), call("SetValue", "cmi.score.scaled", "0.7")]
    assert found(*scores, call("Commit", "")) == ["V17"]
    assert found(call("GetValue", "cmi.exit")) == ["V18"]
