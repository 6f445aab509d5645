"""What a learner's browser fetches before the first page can be read and answered."""

from __future__ import annotations

import shutil
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def first_page(package: Path) -> FirstPage:
    """Serve the unzipped ``package`` on loopback and open it in headless Chromium.

    Usable means that the player has started: it says so on the root element.
    """
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            return _open(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        finally:
            server.shutdown()
            server.server_close()


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
