"""Rules: each is named by a test, explained, and a word that can be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder.core import installed
from scorm_builder.problems import Rule

TESTS = Path(__file__).resolve().parent.parent
OTHERS = "\n".join(
    path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py") if path != Path(__file__)
)
each_rule = pytest.mark.parametrize("rule", installed().rules.values(), ids=lambda rule: rule.name)


@each_rule
def test_rule_is_named_by_a_test(rule: Rule) -> None:
    assert re.search(rf'["\[]{re.escape(rule.name)}["\]]', OTHERS), f"no test names '{rule.name}'"


@each_rule
def test_rule_is_said_in_words(rule: Rule) -> None:
    assert re.fullmatch(r"(scorm12/)?[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.title[0].isupper() and not rule.title.endswith(".")
    assert rule.why.endswith((".", "?")) and "  " not in rule.why
