"""A stack: the slices of a CT or MR examination, or the frames of an ultrasound loop."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from scorm_builder.model.base import (
    BlockModel,
    Flag,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Number,
    Where,
)
from scorm_builder.model.figure import (
    Consent,
    Corner,
    Finding,
    Reveal,
    SideMarker,
    pictures_of,
)

Slice = Annotated[int, Field(ge=1, le=10_000)]
"""Number of a slice, from 1."""


def _some(pictures: str | tuple[str, ...]) -> str | tuple[str, ...]:
    # Judged here and not in the list: there pydantic would say of it that it is no text either.
    if not pictures:
        raise ValueError("needs at least one picture")
    return pictures


Pictures = Annotated[Line | tuple[Line, ...], AfterValidator(_some)]
"""A list of paths, or one pattern."""


class StackFinding(Finding):
    """A finding that is to be seen on some slices of a stack."""

    slices: tuple[Slice, Slice] | None = None
    """First and last slice on which it is marked, from 1. Left out, it is marked on all."""

    @model_validator(mode="after")
    def _in_order(self) -> StackFinding:
        if self.slices and self.slices[0] > self.slices[1]:
            first, last = self.slices
            raise ValueError(f"'slices' ends before it begins: write [{last}, {first}]")
        return self


class StackWindow(Model):
    """All slices once more, at another window setting."""

    name: Line
    """What the choice says: ``Bone``, ``Lung``, ``Soft tissue``."""
    images: Pictures
    """As many pictures as the stack has slices, of the same size: a list of paths or a pattern."""


class Stack(BlockModel):
    """Pictures of one size that are looked at one after the other."""

    kind: ClassVar[str] = "stack"
    prefix: ClassVar[str] = "fig"

    images_: Pictures = Field(alias="images")
    """The pictures in order: a list of paths from the course folder, or one pattern for all,
    ``images/plateau-ct/bone-*.png``, whose files are taken in the order of the numbers in their
    names."""
    window: Line | None = None
    """The window setting of ``images``, when there are ``windows``: ``Soft tissue``."""
    windows: Annotated[tuple[StackWindow, ...], Field(max_length=3)] = ()
    """The same slices at up to three other window settings."""
    alt: Line
    """What the pictures are, for those who cannot see them: modality, plane, side, body part."""
    caption: Markdown
    """The line under the pictures."""
    description: Markdown | None = None
    """What a sighted learner is meant to notice, in words."""
    credit: Line
    """Who made the pictures."""
    licence: Line
    """Under which licence they are used."""
    source: MarkdownLine | None = None
    """Where they were published, if they were."""
    consent: Consent | None = None
    """On what ground they may be shown."""
    start: Slice | None = None
    """Number of the slice that is shown first; the middle one when left out."""
    rate: Annotated[Number, Field(ge=0.5, le=15)] | None = None
    """Pictures a second, at most 15. With it the stack is a loop that can be played."""
    loop: Flag = True
    """Whether playing begins again after the last picture."""
    pixel_spacing: Annotated[Number, Field(gt=0)] | None = None
    """Millimetres from one pixel to the next; DICOM calls it PixelSpacing. With it the slices carry
    a scale bar."""
    scale_corner: Corner | None = None
    """The corner that the scale bar stands in: ``bottom-left``, ``bottom-right``, ``top-left`` or
    ``top-right``. Left out, it stands at the lower right, or at the lower left if more lies there
    at the right."""
    side_marker: SideMarker | None = None
    """Letters that say which side of the patient it is, drawn over every slice."""
    reveal: Reveal = "toggle"
    """How the findings come to light."""
    findings: tuple[StackFinding, ...] = ()
    """What is marked on the slices, in teaching order."""

    @model_validator(mode="after")
    def _window_named(self) -> Stack:
        if self.windows and self.window is None:
            raise ValueError("with 'windows', 'window' says which one 'images' shows")
        return self

    @property
    def series(self) -> tuple[tuple[str, ...], ...]:
        """The pictures of each window, its own first. A pattern not yet looked up stands alone."""
        every = (self.images_, *(window.images for window in self.windows))
        return tuple((each,) if isinstance(each, str) else each for each in every)

    @property
    def count(self) -> int:
        """How many slices there are."""
        return len(self.series[0])

    @property
    def first_shown(self) -> int:
        """Number of the slice that is shown first."""
        return min(self.start or (self.count + 1) // 2, self.count)

    def span_of(self, finding: Finding) -> tuple[int, int]:
        """First and last slice of one of its findings."""
        first, last = getattr(finding, "slices", None) or (1, self.count)
        return min(first, self.count), min(last, self.count)

    @property
    def has_findings(self) -> bool:  # noqa: D102 - said in BlockModel
        return bool(self.findings)

    def images(self) -> tuple[tuple[str, Where], ...]:
        """Every slice in every window, and what findings show in place of one."""
        lists = [self.images_, *(window.images for window in self.windows)]
        places: list[Where] = [("images",)]
        places += [("windows", number, "images") for number in range(len(self.windows))]
        own: list[tuple[str, Where]] = []
        for paths, where in zip(lists, places, strict=True):
            if isinstance(paths, str):
                own.append((paths, where))
            else:
                own += [(path, (*where, index)) for index, path in enumerate(paths)]
        return (*own, *pictures_of(self.findings))

    def patterns(self) -> tuple[tuple[str, Where], ...]:
        """The patterns that stand for lists of pictures, and where each is written."""
        found: list[tuple[Pictures, Where]] = [(self.images_, ("images",))]
        found += [(each.images, ("windows", n, "images")) for n, each in enumerate(self.windows)]
        return tuple((each, where) for each, where in found if isinstance(each, str))
