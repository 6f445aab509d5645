"""Serve the files of a package, and a page in which they run against a small LMS.

Loopback only, reading only. The course is served as it would be unpacked by an LMS, below
``/course/``; the page around it is the player's ``lms``. Below ``/gallery/`` is the gallery of all
kinds of block.
"""

from __future__ import annotations

import html
import mimetypes
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from urllib.parse import unquote, urlsplit

from scorm_builder.build import Package
from scorm_builder.filetree import ChangedOnDisk, File, Slice
from scorm_builder.plugin import Registry
from scorm_builder.preview.gallery import FOLDER, Gallery
from scorm_builder.preview.loopback import HOST, LoopbackServer, is_ours
from scorm_builder.render.player_files import PlayerFiles

COURSE = "/course/"
TYPES = {".webp": "image/webp", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Preview:
    """A server of one package and of the gallery. ``address`` is where its page is."""

    def __init__(self, package: Package | None, registry: Registry, port: int = 0) -> None:
        """Bind to ``port`` (0: any free one). Raises :class:`OSError` when it is taken.

        Without a ``package`` there is the gallery alone.
        """
        self.package = package
        self._gallery = Gallery(registry)
        self._files = _around(package) if package else {}
        self._server = LoopbackServer((HOST, port), self._handler())

    @property
    def address(self) -> str:
        """The page's address."""
        start = "/" if self.package else FOLDER
        return f"http://{HOST}:{self._server.server_address[1]}{start}"

    def file(self, path: str) -> File | None:
        """The file at a path of the server."""
        if path.startswith(FOLDER):
            return self._gallery.file(path.removeprefix(FOLDER))
        return self._files.get("/" if path == "/index.html" else path)

    def run(self) -> None:
        """Serve until interrupted."""
        try:
            self._server.serve_forever()
        finally:
            self._server.server_close()

    def __enter__(self) -> Preview:
        """Serve in the background."""
        # It looks this often, in seconds, whether it is to end.
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        find = self.file

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(body=True)

            def do_HEAD(self) -> None:
                self._answer(body=False)

            def _answer(self, *, body: bool) -> None:
                if not is_ours(self.headers.get("Host")):
                    self.send_error(HTTPStatus.FORBIDDEN)
                    return
                path = _path(self.path)
                file = find(path)
                if file is None or not _is_there(file):
                    self.send_error(HTTPStatus.NOT_FOUND)
                    return
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", _media_type(path))
                self.send_header("Content-Length", str(file.size))
                self.send_header("Cache-Control", "no-store")
                self.send_header("X-Content-Type-Options", "nosniff")
                self.end_headers()
                try:
                    for block in file.blocks() if body else ():
                        self.wfile.write(block)
                except (OSError, ChangedOnDisk):  # the rest cannot be sent: end what was begun
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: the page shows what happens."""

        return Handler


def lms_page(title: str, edition: str, **told: str) -> dict[str, File]:
    """The page of the strict LMS by path, its script and its sheet.

    ``edition`` is ``scorm12`` or ``scorm2004``; ``told`` are further data attributes of its root
    element, as the page's script lists them.
    """
    player = PlayerFiles.of()
    page = player.built("lms.html").replace("{{ title }}", html.escape(title))
    told = {"edition": edition, **told}
    data = "".join(f'data-{name}="{html.escape(value)}" ' for name, value in told.items())
    return {
        "/": File.of(page.replace("<html ", f"<html {data}", 1)),
        "/lms.js": File.of(player.built("lms.js")),
        "/lms.css": File.of(player.built("lms.css")),
    }


def _around(package: Package) -> dict[str, File]:
    """The package's files by path, and those of the page around them."""
    head = package.course.head
    # With "completed" for those who passed the manifest names no mastery score.
    masters = head.pass_mark is not None and package.host.rules.complete_as == "passed"
    told = {"mastery": str(head.pass_mark)} if masters else {}
    return {
        **lms_page(head.title, package.target.tracking, **told),
        **{COURSE + path: file for path, file in package.files.items()},
    }


def _path(address: str) -> str:
    """The path in a request's address; nothing for an address that is none."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _is_there(file: File) -> bool:
    """Whether no picture was removed since the course was read."""
    return all(part.path.is_file() for part in file.parts if isinstance(part, Slice))


def _media_type(path: str) -> str:
    if path.endswith(("/", ".html")):
        return "text/html; charset=utf-8"
    suffix = path[path.rfind(".") :]
    kind = TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
