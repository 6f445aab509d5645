"""A built course in a browser, against a small LMS page."""

from __future__ import annotations

from pathlib import Path

from scorm_builder.build import prepare
from scorm_builder.plugin import Registry
from scorm_builder.preview.server import Preview

__all__ = ["Preview", "preview"]


def preview(
    source: str | Path,
    *,
    target: str = "scorm12",
    port: int = 0,
    registry: Registry | None = None,
) -> Preview:
    """Build the course in ``source`` in memory and serve it on the loopback address.

    ``port`` 0 takes any free port. Returns a server that is bound; call its ``run`` or ``start``.
    Raises :class:`~scorm_builder.problems.BuildError` when the course has errors.
    """
    return Preview(prepare(source, target=target, registry=registry), port)
