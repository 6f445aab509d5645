"""Reviews: the next comes after the last."""

from __future__ import annotations

from pathlib import Path

import pytest

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
