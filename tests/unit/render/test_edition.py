"""A course in several languages as files: what lies where, and that nothing but words differs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scorm_builder import prepare
from scorm_builder.filetree import FileTree
from tests.bilingual import bilingual
from tests.compiled import needs_player

pytestmark = needs_player


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> FileTree:
    return prepare(bilingual(tmp_path_factory.mktemp("bilingual"))).files


def text(files: FileTree, path: str) -> str:
    return files[path].read().decode()


def original(files: FileTree) -> dict[str, Any]:
    data = re.search(r'id="course-data">(.*?)</script>', text(files, "index.html"))
    assert data is not None
    found: dict[str, Any] = json.loads(data[1])
    return found


def welsh(files: FileTree) -> tuple[str, str, dict[str, Any]]:
    (path,) = (path for path in files if path.startswith("assets/language-cy-"))
    script = text(files, path)
    assert script.isascii()
    call = json.loads(f"[{script.removeprefix('scormBuilderLanguage(').strip()[:-2]}]")
    return call[0], call[1], call[2]


def test_languages_have_one_state(files: FileTree) -> None:
    tag, _, data = welsh(files)
    assert tag == "cy"
    mine = original(files)
    words = {"language", "direction", "ending", "strings", "languages", "extras", "search"}
    for key in mine.keys() - words - {"pages"}:
        assert data[key] == mine[key], key
    assert [
        {k: v for k, v in page.items() if k not in ("script", "language")} for page in data["pages"]
    ] == [{k: v for k, v in page.items() if k != "script"} for page in mine["pages"]]


def test_launch_page_names_the_languages_and_their_scripts(files: FileTree) -> None:
    languages = original(files)["languages"]
    assert [(each["tag"], each["name"], each["ending"]) for each in languages] == [
        ("en-GB", "English", ".html"),
        ("cy", "Cymraeg", ".cy.html"),
    ]
    assert languages[0]["script"] == ""
    assert languages[1]["script"] in files
    assert welsh(files)[2]["languages"] == []


def test_every_page_has_a_reading_page_in_each_language(files: FileTree) -> None:
    for name in ("one", "two", "three", "_credits", "_contents"):
        for ending, language in ((".html", "en-GB"), (".cy.html", "cy")):
            html = text(files, f"page-{name}{ending}")
            assert f'<html lang="{language}"' in html
            for link in re.findall(r'href="(?:\./)?(page-[^"#]+)', html):
                assert link in files, link
            others = re.findall(r'href="\./([^"]+)" lang="([^"]+)"[^>]* hreflang="([^"]+)"', html)
            assert others == [
                (f"page-{name}.html", "en-GB", "en-GB"),
                (f"page-{name}.cy.html", "cy", "cy"),
            ]


def test_links_of_a_translation_stay_in_it(files: FileTree) -> None:
    html = text(files, "page-two.cy.html")
    assert 'href="page-one.cy.html"' in html
    assert not re.search(r'href="page-[a-z_]+\.html"', html)


def test_page_that_stands_in_is_marked(files: FileTree) -> None:
    html = text(files, "page-three.cy.html")
    assert re.search(r'<article class="page" data-page="three" lang="en-GB" dir="ltr">', html)
    assert 'class="notice stand-in" lang="cy" dir="ltr"' in html
    assert "Check answer" in html, "the words of the interface on it are in its language too"
    _, shell, data = welsh(files)
    assert [page.get("language") for page in data["pages"]] == [None, None, "en-GB"]
    assert '<span class="contents-title" lang="en-GB" dir="auto">The third page</span>' in shell


def test_course_of_one_language_says_nothing_of_languages(tmp_path: Path) -> None:
    from tests.courses import write_course

    files = prepare(write_course(tmp_path)).files
    assert "hreflang" not in text(files, "index.html")
    assert original(files)["languages"] == []
