"""What is told of each kind of question, and that every host takes it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.slots import FORMS

from .conftest import Player
from .questions import answers, as_json, questions
from .vrules import breaches

Data = dict[str, Any]

HOSTS = ["strict", "scorm-again", "learning-hub", "moodle"]
SQUARE = [[[100, 100], [300, 100], [300, 300], [100, 300]]]
PICTURE = {"size": [1000, 1000], "letters": "abc", "correct": [0]}
TARGET = {"id": "target", "polygons": SQUARE, "open": False}
OTHER = {"id": "other", "polygons": [[[600, 600], [700, 600], [650, 700]]], "open": False}

EXAMPLES: list[tuple[Data, Data, Data | None]] = [
    (
        {"kind": "choice", "correct": [1], "letters": "abc"},
        {"selected": [2]},
        {"type": "choice", "response": ["c"], "correct": [["b"]]},
    ),
    (
        {"kind": "multiple_choice", "correct": [0, 2], "letters": "abcd"},
        {"selected": [0, 3]},
        {"type": "choice", "response": ["a", "d"], "correct": [["a", "c"]]},
    ),
    (
        {"kind": "true_false", "correct": [1], "letters": "tf"},
        {"selected": [0]},
        {"type": "true-false", "response": ["t"], "correct": [["f"]]},
    ),
    (
        {"kind": "likert", "letters": "abcde"},
        {"selected": [3]},
        {"type": "likert", "response": ["d"], "correct": []},
    ),
    (
        {
            **PICTURE,
            "kind": "hotspot",
            "targets": [TARGET],
            "regions": [TARGET, OTHER, None],
            "tolerance": 5,
            "cost": 1,
        },
        {"marks": [[650, 630]]},
        {"type": "choice", "response": ["b"], "correct": [["a"]]},
    ),
    (
        {
            **PICTURE,
            "kind": "hotspot",
            "targets": [TARGET],
            "regions": [TARGET, OTHER, None],
            "tolerance": 5,
            "cost": 1,
        },
        {"marks": [[900, 30]]},
        {"type": "choice", "response": ["0"], "correct": [["a"]]},
    ),
    (
        {
            **PICTURE,
            "kind": "hotspot",
            "targets": [TARGET, OTHER],
            "correct": [0, 1],
            "regions": [TARGET, OTHER, None],
            "tolerance": 5,
            "cost": 1,
        },
        {"marks": [[650, 630], [900, 30], [98, 200]]},
        {"type": "choice", "response": ["0", "a", "b"], "correct": [["a", "b"]]},
    ),
    (
        {
            **PICTURE,
            "kind": "hotspot",
            "targets": [],
            "regions": [None, OTHER, TARGET],
            "tolerance": 5,
            "cost": 1,
        },
        {"selected": [0]},
        {"type": "choice", "response": ["a"], "correct": [["a"]]},
    ),
    (
        {
            **PICTURE,
            "kind": "outline",
            "target": TARGET,
            "measure": "dice",
            "none": 0.3,
            "full": 0.7,
        },
        {"marks": [[100, 100], [200, 100], [200, 300], [100, 300]]},
        {"type": "performance", "response": ["dice.67"], "correct": [["dice.70"]]},
    ),
    (
        {
            **PICTURE,
            "kind": "measure",
            "measure": "length",
            "spacing": [0.5, 0.5],
            "value": 50,
            "tolerance": 2,
            "points": [],
        },
        {"marks": [[100, 100], [100, 203]]},
        {"type": "numeric", "response": ["51.5"], "correct": [["48", "52"]]},
    ),
    (
        {"kind": "matching", "correct": [1, 0], "letters": "ab", "digits": "12"},
        {"selected": [1, 1]},
        {"type": "matching", "response": ["1.b", "2.b"], "correct": [["1.b", "2.a"]]},
    ),
    (
        {"kind": "ordering", "correct": [0, 1, 2], "letters": "abc"},
        {"selected": [2, 0, 1]},
        {"type": "sequencing", "response": ["c", "a", "b"], "correct": [["a", "b", "c"]]},
    ),
    (
        {"kind": "numeric", "low": 12, "high": 13, "units": [["mm", 1], ["cm", 10]]},
        {"selected": [1], "text": "1.25"},
        {"type": "numeric", "response": ["12.5"], "correct": [["12", "13"]]},
    ),
    (
        {"kind": "short_text", "accept": ["hilum", "lung root"], "known": [], "exact": False},
        {"text": "Hilum"},
        {"type": "fill-in", "response": ["Hilum"], "correct": [["hilum"], ["lung root"]]},
    ),
    ({"kind": "reflection", "record": False}, {"text": "my own thoughts"}, None),
    (
        {"kind": "reflection", "record": True},
        {"text": "my own thoughts"},
        {"type": "fill-in", "response": ["my own thoughts"], "correct": []},
    ),
]


@pytest.mark.parametrize(("question", "answer", "told"), EXAMPLES)
def test_an_answer_is_told_by_letters_and_numbers(
    adapters: Player, question: Data, answer: Data, told: Data | None
) -> None:
    whole = {"selected": [], "marks": [], **answer}
    found = adapters("told", question={"id": "q", "tries": 1, **question}, answer=whole)
    assert found == told


def interaction(told: Data, **more: Any) -> Data:
    common = {"id": "page.q", "result": "wrong", "final": True, "weight": 1, "latency": 3.25}
    return {**common, **told, **more}


def recorded(adapters: Player, host: str, *interactions: Data) -> list[tuple[str, str]]:
    """The leaves of the entries that a host took; fails if it refused one."""
    snapshot = {
        "state": "2.s",
        "location": "p",
        "status": "incomplete",
        "score": None,
        "progress": 0,
    }
    steps = [*(["tell", each] for each in interactions), ["save", snapshot]]
    done = adapters("track", profile=host, steps=steps)
    assert breaches(done["calls"]) == []
    sets = [c for c in done["calls"] if c["fn"] == "LMSSetValue" and "interactions" in c["args"][0]]
    refused = [c["args"] for c in sets if str(c["result"]).lower() != "true"]
    assert refused == []
    return [(c["args"][0].split(".", 3)[3], c["args"][1]) for c in sets]


@pytest.mark.parametrize("host", HOSTS)
def test_every_kind_is_taken_by_every_host(adapters: Player, host: str) -> None:
    told = [each for *_, each in EXAMPLES if each]
    sets = recorded(adapters, host, *(interaction(t, id=f"p.q{i}") for i, t in enumerate(told)))
    assert [value for name, value in sets if name == "type"] == [each["type"] for each in told]
    responses = [value for name, value in sets if name == "student_response"]
    assert responses == [",".join(each["response"]) for each in told]


@pytest.mark.parametrize("kind", sorted(FORMS))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_answer_is_taken_by_every_host(
    adapters: Player, kind: str, data: st.DataObject
) -> None:
    question = data.draw(questions(kind))
    answer = as_json(data.draw(answers(question)))
    told = adapters("told", question=question, answer=answer)
    if told is None:
        return
    for host in HOSTS:
        recorded(adapters, host, interaction(told))


def test_a_number_below_nought_is_told_as_text(adapters: Player) -> None:
    """The Learning Hub takes no sign in a number."""
    told = {"type": "numeric", "response": ["-3.5"], "correct": [["-4", "-3"]]}
    for host in HOSTS:
        sets = recorded(adapters, host, interaction(told))
        assert ("type", "fill-in") in sets
        assert ("student_response", "-3.5") in sets


def test_a_range_is_told_by_its_middle(adapters: Player) -> None:
    told = {"type": "numeric", "response": ["12.5"], "correct": [["12", "13"]]}
    assert ("correct_responses.0.pattern", "12.5") in recorded(
        adapters, "strict", interaction(told)
    )


def test_no_answer_is_right_where_none_is(adapters: Player) -> None:
    told = {"type": "likert", "response": ["d"], "correct": []}
    sets = recorded(adapters, "learning-hub", interaction(told, result="neutral", weight=0))
    assert ("result", "neutral") in sets
    assert not [name for name, _ in sets if name.startswith("correct_responses")]


def test_a_long_text_is_cut_to_what_the_standard_holds(adapters: Player) -> None:
    told = {"type": "fill-in", "response": ["many  words\n" * 60], "correct": []}
    sets = dict(recorded(adapters, "moodle", interaction(told)))
    assert len(sets["student_response"]) <= 255
    assert "\n" not in sets["student_response"]
