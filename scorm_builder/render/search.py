"""A course → the index in which the player searches: which words are on which page, and where.

Questions are left out whole: their options, explanations and regions would give answers away. So
are the steps of a case that open later. A page's texts are taken from the source, so that nothing
has to be read back from HTML. The player finds the place on the page, and the words around it, when
it has loaded the page itself.

The words stand in order, each with the number of letters it shares with the one before (a digit in
base 36) and the rest; their pages as the steps from one to the next, times four, plus the rank, in
five bits a character of ``_DIGITS``, the sixth saying that there is more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, get_args

from scorm_builder.model.base import BlockModel, IsMarkdown, Model
from scorm_builder.model.course import Course
from scorm_builder.model.page import CASE, STEP, Block, Box, Page, Prose, heading_text
from scorm_builder.model.question import Question
from scorm_builder.render.extras import Extra

TITLE, HEADING, FINDING, TEXT = range(4)
"""Where a word stands, the weightiest place first."""

ENOUGH_PAGES = 3
ENOUGH_WORDS = 2_000
"""A course of fewer of both is looked through faster than it is searched."""

SEARCHED = ("_glossary",)
"""The extra pages that are searched too."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\]\((?:[^)\]]|\](?!\())*\)|https?://\S+|<[^<>]*>")
"""Each stops where another begins: a text of beginnings alone is read once, not once for each."""
_LABELS = frozenset({"label", "title", "name"})
_POINTS = "key-points"


def search_index(course: Course, extras: Sequence[Extra]) -> list[str] | None:
    """Words and their pages, as the player reads them; None for a course too short to search.

    Pages are numbered in the order of the course, the extra pages that are searched behind them.
    """
    pages = [_ranks(_texts(page)) for page in course.pages]
    if len(pages) < ENOUGH_PAGES and sum(map(len, pages)) < ENOUGH_WORDS:
        return None
    pages += [
        _ranks([(TITLE, extra.title), (FINDING, str(extra.body.striptags()))])
        for extra in extras
        if extra.name in SEARCHED
    ]
    found: dict[str, list[tuple[int, int]]] = {}
    for number, ranks in enumerate(pages):
        for word, rank in ranks.items():
            found.setdefault(word, []).append((number, rank))
    words = sorted(found)
    shared = [0, *(_shared(before, word) for before, word in pairwise(words))]
    listed = (f"{_base36(n)}{word[n:]}" for n, word in zip(shared, words, strict=True))
    return [" ".join(listed), " ".join(_places(found[word]) for word in words)]


def folded(text: str) -> str:
    """Small letters without accents: ``Š`` and ``s`` are found by the same letter."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in apart if not unicodedata.combining(c))


def _ranks(texts: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Each word with the weightiest place in which it stands."""
    together: list[list[str]] = [[], [], [], []]
    for rank, text in texts:
        together[rank].append(text)
    found: dict[str, int] = {}
    # The weightiest last, so that it stays.
    for rank in reversed(range(len(together))):
        plain = folded(_ADDRESS.sub(" ", "\n".join(together[rank])))
        for word in _WORD.findall(plain):
            if len(word) > 1 or not word.isascii():
                found[word] = rank
    return found


def _texts(page: Page) -> list[tuple[int, str]]:
    objectives = [(TEXT, line) for line in page.head.objectives]
    return [(TITLE, page.head.title), *objectives, *_in_blocks(page.blocks, TEXT)]


def _in_blocks(blocks: Sequence[Block], rank: int) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, Prose):
            yield rank, block.text
            for opening, inline in pairwise(block.tokens):
                if opening.type == "heading_open":
                    yield HEADING, heading_text(inline)
        elif isinstance(block, Box):
            yield HEADING, block.title
            inside = first_step(block) if block.name == CASE else block.blocks
            yield from _in_blocks(inside, FINDING if block.name == _POINTS else rank)
        elif isinstance(block, BlockModel) and not isinstance(block, Question):
            yield from _in_model(block, rank)


def first_step(case: Box) -> tuple[Block, ...]:
    """What of a case is open from the start: the later steps would give away what is asked."""
    steps = [n for n, each in enumerate(case.blocks) if isinstance(each, Box) and each.name == STEP]
    return case.blocks[: steps[0] + 1] if steps else case.blocks


def _in_model(model: Model, rank: int) -> Iterator[tuple[int, str]]:
    told = _told(type(model))
    for name, value in model.__dict__.items():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Question):
                continue
            if isinstance(item, Model):
                yield from _in_model(item, FINDING if name == "findings" else rank)
            elif isinstance(item, str) and name in told:
                yield rank, item


@cache
def _told(model: type[Model]) -> frozenset[str]:
    """Names of the fields that learners read as text: not credits, which stand under everything."""
    fields = model.model_fields.items()
    told = (n for n, f in fields if n in _LABELS or _is_markdown((f.annotation, *f.metadata)))
    return frozenset(told) - {"source"}


def _is_markdown(parts: Sequence[Any]) -> bool:
    return any(
        isinstance(part, IsMarkdown)
        or _is_markdown((*get_args(part), *getattr(part, "__metadata__", ())))
        for part in parts
    )


def _shared(before: str, word: str) -> int:
    most = min(len(before), len(word), 35)
    return next((n for n in range(most) if before[n] != word[n]), most)


def _base36(number: int) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[number]


def _places(found: list[tuple[int, int]]) -> str:
    parts, last = [], -1
    for page, rank in found:
        parts.append(_digits((page - last) * 4 + rank))
        last = page
    return "".join(parts)


def _digits(number: int) -> str:
    text = ""
    while number > 31:
        text += _DIGITS[32 + number % 32]
        number //= 32
    return text + _DIGITS[number]
