"""A learner in the middle of a course that is edited, built again and uploaded over the old one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from scorm_builder import build
from tests.browser.learner import close, launch
from tests.browser.lms import Lms
from tests.courses import CHOICE, page, write_course

COURSE = """
format: 1
id: edited
title: A course that is edited
description: For a test.
licence: MIT
sections:
  - title: All
    pages: [{pages}]
"""


def course(folder: Path, pages: dict[str, str]) -> Path:
    """Build a course of ``pages`` and return the package."""
    files = {f"pages/{name}.md": page(body, name=name) for name, body in pages.items()}
    files["course.yaml"] = COURSE.format(pages=", ".join(pages))
    source = write_course(folder, files)
    (source / "pages/one.md").unlink(missing_ok=True)
    return build(source, out=folder / "dist").path


def choice(name: str, *, options: int = 2) -> str:
    more = "".join(f"  - text: Option {number}\n" for number in range(2, options))
    text = CHOICE.replace("id: q1", f"id: {name}")
    return text.replace("explain:", f"{more}explain:")


@pytest.fixture
def lms(tmp_path: Path) -> Lms:
    first = {
        "alpha": choice("kept") + choice("changed") + choice("removed"),
        "beta": choice("b1"),
        "gone": choice("g1"),
    }
    return Lms(course(tmp_path / "first", first))


def test_edited_course_keeps_what_still_applies(
    context: BrowserContext, lms: Lms, tmp_path: Path
) -> None:
    with lms:
        opened = context.new_page()
        learner = launch(opened, lms)
        for _ in range(3):
            learner.take_page(True)
            learner.next()
        learner.goto("beta")
        expect(learner.frame.locator("#_status")).to_have_text("Sent")
        close(opened)

        second = {
            "new": choice("n1"),
            "beta": choice("b1"),
            "alpha": choice("added") + choice("changed", options=3) + choice("kept"),
        }
        lms.archive = zipfile.ZipFile(course(tmp_path / "second", second))
        learner = launch(context.new_page(), lms)
        learner.frame.get_by_role("button", name="Continue").click()
        learner.arrives("beta")  # the bookmark is kept by id, not by position
        assert "Correct" in learner.result(learner.questions()[0])
        learner.goto("alpha")
        added, changed, kept = learner.questions()
        assert "Correct" in learner.result(kept)
        assert learner.result(added) == "", "a new question has no answer"
        assert learner.result(changed) == "", "its options changed: the old answer means nothing"
        assert learner.progress == "1 of 3 pages done"
