"""Pictures and what is drawn on them: inside the picture, sound, and said in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from scorm_builder.model.base import BlockModel, Where
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.model.outline import crossing
from scorm_builder.model.page import Page
from scorm_builder.model.path import read_path
from scorm_builder.model.picture import Picture
from scorm_builder.model.pictured import Hotspot, Pictured
from scorm_builder.model.shape import Point, Shape
from scorm_builder.problems import Problem, Rule, Severity

FINDING_PLACE_MISSING = Rule(
    "finding-place-missing",
    "A finding without a place",
    "A finding is drawn where its shape is. Only in a figure with an 'annotated' picture, in which "
    "the marks are part of the picture, may it go without.",
)
SHAPE_OUTSIDE = Rule(
    "shape-outside",
    "A shape that leaves its picture",
    "Coordinates are pixels of the source picture, from its top left corner. A point outside would "
    "never be seen. It often means that the shape was drawn on a copy of another size: then say "
    "so with 'size: [width, height]'.",
)
SHAPE_CROSSES = Rule(
    "shape-crosses",
    "An outline that crosses itself",
    "What is inside such an outline is not clear, to the eye or to the scoring. Usually two points "
    "are in the wrong order. A path may have several outlines, one inside another for a hole; they "
    "may not cross either.",
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
REGION_PICTURE = Rule(
    "region-picture",
    "A region that is a picture",
    "A region of a question is a place that a learner can mark, and an annotated picture has no "
    "outline. It serves the findings of a figure.",
)
ANNOTATED_SIZE = Rule(
    "annotated-size",
    "An annotated picture of another size",
    "It is shown in place of the picture while its finding stands out. If it had another size in "
    "pixels, everything would jump, and the eye could not compare the two.",
)
PICTURE_CHANGED = Rule(
    "picture-changed",
    "The picture is not the one that the findings were drawn on",
    "The figure gives the SHA-256 of the file that was drawn on, and the file has another. If the "
    "picture was cropped, turned or replaced, the findings lie in the wrong place.",
    Severity.WARNING,
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
    FINDING_PLACE_MISSING,
    SHAPE_OUTSIDE,
    SHAPE_CROSSES,
    SHAPE_EMPTY,
    SHAPE_POINTS,
    REGION_PICTURE,
    ANNOTATED_SIZE,
    PICTURE_CHANGED,
    TOLERANCE_LARGE,
    SIZE_RATIO,
    ALT_IS_CAPTION,
    ALT_LONG,
    MANY_FINDINGS,
)

RATIO_TOLERANCE = 0.002

MAX_POINTS = 1_000
"""In a shape: the edges of a polygon are looked at in pairs."""


def check_figure(course: Course, page: Page, figure: Figure) -> Iterator[Problem]:
    """One figure: its words and the shapes of its findings."""
    yield from check_words(figure.alt, figure.caption, figure)
    yield from _size(course, figure)
    yield from _unchanged(course, figure)
    if len(figure.findings) > 9:
        message = f"'{figure.id}' has {len(figure.findings)} findings"
        yield MANY_FINDINGS.problem(message, figure.span("findings"), "split the figure")
    yield from check_findings(
        course,
        figure,
        figure.findings,
        course.picture(figure.image),
        bounds=canvas(course, figure),
        marked=bool(figure.annotated),
    )


def check_findings(
    course: Course,
    block: BlockModel,
    findings: Sequence[Finding],
    picture: Picture | None,
    *,
    where: Where = (),
    bounds: tuple[int, int] | None = None,
    marked: bool = False,
) -> Iterator[Problem]:
    """The findings of one picture of ``block``, which are written at ``where`` in it.

    ``bounds`` are width and height that their coordinates are measured in, if not the picture's.
    With ``marked`` they are drawn in the picture's annotated copy, and need no shapes.
    """
    if bounds is None and picture:
        bounds = (picture.width, picture.height)
    for number, finding in enumerate(findings):
        path = (*where, "findings", number)
        named = f"'{finding.label}'"
        if not finding.places and not marked:
            message = f"{named} has no place in the picture"
            hint = "give it a 'shape' or, for several places, 'shapes'"
            yield FINDING_PLACE_MISSING.problem(message, block.span(*path), hint)
        if finding.shape is not None:
            yield from _shape(finding.shape, bounds, named, block, (*path, "shape"))
        for index, shape in enumerate(finding.shapes or ()):
            yield from _shape(shape, bounds, named, block, (*path, "shapes", index))
        for shape in finding.places:
            yield from _annotated(course, picture, shape, named)
        if finding.label_at is not None and bounds and not _inside(finding.label_at, bounds):
            yield _outside(finding.label_at, bounds, named, block, (*path, "label_at"))


def check_hotspot_picture(course: Course, page: Page, hotspot: Hotspot) -> Iterator[Problem]:
    """The picture of a hotspot question and its regions."""
    yield from check_pictured(course, hotspot)
    bounds = canvas(course, hotspot)
    for number, region in enumerate(hotspot.regions):
        if region.shape is not None:
            path = ("regions", number, "shape")
            yield from check_place(course, hotspot, region.shape, region.label, path)
    if bounds and hotspot.tolerance is not None and hotspot.tolerance >= min(bounds):
        message = (
            f"'tolerance' is {hotspot.tolerance:g} on a picture of {bounds[0]} × {bounds[1]} pixels"
        )
        hint = "leave it out, and 2 % of the picture's diagonal are taken"
        yield TOLERANCE_LARGE.problem(message, hotspot.span("tolerance"), hint)


def check_pictured(course: Course, question: Pictured) -> Iterator[Problem]:
    """The picture of a question that is answered on it."""
    yield from check_words(question.alt, "", question)
    yield from _size(course, question)


def check_place(
    course: Course, question: Pictured, shape: Shape, label: str, path: Where
) -> Iterator[Problem]:
    """A shape on the picture of a question: a place with an outline, inside the picture."""
    if shape.picture:
        message = f"'{label}': a picture is no place that can be marked"
        hint = "give a shape with an outline"
        yield REGION_PICTURE.problem(message, question.span(*path, "image"), hint)
    yield from _shape(shape, canvas(course, question), f"'{label}'", question, path)


def canvas(course: Course, block: Figure | Pictured) -> tuple[int, int] | None:
    """Width and height that the block's coordinates are measured in; None without a picture."""
    if block.size is not None:
        return block.size
    picture = course.picture(block.image)
    return (picture.width, picture.height) if picture else None


def check_words(alt: str, caption: str, block: BlockModel, where: Where = ()) -> Iterator[Problem]:
    """The alternative text of a picture, which is written at ``where`` in ``block``."""
    if caption and alt.strip().rstrip(".").casefold() == caption.strip().rstrip(".").casefold():
        yield ALT_IS_CAPTION.problem("'alt' repeats the caption", block.span(*where, "alt"))
    if len(alt) > 150:
        message = f"'alt' has {len(alt)} characters"
        yield ALT_LONG.problem(message, block.span(*where, "alt"), "move details to 'description'")


def _size(course: Course, block: Figure | Pictured) -> Iterator[Problem]:
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


def _unchanged(course: Course, figure: Figure) -> Iterator[Problem]:
    picture = course.picture(figure.image)
    if figure.sha256 is None or picture is None:
        return
    try:
        with picture.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        found = f"unknown ({error.strerror or error})"
    if found != figure.sha256:
        message = f"'{figure.image}' is not the file that the findings were drawn on"
        hint = f"look at every finding; if all is well, write 'sha256: {found}'"
        yield PICTURE_CHANGED.problem(message, figure.span("sha256"), hint)


def _annotated(course: Course, own: Picture | None, shape: Shape, named: str) -> Iterator[Problem]:
    other = course.picture(shape.picture) if shape.picture else None
    if own and other and (own.width, own.height) != (other.width, other.height):
        message = (
            f"{named}: '{shape.picture}' has {other.width} × {other.height} pixels, and the "
            f"picture {own.width} × {own.height}"
        )
        yield ANNOTATED_SIZE.problem(message, shape.span("image"), "export both at one size")


def _shape(
    shape: Shape,
    bounds: tuple[int, int] | None,
    named: str,
    block: BlockModel,
    path: Where,
) -> Iterator[Problem]:
    outlines = shape.outlines()
    count = sum(map(len, outlines))
    if count > MAX_POINTS:
        message = f"{named}: the {shape.kind} has {count:,} points"
        hint = "simplify it in the program that it comes from"
        yield SHAPE_POINTS.problem(message, block.span(*path, shape.kind), hint)
        return
    outside = False
    if bounds is not None:
        for index, point in enumerate(point for outline in outlines for point in outline):
            if not _inside(point, bounds):
                # Lists of points have a place for each; other shapes are one value.
                detail = (shape.kind, index) if shape.kind in _LISTED else (shape.kind,)
                yield _outside(point, bounds, named, block, (*path, *detail))
                outside = True
                break
    crossed = _crossing(shape)
    if crossed:
        message = f"{named}: the {shape.kind} crosses itself ({crossed})"
        hint = "two points are probably in the wrong order"
        yield SHAPE_CROSSES.problem(message, block.span(*path, shape.kind), hint)
    elif outlines and shape.closed and not outside and shape.area() < 1:
        message = f"{named}: the {shape.kind} covers less than one pixel"
        yield SHAPE_EMPTY.problem(message, block.span(*path, shape.kind), "draw it again")
    elif shape.bracket is not None and shape.bracket.from_ == shape.bracket.to:
        message = f"{named}: both arms of the bracket are at one place"
        yield SHAPE_EMPTY.problem(message, block.span(*path, shape.kind), "draw it again")


_LISTED = ("polygon", "polyline", "line")


def _crossing(shape: Shape) -> str:
    """Where a closed outline crosses itself, in words; "" if it does not, or is an open line."""
    if shape.polygon is not None:
        crossed = crossing([shape.polygon])
        if crossed:
            first, second = (shape.polygon.index(corner) + 1 for corner in crossed)
            return f"edges {first} and {second}"
    elif shape.path is not None and shape.closed:
        # As it was drawn: simplifying may make two lines that nearly touch cross.
        crossed = crossing([stretch.points for stretch in read_path(shape.path)])
        if crossed:
            places = (f"[{x:g}, {y:g}]" for x, y in crossed)
            return f"the lines from {' and '.join(places)}"
    return ""


def _inside(point: Point, bounds: tuple[int, int]) -> bool:
    return 0 <= point[0] <= bounds[0] and 0 <= point[1] <= bounds[1]


def _outside(
    point: Point,
    bounds: tuple[int, int],
    named: str,
    block: BlockModel,
    path: Where,
) -> Problem:
    where = f"[{point[0]:g}, {point[1]:g}]"
    message = f"{named}: {where} lies outside the picture of {bounds[0]} × {bounds[1]} pixels"
    hint = "if it was drawn on a copy of another size, give that as 'size: [width, height]'"
    return SHAPE_OUTSIDE.problem(message, block.span(*path), hint)
