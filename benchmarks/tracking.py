"""``python -m benchmarks.tracking``: what keeping and sending cost, by counting.

For every host of docs/hosts.md: calls and requests when a course is opened, and calls, requests
and bytes of a save, on the same course and the same answers. Then the longest state of courses, and
how long the copy on the device takes to write in headless Chromium. All but the last are counts,
and the same on every machine.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.first_page import CHROMIUM, _Quiet
from scorm_builder.model.state import PageSlot, StateLayout
from tests.slots import slot
from tests.unit.player.cmi5_course import STATE as DOCUMENT
from tests.unit.player.conftest import PLAYER, Player, bundled
from tests.unit.player.matrix_beds import Bed, Json
from tests.unit.player.matrix_hosts import HOSTS, Host
from tests.unit.player.matrix_net import AiccBed, Cmi5Bed
from tests.unit.player.test_attempt import answered, course, opened

ANSWERS = 8
WRITES = 200
ESR_RULES = {"name": "esr", "interactions": False, "bounds": False, "patience": 5}
"""What ``build --host esr`` tells the player."""


@dataclass(frozen=True)
class Tally:
    """What had been called, asked and written up to a moment."""

    calls: int
    writes: int
    requests: int
    size: int

    def since(self, earlier: Tally) -> Tally:
        """What came between."""
        return Tally(
            self.calls - earlier.calls,
            self.writes - earlier.writes,
            self.requests - earlier.requests,
            self.size - earlier.size,
        )


def tally(bed: Bed) -> Tally:
    """What has been so far on a bed."""
    if isinstance(bed, AiccBed):
        sent = bed.server.calls
        size = sum(len(call.get("aicc_data", "")) for call in sent)
        return Tally(len(sent), len(sent), len(sent), size)
    if isinstance(bed, Cmi5Bed):
        asked = bed.lrs.asked
        enrolment = bed.lrs.enrolment
        told = sum(len(json.dumps(statement)) for statement in enrolment.statements.values())
        puts = sum((each.method, each.kind) == ("PUT", "state") for each in asked)
        size = told + puts * len(enrolment.state.get(DOCUMENT, b""))
        return Tally(len(asked), len(asked), len(asked), size)
    seen = bed.look()
    sets = [call["args"][1] for call in seen["calls"] if call["fn"].endswith("SetValue")]
    return Tally(len(seen["calls"]), len(sets), seen["requests"], sum(map(len, sets)))


def saves(player: Player, host: Host, rules: Json) -> tuple[Tally, list[Tally]]:
    """What opening takes, and each answer after the first."""
    data = course()
    data["host"] = {**data["host"], **rules}
    bed = host.start(player, course=data)
    try:
        bed.launch()
        opening = tally(bed)
        bed.do(opened("quiz")).wait(10).do(answered("q1")).wait(20)
        found = []
        for number in range(ANSWERS):
            before = tally(bed)
            bed.do(answered(("q1", "q2", "warm-up")[number % 3], number, done=False))
            found.append(tally(bed).since(before))
            bed.wait(1)
        return opening, found
    finally:
        bed.close()


def report_hosts(player: Player) -> None:
    """Print a line for each host."""
    print("host | calls to open | requests to open | calls, writes, requests, bytes of a save")
    columns: list[tuple[Host, str, Json]] = [(host, host.key, {}) for host in HOSTS]
    columns += [(host, "esr, built --host esr", ESR_RULES) for host in HOSTS if host.key == "esr"]
    for host, name, rules in columns:
        opening, each = saves(player, host, rules)
        median = [
            round(statistics.median(getattr(one, key) for one in each))
            for key in ("calls", "writes", "requests", "size")
        ]
        figures = " | ".join(map(str, (opening.calls, opening.requests, *median)))
        print(f"{name} | {figures}", flush=True)


KINDS = {
    "choices": (("choice", 4), ("multiple_choice", 5), ("true_false", 2)),
    "one in four on a picture": (
        ("choice", 4), ("multiple_choice", 5), ("true_false", 2), ("hotspot", 1),
    ),
    "seven kinds": (
        ("choice", 4), ("multiple_choice", 5), ("true_false", 2), ("hotspot", 1), ("measure", 2),
        ("matching", 5), ("ordering", 5),
    ),
}  # fmt: skip


def layout(pages: int, questions: int, kinds: tuple[tuple[str, int], ...]) -> StateLayout:
    """Pages of questions of these kinds in turn, each with a figure to be looked at."""

    def kind(number: int) -> tuple[str, int]:
        return kinds[number % len(kinds)]

    return StateLayout.of(
        PageSlot(
            f"page-{page}",
            tuple(slot(f"q{n}", *kind(page * questions + n)) for n in range(questions)),
            ("figure",),
        )
        for page in range(pages)
    )


def report_states() -> None:
    """Print the longest states."""
    for name, kinds in KINDS.items():
        for pages, questions in ((60, 3), (600, 1)):
            found = layout(pages, questions, kinds)
            print(
                f"{pages} pages of {questions} questions ({name}): "
                f"{found.worst_case()} characters, {found.addressing}"
            )


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


WRITE = """
async ([count, length]) => {
  const copies = copy.browserCopies();
  await copies.works();
  const state = "A".repeat(length);
  const times = [];
  for (let n = 0; n < count; n++) {
    const value = { format: 1, at: n, epoch: 1, sequence: n, sent: 0, state, status: "incomplete",
                    untold: [] };
    const begun = performance.now();
    if (!await copies.write("course.x", value, true)) throw new Error("not written");
    times.push(performance.now() - begun);
  }
  return times;
}
"""


def report_copy(folder: Path) -> None:
    """Print how long a copy of the longest state takes until its transaction is complete."""
    esbuild = PLAYER / "node_modules/esbuild/bin/esbuild"
    options = ["--bundle", "--format=iife", "--global-name=copy", "--log-level=error"]
    out = f"--outfile={folder / 'copy.js'}"
    subprocess.run(
        ["node", str(esbuild), str(PLAYER / "tracking/copy.ts"), *options, out], check=True
    )
    page = "<!doctype html><title>Copy</title><script src='copy.js'></script>"
    (folder / "index.html").write_text(page, encoding="utf-8")
    with _served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        tab = browser.new_page()
        tab.goto(address)
        times = sorted(tab.evaluate(WRITE, [WRITES, 3500]))
        browser.close()
    last = times[len(times) * 19 // 20]
    print(f"copy on the device: median {statistics.median(times):.1f} ms, one in twenty {last:.1f}")


def main() -> None:
    """Count, measure, print."""
    with tempfile.TemporaryDirectory() as scratch:
        for player in bundled("matrix.ts", Path(scratch)):
            report_hosts(player)
        report_states()
        report_copy(Path(scratch))


if __name__ == "__main__":
    main()
