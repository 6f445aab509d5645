"""``figure``: a picture with findings that can be shown on it."""

from __future__ import annotations

from typing import Any

from scorm_builder.check.figures import check_figure
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.plugin import BlockKind
from scorm_builder.render import markdown
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import SLOTS, draw


def _write(writer: Writer, figure: Figure) -> dict[str, Any]:
    picture = writer.picture(figure.image)
    size = figure.size or (picture.width, picture.height)
    first, rest = markdown.lead(figure.caption, writer.place)
    described = f"{figure.anchor}_d" if figure.description else ""
    return {
        "figure": figure,
        "id": figure.anchor,
        "n": writer.figure_number(),
        "size": size,
        "tall": size[1] > size[0],
        "img": writer.img(picture, figure.alt, described),
        "drawings": draw(figure.findings, size),
        "findings": [written_finding(writer, finding) for finding in figure.findings],
        "caption": first,
        "caption_rest": rest,
        "description": writer.text(figure.description),
        "credit": writer.credit(figure),
    }


def written_finding(writer: Writer, finding: Finding) -> dict[str, Any]:
    """What the list under a picture says of a finding."""
    role = "" if finding.role == "abnormal" else writer.words(f"role_{finding.role}")
    return {
        "id": finding.id,
        "slot": SLOTS[finding.role],
        "label": finding.label,
        "role": role,
        "text": writer.text(finding.text),
    }


KIND = BlockKind("figure", Figure, check_figure, _write)
