"""What strangers wrote, read with limits: JSON, XML, CSV, numbers, texts.

Every function here raises :class:`Refused` with a sentence; it says what the place is called in the
foreign file, and on which line where that is known.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from pydantic import ValidationError

from scorm_builder.exchange.rules import LEFT_OUT
from scorm_builder.model.outline import simplified
from scorm_builder.model.path import scaled_path
from scorm_builder.model.shape import Point, Shape
from scorm_builder.problems import Problem, Span

MAX_BYTES = 64 << 20
MAX_DEPTH = 50
MAX_POINTS = 1_000
MAX_LABEL = 200
MAX_TEXT = 5_000
MAX_PIXELS = 1e6
"""The largest number that can be a place in a picture."""

MAX_ITEMS = 2_000
"""Shapes of one picture that are looked at: several may be one finding."""

_UNFIT = re.compile("[^\\t\\n\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class Refused(Exception):
    """Something in a foreign file that cannot be taken, and on which line (0: not known)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Notes:
    """What could not be carried, item by item."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def leave_out(self, where: str, why: str, line: int = 0) -> None:
        """Note that ``where`` was not carried."""
        span = Span(self.file, line, 1 if line else 0)
        self.problems.append(LEFT_OUT.problem(f"{where}: {why}", span))


class Quota:
    """Counts the items of each picture, so that no more than :data:`MAX_ITEMS` are looked at."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def takes(self, picture: str) -> bool:
        """Whether one more item of ``picture`` is looked at."""
        self._seen[picture] += 1
        return self._seen[picture] <= MAX_ITEMS

    def say(self, notes: Notes) -> None:
        """Note how many items of each picture were not looked at."""
        for picture, count in self._seen.items():
            if count > MAX_ITEMS:
                extra = count - MAX_ITEMS
                notes.leave_out(f"'{picture}'", f"{extra:,} shapes, those behind {MAX_ITEMS:,}")


def text_of(data: bytes) -> str:
    """The text of a file."""
    if len(data) > MAX_BYTES:
        raise Refused(f"it has more than {MAX_BYTES >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused("it is not UTF-8 text", line) from None


def json_of(text: str) -> Any:
    """The value of a JSON text: no NaN, no infinity, nested :data:`MAX_DEPTH` deep at most."""

    def constant(name: str) -> None:
        raise Refused(f"{name} is not a number that can be drawn")

    try:
        value = json.loads(text, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise Refused(f"the JSON cannot be read: {error.msg}", error.lineno) from None
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        what = "it is nested too deep" if deep else "it holds a number of thousands of digits"
        raise Refused(f"the JSON cannot be read: {what}") from None
    layer: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for each in layer
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not layer:
            return value
    raise Refused(f"the JSON is nested more than {MAX_DEPTH} levels deep")


def xml_parser() -> etree.XMLParser:
    """A parser that follows no reference, fetches nothing and stops at what grows too large."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def xml_of(text: str) -> etree._Element:
    """The root of an XML text without a document type: no entity can be declared."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        line = text[: text.find("<!")].count("\n") + 1
        raise Refused("it has a document type declaration, which is not taken", line)
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)  # it may name another encoding
    try:
        root = etree.fromstring(body.encode(), xml_parser())
    except etree.XMLSyntaxError as error:
        raise Refused(f"the XML cannot be read: {error.msg}", error.lineno or 0) from None
    if root is None:
        raise Refused("the XML is empty")
    return root


def rows_of(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with a heading, and the line of each."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            line = reader.line_num
            yield line, {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except csv.Error as error:
        raise Refused(f"the CSV cannot be read: {error}", reader.line_num) from None


def number(value: Any, what: str) -> float:
    """A finite number, also where it is written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Refused(f"{what} is not a number")
    try:
        found = float(value)
    except (ValueError, OverflowError):
        raise Refused(f"{what} is not a number: '{str(value)[:20]}'") from None
    if not math.isfinite(found) or abs(found) > MAX_PIXELS:
        raise Refused(f"{what} is not a number of pixels: '{str(value)[:20]}'")
    return round(found, 4)


def points(values: Any, what: str) -> tuple[Point, ...]:
    """Pairs of numbers; a last point that repeats the first or the one before it is dropped."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise Refused(f"{what} are not a list of points")
    made: list[Point] = []
    for index, pair in enumerate(values):
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise Refused(f"{what}: item {index} is not a pair of numbers")
        point = (number(pair[0], f"{what}, item {index}"), number(pair[1], f"{what}, item {index}"))
        if not made or point != made[-1]:
            made.append(point)
    return tuple(made)


def pairs(flat: Any, what: str) -> tuple[Point, ...]:
    """Points from a flat list of numbers: x, y, x, y …"""
    if not isinstance(flat, Sequence) or isinstance(flat, str) or len(flat) % 2:
        raise Refused(f"{what} are not pairs of numbers")
    return points(list(zip(flat[::2], flat[1::2], strict=True)), what)


def shape(kind: str, value: Any, *, dashed: bool = False) -> Shape:
    """A shape of one of our kinds, made simpler where it has too many points."""
    if kind in ("polygon", "polyline"):
        closed = kind == "polygon"
        if closed and len(value) > 1 and value[0] == value[-1]:
            value = value[:-1]
        if len(value) < (3 if closed else 2):
            raise Refused(f"a {kind} of {len(value)} points")
        if len(value) > MAX_POINTS:
            value = simplified(tuple(value), 0.25, closed=closed, most=MAX_POINTS)
        if kind == "polyline" and len(value) == 2:
            kind = "line"
    try:
        made = Shape.model_validate({kind: value, "dashed": dashed})
        if made.path is None:
            return made
        # As it will be written: no exponents, hundredths of a pixel.
        return Shape.model_validate({kind: _plain_path(made.path), "dashed": dashed})
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Refused(f"a {kind} that cannot be drawn: {message}") from None


def _plain_path(data: str) -> str:
    plain = scaled_path(data, 1)
    for found in re.finditer(r"[-.\d]+", plain):
        number(found[0], "a place on its path")
    return plain


def outlined(outlines: Sequence[Sequence[Point]]) -> Shape:
    """One shape of several closed outlines: a polygon, or a path where there are holes or parts."""
    if len(outlines) == 1:
        return shape("polygon", tuple(outlines[0]))
    data = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in outline) + "Z" for outline in outlines)
    return shape("path", data)


def line(value: Any, most: int = MAX_LABEL) -> str:
    """One line of text, without what cannot be shown; cut where it is very long."""
    text = " ".join(_UNFIT.sub(" ", str(value)).split()) if isinstance(value, str | int) else ""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def paragraphs(value: Any) -> str:
    """Text of several lines, without what cannot be shown."""
    if not isinstance(value, str):
        return ""
    text = _UNFIT.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))[:MAX_TEXT]
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "\n\n".join(part for part in parts if part)


def field(values: Any, *names: str) -> Any:
    """The first of the named keys that a mapping has; None without one."""
    if isinstance(values, Mapping):
        return next((values[name] for name in names if name in values), None)
    return None


def size_of(width: Any, height: Any) -> tuple[int, int] | None:
    """A picture's size, if both are whole numbers of pixels."""
    try:
        found = (int(number(width, "width")), int(number(height, "height")))
    except Refused:
        return None
    return found if min(found) > 0 and max(found) <= 100_000 else None
