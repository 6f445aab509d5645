"""Courses and attempts at random, as far as the state text knows them."""

from __future__ import annotations

from hypothesis import strategies as st

from scorm_builder.model.answer import MAX_DIGITS, MAX_TEXT, Answer, Given, QuestionSlot
from scorm_builder.model.state import (
    MAX_SEQUENCE,
    OUTCOMES,
    Attempt,
    PageSlot,
    StateLayout,
    Visited,
)
from tests.slots import FORMS, slot

# Few names, so that two courses drawn apart share pages and questions, as editions of one do.
PAGE_IDS = [f"page-{i}" for i in range(8)]
QUESTION_IDS = [f"q{i}" for i in range(6)]


FIGURE_IDS = ["wrist", "chest", "hip"]

SIZES = {"one": (2, 26), "set": (1, 26), "order": (2, 12), "map": (1, 12), "marks": (1, 12)}
"""Fewest and most options, items or marks, by form; one of all others."""


@st.composite
def questions(draw: st.DrawFn, name: str) -> QuestionSlot:
    kind = draw(st.sampled_from(sorted(FORMS)))
    size = draw(st.integers(*SIZES.get(FORMS[kind], (1, 1))))
    return slot(name, kind, size, choices=draw(st.integers(1, 26)))


@st.composite
def layouts(draw: st.DrawFn) -> StateLayout:
    names = draw(st.lists(st.sampled_from(PAGE_IDS), unique=True, max_size=6))
    pages = []
    for name in names:
        ids = draw(st.lists(st.sampled_from(QUESTION_IDS), unique=True, max_size=5))
        figures = tuple(draw(st.lists(st.sampled_from(FIGURE_IDS), unique=True, max_size=3)))
        pages.append(PageSlot(name, tuple(draw(questions(each)) for each in ids), figures))
    return StateLayout.of(pages, budget=draw(st.sampled_from([0, 3500])))


def some(end: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Indexes below ``end``, ascending."""
    return st.sets(st.integers(0, end - 1)).map(lambda chosen: tuple(sorted(chosen)))


MARKS = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
NUMBERS = st.text("0123456789.-", min_size=1, max_size=MAX_DIGITS)
TEXTS = st.text(min_size=1, max_size=MAX_TEXT).filter(lambda t: len(t.encode()) <= MAX_TEXT)


def answers(  # noqa: PLR0911 - one a form
    question: QuestionSlot,
) -> st.SearchStrategy[Answer]:
    """Any answer that a question can have."""
    size, choices = question.size, question.choices
    match question.form:
        case "one":
            return st.integers(0, size - 1).map(lambda index: Answer((index,)))
        case "set":
            return some(size).map(Answer)
        case "order":
            return st.permutations(range(size)).map(lambda order: Answer(tuple(order)))
        case "map":
            each = st.integers(-1, choices - 1)
            return st.tuples(*[each] * size).map(Answer)
        case "marks":
            marks = st.lists(MARKS, min_size=1, max_size=size)
            return some(choices).map(Answer) | marks.map(lambda m: Answer(marks=tuple(m)))
        case "number":
            unit = st.integers(0, choices - 1)
            return st.builds(lambda u, text: Answer((u,), text=text), unit, NUMBERS)
        case "text":
            return TEXTS.map(lambda text: Answer(text=text))
        case "nothing":
            return st.just(Answer())


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
                draw(st.integers(0, 3)),
                draw(st.integers(0, 3)),
            )
            for question in page.questions
            if draw(st.booleans())
        }
        shown = frozenset(figure for figure in page.figures if draw(st.booleans()))
        pages[page.id] = Visited(draw(st.booleans()), given, shown)
    return Attempt(
        sequence=draw(st.integers(0, MAX_SEQUENCE)),
        go=draw(st.integers(1, 15)),
        recorded=draw(st.booleans()),
        outcome=draw(st.sampled_from(OUTCOMES)),
        best=draw(st.none() | st.integers(0, 100)),
        bookmark=draw(st.sampled_from(["", *(page.id for page in layout.pages)])),
        pages=pages,
        qualified=draw(st.booleans()),
        seed=draw(st.integers(0, 0xFFFF)),
    )
