"""An answer as bits: the record of one question in the text that an LMS keeps.

Laid out as ``model/state.py`` says; ``player/tracking/state.ts`` writes the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from scorm_builder.model.bits import Bits, CutShort, bit, wide

KINDS = ("choice", "multiple_choice", "true_false", "hotspot")
"""The kinds of question whose answers can be kept."""

MAX_TRIES = 3
MAX_MARKS = 7
MAX_LISTED = 32
"""Entries in the list of a hotspot that 5 bits can number."""

MAX_OPTIONS = 64

MARKING_BITS = 1 + 2 + 7
"""Bits of a record before its answer: done, tries used, points."""


@dataclass(frozen=True, slots=True)
class QuestionSlot:
    """What the state must know of a question.

    ``kind`` is one of :data:`KINDS`. ``size`` is the number of options of the choice kinds
    (true_false: 2), and for a hotspot the most marks a learner may set (1 to 7). ``scored`` and
    ``weight`` do not change the text; they are here for whoever writes the course data from this.
    """

    id: str
    kind: str
    size: int
    scored: bool = True
    weight: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"question '{self.id}': no answers of kind '{self.kind}' can be kept")
        most = MAX_MARKS if self.kind == "hotspot" else MAX_OPTIONS
        if not 1 <= self.size <= most:
            raise ValueError(f"question '{self.id}': size {self.size} is not between 1 and {most}")

    @property
    def longest_record(self) -> int:
        """Bits of the longest record: for a hotspot all marks set, which outweighs the list."""
        if self.kind == "hotspot":
            return MARKING_BITS + 3 + 20 * self.size
        if self.kind == "multiple_choice":
            return MARKING_BITS + self.size
        return MARKING_BITS + _index_width(self.size)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner chose.

    ``selected`` holds 0-based indexes, ascending; ``marks`` points in thousandths (0 to 1000) of
    a picture's width and height.
    """

    selected: tuple[int, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with its marking: points 0 to 100, tries used, and whether it is the last one."""

    answer: Answer
    points: int
    tries: int
    done: bool


def _index_width(size: int) -> int:
    return max(1, (size - 1).bit_length())


def record_bits(question: QuestionSlot, given: Given) -> str:
    """The bits of an answer with its marking."""
    marking = bit(given.done) + wide(min(given.tries, MAX_TRIES), 2) + wide(given.points, 7)
    return marking + _answer_bits(question, given.answer)


def _answer_bits(question: QuestionSlot, answer: Answer) -> str:
    if question.kind == "hotspot":
        marks = "".join(wide(x, 10) + wide(y, 10) for x, y in answer.marks)
        if marks:
            return wide(len(answer.marks), 3) + marks
        listed = "".join(wide(index, 5) for index in answer.selected)
        return wide(0, 3) + wide(len(answer.selected), 3) + listed
    if question.kind == "multiple_choice":
        return "".join(bit(index in answer.selected) for index in range(question.size))
    return wide(answer.selected[0], _index_width(question.size))


def read_record(question: QuestionSlot, bits: Bits) -> Given | None:
    """The record, or None when it is none that this question can have."""
    done, tries, points = bool(bits.take(1)), bits.take(2), bits.take(7)
    answer = _answer(question, bits)
    return None if points > 100 or answer is None else Given(answer, points, tries, done)


def read_whole_record(question: QuestionSlot, bits: Bits) -> Given | None:
    """The same, when it must take up ``bits`` to the last: another question's seldom does."""
    try:
        found = read_record(question, bits)
    except CutShort:
        return None
    return None if bits.left else found


def _answer(question: QuestionSlot, bits: Bits) -> Answer | None:
    if question.kind == "hotspot":
        marks = tuple((bits.take(10), bits.take(10)) for _ in range(bits.take(3)))
        if marks:
            on_picture = all(x <= 1000 and y <= 1000 for x, y in marks)
            return Answer(marks=marks) if len(marks) <= question.size and on_picture else None
        listed = tuple(bits.take(5) for _ in range(bits.take(3)))
        fits = len(listed) <= question.size and list(listed) == sorted(set(listed))
        return Answer(selected=listed) if fits else None
    if question.kind == "multiple_choice":
        chosen = [index for index in range(question.size) if bits.take(1)]
        return Answer(selected=tuple(chosen))
    index = bits.take(_index_width(question.size))
    return Answer(selected=(index,)) if index < question.size else None
