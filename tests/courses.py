"""Courses from a few lines of text, so that a test shows its whole input."""

from __future__ import annotations

import struct
import textwrap
import zlib
from collections.abc import Mapping
from pathlib import Path

COURSE = """
format: 1
id: tiny
title: A tiny course
description: For a test.
licence: MIT
sections:
  - title: All
    pages: [one]
"""

PAGE = """
---
id: one
title: Page one
---

Some text.
"""

FIGURE = """
```figure
id: fig
image: images/a.png
alt: A grey square.
caption: What a grey square looks like.
credit: Drawn for a test
licence: CC0
findings:
  - id: mark
    label: The mark
    text: It is grey.
    shape: {polygon: [[10, 10], [60, 12], [40, 50]]}
```
"""

CHOICE = """
```choice
id: q1
prompt: Which?
options:
  - text: This
    correct: true
  - text: That
explain: Because it is.
```
"""

HOTSPOT = """
```hotspot
id: h1
prompt: Mark it.
image: images/a.png
alt: A grey square.
credit: Drawn for a test
licence: CC0
regions:
  - {id: there, label: There, shape: {circle: {c: [50, 40], r: 12}}, correct: true}
  - {id: elsewhere, label: Elsewhere, shape: {rect: [2, 2, 20, 20]}}
  - {id: none, label: No abnormality}
explain: It is there.
```
"""


def png(width: int = 120, height: int = 80, grey: int = 128) -> bytes:
    """An 8-bit grey PNG, made by hand: the same bytes whatever Pillow does."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([grey]) * width) * height
    # A stored deflate stream: compressed ones differ between builds of zlib.
    pixels = zlib.compress(rows, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def write_course(root: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A course folder below ``root``: the tiny course, with ``files`` added or put in its place.

    Text is dedented and its first line break dropped; ``images/a.png`` is 120 × 80 pixels.
    """
    everything: dict[str, str | bytes] = {
        "course.yaml": COURSE,
        "pages/one.md": PAGE,
        "images/a.png": png(),
        **(files or {}),
    }
    folder = root / "course"
    for name, content in everything.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(content))
    return folder


def _bytes(content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    return textwrap.dedent(content).removeprefix("\n").encode()


def page(body: str, front: str = "", name: str = "one") -> str:
    """A page with ``body`` below its front matter; ``front`` is added to id and title."""
    extra = textwrap.dedent(front).strip("\n")
    head = f"id: {name}\ntitle: Page {name}\n{extra}".rstrip("\n")
    return f"---\n{head}\n---\n{textwrap.dedent(body)}"
