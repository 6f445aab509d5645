"""What a picture carries besides its findings: a scale bar and a side marker.

The bar's length is a share of the picture's width, so that it is right at every size. In the viewer
the player chooses another length as the zoom changes (``player/viewer/scale.ts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scorm_builder.model.figure import Corner, SideMarker
from scorm_builder.model.shape import Point, Size
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import Drawing

LENGTHS = (1, 2, 5, 10, 20, 50, 100)
"""Millimetres that a bar may stand for."""

LONGEST = 0.35
"""Share of the picture's width that it takes at most. The next shorter one takes 14 % at least."""

HIGH = 0.14
"""Share of the picture's height, from its lower edge, that bar and words may take on a phone."""


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a round length."""

    millimetres: int
    """What it stands for."""
    share: float
    """Its length, in per cent of the picture's width."""
    across: float
    """Millimetres that the whole picture is wide."""
    corner: Literal["left", "right"]
    """At which side it stands."""
    top: bool = False
    """Whether it stands at the upper edge and not at the lower."""

    @property
    def words(self) -> tuple[str, int]:
        """Name of the words for its length, and the number in them: centimetres from 10 mm on."""
        if self.millimetres < 10:
            return "scale_mm", self.millimetres
        return "scale_cm", self.millimetres // 10


def scale_bar(
    pixel_spacing: float, size: Size, clear_of: Iterable[Point], wanted: Corner | None = None
) -> ScaleBar:
    """The bar of a picture, in the corner that is wanted.

    If none is, at the lower right unless more of ``clear_of`` lies there than at the left.

    ``clear_of`` holds the middles of numbers and of the side marker, in pixels of the picture.
    """
    width, height = size
    across = pixel_spacing * width
    fitting = [length for length in LENGTHS if length <= LONGEST * across]
    millimetres = fitting[-1] if fitting else LENGTHS[0]
    share = min(1.0, millimetres / across)
    sizes = millimetres, round(100 * share, 3), round(across, 3)
    if wanted is not None:
        side: Literal["left", "right"] = "left" if wanted.endswith("left") else "right"
        return ScaleBar(*sizes, side, wanted.startswith("top"))
    reach = share + 0.1
    low = [x / width for x, y in clear_of if y / height > 1 - HIGH]
    at_right = sum(x > 1 - reach for x in low)
    at_left = sum(x < reach for x in low)
    return ScaleBar(*sizes, "left" if at_right > at_left else "right")


def written_marks(
    writer: Writer,
    pixel_spacing: float | None,
    marker: SideMarker | None,
    drawings: Sequence[Drawing],
    size: Size,
    *,
    corner: Corner | None = None,
) -> dict[str, Any]:
    """What a picture carries besides its findings: a scale bar and a side marker, if any.

    ``notes`` says both in words, for those who cannot see them.
    """
    marks: dict[str, Any] = {"scale": None, "marker": None, "notes": []}
    if marker is not None:
        at = marker.at and tuple(100 * m / s for m, s in zip(marker.at, size, strict=True))
        marks["marker"] = {"text": marker.text, "corner": marker.corner, "at": at}
        marks["notes"].append(writer.words("side_marker", text=marker.text))
    if pixel_spacing is not None:
        clear_of = [(badge.x, badge.y) for drawing in drawings for badge in drawing.badges]
        clear_of += [marker.middle(size)] * 3 if marker else []
        bar = scale_bar(pixel_spacing, size, clear_of, corner)
        name, n = bar.words
        length = writer.words(name, n=n)
        marks["scale"] = {"bar": bar, "length": length}
        marks["notes"].append(writer.words("scale_words", length=length))
    return marks
