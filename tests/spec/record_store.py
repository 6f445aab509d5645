"""A record store of other people: ralph, as a process on the loopback address.

It has no part in this project's own environment: it pins its web server, and ``tests/set_up.py
lrs`` gives it an environment of its own. It keeps statements in a file, and has no State API.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PYTHON = Path(os.environ.get("RALPH_PYTHON") or Path(sys.prefix) / "lrs" / "bin" / "python")
"""The Python that has ralph."""
INSTALLED = PYTHON.with_name("ralph").exists()
USER, PASSWORD = "course", "only on loopback"
PATIENCE = 120
"""Seconds in which it must have started; it takes about three."""
HASH = "import bcrypt, sys; print(bcrypt.hashpw(sys.argv[1].encode(), bcrypt.gensalt(4)).decode())"
CHECK = """
import json, sys
from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement
for statement in json.load(sys.stdin):
    try:
        BaseXapiStatement.model_validate(statement)
    except ValidationError as error:
        print(statement["verb"]["id"], error)
"""


class RecordStore:
    """ralph, running."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, query: str = "", value: Any = None) -> tuple[int, Any]:
        """A request to its statements."""
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {
            "Authorization": f"Basic {token}",
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            body = None if value is None else json.dumps(value)
            connection.request(method, f"/xAPI/statements{query}", body, headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(text) if text else None


def objections(statements: list[Any]) -> str:
    """What ralph's strict model of the Experience API says against statements."""
    found = subprocess.run(
        [str(PYTHON), "-c", CHECK],
        input=json.dumps(statements),
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout


@contextmanager
def record_store(folder: Path) -> Iterator[RecordStore]:
    """ralph with nothing in it, and all it writes in ``folder``."""
    made = subprocess.run(
        [str(PYTHON), "-c", HASH, PASSWORD], capture_output=True, text=True, check=True
    )
    agent = {"mbox": "mailto:course@lms.example"}
    user = {"username": USER, "hash": made.stdout.strip(), "scopes": ["all"], "agent": agent}
    (folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")
    (folder / "statements").mkdir()
    environment = {
        **os.environ,
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "statements"),
    }
    port = _free()
    command = [str(PYTHON), "-m", "uvicorn", "ralph.api:app", "--host", "127.0.0.1"]
    with (
        (folder / "log.txt").open("wb") as log,
        subprocess.Popen(
            [*command, "--port", str(port)], cwd=folder, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            _await(process, port, folder / "log.txt")
            yield RecordStore(port)
        finally:
            process.terminate()


def _free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"ralph did not start: {log.read_text(encoding='utf-8', errors='replace')}")
