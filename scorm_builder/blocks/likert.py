"""``likert``: how far a learner agrees."""

from __future__ import annotations

from scorm_builder.blocks.question import scale_data, written_scale
from scorm_builder.check.questions import check_scale
from scorm_builder.model.question import Likert
from scorm_builder.plugin import BlockKind

KIND = BlockKind("likert", Likert, check_scale, written_scale, scale_data)
