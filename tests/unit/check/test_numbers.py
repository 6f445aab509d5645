"""Numbers that overlap on a phone. The picture has 120 × 80 pixels: a number is 13 across there."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from tests.courses import FIGURE, page, png, write_course
from tests.unit.check.reported import in_body, place

TWO = FIGURE.replace(
    "    shape: {polygon: [[10, 10], [60, 12], [40, 50]]}\n",
    """    shape: {point: [40, 40]}
  - id: other
    label: The other
    text: It is grey too.
    shape: {point: [47, 40]}
""",
)
STACK = TWO.replace("```figure", "```stack").replace(
    "image: images/a.png", "images: [images/a.png, images/b.png]"
)
COMPARE = """
```compare
id: pair
caption: Two squares.
before:
  label: Before
  image: images/a.png
  alt: A grey square.
  findings:
    - {id: one, label: One, text: Here., shape: {point: [40, 40]}}
after:
  label: After
  image: images/b.png
  alt: A grey square.
  findings:
    - {id: two, label: Two, text: Here too., shape: {point: [41, 40]}}
    - {id: three, label: Three, text: And here., shape: {point: [47, 40]}}
credit: Drawn for a test
licence: CC0
```
"""


def test_two_points_that_are_close_are_warned_of_once(tmp_path: Path) -> None:
    assert in_body(tmp_path, TWO) == [(*place(TWO, "id: other"), "numbers-overlap")]


def test_warning_names_both_and_stands_at_label_at(tmp_path: Path) -> None:
    body = TWO.replace("text: It is grey too.", "text: Grey.\n    label_at: [46, 41]")
    (found,) = check(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert "1 'The mark'" in found.message and "2 'The other'" in found.message
    assert found.rule == "numbers-overlap" and found.severity == "warning"
    line, column = place(body, "[46, 41]")
    assert (found.span.line, found.span.column) == (line + 4, column)


def test_number_that_is_moved_away_is_no_problem(tmp_path: Path) -> None:
    body = TWO.replace("text: It is grey too.", "text: Grey.\n    label_at: [80, 40]")
    assert in_body(tmp_path, body) == []


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [("[1, 1]", "[2, 2]", False), ("[1, 2]", "[2, 2]", True), ("[1, 1]", "", True)],
)
def test_numbers_on_different_slices_do_not_overlap(
    tmp_path: Path, first: str, second: str, overlap: bool
) -> None:
    body = STACK.replace("    text: It is grey.\n", f"    text: It.\n    slices: {first}\n")
    if second:
        body = body.replace("text: It is grey too.", f"text: It.\n    slices: {second}")
    files = {"pages/one.md": page(body), "images/b.png": png()}
    rules = [problem.rule for problem in check(write_course(tmp_path, files))]
    assert rules == (["numbers-overlap"] if overlap else [])


def test_numbers_of_a_comparison_are_looked_at_picture_by_picture(tmp_path: Path) -> None:
    files = {"pages/one.md": page(COMPARE), "images/b.png": png()}
    (found,) = check(write_course(tmp_path, files))
    assert "2 'Two'" in found.message and "3 'Three'" in found.message, "counted as in the list"


def test_number_twice_in_one_place_can_be_left_out(tmp_path: Path) -> None:
    old = "    shape: {polygon: [[10, 10], [60, 12], [40, 50]]}"
    twice = "    shapes:\n      - {point: [40, 40]}\n      - {point: [42, 40]}"
    assert [found[2] for found in in_body(tmp_path / "a", FIGURE.replace(old, twice))] == [
        "numbers-overlap"
    ]
    once = twice.replace("[42, 40]}", "[42, 40], numbered: false}")
    assert in_body(tmp_path / "b", FIGURE.replace(old, once)) == []
    none = once.replace("[40, 40]}", "[40, 40], numbered: false}")
    assert [found[2] for found in in_body(tmp_path / "c", FIGURE.replace(old, none))] == [
        "wrong-value"
    ]
