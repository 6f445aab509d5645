"""The wheel: everything in it that a user without Node needs, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the project's own backend without a network."""
    return _build(tmp_path_factory.mktemp("wheel"))


def _build(out: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(out.glob("*.whl"))


def test_wheel_holds_the_compiled_player_and_no_sources_of_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    player = {name for name in names if name.startswith("scorm_builder/_player/")}
    for needed in (
        "dist/player-scorm12.js", "dist/player.css", "dist/lms.html", "shell/index.html.j2",
        "styles/tokens.css", "strings/en.yaml", "dist/look.js",
        "themes/nhs/styles/theme.css", "blocks/figure/figure.html.j2",
    ):  # fmt: skip
        assert f"scorm_builder/_player/{needed}" in player
    assert not any(name.endswith((".ts", ".mjs")) or "node_modules" in name for name in names)
    assert "scorm_builder/new/starter/course.yaml" in names
    assert not any(name.startswith(("tests/", "player/", "content/")) for name in names)


def test_wheel_is_the_same_each_time(wheel: Path, tmp_path: Path) -> None:
    assert _build(tmp_path).read_bytes() == wheel.read_bytes()


def test_course_builds_from_the_wheel_without_node(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(installed)
    environment = {
        key: value for key, value in os.environ.items() if key not in ("PATH", "PYTHONPATH")
    }
    environment |= {"PATH": "/nowhere", "PYTHONPATH": str(installed)}
    # -P keeps the folder that the tests run in off the path, and with it the checkout.
    command = [sys.executable, "-P", "-m", "scorm_builder"]
    for arguments in (["new", "mine"], ["build", "mine", "--out", "out"]):
        done = subprocess.run(
            [*command, *arguments], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
    found = subprocess.run(
        [*command[:-2], "-c", "import scorm_builder; print(scorm_builder.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert found.startswith(str(installed)), "the wheel's own code ran"
    with zipfile.ZipFile(tmp_path / "out" / "mine-scorm12.zip") as package:
        assert package.namelist()[0] == "imsmanifest.xml"
