"""Sound, video and captions: files that go into the package as they are.

Nothing is decoded. The first bytes say whether a file is what its ending says, and the index of an
MP4 whether a phone wrote into it where it was taken.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from scorm_builder.filetree import ChangedOnDisk, File, Slice
from scorm_builder.load.files import read_text
from scorm_builder.load.webvtt import check_captions, language_of
from scorm_builder.model.media import Attachment
from scorm_builder.problems import Problem, Rule, Severity, Span

MEDIA_FORM = Rule(
    "media-form",
    "A file that is not sound, video or captions",
    "Taken are .webm, .mp4, .m4v and .ogv as video, .mp3, .m4a, .ogg, .oga, .opus and .wav as "
    "sound, and .vtt as captions. What a file is must agree with its ending, since servers and "
    "browsers go by the ending.",
)
MEDIA_LOCATION = Rule(
    "media-location",
    "A video that says where it was taken",
    "Phones write the place into a video. It would go to every learner with the file; unlike those "
    "of a picture, the metadata of a video are not taken out here.",
    Severity.WARNING,
)
RULES = (MEDIA_FORM, MEDIA_LOCATION)

TYPES = {
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".ogv": "video/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".vtt": "text/vtt",
}
"""Endings → what a server should call such a file."""

_LOCATIONS = (b"\xa9xyz", b"loci", b"location.ISO6709", b"GPSLatitude")
"""How a place begins: in boxes of its own, in a list of keys, in XMP."""

_WITHIN = (b"moov", b"trak", b"udta")
"""Boxes that may hold one with a place."""

_SAID = (b"udta", b"meta", b"uuid", b"XMP_", b"\xa9xyz", b"loci")
"""Boxes that say something of the recording; all others hold the recording."""

MAX_READ = 32 << 20
MAX_BOXES = 100_000


def load_attachment(path: Path, shown: str, span: Span) -> Attachment | Problem:
    """The file at ``path``, or why it is not taken. The author calls it ``shown``, at ``span``."""
    extension = path.suffix.lower()
    if extension not in TYPES:
        hint = "save captions as WebVTT (.vtt)" if extension == ".srt" else "convert it to .webm"
        return MEDIA_FORM.problem(f"'{shown}': '{extension}' is not taken", span, hint)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            if not _is(extension, stream.read(256)):
                message = f"'{shown}' is not what its ending says"
                hint = "convert the file; another name does not change what it is"
                return MEDIA_FORM.problem(message, span, hint)
            located = TYPES[extension].endswith("/mp4") and _has_location(stream, size)
        file = File.of_parts((Slice(path, 0, size),))
    except (OSError, ChangedOnDisk) as error:
        return MEDIA_FORM.problem(f"'{shown}' cannot be read: {error}", span)
    notices: tuple[Problem, ...] = ()
    language = ""
    if located:
        message = f"'{shown}' says where it was taken"
        hint = "export it again without metadata"
        notices = (MEDIA_LOCATION.problem(message, span, hint),)
    if extension == ".vtt":
        text = read_text(path, str(path))
        if isinstance(text, Problem):
            return text
        notices, language = check_captions(text, str(path)), language_of(text)
    return Attachment(path, TYPES[extension], extension, file, notices, language)


def _is(extension: str, head: bytes) -> bool:
    """Whether the first bytes are those of a file of that ending."""
    match extension:
        case ".mp4" | ".m4v" | ".m4a":
            return head[4:8] == b"ftyp"
        case ".webm":
            return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head
        case ".ogv" | ".ogg" | ".oga" | ".opus":
            return head.startswith(b"OggS")
        case ".mp3":
            return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 255 and head[1] >= 224)
        case ".wav":
            return head.startswith(b"RIFF") and head[8:12] == b"WAVE"
    return True  # captions are text, and read as such


def _has_location(stream: BinaryIO, size: int) -> bool:
    """Whether an MP4 says where it was taken (ISO/IEC 14496-12, 4.2).

    Of the boxes only the headers are read, and what is in those that describe the recording.
    """
    spans = [(0, size)]
    left = MAX_BOXES
    while spans:
        at, end = spans.pop()
        while left and (box := _box(stream, at, end)):
            left -= 1
            kind, inside, behind = box
            if kind in _SAID:
                stream.seek(at)
                said = stream.read(min(behind - at, MAX_READ))
                # What a maker keeps in a box of its own may be anything: only whole words count.
                marks = _LOCATIONS[2:] if kind == b"uuid" else _LOCATIONS
                if any(mark in said for mark in marks):
                    return True
            if kind in _WITHIN:
                spans.append((inside, behind))
            at = behind
    return False


def _box(stream: BinaryIO, at: int, end: int) -> tuple[bytes, int, int] | None:
    """The box that begins at ``at``: its kind, where its inside begins, and where it ends."""
    stream.seek(at)
    head = stream.read(min(16, end - at))
    if len(head) < 8:
        return None
    length, kind, start = int.from_bytes(head[:4], "big"), head[4:8], 8
    if length == 1:
        length, start = int.from_bytes(head[8:], "big"), 16
    elif length == 0:
        length = end - at
    return (kind, at + start, min(at + length, end)) if length >= start else None
