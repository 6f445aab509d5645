"""Scale bars and side markers on the picture of 120 × 80 pixels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courses import FIGURE, page, png
from tests.unit.check.reported import FRONT_LINES, in_body, place, reported

COMPARE = """
```compare
id: pair
caption: Two squares.
before: {label: First, image: images/a.png, alt: A square.}
after:
  label: Second
  image: images/b.png
  alt: A square again.
credit: Drawn for a test
licence: CC0
```
"""


def figure(lines: str, alt: str = "A grey square.") -> str:
    assert "licence: CC0\n" in FIGURE
    return FIGURE.replace("licence: CC0\n", f"licence: CC0\n{lines}\n").replace(
        "alt: A grey square.", f"alt: {alt}"
    )


@pytest.mark.parametrize(
    "lines",
    [
        "pixel_spacing: 0.14",
        "pixel_spacing: 1",
        "pixel_spacing: 1\nscale_corner: top-left",
        "pixel_spacing: 1\nscale_corner: bottom-left\nside_marker: {text: R}",
        "scale_corner: top-left\nside_marker: {text: R}",
        "pixel_spacing: 1\nscale_corner: top-left\nside_marker: {text: R, at: [60, 40]}",
        "side_marker: {text: R}",
        "side_marker: {text: Right hand, corner: bottom-right}",
        "side_marker: {text: L, at: [120, 80]}",
    ],
)
def test_scale_and_side_marker_are_no_problem(tmp_path: Path, lines: str) -> None:
    assert in_body(tmp_path, figure(lines)) == []


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("pixel_spacing: 0", "wrong-value"),
        ("pixel_spacing: -0.1", "wrong-value"),
        ("scale_corner: middle", "wrong-value"),
        ("side_marker: {text: A long sentence}", "wrong-value"),
        ("side_marker: {text: R, corner: middle}", "wrong-value"),
        ("side_marker: {text: R, corner: top-left, at: [1, 1]}", "wrong-value"),
        ("side_marker: {text: R, at: [121, 10]}", "shape-outside"),
        ("pixel_spacing: 143", "pixel-spacing-unlikely"),
        ("pixel_spacing: 0.00014", "pixel-spacing-unlikely"),
    ],
)
def test_scale_or_side_marker_that_cannot_be_is_reported(
    tmp_path: Path, lines: str, rule: str
) -> None:
    body = figure(lines)
    (found,) = in_body(tmp_path, body)
    assert found[2] == rule
    assert found[0] == place(body, lines)[0]


@pytest.mark.parametrize(
    ("marker", "alt"),
    [
        ("R", "AP radiograph of the left wrist."),
        ("Right", "Left wrist."),
        ("L", "The RIGHT knee."),
        ("left", "Right hip."),
    ],
)
def test_marker_of_another_side_than_the_alternative_text_is_reported(
    tmp_path: Path, marker: str, alt: str
) -> None:
    body = figure(f"side_marker: {{text: {marker}}}", alt)
    line, column = place(body, f"{marker}}}")
    assert in_body(tmp_path, body) == [(line, column, "side-marker-contradicts")]


@pytest.mark.parametrize(
    ("marker", "alt"),
    [
        ("R", "The right wrist."),
        ("R", "Both hands, left and right."),
        ("R", "A bright wrist."),
        ("R", "A wrist."),
        ("prox", "The left wrist."),
    ],
)
def test_marker_that_does_not_contradict_is_no_problem(
    tmp_path: Path, marker: str, alt: str
) -> None:
    assert in_body(tmp_path, figure(f"side_marker: {{text: {marker}}}", alt)) == []


@pytest.mark.parametrize(
    ("marker", "corner"),
    [("{text: R}", "top-left"), ("{text: R, corner: bottom-right}", "bottom-right")],
)
def test_bar_in_the_corner_of_the_marker_is_warned_of(
    tmp_path: Path, marker: str, corner: str
) -> None:
    body = figure(f"pixel_spacing: 1\nside_marker: {marker}\nscale_corner: {corner}")
    line, column = place(body, f"scale_corner: {corner}")
    column += len("scale_corner: ")
    assert in_body(tmp_path, body) == [(line, column, "scale-corner-taken")]


@pytest.mark.parametrize("where", ["caption: Two", "  label: Second"])
def test_unlikely_scale_of_a_comparison_is_reported(tmp_path: Path, where: str) -> None:
    indent = where[: len(where) - len(where.lstrip())]
    body = COMPARE.replace(where, f"{indent}pixel_spacing: 143\n{where}")
    line, column = place(body, "143")
    found = reported(tmp_path, {"pages/one.md": page(body), "images/b.png": png()})
    assert found == [("pages/one.md", FRONT_LINES + line, column, "pixel-spacing-unlikely")]
