"""One launch from first page to last call: when it saves, what it says, what a relaunch finds."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Player
from .test_attempt import FINISH, LAYOUT, READ, RETAKE, answered, course, ended, go, opened
from .test_scorm12 import STATE, STATUS, TAKING, count, interaction, sets
from .vrules import breaches, values


def drive(player: Player, *steps: Any, profile: str | None = "strict", **more: Any) -> Any:
    data = more.pop("course", None) or course()
    done = player("session", course=data, profile=profile, steps=list(steps), **more)
    launches, start = [], 0
    for index, call in enumerate(done["calls"]):
        if call["fn"] == "LMSInitialize" and index:
            launches.append(done["calls"][start:index])
            start = index
    for launch in [*launches, done["calls"][start:]]:
        if "endAtSet" not in more.get("faults", {}):
            assert breaches(launch) == []
    return done


def do(event: Any, *extra: Any) -> list[Any]:
    return ["do", event, *extra]


def saving(done: Any) -> list[str]:
    return [entry["saving"] for entry in done["log"]]


def kept(done: Any) -> Any:
    return LAYOUT.decode(done["stored"].get(STATE, ""))


def test_an_answer_is_committed_in_the_same_task(player: Player) -> None:
    done = drive(player, do(answered("q1", 40), interaction()))
    assert kept(done).pages["quiz"].given["q1"].points == 40
    assert done["stored"]["cmi.interactions.0.id"] == "quiz.q1"
    assert saving(done) == ["ready", "sent"]


def test_an_answer_and_the_end_of_its_page_are_one_commit(player: Player) -> None:
    done = drive(player, do(answered("q1")), do(ended("quiz")))
    # Two tasks here, so two commits, and the first words'.
    assert count(done["calls"], "LMSCommit") == 3


def test_page_opens_wait_a_second_for_each_other(player: Player) -> None:
    pages = [do(opened(page)) for page in ("intro", "learn", "quiz")]
    done = drive(player, *pages, ["wait", 900], ["wait", 200])
    assert saving(done) == ["ready", "kept", "kept", "kept", "kept", "sent"]
    assert count(done["calls"], "LMSCommit") == 2
    assert kept(done).bookmark == "quiz"
    assert done["stored"]["cmi.core.lesson_location"] == "quiz"


def test_an_answer_takes_a_waiting_page_along(player: Player) -> None:
    done = drive(player, do(opened("quiz")), do(answered("q1")), ["wait", 5000])
    assert count(done["calls"], "LMSCommit") == 2


def test_nothing_is_sent_while_nothing_happens(player: Player) -> None:
    done = drive(player, do(answered("q1")), ["wait", 3_600_000])
    assert done["log"][-1]["calls"] == done["log"][-2]["calls"]


def test_a_double_click_answers_and_tells_once(player: Player) -> None:
    wrong = do(answered("q1", 0, done=False), interaction())
    done = drive(player, *[wrong] * 3)
    assert kept(done).sequence == 1
    assert kept(done).pages["quiz"].given["q1"].tries == 1
    ids = [name for name, _ in sets(done["calls"]) if name.endswith(".id")]
    assert ids == ["cmi.interactions.0.id"]


@pytest.mark.parametrize("profile", TAKING[:1] + TAKING[2:])
def test_a_relaunch_takes_up_where_it_was(player: Player, profile: str) -> None:
    done = drive(
        player,
        do(opened("intro")),
        do(ended("intro")),
        do(opened("quiz")),
        do(answered("q3", 80, selected=[], marks=[[250, 999]])),
        ["moment", "leaving"],
        ["relaunch"],
        profile=profile,
    )
    before, after = done["log"][-2], done["log"][-1]
    assert after["resumed"]
    assert after["attempt"] == before["attempt"]
    assert after["attempt"]["bookmark"] == "quiz"


def test_a_killed_browser_loses_nothing_that_was_answered(player: Player) -> None:
    done = drive(player, do(opened("quiz")), do(answered("q1", 40)), ["relaunch"])
    assert done["log"][-1]["attempt"]["pages"]["quiz"]["given"]["q1"]["points"] == 40
    assert done["log"][-1]["resumed"]


def test_a_first_launch_and_one_that_got_no_further_than_the_first_page_are_no_resume(
    player: Player,
) -> None:
    done = drive(player, do(opened("intro")), ["wait", 2000], ["relaunch"])
    assert [entry["resumed"] for entry in done["log"]] == [False] * 4
    assert done["log"][-1]["attempt"]["bookmark"] == "intro"


def test_without_a_state_the_location_says_where_to_begin(player: Player) -> None:
    for state in ("", "1.00000000.AAAA.AAAA", "something else's"):
        stored = {STATUS: "incomplete", "cmi.core.lesson_location": "learn", STATE: state}
        first = drive(player, stored=stored)["log"][0]
        assert (first["attempt"]["bookmark"], first["resumed"]) == ("learn", True)
        assert (first["restored"], first["unreadable"]) == (False, state != "")
    stored = {STATUS: "incomplete", "cmi.core.lesson_location": "gone"}
    assert drive(player, stored=stored)["log"][0]["attempt"]["bookmark"] == ""


def test_a_state_that_cannot_be_read_is_left_alone_until_something_happens(player: Player) -> None:
    stored = {STATUS: "incomplete", "cmi.core.lesson_location": "learn", STATE: "another's words"}
    done = drive(player, ["moment", "hidden"], ["moment", "leaving"], stored=stored)
    assert done["stored"][STATE] == "another's words"
    assert done["stored"]["cmi.core.lesson_location"] == "learn"
    assert saving(done)[-1] == "closed"
    done = drive(player, do(opened("learn")), ["moment", "leaving"], ["relaunch"], stored=stored)
    assert kept(done).bookmark == "learn"
    assert [entry["unreadable"] for entry in done["log"]] == [True, True, True, False]


@pytest.mark.parametrize("status", ["passed", "completed", "failed"])
def test_a_final_status_without_a_state_is_kept_on_fresh_pages(player: Player, status: str) -> None:
    stored = {STATUS: status, "cmi.core.score.raw": "90"}
    done = drive(player, do(opened("intro")), ["moment", "leaving"], stored=stored)
    assert done["stored"][STATUS] == status
    assert done["stored"]["cmi.core.score.raw"] == "90"
    assert list(done["log"][-1]["attempt"]["pages"]) == ["intro"]


def test_a_worse_attempt_does_not_lower_a_score_that_was_kept(player: Player) -> None:
    stored = {STATUS: "passed", "cmi.core.score.raw": "90"}
    events = [do(event) for event in [*READ, *go(100, 100, 0), RETAKE, *go(0, 0, 0)]]
    done = drive(player, *events, ["exit"], stored=stored, faults={"mastery": 70})
    assert (done["stored"][STATUS], done["stored"]["cmi.core.score.raw"]) == ("passed", "90")


def test_a_relay_that_forgets_the_status_is_told_it_again(player: Player) -> None:
    events = [do(event) for event in [*READ, *go(100, 100, 100)]]
    done = drive(player, *events, ["moment", "leaving"], ["relaunch"], profile="aicc")
    assert values(done["calls"][done["log"][-2]["calls"] :], STATUS) == ["passed"]


@pytest.mark.parametrize("profile", TAKING)
def test_a_passed_course_is_stored_as_passed(player: Player, profile: str) -> None:
    events = [do(event) for event in [*READ, *go(100, 50, 100)]]
    done = drive(player, *events, ["exit"], profile=profile, faults={"mastery": 70})
    assert (done["stored"][STATUS], done["stored"]["cmi.core.score.raw"]) == ("passed", "83")
    assert saving(done)[-1] == "closed"
    assert done["log"][-1]["left"] == ""


def test_mastery_does_not_fail_an_attempt_that_has_goes_left(player: Player) -> None:
    events = [do(event) for event in [*READ, *go(0, 0, 100)]]
    done = drive(player, *events, ["moment", "leaving"], faults={"mastery": 70})
    assert done["stored"][STATUS] == "incomplete"
    done = drive(player, *events, do(FINISH), ["moment", "leaving"], faults={"mastery": 70})
    assert (done["stored"][STATUS], done["stored"]["cmi.core.score.raw"]) == ("failed", "50")


def test_failures_are_retried_and_told_from_the_second(player: Player) -> None:
    waits = [["wait", wait] for wait in (1000, 2000, 4000, 8000, 16_000, 60_000)]
    stored = {STATUS: "incomplete"}
    faults = {"commitFails": 7}
    done = drive(player, do(answered("q1")), *waits, faults=faults, stored=stored)
    assert saving(done) == ["ready", "kept", *["not-sent"] * 5, "sent"]
    assert count(done["calls"], "LMSCommit") == 8
    assert kept(done) is not None


def test_a_failure_that_passes_is_never_told(player: Player) -> None:
    faults = {"commitFails": 1}
    steps = [do(answered("q1")), ["wait", 1000]]
    done = drive(player, *steps, faults=faults, stored={STATUS: "incomplete"})
    assert "not-sent" not in saving(done)
    assert saving(done)[-1] == "sent"


def test_learning_goes_on_while_nothing_can_be_saved(player: Player) -> None:
    events = [do(event) for event in [*READ, *go(100, 100, 100)]]
    done = drive(player, *events, faults={"commitFails": 1000})
    assert done["log"][-1]["attempt"]["outcome"] == "passed"
    assert saving(done)[-1] == "not-sent"


def test_hiding_commits_and_does_not_finish(player: Player) -> None:
    done = drive(player, do(opened("quiz")), ["wait", 500], ["moment", "hidden"])
    assert kept(done).bookmark == "quiz"
    assert count(done["calls"], "LMSFinish") == 0
    assert saving(done)[-1] == "sent"


def test_leaving_finishes_once(player: Player) -> None:
    moments = [["moment", moment] for moment in ("hidden", "leaving", "leaving", "hidden")]
    done = drive(player, do(answered("q1")), *moments, do(answered("q2")), ["exit"], ["wait", 9999])
    assert count(done["calls"], "LMSFinish") == 1
    assert saving(done)[-1] == "closed"
    assert "q2" in done["log"][-1]["attempt"]["pages"]["quiz"]["given"]


def test_a_page_put_aside_is_saved_and_goes_on_when_it_returns(player: Player) -> None:
    steps = [do(opened("quiz")), ["moment", "frozen"], ["moment", "returned"], do(answered("q1"))]
    done = drive(player, *steps)
    assert count(done["calls"], "LMSFinish") == 0
    assert saving(done)[-1] == "sent"
    assert "q1" in kept(done).pages["quiz"].given


def test_a_page_that_returns_after_its_close_says_so(player: Player) -> None:
    done = drive(player, ["moment", "leaving"], ["moment", "returned"], do(opened("quiz")))
    assert saving(done) == ["ready", "closed", "closed", "closed"]
    assert count(done["calls"], "LMSInitialize") == 1


def test_an_lms_that_calls_back_from_its_commit_is_finished_after_it(player: Player) -> None:
    done = drive(player, ["reenter", "leaving"], do(answered("q1")))
    assert done["calls"][-1]["fn"] == "LMSFinish"
    assert count(done["calls"], "LMSFinish") == 1
    assert "q1" in kept(done).pages["quiz"].given


def test_an_lms_that_hides_the_page_from_its_commit_is_not_asked_again(player: Player) -> None:
    done = drive(player, ["reenter", "hidden"], do(answered("q1")))
    assert count(done["calls"], "LMSCommit") == 2
    assert saving(done)[-1] == "sent"


def test_exit_stays_while_the_save_fails_unless_told_otherwise(player: Player) -> None:
    faults = {"commitFails": 1000}
    done = drive(player, do(answered("q1")), ["exit"], ["exit", True], faults=faults)
    stayed, left = done["log"][-2:]
    assert (stayed["saving"], stayed["left"]) == ("not-sent", None)
    assert (left["saving"], left["left"]) == ("closed", "")


@pytest.mark.parametrize("noticed", [True, False])
def test_a_commit_without_a_network_is_doubted_and_said_again(
    player: Player, noticed: bool
) -> None:
    """Offline, Moodle says "true", keeps nothing, and never sends the same value again."""
    done = drive(
        player,
        ["probe", "absent"],
        ["online", not noticed],
        ["faults", {"lies": True}],
        do(answered("q1")),
        ["wait", 10_000],
        ["online", True],
        ["faults", {"lies": False}],
        ["probe", "here"],
        ["moment", "online"],
    )
    assert saving(done)[4:] == ["not-sent"] * 5 + ["sent"]
    states = values(done["calls"], STATE)
    assert len(states) == len(set(states)) > 1
    assert "q1" in kept(done).pages["quiz"].given


def test_an_lms_that_wants_a_login_is_told_apart_from_one_that_is_gone(player: Player) -> None:
    faults = {"commitFails": 1000}
    steps = [["probe", "logged-out"], do(answered("q1")), ["wait", 5000]]
    done = drive(player, *steps, faults=faults)
    assert saving(done)[-1] == "logged-out"
    mended = [["faults", {"commitFails": 0}], ["probe", "here"], ["retry"]]
    done = drive(player, *steps, ["faults", {"commit": None}], *mended, faults=faults)
    assert saving(done)[-1] == "sent"


def test_a_slow_lms_is_asked_less_often(player: Player) -> None:
    pages = [step for n in range(20) for step in (do(opened(PAGES[n % 2])), ["wait", 1000])]
    done = drive(player, do(answered("q1")), *pages, faults={"commitTakes": 5000})
    # Six commits' worth of time, and those 15 seconds apart: first words, the answer, then two.
    assert count(done["calls"], "LMSCommit") <= 4
    finals = [do(event) for event in [*READ, *go(100, 100, 100)]]
    done = drive(player, *finals, faults={"commitTakes": 5000})
    assert done["stored"][STATUS] == "passed"


PAGES = ("intro", "learn")


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_shows_the_attempt_and_writes_nothing(player: Player, mode: str) -> None:
    first = drive(player, do(opened("quiz")), do(answered("q1", 40)))
    stored = {**first["stored"], STATUS: "passed"}
    steps = [do(answered("q2"), interaction()), ["moment", "hidden"], ["moment", "leaving"]]
    done = drive(player, *steps, stored=stored, faults={"mode": mode})
    assert saving(done) == ["read-only", "read-only", "read-only", "closed"]
    assert sets(done["calls"]) == []
    assert done["log"][0]["attempt"]["pages"]["quiz"]["given"]["q1"]["points"] == 40
    assert done["stored"][STATE] == stored[STATE]


@pytest.mark.parametrize("profile", [None, "throws", "undefined"])
def test_without_a_runtime_the_course_runs_and_says_so(player: Player, profile: str | None) -> None:
    events = [do(event) for event in [*READ, *go(100, 100, 100)]]
    done = drive(player, *events, ["moment", "leaving"], ["exit"], profile=profile)
    assert set(saving(done)) == {"untracked", "closed"}
    assert done["log"][-1]["attempt"]["outcome"] == "passed"
    assert done["log"][-1]["left"] == ""


def test_a_session_the_lms_ended_is_said_to_be_closed(player: Player) -> None:
    faults = {"refuse": {"cmi.": 301}}
    done = drive(player, do(answered("q1")), do(answered("q2")), faults=faults)
    assert saving(done)[-1] == "closed"


def test_the_browser_s_events_are_the_moments_they_mean(player: Player) -> None:
    assert player("moments") == ["hidden", "frozen", "returned", "leaving", "online"]
