"""Access: what keeps some learners from using a course."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courses import COURSE
from tests.unit.check.reported import reported

WELSH = "page:\n  next_page: Ymlaen\n"


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("en", []),
        ("en-GB", []),
        ("cy", ["language-without-words"]),
        ("ar-EG", ["language-without-words"]),
    ],
)
def test_language_that_the_interface_does_not_speak_is_reported(
    tmp_path: Path, language: str, found: list[str]
) -> None:
    files = {"course.yaml": f"{COURSE}language: {language}\n"}
    assert [rule for *_, rule in reported(tmp_path, files)] == found


def test_theme_can_bring_the_words(tmp_path: Path) -> None:
    files = {
        "course.yaml": f"{COURSE}language: cy\ntheme: look\n",
        "look/strings/cy.yaml": WELSH,
    }
    assert reported(tmp_path, files) == []
