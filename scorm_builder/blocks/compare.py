"""``compare``: two pictures, one over the other up to a divider, or side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scorm_builder.blocks.figure import finding_stills, written_caption, written_finding
from scorm_builder.check.pictures import check_compare, same_ratio
from scorm_builder.model.compare import Compare, Mode
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import draw


def _write(writer: Writer, compare: Compare) -> dict[str, Any]:
    described = f"{compare.anchor}_d" if compare.description else ""
    halves, stills, first = [], [], 1
    number = writer.figure_number()
    for side in compare.sides:
        picture = writer.picture(side.image)
        size = (picture.width, picture.height)
        halves.append(
            {
                "label": side.label,
                "size": size,
                "img": writer.img(picture, side.alt, described),
                "drawings": [
                    replace(drawing, number=drawing.number + first - 1)
                    for drawing in draw(side.findings, size)
                ],
                "findings": [written_finding(writer, finding) for finding in side.findings],
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
        "caption": written_caption(writer, compare.caption),
        "description": writer.text(compare.description),
        "credits": [writer.credit(each) for each in compare.credits()],
    }


def _mode(writer: Writer, compare: Compare) -> Mode:
    if compare.mode:
        return compare.mode
    first, second = (writer.picture(side.image) for side in compare.sides)
    return "slider" if same_ratio(first, second) else "side-by-side"


KIND = BlockKind("compare", Compare, check_compare, _write)
