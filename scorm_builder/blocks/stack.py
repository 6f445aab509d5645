"""``stack``: slices to scroll through, or a loop to play."""

from __future__ import annotations

from typing import Any

from scorm_builder.blocks.figure import (
    finding_stills,
    window_names,
    written_caption,
    written_finding,
)
from scorm_builder.check.pictures import check_stack
from scorm_builder.model.shape import Size
from scorm_builder.model.stack import Stack, StackFinding
from scorm_builder.plugin import BlockKind
from scorm_builder.render.blocks import Writer
from scorm_builder.render.image import package_path
from scorm_builder.render.marks import written_marks
from scorm_builder.render.overlay import Drawing, draw


def _write(writer: Writer, stack: Stack) -> dict[str, Any]:
    first = stack.first_shown
    picture = writer.picture(stack.series[0][first - 1])
    size = (picture.width, picture.height)
    drawings = draw(stack.findings, size)
    described = f"{stack.anchor}_d" if stack.description else ""
    names = window_names(stack)
    return {
        "stack": stack,
        "id": stack.anchor,
        "n": writer.figure_number(),
        "size": size,
        "tall": size[1] > size[0],
        "first": first,
        "at": _at(writer, stack, first),
        "img": writer.img(picture, stack.alt, described),
        "drawings": _on(stack, drawings, first),
        "marks": written_marks(
            writer,
            stack.pixel_spacing,
            stack.side_marker,
            drawings,
            size,
            corner=stack.scale_corner,
        ),
        "findings": [_finding(writer, stack, finding) for finding in stack.findings],
        "windows": list(enumerate(names)),
        "stills": _stills(writer, stack, drawings, size, names),
        "paths": "|".join(
            " ".join(package_path(writer.picture(path)) for path in paths) for paths in stack.series
        ),
        "caption": written_caption(writer, stack.caption),
        "description": writer.text(stack.description),
        "credits": [writer.credit(stack)],
    }


def _at(writer: Writer, stack: Stack, number: int) -> str:
    """``Slice 12 of 30``, or ``Frame 12 of 30`` of a loop."""
    word = "frame_at" if stack.rate else "slice_at"
    return writer.words(word, n=number, total=stack.count).unescape()


def _finding(writer: Writer, stack: Stack, finding: StackFinding) -> dict[str, Any]:
    first, last = stack.span_of(finding)
    where = ""
    if finding.slices:
        word = "frames" if stack.rate else "slices"
        name = f"{word}_one" if first == last else f"{word}_from"
        where = writer.words(name, first=first, last=last)
    return {
        **written_finding(writer, finding, window_names(stack)),
        "where": where,
        "slices": f"{first} {last}",
    }


def _on(stack: Stack, drawings: tuple[Drawing, ...], number: int) -> list[Drawing]:
    """The drawings of the findings that are marked on a slice."""
    there = {
        finding.id
        for finding in stack.findings
        if stack.span_of(finding)[0] <= number <= stack.span_of(finding)[1]
    }
    return [drawing for drawing in drawings if drawing.id in there]


def _stills(
    writer: Writer,
    stack: Stack,
    drawings: tuple[Drawing, ...],
    size: Size,
    names: list[str],
) -> list[dict[str, Any]]:
    """The middle slice of each finding with what is marked there, and the other windows."""
    marked = {
        (names.index(finding.window) if finding.window in names else 0, sum(span) // 2)
        for finding in stack.findings
        if (span := stack.span_of(finding))
    } - {(0, stack.first_shown)}
    bare = {(window, stack.first_shown) for window in range(1, len(names))} - marked
    stills = []
    for window, number in [*sorted(marked), *sorted(bare)]:
        at = _at(writer, stack, number)
        if window:
            at = writer.words("still_window", name=names[window], at=at).unescape()
        alt = writer.words("still_alt", alt=stack.alt, name=at).unescape()
        still: dict[str, Any] = {
            "name": at,
            "img": writer.img(writer.picture(stack.series[window][number - 1]), alt, ""),
            "size": size,
        }
        if (window, number) in marked:
            others = {
                f.id for f in stack.findings if f.window in names[:window] + names[window + 1 :]
            }
            there = _on(stack, drawings, number)
            still["drawings"] = [each for each in there if each.id not in others]
        stills.append(still)
    return [*stills, *finding_stills(writer, stack.findings, size)]


KIND = BlockKind("stack", Stack, check_stack, _write, scripts=("pictures",))
