"""Start each of Debian's browsers, with what it needs to be driven, and end it again.

Everything listens on 127.0.0.1. Profiles and settings are in a folder that goes with the browser.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar

from tests.engines.door import Door
from tests.engines.wire import Http, Marionette, Wire

T = TypeVar("T")

WINDOW = {"width": 1500, "height": 1150}
"""Of the browser; the course is shown in a frame of the size that a test wants."""

CHROMIUM_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--touch-events=enabled",
    # What it would ask of its makers by itself; it would only meet the door.
    "--disable-background-networking",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter,"
    "AutofillServerCommunication",
    "--disable-sync",
    "--component-updater=url-source=http://127.0.0.1:1/",
    "--gaia-url=http://127.0.0.1:1/",
    # A mouse, which a machine without a screen would not have.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,"
    "primaryPointerType=4,availablePointerTypes=4",
)

FIREFOX_PREFERENCES: dict[str, int | bool | str] = {
    "marionette.port": 0,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "media.gmp-manager.updateEnabled": False,  # a minute after its start it would ask for codecs
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "dom.w3c_touch_events.enabled": 1,
    "ui.allPointerCapabilities": 6,  # fine, and can hover
    "ui.primaryPointerCapabilities": 6,
}

DEBIAN = {
    "chromium": ("chromium", "chromium-driver"),
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb"),
}
"""The packages that bring each engine."""


def _first(*names: str) -> str:
    return next((found for name in names if (found := shutil.which(name))), "")


def _mini_browser() -> str:
    """WebKitGTK's small browser, which lies outside the path."""
    places = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
    return str(places[0]) if places else ""


PROGRAMS: dict[str, dict[str, str]] = {
    "chromium": {
        "chromium": _first("chromium", "chromium-browser", "google-chrome"),
        "chromedriver": _first("chromedriver"),
    },
    "firefox": {"firefox": _first("firefox-esr", "firefox")},
    "webkit": {
        "WebKitWebDriver": _first("WebKitWebDriver"),
        "MiniBrowser": _mini_browser(),
        "Xvfb": _first("Xvfb"),
    },
}


def missing(name: str) -> list[str]:
    """The programs that are not there for an engine."""
    return [program for program, path in PROGRAMS[name].items() if not path]


class Started:
    """A browser that runs: the wire to it, its way out, and its processes."""

    def __init__(self, name: str, *, still_and_dark: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"engines-{name}-"))
        self.door = Door()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._programs = PROGRAMS[name]
        try:
            if name == "chromium":
                self.wire: Wire = self._chromium()
            elif name == "firefox":
                self.wire = self._firefox()
            else:
                self.wire = self._webkit(still_and_dark)
            self.wire.command("SetWindowRect", **WINDOW)
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """End the browser and everything that was started for it."""
        # It may not have come so far, hang, or be gone already.
        with suppress(AttributeError, OSError, HTTPException):
            self.wire.hurry(5)
            self.wire.command("DeleteSession")
            self.wire.close()
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.door.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _proxy(self) -> dict[str, Any]:
        way = {"httpProxy": self.door.address, "sslProxy": self.door.address}
        return {"proxyType": "manual", **way, "noProxy": ["127.0.0.1"]}

    def _chromium(self) -> Wire:
        port = self._driver("chromedriver")
        options = {"binary": self._programs["chromium"], "args": list(CHROMIUM_FLAGS)}
        return self._http(port, {"goog:chromeOptions": options, "proxy": self._proxy})

    def _firefox(self) -> Wire:
        lines = [
            f"user_pref({_quoted(key)}, {_quoted(value)});\n"
            for key, value in FIREFOX_PREFERENCES.items()
        ]
        (self.folder / "user.js").write_text("".join(lines), encoding="utf-8")
        flags = ("-headless", "-no-remote", "-marionette", "-remote-allow-system-access")
        self._run(
            [self._programs["firefox"], *flags, "-profile", str(self.folder)],
            env={**os.environ, "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"},  # so that it asks no settings
        )
        written = self.folder / "MarionetteActivePort"
        port = self._until(lambda: int(written.read_text()), FileNotFoundError, ValueError)
        return Marionette(port, {"proxy": self._proxy})

    def _webkit(self, still_and_dark: bool) -> Wire:
        read, write = os.pipe()
        screen = ["-screen", "0", "1600x1300x24", "-nolisten", "tcp"]
        self._run([self._programs["Xvfb"], "-displayfd", str(write), *screen], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()
        settings = self.folder / "gtk-3.0" / "settings.ini"
        settings.parent.mkdir()
        animations, dark = (0, 1) if still_and_dark else (1, 0)
        settings.write_text(
            f"[Settings]\ngtk-enable-animations={animations}\n"
            f"gtk-application-prefer-dark-theme={dark}\n"
        )
        environment = {
            "DISPLAY": f":{display}",
            "XDG_CONFIG_HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
        }
        port = self._driver("WebKitWebDriver", "--host=127.0.0.1", environment=environment)
        flags = ["--automation"] + (["--dark-mode"] if still_and_dark else [])
        options = {"binary": self._programs["MiniBrowser"], "args": flags}
        return self._http(port, {"webkitgtk:browserOptions": options, "proxy": self._proxy})

    def _driver(self, program: str, *flags: str, environment: dict[str, str] | None = None) -> int:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port: int = free.getsockname()[1]
        command = [self._programs[program], f"--port={port}", *flags]
        self._run(command, env={**os.environ, **(environment or {})})
        return port

    def _http(self, port: int, capabilities: dict[str, Any]) -> Wire:
        return self._until(lambda: Http(port, capabilities), ConnectionRefusedError)

    def _run(self, command: list[str], **options: Any) -> None:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options
            )
        self._processes.append(process)

    def _until(self, attempt: Callable[[], T], *faults: type[Exception]) -> T:
        """What ``attempt`` gives once it no longer fails; a browser is up within seconds."""
        end = time.monotonic() + 30
        while True:
            try:
                return attempt()
            except faults:
                dead = any(process.poll() is not None for process in self._processes)
                if dead or time.monotonic() > end:
                    log = (self.folder / "log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"the browser does not start:\n{log}") from None
                time.sleep(0.02)


def _quoted(value: int | bool | str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
