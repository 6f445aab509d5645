"""The accessibility evidence names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.criteria import CRITERIA

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS = sorted({start for starts in CRITERIA.values() for start in starts})


@pytest.mark.parametrize("start", STARTS)
def test_each_start_is_that_of_a_test(start: str) -> None:
    file, _, name = start.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {re.escape(name)}", text, re.MULTILINE), f"no test begins '{name}'"


@pytest.mark.parametrize("criterion", CRITERIA)
def test_criterion_is_called_as_in_the_recommendation(criterion: str) -> None:
    assert re.fullmatch(r"[1-4]\.\d\.\d{1,2} [A-Z][A-Za-z,() -]+", criterion)
