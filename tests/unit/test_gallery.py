"""The gallery: every kind of block in every example, built like any course."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorm_builder import preview
from scorm_builder.core import installed
from scorm_builder.preview.gallery import Gallery, examples, themes, write_gallery
from tests.compiled import needs_player


def test_every_kind_of_block_has_examples_in_the_gallery() -> None:
    shown = {example.kind for example in examples(installed())}
    assert set(installed().blocks) <= shown


def test_example_that_must_be_refused_is_not_shown() -> None:
    assert "wrong" not in {example.name for example in examples(installed())}


@needs_player
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_each_example_is_a_page_in_each_theme(theme: str, direction: str) -> None:
    gallery = Gallery(installed())
    launch = gallery.file(f"{theme}/{direction}/index.html")
    assert launch is not None
    rtl = direction == "rtl"
    for example in gallery.examples:
        page = gallery.file(f"{theme}/{direction}/page-{example.page}.html")
        assert (page is not None) == ((example.name == "right-to-left") == rtl), example.page
    assert f'dir="{direction}"'.encode() in launch.read()


@needs_player
def test_page_of_the_gallery_lists_themes_and_examples() -> None:
    page = Gallery(installed()).file("")
    assert page is not None
    data = re.search(r'id="gallery-data">(.*?)</script>', page.read().decode(), re.S)
    assert data
    listed = json.loads(data[1])
    assert listed["themes"] == list(themes())
    assert {"kind": "figure", "name": "ordinary", "page": "figure-ordinary"} in listed["examples"]


@needs_player
@pytest.mark.parametrize("path", ["nowhere/ltr/index.html", "plain/up/index.html", "x", "plain"])
def test_what_is_not_in_the_gallery_is_not_found(path: str) -> None:
    assert Gallery(installed()).file(path) is None


@needs_player
def test_preview_of_the_gallery_needs_no_course(tmp_path: Path) -> None:
    with preview(tmp_path / "nothing", gallery=True) as server:
        assert server.address.endswith("/gallery/")
        assert server.file("/") is None
        assert server.file("/gallery/") is not None


def test_gallery_is_a_course_that_can_be_read_in_the_folder(tmp_path: Path) -> None:
    write_gallery(tmp_path, [e for e in examples(installed()) if e.name == "ordinary"])
    assert (tmp_path / "course.yaml").is_file()
    assert (tmp_path / "pages" / "figure-ordinary.md").is_file()
    assert (tmp_path / "images" / "fixture.png").is_file()
