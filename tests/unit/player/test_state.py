"""The codec's two halves are one: the same text from both, and the same attempt back."""

from __future__ import annotations

import base64
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorm_builder.model.answer import Answer, Given
from scorm_builder.model.state import Attempt, PageSlot, StateLayout, Visited
from tests.slots import slot

from .conftest import Player, course_data, from_json, to_json
from .strategies import attempts_at, layouts

many = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@many
@given(data=st.data())
def test_both_halves_write_the_same_text(player: Player, data: st.DataObject) -> None:
    layout = data.draw(layouts())
    attempt = data.draw(attempts_at(layout))
    course = course_data(layout)
    assert player("encode", course=course, attempt=to_json(attempt)) == layout.encode(attempt)


@many
@given(data=st.data())
def test_the_player_reads_back_what_was_written(player: Player, data: st.DataObject) -> None:
    layout = data.draw(layouts())
    attempt = data.draw(attempts_at(layout))
    text = layout.encode(attempt)
    assert from_json(player("decode", course=course_data(layout), text=text)) == attempt


@many
@given(data=st.data())
def test_both_halves_keep_the_same_of_an_edited_course(player: Player, data: st.DataObject) -> None:
    before, after = data.draw(layouts()), data.draw(layouts())
    text = before.encode(data.draw(attempts_at(before)))
    kept = player("decode", course=course_data(after), text=text)
    assert from_json(kept) == after.decode(text)


@many
@given(data=st.data())
def test_no_mutated_text_throws_and_both_halves_agree(player: Player, data: st.DataObject) -> None:
    layout = data.draw(layouts())
    text = layout.encode(data.draw(attempts_at(layout)))
    cut = data.draw(st.integers(0, len(text)))
    other = data.draw(st.text(max_size=4))
    skip = data.draw(st.integers(0, 4))
    texts = [text[:cut] + other + text[cut + skip :], text[:cut], other, text + other]
    kept = player("decodeAll", course=course_data(layout), texts=texts)
    assert [from_json(each) for each in kept] == [layout.decode(each) for each in texts]


@many
@given(data=st.data())
def test_any_bits_behind_a_true_crc_are_survived_alike(player: Player, data: st.DataObject) -> None:
    layout = data.draw(layouts())
    bits = base64.urlsafe_b64encode(data.draw(st.binary(max_size=60))).decode().rstrip("=")
    fingerprint = data.draw(st.sampled_from([layout.fingerprint, "00000000"]))
    text = signed(f"2.{fingerprint}.{bits}")
    kept = player("decode", course=course_data(layout), text=text)
    assert from_json(kept) == layout.decode(text)


@given(text=st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_text_at_all_throws(player: Player, text: str) -> None:
    course = course_data(StateLayout.of([PageSlot("a", (slot("q", "choice", 3),))]))
    assert player("decode", course=course, text=text) is None


def test_a_record_of_another_length_is_not_taken_for_one_of_ours(player: Player) -> None:
    """As when a new question's key is by chance one that an old question had."""
    before = StateLayout.of([PageSlot("p", (slot("old", "choice", 26),))])
    after = StateLayout.of([PageSlot("p", (slot("new", "choice", 4),))])
    before = replace(before, question_keys=after.question_keys)
    given_ = {"old": Given(Answer((25,)), 100, 1, True)}
    text = before.encode(Attempt(pages={"p": Visited(True, given_)}))
    kept = after.decode(text)
    assert kept is not None
    assert kept.pages == {"p": Visited(True)}
    assert from_json(player("decode", course=course_data(after), text=text)) == kept


def test_a_prototype_s_names_are_ids_like_any_other(player: Player) -> None:
    questions = (slot("constructor", "choice", 4), slot("tostring", "choice", 4))
    layout = StateLayout.of([PageSlot("constructor", questions), PageSlot("valueof")])
    given_ = {"constructor": Given(Answer((3,)), 100, 1, True)}
    attempt = Attempt(bookmark="constructor", pages={"constructor": Visited(True, given_)})
    text = layout.encode(attempt)
    assert from_json(player("decode", course=course_data(layout), text=text)) == attempt


def test_a_known_state_is_written_as_it_was_in_the_first_release(player: Player) -> None:
    """Learners' states outlive releases: this text must be readable for ever."""
    questions = (slot("q", "choice", 4), slot("h", "hotspot", 1))
    layout = StateLayout.of([PageSlot("a", questions)])
    marked = Given(Answer((), ((3, 1000),)), 0, 2, False)
    given_ = {"q": Given(Answer((2,)), 100, 1, True), "h": marked}
    attempt = Attempt(5, 1, False, "incomplete", 50, "a", {"a": Visited(True, given_)})
    text = "2.c1be6d87.AAACiLIAAGVL5UvAKvghcgQHiZAAEA_o.07TX"
    assert layout.encode(attempt) == text
    assert from_json(player("decode", course=course_data(layout), text=text)) == attempt


def signed(text: str) -> str:
    """The text with its CRC, worked out here a third time."""
    crc = 0xB704CE
    for byte in text.encode():
        crc ^= byte << 16
        for _ in range(8):
            crc = (crc << 1) ^ (0x1864CFB if crc & 0x800000 else 0)
    return f"{text}.{base64.urlsafe_b64encode(crc.to_bytes(3, 'big')).decode()}"


def test_the_sum_is_the_crc_24_of_rfc_4880() -> None:
    assert signed("123456789").endswith(base64.urlsafe_b64encode(bytes.fromhex("21cf02")).decode())
