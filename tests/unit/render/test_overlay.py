"""Shapes as path data, and where their numbers go."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.model.figure import Finding
from scorm_builder.model.shape import Shape
from scorm_builder.render.badges import badge_radius, place_badges
from scorm_builder.render.overlay import draw, path_data
from tests.unit.render.making import fixtures

SIZE = (800, 600)


def shape(**values: Any) -> Shape:
    return Shape.model_validate(values)


def finding(id: str, **values: Any) -> Finding:
    return Finding.model_validate({"id": id, "label": id, "text": id, **values})


@pytest.mark.parametrize(
    ("values", "data"),
    [
        ({"polygon": [[1, 2], [3.5, 4], [5, 6.25]]}, "M1 2L3.5 4L5 6.25Z"),
        ({"polyline": [[0, 0], [-0.001, 9]]}, "M0 0L0 9"),
        ({"line": [[0, 0], [10, 0]]}, "M0 0L10 0"),
        ({"rect": [10, 20, 30, 40]}, "M10 20L40 20L40 60L10 60Z"),
        ({"circle": {"c": [50, 50], "r": 10}}, "M40 50A10 10 0 1 1 60 50A10 10 0 1 1 40 50Z"),
        ({"point": [5, 6]}, "M5 6h0"),
    ],
)
def test_shape_becomes_path_data_in_pixels_of_the_picture(
    values: dict[str, Any], data: str
) -> None:
    assert path_data(shape(**values), SIZE) == data


def test_arrow_has_its_head_at_the_tip() -> None:
    data = path_data(shape(arrow={"from": [0, 0], "to": [100, 0]}), SIZE)
    assert data.startswith("M0 0L100 0M")
    assert data.count("L100 0") == 2


def test_turned_ellipse_keeps_its_centre() -> None:
    data = path_data(shape(ellipse={"c": [100, 100], "rx": 30, "ry": 10, "rotate": 90}), SIZE)
    assert data.startswith("M100 70A30 10 90 1 1 100 130")


def test_smallest_finding_is_drawn_last_and_so_lies_on_top() -> None:
    small = finding("small", shape={"circle": {"c": [300, 300], "r": 10}})
    large = finding("large", shape={"rect": [100, 100, 400, 400]})
    assert [drawing.id for drawing in draw((small, large), SIZE)] == ["large", "small"]
    assert [drawing.number for drawing in draw((small, large), SIZE)] == [2, 1]


def test_role_chooses_the_colour() -> None:
    roles = ("abnormal", "normal", "artefact", "device")
    findings = [finding(role, role=role, shape={"point": [5, 5]}) for role in roles]
    slots = {drawing.id: drawing.slot for drawing in draw(findings, SIZE)}
    assert slots == {"abnormal": 1, "normal": 2, "artefact": 3, "device": 4}


def test_number_of_a_large_shape_stands_inside_without_a_leader() -> None:
    big = shape(circle={"c": [400, 300], "r": 250})
    ((badge,),) = place_badges([(None, [big])], SIZE)
    assert math.hypot(badge.x - 400, badge.y - 300) < 60
    assert badge.anchor is None


def test_number_of_a_small_shape_stands_outside_with_a_leader() -> None:
    small = shape(circle={"c": [400, 300], "r": 30})
    ((badge,),) = place_badges([(None, [small])], SIZE)
    assert math.hypot(badge.x - 400, badge.y - 300) > 30 + badge_radius(SIZE)
    assert badge.anchor is not None
    assert math.hypot(badge.anchor[0] - 400, badge.anchor[1] - 300) == pytest.approx(30, abs=1)


def test_number_of_an_arrow_stands_at_its_tail() -> None:
    arrow = shape(arrow={"from": [400, 100], "to": [400, 400]})
    ((badge,),) = place_badges([(None, [arrow])], SIZE)
    assert badge.x == 400
    assert badge.y < 100


def test_author_may_place_the_number() -> None:
    small = shape(circle={"c": [400, 300], "r": 30})
    ((badge,),) = place_badges([((600.0, 500.0), [small])], SIZE)
    assert (badge.x, badge.y) == (600, 500)
    assert badge.anchor is not None


def test_finding_in_several_places_has_its_number_at_each() -> None:
    circles = [{"circle": {"c": [x, 300], "r": 10}} for x in (200, 600)]
    (drawing,) = draw([finding("erosions", shapes=circles)], SIZE)
    assert len(drawing.badges) == len(drawing.strokes) == 2


coordinates = st.integers(60, 540).map(float)
circles = st.builds(
    lambda x, y, r: shape(circle={"c": [x, y], "r": r}),
    st.integers(60, 740),
    st.integers(60, 540),
    st.integers(4, 60),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(circles, min_size=1, max_size=5))
def test_numbers_stay_on_the_picture_and_off_their_own_small_finding(shapes: list[Shape]) -> None:
    radius = badge_radius(SIZE)
    badges = [badge for (badge,) in place_badges([(None, [each]) for each in shapes], SIZE)]
    for each, badge in zip(shapes, badges, strict=True):
        assert radius - 0.1 <= badge.x <= SIZE[0] - radius + 0.1
        assert radius - 0.1 <= badge.y <= SIZE[1] - radius + 0.1
        assert each.circle is not None
        centre, r = each.circle.c, each.circle.r
        assert math.hypot(badge.x - centre[0], badge.y - centre[1]) > r + 0.9 * radius


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), min_size=2, max_size=4, unique=True)
)
def test_numbers_of_findings_apart_do_not_overlap(cells: list[tuple[int, int]]) -> None:
    shapes = [shape(circle={"c": [x * 133, y * 150], "r": 15}) for x, y in cells]
    badges = [badge for (badge,) in place_badges([(None, [each]) for each in shapes], SIZE)]
    for a, b in itertools.combinations(badges, 2):
        assert math.hypot(a.x - b.x, a.y - b.y) >= 2 * badge_radius(SIZE)


def test_placing_is_deterministic() -> None:
    values = fixtures("figure")["long"]["findings"]
    findings = [Finding.model_validate(each) for each in values]
    assert draw(findings, SIZE) == draw(findings, SIZE)


@pytest.mark.parametrize(
    ("values", "data"),
    [
        ({"path": "m1 2h9v9zM3 4l1 1"}, "M1 2L10 2L10 11ZM3 4L4 5"),
        ({"bracket": {"from": [10, 50], "to": [60, 50], "depth": 8}}, "M10 50L10 42L60 42L60 50"),
    ],
)
def test_path_and_bracket_become_straight_lines(values: dict[str, Any], data: str) -> None:
    assert path_data(shape(**values), SIZE) == data


def test_hole_is_told_to_the_browser() -> None:
    ring = finding("ring", shape={"path": "M10 10H90V90H10ZM30 30H70V70H30Z"})
    (drawing,) = draw([ring], SIZE)
    assert drawing.strokes[0].closed and drawing.strokes[0].holed
    (plain,) = draw([finding("plain", shape={"rect": [1, 1, 9, 9]})], SIZE)
    assert not plain.strokes[0].holed


def test_number_of_a_bracket_stands_behind_its_back() -> None:
    bracket = shape(bracket={"from": [300, 300], "to": [500, 300], "depth": 20})
    ((badge,),) = place_badges([(None, [bracket])], SIZE)
    assert badge.x == 400
    assert badge.y < 280 - badge_radius(SIZE)


def test_number_of_a_ring_stands_off_its_hole() -> None:
    ring = shape(path="M50 50H750V550H50ZM300 100H500V500H300Z")
    ((badge,),) = place_badges([(None, [ring])], SIZE)
    assert ring.contains((badge.x, badge.y))
    assert not shape(rect=[300, 100, 200, 400]).contains((badge.x, badge.y), badge_radius(SIZE))


def test_annotated_picture_has_neither_line_nor_number() -> None:
    places = [{"image": "images/b.png"}, {"circle": {"c": [100, 100], "r": 20}}]
    (drawing,) = draw([finding("both", shapes=places)], SIZE)
    assert len(drawing.strokes) == len(drawing.badges) == 1


def test_shape_that_is_not_drawn_keeps_its_number_and_its_area_to_tap() -> None:
    (drawing,) = draw([finding("in", shape={"rect": [300, 200, 9, 9], "drawn": False})], SIZE)
    (stroke,) = drawing.strokes
    assert not stroke.drawn and stroke.closed and stroke.d and stroke.leader
    assert len(drawing.badges) == 1


def test_shape_that_is_not_numbered_is_drawn_without_number_and_leader() -> None:
    lines = [
        {"line": [[100, 100], [400, 100]], "numbered": False},
        {"line": [[9, 400], [400, 500]]},
    ]
    (drawing,) = draw([finding("angle", shapes=lines, label_at=[700, 500])], SIZE)
    (badge,) = drawing.badges
    assert (badge.x, badge.y) == (700, 500), "'label_at' is for the first number that there is"
    first, second = drawing.strokes
    assert first.d.startswith("M100 100") and not first.leader
    assert second.d.startswith("M9 400") and second.leader
