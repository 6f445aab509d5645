"""The words of the interface: every language says what English says, in its own forms."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from scorm_builder.render.player_files import PlayerFiles, player_folder
from scorm_builder.render.words import Words, plural_category

FOLDER = player_folder() / "strings"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "en")
NODE = shutil.which("node")
PLACEHOLDER = re.compile(r"\{(\w+)\}")

SAME = {
    *("role_normal", "date", "text_size", "still_alt", "speed_half", "speed_full"),
    *("scale_mm", "scale_cm", "measure_degrees", "viewer_full", "viewer_percent"),
    *("compare_share", "credits_logo"),
}
"""Strings that are written alike in Welsh and in English."""


def strings(language: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    )
    return found


def texts(value: str | list[str] | Mapping[str, str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        yield from value.values() if isinstance(value, Mapping) else value


def intl(languages: list[str], numbers: range) -> dict[str, list[str]]:
    """What the player's own plural rules say, by Node's."""
    assert NODE is not None
    code = (
        "const [l, n] = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(Object.fromEntries(l.map(x => {"
        "const r = new Intl.PluralRules(x); return [x, n.map(i => r.select(i))]}))))"
    )
    asked = json.dumps([languages, list(numbers)])
    done = subprocess.run([NODE, "-e", code, asked], check=True, capture_output=True, text=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(NODE is None, reason="there is no Node")
def test_builder_and_browser_count_alike() -> None:
    numbers = range(203)
    languages = ["en", "cy", "ar", "pl", "fr", "de", "ja", "zh", "ko", "vi", "th", "id"]
    for language, categories in intl(languages, numbers).items():
        assert [plural_category(language, n) for n in numbers] == categories, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_has_every_string_of_english_and_no_other(language: str) -> None:
    english, own = strings("en"), strings(language)
    for part in ("page", "player"):
        assert sorted(english[part].keys() - own[part].keys()) == [], f"not translated: {part}"
        assert sorted(own[part].keys() - english[part].keys()) == [], f"no longer there: {part}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_fills_in_what_english_fills_in(language: str) -> None:
    english, own = strings("en"), strings(language)
    for part in ("page", "player"):
        for name in english[part].keys() & own[part].keys():
            wanted = {
                each for text in texts(english[part][name]) for each in PLACEHOLDER.findall(text)
            }
            for text in texts(own[part][name]):
                assert set(PLACEHOLDER.findall(text)) == wanted, f"{name}: {text}"


@pytest.mark.skipif(NODE is None, reason="there is no Node")
@pytest.mark.parametrize("language", LANGUAGES)
def test_language_counts_in_all_its_forms_and_no_others(language: str) -> None:
    english, own = strings("en"), strings(language)
    forms = set(intl([language], range(300))[language])
    for part in ("page", "player"):
        for name, value in own[part].items():
            counts = isinstance(english[part].get(name), dict)
            assert isinstance(value, dict) == counts, name
            if counts:
                assert set(value) == forms, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_was_left_in_english(language: str) -> None:
    english, own = strings("en"), strings(language)
    for part in ("page", "player"):
        for name in english[part].keys() & own[part].keys():
            for text in texts(own[part][name]):
                assert text.strip()
                assert name in SAME or text not in set(texts(english[part][name])), name
    assert len(set(own["page"]["months"])) == 12


def test_welsh_nouns_change_after_numbers() -> None:
    words = Words("cy", **PlayerFiles.of().strings("cy"))
    said = [str(words("search_found", n=n)).removeprefix("Cafwyd hyd i ") for n in range(8)]
    assert said == [
        *("0 tudalen", "1 dudalen", "2 dudalen", "3 tudalen"),
        *("4 tudalen", "5 tudalen", "6 thudalen", "7 tudalen"),
    ]
    assert str(words("progress", done=2, n=3)) == "Cwblhawyd 2 o 3 tudalen"


def test_english_that_stands_in_is_marked_in_text_and_nowhere_else() -> None:
    every = PlayerFiles.of().strings("en")
    names = frozenset(("skip", "contents"))
    words = Words("ar", every["page"], every["player"], english=names, ending=".ar.html")
    html = (
        f'<a href="page-one.html" title="{words("contents")}">{words("skip")}</a>'
        f"{words('hint')}<script>{words('skip')}</script><title>{words('skip')}</title>"
    )
    assert (
        words.finished(html)
        == words.finished(Markup(html))
        == (
            '<a href="page-one.ar.html" title="Contents">'
            '<span lang="en" dir="ltr">Skip to the page</span></a>'
            "Hint<script>Skip to the page</script><title>Skip to the page</title>"
        )
    )
