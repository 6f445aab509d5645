"""Pictures that cannot be cleaned byte by byte: turned upright, converted to sRGB, written anew.

Only a picture with an EXIF orientation or a colour profile that changes its colours comes here.
Pillow sees the cleaned bytes alone, never the author's file: no metadata for it to parse, and no
second picture behind the first. It is imported when the first such picture comes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorm_builder.filetree import File
from scorm_builder.load.anatomy import Anatomy

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

UPRIGHT = "orientation (turned upright)"
CONVERTED = "colour profile (converted to sRGB)"
EIGHT_BIT = "16-bit depth (now 8-bit)"

TURNS = (
    "FLIP_LEFT_RIGHT",
    "ROTATE_180",
    "FLIP_TOP_BOTTOM",
    "TRANSPOSE",
    "ROTATE_270",
    "TRANSVERSE",
    "ROTATE_90",
)
"""What Pillow calls the turn that undoes each EXIF orientation from 2 to 8."""

DARK, DARK_ERROR, ERROR = 64, 9, 3
"""A profile is as good as sRGB if it moves no value by more than 3 of 255, or 9 below 64: a plain
gamma of 2.2 differs from sRGB's curve by 2.3 and 8.5 (computed), one of 2.0 by 9.5 in the middle.
Measured and not read from the description, which may say "sRGB" of anything, or "c2" of sRGB."""


@dataclass(frozen=True, slots=True)
class Recoded:
    """A picture written anew."""

    width: int
    """Pixels across, upright."""

    height: int
    """Pixels down, upright."""

    data: bytes
    """The new file, without metadata."""

    notes: tuple[str, ...]
    """What was changed, in words for the author."""


def changes_colours(profile: bytes, grey: bool) -> bool:
    """Whether the ICC ``profile`` is sound, fits the picture, and shows it not as sRGB would."""
    from PIL import Image  # noqa: PLC0415 - 30 ms, and few pictures have a profile

    levels = (*range(0, 256, 32), 255)
    if grey:
        sample = Image.frombytes("L", (256, 1), bytes(range(256)))
    else:
        colours = [bytes((r, g, b)) for r in levels for g in levels for b in levels]
        sample = Image.frombytes("RGB", (len(colours), 1), b"".join(colours))
    try:
        shown = _converted(sample, _transform(profile, grey))
    except Exception:  # a broken profile: Pillow and LittleCMS name no closed set of errors
        return False
    return any(
        abs(after - before) > (DARK_ERROR if before < DARK else ERROR)
        for before, after in zip(sample.tobytes(), shown.tobytes(), strict=True)
    )


def recode(file: File, kind: str, anatomy: Anatomy, convert: bool) -> Recoded:
    """The picture upright, and in sRGB if ``convert``, as a file of the same kind.

    ``file`` is the cleaned file that ``anatomy`` describes, ``kind`` Pillow's name for its format.
    Whatever Pillow raises is passed on. The same input gives the same bytes.
    """
    image = _decoded(file, kind, anatomy)
    notes = []
    if convert and anatomy.profile:
        image = _converted(_eight_bit(image), _transform(anatomy.profile, anatomy.grey))
        notes.append(CONVERTED)
    if anatomy.orientation != 1:
        image = image.transpose(_turn(anatomy.orientation))
        notes.append(UPRIGHT)
    if anatomy.depth > 8 and not image.mode.startswith("I"):
        notes.append(EIGHT_BIT)
    return Recoded(*image.size, _encoded(image, kind, anatomy), tuple(notes))


def _decoded(file: File, kind: str, anatomy: Anatomy) -> Image:
    """The pixels, with nothing beside them but a transparent colour where there is one."""
    from PIL import Image  # noqa: PLC0415 - 30 ms, and most pictures are upright

    with Image.open(io.BytesIO(file.read()), formats=[kind]) as image:
        # Our header check has held the size to 64 megapixels, below the 89 at which Pillow warns,
        # so Pillow's global limit stays as it is. It must only see the size that we saw.
        if image.size != (anatomy.width, anatomy.height):
            raise ValueError("two readings of its size")
        image.load()
        clear = image.info.get("transparency")
        if anatomy.depth > 8 and isinstance(clear, tuple):  # Pillow kept the upper 8 bits of each
            clear = tuple(value >> 8 for value in clear)
        image.info = {} if clear is None else {"transparency": clear}
        return image.copy()


def _turn(orientation: int) -> Any:
    """Pillow's transposition for an EXIF orientation from 2 to 8."""
    from PIL import Image  # noqa: PLC0415

    return Image.Transpose[TURNS[orientation - 2]]


def _eight_bit(image: Image) -> Image:
    """The picture with 8 bits in a channel, as browsers show it."""
    if not image.mode.startswith("I"):
        return image
    small = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    clear = image.info.get("transparency")
    small.info = {} if clear is None else {"transparency": clear >> 8}
    return small


def _transform(profile: bytes, grey: bool) -> ImageCmsTransform:
    """From ``profile`` to sRGB, by the intent that the profile names, as browsers do it."""
    from PIL import ImageCms  # noqa: PLC0415

    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if source.profile.xcolor_space.strip() != ("GRAY" if grey else "RGB"):
        raise ValueError("a profile of another colour space")
    intent = ImageCms.Intent(ImageCms.getDefaultIntent(source))
    target = ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(source, target, "L" if grey else "RGB", "RGB", intent)


def _converted(image: Image, transform: ImageCmsTransform) -> Image:
    """The picture in sRGB; a grey one stays grey, and what is transparent stays so."""
    grey = transform.input_mode == "L"
    alpha = None
    if image.has_transparency_data:
        image = image.convert("LA" if grey else "RGBA")
        alpha = image.getchannel("A")
    out = transform.apply(image.convert("L" if grey else "RGB"))
    out.info = {}  # where Pillow puts the profile of the output
    if grey:
        out = out.getchannel("G")
    if alpha is not None:
        out.putalpha(alpha)
    return out


def _encoded(image: Image, kind: str, anatomy: Anatomy) -> bytes:
    """A new file: JPEG at quality 95 without chroma subsampling, WebP at 95, or lossless."""
    out = io.BytesIO()
    if kind == "JPEG":
        image.save(out, kind, quality=95, subsampling=0, optimize=True)
    elif kind == "PNG":
        image.save(out, kind, optimize=True)
        header = 8 + 25  # signature and IHDR; what says how numbers become colours comes next
        return out.getvalue()[:header] + anatomy.colour + out.getvalue()[header:]
    else:
        quality = 80 if anatomy.lossless else 95
        image.save(out, kind, lossless=anatomy.lossless, quality=quality, method=4, exact=True)
    return out.getvalue()
