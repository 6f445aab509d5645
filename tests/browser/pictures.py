"""A small course of drawn pictures, for tests of what lies where on them."""

from __future__ import annotations

import textwrap
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml
from PIL import Image, ImageDraw

from scorm_builder import build
from tests.browser.lms import POLL


def write_pictures(folder: Path, names: list[str], size: tuple[int, int] = (400, 300)) -> None:
    """Grey pictures, each with another grey and a white spot at another place."""
    for number, name in enumerate(names):
        picture = Image.new("L", size, 20 + 8 * number)
        x = 40 + 10 * number
        ImageDraw.Draw(picture).ellipse([x - 9, 91, x + 9, 109], fill=255)
        path = folder / "images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path)


def write_course(folder: Path, *fences: tuple[str, str], language: str = "en-GB") -> None:
    """A course of one page with these blocks between two long runs of text."""
    head = {
        "format": 1,
        "id": "pictures",
        "title": "Pictures",
        "description": "Drawn for a test.",
        "licence": "MIT",
        "language": language,
        "sections": [{"title": "All", "pages": ["one"]}],
    }
    filler = "\n\n".join(["A line of text."] * 30)
    blocks = "\n\n".join(
        f"```{kind}\n{textwrap.dedent(text).strip()}\n```" for kind, text in fences
    )
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(yaml.safe_dump(head), encoding="utf-8")
    page = f"---\nid: one\ntitle: One\n---\n{blocks}\n\n{filler}\n"
    (folder / "pages" / "one.md").write_text(page, encoding="utf-8")


@contextmanager
def served(course: Path, out: Path) -> Iterator[str]:
    """The built course on a server of its own: the address of its launch page."""
    site = out / "site"
    with zipfile.ZipFile(build(course, out=out).path) as package:
        package.extractall(site)
    handler = partial(_Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass
