"""The hosts of the strict LMS, each held to what it is known to do; and the faults."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Player
from .test_lms import BEGIN, COMMIT, END, STATUS, get, put

STATE = "cmi.suspend_data"
EXIT = "cmi.core.exit"
RAW = "cmi.core.score.raw"
TIME = "cmi.core.session_time"
AGAIN = ["relaunch"]
SUSPEND = put(EXIT, "suspend")
BEGIN4, COMMIT4, END4 = ["Initialize", ""], ["Commit", ""], ["Terminate", ""]


def put4(element: str, value: Any) -> list[Any]:
    return ["SetValue", element, value]


def get4(element: str) -> list[Any]:
    return ["GetValue", element]


def on(hosts: Player, host: str, *calls: list[Any], **more: Any) -> Any:
    """What a host answers; of SCORM 2004 if the first call is."""
    edition = "scorm12" if any(str(call[0]).startswith("LMS") for call in calls) else "scorm2004"
    return hosts("hosted", edition=edition, host=host, calls=list(calls), **more)


def last(hosts: Player, host: str, *calls: list[Any], **more: Any) -> Any:
    return on(hosts, host, *calls, **more)["results"][-1]


def faults(**value: Any) -> list[Any]:
    return ["faults", value]


LESSON = [BEGIN, SUSPEND, put(STATUS, "incomplete"), put(STATE, "1.a"), put(TIME, "0000:01:00")]
LESSON4 = [
    BEGIN4,
    put4("cmi.exit", "suspend"),
    put4(STATE, "1.a"),
    put4("cmi.session_time", "PT1M"),
]


def test_every_host_keeps_a_lesson_in_each_edition_that_it_takes(hosts: Player) -> None:
    for name, editions in hosts("hosts").items():
        if "scorm12" in editions:
            done = on(hosts, name, *LESSON, COMMIT, END, AGAIN, BEGIN, get(STATE))
            assert done["results"][-1][0] == "1.a", name
        if "scorm2004" in editions:
            done = on(hosts, name, *LESSON4, COMMIT4, END4, AGAIN, BEGIN4, get4(STATE))
            assert done["results"][-1][0] == "1.a", name


def test_a_host_is_not_asked_for_an_edition_that_it_does_not_take(hosts: Player) -> None:
    with pytest.raises(AssertionError, match="esr does not take scorm2004"):
        on(hosts, "esr", BEGIN4)


# Moodle


@pytest.mark.parametrize(
    ("host", "state", "location"), [("moodle", 64_000, 64_000), ("moodle-standards", 4096, 255)]
)
def test_moodle_holds_more_unless_in_standards_mode(
    hosts: Player, host: str, state: int, location: int
) -> None:
    for element, most in [(STATE, state), ("cmi.core.lesson_location", location)]:
        assert last(hosts, host, BEGIN, put(element, "x" * most)) == ["true", "0"]
        assert last(hosts, host, BEGIN, put(element, "x" * (most + 1))) == ["false", "405"]


@pytest.mark.parametrize(
    ("leaf", "value", "code"),
    [
        ("id", "", "0"),
        ("time", "29:00:00", "0"),
        ("weighting", "101", "405"),
        ("result", "1000", "405"),
        ("student_response", "not one character", "0"),
        ("student_response", "x" * 256, "405"),
        ("latency", "0:00:05", "405"),
        ("latency", "00:00:05.123", "405"),
    ],
)
def test_moodle_checks_forms_and_lengths(hosts: Player, leaf: str, value: str, code: str) -> None:
    entry = [put("cmi.interactions.0.id", "q"), put("cmi.interactions.0.type", "choice")]
    assert last(hosts, "moodle", BEGIN, *entry, put(f"cmi.interactions.0.{leaf}", value))[1] == code


def test_moodle_says_201_for_what_it_does_not_know(hosts: Player) -> None:
    assert last(hosts, "moodle", BEGIN, get("cmi.weather")) == ["", "201"]


def test_moodle_overrides_any_status_by_the_mastery_score(hosts: Player) -> None:
    calls = [BEGIN, SUSPEND, put(STATUS, "incomplete"), put(RAW, "50"), END]
    done = on(hosts, "moodle", *calls, options={"mastery": 70})
    assert done["stored"][STATUS] == "failed"


def test_moodle_opens_a_failed_attempt_for_review(hosts: Player) -> None:
    mode = get("cmi.core.lesson_mode")
    failed = [BEGIN, put(STATUS, "failed"), END, AGAIN, BEGIN, mode]
    assert last(hosts, "moodle", *failed) == ["review", "0"]
    assert (
        last(hosts, "moodle", BEGIN, put(STATUS, "passed"), END, AGAIN, BEGIN, mode)[0] == "normal"
    )


def test_moodle_gives_data_back_whatever_the_exit(hosts: Player) -> None:
    assert last(hosts, "moodle", BEGIN, put(STATE, "a"), END, AGAIN, BEGIN, get(STATE))[0] == "a"
    done = [put4(STATE, "a"), END4, AGAIN, BEGIN4, get4(STATE)]
    assert last(hosts, "moodle", BEGIN4, *done) == ["", "403"]
    assert last(hosts, "moodle", BEGIN4, put4("cmi.exit", "suspend"), *done) == ["a", "0"]


def test_moodle_offline_says_true_and_does_not_send_the_same_again(hosts: Player) -> None:
    calls = [*LESSON, COMMIT, put(STATE, "1.b"), faults(offline=True), COMMIT, faults()]
    done = on(hosts, "moodle", *calls, COMMIT)
    assert done["results"][-3:] == [["true", "0"], None, ["true", "0"]]
    assert done["stored"][STATE] == "1.a"
    done = on(hosts, "moodle", *calls, put(STATE, "1.c"), COMMIT)
    assert done["stored"][STATE] == "1.c"
    assert last(hosts, "moodle", *LESSON, faults(expired=True), COMMIT) == ["false", "101"]
    assert last(hosts, "strict", *LESSON, faults(offline=True), COMMIT) == ["false", "101"]


def test_moodle_takes_a_second_beginning_but_not_with_answers(hosts: Player) -> None:
    assert last(hosts, "moodle", BEGIN, END, BEGIN) == ["true", "0"]
    answer = put("cmi.interactions.0.id", "q")
    assert str(last(hosts, "moodle", BEGIN, answer, END, BEGIN)).startswith("(threw)")
    assert last(hosts, "moodle", BEGIN4, END4, BEGIN4) == ["false", "104"]


def test_moodle_takes_one_digit_of_seconds_for_hundredths_and_no_score_for_nought(
    hosts: Player,
) -> None:
    done = on(hosts, "moodle", BEGIN, put(TIME, "00:00:01.5"), put(RAW, ""), END)
    assert done["stored"]["cmi.core.total_time"] == "0000:00:01.05"
    assert done["stored"][RAW] == "0"


@pytest.mark.parametrize(
    ("kind", "leaf", "value", "code"),
    [
        ("choice", "learner_response", "left_apex[,]b.2", "0"),
        ("choice", "learner_response", "left-apex", "406"),
        ("choice", "learner_response", "", "406"),
        ("matching", "learner_response", "a:1[.]b", "406"),
        ("performance", "learner_response", "[,]".join(f"s{n}[.]1" for n in range(250)), "0"),
        ("performance", "learner_response", "[,]".join(f"s{n}[.]1" for n in range(251)), "406"),
        ("performance", "correct_responses.0.pattern", "x[.]38[:]42", "406"),
        ("numeric", "correct_responses.0.pattern", "12[:]13", "0"),
        ("numeric", "correct_responses.0.pattern", "[:]13", "406"),
        ("numeric", "learner_response", "123456", "406"),
        ("long-fill-in", "learner_response", "two\nlines", "406"),
        ("other", "learner_response", "two\nlines", "406"),
        ("fill-in", "correct_responses.0.pattern", "{lang=en}hilum", "0"),
        ("true-false", "learner_response", "t", "406"),
        ("choice", "description", "x" * 251, "0"),
        ("choice", "description", "x" * 252, "406"),
        ("choice", "description", "{odd", "406"),
        ("choice", "result", "12345", "406"),
        ("choice", "timestamp", "2026-11-22T10:00:00Z", "406"),
        ("choice", "timestamp", "2026-11-22T10:00:00.00Z", "0"),
    ],
)
def test_moodle_reads_answers_of_2004_more_narrowly(
    hosts: Player, kind: str, leaf: str, value: str, code: str
) -> None:
    entry = [put4("cmi.interactions.0.id", "q"), put4("cmi.interactions.0.type", kind)]
    calls = [BEGIN4, *entry, put4(f"cmi.interactions.0.{leaf}", value)]
    assert last(hosts, "moodle", *calls)[1] == code


def test_moodle_never_applies_the_passing_score_but_the_threshold(hosts: Player) -> None:
    calls = [put4("cmi.score.scaled", "1"), put4("cmi.progress_measure", "1"), END4]
    done = on(hosts, "moodle", BEGIN4, *calls, options={"mastery": 70, "threshold": 1})
    assert "cmi.success_status" not in done["stored"]
    assert done["stored"]["cmi.completion_status"] == "completed"


def test_moodle_fails_the_last_call_when_navigation_is_asked_for(hosts: Player) -> None:
    def ended(request: str) -> Any:
        return last(hosts, "moodle", BEGIN4, put4("adl.nav.request", request), END4)

    assert str(ended("exitAll")).startswith("(threw)")
    assert str(ended("abandonAll")).startswith("(threw)")
    assert ended("exit") == ["false", "101"]
    assert ended("{target=a}choice") == ["false", "101"]
    assert ended("suspendAll") == ["true", "0"]


# Learning Hub


def test_the_learning_hub_answers_booleans_and_numbers(hosts: Player) -> None:
    done = on(hosts, "learning-hub", BEGIN, SUSPEND, put("cmi.weather", "x"), COMMIT, END)
    assert done["results"] == [["true", 0], [True, 0], [False, 401], [True, 0], ["true", 0]]


@pytest.mark.parametrize(
    ("kind", "response", "taken"),
    [
        ("choice", ",".join("abcdefghijklmnopqrstuvwxyz"), True),
        ("choice", "{a,b}", False),
        ("choice", "10", False),
        ("matching", "1.b,2.a", True),
        ("numeric", "12,5", True),
        ("numeric", "-3", False),
        ("true-false", "true", True),
        ("performance", "", False),
        ("sequencing", "one,two", True),
    ],
)
def test_the_learning_hub_checks_responses(
    hosts: Player, kind: str, response: str, taken: bool
) -> None:
    calls = [put("cmi.interactions.0.id", "q"), put("cmi.interactions.0.type", kind)]
    calls.append(put("cmi.interactions.0.student_response", response))
    assert last(hosts, "learning-hub", BEGIN, *calls) == [taken, 0 if taken else 405]


def test_the_learning_hub_drops_a_digit_of_the_hours(hosts: Player) -> None:
    total = get("cmi.core.total_time")
    for time, found in [
        ("0001:02:03", "1:02:03"),
        ("01:02:03", "1:02:03"),
        ("12:00:00", "2:00:00"),
    ]:
        session = [BEGIN, SUSPEND, put(STATUS, "incomplete"), put(TIME, time), END]
        assert last(hosts, "learning-hub", *session, AGAIN, BEGIN, total) == [found, 0]


def test_the_learning_hub_resumes_only_what_was_incomplete_and_suspended(hosts: Player) -> None:
    def found(*calls: list[Any]) -> list[Any]:
        session = [BEGIN, put(STATE, "a"), *calls, END, AGAIN, BEGIN, get(STATUS), get(STATE)]
        return [value for value, _ in on(hosts, "learning-hub", *session)["results"][-2:]]

    assert found(put(STATUS, "incomplete"), SUSPEND) == ["incomplete", "a"]
    assert found(put(STATUS, "incomplete")) == ["incomplete", ""]
    assert found(put(STATUS, "passed"), SUSPEND) == ["incomplete", ""]
    # Without a status the session counts as incomplete.
    assert found(SUSPEND) == ["incomplete", "a"]


def test_the_learning_hub_shows_a_passing_score_and_never_applies_it(hosts: Player) -> None:
    mastery = get("cmi.student_data.mastery_score")
    assert last(hosts, "learning-hub", BEGIN, mastery) == ["100", 0]
    calls = [BEGIN, put(STATUS, "passed"), put(RAW, "10"), END]
    done = on(hosts, "learning-hub", *calls, options={"mastery": 70})
    assert done["stored"][STATUS] == "passed"


# ESR


@pytest.mark.parametrize(
    "element",
    [
        "cmi.core.score.min",
        "cmi.interactions._count",
        "cmi.interactions.0.id",
        "cmi.objectives._count",
        "cmi.student_data.mastery_score",
        "cmi.student_preference.language",
        "cmi.evaluation.comments",
    ],
)
def test_esr_does_not_implement_what_is_optional(hosts: Player, element: str) -> None:
    assert last(hosts, "esr", BEGIN, get(element)) == ["", "401"]
    assert last(hosts, "esr", BEGIN, put(element, "1")) == ["false", "401"]


def test_esr_asks_its_server_for_each_value_that_changes(hosts: Player) -> None:
    calls = [BEGIN, SUSPEND, put(STATE, "a"), put(STATE, "a"), get(STATE), put(STATE, "b")]
    done = on(hosts, "esr", *calls)
    assert done["requests"] == 4
    assert done["stored"][STATE] == "b"
    assert on(hosts, "strict", *calls, COMMIT)["requests"] == 2


def test_esr_says_101_for_a_session_that_was_never_ended(hosts: Player) -> None:
    assert last(hosts, "esr", *LESSON, AGAIN, BEGIN) == ["false", "101"]
    assert last(hosts, "esr", *LESSON, AGAIN, BEGIN, get(STATE)) == ["1.a", "0"]
    assert last(hosts, "esr", *LESSON, END, AGAIN, BEGIN) == ["true", "0"]
    assert last(hosts, "esr", BEGIN, put(STATUS, "not attempted")) == ["false", "405"]


def test_esr_gives_back_one_line_of_plain_characters(hosts: Player) -> None:
    back = [SUSPEND, END, AGAIN, BEGIN, get(STATE)]
    assert last(hosts, "esr", BEGIN, put(STATE, "one\ntwo"), *back)[0] == "one"
    assert last(hosts, "esr", BEGIN, put(STATE, "a\ufffdb"), *back)[0] == "a?b"


# AICC shim, Open edX, SCORM Cloud


def test_the_shim_drops_what_it_does_not_know_and_says_nothing(hosts: Player) -> None:
    for element in (EXIT, "cmi.core.score.max", "cmi.interactions.0.id", "cmi.weather"):
        assert last(hosts, "aicc-shim", BEGIN, put(element, "x")) == [True, "0"]
        assert last(hosts, "aicc-shim", BEGIN, get(element)) == ["", "0"]
    done = on(hosts, "aicc-shim", *LESSON, put(STATUS, "no word"), COMMIT)
    assert done["results"][-2:] == [[False, "0"], [True, "0"]]
    assert {EXIT, TIME}.isdisjoint({name for name in done["stored"] if done["stored"][name]})


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("1.Az-_09", "1.Az-_09"),
        ("a=b", "a"),
        ("a$&b", "a{{value}}b"),
        ("$$", "$"),
        ("one\ntwo", "one"),
        ("[Core]", ""),
        ("", ""),
    ],
)
def test_the_shim_splits_and_interprets_what_it_carries(
    hosts: Player, text: str, back: str
) -> None:
    assert hosts("throughShim", text=text) == back
    session = [BEGIN, put(STATE, text), END, AGAIN, BEGIN, get(STATE)]
    assert last(hosts, "aicc-shim", *session) == [back, "0"]


def test_the_shim_s_relay_shows_no_status(hosts: Player) -> None:
    done = on(hosts, "aicc-shim", BEGIN, put(STATUS, "passed"), END, AGAIN, BEGIN, get(STATUS))
    assert done["results"][-1] == ["not attempted", "0"]
    assert done["stored"][STATUS] == "passed"


def test_open_edx_gives_nothing_back_and_takes_everything(hosts: Player) -> None:
    calls = [BEGIN, put(STATUS, "passed"), put(RAW, "80"), put(STATUS, "no word")]
    done = on(hosts, "open-edx", *calls, get(STATUS), get(RAW), get("cmi.core.lesson_mode"))
    assert done["results"][1:] == [["true", "0"]] * 3 + [["", "0"]] * 3
    assert (done["stored"][STATUS], done["stored"][RAW]) == ("passed", "80")
    calls = [BEGIN4, put4("cmi.success_status", "passed"), get4("cmi.success_status")]
    assert last(hosts, "open-edx", *calls)[0] == ""


def test_scorm_cloud_begins_anew_unless_suspended(hosts: Player) -> None:
    session = [BEGIN, put(STATE, "a"), put(STATUS, "incomplete")]
    again = [END, AGAIN, BEGIN, get(STATE)]
    assert last(hosts, "scorm-cloud", *session, *again) == ["", "0"]
    assert last(hosts, "scorm-cloud", *session, SUSPEND, *again) == ["a", "0"]


# Faults


@pytest.mark.parametrize(
    ("verb", "call"),
    [("init", BEGIN), ("get", get(STATE)), ("set", put(STATE, "a")), ("commit", COMMIT),
     ("finish", END)],
)  # fmt: skip
def test_each_function_can_be_made_to_fail(hosts: Player, verb: str, call: list[Any]) -> None:
    def found(**fault: Any) -> Any:
        before = [] if verb == "init" else [BEGIN]
        return on(hosts, "strict", *before, call, call, faults={verb: fault})

    empty = "" if verb == "get" else "false"
    assert found(code=101)["results"][-2:] == [[empty, "101"]] * 2
    assert found(throws="gone")["results"][-1] == "(threw) gone"
    assert found(returns=None)["results"][-1][0] == "(undefined)"
    for value in (False, True, 0, "false"):
        assert found(returns=value)["results"][-1][0] == value
    once = found(code=101, times=1)["results"]
    assert once[-2] == [empty, "101"]
    assert once[-1] != [empty, "101"]
    slow = found(delay=5000)
    assert slow["time"] == 10_000
    assert [each["duration"] for each in slow["calls"] if each["fn"] == call[0]][-1] == 5000


def test_an_answer_may_be_lost_after_the_work_was_done(hosts: Player) -> None:
    for fault in (
        {"code": 101, "acts": True},
        {"throws": "gone", "acts": True},
        {"returns": False},
    ):
        done = on(hosts, "strict", *LESSON, COMMIT, faults={"commit": fault})
        assert done["stored"][STATE] == "1.a"
    for fault in ({"code": 101}, {"throws": "gone"}):
        assert on(hosts, "strict", *LESSON, COMMIT, faults={"commit": fault})["stored"] == {}


def test_elements_can_be_refused(hosts: Player) -> None:
    refuse = {"cmi.core": 401, STATE: 405}
    done = on(hosts, "strict", BEGIN, SUSPEND, put(STATE, "a"), get(STATE), COMMIT,
              faults={"refuse": refuse})  # fmt: skip
    assert [code for _, code in done["results"]] == ["0", "401", "405", "405", "0"]
    done = on(hosts, "learning-hub", BEGIN, SUSPEND, faults={"refuse": refuse})
    assert done["results"][-1] == [False, 401]


def test_a_commit_can_lie(hosts: Player) -> None:
    done = on(hosts, "strict", *LESSON, COMMIT, END, faults={"lies": True})
    assert done["results"][-2:] == [["true", "0"]] * 2
    assert done["stored"] == {}


def test_state_can_be_cut_lost_and_forgotten(hosts: Player) -> None:
    back = [AGAIN, BEGIN, get(STATE), get(STATUS)]

    def found(**fault: Any) -> list[Any]:
        results = on(hosts, "strict", *LESSON, COMMIT, *back, faults=fault)["results"]
        return [value for value, _ in results[-2:]]

    assert found() == ["1.a", "incomplete"]
    assert found(truncate=2) == ["1.", "incomplete"]
    assert found(truncateAtSet=1) == ["1", "incomplete"]
    for fault, read in [({"truncate": 2}, "1.a"), ({"truncateAtSet": 2}, "1.")]:
        assert last(hosts, "strict", *LESSON, COMMIT, get(STATE), faults=fault) == [read, "0"]
    assert found(lose=[STATE]) == ["", "incomplete"]
    assert found(forget=True) == ["", "not attempted"]


def test_a_session_can_expire_and_an_lms_fall_silent(hosts: Player) -> None:
    done = on(hosts, "strict", *LESSON, faults(expired=True), COMMIT, END, faults(), COMMIT)
    assert done["results"][-4:] == [["false", "101"], ["false", "101"], None, ["true", "0"]]
    done = on(hosts, "strict", *LESSON, faults(silent=True), COMMIT, get(STATE))
    assert done["results"][-2:] == [["(undefined)", "(undefined)"]] * 2
    assert done["stored"] == {}


def test_an_lms_can_end_the_session_itself(hosts: Player) -> None:
    calls = [BEGIN, put(STATE, "a"), put(STATE, "b"), BEGIN, get(STATE)]
    found = on(hosts, "strict", *calls, faults={"endAtSet": 2})["results"]
    assert found[2:] == [["false", "301"], ["true", "0"], ["a", "0"]]
    found = on(hosts, "strict", *calls, faults={"endAtSet": 2, "endsForGood": True})["results"]
    assert found[2:4] == [["false", "301"], ["false", "101"]]
    calls = [BEGIN4, put4(STATE, "a"), put4(STATE, "b"), BEGIN4]
    found = on(hosts, "strict", *calls, faults={"endAtSet": 2, "endsForGood": True})["results"]
    assert found[2:] == [["false", "133"], ["false", "104"]]


def test_an_api_can_be_replaced_and_lack_functions(hosts: Player) -> None:
    calls = [BEGIN, put(STATE, "a"), put(STATE, "b"), get(STATE), ["api"], get(STATE), BEGIN]
    found = on(hosts, "strict", *calls, faults={"replaceAtSet": 2})["results"]
    assert found[2:4] == ["(threw) API is null"] * 2
    assert found[5:] == [["", "301"], ["true", "0"]]
    done = on(hosts, "strict", BEGIN, COMMIT, faults(), COMMIT, faults={"missing": ["commit"]})
    assert done["results"] == [["true", "0"], "(missing)", None, ["true", "0"]]


def test_every_commit_is_entered_in_its_middle(hosts: Player) -> None:
    assert on(hosts, "strict", BEGIN, COMMIT, COMMIT)["entered"] == 2


def test_each_request_can_be_slow(hosts: Player) -> None:
    assert on(hosts, "strict", *LESSON, COMMIT, faults={"slow": 5000})["time"] == 10_000
    assert on(hosts, "esr", *LESSON, COMMIT, faults={"slow": 1000})["time"] == 6000


def test_every_call_is_recorded_as_the_course_saw_it(hosts: Player) -> None:
    done = on(hosts, "learning-hub", BEGIN, put(STATUS, "no word"), faults={"commit": {"delay": 3}})
    call = next(each for each in done["calls"] if each["fn"] == "LMSSetValue")
    assert call == {
        "fn": "LMSSetValue",
        "args": [STATUS, "no word"],
        "result": False,
        "error": 405,
        "duration": 0,
    }


# The bench of the other tests


def test_the_bench_knows_what_is_no_lms(hosts: Player) -> None:
    def found(profile: str, *calls: list[Any], **faults: Any) -> Any:
        return hosts("bench", profile=profile, faults=faults, calls=list(calls))

    assert found("throws", BEGIN)["results"] == ["(threw)"]
    assert found("undefined", BEGIN, COMMIT)["results"] == ["(undefined)"] * 2
    odd = found("false-zero", BEGIN, put(STATE, "a"), ["LMSGetLastError"], COMMIT)
    assert odd["results"] == ["true", "false", "0", "false"]
    assert odd["stored"][STATE] == "a"
    twice = found("strict", BEGIN, COMMIT, COMMIT, COMMIT, commitFails=2)
    assert twice["results"] == ["true", "false", "false", "true"]
    begun = found("strict", BEGIN, ["LMSGetLastError"], get(STATUS), alreadyInitialised=True)
    assert begun["results"] == ["false", "101", "not attempted"]
    assert found("aicc", BEGIN)["results"] == [True]
    assert found("scorm-again", BEGIN, get(STATUS))["results"] == ["true", "not attempted"]
    again = hosts("bench", profile="scorm-again", edition="scorm2004", faults={},
                  calls=[BEGIN4, put4(STATE, "a"), COMMIT4])  # fmt: skip
    assert again["results"] == ["true"] * 3
    assert again["stored"][STATE] == "a"
