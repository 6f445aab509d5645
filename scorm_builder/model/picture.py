"""A picture as a value: where it came from, how large it is, and the bytes that go into a package.

``load/image.py`` makes it, a figure carries it, ``render`` and the targets put its file into the
:class:`~scorm_builder.filetree.FileTree`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scorm_builder.filetree import File


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may go into a package: cleaned of metadata and standing upright."""

    path: Path
    """The author's file, as it was asked for."""

    media_type: str
    """What a server calls it: ``image/jpeg``, ``image/png``, ``image/webp``, ``image/svg+xml``."""

    extension: str
    """The ending of its name in the package, dot and all: ``.jpg``, ``.png``, ``.webp``, ``.svg``.
    """

    width: int
    """Pixels across once upright; for an SVG, units of its ``viewBox``, rounded, 1 at least."""

    height: int
    """Pixels down once upright; for an SVG, units of its ``viewBox``, rounded, 1 at least."""

    file: File
    """What goes into the package. Only a picture that had to be turned or recoloured, or an SVG,
    is held in memory; of any other it holds places in the author's file.
    """

    removed: tuple[str, ...]
    """What was taken out or changed, in words for the author: ``EXIF``, ``GPS position``,
    ``thumbnail``, ``data after the end``, ``orientation (turned upright)`` … Empty when the file
    was clean.
    """
