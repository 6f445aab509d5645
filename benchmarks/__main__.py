"""``python -m benchmarks``: print what builds and first pages cost, beside floors.

Every figure is of a whole process, measured from outside by the operating system's own accounting
(``wait4``): CPU seconds (user and system), wall seconds and the peak of resident memory. The
median of the runs is printed. The floor is Python's ``zipfile`` storing the same pictures.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.first_page import first_page, slow_start
from benchmarks.generate import generate

SAMPLE = Path(__file__).resolve().parent.parent / "content" / "msk-imaging"

# A process of its own, because a child's peak memory starts at that of the process it came from.
LAUNCHER = """
import os, sys, time
start = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - start
print(status, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)
"""

FLOOR = """
import sys, zipfile, pathlib
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_STORED) as z:
    for p in sorted(pathlib.Path(sys.argv[1]).rglob("*.jpg")):
        z.write(p, p.name)
"""


@dataclass(frozen=True)
class Cost:
    """What one process took: CPU and wall seconds, peak megabytes."""

    cpu: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.cpu:6.2f} s CPU {self.wall:6.2f} s wall {self.memory:6.0f} MB"


def measure(command: list[str]) -> Cost:
    """Run a command and read its account. Raises :class:`RuntimeError` when it fails."""
    account = subprocess.run(
        [sys.executable, "-S", "-E", "-c", LAUNCHER, *command],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    if account[0] != "0":
        raise RuntimeError(f"{command} ended with status {account[0]}")
    return Cost(*map(float, account[1:]))


def median(command: list[str], runs: int) -> Cost:
    """The median of each figure over ``runs`` runs, after one that is not counted."""
    measure(command)
    costs = [measure(command) for _ in range(runs)]
    return Cost(
        *(statistics.median(getattr(c, k) for c in costs) for k in ("cpu", "wall", "memory"))
    )


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", type=int, nargs="*", default=[6, 60, 600])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for pages in options.pages:
            # 600 pages with large pictures would measure the disk; small ones measure the text.
            size = (1600, 1200) if pages < 600 else (64, 48)
            course = generate(root / f"course-{pages}", pages, size)
            report(course, pages, root / f"out-{pages}", options.runs)
        report_slow(root / "sample")


def search(package: Path) -> str:
    """What a learner loads who opens the search: its script with the index of all words."""
    with zipfile.ZipFile(package) as archive:
        entries = [e for e in archive.infolist() if e.filename.startswith("assets/search-")]
    size, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    return f"{size / 1000:.0f} kB, {packed / 1000:.0f} kB compressed"


def report(course: Path, pages: int, out: Path, runs: int) -> None:
    """Print the figures of one course."""
    pictures = list((course / "images").iterdir())
    amount = sum(path.stat().st_size for path in pictures) / 1e6
    print(f"{pages} pages, {len(pictures)} pictures, {amount:.0f} MB")
    floor = median([sys.executable, "-c", FLOOR, str(course), f"{out}.zip"], runs)
    build = [sys.executable, "-m", "scorm_builder", "build", str(course), "--out", str(out)]
    cold = median(build, runs)
    text = course / "pages" / "page-1.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nEdited.\n", encoding="utf-8")
    warm = median(build, runs)
    print(f"  floor (zipfile, stored) {floor}")
    print(f"  build                   {cold}   {cold.cpu / floor.cpu:.1f} × floor")
    print(f"  build after one edit    {warm}   {warm.cpu / floor.cpu:.1f} × floor")
    print(f"  search                  {search(next(out.glob('*.zip')))}")
    print(f"  first page              {first_page(next(out.glob('*.zip')))}", flush=True)


def report_slow(out: Path) -> None:
    """Print how long the sample course takes to start on a slow ward."""
    subprocess.run(
        [sys.executable, "-m", "scorm_builder", "build", str(SAMPLE), "--out", str(out)],
        check=True,
        capture_output=True,
    )
    package = next(out.glob("*.zip"))
    print("sample course at 1.6 Mbit/s, 150 ms, a processor four times slower")
    for compressed in (True, False):
        host = "that compresses" if compressed else "that does not "
        print(f"  host {host}    {slow_start(package, compressed=compressed)}", flush=True)


if __name__ == "__main__":
    main()
