"""What a course promises on every host, each promise as a check that is driven on a host.

A check is given ``start``, which makes a :class:`~.matrix_beds.Bed`, and asserts. ``lacks`` says
what to take away from the player, or from the device, so that the check fails: a check that cannot
fail would say nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scorm_builder.model.state import PageSlot, StateLayout
from tests.slots import slot

from .conftest import course_data
from .matrix_beds import Bed, Json, interaction
from .test_attempt import FINISH, LAYOUT, READ, RETAKE, answered, go, opened

Start = Callable[..., Bed]
LONG = 3_400
"""Characters that a state must have to count as a long one; 3,500 is what a course may take."""
BLOCKED: Json = {"device": {"blocked": True}}


@dataclass(frozen=True)
class Feature:
    """A promise: its sentence, its check, and what the check fails without."""

    key: str
    title: str
    check: Callable[[Start], None]
    lacks: Json = field(default_factory=dict)


def starts_incomplete(start: Start) -> None:
    """Before anything is answered."""
    bed = start().launch().do(opened("intro")).wait(2)
    assert bed.held.status == "incomplete"


def keeps_place_and_answers(start: Start) -> None:
    """By the host alone: the device keeps nothing."""
    bed = start(**BLOCKED).launch().do(opened("quiz"), answered("q1", 40)).exit()
    assert bed.held.location == "quiz"
    bed.launch()
    after = bed.look()
    assert after["given"] == {"quiz.q1": 40}
    assert after["bookmark"] == "quiz"
    assert after["offers"] == []


def passed_and_failed_arrive(start: Start) -> None:
    """Each on an attempt of its own."""
    passed = start().launch().do(*READ, *go(100, 50, 100)).exit()
    assert (passed.held.status, passed.held.score) == ("passed", 83)
    failed = start().launch().do(*READ, *go(0, 0, 100), FINISH).exit()
    assert (failed.held.status, failed.held.score) == ("failed", 50)


def completed_arrives(start: Start) -> None:
    """A course without a pass mark has no score to tell."""
    data = course_data(LAYOUT, passMark=None)
    bed = start(course=data).launch().do(*READ, *go(0, 0, 0)).wait(1)
    assert (bed.held.status, bed.held.score) == ("completed", None)
    assert bed.exit().held.status == "completed"


def answers_arrive_one_by_one(start: Start) -> None:
    """In order, over two launches."""
    bed = start().launch().do(answered("q1"), answered("q2", 0)).exit()
    bed.launch().do(answered("q3", 100, selected=[], marks=[[1, 1]])).exit()
    assert bed.held.answers == ("quiz.q1", "quiz.q2", "quiz.q3")


def result_is_never_lowered(start: Start) -> None:
    """By looking again, and by a second go that is worse."""
    bed = start().launch().do(*READ, *go(100, 50, 100)).exit()
    bed.launch().do(opened("intro")).wait(2)
    assert (bed.held.status, bed.held.score) == ("passed", 83)
    bed.exit().launch().do(RETAKE, *go(0, 0, 0)).exit()
    assert (bed.held.status, bed.held.score) == ("passed", 83)


def review_writes_nothing(start: Start) -> None:
    """And shows what was done."""
    bed = start().launch().do(*READ, *go(100, 50, 100)).exit()
    bed.reopen_as("review")
    bed.launch()
    before = bed.raw
    bed.do(RETAKE, *go(0, 0, 0)).wait(60)
    assert bed.said == "read-only"
    assert bed.exit().raw == before
    assert bed.given >= {"q1", "q2", "q3"}


def failed_save_is_sent_again(start: Start) -> None:
    """By itself, and it is not called sent before."""
    bed = start().launch()
    bed.fail(2)
    bed.do(answered("q1", 40))
    assert bed.said in ("kept", "not-sent")
    assert bed.wait(10).said == "sent"
    assert held_answers(bed) == {"q1"}


def lost_network_is_noticed(start: Start) -> None:
    """The browser says that there is a network, and the LMS may say that it has everything."""
    bed = start().launch().do(answered("q1"))
    assert bed.said == "sent"
    bed.cut_off()
    bed.do(answered("q2")).wait(10)
    assert bed.said == "not-sent"
    bed.restore()
    assert bed.wait(10).said == "sent"
    assert held_answers(bed) == {"q1", "q2"}


def logged_out_is_noticed(start: Start) -> None:
    """And what was done meanwhile goes out after logging in."""
    bed = start().launch()
    bed.log_out()
    bed.do(answered("q1")).wait(5)
    assert bed.said == "logged-out"
    bed.log_in()
    bed("retry")
    assert bed.said == "sent"
    assert held_answers(bed) == {"q1"}


def lost_state_comes_back(start: Start) -> None:
    """From this device, after asking where the host says that it begins anew."""
    bed = start().launch().do(answered("q1", 40))
    bed.keep_of_state(0)
    bed.launch()
    assert bed.given == {"q1"}
    assert bed.look()["restored"]
    assert bed.wait(2).said == "sent"
    assert held_answers(bed) == {"q1"}


def cut_state_is_noticed(start: Start) -> None:
    """It is not read as if it were whole, and made good from this device."""
    bed = start().launch().do(answered("q1", 40))
    bed.keep_of_state(len(bed.held.state) - 5)
    bed.launch()
    seen = bed.look()
    assert seen["restored"] and bed.given == {"q1"}
    assert bed.wait(2).said == "sent"
    assert held_answers(bed) == {"q1"}


def sent_survives_a_kill(start: Start) -> None:
    """By the host alone: nothing is kept on the device, and the page says no goodbye."""
    bed = start(**BLOCKED).launch().do(answered("q1", 40))
    assert bed.said == "sent"
    bed.launch()
    assert bed.given == {"q1"}


def time_is_reported(start: Start) -> None:
    """Of two sessions."""
    bed = start().launch().wait(90).do(answered("q1")).wait(30).exit()
    assert 119 <= bed.held.seconds <= 122
    bed.launch().wait(60).exit()
    assert bed.held.seconds >= 60


def language_is_used(start: Start) -> None:
    """Where the LMS knows one."""
    assert start(language="cy").launch().look()["language"] == "cy"


def windows_do_not_overwrite(start: Start) -> None:
    """One writes, the other says so, until the learner goes on there."""
    bed = start().launch().do(answered("q1"))
    bed.second()
    assert bed.said == "elsewhere"
    bed.do(answered("q2", 0))
    bed("turn", index=0)
    assert bed.do(answered("warm-up", 0)).wait(1).said == "sent"
    assert held_answers(bed) == {"q1", "warm-up"}
    bed("turn", index=1)
    bed("here")
    bed.do(answered("q3", 100, selected=[], marks=[[1, 1]])).wait(1)
    assert bed.said == "sent"
    assert held_answers(bed) == {"q1", "warm-up", "q3"}


def longest_state_works(start: Start) -> None:
    """It comes back whole, by the host alone."""
    bed = start(course=course_data(LONGEST), **BLOCKED).launch()
    bed("all", events=everything())
    bed.exit()
    before = bed.look()["state"]
    assert LONG < len(before) <= 3_500
    bed.launch()
    after = bed.look()
    assert LONGEST.decode(after["state"]) == LONGEST.decode(before)


def speaks_the_host_s_language(start: Start) -> None:
    """Answers of every type, two launches, a result."""
    bed = start().launch().wait(1)
    for number, (kind, response, correct) in enumerate(TYPES):
        told = interaction(f"quiz.t{number}", type=kind, response=response, correct=correct)
        bed("do", event=answered("q1", number, done=False), interaction=told)
        bed("do", event=answered("warm-up", number, done=False), interaction=told)
    bed.exit().launch().do(*READ, *go(100, 50, 100)).wait(70)
    bed.exit()
    assert bed.held.status == "passed"
    assert bed.refused_twice() == []


def held_answers(bed: Bed) -> set[str]:
    """The questions that have answers in the state that the host holds."""
    attempt = LAYOUT.decode(bed.held.state)
    return {q for page in attempt.pages.values() for q in page.given} if attempt else set()


TYPES: list[tuple[str, list[str], list[list[str]]]] = [
    ("choice", ["a", "c"], [["a", "b"], ["a"]]),
    ("true-false", ["t"], [["f"]]),
    ("likert", ["b"], []),
    ("matching", ["1.b", "2.a"], [["1.a", "2.b"]]),
    ("sequencing", ["b", "a", "c"], [["a", "b", "c"]]),
    ("numeric", ["8.42"], [["7.5", "8.5"]]),
    ("numeric", ["-3"], [["-4", "-2"]]),
    ("fill-in", ["hill {sachs}, é [,] \n 50%"], [["Hill-Sachs"]]),
    ("performance", ["dice.85"], [["dice.80"]]),
    ("choice", ["0"], [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]]),
]


def _longest() -> StateLayout:
    """The course with the longest state that is allowed: pages of questions with many marks."""
    pages = 1
    found = StateLayout.of(_pages(pages))
    while True:
        more = StateLayout.of(_pages(pages + 1))
        if more.worst_case() > 3_500 or more.addressing != "keyed":
            return found
        found, pages = more, pages + 1


def _pages(count: int) -> list[PageSlot]:
    kinds = (("q1", "multiple_choice", 8), ("q2", "ordering", 6), ("q3", "matching", 5))
    questions = tuple(slot(name, kind, size) for name, kind, size in kinds)
    return [PageSlot(f"page-{number}", questions) for number in range(count)]


LONGEST = _longest()


@cache
def everything() -> tuple[Json, ...]:
    """Answers to all of the longest course."""
    chosen = {"q1": [1, 3, 7], "q2": [5, 4, 3, 2, 1, 0], "q3": [5, 4, 3, 2, 1]}
    events: list[Json] = []
    for page in LONGEST.pages:
        for question in page.questions:
            answer: dict[str, Any] = {"selected": chosen[question.id], "marks": []}
            event = {"type": "answered", "page": page.id, "question": question.id}
            events.append({**event, "answer": answer, "points": 57, "done": True})
        events.append({"type": "ended", "page": page.id})
    # Not quite done: the Learning Hub gives nothing back of an attempt that is.
    return tuple(events[:-1])


FEATURES: tuple[Feature, ...] = (
    Feature(
        "starts",
        "The start is recorded at once, as incomplete",
        starts_incomplete,
        {"broken": {"mute": "lesson_status"}},
    ),
    Feature(
        "resumes",
        "Place and answers are there at the next launch",
        keeps_place_and_answers,
        {"broken": {"mute": "suspend_data"}},
    ),
    Feature(
        "scored",
        "Passed or failed arrives, with the score",
        passed_and_failed_arrive,
        {"broken": {"mute": "score.raw"}},
    ),
    Feature(
        "completed",
        "Completed arrives, of a course without a score",
        completed_arrives,
        {"broken": {"mute": "lesson_status"}},
    ),
    Feature(
        "answers",
        "Answers are reported one by one",
        answers_arrive_one_by_one,
        {"broken": {"mute": "interactions"}},
    ),
    Feature(
        "kept",
        "A final result is never lowered by a later visit",
        result_is_never_lowered,
        {**BLOCKED, "broken": {"unread": "suspend_data|lesson_status|score"}},
    ),
    Feature(
        "review",
        "Looking again in review mode changes nothing",
        review_writes_nothing,
        {"broken": {"shows": {"cmi.core.lesson_mode": "normal"}}},
    ),
    Feature(
        "again",
        "What the LMS refuses to save is sent again",
        failed_save_is_sent_again,
        {"broken": {"believes": "yes"}},
    ),
    Feature(
        "network",
        "A lost network is noticed, even where the LMS says that all is well",
        lost_network_is_noticed,
        {"broken": {"blind": True}},
    ),
    Feature(
        "login",
        "A learner who was logged out is told so",
        logged_out_is_noticed,
        {"broken": {"blind": True}},
    ),
    Feature(
        "lost",
        "Progress that the LMS lost comes back from the device",
        lost_state_comes_back,
        BLOCKED,
    ),
    Feature(
        "cut",
        "Progress that the LMS cut short is noticed, and made good from the device",
        cut_state_is_noticed,
        BLOCKED,
    ),
    Feature(
        "killed",
        "Nothing is lost when the browser is killed after “Sent”",
        sent_survives_a_kill,
        {"broken": {"believes": "no"}},
    ),
    Feature(
        "time",
        "The time of the session is reported",
        time_is_reported,
        {"broken": {"mute": "session_time"}},
    ),
    Feature(
        "language",
        "The language that the LMS knows of the learner is used",
        language_is_used,
        {"broken": {"unread": "language"}},
    ),
    Feature(
        "windows",
        "Two windows do not overwrite each other",
        windows_do_not_overwrite,
        {"broken": {"unlocked": True}},
    ),
    Feature(
        "longest",
        "The longest progress that a course may have (3,500 characters) comes back whole",
        longest_state_works,
        {"broken": {"mute": "suspend_data"}},
    ),
    Feature(
        "words",
        "Every call is one that the host takes; none that was refused is made twice",
        speaks_the_host_s_language,
        {"broken": {"nonsense": True}},
    ),
)
