"""The cmi5 adapter on an LMS over HTTP: launch, a whole life, reload, relaunch, the end."""

from __future__ import annotations

import json

import pytest

from .cmi5_course import PASSED, Course, course, posts, snapshot, stored, told
from .conftest import Player


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
