"""What all tests share: a few settings, what is built once for all workers, and the evidence.

``pytest --evidence FILE`` writes what the tests found of accessibility, and with what.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from scorm_builder import build
from tests.criteria import CRITERIA
from tests.together import together

PROGRAMS = (
    ("chromium", "--version"),
    ("firefox-esr", "--version"),
    # WebKit's driver does not say its version; the package that it came in does.
    ("dpkg-query", "--showformat=WebKitGTK (${Package} ${Version})", "--show", "webkit2gtk-driver"),
)

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
Once = Callable[[str, Callable[[Path], Path]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--evidence``."""
    parser.addoption("--evidence", metavar="FILE", help="Write the accessibility evidence.")


def pytest_configure(config: pytest.Config) -> None:
    """Gather what the tests find, in the process that hears of all of them."""
    path = config.getoption("--evidence", default=None)
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Evidence(Path(path)), "evidence")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """``-n auto``: twice the processors, because a test with a browser waits half of its time."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With ``--dist loadgroup`` the groups are those of :func:`tests.together.together`."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make something under a name once in a run, whichever worker comes first: the path to it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # each worker has a folder in that of the run

    def made(name: str, make: Callable[[Path], Path]) -> Path:
        import fcntl

        folder = root / f"once-{name}"
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            path = folder / "path"
            if not path.is_file():
                path.write_text(str(make(folder)), encoding="utf-8")
            return Path(path.read_text(encoding="utf-8"))

    return made


@pytest.fixture(scope="session")
def sample(once: Once) -> Path:
    """The sample course, built for SCORM 1.2."""
    course = ROOT / "content" / "msk-imaging"
    return once("sample", lambda folder: build(course, out=folder / "dist").path)


class _Evidence:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        ran: dict[str, list[str]] = defaultdict(list)
        for name, starts in CRITERIA.items():
            for test, outcome in self.outcomes.items():
                if test.startswith(starts) and outcome != "skipped":
                    ran[name].append(outcome)
        missing = [name for name in CRITERIA if not ran[name]]
        if missing:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            print(f"\nno evidence: nothing was run for {', '.join(missing)}")
            return
        found = {
            "format": 1,
            "date": datetime.now(UTC).date().isoformat(),
            "engines": list(_engines()),
            "criteria": [
                {"name": name, "tests": len(all_), "failed": all_.count("failed")}
                for name, all_ in ran.items()
            ],
        }
        self.path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _engines() -> list[str]:
    """The browsers that are there, as each names itself and its version."""
    found = []
    for program, *options in PROGRAMS:
        path = shutil.which(program)
        if path is None:
            continue
        said = subprocess.run([path, *options], capture_output=True, text=True, check=True)
        found.append(" ".join(said.stdout.split()))
    return found
