"""JPEG files, cleaned by their segments."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from scorm_builder.load import jpeg
from scorm_builder.load.anatomy import PictureFile
from scorm_builder.load.image import PictureError, load_picture
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


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def after_start(data: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments directly behind its start."""
    return data[:2] + b"".join(segments) + data[2:]


def before_second_scan(data: bytes, *segments: bytes) -> bytes:
    at = data.index(b"\xff\xda", data.index(b"\xff\xda") + 2)
    return data[:at] + b"".join(segments) + data[at:]


def patched(data: bytes, marker: int, offset: int, new: bytes) -> bytes:
    """A JPEG with bytes of its first segment of a kind replaced, counted from the marker."""
    at = data.index(bytes((0xFF, marker))) + offset
    return data[:at] + new + data[at + len(new) :]


def refusal(tmp_path: Path, data: bytes) -> PictureError:
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    return refused(path)


FLAVOURS = {
    "baseline": saved(scene(), ".jpg"),
    "progressive": saved(scene(), ".jpg", progressive=True),
    "greyscale": saved(scene("L"), ".jpg"),
    "progressive greyscale": saved(scene("L"), ".jpg", progressive=True),
    "with restart markers": saved(scene(), ".jpg", restart_marker_blocks=3),
    "progressive with restart markers": saved(
        scene(), ".jpg", progressive=True, restart_marker_rows=1
    ),
    "without chroma subsampling": saved(scene(), ".jpg", subsampling=0),
    "half across": saved(scene(), ".jpg", subsampling=1),
    "with its own Huffman tables": saved(scene(), ".jpg", optimize=True),
    "coded as RGB": saved(scene(), ".jpg", keep_rgb=True),
    "of the worst quality": saved(scene(), ".jpg", quality=1),
    "of one pixel": saved(scene(size=(1, 1)), ".jpg"),
}

METADATA = {
    "EXIF": segment(0xE1, exif()),
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET),
    "comment": segment(0xFE, SECRET),
    "IPTC": segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + SECRET),
    "list of further pictures": segment(0xE2, b"MPF\0MM\0*" + SECRET),
    "thumbnail": segment(0xE0, b"JFXX\0\x10" + SECRET),
    "application data (APP1)": segment(0xE1, b"FLIR\0\1" + SECRET),
    "application data (APP4)": segment(0xE4, SECRET),
    "application data (APP11)": segment(0xEB, b"JP\0\1jumbc2pa" + SECRET),
    "application data (APP15)": segment(0xEF, SECRET),
    "application data (APP14)": segment(0xEE, b"Ado" + SECRET),
}


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_clean_jpeg_is_kept_byte_for_byte(tmp_path: Path, flavour: str) -> None:
    picture = loaded(tmp_path, "a.jpg", FLAVOURS[flavour])
    assert picture.file.read() == FLAVOURS[flavour]
    assert picture.removed == ()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_all_metadata_goes_and_pixels_stay(tmp_path: Path, flavour: str) -> None:
    tail = SECRET + FLAVOURS["greyscale"]  # phones put a second picture behind the first
    data = after_start(FLAVOURS[flavour], *METADATA.values()) + tail
    picture = loaded(tmp_path, "a.jpg", data)
    assert picture.file.read() == FLAVOURS[flavour]
    assert set(picture.removed) >= {*METADATA, "GPS position", "data after the end"}


@pytest.mark.parametrize("name", METADATA)
def test_each_kind_of_metadata_is_named(tmp_path: Path, name: str) -> None:
    picture = loaded(tmp_path, "a.jpg", after_start(FLAVOURS["baseline"], METADATA[name]))
    assert picture.removed[0] == name


def test_exif_with_an_odd_padding_byte_turns_the_picture_as_browsers_do(tmp_path: Path) -> None:
    odd = segment(0xE1, b"Exif\0\xff" + exif(6)[6:])
    picture = loaded(tmp_path, "a.jpg", after_start(FLAVOURS["baseline"], odd))
    assert (picture.width, picture.height) == (37, 61)


def test_metadata_between_the_scans_of_a_progressive_file_goes(tmp_path: Path) -> None:
    clean = FLAVOURS["progressive"]
    data = before_second_scan(clean, *METADATA.values(), segment(0xE1, exif(6)))
    picture = loaded(tmp_path, "a.jpg", data)
    assert picture.file.read() == clean
    assert (picture.width, picture.height) == (61, 37)  # too late to turn the picture


def test_thumbnail_in_the_jfif_header_goes_and_the_header_stays(tmp_path: Path) -> None:
    clean = FLAVOURS["baseline"]
    assert clean[2:4] == b"\xff\xe0"
    thumbnail = clean[6:18] + b"\x04\x04" + SECRET.ljust(48, b".")
    picture = loaded(tmp_path, "a.jpg", clean[:2] + segment(0xE0, thumbnail) + clean[20:])
    assert picture.file.read() == clean
    assert picture.removed == ("thumbnail",)


def test_long_adobe_segment_is_shortened_to_what_tells_the_colours(tmp_path: Path) -> None:
    clean = FLAVOURS["coded as RGB"]
    if b"Adobe" not in clean:
        clean = after_start(clean, segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"))
    data = clean.replace(b"\xff\xee\0\x0e", b"\xff\xee" + struct.pack(">H", 14 + len(SECRET)))
    at = data.index(b"Adobe") + 12
    picture = loaded(tmp_path, "a.jpg", data[:at] + SECRET + data[at:])
    assert same_pixels(picture, clean)
    assert SECRET not in picture.file.read()


@pytest.mark.parametrize("transform", [0, 1])
def test_adobe_colour_transform_is_kept(tmp_path: Path, transform: int) -> None:
    clean = FLAVOURS["baseline"][:2] + FLAVOURS["baseline"][20:]  # JFIF would outrank Adobe
    data = after_start(clean, segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([transform])))
    assert same_pixels(loaded(tmp_path, "a.jpg", data), data)


def test_profile_in_pieces_out_of_order_is_put_together(tmp_path: Path) -> None:
    icc = profile(primaries="Adobe")
    pieces = [
        segment(0xE2, b"ICC_PROFILE\0" + bytes((n + 1, 3)) + icc[200 * n : 200 * (n + 1)])
        for n in range(3)
    ]
    assert len(icc) <= 600
    whole = after_start(FLAVOURS["baseline"], *reversed(pieces))
    assert "colour profile (converted to sRGB)" in loaded(tmp_path, "a.jpg", whole).removed
    lacking = after_start(FLAVOURS["baseline"], pieces[0], pieces[2])
    assert loaded(tmp_path, "a.jpg", lacking).removed == ("colour profile",)


def test_fill_bytes_before_a_marker_are_passed_over(tmp_path: Path) -> None:
    clean = FLAVOURS["baseline"]
    data = clean[:2] + b"\xff\xff\xff" + clean[2:]
    assert same_pixels(loaded(tmp_path, "a.jpg", data), clean)
    data = clean[:-2] + b"\xff\xff\xff" + clean[-2:]
    assert same_pixels(loaded(tmp_path, "a.jpg", data), clean)


@pytest.mark.parametrize("block", [2, 3, 5, 64])
def test_marker_on_the_edge_of_a_block_is_found(
    tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jpeg, "BLOCK", block)
    for data in FLAVOURS.values():
        assert loaded(tmp_path, "a.jpg", data).file.read() == data


def test_stuffed_bytes_and_restarts_do_not_end_a_scan() -> None:
    assert not jpeg.MARKER.search(b"\xff\0" + bytes(f for n in range(8) for f in (0xFF, 0xD0 + n)))
    assert not jpeg.MARKER.search(b"\xff\xff\xff")
    for code in [*range(1, 0xD0), *range(0xD8, 0xFF)]:
        assert jpeg.MARKER.search(b"..\xff" + bytes([code])).start() == 2


@pytest.mark.parametrize(
    ("change", "rule", "word"),
    [
        ((0xC0, 1, b"\xc3"), "picture-type", "lossless"),
        ((0xC0, 1, b"\xc9"), "picture-type", "arithmetic"),
        ((0xC0, 1, b"\xca"), "picture-type", "arithmetic"),
        ((0xC0, 1, b"\xc5"), "picture-type", "hierarchical"),
        ((0xC0, 4, b"\x0c"), "picture-type", "12 bits"),
        ((0xC0, 5, b"\0\0"), "picture-unreadable", "no pixels"),
        ((0xC0, 5, b"\xff\xff\xff\xff"), "picture-too-large", "65535 by 65535"),
        ((0xC0, 5, b"\x1f\x40\x1f\x41"), "picture-too-large", "megapixels"),
        ((0xC0, 5, b"\0\1\xff\xff"), "picture-too-large", "a side"),
        ((0xC0, 9, b"\2"), "picture-unreadable", "frame"),
        ((0xC0, 11, b"\0"), "picture-unreadable", "frame"),
        ((0xDA, 4, b"\5"), "picture-unreadable", "scan"),
        ((0xDB, 4, b"\x20"), "picture-unreadable", "table"),
        ((0xC4, 5, b"\xff"), "picture-unreadable", "table"),
        ((0xDB, 1, b"\x02"), "picture-unreadable", "does not belong"),
        ((0xDB, 0, b"\0"), "picture-unreadable", "no JPEG marker"),
        ((0xDB, 2, b"\0\1"), "picture-unreadable", "no length"),
    ],
)
def test_jpeg_that_browsers_do_not_show_is_refused(
    tmp_path: Path, change: tuple[int, int, bytes], rule: str, word: str
) -> None:
    error = refusal(tmp_path, patched(FLAVOURS["baseline"], *change))
    assert error.rule.name == rule
    assert word in error.message


def test_printing_colours_are_refused_with_a_way_out(tmp_path: Path) -> None:
    error = refusal(tmp_path, saved(scene().convert("CMYK"), ".jpg"))
    assert error.rule.name == "picture-type"
    assert "CMYK" in error.message
    assert "RGB" in error.hint


def test_two_frames_or_none_or_no_scan_are_damage(tmp_path: Path) -> None:
    clean = FLAVOURS["baseline"]
    frame = clean.index(b"\xff\xc0")
    scan = clean.index(b"\xff\xda")
    size = 2 + int.from_bytes(clean[frame + 2 : frame + 4], "big")
    twice = clean[:frame] + clean[frame : frame + size] + clean[frame:]
    for data in (twice, clean[:frame] + clean[frame + size :], clean[:scan] + b"\xff\xd9"):
        assert refusal(tmp_path, data).rule.name == "picture-unreadable"


def test_hundreds_of_scans_are_refused(tmp_path: Path) -> None:
    clean = FLAVOURS["progressive"]
    last = clean.rindex(b"\xff\xda")
    data = clean[:-2] + clean[last:-2] * 200 + clean[-2:]
    assert refusal(tmp_path, data).rule.name == "picture-too-large"


def test_endless_segments_and_endless_fill_are_refused(tmp_path: Path) -> None:
    clean = FLAVOURS["baseline"]
    many = after_start(clean, segment(0xFE, b"") * 20_000)
    assert refusal(tmp_path, many).rule.name == "picture-unreadable"
    fill = clean[:2] + b"\xff" * 1_000_000 + clean[2:]
    assert refusal(tmp_path, fill).rule.name == "picture-unreadable"


def test_large_jpeg_takes_few_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(2).integers(0, 256, 5_000_000, dtype=np.uint8).tobytes()
    scan = noise.replace(b"\xff", b"\xff\0")
    path = tmp_path / "a.jpg"
    path.write_bytes(FLAVOURS["baseline"][:-2] + scan + b"\xff\xd9")
    reads = []
    peek = PictureFile.peek

    def counted(self: PictureFile, start: int, length: int) -> bytes:
        reads.append(length)
        return peek(self, start, length)

    monkeypatch.setattr(PictureFile, "peek", counted)
    load_picture(path)
    assert len(reads) < 60 + len(scan) // jpeg.BLOCK
    assert sum(reads) < 1.1 * len(scan) + 2 * jpeg.BLOCK
