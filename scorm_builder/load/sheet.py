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
from scorm_builder.load.css import Lines, Part, parts, without_comments
from scorm_builder.load.files import Folder, read_text
from scorm_builder.load.image import PictureError, load_picture
from scorm_builder.problems import Problem, Rule, Span

SHEET = "styles/theme.css"
TOKENS = "styles/tokens.css"

THEME_REMOTE = Rule(
    "theme-remote",
    "A theme that fetches something from elsewhere",
    "A package brings all it needs: an LMS may run where the internet is not, and a request to "
    "another server tells it who is learning. '@import' and addresses of other servers are refused "
    "in a theme; put the file into the theme's folder and name it by its path. So is what browsers "
    "may read in two ways: a quotation mark without its pair, an escape outside of quotes.",
)
THEME_FILE_UNFIT = Rule(
    "theme-file-unfit",
    "A file that a theme cannot show",
    "A theme's rules may show fonts (.woff2, 500 kB at most) and pictures (.svg, .png, .jpg, "
    ".webp) from the theme's folder. A 'data:' address within them has 200 kB at most.",
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
DATA_LARGEST = 200_000
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")

_REMOTE = "put the rules, and the files they show, into the theme's folder"
_NAMING = ("image-set(", "src(", "image(")
"""Endings of functions, with or without a maker's prefix, that take a string for an address."""
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
    return Sheet(reader.packed(), reader.files, frozenset(reader.names)), problems


class _Reader:
    def __init__(self, theme: Path, path: str, text: str) -> None:
        self.folder = Folder(theme)
        self.theme = theme
        self.path = path
        self.text = text
        self.lines = Lines(text, str(theme / path))
        self.files: dict[str, File] = {}
        self.names: dict[str, str] = {}

    def judge(self) -> Iterator[Problem]:
        """What is wrong; fills ``files`` and ``names``."""
        scheme = self.path == SHEET
        for part in parts(self.text):
            message = _refused(part)
            if message:
                yield THEME_REMOTE.problem(message, self._span(part.at), _REMOTE)
            elif part.kind == "url":
                problem = self._file(part)
                if problem:
                    yield problem
            elif scheme and part.text.lower() == "prefers-color-scheme":
                scheme = False  # said once
                message = "rules that ask 'prefers-color-scheme' do not follow the learner's choice"
                hint = f"give the colour a token in {TOKENS}"
                yield THEME_SCHEME.problem(message, self._span(part.at), hint)

    def packed(self) -> str:
        """The rules as they stand in the package; a file lies beside the style sheet."""
        made = []
        for part in parts(self.text):
            name = self.names.get(self._inside(part.address)) if part.kind == "url" else None
            if name:
                made.append(f"url({name})")
            else:
                made.append("\n" if part.kind == "space" and "\n" in part.text else part.text)
        return "".join(made).strip()

    def _file(self, part: Part) -> Problem | None:
        address, span = part.address, self._span(part.at)
        if _OWN.match(address):
            return _too_long(address, span)
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
        return self.lines.span(at)


def _too_long(address: str, span: Span) -> Problem | None:
    if len(address) <= DATA_LARGEST:
        return None
    message = f"a 'data:' address has {len(address) / 1000:,.0f} kB"
    hint = f"at most {DATA_LARGEST // 1000} kB: put the file into the theme's folder"
    return THEME_FILE_UNFIT.problem(message, span, hint)


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


def _refused(part: Part) -> str:
    """Why a part may not stand in a theme, or nothing."""
    if part.kind == "at" and part.text.lower() == "@import":
        return "'@import' is refused"
    if part.kind == "function" and part.text.lower().endswith(_NAMING):
        return "only 'url(…)' may name a file"
    if part.kind != "unclear":
        return ""
    if part.text == "\\":
        return "a backslash outside of quotes is refused"
    if part.text.startswith(("'", '"')):
        return "a quotation mark has no pair on its line"
    return "'url(…)' holds something other than one plain address"
