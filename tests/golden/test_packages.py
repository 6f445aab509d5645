"""Small courses beside their whole packages: a change of any byte is seen, and read as a diff.

The player's scripts and styles are not there, and ``HASH`` stands in names whose hash changes with
them. Pictures keep theirs: their bytes must stay as they are. ``VERSION`` is the builder's own.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from scorm_builder import prepare
from tests.compiled import needs_player

HERE = Path(__file__).resolve().parent
COURSES = sorted(path.name for path in HERE.iterdir() if (path / "course").is_dir())
HOW = "if it should be so: pytest tests/golden --update-golden, and read the diff"
PLAYER = re.compile(
    r"assets/(player|look|marking|forms|pictures|results|search|diagnosis)-HASH\.(js|css)"
)
LISTED = re.compile(r"(?: *<file [^>]*/>\n)+")
HASHED = re.compile(r"(assets/[a-z0-9._-]+?)-[0-9a-f]{10}\.(js|css)")
BUILDER = re.compile(r'(?<="builder":")[^"]*')


def package(name: str) -> dict[str, str | bytes]:
    """Every file of the course's package: text, and the bytes of pictures."""
    found: dict[str, str | bytes] = {}
    for path, file in prepare(HERE / name / "course").files.items():
        named = HASHED.sub(r"\1-HASH.\2", path)
        if PLAYER.fullmatch(named):
            found[named] = "the player\n"
        elif named.startswith("images/"):
            found[named] = file.read()
        else:
            text = HASHED.sub(r"\1-HASH.\2", file.read().decode("utf-8"))
            text = BUILDER.sub("VERSION", text)
            # The manifest names files in order, which hangs on the hashes where the rest is equal.
            found[named] = LISTED.sub(
                lambda lines: "".join(sorted(lines[0].splitlines(True))), text
            )
    return found


def expected(name: str) -> dict[str, str | bytes]:
    """What lies in the folder ``package`` beside the course."""
    folder = HERE / name / "package"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.parent.name == "images"
        else path.read_bytes().decode("utf-8")
        for path in files
    }


def write(name: str, files: dict[str, str | bytes]) -> None:
    """Put ``files`` in the place of the expected package."""
    folder = HERE / name / "package"
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)


@needs_player
@pytest.mark.parametrize("name", COURSES)
def test_package_is_as_expected(name: str, update: bool) -> None:
    found = package(name)
    if update:
        write(name, found)
    wanted = expected(name)
    assert sorted(found) == sorted(wanted), HOW
    for path in found:
        assert found[path] == wanted[path], f"{name}/package/{path} differs; {HOW}"
