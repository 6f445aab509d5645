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


@pytest.mark.parametrize("kind", ["likert", "reflection"])
def test_pass_mark_needs_a_question_that_can_be_right(tmp_path: Path, kind: str) -> None:
    body = f"```{kind}\nid: view\nprompt: What do you think?\n```\n"
    files = {"course.yaml": SCORED, "pages/one.md": page(body)}
    assert reported(tmp_path, files) == [("course.yaml", 9, 12, "nothing-scored")]


@pytest.mark.parametrize("text", ["'**This**'", "'_this_'", "'[This](page:one)'", "'`This`'"])
def test_options_that_differ_in_marks_alone_are_reported(tmp_path: Path, text: str) -> None:
    body = CHOICE.replace("text: That", f"text: {text}")
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["same-option"]


def test_formulas_are_compared_as_they_are_written(tmp_path: Path) -> None:
    body = CHOICE.replace("text: This", "text: $x^2$").replace("text: That", "text: $x^3$")
    assert in_body(tmp_path, body) == []


def test_degrees_of_a_scale_differ(tmp_path: Path) -> None:
    body = "```likert\nid: view\nprompt: This was useful.\nscale: [no, yes, No ]\n```\n"
    assert in_body(tmp_path, body) == [(*place(body, "No ]"), "same-option")]
    assert in_body(tmp_path / "apart", body.replace("No ]", "perhaps]")) == []


def test_two_regions_of_one_shape_are_reported(tmp_path: Path) -> None:
    body = HOTSPOT.replace("{rect: [2, 2, 20, 20]}", "{circle: {c: [50, 40], r: 12}}")
    assert in_body(tmp_path, body) == [(*place(body, "{id: elsewhere"), "same-place")]


def test_pass_mark_needs_a_question_that_is_drawn(tmp_path: Path) -> None:
    view = "\n```likert\nid: view\ngroup: views\nprompt: This was useful.\n```\n"
    body = CHOICE.replace("id: q1", "id: q1\ngroup: facts") + view
    for drawn, nothing in (("facts", False), ("views", True)):
        text = page(body, f"draw: [{{group: {drawn}, n: 1}}]")
        files = {"course.yaml": SCORED, "pages/one.md": text}
        rules = [rule for *_, rule in reported(tmp_path / drawn, files)]
        assert ("nothing-scored" in rules) == nothing


def test_path_of_two_regions_is_compared_as_it_is_written(tmp_path: Path) -> None:
    path = '{path: "M10 10h30v30h-30z"}'
    body = HOTSPOT.replace("{rect: [2, 2, 20, 20]}", path)
    assert in_body(tmp_path / "apart", body) == []
    body = body.replace("{circle: {c: [50, 40], r: 12}}", path)
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["same-place"]
