"""The text in which an LMS keeps an attempt: its keys, its bits, and how long it can become.

Python half of a pair; ``player/tracking/state.ts`` is the other, and both give the same text byte
for byte. The builder needs this half for three things: the keys and the fingerprint it writes into
the pages (no other code computes them), the longest text a course can give (checked against the
target's limit before anything is built), and reading a state back when one is reported as lost.

One line of ``[A-Za-z0-9._-]``, the alphabet that every host we know carries unharmed::

    2.<fingerprint>.<payload>.<crc>

``fingerprint``  8 hex digits: the first 32 bits of SHA-256 over pages, questions, answer shapes.
``payload``      the bits below, most significant first, 6 to a base64url character, the last
                 character filled up with zeros.
``crc``          4 base64url characters: CRC-24 (RFC 4880 §6.1) of everything before its dot.

Bits of the payload (width in brackets)::

    head      dense [1]  sequence [24]  go [4]  recorded [1]  outcome [2]  has best [1]  best [7]
              qualified [1]  seed [16]
              bookmark [16]: the page's key when keyed, its index + 1 when dense, 0 for none
    keyed     for each visited page, in order:
                  page key [16]  ended [1]  figures shown [4]  figure key [10] of each
                  touched questions [6]
                  for each of them: question key [10]  bits in the record [9]  record
    dense     for each page of the course, in order:
                  visited [1]  and if so: ended [1]  shown [1] of each figure
                      for each question: touched [1]  and if so: record
    record    done [1]  tries used [2]  points [7]  how sure [2]  practised again [2]  answer
    answer    one        index [w(size)], where w(n) is ceil(log2(n)), at least 1
              set        one bit an option [size], option 0 first
              order      index [w(size)] of each item
              map        index + 1 [w(choices + 1)] of each item, 0 for none
              marks      marks [4]  x [10]  y [10] of each, in thousandths
                         no marks: one bit an entry of the list [choices]
              number     unit [w(choices)]  characters [4]  0-9 . - [4] of each
              text       bytes [6]  UTF-8 [8] of each
              nothing    no bits

Keyed text survives editing: a page or a question that is gone is skipped, one whose answers changed
shape has another key, and all others keep what was stored. Dense text is shorter and holds only for
the very course it was written by; for another, only ``go``, ``best`` and ``outcome`` are kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from scorm_builder.model.answer import (
    Given,
    QuestionSlot,
    read_record,
    read_whole_record,
    record_bits,
)
from scorm_builder.model.bits import Bits, CutShort, bit, crc24, pack, unpack, wide

Addressing = Literal["keyed", "dense"]
Outcome = Literal["incomplete", "failed", "completed", "passed"]

OUTCOMES: tuple[Outcome, ...] = ("incomplete", "failed", "completed", "passed")
"""In rising order; the index is what the text holds. An attempt only ever moves to the right."""

BUDGET = 3500
"""Characters a course may take: SCORM 1.2 and ESR hold 4096, and transports re-encode."""

MAX_GO = 15
"""Most goes at the scored questions that 4 bits can count."""

MAX_SEQUENCE = (1 << 24) - 1

MAX_FIGURES = 15
"""Figures of a page that 4 bits can count."""

HEAD_BITS = 1 + 24 + 4 + 1 + 2 + 1 + 7 + 1 + 16 + 16
KEYED_PAGE_BITS = 16 + 1 + 4 + 6
KEYED_QUESTION_BITS = 10 + 9
KEYED_FIGURE_BITS = 10
_FRAME = len("2.") + 8 + len(".") + len(".") + 4
_TEXT = re.compile(r"(2\.([0-9a-f]{8})\.([A-Za-z0-9_-]*))\.([A-Za-z0-9_-]{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PageSlot:
    """A page and its questions, in the order of the course."""

    id: str
    questions: tuple[QuestionSlot, ...] = ()
    figures: tuple[str, ...] = ()
    """Ids of the figures whose findings are to be shown; at most 15."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A page that has been opened: its end reached or not, the answers by question id, and the
    figures whose findings were shown."""

    ended: bool = False
    given: Mapping[str, Given] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()


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
    qualified: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class StateLayout:
    """How the attempts at one course are written: its keys, its fingerprint, its addressing.

    Make one with :meth:`of`. ``page_keys`` (16 bits, never 0), ``question_keys`` and
    ``figure_keys`` (10 bits, by page) stand in the order of ``pages``.
    """

    pages: tuple[PageSlot, ...]
    addressing: Addressing
    fingerprint: str
    page_keys: tuple[int, ...]
    question_keys: tuple[tuple[int, ...], ...]
    figure_keys: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, pages: Iterable[PageSlot], budget: int = BUDGET) -> StateLayout:
        """The layout for ``pages``: keyed if its longest text is within ``budget`` characters.

        Otherwise dense, which may be too long as well: compare :meth:`worst_case` with the limit.
        Raises :class:`ValueError` for two pages, or two questions of a page, of the same id, and
        for more pages or questions than there are keys.
        """
        kept = tuple(pages)
        names = [[f"{q.id}|{q.shape}" for q in page.questions] for page in kept]
        for page in kept:
            _refuse_twins([question.id for question in page.questions])
        keyed = cls(
            pages=kept,
            addressing="keyed",
            fingerprint=_fingerprint(kept),
            page_keys=_keys([page.id for page in kept], bits=16, taken={0}),
            question_keys=tuple(_keys(each, bits=10) for each in names),
            figure_keys=tuple(_keys(page.figures, bits=10) for page in kept),
        )
        countable = all(
            len(page.questions) < 1 << 6 and len(page.figures) <= MAX_FIGURES for page in kept
        )
        if countable and keyed.worst_case() <= budget:
            return keyed
        return replace(keyed, addressing="dense")

    def worst_case(self) -> int:
        """Characters of the longest text: every page visited, every question at its longest.

        ``16 + ceil(bits / 6)``, where bits is 73 for the head and then, keyed, 27 a page, 10 a
        figure and 19 + record a question; dense, 2 a page, 1 a figure and 1 + record a question.
        """
        keyed = self.addressing == "keyed"
        per_page, per_question = (KEYED_PAGE_BITS, KEYED_QUESTION_BITS) if keyed else (2, 1)
        questions = [question for page in self.pages for question in page.questions]
        bits = HEAD_BITS + per_page * len(self.pages)
        bits += (KEYED_FIGURE_BITS if keyed else 1) * sum(len(page.figures) for page in self.pages)
        bits += sum(per_question + question.longest_record for question in questions)
        return _FRAME + -(-bits // 6)

    def encode(self, attempt: Attempt) -> str:
        """The text of ``attempt``. Pages and questions not of this course are left out."""
        keyed = self.addressing == "keyed"
        body = self._keyed_bits(attempt) if keyed else self._dense_bits(attempt)
        bits = "".join((*self._head_bits(attempt), *body))
        text = f"2.{self.fingerprint}.{pack(bits)}"
        return f"{text}.{crc24(text)}"

    def decode(self, text: str) -> Attempt | None:
        """The attempt that ``text`` holds, as far as it applies to this course.

        None when it is not a whole state text: another version, a wrong CRC, cut short. Never
        raises, whatever the text.
        """
        match = _TEXT.fullmatch(text)
        if match is None or crc24(match[1]) != match[4]:
            return None
        try:
            return self._read(unpack(match[3]), same=match[2] == self.fingerprint)
        except CutShort:
            return None

    # -- writing ------------------------------------------------------------------------------

    def _head_bits(self, attempt: Attempt) -> Iterator[str]:
        yield bit(self.addressing == "dense")
        yield wide(min(attempt.sequence, MAX_SEQUENCE), 24)
        yield wide(min(attempt.go, MAX_GO), 4)
        yield bit(attempt.recorded)
        yield wide(OUTCOMES.index(attempt.outcome), 2)
        yield bit(attempt.best is not None)
        yield wide(attempt.best or 0, 7)
        yield bit(attempt.qualified)
        yield wide(attempt.seed, 16)
        yield wide(self._bookmarks(self.addressing).get(attempt.bookmark, 0), 16)

    def _bookmarks(self, addressing: Addressing) -> dict[str, int]:
        numbers = self.page_keys if addressing == "keyed" else range(1, len(self.pages) + 1)
        return {page.id: number for page, number in zip(self.pages, numbers, strict=True)}

    def _keyed_bits(self, attempt: Attempt) -> Iterator[str]:
        for page, key, keys, figures in self._keyed_pages():
            visited = attempt.pages.get(page.id)
            if visited is None:
                continue
            shown = [figures[id] for id in page.figures if id in visited.shown]
            records = [
                (question_key, record_bits(question, visited.given[question.id]))
                for question, question_key in zip(page.questions, keys, strict=True)
                if question.id in visited.given
            ]
            yield wide(key, 16) + bit(visited.ended) + wide(len(shown), 4)
            yield from (wide(figure, 10) for figure in shown)
            yield wide(len(records), 6)
            for question_key, record in records:
                yield wide(question_key, 10) + wide(len(record), 9) + record

    def _keyed_pages(self) -> Iterator[tuple[PageSlot, int, tuple[int, ...], dict[str, int]]]:
        for page, key, keys, figures in zip(
            self.pages, self.page_keys, self.question_keys, self.figure_keys, strict=True
        ):
            yield page, key, keys, dict(zip(page.figures, figures, strict=True))

    def _dense_bits(self, attempt: Attempt) -> Iterator[str]:
        for page in self.pages:
            visited = attempt.pages.get(page.id)
            yield bit(visited is not None)
            if visited is None:
                continue
            yield bit(visited.ended)
            yield from (bit(figure in visited.shown) for figure in page.figures)
            for question in page.questions:
                given = visited.given.get(question.id)
                yield bit(given is not None)
                if given is not None:
                    yield record_bits(question, given)

    # -- reading ------------------------------------------------------------------------------

    def _read(self, bits: Bits, *, same: bool) -> Attempt:
        addressing: Addressing = "dense" if bits.take(1) else "keyed"
        sequence, go = bits.take(24), max(1, bits.take(4))
        recorded, outcome = bool(bits.take(1)), OUTCOMES[bits.take(2)]
        has_best, best = bits.take(1), bits.take(7)
        kept_best = best if has_best and best <= 100 else None
        qualified, seed = bool(bits.take(1)), bits.take(16)
        number = bits.take(16)
        head = Attempt(sequence, go, False, outcome, kept_best, qualified=qualified, seed=seed)
        if addressing == "dense" and not same:
            return head
        places = {place: page for page, place in self._bookmarks(addressing).items()}
        pages = self._read_keyed(bits) if addressing == "keyed" else self._read_dense(bits)
        bookmark = places.get(number, "")
        return replace(head, recorded=recorded, bookmark=bookmark, pages=pages)

    def _read_keyed(self, bits: Bits) -> dict[str, Visited]:
        slots = {
            key: (page, dict(zip(keys, page.questions, strict=True)), figures)
            for page, key, keys, figures in self._keyed_pages()
        }
        pages = {}
        while bits.left >= KEYED_PAGE_BITS:
            page, questions, figures = slots.get(bits.take(16), (None, {}, {}))
            ended = bool(bits.take(1))
            keys = {bits.take(10) for _ in range(bits.take(4))}
            given = {}
            for _ in range(bits.take(6)):
                question = questions.get(bits.take(10))
                record = bits.part(bits.take(9))
                found = read_whole_record(question, record) if question else None
                if question and found:
                    given[question.id] = found
            if page is not None:
                shown = frozenset(id for id, key in figures.items() if key in keys)
                pages[page.id] = Visited(ended, given, shown)
        return pages

    def _read_dense(self, bits: Bits) -> dict[str, Visited]:
        pages = {}
        for page in self.pages:
            if not bits.take(1):
                continue
            ended = bool(bits.take(1))
            shown = frozenset(figure for figure in page.figures if bits.take(1))
            given = {}
            for question in page.questions:
                if bits.take(1):
                    found = read_record(question, bits)
                    if found:
                        given[question.id] = found
            pages[page.id] = Visited(ended, given, shown)
        return pages


def _fingerprint(pages: Sequence[PageSlot]) -> str:
    lines = []
    for page in pages:
        lines.append(f"{page.id}\n")
        lines += [f"\t{q.id}|{q.shape}\n" for q in page.questions]
        lines += [f"\t\t{figure}\n" for figure in page.figures]
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
