"""A learner's code for their tutor, and what an LMS keeps, read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorm_builder import BuildError, read_attempt
from scorm_builder.cli import main
from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.model.answer import Answer, Given
from scorm_builder.model.state import Attempt, Visited

SAMPLE = Path(__file__).resolve().parents[2] / "content" / "msk-imaging"


@pytest.fixture(scope="module")
def state() -> str:
    course = load(SAMPLE, installed()).course
    assert course is not None
    page = next(page for page in course.pages if page.questions)
    slots = next(slot for slot in course.state_layout().pages if slot.id == page.id)
    question = next(slot for slot in slots.questions if slot.form == "one")
    given = Given(Answer((0,), (), ""), 40, 2, True, 0, 0)
    seen = Visited(True, {question.id: given}, frozenset())
    attempt = Attempt(
        sequence=57,
        go=2,
        recorded=False,
        outcome="incomplete",
        best=80,
        bookmark=page.id,
        qualified=False,
        seed=4711,
        pages={page.id: seen},
    )
    return course.state_layout().encode(attempt)


def test_state_and_code_say_the_same(state: str) -> None:
    alone = read_attempt(state, course=SAMPLE)
    code = read_attempt(f" msk-imaging.1.2.0.{state}\n", course=SAMPLE)
    assert (alone.version, code.version) == ("", "1.2.0")
    assert alone.pages == code.pages
    (page,) = alone.pages
    (answer,) = page.answers
    assert (answer.points, answer.tries, answer.done) == (40, 2, True)
    assert (alone.sequence, alone.go, alone.best, alone.outcome) == (57, 2, 80, "incomplete")
    assert page.ended
    assert alone.same


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-1], lambda s: s.replace("2.", "9.", 1), lambda _: ""]
)
def test_spoilt_state_is_said_to_be_one(state: str, spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(BuildError, match="this is no state"):
        read_attempt(spoil(state), course=SAMPLE)


def test_code_of_another_course_is_refused(state: str) -> None:
    with pytest.raises(BuildError, match="this was copied in 'other-course'"):
        read_attempt(f"other-course.1.{state}", course=SAMPLE)


def test_the_command_prints_it_and_writes_json(state: str) -> None:
    told = CliRunner().invoke(main, ["read-attempt", state, "--course", str(SAMPLE)])
    assert told.exit_code == 0
    assert "incomplete, best score 80 %" in told.output
    assert "40 of 100, 2 answers" in told.output
    told = CliRunner().invoke(main, ["read-attempt", state, "--course", str(SAMPLE), "--json"])
    assert json.loads(told.output)["sequence"] == 57
    told = CliRunner().invoke(main, ["read-attempt", "nothing", "--course", str(SAMPLE)])
    assert told.exit_code == 1
    assert "[unreadable-state]" in told.output


def test_every_rule_of_a_state_is_named() -> None:
    assert {"unreadable-state", "state-of-another-course"} <= set(installed().rules)
