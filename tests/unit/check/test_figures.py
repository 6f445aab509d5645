"""Pictures and shapes: inside the picture of 120 × 80 pixels, sound, said in words."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.check.figures import canvas
from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.render.overlay import draw
from tests.courses import FIGURE, HOTSPOT, page, png, write_course
from tests.unit.check.reported import in_body, place, reported

SHAPE = "polygon: [[10, 10], [60, 12], [40, 50]]"
CIRCLE = "circle: {c: [50, 40], r: 12}"


def with_shape(shape: str) -> str:
    assert SHAPE in FIGURE
    return FIGURE.replace(SHAPE, shape)


@pytest.mark.parametrize(
    "shape",
    [
        "point: [120, 80]",
        "point: [0, 0]",
        "arrow: {from: [1, 1], to: [20, 20]}",
        "line: [[0, 0], [120, 80]]",
        "polyline: [[1, 1], [1, 1]]",
        "rect: [0, 0, 120, 80]",
        "circle: {c: [60, 40], r: 40}",
        "ellipse: {c: [60, 40], rx: 60, ry: 40}",
        "polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]",
    ],
)
def test_shape_inside_the_picture_is_no_problem(tmp_path: Path, shape: str) -> None:
    assert in_body(tmp_path, with_shape(shape)) == []


@pytest.mark.parametrize(
    ("shape", "at"),
    [
        ("point: [121, 10]", "[121"),
        ("point: [-0.5, 10]", "[-0.5"),
        ("point: [1e308, 10]", "[1e308"),
        ("arrow: {from: [1, 1], to: [1, 81]}", "{from"),
        ("line: [[0, 0], [121, 80]]", "[121"),
        ("polygon: [[10, 10], [60, 12], [40, 81]]", "[40, 81"),
        ("rect: [100, 10, 30, 10]", "[100"),
        ("circle: {c: [50, 40], r: 41}", "{c:"),
        ("circle: {c: [1e308, 1e308], r: 1e308}", "{c:"),
        ("ellipse: {c: [60, 40], rx: 60, ry: 40, rotate: 30}", "{c:"),
    ],
)
def test_shape_outside_the_picture_is_reported_at_its_point(
    tmp_path: Path, shape: str, at: str
) -> None:
    body = with_shape(shape)
    assert in_body(tmp_path, body) == [(*place(body, at), "shape-outside")]


def test_label_and_region_outside_are_reported(tmp_path: Path) -> None:
    body = FIGURE.replace("    text: It is grey.", "    text: It is grey.\n    label_at: [130, 1]")
    assert in_body(tmp_path, body) == [(*place(body, "[130"), "shape-outside")]
    body = HOTSPOT.replace("rect: [2, 2, 20, 20]", "rect: [2, 2, 200, 20]")
    assert in_body(tmp_path, body) == [(*place(body, "[2, 2"), "shape-outside")]


@pytest.mark.parametrize(
    "shape",
    [
        "polygon: [[1, 1], [1, 1], [1, 1]]",
        "polygon: [[1, 1], [2, 2], [3, 3]]",
        "rect: [1, 1, 0.5, 0.5]",
        "circle: {c: [50, 40], r: 1e-300}",
        "ellipse: {c: [50, 40], rx: 0.1, ry: 2}",
    ],
)
def test_shape_without_an_inside_is_reported(tmp_path: Path, shape: str) -> None:
    body = with_shape(shape)
    value = shape.partition(": ")[2]
    assert in_body(tmp_path, body) == [(*place(body, value), "shape-empty")]


def test_polygon_that_crosses_itself_is_reported(tmp_path: Path) -> None:
    body = with_shape("polygon: [[10, 10], [60, 60], [60, 10], [10, 60]]")
    assert in_body(tmp_path, body) == [(*place(body, "[[10"), "shape-crosses")]
    assert in_body(tmp_path, with_shape("polyline: [[10, 10], [60, 60], [60, 10], [10, 60]]")) == []


@pytest.mark.parametrize(("points", "rules"), [(1000, []), (1001, ["shape-points"])])
def test_shape_has_a_thousand_points_at_most(tmp_path: Path, points: int, rules: list[str]) -> None:
    upper = [f"[{number / 10}, 40]" for number in range(points - 2)]
    body = with_shape(f"polygon: [{', '.join(upper)}, [110, 70], [1, 70]]")
    assert [rule for _, _, rule in in_body(tmp_path, body)] == rules


@pytest.mark.parametrize(
    ("size", "rules"),
    [
        ("[240, 160]", []),
        ("[1200, 801]", []),
        ("[240, 161]", ["size-ratio"]),
        ("[80, 120]", ["size-ratio"]),
    ],
)
def test_size_has_the_ratio_of_the_picture(tmp_path: Path, size: str, rules: list[str]) -> None:
    body = FIGURE.replace("licence: CC0", f"licence: CC0\nsize: {size}")
    assert in_body(tmp_path, body) == [(*place(body, size), rule) for rule in rules]


@pytest.mark.parametrize(
    ("body", "at", "rule"),
    [
        (FIGURE.replace("What a grey square looks like.", "a GREY square"), "A grey square.",
         "alt-is-caption"),
        (FIGURE.replace("A grey square.", "A" * 151), "A" * 151, "alt-long"),
        (HOTSPOT.replace("A grey square.", "A" * 151), "A" * 151, "alt-long"),
    ],
)  # fmt: skip
def test_words_of_a_picture_are_judged(tmp_path: Path, body: str, at: str, rule: str) -> None:
    assert in_body(tmp_path, body) == [(*place(body, at), rule)]
    assert in_body(tmp_path, body.replace("A" * 151, "A" * 150).replace("GREY", "black")) == []


@pytest.mark.parametrize(("count", "rules"), [(9, []), (10, ["many-findings"])])
def test_ten_findings_are_many(tmp_path: Path, count: int, rules: list[str]) -> None:
    each = "  - {{id: f{}, label: L, text: T, shape: {{point: [{}, {}]}}}}\n"
    findings = (each.format(n, 10 + 20 * (n % 5), 10 + 40 * (n // 5)) for n in range(count))
    body = FIGURE[: FIGURE.index("  - id: mark")] + "".join(findings) + "```\n"
    assert [rule for _, _, rule in in_body(tmp_path, body)] == rules


@pytest.mark.parametrize(
    ("tolerance", "rules"),
    [("0", []), ("79.9", []), ("80", ["tolerance-large"]), ("1e308", ["tolerance-large"])],
)
def test_tolerance_is_smaller_than_the_picture(
    tmp_path: Path, tolerance: str, rules: list[str]
) -> None:
    body = HOTSPOT.replace("prompt: ", f"tolerance: {tolerance}\nprompt: ")
    line, column = place(body, "tolerance: ")
    found = in_body(tmp_path, body)
    assert found == [(line, column + len("tolerance: "), rule) for rule in rules]


# -- paths, brackets, second pictures -------------------------------------------------------------


@pytest.mark.parametrize(
    "shape",
    [
        'path: "M0 0H120V80H0Z M10 10h20v20h-20z"',
        'path: "M1 1L119 79"',
        'path: "M10 10C40 0 80 0 110 10"',
        'path: "M10 10L60 60L60 10L10 60"',
        "bracket: {from: [10, 40], to: [60, 40], depth: 8}",
        "bracket: {from: [10, 8], to: [60, 8], depth: 8}",
        "image: images/a.png",
    ],
)
def test_new_shape_inside_the_picture_is_no_problem(tmp_path: Path, shape: str) -> None:
    assert in_body(tmp_path, with_shape(shape)) == []


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        ('path: "M0 0H121V80Z"', "shape-outside"),
        ('path: "M60 10Q60 -60 110 10Z"', "shape-outside"),
        ('path: "M10 10L60 60L60 10L10 60Z"', "shape-crosses"),
        ('path: "M10 10H60V60H10Z M40 40H80V70H40Z"', "shape-crosses"),
        ('path: "M10 10L20 20L30 30Z"', "shape-empty"),
        ('path: "M10 10L20 20Z"', "shape-empty"),
        ('path: "M10 10A5 5 0 0 0 20 20"', "wrong-value"),
        ('path: "M10 NaN"', "wrong-value"),
        ("bracket: {from: [10, 7], to: [60, 7], depth: 8}", "shape-outside"),
        ("bracket: {from: [10, 8], to: [10, 8], depth: 8}", "shape-empty"),
    ],
)
def test_new_shape_with_a_fault_is_reported_at_its_line(
    tmp_path: Path, shape: str, rule: str
) -> None:
    body = with_shape(shape)
    assert in_body(tmp_path, body) == [(*place(body, shape.partition(": ")[2]), rule)]


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        ("bracket: {from: [10, 40], to: [60, 40], depth: 0}", "wrong-value"),
        ("polygon: [[1, 1], [2, 2], [.nan, 3]]", "wrong-type"),
        ("polygon: [[1, 1], [2, 2], [nan, 3]]", "wrong-value"),
        ("polygon: [[1, 1], [2, 2]]", "wrong-value"),
        ("polyline: [[1, 1]]", "wrong-value"),
        ("point: [1, 1], image: images/a.png", "wrong-value"),
    ],
)
def test_shape_that_is_no_shape_is_reported_at_its_line(
    tmp_path: Path, shape: str, rule: str
) -> None:
    body = with_shape(shape)
    ((line, _, found),) = in_body(tmp_path, body)
    assert (line, found) == (place(body, shape.split(":", maxsplit=1)[0])[0], rule)


def test_path_of_a_thousand_points_in_many_outlines_is_reported(tmp_path: Path) -> None:
    zigzag = "".join(f"M{x} {y}l.4 .3 .4 -.3 0 3z" for x in range(1, 100, 4) for y in (5, 20))
    assert in_body(tmp_path, with_shape(f'path: "{zigzag}"')) == []
    many = "".join(
        f"M{x} 10" + "".join(f"L{x + n % 2} {10 + n / 10}" for n in range(1, 180)) for x in (9, 19,
        29, 39, 49, 59, 69)
    )  # fmt: skip
    rules = [rule for _, _, rule in in_body(tmp_path / "many", with_shape(f'path: "{many}"'))]
    assert rules == ["shape-points"]


def test_region_that_is_a_picture_is_reported(tmp_path: Path) -> None:
    body = HOTSPOT.replace("rect: [2, 2, 20, 20]", "image: images/b.png")
    files = {"pages/one.md": page(body), "images/b.png": png()}
    assert [rule for *_, rule in reported(tmp_path, files)] == ["region-picture"]


def test_annotated_picture_of_another_size_is_reported(tmp_path: Path) -> None:
    body = with_shape("image: images/b.png")
    same = {"pages/one.md": page(body), "images/b.png": png()}
    assert reported(tmp_path / "same", same) == []
    other = {"pages/one.md": page(body), "images/b.png": png(60, 40)}
    assert [rule for *_, rule in reported(tmp_path / "other", other)] == ["annotated-size"]
    missing = {"pages/one.md": page(body)}
    assert [rule for *_, rule in reported(tmp_path / "missing", missing)] == ["file-missing"]


def test_picture_that_is_not_the_one_drawn_on_is_reported(tmp_path: Path) -> None:
    own = hashlib.sha256(png()).hexdigest()
    body = FIGURE.replace("licence: CC0", f"licence: CC0\nsha256: {own}")
    assert in_body(tmp_path / "same", body) == []
    files = {"pages/one.md": page(body), "images/a.png": png(grey=99)}
    (problem,) = check(write_course(tmp_path, files))
    assert (problem.rule, str(problem.severity)) == ("picture-changed", "warning")
    assert hashlib.sha256(png(grey=99)).hexdigest() in problem.hint
    wrong = FIGURE.replace("licence: CC0", "licence: CC0\nsha256: abc")
    assert [rule for _, _, rule in in_body(tmp_path / "wrong", wrong)] == ["wrong-value"]


def test_picture_at_half_size_draws_the_same_overlay(tmp_path: Path) -> None:
    overlays = []
    for name, size in (("whole", (240, 160)), ("half", (120, 80))):
        body = FIGURE.replace("licence: CC0", "licence: CC0\nsize: [240, 160]")
        files = {"pages/one.md": page(body), "images/a.png": png(*size)}
        made = load(write_course(tmp_path / name, files), installed()).course
        assert made
        (figure,) = made.pages[0].figures
        bounds = canvas(made, figure)
        assert bounds == (240, 160)
        overlays.append(draw(figure.findings, bounds))
    assert overlays[0] == overlays[1]
