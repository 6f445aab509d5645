"""A theme's tokens are read by the circumstances in which they hold."""

from __future__ import annotations

import time

import pytest

from scorm_builder.load.tokens import Tokens, read_tokens

FILE = """
/* colours; and more */
:root {
  --bg: #fff;
  --font: "A; b", Arial;
  --side: max(1rem, calc((100% - var(--page)) / 2));
  --mark: url("data:image/svg+xml;utf8,<svg/>")
}
@media screen and (prefers-color-scheme: dark) { :root { --bg: #000; } }
@media (prefers-contrast: more) { :root { --line: #111 } }
@media (prefers-contrast: more) and (prefers-color-scheme:dark) { :root { --line: #eee } }
"""


def test_tokens_are_read_for_light_dark_and_more_contrast() -> None:
    tokens, problems = read_tokens(FILE, "tokens.css")
    assert problems == ()
    assert tokens.light == {
        "--bg": "#fff",
        "--font": '"A; b", Arial',
        "--side": "max(1rem, calc((100% - var(--page)) / 2))",
        "--mark": 'url("data:image/svg+xml;utf8,<svg/>")',
    }
    assert (tokens.dark, tokens.contrast) == ({"--bg": "#000"}, {"--line": "#111"})
    assert tokens.contrast_dark == {"--line": "#eee"}


def test_tokens_are_laid_over_others_one_by_one() -> None:
    base = Tokens({"--a": "1", "--b": "2"}, {"--a": "3"})
    over = Tokens({"--a": "4"}, {"--b": "5"}).over(base)
    assert over.on("light") == {"--a": "4", "--b": "2"}
    assert over.on("dark") == {"--a": "3", "--b": "5"}, "a dark token outlives a new light one"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (":root { --a: 1 }\np { color: red }", (2, 1), "'p { color: red }' is not"),
        (":root {\n  font-size: 120%;\n}", (2, 3), "'font-size' is not a token"),
        (":root {\n  --a 1;\n}", (2, 3), "'--a 1;' is not '--name: value;'"),
        ("@media (min-width: 1px) { :root { --a: 1 } }", (1, 1), "'@media (min-width: 1px)'"),
        ("@media (prefers-color-scheme: light) { :root { --a: 1 } }", (1, 1), "is no place"),
        ("@import 'x.css';", (1, 1), "\"@import 'x.css';\"".strip('"')),
        ("}", (1, 1), "'}' is not"),
    ],
)
def test_what_is_not_a_token_is_said_in_its_place(
    text: str, place: tuple[int, int], said: str
) -> None:
    problems = read_tokens(text, "tokens.css")[1]
    assert [(p.rule, p.span.line, p.span.column) for p in problems] == [("tokens-form", *place)]
    assert said in problems[0].message


def test_color_scheme_is_the_builders_business() -> None:
    assert read_tokens(":root { color-scheme: light dark; --a: 1 }", "")[0].light == {"--a": "1"}


@pytest.mark.parametrize(
    "text",
    [
        ":root { --accent: a" + " " * 100_000 + '" }',
        "@media" + " " * 100_000,
        "@media a" + " " * 100_000 + "b { }",
        ":root { " + "--a:1;" * 20_000 + " }",
        ":root{}" * 20_000,
        ":root{" + "a:b;" * 20_000 + "}",
    ],
)
def test_time_to_read_tokens_grows_with_their_length_alone(text: str) -> None:
    before = time.process_time()
    read_tokens(text, "tokens.css")
    assert time.process_time() - before < 10


def test_comment_within_a_string_hides_nothing() -> None:
    text = """:root { --a: "/*" '"*/" url(x) /*'; --b: 1 }"""
    assert read_tokens(text, "")[0].light == {"--a": """"/*" '"*/" url(x) /*'""", "--b": "1"}
