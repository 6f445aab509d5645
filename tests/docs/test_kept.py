"""The how-tos on what is kept say what the player says, in its own words."""

from __future__ import annotations

import pytest
import yaml

from tests.docs.examples import ROOT

WORDS = yaml.safe_load((ROOT / "player/strings/en.yaml").read_text(encoding="utf-8"))["player"]
KEPT = (ROOT / "docs/how-to/what-is-kept-where.md").read_text(encoding="utf-8")
LOST = (ROOT / "docs/how-to/when-progress-is-lost.md").read_text(encoding="utf-8")

STATUSES = [n for n in WORDS if n.startswith("status_") and not n.endswith("_long")]
FACTS = [name for name in WORDS if name.startswith("diagnosis_")]
LINES = [
    f"check_{name}"
    for name in (
        *("status", "phase", "stamp", "kept", "sent", "failures", "trouble", "copies", "locks"),
        *("durability", "persisted", "cookies", "secure", "online"),
    )
]
PRESSED = {
    KEPT: ["load_retry", "notice_continue", "offer_nobody_title", "offer_again_title"],
    LOST: ["settings", "settings_check", "check_copy", "save_and_exit", "notice_continue"],
}


@pytest.mark.parametrize("name", STATUSES)
def test_every_word_of_the_status_line_is_explained(name: str) -> None:
    assert f"| **{WORDS[name]}** |" in KEPT


@pytest.mark.parametrize("name", FACTS + LINES)
def test_every_line_of_the_report_is_explained(name: str) -> None:
    firsts = {
        label.strip()
        for line in LOST.splitlines()
        if line.startswith("| ")
        for label in line.split("|")[1].split(",")
    }
    whole = {line.split("|")[1].strip() for line in LOST.splitlines() if line.startswith("| ")}
    assert WORDS[name] in firsts | whole


@pytest.mark.parametrize("page", PRESSED, ids=["kept", "lost"])
def test_buttons_and_questions_are_named_as_they_are(page: str) -> None:
    flat = " ".join(page.split())
    words = {
        **yaml.safe_load((ROOT / "player/strings/en.yaml").read_text("utf-8"))["page"],
        **WORDS,
    }
    assert [words[name] for name in PRESSED[page] if f"**{words[name]}**" not in flat] == []
