"""Pictures and what is drawn on them: inside the picture, sound, and said in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure
from scorm_builder.model.page import Page
from scorm_builder.model.question import Hotspot
from scorm_builder.model.shape import Outline, Point, Shape
from scorm_builder.problems import Problem, Rule, Severity

SHAPE_OUTSIDE = Rule(
    "shape-outside",
    "A shape that leaves its picture",
    "Coordinates are pixels of the source picture, from its top left corner. A point outside would "
    "never be seen. It often means that the shape was drawn on a copy of another size: then say "
    "so with 'size: [width, height]'.",
)
SHAPE_CROSSES = Rule(
    "shape-crosses",
    "A polygon that crosses itself",
    "What is inside such a polygon is not clear, to the eye or to the scoring. Usually two points "
    "are in the wrong order.",
)
SHAPE_EMPTY = Rule(
    "shape-empty",
    "A shape without an inside",
    "An outline that covers less than one pixel can be neither seen nor tapped. Usually all its "
    "points are the same, or lie on one line.",
)
SHAPE_POINTS = Rule(
    "shape-points",
    "A shape of more than 1,000 points",
    "Such an outline comes from a program and not from a hand. A phone draws it slowly, and a few "
    "dozen points look the same.",
)
TOLERANCE_LARGE = Rule(
    "tolerance-large",
    "A tolerance that takes in the whole picture",
    "Places within the tolerance of the right region count as right. With one as large as the "
    "picture, every place would.",
)
SIZE_RATIO = Rule(
    "size-ratio",
    "Findings drawn on a picture of another shape",
    "A picture may be exported again at another size, and the findings follow. When the ratio of "
    "width to height differs by more than 0.2 %, the picture was cropped or stretched, and the "
    "findings would lie in the wrong place.",
)
ALT_IS_CAPTION = Rule(
    "alt-is-caption",
    "Alternative text that repeats the caption",
    "A screen reader would say the same words twice. The alternative text says what the picture "
    "is, the caption what to learn from it.",
    Severity.WARNING,
)
ALT_LONG = Rule(
    "alt-long",
    "Alternative text of more than 150 characters",
    "It is heard in one go and cannot be paused. Put the details into 'description'.",
    Severity.WARNING,
)
MANY_FINDINGS = Rule(
    "many-findings",
    "More than nine findings in one figure",
    "Numbers begin to cover each other on a phone, and nobody remembers ten things at once. "
    "Consider two figures.",
    Severity.WARNING,
)
RULES = (
    SHAPE_OUTSIDE,
    SHAPE_CROSSES,
    SHAPE_EMPTY,
    SHAPE_POINTS,
    TOLERANCE_LARGE,
    SIZE_RATIO,
    ALT_IS_CAPTION,
    ALT_LONG,
    MANY_FINDINGS,
)

RATIO_TOLERANCE = 0.002

MAX_POINTS = 1_000
"""In a shape: every pair of a polygon's edges is looked at."""


def check_figure(course: Course, page: Page, figure: Figure) -> Iterator[Problem]:
    """One figure: its words and the shapes of its findings."""
    yield from _words(figure.alt, figure.caption, figure)
    yield from _size(course, figure)
    if len(figure.findings) > 9:
        message = f"'{figure.id}' has {len(figure.findings)} findings"
        yield MANY_FINDINGS.problem(message, figure.span("findings"), "split the figure")
    bounds = canvas(course, figure)
    for number, finding in enumerate(figure.findings):
        path = ("findings", number)
        named = f"'{finding.label}'"
        if finding.shape is not None:
            yield from _shape(finding.shape, bounds, named, figure, (*path, "shape"))
        for index, shape in enumerate(finding.shapes or ()):
            yield from _shape(shape, bounds, named, figure, (*path, "shapes", index))
        if finding.label_at is not None and bounds and not _inside(finding.label_at, bounds):
            yield _outside(finding.label_at, bounds, named, figure, (*path, "label_at"))


def check_hotspot_picture(course: Course, page: Page, hotspot: Hotspot) -> Iterator[Problem]:
    """The picture of a hotspot question and its regions."""
    yield from _words(hotspot.alt, "", hotspot)
    yield from _size(course, hotspot)
    bounds = canvas(course, hotspot)
    for number, region in enumerate(hotspot.regions):
        if region.shape is not None:
            path = ("regions", number, "shape")
            yield from _shape(region.shape, bounds, f"'{region.label}'", hotspot, path)
    if bounds and hotspot.tolerance is not None and hotspot.tolerance >= min(bounds):
        message = (
            f"'tolerance' is {hotspot.tolerance:g} on a picture of {bounds[0]} × {bounds[1]} pixels"
        )
        hint = "leave it out, and 2 % of the picture's diagonal are taken"
        yield TOLERANCE_LARGE.problem(message, hotspot.span("tolerance"), hint)


def canvas(course: Course, block: Figure | Hotspot) -> tuple[int, int] | None:
    """Width and height that the block's coordinates are measured in; None without a picture."""
    if block.size is not None:
        return block.size
    picture = course.picture(block.image)
    return (picture.width, picture.height) if picture else None


def _words(alt: str, caption: str, block: Figure | Hotspot) -> Iterator[Problem]:
    if caption and alt.strip().rstrip(".").casefold() == caption.strip().rstrip(".").casefold():
        yield ALT_IS_CAPTION.problem("'alt' repeats the caption", block.span("alt"))
    if len(alt) > 150:
        message = f"'alt' has {len(alt)} characters"
        yield ALT_LONG.problem(message, block.span("alt"), "move details to 'description'")


def _size(course: Course, block: Figure | Hotspot) -> Iterator[Problem]:
    picture = course.picture(block.image)
    if block.size is None or picture is None:
        return
    width, height = block.size
    drawn, own = width / height, picture.width / picture.height
    if abs(drawn / own - 1) > RATIO_TOLERANCE:
        message = (
            f"the findings were drawn on {width} × {height} pixels, and the picture has "
            f"{picture.width} × {picture.height}: another ratio"
        )
        yield SIZE_RATIO.problem(message, block.span("size"), "draw them again, or crop alike")


def _shape(
    shape: Shape,
    bounds: tuple[int, int] | None,
    named: str,
    block: Figure | Hotspot,
    path: tuple[str | int, ...],
) -> Iterator[Problem]:
    outline = shape.outline()
    if len(outline) > MAX_POINTS:
        message = f"{named}: the {shape.kind} has {len(outline):,} points"
        hint = "simplify it in the program that it comes from"
        yield SHAPE_POINTS.problem(message, block.span(*path, shape.kind), hint)
        return
    outside = False
    if bounds is not None:
        for index, point in enumerate(outline):
            if not _inside(point, bounds):
                # Lists of points have a place for each; other shapes are one value.
                detail = (shape.kind, index) if shape.kind in _LISTED else (shape.kind,)
                yield _outside(point, bounds, named, block, (*path, *detail))
                outside = True
                break
    if shape.polygon is not None:
        crossing = crossing_edges(shape.polygon)
        if crossing:
            first, second = crossing
            message = f"{named}: the polygon crosses itself (edges {first + 1} and {second + 1})"
            hint = "two points are probably in the wrong order"
            yield SHAPE_CROSSES.problem(message, block.span(*path, "polygon"), hint)
            return
    if shape.closed and not outside and shape.area() < 1:
        message = f"{named}: the {shape.kind} covers less than one pixel"
        yield SHAPE_EMPTY.problem(message, block.span(*path, shape.kind), "draw it again")


_LISTED = ("polygon", "polyline", "line")


def _inside(point: Point, bounds: tuple[int, int]) -> bool:
    return 0 <= point[0] <= bounds[0] and 0 <= point[1] <= bounds[1]


def _outside(
    point: Point,
    bounds: tuple[int, int],
    named: str,
    block: Figure | Hotspot,
    path: tuple[str | int, ...],
) -> Problem:
    where = f"[{point[0]:g}, {point[1]:g}]"
    message = f"{named}: {where} lies outside the picture of {bounds[0]} × {bounds[1]} pixels"
    hint = "if it was drawn on a copy of another size, give that as 'size: [width, height]'"
    return SHAPE_OUTSIDE.problem(message, block.span(*path), hint)


def crossing_edges(polygon: Outline) -> tuple[int, int] | None:
    """The first two edges of a closed polygon that cross, by 0-based number; None if none do.

    Edge i runs from corner i to the next; neighbours share a corner and do not count.
    """
    count = len(polygon)
    edges = [(polygon[i], polygon[(i + 1) % count]) for i in range(count)]
    for first in range(count):
        for second in range(first + 2, count):
            if first == 0 and second == count - 1:
                continue
            if _cross(edges[first], edges[second]):
                return first, second
    return None


def _cross(a: Sequence[Point], b: Sequence[Point]) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return (
        side(a[0], a[1], b[0]) * side(a[0], a[1], b[1]) < 0
        and side(b[0], b[1], a[0]) * side(b[0], b[1], a[1]) < 0
    )
