"""Files of a course folder: found by the exact name an author wrote, never outside the folder."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Literal

from scorm_builder.load.reader import (
    CONTROL_CHARACTER,
    MAX_CHARACTERS,
    YAML_REFUSED,
    unfit_character,
)
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
    "learning-management systems run on, so the course would break there. The same goes for 'é' "
    "stored as one character or as 'e' and an accent.",
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
        try:
            self._real = Path(os.path.realpath(root))
        except (OSError, ValueError):  # the current folder was removed; a NUL in the path
            self._real = root
        self._listings: dict[Path, frozenset[str]] = {}
        self._faults: dict[Path, str] = {}
        self._alike: dict[Path, dict[str, list[str]]] = {}

    def listing(self, folder: Path) -> frozenset[str]:
        """The names in ``folder``; empty when it is not a folder."""
        if folder not in self._listings:
            try:
                self._listings[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names only
            except (OSError, ValueError) as error:
                self._listings[folder] = frozenset()
                if not isinstance(error, FileNotFoundError | NotADirectoryError):
                    self._faults[folder] = getattr(error, "strerror", None) or str(error)
        return self._listings[folder]

    def fault(self, folder: Path) -> str:
        """Why the names in ``folder`` cannot be read, if it is there and they cannot."""
        self.listing(folder)
        return self._faults.get(folder, "")

    def alike(self, folder: Path, name: str) -> list[str]:
        """The names in ``folder`` that are ``name`` but for capitals and the storing of accents."""
        if folder not in self._alike:
            self._alike[folder] = {}
            for each in sorted(self.listing(folder)):
                self._alike[folder].setdefault(_folded(each), []).append(each)
        return self._alike[folder].get(_folded(name), [])

    def find(
        self, path: str, span: Span, kind: Literal["file", "folder"] = "file"
    ) -> Path | Problem:
        """The file that ``path`` (from the course folder, with ``/``) names, or what is wrong."""
        pure = PurePosixPath(path)
        if not pure.parts:
            return FILE_MISSING.problem(f"'{path}' is not a file", span)
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
        return self._inside(found, path, span, kind)

    def _named(self, folder: Path, part: str, path: str, span: Span) -> Problem | None:
        names = self.listing(folder)
        fault = self.fault(folder)
        if fault:
            return FILE_MISSING.problem(f"'{path}' cannot be read: {fault}", span)
        others = [name for name in self.alike(folder, part) if name != part]
        if others and part in names:
            message = f"'{path}': '{part}' and '{others[0]}' are one file on other computers"
            return FILE_CASE.problem(message, span, "rename or remove one of the two")
        if part in names:
            return None
        if others and others[0].casefold() == part.casefold():
            message = f"'{path}' differs in capitals from the file on the disk"
            return FILE_CASE.problem(message, span, f"it is called '{others[0]}'")
        if others:
            message = f"'{path}' differs from the file on the disk in how its accents are stored"
            return FILE_CASE.problem(message, span, "rename the file: type its name again")
        return FILE_MISSING.problem(f"there is no '{path}'", span, did_you_mean(part, names))

    def _inside(self, found: Path, path: str, span: Span, kind: str) -> Path | Problem:
        try:
            real = found.resolve(strict=True)
            mode = real.stat().st_mode
        except RuntimeError:  # a link that leads to itself, before Python 3.13
            return FILE_MISSING.problem(f"'{path}' is a link that leads to itself", span)
        except OSError as error:
            return FILE_MISSING.problem(f"'{path}' cannot be read: {error.strerror}", span)
        if not real.is_relative_to(self._real):
            return FILE_OUTSIDE.problem(f"'{path}' is a link that leads to '{real}'", span)
        if not (stat.S_ISREG(mode) if kind == "file" else stat.S_ISDIR(mode)):
            return FILE_MISSING.problem(f"'{path}' is not a {kind}", span)
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unfit = unfit_character(text)
    if unfit:
        before = text[: unfit[0]]
        span = Span(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"{unfit[1]} is a character that cannot be shown"
        return CONTROL_CHARACTER.problem(message, span, "remove it")
    return text


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
