"""A browser that is killed at a moment of the page's own choosing, and what it had said by then.

The page asks this server for ``/die`` in a request that blocks it; the server kills every process
of the browser before it answers. So nothing of the page runs after the moment that was meant.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scorm_builder.filetree import FileTree
from tests.browser.strict import StrictHost


def processes_with(argument: str) -> list[int]:
    """Ids of the processes that were started with ``argument`` on their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue  # it has ended meanwhile
            if argument.encode() in command:
                found.append(int(folder.name))
    return found


class Killer(StrictHost):
    """The strict LMS, which can kill the browser: when asked, or at a request for its store."""

    def __init__(self, package: FileTree, **settings: Any) -> None:
        super().__init__(package, **settings)
        self.package = package
        self.profile = ""
        """What the browser's processes were started with."""
        self.dead = threading.Event()
        self.said = ""
        """The sentence of the status line at the moment of death, if the page told it."""
        self.before_storing = False
        self.after_storing = False

    def kill(self) -> None:
        """SIGKILL to the browser: no handler of any page runs."""
        if self.dead.is_set():
            return
        for process in processes_with(self.profile):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it went with its parent
        self.dead.set()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        killer = self
        plain: Any = super()._handler()

        class Handler(plain):  # type: ignore[misc]
            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                if asked.path == "/die":
                    killer.said = parse_qs(asked.query).get("said", [""])[0]
                    killer.kill()
                    return
                plain.do_GET(self)

            def do_PUT(self) -> None:
                if killer.before_storing:
                    killer.kill()
                    return
                plain_put(self)

            do_POST = do_PUT

            def _send(self, status: int, body: bytes, kind: str) -> None:
                if killer.after_storing and self.command in ("PUT", "POST"):
                    killer.kill()
                    return
                plain._send(self, status, body, kind)

        plain_put: Callable[[Any], None] = plain.do_PUT
        return Handler


DIE = """
  const die = () => {
    const said = (document.querySelector("#_status") ?? {}).title ?? "";
    const request = new XMLHttpRequest();
    request.open("GET", "/die?said=" + encodeURIComponent(said), false);
    try { request.send(); } catch { /* the server is gone, and so is this browser */ }
  };
"""
"""Asks for death; nothing comes after it."""


def at_call(api: str, function: str, element: str, times: int = 1) -> str:
    """A script for the course's frame: die when the n-th such call is made, before it is."""
    return f"""() => {{{DIE}
      const api = parent[{json.dumps(api)}];
      const real = api[{json.dumps(function)}];
      let left = {times};
      api[{json.dumps(function)}] = (...given) => {{
        if ({json.dumps(element)} === "" || given[0].includes({json.dumps(element)})) {{
          if (--left === 0) die();
        }}
        return real(...given);
      }};
    }}"""


AT_CLICK = f"() => {{{DIE} addEventListener('click', die, true); }}"
AT_SUBMIT_END = f"() => {{{DIE} addEventListener('submit', () => queueMicrotask(die)); }}"
BEFORE_COPY = f"""() => {{{DIE}
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {{ die(); return put.apply(this, given); }};
}}"""
IN_COPY = f"""() => {{{DIE}
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {{
    const request = put.apply(this, given);
    die();
    return request;
  }};
}}"""
AFTER_COPY = f"""() => {{{DIE}
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {{
    this.transaction.addEventListener("complete", () => setTimeout(die));
    return put.apply(this, given);
  }};
}}"""
AT_PROBE = f"""() => {{{DIE}
  const real = fetch;
  window.fetch = (...given) => new Promise(() => setTimeout(die, 300));
}}"""
"""A while after the runtime has answered; what it said is not yet known to be so."""
AT_HIDDEN = f"""() => {{{DIE}
  document.addEventListener("visibilitychange", () => setTimeout(die));
  Object.defineProperty(document, "visibilityState", {{get: () => "hidden"}});
}}"""
