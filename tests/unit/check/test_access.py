"""Access: what keeps some learners from using a course."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scorm_builder import check
from scorm_builder.render.player_files import PlayerFiles
from tests.courses import COURSE, write_course
from tests.unit.check.reported import reported


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("en", []),
        ("en-GB", []),
        ("cy", []),
        ("de", ["language-without-words"]),
        ("ar-EG", ["language-without-words"]),
    ],
)
def test_language_that_the_interface_does_not_speak_is_reported(
    tmp_path: Path, language: str, found: list[str]
) -> None:
    files = {"course.yaml": f"{COURSE}language: {language}\n"}
    assert [rule for *_, rule in reported(tmp_path, files)] == found


def test_theme_can_bring_the_words(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "course.yaml": f"{COURSE}language: de\ntheme: look\n",
        "look/strings/de.yaml": yaml.safe_dump(PlayerFiles.of().strings("en")),
    }
    assert reported(tmp_path, files) == []


def test_theme_that_brings_some_words_is_told_which_are_missing(tmp_path: Path) -> None:
    every = {part: dict(words) for part, words in PlayerFiles.of().strings("en").items()}
    del every["page"]["next_page"], every["player"]["result_right"]
    folder = write_course(
        tmp_path,
        {
            "course.yaml": f"{COURSE}language: de\ntheme: look\n",
            "look/strings/de.yaml": yaml.safe_dump(every),
        },
    )
    (problem,) = check(folder)
    assert problem.rule == "language-words-missing"
    assert "2 (next_page, result_right)" in problem.message


def test_every_language_of_a_course_is_looked_at(tmp_path: Path) -> None:
    words = "title: A\ndescription: B\nsections: [{title: C}]\n"
    files = {"course.yaml": f"{COURSE}languages: [en, de]\n", "course.de.yaml": words}
    found = [(line, rule) for _, line, _, rule in reported(tmp_path, files)]
    line = COURSE.count("\n")
    assert sorted(found) == [(line, "language-without-words"), (line, "translation-missing")]
