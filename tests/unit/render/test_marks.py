"""The scale bar: a round length that has room, in the corner where less lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.model.figure import Corner, SideMarker
from scorm_builder.render.marks import LENGTHS, LONGEST, scale_bar

SIZE = (1000, 500)


@pytest.mark.parametrize(
    ("spacing", "millimetres", "words"),
    [
        (0.1, 20, ("scale_cm", 2)),
        (0.02, 5, ("scale_mm", 5)),
        (0.7, 100, ("scale_cm", 10)),
        (0.03, 10, ("scale_cm", 1)),
        (0.001, 1, ("scale_mm", 1)),
    ],
)
def test_bar_has_a_round_length_in_millimetres_or_from_ten_in_centimetres(
    spacing: float, millimetres: int, words: tuple[str, int]
) -> None:
    bar = scale_bar(spacing, SIZE, [])
    assert bar.millimetres == millimetres
    assert bar.words == words


@given(across=st.floats(3, 700))
def test_bar_is_as_long_as_it_says_and_a_seventh_to_a_third_of_the_picture(across: float) -> None:
    bar = scale_bar(across / SIZE[0], SIZE, [])
    assert bar.millimetres in LENGTHS
    assert bar.share / 100 * across == pytest.approx(bar.millimetres, rel=0.001)
    assert 0.139 <= bar.share / 100 <= LONGEST


def test_bar_stands_at_the_right_unless_more_lies_there() -> None:
    assert scale_bar(0.1, SIZE, []).corner == "right"
    assert scale_bar(0.1, SIZE, [(950, 480)]).corner == "left"
    assert scale_bar(0.1, SIZE, [(950, 480), (50, 480)]).corner == "right"
    assert scale_bar(0.1, SIZE, [(950, 20), (500, 480)]).corner == "right"
    marker = SideMarker(text="R", corner="bottom-right")
    assert scale_bar(0.1, SIZE, [marker.middle(SIZE)]).corner == "left"


def test_picture_narrower_than_a_millimetre_has_a_bar_no_wider_than_itself() -> None:
    assert scale_bar(0.0005, SIZE, []).share == 100


@pytest.mark.parametrize("corner", ["bottom-left", "bottom-right", "top-left", "top-right"])
def test_bar_stands_in_the_corner_that_the_author_wants(corner: Corner) -> None:
    bar = scale_bar(0.1, SIZE, [(950, 480), (950, 20), (50, 480)], corner)
    assert f"{'top' if bar.top else 'bottom'}-{bar.corner}" == corner
    assert (bar.millimetres, bar.share) == (20, 20)
