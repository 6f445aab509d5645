"""Which tests stay with one worker when several run: those that share what is dear to make.

The name of a test has to tell, because it is all that the process knows that deals them out. (The
marks of pytest-xdist, which say it another way, have no effect with every pytest.)
"""

from __future__ import annotations

import re

SHARED = re.compile(
    # A browser takes seconds to start, and much memory: one worker has it, from its first test on.
    r"tests/engines/.*\[(?P<engine>chromium|firefox|webkit)\b"
    # The gallery is a course in each direction, built when it is first shown, and once each theme.
    r"|tests/browser/(?P<gallery>test_gallery)\.py.*\[\w+-(?P<direction>ltr|rtl)"
    # These build a course of their own, or several, for all their tests.
    r"|tests/browser/(?P<module>test_(?:breaks|compare|extras|languages|rtl|search|stack|text"
    r"|themes|viewer))\.py"
)


def together(test: str) -> str:
    """The name of the group that a test is in; alone it is its own group."""
    found = SHARED.match(test)
    return "-".join(filter(None, found.groups())) if found else test
