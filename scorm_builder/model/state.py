"""The text in which an LMS keeps an attempt: its keys, its bits, and how long it can become.

Python half of a pair; ``player/tracking/state.ts`` is the other, and both give the same text byte
for byte. The builder needs this half for three things: the keys and the fingerprint it writes into
the pages (no other code computes them), the longest text a course can give (checked against the
target's limit before anything is built), and reading a state back when one is reported as lost.

One line of ``[A-Za-z0-9._-]``, the alphabet that every host we know carries unharmed::

    1.<fingerprint>.<payload>.<crc>

``fingerprint``  8 hex digits: the first 32 bits of SHA-256 over pages, questions, answer shapes.
``payload``      the bits below, most significant first, 6 to a base64url character, the last
                 character filled up with zeros.
``crc``          4 base64url characters: CRC-24 (RFC 4880 §6.1) of everything before its dot.

Bits of the payload (width in brackets)::

    head      dense [1]  sequence [24]  go [4]  recorded [1]  outcome [2]  has best [1]  best [7]
              bookmark [16]: the page's key when keyed, its index + 1 when dense, 0 for none
    keyed     for each visited page, in order:
                  page key [16]  ended [1]  touched questions [6]
                  for each of them: question key [10]  bits in the record [8]  record
    dense     for each page of the course, in order:
                  visited [1]  and if so: ended [1]
                      for each question: touched [1]  and if so: record
    record    done [1]  tries used [2]  points [7]  answer
    answer    choice, true_false   index of the option [ceil(log2(size)), at least 1]
              multiple_choice      one bit an option [size], option 0 first
              hotspot              marks [3]  x [10]  y [10] of each, in thousandths
                                   no marks: entries chosen from the list [3]  index [5] of each

Keyed text survives editing: a page or a question that is gone is skipped, one whose answers changed
shape has another key, and all others keep what was stored. Dense text is shorter and holds only for
the very course it was written by; for another, only ``go``, ``best`` and ``outcome`` are kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Addressing = Literal["keyed", "dense"]
Outcome = Literal["incomplete", "failed", "completed", "passed"]

KINDS = ("choice", "multiple_choice", "true_false", "hotspot")
"""The kinds of question whose answers can be kept."""

OUTCOMES: tuple[Outcome, ...] = ("incomplete", "failed", "completed", "passed")
"""In rising order; the index is what the text holds. An attempt only ever moves to the right."""

BUDGET = 3500
"""Characters a course may take: SCORM 1.2 and ESR hold 4096, and transports re-encode."""

MAX_GO = 15
"""Most goes at the scored questions that 4 bits can count."""

MAX_TRIES = 3
MAX_MARKS = 7
MAX_LISTED = 32
"""Entries in the list of a hotspot that 5 bits can number."""

MAX_OPTIONS = 64
MAX_SEQUENCE = (1 << 24) - 1

HEAD_BITS = 1 + 24 + 4 + 1 + 2 + 1 + 7 + 16
KEYED_PAGE_BITS = 16 + 1 + 6
KEYED_QUESTION_BITS = 10 + 8
MARKING_BITS = 1 + 2 + 7

_FRAME = len("1.") + 8 + len(".") + len(".") + 4
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TEXT = re.compile(r"(1\.([0-9a-f]{8})\.([A-Za-z0-9_-]*))\.([A-Za-z0-9_-]{4})", re.ASCII)


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
class PageSlot:
    """A page and its questions, in the order of the course."""

    id: str
    questions: tuple[QuestionSlot, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Visited:
    """A page that has been opened: its end reached or not, and the answers by question id."""

    ended: bool = False
    given: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is kept of a learner's attempt. ``pages`` holds visited pages by id."""

    sequence: int = 0
    go: int = 1
    recorded: bool = False
    outcome: Outcome = "incomplete"
    best: int | None = None
    bookmark: str = ""
    pages: Mapping[str, Visited] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StateLayout:
    """How the attempts at one course are written: its keys, its fingerprint, its addressing.

    Make one with :meth:`of`. ``page_keys`` (16 bits, never 0) and ``question_keys`` (10 bits, by
    page) stand in the order of ``pages``.
    """

    pages: tuple[PageSlot, ...]
    addressing: Addressing
    fingerprint: str
    page_keys: tuple[int, ...]
    question_keys: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, pages: Iterable[PageSlot], budget: int = BUDGET) -> StateLayout:
        """The layout for ``pages``: keyed if its longest text is within ``budget`` characters.

        Otherwise dense, which may be too long as well: compare :meth:`worst_case` with the limit.
        Raises :class:`ValueError` for two pages, or two questions of a page, of the same id, and
        for more pages or questions than there are keys.
        """
        kept = tuple(pages)
        names = [[f"{q.id}|{q.kind}|{q.size}" for q in page.questions] for page in kept]
        for page in kept:
            _refuse_twins([question.id for question in page.questions])
        keyed = cls(
            pages=kept,
            addressing="keyed",
            fingerprint=_fingerprint(kept),
            page_keys=_keys([page.id for page in kept], bits=16, taken={0}),
            question_keys=tuple(_keys(each, bits=10) for each in names),
        )
        countable = all(len(page.questions) < 1 << 6 for page in kept)
        if countable and keyed.worst_case() <= budget:
            return keyed
        return cls(kept, "dense", keyed.fingerprint, keyed.page_keys, keyed.question_keys)

    def worst_case(self) -> int:
        """Characters of the longest text: every page visited, every question at its longest.

        ``16 + ceil(bits / 6)``, where bits is 56 for the head and then, keyed, 23 a page and
        18 + record a question; dense, 2 a page and 1 + record a question.
        """
        keyed = self.addressing == "keyed"
        per_page, per_question = (KEYED_PAGE_BITS, KEYED_QUESTION_BITS) if keyed else (2, 1)
        questions = [question for page in self.pages for question in page.questions]
        bits = HEAD_BITS + per_page * len(self.pages)
        bits += sum(per_question + question.longest_record for question in questions)
        return _FRAME + -(-bits // 6)

    def encode(self, attempt: Attempt) -> str:
        """The text of ``attempt``. Pages and questions not of this course are left out."""
        keyed = self.addressing == "keyed"
        body = self._keyed_bits(attempt) if keyed else self._dense_bits(attempt)
        bits = "".join((*self._head_bits(attempt), *body))
        bits += "0" * (-len(bits) % 6)
        payload = "".join(_ALPHABET[int(bits[i : i + 6], 2)] for i in range(0, len(bits), 6))
        text = f"1.{self.fingerprint}.{payload}"
        return f"{text}.{_crc(text)}"

    def decode(self, text: str) -> Attempt | None:
        """The attempt that ``text`` holds, as far as it applies to this course.

        None when it is not a whole state text: another version, a wrong CRC, cut short. Never
        raises, whatever the text.
        """
        match = _TEXT.fullmatch(text)
        if match is None or _crc(match[1]) != match[4]:
            return None
        bits = _Bits("".join(f"{_ALPHABET.index(character):06b}" for character in match[3]))
        try:
            return self._read(bits, same=match[2] == self.fingerprint)
        except _CutShort:
            return None

    # -- writing ------------------------------------------------------------------------------

    def _head_bits(self, attempt: Attempt) -> Iterator[str]:
        yield _bit(self.addressing == "dense")
        yield _wide(min(attempt.sequence, MAX_SEQUENCE), 24)
        yield _wide(min(attempt.go, MAX_GO), 4)
        yield _bit(attempt.recorded)
        yield _wide(OUTCOMES.index(attempt.outcome), 2)
        yield _bit(attempt.best is not None)
        yield _wide(attempt.best or 0, 7)
        yield _wide(self._bookmarks(self.addressing).get(attempt.bookmark, 0), 16)

    def _bookmarks(self, addressing: Addressing) -> dict[str, int]:
        numbers = self.page_keys if addressing == "keyed" else range(1, len(self.pages) + 1)
        return {page.id: number for page, number in zip(self.pages, numbers, strict=True)}

    def _keyed_bits(self, attempt: Attempt) -> Iterator[str]:
        for page, key, keys in zip(self.pages, self.page_keys, self.question_keys, strict=True):
            visited = attempt.pages.get(page.id)
            if visited is None:
                continue
            records = [
                (question_key, _record(question, visited.given[question.id]))
                for question, question_key in zip(page.questions, keys, strict=True)
                if question.id in visited.given
            ]
            yield _wide(key, 16) + _bit(visited.ended) + _wide(len(records), 6)
            for question_key, record in records:
                yield _wide(question_key, 10) + _wide(len(record), 8) + record

    def _dense_bits(self, attempt: Attempt) -> Iterator[str]:
        for page in self.pages:
            visited = attempt.pages.get(page.id)
            yield _bit(visited is not None)
            if visited is None:
                continue
            yield _bit(visited.ended)
            for question in page.questions:
                given = visited.given.get(question.id)
                yield _bit(given is not None)
                if given is not None:
                    yield _record(question, given)

    # -- reading ------------------------------------------------------------------------------

    def _read(self, bits: _Bits, *, same: bool) -> Attempt:
        addressing: Addressing = "dense" if bits.take(1) else "keyed"
        sequence, go = bits.take(24), max(1, bits.take(4))
        recorded, outcome = bool(bits.take(1)), OUTCOMES[bits.take(2)]
        has_best, best = bits.take(1), bits.take(7)
        kept_best = best if has_best and best <= 100 else None
        number = bits.take(16)
        if addressing == "dense" and not same:
            return Attempt(sequence=sequence, go=go, outcome=outcome, best=kept_best)
        places = {place: page for page, place in self._bookmarks(addressing).items()}
        pages = self._read_keyed(bits) if addressing == "keyed" else self._read_dense(bits)
        bookmark = places.get(number, "")
        return Attempt(sequence, go, recorded, outcome, kept_best, bookmark, pages)

    def _read_keyed(self, bits: _Bits) -> dict[str, Visited]:
        slots = {
            key: (page, dict(zip(keys, page.questions, strict=True)))
            for page, key, keys in zip(self.pages, self.page_keys, self.question_keys, strict=True)
        }
        pages = {}
        while bits.left >= KEYED_PAGE_BITS:
            page, questions = slots.get(bits.take(16), (None, {}))
            ended = bool(bits.take(1))
            given = {}
            for _ in range(bits.take(6)):
                question = questions.get(bits.take(10))
                record = bits.part(bits.take(8))
                found = _whole_record(question, record) if question else None
                if question and found:
                    given[question.id] = found
            if page is not None:
                pages[page.id] = Visited(ended, given)
        return pages

    def _read_dense(self, bits: _Bits) -> dict[str, Visited]:
        pages = {}
        for page in self.pages:
            if not bits.take(1):
                continue
            ended = bool(bits.take(1))
            given = {}
            for question in page.questions:
                if bits.take(1):
                    found = _given(question, bits)
                    if found:
                        given[question.id] = found
            pages[page.id] = Visited(ended, given)
        return pages


class _CutShort(Exception):
    """The text ended before its bits did."""


class _Bits:
    """A run of bits, read from the front."""

    def __init__(self, bits: str) -> None:
        self._bits = bits
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._bits) - self._at

    def take(self, width: int) -> int:
        if width > self.left:
            raise _CutShort
        start, self._at = self._at, self._at + width
        return int(self._bits[start : self._at] or "0", 2)

    def part(self, width: int) -> _Bits:
        if width > self.left:
            raise _CutShort
        start, self._at = self._at, self._at + width
        return _Bits(self._bits[start : self._at])


def _wide(value: int, width: int) -> str:
    if not 0 <= value < 1 << width:
        raise ValueError(f"{value} does not fit in {width} bits")
    return f"{value:0{width}b}"


def _bit(flag: bool) -> str:
    return "1" if flag else "0"


def _index_width(size: int) -> int:
    return max(1, (size - 1).bit_length())


def _record(question: QuestionSlot, given: Given) -> str:
    marking = _bit(given.done) + _wide(min(given.tries, MAX_TRIES), 2) + _wide(given.points, 7)
    return marking + _answer_bits(question, given.answer)


def _answer_bits(question: QuestionSlot, answer: Answer) -> str:
    if question.kind == "hotspot":
        marks = "".join(_wide(x, 10) + _wide(y, 10) for x, y in answer.marks)
        if marks:
            return _wide(len(answer.marks), 3) + marks
        listed = "".join(_wide(index, 5) for index in answer.selected)
        return _wide(0, 3) + _wide(len(answer.selected), 3) + listed
    if question.kind == "multiple_choice":
        return "".join(_bit(index in answer.selected) for index in range(question.size))
    return _wide(answer.selected[0], _index_width(question.size))


def _given(question: QuestionSlot, bits: _Bits) -> Given | None:
    """The record, or None when it is none that this question can have."""
    done, tries, points = bool(bits.take(1)), bits.take(2), bits.take(7)
    answer = _answer(question, bits)
    return None if points > 100 or answer is None else Given(answer, points, tries, done)


def _whole_record(question: QuestionSlot, bits: _Bits) -> Given | None:
    """The same, when it must take up ``bits`` to the last: another question's seldom does."""
    try:
        found = _given(question, bits)
    except _CutShort:
        return None
    return None if bits.left else found


def _answer(question: QuestionSlot, bits: _Bits) -> Answer | None:
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


def _fingerprint(pages: Sequence[PageSlot]) -> str:
    lines = []
    for page in pages:
        lines.append(f"{page.id}\n")
        lines += [f"\t{q.id}|{q.kind}|{q.size}\n" for q in page.questions]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:8]


def _keys(names: Sequence[str], *, bits: int, taken: Iterable[int] = ()) -> tuple[int, ...]:
    """The first ``bits`` bits of each name's SHA-256, in the order of ``names``.

    A key already taken is sought again with "#1", "#2" … behind the name. Names have their turn in
    sorted order, so the keys do not depend on where in the course a page or question stands.
    """
    used = set(taken)
    if len(names) > (1 << bits) - len(used):
        raise ValueError(f"{len(names)} names are more than {bits}-bit keys can tell apart")
    _refuse_twins(names)
    found: dict[str, int] = {}
    for name in sorted(names):
        turn, key = 0, _hash(name, bits)
        while key in used:
            turn += 1
            key = _hash(f"{name}#{turn}", bits)
        used.add(key)
        found[name] = key
    return tuple(found[name] for name in names)


def _hash(name: str, bits: int) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:2], "big") >> (16 - bits)


def _refuse_twins(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        twins = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"the same id twice: {', '.join(twins)}")


def _crc(text: str) -> str:
    """CRC-24 of RFC 4880 §6.1 over the ASCII text, as 4 base64url characters."""
    crc = 0xB704CE
    for byte in text.encode():
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return "".join(_ALPHABET[crc >> shift & 63] for shift in (18, 12, 6, 0))
