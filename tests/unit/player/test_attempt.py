"""What an attempt comes to: done pages, score, status, and that none of it is ever lowered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorm_builder.model.state import PageSlot, StateLayout
from tests.slots import slot

from .conftest import Player, course_data

Event = dict[str, Any]
RANK = ["incomplete", "failed", "completed", "passed"]

LAYOUT = StateLayout.of(
    [
        PageSlot("intro"),
        PageSlot("learn", (slot("warm-up", "choice", 3, scored=False),)),
        PageSlot(
            "quiz",
            (
                slot("q1", "choice", 4, weight=1),
                slot("q2", "multiple_choice", 4, weight=2),
                slot("q3", "hotspot", 1, weight=3),
            ),
        ),
    ]
)


def course(pages: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return course_data(LAYOUT, pages, **{"passMark": 70, "attempts": 2, **changes})


def opened(page: str) -> Event:
    return {"type": "opened", "page": page}


def ended(page: str) -> Event:
    return {"type": "ended", "page": page}


def answered(question: str, points: float = 100, *, done: bool = True, **answer: Any) -> Event:
    page = "learn" if question == "warm-up" else "quiz"
    chosen = {"selected": answer.get("selected", [0]), "marks": answer.get("marks", [])}
    event = {"type": "answered", "page": page, "question": question, "answer": chosen}
    return {**event, "points": points, "done": done}


READ = [ended("intro"), ended("learn"), answered("warm-up", 0), ended("quiz")]
RETAKE = {"type": "retake"}
FINISH = {"type": "finish"}


def go(q1: int, q2: int, q3: int) -> list[Event]:
    return [answered("q1", q1), answered("q2", q2), answered("q3", q3)]


def after(player: Player, events: list[Event], **changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = player("play", course=course(**changes), events=events)[-1]
    return facts


def test_a_page_is_done_when_its_end_was_reached_and_its_questions_are(player: Player) -> None:
    steps = player("play", course=course(), events=[opened("learn"), *READ])
    assert [step["progress"]["done"] for step in steps] == [0, 1, 1, 2, 2]
    viewed = after(player, [ended("learn")], pages={"learn": {"needs": []}})
    assert viewed["progress"] == {"done": 1, "total": 3}
    tried = after(player, [ended("learn"), answered("warm-up", 0, done=False)])
    assert tried["progress"]["done"] == 0


def test_opening_a_page_sets_the_bookmark(player: Player) -> None:
    attempt = after(player, [opened("intro"), opened("quiz")])["attempt"]
    assert attempt["bookmark"] == "quiz"
    assert attempt["pages"]["intro"] == {"ended": False, "given": {}, "shown": []}


def test_the_score_counts_every_scored_question_and_unanswered_ones_as_nothing(
    player: Player,
) -> None:
    assert after(player, [opened("intro")])["score"] == 0
    assert after(player, [answered("q3", 100)])["score"] == 50
    assert after(player, [answered("q1", 100)])["score"] == 17
    assert after(player, [answered("warm-up", 100)])["score"] == 0
    assert after(player, go(100, 100, 100))["score"] == 100


def test_the_score_rounds_half_up_but_to_100_only_when_nothing_is_missing(player: Player) -> None:
    layout = StateLayout.of([PageSlot("quiz", tuple(slot(q, "choice", 2) for q in ("q1", "q2")))])
    data = course_data(layout, passMark=100)

    def score(one: int, two: int) -> int:
        events = [answered("q1", one), answered("q2", two)]
        found: int = player("play", course=data, events=events)[-1]["score"]
        return found

    assert score(49, 50) == 50
    assert score(100, 99) == 99
    assert score(100, 100) == 100


def test_without_a_pass_mark_a_course_is_completed_and_never_scored(player: Player) -> None:
    facts = after(player, [*READ, *go(0, 0, 0)], passMark=None)
    assert (facts["status"], facts["reported"]) == ("completed", None)


def test_a_pass_mark_over_no_scored_questions_asks_for_nothing(player: Player) -> None:
    data = course_data(StateLayout.of([PageSlot("intro")]), passMark=70)
    facts = player("play", course=data, events=[ended("intro")])[-1]
    assert (facts["status"], facts["score"], facts["reported"]) == ("completed", None, None)


def test_passed_when_all_is_done_and_the_mark_is_reached(player: Player) -> None:
    facts = after(player, [*READ, *go(0, 50, 100)], passMark=67)
    assert (facts["status"], facts["reported"]) == ("passed", 67)


def test_nothing_is_reported_before_the_last_question(player: Player) -> None:
    facts = after(player, [*READ, answered("q3"), answered("q2")])
    assert (facts["status"], facts["score"], facts["reported"]) == ("incomplete", 83, None)


def test_nothing_is_reported_before_the_last_page(player: Player) -> None:
    facts = after(player, [*READ[1:], *go(100, 100, 100)])
    assert (facts["status"], facts["reported"]) == ("incomplete", None)


def test_incomplete_while_goes_remain_and_failed_when_they_are_used_up(player: Player) -> None:
    once = [*READ, *go(100, 0, 0)]
    facts = after(player, once)
    assert (facts["status"], facts["reported"], facts["mayRetake"]) == ("incomplete", None, True)
    facts = after(player, [*once, RETAKE, *go(0, 0, 0)])
    assert (facts["status"], facts["reported"], facts["mayRetake"]) == ("failed", 17, False)


def test_the_best_go_counts(player: Player) -> None:
    facts = after(player, [*READ, *go(100, 0, 100), RETAKE, *go(0, 0, 0)], passMark=90)
    assert (facts["score"], facts["best"], facts["reported"]) == (0, 67, 67)


def test_a_go_counts_as_it_ended_and_not_as_it_once_stood(player: Player) -> None:
    half = [*READ, answered("q1"), answered("q3"), answered("q2", 50, done=False)]
    facts = after(player, half, attempts=1)
    assert (facts["score"], facts["best"]) == (83, None)
    facts = after(player, [*half, answered("q2", 0, selected=[1])], attempts=1, passMark=80)
    assert (facts["best"], facts["status"], facts["reported"]) == (67, "failed", 67)


def test_a_better_second_go_passes(player: Player) -> None:
    facts = after(player, [*READ, *go(0, 0, 0), RETAKE, *go(100, 100, 100)])
    assert (facts["status"], facts["reported"]) == ("passed", 100)


def test_a_retake_clears_scored_answers_and_no_others(player: Player) -> None:
    attempt = after(player, [*READ, *go(0, 0, 0), RETAKE])["attempt"]
    assert attempt["go"] == 2
    assert attempt["pages"]["quiz"] == {"ended": True, "given": {}, "shown": []}
    assert list(attempt["pages"]["learn"]["given"]) == ["warm-up"]


def test_a_retake_needs_all_answers_and_a_go_left(player: Player) -> None:
    assert after(player, [answered("q1"), RETAKE])["same"]
    assert after(player, [*go(0, 0, 0), RETAKE, *go(0, 0, 0), RETAKE])["same"]


def test_a_passed_attempt_may_be_improved_and_not_lost(player: Player) -> None:
    facts = after(player, [*READ, *go(0, 100, 100), RETAKE, *go(0, 0, 0)])
    assert (facts["status"], facts["reported"]) == ("passed", 83)


def test_a_learner_may_let_a_failed_result_stand(player: Player) -> None:
    failed = [*READ, *go(100, 0, 0)]
    assert after(player, failed)["mayRecord"]
    facts = after(player, [*failed, FINISH])
    assert (facts["status"], facts["reported"], facts["mayRecord"]) == ("failed", 17, False)
    facts = after(player, [*failed, FINISH, RETAKE, *go(100, 100, 100)])
    assert facts["status"] == "passed"


def test_there_is_nothing_to_record_before_all_is_answered(player: Player) -> None:
    assert after(player, [*READ, answered("q1", 0), FINISH])["same"]
    assert after(player, [*READ, *go(100, 100, 100), FINISH])["same"]


def test_a_recorded_result_counts_once_the_last_page_is_done(player: Player) -> None:
    events = [*READ[1:], *go(0, 0, 0), FINISH]
    assert after(player, events)["status"] == "incomplete"
    assert after(player, [*events, ended("intro")])["status"] == "failed"


def test_a_retake_takes_the_record_back(player: Player) -> None:
    events = [*READ[1:], *go(0, 0, 0), FINISH, RETAKE, *go(0, 0, 0), ended("intro")]
    assert after(player, events, attempts=3)["status"] == "incomplete"


def test_tries_are_counted_and_a_done_question_takes_no_more(player: Player) -> None:
    events = [answered("q1", 0, done=False), answered("q1", 50, selected=[2])]
    given_ = after(player, events)["attempt"]["pages"]["quiz"]["given"]["q1"]
    assert (given_["tries"], given_["points"], given_["answer"]["selected"]) == (2, 50, [2])
    facts = after(player, [*events, answered("q1", 100)])
    assert facts["same"]
    assert facts["attempt"]["sequence"] == 2


def test_the_last_answer_given_again_uses_up_no_try(player: Player) -> None:
    marked = {"selected": [], "marks": [[3, 4]]}
    for question, answer in (("q2", {"selected": [1, 3]}), ("q3", marked)):
        wrong = answered(question, 0, done=False, **answer)
        facts = after(player, [wrong, wrong])
        assert facts["same"]
        assert facts["attempt"]["pages"]["quiz"]["given"][question]["tries"] == 1


@pytest.mark.parametrize(
    "event",
    [
        opened("nowhere"),
        ended("nowhere"),
        answered("nothing"),
        answered("q1", selected=[]),
        answered("q1", selected=[4]),
        answered("q1", selected=[0, 1]),
        answered("q1", selected=[], marks=[[1, 1]]),
        answered("q2", selected=[2, 1]),
        answered("q2", selected=[1, 1]),
        answered("q2", selected=[0.5]),
        answered("q3", selected=[], marks=[[0, 1001]]),
        answered("q3", selected=[], marks=[[0.5, 1]]),
        answered("q3", selected=[], marks=[[1, 1], [2, 2]]),
        answered("q3", selected=[0], marks=[[1, 1]]),
        answered("q3", selected=[32]),
    ],
)
def test_what_cannot_be_kept_changes_nothing(player: Player, event: Event) -> None:
    facts = after(player, [event])
    assert facts["same"]
    assert facts["attempt"]["sequence"] == 0


def test_points_are_whole_and_within_100(player: Player) -> None:
    for points, kept in ((66.6, 67), (-3, 0), (140, 100)):
        attempt = after(player, [answered("q1", points)])["attempt"]
        assert attempt["pages"]["quiz"]["given"]["q1"]["points"] == kept


EVENTS = st.one_of(
    st.builds(opened, st.sampled_from(["intro", "learn", "quiz"])),
    st.builds(ended, st.sampled_from(["intro", "learn", "quiz"])),
    st.builds(
        answered,
        st.sampled_from(["q1", "q2", "q3", "warm-up"]),
        st.integers(0, 100),
        done=st.booleans(),
        selected=st.sampled_from([[0], [1]]),
    ),
    st.sampled_from([RETAKE, FINISH, {"type": "retry"}]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events=st.lists(EVENTS, min_size=1, max_size=60),
    goes=st.integers(1, 4),
    needs=st.sampled_from([[], ["questions"]]),
    rules=st.fixed_dictionaries(
        {
            "passMark": st.none() | st.integers(0, 100),
            "retake": st.sampled_from(["wrong", "all"]),
            "minimum": st.none() | st.integers(1, 3),
            "passCompletes": st.booleans(),
            "certaintyMarking": st.booleans(),
        }
    ),
)
def test_status_best_and_sequence_only_ever_rise(
    player: Player, events: list[Event], goes: int, needs: list[str], rules: dict[str, Any]
) -> None:
    pages = {page: {"needs": needs} for page in ("intro", "learn", "quiz")}
    pass_mark = rules["passMark"]
    data = course(pages, attempts=goes, **rules)
    rank, best, sequence = 0, -1, 0
    for facts in player("play", course=data, events=READ[:2] + events):
        assert RANK.index(facts["status"]) >= rank
        assert (-1 if facts["best"] is None else facts["best"]) >= best
        assert facts["attempt"]["sequence"] == sequence + (not facts["same"])
        assert facts["attempt"]["go"] <= goes
        rank = RANK.index(facts["status"])
        best = -1 if facts["best"] is None else facts["best"]
        sequence = facts["attempt"]["sequence"]
        if facts["reported"] is not None:
            # What Moodle makes of raw and masteryscore at LMSFinish must be what we say.
            assert facts["status"] == ("passed" if facts["reported"] >= pass_mark else "failed")


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome"),
    [
        ("incomplete", None, "incomplete"),
        ("incomplete", "passed", "passed"),
        ("passed", "incomplete", "passed"),
        ("passed", "failed", "passed"),
        ("failed", "passed", "passed"),
        ("completed", "failed", "completed"),
    ],
)
def test_the_higher_of_two_statuses_is_kept(
    player: Player, ours: str, theirs: str | None, outcome: str
) -> None:
    attempt = {**after(player, [opened("intro")])["attempt"], "outcome": ours}
    latched = player("latch", attempt=attempt, status=theirs, score=None)
    assert latched["outcome"] == outcome


def test_a_final_score_of_the_runtime_is_kept_and_a_provisional_one_is_not(player: Player) -> None:
    attempt = after(player, [opened("intro")])["attempt"]
    assert player("latch", attempt=attempt, status="passed", score=90)["best"] == 90
    assert player("latch", attempt=attempt, status="incomplete", score=90)["best"] is None
    better = {**attempt, "best": 95}
    assert player("latch", attempt=better, status="passed", score=90)["best"] == 95
