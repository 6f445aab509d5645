"""Pictures made for tests: by Pillow, and by hand where Pillow cannot."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scorm_builder.load.image import RULES, PictureError, load_picture
from scorm_builder.model.picture import Picture

SECRET = b"Patient Jane Doe 1961"
FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def pixels(data: bytes) -> np.ndarray:
    """What a decoder that is not ours makes of a file."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image).copy()


def scene(mode: str = "RGB", size: tuple[int, int] = (61, 37)) -> Image.Image:
    """A picture that looks different from every side."""
    width, height = size
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    red, green = x * 255 // width, y * 255 // height
    blue = np.where((x < width // 3) & (y < height // 4), 255, 40)
    image = Image.fromarray(np.dstack([red, green, blue]).astype(np.uint8))
    if mode == "I;16":
        return Image.fromarray((red * 251 + green).astype(np.uint16))
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.fromarray((255 - green).astype(np.uint8)))
    return image.convert(mode)


def saved(image: Image.Image, extension: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, FORMATS[extension], **options)
    return out.getvalue()


def exif(orientation: int = 1, secret: bytes = SECRET) -> bytes:
    """An EXIF block with an orientation, a text, a GPS position and a thumbnail directory."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010E] = secret.decode()
    block.get_ifd(0x8825)[1] = "N"
    data = block.tobytes()
    return data if data.startswith(b"Exif") else b"Exif\0\0" + data


def tiny_exif(orientation: int, order: str = "<") -> bytes:
    """The smallest EXIF block: one tag, by hand."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(f"{order}IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def profile(space: str = "RGB ", gamma: float = 2.2, primaries: str = "sRGB") -> bytes:
    """An ICC profile of version 2, made by hand (ICC.1:2001-04)."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in values))

    def curve(exponent: float) -> bytes:
        return b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(exponent * 256))

    name = SECRET + b"\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78,
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
    }
    columns = {
        "sRGB": ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
        "Adobe": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
    }
    if space == "GRAY":
        tags[b"kTRC"] = curve(gamma)
    else:
        for letter, column in zip("rgb", columns[primaries], strict=True):
            tags[f"{letter}XYZ".encode()] = xyz(*column)
            tags[f"{letter}TRC".encode()] = curve(gamma)
    table, body = struct.pack(">I", len(tags)), b""
    for tag, content in tags.items():
        data = content + b"\0" * (-len(content) % 4)
        table += tag + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data
    header = struct.pack(">I4xI4s4s4s", 132 + 12 * len(tags) + len(body), 0x02200000,
                         b"mntr", space.encode(), b"XYZ ")  # fmt: skip
    header = header.ljust(36, b"\0") + b"acsp"
    header = header.ljust(68, b"\0") + xyz(0.9642, 1.0, 0.8249)[8:]
    return header.ljust(128, b"\0") + table + body


def refused(path: Path) -> PictureError:
    with pytest.raises(PictureError) as caught:
        load_picture(path)
    assert caught.value.rule in RULES
    assert path.name in caught.value.message
    assert caught.value.hint
    return caught.value


def loaded(folder: Path, name: str, data: bytes) -> Picture:
    """The picture that comes of ``data`` in a file."""
    path = folder / name
    path.write_bytes(data)
    return load_picture(path)


def same_pixels(picture: Picture, data: bytes) -> bool:
    """Whether a decoder sees the same in the cleaned file as in ``data``."""
    return np.array_equal(pixels(picture.file.read()), pixels(data))
