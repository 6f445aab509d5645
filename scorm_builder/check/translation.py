"""Translations: the same course in other words, and in nothing but other words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from scorm_builder.load.translation import TRANSLATION_DIFFERS
from scorm_builder.model.base import BlockModel, Model, Where
from scorm_builder.model.course import Course
from scorm_builder.model.page import CASE, STEP, Box, Page
from scorm_builder.model.pictured import Labelling
from scorm_builder.model.written import Matching
from scorm_builder.problems import Problem, Span

FREE = frozenset({"sha256", "consent", "file", "files", "captions", "language"})
"""Keys that may differ: about the author's own work, and recordings, which are spoken words."""


def check_translations(course: Course) -> Iterator[Problem]:
    """Every translated page has what the original's page has."""
    for translation in course.translations:
        for original, page in zip(course.pages, translation.pages, strict=True):
            if page.language is None and page is not original:
                yield from _page(original, page)


def _page(original: Page, page: Page) -> Iterator[Problem]:
    for key in ("assessment", "completion", "optional", "draw"):
        if getattr(page.head, key) != getattr(original.head, key):
            message = f"'{key}' is not as in the original"
            yield TRANSLATION_DIFFERS.problem(message, page.head.span(key))
    wanted, found = original.models, page.models
    have = {block.id: block for block in found}
    known = {block.id for block in wanted}
    for block in wanted:
        if block.id not in have:
            message = f"the original's {_called(block)} '{block.id}' is not here"
            yield TRANSLATION_DIFFERS.problem(message, Span(page.file, 1, 1))
    for block in found:
        if block.id not in known:
            message = f"the original has no {_called(block)} '{block.id}'"
            yield TRANSLATION_DIFFERS.problem(message, block.span("id"))
    if have.keys() == known and [b.id for b in found] != [b.id for b in wanted]:
        moved = next(b for a, b in zip(wanted, found, strict=True) if a.id != b.id)
        message = f"'{moved.id}' stands in another place than in the original"
        yield TRANSLATION_DIFFERS.problem(message, moved.span("id"))
    if have.keys() == known and _cases(page) != _cases(original):
        message = "its cases have other steps than in the original, or other blocks in them"
        yield TRANSLATION_DIFFERS.problem(message, Span(page.file, 1, 1))
    for block in wanted:
        if block.id in have:
            yield from _block(block, have[block.id])


def _cases(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """The cases and steps of a page, with the ids of what is in each."""
    boxes = (box for box in page.walk() if isinstance(box, Box) and box.name in (CASE, STEP))
    return [
        (box.name, tuple(block.id for block in box.blocks if isinstance(block, BlockModel)))
        for box in boxes
    ]


def _block(original: BlockModel, block: BlockModel) -> Iterator[Problem]:
    if block.kind != original.kind:
        message = f"'{block.id}' is a {_called(block)}, and the original a {_called(original)}"
        yield TRANSLATION_DIFFERS.problem(message, block.span("id"))
        return
    pictures = {where for _, where in original.images()}
    for where, message in _differences(original, block, (), pictures):
        yield TRANSLATION_DIFFERS.problem(f"'{block.id}': {message}", block.span(*where))
    if _choices(original) != _choices(block):
        message = "what is written alike here is not what is written alike in the original"
        hint = "choices written alike are one choice, in every language"
        yield TRANSLATION_DIFFERS.problem(f"'{block.id}': {message}", block.span("id"), hint)


def _choices(block: BlockModel) -> tuple[int, ...]:
    """To each item its choice, and how many there are: answers are kept by these numbers."""
    if isinstance(block, Matching | Labelling):
        return (*block.correct, block.answer_choices)
    return ()


def _differences(
    original: Any, value: Any, where: Where, pictures: set[Where]
) -> Iterator[tuple[Where, str]]:
    """Where a value says something else than the original, words apart."""
    if isinstance(original, Model) and type(original) is type(value):
        yield from _in_model(original, value, where, pictures)
    elif isinstance(original, tuple) and isinstance(value, tuple):
        if len(original) != len(value):
            message = f"{_named(where)} has {len(value)} items, and {len(original)} in the original"
            yield where, message
            return
        for index, (each, inner) in enumerate(zip(original, value, strict=True)):
            yield from _differences(each, inner, (*where, index), pictures)
    elif isinstance(original, str) and isinstance(value, str):
        if where in pictures and original != value:
            yield where, f"{_named(where)} is '{value}', and '{original}' in the original"
    elif (original is None) != (value is None):
        lacks = "is not here, and in the original it is" if value is None else "is not there"
        suffix = "" if value is None else " in the original"
        yield where, f"{_named(where)} {lacks}{suffix}"
    elif original != value:
        yield where, f"{_named(where)} is not as in the original"


def _in_model(
    original: Model, value: Model, where: Where, pictures: set[Where]
) -> Iterator[tuple[Where, str]]:
    model = type(original)
    for name, field in original.__dict__.items():
        if name in FREE:
            continue
        inner, there = value.__dict__[name], (*where, model.model_fields[name].alias or name)
        same_kind = isinstance(field, str) and isinstance(inner, str)
        if same_kind and name in _fixed(model) and field != inner:
            yield there, f"'{name}' is '{inner}', and '{field}' in the original"
        else:
            yield from _differences(field, inner, there, pictures)


@cache
def _fixed(model: type[Model]) -> frozenset[str]:
    """Names of the text fields that are no words: ids, addresses, and one of several choices."""
    fields = model.model_fields.items()
    return frozenset(n for n, f in fields if _is_fixed((f.annotation, *f.metadata)))


def _is_fixed(parts: tuple[Any, ...]) -> bool:
    return any(
        get_origin(part) is Literal
        or getattr(part, "pattern", None) is not None
        or _is_fixed((*get_args(part), *getattr(part, "__metadata__", ())))
        for part in parts
        if not isinstance(part, str)
    )


def _called(block: BlockModel) -> str:
    return block.kind or type(block).__name__.lower()


def _named(where: Where) -> str:
    """``options[0].correct`` as an author would say it: 'options', item 1, 'correct'."""
    return ", ".join(f"item {s + 1}" if isinstance(s, int) else f"'{s}'" for s in where)
