"""What a check says of a course of a few lines: rule and place, without the message."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scorm_builder import check
from tests.courses import page, write_course

FRONT_LINES = 4
"""Lines of ``page("…")`` above its body."""


def reported(root: Path, files: Mapping[str, str | bytes]) -> list[tuple[str, int, int, str]]:
    """File, line, column and rule of every problem of the tiny course with ``files``."""
    folder = write_course(root, files)
    return [
        (Path(p.span.file).relative_to(folder).as_posix(), p.span.line, p.span.column, p.rule)
        for p in check(folder)
    ]


def in_body(root: Path, body: str, front: str = "") -> list[tuple[int, int, str]]:
    """Line (of the body, from 1), column and rule of every problem of a page with ``body``."""
    above = FRONT_LINES + len(front.strip("\n").splitlines())
    found = reported(root, {"pages/one.md": page(body, front)})
    assert {file for file, *_ in found} <= {"pages/one.md"}
    return [(line - above, column, rule) for _, line, column, rule in found]


def place(text: str, words: str) -> tuple[int, int]:
    """Line and column of ``words``, which stand in ``text`` once."""
    assert text.count(words) == 1, words
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
