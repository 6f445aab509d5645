"""load_picture: what is taken, what is refused, what is turned and recoloured."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from scorm_builder.load import anatomy
from scorm_builder.load.exif import read_exif
from scorm_builder.load.image import RULES, PictureError, load_picture
from tests.unit.load.pictures import (
    FORMATS,
    SECRET,
    exif,
    pixels,
    profile,
    refused,
    saved,
    scene,
    tiny_exif,
)

SHARED = Path(__file__).parents[4] / "shared" / "images"
Put = Callable[[str, bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


# --- types and names


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.WebP", "WEBP")]
)
def test_picture_is_known_by_its_content_and_its_name_agrees(
    put: Put, name: str, kind: str
) -> None:
    out = io.BytesIO()
    scene().save(out, kind)
    picture = load_picture(put(name, out.getvalue()))
    assert (picture.width, picture.height) == (61, 37)
    assert picture.media_type == f"image/{kind.lower()}"
    assert picture.extension == {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[kind]


@pytest.mark.parametrize("held", FORMATS)
@pytest.mark.parametrize("named", [".jpg", ".png", ".webp", ".svg", ".gif", ""])
def test_picture_named_for_another_type_is_refused_with_the_right_name(
    put: Put, held, named
) -> None:
    if held == named:
        return
    error = refused(put(f"hand{named}", saved(scene(), held)))
    assert error.rule.name == "picture-type"
    assert f"hand{held}" in error.hint


def test_svg_named_png_is_refused_with_the_right_name(put: Put) -> None:
    error = refused(put("plan.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="3"/>'))
    assert "plan.svg" in error.hint


FOREIGN = {
    "GIF": b"GIF89a" + bytes(50),
    "BMP": b"BM" + bytes(50),
    "TIFF": b"II*\0" + bytes(50),
    "BigTIFF": b"MM\0+" + bytes(50),
    "AVIF": b"\0\0\0\x20ftypavif" + bytes(50),
    "HEIC": b"\0\0\0\x20ftypheic" + bytes(50),
    "video": b"\0\0\0\x20ftypisom" + bytes(50),
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(50),
    "JPEG XL": b"\xff\x0a" + bytes(50),
    "PDF": b"%PDF-1.7" + bytes(50),
    "PostScript": b"%!PS-Adobe" + bytes(50),
    "Photoshop": b"8BPS" + bytes(50),
    "compressed": b"\x1f\x8b" + bytes(50),
    "zip": b"PK\3\4" + bytes(50),
}


@pytest.mark.parametrize("extension", [".png", ".jpg", ".tif", ".svg"])
@pytest.mark.parametrize("what", FOREIGN)
def test_type_that_is_not_taken_is_named_whatever_the_file_is_called(
    put: Put, what, extension
) -> None:
    error = refused(put(f"a{extension}", FOREIGN[what]))
    assert error.rule.name == "picture-type"
    assert what in error.message


@pytest.mark.parametrize(
    ("name", "data"), [("a.png", bytes(128) + b"DICM" + bytes(50)), ("scan.dcm", bytes(300))]
)
def test_dicom_is_refused_with_a_warning_of_patient_data(put: Put, name: str, data: bytes) -> None:
    error = refused(put(name, data))
    assert "DICOM" in error.message
    assert "patient" in error.hint


@pytest.mark.parametrize("data", [b"", b"\0", b"hello", b"\xff\xd8", b"RIFF", bytes(5000)])
def test_nothing_and_nonsense_are_unreadable(put: Put, data: bytes) -> None:
    assert refused(put("a.jpg", data)).rule.name == "picture-unreadable"


def test_file_that_is_not_there_or_a_folder_is_unreadable(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.png").rule.name == "picture-unreadable"
    (tmp_path / "folder.png").mkdir()
    assert refused(tmp_path / "folder.png").rule.name == "picture-unreadable"


def test_file_above_the_limit_in_bytes_is_refused_unread(put: Put, monkeypatch) -> None:
    path = put("a.jpg", saved(scene(), ".jpg"))
    monkeypatch.setattr("scorm_builder.load.image.MAX_BYTES", 500)
    assert refused(path).rule.name == "picture-too-large"


def test_rules_are_named_in_words_and_explained() -> None:
    for rule in RULES:
        assert rule.name.replace("-", "").isalpha()
        assert rule.title and rule.why


# --- orientation


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("extension", "mode", "options"),
    [
        (".jpg", "RGB", {"quality": 90}),
        (".jpg", "L", {"quality": 90}),
        (".png", "RGB", {}),
        (".png", "RGBA", {}),
        (".png", "LA", {}),
        (".png", "L", {}),
        (".png", "1", {}),
        (".png", "P", {}),
        (".png", "I;16", {}),
        (".webp", "RGB", {"lossless": True}),
        (".webp", "RGBA", {"lossless": True, "exact": True}),
        (".webp", "RGBA", {"quality": 90}),
        (".webp", "RGB", {"quality": 90}),
    ],
)
def test_picture_ends_up_as_its_exif_orientation_shows_it(
    put: Put, extension, mode, options, orientation: int
) -> None:
    data = saved(scene(mode), extension, exif=exif(orientation), **options)
    with Image.open(io.BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image)
        wanted, seen_mode = np.asarray(upright).astype(int), upright.mode
    picture = load_picture(put(f"a{extension}", data))
    with Image.open(io.BytesIO(picture.file.read())) as image:
        assert image.mode == seen_mode
        assert image.size == (picture.width, picture.height) == upright.size
        error = np.abs(np.asarray(image).astype(int) - wanted)
    assert error.mean() < (2 if extension == ".jpg" or "quality" in options else 1e-9)
    turned = "orientation (turned upright)" in picture.removed
    assert turned is (orientation != 1)
    assert {"EXIF", "GPS position"} <= set(picture.removed)
    assert SECRET not in picture.file.read()


def test_turning_gives_the_same_bytes_each_time_and_leaves_nothing_to_remove(put: Put) -> None:
    for extension in FORMATS:
        data = saved(scene(), extension, exif=exif(6))
        first, again = (load_picture(put(f"a{extension}", data)) for _ in range(2))
        assert first.file.sha256 == again.file.sha256
        assert load_picture(put(f"b{extension}", first.file.read())).removed == ()


def test_palette_with_transparency_is_turned_losslessly(put: Put) -> None:
    image = scene().quantize(7)
    data = saved(image, ".png", transparency=bytes([0, 100, 255]), exif=exif(8))
    picture = load_picture(put("a.png", data))
    with (
        Image.open(io.BytesIO(data)) as source,
        Image.open(io.BytesIO(picture.file.read())) as turned,
    ):
        wanted = ImageOps.exif_transpose(source.convert("RGBA"))
        assert np.array_equal(np.asarray(turned.convert("RGBA")), np.asarray(wanted))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_read_in_both_byte_orders(orientation: int, order: str) -> None:
    assert read_exif(tiny_exif(orientation, order)).orientation == orientation


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"II",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x04\0\0\0",
        b"MM\0*\0\0\0\x08\xff\xff",
        tiny_exif(0),
        tiny_exif(9),
        tiny_exif(65535),
        tiny_exif(6)[:18],
        tiny_exif(6).replace(b"\x03\0\x01\0\0\0", b"\x04\0\x01\0\0\0"),
        tiny_exif(6).replace(b"\x03\0\x01\0\0\0", b"\x03\0\xff\xff\xff\xff"),
    ],
)
def test_hostile_or_broken_exif_turns_nothing(block: bytes) -> None:
    assert read_exif(block).orientation == 1


@given(st.binary(max_size=200))
@settings(deadline=None, derandomize=True)
def test_exif_of_any_bytes_gives_an_orientation(block: bytes) -> None:
    assert 1 <= read_exif(b"II*\0" + block).orientation <= 8


def test_exif_with_gps_and_thumbnail_says_so() -> None:
    block = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x8825, 4, 1, 26, 26)
    assert read_exif(block).names == ("EXIF", "GPS position", "thumbnail")


# --- colour profiles


@pytest.mark.parametrize("extension", FORMATS)
def test_srgb_profile_goes_and_pixels_stay(put: Put, extension: str) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"lossless": True} if extension == ".webp" else {}
    data = saved(scene(), extension, icc_profile=srgb, **options)
    picture = load_picture(put(f"a{extension}", data))
    assert picture.removed == ("colour profile",)
    assert np.array_equal(pixels(picture.file.read()), pixels(data))
    assert b"acsp" not in picture.file.read()


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_wide_profile_is_converted_to_srgb(put: Put, extension: str, mode: str) -> None:
    if extension == ".jpg" and mode != "RGB":
        return
    adobe = profile(primaries="Adobe")
    options = {"lossless": True, "exact": True} if extension == ".webp" else {}
    data = saved(scene(mode), extension, icc_profile=adobe, **options)
    picture = load_picture(put(f"a{extension}", data))
    assert picture.removed == ("colour profile (converted to sRGB)",)
    with Image.open(io.BytesIO(data)) as image, Image.open(io.BytesIO(picture.file.read())) as new:
        wanted = ImageCms.profileToProfile(
            image.convert("RGB"), io.BytesIO(adobe), ImageCms.createProfile("sRGB")
        )
        error = np.abs(np.asarray(new.convert("RGB")).astype(int) - np.asarray(wanted))
        assert error.mean() < 2
        assert np.abs(np.asarray(wanted).astype(int) - np.asarray(image.convert("RGB"))).max() > 20
        if mode == "RGBA":
            assert np.array_equal(np.asarray(new)[..., 3], np.asarray(image)[..., 3])
    assert SECRET not in picture.file.read()


@pytest.mark.parametrize(
    ("gamma", "converted"), [(2.2, False), (1.8, True), (1.0, True), (2.6, True)]
)
@pytest.mark.parametrize(("extension", "mode"), [(".jpg", "L"), (".png", "L"), (".png", "I;16")])
def test_grey_profile_is_dropped_at_gamma_2_2_and_else_converted_to_grey(
    put: Put, extension, mode, gamma: float, converted: bool
) -> None:
    data = saved(scene(mode), extension, icc_profile=profile("GRAY", gamma))
    picture = load_picture(put(f"a{extension}", data))
    assert ("colour profile (converted to sRGB)" in picture.removed) is converted
    after = pixels(picture.file.read())
    assert after.ndim == 2
    if converted and mode == "L":
        before = pixels(data) / 255
        linear = before**gamma
        curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        assert np.abs(after - curve * 255).max() < 9  # JPEG adds its own error
    if converted and mode == "I;16":
        assert "16-bit depth (now 8-bit)" in picture.removed
    if not converted:
        assert np.array_equal(after, pixels(data))


@pytest.mark.parametrize(
    "broken", [b"junk", profile()[:100], profile()[:300], profile("GRAY", 1.0), bytes(3000)]
)
@pytest.mark.parametrize("extension", FORMATS)
def test_profile_that_is_broken_or_of_another_space_is_dropped(put: Put, extension, broken) -> None:
    data = saved(scene(), extension, icc_profile=broken)
    picture = load_picture(put(f"a{extension}", data))
    assert "colour profile" in picture.removed
    assert np.array_equal(pixels(picture.file.read()), pixels(data))


def test_picture_with_orientation_and_profile_is_turned_and_converted(put: Put) -> None:
    data = saved(scene(), ".jpg", icc_profile=profile(primaries="Adobe"), exif=exif(6))
    picture = load_picture(put("a.jpg", data))
    assert (picture.width, picture.height) == (37, 61)
    assert {"orientation (turned upright)", "colour profile (converted to sRGB)"} <= set(
        picture.removed
    )


# --- limits and damage


def test_pillow_is_left_with_its_own_limits(put: Put) -> None:
    before = Image.MAX_IMAGE_PIXELS
    load_picture(put("a.jpg", saved(scene(), ".jpg", exif=exif(3))))
    assert before == Image.MAX_IMAGE_PIXELS
    assert before > anatomy.MAX_PIXELS  # or Pillow would warn of pictures that we take


def test_damage_that_only_the_decoder_sees_is_an_error_of_ours(put: Put) -> None:
    data = saved(scene(), ".png", exif=exif(3))
    at = data.index(b"IDAT") - 4
    length = int.from_bytes(data[at : at + 4], "big")
    body = b"IDAT" + bytes(length)
    bad = data[: at + 4] + body + struct.pack(">I", zlib.crc32(body)) + data[at + 12 + length :]
    assert refused(put("a.png", bad)).rule.name == "picture-unreadable"


SAMPLES = [
    (".jpg", saved(scene(), ".jpg", exif=exif(1), comment=SECRET)),
    (".jpg", saved(scene("L"), ".jpg", progressive=True, restart_marker_blocks=2)),
    (".jpg", saved(scene(), ".jpg", exif=exif(6))),
    (".png", saved(scene("P"), ".png", transparency=bytes([0, 9]), icc_profile=profile(gamma=1))),
    (".png", saved(scene("RGBA"), ".png", exif=exif(5))),
    (".webp", saved(scene("RGBA"), ".webp", exif=exif(1), icc_profile=profile())),
    (".webp", saved(scene(), ".webp", lossless=True)),
    (".webp", saved(scene(), ".webp", xmp=SECRET)),
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s[0]}-{len(s[1])}")
def test_file_cut_short_anywhere_is_refused(tmp_path: Path, sample: tuple[str, bytes]) -> None:
    extension, data = sample
    path = tmp_path / f"a{extension}"
    path.write_bytes(data)
    for stop in reversed(range(len(data))):
        os.truncate(path, stop)
        assert refused(path).rule.name == "picture-unreadable", stop


@given(
    sample=st.sampled_from(SAMPLES),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=5),
    cut=st.none() | st.floats(0, 1),
    tail=st.binary(max_size=20),
)
@settings(
    max_examples=1500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_damaged_files_give_a_picture_or_an_error_of_ours(
    tmp_path: Path, sample, changes, cut, tail
) -> None:
    extension, data = sample
    bad = bytearray(data)
    for where, new in changes:
        at = int(where * len(bad))
        bad[at : at + len(new)] = new
    if cut is not None:
        bad = bad[: int(cut * len(bad))]
    path = tmp_path / f"a{extension}"
    path.write_bytes(bytes(bad) + tail)
    try:
        picture = load_picture(path)
    except PictureError as error:
        assert error.rule in RULES
    else:
        assert picture.width * picture.height <= anatomy.MAX_PIXELS
        assert picture.file.size == len(picture.file.read())
        if not changes:
            assert SECRET not in picture.file.read()


def test_large_file_is_never_held_in_memory(put: Put) -> None:
    small = saved(scene(size=(640, 480)), ".jpg")
    noise = np.random.default_rng(1).integers(0, 256, 8_000_000, dtype=np.uint8).tobytes()
    data = small[:-2] + noise.replace(b"\xff", b"\xff\0") + b"\xff\xd9"
    path = put("a.jpg", data)
    del small, noise, data
    tracemalloc.start()
    picture = load_picture(path)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    assert picture.file.size > 8_000_000


# --- the real pictures


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.[jp][pn]g")), ids=lambda path: path.name)
def test_real_radiographs_keep_their_pixels(path: Path) -> None:
    picture = load_picture(path)
    assert np.array_equal(pixels(picture.file.read()), pixels(path.read_bytes()))
    assert set(picture.removed) <= {"colour profile"}


def test_real_radiographs_are_there() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no pictures in {SHARED}: they are shared beside the repository")
