"""What is shown of a picture in the viewer: scale and place, as values."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.player.conftest import Player

Json = dict[str, Any]

LARGE = {"width": 800, "height": 600, "across": 1600, "down": 1000}
"""A picture twice as wide as its window."""

SMALL = {"width": 800, "height": 600, "across": 100, "down": 100}
"""A picture that has to grow to fill its window."""


class Zoom:
    """The module: each function by its name."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self._player("zoom", name=name, given=given)


@pytest.fixture
def zoom(player: Player) -> Zoom:
    return Zoom(player)


def test_at_first_the_whole_picture_is_shown_in_the_middle(zoom: Zoom) -> None:
    view = zoom.whole(LARGE)
    assert view == {"scale": 0.5, "x": 800, "y": 500}
    assert zoom.placed(view, LARGE) == {"left": 0, "top": 50, "width": 800}
    assert zoom.isWhole(view, LARGE)
    assert zoom.moves(view, LARGE) == [False, False]


@pytest.mark.parametrize("room", [LARGE, SMALL])
def test_limits_hold_100_per_cent_twice_that_and_four_times_fit(zoom: Zoom, room: Json) -> None:
    fit = zoom.fitting(room)
    least, most = zoom.limits(room)
    assert least == min(1, fit)
    assert most == max(2, 4 * fit)
    assert zoom.zoom(zoom.whole(room), room, 1000)["scale"] == most
    assert zoom.zoom(zoom.whole(room), room, 0.001)["scale"] == least


def test_steps_stop_at_100_per_cent_and_where_all_fits(zoom: Zoom) -> None:
    view, scales = zoom.whole(LARGE), []
    while not scales or scales[-1] != view["scale"]:
        scales.append(view["scale"])
        view = zoom.step(view, LARGE, 1)
    assert 1 in scales
    assert scales[-1] == 2
    assert all(1.05 < b / a < 1.45 for a, b in pairwise(scales))
    back = [view["scale"]]
    while back[-1] > 0.5:
        view = zoom.step(view, LARGE, -1)
        back.append(view["scale"])
    assert 1 in back
    assert zoom.isWhole(view, LARGE)


def test_step_out_of_a_small_picture_stops_at_fit_and_ends_at_100_per_cent(zoom: Zoom) -> None:
    view = zoom.zoom(zoom.whole(SMALL), SMALL, 8)
    scales = []
    for _ in range(12):
        view = zoom.step(view, SMALL, -1)
        scales.append(view["scale"])
    assert 6 in scales
    assert scales[-1] == 1


def test_zoom_keeps_what_lies_under_the_pointer(zoom: Zoom) -> None:
    view = zoom.zoom(zoom.whole(LARGE), LARGE, 1)
    at = (-120, 90)
    under = [view["x"] + at[0] / view["scale"], view["y"] + at[1] / view["scale"]]
    nearer = zoom.zoom(view, LARGE, 1.7, at)
    now = [nearer["x"] + at[0] / 1.7, nearer["y"] + at[1] / 1.7]
    assert now == pytest.approx(under)


def test_hand_moves_the_picture_with_it_and_not_beyond_its_edge(zoom: Zoom) -> None:
    view = zoom.zoom(zoom.whole(LARGE), LARGE, 1)
    moved = zoom.move(view, LARGE, (50, -20))
    before, after = zoom.placed(view, LARGE), zoom.placed(moved, LARGE)
    assert (after["left"] - before["left"], after["top"] - before["top"]) == (50, -20)
    far = zoom.placed(zoom.move(view, LARGE, (9000, 9000)), LARGE)
    assert (far["left"], far["top"]) == (0, 0)
    assert zoom.moves(view, LARGE) == [True, True]


def test_pinch_zooms_by_the_distance_and_follows_the_middle(zoom: Zoom) -> None:
    view = zoom.zoom(zoom.whole(LARGE), LARGE, 1)
    at = [-100, 50]
    under = [view["x"] + at[0], view["y"] + at[1]]
    pinched = zoom.pinch(view, LARGE, ([-140, 50], [-60, 50]), ([-90, 40], [30, 40]))
    assert pinched["scale"] == pytest.approx(1.5)
    now = [pinched["x"] - 30 / 1.5, pinched["y"] + 40 / 1.5]
    assert now == pytest.approx(under), "what was between the fingers still is"
    together = zoom.pinch(view, LARGE, ([0, 0], [0, 0]), ([5, 5], [5, 5]))
    assert math.isfinite(together["scale"])


def test_what_is_out_of_view_comes_to_the_middle_and_what_is_in_view_stays(zoom: Zoom) -> None:
    view = zoom.zoom(zoom.whole(LARGE), LARGE, 1)
    assert zoom.reveal(view, LARGE, (-10, -10), (10, 10)) == view
    shown = zoom.reveal(view, LARGE, (450, 0), (470, 20))
    assert (shown["x"], shown["y"]) == (view["x"] + 400, view["y"] + 10), "as far as its edge"


def test_window_of_another_size_keeps_the_middle_or_the_whole(zoom: Zoom) -> None:
    other = {**LARGE, "width": 400}
    whole = zoom.resize(zoom.whole(LARGE), LARGE, other)
    assert zoom.isWhole(whole, other)
    near = zoom.move(zoom.zoom(zoom.whole(LARGE), LARGE, 1.5), LARGE, (30, 10))
    assert zoom.resize(near, LARGE, other) == near


def test_two_pictures_of_different_sizes_show_the_same_part(zoom: Zoom) -> None:
    other = {"width": 400, "height": 600, "across": 800, "down": 500}
    near = zoom.zoom(zoom.whole(LARGE), LARGE, 1.5)
    same = zoom.alike(near, LARGE, other)
    assert same["x"] / 800 == pytest.approx(near["x"] / 1600)
    assert same["scale"] / zoom.fitting(other) == pytest.approx(3)
    assert zoom.isWhole(zoom.alike(zoom.whole(LARGE), LARGE, other), other)


@pytest.mark.parametrize(
    ("pixels", "length"), [(50, 2), (10, 10), (3, 50), (1.5, 100), (0.1, 100), (400, 1)]
)
def test_scale_bar_is_the_longest_round_one_that_has_room(
    zoom: Zoom, pixels: float, length: int
) -> None:
    assert zoom.scaleLength(pixels, 150) == length


sizes = st.integers(1, 4000)
rooms = st.fixed_dictionaries({"width": sizes, "height": sizes, "across": sizes, "down": sizes})
steps = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.01, 50), st.tuples(*[st.floats(-999, 999)] * 2)),
        st.tuples(st.just("move"), st.tuples(*[st.floats(-5000, 5000)] * 2)),
        st.tuples(st.just("step"), st.sampled_from([1, -1])),
    ),
    max_size=6,
)


@given(room=rooms, wishes=steps)
def test_nothing_but_the_picture_is_shown_where_the_picture_is_larger(
    player: Player, room: Json, wishes: list[tuple[Any, ...]]
) -> None:
    zoom = Zoom(player)
    view = zoom.whole(room)
    for name, *given_ in wishes:
        view = getattr(zoom, name)(view, room, *given_)
        place = zoom.placed(view, room)
        height = room["down"] * view["scale"]
        for start, length, window in (
            (place["left"], place["width"], room["width"]),
            (place["top"], height, room["height"]),
        ):
            if length >= window:
                assert start <= 0.51
                assert start + length >= window - 0.51
            else:
                assert start == pytest.approx((window - length) / 2, abs=0.51)


def test_filter_says_nothing_of_an_untouched_picture(player: Player) -> None:
    untouched = {"brightness": 100, "contrast": 100, "inverted": False}
    assert player("filter", adjustment=untouched) == "none"
    inverted = player("filter", adjustment={**untouched, "inverted": True})
    assert inverted == "invert(1) brightness(100%) contrast(100%)"
    brighter = player("filter", adjustment={**untouched, "brightness": 150, "contrast": 80})
    assert brighter == "invert(0) brightness(150%) contrast(80%)"
