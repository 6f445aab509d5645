"""Ids: each once, each naming something that is there, none too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courses import CHOICE, COURSE, FIGURE, HOTSPOT, page
from tests.unit.check.reported import in_body, place, reported

PEOPLE = "people:\n  - {id: ann, name: Ann}\n  - {id: bob, name: Bob}\n"


@pytest.mark.parametrize(
    ("body", "twice"),
    [
        (CHOICE + CHOICE.replace("id: q1", "id:   q1"), "  q1"),
        (CHOICE + FIGURE.replace("id: fig", "id:   q1"), "  q1"),
        (FIGURE.replace("findings:\n", "findings:\n  - {id: mark, label: A, text: B,"
         " shape: {point: [1, 1]}}\n").replace("  - id: mark", "  - id:   mark"), "  mark"),
        (HOTSPOT.replace("{id: none,", "{id:   there,"), "  there"),
    ],
)  # fmt: skip
def test_id_that_is_taken_is_reported_where_it_stands_again(
    tmp_path: Path, body: str, twice: str
) -> None:
    line, column = place(body, twice)
    assert in_body(tmp_path, body) == [(line, column + 2, "duplicate-id")]


def test_person_and_page_that_stand_twice_are_reported(tmp_path: Path) -> None:
    course = COURSE.replace("[one]", "[one, one]") + PEOPLE.replace("bob", "ann")
    assert reported(tmp_path, {"course.yaml": course}) == [
        ("course.yaml", 8, 18, "duplicate-id"),
        ("course.yaml", 11, 10, "duplicate-id"),
    ]


def test_reference_that_stands_twice_is_reported(tmp_path: Path) -> None:
    front = "references:\n  - {id: a, text: One}\n  - {id: a, text: Two}"
    assert in_body(tmp_path, "Text.\n", front) == [(-1, 10, "duplicate-id")]


def test_same_id_in_two_figures_or_on_two_pages_is_no_problem(tmp_path: Path) -> None:
    files = {
        "course.yaml": COURSE.replace("[one]", "[one, two]"),
        "pages/one.md": page(FIGURE + FIGURE.replace("id: fig", "id: other") + CHOICE),
        "pages/two.md": page(CHOICE, name="two"),
    }
    assert reported(tmp_path, files) == []


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("author: ann", []),
        ("author: [ann, bob]\neditor: bob", []),
        ("author: eve", [(4, 9)]),
        ("author: [ann, eve]", [(4, 15)]),
        ("author: ann\neditor: eve", [(5, 9)]),
    ],
)
def test_author_or_editor_who_is_not_in_the_course_is_reported(
    tmp_path: Path, front: str, expected: list[tuple[int, int]]
) -> None:
    files = {"course.yaml": COURSE + PEOPLE, "pages/one.md": page("Text.\n", front)}
    assert reported(tmp_path, files) == [
        ("pages/one.md", line, column, "unknown-person") for line, column in expected
    ]


@pytest.mark.parametrize("spare", [0, -1])
def test_ids_of_page_and_question_have_64_characters_at_most(tmp_path: Path, spare: int) -> None:
    name, question = "p" * 40, "q" * (64 - 40 - 1 - spare)
    files = {
        "course.yaml": COURSE.replace("[one]", f"[{name}]"),
        f"pages/{name}.md": page(CHOICE.replace("id: q1", f"id: {question}"), name=name),
        "pages/one.md": page("Text.\n"),
    }
    found = [each for each in reported(tmp_path, files) if each[3] != "page-unlisted"]
    assert found == ([] if spare == 0 else [(f"pages/{name}.md", 7, 5, "id-too-long")])
