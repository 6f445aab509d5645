"""Sound, video and captions: what is taken, what is said of the rest."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from scorm_builder import build
from scorm_builder.load.media import MAX_READ, _has_location
from tests.compiled import needs_player
from tests.courses import page, write_course
from tests.recordings import recording
from tests.unit.check.reported import in_body, reported
from tests.unit.render.making import Elements

VIDEO = """
```video
id: sweep
file: media/a.webm
captions: media/a.vtt
title: A sweep
transcript: Nothing is said.
credit: Drawn for a test
licence: CC0
```
"""
AUDIO = """
```audio
id: sound
file: media/a.wav
title: Silence
transcript: Nothing is heard.
credit: Made for a test
licence: CC0
```
"""


def box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", 8 + len(data)) + kind + data


def mp4(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"isom\0\0\2\0isom") + b"".join(boxes)


def with_files(body: str, **files: bytes) -> dict[str, str | bytes]:
    found: dict[str, str | bytes] = {
        "media/a.webm": recording("a.webm"),
        "media/a.vtt": recording("a.vtt"),
        "media/a.wav": recording("a.wav"),
    }
    found.update({f"media/a.{ending}": data for ending, data in files.items()})
    return {**found, "pages/one.md": page(body)}


def rules(root: Path, body: str, **files: bytes) -> list[str]:
    return [rule for *_, rule in reported(root, with_files(body, **files))]


@needs_player
def test_video_and_audio_go_into_the_package_as_they_are(tmp_path: Path) -> None:
    folder = write_course(tmp_path, with_files(VIDEO + AUDIO))
    with zipfile.ZipFile(build(folder, out=tmp_path).path) as package:
        found = (name for name in package.namelist() if name.startswith("media/"))
        names = sorted(found, key=lambda name: name.rpartition(".")[2])
        assert [name.rpartition(".")[2] for name in names] == ["vtt", "wav", "webm"]
        assert package.read(names[2]) == recording("a.webm")
        html = package.read("page-one.html").decode()
    assert f'<source src="{names[2]}" type="video/webm">' in html
    assert f'<track kind="captions" src="{names[0]}" srclang="en-GB"' in html
    assert "autoplay" not in html
    assert "playsinline" in html


def test_video_needs_captions_and_every_recording_a_transcript(tmp_path: Path) -> None:
    lines = VIDEO.splitlines(keepends=True)
    assert rules(tmp_path, "".join(x for x in lines if "captions" not in x)) == ["captions-missing"]
    assert rules(tmp_path, "".join(x for x in lines if "transcript" not in x)) == [
        "transcript-missing"
    ]
    without = "".join(x for x in AUDIO.splitlines(keepends=True) if "transcript" not in x)
    assert rules(tmp_path, without) == ["transcript-missing"]


def test_recording_has_one_file_or_several_not_both(tmp_path: Path) -> None:
    assert rules(tmp_path, AUDIO.replace("file: media/a.wav", "files: [media/a.wav]")) == []
    both = AUDIO.replace("title:", "files: [media/a.wav]\ntitle:")
    assert "wrong-value" in rules(tmp_path, both)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("webm", b"\x1a\x45\xdf\xa3 matroska"),
        ("webm", mp4()),
        ("mp4", recording("a.webm")),
        ("mov", mp4()),
        ("ogv", b"Ogg"),
        ("webm", b""),
    ],
)
def test_file_that_is_not_what_its_ending_says_is_refused(
    tmp_path: Path, ending: str, data: bytes
) -> None:
    body = VIDEO.replace("a.webm", f"a.{ending}")
    assert "media-form" in rules(tmp_path, body, **{ending: data})


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("mp3", b"ID3\4rest"),
        ("mp3", b"\xff\xfb\x90\0"),
        ("ogg", b"OggS rest"),
        ("m4a", mp4()),
        ("wav", recording("a.wav")),
    ],
)
def test_sound_is_known_by_its_first_bytes(tmp_path: Path, ending: str, data: bytes) -> None:
    assert rules(tmp_path, AUDIO.replace("a.wav", f"a.{ending}"), **{ending: data}) == []


def test_video_in_an_audio_block_is_refused(tmp_path: Path) -> None:
    assert rules(tmp_path, AUDIO.replace("a.wav", "a.webm")) == ["media-kind"]
    assert "media-kind" in rules(tmp_path, VIDEO.replace("a.vtt", "a.webm"))


def test_mp4_is_warned_of_unless_something_better_stands_before_it(tmp_path: Path) -> None:
    only = VIDEO.replace("a.webm", "a.mp4")
    assert rules(tmp_path, only, mp4=mp4()) == ["video-mp4"]
    second = VIDEO.replace("file: media/a.webm", "files: [media/a.webm, media/a.mp4]")
    assert rules(tmp_path, second, mp4=mp4()) == []


@pytest.mark.parametrize("mark", [b"\xa9xyz", b"loci"])
def test_place_in_a_video_is_warned_of(tmp_path: Path, mark: bytes) -> None:
    index = box(b"moov", box(b"udta", box(mark, b"+48.2-016.4/")))
    body = VIDEO.replace("a.webm", "a.mp4")
    late = mp4(box(b"mdat", bytes(5_000)), index)
    assert sorted(rules(tmp_path, body, mp4=late)) == ["media-location", "video-mp4"]
    media = mp4(box(b"mdat", mark * 4))  # what the picture happens to hold says nothing
    assert rules(tmp_path, body, mp4=media) == ["video-mp4"]


def test_place_in_a_video_is_found_wherever_it_is_kept(tmp_path: Path) -> None:
    place = box(b"udta", box(b"\xa9xyz", b"+48.2-016.4/"))
    xmp = bytes(16) + b"<rdf exif:GPSLatitude='48,12N'/>"
    for each in (
        box(b"moov", box(b"trak", bytes(MAX_READ + 1)), place),
        box(b"moov", box(b"udta", box(b"free", bytes(MAX_READ)), place)),
        box(b"moov", box(b"trak", place)),
        box(b"uuid", xmp),
        box(b"moov", box(b"meta", b"com.apple.quicktime.location.ISO6709")),
    ):
        data = mp4(each)
        assert _has_location(io.BytesIO(data), len(data))
    for other in (
        box(b"moov", box(b"stbl", b"loci")),
        box(b"uuid", bytes(16) + b"loci"),
        b"\0\0\0\3moov",
        b"\0\0\0\0moov",
        b"\0\0\0\1moov" + bytes(8),
        b"\xff\xff\xff\xffmoov\0\0\0",
    ):
        data = mp4(other)
        assert not _has_location(io.BytesIO(data), len(data))


def test_large_recording_is_warned_of_and_its_size_said(tmp_path: Path) -> None:
    large = recording("a.wav") + bytes(20_000_001)
    assert sorted(rules(tmp_path, AUDIO, wav=large)) == ["media-large", "media-size"]


def test_missing_file_is_reported_at_its_key(tmp_path: Path) -> None:
    assert in_body(tmp_path, AUDIO) == [(4, 7, "file-missing")]


@pytest.mark.parametrize(
    ("captions", "line"),
    [
        ("00:01.000 --> 00:02.000\nHello\n", 1),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nHello\n", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello\n", 3),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\na\n\n00:01.000 --> 00:02.000\nb\n", 6),
        ("WEBVTT\n\n1\n00:01.000 --> 00:02.000\n", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nfrom a --> b\n", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb\n", 5),
        ("WEBVTT\n\nwords alone\n", 3),
        ("WEBVTT\n", 1),
        ("", 1),
    ],
)
def test_captions_that_a_browser_would_not_show_are_refused(
    tmp_path: Path, captions: str, line: int
) -> None:
    found = reported(tmp_path, with_files(VIDEO, vtt=captions.encode()))
    assert ("media/a.vtt", line, 1, "captions-form") in found


@pytest.mark.parametrize(
    "captions",
    [
        "WEBVTT\n\nNOTE a remark\n\nintro\n00:01.000 --> 00:02.000 line:90%\n- a\n- b\n",
        "\ufeffWEBVTT - title\nLanguage: en\n\n01:00:01.000 --> 01:00:02.000\nHello\n",
        "WEBVTT\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n00:01.000 --> 00:02.000\r\nHello\r\n",
        "WEBVTT\n\n00:01.000 --> 00:03.000\na\n\n00:01.000 --> 00:02.000\nb\n",
    ],
)
def test_captions_of_every_good_form_are_taken(tmp_path: Path, captions: str) -> None:
    assert rules(tmp_path, VIDEO, vtt=captions.encode()) == []


def test_captions_in_another_language_than_is_spoken_are_warned_of(tmp_path: Path) -> None:
    welsh = recording("a.vtt").replace(b"WEBVTT", b"WEBVTT\nLanguage: cy")
    assert rules(tmp_path, VIDEO, vtt=welsh) == ["captions-language"]
    spoken = VIDEO.replace("title:", "language: cy\ntitle:")
    assert rules(tmp_path, spoken, vtt=welsh) == []


@needs_player
def test_hostile_words_of_a_recording_are_never_markup(tmp_path: Path) -> None:
    payload = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>"
    words = "".join(
        f"{key}: {json.dumps(payload)}\n"
        for key in ("title", "caption", "credit", "licence", "source", "transcript")
    )
    files = "id: sweep\nfile: media/a.webm\ncaptions: media/a.vtt\n"
    folder = write_course(tmp_path, with_files(f"```video\n{files}{words}```\n"))
    with zipfile.ZipFile(build(folder, out=tmp_path).path) as package:
        found = Elements(package.read("page-one.html").decode())
    assert found.all("img") == []
    assert all(attrs.get("type") == "application/json" for attrs in found.all("script"))
    assert "alert(1)" in found.text
