"""Pictures from elsewhere: known by their content, taken if a course can hold them."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from scorm_builder.interchange.item import Draft, Pixels, identifier
from scorm_builder.load.image import PictureError, load_picture
from scorm_builder.model.picture import Picture

MAX_PICTURE = 40 << 20
MAX_ALL = 256 << 20
"""Bytes of all the pictures of one file."""

_ENDINGS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"))


class Gallery:
    """The pictures of one file, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[str, Pixels | str] = {}
        self._bytes = 0

    def take(self, data: bytes, name: str, draft: Draft) -> Pixels | None:
        """The picture in ``data``, or nothing; the draft is then told why."""
        key = hashlib.sha256(data).hexdigest()
        if key not in self._known:
            self._known[key] = self._look(data, name)
        found = self._known[key]
        if isinstance(found, str):
            draft.leave_out(f"the picture '{name[:80]}'", found)
            return None
        return found

    def _look(self, data: bytes, name: str) -> Pixels | str:
        self._bytes += len(data)
        if len(data) > MAX_PICTURE or self._bytes > MAX_ALL:
            return "it is too large"
        ending = next((ending for magic, ending in _ENDINGS if data.startswith(magic)), "")
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            ending = ".webp"
        if not ending:
            what = "a GIF" if data.startswith(b"GIF8") else "no PNG, JPEG or WebP"
            return f"it is {what}: save it as PNG and add it by hand"
        try:
            picture = _loaded(data, ending)
        except PictureError as error:
            return error.message.replace(f"'picture{ending}'", "it")
        stem = identifier(Path(name.replace("\\", "/")).stem, "picture")
        return Pixels(stem, ending, data, (picture.width, picture.height))


def _loaded(data: bytes, ending: str) -> Picture:
    with tempfile.TemporaryDirectory(prefix="questions-") as folder:
        path = Path(folder) / f"picture{ending}"
        path.write_bytes(data)
        return load_picture(path)
