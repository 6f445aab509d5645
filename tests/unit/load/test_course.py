"""A folder in, a Course and problems out."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.model.figure import Figure
from scorm_builder.model.page import Box, Prose
from scorm_builder.model.question import Choice
from tests.courses import CHOICE, COURSE, FIGURE, HOTSPOT, page, write_course


def said(folder: Path) -> list[str]:
    """What check says, a line each, without the folder."""
    return [str(p).replace(f"{folder}/", "").split("\n")[0] for p in check(folder)]


def test_tiny_course_has_no_problems(tmp_path: Path) -> None:
    assert said(write_course(tmp_path)) == []


def test_blocks_come_in_reading_order(tmp_path: Path) -> None:
    body = f"::: key-points\n- One\n{CHOICE}\n:::\n\nText.\n{FIGURE}\nMore.\n"
    folder = write_course(tmp_path, {"pages/one.md": page(body)})
    course = load(folder, installed()).course
    assert course is not None
    (one,) = course.pages
    assert [type(b) for b in one.walk()] == [Box, Prose, Choice, Prose, Figure, Prose]
    figure = one.figures[0]
    assert figure.findings[0].places[0].polygon == ((10, 10), (60, 12), (40, 50))
    picture = course.picture(figure.image)
    assert picture is not None
    assert (picture.width, picture.height) == (120, 80)


def test_values_say_where_they_were_written(tmp_path: Path) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(FIGURE)})
    course = load(folder, installed()).course
    assert course is not None
    figure = course.pages[0].figures[0]
    text = (folder / "pages/one.md").read_text().split("\n")
    span = figure.span("findings", 0, "shape", "polygon", 2)
    assert text[span.line - 1][span.column - 1 :].startswith("[40, 50]")
    assert text[figure.findings[0].span("label").line - 1].strip() == "label: The mark"


def test_windows_line_ends_and_byte_order_mark_are_taken(tmp_path: Path) -> None:
    body = "\ufeff" + page("\nText with ümlauts.\n").replace("\n", "\r\n")
    folder = write_course(tmp_path, {"pages/one.md": body.encode()})
    assert said(folder) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"course.yaml": COURSE.replace("[one]", "[one, two]")},
         "course.yaml:8:18: error: there is no page 'two' (pages/two.md) [page-missing]"),
        ({"pages/two.md": page("Text.", name="two")},
         "pages/two.md:1:1: error: no section of course.yaml lists this page [page-unlisted]"),
        ({"pages/_two.md": "not ready"}, None),
        ({"pages/one.md": "Text."},
         "pages/one.md:1:1: error: the page does not begin with front matter between two '---' "
         "lines [front-matter-missing]"),
        ({"pages/one.md": "---\nid: other\ntitle: T\n---\n"},
         "pages/one.md:2:5: error: the page's id is 'other' and its file is 'one.md' [page-id]"),
        ({"pages/one.md": b"---\nid: one\ntitle: caf\xe9\n---\n"},
         "pages/one.md:3:11: error: the byte 0xe9 is not UTF-8 text [not-utf8]"),
        ({"course.yaml": "- a\n- b\n"},
         "course.yaml:1:1: error: a course is written as 'key: value' lines; this is a list "
         "[wrong-type]"),
        ({"course.yaml": ""}, "course.yaml:1:1: error: a course has no 'format' [missing-key]"),
        ({"course.yaml": COURSE.replace("format: 1", "format: 2")},
         "course.yaml:1:9: error: 'format': '2' is not 1 [wrong-value]"),
    ],
)  # fmt: skip
def test_faults_of_files(tmp_path: Path, files: dict, expected: str | None) -> None:
    found = said(write_course(tmp_path, files))
    assert expected in found if expected else found == []


def test_folder_without_course_is_said(tmp_path: Path) -> None:
    assert "has no course.yaml" in said(tmp_path)[0]
    assert "there is no folder" in said(tmp_path / "nowhere")[0]
    (tmp_path / "Course.yaml").write_text("format: 1")
    assert "Course.yaml" in check(tmp_path)[0].hint


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("images/b.png", "file-missing"),
        ("images/A.png", "file-case"),
        ("Images/a.png", "file-case"),
        ("../secret.png", "file-outside"),
        ("images/../../x.png", "file-outside"),
        ("/etc/passwd", "file-outside"),
        ("images\\\\a.png", "file-outside"),
        ("C:/a.png", "file-outside"),
        ("images", "file-missing"),
        ("images/link.png", "file-outside"),
    ],
)
def test_pictures_are_found_by_exact_name_inside_the_folder(
    tmp_path: Path, path: str, rule: str
) -> None:
    body = FIGURE.replace("image: images/a.png", f'image: "{path}"')
    folder = write_course(tmp_path, {"pages/one.md": page(body)})
    secret = tmp_path / "secret.png"
    secret.write_bytes((folder / "images/a.png").read_bytes())
    (folder / "images/link.png").symlink_to(secret)
    (problem,) = [p for p in check(folder) if p.severity == "error"]
    assert problem.rule == rule
    lines = (folder / "pages/one.md").read_text().split("\n")
    assert lines[problem.span.line - 1].startswith("image: ")
    assert problem.span.column == len("image: ") + 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("```figur\nid: x\n```\n", "6:1: error: 'figur' is not a kind of block [unknown-block]"),
        ("::: nota\nx\n:::\n", "6:1: error: 'nota' is not a kind of box [unknown-block]"),
        ("::: note\nx\n", "6:1: error: this note box is never closed [block-unclosed]"),
        ("```choice\nid: x\n", "6:1: error: this choice is never closed [block-unclosed]"),
        ("- a\n\n  ```figure\n  id: x\n  ```\n",
         "8:3: error: a figure stands inside a list or quotation [block-nested]"),
        ("# Title\n", "6:1: warning: a heading of level 1 in the text [heading-level]"),
        ("## A\n\n#### B\n",
         "8:1: warning: a heading of level 4 follows one of level 2 [heading-level]"),
        ("![x](a.png)\n", "6:1: error: a picture stands in the text [picture-in-text]"),
        ("See [that](page:oen).\n", "6:12: error: there is no page 'oen' [link-broken]"),
        ("See [that](two.md).\n",
         "6:12: error: 'two.md' does not lead to a page or to the web [link-scheme]"),
        ("See [that](http://example.org).\n",
         "6:12: warning: 'http://example.org' is not encrypted [link-insecure]"),
        ("```\ncode\n```\n\n```text\ncode\n```\n", None),
        ("```figure\n```\n", "6:1: error: a figure has no 'id' [missing-key]"),
    ],
)  # fmt: skip
def test_faults_of_a_body(tmp_path: Path, body: str, expected: str | None) -> None:
    text = "---\nid: one\ntitle: One\n---\n\n" + body
    found = said(write_course(tmp_path, {"pages/one.md": text}))
    assert f"pages/one.md:{expected}" in found if expected else found == []


def test_same_picture_is_read_once(tmp_path: Path) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(FIGURE + HOTSPOT)})
    course = load(folder, installed()).course
    assert course is not None
    assert list(course.pictures) == ["images/a.png"]
