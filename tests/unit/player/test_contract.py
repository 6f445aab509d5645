"""Builder and player: what the one writes is of the other's types, what that tells is explained."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.build import prepare
from scorm_builder.core import installed
from scorm_builder.interaction_key import interaction_key
from scorm_builder.model.course import Course
from scorm_builder.preview.gallery import examples, write_gallery
from scorm_builder.render.data import page_data
from tests.compiled import needs_player
from tests.unit.player.conftest import PLAYER, Player

TSC = PLAYER / "node_modules/typescript/bin/tsc"

pytestmark = [
    needs_player,
    pytest.mark.skipif(
        not shutil.which("node") or not TSC.exists(),
        reason="needs Node and `npm install` in player/",
    ),
]


Data = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A course and what the player is told of it at launch and on each page."""

    course: Course
    launch: Data
    pages: list[Data]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A course of every example of every kind of block."""
    folder = tmp_path_factory.mktemp("gallery")
    write_gallery(folder, examples(installed()))
    package = prepare(folder, registry=installed())
    html = package.files["index.html"].read().decode()
    found = re.search(r'id="course-data">(.*?)</script>', html)
    assert found
    pages = [page_data(package.course, page, installed()) for page in package.course.pages]
    return Written(package.course, json.loads(found[1]), pages)


def faults(folder: Path, course: object, pages: object) -> str:
    """What the compiler says against the data."""
    types = json.dumps(str(PLAYER / "course"))
    (folder / "data.ts").write_text(
        f"import type {{ CourseData, PageData }} from {types};\n"
        f"export const course: CourseData = {json.dumps(course)};\n"
        f"export const pages: PageData[] = {json.dumps(pages)};\n",
        encoding="utf-8",
    )
    config = {"extends": str(PLAYER / "tsconfig.json"), "include": ["data.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = ["node", str(TSC), "--noEmit", "--project", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_every_example_is_told_in_the_words_of_the_player(written: Written, tmp_path: Path) -> None:
    kinds = {question["kind"] for page in written.pages for question in page["questions"]}
    assert kinds == {name for name, kind in installed().blocks.items() if kind.data}
    assert faults(tmp_path, written.launch, written.pages) == ""


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("toleranse", 2, "\"toleranse\"' does not exist in type 'MeasureData'"),
        ("tries", "2", "Type 'string' is not assignable to type 'number'"),
        ("id", None, "Type 'null' is not assignable to type 'string'"),
    ],
)
def test_what_the_player_does_not_expect_is_found(
    written: Written, tmp_path: Path, key: str, value: object, said: str
) -> None:
    (page,) = (each for each in written.pages if each["id"] == "measure-ordinary")
    (question,) = page["questions"]
    wrong = {**page, "questions": [{**question, key: value}]}
    assert said in faults(tmp_path, written.launch, [wrong])


def test_the_key_to_reports_explains_all_that_is_told(written: Written, player: Player) -> None:
    explained: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(interaction_key(written.course))):
        explained[row["interaction"]].add(row["told"].removeprefix("'"))
    types = set()
    for page in written.pages:
        for question in page["questions"]:
            key = explained[f"{page['id']}.{question['id']}"]
            for answer in ANSWERS.get(
                question["kind"], ({"selected": question.get("correct", [0])},)
            ):
                whole = {"selected": [], "marks": [], **answer}
                if told := player("told", question=question, answer=whole):
                    types.add(told["type"])
                    assert said(told) <= key, question
    assert types >= {"choice", "matching", "sequencing", "numeric", "performance", "likert"}


ANSWERS: dict[str, tuple[Data, ...]] = {
    "numeric": ({"selected": [0], "text": "1"},),
    "outline": ({"selected": [0]}, {"marks": [[100, 100], [300, 100], [300, 300]]}),
    "hotspot": ({"selected": [0]}, {"marks": [[0, 1000]]}),
    "reflection": (),
}
"""Answers to kinds of which the indexes of what is right are not all that can be told."""


def said(told: Data) -> set[str]:
    """The words that a reader of a report looks up."""
    match told["type"]:
        case "numeric":
            return {" to ".join(told["correct"][0])}
        case "matching":
            return {part for pair in told["response"] for part in pair.split(".")}
        case "performance":
            return set(*told["correct"])
    return {*told["response"], *(part for pattern in told["correct"] for part in pattern)} - {""}
