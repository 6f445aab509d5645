"""An independent LMS for SCORM 2004: scorm-again in a page, as ``tests/browser/lms.py`` for 1.2."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from scorm_builder.filetree import File
from tests.browser.lms import PAGE, RUNTIME, Lms

RUNTIME_2004 = RUNTIME.with_name("scorm2004.min.js")

NAMES = {
    "LMSInitialize": "Initialize",
    "LMSFinish": "Terminate",
    "LMSGetValue": "GetValue",
    "LMSSetValue": "SetValue",
    "LMSCommit": "Commit",
    "LMSGetLastError": "GetLastError",
    "LMSGetErrorString": "GetErrorString",
    "LMSGetDiagnostic": "GetDiagnostic",
    "Scorm12API": "Scorm2004API",
    "window.API": "window.API_1484_11",
}


def page_2004() -> str:
    """The launching page, with the names of SCORM 2004."""
    page = PAGE
    for old, new in NAMES.items():
        page = page.replace(old, new)
    return page


class Lms2004(Lms):
    """The server."""

    def __init__(self, package: Mapping[str, File], folder: Path) -> None:
        archive = folder / "package.zip"
        with zipfile.ZipFile(archive, "w") as written:
            for path, file in package.items():
                written.writestr(path, file.read())
            written.writestr("imsmanifest.xml", "<manifest/>")
        super().__init__(archive)

    @property
    def cmi(self) -> dict[str, Any]:
        """What is stored."""
        found: dict[str, Any] = self.stored.get("cmi", {})
        return found

    def launch_data(self) -> str:
        """What a new session starts from: all that was stored, and how the last one ended."""
        begun = {"learner_id": "1", "learner_name": "Example, Learner", "mode": "normal"}
        if not self.stored:
            return json.dumps({"cmi": {**begun, "credit": "credit", "entry": "ab-initio"}})
        data = json.loads(json.dumps(self.stored))["cmi"]
        suspended = data.pop("exit", "") == "suspend"
        kept = {
            name: data[name]
            for name in ("completion_status", "success_status", "suspend_data", "location")
            if data.get(name)
        }
        score = {name: value for name, value in data.get("score", {}).items() if value != ""}
        more = {"score": score, "entry": "resume" if suspended else ""}
        return json.dumps({"cmi": {**begun, **kept, **more}})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        lms = self
        plain: Any = super()._handler()

        class Handler(plain):  # type: ignore[misc]
            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                if path == "/launch":
                    page = page_2004().replace("STORED", lms.launch_data())
                    self._send(200, page.encode(), ".html")
                elif path == "/runtime.js":
                    self._send(200, RUNTIME_2004.read_bytes(), ".js")
                else:
                    plain.do_GET(self)

        return Handler
