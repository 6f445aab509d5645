"""Out and in again: what our own findings look like after a visit to another program."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.exchange import w3c
from scorm_builder.exchange.foreign import Notes
from scorm_builder.exchange.formats import read_foreign
from scorm_builder.exchange.marks import (
    Foreign,
    Mark,
    Sheet,
    as_finding,
    fitted,
    named,
    scaled,
    slug,
)
from scorm_builder.exchange.yaml_text import findings_lines, scalar
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.model.shape import Outline, Shape
from scorm_builder.problems import Problem

SIZE = (1200, 900)

number = st.floats(0, 900).map(lambda value: round(value, 3))
length = st.floats(0.5, 400).map(lambda value: round(value, 3))
point = st.tuples(number, number)
turn = st.integers(-360, 360)


def distinct(points: list[tuple[float, float]]) -> bool:
    """Whether neighbours are apart by more than rounding."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return all(math.dist(a, b) > 0.05 for a, b in pairs)


corners = st.lists(point, min_size=3, max_size=12).filter(distinct)
shape_values = st.one_of(
    st.fixed_dictionaries({"point": point}),
    st.fixed_dictionaries({"polygon": corners}),
    st.fixed_dictionaries({"polyline": corners}),
    st.fixed_dictionaries({"line": st.tuples(point, point).filter(lambda p: distinct(list(p)))}),
    st.fixed_dictionaries({"rect": st.tuples(number, number, length, length)}),
    st.fixed_dictionaries({"circle": st.fixed_dictionaries({"c": point, "r": length})}),
    st.fixed_dictionaries(
        {"ellipse": st.fixed_dictionaries({"c": point, "rx": length, "ry": length, "rotate": turn})}
    ),
    st.fixed_dictionaries({"arrow": st.fixed_dictionaries({"from": point, "to": point})}),
    st.fixed_dictionaries(
        {"bracket": st.fixed_dictionaries({"from": point, "to": point, "depth": length})}
    ).filter(lambda value: distinct([value["bracket"]["from"], value["bracket"]["to"]])),
    corners.map(lambda c: {"path": "M" + "L".join(f"{x} {y}" for x, y in c) + "Z"}),
)
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)
phrase = words.map(lambda text: " ".join(text.split())).filter(lambda text: 0 < len(text) < 150)
findings = st.builds(
    lambda label, text, role, shapes, dashed, at: Finding.model_validate(
        {
            "id": "x",
            "label": label,
            "text": text,
            "role": role,
            "shapes": [
                {**each, "dashed": dashed and "point" not in each} for each in shapes
            ],
            "label_at": at,
        }
    ),
    phrase,
    phrase,
    st.sampled_from(["abnormal", "normal", "device", "artefact"]),
    st.lists(shape_values, min_size=1, max_size=3),
    st.booleans(),
    st.none() | point,
)  # fmt: skip


def figure(*findings: Finding) -> Figure:
    values = {"id": "f", "image": "images/a.png", "alt": "A", "caption": "C", "credit": "D"}
    named_ = [each.model_copy(update={"id": f"f{n}"}) for n, each in enumerate(findings)]
    return Figure.model_validate({**values, "licence": "CC0"}).model_copy(
        update={"findings": tuple(named_)}
    )


def out_and_in(made: Figure) -> tuple[Finding, ...]:
    """A figure's findings after a way through W3C's JSON and back through YAML."""
    notes = Notes("page.md")
    text = json.dumps(w3c.write(made, SIZE, notes))
    assert not notes.problems
    found = read_foreign(text.encode(), "w3c.json")
    assert isinstance(found, Foreign), str(found)
    assert not found.left_out
    (sheet,) = found.sheets
    assert (sheet.size, sheet.picture) == (SIZE, "images/a.png")
    text = "\n".join(["findings:", *findings_lines(sheet.marks)]) + "\n"
    document = read_yaml(text, Source("x", text))
    assert not document.problems, text
    return tuple(Finding.model_validate(each) for each in document.value["findings"])


@settings(max_examples=300, deadline=None)
@given(st.lists(findings, min_size=1, max_size=3))
def test_every_point_is_kept_within_a_twentieth_of_a_pixel(made: list[Finding]) -> None:
    wanted = figure(*made)
    for one, other in zip(wanted.findings, out_and_in(wanted), strict=True):
        assert (one.id, one.label, one.role) == (other.id, other.label, other.role)
        assert one.text == other.text
        assert [s.kind for s in one.places] == [_plain(s, o) for s, o in _pairs(one, other)]
        assert [s.dashed for s in one.places] == [s.dashed for s in other.places]
        if one.label_at:
            assert other.label_at and math.dist(one.label_at, other.label_at) <= 0.05
        for a, b in _pairs(one, other):
            for outline, back in zip(a.outlines(), b.outlines(), strict=True):
                # Rounding of an ellipse's turn, depth and radius adds up at its rim. Points that
                # rounding brings together come back as one.
                assert apart(outline, back) <= 0.05
                assert apart(back, outline) <= 0.05


def apart(outline: Outline, other: Outline) -> float:
    """How far the farthest point of one is from the nearest point of the other."""
    return max(min(math.dist(point, near) for near in other) for point in outline)


def _pairs(one: Finding, other: Finding) -> list[tuple[Shape, Shape]]:
    return list(zip(one.places, other.places, strict=True))


def _plain(one: Shape, other: Shape) -> str:
    """A polyline of two points is a line, and comes back as one."""
    return "polyline" if one.polyline and other.line else other.kind


def test_annotated_picture_and_mask_are_said_to_stay_behind() -> None:
    shapes: list[dict[str, Any]] = [{"image": "images/b.png"}, {"mask": "images/m.png"}]
    made = Finding.model_validate({"id": "x", "label": "X", "text": "T", "shapes": shapes})
    outlines = (((1.0, 1.0), (9.0, 1.0), (9.0, 9.0)), ((2.0, 2.0), (4.0, 2.0), (4.0, 4.0)))
    traced = made.model_copy(update={"shapes": (made.places[0], made.places[1].traced(outlines))})
    notes = Notes("page.md")
    written = w3c.write(figure(traced), SIZE, notes)
    assert [problem.rule for problem in notes.problems] == ["import-left-out"] * 2
    found = read_foreign(json.dumps(written).encode(), "w3c.json")
    assert isinstance(found, Foreign)
    (shape,) = found.sheets[0].marks[0].shapes
    assert shape.kind == "path" and shape.outlines() == outlines


@settings(max_examples=200, deadline=None)
@given(findings)
def test_yaml_is_what_every_reader_takes_it_for(made: Finding) -> None:
    (mark,) = named([Mark(made.label, made.places, made.text, made.role, "", made.label_at)], ())
    lines = findings_lines([mark])
    assert all(len(line) <= 100 for line in lines if "  text" not in line and "[" in line)
    (value,) = yaml.safe_load("\n".join(["findings:", *lines]))["findings"]
    assert (str(value["label"]), str(value["text"])) == (made.label, made.text)
    assert len(value.get("shapes", [0])) == len(made.places)


def test_points_stand_in_lines_of_a_hundred_columns() -> None:
    polygon = tuple((float(n), 100.25) for n in range(40))
    mark = Mark("Long", (Shape(polygon=polygon, dashed=True),), "It " + "is long " * 30, id="long")
    lines = findings_lines([mark])
    assert lines[:3] == ["  - id: long", "    label: Long", "    text: >-"]
    assert lines[3].startswith("      It is long") and 90 < len(lines[3]) <= 100
    assert findings_lines([mark])[6].startswith("    shape: {polygon: [[0, 100.25], [1, 100.25],")
    assert all(len(line) <= 100 for line in findings_lines([mark]))
    assert findings_lines([mark])[-1].endswith("[39, 100.25]], dashed: true}")


def test_shape_that_is_not_drawn_or_numbered_stays_so_when_scaled_and_written() -> None:
    small = Shape(rect=(1, 2, 3, 4), drawn=False, numbered=False)
    large = scaled(small, 2, 2)
    assert (large.rect, large.drawn, large.numbered) == ((2, 4, 6, 8), False, False)
    (*_, line) = findings_lines([Mark("Two", (large,), "It is.", id="two")])
    assert line.endswith("drawn: false, numbered: false}")


@pytest.mark.parametrize("text", ["no", "null", "~", "a: b", "- x", "# x", "'x'", "x #y", '"', "{"])
def test_words_that_yaml_would_take_for_something_else_are_kept(text: str) -> None:
    lines = ["findings:", *findings_lines([Mark(text, (Shape(point=(1, 1)),), text, id="x")])]
    written = "\n".join(lines)
    document = read_yaml(written, Source("x", written))
    assert (document.value["findings"][0]["label"], document.problems) == (text, ())


def test_ids_are_made_of_labels_and_differ() -> None:
    marks = [
        Mark(label, (Shape(point=(1, 1)),)) for label in ("Tête 1", "Tête 1", "肩", "9", "Z" * 60)
    ]
    ids = [mark.id for mark in named(marks, {"tete-1"})]
    assert ids == ["tete-1-2", "tete-1-3", "finding", "finding-2", "z" * 40]
    assert slug("The (right) radius") == "the-right-radius"
    many = named([Mark("Z" * 60, (Shape(point=(1, 1)),))] * 12, ())
    assert all(len(mark.id) <= 40 for mark in many) and len({mark.id for mark in many}) == 12
    uuid = "a88b22d0-6106-4872-9435-c78b5e89fede"
    assert named([Mark("Head", (Shape(point=(1, 1)),), id=uuid)], ())[0].id == "head"


@settings(max_examples=100, deadline=None)
@given(shape_values, st.integers(2, 9))
def test_shape_on_a_larger_copy_is_as_much_larger(value: dict[str, Any], factor: int) -> None:
    small = Shape.model_validate(value)
    (large,) = scaled(small, factor, factor).outlines()
    (outline,) = small.outlines()
    if small.kind != "path":  # simplified by its own size
        assert len(large) == len(outline)
        for (x, y), (lx, ly) in zip(outline, large, strict=True):
            assert math.dist((x * factor, y * factor), (lx, ly)) < 0.02 * factor + 0.02


def test_copy_of_another_ratio_is_refused_with_both_sizes() -> None:
    mark = Mark("X", (Shape(path="M10 10H30V30Z"),), label_at=(5, 5))
    sheet = Sheet("a.png", (100, 80), (mark,))
    (doubled,) = fitted(sheet, (200, 160), "f")  # type: ignore[misc]
    assert isinstance(doubled, Mark)
    assert (doubled.shapes[0].path, doubled.label_at) == ("M20 20H60V60Z", (10, 10))
    problem = fitted(sheet, (200, 170), "f")
    assert isinstance(problem, Problem)
    assert problem.rule == "import-size"
    assert "100 × 80" in problem.message and "200 × 170" in problem.message


def test_mark_becomes_the_finding_it_stands_for() -> None:
    mark = Mark("X", (Shape(point=(1, 1)),), id="x")
    assert as_finding(mark).text == "To be written."


@pytest.mark.parametrize("text", ["00", "0x1f", "1e5", "1.50", "1_000", "12", "L5", "false", "No"])
def test_text_that_looks_like_a_number_or_a_yes_is_spelt_as_it_was(text: str) -> None:
    assert str(yaml.safe_load(f"a: {scalar(text)}")["a"]) == text
