"""The only way out of a browser under test: a proxy on this machine that lets nothing through.

Browsers are told to ask it for everything that is not on 127.0.0.1. It notes what was asked for and
refuses, so a test can say that a package asked for nothing, and no browser reaches the network.
"""

from __future__ import annotations

import socketserver
import threading


class Door(socketserver.ThreadingTCPServer):
    """A proxy that refuses; ``asked`` holds the first line of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Refusal)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class _Refusal(socketserver.StreamRequestHandler):
    server: Door

    def handle(self) -> None:
        line = self.rfile.readline().decode("latin-1").strip()
        if line:
            self.server.asked.append(line)
        self.wfile.write(
            b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
