"""The second go: who gets one, what is said of it, and that it hides nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import MOST, TWICE, UNSTEADY, second_go

RUN = Path(__file__).resolve().parents[1] / "run.py"

UNSTEADY_TEST = """
from pathlib import Path

def test_a():
    tried = Path(__file__).with_suffix(".tried")
    first = not tried.exists()
    tried.touch()
    assert not first
"""
STEADY_FAULT = "def test_a():\n    assert False\n"
PASSES = "def test_a():\n    pass\n"
FAILS_AFTER = """
import pytest

@pytest.fixture
def left():
    yield
    assert False

def test_a(left):
    pass
"""
SKIPPED_THEN = UNSTEADY_TEST.replace(
    "    first =", "    if tried.exists():\n        pytest.skip()\n    first ="
).replace("from pathlib", "import pytest\nfrom pathlib")


def run(folder: Path, files: dict[str, str], *options: str) -> tuple[int, str]:
    """Run tests in a project of their own: the status, and what was printed."""
    (folder / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n", encoding="utf-8")
    for name, text in files.items():
        path = folder / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, str(RUN), "-p", "no:cacheprovider", *options]
    plain = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=plain
    )
    return done.returncode, done.stdout


def test_what_passes_alone_is_told_and_fails_nothing(tmp_path: Path) -> None:
    files = {"browser/test_x.py": UNSTEADY_TEST, "engines/test_y.py": UNSTEADY_TEST}
    options = ("-n2", "-p", "xdist")
    status, said = run(tmp_path, {**files, "unit/test_z.py": PASSES}, *options)
    assert status == 0, said
    for test in ("tests/browser/test_x.py::test_a", "tests/engines/test_y.py::test_a"):
        assert f"{UNSTEADY}: {test}" in said.splitlines()


def test_what_does_not_pass_alone_fails_the_run(tmp_path: Path) -> None:
    """It fails, it fails in what is done after it, or it is not run at all."""
    faults = {"call": STEADY_FAULT, "after": FAILS_AFTER, "skipped": SKIPPED_THEN}
    files = {f"browser/test_{name}.py": fault for name, fault in faults.items()}
    status, said = run(tmp_path, {**files, "engines/test_y.py": UNSTEADY_TEST})
    assert status == 1
    for name in faults:
        assert f"{TWICE}: tests/browser/test_{name}.py::test_a" in said.splitlines()
    assert f"{UNSTEADY}: tests/engines/test_y.py::test_a" in said.splitlines()


def test_without_a_browser_there_is_no_second_go(tmp_path: Path) -> None:
    files = {"unit/test_z.py": UNSTEADY_TEST, "browser/test_x.py": UNSTEADY_TEST}
    status, said = run(tmp_path, files)
    assert status == 1
    assert f"{UNSTEADY}: tests/browser/test_x.py::test_a" in said.splitlines()
    assert ": tests/unit" not in said


def test_too_many_are_no_chance() -> None:
    tests = [f"tests/browser/test_x.py::test_{number}" for number in range(MOST + 1)]
    assert second_go(tests[1:]) == tests[1:]
    assert second_go(tests) == []


@pytest.mark.parametrize(("other", "status"), [(PASSES, 0), ("import nothing_of_the_kind\n", 2)])
def test_run_without_a_failure_or_without_an_end_is_the_only_one(
    tmp_path: Path, other: str, status: int
) -> None:
    browser = UNSTEADY_TEST if status else PASSES
    found, said = run(tmp_path, {"browser/test_x.py": browser, "unit/test_z.py": other})
    assert (found, "once more" in said) == (status, False)
