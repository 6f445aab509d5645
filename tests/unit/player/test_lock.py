"""One writer for each attempt, also where there are no Web Locks: windows that ask each other.

Node has channels between its threads as browsers have between windows, and no locks.
"""

from __future__ import annotations

from .conftest import Player


def test_windows_without_locks_ask_each_other(player: Player) -> None:
    """The second gets nothing; when it demands, the first saves and lets go; then a third waits."""
    assert player("words") == ["first", None, "demanded", "second with its state", None]


def test_another_attempt_is_nobody_s_business(player: Player) -> None:
    assert player("words", other=True) == ["first", "other"]
