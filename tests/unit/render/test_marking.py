"""Questions answered by marks on a picture: what a page without scripts shows, what scripts get."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from scorm_builder.build import prepare
from scorm_builder.core import installed
from tests.compiled import needs_player
from tests.courses import HOTSPOT, page, write_course
from tests.unit.check.test_marking import MEASURE, OUTLINE

pytestmark = needs_player

SEVERAL = HOTSPOT.replace("[2, 2, 20, 20]}", "[2, 2, 20, 20]}, correct: true")


def written(root: Path, body: str) -> tuple[str, dict[str, Any]]:
    """The reading page of a course with this question, and what the player is told of it."""
    folder = write_course(root, {"pages/one.md": page(body)})
    files = prepare(folder, registry=installed()).files
    html = files["page-one.html"].read().decode()
    (script,) = (
        files[name].read().decode()
        for name in files
        if name.startswith("assets/page-one") and name.endswith(".js")
    )
    body_html = json.loads(re.search(r"(\"(?:[^\"\\]|\\.)*page-data(?:[^\"\\]|\\.)*\")", script)[1])  # type: ignore[index]
    data = re.search(r'class="page-data">(.*?)</script>', body_html, re.S)
    assert data
    (question,) = json.loads(data[1])["questions"]
    return html, question


def test_outline_is_told_with_its_region_and_its_list(tmp_path: Path) -> None:
    html, told = written(tmp_path, OUTLINE)
    assert told == {
        "kind": "outline",
        "id": "o1",
        "tries": 2,
        "correct": [0],
        "letters": "abc",
        "size": [120, 80],
        "target": {
            "id": "target",
            "polygons": [[[20, 20], [60, 20], [60, 50], [20, 50]]],
            "open": False,
        },
        "measure": "dice",
        "none": 0.3,
        "full": 0.7,
    }
    assert html.count('type="radio"') == 3
    assert 'd="M20 20' in html, "the right outline, for who reads without scripts"


def test_measurement_is_told_with_the_value_that_follows_from_its_points(tmp_path: Path) -> None:
    html, told = written(tmp_path, MEASURE)
    assert told["value"] == 25
    assert told["spacing"] == [0.5, 0.5]
    assert told["points"] == [[10, 10], [50, 40]]
    assert told["tolerance"] == 2
    assert 'd="M10 10L50 40"' in html
    _, angle = written(
        tmp_path / "angle",
        MEASURE.replace("measure: length\npixel_spacing: 0.5", "measure: angle")
        .replace("[[10, 10], [50, 40]]", "[[10, 10], [50, 10], [50, 40]]")
        .replace("mm", "°")
        .replace("text: 25", "text: 90"),
    )
    assert (angle["value"], angle["spacing"]) == (90, None)


def test_value_that_is_given_goes_before_the_points(tmp_path: Path) -> None:
    _, told = written(tmp_path, MEASURE.replace("tolerance: 2", "tolerance: 2\nvalue: 26"))
    assert told["value"] == 26


def test_two_lines_are_drawn_as_two(tmp_path: Path) -> None:
    body = MEASURE.replace("measure: length\npixel_spacing: 0.5", "measure: lines")
    body = body.replace("[[10, 10], [50, 40]]", "[[10, 10], [50, 10], [10, 40], [50, 60]]")
    html, _ = written(tmp_path, body.replace("mm", ""))
    assert 'd="M10 10L50 10"' in html
    assert 'd="M10 40L50 60"' in html


def test_one_place_is_chosen_by_radios_and_several_by_boxes(tmp_path: Path) -> None:
    html, told = written(tmp_path / "one", HOTSPOT)
    assert (html.count('type="radio"'), html.count('type="checkbox"')) == (3, 0)
    assert len(told["targets"]) == 1
    html, told = written(tmp_path / "several", SEVERAL)
    assert (html.count('type="radio"'), html.count('type="checkbox"')) == (0, 3)
    assert "Select all that apply. Each wrong choice cancels a right one." in html
    assert (told["correct"], told["cost"]) == ([0, 1], 1)
    assert [target["id"] for target in told["targets"]] == ["there", "elsewhere"]


def test_only_a_question_with_an_entry_without_a_place_has_a_button_for_it(tmp_path: Path) -> None:
    button = 'data-do="nothing"'
    assert button in written(tmp_path / "with", HOTSPOT)[0]
    placed = HOTSPOT.replace(
        "label: No abnormality", "label: Third, shape: {rect: [90, 5, 20, 20]}"
    )
    assert button not in written(tmp_path / "without", placed)[0]
