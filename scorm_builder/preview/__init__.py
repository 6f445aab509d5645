"""A built course in a browser, against a small LMS page."""

from __future__ import annotations

from pathlib import Path

from scorm_builder.build import prepare
from scorm_builder.core import installed
from scorm_builder.plugin import PORT_TAKEN, CompleteAs, Registry
from scorm_builder.preview.server import Preview
from scorm_builder.problems import BuildError, Span

__all__ = ["Preview", "preview"]


def preview(
    source: str | Path = ".",
    *,
    target: str = "scorm12",
    host: str = "generic",
    complete_as: CompleteAs | None = None,
    port: int = 0,
    gallery: bool = False,
    registry: Registry | None = None,
) -> Preview:
    """Build the course in ``source`` in memory and serve it on the loopback address.

    With ``gallery``, no course is read: every kind of block is served, in every example and state.
    ``port`` 0 takes any free port. Returns a server that is bound: call its ``run``, or use
    it in a ``with``.
    Raises :class:`~scorm_builder.problems.BuildError` when the course has errors or the port is
    taken.
    """
    registry = registry or installed()
    package = None
    if not gallery:
        package = prepare(
            source, target=target, host=host, complete_as=complete_as, registry=registry
        )
    try:
        return Preview(package, registry, port)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "ports are numbers from 0 to 65535"
        message = f"port {port} cannot be used: {why}"
        hint = "leave --port out, and any free one is taken"
        raise BuildError([PORT_TAKEN.problem(message, Span(""), hint)]) from error
