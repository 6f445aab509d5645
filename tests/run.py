"""Run the tests, and give those with a browser that failed among the others one go alone.

    python tests/run.py [options and paths of pytest]

Several browsers on few processors make a machine slow enough that one of some thousand tests can
lose its patience. A fault of the player fails alone, too; what does not is told by name, so that it
is mended, and does not keep anybody from their work. A test without a browser gets no second go: it
comes to the same result each time, or has a fault.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

AGAIN = ("tests/browser/", "tests/engines/")
"""Where the tests are that wait for another program."""

MOST = 10
"""If more of them fail, it is not by chance."""

UNSTEADY = "unsteady: failed among the others, passed alone"
TWICE = "failed among the others, failed alone"


class Outcomes:
    """A plugin that hears how each test ends, from every worker."""

    def __init__(self) -> None:
        self.passed: set[str] = set()
        self.failed: dict[str, None] = {}
        """In the order in which they failed."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test passes in its call, and fails in that or in what is done before or after it."""
        if report.failed:
            self.failed[report.nodeid] = None
        elif report.passed and report.when == "call":
            self.passed.add(report.nodeid)

    def good(self, test: str) -> bool:
        """Whether a test was run and nothing of it failed."""
        return test in self.passed and test not in self.failed


def second_go(failed: Sequence[str]) -> list[str]:
    """Those of the failed tests that are run once more."""
    found = [test for test in failed if test.startswith(AGAIN)]
    return found if len(found) <= MOST else []


def main(arguments: Sequence[str]) -> int:
    """Run, run again what may be, tell what came of it; the status to end with."""
    first = Outcomes()
    status = int(pytest.main(list(arguments), plugins=[first]))
    failed = list(first.failed)
    again = second_go(failed)
    # Any other status says that the run did not get to its end.
    if status != pytest.ExitCode.TESTS_FAILED or not again:
        return status
    print(f"\n{len(again)} of {len(failed)} that failed are run once more, alone\n", flush=True)
    second = Outcomes()
    # Without workers; pytest adds its own options to the list that it is given.
    pytest.main(list(again), plugins=[second])
    steady = [test for test in again if not second.good(test)]
    unsteady = [test for test in again if second.good(test)]
    print()
    for said, tests in ((TWICE, steady), (UNSTEADY, unsteady)):
        for test in tests:
            print(f"{said}: {test}")
    return int(pytest.ExitCode.OK) if len(unsteady) == len(failed) else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
