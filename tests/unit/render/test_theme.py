"""A theme is a folder with the player's relative paths: what it has, it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import BuildError, prepare
from scorm_builder.load.tokens import Tokens
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.stylesheet import written
from tests.courses import CHOICE, COURSE, page, write_course


def themed(tmp_path: Path, files: dict[str, str]) -> dict[str, str]:
    """The text files of a course with a theme of ``files``, by package path."""
    theme = {f"look/{path}": text for path, text in files.items()}
    course = {"course.yaml": COURSE + "theme: look\n", "pages/one.md": page(CHOICE)}
    package = prepare(write_course(tmp_path, {**course, **theme}))
    return {
        path: file.read().decode()
        for path, file in package.files.items()
        if path.endswith((".html", ".css", ".js"))
    }


def css(files: dict[str, str]) -> str:
    return next(text for path, text in files.items() if path.endswith(".css"))


def test_tokens_of_a_theme_take_the_place_of_the_players(tmp_path: Path) -> None:
    made = css(themed(tmp_path, {"styles/tokens.css": ":root{--accent:#123456}"}))
    first = made.split("\n")[0]
    assert "--accent:#123456" in first
    assert "--accent:#0" not in first
    assert "--bg:#f4f6f7" in first, "what a theme does not say stays"
    assert ".fig-stage" in made, "the rules stay"


def test_template_of_a_theme_takes_the_place_of_the_players(tmp_path: Path) -> None:
    template = '<section class="mine">{{ title }}: {{ inside }}</section>'
    course = {
        "course.yaml": COURSE + "theme: look\n",
        "look/blocks/box/box.html.j2": template,
        "pages/one.md": page("::: note Look\nText.\n:::\n"),
    }
    package = prepare(write_course(tmp_path, course))
    html = package.files["page-one.html"].read().decode()
    assert '<section class="mine">Look: ' in html


def test_words_of_a_theme_are_laid_over_the_players(tmp_path: Path) -> None:
    words = "page:\n  next_page: Onwards\nplayer:\n  status_sent: Stored\n"
    files = themed(tmp_path, {"strings/en.yaml": words})
    assert "Onwards" in files["index.html"]
    assert '"status_sent":"Stored"' in files["index.html"]
    assert "Check answer" in files["index.html"], "what a theme does not say stays"


def test_language_without_words_is_english() -> None:
    player = PlayerFiles.of()
    assert player.strings("xx") == player.strings("en")


@pytest.mark.parametrize(
    "template",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 'a' * 10000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ range(10 ** 9) | list }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '%(a%b)1000000000d' % {'a%b': 1} }}",
        "{{ '%.1000000000f' | format(1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'a'.zfill(1000000000) }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ [1] | tojson(indent=1000000000) }}",
        "{{ lipsum(1000000000) }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}word{% endfor %}{% endfor %}",
    ],
)
def test_template_of_a_theme_can_reach_nothing(tmp_path: Path, template: str) -> None:
    """A theme comes with a course, and a course perhaps from a stranger."""
    with pytest.raises(BuildError) as caught:
        themed(tmp_path, {"blocks/choice/choice.html.j2": template})
    assert [problem.rule for problem in caught.value.problems] == ["theme-broken"]


def test_words_of_a_theme_are_filled_in_and_never_formatted(tmp_path: Path) -> None:
    words = "page:\n  next_page: 'On {n.__class__} {nowhere} {{'\n"
    html = themed(tmp_path, {"strings/en.yaml": words})["index.html"]
    assert "On {n.__class__} {nowhere} {{" in html


def test_words_with_a_format_cannot_read_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    leak = "{date.striptags.__globals__[t].sys.modules[os].environ}"
    course = {
        "course.yaml": COURSE + "theme: look\n",
        "look/strings/en.yaml": f"page:\n  reviewed: 'LEAK {leak}'\n",
        "pages/one.md": page("Text.", front="reviewed: 2026-01-15"),
    }
    package = prepare(write_course(tmp_path, course))
    html = package.files["page-one.html"].read().decode()
    assert "LEAK" in html
    assert "hunter2" not in html


def test_script_of_a_theme_is_not_used(tmp_path: Path) -> None:
    files = themed(tmp_path, {"dist/player-scorm12.js": "evil()"})
    assert not any("evil()" in text for text in files.values())


def test_dark_tokens_follow_the_device_and_the_choice_and_more_contrast_outweighs_them() -> None:
    tokens = Tokens({"--a": "1"}, {"--a": "2"}, {"--a": "3"}, {"--a": "4"})
    assert written(tokens).split("\n") == [
        ":root{color-scheme:light dark;--a:1}",
        "@media screen{:root[data-scheme=light]{color-scheme:light}"
        ":root[data-scheme=dark]{color-scheme:dark;--a:2}}",
        "@media screen and (prefers-color-scheme:dark)"
        "{:root:not([data-scheme]){color-scheme:dark;--a:2}}",
        "@media (prefers-contrast:more){:root:root{--a:3}}",
        "@media screen and (prefers-contrast:more){:root:root[data-scheme=dark]{--a:4}}",
        "@media screen and (prefers-contrast:more) and (prefers-color-scheme:dark)"
        "{:root:root:not([data-scheme]){--a:4}}",
    ]


def test_theme_with_a_scheme_of_its_own_says_so_in_every_page(tmp_path: Path) -> None:
    package = prepare(write_course(tmp_path, {"course.yaml": COURSE + "theme: plain-dark\n"}))
    for name in ("index.html", "page-one.html"):
        html = package.files[name].read().decode()
        assert ' data-scheme="dark" data-opens="dark">' in html.split("<head>")[0]


def test_theme_laid_over_another_has_its_rules(tmp_path: Path) -> None:
    made = css(themed(tmp_path, {"theme.yaml": "base: nhs", "styles/theme.css": "h1{color:red}"}))
    assert "--go:#007f3b" in made
    assert made.rindex("h1{color:red}") > made.index("var(--go)")


def test_logo_stands_in_the_head_of_every_page(tmp_path: Path) -> None:
    logo = "logo: {image: images/a.png, alt: 'The <Trust>'}\n"
    package = prepare(write_course(tmp_path, {"course.yaml": COURSE + logo}))
    [picture] = [path for path in package.files if path.startswith("images/")]
    for name in ("index.html", "page-one.html"):
        html = package.files[name].read().decode()
        assert f'<img src="{picture}" width="120" height="80" alt="The &lt;Trust&gt;">' in html
