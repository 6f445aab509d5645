"""``figure``: a picture with findings that can be shown on it."""

from __future__ import annotations

from scorm_builder.check.figures import check_figure
from scorm_builder.model.figure import Figure
from scorm_builder.plugin import BlockKind

KIND = BlockKind("figure", Figure, check_figure)
