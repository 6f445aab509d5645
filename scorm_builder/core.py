"""Our own blocks, targets, checks and rules, as the first plugin."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from scorm_builder import archive
from scorm_builder.blocks import choice, figure, hotspot, multiple_choice, true_false
from scorm_builder.check import access, figures, identifiers, links, questions, review, state
from scorm_builder.load import course, faults, files, image, markdown, reader, theme
from scorm_builder.plugin import Plugin, Registry
from scorm_builder.targets.scorm12 import SCORM12

CORE = Plugin(
    name="core",
    blocks=(figure.KIND, choice.KIND, multiple_choice.KIND, true_false.KIND, hotspot.KIND),
    targets=(SCORM12,),
    checks=(
        identifiers.check_duplicate_ids,
        identifiers.check_people,
        identifiers.check_id_lengths,
        links.check_links,
        review.check_review_dates,
    ),
    rules=(
        *course.RULES,
        *files.RULES,
        *reader.RULES,
        *faults.RULES,
        *markdown.RULES,
        *image.RULES,
        *theme.RULES,
        *identifiers.RULES,
        *figures.RULES,
        *questions.RULES,
        *links.RULES,
        *review.RULES,
        *state.RULES,
        *access.RULES,
        *archive.RULES,
    ),
)

ENTRY_POINTS = "scorm_builder.plugins"
"""Group of entry points under which other packages offer a :class:`Plugin`."""


@cache
def installed() -> Registry:
    """The registry of our own plugin and of those that other installed packages offer."""
    others = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return Registry.of([CORE, *(point.load() for point in others)])
