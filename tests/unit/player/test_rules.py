"""The rules a course may have: completion, sections, retakes, certainty, draws, practice."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorm_builder.model.state import PageSlot, StateLayout
from tests.slots import slot

from .conftest import Player, course_data

Event = dict[str, Any]

LAYOUT = StateLayout.of(
    [
        PageSlot("learn", (slot("warm-up", "choice", 3, scored=False),), ("wrist", "chest")),
        PageSlot("films", tuple(slot(f"q{n}", "choice", 4) for n in range(12))),
        PageSlot("theory", (slot("t1", "choice", 4), slot("t2", "choice", 4, weight=3))),
    ]
)
RETAKE = {"type": "retake"}


def ended(*pages: str) -> list[Event]:
    return [{"type": "ended", "page": page} for page in pages]


def answered(page: str, question: str, points: int = 100, sure: int = 0) -> Event:
    answer = {"selected": [0], "marks": []}
    event = {"type": "answered", "page": page, "question": question, "answer": answer}
    return {**event, "points": points, "done": True, "sure": sure}


def theory(one: int, two: int) -> list[Event]:
    return [answered("theory", "t1", one), answered("theory", "t2", two)]


def films(points: int, count: int = 12) -> list[Event]:
    return [answered("films", f"q{n}", points) for n in range(count)]


def after(
    player: Player,
    events: list[Event],
    pages: dict[str, Any] | None = None,
    seed: int = 0,
    **changes: Any,
) -> dict[str, Any]:
    data = course_data(LAYOUT, pages, **{"passMark": 60, "attempts": 3, **changes})
    facts: dict[str, Any] = player("play", course=data, events=events, seed=seed)[-1]
    return facts


# -- completion ------------------------------------------------------------------------------


def test_a_page_that_needs_findings_is_done_when_every_figure_was_shown(player: Player) -> None:
    shown = [{"type": "shown", "page": "learn", "figure": name} for name in ("wrist", "chest")]
    events = [*ended("learn"), answered("learn", "warm-up")]
    assert after(player, events)["progress"]["done"] == 0
    assert after(player, [*events, shown[0]])["progress"]["done"] == 0
    assert after(player, [*events, shown[0], shown[0]])["same"]
    assert after(player, [*events, *shown])["progress"]["done"] == 1
    assert after(player, [{"type": "shown", "page": "learn", "figure": "hip"}])["same"]


def test_a_page_that_is_optional_need_not_be_done(player: Player) -> None:
    events = [*ended("theory"), *theory(100, 100)]
    optional = {"learn": {"optional": True}, "films": {"optional": True, "questions": []}}
    facts = after(player, events, optional)
    assert (facts["progress"], facts["status"]) == ({"done": 1, "total": 1}, "passed")


def test_a_minimum_of_pages_is_enough(player: Player) -> None:
    events = [*ended("learn", "theory"), answered("learn", "warm-up"), *theory(100, 100)]
    pages = {"learn": {"figures": []}, "films": {"questions": []}}
    assert after(player, events, pages)["status"] == "incomplete"
    facts = after(player, events, pages, minimum=2)
    assert (facts["progress"], facts["status"]) == ({"done": 2, "total": 2}, "passed")


def test_passing_may_be_enough_and_failing_too(player: Player) -> None:
    assert after(player, [*films(100), *theory(100, 100)])["status"] == "incomplete"
    facts = after(player, [*films(100), *theory(100, 100)], passCompletes=True)
    assert facts["status"] == "passed"
    facts = after(player, [*films(0), *theory(0, 0)], passCompletes=True, attempts=1)
    assert facts["status"] == "failed"


# -- sections --------------------------------------------------------------------------------

SECTIONS = [{"title": "Theory", "passMark": 50, "pages": ["theory"]}]


def test_every_section_has_to_reach_its_own_pass_mark(player: Player) -> None:
    failed = [*films(100), *theory(100, 0)]
    facts = after(player, failed, passCompletes=True, attempts=1, sections=SECTIONS)
    assert (facts["score"], facts["status"], facts["reported"]) == (81, "failed", None)
    facts = after(player, failed, passCompletes=True, attempts=1)
    assert facts["status"] == "passed"
    passed = [*films(100), *theory(0, 100)]
    facts = after(player, passed, passCompletes=True, attempts=1, sections=SECTIONS)
    assert (facts["status"], facts["reported"]) == ("passed", 94)


def test_marks_have_to_be_reached_in_one_go(player: Player) -> None:
    """The course's in the first and the section's in the second is not both."""
    first = [*films(100), *theory(100, 0)]
    second = [*films(0), *theory(100, 100)]
    facts = after(
        player,
        [*first, RETAKE, *second],
        passCompletes=True,
        retake="all",
        attempts=2,
        sections=SECTIONS,
    )
    assert (facts["best"], facts["qualified"], facts["status"]) == (81, False, "failed")


# -- another go ------------------------------------------------------------------------------


def test_another_go_asks_only_what_was_wrong_unless_it_asks_all(player: Player) -> None:
    events = [*films(100), *theory(100, 0), RETAKE]
    facts = after(player, events, retake="wrong")
    assert list(facts["attempt"]["pages"]["theory"]["given"]) == ["t1"]
    assert len(facts["attempt"]["pages"]["films"]["given"]) == 12
    facts = after(player, events, retake="all")
    assert facts["attempt"]["pages"]["films"]["given"] == {}


def test_with_nothing_wrong_there_is_nothing_to_retake(player: Player) -> None:
    assert not after(player, [*films(100), *theory(100, 100)], retake="wrong")["mayRetake"]
    assert after(player, [*films(100), *theory(100, 100)], retake="all")["mayRetake"]


def test_practice_is_answered_again_as_often_as_one_likes(player: Player) -> None:
    wrong, reset = answered("learn", "warm-up", 0), {"type": "retry"}
    facts = after(player, [wrong, reset])
    assert facts["attempt"]["pages"]["learn"]["given"] == {}
    one = {"type": "reset", "page": "learn", "question": "warm-up"}
    assert after(player, [wrong, one])["attempt"]["pages"]["learn"]["given"] == {}
    right = answered("learn", "warm-up")
    assert after(player, [right, reset])["same"]
    assert not after(player, [right, one])["same"]


def test_a_scored_answer_cannot_be_taken_back(player: Player) -> None:
    events = [answered("theory", "t1", 0)]
    assert after(player, [*events, {"type": "retry"}])["same"]
    event = {"type": "reset", "page": "theory", "question": "t1"}
    assert after(player, [*events, event])["same"]


# -- certainty -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "score"),
    [
        ((100, 3), (100, 3), 100),
        ((100, 1), (100, 1), 33),
        ((0, 1), (100, 3), 75),
        ((0, 3), (100, 3), 25),
        ((0, 3), (0, 3), 0),
        ((0, 0), (100, 0), 75),
    ],
)
def test_certainty_counts_only_where_the_course_says_so(
    player: Player, one: tuple[int, int], two: tuple[int, int], score: int
) -> None:
    events = [answered("theory", "t1", *one), answered("theory", "t2", *two)]
    pages = {"films": {"questions": []}}
    assert after(player, events, pages, certaintyMarking=True)["score"] == score
    plain = (one[0] + 3 * two[0]) // 4
    assert after(player, events, pages)["score"] == plain


def test_a_right_guess_may_be_taken_again_where_certainty_counts(player: Player) -> None:
    """It earned a third: without another go the mark could never be reached."""
    guesses = [answered("theory", "t1", 100, 1), answered("theory", "t2", 100, 1)]
    pages = {"films": {"questions": []}}
    facts = after(player, guesses, pages, certaintyMarking=True, retake="wrong")
    assert (facts["score"], facts["mayRetake"]) == (33, True)
    assert not after(player, guesses, pages, retake="wrong")["mayRetake"]
    sure = [answered("theory", "t1", 100, 3), answered("theory", "t2", 100, 3)]
    facts = after(player, [*guesses, RETAKE, *sure], pages, certaintyMarking=True, retake="wrong")
    assert (facts["score"], facts["qualified"]) == (100, True)


def test_an_answer_that_is_worth_more_since_the_author_mended_the_question_counts(
    player: Player,
) -> None:
    wrong = {**answered("theory", "t1", 0), "done": False}
    facts = after(player, [wrong, wrong])
    assert facts["same"], "nothing has changed: no try is used up"
    facts = after(player, [wrong, answered("theory", "t1", 100)])
    assert facts["attempt"]["pages"]["theory"]["given"]["t1"]["points"] == 100


# -- draws -----------------------------------------------------------------------------------


def draws(*wanted: tuple[str, int]) -> dict[str, Any]:
    """Twelve films: the first four normal, the others not; the last two in one case."""
    entries = course_data(LAYOUT)["pages"][1]["questions"]
    for index, entry in enumerate(entries):
        entry |= {"group": "normal" if index < 4 else "abnormal", "unit": min(index, 10)}
    return {"films": {"draw": [{"group": g, "n": n} for g, n in wanted], "questions": entries}}


@given(seed=st.integers(0, 0xFFFF))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_so_many_of_each_group_are_asked(player: Player, seed: int) -> None:
    facts = after(player, ended("learn"), draws(("normal", 2), ("abnormal", 3)), seed)
    names = facts["asked"][1]
    cases = {min(int(name[1:]), 10) for name in names}
    assert sum(case < 4 for case in cases) == 2
    assert sum(case >= 4 for case in cases) == 3
    assert ("q10" in names) == ("q11" in names), "a case is asked as a whole"


def test_learners_are_asked_different_questions(player: Player) -> None:
    seen = {
        tuple(after(player, ended("learn"), draws(("", 3)), seed)["asked"][1]) for seed in range(30)
    }
    assert len(seen) > 20


def test_what_is_not_drawn_counts_nowhere(player: Player) -> None:
    pages = {**draws(("", 3)), "theory": {"questions": []}}
    asked = after(player, ended("films"), pages, seed=9)["asked"][1]
    others = [f"q{n}" for n in range(12) if f"q{n}" not in asked]
    assert others
    events = [*ended("films"), *(answered("films", name) for name in asked)]
    facts = after(player, events, pages, seed=9)
    assert (facts["score"], facts["answered"]) == (100, True)
    assert facts["progress"]["done"] == 2 - 1


def test_an_answer_is_not_lost_when_the_draw_changes(player: Player) -> None:
    """As when questions were added: what was answered stays drawn."""
    pages = draws(("", 2))
    for name in ("q0", "q5", "q7"):
        facts = after(player, [answered("films", name)], pages, seed=3)
        assert name in facts["asked"][1]
        assert len(facts["asked"][1]) in (2, 3)


def test_a_retake_of_all_draws_anew_and_one_of_the_wrong_ones_does_not(player: Player) -> None:
    pages = {**draws(("", 3)), "theory": {"questions": []}}
    goes = []
    events: list[Event] = ended("films")
    for _ in range(3):
        asked = after(player, events, pages, retake="all")["asked"][1]
        goes.append(asked)
        events = [*events, *(answered("films", name, 0) for name in asked), RETAKE]
    assert any(one != other for one, other in pairwise(goes))
    first = after(player, ended("films"), pages, retake="wrong")["asked"][1]
    events = [*(answered("films", name, 0) for name in first), RETAKE]
    assert after(player, events, pages, retake="wrong")["asked"][1] == first


# -- practice --------------------------------------------------------------------------------


def practised(right: bool) -> Event:
    return {"type": "practised", "page": "learn", "question": "warm-up", "right": right}


def test_what_was_missed_is_missed_until_it_was_practised_rightly_twice(player: Player) -> None:
    wrong = answered("learn", "warm-up", 0)
    assert after(player, [wrong])["missed"] == ["warm-up"]
    assert after(player, [wrong, practised(True)])["missed"] == ["warm-up"]
    assert after(player, [wrong, practised(True), practised(True)])["missed"] == []
    events = [wrong, practised(True), practised(False), practised(True)]
    assert after(player, events)["missed"] == ["warm-up"]
    assert after(player, [answered("learn", "warm-up")])["missed"] == []
    assert after(player, [practised(True)])["same"]


def test_practice_changes_no_score(player: Player) -> None:
    before = after(player, [*films(0), *theory(0, 0)])
    event = {"type": "practised", "page": "theory", "question": "t1", "right": True}
    facts = after(player, [*films(0), *theory(0, 0), event])
    assert (facts["score"], facts["status"]) == (before["score"], before["status"])
