"""Files that were made to break a reader: each is refused with a sentence, and quickly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.exchange import foreign
from scorm_builder.exchange.formats import NAMES, read_foreign
from scorm_builder.exchange.marks import MAX_MARKS, Foreign
from scorm_builder.problems import Problem

BOMB = """<?xml version="1.0"?>
<!DOCTYPE annotations [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<annotations><image name="&b;"/></annotations>"""
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><annotations/>'


def refused(data: bytes, **options: Any) -> Problem:
    found = read_foreign(data, "f", **options)
    assert isinstance(found, Problem), found
    assert found.rule == "import-unreadable"
    return found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB.encode(), "document type"),
        (OUTSIDE.encode(), "document type"),
        (b"<annotations><image></annotations>", "cannot be read"),
        (b"<annotations>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</annotations>", "cannot be read"),
        (b'{"shapes": [NaN]}', "NaN"),
        (b'{"shapes": [1e999, Infinity]}', "Infinity"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"shapes": ' + b"[" * 60 + b"]" * 60 + b"}", "nested"),
        (b'{"shapes": [' + b"9" * 5_000 + b"]}", "a number of thousands of digits"),
        (b'{"shapes": [\n\n}', "cannot be read"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"shapes": "\xed\xa0\x80"}', "UTF-8"),
    ],
)
def test_hostile_file_is_refused(data: bytes, words: str) -> None:
    assert words in refused(data).message


def test_fault_in_the_text_is_placed() -> None:
    assert refused(b'{"shapes": [\n\n}').span.line == 3
    assert refused(BOMB.encode()).span.line >= 1


def test_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MAX_BYTES", 10)
    assert "more than" in refused(b" " * 11).message


def labelme(**changes: Any) -> bytes:
    shape = {"label": "x", "shape_type": "polygon", "points": [[1, 1], [9, 1], [9, 9]], **changes}
    return json.dumps({"shapes": [shape]}).encode()


def coco(**segmentation: Any) -> bytes:
    annotation = {"image_id": 1, "category_id": 1, "segmentation": segmentation}
    value = {"images": [{"id": 1}], "categories": [], "annotations": [annotation]}
    return json.dumps(value).encode()


def svg(inside: str) -> bytes:
    selector = {"type": "SvgSelector", "value": f"<svg>{inside}</svg>"}
    annotation = {"type": "Annotation", "target": {"source": "a", "selector": selector}}
    return json.dumps([annotation]).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (labelme(points=[[1, 1], [9, 1], [9, "x"]]), "not a number"),
        (labelme(points=[[1, 1], [9, 1], [9, 1e300]]), "not a number of pixels"),
        (labelme(points=[[1, 1], [9, 1], [True, 1]]), "not a number"),
        (labelme(points=[[1, 1], [9, 1], [1, 2, 3]]), "not a pair"),
        (labelme(points=[[1, 1], [9, 1]]), "a polygon of 2 points"),
        (labelme(points={"x": 1}), "not a list"),
        (labelme(shape_type="circle"), "a circle of 3 points"),
        (labelme(shape_type="mask", mask="%%%"), "base64"),
        (labelme(shape_type="mask", mask="AAAA"), "not a PNG"),
        (coco(size=[60_000, 60_000], counts=[3_600_000_000]), "too large"),
        (coco(size=[6, 8], counts=[-1, 49]), "whole numbers"),
        (coco(size=[6, 8], counts="\u20ac"), "no part of a run"),
        (coco(size=[6, 8], counts="oooooooooooooooo"), "without end"),
        (coco(size=[6, 8], counts="o"), "break off"),
        (coco(size=[6, 8], counts=[48]), "empty"),
        (svg("<polygon points='1,1 2,2 3'/>"), "not pairs"),
        (svg("<path d='M0 0 A 1 1 0 0 0 1 1'/>"), "an arc"),
        (svg("<use href='#x'/>"), "<use>"),
        (svg("<rect x='1' y='1' width='-3' height='3'/>"), "cannot be drawn"),
        (svg("<rect x='1' y='1' width='3' height='3' transform='scale(2)'/>"), "'transform'"),
        (svg("<g transform='scale(2)'><rect width='3' height='3'/></g>"), "'transform'"),
        (svg(""), "draws nothing"),
        (svg("<!DOCTYPE a>"), "document type"),
    ],
)  # fmt: skip
def test_hostile_item_is_left_out_and_said(data: bytes, words: str) -> None:
    found = read_foreign(data, "f")
    assert isinstance(found, Foreign), str(found)
    assert all(not sheet.marks for sheet in found.sheets)
    assert [words in problem.message for problem in found.left_out] == [True], found.left_out


def test_more_marks_than_a_figure_can_have_are_said() -> None:
    shape = {"label": "x", "shape_type": "point", "points": [[1, 1]]}
    found = read_foreign(json.dumps({"shapes": [shape] * (MAX_MARKS + 5)}).encode(), "f")
    assert isinstance(found, Foreign)
    assert len(found.sheets[0].marks) == MAX_MARKS
    assert "5 of its marks" in found.left_out[0].message


def test_outline_of_many_points_is_made_simpler() -> None:
    import math

    turns = [math.tau * n / 5_000 for n in range(5_000)]
    circle = [[500 + 400 * math.cos(t), 500 + 400 * math.sin(t)] for t in turns]
    found = read_foreign(labelme(points=circle), "f")
    assert isinstance(found, Foreign)
    (outline,) = found.sheets[0].marks[0].shapes[0].outlines()
    assert 40 < len(outline) <= 1_000


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["shapes", "images", "annotations", "type", "target", "points", "label", "items",
                 "_via_img_metadata", "filename", "regions", "shape_attributes", "name", "bbox",
                 "segmentation", "counts", "size", "body", "selector", "id", "image_id"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(values, st.sampled_from([None, *NAMES]))
def test_any_json_is_read_or_refused(value: object, format: str | None) -> None:
    found = read_foreign(json.dumps(value).encode(), "f", format=format)
    assert isinstance(found, Foreign | Problem)


def test_shapes_beyond_the_first_thousands_are_counted_and_not_made() -> None:
    corners = [[1, 1], [9, 1], [9, 9]]
    one = {"label": "A", "points": corners, "shape_type": "polygon", "group_id": 1}
    data = json.dumps({"shapes": [one] * (foreign.MAX_ITEMS + 7), "imagePath": "a.png"})
    found = read_foreign(data.encode(), "f")
    assert isinstance(found, Foreign)
    assert len(found.sheets[0].marks[0].shapes) == foreign.MAX_ITEMS
    assert [p.message for p in found.left_out] == ["'a.png': 7 shapes, those behind 2,000"]


@pytest.mark.parametrize("blank", [" ", "\u2028", "\x85", "\ud800", ""])
def test_name_of_which_nothing_can_be_shown_is_no_name(blank: str) -> None:
    bodies = [
        {"purpose": "tagging", "value": blank},
        {"purpose": "describing", "value": "A tear of the tendon"},
    ]
    note = {"type": "Annotation", "body": bodies, "target": "a.png#xywh=10,10,50,50"}
    region = {
        "shape_attributes": {"name": "point", "cx": 1, "cy": 1},
        "region_attributes": {"label": blank, "finding": "A tear of the tendon"},
    }
    via = {"a": {"filename": "a.png", "regions": [region]}}
    point = {"label": blank, "points": [[1, 1]], "shape_type": "point"}
    for value, label in (
        ([note], "A tear of the tendon"),
        (via, "A tear of the tendon"),
        ({"shapes": [point]}, "Finding"),
    ):
        found = read_foreign(json.dumps(value).encode(), "f")
        assert isinstance(found, Foreign)
        assert [mark.label for mark in found.sheets[0].marks] == [label]
