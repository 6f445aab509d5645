"""Faults as values: what is so, where, and what to do.

Every step of the road returns :class:`Problem` values; only :class:`BuildError` is raised, once,
with all of them. Imported by everything, imports nothing of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath


class Severity(StrEnum):
    """How bad: an ``error`` stops the build, a ``warning`` and a ``note`` do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file.

    ``file`` is the path as the author gave it; ``line`` and ``column`` count from 1 (characters,
    not bytes); 0 means the file as a whole. ``end`` is the offset in characters just behind the
    place and ``start`` the offset of its first character, from the beginning of the file, byte
    order mark not counted; -1 where not known.
    """

    file: str
    line: int = 0
    column: int = 0
    start: int = -1
    end: int = -1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a course or a package: which rule, how bad, what is so, where, what to do."""

    rule: str
    message: str
    span: Span
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span.file else ""
        line = f"{place}{self.severity}: {self.message} [{self.rule}]"
        return f"{line}\n    hint: {self.hint}" if self.hint else line

    def as_json(self) -> dict[str, object]:
        """The problem as plain data, for ``--json``."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "file": self.span.file,
            "line": self.span.line,
            "column": self.span.column,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a problem can name: the word for it, its severity, and what lies behind it.

    ``why`` is what ``scorm-builder explain`` prints: a sentence or two, with the clause of the
    standard or the host that it rests on where there is one.
    """

    name: str
    title: str
    why: str
    severity: Severity = Severity.ERROR

    def problem(self, message: str, span: Span, hint: str = "") -> Problem:
        """A breach of this rule."""
        return Problem(self.name, message, span, hint, self.severity)


class BuildError(Exception):
    """A step found errors; ``problems`` holds all it found, warnings too, in source order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line and column, each once."""
    unique = dict.fromkeys(problems)
    return tuple(
        sorted(unique, key=lambda p: (PurePath(p.span.file).parts, p.span.line, p.span.column))
    )


def stop_on_errors(problems: Iterable[Problem]) -> None:
    """Raise :class:`BuildError` with all ``problems`` if one of them is an error."""
    found = tuple(problems)
    if any(problem.severity is Severity.ERROR for problem in found):
        raise BuildError(found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of ``known``, or nothing when none is near."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""
