"""The strict LMS, since so much is judged by it: codes, types, states, and what it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Player

BEGIN = ["LMSInitialize", ""]
COMMIT = ["LMSCommit", ""]
END = ["LMSFinish", ""]
AGAIN = ["relaunch"]
STATUS = "cmi.core.lesson_status"


def put(element: str, value: Any) -> list[Any]:
    return ["LMSSetValue", element, value]


def get(element: str) -> list[Any]:
    return ["LMSGetValue", element]


def run(hosts: Player, *calls: list[Any], **options: Any) -> Any:
    return hosts("lms", options=options, calls=list(calls))


def last(hosts: Player, *calls: list[Any], **options: Any) -> list[Any]:
    result: list[Any] = run(hosts, *calls, **options)["results"][-1]
    return result


def test_the_state_machine(hosts: Player) -> None:
    results = run(hosts, get(STATUS), put(STATUS, "passed"), COMMIT, END, BEGIN, BEGIN, END, END)
    found = [["", 301], *[["false", 301]] * 3, ["true", 0], ["false", 101], ["true", 0]]
    assert results["results"] == [*found, ["false", 301]]
    assert last(hosts, BEGIN, END, BEGIN) == ["false", 101]
    assert last(hosts, ["LMSInitialize"]) == ["false", 201]
    assert last(hosts, BEGIN, ["LMSCommit", "now"]) == ["false", 201]


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ("cmi.core.exit", 404),
        ("cmi.core.session_time", 404),
        ("cmi.interactions.0.id", 404),
        ("cmi.core.colour", 201),
        ("cmi.objectives.0.id", 201),
        ("cmi.weather", 401),
        ("adl.nav.request", 401),
        ("cmi.core.lesson_status._children", 202),
        ("cmi.core._count", 203),
        ("", 201),
        ("cmi.core._children", 0),
        ("cmi.interactions._count", 0),
        ("cmi.suspend_data", 0),
    ],
)
def test_what_may_be_read(hosts: Player, element: str, code: int) -> None:
    assert last(hosts, BEGIN, get(element))[1] == code


@pytest.mark.parametrize(
    ("element", "value", "code"),
    [
        ("cmi.core._children", "x", 402),
        ("cmi.interactions._count", "1", 402),
        ("cmi.core.student_name", "x", 403),
        ("cmi.core.colour", "x", 201),
        ("cmi.weather", "x", 401),
        (STATUS, "not attempted", 405),
        (STATUS, "Passed", 405),
        (STATUS, "browsed", 0),
        ("cmi.core.exit", "normal", 405),
        ("cmi.core.exit", "", 0),
        ("cmi.core.score.raw", "101", 405),
        ("cmi.core.score.raw", "1e1", 405),
        ("cmi.core.score.raw", 80, 405),
        ("cmi.core.score.raw", "", 0),
        ("cmi.core.score.raw", "99.5", 0),
        ("cmi.core.session_time", "0:00:05", 405),
        ("cmi.core.session_time", "00:00:05.123", 405),
        ("cmi.core.session_time", "00:60:05", 405),
        ("cmi.core.session_time", "9999:59:59.99", 0),
        ("cmi.suspend_data", "x" * 4097, 405),
        ("cmi.suspend_data", "x" * 4096, 0),
        ("cmi.core.lesson_location", "x" * 256, 405),
        ("cmi.interactions.1.id", "q", 201),
        ("cmi.interactions.0.id", "q 1", 405),
        ("cmi.interactions.0.time", "24:00:00", 405),
        ("cmi.interactions.0.result", "incorrect", 405),
        ("cmi.interactions.0.result", "0.5", 0),
        ("cmi.interactions.0.type", "other", 405),
        ("cmi.interactions.0.correct_responses.1.pattern", "a", 201),
    ],
)
def test_what_may_be_written(hosts: Player, element: str, value: Any, code: int) -> None:
    assert last(hosts, BEGIN, put(element, value))[1] == code


@pytest.mark.parametrize(
    ("kind", "response", "code"),
    [
        ("choice", "a,c", 0),
        ("choice", "{a,c}", 0),
        ("choice", "10", 405),
        ("choice", "", 405),
        ("true-false", "t", 0),
        ("true-false", "true", 405),
        ("matching", "1.b,2.a", 0),
        ("matching", "1b", 405),
        ("numeric", "12.5", 0),
        ("numeric", "12,5", 405),
        ("performance", "x40y61", 0),
    ],
)
def test_responses_are_of_their_type(hosts: Player, kind: str, response: str, code: int) -> None:
    entry = [put("cmi.interactions.0.id", "q"), put("cmi.interactions.0.type", kind)]
    for leaf in ("student_response", "correct_responses.0.pattern"):
        assert last(hosts, BEGIN, *entry, put(f"cmi.interactions.0.{leaf}", response))[1] == code


def test_counts_grow_with_their_entries(hosts: Player) -> None:
    calls = [BEGIN]
    for n in range(3):
        calls += [put(f"cmi.interactions.{n}.id", "q"), get("cmi.interactions._count")]
    assert [result[0] for result in run(hosts, *calls)["results"][2::2]] == ["1", "2", "3"]


def test_what_was_not_committed_is_lost(hosts: Player) -> None:
    calls = [BEGIN, put("cmi.suspend_data", "a"), COMMIT, put("cmi.suspend_data", "b")]
    assert run(hosts, *calls)["stored"]["cmi.suspend_data"] == "a"
    assert last(hosts, *calls, AGAIN, BEGIN, get("cmi.suspend_data")) == ["a", 0]
    assert run(hosts, *calls, END)["stored"]["cmi.suspend_data"] == "b"


def test_times_of_finished_sessions_are_added_up(hosts: Player) -> None:
    def session(time: str) -> list[list[Any]]:
        return [BEGIN, put("cmi.core.session_time", "0000:00:01"), COMMIT,
                put("cmi.core.session_time", time), END, AGAIN]  # fmt: skip

    stored = run(hosts, *session("00:59:59.50"), *session("0001:00:01"))["stored"]
    assert stored["cmi.core.total_time"] == "0002:00:00.50"


def test_entry_says_how_the_last_session_ended(hosts: Player) -> None:
    entry = get("cmi.core.entry")
    suspend = [put("cmi.core.exit", "suspend"), COMMIT]
    assert last(hosts, BEGIN, entry) == ["ab-initio", 0]
    assert last(hosts, BEGIN, *suspend, END, AGAIN, BEGIN, entry) == ["resume", 0]
    assert last(hosts, BEGIN, *suspend, AGAIN, BEGIN, entry) == ["resume", 0]
    assert last(hosts, BEGIN, END, AGAIN, BEGIN, entry) == ["", 0]


def test_silence_means_completed_and_the_mastery_score_decides(hosts: Player) -> None:
    def status(*calls: list[Any], **options: Any) -> str:
        found: str = run(hosts, BEGIN, *calls, END, **options)["stored"][STATUS]
        return found

    raw = put("cmi.core.score.raw", "69")
    assert status() == "completed"
    assert status(mode="browse") == "browsed"
    assert status(put(STATUS, "incomplete")) == "incomplete"
    assert status(put(STATUS, "incomplete"), mastery=70) == "incomplete"
    assert status(put(STATUS, "passed"), raw, mastery=70) == "failed"
    assert status(put(STATUS, "incomplete"), raw, mastery=69) == "passed"
    assert status(put(STATUS, "passed"), raw, mastery=70, credit="no-credit") == "passed"
    assert status(put(STATUS, "passed"), raw, mastery=70, mode="review") == "passed"


def test_an_exit_counts_for_its_own_session_only(hosts: Player) -> None:
    first = [BEGIN, put("cmi.core.exit", "suspend"), END, AGAIN]
    second = [BEGIN, put("cmi.suspend_data", "b"), COMMIT, AGAIN]
    assert last(hosts, *first, *second, BEGIN, get("cmi.core.entry")) == ["", 0]


def test_what_the_lms_was_told_of_the_learner_can_be_read(hosts: Player) -> None:
    given = {"cmi.core.student_name": "Example, Learner", "cmi.launch_data": "x"}
    for element, value in given.items():
        assert last(hosts, BEGIN, get(element), given=given) == [value, 0]
    assert last(hosts, BEGIN, get("cmi.core.lesson_mode"), mode="review") == ["review", 0]
    mastery = get("cmi.student_data.mastery_score")
    assert last(hosts, BEGIN, mastery, mastery=70) == ["70", 0]
    assert last(hosts, BEGIN, mastery) == ["", 0]


def test_a_new_attempt_begins_with_nothing(hosts: Player) -> None:
    calls = [BEGIN, put("cmi.suspend_data", "a"), END, ["reset"], BEGIN]
    assert last(hosts, *calls, get("cmi.suspend_data")) == ["", 0]
    assert last(hosts, *calls, get("cmi.core.entry")) == ["ab-initio", 0]


def test_every_element_is_read_or_written_as_its_table_says(hosts: Player) -> None:
    for name, element in hosts("models")["12"].items():
        real = name.replace(".n.", ".0.").replace(".m.", ".0.")
        read = last(hosts, BEGIN, get(real))[1]
        # An entry that is not there yet is out of range.
        assert read in ({404} if element["access"] == "w" else {0, 201}), name
        expected = {"keyword": {402}, "r": {403}}.get(element["access"], {0, 405})
        assert last(hosts, BEGIN, put(real, "\t"))[1] in expected, name


def test_every_call_is_noted_with_its_code(hosts: Player) -> None:
    calls = run(hosts, BEGIN, put(STATUS, "x"), ["LMSGetErrorString", "405"])["calls"]
    assert calls == [
        {"fn": "LMSInitialize", "args": [""], "result": "true", "error": 0},
        {"fn": "LMSSetValue", "args": [STATUS, "x"], "result": "false", "error": 405},
    ]
