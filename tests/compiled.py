"""What a test needs that builds a whole package: the compiled player."""

from __future__ import annotations

import pytest

from scorm_builder.render.player_files import player_folder

needs_player = pytest.mark.skipif(
    not (player_folder() / "dist" / "player-scorm12.js").is_file(),
    reason="the player is not compiled; make course does it",
)
