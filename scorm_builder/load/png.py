"""PNG, cleaned by its chunks: W3C PNG Specification (Third Edition) §5 and §11.

What a decoder needs to give the same colours stays, byte for byte; every other ancillary chunk goes
unread, so compressed text is never inflated. Each chunk's checksum is taken on the way.
"""

from __future__ import annotations

import zlib

from scorm_builder.filetree import Part
from scorm_builder.load.anatomy import (
    ANIMATED,
    MAX_PIECES,
    MAX_PROFILE,
    Anatomy,
    PictureFile,
    each_once,
    joined,
)
from scorm_builder.load.exif import read_exif

SIGNATURE = b"\x89PNG\r\n\x1a\n"

DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Colour type → the bit depths it may have (PNG §11.2.1)."""

GREY = (0, 4)
PALETTE = 3

COLOUR = {b"cICP": 4, b"sRGB": 1, b"gAMA": 4, b"cHRM": 32}
"""Chunks that say how numbers become colours, and their lengths (PNG §11.3.2): a few numbers that
browsers act on. ``sBIT``, ``bKGD`` and ``pHYs`` change nothing in a browser: out.
"""

NAMES = {
    b"tEXt": "text",
    b"zTXt": "text",
    b"iTXt": "text",
    b"tIME": "time",
    b"pHYs": "resolution",
    b"sBIT": "significant bits",
    b"bKGD": "background colour",
    b"iCCP": "colour profile",
}

BLOCK = 1 << 18
MAX_EXIF = 1 << 20


def take_apart(source: PictureFile) -> Anatomy:
    """The anatomy of a PNG. Raises :class:`~scorm_builder.load.anatomy.PictureError`."""
    walk = _Walk(source)
    at = len(SIGNATURE)
    for _ in range(MAX_PIECES):
        length = int.from_bytes(source.read(at, 4), "big")
        name = source.read(at + 4, 4)
        stop = at + 12 + length
        if stop > source.size:
            raise source.cut_short()
        walk.checksum(at, length)
        walk.chunk(name, at, length)
        at = stop
        if name == b"IEND":
            return walk.end(at)
    raise source.broken(f"it has more than {MAX_PIECES} chunks")


class _Walk:
    """A walk over the chunks, and what it has found so far."""

    def __init__(self, source: PictureFile) -> None:
        self.source = source
        self.size: tuple[int, int] | None = None
        self.colour_type = 0
        self.depth = 0
        self.kept: list[tuple[bytes, Part]] = []
        self.seen: set[bytes] = set()
        self.last = b""
        self.removed: list[str] = []
        self.orientation = 1
        self.profile: bytes | None = None

    def checksum(self, at: int, length: int) -> None:
        """Check the CRC-32 of the chunk at ``at``, over its name and data (PNG §5.5)."""
        start, stop, crc = at + 4, at + 8 + length, 0
        while start < stop:
            block = self.source.read(start, min(stop - start, BLOCK))
            crc = zlib.crc32(block, crc)
            start += len(block)
        if crc != int.from_bytes(self.source.read(stop, 4), "big"):
            raise self.source.broken(f"the checksum of the chunk at byte {at} is wrong")

    def chunk(self, name: bytes, at: int, length: int) -> None:
        """Keep or drop the chunk at ``at``."""
        if (name == b"IHDR") is bool(self.seen) or not (name.isalpha() and name.isascii()):
            raise self.source.broken(f"the chunk at byte {at} does not belong there")
        if name == b"IHDR":
            self.header(self.source.read(at + 8, length))
        elif name == b"acTL":
            raise self.source.fault(
                ANIMATED, "is an animated PNG", "export its frames as pictures, or show it as video"
            )
        elif name == b"iCCP":
            self.inflate(self.source.read(at + 8, min(length, MAX_PROFILE)))
        elif name == b"eXIf":
            facts = read_exif(self.source.read(at + 8, min(length, MAX_EXIF)))
            self.removed += facts.names
            self.orientation = facts.orientation
        self.decide(name, at, length)
        self.seen.add(name)
        self.last = name

    def decide(self, name: bytes, at: int, length: int) -> None:
        """Let a chunk stay if a decoder needs it and its place and length are right."""
        if name[:1].isupper() or name == b"tRNS":  # an upper-case letter marks a critical chunk
            self.order(name, length)
        elif COLOUR.get(name) != length or not self.seen.isdisjoint({name, b"PLTE", b"IDAT"}):
            if name != b"eXIf":
                self.removed.append(NAMES.get(name, f"other data ({name.decode()})"))
            return
        self.kept.append((name, self.source.slice(at, at + 12 + length)))

    def order(self, name: bytes, length: int) -> None:
        """Check what PNG §5.6 and §11.2 ask of a critical chunk, or of transparency."""
        before = self.seen
        palette = self.colour_type == PALETTE
        good = {
            b"IHDR": length == 13,
            b"PLTE": length % 3 == 0
            and 3 <= length <= 768
            and self.colour_type not in GREY
            and not {b"PLTE", b"tRNS", b"IDAT"} & before,
            b"tRNS": length == {0: 2, 2: 6, PALETTE: length}.get(self.colour_type)
            and not {b"tRNS", b"IDAT"} & before
            and (not palette or (b"PLTE" in before and 1 <= length <= 256)),
            b"IDAT": (b"PLTE" in before or not palette)
            and (b"IDAT" not in before or self.last == b"IDAT"),
            b"IEND": length == 0 and b"IDAT" in before,
        }
        if not good.get(name):
            raise self.source.broken(f"its {name.decode()} chunk is wrong or in the wrong place")

    def header(self, body: bytes) -> None:
        """The image header (PNG §11.2.1)."""
        if len(body) != 13:
            raise self.source.broken("its header is wrong")
        width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        self.source.check_size(width, height)
        self.depth, self.colour_type, compression, filtering, interlace = body[8:]
        depths = DEPTHS.get(self.colour_type, ())
        if self.depth not in depths or compression or filtering or interlace > 1:
            raise self.source.broken("its header is wrong")
        self.size = width, height

    def inflate(self, body: bytes) -> None:
        """The ICC profile (PNG §11.3.2.3): a name, a zero, a method, and zlib data to a limit."""
        name, _, rest = body.partition(b"\0")
        unpack = zlib.decompressobj()
        try:
            profile = unpack.decompress(rest[1:], MAX_PROFILE)
        except zlib.error:
            profile = b""
        whole = unpack.eof and rest[:1] == b"\0" and len(name) < 80
        self.profile = self.profile or (profile if whole else b"")

    def end(self, stop: int) -> Anatomy:
        """The anatomy, with the picture's end at ``stop``."""
        assert self.size is not None  # IHDR comes first, or chunk() has raised
        if stop < self.source.size:
            self.removed.append("data after the end")
        # PNG §4.3: cICP outranks a profile, and a profile the other three. Where a profile is taken
        # out, what it outranked must not come into force instead.
        profile = None if b"cICP" in dict(self.kept) else self.profile
        drop = () if profile is None else tuple(COLOUR)
        kept = [(name, part) for name, part in self.kept if name not in drop]
        return Anatomy(
            *self.size,
            parts=joined((SIGNATURE, *(part for _, part in kept))),
            removed=each_once(self.removed),
            orientation=self.orientation,
            profile=profile,
            grey=self.colour_type in GREY,
            depth=self.depth,
            lossless=True,
            colour=b"".join(
                self.source.read(part.start, part.length)
                for name, part in kept
                if name in COLOUR and not isinstance(part, bytes)
            ),
        )
