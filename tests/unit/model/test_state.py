"""Keys, fingerprint, length and the text itself, as the builder needs them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.model.answer import MAX_DIGITS, MAX_TEXT, Answer, Given, QuestionSlot
from scorm_builder.model.state import BUDGET, MAX_SEQUENCE, Attempt, PageSlot, StateLayout, Visited
from tests.slots import slot

SIZES = {
    "choice": 5,
    "multiple_choice": 7,
    "true_false": 2,
    "hotspot": 3,
    "outline": 12,
    "matching": 4,
    "ordering": 5,
    "numeric": 1,
    "short_text": 1,
    "reflection": 1,
}
KINDS = tuple(SIZES)


def course(pages: int, questions: int = 2, budget: int = BUDGET) -> StateLayout:
    """A course of so many pages, with questions of all kinds in turn."""
    return StateLayout.of(
        [
            PageSlot(
                f"page-{page}",
                tuple(
                    slot(f"q{i}", kind, SIZES[kind])
                    for i in range(questions)
                    for kind in [KINDS[(page + i) % len(KINDS)]]
                ),
            )
            for page in range(pages)
        ],
        budget,
    )


def longest(question: QuestionSlot) -> Given:
    answers: dict[str, Answer] = {
        "one": Answer((question.size - 1,)),
        "set": Answer(tuple(range(question.size))),
        "order": Answer(tuple(range(question.size))),
        "map": Answer((question.choices - 1,) * question.size),
        "marks": Answer((), ((1000, 1000),) * question.size),
        "number": Answer((question.choices - 1,), text="-" * MAX_DIGITS),
        "text": Answer(text="x" * MAX_TEXT),
        "nothing": Answer(),
    }
    return Given(answers[question.form], 100, 3, True, 3, 3)


def everything(layout: StateLayout) -> Attempt:
    """An attempt at which everything was seen and answered at length."""
    pages = {
        page.id: Visited(
            True,
            {question.id: longest(question) for question in page.questions},
            frozenset(page.figures),
        )
        for page in layout.pages
    }
    last = layout.pages[-1].id if layout.pages else ""
    return Attempt(MAX_SEQUENCE, 15, True, "passed", 100, last, pages, True, 0xFFFF)


@pytest.mark.parametrize("pages", [0, 1, 12, 60, 200])
@pytest.mark.parametrize("questions", [0, 1, 5])
def test_worst_case_is_the_length_of_the_fullest_attempt(pages: int, questions: int) -> None:
    layout = course(pages, questions)
    assert layout.worst_case() == len(layout.encode(everything(layout)))
    assert layout.decode(layout.encode(everything(layout))) == everything(layout)


@given(
    seen=st.lists(st.booleans(), min_size=12, max_size=12),
    answered=st.lists(st.booleans(), min_size=24, max_size=24),
    listed=st.lists(st.integers(0, 4), unique=True, max_size=3),
    budget=st.sampled_from([0, BUDGET]),
)
def test_no_attempt_is_longer_than_worst_case(
    seen: list[bool], answered: list[bool], listed: list[int], budget: int
) -> None:
    layout = course(12, budget=budget)
    flags = iter(answered)
    pages = {}
    for page, is_seen in zip(layout.pages, seen, strict=True):
        given_ = {q.id: longest(q) for q in page.questions if next(flags)}
        for question in page.questions:
            if question.kind == "hotspot" and question.id in given_:
                answer = Answer(tuple(sorted(listed)))
                given_[question.id] = replace(given_[question.id], answer=answer)
        if is_seen:
            pages[page.id] = Visited(False, given_)
    attempt = Attempt(pages=pages)
    assert len(layout.encode(attempt)) <= layout.worst_case()
    assert layout.decode(layout.encode(attempt)) == attempt


def test_the_text_keeps_to_the_alphabet_every_host_carries() -> None:
    layout = course(20)
    assert re.fullmatch(r"2\.[0-9a-f]{8}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{4}", full_text(layout))


def test_keyed_while_it_fits_the_budget_and_dense_beyond() -> None:
    keyed = course(20)
    assert keyed.addressing == "keyed"
    assert course(20, budget=keyed.worst_case()).addressing == "keyed"
    dense = course(20, budget=keyed.worst_case() - 1)
    assert dense.addressing == "dense"
    assert dense.worst_case() < keyed.worst_case()
    assert dense.page_keys == keyed.page_keys


def test_a_page_of_more_questions_than_can_be_counted_makes_it_dense() -> None:
    page = PageSlot("quiz", tuple(slot(f"q{i}", "true_false", 2) for i in range(64)))
    assert StateLayout.of([page]).addressing == "dense"
    layout = StateLayout.of([page])
    assert layout.decode(full_text(layout)) == everything(layout)


def test_an_edited_course_keeps_what_still_applies() -> None:
    questions = {name: slot(name, "choice", 4) for name in ("a", "b", "c")}
    before = StateLayout.of(
        [
            PageSlot("intro"),
            PageSlot("gone", (questions["a"],)),
            PageSlot("quiz", (questions["a"], questions["b"], questions["c"])),
        ]
    )
    after = StateLayout.of(
        [
            PageSlot("new", (slot("n", "hotspot", 2),)),
            # "c" gone, "b" with another number of options, "d" added, all in another order.
            PageSlot("quiz", (slot("d", "choice", 4), replace(questions["b"], size=5))),
            PageSlot("intro"),
        ]
    )
    kept = after.decode(before.encode(everything(before)))
    assert kept is not None
    assert kept.pages == {"intro": Visited(True), "quiz": Visited(True)}
    assert (kept.best, kept.outcome, kept.go, kept.bookmark) == (100, "passed", 15, "quiz")

    with_a = StateLayout.of([PageSlot("quiz", (slot("d", "choice", 4), questions["a"]))])
    kept = with_a.decode(before.encode(everything(before)))
    assert kept is not None
    assert kept.pages["quiz"].given == {"a": Given(Answer((3,)), 100, 3, True, 3, 3)}


def test_an_edited_dense_course_keeps_only_what_was_reached() -> None:
    before, after = course(5, budget=0), course(6, budget=0)
    kept = after.decode(before.encode(replace(everything(before), best=64, outcome="failed")))
    assert kept == Attempt(MAX_SEQUENCE, 15, False, "failed", 64, qualified=True, seed=0xFFFF)


def test_a_course_that_became_dense_still_reads_keyed_text() -> None:
    keyed, dense = course(5), course(5, budget=0)
    assert dense.decode(full_text(keyed)) == everything(keyed)


def test_a_text_that_is_not_whole_is_no_attempt() -> None:
    layout = course(3)
    text = full_text(layout)
    assert layout.decode("") is None
    assert layout.decode(text[:-1]) is None
    assert layout.decode("1" + text[1:]) is None
    assert layout.decode(text.upper()) is None
    assert layout.decode(text + "\n") is None


@given(at=st.integers(0, 10_000), character=st.characters())
@settings(max_examples=400)
def test_a_changed_character_is_noticed(at: int, character: str) -> None:
    layout = course(3)
    text = full_text(layout)
    at %= len(text)
    changed = text[:at] + character + text[at + 1 :]
    assert layout.decode(changed) == (everything(layout) if changed == text else None)


def test_keys_do_not_depend_on_where_a_page_stands() -> None:
    pages = [PageSlot(f"p{i}", (slot("q", "choice", 3),)) for i in range(50)]
    forward, backward = StateLayout.of(pages), StateLayout.of(pages[::-1])
    assert forward.page_keys == backward.page_keys[::-1]
    assert forward.fingerprint != backward.fingerprint


def test_keys_are_unique_and_never_zero() -> None:
    layout = StateLayout.of(PageSlot(f"p{i}") for i in range(3000))
    assert len(set(layout.page_keys)) == 3000
    assert 0 not in layout.page_keys
    many = PageSlot("quiz", tuple(slot(f"q{i}", "choice", 3) for i in range(200)))
    (keys,) = StateLayout.of([many]).question_keys
    assert len(set(keys)) == 200
    assert max(keys) < 1 << 10


def test_a_page_whose_hash_is_zero_has_another_key() -> None:
    """0 in the text stands for "no bookmark"."""
    names = (f"page-{number}" for number in range(1_000_000))
    name = next(n for n in names if hashlib.sha256(n.encode()).digest()[:2] == b"\0\0")
    layout = StateLayout.of([PageSlot(name)])
    assert layout.page_keys != (0,)
    attempt = Attempt(bookmark=name, pages={name: Visited()})
    assert layout.decode(layout.encode(attempt)) == attempt


def test_a_question_whose_answers_change_shape_has_another_key() -> None:
    def key(kind: str, size: int) -> int:
        return StateLayout.of([PageSlot("p", (slot("q", kind, size),))]).question_keys[0][0]

    assert len({key("choice", 4), key("choice", 5), key("multiple_choice", 4)}) == 3


def test_the_fingerprint_sees_every_shape_and_no_weight() -> None:
    def fingerprint(*questions: QuestionSlot) -> str:
        return StateLayout.of([PageSlot("p", questions)]).fingerprint

    one = slot("q", "choice", 4)
    assert fingerprint(one) == fingerprint(replace(one, scored=False, weight=5))
    others = [replace(one, size=3), replace(one, kind="multiple_choice"), replace(one, id="r")]
    assert len({fingerprint(one), fingerprint(), *map(fingerprint, others)}) == 5


@pytest.mark.parametrize(
    ("kind", "size"), [("choice", 0), ("hotspot", 13), ("choice", 65), ("numeric", 2)]
)
def test_a_question_that_cannot_be_kept_is_refused(kind: str, size: int) -> None:
    with pytest.raises(ValueError, match="question 'q'"):
        slot("q", kind, size)
    with pytest.raises(ValueError, match="no answers of form 'essay'"):
        QuestionSlot("q", "essay", "essay", 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="0 choices"):
        QuestionSlot("q", "matching", "map", 2)


def test_twins_are_refused() -> None:
    with pytest.raises(ValueError, match="same id twice: a"):
        StateLayout.of([PageSlot("a"), PageSlot("b"), PageSlot("a")])
    twins = (slot("q", "choice", 2), slot("q", "choice", 3))
    with pytest.raises(ValueError, match="same id twice: q"):
        StateLayout.of([PageSlot("a", twins)])


def test_pages_beyond_the_course_are_left_out() -> None:
    layout = course(2)
    stranger = Attempt(bookmark="elsewhere", pages={"elsewhere": Visited(True)})
    assert layout.decode(layout.encode(stranger)) == Attempt()


def full_text(layout: StateLayout) -> str:
    return layout.encode(everything(layout))
