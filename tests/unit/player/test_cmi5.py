"""The cmi5 adapter on an LMS over HTTP: whole lives, and each fault that the network can have."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from scorm_builder.preview.lrs import Fault

from .cmi5_course import FAILED, PASSED, Course, course, interaction, key, snapshot
from .conftest import Player, running

STATE = "scorm-builder.state.v1"


@pytest.fixture(scope="session")
def cmi5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    yield from running("cmi5.ts", tmp_path_factory)


@pytest.fixture
def au(cmi5: Player) -> Iterator[Course]:
    """A course on an LMS that wants it completed and passed."""
    with course(cmi5, preferences={"languagePreference": "x y, cy,en-GB"}) as found:
        cmi5("hang", on=False)
        yield found


def stored(au: Course) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(au.lrs.enrolment.state[STATE])
    return found


def posts(au: Course) -> int:
    return sum((a.method, a.kind) == ("POST", "statements") for a in au.lrs.asked)


def test_whole_life_is_told_in_order_and_moves_on(au: Course) -> None:
    launch = au.launch()
    assert launch["tracked"] and launch["writable"] and launch["entry"] == "ab-initio"
    assert launch["learnerId"] == "https://lms.example|learner-1"
    assert (au.known["learner"], au.known["language"]) == ("Ward, Alex", "cy")
    au("pass", seconds=61.25)
    au.tell(1)
    assert au.save(snapshot(progress=30)) == "accepted"
    au.tell(2, result="correct", response=["b", "a"], final=True)
    assert au.save(PASSED) == "accepted"
    assert au.close(PASSED) == "accepted"
    told = ["initialized", "answered", "progressed", "answered", "completed", "passed"]
    assert au.verbs == [*told, "terminated"]
    assert "satisfied" in au.lrs.enrolment.verbs()
    (passed,) = au.lrs.enrolment.told("passed")
    assert passed["result"]["score"] == {"scaled": 0.9, "raw": 90, "min": 0, "max": 100}
    assert passed["result"]["duration"] == "PT0H1M1.25S"
    assert au.known["untold"] == [] and not au.known["alive"]
    assert [au.save(PASSED), au.close(PASSED)] == ["closed", "closed"]


def test_burst_of_answers_is_one_request(au: Course) -> None:
    au.launch()
    before = posts(au)
    for number in range(20):
        au.tell(number)
    assert au.save() == "accepted"
    assert posts(au) == before + 1
    assert au.verbs.count("answered") == 20


def test_two_hundred_answers_keep_their_order(au: Course) -> None:
    au.launch()
    for number in range(200):
        au.tell(number, id=f"quiz.q{number}")
    assert au.save() == "accepted"
    ids = [s["object"]["id"].rpartition(".")[2] for s in au.lrs.enrolment.told("answered")]
    assert ids == [f"q{number}" for number in range(200)]


def test_same_save_twice_is_no_request(au: Course) -> None:
    au.launch()
    au.save(PASSED)
    before = len(au.lrs.asked)
    au("pass", seconds=60)
    assert au.save(PASSED) == "accepted"
    assert len(au.lrs.asked) == before


def test_relaunch_finds_everything_and_tells_nothing_twice(au: Course) -> None:
    au.launch()
    au.save(PASSED)
    au.close(PASSED)
    again = au.launch()
    assert again["entry"] == "resume"
    assert (again["state"], again["location"]) == ("2.end", "p9")
    assert (again["status"], again["score"]) == ("passed", 90)
    au.save(PASSED)
    au.close(PASSED)
    assert [au.verbs.count(verb) for verb in ("completed", "passed", "initialized")] == [1, 1, 2]


def test_state_without_one_leaves_the_one_that_is_there(au: Course) -> None:
    au.launch()
    au.save(snapshot("2.a", page="p1"))
    au.save(snapshot(None, page="p2"))
    assert (stored(au)["state"], stored(au)["location"]) == ("2.a", "p2")


def test_status_is_never_lowered(au: Course) -> None:
    au.launch()
    au.save(PASSED)
    au.save(snapshot("2.b"))
    assert (stored(au)["status"], stored(au)["score"]) == ("passed", 90)


def test_reload_goes_on_with_the_session(au: Course) -> None:
    au.launch()
    au("pass", seconds=60)
    au.save(snapshot("2.a"))
    again = au.reload()
    assert again["tracked"] and again["state"] == "2.a"
    au("pass", seconds=5)
    au.close(PASSED)
    assert au.verbs == ["initialized", "completed", "passed", "terminated"]
    assert [a.kind for a in au.lrs.asked].count("fetch") == 1
    durations = {s["verb"]["id"].rpartition("/")[2]: s["result"] for s in told(au)[1:]}
    assert {each["duration"] for each in durations.values()} == {"PT0H1M5S"}


def told(au: Course) -> list[dict[str, Any]]:
    return [s for session in au.lrs.enrolment.sessions for s in session.told]


def test_time_of_completing_is_that_of_all_sessions(au: Course) -> None:
    au.launch()
    au("pass", seconds=60)
    au.save(snapshot())
    au.reload()
    au("pass", seconds=40)
    au.close(snapshot("2.b"))
    au.launch()
    au("pass", seconds=20)
    au.close(PASSED)
    (completed,) = au.lrs.enrolment.told("completed")
    assert completed["result"]["duration"] == "PT0H2M0S"
    terminated = [s["result"]["duration"] for s in au.lrs.enrolment.told("terminated")]
    assert terminated == ["PT0H1M40S", "PT0H0M20S"]


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


@pytest.mark.parametrize("tab", [None, "full"])
def test_reload_without_storage_says_that_nothing_is_recorded(au: Course, tab: str | None) -> None:
    assert au.launch(tab)["tracked"]
    assert au.known["facts"]["storage"] == "no"
    again = au.reload(tab)
    assert not again["tracked"] and again["learnerId"] == "https://lms.example|learner-1"
    assert au.known["facts"]["fetch"] == "error-code 1"
    assert au.save() == "untracked" == au.close()


def test_reload_after_the_end_shows_what_is_there_and_tells_nothing(au: Course) -> None:
    au.launch()
    au.close(snapshot("2.a", progress=50), left=True)
    again = au.reload()
    assert again["tracked"] and again["state"] == "2.a"
    name = au.tell(9)
    assert au.save() == "closed" and not au.known["alive"]
    assert au.known["untold"] == [name]
    assert au.verbs[-1] == "terminated"


def test_next_launch_in_the_same_tab_is_another_session(au: Course) -> None:
    au.launch()
    au.launch()
    assert au.known["facts"]["fetch"] == "token"
    assert au.verbs == ["initialized", "initialized"]


def test_page_that_is_left_sends_everything_at_once(au: Course) -> None:
    au.launch()
    au.tell(1)
    before = len(au.lrs.asked)
    assert au.close(PASSED, left=True) == "accepted"
    assert sorted(a.kind for a in au.lrs.asked[before:]) == ["state", "statements"]
    assert au.verbs == ["initialized", "answered", "completed", "passed", "terminated"]


def test_page_that_is_left_in_the_middle_of_a_save_tells_all_once(au: Course) -> None:
    au.launch()
    au.tell(1)
    au("leave", snapshot=PASSED)
    assert sorted(au.verbs[1:]) == ["answered", "completed", "passed", "terminated"]
    assert au.verbs[0] == "initialized"


def test_more_answers_than_the_last_request_holds_stay_behind(au: Course) -> None:
    au.launch()
    for number in range(100):
        au.tell(number)
    au.close(left=True)
    arrived = au.verbs.count("answered")
    assert 0 < arrived < 100
    assert au.verbs[-1] == "terminated"


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


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_looking_around_is_initialized_and_terminated_alone(cmi5: Player, mode: str) -> None:
    with course(cmi5, mode=mode) as au:
        launch = au.launch()
        assert launch["tracked"] and not launch["writable"]
        au.tell(1)
        assert au.save(PASSED) == "untracked" == au.close(PASSED)
        assert au.verbs == ["initialized", "terminated"]
        assert STATE not in au.lrs.enrolment.state


def test_failed_waits_for_the_end_of_the_session(au: Course) -> None:
    au.launch()
    assert au.save(FAILED) == "accepted"
    assert "failed" not in au.verbs and stored(au)["status"] == "failed"
    assert au.save(PASSED) == "accepted"
    au.close(PASSED)
    assert au.verbs == ["initialized", "completed", "passed", "terminated"]


def test_session_that_may_have_failed_passes_in_the_next(au: Course) -> None:
    au.launch()
    au.lrs.faults = [Fault("statements", drop=True)]
    assert au.close(FAILED) == "failed"
    au.reload()
    au.close(PASSED)
    assert au.verbs == ["initialized", "completed", "failed", "terminated"]
    au.launch()
    au.close(PASSED)
    assert au.verbs[4:] == ["initialized", "passed", "terminated"]


def test_same_failure_is_told_once_and_a_better_one_again(au: Course) -> None:
    for score in (40, 40, 60):
        au.launch()
        au.close({**FAILED, "score": score})
    scores = [s["result"]["score"]["raw"] for s in au.lrs.enrolment.told("failed")]
    assert scores == [40, 60]
    au.launch()
    au.close(PASSED)
    au.launch()
    au.close({**FAILED, "score": 70})
    assert au.verbs.count("failed") == 2 and au.verbs.count("passed") == 1


def test_mark_of_the_lms_decides(cmi5: Player) -> None:
    with course(cmi5, mastery=0.95) as au:
        au.launch()
        au.close(PASSED)
        assert au.verbs == ["initialized", "completed", "failed", "terminated"]


def test_failure_with_a_score_above_the_mark_is_told_without_it(au: Course) -> None:
    au.launch()
    au.close({**FAILED, "score": 85})
    (failed,) = au.lrs.enrolment.told("failed")
    assert "score" not in failed["result"]


def test_course_without_a_mark_is_judged_by_the_player(cmi5: Player) -> None:
    with course(cmi5, mastery=None) as au:
        au.launch()
        au.close(FAILED)
        assert au.lrs.enrolment.told("failed")[0]["result"]["score"]["raw"] == 40


@pytest.mark.parametrize("move_on", ["Completed", "CompletedOrPassed", "NotApplicable"])
def test_completed_is_told_whatever_moves_on(cmi5: Player, move_on: str) -> None:
    with course(cmi5, move_on=move_on, mastery=None) as au:
        au.launch()
        au.close(snapshot(status="completed", progress=100))
        assert au.verbs == ["initialized", "completed", "terminated"]
        assert au.lrs.enrolment.verbs().count("satisfied") == 1


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


@pytest.mark.parametrize(
    "href",
    [
        "",
        "https://course.example/index.html",
        "https://course.example/?endpoint=javascript:1&fetch=x&actor={}&registration=1&activityId=a",
        "https://course.example/?endpoint=https://l.example/&fetch=https://l.example/f&actor={{"
        "&registration=1&activityId=a",
    ],
)
def test_page_that_no_lms_launched_is_not_recorded(cmi5: Player, href: str) -> None:
    assert not cmi5("open", href=href)["tracked"]
    assert cmi5("save", snapshot=snapshot()) == "untracked"


def test_old_form_of_an_actor_is_understood(cmi5: Player) -> None:
    with course(cmi5, rules=False) as au:
        old = {
            "name": ["Ward, Alex"],
            "objectType": ["Agent"],
            "account": [
                {"accountServiceHomePage": "https://lms.example", "accountName": "learner-1"}
            ],
        }
        href = au.lrs.launch()
        start, _, rest = href.partition("&actor=")
        au.href = f"{start}&actor={json.dumps(old)}&{rest.partition('&')[2]}"
        assert au.reload()["learnerId"] == "https://lms.example|learner-1"
        assert au.known["learner"] == "Ward, Alex"
        assert au.lrs.enrolment.breaches == []


@pytest.mark.parametrize("learner", ["<b>&\"'", "\ud800 half", "x" * 5000, ""])
def test_strange_names_do_no_harm(cmi5: Player, learner: str) -> None:
    with course(cmi5, learner=learner) as au:
        assert au.launch()["tracked"]
        assert len(au.known["learner"]) <= 255
        assert au.close(PASSED) == "accepted"


@pytest.mark.parametrize(
    ("url", "given"),
    [("https://lms.example/back", True), ("javascript:alert(1)", False), ("no url", False)],
)
def test_learner_is_sent_back_to_addresses_of_the_web_alone(
    cmi5: Player, url: str, given: bool
) -> None:
    with course(cmi5, return_url=url) as au:
        au.launch()
        assert au.known["returnTo"] == (url if given else "")


def test_log_and_facts_and_storage_hold_nothing_that_is_secret(au: Course) -> None:
    au.launch()
    au.tell(1)
    au.save(PASSED)
    known = json.dumps([au.known["log"], au.known["facts"]])
    session = au.lrs.enrolment.sessions[0]
    for secret in (session.key, session.token, "learner-1", "Ward", au.lrs.enrolment.registration):
        assert secret not in known
    assert session.key not in json.dumps(au("kept", tab="tab"))
    assert au.known["facts"]["endpoint"] == au.lrs.address
    calls = [entry["call"] for entry in au.known["log"]]
    assert calls[0] == "POST fetch" and "GET LMS.LaunchData" in calls
    assert au.known["log"][0]["error"] == "200"


@pytest.mark.parametrize("seconds", [-86_400, 86_400])
def test_clock_that_jumps_keeps_the_order(au: Course, seconds: int) -> None:
    au.launch()
    au.tell(1)
    au("jump", seconds=seconds)
    au("pass", seconds=10)
    au.tell(2)
    au.close(PASSED)
    assert [s["result"]["duration"] for s in au.lrs.enrolment.told("terminated")] == ["PT0H0M10S"]


def test_answers_are_not_told_where_the_host_wants_none(au: Course) -> None:
    au.launch(interactions=False)
    au.tell(1)
    au.save()
    assert au.verbs == ["initialized"]


CASES = [
    ({"type": "choice"}, "a[,]c", ["a[,]b"], {"choices": ["a", "b", "c"]}),
    ({"type": "true-false", "response": ["t"], "correct": [["f"]]}, "true", ["false"], {}),
    (
        {"type": "sequencing", "response": ["b", "a"], "correct": [["a", "b"]]},
        "b[,]a",
        ["a[,]b"],
        {"choices": ["a", "b"]},
    ),
    ({"type": "likert", "response": ["c"], "correct": []}, "c", None, {"scale": ["c"]}),
    (
        {"type": "matching", "response": ["1.b", "2.a"], "correct": [["1.a", "2.b"]]},
        "1[.]b[,]2[.]a",
        ["1[.]a[,]2[.]b"],
        {"source": ["1", "2"], "target": ["a", "b"]},
    ),
    (
        {"type": "performance", "response": ["iou.62"], "correct": [["iou.70"]]},
        "iou[.]62",
        ["iou[.]70[:]"],
        {"steps": ["iou"]},
    ),
    ({"type": "numeric", "response": ["3.5"], "correct": [["3", "4"]]}, "3.5", ["3[:]4"], {}),
    ({"type": "numeric", "response": ["none"], "correct": [["3", "4"]]}, None, ["3[:]4"], {}),
    (
        {"type": "fill-in", "response": ["a[,]b"], "correct": [["x"], ["y"]]},
        "a[ , ]b",
        ["x", "y"],
        {},
    ),
    ({"type": "fill-in", "response": [], "correct": [["x"]]}, None, ["x"], {}),
]


@pytest.mark.parametrize(("given", "response", "patterns", "lists"), CASES)
def test_answers_are_written_as_their_kind_is(
    au: Course,
    given: dict[str, Any],
    response: str | None,
    patterns: list[str] | None,
    lists: dict[str, list[str]],
) -> None:
    au.launch()
    name = au.tell(1, **given)
    au.save()
    (told,) = au.lrs.enrolment.told("answered")
    assert told["id"] == name
    assert told["object"]["id"] == "https://example.org/course/au/q/quiz.q1"
    definition = told["object"]["definition"]
    assert definition["interactionType"] == interaction(**given)["type"]
    assert definition.get("correctResponsesPattern") == patterns
    found = {k: [each["id"] for each in v] for k, v in definition.items() if k in LISTS}
    assert found == lists
    result = told["result"]
    assert result.get("response") == response
    assert (result["success"], result["score"]) == (False, {"scaled": 0})
    assert result["duration"] == "PT0H0M12.7S"
    assert told["context"]["contextActivities"]["parent"] == [
        {"id": au.lrs.enrolment.terms.activity}
    ]


LISTS = ("choices", "scale", "source", "target", "steps")


def test_answer_without_right_and_wrong_has_no_success(au: Course) -> None:
    au.launch()
    au.tell(1, result="neutral")
    au.save()
    assert au.lrs.enrolment.told("answered")[0]["result"].keys() == {"response", "duration"}


def test_ids_are_those_of_rfc_9562(cmi5: Player) -> None:
    names = ["", "a", "é€😀", *("x" * n for n in range(30, 200))]
    assert cmi5("ids", names=names) == [str(uuid.uuid5(uuid.NAMESPACE_URL, n)) for n in names]


def test_durations_are_written_in_hundredths(cmi5: Player) -> None:
    times = [0, 4, 5, 999, 59_999, 60_000, 3_661_010, -5, 1e12]
    assert cmi5("durations", times=times) == [
        "PT0H0M0S",
        "PT0H0M0S",
        "PT0H0M0.01S",
        "PT0H0M1S",
        "PT0H1M0S",
        "PT0H1M0S",
        "PT1H1M1.01S",
        "PT0H0M0S",
        "PT277777H46M40S",
    ]
