"""What completes a course, and what is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from tests.courses import CHOICE, COURSE, FIGURE, page, write_course
from tests.graded import LIKERT, choice, questions
from tests.unit.check.reported import place, reported

Found = list[tuple[str, int, int, str]]

SCORED = COURSE.replace("sections:", "pass_mark: 70\nsections:")
TWO = COURSE.replace("[one]", "[one, two]")
CASE = ":::: case A case\n::: step First\n{}:::\n::: step Second\n{}:::\n::::\n"


def found(tmp_path: Path, course: str, body: str, front: str = "") -> Found:
    files = {"course.yaml": course, "pages/one.md": page(body, front)}
    if "two" in course:
        files["pages/two.md"] = page("Text.\n", name="two")
    return reported(tmp_path, files)


def drawn(tmp_path: Path, draw: str, body: str, course: str = COURSE) -> list[tuple[int, str]]:
    """Line and rule of what is said of a page that draws."""
    return [(line, rule) for _, line, _, rule in found(tmp_path, course, body, f"draw: {draw}")]


DRAW_LINE = 4

# -- pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("least", "rules"), [(1, []), (2, []), (3, ["minimum-too-high"])])
def test_no_more_pages_can_be_asked_for_than_there_are(
    tmp_path: Path, least: int, rules: list[str]
) -> None:
    course = TWO + f"minimum_pages: {least}\n"
    line = place(course, "minimum_pages: ")[0]
    expected = [("course.yaml", line - 1, 16, rule) for rule in rules]
    assert found(tmp_path, course, "Text.\n") == expected


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (COURSE, [("pages/one.md", 4, 11, "nothing-to-complete")]),
        (COURSE + "minimum_pages: 1\n", []),
        (COURSE + "pass_mark: 70\n", [("pages/one.md", 4, 11, "optional-scored")]),
        (TWO, []),
    ],
)
def test_course_of_optional_pages_alone_asks_for_something_else(
    tmp_path: Path, course: str, expected: Found
) -> None:
    assert found(tmp_path, course, CHOICE, "optional: true") == expected


def test_page_whose_findings_are_to_be_shown_has_some(tmp_path: Path) -> None:
    front = "completion: [questions, findings]"
    assert found(tmp_path, COURSE, FIGURE, front) == []
    assert found(tmp_path, COURSE, CHOICE, front) == [("pages/one.md", 4, 13, "findings-not-there")]


def test_course_whose_findings_are_to_be_shown_has_some(tmp_path: Path) -> None:
    course = COURSE + "completion: findings\n"
    assert found(tmp_path, course, FIGURE) == []
    assert found(tmp_path, course, CHOICE) == [("course.yaml", 9, 13, "findings-not-there")]


# -- passing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["pass_completes", "certainty_marking"])
def test_rules_for_passing_need_a_pass_mark(tmp_path: Path, key: str) -> None:
    course = f"{COURSE}{key}: true\n"
    assert found(tmp_path, course, CHOICE) == [("course.yaml", 9, len(key) + 3, "pass-unused")]
    assert found(tmp_path, course + "pass_mark: 70\n", CHOICE) == []
    assert found(tmp_path, f"{COURSE}{key}: false\n", CHOICE) == []


def test_section_with_a_pass_mark_needs_one_of_the_course(tmp_path: Path) -> None:
    course = COURSE + "    pass_mark: 60\n"
    assert found(tmp_path, course, CHOICE) == [("course.yaml", 9, 16, "section-mark-unused")]
    assert found(tmp_path, course + "pass_mark: 70\n", CHOICE) == []


@pytest.mark.parametrize("body", ["Text.\n", LIKERT])
def test_section_with_a_pass_mark_needs_questions(tmp_path: Path, body: str) -> None:
    course = SCORED + "    pass_mark: 60\n  - title: More\n    pages: [more]\n    pass_mark: 60\n"
    files = {
        "course.yaml": course,
        "pages/one.md": page(CHOICE),
        "pages/more.md": page(body, name="more"),
    }
    assert reported(tmp_path, files) == [("course.yaml", 13, 16, "section-mark-empty")]
    files["pages/more.md"] = page(CHOICE, name="more")
    assert reported(tmp_path, files) == []


def test_taking_all_questions_again_needs_no_draws(tmp_path: Path) -> None:
    assert found(tmp_path, SCORED + "retake: all\n", CHOICE) == []


# -- draws --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draw", "rules"), [("1", []), ("3", []), ("4", [(DRAW_LINE, "draw-too-many")])]
)
def test_no_more_are_drawn_than_there_are(
    tmp_path: Path, draw: str, rules: list[tuple[int, str]]
) -> None:
    assert drawn(tmp_path, draw, questions("a", "b", "c")) == rules


def test_case_counts_as_one_where_it_is_drawn(tmp_path: Path) -> None:
    body = CASE.format(choice("a"), choice("b")) + choice("c")
    assert drawn(tmp_path, "2", body) == []
    assert drawn(tmp_path, "3", body) == [(DRAW_LINE, "draw-too-many")]


def test_groups_that_are_drawn_from_have_enough_questions(tmp_path: Path) -> None:
    body = questions("a", "b", keys="group: normal\n") + questions("c", keys="group: odd\n")
    both = "[{{group: normal, n: {}}}, {{group: odd, n: {}}}]"
    assert drawn(tmp_path, both.format(2, 1), body) == []
    assert drawn(tmp_path, both.format(3, 1), body) == [(DRAW_LINE, "draw-too-many")]


def test_group_that_is_drawn_from_has_questions(tmp_path: Path) -> None:
    body = questions("a", keys="group: normal\n")
    draw = "[{group: normal, n: 1}, {group: none, n: 1}]"
    assert drawn(tmp_path, draw, body) == [(DRAW_LINE, "draw-group-empty")]


def test_question_of_no_group_is_never_asked_where_groups_are_drawn_from(tmp_path: Path) -> None:
    body = questions("a", keys="group: normal\n") + questions("b") + choice("c", "group: odd\n")
    rules = [rule for _, rule in drawn(tmp_path, "[{group: normal, n: 1}]", body)]
    assert rules == ["never-drawn", "never-drawn"]
    assert drawn(tmp_path, "2", body) == []


def test_group_needs_a_page_that_draws(tmp_path: Path) -> None:
    body = questions("a", keys="group: normal\n")
    line = place(page(body), "group: ")[0]
    assert found(tmp_path, COURSE, body) == [("pages/one.md", line, 8, "group-without-draw")]


@pytest.mark.parametrize(
    ("course", "draw", "rules"),
    [
        (SCORED, "1", [(DRAW_LINE, "draw-unequal")]),
        (SCORED, "2", []),
        (COURSE, "1", []),
    ],
)
def test_what_is_drawn_weighs_the_same(
    tmp_path: Path, course: str, draw: str, rules: list[tuple[int, str]]
) -> None:
    body = questions("a") + choice("b", "weight: 3\n")
    assert drawn(tmp_path, draw, body, course) == rules


def test_groups_may_differ_in_weight(tmp_path: Path) -> None:
    body = questions("a", "b", keys="group: light\n")
    body += questions("c", "d", keys="group: heavy\nweight: 2\n")
    draw = "[{group: light, n: 1}, {group: heavy, n: 1}]"
    assert drawn(tmp_path, draw, body, SCORED) == []


def test_cases_with_more_questions_weigh_more(tmp_path: Path) -> None:
    body = CASE.format(choice("a"), choice("b")) + choice("c")
    assert drawn(tmp_path, "1", body, SCORED) == [(DRAW_LINE, "draw-unequal")]


@pytest.mark.parametrize(
    ("course", "draw", "rules"),
    [
        (SCORED, "1", [(DRAW_LINE, "draw-unscored")]),
        (SCORED, "2", []),
        (COURSE, "1", []),
    ],
)
def test_draw_does_not_leave_a_learner_without_a_score(
    tmp_path: Path, course: str, draw: str, rules: list[tuple[int, str]]
) -> None:
    assert drawn(tmp_path, draw, choice("a") + LIKERT, course) == rules


def test_likerts_may_be_drawn_among_themselves(tmp_path: Path) -> None:
    views = [
        LIKERT.replace("id: view", f"id: {name}\ngroup: views") for name in ("first", "second")
    ]
    body = choice("a", "group: asked\n") + "".join(views)
    draw = "[{group: asked, n: 1}, {group: views, n: 1}]"
    assert drawn(tmp_path, draw, body, SCORED) == []


@pytest.mark.parametrize(
    ("course", "body", "front", "rules"),
    [
        (SCORED, CHOICE, "optional: true", ["optional-scored"]),
        (SCORED, CHOICE, "optional: false", []),
        (COURSE + "minimum_pages: 1\n", CHOICE, "optional: true", []),
        (SCORED, CHOICE, "optional: true\nassessment: true", ["optional-scored"]),
    ],
)
def test_page_that_counts_towards_the_score_is_not_optional(
    tmp_path: Path, course: str, body: str, front: str, rules: list[str]
) -> None:
    assert [rule for *_, rule in found(tmp_path, course, body, front)] == rules


@pytest.mark.parametrize("draw", ["0", "99", "-1", "1.5", "true", "[]", "five", "{n: 1}"])
def test_draw_that_is_no_number_and_no_list_is_refused_in_one_sentence(
    tmp_path: Path, draw: str
) -> None:
    body = page(questions("a", "b"), f"draw: {draw}")
    (problem,) = check(write_course(tmp_path, {"pages/one.md": body}))
    assert problem.rule == "wrong-value"
    message = "'draw': write a number from 1 to 50, or a list with at least one group"
    assert problem.message == message


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        ("[{group: a}]", "a draw has no 'n'"),
        ("[1]", "'draw', item 1: expected 'key: value' lines, found '1'"),
        ("[{group: a, n: 0}]", "'draw', item 1, 'n': '0' is below 1"),
    ],
)
def test_fault_in_a_list_of_groups_is_said_once(tmp_path: Path, draw: str, message: str) -> None:
    body = page(questions("a", "b"), f"draw: {draw}")
    problems = check(write_course(tmp_path, {"pages/one.md": body}))
    assert [problem.message for problem in problems if problem.severity == "error"] == [message]
