"""The W3C WebDriver commands, over the two wires on which Debian's browsers take them.

Chromium and WebKitGTK have drivers that speak HTTP; Firefox takes the same commands on its own
socket (Marionette), for which Debian has no driver. About a dozen commands are wanted, so this is
smaller than a library, and nothing here looks for a driver to download. Values in, values out.
"""

from __future__ import annotations

import http.client
import json
import socket
from typing import Any, Protocol

REFERENCE = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which the standard names an element."""

ROUTES = {
    "Navigate": ("POST", "/url"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "ExecuteAsyncScript": ("POST", "/execute/async"),
    "PerformActions": ("POST", "/actions"),
    "ReleaseActions": ("DELETE", "/actions"),
    "TakeScreenshot": ("GET", "/screenshot"),
    "SetWindowRect": ("POST", "/window/rect"),
    "SwitchToFrame": ("POST", "/frame"),
    "Print": ("POST", "/print"),
    "DeleteSession": ("DELETE", ""),
    "cdp": ("POST", "/goog/cdp/execute"),
}


class CommandError(Exception):
    """What the browser answered when it would not do a command."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(f"{error}: {message}")
        self.error = error


class Wire(Protocol):
    """Somewhere to send commands; ``command`` gives the value that comes back."""

    def command(self, name: str, **parameters: Any) -> Any: ...

    def hurry(self, seconds: float) -> None:
        """From here on, wait no longer for an answer than this."""

    def close(self) -> None: ...


class Http:
    """A session of a driver that listens on a port of this machine."""

    def __init__(self, port: int, capabilities: dict[str, Any], timeout: float = 60) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        asked = {"capabilities": {"alwaysMatch": capabilities}}
        self._session = ""
        answer = self._send("POST", "/session", asked)
        self._session = f"/session/{answer['sessionId']}"

    def command(self, name: str, **parameters: Any) -> Any:
        method, path = ROUTES[name]
        return self._send(method, self._session + path, parameters)

    def hurry(self, seconds: float) -> None:
        self._connection.timeout = seconds
        if self._connection.sock is not None:
            self._connection.sock.settimeout(seconds)

    def close(self) -> None:
        self._connection.close()

    def _send(self, method: str, path: str, parameters: dict[str, Any]) -> Any:
        body = json.dumps(parameters) if method == "POST" else None
        head = {"Content-Type": "application/json"} if body else {}
        self._connection.request(method, path, body, head)
        answer = self._connection.getresponse()
        value = json.loads(answer.read())["value"]
        if answer.status >= 400:
            raise CommandError(value["error"], value["message"])
        return value


class Marionette:
    """Firefox's own socket: a length, a colon, and ``[kind, number, name or error, value]``."""

    def __init__(self, port: int, capabilities: dict[str, Any], timeout: float = 60) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._receive()  # it greets with the version of its protocol
        self._send("WebDriver:NewSession", capabilities)

    def command(self, name: str, **parameters: Any) -> Any:
        if name == "SwitchToFrame" and parameters["id"]:
            parameters = {"element": parameters["id"][REFERENCE]}
        answer = self._send(name if ":" in name else f"WebDriver:{name}", parameters)
        return answer["value"] if set(answer or ()) == {"value"} else answer

    def hurry(self, seconds: float) -> None:
        self._socket.settimeout(seconds)

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def _send(self, name: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, value = self._receive()
        assert number == self._number, "answers come in the order of the commands"
        if error:
            raise CommandError(error["error"], error["message"])
        return value

    def _receive(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox closed its socket")
            length += byte
        return json.loads(self._stream.read(int(length)))
