"""Reviews: the next comes after the last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scorm_builder import check
from tests.courses import page, write_course
from tests.unit.check.reported import in_body


@pytest.mark.parametrize(
    ("reviewed", "following", "expected"),
    [
        ("2026-01-31", "2027-01-31", []),
        ("2026-01-31", "2026-01-31", [(-1, 14, "review-order")]),
        ("2026-01-31", "2025-01-31", [(-1, 14, "review-order")]),
        ("2026-01-31", "20270131", [(-1, 14, "wrong-type")]),
    ],
)
def test_next_review_is_after_the_last(
    tmp_path: Path, reviewed: str, following: str, expected: list[tuple[int, int, str]]
) -> None:
    front = f"reviewed: {reviewed}\nnext_review: {following}"
    assert in_body(tmp_path, "Text.\n", front) == expected


@pytest.mark.parametrize(
    ("today", "found"), [("2027-01-31", []), ("2027-02-01", ["review-overdue"])]
)
def test_overdue_review_is_reported_from_the_day_after(
    tmp_path: Path, today: str, found: list[str]
) -> None:
    front = "reviewed: 2026-01-31\nnext_review: 2027-01-31"
    folder = write_course(tmp_path, {"pages/one.md": page("Text.", front)})
    assert [p.rule for p in check(folder, today=date.fromisoformat(today))] == found
    assert check(folder) == (), "without a day nothing is overdue"
