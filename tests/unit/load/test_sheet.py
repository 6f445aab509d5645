"""A theme's rules and the files that they show."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scorm_builder import check, prepare
from scorm_builder.load.sheet import read_sheet
from tests.compiled import needs_player
from tests.courses import COURSE, png, write_course

FONT = b"wOF2" + bytes(60)


def themed(root: Path, files: dict[str, str | bytes]) -> Path:
    theme = {f"mine/{path}": content for path, content in files.items()}
    return write_course(root, {"course.yaml": f"{COURSE}theme: mine\n", **theme})


@pytest.mark.parametrize(
    ("rules", "place", "rule"),
    [
        ("@import 'x.css';", (1, 1), "theme-remote"),
        ("@IMPORT 'x.css';", (1, 1), "theme-remote"),
        ("a {\n  background: url(https://example.org/a.png);\n}", (2, 15), "theme-remote"),
        ("a { background: url( '//example.org/a.png' ) }", (1, 17), "theme-remote"),
        ("a { background: url(/a.png) }", (1, 17), "theme-remote"),
        ('a { background: image-set("a.png" 1x) }', (1, 17), "theme-remote"),
        (r"a { background: u\72l(https://example.org/a.png) }", (1, 18), "theme-remote"),
        ("a { background: url(data:text/html,x) }", (1, 17), "theme-remote"),
        ("a { background: url(gone.png) }", (1, 17), "file-missing"),
        ("a { background: url(../../course.yaml) }", (1, 17), "file-outside"),
        ("a { background: url(../notes.txt) }", (1, 17), "theme-file-unfit"),
        ("a { background: url(../broken.woff2) }", (1, 17), "theme-file-unfit"),
        ("a { background: url(../broken.png) }", (1, 17), "theme-file-unfit"),
        (
            'a{content:"url("#}@media all{p{background:url(http://evil/y.png)}}c{content:")"}',
            (1, 43),
            "theme-remote",
        ),
        (
            "a{content:'url('data:image/x;}@import \"http://evil/x.css\";b{content:')'}",
            (1, 31),
            "theme-remote",
        ),
        ("a{content:'/*'}b{background:url(//evil/x)}c{content:'*/'}", (1, 29), "theme-remote"),
        ("a { background: -webkit-image-set('//evil/x' 1x) }", (1, 17), "theme-remote"),
        ("a { background: \xb2url(//evil/x) }", (1, 18), "theme-remote"),
        ("a { background: url(//evil/x", (1, 17), "theme-remote"),
        ("a { background: url('\\68ttp://evil/x') }", (1, 17), "theme-remote"),
        ("a { content: 'x\n}", (1, 14), "theme-remote"),
        (f"a {{ background: url(data:image/png,{'A' * 200_000}) }}", (1, 17), "theme-file-unfit"),
        ("@media (prefers-color-scheme: dark) { a { color: red } }", (1, 9), "theme-scheme"),
        ("a { background: url(data:image/png;base64,AAAA) }", None, ""),
        ("a { fill: url(#pattern) } b::after { content: '\\2192 url(' }", None, ""),
        ("/* url(https://example.org/) @import */ a { color: red }", None, ""),
    ],
)
def test_rules_bring_nothing_from_elsewhere(
    tmp_path: Path, rules: str, place: tuple[int, int] | None, rule: str
) -> None:
    files = {"notes.txt": "x", "broken.woff2": "x", "broken.png": "x"}
    folder = themed(tmp_path, {"styles/theme.css": rules})
    for name, text in files.items():
        (folder / "mine" / name).write_text(text)
    _, problems = read_sheet(folder / "mine")
    assert [(p.rule, p.span.line, p.span.column) for p in problems] == (
        [(rule, *place)] if place else []
    )


@needs_player
def test_files_that_the_rules_show_go_into_the_package_under_a_hashed_name(tmp_path: Path) -> None:
    rules = (
        "@font-face { font-family: Ours; src: url('../fonts/Our Font.woff2') format('woff2') }\n"
        ".masthead { background: url(../mark.png) /* ours */ }\n"
    )
    files: dict[str, str | bytes] = {
        "styles/theme.css": rules,
        "styles/tokens.css": ":root { --font: Ours, sans-serif; --mark: url(../mark.png); }",
        "fonts/Our Font.woff2": FONT,
        "mark.png": png(8, 8),
        "unused.png": png(8, 8),
    }
    folder = themed(tmp_path, files)
    assert [(p.rule, p.message) for p in check(folder)] == [
        ("theme-file-unused", "nothing uses 'mine/unused.png'"),
        ("token-unknown", "nothing uses the token '--mark'"),
    ]
    made = prepare(folder).files
    brought = sorted(path for path in made if path.startswith("assets/") and "." in path)
    fonts = [path for path in brought if path.endswith(".woff2")]
    marks = [path for path in brought if path.endswith(".png")]
    assert len(fonts) == len(marks) == 1
    css = next(file for path, file in made.items() if path.endswith(".css")).read().decode()
    for path in (*fonts, *marks):
        assert f"url({path.removeprefix('assets/')})" in css, "beside the style sheet"
    assert made[fonts[0]].read() == FONT
    assert "ours */" not in css
    assert css.rindex("@font-face") > css.index(".fig-stage"), "a theme's rules come last"


def test_picture_of_a_theme_is_cleaned(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>x()</script></svg>'
    rules = "a { background: url(../mark.svg) }"
    folder = themed(tmp_path, {"styles/theme.css": rules, "mark.svg": drawing})
    sheet, problems = read_sheet(folder / "mine")
    assert problems == ()
    assert [b"script" in file.read() for file in sheet.files.values()] == [False]


@pytest.mark.parametrize(
    "rules",
    ["p{}" + " " * 200_000 + "x{}", '"' + '\\"' * 100_000, "url(" * 50_000, "/*/" * 60_000],
)
def test_time_to_read_rules_grows_with_their_length_alone(tmp_path: Path, rules: str) -> None:
    folder = themed(tmp_path, {"styles/theme.css": rules})
    before = time.process_time()
    read_sheet(folder / "mine")
    assert time.process_time() - before < 10


def test_strings_and_files_of_rules_stay_what_they_are(tmp_path: Path) -> None:
    rules = "a { content: '/* \\\n  url(x) */' }  /* gone\n */\n\n  b { color: red }\n"
    folder = themed(tmp_path, {"styles/theme.css": rules})
    sheet, problems = read_sheet(folder / "mine")
    assert problems == ()
    assert sheet.text == "a { content: '/* \\\n  url(x) */' }\nb { color: red }"
