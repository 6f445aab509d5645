"""A theme's own rules, ``styles/theme.css``, and the files that they show: fonts and pictures.

Only what the rules refer to goes into a package, under a name with a hash; nothing is fetched from
elsewhere when a learner opens a page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scorm_builder.filetree import File
from scorm_builder.load.files import Folder, read_text
from scorm_builder.load.image import PictureError, load_picture
from scorm_builder.load.tokens import without_comments
from scorm_builder.problems import Problem, Rule, Span

SHEET = "styles/theme.css"
TOKENS = "styles/tokens.css"

THEME_REMOTE = Rule(
    "theme-remote",
    "A theme that fetches something from elsewhere",
    "A package brings all it needs: an LMS may run where the internet is not, and a request to "
    "another server tells it who is learning. '@import' and addresses of other servers are refused "
    "in a theme; put the file into the theme's folder and name it by its path.",
)
THEME_FILE_UNFIT = Rule(
    "theme-file-unfit",
    "A file that a theme cannot show",
    "A theme's rules may show fonts (.woff2, 500 kB at most) and pictures (.svg, .png, .jpg, "
    ".webp) from the theme's folder.",
)
THEME_SCHEME = Rule(
    "theme-scheme",
    "A rule that does not follow the learner's choice of colours",
    "Learners can choose light or dark whatever their device prefers. Rules in styles/theme.css "
    "that ask 'prefers-color-scheme' would follow the device alone. Give the colour a token in "
    "styles/tokens.css, where it may have a value for each, and use that.",
)
RULES = (THEME_REMOTE, THEME_FILE_UNFIT, THEME_SCHEME)

FONT_LARGEST = 500_000
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")

_URL = re.compile(r"url\(\s*(\"[^\"]*\"|'[^']*'|[^)\"']*)\s*\)", re.IGNORECASE)
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_REFUSED = (
    (re.compile(r"@import\b", re.IGNORECASE), "'@import' is refused"),
    (re.compile(r"(?:image-set|src)\(", re.IGNORECASE), "only 'url(…)' may name a file"),
    (re.compile(r"\\"), "a backslash outside of quotes is refused"),
)
_OWN = re.compile(r"data:(?:image|font)/|#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """CSS whose addresses are those of files in the package."""

    text: str = ""
    files: Mapping[str, File] = field(default_factory=dict, repr=False)
    """The files it refers to, by package path."""
    used: frozenset[str] = frozenset()
    """The same files, by their paths in the theme's folder."""


def read_sheet(theme: Path, path: str = SHEET) -> tuple[Sheet, tuple[Problem, ...]]:
    """The CSS at ``path`` of a theme's folder, fit for a package, and what is wrong with it."""
    text = read_text(theme / path, str(theme / path))
    if isinstance(text, Problem):
        return Sheet(), (text,)
    reader = _Reader(theme, path, without_comments(text))
    problems = tuple(reader.judge())
    packed = re.sub(r"\s*\n\s*", "\n", _URL.sub(reader.packed, reader.text)).strip()
    return Sheet(packed, reader.files, frozenset(reader.names)), problems


class _Reader:
    def __init__(self, theme: Path, path: str, text: str) -> None:
        self.folder = Folder(theme)
        self.theme = theme
        self.path = path
        self.text = text
        self.files: dict[str, File] = {}
        self.names: dict[str, str] = {}

    def judge(self) -> Iterator[Problem]:
        """What is wrong; fills ``files`` and ``names``."""
        bare = _URL.sub(_blank, self.text)
        bare = _STRING.sub(_blank, bare)
        for pattern, message in _REFUSED:
            for found in pattern.finditer(bare):
                hint = "put the rules, and the files they show, into the theme's folder"
                yield THEME_REMOTE.problem(message, self._span(found.start()), hint)
        if self.path == SHEET and (found_ := re.search(r"prefers-color-scheme", bare)):
            message = "rules that ask 'prefers-color-scheme' do not follow the learner's choice"
            hint = f"give the colour a token in {TOKENS}"
            yield THEME_SCHEME.problem(message, self._span(found_.start()), hint)
        for found in _URL.finditer(self.text):
            problem = self._file(found)
            if problem:
                yield problem

    def packed(self, found: re.Match[str]) -> str:
        """An address as it stands in the package; that of a file lies beside the style sheet."""
        name = self.names.get(self._inside(_unquoted(found[1])))
        return f"url({name})" if name else found[0]

    def _file(self, found: re.Match[str]) -> Problem | None:
        address, span = _unquoted(found[1]), self._span(found.start())
        if _OWN.match(address):
            return None
        if re.match(r"[a-z][a-z0-9+.-]*:|/", address, re.IGNORECASE):
            hint = "put the file into the theme's folder and write its path"
            return THEME_REMOTE.problem(f"'{address[:60]}' is not in the theme", span, hint)
        name = self._inside(address)
        if name in self.names:
            return None
        place = self.folder.find(name, span)
        if isinstance(place, Problem):
            return place
        made = _font(place) if place.suffix == ".woff2" else _picture(place)
        if isinstance(made, str):
            return THEME_FILE_UNFIT.problem(f"'{name}' {made}", span)
        self.names[name] = f"{_slug(place.stem)}-{made.sha256[:10]}{place.suffix}"
        self.files[f"assets/{self.names[name]}"] = made
        return None

    def _inside(self, address: str) -> str:
        """The path in the theme's folder that an address in the style sheet means."""
        plain = address.partition("#")[0].partition("?")[0]
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), plain))

    def _span(self, at: int) -> Span:
        before = self.text[:at]
        line, column = before.count("\n") + 1, at - before.rfind("\n")
        return Span(str(self.theme / self.path), line, column)


def _font(path: Path) -> File | str:
    size = path.stat().st_size
    if size > FONT_LARGEST:
        return f"is a font of {size / 1000:,.0f} kB; at most {FONT_LARGEST // 1000} kB"
    data = path.read_bytes()
    return File.of(data) if data.startswith(b"wOF2") else "is not a font of the form WOFF2"


def _picture(path: Path) -> File | str:
    if path.suffix not in PICTURES:
        return "is neither a font (.woff2) nor a picture"
    try:
        return load_picture(path).file
    except PictureError as error:
        return f"cannot be shown: {error.message}"


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "file"


def _unquoted(address: str) -> str:
    return address.strip().strip("\"'").strip()


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
