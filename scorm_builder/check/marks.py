"""Scale bars and side markers: likely sizes, inside the picture, and no word against another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.check.figures import SHAPE_OUTSIDE
from scorm_builder.model.base import BlockModel, Where
from scorm_builder.model.compare import Compare
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure, SideMarker
from scorm_builder.model.stack import Stack
from scorm_builder.problems import Problem, Rule, Severity

SIDE_CONTRADICTS = Rule(
    "side-marker-contradicts",
    "A side marker that says another side than the alternative text",
    "The alternative text says 'left' and the marker R, or the other way round. One of them is "
    "probably wrong, and a picture of the wrong side is a clinical error. Where the picture shows "
    "both sides and the text names a place in it, put that into 'description'. Only English words "
    "are compared.",
    Severity.WARNING,
)
PIXEL_SPACING_UNLIKELY = Rule(
    "pixel-spacing-unlikely",
    "A scale at which the picture would show a cell, or a house",
    "'pixel_spacing' is in millimetres from one pixel to the next, as in DICOM: 0.14 on many "
    "radiographs, 0.7 on many CT slices. A value of more than 5 or less than 0.001 millimetres is "
    "usually one in another unit, or pixels in a millimetre.",
    Severity.WARNING,
)
SCALE_CORNER_TAKEN = Rule(
    "scale-corner-taken",
    "A scale bar in the corner of the side marker",
    "The two would lie on each other. Give the one or the other another corner.",
    Severity.WARNING,
)
RULES = (SIDE_CONTRADICTS, PIXEL_SPACING_UNLIKELY, SCALE_CORNER_TAKEN)

LIKELY = (0.001, 5.0)
"""Millimetres from one pixel to the next: of a microscope, and of a coarse nuclear scan."""

MARKED = {"l": "left", "left": "left", "r": "right", "right": "right"}
"""What a marker says → the word for it. Others say nothing that can be compared."""

_SIDES = re.compile(r"\b(left|right)\b", re.IGNORECASE)


def check_marks(course: Course) -> Iterator[Problem]:
    """Every picture with a scale or a side marker."""
    for page in course.pages:
        for block in page.models:
            if isinstance(block, Figure | Stack):
                yield from _spacing(block.pixel_spacing, block)
                if block.side_marker is not None:
                    yield from _side(block.side_marker, block.alt, block)
                    yield from _place(course, block.side_marker, block)
                    yield from _corner(block.side_marker, block)
            elif isinstance(block, Compare):
                yield from _spacing(block.pixel_spacing, block)
                for name, side in (("before", block.before), ("after", block.after)):
                    yield from _spacing(side.pixel_spacing, block, (name,))


def _corner(marker: SideMarker, block: Figure | Stack) -> Iterator[Problem]:
    corner = block.scale_corner
    if block.pixel_spacing and marker.at is None and corner == marker.corner:
        message = f"scale bar and side marker both stand at the {corner}"
        span = block.span("scale_corner")
        yield SCALE_CORNER_TAKEN.problem(message, span, "choose another corner")


def _spacing(spacing: float | None, block: BlockModel, where: Where = ()) -> Iterator[Problem]:
    least, most = LIKELY
    if spacing is not None and not least <= spacing <= most:
        message = f"'pixel_spacing' is {spacing:g} millimetres from one pixel to the next"
        hint = "leave it out where it is not known"
        yield PIXEL_SPACING_UNLIKELY.problem(message, block.span(*where, "pixel_spacing"), hint)


def _side(marker: SideMarker, alt: str, block: BlockModel) -> Iterator[Problem]:
    marked = MARKED.get(marker.text.casefold().strip("."))
    said = {word.casefold() for word in _SIDES.findall(alt)}
    if marked and said and marked not in said:
        (other,) = said
        message = f"the side marker says '{marker.text}', and 'alt' says '{other}'"
        hint = "look at the picture which of the two is right"
        yield SIDE_CONTRADICTS.problem(message, block.span("side_marker", "text"), hint)


def _place(course: Course, marker: SideMarker, block: Figure | Stack) -> Iterator[Problem]:
    size = block.size if isinstance(block, Figure) else None
    if size is None:
        path, _ = block.images()[0]
        picture = course.picture(path)
        if picture is None:
            return
        size = picture.width, picture.height
    if marker.at and not (0 <= marker.at[0] <= size[0] and 0 <= marker.at[1] <= size[1]):
        x, y = marker.at
        message = f"the side marker at [{x:g}, {y:g}] lies outside the picture of "
        message += f"{size[0]} × {size[1]} pixels"
        yield SHAPE_OUTSIDE.problem(message, block.span("side_marker", "at"))
