"""PNG files, cleaned by their chunks."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scorm_builder.load import png
from tests.unit.load.pictures import (
    SECRET,
    exif,
    loaded,
    pixels,
    profile,
    refused,
    same_pixels,
    saved,
    scene,
)

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2))  # fmt: skip
WIDTH, HEIGHT = 13, 9


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(colour: int, depth: int, interlace: int = 0, size=(WIDTH, HEIGHT)) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, interlace))


def noise(colour: int, depth: int, interlace: int) -> bytes:
    """Lines of random pixels, unfiltered (PNG §8 for the passes of an interlaced picture)."""
    random = np.random.default_rng(colour * 100 + depth)
    lines = b""
    for x, y, across, down in PASSES if interlace else ((0, 0, 1, 1),):
        wide, high = -(-(WIDTH - x) // across), -(-(HEIGHT - y) // down)
        length = (wide * depth * CHANNELS[colour] + 7) // 8
        for _ in range(high if wide else 0):
            lines += b"\0" + random.integers(0, 256, length, dtype=np.uint8).tobytes()
    return zlib.compress(lines)


def made(colour: int, depth: int, interlace: int = 0, *extra: bytes) -> bytes:
    """A PNG of any type, with ``extra`` chunks behind the header."""
    palette = chunk(b"PLTE", (bytes(range(256)) * 3)[: 3 << depth]) if colour == 3 else b""
    data = noise(colour, depth, interlace)
    parts = [header(colour, depth, interlace), *extra, palette]
    parts += [chunk(b"IDAT", data[:10]), chunk(b"IDAT", data[10:]), chunk(b"IEND", b"")]
    return png.SIGNATURE + b"".join(parts)


TYPES = [(colour, depth) for colour, depths in png.DEPTHS.items() for depth in depths]

METADATA = {
    "text": chunk(b"tEXt", b"Author\0" + SECRET)
    + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET))
    + chunk(b"iTXt", b"Title\0\0\0\0\0" + SECRET),
    "time": chunk(b"tIME", struct.pack(">H5B", 2026, 11, 22, 1, 2, 3)),
    "resolution": chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1)),
    "EXIF": chunk(b"eXIf", exif()[6:]),
    "other data (prVt)": chunk(b"prVt", SECRET),
    "significant bits": chunk(b"sBIT", b"\5"),
}


@pytest.mark.parametrize("interlace", [0, 1])
@pytest.mark.parametrize(("colour", "depth"), TYPES)
def test_every_type_of_png_is_kept_byte_for_byte_without_its_metadata(
    tmp_path: Path, colour: int, depth: int, interlace: int
) -> None:
    clean = made(colour, depth, interlace)
    data = made(colour, depth, interlace, *METADATA.values()) + SECRET
    picture = loaded(tmp_path, "a.png", data)
    assert picture.file.read() == clean
    assert same_pixels(picture, data)
    assert set(picture.removed) == {*METADATA, "GPS position", "data after the end"}


@pytest.mark.parametrize("name", METADATA)
def test_each_kind_of_metadata_is_named(tmp_path: Path, name: str) -> None:
    assert loaded(tmp_path, "a.png", made(2, 8, 0, METADATA[name])).removed[0] == name


@pytest.mark.parametrize("name", [b"cHRM", b"gAMA", b"sRGB", b"cICP"])
def test_colour_chunk_of_a_wrong_length_or_place_is_dropped(tmp_path: Path, name: bytes) -> None:
    data = made(2, 8, 0, chunk(name, SECRET))
    assert loaded(tmp_path, "a.png", data).file.read() == made(2, 8)
    late = made(2, 8)[:-12] + chunk(name, COLOURS[name]) + END
    assert loaded(tmp_path, "a.png", late).file.read() == made(2, 8)


@pytest.mark.parametrize(
    ("colour", "clear"),
    [(0, b"\0\x80"), (2, b"\0\1\0\2\0\3"), (3, bytes(range(200)))],
)
def test_transparency_is_kept(tmp_path: Path, colour: int, clear: bytes) -> None:
    data = made(colour, 8)
    at = data.index(b"IDAT") - 4
    data = data[:at] + chunk(b"tRNS", clear) + data[at:]
    picture = loaded(tmp_path, "a.png", data)
    assert picture.file.read() == data
    assert picture.removed == ()


COLOURS = {
    b"gAMA": struct.pack(">I", 100000),
    b"cHRM": struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000),
    b"sRGB": b"\0",
    b"cICP": b"\x0c\x0d\0\1",
}


@pytest.mark.parametrize("name", COLOURS)
def test_chunk_that_says_what_the_numbers_mean_is_kept(tmp_path: Path, name: bytes) -> None:
    data = made(2, 8, 0, chunk(name, COLOURS[name]))
    assert loaded(tmp_path, "a.png", data).file.read() == data


def test_chunk_that_says_what_the_numbers_mean_survives_turning(tmp_path: Path) -> None:
    gamma = chunk(b"gAMA", COLOURS[b"gAMA"])
    data = made(2, 8, 0, gamma, chunk(b"eXIf", exif(6)[6:]))
    picture = loaded(tmp_path, "a.png", data)
    assert gamma in picture.file.read()
    assert np.array_equal(pixels(picture.file.read()), np.rot90(pixels(data), -1))
    assert loaded(tmp_path, "b.png", picture.file.read()).removed == ()


def icc(data: bytes) -> bytes:
    return chunk(b"iCCP", b"name\0\0" + zlib.compress(data))


def test_profile_that_goes_takes_the_chunks_it_outranked_with_it(tmp_path: Path) -> None:
    gamma = chunk(b"gAMA", COLOURS[b"gAMA"])
    picture = loaded(tmp_path, "a.png", made(2, 8, 0, icc(profile()), gamma))
    assert picture.file.read() == made(2, 8)


def test_profile_goes_unused_where_cicp_outranks_it(tmp_path: Path) -> None:
    code = chunk(b"cICP", COLOURS[b"cICP"])
    picture = loaded(tmp_path, "a.png", made(2, 8, 0, code, icc(profile(primaries="Adobe"))))
    assert picture.file.read() == made(2, 8, 0, code)
    assert picture.removed == ("colour profile",)


def test_text_bomb_is_never_inflated(tmp_path: Path) -> None:
    bomb = zlib.compress(bytes(300_000_000), 9)
    data = made(2, 8, 0, chunk(b"zTXt", b"a\0\0" + bomb), chunk(b"iTXt", b"a\0\1\0\0\0" + bomb))
    path = tmp_path / "a.png"
    path.write_bytes(data)
    tracemalloc.start()
    picture = loaded(tmp_path, "a.png", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert picture.file.read() == made(2, 8)
    assert peak < 2_000_000


def test_profile_bomb_is_inflated_no_further_than_a_profile_can_be(tmp_path: Path) -> None:
    data = made(2, 8, 0, icc(bytes(100_000_000)))
    tracemalloc.start()
    picture = loaded(tmp_path, "a.png", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert picture.removed == ("colour profile",)
    assert peak < 16_000_000


def test_animated_png_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    scene().save(out, "PNG", save_all=True, append_images=[scene().transpose(0)])
    path = tmp_path / "a.png"
    path.write_bytes(out.getvalue())
    assert refused(path).rule.name == "picture-animated"


@pytest.mark.parametrize(
    ("size", "rule"),
    [
        ((65_000, 1_001), "picture-too-large"),
        ((8_001, 8_000), "picture-too-large"),
        ((65_501, 1), "picture-too-large"),
        ((0x7FFFFFFF, 0x7FFFFFFF), "picture-too-large"),
        ((0, 5), "picture-unreadable"),
        ((5, 0), "picture-unreadable"),
    ],
)
def test_size_is_judged_by_the_header_alone(tmp_path: Path, size, rule: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.SIGNATURE + header(2, 8, size=size))  # nothing behind the header
    assert refused(path).rule.name == rule


def test_picture_of_just_64_megapixels_is_taken(tmp_path: Path) -> None:
    body = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    data = png.SIGNATURE + header(0, 1, size=(8_000, 8_000)) + body
    assert loaded(tmp_path, "a.png", data).width == 8_000


PIXELS, END = chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b"")
PALETTE = chunk(b"PLTE", bytes(12))
BROKEN = {
    "no header": PIXELS + END,
    "two headers": header(2, 8) * 2 + PIXELS + END,
    "header in second place": chunk(b"tEXt", b"a\0b") + header(2, 8) + PIXELS + END,
    "short header": chunk(b"IHDR", bytes(12)) + PIXELS + END,
    "colour type 1": header(1, 8) + PIXELS + END,
    "colour type 7": header(7, 8) + PIXELS + END,
    "depth 3": header(0, 3) + PIXELS + END,
    "RGB of 4 bits": header(2, 4) + PIXELS + END,
    "palette of 16 bits": header(3, 16) + PALETTE + PIXELS + END,
    "interlace 2": header(2, 8, 2) + PIXELS + END,
    "no pixels": header(2, 8) + END,
    "no palette": header(3, 8) + PIXELS + END,
    "palette behind the pixels": header(3, 8) + PIXELS + PALETTE + END,
    "palette of a grey picture": header(0, 8) + PALETTE + PIXELS + END,
    "palette of 4 bytes": header(3, 8) + chunk(b"PLTE", bytes(4)) + PIXELS + END,
    "palette of 257 colours": header(3, 8) + chunk(b"PLTE", bytes(771)) + PIXELS + END,
    "two palettes": header(3, 8) + PALETTE * 2 + PIXELS + END,
    "transparency before the palette": header(3, 8) + chunk(b"tRNS", b"a") + PALETTE + PIXELS + END,
    "transparency of an alpha picture": header(6, 8) + chunk(b"tRNS", b"ab") + PIXELS + END,
    "transparency of a wrong length": header(2, 8) + chunk(b"tRNS", b"ab") + PIXELS + END,
    "pixels in two places": header(2, 8) + PIXELS + chunk(b"tIME", b"") + PIXELS + END,
    "end with data": header(2, 8) + PIXELS + chunk(b"IEND", b"a"),
    "unknown critical chunk": header(2, 8) + chunk(b"CgBI", b"abcd") + PIXELS + END,
    "name that is no name": header(2, 8) + chunk(b"a\0b1", b"") + PIXELS + END,
    "wrong checksum": header(2, 8)[:-1] + b"\0" + PIXELS + END,
    "wrong checksum of a text": header(2, 8) + METADATA["text"][:-1] + b"\0" + PIXELS + END,
    "length beyond the end": header(2, 8) + b"\x7f\xff\xff\xffIDAT" + PIXELS + END,
    "too many chunks": header(2, 8) + chunk(b"tEXt", b"a\0b") * 100_001 + PIXELS + END,
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_png_is_unreadable(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.SIGNATURE + BROKEN[what])
    assert refused(path).rule.name == "picture-unreadable"


def test_sixteen_bit_colours_that_are_turned_become_eight_and_say_so(tmp_path: Path) -> None:
    data = made(2, 16, 0, chunk(b"eXIf", exif(3)[6:]))
    picture = loaded(tmp_path, "a.png", data)
    assert "16-bit depth (now 8-bit)" in picture.removed
    assert np.array_equal(pixels(picture.file.read()), np.rot90(pixels(data), 2))


@pytest.mark.parametrize(("colour", "depth"), TYPES)
@pytest.mark.parametrize("extra", [exif(6)[6:], b""])
def test_every_type_can_be_turned_and_recoloured(
    tmp_path: Path, colour: int, depth: int, extra: bytes
) -> None:
    space = "GRAY" if colour in png.GREY else "RGB "
    chunks = (icc(profile(space, 1.0)), chunk(b"eXIf", extra))
    data = made(colour, depth, 0, *chunks)
    clear = {0: b"\0\1", 2: b"\0\1\0\2\0\3", 3: b"\0\x80"}.get(colour)
    if clear:
        at = data.index(b"IDAT") - 4
        data = data[:at] + chunk(b"tRNS", clear) + data[at:]
    picture = loaded(tmp_path, "a.png", data)
    assert "colour profile (converted to sRGB)" in picture.removed
    assert (picture.width, picture.height) == ((HEIGHT, WIDTH) if extra else (WIDTH, HEIGHT))
    with (
        Image.open(io.BytesIO(data)) as before,
        Image.open(io.BytesIO(picture.file.read())) as after,
    ):
        assert after.has_transparency_data is before.has_transparency_data


def test_saved_by_pillow_with_everything_comes_out_clean(tmp_path: Path) -> None:
    srgb = profile()
    data = saved(scene(), ".png", exif=exif(), dpi=(300, 300), icc_profile=srgb)
    picture = loaded(tmp_path, "a.png", data)
    assert picture.removed == ("colour profile", "resolution", "EXIF", "GPS position")
    with Image.open(io.BytesIO(picture.file.read())) as image:
        assert image.info == {}
