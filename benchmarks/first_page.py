"""What a learner's browser fetches before the first page can be read and answered.

Also how long that takes on a slow ward: 1.6 Mbit/s, 150 ms there and back, and a processor four
times slower than this one, as Chromium's own throttling makes them; once with a host that sends
files as they are, once with one that compresses text.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))


@dataclass(frozen=True)
class FirstPage:
    """Requests and kilobytes until the page is usable, pictures apart, and milliseconds."""

    requests: int
    kilobytes: float
    pictures: int
    milliseconds: float

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, {self.kilobytes:.0f} kB and {self.pictures} pictures, "
            f"usable after {self.milliseconds:.0f} ms"
        )


SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""Milliseconds, and bytes a second: 1.6 Mbit/s down."""
SLOWER_CPU = 4
TEXT = (".html", ".js", ".css", ".svg")


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Compressing(_Quiet):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in TEXT:
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def first_page(package: Path) -> FirstPage:
    """Serve the unzipped ``package`` on loopback and open it in headless Chromium.

    Usable means that the player has started: it says so on the root element.
    """
    with _served(package, _Quiet) as address:
        return _open(address)


@dataclass(frozen=True)
class SlowStart:
    """Milliseconds on a slow ward until the text is painted and until the player has started."""

    painted: float
    usable: float

    def __str__(self) -> str:
        return f"text after {self.painted:.0f} ms, usable after {self.usable:.0f} ms"


def slow_start(package: Path, *, compressed: bool, times: int = 5) -> SlowStart:
    """The medians of ``times`` launches of ``package``, each in an empty browser."""
    with _served(package, _Compressing if compressed else _Quiet) as address:
        found = [_open_slowly(address) for _ in range(times)]
    return SlowStart(median(f.painted for f in found), median(f.usable for f in found))


@contextmanager
def _served(package: Path, handler: type[_Quiet]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        finally:
            server.shutdown()
            server.server_close()


def _open_slowly(address: str) -> SlowStart:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        # Asked from inside: a question from outside would come when the browser finds time for it.
        page.add_init_script(
            "new MutationObserver(() => { if ('ready' in document.documentElement.dataset)"
            " window.readyAt ??= performance.now(); })"
            ".observe(document, { attributes: true, subtree: true })"
        )
        page.goto(address, wait_until="load")
        page.wait_for_function("window.readyAt")
        found = SlowStart(_painted(page), page.evaluate("window.readyAt"))
        browser.close()
        return found


def _painted(page: Page) -> float:
    script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return float(page.evaluate(script))


def _open(address: str) -> FirstPage:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        kinds: list[tuple[str, int]] = []
        page.on(
            "requestfinished",
            lambda r: kinds.append((r.resource_type, r.sizes()["responseBodySize"])),
        )
        page.goto(address, wait_until="load")
        page.wait_for_selector("html[data-ready]", state="attached")
        started = page.evaluate("performance.now()")
        page.wait_for_load_state("networkidle")
        browser.close()
    rest = [size for kind, size in kinds if kind != "image"]
    return FirstPage(len(rest), sum(rest) / 1000, len(kinds) - len(rest), started)
