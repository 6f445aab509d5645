"""JPEG, cleaned by its markers: ITU-T T.81 annex B, JFIF 1.02, Adobe's APP14, Exif 2.3 §4.7.

A JPEG is a row of segments, each with a marker and a length, and entropy-coded data behind each
start of scan. What a decoder needs stays, byte for byte, and everything else goes: all application
segments but JFIF and Adobe (which tell a decoder how colours are coded), all comments, and whatever
a phone wrote behind the end of the picture.
"""

from __future__ import annotations

import re

from scorm_builder.filetree import Part
from scorm_builder.load.anatomy import (
    TOO_LARGE,
    TYPE,
    Anatomy,
    PictureError,
    PictureFile,
    each_once,
    joined,
)
from scorm_builder.load.exif import PREFIX, read_exif

SOI = b"\xff\xd8"
DHT, DAC, EOI, SOS, DQT, DNL, DRI = 0xC4, 0xCC, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD
APP0, APP1, APP2, APP13, APP14, APP15, COM = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE
FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended sequential and progressive, all with Huffman codes: what browsers decode."""

LOSSLESS_FRAMES = (0xC3, 0xC7, 0xCB, 0xCF)
OTHER_FRAMES = (0xC5, 0xC6, 0xC9, 0xCA, 0xCD, 0xCE, 0xDE)

MAX_SCANS = 100
"""Scans of a progressive file. Encoders write 3 to 15; each makes a decoder visit every pixel."""

MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""A marker that ends entropy-coded data: not a stuffed FF00, a restart, or fill (T.81 B.1.1)."""

MAX_SEGMENTS = 10_000
"""Segments in a file. The most that cameras write is some hundreds, for long maker notes."""

MAX_FILL = 64
BLOCK = 1 << 18
XMP = (b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/")
ICC = b"ICC_PROFILE\0"
EXPORT = "export it again as an ordinary 8-bit JPEG, or as PNG"


def take_apart(source: PictureFile) -> Anatomy:
    """The anatomy of a JPEG. Raises :class:`~scorm_builder.load.anatomy.PictureError`."""
    walk = _Walk(source)
    at = len(SOI)
    for _ in range(MAX_SEGMENTS):
        marker, start = walk.marker(at)
        if marker == EOI:
            return walk.end(start + 2)
        at = walk.segment(marker, start)
    raise source.broken(f"it has more than {MAX_SEGMENTS} segments")


class _Walk:
    """A walk over the segments, and what it has found so far."""

    def __init__(self, source: PictureFile) -> None:
        self.source = source
        self.size: tuple[int, int] | None = None
        self.components = 0
        self.scans = 0
        self.kept: list[Part] = []
        self.removed: list[str] = []
        self.jfif = b""
        self.adobe = b""
        self.orientation: int | None = None
        self.icc: dict[int, bytes] = {}
        self.icc_count = 0

    def marker(self, at: int) -> tuple[int, int]:
        """The marker at ``at`` and the offset of its FF, with fill bytes (T.81 B.1.1.2) passed."""
        block = self.source.peek(at, MAX_FILL)
        head = block.lstrip(b"\xff")[:1]
        fill = len(block) - len(block.lstrip(b"\xff"))
        if len(block) < MAX_FILL and not head:
            raise self.source.cut_short()
        if not fill or head in (b"", b"\0"):
            raise self.source.broken(f"there is no JPEG marker at byte {at}")
        return head[0], at + fill - 1

    def segment(self, marker: int, start: int) -> int:
        """Keep or drop the segment at ``start``; the offset of the next marker."""
        length = int.from_bytes(self.source.read(start + 2, 2), "big")
        end = start + 2 + length
        if length < 2:
            raise self.source.broken(f"the segment at byte {start} has no length")
        if end > self.source.size:
            raise self.source.cut_short()
        if marker in FRAMES:
            self.frame(start, end)
        elif marker == SOS:
            return self.scan(start, end)
        elif marker in (DHT, DQT, DRI):
            self.table(marker, start, end)
        elif APP0 <= marker <= APP15:
            self.application(marker, start + 4, end)
        elif marker == COM:
            self.removed.append("comment")
        elif marker in LOSSLESS_FRAMES or marker in OTHER_FRAMES:
            raise self.not_shown(marker)
        elif marker not in (DAC, DNL):  # these two say nothing to a Huffman decoder
            raise self.source.broken(f"marker {marker:02X} at byte {start} does not belong there")
        return end

    def not_shown(self, marker: int) -> PictureError:
        """The error for a coding process that browsers do not decode."""
        process = "lossless" if marker in LOSSLESS_FRAMES else "arithmetic or hierarchical"
        return self.source.fault(
            TYPE, f"is a JPEG with {process} coding, which browsers do not show", EXPORT
        )

    def frame(self, start: int, end: int) -> None:
        """The frame header (T.81 B.2.2): precision, size and components."""
        body = self.source.read(start + 4, end - start - 4)
        if self.size or len(body) < 6 or len(body) != 6 + 3 * body[5]:
            raise self.source.broken("its frame header is wrong")
        height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        self.source.check_size(width, height)
        if body[0] != 8:
            raise self.source.fault(
                TYPE, f"is a JPEG of {body[0]} bits, which browsers do not show", EXPORT
            )
        self.components = body[5]
        if self.components == 4:
            # Browsers differ here: with or without Adobe's inversion, with or without the printer's
            # profile. A conversion without that profile invents colours, so it is the author's.
            raise self.source.fault(
                TYPE,
                "is a JPEG in printing colours (CMYK), which each browser shows differently",
                "export it again in RGB or greyscale",
            )
        sampling = [body[at] for at in range(7, len(body), 3)]
        good = all(1 <= s >> 4 <= 4 and 1 <= s & 15 <= 4 for s in sampling)
        if self.components not in (1, 3) or not good:
            raise self.source.broken("its frame header is wrong")
        self.size = width, height
        self.keep(start, end)

    def scan(self, start: int, end: int) -> int:
        """A scan header with the data behind it (T.81 B.2.3); the offset of the next marker."""
        body = self.source.read(start + 4, end - start - 4)
        if not self.size or not body or len(body) != 4 + 2 * body[0] or not 1 <= body[0] <= 4:
            raise self.source.broken("a scan header is wrong")
        self.scans += 1
        if self.scans > MAX_SCANS:
            raise self.source.fault(
                TOO_LARGE,
                f"has more than {MAX_SCANS} passes, which takes browsers very long to show",
                EXPORT,
            )
        at = end
        while block := self.source.peek(at, BLOCK):
            if found := MARKER.search(block):
                self.keep(start, at + found.start())
                return at + found.start()
            at += max(len(block) - 1, 1)  # an FF at the end of a block may begin a marker
        raise self.source.cut_short()

    def table(self, marker: int, start: int, end: int) -> None:
        """A table, whose contents fill its segment exactly (T.81 B.2.4): no room for a stowaway."""
        body = self.source.read(start + 4, end - start - 4)
        at = 0
        while at < len(body):
            if marker == DRI:
                at += 2 if at == 0 else len(body)
            elif marker == DQT:
                at += 1 + 64 * (1 + (body[at] >> 4))
            else:
                at += 17 + sum(body[at + 1 : at + 17])
        if not body or at != len(body):
            raise self.source.broken(f"the table at byte {start} is wrong")
        self.keep(start, end)

    def application(self, marker: int, start: int, end: int) -> None:
        """An application segment with its data from ``start``: two kinds stay, in short form."""
        length = end - start
        head = self.source.read(start, min(length, 40))
        jfif = marker == APP0 and head.startswith(b"JFIF\0") and length >= 14
        adobe = marker == APP14 and head.startswith(b"Adobe") and length >= 12
        if jfif and not self.jfif and not self.scans:
            self.jfif = b"\xff\xe0\x00\x10" + head[:12] + b"\0\0"
            self.removed += ["thumbnail"] if length > 14 else []
        elif adobe and not self.scans:
            self.adobe = b"\xff\xee\x00\x0e" + head[:12]  # the last one counts, as in libjpeg
            self.removed += [_name(marker, head)] if length > 12 else []
        elif marker == APP1 and head.startswith(PREFIX[:5]):  # the sixth byte is padding
            self.exif(self.source.read(start, length)[len(PREFIX) :])
        elif marker == APP2 and head.startswith(ICC):
            self.profile(self.source.read(start, length)[len(ICC) :])
        else:
            self.removed.append(_name(marker, head))

    def exif(self, block: bytes) -> None:
        """An EXIF block. Browsers turn by the first, if it comes before the pixels."""
        facts = read_exif(block)
        self.removed += facts.names
        if self.orientation is None and not self.scans:
            self.orientation = facts.orientation

    def profile(self, chunk: bytes) -> None:
        """A piece of the ICC profile: its number, how many there are, and its bytes."""
        self.removed.append("colour profile")
        if len(chunk) > 2 and not self.scans:
            self.icc.setdefault(chunk[0], chunk[2:])
            self.icc_count = chunk[1]

    def keep(self, start: int, end: int) -> None:
        """Let the bytes from ``start`` to ``end`` stay."""
        self.kept.append(self.source.slice(start, end))

    def end(self, stop: int) -> Anatomy:
        """The anatomy, with the picture's end at ``stop``."""
        if not self.size or not self.scans:
            raise self.source.broken("it ends before its pixels begin")
        if stop < self.source.size:
            self.removed.append("data after the end")
        whole = sorted(self.icc) == list(range(1, self.icc_count + 1))
        profile = b"".join(self.icc[at] for at in sorted(self.icc)) if whole else b""
        return Anatomy(
            *self.size,
            parts=joined((SOI, self.jfif, self.adobe, *self.kept, b"\xff\xd9")),
            removed=each_once(self.removed),
            orientation=self.orientation or 1,
            profile=profile if "colour profile" in self.removed else None,
            grey=self.components == 1,
        )


def _name(marker: int, head: bytes) -> str:
    """What to call an application segment that was dropped."""
    if marker == APP0 and head.startswith(b"JFXX\0"):
        return "thumbnail"
    if marker == APP1 and head.startswith(XMP):
        return "XMP"
    if marker == APP2 and head.startswith(b"MPF\0"):
        return "list of further pictures"
    if marker == APP13 and head.startswith(b"Photoshop "):
        return "IPTC"
    return f"application data (APP{marker - APP0})"
