"""SVG, rebuilt from what is known to be harmless.

A new drawing is made of the elements, attributes and values that ``svg_words`` lists; nothing else
of the author's file is copied. The package ``py-svg-hush`` 0.3.0 was tried first and is not used:
it is quick (1.9 MB in 0.1 s), but of 26 cases it let through ``use`` and ``url()`` that fetch from
the host (``http://evil/a.svg#x`` became ``/a.svg#x``), ``image``, ``style`` elements, ``data-``
attributes, 5,000 levels and 40 doublings by ``use``, and it cannot say what it removed. Besides, a
drawing is shown only through ``img``, where browsers run and fetch nothing.

Coordinates on a drawing are units of its ``viewBox``, counted from the top left corner of the
``viewBox`` wherever that lies: on a drawing with ``viewBox="-50 -50 100 100"`` they run from 0 to
100. The ``width`` and ``height`` of the result are the size of the ``viewBox``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from lxml import etree

from scorm_builder.load.anatomy import (
    MAX_SIDE,
    RESAVE,
    SVG_SIZE,
    SVG_UNSAFE,
    TOO_LARGE,
    TYPE,
    UNREADABLE,
    PictureError,
    each_once,
)
from scorm_builder.load.svg_clean import Cleaner
from scorm_builder.load.svg_references import TooMuch, check_references
from scorm_builder.load.svg_words import SVG

MAX_SVG_BYTES = 2 << 20
MAX_NODES = 20_000
MAX_DEPTH = 100

SIMPLER = "leave out detail that is too small to see, or export the drawing as PNG"
PLAIN_SVG = "save it again as 'plain SVG' (Inkscape) or 'SVG 1.1, presentation attributes'"

DECLARATION = re.compile(r"\s*<\?xml\s[^>]*?\?>")
ENCODING = re.compile(r"encoding\s*=\s*['\"]([^'\"]*)")
LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(px|mm|cm|in|pt|pc|)\s*", re.ASCII)
PIXELS = {"px": 1.0, "": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 4 / 3, "pc": 16.0}
"""Pixels to a unit: 96 to the inch (CSS Values and Units §6.2)."""


@dataclass(frozen=True, slots=True)
class CleanSvg:
    """A drawing that may go into a package."""

    data: bytes
    """The new file: UTF-8, the same for the same input."""

    width: float
    """Units across of its ``viewBox``."""

    height: float
    """Units down of its ``viewBox``."""

    removed: tuple[str, ...]
    """Names of what was not taken over, each once."""


def clean_svg(data: bytes, name: str = "the SVG") -> CleanSvg:
    """The drawing in ``data`` without anything that runs, loads, links, moves or identifies.

    ``name`` is what messages call it. Raises :class:`PictureError`, and nothing else: for what is
    not well-formed, not UTF-8 or UTF-16, too large, without a size, or built to do harm.
    """
    if len(data) > MAX_SVG_BYTES:
        raise PictureError(TOO_LARGE, f"{name} is an SVG of more than 2 MiB", SIMPLER)
    text = _text(data, name)
    root = _parsed(text, name)
    left, top, width, height = _view_box(root, name)
    cleaner = Cleaner(root, text)
    out = cleaner.root(f"{left:.10g} {top:.10g} {width:.10g} {height:.10g}")
    try:
        check_references(out)
    except TooMuch as error:
        raise PictureError(SVG_UNSAFE, f"{name} {error}", SIMPLER) from error
    return CleanSvg(
        etree.tostring(out, encoding="utf-8"), width, height, each_once(cleaner.removed)
    )


def _text(data: bytes, name: str) -> str:
    """The file as characters. An encoding that hides what a check should see is refused."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise PictureError(SVG_UNSAFE, f"{name} is not UTF-8", "save it as UTF-8") from error
    declaration = DECLARATION.match(text)
    encoding = ENCODING.search(declaration[0]) if declaration else None
    if encoding and encoding[1].lower() not in ("utf-8", "utf8", "utf-16", "us-ascii"):
        raise PictureError(
            SVG_UNSAFE, f"{name} says that it is encoded as {encoding[1][:40]}", "save it as UTF-8"
        )
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise PictureError(
            SVG_UNSAFE,
            f"{name} has a document type (<!DOCTYPE …>)",
            f"delete that line, or {PLAIN_SVG}",
        )
    return text[declaration.end() :] if declaration else text


def _parsed(text: str, name: str) -> etree._Element:
    """The root element, of a tree that is no larger than allowed."""
    too_large = PictureError(
        TOO_LARGE, f"{name} has more than {MAX_NODES} elements or {MAX_DEPTH} levels", SIMPLER
    )
    if text.count("<") > 3 * MAX_NODES:  # before a tree is made of them
        raise too_large
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):  # libxml2 stops at 256 levels
            raise too_large from error
        line = getattr(error, "lineno", 0) or 0
        raise PictureError(
            UNREADABLE, f"{name} is not well-formed at line {line}", RESAVE
        ) from error
    if root.tag != f"{{{SVG}}}svg":
        raise PictureError(
            TYPE, f"{name} does not begin with an svg element", f'write <svg xmlns="{SVG}" …>'
        )
    if _nodes(root) > MAX_NODES:
        raise too_large
    return root


def _nodes(root: etree._Element) -> int:
    """The elements below ``root``; more than allowed if they are nested too deeply."""
    count = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH:
            return MAX_NODES + 1
    return count


def _view_box(root: etree._Element, name: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of the drawing, in its own units."""
    box = [_number(word) for word in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    if len(box) != 4 or not all(math.isfinite(number) for number in box):
        lengths = [LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        box = [0.0, 0.0, *(float(found[1]) * PIXELS[found[2]] for found in lengths if found)]
    if len(box) != 4 or min(box[2:]) <= 0:
        raise PictureError(
            SVG_SIZE,
            f"{name} says neither by viewBox nor by width and height how large it is",
            'write viewBox="0 0 WIDTH HEIGHT" into its svg element',
        )
    if max(box[2:]) > MAX_SIDE:
        raise PictureError(
            TOO_LARGE, f"{name} is more than {MAX_SIDE} units wide or high", "scale it down"
        )
    return box[0], box[1], box[2], box[3]


def _number(word: str) -> float:
    """A number of a ``viewBox``; not a number if it is none."""
    plain = len(word) < 30 and re.fullmatch(r"[-+.\deE]+", word, re.ASCII)
    try:
        return float(word) if plain else math.nan
    except ValueError:
        return math.nan
