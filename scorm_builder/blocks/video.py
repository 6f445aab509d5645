"""``video``: a video with captions and a transcript."""

from __future__ import annotations

from scorm_builder.check.media import check_media
from scorm_builder.model.media import Video
from scorm_builder.plugin import BlockKind
from scorm_builder.render.media import written_media

KIND = BlockKind("video", Video, check_media, written_media)
