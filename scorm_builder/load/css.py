"""CSS in its smallest parts, from left to right, as a browser reads it (CSS Syntax 3, 4.3).

A browser never looks for something within a string or a comment, and neither may we: what one of
the two takes for a string the other might take for a rule. Every part is read once, so that the
time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scorm_builder.problems import Span

Kind = Literal["space", "comment", "string", "url", "at", "function", "word", "unclear", "other"]

_PARTS = re.compile(
    r"""
      (?P<space>[ \t\r\n\f]++)
    | (?P<comment>/\*(?s:.*?)(?:\*/|\Z))
    | (?P<string>"(?:[^"\\\n\r\f]|\\(?s:.))*+"|'(?:[^'\\\n\r\f]|\\(?s:.))*+')
    | (?P<url>url\([ \t\r\n\f]*+
        (?:"(?P<double>[^"\\\n\r\f]*+)"|'(?P<single>[^'\\\n\r\f]*+)'
          |(?P<bare>[^"'()\\ \t\r\n\f]*+))
        [ \t\r\n\f]*+\))
    | (?P<unclear>url\(|"(?:[^"\\\n\r\f]|\\(?s:.))*+|'(?:[^'\\\n\r\f]|\\(?s:.))*+|\\)
    | (?P<at>@[-\w]++)
    | (?P<function>[-\w]++\()
    | (?P<word>[-\w]++)
    | (?P<other>(?s:.))
    """,
    # In ASCII: that a letter of another alphabet stands before 'url(' must not hide it.
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
"""``unclear`` is an address with something odd in it, a string without an end on its line,
or an escape outside of quotation marks."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a style sheet, and where it begins."""

    kind: Kind
    text: str
    at: int
    address: str = ""
    """What stands in ``url(…)``, without quotation marks."""


class Lines:
    """Where the lines of a text begin: to say where something stands without counting anew."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def span(self, at: int) -> Span:
        """The place of the character ``at``."""
        line = bisect_right(self._starts, at)
        return Span(self._file, line, at - self._starts[line - 1] + 1)


def parts(text: str, start: int = 0, end: int | None = None) -> Iterator[Part]:
    """The parts of CSS; together they are the whole text."""
    for found in _PARTS.finditer(text, start, len(text) if end is None else end):
        address = found["double"] or found["single"] or found["bare"] or ""
        kind: Kind = found.lastgroup  # type: ignore[assignment]
        if found["url"] is not None:
            kind = "url"
        yield Part(kind, found[0], found.start(), address.strip())


def without_comments(text: str) -> str:
    """CSS without its comments, every character that stays in its place."""
    return "".join(
        re.sub(r"[^\n]", " ", part.text) if part.kind == "comment" else part.text
        for part in parts(text)
    )
