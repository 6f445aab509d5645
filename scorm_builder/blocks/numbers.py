"""Numbers that would cover each other: what only shows once their places are worked out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from scorm_builder.check.figures import MAX_POINTS, canvas
from scorm_builder.model.base import BlockModel, Where
from scorm_builder.model.compare import Compare
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.model.shape import Shape, Size
from scorm_builder.model.stack import Stack
from scorm_builder.problems import Problem, Rule, Severity
from scorm_builder.render.badges import badge_radius, place_badges

NUMBERS_OVERLAP = Rule(
    "numbers-overlap",
    "Two numbers that cover each other on a phone",
    "Numbers keep their size, and a picture on a phone is about 288 pixels wide. Where two of them "
    "overlap, neither can be read for certain nor tapped. Move one with 'label_at', leave it out "
    "with 'numbered: false' where a finding has others, or make two figures.",
    Severity.WARNING,
)
RULES = (NUMBERS_OVERLAP,)

COVERED = 0.15
"""Share of a number's radius that may lie under another: their white rings just touch."""


def check_numbers(course: Course) -> Iterator[Problem]:
    """The numbers of every figure, stack and comparison."""
    for page in course.pages:
        for block in page.models:
            if isinstance(block, Figure):
                yield from _overlaps(block, block.findings, canvas(course, block))
            elif isinstance(block, Stack):
                yield from _overlaps(block, block.findings, _size(course, block.series[0][:1]))
            elif isinstance(block, Compare):
                first = 1
                for name, side in (("before", block.before), ("after", block.after)):
                    size = _size(course, (side.image,))
                    yield from _overlaps(block, side.findings, size, (name,), first)
                    first += len(side.findings)


def _size(course: Course, paths: Sequence[str]) -> Size | None:
    picture = course.picture(paths[0]) if paths else None
    return (picture.width, picture.height) if picture else None


def _overlaps(
    block: BlockModel,
    findings: Sequence[Finding],
    size: Size | None,
    where: Where = (),
    first: int = 1,
) -> Iterator[Problem]:
    """Each finding once, with the first that it meets: at its ``label_at``, if it has one."""
    if size is None or not all(_sound(shape, size) for each in findings for shape in each.places):
        return  # what is wrong with a shape has been said, and its number has no place yet
    badges = place_badges([(each.label_at, each.places) for each in findings], size)
    least = (2 - COVERED) * badge_radius(size)
    every = [(n, badge) for n, mine in enumerate(badges) for badge in mine]
    told = set()
    for (a, one), (b, other) in combinations(every, 2):
        apart = math.hypot(one.x - other.x, one.y - other.y)
        if apart >= least or b in told or not _together(block, findings[a], findings[b]):
            continue
        told.add(b)
        if a == b:
            message = f"two numbers of '{findings[a].label}' overlap on a phone"
            hint = "give one of its shapes 'numbered: false'"
        else:
            message = (
                f"the numbers {a + first} '{findings[a].label}' and {b + first} "
                f"'{findings[b].label}' overlap on a phone"
            )
            hint = "move one of them with 'label_at'"
        at: Where = ("label_at",) if findings[b].label_at else ()
        yield NUMBERS_OVERLAP.problem(message, block.span(*where, "findings", b, *at), hint)


def _sound(shape: Shape, size: Size) -> bool:
    """Whether a shape lies in the picture and has no more points than it may have."""
    if sum(map(len, shape.outlines())) > MAX_POINTS:
        return False
    left, top, right, bottom = shape.bounds() or (0, 0, 0, 0)
    return left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]


def _together(block: BlockModel, one: Finding, other: Finding) -> bool:
    """Whether two findings are ever to be seen at once."""
    if not isinstance(block, Stack):
        return True
    (a, b), (c, d) = block.span_of(one), block.span_of(other)
    return max(a, c) <= min(b, d)
