"""``pytest --evidence FILE`` writes what the tests found of accessibility, and with what."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.criteria import CRITERIA

PROGRAMS = (
    ("chromium", "--version"),
    ("firefox-esr", "--version"),
    # WebKit's driver does not say its version; the package that it came in does.
    ("dpkg-query", "--showformat=WebKitGTK (${Package} ${Version})", "--show", "webkit2gtk-driver"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--evidence``."""
    parser.addoption("--evidence", metavar="FILE", help="Write the accessibility evidence.")


def pytest_configure(config: pytest.Config) -> None:
    """Gather what the tests find, in the process that hears of all of them."""
    path = config.getoption("--evidence", default=None)
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Evidence(Path(path)), "evidence")


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
