"""``figure``: a picture with findings that can be shown on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scorm_builder.check.pictures import check_figure_pictures
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.model.shape import Size
from scorm_builder.model.stack import Stack
from scorm_builder.plugin import BlockKind
from scorm_builder.render import markdown
from scorm_builder.render.blocks import Writer
from scorm_builder.render.image import package_path
from scorm_builder.render.marks import written_marks
from scorm_builder.render.overlay import SLOTS, Drawing, draw


def _write(writer: Writer, figure: Figure) -> dict[str, Any]:
    picture = writer.picture(figure.image)
    size = figure.size or (picture.width, picture.height)
    described = f"{figure.anchor}_d" if figure.description else ""
    drawings = draw(figure.findings, size)
    return {
        "figure": figure,
        "id": figure.anchor,
        "n": writer.figure_number(),
        "size": size,
        "tall": size[1] > size[0],
        "img": writer.img(picture, figure.alt, described),
        "drawings": drawings,
        "marks": written_marks(
            writer,
            figure.pixel_spacing,
            figure.side_marker,
            drawings,
            size,
            corner=figure.scale_corner,
        ),
        "windows": _windows(writer, figure),
        "stills": _stills(writer, figure, drawings, size),
        "findings": [
            written_finding(writer, finding, window_names(figure)) for finding in figure.findings
        ],
        "caption": written_caption(writer, figure.caption),
        "description": writer.text(figure.description),
        "credits": [writer.credit(figure)],
    }


def window_names(block: Figure | Stack) -> list[str]:
    """The names of a block's window settings, its own first; none when it has one alone."""
    return [block.window or "", *(each.name for each in block.windows)] if block.windows else []


def written_finding(
    writer: Writer, finding: Finding, windows: Sequence[str] = ()
) -> dict[str, Any]:
    """What the list under a picture says of a finding.

    ``window`` is the end of the identifier of the radio button that it asks for, or "".
    """
    asks = finding.window in windows
    role = "" if finding.role == "abnormal" else writer.words(f"role_{finding.role}")
    return {
        "id": finding.id,
        "slot": SLOTS[finding.role],
        "label": finding.label,
        "role": role,
        "text": writer.text(finding.text),
        "window": f"_w_{windows.index(finding.window)}" if finding.window and asks else "",
        "seen_in": writer.words("finding_window", name=finding.window or "") if asks else "",
    }


def written_caption(writer: Writer, caption: str) -> dict[str, Any]:
    """A caption: its first paragraph, which follows the figure's number, and the rest."""
    first, rest = markdown.lead(caption, writer.place)
    return {"first": first, "rest": rest}


def _windows(writer: Writer, figure: Figure) -> list[tuple[str, str]]:
    """The choices of window: the picture's path and the name of each."""
    if not figure.windows:
        return []
    every = [(figure.image, figure.window), *((w.image, w.name) for w in figure.windows)]
    return [(package_path(writer.picture(path)), name or "") for path, name in every]


def _stills(
    writer: Writer, figure: Figure, drawings: Sequence[Drawing], size: Size
) -> list[dict[str, Any]]:
    """The other pictures of a figure, in the order in which they are read below it."""
    stills: list[dict[str, Any]] = []
    for window in figure.windows:
        alt = writer.words("still_alt", alt=figure.alt, name=window.name).unescape()
        img = writer.img(writer.picture(window.image), alt, "")
        still = {"name": window.name, "img": img, "size": size}
        asking = {finding.id for finding in figure.findings if finding.window == window.name}
        if asking:
            still["drawings"] = [each for each in drawings if each.id in asking]
        stills.append(still)
    if figure.annotated:
        img = writer.img(writer.picture(figure.annotated), "", "")
        name = writer.words("still_annotated")
        still = {"name": name, "img": img, "size": size, "over": ""}
        # Numbers for the lines that are in its pixels alone.
        if not all(shape.drawn for finding in figure.findings for shape in finding.places):
            still["drawings"] = drawings
        stills.append(still)
    return [*stills, *finding_stills(writer, figure.findings, size)]


def finding_stills(
    writer: Writer, findings: tuple[Finding, ...], size: Size, first: int = 1
) -> list[dict[str, Any]]:
    """The pictures that findings show in place of the one they are marked on."""
    return [
        {
            "name": writer.words("still_finding", n=number, label=finding.label),
            "img": writer.img(writer.picture(shape.picture), "", ""),
            "size": size,
            "over": finding.id,
        }
        for number, finding in enumerate(findings, start=first)
        for shape in finding.places
        if shape.picture
    ]


KIND = BlockKind("figure", Figure, check_figure_pictures, _write, scripts=("pictures",))
