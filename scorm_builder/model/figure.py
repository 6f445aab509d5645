"""A figure: a picture, what it shows, where it comes from, and the findings drawn on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scorm_builder.model.base import (
    BlockModel,
    Identifier,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Number,
    Where,
)
from scorm_builder.model.shape import Point, Shape, Size

Role = Literal["abnormal", "normal", "device", "artefact"]
"""What a finding is: the abnormality, normal anatomy, something implanted, or an artefact."""

Reveal = Literal["toggle", "open", "hover"]
"""How findings come to light: by the button or a tap; at once; or also by hovering."""

Consent = Literal["anonymous-no-consent-needed", "consented", "public-dataset", "synthetic"]
"""On what ground the picture may be shown."""


Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
"""A corner of a picture, as it is seen: left is left in every language."""


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
    window: Line | None = None
    """Name of the window setting in which it is seen. When a learner chooses the finding, the
    picture changes to it."""

    @model_validator(mode="after")
    def _one_place(self) -> Finding:
        if self.shape is not None and self.shapes is not None:
            raise ValueError("a finding has either 'shape' or 'shapes'")
        return self

    @model_validator(mode="after")
    def _numbered(self) -> Finding:
        marked = [shape for shape in self.places if not shape.picture]
        if marked and not any(shape.numbered for shape in marked):
            raise ValueError("at least one shape of a finding has its number: leave out 'numbered'")
        return self

    @property
    def places(self) -> tuple[Shape, ...]:
        """Its shapes, one or more."""
        return self.shapes or ((self.shape,) if self.shape else ())


class SideMarker(Model):
    """Letters on a picture that say which side of the patient it shows, as a lead marker does.

    A picture that has its marker in the pixels needs no other.
    """

    text: Annotated[Line, Field(max_length=12)]
    """What it says: ``R``, ``L``, ``Right hand``. At most 12 characters."""
    corner: Corner = "top-left"
    """The corner that it stands in."""
    at: Point | None = None
    """Its middle, ``[x, y]``, in place of a corner."""

    @model_validator(mode="after")
    def _one_place(self) -> SideMarker:
        if self.at is not None and "corner" in self.model_fields_set:
            raise ValueError("a side marker has either 'at' or 'corner'")
        return self

    def middle(self, size: Size) -> Point:
        """About where it stands on a picture of that size."""
        if self.at is not None:
            return self.at
        x = 0.05 if self.corner.endswith("left") else 0.95
        y = 0.05 if self.corner.startswith("top") else 0.95
        return x * size[0], y * size[1]


class Window(Model):
    """The picture once more, at another window setting."""

    name: Line
    """What the choice says: ``Bone``, ``Lung``, ``Soft tissue``."""
    image: Line
    """The picture's file, of the same size in pixels."""


class Figure(BlockModel):
    """A picture with its caption, its source and its findings."""

    kind: ClassVar[str] = "figure"
    prefix: ClassVar[str] = "fig"

    image: Line
    """The picture's file, from the course folder: ``images/shoulder.jpg``."""
    annotated: Line | None = None
    """The same picture with marks on it, of the same size in pixels. It is shown with the findings,
    which may then go without shapes of their own."""
    window: Line | None = None
    """The window setting of ``image``, when there are ``windows``: ``Soft tissue``."""
    windows: Annotated[tuple[Window, ...], Field(max_length=3)] = ()
    """The same picture at up to three other window settings."""
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
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the picture's file when the findings were drawn. With it ``check`` warns when the
    picture is another one now."""
    pixel_spacing: Annotated[Number, Field(gt=0)] | None = None
    """Millimetres from one pixel to the next, in the pixels that the findings are drawn in; DICOM
    calls it PixelSpacing. With it the picture carries a scale bar. Leave it out where it is not
    known: a projection radiograph shows things larger than they are, by how much nobody wrote down.
    """
    scale_corner: Corner | None = None
    """The corner that the scale bar stands in: ``bottom-left``, ``bottom-right``, ``top-left`` or
    ``top-right``. Left out, it stands at the lower right, or at the lower left if more lies there
    at the right. Choose another where letters are part of the picture."""
    side_marker: SideMarker | None = None
    """Letters that say which side of the patient it is, drawn over the picture."""
    reveal: Reveal = "toggle"
    """How the findings come to light."""
    findings: tuple[Finding, ...] = ()
    """What is marked on the picture, in teaching order."""

    @model_validator(mode="after")
    def _window_named(self) -> Figure:
        if self.windows and self.window is None:
            raise ValueError("with 'windows', 'window' says which one 'image' shows")
        return self

    @property
    def has_findings(self) -> bool:  # noqa: D102 - said in BlockModel
        return bool(self.findings)

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The picture, its marked copy and its windows, and those that findings show instead."""
        own: list[tuple[str, Where]] = [(self.image, ("image",))]
        if self.annotated:
            own.append((self.annotated, ("annotated",)))
        own += [(each.image, ("windows", n, "image")) for n, each in enumerate(self.windows)]
        return (*own, *pictures_of(self.findings))


def pictures_of(findings: tuple[Finding, ...]) -> Iterator[tuple[str, Where]]:
    """The pictures that findings show in place of the one they are marked on."""
    for number, finding in enumerate(findings):
        for index, shape in enumerate(finding.places):
            if shape.picture:
                at = ("shapes", index) if finding.shapes else ("shape",)
                yield shape.picture, ("findings", number, *at, "image")
