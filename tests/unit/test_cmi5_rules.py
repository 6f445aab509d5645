"""What the small LMS for cmi5 objects to: for each rule a statement that breaks it alone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from scorm_builder.preview.cmi5_rules import (
    CATEGORY,
    MASTERY,
    MOVE_ON,
    PROGRESS,
    QUESTION,
    SESSION_ID,
    VERBS,
    Ground,
    breaches,
)

Json = dict[str, Any]

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://l.example", "name": "u"}}
TEMPLATE = {"contextActivities": {"grouping": [{"id": "p"}]}, "extensions": {SESSION_ID: "s"}}


def ground(**changes: Any) -> Ground:
    known: Json = {
        "actor": ACTOR,
        "activity": "a",
        "registration": "r",
        "template": TEMPLATE,
        "mastery": 0.8,
        "mode": "Normal",
        "read": frozenset({"LMS.LaunchData", "cmi5LearnerPreferences"}),
    }
    return Ground(**{**known, **changes})


def good(verb: str, second: int = 0) -> Json:
    """A statement that nothing is wrong with."""
    results: dict[str, Json] = {
        "completed": {"completion": True, "duration": "PT1S"},
        "passed": {
            "success": True,
            "duration": "PT1S",
            "score": {"scaled": 0.9, "raw": 90, "min": 0, "max": 100},
        },
        "failed": {"success": False, "duration": "PT1S", "score": {"scaled": 0.1}},
        "terminated": {"duration": "PT1S"},
        "progressed": {"extensions": {PROGRESS: 20}},
        "answered": {"success": True},
    }
    definition = {
        "type": QUESTION,
        "interactionType": "choice",
        "choices": [{"id": "a"}, {"id": "b"}],
        "correctResponsesPattern": ["a[,]b"],
    }
    told = copy.deepcopy(TEMPLATE)
    categories = [{"id": CATEGORY}]
    if verb in ("completed", "passed", "failed"):
        categories.append({"id": MOVE_ON})
    if verb not in ("answered", "progressed"):
        told["contextActivities"]["category"] = categories
    if verb in ("passed", "failed"):
        told["extensions"][MASTERY] = 0.8  # type: ignore[assignment]
    about: Json = {"id": "a"} if verb != "answered" else {"id": "p/q/1", "definition": definition}
    return {
        "id": "00000000-0000-4000-8000-000000000001",
        "actor": ACTOR,
        "verb": {"id": VERBS + verb},
        "object": about,
        "timestamp": f"2026-01-05T09:00:{second:02}Z",
        "context": {**told, "registration": "r"},
        **({"result": results[verb]} if verb in results else {}),
    }


BEGUN = [good("initialized")]
GOOD = ["completed", "passed", "failed", "terminated", "progressed", "answered"]


def test_first_statement_that_is_right_breaks_no_rule() -> None:
    assert breaches(good("initialized"), ground(), [], []) == []


@pytest.mark.parametrize("verb", GOOD)
def test_statement_that_is_right_breaks_no_rule(verb: str) -> None:
    assert breaches(good(verb, 1), ground(), BEGUN, []) == []


def put(*path: str | int) -> Callable[[Json, Any], None]:
    def change(statement: Json, value: Any) -> None:
        found: Any = statement
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = value

    return change


CATEGORIES = ("context", "contextActivities", "category")
DEFINITION = ("object", "definition")
WRONG: list[tuple[str, tuple[str | int, ...], Any, str]] = [
    ("completed", ("id",), "1", "the id is no UUID"),
    ("completed", ("actor",), {}, "the actor is not"),
    ("completed", ("timestamp",), "2026-01-05T09:00:01+01:00", "none in UTC"),
    ("completed", ("context", "registration"), "x", "the registration is not"),
    ("completed", ("context", "extensions"), {}, "lacks something of contextTemplate"),
    ("answered", ("context", "contextActivities", "grouping"), [], "lacks something"),
    ("completed", ("timestamp",), "2026-01-05T08:59:59Z", "before that of initialized"),
    ("completed", ("object", "id"), "x", "the object is not"),
    ("completed", CATEGORIES, [{"id": CATEGORY}], "moveon does not go with"),
    ("terminated", CATEGORIES, [{"id": CATEGORY}, {"id": MOVE_ON}], "moveon does not go with"),
    ("passed", ("result", "success"), False, "success is not"),
    ("completed", ("result", "success"), True, "success is not"),
    ("completed", ("result", "completion"), False, "completion is not"),
    ("terminated", ("result",), {}, "there is no duration"),
    ("terminated", ("result", "duration"), "1 s", "none of ISO 8601"),
    ("terminated", ("result", "duration"), "PT", "none of ISO 8601"),
    ("completed", ("result", "extensions"), {PROGRESS: 100}, "progress beside completed"),
    ("completed", ("result", "score"), {"scaled": 1}, "a score beside another verb"),
    ("passed", ("result", "score"), {"scaled": 0.9, "raw": 9}, "without its bounds"),
    ("passed", ("result", "score", "raw"), 101, "outside its bounds"),
    ("passed", ("result", "score", "scaled"), 1.1, "no scaled score"),
    ("passed", ("result", "score", "scaled"), 0.7, "does not agree with the masteryScore"),
    ("failed", ("result", "score", "scaled"), 0.8, "does not agree with the masteryScore"),
    ("passed", ("context", "extensions", MASTERY), 0.7, "masteryScore is not told"),
    ("answered", CATEGORIES, [{"id": CATEGORY}], "does not define, with its category"),
    ("answered", CATEGORIES, [{"id": MOVE_ON}], "moveon on what cmi5 does not define"),
    ("progressed", ("result", "extensions", PROGRESS), 101, "no whole number"),
    ("progressed", ("result", "extensions", PROGRESS), 1.5, "no whole number"),
    ("answered", (*DEFINITION, "interactionType"), "guess", "no kind of interaction"),
    ("answered", (*DEFINITION, "steps"), [], "lists of another kind"),
    ("answered", (*DEFINITION, "choices"), [{"id": "a"}, {"id": "a"}], "are the same"),
    ("answered", (*DEFINITION, "choices"), [{"id": "a b"}], "or have spaces"),
    ("answered", (*DEFINITION, "correctResponsesPattern"), ["a[,]z"], "not in its list"),
]


@pytest.mark.parametrize(("verb", "path", "value", "said"), WRONG)
def test_each_rule_finds_its_fault(
    verb: str, path: tuple[str | int, ...], value: Any, said: str
) -> None:
    told = good(verb, 1)
    put(*path)(told, value)
    assert any(said in breach for breach in breaches(told, ground(), BEGUN, []))


@pytest.mark.parametrize(
    ("verb", "session", "earlier", "said"),
    [
        ("completed", [], [], "the first statement is not initialized"),
        ("initialized", ["initialized"], [], "twice in a session"),
        ("completed", ["initialized"], ["completed"], "twice in a registration"),
        ("passed", ["initialized"], ["passed"], "twice in a registration"),
        ("passed", ["initialized", "failed"], [], "passed and failed in one session"),
        ("failed", ["initialized"], ["passed"], "failed after passed"),
    ],
)
def test_each_order_that_is_wrong_is_found(
    verb: str, session: list[str], earlier: list[str], said: str
) -> None:
    found = breaches(
        good(verb, 1), ground(), [good(each) for each in session], [good(each) for each in earlier]
    )
    assert any(said in breach for breach in found)


def test_failed_may_come_again_in_another_session() -> None:
    assert breaches(good("failed", 1), ground(), BEGUN, [good("failed")]) == []


def test_terminated_must_be_the_last_by_its_time() -> None:
    (found,) = breaches(good("terminated", 1), ground(), [*BEGUN, good("answered", 2)], [])
    assert "not the last" in found


def test_looking_around_allows_two_verbs() -> None:
    (found,) = breaches(good("completed", 1), ground(mode="Browse"), BEGUN, [])
    assert "told in Browse mode" in found
    assert breaches(good("terminated", 1), ground(mode="Browse"), BEGUN, []) == []


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ({"LMS.LaunchData"}, "preferences were not asked for"),
        ({"cmi5LearnerPreferences"}, "LMS.LaunchData was not read"),
    ],
)
def test_documents_must_be_asked_for_before_anything_is_told(read: set[str], said: str) -> None:
    (found,) = breaches(good("initialized"), ground(read=frozenset(read)), [], [])
    assert said in found
