"""The few facts of an EXIF block that matter here: which way up, and whether it tells a place.

An EXIF block is a small TIFF file (Exif 2.3, JEITA CP-3451C, §4.5–4.6): a header that gives the
byte order, and directories of 12-byte entries found by offsets. Offsets come from a stranger, so
every read is checked against the length of the block, and no offset is followed twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ORIENTATION = 0x0112
GPS = 0x8825
SHORT = 3
MAX_ENTRIES = 1000
"""Entries of a directory that we look at; cameras write fewer than a hundred."""

PREFIX = b"Exif\0\0"
"""What stands before the TIFF header in a JPEG, and by a common mistake in WebP files."""


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """What an EXIF block says."""

    orientation: int = 1
    """1 to 8 as in Exif 2.3 §4.6.4 A; 1, upright, when it says nothing or nonsense."""

    names: tuple[str, ...] = ("EXIF",)
    """What was in the block, by names for :attr:`~scorm_builder.model.picture.Picture.removed`."""


def read_exif(block: bytes) -> ExifFacts:
    """The facts of ``block``, which begins at its TIFF header. Never raises: EXIF is a guest."""
    block = block.removeprefix(PREFIX)
    order: Literal["little", "big"]
    if block[:4] == b"II*\0":
        order = "little"
    elif block[:4] == b"MM\0*":
        order = "big"
    else:
        return ExifFacts()

    def number(at: int, length: int) -> int:
        return int.from_bytes(block[at : at + length], order)

    start = number(4, 4)
    count = number(start, 2)
    orientation, names = 1, ["EXIF"]
    for at in range(start + 2, start + 2 + 12 * min(count, MAX_ENTRIES), 12):
        tag = number(at, 2)
        # Browsers take the tag only as one SHORT; whatever else is written there turns nothing.
        if tag == ORIENTATION and number(at + 2, 2) == SHORT and number(at + 4, 4) == 1:
            value = number(at + 8, 2)
            orientation = value if 1 <= value <= 8 else 1
        elif tag == GPS:
            names.append("GPS position")
    if number(start + 2 + 12 * count, 4):  # the second directory is that of the thumbnail
        names.append("thumbnail")
    return ExifFacts(orientation, tuple(names))
