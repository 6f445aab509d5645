"""The starter course that ``scorm-builder new`` copies."""

from __future__ import annotations

import json
import re
from pathlib import Path

from scorm_builder.plugin import FOLDER_TAKEN
from scorm_builder.problems import BuildError, Span
from scorm_builder.schema import schemas

STARTER = Path(__file__).parent / "starter"
SCHEMA = "course.schema.json"
"""Beside course.yaml, whose first line names it: editors then complete and check the file."""


def new(folder: str | Path) -> tuple[Path, ...]:
    """Make a small course in ``folder``, which must be empty or not there; return its files.

    Raises :class:`~scorm_builder.problems.BuildError` when the folder holds something or cannot
    be written.
    """
    root = Path(folder)
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise BuildError(
                [FOLDER_TAKEN.problem(f"'{root}' is not empty", Span(""), "name a new folder")]
            )
        made = []
        for source in sorted(path for path in STARTER.rglob("*") if path.is_file()):
            target = root / source.relative_to(STARTER)
            target.parent.mkdir(parents=True, exist_ok=True)
            data = source.read_bytes()
            if source.name == "course.yaml":
                data = data.replace(b"id: my-course", f"id: {_identifier(root)}".encode())
            target.write_bytes(data)
            made.append(target)
        schema = root / SCHEMA
        schema.write_text(json.dumps(schemas()["course"], indent=2) + "\n", encoding="utf-8")
        return (*made, schema)
    except OSError as error:
        message = f"cannot write '{root}': {error.strerror or error}"
        raise BuildError([FOLDER_TAKEN.problem(message, Span(""))]) from error


def _identifier(root: Path) -> str:
    """The folder's name as an identifier; ``my-course`` when nothing of it can be kept."""
    name = re.sub(r"[^a-z0-9]+", "-", root.resolve().name.lower()).strip("-")[:40].rstrip("-")
    return name if re.match("[a-z]", name) else "my-course"
