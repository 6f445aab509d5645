"""A picture file taken apart, and the rules that a picture can break.

The floor on which ``jpeg``, ``png``, ``webp`` and ``svg`` stand; ``image`` puts them together. Each
format module walks a :class:`PictureFile` by its headers and returns an :class:`Anatomy`: the
places of the bytes that stay. None of them ever holds a whole picture.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from scorm_builder.filetree import Part, Slice
from scorm_builder.problems import Rule

MAX_PIXELS = 64_000_000
"""Pixels a picture may have. Decoded they take 256 MB in the learner's browser."""

MAX_SIDE = 65_500
"""Pixels along a side: the limit of libjpeg, which every browser uses."""

MAX_BYTES = 256 << 20
"""Bytes a picture's file may have."""

MAX_PIECES = 100_000
"""Chunks in a file. A 100 MB PNG in chunks of 8 KiB has 13,000."""

MAX_PROFILE = 4 << 20
"""Bytes of a colour profile that we look at; larger ones count as broken."""

UNREADABLE = Rule(
    "picture-unreadable",
    "A picture that cannot be read",
    "A file that is cut short or damaged shows as a grey block or not at all, and browsers differ "
    "in how much of it they show. Copies that broke off are the usual cause.",
)
TYPE = Rule(
    "picture-type",
    "A picture of a type that is not taken, or with the wrong name",
    "Pictures are JPEG, PNG, WebP or SVG: these every browser shows. A server goes by the ending "
    "of the name, so a PNG named .jpg may not be shown at all. Other types are converted by the "
    "author, who sees the result.",
)
TOO_LARGE = Rule(
    "picture-too-large",
    "A picture that is too large",
    "The limit is 64 megapixels, 65,500 pixels a side and 256 MiB; for an SVG 2 MiB and 20,000 "
    "elements. Phones fail far below that, and a small file that unpacks to a huge picture is a "
    "known attack.",
)
ANIMATED = Rule(
    "picture-animated",
    "A picture that moves",
    "Motion that starts by itself and cannot be stopped breaks WCAG 2.2.2. A stack of frames or a "
    "video can be stopped.",
)
SVG_UNSAFE = Rule(
    "svg-unsafe",
    "An SVG that could do harm",
    "An SVG is a program to the XML parser that reads it: entities and nested references can make "
    "a small file take all memory, and odd encodings hide what a check should see.",
)
SVG_SIZE = Rule(
    "svg-size-missing",
    "An SVG without a size",
    "Findings are drawn in the units of the picture. Without viewBox or width and height a drawing "
    "has no units, and browsers show it at 300 by 150 pixels.",
)
RULES = (UNREADABLE, TYPE, TOO_LARGE, ANIMATED, SVG_UNSAFE, SVG_SIZE)

RESAVE = "open it in a picture program and save it again, or copy it from where it came from"


class PictureError(Exception):
    """A picture that cannot go into a package: which rule it breaks, what is so, what to do."""

    def __init__(self, rule: Rule, message: str, hint: str) -> None:
        super().__init__(f"{message} [{rule.name}]")
        self.rule = rule
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What a picture file consists of."""

    width: int
    """Pixels across, as stored."""

    height: int
    """Pixels down, as stored."""

    parts: tuple[Part, ...]
    """The file without metadata: every byte of the pixels as the author's file has it."""

    removed: tuple[str, ...]
    """Names of what is not in ``parts``, in the order of the file, each once."""

    orientation: int = 1
    """The EXIF orientation, 1 to 8, by which a browser would turn the picture."""

    profile: bytes | None = None
    """The ICC profile: ``None`` where there is none, empty where it is broken."""

    grey: bool = False
    """Whether the pixels have one colour channel."""

    depth: int = 8
    """Bits in a channel: up to 16 in a PNG."""

    lossless: bool = False
    """Whether the pixels were stored without loss (a WebP may be either)."""

    colour: bytes = b""
    """PNG chunks that say how its numbers become colours; they go with the pixels."""


class PictureFile:
    """A picture's file on the disk, looked at by position. A context manager."""

    def __init__(self, path: Path) -> None:
        """Open ``path``. Raises :class:`OSError`, or :class:`PictureError` if it is no file."""
        self.path = path
        # Looked at before opening: to open a named pipe would wait for someone to write.
        if not stat.S_ISREG(path.stat().st_mode):
            raise self.fault(UNREADABLE, "is not a file", "name a picture file")
        self._stream: BinaryIO = path.open("rb")
        self.size = os.fstat(self._stream.fileno()).st_size

    def __enter__(self) -> PictureFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def peek(self, start: int, length: int) -> bytes:
        """Up to ``length`` bytes from offset ``start``; fewer where the file ends."""
        self._stream.seek(start)
        return self._stream.read(length)

    def read(self, start: int, length: int) -> bytes:
        """Exactly ``length`` bytes from offset ``start``; a file that ends before is a fault."""
        found = self.peek(start, length)
        if len(found) < length:
            raise self.cut_short()
        return found

    def slice(self, start: int, stop: int) -> Slice:
        """The bytes from offset ``start`` up to ``stop``, as a part of a package file."""
        return Slice(self.path, start, stop - start)

    def fault(self, rule: Rule, what: str, hint: str) -> PictureError:
        """An error that says ``what`` of this file by its name."""
        return PictureError(rule, f"'{self.path.name}' {what}", hint)

    def broken(self, what: str) -> PictureError:
        """The error for a file that breaks its format."""
        return self.fault(UNREADABLE, f"is damaged: {what}", RESAVE)

    def cut_short(self) -> PictureError:
        """The error for a file that ends too early."""
        return self.fault(UNREADABLE, "is cut short: the end of the picture is missing", RESAVE)

    def check_size(self, width: int, height: int) -> None:
        """Raise :class:`PictureError` for a size in pixels that is nothing or too much.

        Each walker calls it as soon as it has read the header, before anything is unpacked.
        """
        if not width or not height:
            raise self.broken("its header says that it has no pixels")
        if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
            raise self.fault(
                TOO_LARGE,
                f"is {width} by {height} pixels; the limit is {MAX_PIXELS // 10**6} megapixels "
                f"and {MAX_SIDE} pixels a side",
                "make it smaller: 2000 pixels across are enough for most screens",
            )


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same bytes in as few parts as can be: runs that touch become one."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else b""
        if isinstance(part, bytes) and isinstance(last, bytes):
            out[-1:] = [last + part]
        elif (
            isinstance(part, Slice)
            and isinstance(last, Slice)
            and part.path == last.path
            and part.start == last.start + last.length
        ):
            out[-1] = Slice(last.path, last.start, last.length + part.length)
        else:
            out.append(part)
    return tuple(part for part in out if not isinstance(part, bytes) or part)


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, each once."""
    return tuple(dict.fromkeys(names))
