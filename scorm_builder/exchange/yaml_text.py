"""Marks → the YAML of a ``findings:`` list, as an author would write it.

Points stand in flow style, lines end before column 100, so that a change of one point changes one
line of a comparison.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from scorm_builder.exchange.marks import FLAGS, STAND_IN, Mark
from scorm_builder.model.path import scaled_path
from scorm_builder.model.shape import Shape

WIDTH = 100

_PLAIN = re.compile(r"[^\W_](?:[^:#\n\"\\]*[^:#\n\"\\ ])?")
"""Text that needs no quotation marks as the value of a key."""

_WORD = re.compile(r"[\w./-]+")
"""Text that needs none within braces."""

_NUMBER = re.compile(r"(?!(?:0|[1-9]\d*)\Z)[0-9][0-9A-Fa-fxXo_.+-]*")
"""Text that some readers take for a number and then spell differently: 00, 0x1, 1e5, 1_000."""

_MEANINGS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""Words that some readers take for something else than words, in capitals or not."""


def findings_lines(marks: Sequence[Mark], dash: int = 2, key: int | None = None) -> list[str]:
    """The lines of a list of findings, without line ends.

    ``dash`` is how far the dashes are indented, ``key`` how far the keys.
    """
    key = dash + 2 if key is None else key
    lines = []
    for mark in marks:
        own = list(_finding(mark, " " * key))
        own[0] = " " * dash + "-" + " " * (key - dash - 1) + own[0].lstrip(" ")
        lines += own
    return lines


def _finding(mark: Mark, indent: str) -> Iterator[str]:
    yield f"{indent}id: {mark.id}"
    yield from _text("label", mark.label, indent)
    yield from _text("text", mark.text or STAND_IN, indent)
    if mark.role != "abnormal":
        yield f"{indent}role: {mark.role}"
    if len(mark.shapes) == 1:
        yield from _flow("shape: ", _shape(mark.shapes[0]), indent)
    else:
        yield f"{indent}shapes:"
        for shape in mark.shapes:
            yield from _flow("- ", _shape(shape), indent + "  ")
    if mark.label_at is not None:
        yield f"{indent}label_at: {_value(mark.label_at)}"


def _text(key: str, text: str, indent: str) -> Iterator[str]:
    plain = scalar(text) if "\n" not in text else ""
    if plain and len(indent) + len(key) + 2 + len(plain) <= WIDTH:
        yield f"{indent}{key}: {plain}"
        return
    yield f"{indent}{key}: >-"
    wrapped = textwrap.TextWrapper(
        WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False
    )
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            # One line end within folded text is a space: two empty lines keep one of them.
            yield from ("", "")
        for line in wrapped.wrap(" ".join(paragraph.split())):
            yield f"{indent}  {line}"


def scalar(text: str) -> str:
    """One line of text as the value of a key: plain where that is safe, else in quotation marks."""
    safe = _PLAIN.fullmatch(text) and not _NUMBER.fullmatch(text) and text.lower() not in _MEANINGS
    return text if safe else json.dumps(text, ensure_ascii=False)


def _shape(shape: Shape) -> list[str]:
    """The pieces of a shape's flow mapping; a line may end behind each."""
    values = shape.model_dump(by_alias=True, exclude_none=True, exclude=FLAGS)
    ((kind, value),) = values.items()
    flags = ", dashed: true" if shape.dashed else ""
    flags += "" if shape.drawn else ", drawn: false"
    flags += "" if shape.numbered else ", numbered: false"
    if kind in ("polygon", "polyline", "line"):
        points = [_value(point) for point in value]
        pieces = [f"{point}, " for point in points[:-1]] + [points[-1]]
        return [f"{{{kind}: [{pieces[0]}", *pieces[1:-1], f"{pieces[-1]}]{flags}}}"]
    if kind == "path":
        # Within quotation marks a line end is a space, which path data may have anywhere.
        # Written out anew there are no exponents, whose "e" would look like a command.
        data = re.sub(r"([A-Za-z])", r" \1", scaled_path(value, 1)).strip()
        words = [f"{word} " for word in data.split(" ")]
        words[-1] = words[-1].rstrip()
        return [f'{{path: "{words[0]}', *words[1:], f'"{flags}}}']
    return [f"{{{kind}: {_value(value)}{flags}}}"]


def _flow(start: str, pieces: list[str], indent: str) -> Iterator[str]:
    line = indent + start
    for piece in pieces:
        if len(line) + len(piece.rstrip()) > WIDTH - 2 and line.strip() != start.strip():
            yield line.rstrip()
            line = indent + "  "
        line += piece
    yield line.rstrip()


def _value(value: Any, digits: int = 2) -> str:
    if isinstance(value, dict):
        # A short bracket of great depth turns a hundredth of a pixel into a tenth at its far end.
        digits = 4 if "depth" in value else digits
        return f"{{{', '.join(f'{key}: {_value(each, digits)}' for key, each in value.items())}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(_value(each, digits) for each in value)}]"
    if isinstance(value, float | int):
        return f"{value:.{digits}f}".rstrip("0").rstrip(".") if value else "0"
    return str(value) if _WORD.fullmatch(str(value)) else json.dumps(value, ensure_ascii=False)
