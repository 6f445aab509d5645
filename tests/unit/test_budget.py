"""What every learner has to load stays small."""

from __future__ import annotations

import gzip

import pytest

from scorm_builder.render.player_files import PlayerFiles
from tests.compiled import needs_player

pytestmark = needs_player


def compressed(text: str) -> int:
    """Bytes, as a web server sends them."""
    return len(gzip.compress(text.encode(), 6))


@pytest.mark.parametrize(
    ("tracking", "most"),
    [
        ("scorm12", 34_000),
        ("scorm2004", 34_000),
        ("cmi5", 36_000),
        ("aicc", 33_000),
        ("web", 29_000),
    ],
)
def test_script_of_the_player_stays_small(tracking: str, most: int) -> None:
    assert compressed(PlayerFiles.of().script(tracking)) <= most


def test_style_of_the_player_takes_at_most_12_kilobytes() -> None:
    assert compressed(PlayerFiles.of().stylesheet()) <= 12_000


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("pictures", 13_000),
        ("marking", 13_000),
        ("forms", 6_000),
        ("results", 8_000),
        ("search", 4_000),
        ("diagnosis", 8_000),
    ],
)
def test_scripts_that_are_loaded_when_wanted_stay_small(name: str, most: int) -> None:
    assert compressed(PlayerFiles.of().built(f"{name}.js")) <= most
