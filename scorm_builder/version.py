"""Which builder this is."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """The version of the installed builder; "unknown" in a folder that was never installed."""
    try:
        return metadata.version("scorm-builder")
    except metadata.PackageNotFoundError:
        return "unknown"
