"""Which tests stay with one worker: what they share is made once, and nothing else waits for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.together import SHARED, together

BROWSER = Path(__file__).resolve().parents[1] / "browser"


@pytest.mark.parametrize(
    ("test", "group"),
    [
        ("tests/engines/test_layout.py::test_a[firefox-320-480]", "firefox"),
        ("tests/engines/test_meta.py::test_a[chromium]", "chromium"),
        ("tests/engines/test_media.py::test_a[webkit-reduced motion]", "webkit"),
        ("tests/browser/test_viewer.py::test_a", "test_viewer"),
        ("tests/browser/test_gallery.py::test_a[box-ltr]", "test_gallery-ltr"),
        ("tests/browser/test_gallery.py::test_a[true_false-rtl]", "test_gallery-rtl"),
    ],
)
def test_what_shares_a_browser_or_a_course_is_one_group(test: str, group: str) -> None:
    assert together(test) == group


@pytest.mark.parametrize(
    "test", ["tests/unit/test_build.py::test_a[chromium]", "tests/browser/test_journey.py::test_a"]
)
def test_any_other_test_goes_to_whoever_is_free(test: str) -> None:
    assert together(test) == test


def test_every_module_that_is_named_is_there() -> None:
    named = re.findall(r"\w+", SHARED.pattern.rpartition("(?:")[2].partition(")")[0])
    assert len(named) > 5
    assert [name for name in named if not (BROWSER / f"test_{name}.py").is_file()] == []
