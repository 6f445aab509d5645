"""Patterns of a stack: which files, in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.load.files import Folder
from scorm_builder.load.patterns import by_number, matches
from scorm_builder.model.stack import Stack
from scorm_builder.problems import Span
from tests.courses import page, png, write_course


def folder_of(root: Path, *names: str) -> Folder:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return Folder(root)


def test_numbers_in_names_are_numbers() -> None:
    names = ["s10.png", "s9.png", "s1.png", "s01.png", "a2b10.png", "a2b9.png", "s.png"]
    wanted = ["a2b9.png", "a2b10.png", "s01.png", "s1.png", "s9.png", "s10.png", "s.png"]
    assert sorted(names, key=by_number) == wanted


def test_names_that_mix_digits_of_other_scripts_can_be_sorted() -> None:
    names = ["s².png", "s2.png", "2.png", "s٣.png", "", "s"]
    wanted = ["2.png", "", "s2.png", "s٣.png", "s", "s².png"]
    assert sorted(names, key=by_number) == wanted


@pytest.mark.parametrize("pattern", ["ct/s*.png", "ct/*1*.png", "ct/*"])
def test_pattern_takes_the_files_of_its_folder_in_order(tmp_path: Path, pattern: str) -> None:
    folder = folder_of(tmp_path, "ct/s10.png", "ct/s1.png", "ct/.s11.png", "other/s1.png")
    assert matches(pattern, folder, Span("")) == ("ct/s1.png", "ct/s10.png")


def test_star_alone_is_special(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a[1]-1.png", "a1-1.png", "ab-1.png", "a?-1.png")
    assert matches("a[1]-*.png", folder, Span("")) == ("a[1]-1.png",)
    assert matches("a?-*.png", folder, Span("")) == ("a?-1.png",)


def test_pattern_in_a_box_becomes_a_list_of_pictures(tmp_path: Path) -> None:
    body = """
        ::: note In a box
        ```stack
        id: pile
        images: images/s-*.png
        windows:
          - {name: Bone, images: "images/b-*.png"}
        window: Soft tissue
        alt: Grey squares.
        caption: A pile.
        credit: Drawn for a test
        licence: CC0
        ```
        :::
    """
    files = {f"images/{kind}-{n}.png": png(grey=n) for kind in "sb" for n in (2, 10)}
    folder = write_course(tmp_path, {**files, "pages/one.md": page(body)})
    course, problems = (loaded := load(folder, installed())).course, loaded.problems
    assert problems == ()
    assert course is not None
    (stack,) = (block for block in course.pages[0].models if isinstance(block, Stack))
    soft, bone = ("images/s-2.png", "images/s-10.png"), ("images/b-2.png", "images/b-10.png")
    assert stack.series == (soft, bone)
    assert set(course.pictures) == {*soft, *bone}
    assert stack.first_shown == 1
    assert stack.span("images").line > 0
