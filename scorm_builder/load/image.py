"""The picture step of loading: from an author's file to a :class:`Picture` fit for a package.

A file is known by its first bytes, and its name has to agree. JPEG, PNG and WebP are cleaned by
their own segments with the pixels untouched (``jpeg``, ``png``, ``webp``), an SVG is rebuilt from
what is known to be harmless (``svg``), and a picture that lies on its side or has a colour profile
of its own is turned or converted (``recode``). No other module opens a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scorm_builder.filetree import ChangedOnDisk, File
from scorm_builder.load import jpeg, png, webp
from scorm_builder.load.anatomy import (
    MAX_BYTES,
    RULES,
    TOO_LARGE,
    TYPE,
    UNREADABLE,
    Anatomy,
    PictureError,
    PictureFile,
    each_once,
)
from scorm_builder.load.recode import changes_colours, recode
from scorm_builder.load.svg import MAX_SVG_BYTES, clean_svg
from scorm_builder.model.picture import Picture

__all__ = ["RULES", "PictureError", "load_picture"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of picture that we take."""

    name: str
    """What people call it, and Pillow too."""

    media_type: str

    extensions: tuple[str, ...]
    """The endings that its name may have; the first is the one in the package."""

    take_apart: Callable[[PictureFile], Anatomy] | None = None
    """Its walker; an SVG has none."""


JPEG = Kind("JPEG", "image/jpeg", (".jpg", ".jpeg"), jpeg.take_apart)
PNG = Kind("PNG", "image/png", (".png",), png.take_apart)
WEBP = Kind("WebP", "image/webp", (".webp",), webp.take_apart)
SVG = Kind("SVG", "image/svg+xml", (".svg",))
KINDS = (JPEG, PNG, WEBP, SVG)

AS_PNG = "open it in a picture program and save it as PNG"
FROM_PHONE = f"{AS_PNG} or JPEG, or set the phone to take pictures as JPEG"
DICOM_HINT = (
    "it may carry the patient's name and other data: export it from the viewer as PNG, without "
    "overlays, and look at the result for names written into the picture"
)

FOREIGN = (
    (128, b"DICM", "a DICOM file", DICOM_HINT),
    (0, b"GIF8", "a GIF", f"{AS_PNG}: of a moving one the frame that shows most"),
    (0, b"BM", "a BMP", AS_PNG),
    (0, b"II*\0", "a TIFF or a camera's raw file", AS_PNG),
    (0, b"MM\0*", "a TIFF or a camera's raw file", AS_PNG),
    (0, b"II+\0", "a BigTIFF", AS_PNG),
    (0, b"MM\0+", "a BigTIFF", AS_PNG),
    (4, b"ftypavi", "an AVIF", AS_PNG),
    (4, b"ftyphe", "a HEIC", FROM_PHONE),
    (4, b"ftypmif1", "a HEIC or AVIF", FROM_PHONE),
    (4, b"ftypmsf1", "a HEIC or AVIF", FROM_PHONE),
    (4, b"ftyp", "a video", "save a still picture from it as PNG; videos are not taken yet"),
    (4, b"jP  \r\n", "a JPEG 2000", AS_PNG),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000", AS_PNG),
    (4, b"JXL ", "a JPEG XL", AS_PNG),
    (0, b"\xff\x0a", "a JPEG XL", AS_PNG),
    (0, b"%PDF", "a PDF", "export the page as PNG, or the drawing as SVG"),
    (0, b"%!PS", "a PostScript file", "export it as SVG or PNG"),
    (0, b"8BPS", "a Photoshop file", "export it as PNG"),
    (0, b"\0\0\1\0", "an icon file", AS_PNG),
    (0, b"\x1f\x8b", "a compressed file, perhaps a .svgz", "unpack it, or save it as plain .svg"),
    (0, b"PK\3\4", "a zip or an Office file", "export the picture from it as PNG"),
)
"""Offset and magic bytes of what we do not take, what it is, and what to do."""


def load_picture(path: Path) -> Picture:
    """The picture in the file ``path``, cleaned of metadata and upright.

    Raises :class:`PictureError`, and nothing else, whatever the file holds. The file is read by
    headers and then once through for its checksums; of the pixels of a JPEG, PNG or WebP no more
    than 256 KiB are in memory at a time, unless it has to be turned or converted. Links and ``..``
    in ``path`` are the caller's to judge.
    """
    try:
        with PictureFile(path) as source:
            kind = _kind(source)
            if kind.take_apart is None:
                return _drawing(source)
            return _photograph(source, kind, kind.take_apart(source))
    except OSError as error:
        raise PictureError(
            UNREADABLE,
            f"'{path.name}' cannot be read: {error.strerror or error}",
            "check that the file is there and that you may read it",
        ) from error
    except ChangedOnDisk as error:
        raise PictureError(
            UNREADABLE, f"'{path.name}' changed while it was being read", "build once more"
        ) from error


def _kind(source: PictureFile) -> Kind:
    """The type of a file by its first bytes. Raises for any we do not take, or a wrong name."""
    head = source.peek(0, 1024)
    name = source.path.name
    extension = source.path.suffix.lower()
    if not head:
        raise source.fault(UNREADABLE, "is empty", "copy it again from where it came from")
    if source.size > MAX_BYTES:
        raise source.fault(
            TOO_LARGE, f"is larger than {MAX_BYTES >> 20} MiB", "make the picture smaller"
        )
    kind = _known(head)
    for at, magic, what, hint in FOREIGN if kind is None else ():
        if head[at:].startswith(magic):
            raise source.fault(TYPE, f"is {what}, a type that is not taken", hint)
    if kind is None and extension in (".dcm", ".dicom"):
        raise source.fault(TYPE, "is a DICOM file by its name", DICOM_HINT)
    if kind is None and extension in SVG.extensions:
        kind = SVG  # its parser will say what is wrong with it
    if kind is None:
        rule = UNREADABLE if any(extension in known.extensions for known in KINDS) else TYPE
        raise source.fault(rule, "is not a picture of a known type", AS_PNG)
    if extension not in kind.extensions:
        right = Path(name).with_suffix(kind.extensions[0]).name
        raise source.fault(TYPE, f"holds a picture of type {kind.name}", f"rename it to '{right}'")
    return kind


def _known(head: bytes) -> Kind | None:
    """The type whose first bytes these are, if we take it."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(png.SIGNATURE):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")  # UTF-16 too
    return SVG if text.startswith(b"<") and b"<svg" in text.lower() else None


def _photograph(source: PictureFile, kind: Kind, anatomy: Anatomy) -> Picture:
    """A picture made of pixels, turned and converted where it must be."""
    file = File.of_parts(anatomy.parts)
    width, height, removed = anatomy.width, anatomy.height, anatomy.removed
    convert = bool(anatomy.profile) and changes_colours(anatomy.profile or b"", anatomy.grey)
    if convert or anatomy.orientation != 1:
        try:
            done = recode(file, kind.name.upper(), anatomy, convert)
        except Exception as error:  # Pillow names no closed set of errors for a damaged picture
            raise source.broken(str(error)) from error
        file, width, height = File.of(done.data), done.width, done.height
        old = [name for name in removed if not (convert and name == "colour profile")]
        removed = each_once([*old, *done.notes])
    return Picture(source.path, kind.media_type, kind.extensions[0], width, height, file, removed)


def _drawing(source: PictureFile) -> Picture:
    """An SVG."""
    clean = clean_svg(source.peek(0, MAX_SVG_BYTES + 1), f"'{source.path.name}'")
    return Picture(
        source.path,
        SVG.media_type,
        SVG.extensions[0],
        max(round(clean.width), 1),
        max(round(clean.height), 1),
        File.of(clean.data),
        clean.removed,
    )
