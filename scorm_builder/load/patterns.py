"""Patterns that stand for the pictures of a stack → the pictures' paths, in order.

A pattern has its ``*`` in the last part of the path, so that one folder listing answers it. What
the rest of the road sees are lists of paths, as if the author had written them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from scorm_builder.load.faults import STAND_IN
from scorm_builder.load.files import FILE_OUTSIDE, Folder
from scorm_builder.model.page import Block, Box
from scorm_builder.model.stack import Stack
from scorm_builder.problems import Problem, Rule, Span, did_you_mean

PATTERN_EMPTY = Rule(
    "pattern-empty",
    "A pattern that no file matches",
    "A stack may name its pictures by one pattern such as 'images/plateau-ct/bone-*.png': a folder "
    "of the course, and a file name in which '*' stands for any characters.",
)
RULES = (PATTERN_EMPTY,)

_DIGITS = re.compile(r"(\d+)")


def with_files(
    blocks: Iterable[Block], folder: Folder
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks with every pattern replaced by the paths it stands for, and what is wrong."""
    problems: list[Problem] = []

    def looked_up(block: Block) -> Block:
        if isinstance(block, Box):
            return replace(block, blocks=tuple(map(looked_up, block.blocks)))
        return _stack(block, folder, problems) if isinstance(block, Stack) else block

    return tuple(map(looked_up, blocks)), tuple(problems)


def _stack(stack: Stack, folder: Folder, problems: list[Problem]) -> Stack:
    changes: dict[str, Any] = {}
    windows = list(stack.windows)
    for pattern, where in stack.patterns():
        if pattern == STAND_IN:
            continue
        found = matches(pattern, folder, stack.span(*where))
        if isinstance(found, Problem):
            problems.append(found)
            found = ()
        if where[0] == "images":
            changes["images_"] = found
        else:
            number = int(where[1])
            windows[number] = windows[number].model_copy(update={"images": found})
            changes["windows"] = tuple(windows)
    return stack.model_copy(update=changes) if changes else stack


def matches(pattern: str, folder: Folder, span: Span) -> tuple[str, ...] | Problem:
    """The paths that ``pattern`` stands for, by the numbers in their names; or what is wrong."""
    parent, _, name = pattern.rpartition("/")
    if "*" in parent or "*" not in name:
        what = "has its '*' in a folder's name" if "*" in parent else "has no '*'"
        hint = "write for example 'images/ct/slice-*.png', or a list of paths"
        return PATTERN_EMPTY.problem(f"'{pattern}' {what}", span, hint)
    if parent:
        found = folder.find(parent, span, "folder")
        if isinstance(found, Problem):
            return found
    elif pattern.startswith("/"):
        return FILE_OUTSIDE.problem(f"'{pattern}' leads out of the course folder", span)
    names = folder.listing(folder.root / parent)
    there = [each for each in names if not each.startswith(".") and _fits(each, name)]
    if not there:
        return PATTERN_EMPTY.problem(f"no file matches '{pattern}'", span, _hint(name, names))
    before = f"{parent}/" if parent else ""
    return tuple(before + each for each in sorted(there, key=by_number))


def by_number(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key to sort by that puts ``slice-2`` before ``slice-10``."""
    parts = enumerate(_DIGITS.split(name))  # every second one is a number
    return (*((0, int(part)) if at % 2 else (1, part) for at, part in parts), (2, name))


def _fits(name: str, pattern: str) -> bool:
    # '*' alone is special: a name may well hold brackets or a question mark.
    literal = re.sub(r"[\[?]", lambda found: f"[{found[0]}]", pattern)
    return fnmatchcase(name, literal)


def _hint(pattern: str, names: Iterable[str]) -> str:
    wanted = pattern.lower()
    if any(_fits(each.lower(), wanted) for each in names):
        return "files there differ from it in capitals"
    return did_you_mean(pattern.replace("*", "1"), names)
