"""``pytest tests/golden --update-golden`` writes the expected packages anew; then read the diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden", action="store_true", help="Write the expected packages of tests/golden."
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the expected packages are to be written.

    The option is known only where this folder is named on the command line.
    """
    return bool(request.config.getoption("--update-golden", default=False))
