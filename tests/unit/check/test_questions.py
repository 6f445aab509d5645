"""Questions: options that differ, hints that are seen, a score that can be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.core import installed
from scorm_builder.load.course import load
from tests.courses import CHOICE, COURSE, HOTSPOT, page, write_course
from tests.unit.check.reported import in_body, place, reported

SCORED = COURSE + "pass_mark: 70\n"
MULTIPLE = CHOICE.replace("```choice", "```multiple_choice")


@pytest.mark.parametrize("body", [CHOICE, MULTIPLE])
def test_options_that_say_the_same_are_reported(tmp_path: Path, body: str) -> None:
    assert in_body(tmp_path, body) == []
    body = body.replace("text: That", "text: '  THIS '")
    line, _ = place(body, "text: '")
    assert in_body(tmp_path, body) == [(line, 5, "same-option")]


def test_regions_that_are_called_the_same_are_reported(tmp_path: Path) -> None:
    body = HOTSPOT.replace("label: Elsewhere", "label: there")
    assert in_body(tmp_path, body) == [(*place(body, "{id: elsewhere"), "same-option")]


def test_one_region_may_be_without_a_place(tmp_path: Path) -> None:
    assert in_body(tmp_path, HOTSPOT) == []
    body = HOTSPOT.replace(", shape: {rect: [2, 2, 20, 20]}", "")
    assert in_body(tmp_path, body) == [(*place(body, "{id: none"), "target-without-shape")]


@pytest.mark.parametrize(
    ("tries", "front", "rules"),
    [
        ("", "", []),
        ("tries: 2\n", "", []),
        ("tries: 1\n", "", ["hint-unused"]),
        ("", "assessment: true", ["hint-unused"]),
        ("tries: 3\n", "assessment: true", []),
    ],
)
def test_hint_that_nobody_sees_is_reported(
    tmp_path: Path, tries: str, front: str, rules: list[str]
) -> None:
    body = CHOICE.replace("prompt: ", f"{tries}hint: Think.\nprompt: ")
    body = body.replace("explain:", "  - text: Neither\nexplain:")
    files = {"course.yaml": SCORED, "pages/one.md": page(body, front)}
    line = place(str(files["pages/one.md"]), "hint: ")[0]
    expected = [("pages/one.md", line, 7, rule) for rule in rules]
    assert reported(tmp_path, files) == expected


def test_pass_mark_needs_a_question(tmp_path: Path) -> None:
    assert reported(tmp_path, {"course.yaml": SCORED, "pages/one.md": page(CHOICE)}) == []
    found = reported(tmp_path, {"course.yaml": SCORED})
    assert found == [("course.yaml", 9, 12, "nothing-scored")]


def test_assessment_needs_a_question_of_its_own(tmp_path: Path) -> None:
    files = {
        "course.yaml": SCORED.replace("[one]", "[one, two]"),
        "pages/one.md": page(CHOICE),
        "pages/two.md": page("Text.\n", "assessment: true", "two"),
    }
    assert reported(tmp_path, files) == [("course.yaml", 9, 12, "nothing-scored")]


@pytest.mark.parametrize(
    ("course", "expected"),
    [(SCORED, []), (COURSE, [("pages/one.md", 4, 13, "assessment-without-pass-mark")])],
)
def test_assessment_needs_a_pass_mark(
    tmp_path: Path, course: str, expected: list[tuple[str, int, int, str]]
) -> None:
    files = {"course.yaml": course, "pages/one.md": page(CHOICE, "assessment: true")}
    assert reported(tmp_path, files) == expected


def test_hint_of_a_question_with_one_wrong_answer_is_never_seen(tmp_path: Path) -> None:
    body = CHOICE.replace("prompt: ", "tries: 2\nhint: Think.\nprompt: ")
    folder = write_course(tmp_path, {"pages/one.md": page(body)})
    (problem,) = check(folder)
    assert problem.rule == "hint-unused"
    assert "remove" in problem.hint


def test_where_being_sure_counts_there_is_one_try(tmp_path: Path) -> None:
    course = load(
        write_course(
            tmp_path,
            {
                "course.yaml": COURSE + "pass_mark: 50\ncertainty_marking: true\n",
                "pages/one.md": page(CHOICE),
            },
        ),
        installed(),
    ).course
    assert course is not None
    (one,) = course.pages
    (question,) = one.questions
    assert course.tries(one, question) == 1
    assert course.asks_confidence(question)
