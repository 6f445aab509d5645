"""The examples in the docs, as values.

An example is a fenced block. What looks like a whole is held to be one:

* ``markdown`` that begins with ``---`` is a page; other ``markdown`` is the body of one.
* ``yaml`` that begins with ``format:`` is a course file; other ``yaml`` must merely be readable.
* ``console`` is a session: lines with ``$`` are run, the lines below are what they print; ``…``
  stands for anything.
* ``file=path`` behind the language: the reader is to write that file; in a ``diff``, to change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
FRONT = tuple(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md"))
PAGES = (*FRONT, *sorted(ROOT.glob("docs/**/*.md")))


@dataclass(frozen=True)
class Example:
    """A fenced block of a page of the docs."""

    page: Path
    line: int
    language: str
    file: str
    text: str

    @property
    def name(self) -> str:
        """For the name of a test."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@cache
def examples() -> tuple[Example, ...]:
    """All examples of all pages, in order."""
    return tuple(example for page in PAGES for example in _of(page))


def _of(page: Path) -> Iterator[Example]:
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        if token.type == "fence":
            language, _, rest = token.info.partition(" ")
            file = rest.removeprefix("file=") if rest.startswith("file=") else ""
            line = token.map[0] + 1 if token.map else 0
            yield Example(page, line, language, file, token.content)


def links(page: Path) -> Iterator[str]:
    """The targets of a page's links."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])


def anchors(page: Path) -> set[str]:
    """What may stand behind ``#`` in a link to a page: its headings."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@dataclass(frozen=True)
class Step:
    """A command of a session and what it prints, line by line."""

    command: str
    output: tuple[str, ...]

    def matches(self, printed: str) -> bool:
        """Whether ``printed`` is what the docs show."""
        lines = [r"(?:.*\n)*" if line == "…" else _line(line) for line in self.output]
        return re.fullmatch("".join(lines), printed) is not None


def _line(text: str) -> str:
    return re.escape(text).replace("…", ".*") + r"\n"


def session(text: str) -> Iterator[Step]:
    """The steps of a ``console`` example."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        yield Step(command, tuple(output))
