"""``true_false``: a statement that is true or false."""

from __future__ import annotations

from scorm_builder.blocks.question import statement_data, written_statement
from scorm_builder.check.questions import check_question
from scorm_builder.model.question import TrueFalse
from scorm_builder.plugin import BlockKind

KIND = BlockKind("true_false", TrueFalse, check_question, written_statement, statement_data)
