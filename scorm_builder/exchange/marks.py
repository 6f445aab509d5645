"""What a foreign file says of a picture: names, texts and shapes, in pixels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from scorm_builder.exchange.rules import OTHER_PICTURE, PICTURE, SIZE, TEXT_MISSING
from scorm_builder.model.figure import Finding, Role
from scorm_builder.model.path import scaled_path
from scorm_builder.model.shape import Point, Shape, Size
from scorm_builder.problems import Problem, Span

FLAGS = {"dashed", "drawn", "numbered"}
"""Keys of a shape that say how it is shown and not where it is."""

STAND_IN = "To be written."
"""The text of a finding that came without one."""

RATIO = 0.002

MAX_MARKS = 200
"""Findings that are taken for one picture."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as another program knows it."""

    label: str
    shapes: tuple[Shape, ...]
    text: str = ""
    role: Role = "abnormal"
    id: str = ""
    label_at: Point | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture of a foreign file."""

    picture: str
    """The name that the file gives it, perhaps none."""
    size: Size | None
    """Pixels of the picture as it was drawn on, if the file says."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A foreign file: its pictures, and what could not be carried."""

    sheets: tuple[Sheet, ...]
    left_out: tuple[Problem, ...] = ()

    def sheet(self, image: str | None, shown: str, file: str) -> Sheet | Problem:
        """The picture of the name ``image``, else the one that ``shown`` is called, else the only.

        Names are compared as a whole first and then without their folders.
        """
        names = [sheet.picture for sheet in self.sheets]
        for wanted in (image, None if image else shown):
            for name in (str, _base):
                found = [s for s in self.sheets if wanted and name(s.picture) == name(wanted)]
                if len(found) == 1:
                    return found[0]
        if len(self.sheets) == 1 and not image:
            return self.sheets[0]
        if not self.sheets:
            return PICTURE.problem("the file marks nothing on any picture", Span(file))
        listed = ", ".join(f"'{name or '(no name)'}'" for name in names[:10])
        more = f" and {len(names) - 10} more" if len(names) > 10 else ""
        if image:
            return PICTURE.problem(
                f"there is no picture '{image}' in it", Span(file), f"it has {listed}{more}"
            )
        message = f"the file has {len(names)} pictures: {listed}{more}"
        return PICTURE.problem(message, Span(file), "name one with --image")


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def other_picture(sheet: Sheet, image: str, file: str) -> tuple[Problem, ...]:
    """A problem when a sheet is of a picture that is not called like the figure's ``image``."""
    # In a Web Annotation the name is an address, perhaps with a query behind it.
    alike = {_base(sheet.picture), _base(unquote(sheet.picture.partition("?")[0]))}
    if not sheet.picture or _base(image).casefold() in {name.casefold() for name in alike}:
        return ()
    message = f"the findings were drawn on '{sheet.picture}', and the figure shows '{image}'"
    hint = "see whether they lie where they should; --image says that the picture is the right one"
    return (OTHER_PICTURE.problem(message, Span(file), hint),)


def fitted(sheet: Sheet, size: Size, file: str) -> tuple[Mark, ...] | Problem:
    """The marks of a sheet in pixels of a picture of ``size``."""
    if sheet.size is None or sheet.size == size:
        return sheet.marks
    (width, height), (to_width, to_height) = sheet.size, size
    if abs(width / height / (to_width / to_height) - 1) > RATIO:
        message = (
            f"the findings were drawn on {width} × {height} pixels and the figure's picture has "
            f"{to_width} × {to_height}: another ratio"
        )
        return SIZE.problem(message, Span(file), "draw on a copy of the figure's own picture")
    x, y = to_width / width, to_height / height
    return tuple(
        replace(
            mark,
            shapes=tuple(scaled(shape, x, y) for shape in mark.shapes),
            label_at=mark.label_at
            and (round(mark.label_at[0] * x, 2), round(mark.label_at[1] * y, 2)),
        )
        for mark in sheet.marks
    )


def scaled(shape: Shape, x: float, y: float) -> Shape:
    """A shape on a picture ``x`` times as wide and ``y`` times as high, nearly the same ratio."""

    def pair(point: Sequence[float]) -> tuple[float, float]:
        return round(point[0] * x, 2), round(point[1] * y, 2)

    values = shape.model_dump(by_alias=True, exclude_none=True, exclude=FLAGS)
    ((kind, value),) = values.items()
    if kind == "path":
        value = scaled_path(value, x)
    elif kind == "rect":
        value = (*pair(value[:2]), *pair(value[2:]))
    elif kind == "point":
        value = pair(value)
    elif isinstance(value, dict):
        value = {
            key: pair(inner)
            if key in ("c", "from", "to")
            else inner
            if key == "rotate"
            else round(inner * x, 2)
            for key, inner in value.items()
        }
    elif not isinstance(value, str):
        value = tuple(pair(point) for point in value)
    return Shape.model_validate({kind: value, **shape.model_dump(include=FLAGS)})


def named(marks: Sequence[Mark], taken: Collection[str]) -> tuple[Mark, ...]:
    """The marks, each with an id of its own that is not among ``taken``."""
    used = set(taken)
    made = []
    for mark in marks:
        base = mark.id if _IDENTIFIER.fullmatch(mark.id) else slug(mark.label)
        unique, count = base, 1
        while unique in used:
            count += 1
            unique = f"{base[: 39 - len(str(count))].rstrip('-')}-{count}"
        used.add(unique)
        made.append(replace(mark, id=unique))
    return tuple(made)


_IDENTIFIER = re.compile(r"(?![0-9a-f]{8}-[0-9a-f]{4}-)[a-z][a-z0-9-]{0,39}")
"""An id of ours, and none that a program made up (a UUID)."""


def as_finding(mark: Mark) -> Finding:
    """The finding that a mark becomes."""
    several = len(mark.shapes) > 1
    return Finding(
        id=mark.id,
        label=mark.label,
        text=mark.text or STAND_IN,
        role=mark.role,
        shape=None if several else mark.shapes[0],
        shapes=mark.shapes if several else None,
        label_at=mark.label_at,
    )


def slug(text: str) -> str:
    """A short name made of a label: ``Humeral head`` → ``humeral-head``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")[:40].rstrip("-")
    return made or "finding"


def without_text(marks: Sequence[Mark], file: str) -> tuple[Problem, ...]:
    """A problem that names the marks that say nothing but their name."""
    silent = [f"'{mark.label}'" for mark in marks if not mark.text]
    if not silent:
        return ()
    have = "findings have" if len(silent) > 1 else "finding has"
    message = f"{len(silent)} {have} no text, and '{STAND_IN}' stands there: {', '.join(silent)}"
    return (TEXT_MISSING.problem(message, Span(file), "say what each teaches"),)
