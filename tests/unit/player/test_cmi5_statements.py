"""What the cmi5 adapter tells, in which mode and by whose mark, and how it is written."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from scorm_builder.preview.lrs import Fault

from .cmi5_course import FAILED, PASSED, STATE, Course, course, interaction, snapshot, stored
from .conftest import Player

CASES = [
    ({"type": "choice"}, "a[,]c", ["a[,]b"], {"choices": ["a", "b", "c"]}),
    ({"type": "true-false", "response": ["t"], "correct": [["f"]]}, "true", ["false"], {}),
    (
        {"type": "sequencing", "response": ["b", "a"], "correct": [["a", "b"]]},
        "b[,]a",
        ["a[,]b"],
        {"choices": ["a", "b"]},
    ),
    ({"type": "likert", "response": ["c"], "correct": []}, "c", None, {"scale": ["c"]}),
    (
        {"type": "matching", "response": ["1.b", "2.a"], "correct": [["1.a", "2.b"]]},
        "1[.]b[,]2[.]a",
        ["1[.]a[,]2[.]b"],
        {"source": ["1", "2"], "target": ["a", "b"]},
    ),
    (
        {"type": "performance", "response": ["iou.62"], "correct": [["iou.70"]]},
        "iou[.]62",
        ["iou[.]70[:]"],
        {"steps": ["iou"]},
    ),
    ({"type": "numeric", "response": ["3.5"], "correct": [["3", "4"]]}, "3.5", ["3[:]4"], {}),
    ({"type": "numeric", "response": ["none"], "correct": [["3", "4"]]}, None, ["3[:]4"], {}),
    (
        {"type": "fill-in", "response": ["a[,]b"], "correct": [["x"], ["y"]]},
        "a[ , ]b",
        ["x", "y"],
        {},
    ),
    ({"type": "fill-in", "response": [], "correct": [["x"]]}, None, ["x"], {}),
]


@pytest.mark.parametrize(("given", "response", "patterns", "lists"), CASES)
def test_answers_are_written_as_their_kind_is(
    au: Course,
    given: dict[str, Any],
    response: str | None,
    patterns: list[str] | None,
    lists: dict[str, list[str]],
) -> None:
    au.launch()
    name = au.tell(1, **given)
    au.save()
    (told,) = au.lrs.enrolment.told("answered")
    assert told["id"] == name
    assert told["object"]["id"] == "https://example.org/course/au/q/quiz.q1"
    definition = told["object"]["definition"]
    assert definition["interactionType"] == interaction(**given)["type"]
    assert definition.get("correctResponsesPattern") == patterns
    found = {k: [each["id"] for each in v] for k, v in definition.items() if k in LISTS}
    assert found == lists
    result = told["result"]
    assert result.get("response") == response
    assert (result["success"], result["score"]) == (False, {"scaled": 0})
    assert result["duration"] == "PT0H0M12.7S"
    assert told["context"]["contextActivities"]["parent"] == [
        {"id": au.lrs.enrolment.terms.activity}
    ]


LISTS = ("choices", "scale", "source", "target", "steps")


def test_answer_without_right_and_wrong_has_no_success(au: Course) -> None:
    au.launch()
    au.tell(1, result="neutral")
    au.save()
    assert au.lrs.enrolment.told("answered")[0]["result"].keys() == {"response", "duration"}


def test_ids_are_those_of_rfc_9562(cmi5: Player) -> None:
    names = ["", "a", "é€😀", *("x" * n for n in range(30, 200))]
    assert cmi5("ids", names=names) == [str(uuid.uuid5(uuid.NAMESPACE_URL, n)) for n in names]


def test_durations_are_written_in_hundredths(cmi5: Player) -> None:
    times = [0, 4, 5, 999, 59_999, 60_000, 3_661_010, -5, 1e12]
    assert cmi5("durations", times=times) == [
        "PT0H0M0S",
        "PT0H0M0S",
        "PT0H0M0.01S",
        "PT0H0M1S",
        "PT0H1M0S",
        "PT0H1M0S",
        "PT1H1M1.01S",
        "PT0H0M0S",
        "PT277777H46M40S",
    ]


def test_failed_waits_for_the_end_of_the_session(au: Course) -> None:
    au.launch()
    assert au.save(FAILED) == "accepted"
    assert "failed" not in au.verbs and stored(au)["status"] == "failed"
    assert au.save(PASSED) == "accepted"
    au.close(PASSED)
    assert au.verbs == ["initialized", "completed", "passed", "terminated"]


def test_session_that_may_have_failed_passes_in_the_next(au: Course) -> None:
    au.launch()
    au.lrs.faults = [Fault("statements", drop=True)]
    assert au.close(FAILED) == "failed"
    au.reload()
    au.close(PASSED)
    assert au.verbs == ["initialized", "completed", "failed", "terminated"]
    au.launch()
    au.close(PASSED)
    assert au.verbs[4:] == ["initialized", "passed", "terminated"]


def test_same_failure_is_told_once_and_a_better_one_again(au: Course) -> None:
    for score in (40, 40, 60):
        au.launch()
        au.close({**FAILED, "score": score})
    scores = [s["result"]["score"]["raw"] for s in au.lrs.enrolment.told("failed")]
    assert scores == [40, 60]
    au.launch()
    au.close(PASSED)
    au.launch()
    au.close({**FAILED, "score": 70})
    assert au.verbs.count("failed") == 2 and au.verbs.count("passed") == 1


def test_mark_of_the_lms_decides(cmi5: Player) -> None:
    with course(cmi5, mastery=0.95) as au:
        au.launch()
        au.close(PASSED)
        assert au.verbs == ["initialized", "completed", "failed", "terminated"]


def test_failure_with_a_score_above_the_mark_is_told_without_it(au: Course) -> None:
    au.launch()
    au.close({**FAILED, "score": 85})
    (failed,) = au.lrs.enrolment.told("failed")
    assert "score" not in failed["result"]


def test_course_without_a_mark_is_judged_by_the_player(cmi5: Player) -> None:
    with course(cmi5, mastery=None) as au:
        au.launch()
        au.close(FAILED)
        assert au.lrs.enrolment.told("failed")[0]["result"]["score"]["raw"] == 40


@pytest.mark.parametrize("move_on", ["Completed", "CompletedOrPassed", "NotApplicable"])
def test_completed_is_told_whatever_moves_on(cmi5: Player, move_on: str) -> None:
    with course(cmi5, move_on=move_on, mastery=None) as au:
        au.launch()
        au.close(snapshot(status="completed", progress=100))
        assert au.verbs == ["initialized", "completed", "terminated"]
        assert au.lrs.enrolment.verbs().count("satisfied") == 1


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_looking_around_is_initialized_and_terminated_alone(cmi5: Player, mode: str) -> None:
    with course(cmi5, mode=mode) as au:
        launch = au.launch()
        assert launch["tracked"] and not launch["writable"]
        au.tell(1)
        assert au.save(PASSED) == "untracked" == au.close(PASSED)
        assert au.verbs == ["initialized", "terminated"]
        assert STATE not in au.lrs.enrolment.state


def test_answers_are_not_told_where_the_host_wants_none(au: Course) -> None:
    au.launch(interactions=False)
    au.tell(1)
    au.save()
    assert au.verbs == ["initialized"]


@pytest.mark.parametrize("seconds", [-86_400, 86_400])
def test_clock_that_jumps_keeps_the_order(au: Course, seconds: int) -> None:
    au.launch()
    au.tell(1)
    au("jump", seconds=seconds)
    au("pass", seconds=10)
    au.tell(2)
    au.close(PASSED)
    assert [s["result"]["duration"] for s in au.lrs.enrolment.told("terminated")] == ["PT0H0M10S"]
