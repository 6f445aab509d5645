"""Findings into the fence of a figure: lines are added, every other byte stays.

The page is a text here, as its file has it: byte order mark, line ends and comments. What comes out
is read again and compared before anyone may write it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from scorm_builder.exchange.marks import Mark, as_finding
from scorm_builder.exchange.rules import TARGET
from scorm_builder.exchange.yaml_text import findings_lines
from scorm_builder.load.reader import Document, Source, read_yaml
from scorm_builder.load.syntax import page_parser
from scorm_builder.model.figure import Finding
from scorm_builder.problems import Problem, Span


@dataclass(frozen=True, slots=True)
class Fence:
    """The fence of a figure in a page: where it lies, counted from 0, and what it holds."""

    first: int
    """The line behind the opening one."""
    indent: int
    content: str
    document: Document


def with_findings(text: str, figure: str, marks: Sequence[Mark], file: str) -> str | Problem:
    """The text of a page with ``marks`` added to the figure of that id.

    ``text`` keeps its line ends; ``file`` is the name of the page for messages.
    """
    fence = _fence(text, figure, file)
    if isinstance(fence, Problem):
        return fence
    place = _place(fence)
    if isinstance(place, Problem):
        return place
    line, dash, key, head = place
    lines = _LINE.findall(text)
    end = "\r\n" if lines[fence.first - 1].endswith("\r\n") else "\n"
    margin = " " * fence.indent
    added = [*head, *findings_lines(marks, dash, key)]
    new = [f"{margin}{each}".rstrip(" ") + end for each in added]
    at = fence.first + line
    made = "".join([*lines[:at], *new, *lines[at:]])
    if not _as_wanted(fence, _fence(made, figure, file), marks):
        message = f"the findings cannot be put into '{figure}' without changing what is there"
        return TARGET.problem(message, fence.document.spans.own, "add them by hand, without --into")
    return made


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
"""A line as the loader counts them: ended by ``\\n``, ``\\r\\n`` or a lone ``\\r``."""


def _fence(text: str, figure: str, file: str) -> Fence | Problem:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = plain.split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), 0)
    found = []
    for token in page_parser().parse("\n".join(lines[end + 1 :])):
        if token.type != "fence" or token.info.split()[:1] != ["figure"] or not token.map:
            continue
        first = end + 1 + token.map[0]
        indent = len(lines[first]) - len(lines[first].lstrip(" "))
        document = read_yaml(token.content, Source(file, plain, first + 1, indent))
        if isinstance(document.value, dict) and document.value.get("id") == figure:
            found.append(Fence(first + 1, indent, token.content, document))
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} figures" if found else "no figure"
    return TARGET.problem(f"the page has {what} with the id '{figure}'", Span(file))


def _place(fence: Fence) -> tuple[int, int, int, list[str]] | Problem:
    """Where lines go (counted from the fence's first), how far in, and a line before them."""
    spans, value = fence.document.spans, fence.document.value
    content = fence.content.split("\n")

    def line_of(span: Span) -> int:
        return span.line - 1 - fence.first

    margin = min(span.column for span in spans.keys.values()) - 1 - fence.indent
    keys = sorted(line_of(span) for span in spans.keys.values())
    if "findings" not in value:
        return _end(content, len(content), -1), margin + 2, margin + 4, [" " * margin + "findings:"]
    own = line_of(spans.keys["findings"])
    end = _end(content, next((key for key in keys if key > own), len(content)), own)
    there = value["findings"]
    if there is None:
        return own + 1, margin + 2, margin + 4, []
    items = spans.values["findings"]
    columns = [items.values[i].own.column - 1 - fence.indent for i in range(len(there or ()))]
    starts = [line_of(items.values[i].own) for i in range(len(there or ()))]
    dashed = columns and all(
        content[line][:column].strip() == "-" for line, column in zip(starts, columns, strict=True)
    )
    if not isinstance(there, list) or not dashed:
        message = "the figure's findings are not a list with a line for each, begun with '-'"
        return TARGET.problem(message, items.own, "write them that way first, or remove the key")
    return end, content[starts[-1]].index("-"), columns[-1], []


def _end(content: list[str], end: int, above: int) -> int:
    """The line behind the last one that says something, between ``above`` and ``end``."""
    while end > above + 1 and not content[end - 1].strip():
        end -= 1
    while end > above + 1 and content[end - 1].startswith("#"):
        end -= 1
        while end > above + 1 and not content[end - 1].strip():
            end -= 1
    return end


def _as_wanted(before: Fence, after: Fence | Problem, marks: Sequence[Mark]) -> bool:
    """Whether the new text says all that the old one said, and the findings behind it."""
    if isinstance(after, Problem) or len(after.document.problems) > len(before.document.problems):
        return False
    old, new = dict(before.document.value), dict(after.document.value)
    old_findings: list[Any] = old.pop("findings", None) or []
    new_findings: list[Any] = new.pop("findings", None) or []
    count = len(old_findings)
    if old != new or new_findings[:count] != old_findings:
        return False
    try:
        found = [Finding.model_validate(each) for each in new_findings[count:]]
    except ValidationError:
        return False
    wanted = [as_finding(mark) for mark in marks]
    return len(found) == len(wanted) and all(map(_alike, found, wanted))


def _alike(one: Finding, other: Finding) -> bool:
    """Whether two findings say and show the same, however their paths are spelt."""
    same = {"id", "label", "text", "role", "label_at"}
    drawn, wanted = (
        [(shape.kind, shape.dashed, shape.outlines()) for shape in each.places]
        for each in (one, other)
    )
    return drawn == wanted and one.model_dump(include=same) == other.model_dump(include=same)
