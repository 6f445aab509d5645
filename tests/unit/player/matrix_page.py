"""Write docs/hosts.md from the cells, and from what was seen on real hosts.

``python -m tests.unit.player.matrix_page`` runs a test for every cell and, when all of them pass,
writes the page. Arguments go to pytest.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scorm_builder.core import installed

from .matrix_features import FEATURES
from .matrix_hosts import HOSTS, Host

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "hosts.md"
VERIFIED = ROOT / "docs" / "hosts-verified.yaml"
TEST = Path(__file__).with_name("test_host_matrix.py")

HEAD = """\
# What works on which host

<!-- Written by `python -m tests.unit.player.matrix_page`. Do not edit: change the tests. -->

An LMS can lose what learners did in more ways than one would think. This page says what was
tried, on which host, and how.

| in the table | means |
|---|---|
| **simulated** | A test drives the real player against our imitation of that host, and passed. |
| **verified** | Somebody saw it on the real host. Below the table: which version, when, who. |
| no, with a number | The host does not offer it. Below: why. A test sees that it is so. |
| not tried | There is no test. Below the table: why. |

**Nothing is verified** unless a cell says so. The course in these tests is told nothing of its
host, as in a package that is built without `--host`. The player speaks SCORM 2004, AICC and
cmi5 as well, and that is what was tried here; `build` makes packages for {targets}.

## What a simulation does not show

* Our imitations are made from published code, standards and pages of these hosts. A host may
  have changed since, and every installation has settings, themes and proxies of its own.
* They answer in the same page, or over the loopback. Web filters, single sign-on that expires,
  pop-up blockers, roaming profiles and managed browsers are not in them.
* Whether the record arrives in a gradebook, a training passport or a report is the host's
  affair, and not in them either.

So try a small course on your own host before you publish, and tell us what you saw.
"""

FOOT = """\
## Totara

Totara shares Moodle's code for SCORM, and packages are built for it with `--host totara`. We
have no imitation of its own, so it has no column; what stands under Moodle is our best guess.

## How to verify on a real host

1. Build a small course with a pass mark, `scorm-builder new` will do, and upload it as a
   learner's course.
2. Open it as a learner, not as a teacher or a guest. Answer a question, wait for **Sent**, and
   close the browser window without **Save and exit**. Open the course again: the answer has to
   be there, and the status line says **Confirmed**.
3. Finish it, leave by **Save and exit**, and look in the host's report for the status, the
   score and the time; for single answers too, where the host shows them.
4. Open it once more and look round. The result in the report has to be what it was.
5. In the course open **Settings**, **Connection check**, and press **Copy report**. It holds
   nothing about the learner.
6. Send us the report with the host's name and version, the date, and which of the sentences
   above you saw with your own eyes. Each becomes an entry of
   [`hosts-verified.yaml`](hosts-verified.yaml).
"""


@dataclass(frozen=True)
class Verified:
    """What somebody saw on a real host."""

    host: str
    feature: str
    version: str
    date: datetime.date
    who: str

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Verified:
        """An entry of the file. Raises :class:`ValueError` when it is not as the file says."""
        if set(entry) != {"host", "feature", "version", "date", "who"}:
            raise ValueError(f"an entry has host, feature, version, date and who: {entry}")
        found = cls(**entry)
        if found.host not in {host.key for host in HOSTS}:
            raise ValueError(f"no such host: {found.host}")
        if found.feature not in {"all", *(feature.key for feature in FEATURES)}:
            raise ValueError(f"no such feature: {found.feature}")
        if type(found.date) is not datetime.date or not found.version or not found.who:
            raise ValueError(f"version, date (YYYY-MM-DD) and who have to be there: {entry}")
        return found


def verified(text: str) -> list[Verified]:
    """The entries of the file."""
    return [Verified.of(entry) for entry in yaml.safe_load(text)["verified"]]


def written(seen: Sequence[Verified]) -> str:
    """The whole page."""
    groups = dict.fromkeys(host.group for host in HOSTS)
    parts = [_group(name, [h for h in HOSTS if h.group == name], seen) for name in groups]
    targets = " and ".join(target.title for target in installed().targets.values())
    return "\n".join([HEAD.format(targets=targets), *parts, FOOT])


def _group(name: str, hosts: Sequence[Host], seen: Sequence[Verified]) -> str:
    notes: list[str] = []
    rows = [
        [feature.title, *(_cell(host, feature.key, seen, notes) for host in hosts)]
        for feature in FEATURES
    ]
    head = ["", *(_titled(host, notes) for host in hosts)]
    lines = [f"## {name}", "", *_table([head, *rows])]
    if notes:
        lines += ["", *(f"{number}. {note}" for number, note in enumerate(notes, 1))]
    lines += ["", *_seen_on(hosts, seen)]
    return "\n".join(lines).rstrip() + "\n"


def _titled(host: Host, notes: list[str]) -> str:
    return f"{host.title} {_note(f'{host.title}: {host.note}', notes)}" if host.note else host.title


def _cell(host: Host, feature: str, seen: Sequence[Verified], notes: list[str]) -> str:
    if any(each.host == host.key and each.feature in (feature, "all") for each in seen):
        return "**verified**"
    if feature in host.lacking:
        return f"no {_note(host.lacking[feature].reason, notes)}"
    if feature in host.skips:
        return f"not tried {_note(host.untried, notes)}"
    return "simulated"


def _note(text: str, notes: list[str]) -> str:
    if text not in notes:
        notes.append(text)
    return f"({notes.index(text) + 1})"


def _seen_on(hosts: Sequence[Host], seen: Sequence[Verified]) -> Iterator[str]:
    titles = {host.key: host.title for host in hosts}
    for each in seen:
        if each.host in titles:
            yield f"* {titles[each.host]} {each.version}, {each.date}, {each.who}: {each.feature}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    first, *more = rows
    yield "| " + " | ".join(first) + " |"
    yield "|" + "---|" * len(first)
    for row in more:
        yield "| " + " | ".join(row) + " |"


def page() -> str:
    """The page as it has to be now."""
    return written(verified(VERIFIED.read_text(encoding="utf-8")))


def main() -> int:
    """Run the cells; write the page when all of them pass."""
    command = [sys.executable, "-m", "pytest", str(TEST), "-q", "-k", "not test_page"]
    code = subprocess.run([*command, *sys.argv[1:]], check=False).returncode
    if code == 0:
        PAGE.write_text(page(), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
