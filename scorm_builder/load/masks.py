"""Masks: black and white PNGs in which a finding is white → shapes with outlines.

Called by the loader when a block's picture is known. Behind it nobody knows of masks: a mask is a
shape whose outlines came from a file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from scorm_builder.filetree import ChangedOnDisk, File
from scorm_builder.load import png
from scorm_builder.load.anatomy import (
    MAX_BYTES,
    TOO_LARGE,
    TYPE,
    UNREADABLE,
    Anatomy,
    PictureError,
    PictureFile,
)
from scorm_builder.load.files import Folder
from scorm_builder.load.trace import NEAR, Bitmap, NoisyBitmap, Traced, trace
from scorm_builder.model.base import BlockModel, Model
from scorm_builder.model.outline import Coordinates
from scorm_builder.model.page import Block, Box, Page
from scorm_builder.model.shape import Outline, Shape, Size
from scorm_builder.problems import Problem, Rule, Severity, Span

if TYPE_CHECKING:
    from PIL.Image import Image

MASK_SIZE = Rule(
    "mask-size",
    "A mask of another size than its picture",
    "A mask is laid over its picture edge to edge. When the ratios of width to height differ by "
    "more than 0.2 %, the finding would lie in the wrong place.",
)
MASK_UNCLEAR = Rule(
    "mask-unclear",
    "A mask that is not black and white",
    "The finding is white and all else is black. Among many greys the edge of a finding would be "
    "a guess.",
)
MASK_EMPTY = Rule(
    "mask-empty",
    "A mask that marks nothing, or everything",
    "Without an edge between black and white there is no outline to draw. Black drawn on clear "
    "counts as black.",
)
MASK_CHANGED = Rule(
    "mask-changed",
    "The outline is simpler than its mask",
    "Pieces and holes of less than one part in 20,000 of the picture cannot be seen on a phone and "
    "are left out. An outline of more than 1,000 points is made simpler than the usual single "
    "pixel.",
    Severity.NOTE,
)
RULES = (MASK_SIZE, MASK_UNCLEAR, MASK_EMPTY, MASK_CHANGED)

RATIO = 0.002
"""By how much the ratio of a mask may differ from that of its picture, as for a figure's size."""

MIDDLING = 0.05
"""Share of pixels that may be neither nearly black nor nearly white: edges drawn softly."""

LISTS = ("findings", "regions")
"""Keys of a block under which shapes are."""

PARTS = ("before", "after")
"""Keys under which it has a picture of its own with findings."""

B = TypeVar("B", bound=BlockModel)


def page_with_masks(
    page: Page, folder: Folder, size: Callable[[str], Size | None]
) -> tuple[Page, tuple[Problem, ...]]:
    """The page with every mask of its blocks traced, and what is wrong with them.

    ``size`` gives the width and height of a picture by its path as written, None for one that could
    not be loaded: what is drawn on that is left as it is.
    """
    problems: list[Problem] = []

    def traced(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map(one, blocks))

    def one(block: Block) -> Block:
        if isinstance(block, Box):
            return replace(block, blocks=traced(block.blocks))
        if not isinstance(block, BlockModel):
            return block
        made, found = with_masks(block, folder, size)
        problems.extend(found)
        return made

    if not any(_has_masks(block) for block in page.models):
        return page, ()
    return replace(page, blocks=traced(page.blocks)), tuple(problems)


def with_masks(
    block: B, folder: Folder, size: Callable[[str], Size | None]
) -> tuple[B, tuple[Problem, ...]]:
    """The block with every mask of its findings or regions traced, and what is wrong with them."""
    problems: list[Problem] = []
    first = next((path for path, _ in block.images()), "")

    def filled(owner: Model) -> Model:
        changes: dict[str, Any] = {}
        drawn = getattr(owner, "size", None) or size(getattr(owner, "image", first))
        for name in (*LISTS, *PARTS):
            value = getattr(owner, name, None)
            if not value or not _has_masks(owner):
                continue
            if name in PARTS:
                changes[name] = filled(value)
            elif drawn is not None:
                changes[name] = tuple(_filled(each, folder, drawn, problems) for each in value)
        return owner.model_copy(update=changes) if changes else owner

    made = filled(block)
    assert isinstance(made, type(block))
    return made, tuple(problems)


def trace_mask(path: Path, size: Size) -> tuple[Outline, ...]:
    """The outlines of what is white in the PNG ``path``, in pixels of a picture of ``size``.

    Raises :class:`~scorm_builder.load.anatomy.PictureError`, whatever the file holds.
    """
    return _traced(path, size)[0]


def _has_masks(owner: Model) -> bool:
    shapes = (getattr(owner, "shape", None), *(getattr(owner, "shapes", None) or ()))
    if any(isinstance(shape, Shape) and shape.mask is not None for shape in shapes):
        return True
    inner = [each for name in LISTS for each in getattr(owner, name, None) or ()]
    inner += [part for name in PARTS if (part := getattr(owner, name, None))]
    return any(isinstance(each, Model) and _has_masks(each) for each in inner)


def _filled(owner: Model, folder: Folder, size: Size, problems: list[Problem]) -> Model:
    def filled(shape: Shape | None) -> Shape | None:
        if shape is None or shape.mask is None:
            return shape
        outlines, found = _found(shape.mask, shape.span("mask"), folder, size)
        problems.extend(found)
        return shape.traced(outlines)

    changes: dict[str, Any] = {}
    if getattr(owner, "shape", None) is not None:
        changes["shape"] = filled(getattr(owner, "shape", None))
    if getattr(owner, "shapes", None):
        changes["shapes"] = tuple(filled(shape) for shape in getattr(owner, "shapes", ()))
    return owner.model_copy(update=changes)


def _found(
    name: str, span: Span, folder: Folder, size: Size
) -> tuple[tuple[Outline, ...], list[Problem]]:
    path = folder.find(name, span)
    if isinstance(path, Problem):
        return (), [path]
    try:
        outlines, traced = _traced(path, size)
    except PictureError as error:
        message = f"the mask '{name}': {error.message}"
        return (), [error.rule.problem(message, span, error.hint)]
    return outlines, [
        MASK_CHANGED.problem(f"the mask '{name}': {text}", span) for text in _changes(traced)
    ]


def _changes(traced: Traced) -> Iterator[str]:
    if traced.specks:
        many = "s" if traced.specks > 1 else ""
        yield f"{traced.specks} tiny piece{many} or hole{many} left out"
    if traced.near > NEAR:
        yield f"its outline is simplified by up to {traced.near + 0.5:.1f} pixels"


def _traced(path: Path, size: Size) -> tuple[tuple[Outline, ...], Traced]:
    bitmap = read_mask(path)
    width, height = bitmap.width, bitmap.height
    if abs(width / height / (size[0] / size[1]) - 1) > RATIO:
        message = f"it has {width} × {height} pixels and the picture {size[0]} × {size[1]}"
        raise PictureError(MASK_SIZE, message, "draw it on a copy of the picture")
    try:
        traced = trace(bitmap)
    except NoisyBitmap as error:
        hint = "it may be a photograph; draw the finding white on black"
        raise PictureError(MASK_UNCLEAR, str(error), hint) from error
    if not traced.outlines or not any(row != (1 << width) - 1 for row in bitmap.rows):
        what = "all of it is white" if any(bitmap.rows) else "nothing in it is white"
        if traced.specks and not traced.outlines:
            what = "only tiny specks in it are white"
        raise PictureError(MASK_EMPTY, what, "paint the finding white and all else black")
    x, y = size[0] / width, size[1] / height
    return tuple(_scaled(each, x, y) for each in traced.outlines), traced


def _scaled(outline: Coordinates, x: float, y: float) -> Outline:
    return tuple((round(px * x, 2), round(py * y, 2)) for px, py in outline)


def read_mask(path: Path) -> Bitmap:
    """The pixels of the PNG ``path``. Raises :class:`PictureError`, whatever the file holds."""
    try:
        with PictureFile(path) as source:
            if not source.peek(0, len(png.SIGNATURE)) == png.SIGNATURE:
                raise PictureError(TYPE, "it is not a PNG", "save the mask as a PNG")
            if source.size > MAX_BYTES:
                raise PictureError(TOO_LARGE, "it is larger than 256 MiB", "save it as 1-bit PNG")
            anatomy = png.take_apart(source)
            if anatomy.depth > 8:
                raise PictureError(TYPE, "it has 16 bits a pixel", "save it with 1 or 8 bits")
            return _read(File.of_parts(anatomy.parts), anatomy)
    except OSError as error:
        message = f"it cannot be read: {error.strerror or error}"
        raise PictureError(UNREADABLE, message, "check that you may read it") from error
    except ChangedOnDisk as error:
        message = "it changed while it was being read"
        raise PictureError(UNREADABLE, message, "build once more") from error


def _read(file: File, anatomy: Anatomy) -> Bitmap:
    from PIL import Image  # noqa: PLC0415 - 30 ms, and most courses have no mask

    # As in 'recode': the cleaned bytes alone, and only the size that our own reader saw, which is
    # held to 64 megapixels.
    try:
        with Image.open(io.BytesIO(file.read()), formats=["PNG"]) as image:
            if image.size != (anatomy.width, anatomy.height):
                raise ValueError("two readings of its size")
            image.load()
            grey = _grey(image)
    except Exception as error:  # Pillow names no closed set of errors for a damaged picture
        raise PictureError(UNREADABLE, f"it is damaged: {error}", "save it again") from error
    counts = grey.histogram()
    levels = [level for level, count in enumerate(counts) if count]
    # Programs that write labels use 0 and 1: of two levels the lighter one is the finding.
    low, high = levels[0], levels[-1]
    span = high - low
    middling = sum(counts[low + span // 4 + 1 : high - span // 4]) if len(levels) > 2 else 0
    if middling > MIDDLING * grey.width * grey.height:
        message = "it has many greys between black and white"
        raise PictureError(MASK_UNCLEAR, message, "paint the finding white and all else black")
    limit = (low + high) / 2 if span else 127
    bits = grey.point(lambda value: 255 if value > limit else 0).convert("1").tobytes()
    across = -(-grey.width // 8)
    spare = across * 8 - grey.width
    rows = (bits[y * across : (y + 1) * across] for y in range(grey.height))
    return Bitmap(
        grey.width, grey.height, tuple(int.from_bytes(row, "big") >> spare for row in rows)
    )


def _grey(image: Image) -> Image:
    """One channel of 8 bits; what is transparent is black."""
    from PIL import Image as images  # noqa: PLC0415

    if image.has_transparency_data:
        over = image.convert("RGBA")
        under = images.new("RGBA", over.size, (0, 0, 0, 255))
        image = images.alpha_composite(under, over)
    return image.convert("L")
