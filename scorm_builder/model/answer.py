"""An answer as bits: the record of one question in the text that an LMS keeps.

Laid out as ``model/state.py`` says; ``player/tracking/answers.ts`` writes the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from scorm_builder.model.bits import Bits, CutShort, bit, wide

Form = Literal["one", "set", "order", "map", "marks", "number", "text", "nothing"]
"""What shape an answer has, and so how it is kept; ``player/course.ts`` says what each holds."""

FORMS: tuple[Form, ...] = get_args(Form)

MAX_TRIES = 3
MAX_CORNERS = 12
"""Marks on a picture that can be kept."""

MAX_LISTED = 26
"""Entries in the list beside a picture: one letter each."""

MAX_OPTIONS = 64
MAX_TEXT = 60
"""Bytes of a written answer, in UTF-8."""

MAX_DIGITS = 15
"""Characters of a number."""

DIGITS = "0123456789.-"
"""The characters of a number, by the four bits that stand for each."""

MARKING_BITS = 1 + 2 + 7 + 2 + 2
"""Bits of a record before its answer: done, tries used, points, how sure, practised again."""

_MOST = {
    "one": MAX_OPTIONS,
    "set": MAX_OPTIONS,
    "order": 32,
    "map": 32,
    "marks": MAX_CORNERS,
    "number": 1,
    "text": 1,
    "nothing": 1,
}


@dataclass(frozen=True, slots=True)
class QuestionSlot:
    """What the state must know of a question.

    ``size`` and ``choices`` are what :data:`Form` says of them. ``scored`` and ``weight`` do not
    change the text; they are here for whoever writes the course data from this.
    """

    id: str
    kind: str
    form: Form
    size: int
    choices: int = 0
    scored: bool = True
    weight: int = 1

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise ValueError(f"question '{self.id}': no answers of form '{self.form}' can be kept")
        most = _MOST[self.form]
        if not 1 <= self.size <= most:
            raise ValueError(f"question '{self.id}': size {self.size} is not between 1 and {most}")
        if self.form in ("map", "number") and not 1 <= self.choices <= MAX_OPTIONS:
            raise ValueError(f"question '{self.id}': {self.choices} choices")

    @property
    def shape(self) -> str:
        """What has to be the same for kept answers to mean the same."""
        return f"{self.kind}|{self.size}|{self.choices}"

    @property
    def longest_record(self) -> int:
        """Bits of the longest record."""
        return MARKING_BITS + self._longest_answer()

    def _longest_answer(self) -> int:  # noqa: PLR0911 - one a form
        match self.form:
            case "one":
                return index_width(self.size)
            case "set":
                return self.size
            case "order":
                return self.size * index_width(self.size)
            case "map":
                return self.size * index_width(self.choices + 1)
            case "marks":
                return 4 + max(20 * self.size, self.choices)
            case "number":
                return index_width(self.choices) + 4 + 4 * MAX_DIGITS
            case "text":
                return 6 + 8 * MAX_TEXT
            case "nothing":
                return 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner chose, drew or wrote; :data:`Form` says what is where.

    ``selected`` holds 0-based indexes, ``marks`` points in thousandths (0 to 1000) of a picture's
    width and height, ``text`` what was written.
    """

    selected: tuple[int, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with its marking.

    Points 0 to 100, tries used, whether it is the last one; how sure the learner was (0 not asked,
    1 guess, 2 fairly sure, 3 certain); how often it was practised rightly since it was missed.
    """

    answer: Answer
    points: int
    tries: int
    done: bool
    sure: int = 0
    again: int = 0


def index_width(size: int) -> int:
    """Bits that tell ``size`` things apart: at least 1."""
    return max(1, (size - 1).bit_length())


def record_bits(question: QuestionSlot, given: Given) -> str:
    """The bits of an answer with its marking."""
    marking = bit(given.done) + wide(min(given.tries, MAX_TRIES), 2) + wide(given.points, 7)
    marking += wide(given.sure, 2) + wide(given.again, 2)
    return marking + _answer_bits(question, given.answer)


def _answer_bits(question: QuestionSlot, answer: Answer) -> str:  # noqa: PLR0911
    match question.form:
        case "one":
            return wide(answer.selected[0], index_width(question.size))
        case "set":
            return _flags(question.size, answer.selected)
        case "order":
            width = index_width(question.size)
            return "".join(wide(index, width) for index in answer.selected)
        case "map":
            width = index_width(question.choices + 1)
            return "".join(wide(index + 1, width) for index in answer.selected)
        case "marks":
            marks = "".join(wide(x, 10) + wide(y, 10) for x, y in answer.marks)
            listed = "" if marks else _flags(question.choices, answer.selected)
            return wide(len(answer.marks), 4) + marks + listed
        case "number":
            digits = "".join(wide(DIGITS.index(each), 4) for each in answer.text)
            unit = wide(answer.selected[0], index_width(question.choices))
            return unit + wide(len(answer.text), 4) + digits
        case "text":
            written = answer.text.encode()
            return wide(len(written), 6) + "".join(wide(byte, 8) for byte in written)
        case "nothing":
            return ""


def _flags(size: int, selected: Sequence[int]) -> str:
    return "".join(bit(index in selected) for index in range(size))


def read_record(question: QuestionSlot, bits: Bits) -> Given | None:
    """The record, or None when it is none that this question can have."""
    done, tries, points = bool(bits.take(1)), bits.take(2), bits.take(7)
    sure, again = bits.take(2), bits.take(2)
    answer = _answer(question, bits)
    if points > 100 or answer is None:
        return None
    return Given(answer, points, tries, done, sure, again)


def read_whole_record(question: QuestionSlot, bits: Bits) -> Given | None:
    """The same, when it must take up ``bits`` to the last: another question's seldom does."""
    try:
        found = read_record(question, bits)
    except CutShort:
        return None
    return None if bits.left else found


def _answer(question: QuestionSlot, bits: Bits) -> Answer | None:  # noqa: PLR0911
    match question.form:
        case "one":
            index = bits.take(index_width(question.size))
            return Answer((index,)) if index < question.size else None
        case "set":
            return Answer(_set(question.size, bits))
        case "order":
            width = index_width(question.size)
            order = tuple(bits.take(width) for _ in range(question.size))
            return Answer(order) if sorted(order) == list(range(question.size)) else None
        case "map":
            width = index_width(question.choices + 1)
            chosen = tuple(bits.take(width) - 1 for _ in range(question.size))
            return Answer(chosen) if max(chosen) < question.choices else None
        case "marks":
            return _marks(question, bits)
        case "number":
            unit = bits.take(index_width(question.choices))
            codes = [bits.take(4) for _ in range(bits.take(4))]
            fits = unit < question.choices and codes and max(codes) < len(DIGITS)
            return Answer((unit,), text="".join(DIGITS[c] for c in codes)) if fits else None
        case "text":
            return _text(bits)
        case "nothing":
            return Answer()


def _set(size: int, bits: Bits) -> tuple[int, ...]:
    return tuple(index for index in range(size) if bits.take(1))


def _marks(question: QuestionSlot, bits: Bits) -> Answer | None:
    marks = tuple((bits.take(10), bits.take(10)) for _ in range(bits.take(4)))
    if not marks:
        return Answer(_set(question.choices, bits))
    on_picture = all(x <= 1000 and y <= 1000 for x, y in marks)
    return Answer(marks=marks) if len(marks) <= question.size and on_picture else None


def _text(bits: Bits) -> Answer | None:
    written = bytes(bits.take(8) for _ in range(bits.take(6)))
    try:
        text = written.decode()
    except UnicodeDecodeError:
        return None
    return Answer(text=text) if 0 < len(written) <= MAX_TEXT else None
