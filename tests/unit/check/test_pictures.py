"""Blocks of more than one picture: what fits, what does not, and at which place that is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.courses import page, png
from tests.unit.check.reported import FRONT_LINES, place, reported

FIGURE = """
```figure
id: fig
image: images/a.png
annotated: images/marked.png
window: Soft tissue
windows:
  - {name: Bone, image: images/bone.png}
alt: A grey square.
caption: What a grey square looks like.
credit: Drawn for a test
licence: CC0
findings:
  - {id: mark, label: The mark, text: It is grey.}
```
"""

COMPARE = """
```compare
id: pair
mode: slider
caption: Two squares.
before:
  label: Before
  image: images/a.png
  alt: A grey square.
  findings:
    - {id: one, label: One, text: Here., shape: {point: [10, 10]}}
after:
  label: After
  image: images/b.png
  alt: A darker square.
  findings:
    - {id: two, label: Two, text: There., shape: {point: [20, 20]}}
credit: Drawn for a test
licence: CC0
```
"""

STACK = """
```stack
id: pile
images: images/slice-*.png
window: Soft tissue
windows:
  - {name: Bone, images: [images/bone-1.png, images/bone-2.png, images/bone-3.png]}
start: 2
alt: Three grey squares.
caption: A pile.
credit: Drawn for a test
licence: CC0
findings:
  - {id: one, label: One, text: Here., slices: [1, 2], shape: {point: [10, 10]}}
```
"""

PICTURES = {
    f"images/{name}.png": png(grey=100 + number)
    for number, name in enumerate(
        ("marked", "bone", "b", *(f"{kind}-{n}" for kind in ("slice", "bone") for n in (1, 2, 3)))
    )
}


def found(root: Path, body: str, files: Mapping[str, bytes] | None = None) -> list[tuple]:  # type: ignore[type-arg]
    """Line of the body, column and rule of every problem."""
    every = reported(root, {**PICTURES, **(files or {}), "pages/one.md": page(body)})
    return [(line - FRONT_LINES, column, rule) for _, line, column, rule in every]


def without_windows(body: str) -> str:
    return body.replace(body[body.index("window: ") : body.index("start:")], "")


@pytest.mark.parametrize("body", [FIGURE, COMPARE, STACK], ids=["figure", "compare", "stack"])
def test_pictures_that_fit_are_no_problem(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == []


def test_annotated_picture_of_another_size_is_reported_with_both_sizes(tmp_path: Path) -> None:
    wrong = {"images/marked.png": png(121, 80)}
    at = place(FIGURE, "images/marked.png")
    assert found(tmp_path, FIGURE, wrong) == [(*at, "annotated-size")]


def test_annotated_picture_without_findings_is_reported(tmp_path: Path) -> None:
    body = FIGURE[: FIGURE.index("findings:")] + "```\n"
    at = place(body, "images/marked.png")
    assert found(tmp_path, body) == [(*at, "annotated-unexplained")]


def test_window_of_another_size_is_reported(tmp_path: Path) -> None:
    at = place(FIGURE, "images/bone.png")
    assert found(tmp_path, FIGURE, {"images/bone.png": png(60, 40)}) == [(*at, "window-size")]


def test_finding_without_a_shape_needs_an_annotated_picture(tmp_path: Path) -> None:
    body = FIGURE.replace("annotated: images/marked.png\n", "")
    at = place(body, "{id: mark")
    assert found(tmp_path, body) == [(*at, "finding-place-missing")]


def test_windows_without_the_name_of_the_first_are_refused(tmp_path: Path) -> None:
    body = FIGURE.replace("window: Soft tissue\n", "")
    assert [rule for *_, rule in found(tmp_path, body)] == ["wrong-value"]


def test_slider_over_two_ratios_is_warned_of(tmp_path: Path) -> None:
    at = place(COMPARE, "slider")
    wrong = {"images/b.png": png(120, 82)}
    assert found(tmp_path, COMPARE, wrong) == [(*at, "compare-ratio")]
    beside = COMPARE.replace("mode: slider", "mode: side-by-side")
    assert found(tmp_path, beside, wrong) == []


def test_finding_of_the_second_picture_is_measured_on_the_second(tmp_path: Path) -> None:
    body = COMPARE.replace("[20, 20]", "[20, 90]")
    assert found(tmp_path, body) == [(*place(body, "[20, 90]"), "shape-outside")]
    larger = {"images/b.png": png(150, 100)}
    assert found(tmp_path, body, larger) == []


def test_ids_of_findings_are_unique_across_both_pictures(tmp_path: Path) -> None:
    body = COMPARE.replace("id: two", "id: one")
    line, column = place(body, "one, label: Two")
    assert found(tmp_path, body) == [(line, column, "duplicate-id")]


def test_picture_without_credit_of_its_own_or_for_both_is_refused(tmp_path: Path) -> None:
    body = COMPARE.replace("credit: Drawn for a test\n", "")
    assert [rule for *_, rule in found(tmp_path, body)] == ["wrong-value"]


def test_slice_of_another_size_is_named(tmp_path: Path) -> None:
    at = place(STACK, "images/bone-2.png")
    assert found(tmp_path, STACK, {"images/bone-2.png": png(60, 40)}) == [(*at, "stack-size")]
    pattern = place(STACK, "images/slice-*.png")
    odd = {"images/slice-3.png": png(60, 40)}
    assert found(tmp_path, STACK, odd) == [(*pattern, "stack-size")]


def test_stack_of_one_picture_is_reported(tmp_path: Path) -> None:
    body = STACK.replace("images/slice-*.png", "images/slice-1*.png").replace("start: 2\n", "")
    rules = [rule for *_, rule in found(tmp_path, body)]
    assert rules == ["stack-short", "stack-windows", "slices-outside"]


def test_window_with_fewer_slices_is_reported(tmp_path: Path) -> None:
    body = STACK.replace(", images/bone-3.png", "")
    assert found(tmp_path, body) == [(*place(body, "[images/bone-1.png"), "stack-windows")]


@pytest.mark.parametrize("wrong", [("start: 2", "start: 4"), ("slices: [1, 2]", "slices: [2, 4]")])
def test_slice_that_is_not_there_is_reported(tmp_path: Path, wrong: tuple[str, str]) -> None:
    body = STACK.replace(*wrong)
    value = wrong[1].partition(" ")[2]
    line, column = place(body, wrong[1])
    at = (line, column + wrong[1].index(value))
    assert found(tmp_path, body) == [(*at, "slices-outside")]


@pytest.mark.parametrize("slices", ["[2, 1]", "[0, 1]", "[1]", "[1.5, 2]"])
def test_slices_that_make_no_sense_are_refused(tmp_path: Path, slices: str) -> None:
    body = STACK.replace("slices: [1, 2]", f"slices: {slices}")
    rules = {rule for *_, rule in found(tmp_path, body)}
    assert rules <= {"wrong-value", "wrong-type"}
    assert rules


def test_more_than_40_slices_are_warned_of(tmp_path: Path) -> None:
    many = {f"images/many-{n}.png": png(grey=n) for n in range(41)}
    body = STACK.replace("images/slice-*.png", "images/many-*.png")
    body = without_windows(body)
    at = place(body, "images/many-*.png")
    assert found(tmp_path, body, many) == [(*at, "stack-large")]
    del many["images/many-0.png"]
    assert found(tmp_path / "again", body, many) == []


def test_more_than_three_megabytes_are_warned_of(tmp_path: Path) -> None:
    # Our test PNGs are not compressed: three of a megapixel each.
    heavy = {f"images/heavy-{n}.png": png(1_000, 1_010, grey=n) for n in range(3)}
    body = STACK.replace("images/slice-*.png", "images/heavy-*.png")
    body = without_windows(body)
    at = place(body, "images/heavy-*.png")
    assert found(tmp_path, body, heavy) == [(*at, "stack-large")]


def test_pattern_that_nothing_matches_is_an_error_at_its_place(tmp_path: Path) -> None:
    body = STACK.replace("images/slice-*.png", "images/slyce-*.png")
    at = place(body, "images/slyce-*.png")
    assert found(tmp_path, body) == [(*at, "pattern-empty")]


@pytest.mark.parametrize("pattern", ["images/slice.png", "*/slice-1.png", "images/**/a-*.png"])
def test_pattern_has_its_star_in_the_files_name(tmp_path: Path, pattern: str) -> None:
    body = STACK.replace("images/slice-*.png", f'"{pattern}"')
    assert [rule for *_, rule in found(tmp_path, body)] == ["pattern-empty"]


@pytest.mark.parametrize("pattern", ["../images/slice-*.png", "/images/slice-*.png", "/*.png"])
def test_pattern_stays_in_the_course_folder(tmp_path: Path, pattern: str) -> None:
    body = STACK.replace("images/slice-*.png", f'"{pattern}"')
    assert [rule for *_, rule in found(tmp_path, body)] == ["file-outside"]


def test_more_than_nine_findings_of_both_pictures_are_warned_of(tmp_path: Path) -> None:
    more = "\n".join(
        f"    - {{id: f{n}, label: F{n}, text: Here., shape: {{point: [{13 * n - 6}, 60]}}}}"
        for n in range(1, 10)
    )
    body = COMPARE.replace("after:\n", more + "\nafter:\n")
    assert [rule for *_, rule in found(tmp_path, body)] == ["many-findings"]


@pytest.mark.parametrize("body", [FIGURE, STACK])
@pytest.mark.parametrize("name", ["Bone", "Soft tissue"])
def test_finding_may_ask_for_any_of_the_windows(tmp_path: Path, body: str, name: str) -> None:
    assert found(tmp_path, body.replace("text: ", f"window: {name}, text: ")) == []


@pytest.mark.parametrize("body", [FIGURE, STACK])
def test_finding_that_asks_for_an_unknown_window_is_reported(tmp_path: Path, body: str) -> None:
    wrong = body.replace("text: ", "window: Bones, text: ")
    assert found(tmp_path, wrong) == [(*place(wrong, "Bones"), "window-unknown")]


def test_finding_of_a_comparison_has_no_window_to_ask_for(tmp_path: Path) -> None:
    body = COMPARE.replace("text: There.", "window: Bone, text: There.")
    assert found(tmp_path, body) == [(*place(body, "Bone"), "window-unknown")]


@pytest.mark.parametrize("body", [FIGURE, STACK])
@pytest.mark.parametrize("name", ["Soft tissue", "soft tissue"])
def test_two_windows_of_one_name_are_reported(tmp_path: Path, body: str, name: str) -> None:
    wrong = body.replace("name: Bone", f"name:  {name}")
    line, column = place(wrong, f"name:  {name}")
    assert found(tmp_path, wrong) == [(line, column + 7, "window-twice")]


def test_comparison_of_a_picture_with_itself_is_warned_of(tmp_path: Path) -> None:
    body = COMPARE.replace("images/b.png", "images/a.png")
    at = place(COMPARE, "images/b.png")
    assert found(tmp_path, body) == [(*at, "compare-same")]


def test_slider_over_3_to_2_and_4_to_3_is_warned_of(tmp_path: Path) -> None:
    wrong = {"images/b.png": png(120, 90)}  # the other has 120 × 80
    assert [rule for *_, rule in found(tmp_path, COMPARE, wrong)] == ["compare-ratio"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("images/slice-*.png", "[]"),
        ("[images/bone-1.png, images/bone-2.png, images/bone-3.png]", "[]"),
    ],
)
def test_stack_or_window_without_pictures_is_refused_at_its_place(
    tmp_path: Path, wrong: tuple[str, str]
) -> None:
    body = STACK.replace(*wrong)
    ((line, column, rule),) = found(tmp_path, body)
    assert (line, column) == place(body, "[]")
    assert rule == "wrong-value"
