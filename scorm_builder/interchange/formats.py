"""Which format is it? Told from the content; a name overrides."""

from __future__ import annotations

import re

from scorm_builder.interchange import gift, moodle, qti
from scorm_builder.interchange.item import Bank, Notes, Refused
from scorm_builder.interchange.rules import FORMAT, UNREADABLE
from scorm_builder.interchange.source import text_of, xml_of
from scorm_builder.problems import Problem, did_you_mean

NAMES = ("moodle", "gift", "qti")
"""As typed behind ``--format`` when questions come in."""

_OF_PACKAGE = ("manifest", "assessmentTest", "qti-assessment-test")
_GIFT = re.compile(r"(?<!\\)\{(?:[^{}\\]|\\.){0,20000}\}", re.DOTALL)


def read_questions(data: bytes, notes: Notes, format: str | None = None) -> Bank | Problem:
    """What a file of questions holds, or why it cannot be read."""
    if format is not None and format not in NAMES:
        hint = did_you_mean(format, NAMES) or f"known: {', '.join(NAMES)}"
        return FORMAT.problem(f"'{format}' is not a format", notes.span(), hint)
    try:
        bank = _read(data, notes, format)
    except Refused as refused:
        return UNREADABLE.problem(refused.message, notes.span(refused.line))
    if bank is None:
        what = f"it is not a file of the format '{format}'" if format else "its format is not known"
        hint = "known are Moodle XML, GIFT, and QTI 2.1, 2.2 and 3.0"
        return FORMAT.problem(what, notes.span(), hint)
    return bank


def _read(data: bytes, notes: Notes, format: str | None) -> Bank | None:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return qti.read_package(data, notes) if format in (None, "qti") else None
    text = text_of(data)
    if format != "gift" and text.lstrip().startswith("<"):
        root = xml_of(text)
        if root.tag == "quiz" and format in (None, "moodle"):
            return moodle.read(root, notes)
        if qti.is_item(root) and format in (None, "qti"):
            return qti.read_item(root, notes)
        name = str(root.tag).rpartition("}")[2]
        if name == "questestinterop":
            raise Refused("it is QTI 1.2; 2.1, 2.2 and 3.0 are taken")
        if name in _OF_PACKAGE:
            raise Refused("it is part of a QTI package: import the zip with all of its files")
        return None
    if format == "gift" or (format is None and _GIFT.search(text)):
        return gift.read(text, notes)
    return None
