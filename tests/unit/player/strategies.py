"""Courses and attempts at random, as far as the state text knows them."""

from __future__ import annotations

from hypothesis import strategies as st

from scorm_builder.model.answer import Answer, Given, QuestionSlot
from scorm_builder.model.state import (
    MAX_SEQUENCE,
    OUTCOMES,
    Attempt,
    PageSlot,
    StateLayout,
    Visited,
)

# Few names, so that two courses drawn apart share pages and questions, as editions of one do.
PAGE_IDS = [f"page-{i}" for i in range(8)]
QUESTION_IDS = [f"q{i}" for i in range(6)]


@st.composite
def questions(draw: st.DrawFn, name: str) -> QuestionSlot:
    kind = draw(st.sampled_from(["choice", "multiple_choice", "true_false", "hotspot"]))
    sizes = {"true_false": st.just(2), "hotspot": st.integers(1, 7)}
    size = draw(sizes.get(kind, st.one_of(st.integers(2, 5), st.integers(1, 26))))
    return QuestionSlot(name, kind, size)


@st.composite
def layouts(draw: st.DrawFn) -> StateLayout:
    names = draw(st.lists(st.sampled_from(PAGE_IDS), unique=True, max_size=6))
    pages = []
    for name in names:
        ids = draw(st.lists(st.sampled_from(QUESTION_IDS), unique=True, max_size=5))
        pages.append(PageSlot(name, tuple(draw(questions(each)) for each in ids)))
    return StateLayout.of(pages, budget=draw(st.sampled_from([0, 3500])))


@st.composite
def answers(draw: st.DrawFn, question: QuestionSlot) -> Answer:
    if question.kind == "multiple_choice":
        chosen = draw(st.sets(st.integers(0, question.size - 1)))
        return Answer(selected=tuple(sorted(chosen)))
    if question.kind == "hotspot":
        places = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
        marks = draw(st.lists(places, max_size=question.size))
        listed = draw(st.sets(st.integers(0, 31), max_size=question.size))
        return Answer((), tuple(marks)) if marks else Answer(tuple(sorted(listed)))
    return Answer(selected=(draw(st.integers(0, question.size - 1)),))


@st.composite
def attempts_at(draw: st.DrawFn, layout: StateLayout) -> Attempt:
    pages = {}
    for page in layout.pages:
        if not draw(st.booleans()):
            continue
        given = {
            question.id: Given(
                draw(answers(question)),
                draw(st.integers(0, 100)),
                draw(st.integers(1, 3)),
                draw(st.booleans()),
            )
            for question in page.questions
            if draw(st.booleans())
        }
        pages[page.id] = Visited(draw(st.booleans()), given)
    return Attempt(
        sequence=draw(st.integers(0, MAX_SEQUENCE)),
        go=draw(st.integers(1, 15)),
        recorded=draw(st.booleans()),
        outcome=draw(st.sampled_from(OUTCOMES)),
        best=draw(st.none() | st.integers(0, 100)),
        bookmark=draw(st.sampled_from(["", *(page.id for page in layout.pages)])),
        pages=pages,
    )
