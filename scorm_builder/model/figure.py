"""A figure: a picture, what it shows, where it comes from, and the findings drawn on it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scorm_builder.model.base import (
    BlockModel,
    Identifier,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Where,
)
from scorm_builder.model.shape import Point, Shape, Size

Role = Literal["abnormal", "normal", "device", "artefact"]
"""What a finding is: the abnormality, normal anatomy, something implanted, or an artefact."""

Reveal = Literal["toggle", "open", "hover"]
"""How findings come to light: by the button or a tap; at once; or also by hovering."""

Consent = Literal["anonymous-no-consent-needed", "consented", "public-dataset", "synthetic"]
"""On what ground the picture may be shown."""


class Finding(Model):
    """A named region of a figure, and what it teaches."""

    id: Identifier
    """Short name, unique within the figure. Learners never see it."""
    label: Line
    """What the overlay and the list under the figure say."""
    text: Markdown
    """What it teaches: one or two sentences."""
    role: Role = "abnormal"
    """What the finding is; it chooses the colour of the line."""
    shape: Shape | None = None
    """Where it is. One finding in several places has ``shapes`` instead."""
    shapes: Annotated[tuple[Shape, ...], Field(min_length=1)] | None = None
    """Where it is, when it is in several places."""
    label_at: Point | None = None
    """Centre of the number on the picture, ``[x, y]``; placed by the build when left out."""

    @model_validator(mode="after")
    def _somewhere(self) -> Finding:
        if (self.shape is None) == (self.shapes is None):
            raise ValueError("a finding has either 'shape' or 'shapes'")
        return self

    @property
    def places(self) -> tuple[Shape, ...]:
        """Its shapes, one or more."""
        return self.shapes or ((self.shape,) if self.shape else ())


class Figure(BlockModel):
    """A picture with its caption, its source and its findings."""

    kind: ClassVar[str] = "figure"
    prefix: ClassVar[str] = "fig"

    image: Line
    """The picture's file, from the course folder: ``images/shoulder.jpg``."""
    alt: Line
    """What the picture is, for those who cannot see it: modality, projection, side, body part."""
    caption: Markdown
    """The line under the picture."""
    description: Markdown | None = None
    """What a sighted learner is meant to notice, in words."""
    credit: Line
    """Who made the picture."""
    licence: Line
    """Under which licence it is used."""
    source: MarkdownLine | None = None
    """Where it was published, if it was."""
    consent: Consent | None = None
    """On what ground it may be shown."""
    size: Size | None = None
    """``[width, height]`` of the picture the findings were drawn on, when the file is a copy of
    another size and the same ratio."""
    reveal: Reveal = "toggle"
    """How the findings come to light."""
    findings: tuple[Finding, ...] = ()
    """What is marked on the picture, in teaching order."""

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The picture."""
        return ((self.image, ("image",)),)
