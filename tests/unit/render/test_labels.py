"""Where names go: on the picture, beside their finding and not on it, the same every time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.model.figure import Finding
from scorm_builder.model.shape import Shape
from scorm_builder.render.badges import narrowest
from scorm_builder.render.labels import FONT, WIDE, Spot, place_labels, text_width
from scorm_builder.render.overlay import draw
from tests.unit.render.making import course, fixtures, made, page, rendered, text

SIZE = (800, 600)
LINE = 1.3 * FONT


def shape(**values: Any) -> Shape:
    return Shape.model_validate(values)


def finding(label: str, **values: Any) -> Finding:
    return Finding.model_validate({"id": "x", "label": label, "text": "T", **values})


def rect(spot: Spot, across: float, size: tuple[int, int] = SIZE, lines: int = 1) -> Any:
    """The plate in CSS pixels, if its text fills so many lines."""
    width, height = spot.width * FONT, lines * LINE + 0.5 * FONT
    x, y = spot.x / 100 * across, spot.y / 100 * across * size[1] / size[0]
    left, top = x - width * spot.across / 100, y - height * spot.down / 100
    return left, top, left + width, top + height


circles = st.builds(
    lambda x, y, r: shape(circle={"c": [x, y], "r": r}),
    st.integers(100, 700),
    st.integers(100, 500),
    st.integers(10, 60),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(circles, min_size=1, max_size=4))
def test_name_is_on_the_picture_and_off_its_finding(shapes: list[Shape]) -> None:
    findings = [finding("Bone", shape=each) for each in shapes]
    for drawing, each in zip(
        sorted(draw(findings, SIZE), key=lambda d: d.number), shapes, strict=True
    ):
        for spot, across in (
            (drawing.label.narrow, narrowest(SIZE)),
            (drawing.label.wide, WIDE),
        ):
            left, top, right, bottom = rect(spot, across)
            assert left >= 5 and right <= across - 5
            assert top >= 5 and bottom <= across * 0.75 - 5
            scale = across / SIZE[0]
            for x in range(11):
                for y in range(5):
                    at = (left + (right - left) * x / 10, top + (bottom - top) * y / 4)
                    assert not each.contains((at[0] / scale, at[1] / scale))


def test_name_of_a_finding_that_fills_the_picture_is_at_the_margin() -> None:
    (label,) = place_labels([("Lung", [shape(rect=[20, 20, 760, 560])])], [[]], SIZE)
    for spot in (label.narrow, label.wide):
        assert min(spot.x, 100 - spot.x, spot.y, 100 - spot.y) < 10


def test_name_without_a_place_has_one_at_the_margin() -> None:
    (drawing,) = draw([finding("All over", shape={"image": "images/b.png"})], SIZE)
    assert (drawing.strokes, drawing.badges) == ((), ())
    assert drawing.label.text == "All over"


def test_long_name_is_broken_into_three_lines_at_most() -> None:
    name = "Comminuted fracture through the intertrochanteric region with displaced fragments"
    small = shape(circle={"c": [400, 300], "r": 20})
    (label,) = place_labels([(name, [small])], [[]], SIZE)
    assert label.narrow.width * FONT <= narrowest(SIZE)
    assert text_width(name) / label.narrow.width < 3


def test_wide_characters_are_counted_as_wide() -> None:
    assert text_width("上腕骨頭") > 1.5 * text_width("abcd")
    assert text_width("e\u0301") == text_width("e")


@pytest.mark.parametrize("name", ["ordinary", "long", "right-to-left", "outlines"])
def test_placing_is_deterministic_and_complete(name: str) -> None:
    findings = [Finding.model_validate(each) for each in fixtures("figure")[name]["findings"]]
    drawings = draw(findings, SIZE)
    assert drawings == draw(findings, SIZE)
    assert {drawing.label.text for drawing in drawings} == {each.label for each in findings}


def test_plates_are_written_hidden_from_screen_readers(tmp_path: Any) -> None:
    figure = made("figure", fixtures("figure")["ordinary"])
    html = text(rendered(course(tmp_path, page(figure))), "page-one.html")
    assert '<div class="fig-plates" aria-hidden="true">' in html
    assert html.count('<p class="fig-plate" data-f=') == 3
    assert "--x:" in html and "--wx:" in html
