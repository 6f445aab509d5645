"""Two pictures to compare: before and after, one sequence and another, two sides of one patient."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scorm_builder.model.base import (
    BlockModel,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Number,
    Where,
)
from scorm_builder.model.figure import Consent, Corner, Finding, Reveal, pictures_of

Mode = Literal["slider", "side-by-side", "switch"]
"""How two pictures are compared: one drawn over the other up to a divider; beside each other; or
one in place of the other."""


class Side(Model):
    """One of the two pictures of a comparison."""

    label: Line
    """What it is, in two or three words: ``Before reduction``."""
    image: Line
    """The picture's file, from the course folder."""
    alt: Line
    """What the picture is, for those who cannot see it: modality, projection, side, body part."""
    credit: Line | None = None
    """Who made it, when that is not said for both."""
    licence: Line | None = None
    """Under which licence it is used, when that is not said for both."""
    source: MarkdownLine | None = None
    """Where it was published, when that is not said for both."""
    consent: Consent | None = None
    """On what ground it may be shown, when that is not said for both."""
    pixel_spacing: Annotated[Number, Field(gt=0)] | None = None
    """Millimetres from one of its pixels to the next, when that is not said for both."""
    scale_corner: Corner | None = None
    """The corner that its scale bar stands in, when that is not said for both."""
    findings: tuple[Finding, ...] = ()
    """What is marked on it, in teaching order."""


class Credit(Model):
    """Whose picture one is, under which licence, and where it was published."""

    credit: Line
    """Who made it."""
    licence: Line
    """Under which licence it is used."""
    source: MarkdownLine | None
    """Where it was published, if it was."""


class Compare(BlockModel):
    """Two pictures that are looked at together."""

    kind: ClassVar[str] = "compare"
    prefix: ClassVar[str] = "fig"

    before: Side
    """The picture that comes first."""
    after: Side
    """The picture that it is compared with."""
    mode: Mode | None = None
    """``slider``, ``side-by-side`` or ``switch``. Left out, it is a slider when the two pictures
    have the same ratio of width to height, within 1 %, and else side by side."""
    caption: Markdown
    """The line under the pictures."""
    description: Markdown | None = None
    """What a sighted learner is meant to notice, in words."""
    credit: Line | None = None
    """Who made both pictures."""
    licence: Line | None = None
    """Under which licence both are used."""
    source: MarkdownLine | None = None
    """Where both were published, if they were."""
    consent: Consent | None = None
    """On what ground both may be shown."""
    pixel_spacing: Annotated[Number, Field(gt=0)] | None = None
    """Millimetres from one pixel to the next, in both pictures; DICOM calls it PixelSpacing. With
    it each carries a scale bar."""
    scale_corner: Corner | None = None
    """The corner that the scale bars stand in: ``bottom-left``, ``bottom-right``, ``top-left`` or
    ``top-right``. Left out, they stand at the lower right, or at the lower left if more lies there
    at the right of either picture."""
    reveal: Reveal = "toggle"
    """How the findings come to light."""

    @model_validator(mode="after")
    def _credited(self) -> Compare:
        for key in ("credit", "licence"):
            for name, side in (("before", self.before), ("after", self.after)):
                if not (getattr(side, key) or getattr(self, key)):
                    raise ValueError(f"'{name}' has no '{key}', and there is none for both")
        return self

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both pictures, in order."""
        return self.before, self.after

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        """The findings of both pictures, in the order of the list."""
        return self.before.findings + self.after.findings

    @property
    def spacings(self) -> tuple[float | None, float | None]:
        """Millimetres from one pixel to the next in each picture, where they are known."""
        before, after = (side.pixel_spacing or self.pixel_spacing for side in self.sides)
        return before, after

    def credits(self) -> tuple[Credit, ...]:
        """One credit for both pictures, or one for each."""
        own = [
            Credit(
                credit=side.credit or self.credit or "",
                licence=side.licence or self.licence or "",
                source=side.source or self.source,
            )
            for side in self.sides
        ]
        return tuple(own[:1] if own[0] == own[1] else own)

    @property
    def has_findings(self) -> bool:  # noqa: D102 - said in BlockModel
        return bool(self.every_finding)

    def images(self) -> tuple[tuple[str, Where], ...]:
        """Both pictures, and those that findings show in place of them."""
        own: list[tuple[str, Where]] = []
        for name, side in (("before", self.before), ("after", self.after)):
            own.append((side.image, (name, "image")))
            own += [(path, (name, *where)) for path, where in pictures_of(side.findings)]
        return tuple(own)
