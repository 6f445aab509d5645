"""``multiple_choice``: any number of right answers among several options."""

from __future__ import annotations

from scorm_builder.blocks.question import options_data, written_options
from scorm_builder.check.questions import check_options
from scorm_builder.model.question import MultipleChoice
from scorm_builder.plugin import BlockKind

KIND = BlockKind("multiple_choice", MultipleChoice, check_options, written_options, options_data)
