"""The copy on the learner's device: when it comes back, when it is asked about, when it goes."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Player, from_json, to_json
from .test_attempt import LAYOUT, READ, answered, course, ended, go, opened
from .test_scorm12 import STATE, STATUS, interaction, values
from .test_session import do, drive, kept, saving

LOST = ["faults", {"lose": [STATE]}]
FORGOTTEN = ["faults", {"forget": True}]
HONEST = ["faults", {"lose": [], "forget": False}]


def given(done: Any) -> set[str]:
    """The questions that the last launch has answers to."""
    pages = done["log"][-1]["attempt"]["pages"]
    return {question for page in pages.values() for question in page["given"]}


def test_what_the_lms_lost_comes_back_from_the_device_and_is_sent_again(player: Player) -> None:
    done = drive(player, do(answered("q1", 40)), LOST, ["relaunch"])
    assert done["log"][-1]["restored"]
    assert given(done) == {"q1"}
    assert kept(done).pages["quiz"].given["q1"].points == 40
    assert saving(done)[-1] == "sent"
    assert done["offers"] == []


def test_what_the_lms_confirmed_leaves_the_device(player: Player) -> None:
    done = drive(player, do(answered("q1")), ["moment", "leaving"], ["relaunch"])
    assert saving(done)[-1] == "confirmed"
    assert not done["log"][-1]["restored"]
    assert done["copies"] == {}


def test_what_was_not_sent_comes_back_after_the_browser_was_killed(player: Player) -> None:
    faults = {"commitFails": 1000}
    steps = [do(answered("q1")), ["faults", {"commit": None, "commitFails": 0}], ["relaunch"]]
    done = drive(player, *steps, faults=faults, stored={STATUS: "incomplete"})
    assert saving(done)[1] == "kept"
    assert given(done) == {"q1"}
    assert saving(done)[-1] == "sent"


def test_an_answer_that_was_not_told_is_told_at_the_next_launch(player: Player) -> None:
    faults = {"commitFails": 1000}
    mended = ["faults", {"commit": None, "commitFails": 0}]
    steps = [do(answered("q1"), interaction()), mended, ["relaunch"], ["relaunch"]]
    done = drive(player, *steps, faults=faults, stored={STATUS: "incomplete"})
    told = [name for name in done["stored"] if name.endswith(".student_response")]
    assert told == ["cmi.interactions.0.student_response"], "once, and not again after that"


def test_the_copy_knows_what_the_lms_has_even_while_it_is_written(player: Player) -> None:
    """Else the learner would be asked about, and the LMS told of, what it had all along."""
    done = drive(player, do(answered("q1"), interaction()), device={"slow": 100})
    assert done["copies"] == {}
    done = drive(player, do(answered("q1"), interaction()), ["wait", 500], device={"slow": 100})
    (copy,) = done["copies"].values()
    assert (copy["sent"], copy["untold"]) == (copy["sequence"], [])


def test_a_new_attempt_beside_an_older_copy_is_the_learner_s_choice(player: Player) -> None:
    lost = [do(answered("q1")), FORGOTTEN]
    done = drive(player, *lost, ["relaunch"])
    assert [offer["kind"] for offer in done["offers"]] == ["again"]
    assert given(done) == {"q1"}
    done = drive(player, *lost, ["answers", False], ["relaunch"])
    assert given(done) == set()
    assert done["log"][-1]["attempt"]["sequence"] == 0


def test_work_without_an_lms_is_offered_to_the_next_launch_that_has_one(player: Player) -> None:
    broken = {"init": {"code": 101}}
    steps = [do(answered("q1"), interaction()), ["faults", {"init": None}], ["relaunch"]]
    done = drive(player, *steps, faults=broken)
    assert saving(done)[:2] == ["untracked", "untracked"]
    assert done["log"][1]["onDevice"]
    assert [offer["kind"] for offer in done["offers"]] == ["nobody"]
    assert kept(done).pages["quiz"].given["q1"].points == 100
    assert values(done["calls"], "cmi.interactions.0.id") == ["quiz.q1"]
    declined = drive(player, *steps[:1], ["answers", False], *steps[1:], faults=broken)
    assert given(declined) == set()
    assert len(declined["copies"]) == 1, "it stays for whoever did it"
    other = [["answers", False], ["relaunch"], do(answered("q2"))]
    twice = drive(player, do(answered("q1")), *other, profile=None)
    (copy,) = twice["copies"].values()
    assert set(LAYOUT.decode(copy["state"]).pages["quiz"].given) == {"q1"}
    assert not twice["log"][-1]["onDevice"]


def test_work_that_is_taken_over_stays_where_it_was_until_it_is_kept_anew(player: Player) -> None:
    broken = {"init": {"code": 101}}
    full = [["faults", {"init": None, "commitFails": 1000}], ["device", {"full": True}]]
    done = drive(player, do(answered("q1")), *full, ["relaunch"], faults=broken)
    (key,) = done["copies"]
    assert key == "course.unknown", "what cannot be written again must not be taken away"
    mended = [["faults", {"init": None}], ["relaunch"]]
    done = drive(player, do(answered("q1")), *mended, faults=broken)
    (key,) = done["copies"]
    assert key != "course.unknown"


def test_a_device_that_keeps_nothing_is_not_said_to(player: Player) -> None:
    for fault in ("blocked", "full"):
        done = drive(player, do(answered("q1")), device={fault: True})
        assert saving(done)[-1] == "sent"
        assert not done["log"][-1]["onDevice"]
        failing = {"commitFails": 1000}
        steps = [do(answered("q1")), ["wait", 5000]]
        done = drive(player, *steps, device={fault: True}, faults=failing)
        assert saving(done)[-1] == "not-kept"


def test_the_author_may_switch_the_copy_off(player: Player) -> None:
    data = course(copy={"on": False, "text": False})
    done = drive(player, do(answered("q1")), LOST, ["relaunch"], course=data)
    assert (done["copies"], given(done)) == ({}, set())


def test_the_copy_holds_no_name_and_goes_by_none(player: Player) -> None:
    done = drive(player, do(answered("q1"), interaction()))
    ((key, copy),) = done["copies"].items()
    text = f"{key} {copy}"
    assert "learner" not in text.lower()
    assert "Test" not in text
    assert key.startswith("course.") and len(key) == len("course.") + 32


def test_a_second_window_looks_on_until_it_is_continued_there(player: Player) -> None:
    """P19. What was answered in the first is there when the learner goes on in the second."""
    second = [
        ["second"],
        do(answered("q2")),
        ["continue"],
        do(answered("q3", selected=[], marks=[[1, 1]])),
    ]
    done = drive(player, do(answered("q1")), *second, ["first"], do(answered("q2", 0)))
    said = saving(done)
    assert said[1:3] == ["sent", "elsewhere"]
    assert said[4:6] == ["confirmed", "sent"]
    assert said[-2:] == ["elsewhere", "elsewhere"]
    assert set(kept(done).pages["quiz"].given) >= {"q1", "q3"}


def test_two_devices_are_united_and_the_later_word_counts(player: Player) -> None:
    base = player("play", course=course(), events=[answered("q1", 0, done=False)])[-1]["attempt"]
    here = player(
        "play", course=course(), events=[answered("q1"), ended("intro")], **{"from": base}
    )
    there = player("play", course=course(), events=[answered("q2", 0)], **{"from": base})
    united = player("unite", one=there[-1]["attempt"], other=here[-1]["attempt"])
    quiz = united["pages"]["quiz"]["given"]
    assert (quiz["q1"]["points"], quiz["q2"]["points"]) == (100, 0)
    assert united["pages"]["intro"]["ended"]
    assert united["sequence"] == here[-1]["attempt"]["sequence"] + 1
    assert player("covers", one=united, other=here[-1]["attempt"])
    assert not player("covers", one=base, other=united)


def test_a_later_go_is_not_filled_with_the_answers_of_an_earlier_one(player: Player) -> None:
    events = [*READ, *go(0, 0, 0)]
    first = player("play", course=course(), events=events)[-1]["attempt"]
    second = player("play", course=course(), events=[{"type": "retake"}], **{"from": first})
    united = player("unite", one=second[-1]["attempt"], other=first)
    assert united["pages"]["quiz"]["given"] == {}
    assert united["go"] == 2
    assert united["best"] == 0


def launch(**changes: Any) -> dict[str, Any]:
    given = {"tracked": True, "writable": True, "entry": "", "state": "", "location": ""}
    return {**given, "status": None, "score": None, "learnerId": "learner", **changes}


def copy(attempt: Any, **changes: Any) -> dict[str, Any]:
    own = {"format": 1, "at": 0, "epoch": attempt.seed, "sequence": attempt.sequence, "sent": 0}
    return {**own, "state": LAYOUT.encode(attempt), "status": "incomplete", "untold": [], **changes}


HOUR = 3_600_000


@pytest.mark.parametrize(
    ("gave", "sent", "hours", "expected"),
    [
        (("resume", "incomplete", ""), True, 1, "restored"),
        (("resume", "incomplete", ""), True, 500, "restored"),
        (("", "incomplete", ""), True, 1, "restored"),
        (("", None, ""), True, 1, "again"),
        (("ab-initio", "incomplete", ""), True, 1, "again"),
        (("ab-initio", None, ""), True, 25, "fresh"),
        (("ab-initio", None, ""), False, 25, "again"),
        (("ab-initio", None, "rubbish"), True, 1, "restored"),
        (("resume", "incomplete", "other"), False, 1, "beside"),
        (("resume", "incomplete", "other"), True, 1, "theirs"),
    ],
)
def test_what_a_launch_goes_on_from(
    player: Player, gave: tuple[str, Any, str], sent: bool, hours: int, expected: str
) -> None:
    entry, status, state = gave

    def attempt(question: str, seed: int) -> Any:
        events = [opened("quiz"), answered(question)]
        return player("play", course=course(), events=events, seed=seed)[-1]["attempt"]

    mine, other = from_json(attempt("q1", 7)), from_json(attempt("q2", 8))
    assert mine and other
    text = {"other": LAYOUT.encode(other)}.get(state, state)
    found = player(
        "takeUp",
        course=course(),
        launch=launch(entry=entry, status=status, state=text),
        mine=copy(mine, sent=mine.sequence if sent else 0),
        nobodys=None,
        seed=9,
        now=hours * HOUR,
    )
    questions = set(found["attempt"]["pages"].get("quiz", {"given": {}})["given"])
    offered = found["offer"]["kind"] if found["offer"] else ""
    assert (offered or ("restored" if found["restored"] else "")) == {
        "fresh": "",
        "theirs": "",
    }.get(expected, expected)
    assert questions == {"restored": {"q1"}, "theirs": {"q2"}, "beside": {"q2"}}.get(
        expected, set()
    )
    if offered:
        taken = found["offer"]["attempt"]["pages"]["quiz"]["given"]
        assert set(taken) == ({"q1", "q2"} if offered == "beside" else {"q1"})
    assert to_json(mine)["seed"] == 7
