"""``audio``: a recording to listen to, with its transcript."""

from __future__ import annotations

from scorm_builder.check.media import check_media
from scorm_builder.model.media import Audio
from scorm_builder.plugin import BlockKind
from scorm_builder.render.media import written_media

KIND = BlockKind("audio", Audio, check_media, written_media)
