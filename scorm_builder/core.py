"""Our own blocks, targets, checks and rules, as the first plugin."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from scorm_builder import archive, hosts, statement
from scorm_builder.blocks import (
    audio,
    choice,
    compare,
    figure,
    hotspot,
    labelling,
    likert,
    matching,
    measure,
    multiple_choice,
    numbers,
    numeric,
    ordering,
    outline,
    reflection,
    short_text,
    stack,
    true_false,
    video,
)
from scorm_builder.check import (
    access,
    cases,
    completion,
    figures,
    identifiers,
    links,
    look,
    marking,
    marks,
    media,
    pairs,
    pictures,
    questions,
    review,
    spellings,
    state,
    text,
    to_do,
)
from scorm_builder.exchange import rules as exchange_rules
from scorm_builder.interchange import rules as interchange_rules
from scorm_builder.load import (
    course,
    faults,
    files,
    image,
    markdown,
    masks,
    patterns,
    reader,
    sheet,
    theme,
    tokens,
    translation,
    webvtt,
)
from scorm_builder.load import media as media_files
from scorm_builder.plugin import Plugin, Registry
from scorm_builder.targets.scorm12 import SCORM12

CORE = Plugin(
    name="core",
    blocks=(
        figure.KIND,
        compare.KIND,
        stack.KIND,
        choice.KIND,
        multiple_choice.KIND,
        true_false.KIND,
        likert.KIND,
        numeric.KIND,
        short_text.KIND,
        reflection.KIND,
        hotspot.KIND,
        outline.KIND,
        measure.KIND,
        labelling.KIND,
        matching.KIND,
        ordering.KIND,
        audio.KIND,
        video.KIND,
    ),
    targets=(SCORM12,),
    checks=(
        identifiers.check_duplicate_ids,
        identifiers.check_people,
        identifiers.check_id_lengths,
        links.check_links,
        text.check_text,
        to_do.check_to_do,
        cases.check_cases,
        marks.check_marks,
        numbers.check_numbers,
        review.check_review_dates,
        look.check_theme_contrast,
        look.check_nhs,
        look.check_logo,
    ),
    rules=(
        *course.RULES,
        *files.RULES,
        *reader.RULES,
        *faults.RULES,
        *markdown.RULES,
        *image.RULES,
        *masks.RULES,
        *exchange_rules.RULES,
        *interchange_rules.RULES,
        *theme.RULES,
        *sheet.RULES,
        *tokens.RULES,
        *look.RULES,
        *translation.RULES,
        *identifiers.RULES,
        *figures.RULES,
        *pictures.RULES,
        *marks.RULES,
        *numbers.RULES,
        *patterns.RULES,
        *questions.RULES,
        *marking.RULES,
        *completion.RULES,
        *pairs.RULES,
        *spellings.RULES,
        *cases.RULES,
        *links.RULES,
        *text.RULES,
        *to_do.RULES,
        *media.RULES,
        *media_files.RULES,
        *webvtt.RULES,
        *review.RULES,
        *state.RULES,
        *access.RULES,
        *archive.RULES,
        *statement.RULES,
        *hosts.RULES,
    ),
)

ENTRY_POINTS = "scorm_builder.plugins"
"""Group of entry points under which other packages offer a :class:`Plugin`."""


@cache
def installed() -> Registry:
    """The registry of our own plugin and of those that other installed packages offer."""
    others = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return Registry.of([CORE, *(point.load() for point in others)])
