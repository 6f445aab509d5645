"""The code keeps its own shape: imports point one way, modules stay small, names are public."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import scorm_builder

PACKAGE = Path(scorm_builder.__file__).resolve().parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    ("problems", "version"),
    ("filetree",),
    ("model",),
    ("scoring",),
    ("plugin",),
    ("archive", "load"),
    ("check", "exchange", "render", "targets"),
    ("blocks", "hosts", "interaction_key", "interchange", "statement"),
    ("core",),
    ("attempts", "build", "explain", "findings", "questions", "schema"),
    ("new", "preview"),
    ("terminal",),
    ("cli_attempts", "cli_questions"),
    ("cli",),
    ("reference", "__init__", "__main__"),
)
"""From the bottom up. A module imports from the layers below its own, and from its own package."""

LONGEST = 400
"""Lines a module may have: a longer one usually hides a second noun."""


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part(path: Path) -> str:
    """The part of the package that a module belongs to: ``load`` for ``load/jpeg.py``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def layer(part: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


def imported(path: Path) -> Iterator[str]:
    """The parts of the package that a module imports, but for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:  # what stands under 'if TYPE_CHECKING' is not run
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports say the whole path"
            module = node.module or ""
            if module == "scorm_builder":
                yield from (alias.name for alias in node.names)
            elif module.startswith("scorm_builder."):
                yield module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("scorm_b"))


def test_every_part_has_a_layer() -> None:
    known = {part for parts in LAYERS for part in parts}
    assert {part(path) for path in MODULES} == known


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_point_one_way(path: Path) -> None:
    own = part(path)
    above = {each for each in imported(path) if each != own and layer(each) >= layer(own)}
    assert above == set(), f"{name(path)} imports what stands above or beside it"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_short_and_says_where_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    assert ast.get_docstring(ast.parse(text))


def test_nothing_is_called_by_no_name() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert [name(path) for path in MODULES if vague & set(path.with_suffix("").parts)] == []


@pytest.mark.parametrize("public", scorm_builder.__all__)
def test_public_name_is_importable_and_documented(public: str) -> None:
    found = getattr(scorm_builder, public)
    written = inspect.getdoc(found)
    assert written and not written.startswith(f"{public}(")
    assert getattr(found, "__name__", public) == public


def test_public_names_are_in_order_and_complete() -> None:
    assert scorm_builder.__all__ == sorted(scorm_builder.__all__)
    homes = {n for names in scorm_builder._HOMES.values() for n in names}
    assert homes == set(scorm_builder.__all__)
