"""A second of grey video, a moment of silence and two captions, for tests and the gallery.

``python -m tests.recordings`` writes the files that the blocks' fixtures name.

Written byte by byte, so that no encoder is needed: a lossy WebP holds one frame of VP8, and WebM is
that frame in a few boxes (RFC 8794, RFC 9559).
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image

SIZE = (64, 36)

CAPTIONS = (
    "WEBVTT\n\n00:00.000 --> 00:00.500\nA grey square.\n\n00:00.500 --> 00:01.000\nIt is white.\n"
)


def recording(name: str) -> bytes:
    """What a file of that ending holds. Raises :class:`ValueError` for any other."""
    ending = name.rpartition(".")[2]
    match ending:
        case "webm":
            return _webm((96, 255))
        case "mp4":
            return _box(b"ftyp", b"isom\0\0\0\0isom")
        case "vtt":
            return CAPTIONS.encode()
        case "wav":
            return _wav()
        case "ogg":
            return b"OggS" + bytes(23)
        case "mp3":
            return b"ID3\4" + bytes(6)
    raise ValueError(f"no recording ends in '{ending}'")


def _webm(greys: tuple[int, ...]) -> bytes:
    info = _element(0x1549A966, _element(0x2AD7B1, _number(1_000_000)), _duration(1000.0))
    video = _element(0xE0, _element(0xB0, _number(SIZE[0])), _element(0xBA, _number(SIZE[1])))
    track = _element(
        0xAE,
        *(_element(kind, _number(value)) for kind, value in ((0xD7, 1), (0x73C5, 1), (0x83, 1))),
        _element(0x86, b"V_VP8"),
        video,
    )
    blocks = [
        _element(0xA3, b"\x81" + struct.pack(">hB", 1000 // len(greys) * at, 0x80) + _frame(grey))
        for at, grey in enumerate(greys)
    ]
    cluster = _element(0x1F43B675, _element(0xE7, _number(0)), *blocks)
    head = _element(
        0x1A45DFA3,
        _element(0x4286, _number(1)),
        _element(0x42F7, _number(1)),
        _element(0x42F2, _number(4)),
        _element(0x42F3, _number(8)),
        _element(0x4282, b"webm"),
        _element(0x4287, _number(2)),
        _element(0x4285, _number(2)),
    )
    return head + _element(0x18538067, info, _element(0x1654AE6B, track), cluster)


def _element(kind: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    name = kind.to_bytes((kind.bit_length() + 7) // 8, "big")
    return name + (1 << 28 | len(data)).to_bytes(4, "big") + data


def _number(value: int) -> bytes:
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def _duration(milliseconds: float) -> bytes:
    return _element(0x4489, struct.pack(">d", milliseconds))


def _frame(grey: int) -> bytes:
    """A picture of one grey as a frame of VP8."""
    stream = io.BytesIO()
    Image.new("RGB", SIZE, (grey, grey, grey)).save(stream, "WEBP", quality=10)
    data = stream.getvalue()
    at = data.index(b"VP8 ")
    (length,) = struct.unpack_from("<I", data, at + 4)
    return data[at + 8 : at + 8 + length]


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + kind + data


def _wav() -> bytes:
    rate = 8_000
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate, 1, 8)
    data = b"data" + struct.pack("<I", rate // 10) + b"\x80" * (rate // 10)
    return b"RIFF" + struct.pack("<I", 4 + len(form) + len(data)) + b"WAVE" + form + data


FIXTURES = (
    "video/fixtures/media/fixture.webm",
    "video/fixtures/media/fixture.vtt",
    "audio/fixtures/media/fixture.wav",
)

if __name__ == "__main__":
    blocks = Path(__file__).resolve().parent.parent / "player" / "blocks"
    for fixture in FIXTURES:
        path = blocks / fixture
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(recording(fixture))
        print(path)
