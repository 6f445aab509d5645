"""Masks written as run lengths → shapes: COCO's two spellings, CVAT's, and a PNG within a file."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scorm_builder.exchange.foreign import Notes, Refused, outlined
from scorm_builder.load.anatomy import PictureError
from scorm_builder.load.masks import read_mask
from scorm_builder.load.trace import Bitmap, NoisyBitmap, trace
from scorm_builder.model.shape import Shape

MAX_PIXELS = 64_000_000
MAX_SIDE = 65_500
MAX_RUNS = 4_000_000


def columns(width: int, height: int, runs: Sequence[Any], where: str, notes: Notes) -> Shape:
    """COCO: runs down each column, from the left; the first run is clear."""
    bitmap = _bitmap(height, width, runs)
    return _shape(bitmap, where, notes, turned=True)


def rows(box: tuple[int, int, int, int], runs: Sequence[Any], where: str, notes: Notes) -> Shape:
    """CVAT: runs along each row of a box (left, top, width, height); the first run is clear."""
    left, top, width, height = box
    return _shape(_bitmap(width, height, runs), where, notes, at=(left, top))


def png(text: Any, left: float, top: float, where: str, notes: Notes) -> Shape:
    """labelme: a PNG in base64, its top left corner at a place of the picture."""
    if not isinstance(text, str):
        raise Refused("its mask is not text")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("its mask is not base64") from None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mask.png"
        path.write_bytes(data)
        try:
            bitmap = read_mask(path)
        except PictureError as error:
            raise Refused(f"its mask: {error.message}") from None
    return _shape(bitmap, where, notes, at=(left, top))


def unpacked(text: str) -> list[int]:
    """COCO's compressed runs: six bits a character from '0' on, five of them a part of the number,
    the sixth saying that another follows; from the fourth number on, the difference to the last
    but one.
    """
    runs: list[int] = []
    value = shift = 0
    for character in text:
        code = ord(character) - 48
        if not 0 <= code < 64:
            raise Refused(f"its runs hold '{character}', which is no part of a run")
        value |= (code & 31) << shift
        shift += 5
        if code & 32:
            if shift > 60:
                raise Refused("its runs hold a number without end")
            continue
        if code & 16:
            value -= 1 << shift
        runs.append(value + runs[-2] if len(runs) > 2 else value)
        value = shift = 0
    if shift:
        raise Refused("its runs break off")
    return runs


def _bitmap(width: int, height: int, runs: Sequence[Any]) -> Bitmap:
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_PIXELS):
        raise Refused(f"its mask of {width} × {height} pixels is too large")
    if len(runs) > MAX_RUNS:
        raise Refused("its mask has too many runs")
    for run in runs:
        if isinstance(run, bool) or not isinstance(run, int) or run < 0:
            raise Refused("its runs are not whole numbers from 0 on")
    if sum(runs) != width * height:
        message = f"its runs cover {sum(runs):,} pixels and its mask has {width * height:,}"
        raise Refused(message)
    return Bitmap.of_runs(width, height, runs)


def _shape(
    bitmap: Bitmap,
    where: str,
    notes: Notes,
    *,
    at: tuple[float, float] = (0, 0),
    turned: bool = False,
) -> Shape:
    try:
        traced = trace(bitmap)
    except NoisyBitmap as error:
        raise Refused(f"its mask: {error}") from None
    if not traced.outlines:
        raise Refused("its mask is empty, or holds tiny specks alone")
    if traced.specks:
        notes.leave_out(where, f"{traced.specks} tiny pieces or holes of its mask")
    outlines = [
        [((y if turned else x) + at[0], (x if turned else y) + at[1]) for x, y in outline]
        for outline in traced.outlines
    ]
    return outlined(outlines)
