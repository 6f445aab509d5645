"""Bytes from elsewhere → text, and a tree of XML without a document type."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from scorm_builder.exchange import foreign
from scorm_builder.interchange.item import Refused

MAX_BYTES = 64 << 20
MAX_DEPTH = 120
"""Levels of nesting: every reader goes down them, and none needs more than thirty."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}
"""What a declaration may name. What calls itself Latin 1 is read as browsers do."""


def text_of(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or what its XML declaration names."""
    if len(data) > MAX_BYTES:
        raise Refused(f"it has more than {MAX_BYTES >> 20} MiB")
    encoding = "utf-8"
    for mark, name in _BOMS:
        if data.startswith(mark):
            encoding, data = name, data[len(mark) :]
            break
    else:
        declared = _DECLARED.match(data)
        if declared:
            word = declared[1].decode().lower()
            if word not in _ENCODINGS:
                raise Refused(f"its encoding, '{word}', is not taken: save it as UTF-8", 1)
            encoding = _ENCODINGS[word]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        word = encoding.replace("-le", "").replace("-be", "").upper()
        raise Refused(f"it is not {word} text: save it as UTF-8", line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def xml_of(text: str) -> etree._Element:
    """The root of an XML text that declares no document type and no entity."""
    at = _declaration(text)
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise Refused("it has a document type declaration, which is not taken", line)
    # It may name another encoding; a reference to a document type cannot be in it.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", lambda m: "\n" * m[0].count("\n"), text, count=1)
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), foreign.xml_parser())
    except etree.XMLSyntaxError as error:
        raise Refused(f"the XML cannot be read: {error.msg}", error.lineno or 0) from None
    if root is None:
        raise Refused("the XML is empty")
    if _deep(root):
        raise Refused(f"the XML is nested more than {MAX_DEPTH} levels deep")
    return root


def _declaration(text: str) -> int:
    """Where a ``<!DOCTYPE`` or ``<!ENTITY`` stands outside of quoted text and comments; or -1."""
    at = text.find("<!")
    while at >= 0:
        for start, end in (("<![CDATA[", "]]>"), ("<!--", "-->")):
            if text.startswith(start, at):
                close = text.find(end, at + len(start))
                if close < 0:
                    return -1  # the parser will say so
                at = text.find("<!", close + 3)
                break
        else:
            return at
    return -1


def _deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def line_of(element: etree._Element) -> int:
    """The line on which an element begins, or 0."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def plain_line(text: str | None, most: int = 1_000) -> str:
    """One line of text, without what cannot be shown."""
    return foreign.line(text or "", most)
