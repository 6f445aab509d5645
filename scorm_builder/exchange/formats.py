"""Which format is it? Told from the content; a name overrides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scorm_builder.exchange import coco, cvat, labelme, via, w3c
from scorm_builder.exchange.foreign import Notes, Refused, field, json_of, text_of, xml_of
from scorm_builder.exchange.marks import MAX_MARKS, Foreign, Sheet
from scorm_builder.exchange.rules import FORMAT, UNREADABLE
from scorm_builder.model.shape import Size
from scorm_builder.problems import Problem, Span

Reader = Callable[[Any, Size | None, Notes], tuple[Sheet, ...]]

NAMES = ("w3c", "coco", "labelme", "via", "cvat")
"""As typed behind ``--format``."""


def read_foreign(
    data: bytes, file: str, *, format: str | None = None, size: Size | None = None
) -> Foreign | Problem:
    """What a file of findings holds, or why it cannot be read.

    ``file`` is its name for messages, ``size`` the size of the picture at hand, if there is one.
    """
    notes = Notes(file)
    if format is not None and format not in NAMES:
        known = ", ".join(NAMES)
        return FORMAT.problem(f"'{format}' is not a format", Span(file), f"known: {known}")
    try:
        sheets = _read(text_of(data), format, size, notes)
    except Refused as refused:
        span = Span(file, refused.line, 1 if refused.line else 0)
        return UNREADABLE.problem(refused.message, span)
    if sheets is None:
        what = f"it is not a file of the format '{format}'" if format else "its format is not known"
        hint = "known are W3C Web Annotation, COCO, labelme, VIA 2 and CVAT for images 1.1"
        return FORMAT.problem(what, Span(file), hint)
    return Foreign(tuple(_few(sheet, notes) for sheet in sheets), tuple(notes.problems))


def _few(sheet: Sheet, notes: Notes) -> Sheet:
    if len(sheet.marks) > MAX_MARKS:
        extra = len(sheet.marks) - MAX_MARKS
        notes.leave_out(f"'{sheet.picture}'", f"{extra:,} of its marks, those behind {MAX_MARKS}")
    return Sheet(sheet.picture, sheet.size, sheet.marks[:MAX_MARKS])


def _read(
    text: str, format: str | None, size: Size | None, notes: Notes
) -> tuple[Sheet, ...] | None:
    start = text.lstrip()[:1]
    if start == "<" and format in (None, "cvat"):
        root = xml_of(text)
        return cvat.read(root, size, notes) if root.tag == "annotations" else None
    if start in ("{", "[") and format != "cvat":
        value = json_of(text)
        for name, (fits, read) in _JSON.items():
            if format in (None, name) and fits(value):
                return read(value, size, notes)
        return None
    head = text[:500].splitlines()[:1]
    if format in (None, "via") and head and all(column in head[0] for column in via.COLUMNS):
        return via.read_csv(text, size, notes)
    return None


def _has(value: Any, *keys: str) -> bool:
    return isinstance(value, Mapping) and all(isinstance(value.get(key), list) for key in keys)


def _is_via(value: Any) -> bool:
    files = field(value, "_via_img_metadata") or value
    return (
        isinstance(files, Mapping)
        and bool(files)
        and all(field(each, "filename") is not None for each in files.values())
    )


_JSON: Mapping[str, tuple[Callable[[Any], bool], Reader]] = {
    "w3c": (lambda value: bool(w3c.listed(value)), w3c.read),
    "coco": (lambda value: _has(value, "images", "annotations"), coco.read),
    "labelme": (lambda value: _has(value, "shapes"), labelme.read),
    "via": (_is_via, via.read),
}
