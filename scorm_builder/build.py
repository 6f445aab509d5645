"""The steps in order: load → check → render → package → write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scorm_builder.archive import OUTPUT_FAILED, SOURCE_CHANGED, write_whole, write_zip
from scorm_builder.check import check_course
from scorm_builder.check.access import check_language
from scorm_builder.check.review import check_overdue
from scorm_builder.core import installed
from scorm_builder.filetree import ChangedOnDisk, FileTree
from scorm_builder.hosts import Host, check_host, check_size, host_of
from scorm_builder.interaction_key import interaction_key as key_to_reports
from scorm_builder.load.course import load
from scorm_builder.load.theme import THEME_BROKEN, built_in
from scorm_builder.model.course import Course
from scorm_builder.plugin import CompleteAs, Registry, Target
from scorm_builder.problems import (
    BuildError,
    Problem,
    Severity,
    Span,
    in_order,
    stop_on_errors,
)
from scorm_builder.render import english, languages, render
from scorm_builder.statement import EVIDENCE, check_contact, evidence, evidence_file, statement

STRICT = "a warning counts as an error here"

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Package:
    """A course made ready to be written: what is in it and what was noticed on the way."""

    course: Course
    target: Target
    files: FileTree
    problems: tuple[Problem, ...]
    host: Host

    @property
    def name(self) -> str:
        """The zip's file name; one that is for every host does not name one."""
        host = "" if self.host.name == "generic" else f"-{self.host.name}"
        return f"{self.course.id}-{self.target.name}{host}.zip"

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the person who uploads it."""
        rules = self.host.rules
        return (*self.target.notes(self.course, rules), *self.host.notes(self.course))

    @property
    def digest(self) -> str:
        """SHA-256 over the names and sums of all files: the same on every platform.

        A zip's own bytes also depend on the zlib it was packed with; this does not.
        """
        lines = "".join(f"{self.files[name].sha256}  {name}\n" for name in sorted(self.files))
        return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Build:
    """What :func:`build` made."""

    path: Path
    """The zip."""
    package: Package
    """What is in it, and the warnings."""
    size: int
    """Bytes of the zip."""


def check(
    source: str | Path,
    *,
    target: str = "scorm12",
    host: str = "generic",
    complete_as: CompleteAs | None = None,
    registry: Registry | None = None,
    strict: bool = False,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with the course in the folder ``source``, in source order.

    With ``today``, reviews that were due before it are reported.
    """
    registry = registry or installed()
    chosen, place = registry.target(target), host_of(host, complete_as)
    return in_order(_read(source, chosen, place, registry, strict=strict, today=today)[1])


def prepare(
    source: str | Path,
    *,
    target: str = "scorm12",
    host: str = "generic",
    complete_as: CompleteAs | None = None,
    registry: Registry | None = None,
    strict: bool = False,
    today: date | None = None,
    accessibility_statement: bool = False,
) -> Package:
    """All steps but the last: the files of the package, not yet written.

    ``host`` is where it is to run, and ``complete_as`` what an LMS is told of learners who passed,
    "passed" or "completed", where the standard has one word for both.
    With ``accessibility_statement`` the package gets a page that says how accessible the course is,
    as of ``today``, and the evidence for it. Raises :class:`ValueError` when that is asked for
    without a date, and :class:`~scorm_builder.problems.BuildError` with everything that is wrong.
    """
    registry = registry or installed()
    chosen, place = registry.target(target), host_of(host, complete_as)
    course, problems = _read(source, chosen, place, registry, strict=strict, today=today)
    if accessibility_statement and course is not None:
        problems += _checked(tuple(check_contact(course)), strict)
    stop_on_errors(problems)
    assert course is not None  # without a course there is an error
    found = None
    if accessibility_statement:
        if today is None:
            raise ValueError("a statement has a date: give 'today'")
        found = evidence(course, chosen, problems, today)
    pages = _rendered(course, registry, chosen, place, found)
    files = chosen.package(course, pages, place.rules)
    problems += _checked(tuple(check_size(sum(f.size for f in files.values()), place)), strict)
    stop_on_errors(problems)
    return Package(course, chosen, files, in_order(problems), place)


def build(
    source: str | Path,
    *,
    target: str = "scorm12",
    host: str = "generic",
    complete_as: CompleteAs | None = None,
    out: str | Path = "dist",
    registry: Registry | None = None,
    strict: bool = False,
    today: date | None = None,
    accessibility_statement: bool = False,
    interaction_key: str | Path | None = None,
    progress: Progress | None = None,
) -> Build:
    """Build the course in the folder ``source`` into a zip in the folder ``out``.

    With ``strict``, warnings stop the build as well. ``interaction_key`` names a CSV file for the
    key to an LMS's reports (:func:`~scorm_builder.interaction_key.interaction_key`). Raises
    :class:`~scorm_builder.problems.BuildError` with everything that is wrong; the zip then is what
    it was before.
    """
    tell = progress or (lambda step, done, total: None)
    tell("read", 0, 1)
    package = prepare(
        source,
        target=target,
        host=host,
        complete_as=complete_as,
        registry=registry,
        strict=strict,
        today=today,
        accessibility_statement=accessibility_statement,
    )
    if interaction_key is not None:
        _write_key(Path(interaction_key), package.course)
    path = Path(out) / package.name
    total, done = sum(file.size for file in package.files.values()), 0

    def written(size: int) -> None:
        nonlocal done
        done += size
        tell("write", done, total)

    try:
        write_zip(package.files, path, written=written)
        return Build(path, package, path.stat().st_size)
    except ChangedOnDisk as error:
        span, hint = Span(str(error.path)), "build again"
        raise BuildError([SOURCE_CHANGED.problem(str(error), span, hint)]) from error
    except OSError as error:
        message = f"cannot write '{path}': {error.strerror or error}"
        raise BuildError([OUTPUT_FAILED.problem(message, Span(str(path)))]) from error


def _write_key(path: Path, course: Course) -> None:
    try:
        # With a byte order mark: without it Excel takes the file for one of its own old encodings.
        write_whole(path, key_to_reports(course).encode("utf-8-sig"))
    except OSError as error:
        message = f"cannot write '{path}': {error.strerror or error}"
        raise BuildError([OUTPUT_FAILED.problem(message, Span(str(path)))]) from error


def _rendered(
    course: Course, registry: Registry, target: Target, host: Host, found: dict[str, Any] | None
) -> FileTree:
    tracking, rules = target.tracking, host.rules
    try:
        if found is None:
            return render(course, registry, tracking=tracking, host=rules)
        extras = (statement(found, course),)
        pages = render(course, registry, tracking=tracking, host=rules, extras=extras)
        return FileTree({**dict(pages.items()), EVIDENCE: evidence_file(found)})
    except Exception as error:  # a template may raise anything
        if course.head.theme in built_in():
            raise  # our own template: our bug
        message = f"the theme cannot be used: {type(error).__name__}: {error}"
        raise BuildError([THEME_BROKEN.problem(message, course.head.span("theme"))]) from error


def _read(
    source: str | Path,
    target: Target,
    host: Host,
    registry: Registry,
    *,
    strict: bool,
    today: date | None,
) -> tuple[Course | None, tuple[Problem, ...]]:
    loaded = load(source, registry)
    problems = loaded.problems
    if loaded.course is not None:
        # Also after errors: an author mends ten things in one go.
        broken = any(problem.severity is Severity.ERROR for problem in problems)
        problems += check_course(loaded.course, registry, target, whole=not broken)
        if not broken:
            problems += tuple(check_host(loaded.course, target, host))
        spoken = languages(loaded.course)
        # A theme with a fault in its words cannot be asked for them.
        missing = {} if broken else english(loaded.course)
        problems += tuple(check_language(loaded.course, spoken, missing))
        if today is not None:
            problems += tuple(check_overdue(loaded.course, today))
    return loaded.course, _checked(problems, strict)


def _checked(problems: tuple[Problem, ...], strict: bool) -> tuple[Problem, ...]:
    return tuple(_as_error(problem) for problem in problems) if strict else problems


def _as_error(problem: Problem) -> Problem:
    if problem.severity is not Severity.WARNING:
        return problem
    return Problem(problem.rule, problem.message, problem.span, problem.hint or STRICT)
