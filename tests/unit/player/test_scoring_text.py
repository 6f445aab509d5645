"""What people type: numbers, and words that are the same but for their spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder import scoring as ours
from scorm_builder.blocks.numeric import quantity
from scorm_builder.model.answer import Answer
from scorm_builder.scoring import words
from tests.unit.player.conftest import Player
from tests.unit.player.questions import (
    as_json,
    base,
    everything,
    points_of,
    relaxed,
    spellings,
    typed,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.5", "12.5"),
        (" 12,50 ", "12.5"),
        ("−3", "-3"),
        ("–3", "-3"),
        ("+3", "3"),
        ("- 3", "-3"),
        ("-0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("1 200", "1200"),
        ("1\u202f200,5", "1200.5"),
        ("1’200", "1200"),
        ("1,200", None),
        ("1,20", "1.2"),
        ("0,125", "0.125"),
        ("1200,125", "1200.125"),
        ("-12,500", None),
        ("1,200,000", None),
        ("1.200,5", None),
        ("1 2", None),
        ("1200 000", None),
        ("1e3", None),
        ("12 mm", None),
        ("١٢٫٥", "12.5"),
        ("3.14159265358979323", "3.1415926535897"),
        ("123456789012345.6", "123456789012345"),
        ("1234567890123456", None),
        ("-123456789012345", None),
        ("0.00000000000000001", "0"),
        ("", None),
        (".", None),
        ("-", None),
        ("--3", None),
        ("Infinity", None),
        ("0x10", None),
    ],
)
def test_numbers_are_read_as_people_type_them(
    scoring: Player, text: str, expected: str | None
) -> None:
    assert ours.read_number(text) == expected
    assert everything(scoring, [("readNumber", text)]) == [expected]


@given(texts=st.lists(typed | st.text(max_size=8), min_size=1, max_size=30))
@settings(relaxed, max_examples=60)
def test_what_is_read_of_a_number_is_kept_as_it_is(scoring: Player, texts: list[str]) -> None:
    found = [ours.read_number(text) for text in texts]
    assert everything(scoring, [("readNumber", text) for text in texts]) == found
    for number in filter(None, found):
        assert len(number) <= 15
        assert set(number) <= set("0123456789.-")
        assert ours.read_number(number) == number


@pytest.mark.parametrize("text", ["8", "1.8", "-2.5", "0.0000001", "1000000000"])
@pytest.mark.parametrize("unit", ["", "mm", "°", "%"])
def test_both_write_a_number_with_its_unit_alike(scoring: Player, text: str, unit: str) -> None:
    assert everything(scoring, [("quantity", text, unit)]) == [quantity(float(text), unit)]


def test_limits_do_not_fail_by_binary_fractions(scoring: Player) -> None:
    question = base("numeric", low=12.3, high=12.5, units=[["cm", 1], ["mm", 0.1]])
    typed_ = [("12.3", 0), ("123", 1), ("124", 1), ("125", 1), ("122.9", 1), ("125.1", 1), ("1", 5)]
    given_ = [Answer(selected=(unit,), text=text) for text, unit in typed_]
    found = [points_of(question, answer) for answer in given_]
    assert found == [100, 100, 100, 100, 0, 0, 0]
    assert everything(scoring, [("points", question, as_json(a), False) for a in given_]) == found
    thin = base("numeric", low=0.1 + 0.2, high=0.1 + 0.2, units=[])
    assert points_of(thin, Answer(text="0.3")) == 100


@pytest.mark.parametrize(
    ("one", "other", "loosely", "exactly"),
    [
        ("Ménière", "meniere", True, False),
        ("Ménière", "Me\u0301nie\u0300re", True, True),
        ("Crohn’s disease", "crohn's  disease.", True, False),
        ("Crohn´s", "Crohn's", True, False),
        ("T2–FLAIR", "t2-flair", True, False),
        ("ΟΔΟΣ", "οδος", True, False),
        ("أشعة", "اشعة", True, False),
        ("ﬁbula", "fibula", True, False),
        ("a\u00a0 b ", "a b", True, True),
        ("कि", "का", False, False),
        ("fibula", "tibia", False, False),
        ("e.g", "eg", False, False),
    ],
)
def test_spellings_that_are_the_same(
    scoring: Player, one: str, other: str, *, loosely: bool, exactly: bool
) -> None:
    for exact, expected in ((False, loosely), (True, exactly)):
        question = base("short_text", accept=[one], known=[["x"], [one]], exact=exact)
        answer = Answer(text=other)
        assert points_of(question, answer) == (100 if expected else 0)
        known = 1 if expected else -1
        assert ours.known_answer(question, other) == known
        assert everything(scoring, [("knownAnswer", question, other)]) == [known]


@given(texts=st.lists(spellings | st.text(), min_size=1, max_size=20), exact=st.booleans())
@settings(relaxed, max_examples=150)
def test_both_write_a_text_in_the_same_plain_form(
    scoring: Player, texts: list[str], exact: bool
) -> None:
    found = [words.normalised(text, exact) for text in texts]
    assert everything(scoring, [("normalised", text, exact) for text in texts]) == found


def test_nothing_written_is_never_right() -> None:
    question = base("short_text", accept=[".", ""], known=[[" "]], exact=False)
    assert points_of(question, Answer(text=" . ")) == 0
    assert ours.known_answer(question, "") == -1
