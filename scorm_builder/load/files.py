"""Files of a course folder: found by the exact name an author wrote, never outside the folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from scorm_builder.load.reader import MAX_CHARACTERS, YAML_REFUSED
from scorm_builder.problems import Problem, Rule, Span, did_you_mean

FILE_MISSING = Rule(
    "file-missing",
    "A file that is not there",
    "The source names a file that does not exist below the course folder.",
)
FILE_CASE = Rule(
    "file-case",
    "A file named with other capitals",
    "'Shoulder.JPG' and 'shoulder.jpg' are one file on Windows and two on the servers that most "
    "learning-management systems run on, so the course would break there.",
)
FILE_OUTSIDE = Rule(
    "file-outside",
    "A path that leaves the course folder",
    "A course is one folder that can be copied and reviewed as a whole: absolute paths, '..' and "
    "links that lead out of it are refused.",
)
NOT_UTF8 = Rule(
    "not-utf8",
    "A text that is not UTF-8",
    "Sources are UTF-8 text. In your editor: save with encoding UTF-8.",
)
RULES = (FILE_MISSING, FILE_CASE, FILE_OUTSIDE, NOT_UTF8)


class Folder:
    """A course folder, with listings read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real = root.resolve()
        self._listings: dict[Path, frozenset[str]] = {}

    def listing(self, folder: Path) -> frozenset[str]:
        """The names in ``folder``; empty when it is not a folder."""
        if folder not in self._listings:
            try:
                self._listings[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names only
            except OSError:
                self._listings[folder] = frozenset()
        return self._listings[folder]

    def find(self, path: str, span: Span) -> Path | Problem:
        """The file that ``path`` (from the course folder, with ``/``) names, or what is wrong."""
        pure = PurePosixPath(path)
        if "\\" in path:
            hint = f"write '{path.replace(chr(92), '/')}'"
            return FILE_OUTSIDE.problem(f"'{path}' has a backslash", span, hint)
        if pure.is_absolute() or ".." in pure.parts or ":" in path or "\0" in path:
            hint = "put the file into the course folder and write its path from there"
            return FILE_OUTSIDE.problem(f"'{path}' leads out of the course folder", span, hint)
        found = self.root
        for part in pure.parts:
            problem = self._named(found, part, path, span)
            if problem:
                return problem
            found = found / part
        return self._regular(found, path, span)

    def _named(self, folder: Path, part: str, path: str, span: Span) -> Problem | None:
        names = self.listing(folder)
        if part in names:
            return None
        other = next((name for name in sorted(names) if name.casefold() == part.casefold()), None)
        if other:
            message = f"'{path}' differs in capitals from the file on the disk"
            return FILE_CASE.problem(message, span, f"it is called '{other}'")
        return FILE_MISSING.problem(f"there is no '{path}'", span, did_you_mean(part, names))

    def _regular(self, found: Path, path: str, span: Span) -> Path | Problem:
        try:
            real = found.resolve(strict=True)
            mode = real.stat().st_mode
        except OSError as error:
            return FILE_MISSING.problem(f"'{path}' cannot be read: {error.strerror}", span)
        if not real.is_relative_to(self._real):
            return FILE_OUTSIDE.problem(f"'{path}' is a link that leads to '{real}'", span)
        if not stat.S_ISREG(mode):
            return FILE_MISSING.problem(f"'{path}' is not a file", span)
        return found


def read_text(path: Path, shown: str) -> str | Problem:
    """The text of a source file, without byte order mark and with ``\\n`` line ends, or a problem.

    ``shown`` is the path as the author knows it.
    """
    try:
        if path.stat().st_size > 4 * MAX_CHARACTERS:
            return YAML_REFUSED.problem("the file is larger than 32 MiB", Span(shown))
        data = path.read_bytes()
    except OSError as error:
        return FILE_MISSING.problem(f"cannot be read: {error.strerror}", Span(shown))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        span = Span(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8 text"
        return NOT_UTF8.problem(message, span, "save the file with the encoding UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
