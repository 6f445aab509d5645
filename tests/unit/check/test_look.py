"""Text stands out in its theme, and the look of the NHS is for its services."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.check.look import PAIRS
from scorm_builder.load.theme import built_in, theme_of
from tests.courses import CHOICE, COURSE, page, png, write_course


def said(tmp_path: Path, tokens: str, course: str = "theme: mine\n") -> list[str]:
    files = {"course.yaml": COURSE + course, "pages/one.md": page(CHOICE)}
    if tokens:
        files["mine/styles/tokens.css"] = tokens
    return [f"{p.rule}: {p.message}" for p in check(write_course(tmp_path, files))]


@pytest.mark.parametrize("name", built_in())
def test_built_in_theme_has_contrast_in_both_schemes(tmp_path: Path, name: str) -> None:
    assert said(tmp_path, "", f"theme: {name}\nnhs_service: true\n") == []


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        (":root { --muted: #777 }", "--muted on --bg has a contrast of 4.1 on a light page"),
        (
            "@media (prefers-color-scheme: dark) { :root { --accent: #05c } }",
            "--accent on --bg has a contrast of 2.7 on a dark page",
        ),
        (":root { --edge: #bbb }", "--edge on --paper has a contrast of 1.9 on a light page"),
        (
            ":root { --on-accent: #ffffff80 }",
            "the contrast of --on-accent on --accent is not known: "
            "--on-accent lets what is below shine through",
        ),
        (
            ":root { --fg: color-mix(in srgb, red, blue) }",
            "the contrast of --fg on --bg is not known: "
            "--fg is 'color-mix(in srgb, red, blue)'; write '#rrggbb'",
        ),
    ],
)
def test_colours_that_are_hard_to_tell_apart_are_warned_of(
    tmp_path: Path, tokens: str, message: str
) -> None:
    found = said(tmp_path, tokens)
    assert f"theme-contrast: {message}" in found
    assert {line.split(":")[0] for line in found} == {"theme-contrast"}


def test_colour_may_be_that_of_another_token_or_a_name(tmp_path: Path) -> None:
    assert (
        said(tmp_path, ":root { --muted: var(--fg); --fg: black; --accent: rgb(0, 60, 120) }") == []
    )


def test_every_colour_of_the_player_is_in_a_pair() -> None:
    colours = {n for n, v in theme_of(Path(), "plain").tokens.light.items() if v.startswith("#")}
    assert colours - {f"--{name}" for pair in PAIRS for name in pair[:2]} == {"--line"}, (
        "a line that only divides needs no contrast"
    )


@pytest.mark.parametrize(
    ("course", "rules"),
    [
        ("theme: nhs\n", ["theme-nhs"]),
        ("theme: nhs\nnhs_service: true\n", []),
        ("theme: mine\n", ["theme-nhs"]),
        ("theme: plain\n", []),
    ],
)
def test_look_of_the_nhs_is_for_its_services(tmp_path: Path, course: str, rules: list[str]) -> None:
    files = {"course.yaml": COURSE + course, "mine/theme.yaml": "base: nhs\n"}
    found = check(write_course(tmp_path, {**files, "pages/one.md": page(CHOICE)}))
    assert [p.rule for p in found] == rules
    assert all(p.severity == "note" for p in found)


def test_large_logo_is_warned_of(tmp_path: Path) -> None:
    logo = "logo: {image: images/logo.png, alt: Our trust}\n"
    files = {"course.yaml": COURSE + logo, "pages/one.md": page(CHOICE)}
    small = write_course(tmp_path / "s", {**files, "images/logo.png": png(40, 20)})
    large = write_course(tmp_path / "l", {**files, "images/logo.png": png(400, 200)})
    assert [p.rule for p in check(small)] == []
    assert [(p.rule, p.span.line) for p in check(large)] == [("logo-large", 9)]
