"""What verbs print and take: results to stdout, problems to stderr, paths that are not empty."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from scorm_builder.problems import BuildError, Problem, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class PathType(click.Path):
    """A path that is not empty: ``--out "$OUT"`` without an ``OUT`` means nothing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as it was typed."""
        if not value:
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


@contextmanager
def problems_reported(as_json: bool = False) -> Iterator[None]:
    """Print the problems of a verb that failed, and end with status 1."""
    try:
        yield
    except BuildError as error:
        if as_json:
            say(json.dumps({"problems": [p.as_json() for p in error.problems]}, indent=2))
        else:
            print_problems(error.problems)
            say(count(error.problems).removeprefix(", "), err=True)
        sys.exit(1)


def say(text: str, *, err: bool = False) -> None:
    """Print ``text``. A disk that is full behind ``>`` ends the verb with a sentence."""
    try:
        click.echo(text, err=err)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # whoever read it has read enough; click ends in silence
        # Python writes what is left in the buffer when it ends, and would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())
        raise click.ClickException(f"the output cannot be written: {error.strerror}") from error


def on_terminal() -> bool:
    """Whether somebody watches stderr; it may also be closed."""
    return sys.stderr is not None and sys.stderr.isatty()


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, a line each and perhaps a hint."""
    colour = on_terminal() and "NO_COLOR" not in os.environ
    for problem in problems:
        word = f" {problem.severity}: "
        styled = click.style(word, fg=COLOURS[problem.severity], bold=True)
        text = str(problem)
        say(text.replace(word, styled, 1) if colour else text, err=True)


def count(problems: Iterable[Problem]) -> str:
    """How many there are of each severity: ``, 2 errors, 1 warning``."""
    found = [problem.severity for problem in problems]
    words = [
        f"{found.count(severity)} {severity}{'s' if found.count(severity) > 1 else ''}"
        for severity in Severity
        if severity in found
    ]
    return "".join(f", {word}" for word in words)


def many(count: int, what: str) -> str:
    """A number of things: ``1 page``, ``2 pages``."""
    return f"{count} {what}{'' if count == 1 else 's'}"
