"""YAML in, values and places out."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.load.reader import MAX_DEPTH, Source, read_yaml
from scorm_builder.model.base import Spans


def read(text: str):
    return read_yaml(text, Source("f.yaml", text))


def only_problem(text: str) -> str:
    document = read(text)
    assert document.value is None
    (problem,) = document.problems
    return str(problem).split("\n")[0]


def test_scalars_stay_as_typed() -> None:
    text = "a: no\nb: 1.0\nc: 010\nd: 2020-01-15\ne: 1:30\nf: 'null'\ng: on\n"
    assert read(text).value == {
        "a": "no", "b": "1.0", "c": "010", "d": "2020-01-15", "e": "1:30", "f": "null", "g": "on",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_unquoted_nulls_are_none(nothing: str) -> None:
    assert read(f"a: {nothing}").value == {"a": None}


def test_number_of_ten_thousand_digits_stays_text() -> None:
    digits = "9" * 10_000
    assert read(f"a: {digits}").value == {"a": digits}


def test_places_of_keys_and_values() -> None:
    spans = read("a:\n  - x: 1\n    points: [[10, 20], [30, 40]]\n").spans
    assert str(spans.values["a"].values[0].keys["points"]) == "f.yaml:3:5"
    assert str(spans.at("a", 0, "points", 1, 0)) == "f.yaml:3:25"
    assert str(spans.at("a", 0, "points", 9)) == "f.yaml:3:13", "the nearest known place"


def test_place_of_a_piece_counts_from_the_file() -> None:
    document = read_yaml("a: 1\nb: 2", Source("page.md", "", line=9, column=2))
    assert str(document.spans.at("b")) == "page.md:11:6"


def test_byte_offsets_count_characters_not_bytes() -> None:
    span = read("é: 'ü😀'\nb: x\n").spans.at("b")
    assert (span.line, span.column, span.start) == (2, 4, 11)


def test_duplicate_key_is_reported_at_the_second() -> None:
    document = read("a: 1\nb: 2\na: 3\n")
    assert [str(p).split("\n")[0] for p in document.problems] == [
        "f.yaml:3:1: error: 'a' stands twice in the same mapping [duplicate-key]"
    ]
    assert "line 1" in document.problems[0].hint


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_nesting_of_100000_levels_is_refused(opening: str) -> None:
    said = only_problem(opening * 100_000)
    assert f"deeper than {MAX_DEPTH} levels" in said
    assert said.startswith("f.yaml:1:")
    assert said.endswith("[yaml-refused]")


def test_fifty_levels_are_taken() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).problems == ()


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: &x 1\nb: *x", "1:4", "anchor"),
        ("a: *x", "1:4", "alias"),
        ("x: 1\na: !!python/object/apply:os.system [ls]", "2:4", "tag"),
        ("a: !thing 1", "1:4", "tag"),
        ("a: 1\n---\nb: 2", "2:1", "document"),
        ("? [a]\n: b", "1:3", "key"),
        ("? \n: b", "1:2", "key"),
    ],
)
def test_what_a_course_does_not_need_is_refused(text: str, place: str, word: str) -> None:
    said = only_problem(text)
    assert said.startswith(f"f.yaml:{place}: error: ")
    assert word in said
    assert said.endswith("[yaml-refused]")


def test_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = 'a: &a ["x"]\n' + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert only_problem(bomb).startswith("f.yaml:1:4: error: an anchor")


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a:\n\t- b", "2:1", "spaces"),
        ("a: b: c", "1:5", "quotation marks"),
        ('a: "b\nc: d', "2:5", "closed"),
        ("a: [1, 2\n", "2:1", "bracket"),
        ("a: ok\nb: \x00", "2:4", ""),
        ("a: ok\nb: x\x1by", "2:5", ""),
    ],
)
def test_broken_yaml_is_reported_where_it_breaks(text: str, place: str, hint: str) -> None:
    (problem,) = read(text).problems
    assert (problem.rule, str(problem.span)) == ("yaml-syntax", f"f.yaml:{place}")
    assert hint in problem.hint


def test_too_many_values_are_refused() -> None:
    assert "500,000" in only_problem("[" + "1," * 500_001 + "]")


def test_text_of_more_than_8_mib_is_refused() -> None:
    assert "8,388,608" in only_problem("a: " + "x" * (8 << 20))


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff"),
    max_size=20,
)
trees = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(trees)
def test_reads_what_pyyaml_reads(value: object) -> None:
    """JSON is YAML with every scalar quoted, where the two cannot differ in types."""
    text = json.dumps(value, ensure_ascii=False)
    assert read(text).value == yaml.safe_load(text)


@given(st.text(max_size=200))
def test_never_fails_otherwise_than_with_a_problem(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    document = read(text)
    assert isinstance(document.spans, Spans)
    assert all(p.span.line >= 1 and p.span.column >= 1 for p in document.problems)
