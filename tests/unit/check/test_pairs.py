"""Matching, labelling and ordering: what can be told apart, on the page and on the picture."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.blocks.matching import LONG
from scorm_builder.build import prepare
from tests.courses import COURSE, page, png, write_course
from tests.unit.check.reported import in_body, place, reported

MATCHING = """
```matching
id: m1
prompt: Which nerve?
pairs:
  - {item: Spread the fingers, match: Ulnar nerve}
  - {item: Lift the wrist, match: Radial nerve}
extra: [Axillary nerve]
explain: Each has its own.
```
"""

ORDERING = """
```ordering
id: o1
prompt: In which order?
items: [Name, Film, Lungs]
explain: So nothing is forgotten.
```
"""

LABELLING = """
```labelling
id: l1
prompt: Name them.
image: images/a.png
alt: A grey square with two numbers.
credit: Drawn for a test
licence: CC0
places:
  - {id: one, label: Radius, shape: {circle: {c: [30, 40], r: 10}}}
  - {id: two, label: Ulna, shape: {circle: {c: [90, 40], r: 10}}}
extra: [Scaphoid]
explain: So they are called.
```
"""


@pytest.mark.parametrize("body", [MATCHING, ORDERING, LABELLING])
def test_question_without_a_fault_is_not_reported(tmp_path: Path, body: str) -> None:
    assert in_body(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "was", "now"),
    [
        (MATCHING, "Lift the wrist", "spread  the fingers"),
        (MATCHING, "[Axillary nerve]", "[Axillary nerve, 'axillary Nerve']"),
        (ORDERING, "Lungs", "name"),
        (LABELLING, "[Scaphoid]", "[Scaphoid, 'SCAPHOID']"),
    ],
)
def test_two_that_say_the_same_are_reported(tmp_path: Path, body: str, was: str, now: str) -> None:
    assert [rule for _, _, rule in in_body(tmp_path, body.replace(was, now))] == ["same-option"]


@pytest.mark.parametrize(
    ("body", "was", "now"),
    [(MATCHING, "Axillary nerve", "radial nerve"), (LABELLING, "Scaphoid", "Ulna")],
)
def test_extra_that_is_right_somewhere_is_reported(
    tmp_path: Path, body: str, was: str, now: str
) -> None:
    body = body.replace(f"[{was}]", f"[{now}]")
    line, column = place(body, "extra: [")
    assert in_body(tmp_path, body) == [(line, column + 8, "extra-belongs")]


@pytest.mark.parametrize(
    ("body", "was", "now"),
    [(MATCHING, "Radial nerve", "ulnar nerve"), (LABELLING, "Ulna", "radius")],
)
def test_choices_that_differ_in_capitals_alone_are_reported(
    tmp_path: Path, body: str, was: str, now: str
) -> None:
    body = body.replace(was, now)
    line, column = place(body, now)
    assert in_body(tmp_path, body) == [(line, column, "nearly-same-choice")]


def test_one_choice_may_be_right_twice(tmp_path: Path) -> None:
    assert in_body(tmp_path, MATCHING.replace("Radial", "Ulnar")) == []


@pytest.mark.parametrize(
    ("body", "was", "now"),
    [
        (MATCHING.replace("extra: [Axillary nerve]\n", ""), "Radial", "Ulnar"),
        (LABELLING.replace("extra: [Scaphoid]\n", ""), "Ulna", "Radius"),
    ],
)
def test_question_with_a_single_choice_is_refused(
    tmp_path: Path, body: str, was: str, now: str
) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(body.replace(was, now))})
    (problem,) = check(folder)
    assert "there is nothing to choose" in problem.message


def test_numbers_that_would_lie_on_each_other_are_reported(tmp_path: Path) -> None:
    # Two points leave their numbers no choice; 60 pixels of this picture are 144 on a phone.
    near = re.sub(r"\{circle: \{c: (\[\d+, \d+\]), r: 10\}\}", r"{point: \1}", LABELLING)
    assert in_body(tmp_path / "far", near) == []
    near = near.replace("[90, 40]", "[38, 40]")
    line, column = place(near, "{id: two")
    assert in_body(tmp_path, near) == [(line, column, "numbers-crowded")]


def test_place_outside_the_picture_is_reported(tmp_path: Path) -> None:
    body = LABELLING.replace("[90, 40]", "[118, 40]")
    assert [rule for _, _, rule in in_body(tmp_path, body)] == ["shape-outside"]


@pytest.mark.parametrize("body", [MATCHING, ORDERING, LABELLING])
def test_hint_that_nobody_sees_is_reported(tmp_path: Path, body: str) -> None:
    body = body.replace("prompt:", "tries: 1\nhint: Think.\nprompt:")
    assert [rule for _, _, rule in in_body(tmp_path, body)] == ["hint-unused"]


def test_translation_in_which_other_choices_are_the_same_is_reported(tmp_path: Path) -> None:
    welsh = MATCHING.replace("Radial", "Ulnar")
    files = {
        "course.yaml": COURSE.replace("licence:", "languages: [en, cy]\nlicence:"),
        "course.cy.yaml": "title: Cwrs\ndescription: Prawf.\nsections:\n  - title: Popeth\n",
        "pages/one.md": page(MATCHING),
        "pages/one.cy.md": page(welsh),
    }
    found = [(file, rule) for file, *_, rule in reported(tmp_path, files)]
    assert found == [("pages/one.cy.md", "translation-differs")]


# -- what is written ---------------------------------------------------------------------------


def written(tmp_path: Path, body: str) -> str:
    """The page of the tiny course with ``body``, as it is read without scripts."""
    files: dict[str, str | bytes] = {"pages/one.md": page(body), "images/a.png": png()}
    made = prepare(write_course(tmp_path, files)).files
    return made["page-one.html"].read().decode()


def question_data(html: str) -> dict[str, object]:
    found = re.search(r'class="page-data">(.*?)</script>', html)
    assert found
    (question,) = json.loads(found[1])["questions"]
    assert isinstance(question, dict)
    return question


def before_the_answer(html: str) -> str:
    return html[html.index("<form") : html.index("</form>")]


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (MATCHING, ["Ulnar nerve", "Radial nerve", "Axillary nerve"]),
        (LABELLING, ["Radius", "Ulna", "Scaphoid"]),
        (ORDERING, ["Name", "Film", "Lungs"]),
    ],
)
def test_page_without_scripts_does_not_give_the_answer_by_the_order(
    tmp_path: Path, body: str, right: list[str]
) -> None:
    html = before_the_answer(written(tmp_path, body))
    shown = re.findall(r'<li data-choice="\d+"><p>([^<]*)<|class="option-text">([^<]*)<', html)
    texts = [a or b for a, b in shown]
    assert sorted(texts) == sorted(right)
    assert texts != right


def test_answer_of_each_kind_stands_behind_the_question(tmp_path: Path) -> None:
    html = written(tmp_path / "m", MATCHING)
    answer = html[html.index("data-answer") :]
    assert re.search(r"<dt>Lift the wrist</dt>\s*<dd>Radial nerve</dd>", answer)
    html = written(tmp_path / "o", ORDERING)
    answer = html[html.index("data-answer") :]
    assert re.findall(r"<li><p>(\w+)", answer) == ["Name", "Film", "Lungs"]


def test_places_are_not_named_before_the_answer(tmp_path: Path) -> None:
    html = before_the_answer(written(tmp_path, LABELLING))
    assert "one" not in re.findall(r'data-\w+="([^"]*)"', html)
    stage = html[html.index("data-stage") : html.index('class="credit"')]
    assert "Radius" not in stage and "Ulna" not in stage


def test_letters_told_to_an_lms_go_by_the_author(tmp_path: Path) -> None:
    data = question_data(written(tmp_path / "m", MATCHING))
    assert (data["correct"], data["letters"], data["digits"]) == ([0, 1], "abc", "12")
    data = question_data(written(tmp_path / "o", ORDERING))
    assert (data["correct"], data["letters"]) == ([0, 1, 2], "abc")


@pytest.mark.parametrize(
    ("match", "lettered", "option"),
    [
        ("Radial nerve", False, "Radial nerve"),
        ("*Radial* nerve", False, "Radial nerve"),
        (r"$\frac{a}{b}$", True, "[A-Z]: a/b"),
        ("x" * (LONG + 1), True, "[A-Z]: x+"),
        ("1 < 2 & 3", False, "1 &lt; 2 &amp; 3"),
    ],
)
def test_choice_that_a_list_cannot_show_stands_above_with_a_letter(
    tmp_path: Path, match: str, lettered: bool, option: str
) -> None:
    html = written(tmp_path, MATCHING.replace("match: Radial nerve", f"match: '{match}'"))
    assert ('class="offered is-needed"' in html) == lettered
    assert re.search(rf'<option value="1">{option}</option>', html)


@pytest.mark.parametrize(
    ("body", "was", "now", "rule"),
    [
        (MATCHING, "Lift the wrist", "'**Spread** the fingers'", "same-option"),
        (MATCHING, "Radial nerve", "'*Ulnar* nerve'", "nearly-same-choice"),
        (MATCHING, "[Axillary nerve]", "['*Ulnar* nerve']", "extra-belongs"),
        (ORDERING, "Lungs", "'**Name**'", "same-option"),
    ],
)
def test_marks_alone_do_not_tell_two_texts_apart(
    tmp_path: Path, body: str, was: str, now: str, rule: str
) -> None:
    assert [found for *_, found in in_body(tmp_path, body.replace(was, now))] == [rule]


def test_label_is_no_markdown_and_its_stars_are_shown(tmp_path: Path) -> None:
    assert in_body(tmp_path, LABELLING.replace("[Scaphoid]", "['*Ulna*']")) == []


def test_two_places_of_one_shape_are_reported(tmp_path: Path) -> None:
    body = LABELLING.replace("[90, 40]", "[30, 40]")
    assert (*place(body, "{id: two"), "same-place") in in_body(tmp_path, body)
