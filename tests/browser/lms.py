"""An independent LMS: scorm-again in a page, and a server that keeps what it commits.

scorm-again (npm) plays the run-time; this server is its database. What is in ``stored`` survived
the browser, whatever became of the tab.
"""

from __future__ import annotations

import json
import re
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "player" / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"

POLL = 0.02
"""How often, in seconds, a server looks whether it is to end: nobody waits longer for that."""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<style>body{margin:0}
iframe{border:0;display:block;width:var(--width, 100vw);height:var(--height, 100vh)}</style>
<script src="/runtime.js"></script>
<script>
for (const [side, length] of new URLSearchParams(location.search)) {
  document.documentElement.style.setProperty("--" + side, length);  // ?width=320px&height=480px
}
const runtime = new Scorm12API({autocommit: false, logLevel: 5, lmsCommitUrl: "/commit",
  mastery_override: true, useAsynchronousCommits: false});
const stored = STORED;
if (stored) runtime.loadFromJSON(stored, "");
window.calls = [];
window.API = {};
for (const fn of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit",
                  "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"]) {
  window.API[fn] = (...args) => {
    const result = runtime[fn](...args);
    if (!/Error|Diagnostic/.test(fn)) {
      window.calls.push({fn, args, result: String(result),
        error: Number(runtime.LMSGetLastError())});
    }
    return result;
  };
}
</script></head>
<body><iframe id="course" src="/course/index.html" title="Course"></iframe></body></html>
"""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}


class Lms:
    """The server. ``address`` is a page that launches the course with what is stored."""

    def __init__(self, package: Path) -> None:
        self.archive = zipfile.ZipFile(package)
        self.stored: dict[str, Any] = {}
        self.commits: list[dict[str, Any]] = []
        self.requests: list[str] = []
        manifest = self.archive.read("imsmanifest.xml").decode()
        found = re.search(r"masteryscore>(\d+)<", manifest)
        self.mastery = found[1] if found else ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        return f"{self.origin}/launch"

    @property
    def core(self) -> dict[str, Any]:
        """``cmi.core`` as it is stored."""
        core: dict[str, Any] = self.stored.get("cmi", {}).get("core", {})
        return core

    @property
    def suspend_data(self) -> str:
        return str(self.stored.get("cmi", {}).get("suspend_data", ""))

    @property
    def interactions(self) -> list[dict[str, Any]]:
        found = self.stored.get("cmi", {}).get("interactions", [])
        return list(found.values()) if isinstance(found, dict) else list(found)

    def __enter__(self) -> Lms:
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.archive.close()

    def launch_data(self) -> str:
        """What a new session starts from: all that was stored, and how the last one ended."""
        if not self.stored:
            core = {"student_id": "1", "student_name": "Example, Learner", "credit": "credit"}
            data = {"core": {**core, "lesson_mode": "normal", "entry": "ab-initio"}}
            return json.dumps({"cmi": {**data, "student_data": {"mastery_score": self.mastery}}})
        data = json.loads(json.dumps(self.stored))
        core = data["cmi"]["core"]
        core["entry"] = "resume" if core.get("exit") == "suspend" else ""
        for key in ("exit", "session_time"):
            core.pop(key, None)
        data["cmi"].pop("interactions", None)
        return json.dumps(data)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        lms = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                lms.requests.append(path)
                if path == "/launch":
                    page = PAGE.replace("STORED", lms.launch_data())
                    self._send(200, page.encode(), ".html")
                elif path == "/runtime.js":
                    self._send(200, RUNTIME.read_bytes(), ".js")
                elif path.startswith("/course/") and path[8:] in lms.archive.namelist():
                    name = path[8:]
                    self._send(200, lms.archive.read(name), name[name.rfind(".") :])
                else:
                    self._send(404, b"not found", ".html")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                lms.stored = json.loads(body)
                lms.commits.append(lms.stored)
                self._send(200, b'{"result": true, "errorCode": 0}', ".js")

            def _send(self, status: int, body: bytes, suffix: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", TYPES[suffix])
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler
