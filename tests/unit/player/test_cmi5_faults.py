"""The cmi5 adapter when network, LMS or record store go wrong: nothing lost, nothing told twice."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from scorm_builder.preview.lrs import Fault

from .cmi5_course import PASSED, STATE, Course, interaction, key, posts, snapshot, stored

FAULTS = [
    [Fault("any", 3, 503)],
    [Fault("statements", 2, 429), Fault("state", 1, 412)],
    [Fault("statements", drop=True)],
    [Fault("state", drop=True), Fault("statements", 1, 500)],
    [Fault("statements", html=True)],
    [Fault("any", 2, 401)],
]


@pytest.mark.parametrize("seed", range(10))
def test_whatever_goes_wrong_everything_is_told_once(au: Course, seed: int) -> None:
    chance = random.Random(seed)
    au.launch()
    answers: list[int] = []
    copy: list[str] = []
    for step in range(30):
        what = chance.choice(["answer", "answer", "save", "fault", "reload", "relaunch", "offline"])
        if what == "answer":
            answers.append(step)
            au.tell(step)
        elif what == "save":
            au.save(chance.choice([snapshot(progress=step * 3), PASSED]))
        elif what == "fault":
            au.lrs.faults = [replace(fault) for fault in chance.choice(FAULTS)]
        elif what == "offline":
            au.lrs.offline = not au.lrs.offline
        else:
            au.lrs.faults, au.lrs.offline = [], False
            (au.reload if what == "reload" else au.launch)()
            for name in copy:  # as the session does, from the copy on the device
                au("tell", key=name, interaction=interaction())
        copy = au.known["untold"]
        arrived = {s["id"] for s in au.lrs.enrolment.told("answered")}
        assert {key(number) for number in answers} <= arrived | set(copy)
        au("pass", seconds=1)
    au.lrs.faults, au.lrs.offline = [], False
    assert au.save(PASSED) == "accepted" == au.close(PASSED)
    arrived = {s["id"] for s in au.lrs.enrolment.told("answered")}
    assert arrived == {key(number) for number in answers}
    assert [au.verbs.count(verb) for verb in ("completed", "passed")] == [1, 1]
    assert stored(au)["state"] == "2.end" and stored(au)["status"] == "passed"


@pytest.mark.parametrize("failures", range(1, 6))
@pytest.mark.parametrize("status", [408, 412, 429, 500, 503])
def test_save_that_failed_is_made_good_by_the_next_that_works(
    au: Course, status: int, failures: int
) -> None:
    au.launch()
    au.tell(1)
    au.lrs.faults = [Fault("any", 100, status)]
    for _ in range(failures):
        assert au.save(PASSED) == "failed"
    assert au.known["untold"] == [key(1)]
    au.lrs.faults = []
    assert au.save(PASSED) == "accepted"
    assert au.verbs == ["initialized", "answered", "completed", "passed"]


def test_offline_is_a_failure_and_nothing_is_lost(au: Course) -> None:
    au.launch()
    au.tell(1)
    au.lrs.offline = True
    assert au.save(PASSED) == "failed"
    au.tell(2)
    assert au.save(PASSED) == "failed"
    au.lrs.offline = False
    assert au.save(PASSED) == "accepted"
    assert au.verbs == ["initialized", "answered", "completed", "passed", "answered"]
    assert "satisfied" in au.lrs.enrolment.verbs()


def test_progress_that_could_not_be_told_does_not_pile_up(au: Course) -> None:
    au.launch()
    au.lrs.offline = True
    for progress in range(1, 31):
        au.save(snapshot(progress=progress))
    au.lrs.offline = False
    au.save(snapshot(progress=31))
    extension = "https://w3id.org/xapi/cmi5/result/extensions/progress"
    values = [s["result"]["extensions"][extension] for s in au.lrs.enrolment.told("progressed")]
    assert values == [10, 20, 30]


def test_answer_lost_after_storing_tells_nothing_twice(au: Course) -> None:
    au.launch()
    au.tell(1)
    au.lrs.faults = [Fault("statements", drop=True)]
    assert au.save(PASSED) == "failed"
    assert au.known["untold"] == [key(1)]
    au("pass", seconds=30)
    assert au.save(PASSED) == "accepted"
    assert au.verbs == ["initialized", "answered", "completed", "passed"]


@pytest.mark.parametrize(("status", "said"), [(401, "logged-out"), (403, "logged-out")])
def test_session_that_expired_keeps_everything(au: Course, status: int, said: str) -> None:
    au.launch()
    au.tell(1)
    au.lrs.faults = [Fault("any", 100, status)]
    assert au.save(PASSED) == said
    assert au.known["untold"] == [key(1)]
    au.lrs.faults = []
    assert au.save(PASSED) == "accepted"


def test_page_for_logging_in_is_no_success(au: Course) -> None:
    au.launch()
    au.tell(1)
    au.lrs.faults = [Fault("statements", html=True)]
    assert au.save(PASSED) == "logged-out"
    au.lrs.faults = [Fault("state", html=True)]
    assert au.save(PASSED) == "logged-out"
    assert au.save(PASSED) == "accepted"
    assert stored(au)["status"] == "passed"


def test_token_that_is_over_is_a_session_that_is_over(au: Course) -> None:
    au.launch()
    au.lrs.enrolment.expire()
    assert au.save(PASSED) == "logged-out"
    assert au.reload()["tracked"]
    assert au.save(PASSED) == "closed"


def test_commit_in_doubt_goes_out_again_as_it_was(au: Course) -> None:
    au.launch()
    au.tell(1)
    au.save(PASSED)
    before = posts(au)
    au("doubt")
    assert au.known["untold"] == [key(1)]
    assert au.save(PASSED) == "accepted"
    assert posts(au) == before + 1
    assert au.verbs == ["initialized", "answered", "completed", "passed"]


def test_request_without_an_answer_is_given_up(au: Course) -> None:
    au.launch()
    au("hang", on=True)
    assert au.save(PASSED) == "failed"
    assert "too late" in [entry["result"] for entry in au.known["log"]]
    au("hang", on=False)
    assert au.save(PASSED) == "accepted"


def test_lms_that_lost_the_state_is_told_nothing_twice(au: Course) -> None:
    au.launch()
    au.close(PASSED)
    del au.lrs.enrolment.state[STATE]
    assert au.launch()["entry"] == "ab-initio"
    assert au.save(PASSED) == "accepted"
    assert [au.verbs.count(verb) for verb in ("completed", "passed")] == [1, 1]
    assert au.close(PASSED) == "accepted"


@pytest.mark.parametrize("status", [400, 403])
def test_second_completed_that_breaks_a_rule_is_looked_up(au: Course, status: int) -> None:
    au.launch()
    au.close(PASSED)
    del au.lrs.enrolment.state[STATE]
    au.launch()
    au.lrs.faults = [Fault("statements", 3, status, method="POST")]
    assert au.save(PASSED) == "accepted"
    assert [au.verbs.count(verb) for verb in ("completed", "passed")] == [1, 1]


def test_answer_that_is_refused_for_good_holds_up_nothing(au: Course) -> None:
    au.launch()
    au.tell(1)
    au.lrs.faults = [Fault("statements", 2, 400, method="POST")]
    assert au.save(PASSED) == "accepted"
    assert au.verbs == ["initialized", "completed", "passed"]
    assert au.known["facts"]["statements_refused"] == "1"


def test_completed_that_is_refused_is_kept_and_said(au: Course) -> None:
    au.launch()
    au.lrs.faults = [Fault("statements", 100, 400, method="POST")]
    assert au.save(PASSED) == "failed"
    assert stored(au)["status"] == "passed" and stored(au)["told"] == []
    au.lrs.faults = []
    assert au.save(PASSED) == "accepted"
    assert stored(au)["told"] == ["completed", "passed"]


def test_state_that_is_not_taken_is_a_part(au: Course) -> None:
    au.launch()
    au.lrs.faults = [Fault("state", 100, 413)]
    assert au.save(PASSED) == "partly"
    assert au.known["facts"]["state_supported"] == "no"
    assert au.verbs == ["initialized", "completed", "passed"]


@pytest.mark.parametrize("status", [405, 409, 412])
def test_state_that_wants_no_put_is_posted(au: Course, status: int) -> None:
    au.launch()
    au.lrs.faults = [Fault("state", 100, status, method="PUT")]
    assert au.save(PASSED) == "accepted"
    assert stored(au)["state"] == "2.end"


def test_launch_is_tried_again_when_nothing_answers(au: Course) -> None:
    au.lrs.faults = [Fault("fetch", 2, 503)]
    assert au.launch()["tracked"]
    assert au("waits") == [2000, 4000]
    au.lrs.faults = [Fault("any", 100, 503)]
    assert not au.launch()["tracked"]
    assert au("waits") == [2000, 4000]


def test_state_that_cannot_be_read_is_not_written_over(au: Course) -> None:
    au.launch()
    au.close(snapshot("2.keep"))
    au.lrs.faults = [Fault("state", 3, 500, document=STATE)]
    assert not au.launch()["tracked"]
    assert au.save() == "untracked" == au.close()
    assert stored(au)["state"] == "2.keep"


@pytest.mark.parametrize("text", [b"rubbish", b"[1]", b"{}", b'{"state": 3}', b"\xff"])
def test_foreign_state_is_given_as_it_is_and_left_until_the_first_save(
    au: Course, text: bytes
) -> None:
    au.lrs.enrolment.state[STATE] = text
    assert au.launch()["state"] == text.decode(errors="replace")
    assert au.lrs.enrolment.state[STATE] == text


@pytest.mark.parametrize("status", [403, 404, 500])
def test_preferences_need_not_be_there(au: Course, status: int) -> None:
    au.lrs.faults = [Fault("profile", 1, status)]
    assert au.launch()["tracked"]
    assert au.known["language"] == ""


def test_answers_from_earlier_sessions_are_told_again_as_the_same(au: Course) -> None:
    au.launch()
    early = au.tell(1)
    au.lrs.faults = [Fault("statements", drop=True)]
    assert au.save() == "failed"
    assert au.known["untold"] == [early]
    au("pass", seconds=3600)
    au.launch()
    au.tell(1, at=1_767_600_000_000)
    au.tell(2)
    assert au.save() == "accepted"
    assert au.verbs.count("answered") == 2
    assert au.known["untold"] == []
