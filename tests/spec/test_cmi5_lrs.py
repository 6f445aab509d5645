"""What a course tells by cmi5, taken by a record store of other people (xAPI 1.0.3).

The course runs on the LMS of ``preview``, which has launch data and state. The store gets every
statement as the course made it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.spec.record_store import INSTALLED, PYTHON, RecordStore, objections, record_store
from tests.unit.player.cmi5_course import FAILED, PASSED, course, snapshot
from tests.unit.player.conftest import Player, running

MISSING = f"ralph is not installed ({PYTHON}); python tests/set_up.py lrs does it"
CI = os.environ.get("CI", "") not in ("", "0", "false")

ANSWERS: list[dict[str, Any]] = [
    {},
    {"type": "true-false", "response": ["t"], "correct": [["t"]], "result": "correct"},
    {"type": "sequencing", "response": ["b", "a"], "correct": [["a", "b"]]},
    {"type": "likert", "response": ["c"], "correct": [], "result": "neutral"},
    {"type": "matching", "response": ["1.b", "2.a"], "correct": [["1.a", "2.b"]]},
    {"type": "performance", "response": ["iou.62"], "correct": [["iou.70"]]},
    {"type": "numeric", "response": ["3.5"], "correct": [["3", "4"]], "result": "correct"},
    {"type": "fill-in", "response": ["Ödem, links"], "correct": [["oedema"], ["edema"]]},
]
"""One answer of every kind."""


@pytest.fixture(scope="module")
def cmi5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    yield from running("cmi5.ts", tmp_path_factory)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    if not INSTALLED:
        (pytest.fail if CI else pytest.skip)(MISSING)
    with record_store(tmp_path_factory.mktemp("ralph")) as running_store:
        yield running_store


@pytest.fixture(scope="module")
def told(cmi5: Player) -> list[dict[str, Any]]:
    """The statements of three sessions: failed, reloaded, passed."""
    with course(cmi5) as au:
        au.launch()
        for number, answer in enumerate(ANSWERS):
            au("pass", seconds=7.5)
            au.tell(number, id=f"quiz.q{number}", **answer)
        au.save(snapshot(progress=40))
        au.close(FAILED)
        au.launch()
        au.save(snapshot("2.b", "failed", 40, 100))
        au.reload()
        au.tell(100)
        au.close(PASSED)
        au.launch()
        au.close(PASSED, left=True)
        statements = [s for session in au.lrs.enrolment.sessions for s in session.told]
    verbs = {statement["verb"]["id"].rpartition("/")[2] for statement in statements}
    defined = {"initialized", "completed", "passed", "failed", "terminated"}
    assert verbs >= defined | {"answered"}
    return statements


def test_every_statement_is_taken_and_given_back_as_it_was(
    store: RecordStore, told: list[dict[str, Any]]
) -> None:
    status, ids = store.ask("POST", value=told)
    assert (status, ids) == (200, [statement["id"] for statement in told])
    for statement in told:
        status, found = store.ask("GET", f"?statementId={statement['id']}")
        # Where the specification gives the statement itself, ralph gives a list with it.
        (one,) = found["statements"]
        assert status == 200
        assert {name: one[name] for name in statement} == statement


def test_same_statements_again_are_no_more_statements(
    store: RecordStore, told: list[dict[str, Any]]
) -> None:
    store.ask("POST", value=told)
    assert store.ask("POST", value=told)[0] in (200, 204)
    status, found = store.ask("GET", f"?registration={told[0]['context']['registration']}")
    assert status == 200
    assert sorted(s["id"] for s in found["statements"]) == sorted(s["id"] for s in told)


def test_same_id_with_other_words_is_a_conflict(
    store: RecordStore, told: list[dict[str, Any]]
) -> None:
    store.ask("POST", value=told)
    (completed,) = (s for s in told if s["verb"]["id"].endswith("/completed"))
    other = {**completed, "result": {**completed["result"], "duration": "PT0H9M0S"}}
    assert store.ask("POST", value=[other])[0] == 409


def test_strict_model_of_the_specification_objects_to_nothing(
    store: RecordStore, told: list[dict[str, Any]]
) -> None:
    assert objections(told) == ""
    wrong = {**told[0], "verb": {"id": "no address"}}
    assert "no address" in objections([wrong])
