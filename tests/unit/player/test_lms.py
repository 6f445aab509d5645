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


def run(player: Player, *calls: list[Any], **options: Any) -> Any:
    return player("lms", options=options, calls=list(calls))


def last(player: Player, *calls: list[Any], **options: Any) -> list[Any]:
    result: list[Any] = run(player, *calls, **options)["results"][-1]
    return result


def test_the_state_machine(player: Player) -> None:
    results = run(player, get(STATUS), put(STATUS, "passed"), COMMIT, END, BEGIN, BEGIN, END, END)
    found = [["", 301], *[["false", 301]] * 3, ["true", 0], ["false", 101], ["true", 0]]
    assert results["results"] == [*found, ["false", 301]]
    assert last(player, BEGIN, END, BEGIN) == ["false", 101]
    assert last(player, ["LMSInitialize"]) == ["false", 201]
    assert last(player, BEGIN, ["LMSCommit", "now"]) == ["false", 201]


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
def test_what_may_be_read(player: Player, element: str, code: int) -> None:
    assert last(player, BEGIN, get(element))[1] == code


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
def test_what_may_be_written(player: Player, element: str, value: Any, code: int) -> None:
    assert last(player, BEGIN, put(element, value))[1] == code


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
def test_responses_are_of_their_type(player: Player, kind: str, response: str, code: int) -> None:
    entry = [put("cmi.interactions.0.id", "q"), put("cmi.interactions.0.type", kind)]
    for leaf in ("student_response", "correct_responses.0.pattern"):
        assert last(player, BEGIN, *entry, put(f"cmi.interactions.0.{leaf}", response))[1] == code


def test_counts_grow_with_their_entries(player: Player) -> None:
    calls = [BEGIN]
    for n in range(3):
        calls += [put(f"cmi.interactions.{n}.id", "q"), get("cmi.interactions._count")]
    assert [result[0] for result in run(player, *calls)["results"][2::2]] == ["1", "2", "3"]


def test_what_was_not_committed_is_lost(player: Player) -> None:
    calls = [BEGIN, put("cmi.suspend_data", "a"), COMMIT, put("cmi.suspend_data", "b")]
    assert run(player, *calls)["stored"]["cmi.suspend_data"] == "a"
    assert last(player, *calls, AGAIN, BEGIN, get("cmi.suspend_data")) == ["a", 0]
    assert run(player, *calls, END)["stored"]["cmi.suspend_data"] == "b"


def test_times_of_finished_sessions_are_added_up(player: Player) -> None:
    def session(time: str) -> list[list[Any]]:
        return [BEGIN, put("cmi.core.session_time", "0000:00:01"), COMMIT,
                put("cmi.core.session_time", time), END, AGAIN]  # fmt: skip

    stored = run(player, *session("00:59:59.50"), *session("0001:00:01"))["stored"]
    assert stored["cmi.core.total_time"] == "0002:00:00.50"


def test_entry_says_how_the_last_session_ended(player: Player) -> None:
    entry = get("cmi.core.entry")
    suspend = [put("cmi.core.exit", "suspend"), COMMIT]
    assert last(player, BEGIN, entry) == ["ab-initio", 0]
    assert last(player, BEGIN, *suspend, END, AGAIN, BEGIN, entry) == ["resume", 0]
    assert last(player, BEGIN, *suspend, AGAIN, BEGIN, entry) == ["resume", 0]
    assert last(player, BEGIN, END, AGAIN, BEGIN, entry) == ["", 0]


def test_silence_means_completed_and_the_mastery_score_decides(player: Player) -> None:
    def status(*calls: list[Any], **options: Any) -> str:
        found: str = run(player, BEGIN, *calls, END, **options)["stored"][STATUS]
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
