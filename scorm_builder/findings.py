"""Findings in and out: from other drawing programs into a page, and from a figure to them.

The files are opened here; what is in them is the business of :mod:`scorm_builder.exchange`.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scorm_builder.core import installed
from scorm_builder.exchange import w3c
from scorm_builder.exchange.foreign import MAX_BYTES, Notes
from scorm_builder.exchange.formats import read_foreign
from scorm_builder.exchange.marks import (
    Foreign,
    Mark,
    Sheet,
    fitted,
    named,
    other_picture,
    without_text,
)
from scorm_builder.exchange.rules import CHANGED, TARGET, UNREADABLE
from scorm_builder.exchange.splice import with_findings
from scorm_builder.exchange.yaml_text import findings_lines
from scorm_builder.load.course import load
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure
from scorm_builder.model.page import Page
from scorm_builder.model.shape import Size
from scorm_builder.plugin import Registry
from scorm_builder.problems import BuildError, Problem, Severity, Span, did_you_mean


@dataclass(frozen=True, slots=True)
class Imported:
    """What :func:`import_findings` made."""

    text: str
    """The YAML of a ``findings:`` list."""
    count: int
    """How many findings it has."""
    problems: tuple[Problem, ...]
    """What could not be carried, item by item, and what the author has yet to say."""
    path: Path | None = None
    """The page that it was put into."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What :func:`export_findings` made."""

    text: str
    """A W3C annotation page, as JSON."""
    problems: tuple[Problem, ...]
    """What could not be carried."""


def import_findings(
    file: str | Path,
    *,
    course: str | Path = ".",
    into: str | None = None,
    image: str | None = None,
    format: str | None = None,
    registry: Registry | None = None,
) -> Imported:
    """Read findings that were drawn in another program, and make a ``findings:`` list of them.

    ``into`` names a figure as ``page#figure``: the findings are then also added to its fence in the
    ``course``, in pixels of its picture. ``image`` is the picture in a file with several,
    ``format`` one of w3c, coco, labelme, via and cvat where the content does not tell. Raises
    :class:`~scorm_builder.problems.BuildError` when nothing can be read or written.
    """
    shown = os.fspath(file)
    target = _figure(course, into, registry) if into else None
    foreign = read_foreign(
        _bytes(Path(file), shown), shown, format=format, size=target.size if target else None
    )
    if isinstance(foreign, Problem):
        raise BuildError([foreign])
    marks, doubts = _marks(foreign, image, target, shown)
    text = "\n".join(["findings:", *findings_lines(marks)]) + "\n"
    problems = (*foreign.left_out, *doubts, *without_text(marks, shown))
    path = _insert(target, marks) if target else None
    return Imported(text, len(marks), problems, path)


def export_findings(
    figure: str, *, course: str | Path = ".", registry: Registry | None = None
) -> Exported:
    """The findings of a figure, named as ``page#figure``, as W3C Web Annotations in JSON."""
    target = _figure(course, figure, registry)
    notes = Notes(target.page.file)
    page = w3c.write(target.figure, target.size, notes)
    return Exported(json.dumps(page, ensure_ascii=False, indent=2) + "\n", tuple(notes.problems))


@dataclass(frozen=True, slots=True)
class _Target:
    course: Course
    page: Page
    figure: Figure
    size: Size


def _figure(course: str | Path, name: str, registry: Registry | None) -> _Target:
    page_id, mark, figure_id = name.partition("#")
    where = Span(name)
    if not page_id or not mark or not figure_id:
        hint = "write PAGE#FIGURE, by the ids of both"
        raise BuildError([TARGET.problem(f"'{name}' does not name a figure", where, hint)])
    loaded = load(course, registry or installed())
    if loaded.course is None:
        raise BuildError(loaded.problems)
    pages = {page.id: page for page in loaded.course.pages}
    page = pages.get(page_id)
    if page is None:
        known = {each.file for each in pages.values()}
        unread = [
            problem
            for problem in loaded.problems
            if problem.severity is Severity.ERROR and problem.span.file not in known
        ]
        message = f"the course has no page '{page_id}'" + (" that could be read" if unread else "")
        hint = did_you_mean(page_id, pages)
        raise BuildError([TARGET.problem(message, where, hint), *unread])
    figures = {figure.id: figure for figure in page.figures}
    figure = figures.get(figure_id)
    if figure is None:
        own = [problem for problem in loaded.problems if problem.span.file == page.file]
        message = f"the page '{page_id}' has no figure '{figure_id}' that could be read"
        hint = did_you_mean(figure_id, figures)
        raise BuildError([TARGET.problem(message, where, hint), *own])
    picture = loaded.course.picture(figure.image)
    size = figure.size or ((picture.width, picture.height) if picture else None)
    if size is None:
        raise BuildError(loaded.problems)
    return _Target(loaded.course, page, figure, size)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device may never end
            raise BuildError([UNREADABLE.problem("it is not a file", Span(shown))])
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one too many is refused as text
    except OSError as error:
        message = f"it cannot be read: {error.strerror or error}"
        raise BuildError([UNREADABLE.problem(message, Span(shown))]) from error


def _marks(
    foreign: Foreign, image: str | None, target: _Target | None, shown: str
) -> tuple[tuple[Mark, ...], tuple[Problem, ...]]:
    """The marks of the picture that is meant, and what speaks against its being the right one."""
    sheet = foreign.sheet(image, target.figure.image if target else "", shown)
    if isinstance(sheet, Sheet) and not sheet.marks:
        message = f"nothing that can be carried over is marked on '{sheet.picture}'"
        sheet = UNREADABLE.problem(message, Span(shown))
    marks = sheet if isinstance(sheet, Problem) else sheet.marks
    taken: set[str] = set()
    doubts: tuple[Problem, ...] = ()
    if target and isinstance(sheet, Sheet):
        marks = fitted(sheet, target.size, shown)
        taken = {finding.id for finding in target.figure.findings}
        doubts = () if image else other_picture(sheet, target.figure.image, shown)
    if isinstance(marks, Problem):
        raise BuildError([*foreign.left_out, marks])
    return named(marks, taken), doubts


def _insert(target: _Target, marks: tuple[Mark, ...]) -> Path:
    """Put the marks into the page's file: whole, or not at all."""
    path = Path(target.page.file)
    try:
        return _inserted(path, Path(os.path.realpath(path)), target, marks)
    except OSError as error:
        message = f"the page cannot be written: {error.strerror or error}"
        raise BuildError([TARGET.problem(message, Span(os.fspath(path)))]) from error


def _inserted(path: Path, real: Path, target: _Target, marks: tuple[Mark, ...]) -> Path:
    if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
        # It could be replaced all the same, where its folder can be written.
        message, hint = "the page is read-only", "allow changes to the file, or work on a copy"
        raise BuildError([TARGET.problem(message, Span(os.fspath(path)), hint)])
    before = real.read_bytes()
    made = with_findings(before.decode("utf-8"), target.figure.id, marks, target.page.file)
    if isinstance(made, Problem):
        raise BuildError([made])
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=".findings-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made.encode("utf-8"))
        new.chmod(real.stat().st_mode & 0o7777)
        if real.read_bytes() != before:
            message = "the page changed while the findings were put into it"
            raise BuildError([CHANGED.problem(message, Span(os.fspath(path)), "import again")])
        new.replace(real)
    finally:
        new.unlink(missing_ok=True)
    return path
