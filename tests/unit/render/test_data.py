"""What the player is told of completion, sections, draws and the certificate."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.core import CORE
from scorm_builder.model.page import Box, Page
from scorm_builder.model.question import Likert
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Span
from tests.compiled import needs_player
from tests.unit.render.making import (
    Elements,
    box,
    course,
    fixtures,
    made,
    page,
    prose,
    rendered,
    text,
)

pytestmark = needs_player


def question(name: str, kind: str = "choice", **keys: Any) -> Any:
    return made(kind, {**fixtures(kind)["ordinary"], "id": name, **keys})


def data(folder: Path, *pages: Page, **head: Any) -> dict[str, Any]:
    html = text(rendered(course(folder, *pages, **head)), "index.html")
    found = re.search(r'id="course-data">(.*?)</script>', html)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def case(line: int, *blocks: Any) -> Box:
    return Box("case", "A case", blocks, Span("one.md", line))


def test_rules_of_completion_are_told_as_they_stand(tmp_path: Path) -> None:
    told = data(
        tmp_path,
        page(question("a")),
        page(question("b"), id="two", optional=True, completion="viewed"),
        minimum_pages=1,
        pass_mark=60,
        pass_completes=True,
        retake="all",
        practice=False,
        certainty_marking=True,
    )
    assert {key: told[key] for key in ("minimum", "passCompletes", "retake", "practice")} == {
        "minimum": 1,
        "passCompletes": True,
        "retake": "all",
        "practice": False,
    }
    assert told["certaintyMarking"]
    one, two = told["pages"]
    assert "optional" not in one and one["needs"] == ["questions"]
    assert two["optional"] and two["needs"] == []


def test_without_a_word_all_pages_are_to_be_done_and_nothing_is_certified(tmp_path: Path) -> None:
    told = data(tmp_path, page(question("a")))
    assert told["minimum"] is None
    assert not told["passCompletes"]
    assert told["sections"] == []
    assert told["certificate"] is None
    assert told["practice"]
    assert "draw" not in told["pages"][0]


def test_sections_with_a_mark_of_their_own_are_told(tmp_path: Path) -> None:
    sections = [
        {"title": "Reading", "pages": ["one"]},
        {"title": "Bones & joints", "pages": ["two", "three"], "pass_mark": 60},
    ]
    pages = [page(question("a"), id=name) for name in ("one", "two", "three")]
    told = data(tmp_path, *pages, sections=sections, pass_mark=50)
    assert told["sections"] == [
        {"title": "Bones & joints", "passMark": 60, "pages": ["two", "three"]}
    ]


@pytest.mark.parametrize("organisation", [None, "An invented hospital"])
def test_certificate_names_the_course_and_its_publisher(
    tmp_path: Path, organisation: str | None
) -> None:
    told = data(tmp_path, page(), certificate=True, organisation=organisation)
    assert told["certificate"] == {"title": "A tiny course", "organisation": organisation or ""}
    assert told["results"], "the certificate's script is there in a course without questions too"


def test_number_to_be_drawn_is_told_with_the_units(tmp_path: Path) -> None:
    blocks = [question("a"), case(9, question("b"), question("c")), question("d")]
    entry = data(tmp_path, page(*blocks, draw=2))["pages"][0]
    assert entry["draw"] == [{"group": "", "n": 2}]
    assert [(each["id"], each["unit"]) for each in entry["questions"]] == [
        ("a", 0),
        ("b", 1),
        ("c", 1),
        ("d", 2),
    ]


def test_groups_to_be_drawn_from_are_told(tmp_path: Path) -> None:
    blocks = [question("a", group="normal"), question("b", group="odd"), question("c")]
    draw = [{"group": "normal", "n": 1}, {"group": "odd", "n": 1}]
    entry = data(tmp_path, page(*blocks, draw=draw))["pages"][0]
    assert entry["draw"] == draw
    assert [each["group"] for each in entry["questions"]] == ["normal", "odd", ""]


def test_figures_whose_findings_are_to_be_shown_are_told(tmp_path: Path) -> None:
    figure = made("figure", fixtures("figure")["ordinary"])
    needs = ["findings", "questions"]
    entry = data(tmp_path, page(figure, question("a"), completion=needs))["pages"][0]
    assert entry["needs"] == ["questions", "findings"]
    assert [name for name, _ in entry["figures"]] == [figure.id]
    assert "figures" not in data(tmp_path, page(figure))["pages"][0]


def test_question_without_a_right_answer_never_counts(tmp_path: Path) -> None:
    likert = Likert.model_validate({"id": "b", "prompt": "This was useful."})
    blocks = [question("a"), likert]
    entry = data(tmp_path, page(*blocks), pass_mark=50)["pages"][0]
    assert [each["scored"] for each in entry["questions"]] == [True, False]


YES, NO = {"text": "Yes", "correct": True}, {"text": "No"}
UNSURE = {"text": "I do not know", "gives_up": True}


@pytest.mark.parametrize(
    ("kind", "keys", "tries"),
    [
        ("choice", {"options": [YES, NO]}, 1),
        ("choice", {"options": [YES, NO, UNSURE]}, 1),
        ("choice", {"options": [YES, NO, {"text": "Perhaps"}]}, 3),
        ("multiple_choice", {"options": [YES, NO]}, 3),
        ("true_false", {}, 1),
        ("ordering", {"items": ["Look", "Feel"]}, 1),
        ("ordering", {"items": ["Look", "Feel", "Move"]}, 3),
    ],
)
def test_where_one_answer_alone_is_wrong_there_is_one_try(
    tmp_path: Path, kind: str, keys: Any, tries: int
) -> None:
    asked = question("a", kind, **{**keys, "tries": 3})
    on = page(asked)
    assert course(tmp_path, on).tries(on, asked) == tries


SEEN = [kind for kind in CORE.blocks if kind.name not in ("audio", "video")]


@pytest.mark.parametrize("kind", SEEN, ids=[kind.name for kind in SEEN])
def test_blocks_that_the_script_of_pictures_starts_ask_for_it(
    tmp_path: Path, kind: BlockKind
) -> None:
    block = kind.model.model_validate(fixtures(kind.name)["ordinary"])
    html = text(rendered(course(tmp_path, page(block))), "index.html")
    classes = {name for _, attrs in Elements(html).found for name in attrs.get("class", "").split()}
    assert bool(classes & {"fig", "hotspot"}) == ("pictures" in kind.scripts)


def test_page_names_the_scripts_of_its_own_blocks_and_a_page_of_text_none(tmp_path: Path) -> None:
    figure = made("figure", fixtures("figure")["ordinary"])
    pages = (
        page(prose("Words.")),
        page(box("note", "", figure), id="two"),
        page(question("a"), id="three"),
    )
    text_only, shown, asked = data(tmp_path, *pages)["pages"]
    assert "parts" not in text_only and "parts" not in asked
    assert re.fullmatch(r"assets/pictures-[0-9a-f]{10}\.js", " ".join(shown["parts"]))


def test_package_has_the_script_of_pictures_only_where_a_page_needs_it(tmp_path: Path) -> None:
    def scripts(*pages: Page) -> list[str]:
        tree = rendered(course(tmp_path, *pages))
        return [path for path in tree if path.startswith("assets/pictures-")]

    assert scripts(page(question("a"))) == []
    assert len(scripts(page(question("a"), made("figure", fixtures("figure")["ordinary"])))) == 1
