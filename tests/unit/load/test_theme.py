"""A theme is a folder in the course, and its files can be used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scorm_builder import BuildError, check, prepare
from scorm_builder.load.theme import theme_of
from tests.compiled import needs_player
from tests.courses import COURSE, write_course


def themed(root: Path, name: str, files: dict[str, str | bytes] | None = None) -> Path:
    return write_course(root, {"course.yaml": f"{COURSE}theme: {name}\n", **(files or {})})


def said(folder: Path) -> list[tuple[str, int, int, str]]:
    return [
        (Path(p.span.file).relative_to(folder).as_posix(), p.span.line, p.span.column, p.rule)
        for p in check(folder)
    ]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("plain", None),
        ("mine", None),
        ("./mine", None),
        ("deep/mine", None),
        ("nowhere", "theme-missing"),
        ("images/a.png", "theme-missing"),
        (".", "theme-missing"),
        ("MINE", "file-case"),
        ("..", "file-outside"),
        ("mine/../../elsewhere", "file-outside"),
        ("/etc", "file-outside"),
        ("link", "file-outside"),
    ],
)
def test_theme_is_a_folder_in_the_course(tmp_path: Path, name: str, rule: str | None) -> None:
    css = ":root { --accent: navy; }"
    folder = themed(
        tmp_path, name, {"mine/styles/tokens.css": css, "deep/mine/styles/tokens.css": css}
    )
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert said(folder) == ([("course.yaml", 9, 8, rule)] if rule else [])


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("shell/page.html.j2", "ok\n{% if %}", ("mine/shell/page.html.j2", 2, 1, "theme-broken")),
        (
            "shell/page.html.j2",
            "{{" + "(" * 20_000,
            ("mine/shell/page.html.j2", 1, 1, "theme-broken"),
        ),
        ("strings/en.yaml", "page: }", ("mine/strings/en.yaml", 1, 7, "yaml-syntax")),
        ("strings/en.yaml", "[" * 9_000, ("mine/strings/en.yaml", 1, 51, "yaml-refused")),
        ("strings/en.yaml", "page: words", ("mine/strings/en.yaml", 1, 1, "theme-broken")),
        ("styles/tokens.css", b"\xff", ("mine/styles/tokens.css", 1, 1, "not-utf8")),
        ("logo.png", b"\xff", ("course.yaml", 9, 8, "theme-file-unused")),
        ("dist/player-scorm12.js", "0;", ("course.yaml", 9, 8, "theme-file-unused")),
        ("strings/de.yaml", "page:\n  next_page: Weiter\n", None),
    ],
)
def test_files_of_a_theme_are_judged(
    tmp_path: Path, path: str, text: str | bytes, place: tuple[str, int, int, str] | None
) -> None:
    found = said(themed(tmp_path, "mine", {f"mine/{path}": text}))
    assert found == ([place] if place else [])


@pytest.mark.parametrize("name", ["tokens.css", "shell"])
def test_link_in_a_theme_does_not_lead_out(tmp_path: Path, name: str) -> None:
    folder = themed(tmp_path, "mine", {"mine/styles/tokens.css": ""})
    (tmp_path / "outside").mkdir()
    (folder / "mine" / name).symlink_to(tmp_path / "outside")
    assert said(folder) == [("course.yaml", 9, 8, "file-outside")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_named_pipe_in_a_theme_is_not_opened(tmp_path: Path) -> None:
    folder = themed(tmp_path, "mine", {"mine/strings/de.yaml": "page:\n  next_page: Weiter\n"})
    (folder / "mine/styles").mkdir()
    os.mkfifo(folder / "mine/styles/tokens.css")
    assert said(folder) == [("course.yaml", 9, 8, "file-missing")]


@needs_player
@pytest.mark.parametrize("text", ["{{ nowhere }}", "{{ 1 / 0 }}", '{% include "gone.j2" %}'])
def test_template_that_fails_when_used_is_a_problem(tmp_path: Path, text: str) -> None:
    folder = themed(tmp_path, "mine", {"mine/shell/page.html.j2": text})
    with pytest.raises(BuildError) as caught:
        prepare(folder)
    assert [(p.rule, p.span.line) for p in caught.value.problems] == [("theme-broken", 9)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("base: nhs\nscheme: dark\n", None),
        ("base: nsh\n", ("mine/theme.yaml", 1, 7, "theme-missing")),
        ("base: mine\n", ("mine/theme.yaml", 1, 7, "theme-missing")),
        ("scheme: dim\n", ("mine/theme.yaml", 1, 9, "wrong-value")),
        ("colour: red\n", ("mine/theme.yaml", 1, 1, "unknown-key")),
    ],
)
def test_theme_says_what_it_is_laid_over(
    tmp_path: Path, text: str, place: tuple[str, int, int, str] | None
) -> None:
    folder = themed(tmp_path, "mine", {"mine/theme.yaml": text})
    found = [each for each in said(folder) if each[3] != "theme-nhs"]
    assert found == ([place] if place else [])


def test_theme_laid_over_another_has_its_folders_and_its_scheme(tmp_path: Path) -> None:
    folder = themed(tmp_path, "mine", {"mine/theme.yaml": "base: plain-dark\n"})
    theme = theme_of(folder, "mine")
    assert theme.names == ("mine", "plain-dark", "plain")
    assert [path.name for path in theme.folders] == ["mine", "plain-dark", "player"]
    assert (theme.scheme, theme.trusted) == ("dark", False)
    assert theme_of(folder, "nhs").trusted


def test_misspelt_theme_is_told_apart(tmp_path: Path) -> None:
    found = check(themed(tmp_path, "plain-drak"))
    assert [p.hint for p in found] == ["did you mean 'plain-dark'?"]


def test_token_that_nothing_uses_is_warned_of(tmp_path: Path) -> None:
    tokens = ":root {\n  --acccent: #123;\n  --ours: red;\n}\n"
    rules = "a { color: var(--ours) }"
    found = themed(
        tmp_path, "mine", {"mine/styles/tokens.css": tokens, "mine/styles/theme.css": rules}
    )
    assert said(found) == [("mine/styles/tokens.css", 2, 1, "token-unknown")]
