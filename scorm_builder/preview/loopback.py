"""A server that only this machine reaches, which the preview and the test LMSs are built on."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"
"""Where all of them listen, and nowhere else."""


class LoopbackServer(ThreadingHTTPServer):
    """Says nothing of a browser that hangs up: it does so whenever a page is left."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what is a fault of the server."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def is_ours(header: str | None) -> bool:
    """Whether a Host header names this machine.

    A page of another site could reach the port under a name of its own (DNS rebinding); it cannot
    choose the header.
    """
    given = header or ""
    return (given.rpartition(":")[0] or given) in (HOST, "localhost")
