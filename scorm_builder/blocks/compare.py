"""``compare``: two pictures, one over the other up to a divider, or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from scorm_builder.blocks.figure import finding_stills, written_caption, written_finding
from scorm_builder.check.pictures import check_compare, same_ratio
from scorm_builder.model.compare import Compare, Mode
from scorm_builder.model.shape import Size
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer
from scorm_builder.render.marks import written_marks
from scorm_builder.render.overlay import Drawing, draw


def _write(writer: Writer, compare: Compare) -> dict[str, Any]:
    described = f"{compare.anchor}_d" if compare.description else ""
    halves, stills, first = [], [], 1
    number = writer.figure_number()
    # A slider lays one bar over the other: both keep clear of what is drawn on either picture.
    sizes = [(each.width, each.height) for each in (writer.picture(s.image) for s in compare.sides)]
    drawn = [draw(side.findings, size) for side, size in zip(compare.sides, sizes, strict=True)]
    marks = _marks(writer, compare, drawn, sizes)
    for side, size, drawings, mark in zip(compare.sides, sizes, drawn, marks, strict=True):
        picture = writer.picture(side.image)
        halves.append(
            {
                "label": side.label,
                "size": size,
                "img": writer.img(picture, side.alt, described),
                "drawings": [
                    replace(drawing, number=drawing.number + first - 1) for drawing in drawings
                ],
                "findings": [written_finding(writer, finding) for finding in side.findings],
                "marks": mark,
                "first": first,
            }
        )
        stills += finding_stills(writer, side.findings, size, first)
        first += len(side.findings)
    return {
        "compare": compare,
        "id": compare.anchor,
        "n": number,
        "mode": _mode(writer, compare),
        "halves": halves,
        "count": first - 1,
        "stills": stills,
        "notes": _notes(writer, compare, marks),
        "caption": written_caption(writer, compare.caption),
        "description": writer.text(compare.description),
        "credits": [writer.credit(each) for each in compare.credits()],
    }


def _marks(
    writer: Writer,
    compare: Compare,
    drawn: Sequence[Sequence[Drawing]],
    sizes: Sequence[Size],
) -> list[dict[str, Any]]:
    """The scale bars, if any."""
    alike = sizes[0] == sizes[1]
    both = [*drawn[0], *drawn[1]]
    return [
        written_marks(
            writer,
            spacing,
            None,
            both if alike else own,
            size,
            corner=side.scale_corner or compare.scale_corner,
        )
        for side, spacing, own, size in zip(
            compare.sides, compare.spacings, drawn, sizes, strict=True
        )
    ]


def _notes(writer: Writer, compare: Compare, marks: Sequence[dict[str, Any]]) -> list[str]:
    """The scale in words: once when it is that of both, else of each by its name."""
    first, second = (mark["notes"] for mark in marks)
    if first == second:
        return list(first)
    return [
        f"{side.label}: {note}"
        for side, mark in zip(compare.sides, marks, strict=True)
        for note in mark["notes"]
    ]


def _mode(writer: Writer, compare: Compare) -> Mode:
    if compare.mode:
        return compare.mode
    first, second = (writer.picture(side.image) for side in compare.sides)
    return "slider" if same_ratio(first, second) else "side-by-side"


KIND = BlockKind("compare", Compare, check_compare, _write, scripts=("pictures",))
