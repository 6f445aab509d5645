"""Courses with a score: so many questions on so many pages, for tests of what becomes of them."""

from __future__ import annotations

from pathlib import Path

from tests.courses import FIGURE, page, write_course

HEAD = """\
format: 1
id: graded
title: An invented course
description: For a test.
licence: MIT
organisation: An invented hospital
"""


def choice(name: str, keys: str = "") -> str:
    """A question whose first option is right, with two wrong ones."""
    return (
        f"\n```choice\nid: {name}\n{keys}prompt: Which is right, in {name}?\noptions:\n"
        "  - text: The right one\n    correct: true\n  - text: A wrong one\n"
        "  - text: Another wrong one\nexplain: The first one is right.\n```\n"
    )


def questions(*names: str, keys: str = "") -> str:
    """One question for each name."""
    return "".join(choice(name, keys) for name in names)


LIKERT = "\n```likert\nid: view\nprompt: This was useful.\n```\n"


def graded(
    folder: Path, head: str, sections: dict[str, list[str]], pages: dict[str, tuple[str, str]]
) -> Path:
    """The folder of a course: ``head`` joins course.yaml; each page has its front matter and body.

    A section's name may bring its pass mark: ``Joints 70``.
    """
    lines = []
    for name, its in sections.items():
        title, _, mark = name.partition(" ")
        lines.append(f"  - title: {title}\n    pages: [{', '.join(its)}]\n")
        lines += [f"    pass_mark: {mark}\n"] if mark else []
    files: dict[str, str | bytes] = {"course.yaml": f"{HEAD}{head}sections:\n{''.join(lines)}"}
    for name, (front, body) in pages.items():
        files[f"pages/{name}.md"] = page(body, front, name)
    if "one" not in pages:
        raise ValueError("the tiny course's page is called one")
    return write_course(folder, files)


def full(folder: Path, head: str = "", **changes: tuple[str, str]) -> Path:
    """Practice, a page to look at, an optional page, and an assessment in two sections."""
    pages = {
        "one": ("", "Some text.\n" + questions("a", "b", "c") + LIKERT),
        "two": ("completion: [questions, findings]", "Some text.\n" + FIGURE + questions("d")),
        "extra": ("optional: true", "More to read.\n\n" * 40),
        "bones": ("assessment: true", questions("e", "f", keys="confidence: true\n")),
        "joints": ("assessment: true", questions("g", "h")),
        **changes,
    }
    sections = {"Learning": ["one", "two", "extra"], "Bones 50": ["bones"], "Joints 50": ["joints"]}
    return graded(folder, f"pass_mark: 50\ncertificate: true\n{head}", sections, pages)
