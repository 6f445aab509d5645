"""Texts that an import left to be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scorm_builder.check.written import own_pages
from scorm_builder.model.base import Where
from scorm_builder.model.course import Course
from scorm_builder.problems import Problem, Rule, Severity

MARK = "TODO:"

TO_DO = Rule(
    "text-to-do",
    "A text that is still to be written",
    "An import writes 'TODO:' where something has to be said that the other file did not say: an "
    "explanation, whose a picture is. Learners would read it as it stands.",
    Severity.WARNING,
)
RULES = (TO_DO,)


def check_to_do(course: Course) -> Iterator[Problem]:
    """Every text in a block that begins ``TODO:``."""
    for page in own_pages(course):
        for block in page.models:
            for where, text in _texts(block.model_dump(), ()):
                message = f"'{block.id}' is not finished: '{' '.join(text.split())[:60]}'"
                yield TO_DO.problem(message, block.span(*where), "write it, or remove the block")


def _texts(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        if value.startswith(MARK):
            yield where, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*where, key))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _texts(each, (*where, index))
