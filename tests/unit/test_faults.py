"""The list of faults names tests that are there, and says of each test what it is for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS = sorted({start for fault in FAULTS.values() for start in fault.tests})


@pytest.mark.parametrize("start", STARTS)
def test_each_start_is_that_of_a_test_which_names_its_faults(start: str) -> None:
    file, _, name = start.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.search(rf'^def {re.escape(name)}.*?"""(.*?)"""', text, re.MULTILINE | re.DOTALL)
    assert found, f"no test begins '{name}'"
    named = set(re.findall(r"\bP\d\d\b", found[1].partition(":")[0]))
    assert named == {number for number, fault in FAULTS.items() if start in fault.tests}


def test_faults_are_numbered_from_1_to_26_but_for_that_of_cmi5() -> None:
    assert list(FAULTS) == [f"P{number:02}" for number in range(1, 27) if number != 25]
