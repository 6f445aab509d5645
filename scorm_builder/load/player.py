"""Where the player's files lie: in a wheel or in a checkout.

One place knows both homes. A wheel holds the player in ``scorm_builder/_player/``; a checkout has
it in ``player/`` beside the package.
"""

from __future__ import annotations

import functools
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@functools.cache
def player_folder() -> Path:
    """The folder of the player's files. Raises :class:`RuntimeError` when there is none."""
    for folder in (PACKAGE / "_player", PACKAGE.parent / "player"):
        if (folder / "shell").is_dir():
            return folder
    raise RuntimeError(f"the player's files are neither in {PACKAGE}/_player nor in a checkout")
