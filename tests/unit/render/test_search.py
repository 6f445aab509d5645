"""The index of the search: the builder's half and the player's, held to each other."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from scorm_builder.core import CORE
from scorm_builder.load.course import load
from scorm_builder.model.course import Course
from scorm_builder.plugin import Registry
from scorm_builder.render.player_files import player_folder
from scorm_builder.render.search import folded, search_index
from tests.courses import CHOICE, FIGURE, HOTSPOT, page, write_course

ESBUILD = player_folder() / "node_modules" / ".bin" / "esbuild"
NODE = shutil.which("node")

COURSE = """
format: 1
id: tiny
title: A tiny course
description: For a test.
licence: MIT
sections:
  - title: All
    pages: [one, two, three]
"""
PAGES = {
    "one": "## The rotator cuff\n\nCalcium in a tendon; see [a page](page:two).\n" + FIGURE,
    "two": "::: key-points\n- The tendon is thick.\n:::\n\nŠťastný wrote of 2½ cm.\n" + CHOICE,
    "three": "Only a cuff.\n" + HOTSPOT,
}


def course(folder: Path, pages: dict[str, str] | None = None) -> Course:
    bodies = pages or PAGES
    files = {f"pages/{name}.md": page(body, name=name) for name, body in bodies.items()}
    files["course.yaml"] = COURSE.replace("one, two, three", ", ".join(bodies))
    loaded = load(write_course(folder, files), Registry.of([CORE]))
    assert loaded.course is not None
    assert loaded.problems == ()
    return loaded.course


def words(index: list[str]) -> list[str]:
    found: list[str] = []
    for each in index[0].split(" "):
        last = found[-1] if found else ""
        found.append(last[: int(each[0], 36)] + each[1:])
    return found


def test_words_are_kept_once_in_order_without_case_or_accents(tmp_path: Path) -> None:
    index = search_index(course(tmp_path), ())
    assert index is not None
    found = words(index)
    assert found == sorted(set(found))
    assert {"rotator", "cuff", "stastny", "thick", "mark", "grey", "calcium"} <= set(found)
    assert len(index[1].split(" ")) == len(found)


def test_nothing_of_a_question_is_kept(tmp_path: Path) -> None:
    index = search_index(course(tmp_path), ())
    assert index is not None
    assert not {"this", "that", "because", "there", "elsewhere", "abnormality"} & set(words(index))


def test_text_of_brackets_alone_is_searched_in_a_moment(tmp_path: Path) -> None:
    hostile = course(tmp_path, {**PAGES, "one": "](" * 90_000 + " beyond\n"})
    start = time.perf_counter()
    index = search_index(hostile, ())
    assert time.perf_counter() - start < 2
    assert index is not None
    assert "beyond" in words(index)


def test_addresses_and_credits_are_not_kept(tmp_path: Path) -> None:
    index = search_index(course(tmp_path), ())
    assert index is not None
    assert not {"drawn", "cc0", "png", "images"} & set(words(index))


def test_short_course_has_no_index(tmp_path: Path) -> None:
    assert search_index(course(tmp_path, {"one": PAGES["one"], "two": PAGES["two"]}), ()) is None


@pytest.mark.parametrize(
    ("text", "plain"), [("Šťastný", "stastny"), ("ŵy", "wy"), ("TENDON", "tendon"), ("ﬁ", "fi")]
)
def test_text_is_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.skipif(NODE is None or not ESBUILD.exists(), reason="the player is not installed")
def test_player_finds_what_the_builder_wrote(tmp_path: Path) -> None:
    index = search_index(course(tmp_path), ())
    queries = {
        "tendon": [1, 0],  # a key point before text
        "cuff": [0, 2],  # a heading before text
        "TEND calc": [0],
        "stast": [1],
        "Šťastný": [1],
        "page": [0, 1, 2],
        "three": [2],
        "abnormality": [],
        "zzz": [],
        "a": [],
    }
    entry = tmp_path / "run.ts"
    source = (player_folder() / "search" / "index.ts").as_posix()
    entry.write_text(
        f'import {{ Index, asked }} from "{source}";'
        "const [index, queries] = JSON.parse(process.argv[2]);"
        "const made = new Index(index);"
        "console.log(JSON.stringify(queries.map((q: string) => made.find(asked(q)))));"
    )
    bundle = tmp_path / "run.cjs"
    command = [str(ESBUILD), str(entry), "--bundle", "--platform=node", f"--outfile={bundle}"]
    subprocess.run(command, check=True, capture_output=True)
    asked = json.dumps([index, list(queries)])
    done = subprocess.run(
        [str(NODE), str(bundle), asked], check=True, capture_output=True, text=True
    )
    assert dict(zip(queries, json.loads(done.stdout), strict=True)) == {
        **queries,
        "a": json.loads(done.stdout)[list(queries).index("a")],
    }
