"""Every text in Markdown of a course, with the places of what stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, get_args

from markdown_it.token import Token

from scorm_builder.load.syntax import text_parser
from scorm_builder.model.base import IsMarkdown, Model
from scorm_builder.model.course import Course
from scorm_builder.model.page import Block, FrontMatter, Page, Prose
from scorm_builder.problems import Span


@dataclass(frozen=True, slots=True)
class Written:
    """One paragraph, heading, cell or formula."""

    token: Token
    """Of type ``inline`` or ``formula_block``."""
    page: Page | None
    """The page that it stands on; None for what belongs to the whole course."""
    place: Callable[[int], Span]
    """From characters after its start to the place in the file."""
    owner: Model | None = None
    """What it belongs to: a block, the front matter, a term, a person; None for prose."""

    @property
    def source(self) -> str:
        """As it is written."""
        return self.token.content

    @property
    def marks(self) -> Sequence[Token]:
        """What is marked in it."""
        return (self.token,) if self.token.type == "formula_block" else self.token.children or ()


def written(course: Course) -> Iterator[Written]:
    """Every text of the course that may hold a mark, page by page."""
    for term in course.glossary.terms:
        yield from _in_model(term, None, term)
    for person in course.head.people:
        yield from _in_model(person, None, person)
    for page in own_pages(course):
        for block in (page.head, *page.walk()):
            yield from _in_block(block, page)


def own_pages(course: Course) -> tuple[Page, ...]:
    """The pages in the course's own language: one that stands in for its translation is judged
    with the original, by the original's glossary."""
    return tuple(page for page in course.pages if page.language is None)


def _in_block(block: Block | FrontMatter, page: Page) -> Iterator[Written]:
    if isinstance(block, Prose):
        yield from in_prose(block, page)
    elif isinstance(block, Model):
        yield from _in_model(block, page, block)


def in_prose(prose: Prose, page: Page | None = None) -> Iterator[Written]:
    """The texts of a run of blocks."""
    lines = prose.text.split("\n")
    first = min((token.map[0] for token in prose.tokens if token.map), default=0)
    line = 0
    for token in prose.tokens:
        if token.map:
            line = token.map[0] - first
        if token.type in ("inline", "formula_block"):  # a cell has the line of its row
            yield Written(token, page, _Finder(prose, lines, line, token))


class _Finder:
    """Finds a place of a text in its source: lines have lost their indents on the way."""

    def __init__(self, prose: Prose, lines: Sequence[str], first: int, token: Token) -> None:
        self._prose = prose
        self._lines = lines
        self._first = first
        mark = "$$" if token.type == "formula_block" else ""
        self._own = f"{mark}{token.content}".split("\n")
        self._indents: dict[int, int] = {}

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line of the text starts in it."""
        return list(accumulate((len(line) + 1 for line in self._own), initial=0))

    def __call__(self, at: int) -> Span:
        row = min(bisect_right(self._starts, at) - 1, len(self._own) - 1)
        line = min(self._first + row, len(self._lines) - 1)
        if row not in self._indents:  # once a line: it may hold ten thousand marks
            self._indents[row] = max(self._lines[line].find(self._own[row]), 0)
        return self._prose.place(line, self._indents[row] + at - self._starts[row])


_MARK = re.compile(r"\]\(|!\[|\$|\[\^|\[@|\]\{")


def _in_model(model: Model, page: Page | None, owner: Model) -> Iterator[Written]:
    """The texts of a model and of the models inside it. A text in YAML is one place."""
    rendered = _rendered(type(model))
    for name, value in model.__dict__.items():
        for index, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if isinstance(item, Model):
                yield from _in_model(item, page, owner)
            elif name in rendered and isinstance(item, str) and _MARK.search(item):
                span = model.span(name) if index is None else model.span(name, index)
                for token in text_parser().parse(item):
                    if token.type in ("inline", "formula_block"):
                        yield Written(token, page, _Fixed(span), owner)


@dataclass(frozen=True, slots=True)
class _Fixed:
    span: Span

    def __call__(self, at: int) -> Span:
        return self.span


@cache
def _rendered(model: type[Model]) -> frozenset[str]:
    """Names of the fields that hold Markdown."""
    fields = model.model_fields.items()
    return frozenset(n for n, f in fields if _is_markdown((f.annotation, *f.metadata)))


def _is_markdown(parts: Sequence[Any]) -> bool:
    """Whether the marker stands anywhere in an annotation, however deep in tuples and unions."""
    return any(
        isinstance(part, IsMarkdown)
        or _is_markdown((*get_args(part), *getattr(part, "__metadata__", ())))
        for part in parts
    )
