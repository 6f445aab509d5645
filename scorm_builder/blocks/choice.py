"""``choice``: one right answer among several options."""

from __future__ import annotations

from scorm_builder.blocks.question import options_data, written_options
from scorm_builder.check.questions import check_options
from scorm_builder.model.question import Choice
from scorm_builder.plugin import BlockKind

KIND = BlockKind("choice", Choice, check_options, written_options, options_data)
