"""Questions answered by marks: targets that can be hit, values that follow, marks to pass by."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.check.marking import stated
from tests.courses import CHOICE, COURSE, HOTSPOT, page, png, write_course
from tests.unit.check.reported import in_body, place, reported

SCORED = COURSE + "pass_mark: 70\n"

MEASURE = """
```measure
id: m1
prompt: How long is it?
image: images/a.png
alt: A grey square.
credit: Drawn for a test
licence: CC0
explain: Because it is.
measure: length
pixel_spacing: 0.5
points: [[10, 10], [50, 40]]
tolerance: 2
list:
  - {text: 10 mm}
  - {text: 25 mm, correct: true}
  - {text: 40 mm}
```
"""

OUTLINE = """
```outline
id: o1
prompt: Draw round it.
image: images/a.png
alt: A grey square.
credit: Drawn for a test
licence: CC0
explain: It is there.
shape: {rect: [20, 20, 40, 30]}
list:
  - {text: Left, correct: true}
  - {text: Middle}
  - {text: Right}
```
"""


@pytest.mark.parametrize("body", [MEASURE, OUTLINE])
def test_whole_question_has_no_problem(tmp_path: Path, body: str) -> None:
    assert in_body(tmp_path, body) == []


# -- targets --------------------------------------------------------------------------------------


def small(tmp_path: Path, radius: int, tolerance: str = "") -> list[tuple[int, int, str]]:
    body = HOTSPOT.replace("c: [50, 40], r: 12", f"c: [50, 40], r: {radius}")
    return in_body(tmp_path, body.replace("explain:", f"{tolerance}explain:"))


def test_target_that_is_hard_to_hit_on_a_phone_is_reported(tmp_path: Path) -> None:
    """The picture is 120 across and 258 on a phone: 24 there are 11.2 of its pixels."""
    line, column = place(HOTSPOT, "{id: there")
    assert small(tmp_path, 3) == []
    assert small(tmp_path, 2) == [(line, column, "target-small")]
    assert small(tmp_path, 2, "tolerance: 4\n") == []
    assert small(tmp_path, 2, "tolerance: 3\n") == [(line, column, "target-small")]


def test_proposed_tolerance_is_enough(tmp_path: Path) -> None:
    body = HOTSPOT.replace("c: [50, 40], r: 12", "c: [50, 40], r: 1")
    (problem,) = check(write_course(tmp_path, {"pages/one.md": page(body)}))
    proposed = problem.hint.split("'")[1]
    assert proposed == "tolerance: 5"
    assert small(tmp_path / "again", 1, f"{proposed}\n") == []


def test_only_what_is_to_be_found_has_to_be_hit(tmp_path: Path) -> None:
    assert in_body(tmp_path, HOTSPOT.replace("rect: [2, 2, 20, 20]", "rect: [2, 2, 2, 2]")) == []


# -- places ---------------------------------------------------------------------------------------


def test_point_outside_the_picture_is_reported(tmp_path: Path) -> None:
    body = MEASURE.replace("[50, 40]]", "[130, 100]]").replace("25 mm, c", "75 mm, c")
    assert in_body(tmp_path, body) == [(*place(body, "[130, 100]"), "shape-outside")]


def test_outline_outside_the_picture_is_reported(tmp_path: Path) -> None:
    body = OUTLINE.replace("[20, 20, 40, 30]", "[20, 20, 400, 30]")
    assert in_body(tmp_path, body) == [(*place(body, "[20, 20, 400"), "shape-outside")]


def test_outline_that_crosses_itself_is_reported(tmp_path: Path) -> None:
    cross = "polygon: [[10, 10], [60, 60], [60, 10], [10, 60]]"
    body = OUTLINE.replace("rect: [20, 20, 40, 30]", cross)
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["shape-crosses"]


def test_entries_of_a_list_that_say_the_same_are_reported(tmp_path: Path) -> None:
    body = OUTLINE.replace("text: Right", "text: ' left '")
    assert in_body(tmp_path, body) == [(*place(body, "{text: ' left"), "same-option")]


# -- values ---------------------------------------------------------------------------------------


def test_value_that_does_not_follow_from_its_points_is_reported(tmp_path: Path) -> None:
    assert in_body(tmp_path, MEASURE.replace("tolerance: 2", "tolerance: 2\nvalue: 26.9")) == []
    body = MEASURE.replace("tolerance: 2", "tolerance: 2\nvalue: 27.1")
    found = in_body(tmp_path / "off", body)
    line, column = place(body, "27.1")
    assert found[0] == (line, column, "measure-value")


@pytest.mark.parametrize(
    ("points", "rules"),
    [
        ("[[10, 10], [50, 40], [50, 40], [10, 60]]", []),
        ("[[10, 10], [10, 10], [50, 40], [10, 60]]", ["wrong-value"]),
        ("[[10, 10], [50, 40], [10, 60], [10, 60]]", ["wrong-value"]),
    ],
)
def test_lines_may_meet_and_have_a_length(tmp_path: Path, points: str, rules: list[str]) -> None:
    body = MEASURE.replace("measure: length", "measure: lines")
    body = body.replace("[[10, 10], [50, 40]]", points)
    assert [rule for *_, rule in in_body(tmp_path, body)] == rules


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("25 mm, c", "30 mm, c", "{text: 30 mm"),
        ("25 mm, c", "3 cm, c", "{text: 3 cm"),
        ("25 mm, c", "28 to 31 mm, c", "{text: 28 to"),
        ("text: 40 mm", "text: About 26 mm", "{text: About"),
    ],
)
def test_list_that_disagrees_with_the_value_is_reported(
    tmp_path: Path, before: str, after: str, line: str
) -> None:
    body = MEASURE.replace(before, after)
    assert in_body(tmp_path, body) == [(*place(body, line), "list-disagrees")]


@pytest.mark.parametrize("text", ["2.5 cm", "24 to 26 mm", "About 26.5 mm", "Two fingers", "L5"])
def test_list_that_agrees_or_says_no_number_is_not_reported(tmp_path: Path, text: str) -> None:
    assert in_body(tmp_path, MEASURE.replace("text: 25 mm, c", f"text: {text}, c")) == []


@pytest.mark.parametrize(
    ("text", "measure", "found"),
    [
        ("14.2 mm", "length", (14.2, 14.2)),
        ("1,5 cm", "length", (15, 15)),
        ("From 10 to 12 mm", "length", (10, 12)),
        ("30°", "angle", (30, 30)),
        ("About 30 degrees", "lines", (30, 30)),
        ("30 mm", "angle", None),
        ("Grade 2", "length", None),
        ("No 1, 2 or 3 mm", "length", None),
    ],
)
def test_value_is_read_from_words(
    text: str, measure: str, found: tuple[float, float] | None
) -> None:
    assert stated(text, measure) == found


# -- the score without pictures -------------------------------------------------------------------


def decided(root: Path, *bodies: str, course: str = SCORED, front: str = "") -> list[str]:
    files = {"course.yaml": course, "pages/one.md": page("".join(bodies), front)}
    return [rule for *_, rule in reported(root, files)]


def test_course_that_only_pictures_can_pass_is_reported(tmp_path: Path) -> None:
    assert decided(tmp_path / "a", HOTSPOT) == ["pictures-decide"]
    assert decided(tmp_path / "b", HOTSPOT, CHOICE) == ["pictures-decide"]
    heavy = CHOICE.replace("id: q1", "id: q1\nweight: 3")
    assert decided(tmp_path / "c", HOTSPOT, heavy) == []
    assert decided(tmp_path / "d", HOTSPOT, CHOICE, course=COURSE) == []
    assert decided(tmp_path / "e", HOTSPOT, CHOICE, course=SCORED.replace("70", "50")) == []


def test_course_may_say_why_pictures_decide(tmp_path: Path) -> None:
    said = SCORED + "accessibility: {pictures: Reading pictures is what it certifies.}\n"
    assert decided(tmp_path, HOTSPOT, course=said) == []


def test_section_that_only_pictures_can_pass_is_reported(tmp_path: Path) -> None:
    course = SCORED.replace("pages: [one]", "pages: [one]\n    pass_mark: 60").replace("70", "50")
    files = {"course.yaml": course, "pages/one.md": page(HOTSPOT + CHOICE)}
    (problem,) = check(write_course(tmp_path, files))
    assert problem.rule == "pictures-decide"
    assert problem.message.startswith("without the questions on pictures 50 % of 'All'")


def test_worst_draw_decides(tmp_path: Path) -> None:
    other = HOTSPOT.replace("id: h1", "id: h2")
    body = [HOTSPOT, other, CHOICE, CHOICE.replace("id: q1", "id: q2")]
    course = SCORED.replace("70", "50")
    assert decided(tmp_path / "all", *body, course=course) == []
    found = decided(tmp_path / "drawn", *body, course=course, front="draw: 2")
    assert found == ["pictures-decide"]
    groups = [
        text.replace("prompt:", f"group: {name}\nprompt:")
        for text, name in zip(body, ("pictures", "pictures", "words", "words"), strict=True)
    ]
    front = "draw: [{group: pictures, n: 1}, {group: words, n: 1}]"
    assert decided(tmp_path / "even", *groups, course=course, front=front) == []


def test_list_offers_no_way_out(tmp_path: Path) -> None:
    body = OUTLINE.replace("{text: Right}", "{text: Right, gives_up: true}")
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["wrong-value"]


def test_picture_may_be_of_another_size_than_was_drawn_on(tmp_path: Path) -> None:
    body = MEASURE.replace("alt:", "size: [240, 160]\nalt:").replace("[50, 40]]", "[230, 100]]")
    body = body.replace("25 mm, c", "119 mm, c")
    files = {"pages/one.md": page(body), "images/a.png": png(120, 80)}
    assert reported(tmp_path, files) == []


# -- measuring what can be wrong ------------------------------------------------------------------

ANGLE = MEASURE.replace("measure: length", "measure: angle").replace(
    "[[10, 10], [50, 40]]", "[[10, 10], [50, 40], [10, 60]]"
)


@pytest.mark.parametrize(
    ("body", "tolerance", "large"),
    [
        (MEASURE, "2", False),
        (MEASURE, "17", False),
        (MEASURE, "25", True),
        (MEASURE, "1e308", True),
        (ANGLE, "50", False),
        (ANGLE, "200", True),
    ],
)
def test_tolerance_leaves_something_to_measure(
    tmp_path: Path, body: str, tolerance: str, large: bool
) -> None:
    body = body.replace("tolerance: 2", f"tolerance: {tolerance}")
    line, column = place(body, "tolerance: ")
    found = in_body(tmp_path, body)
    where = (line, column + len("tolerance: "), "measure-tolerance-large")
    assert (where in found) == large


@pytest.mark.parametrize("spacing", ["1e300", "1e-300", "0.00009", "100.1", "0", "-1"])
def test_pixel_is_of_a_size_that_there_is(tmp_path: Path, spacing: str) -> None:
    body = MEASURE.replace("pixel_spacing: 0.5", f"pixel_spacing: {spacing}")
    (problem,) = check(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert problem.rule == "wrong-value"
    assert problem.message.endswith("write its millimetres, from 0.0001 to 100")


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ("[1e300, 40]", "a point is more than 100,000 pixels away"),
        ("[10, 10.000001]", "two 'points' that make a line are the same"),
    ],
)
def test_points_that_cannot_be_measured_are_refused(tmp_path: Path, point: str, words: str) -> None:
    body = MEASURE.replace("[50, 40]", point)
    (problem,) = check(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert problem.message == words
