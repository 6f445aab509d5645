"""A page: its front matter and its blocks in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from markdown_it.token import Token
from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from scorm_builder.model.base import (
    BlockModel,
    Flag,
    Identifier,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    one_or_more,
)
from scorm_builder.model.figure import Figure
from scorm_builder.model.question import Question
from scorm_builder.problems import Span


def _day(value: object) -> object:
    """YYYY-MM-DD alone; pydantic would also take 20261101, as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise PydanticCustomError("date_form", "not a date")
    return value


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]


People = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(one_or_more, json_schema_input_type=Identifier | tuple[Identifier, ...]),
]
"""One person's id, or a list of ids, from ``people`` in course.yaml."""


class Reference(Model):
    """A work that a page rests on."""

    id: Identifier
    """Short name, unique within the page."""
    text: Markdown
    """Authors, title, where it was published, year."""
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    """Digital object identifier, from ``10.``."""
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    """Address, if it has no DOI."""


Need = Literal["viewed", "questions", "findings"]
"""What a page needs to be done. Its end has to be reached in any case, which is all that
``viewed`` asks for; ``questions``: every question on it answered; ``findings``: the findings of
every figure shown."""

Needs = Annotated[
    tuple[Need, ...],
    BeforeValidator(one_or_more, json_schema_input_type=Need | tuple[Need, ...]),
    Field(min_length=1),
]
"""One such word, or a list of them."""


class Draw(Model):
    """How many questions of one group are drawn."""

    group: Identifier
    """The ``group`` of these questions."""
    n: Annotated[int, Field(ge=1, le=50)]
    """How many of them each learner is asked."""


def _draws(value: object) -> object:
    """A number as it was typed, or a list of groups; anything else is refused in one sentence."""
    if value is None or (isinstance(value, list | tuple) and value):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 50:
        raise ValueError("write a number from 1 to 50, or a list with at least one group")
    return value


def _is_list(value: object) -> str:
    """Which of the two ways a draw is written in: faults are told of that one alone."""
    return "groups" if isinstance(value, list | tuple) else "number"


Draws = Annotated[
    Annotated[int, Field(ge=1, le=50), Tag("number")]
    | Annotated[tuple[Draw, ...], Field(min_length=1), Tag("groups")],
    Discriminator(_is_list),
]
"""A number, or a list of groups."""


class FrontMatter(Model):
    """The YAML between the two ``---`` lines at the top of a page."""

    id: Identifier
    """Short name: the file's name without ``.md``. Bookmarks and answers are kept under it."""
    title: Line
    """The page's heading."""
    author: People = ()
    """Who wrote it."""
    editor: People = ()
    """Who edited it."""
    reviewed: Day | None = None
    """When it was last reviewed, ``YYYY-MM-DD``."""
    next_review: Day | None = None
    """When its next review is due, ``YYYY-MM-DD``."""
    objectives: tuple[MarkdownLine, ...] = ()
    """What a learner can do after the page."""
    references: tuple[Reference, ...] = ()
    """What the page rests on."""
    assessment: Flag = False
    """Whether its questions make up the score of the course. Questions of other pages are then
    for practice."""
    completion: Needs | None = None
    """When the page counts as done; as the course says when left out."""
    optional: Flag = False
    """Whether the course is complete without this page."""
    draw: Annotated[Draws | None, BeforeValidator(_draws)] = None
    """How many of its questions each learner is asked, drawn by lot: a number, or a list of groups
    with a number for each. The questions of a case are drawn together."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of Markdown between other blocks, as markdown-it tokens (a syntax tree, not HTML)."""

    tokens: tuple[Token, ...] = field(repr=False)
    text: str
    span: Span = field(compare=False, repr=False)

    def place(self, line: int, column: int) -> Span:
        """A place in ``text``, by its 0-based line and column."""
        return Span(self.span.file, self.span.line + line, column + 1)


CASE = "case"
"""A container whose steps are opened one after the other: ``:::: case`` with ``::: step`` in it."""

STEP = "step"


@dataclass(frozen=True, slots=True)
class Box:
    """A container: ``::: key-points``, ``::: note``, ``::: warning`` …, with blocks in it."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    span: Span = field(compare=False, repr=False)


Block = Prose | Box | BlockModel
"""A model is a figure, a question, or what a plugin's kind of block is read into."""


_UNFIT = re.compile(r"\W+")


def slug(text: str) -> str:
    """A heading's name in an address: ``The normal joint`` → ``the-normal-joint``."""
    return _UNFIT.sub("-", text.lower()).strip("-") or "section"


def headings(run: Sequence[Token]) -> list[str]:
    """Slugs of the headings in a run of tokens, in order."""
    return [slug(heading_text(b)) for a, b in pairwise(run) if a.type == "heading_open"]


def heading_text(token: Token) -> str:
    """The plain text of a heading's inline token."""
    return "".join(child.content for child in token.children or ())


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a course."""

    head: FrontMatter
    blocks: tuple[Block, ...]
    file: str
    """Path of the source file as it is shown to the author."""
    language: str | None = None
    """The language of its text, where it stands in for a translation that is not there."""

    @property
    def id(self) -> str:
        """The page's id."""
        return self.head.id

    def walk(self) -> Iterator[Block]:
        """Every block, those inside boxes too, in reading order."""

        def inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
            for block in blocks:
                yield block
                if isinstance(block, Box):
                    yield from inside(block.blocks)

        return inside(self.blocks)

    @property
    def models(self) -> tuple[BlockModel, ...]:
        """The blocks that were read from fences, in reading order."""
        return tuple(block for block in self.walk() if isinstance(block, BlockModel))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The page's questions in reading order."""
        return tuple(block for block in self.walk() if isinstance(block, Question))

    @property
    def units(self) -> dict[str, int]:
        """The unit of each question by its id: those of one case are drawn together."""
        found: dict[str, int] = {}

        def number(blocks: tuple[Block, ...], unit: int | None) -> None:
            for block in blocks:
                if isinstance(block, Box):
                    opens = unit is None and block.name == CASE
                    number(block.blocks, block.span.line if opens else unit)
                elif isinstance(block, Question):
                    found[block.id] = -len(found) - 1 if unit is None else unit

        number(self.blocks, None)
        numbers = {unit: index for index, unit in enumerate(dict.fromkeys(found.values()))}
        return {question: numbers[unit] for question, unit in found.items()}

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The page's figures in reading order."""
        return tuple(block for block in self.walk() if isinstance(block, Figure))

    @property
    def anchors(self) -> frozenset[str]:
        """What a link within the page may name behind ``#``."""
        named = [*(r.id for r in self.head.references), *(b.id for b in self.models)]
        return frozenset((*self.headings, *named))

    @property
    def headings(self) -> tuple[str, ...]:
        """Names of the headings in the text, in order; the second of two equal ones ends in -2."""
        count: Counter[str] = Counter()
        names = []
        for block in self.walk():
            for name in headings(block.tokens) if isinstance(block, Prose) else ():
                count[name] += 1
                names.append(name if count[name] == 1 else f"{name}-{count[name]}")
        return tuple(names)
