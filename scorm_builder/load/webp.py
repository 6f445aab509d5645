"""WebP, cleaned by its RIFF chunks: the WebP Container Specification, VP8 (RFC 6386 §9.1), VP8L.

The pixels (``VP8`` or ``VP8L``) and the alpha plane (``ALPH``) stay, byte for byte; the extended
header is rewritten to announce nothing but alpha, and the size of the whole is set anew.
"""

from __future__ import annotations

from scorm_builder.filetree import Part
from scorm_builder.load.anatomy import (
    ANIMATED,
    MAX_PIECES,
    MAX_PROFILE,
    Anatomy,
    PictureError,
    PictureFile,
    each_once,
    joined,
)
from scorm_builder.load.exif import read_exif

ALPHA, EXIF, ANIMATION, PROFILE = 0x10, 0x08, 0x02, 0x20
"""Flags of the extended header (container specification, figure "Extended WebP file header")."""

MAX_EXIF = 1 << 20
NAMES = {b"XMP ": "XMP", b"ICCP": "colour profile"}


def take_apart(source: PictureFile) -> Anatomy:
    """The anatomy of a WebP. Raises :class:`~scorm_builder.load.anatomy.PictureError`."""
    walk = _Walk(source)
    stop = 8 + int.from_bytes(source.read(4, 4), "little")
    if stop > source.size:
        raise source.cut_short()
    at = 12
    for _ in range(MAX_PIECES):
        if at + 8 > stop:
            return walk.end(at)
        name = source.read(at, 4)
        start = at + 8
        length = int.from_bytes(source.read(at + 4, 4), "little")
        if start + length > stop:
            raise source.cut_short()
        walk.chunk(name, start, length)
        at = start + length + length % 2
    raise source.broken(f"it has more than {MAX_PIECES} chunks")


class _Walk:
    """A walk over the chunks, and what it has found so far."""

    def __init__(self, source: PictureFile) -> None:
        self.source = source
        self.flags: int | None = None
        self.canvas: tuple[int, int] | None = None
        self.size: tuple[int, int] | None = None
        self.alpha: tuple[Part, ...] = ()
        self.pixels: tuple[Part, ...] = ()
        self.lossless = False
        self.removed: list[str] = []
        self.orientation = 1
        self.profile: bytes | None = None

    def chunk(self, name: bytes, start: int, length: int) -> None:
        """Keep or drop the chunk whose data lie at ``start``."""
        if name == b"VP8X" and self.flags is None and not self.pixels:
            self.extended(self.source.read(start, min(length, 10)))
        elif name in (b"ANIM", b"ANMF"):
            raise self.moving()
        elif name in (b"VP8 ", b"VP8L") and not self.pixels:
            self.lossless = name == b"VP8L"
            head = self.source.read(start, min(length, 10))
            self.size = self.lossless_size(head) if self.lossless else self.lossy_size(head)
            self.source.check_size(*self.size)
            self.pixels = self.whole(name, start, length)
        elif name == b"ALPH" and self.flags is not None and not (self.pixels or self.alpha):
            self.alpha = self.whole(name, start, length)
        elif name == b"EXIF":
            facts = read_exif(self.source.read(start, min(length, MAX_EXIF)))
            self.removed += facts.names
            if (self.flags or 0) & EXIF:  # without the flag no browser looks at it
                self.orientation = facts.orientation
        else:
            if name == b"ICCP" and (self.flags or 0) & PROFILE:
                self.profile = self.source.read(start, length) if length <= MAX_PROFILE else b""
            self.removed.append(NAMES.get(name, "other data"))

    def extended(self, body: bytes) -> None:
        """The extended header: flags, and the size of the canvas less one, 24 bits each."""
        if len(body) < 10:
            raise self.source.broken("its extended header is too short")
        self.flags = body[0]
        width, height = body[4:7], body[7:10]
        self.canvas = (
            1 + int.from_bytes(width, "little"),
            1 + int.from_bytes(height, "little"),
        )
        self.source.check_size(*self.canvas)
        if self.flags & ANIMATION:
            raise self.moving()

    def moving(self) -> PictureError:
        """The error for an animated WebP."""
        return self.source.fault(
            ANIMATED, "is an animated WebP", "export its frames as pictures, or show it as video"
        )

    def lossy_size(self, head: bytes) -> tuple[int, int]:
        """Pixels across and down of a VP8 key frame (RFC 6386 §9.1)."""
        shown_key_frame = head[:1] and head[0] & 0x11 == 0x10 and head[3:6] == b"\x9d\x01\x2a"
        if len(head) < 10 or not shown_key_frame:
            raise self.source.broken("its pixels do not begin with a key frame")
        width, height = head[6:8], head[8:10]
        return int.from_bytes(width, "little") & 0x3FFF, int.from_bytes(height, "little") & 0x3FFF

    def lossless_size(self, head: bytes) -> tuple[int, int]:
        """Pixels across and down of a VP8L image (its specification, §3)."""
        bits = int.from_bytes(head[1:5], "little")
        if len(head) < 5 or head[0] != 0x2F or bits >> 29:
            raise self.source.broken("its pixels do not begin with a lossless header")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)

    def whole(self, name: bytes, start: int, length: int) -> tuple[Part, ...]:
        """A chunk that stays: header, data, and a zero where the length is odd."""
        header = name + length.to_bytes(4, "little")
        return header, self.source.slice(start, start + length), b"\0" * (length % 2)

    def end(self, stop: int) -> Anatomy:
        """The anatomy, with the picture's end at ``stop``."""
        if not self.size or self.canvas not in (None, self.size):
            raise self.source.broken("it has no pixels, or not as many as its header says")
        if stop < self.source.size:
            self.removed.append("data after the end")
        alpha = () if self.lossless else self.alpha
        body: tuple[Part, ...] = (b"WEBP", *self.header(*self.size), *alpha, *self.pixels)
        length = sum(len(part) if isinstance(part, bytes) else part.length for part in body)
        return Anatomy(
            *self.size,
            parts=joined((b"RIFF", length.to_bytes(4, "little"), *body)),
            removed=each_once(self.removed),
            orientation=self.orientation,
            profile=self.profile,
            lossless=self.lossless,
        )

    def header(self, width: int, height: int) -> tuple[bytes, ...]:
        """The extended header without a flag but alpha; none where the source had none."""
        if self.flags is None:
            return ()
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return (b"VP8X\x0a\0\0\0", bytes((self.flags & ALPHA, 0, 0, 0)), size)
