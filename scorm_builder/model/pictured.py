"""Questions that are answered on a picture: click it, draw on it, measure it, label it."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from scorm_builder.model.answer import MAX_CORNERS, MAX_LISTED, Form
from scorm_builder.model.base import (
    Flag,
    Identifier,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Number,
    Where,
)
from scorm_builder.model.figure import Consent
from scorm_builder.model.question import Explained, Marking, Option, right_ones
from scorm_builder.model.shape import Point, Shape, Size

Share = Annotated[Number, Field(ge=0, le=1)]
"""From 0, nothing, to 1, all of it."""

Positive = Annotated[Number, Field(gt=0)]

FAR = 100_000
"""Pixels: no picture is larger."""

NEAR = 0.01
"""Pixels: two points so close to each other have no direction."""


def _spacing(value: float) -> float:
    if not 0.0001 <= value <= 100:
        raise ValueError(
            f"{value:g} is no size of a pixel: write its millimetres, from 0.0001 to 100"
        )
    return value


Spacing = Annotated[
    Number,
    AfterValidator(_spacing),
    Field(json_schema_extra={"minimum": 0.0001, "maximum": 100}),
]
"""Millimetres of one pixel: from finer than light resolves to coarser than any scan."""


class Pictured(Explained):
    """What questions on a picture share: the picture, and whose it is."""

    image: Line
    """The picture's file, from the course folder."""
    alt: Line
    """What the picture is, without the answer."""
    credit: Line
    """Who made the picture."""
    licence: Line
    """Under which licence it is used."""
    source: MarkdownLine | None = None
    """Where it was published, if it was."""
    consent: Consent | None = None
    """On what ground it may be shown."""
    size: Size | None = None
    """``[width, height]`` of the picture that was drawn on, if not the file's own."""

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The picture."""
        return ((self.image, ("image",)),)


class Region(Model):
    """A place that can be meant in a hotspot question: a right one, or a plausible other."""

    id: Identifier
    """Short name, unique within the question."""
    label: Line
    """What it is called in the list."""
    shape: Shape | None = None
    """Where it is; left out for an entry without a place, such as "No abnormality"."""
    correct: Flag = False
    """Whether this is what the question asks for."""
    feedback: Markdown | None = None
    """What to say to a learner who chose it; after the first try already, so without what is
    right."""


class Hotspot(Pictured):
    """Click the abnormality: mark one or several places on a picture, or choose them from a list.

    Points: places found minus what false marks cost, over the number of places, never below 0.
    """

    kind: ClassVar[str] = "hotspot"
    form: ClassVar[Form] = "marks"

    regions: Annotated[tuple[Region, ...], Field(min_length=3, max_length=MAX_LISTED)]
    """Three or more places, one or several of them correct: they are also the list that everyone
    may answer from instead. On a normal picture the entry without a place is the correct one."""
    tolerance: Annotated[Number, Field(ge=0)] | None = None
    """Pixels around the right place that still count; 2 % of the picture's diagonal when left
    out."""
    false_click_cost: Share = 1
    """With several right places: how many of them a mark beside all of them costs."""
    marking: Marking = "partial"
    """With several right places: ``all`` gives points only when every one was found."""

    @model_validator(mode="after")
    def _some_right(self) -> Hotspot:
        right = [region for region in self.regions if region.correct]
        if not right:
            raise ValueError("a hotspot has at least one region with 'correct: true'")
        if len(right) > 1 and any(region.shape is None for region in right):
            raise ValueError("a correct region without a 'shape' says that there is none to mark")
        if len(right) > MAX_CORNERS - 1:
            raise ValueError(f"a hotspot has at most {MAX_CORNERS - 1} regions to find")
        return self

    @property
    def correct(self) -> tuple[int, ...]:
        """0-based indexes of what is right."""
        return right_ones(self.regions)

    @property
    def targets(self) -> tuple[Region, ...]:
        """The places to find."""
        return tuple(region for region in self.regions if region.correct and region.shape)

    @property
    def answer_size(self) -> int:
        """Marks: one, or one more than there are places to find."""
        return 1 if len(self.targets) < 2 else len(self.targets) + 1

    @property
    def answer_choices(self) -> int:  # noqa: D102
        return len(self.regions)


class _Measured(Pictured):
    """A question on a picture with a list of options beside it."""

    list: Annotated[tuple[Option, ...], Field(min_length=3, max_length=8)]
    """Three to eight answers in words, exactly one correct: everyone may answer from them instead,
    for the same points."""

    @property
    def correct(self) -> tuple[int, ...]:
        """0-based indexes of what is right in the list."""
        return right_ones(self.list)

    @property
    def answer_choices(self) -> int:
        return len(self.list)

    @model_validator(mode="after")
    def _one_right(self) -> _Measured:
        if len(self.correct) != 1:
            raise ValueError("'list' has exactly one entry with 'correct: true'")
        if any(option.pinned or option.gives_up for option in self.list):
            raise ValueError("an entry of 'list' has no 'pinned' and no 'gives_up'")
        return self


class Outline(_Measured):
    """Draw round the abnormality: points by how far the learner's outline and yours agree."""

    kind: ClassVar[str] = "outline"
    form: ClassVar[Form] = "marks"

    shape: Shape
    """The outline that is right."""
    measure: Literal["dice", "iou"] = "dice"
    """How agreement is measured. ``dice``: twice the overlap over the sum of both areas (Dice
    1945). ``iou``: the overlap over what both cover together (Jaccard 1912)."""
    none: Share = 0.3
    """Agreement up to which there are no points."""
    full: Share = 0.7
    """Agreement from which there are all points; between the two they rise evenly."""

    @model_validator(mode="after")
    def _rises(self) -> Outline:
        if self.none >= self.full:
            raise ValueError("'none' has to be less than 'full'")
        if not self.shape.closed:
            raise ValueError("'shape' has to be an area: an outline cannot agree with a line")
        return self

    @property
    def answer_size(self) -> int:
        """Corners at most."""
        return MAX_CORNERS


class Measure(_Measured):
    """Measure on the picture: a length, or an angle."""

    kind: ClassVar[str] = "measure"
    form: ClassVar[Form] = "marks"

    measure: Literal["length", "angle", "lines"]
    """``length``: between two marks. ``angle``: at the second of three marks. ``lines``: between
    the line through the first two of four marks and that through the others, as a Cobb angle."""
    points: tuple[Point, ...]
    """Where you set the marks, in pixels; shown with the answer."""
    pixel_spacing: Spacing | None = None
    """Millimetres of one pixel, as for a figure, from 0.0001 to 100; a length needs it."""
    value: Annotated[Number, Field(ge=0)] | None = None
    """What is right, in millimetres or degrees; worked out from ``points`` when left out."""
    tolerance: Positive
    """How far off still counts, in millimetres or degrees; up to twice as far earns half."""
    marking: Marking = "partial"
    """``all``: nothing for an answer that is off by more than the tolerance."""

    @model_validator(mode="after")
    def _complete(self) -> Measure:
        wanted = self.answer_size
        if len(self.points) != wanted:
            raise ValueError(f"'measure: {self.measure}' has {wanted} points")
        if self.measure == "length" and self.pixel_spacing is None:
            raise ValueError("a length needs 'pixel_spacing'")
        lines = ((0, 1), (2, 3)) if self.measure == "lines" else ((0, 1), (1, 2))[: wanted - 1]
        if any(abs(along) > FAR for point in self.points for along in point):
            raise ValueError(f"a point is more than {FAR:,} pixels away")
        if any(math.dist(self.points[a], self.points[b]) < NEAR for a, b in lines):
            raise ValueError("two 'points' that make a line are the same")
        return self

    @property
    def answer_size(self) -> int:
        """Marks."""
        return {"length": 2, "angle": 3, "lines": 4}[self.measure]


class Place(Model):
    """A place on a picture and what it is called."""

    id: Identifier
    """Short name, unique within the question."""
    label: Line
    """What it is called: one of the labels."""
    shape: Shape
    """Where it is."""
    feedback: Markdown | None = None
    """What to say to a learner who gave it another label; after the first try already, so without
    its name."""


class Labelling(Pictured):
    """Put the right label to each place on a picture."""

    kind: ClassVar[str] = "labelling"
    form: ClassVar[Form] = "map"

    places: Annotated[tuple[Place, ...], Field(min_length=2, max_length=12)]
    """Two to twelve places. Two of them may have the same label."""
    extra: Annotated[tuple[Line, ...], Field(max_length=12)] = ()
    """Labels that belong nowhere."""
    marking: Marking = "partial"
    """``all``: points only when every label is right."""

    @model_validator(mode="after")
    def _several(self) -> Labelling:
        if len(self.labels) < 2:
            raise ValueError("all places have the same 'label': there is nothing to choose")
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label once, those of the places first."""
        return tuple(dict.fromkeys([*(place.label for place in self.places), *self.extra]))

    @property
    def correct(self) -> tuple[int, ...]:
        """For each place the index of its label."""
        return tuple(self.labels.index(place.label) for place in self.places)

    @property
    def answer_size(self) -> int:  # noqa: D102
        return len(self.places)

    @property
    def answer_choices(self) -> int:  # noqa: D102
        return len(self.labels)
