"""WebP files, cleaned by their RIFF chunks."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from tests.unit.load.pictures import (
    SECRET,
    exif,
    loaded,
    profile,
    refused,
    same_pixels,
    saved,
    scene,
)

FLAVOURS = {
    "lossy": saved(scene(), ".webp"),
    "lossless": saved(scene(), ".webp", lossless=True),
    "lossy with alpha": saved(scene("RGBA"), ".webp"),
    "lossless with alpha": saved(scene("RGBA"), ".webp", lossless=True, exact=True),
    "extended lossy": saved(scene(), ".webp", exif=exif(), xmp=SECRET, icc_profile=profile()),
    "extended lossless": saved(scene("RGBA"), ".webp", lossless=True, xmp=SECRET),
    "extended with alpha": saved(scene("RGBA"), ".webp", exif=exif(), xmp=SECRET),
    "one pixel": saved(scene(size=(1, 1)), ".webp"),
}


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a WebP; fails if they do not fill it exactly."""
    assert data[:4] == b"RIFF"
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    found, at = [], 12
    while at < len(data):
        length = struct.unpack("<I", data[at + 4 : at + 8])[0]
        found.append((data[at : at + 4], data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    assert at == len(data)
    return found


PIXELS = chunks(FLAVOURS["lossy"])[0][1]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_pixels_stay_and_only_pixels_do(tmp_path: Path, flavour: str) -> None:
    data = FLAVOURS[flavour]
    picture = loaded(tmp_path, "a.webp", data)
    assert same_pixels(picture, data)
    assert SECRET not in picture.file.read()
    assert {name for name, _ in chunks(picture.file.read())} <= {b"VP8X", b"ALPH", b"VP8 ", b"VP8L"}
    assert loaded(tmp_path, "b.webp", picture.file.read()).removed == ()


@pytest.mark.parametrize("flavour", ["lossy", "lossless", "lossy with alpha", "one pixel"])
def test_clean_webp_is_kept_byte_for_byte(tmp_path: Path, flavour: str) -> None:
    picture = loaded(tmp_path, "a.webp", FLAVOURS[flavour])
    assert picture.file.read() == FLAVOURS[flavour]
    assert picture.removed == ()


def test_metadata_is_named_and_the_header_announces_nothing_but_alpha(tmp_path: Path) -> None:
    data = saved(scene("RGBA"), ".webp", exif=exif(), xmp=SECRET, icc_profile=profile())
    extra = data[:4] + struct.pack("<I", len(data) - 8 + 8 + len(SECRET) + 1) + data[8:]
    extra += chunk(b"prVt", SECRET) + SECRET
    picture = loaded(tmp_path, "a.webp", extra)
    assert set(picture.removed) == {
        "EXIF", "GPS position", "XMP", "colour profile", "other data", "data after the end",
    }  # fmt: skip
    name, header = chunks(picture.file.read())[0]
    assert (name, header[0]) == (b"VP8X", 0x10)
    assert SECRET not in picture.file.read()


def test_orientation_counts_only_where_the_header_announces_it(tmp_path: Path) -> None:
    size = b"\x3c\0\0\x24\0\0"  # 61 by 37, less one each
    for flags, turned in ((0x08, True), (0, False)):
        header = chunk(b"VP8X", bytes((flags, 0, 0, 0)) + size)
        data = riff(header, chunk(b"VP8 ", PIXELS), chunk(b"EXIF", exif(6)))
        picture = loaded(tmp_path, "a.webp", data)
        assert (picture.width == 37) is turned
    simple = riff(chunk(b"VP8 ", PIXELS), chunk(b"EXIF", exif(6)))
    assert loaded(tmp_path, "a.webp", simple).file.read() == riff(chunk(b"VP8 ", PIXELS))


def test_animated_webp_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    scene().save(out, "WEBP", save_all=True, append_images=[scene().transpose(0)])
    path = tmp_path / "a.webp"
    path.write_bytes(out.getvalue())
    assert refused(path).rule.name == "picture-animated"


def canvas(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return chunk(b"VP8X", bytes(4) + size)


BROKEN = {
    "nothing": (riff(), "unreadable"),
    "no pixels": (riff(canvas(61, 37)), "unreadable"),
    "canvas of another size": (riff(canvas(60, 37), chunk(b"VP8 ", PIXELS)), "unreadable"),
    "canvas of 65 megapixels": (riff(canvas(8125, 8000)), "too-large"),
    "canvas of 16777216 pixels": (riff(canvas(1 << 24, 1 << 24)), "too-large"),
    "short extended header": (riff(chunk(b"VP8X", b"\0"), chunk(b"VP8 ", PIXELS)), "unreadable"),
    "no key frame": (riff(chunk(b"VP8 ", b"\1" + PIXELS[1:])), "unreadable"),
    "no start code": (riff(chunk(b"VP8 ", PIXELS[:3] + b"abc" + PIXELS[6:])), "unreadable"),
    "empty lossy": (riff(chunk(b"VP8 ", b"")), "unreadable"),
    "empty lossless": (riff(chunk(b"VP8L", b"")), "unreadable"),
    "lossless of a later version": (riff(chunk(b"VP8L", b"/\0\0\0\x20")), "unreadable"),
    "lossless of 268 megapixels": (riff(chunk(b"VP8L", b"/\xff\xff\xff\x0f")), "too-large"),
    "animation flag": (riff(chunk(b"VP8X", b"\2" + bytes(9))), "animated"),
    "frames without a flag": (riff(chunk(b"VP8 ", PIXELS), chunk(b"ANMF", b"")), "animated"),
    "chunk beyond the end": (riff(b"VP8 \xff\xff\xff\xff" + PIXELS), "unreadable"),
    "too many chunks": (riff(chunk(b"abcd", b"") * 100_001), "unreadable"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_webp_is_refused(tmp_path: Path, what: str) -> None:
    data, rule = BROKEN[what]
    path = tmp_path / "a.webp"
    path.write_bytes(data)
    assert refused(path).rule.name == f"picture-{rule}"


def test_lossy_stays_lossy_and_lossless_stays_exact_when_turned(tmp_path: Path) -> None:
    for lossless in (True, False):
        data = saved(scene(), ".webp", lossless=lossless, exif=exif(3))
        out = loaded(tmp_path, "a.webp", data).file.read()
        assert (chunks(out)[0][0] == b"VP8L") is lossless
        with Image.open(io.BytesIO(out)) as image:
            assert image.size == (61, 37)
