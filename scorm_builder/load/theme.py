"""The theme that course.yaml names: one of the player's own, or a folder in the course folder.

A theme is laid over the player, and may itself be laid over one of the player's. ``render`` opens
the files; here they are looked at, so that what is wrong with one is said in its place and nothing
from outside the course gets into a package.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scorm_builder.load.faults import read_model
from scorm_builder.load.files import Folder, read_text
from scorm_builder.load.player import player_folder
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.load.sheet import SHEET, TOKENS, read_sheet
from scorm_builder.load.tokens import TOKEN_UNKNOWN, Tokens, read_tokens
from scorm_builder.model.base import Line, Model, Spans
from scorm_builder.problems import Problem, Rule, Severity, Span, did_you_mean

PLAIN = "plain"
"""The player's own look, which needs no folder."""

THEME_FILE = "theme.yaml"

THEME_MISSING = Rule(
    "theme-missing",
    "A theme that is not there",
    "'theme' in course.yaml is 'plain', 'plain-dark', 'nhs', or the name of a folder in the course "
    "folder that holds files of the player with your changes.",
)
THEME_BROKEN = Rule(
    "theme-broken",
    "A file of the theme cannot be used",
    "A theme's templates are Jinja, its words are YAML, and all its files are UTF-8 text. A "
    "template of a theme takes the place of the player's whole template of that name.",
)
THEME_FILE_UNUSED = Rule(
    "theme-file-unused",
    "A file in a theme that nothing uses",
    "A theme may have theme.yaml, styles/tokens.css, styles/theme.css and the fonts and pictures "
    "that these refer to, strings/<language>.yaml, and templates of the player in blocks/ and "
    "shell/. Scripts are always the player's own.",
    Severity.WARNING,
)
RULES = (THEME_MISSING, THEME_BROKEN, THEME_FILE_UNUSED)

USED = re.compile(
    r"theme\.yaml|styles/(tokens|theme)\.css|strings/[A-Za-z0-9-]+\.yaml"
    r"|blocks/[a-z_]+/[a-z_]+\.html\.j2|shell/[a-z]+\.html\.j2"
)

MAX_FILES = 1_000
TEXT = (".css", ".html", ".j2", ".js", ".yaml")
"""Endings of the player's files; anything else in the folder is never opened."""

Scheme = Literal["auto", "light", "dark"]
"""In which colours a page opens: as the device prefers, light, or dark."""


class ThemeFile(Model):
    """The file ``theme.yaml`` of a theme."""

    base: Line = PLAIN
    """The player's theme that this one is laid over: ``plain``, ``plain-dark`` or ``nhs``."""
    scheme: Scheme | None = None
    """In which colours a page opens until the learner chooses: ``auto``, as the device prefers,
    ``light`` or ``dark``. As ``base`` has it when left out."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as folders: its own first, then those it is laid over, the player's last."""

    folders: tuple[Path, ...]
    names: tuple[str, ...] = (PLAIN,)
    """Its name and those of the player's themes that it is laid over."""
    scheme: Scheme = "auto"

    @property
    def trusted(self) -> bool:
        """Whether all its files come with the builder."""
        return all(folder.is_relative_to(player_folder()) for folder in self.folders)

    @property
    def tokens(self) -> Tokens:
        """Its tokens over those that it leaves as they are."""
        found = Tokens()
        for folder in reversed(self.folders):
            path = folder / TOKENS
            if path.is_file():
                found = _tokens(path, path.stat().st_mtime_ns).over(found)
        return found


@functools.lru_cache(maxsize=32)
def _tokens(path: Path, changed: int) -> Tokens:
    del changed  # part of the cache's key: an edited file is read again
    text = read_text(path, str(path))
    return read_tokens(text, str(path))[0] if isinstance(text, str) else Tokens()


def built_in() -> tuple[str, ...]:
    """The names of the player's own themes."""
    folders = (player_folder() / "themes").glob(f"*/{THEME_FILE}")
    return (PLAIN, *sorted(path.parent.name for path in folders))


def theme_of(root: Path, name: str) -> Theme:
    """The theme ``name`` of the course folder ``root``."""
    player = player_folder()
    if name == PLAIN:
        return Theme((player,))
    own = player / "themes" / name if name in built_in() else root / name
    file = _theme_file(own)
    base = theme_of(root, file.base) if file.base in built_in() else theme_of(root, PLAIN)
    return Theme((own, *base.folders), (name, *base.names), file.scheme or base.scheme)


def _theme_file(folder: Path) -> ThemeFile:
    """What ``theme.yaml`` says; what it cannot say has been reported."""
    path = folder / THEME_FILE
    text = read_text(path, str(path)) if path.is_file() else ""
    if not isinstance(text, str) or not text.strip():
        return ThemeFile()
    document = read_yaml(text, Source(str(path), text))
    file, _ = read_model(ThemeFile, document.value or {}, document.spans, "a theme", {})
    return file or ThemeFile()


def check_theme(folder: Folder, theme: str, span: Span) -> Iterator[Problem]:
    """What is wrong with the theme that ``span`` names, and with its files."""
    if theme in built_in():
        return
    found = folder.find(theme, span, kind="folder")
    if isinstance(found, Problem):
        if found.rule == "file-missing":
            hint = did_you_mean(theme, built_in()) or found.hint
            hint = hint or f"write '{PLAIN}', or make the folder"
            found = THEME_MISSING.problem(f"there is no folder '{theme}'", span, hint)
        yield found
        return
    names = sorted(_names(found))
    if len(names) > MAX_FILES:
        message = f"'{theme}' holds more than {MAX_FILES:,} files"
        yield THEME_BROKEN.problem(message, span, "name the folder of the theme alone")
        return
    shown: set[str] = set()
    unused: list[str] = []
    for name in names:
        path = f"{theme.rstrip('/')}/{name}"
        problems = tuple(_file(folder, path, name, found, span))
        if not problems and name in (SHEET, TOKENS):
            sheet, problems = read_sheet(found, name)
            shown |= sheet.used
        yield from problems
        if not problems and USED.fullmatch(name) is None:
            unused.append(name)
    for name in unused:
        if name not in shown:
            message = f"nothing uses '{theme.rstrip('/')}/{name}'"
            hint = "scorm-builder explain theme-file-unused says what a theme may have"
            yield THEME_FILE_UNUSED.problem(message, span, hint)


def _names(folder: Path) -> Iterator[str]:
    """The files and links below ``folder``, as paths from there: up to one too many."""
    count = 0
    for root, folders, names in os.walk(folder):
        # A link to a folder is not walked, so it is judged like a file, and refused.
        for name in (*names, *(each for each in folders if (Path(root) / each).is_symlink())):
            count += 1
            yield (Path(root) / name).relative_to(folder).as_posix()
            if count > MAX_FILES:
                return


def _file(folder: Folder, path: str, name: str, theme: Path, span: Span) -> Iterator[Problem]:
    found = folder.find(path, span)
    if isinstance(found, Problem):
        yield found
        return
    if found.suffix not in TEXT:
        return
    shown = str(found)
    text = read_text(found, shown)
    if isinstance(text, Problem):
        yield text
    elif found.suffix == ".j2":
        yield from _template(text, shown)
    elif name == TOKENS:
        yield from _token_file(text, shown, theme / SHEET)
    elif found.suffix == ".yaml":
        document = read_yaml(text, Source(shown, text))
        yield from document.problems
        if document.problems:
            return
        if name == THEME_FILE:
            yield from _about(document.value or {}, document.spans)
        elif not _is_words(document.value):
            message = "words are written as 'page:' and 'player:' with 'name: text' lines below"
            yield THEME_BROKEN.problem(message, Span(shown, 1, 1))


def _about(value: object, spans: Spans) -> Iterator[Problem]:
    file, faults = read_model(ThemeFile, value, spans, "a theme", {})
    yield from faults
    if file and not faults and file.base not in built_in():
        hint = did_you_mean(file.base, built_in()) or f"known: {', '.join(built_in())}"
        message = f"a theme cannot be laid over '{file.base}'"
        yield THEME_MISSING.problem(message, file.span("base"), hint)


def _token_file(text: str, shown: str, sheet: Path) -> Iterator[Problem]:
    tokens, problems = read_tokens(text, shown)
    yield from problems
    known = theme_of(Path(), PLAIN).tokens.names
    rules = read_text(sheet, str(sheet)) if sheet.is_file() else ""
    used = set(
        re.findall(r"var\(\s*(--[\w-]+)", f"{text}\n{rules if isinstance(rules, str) else ''}")
    )
    for name in sorted(tokens.names - known - used):
        line = text[: text.index(name)].count("\n") + 1
        hint = did_you_mean(name, known)
        yield TOKEN_UNKNOWN.problem(f"nothing uses the token '{name}'", Span(shown, line, 1), hint)


def _is_words(value: object) -> bool:
    return isinstance(value, dict) and all(
        part in ("page", "player") and isinstance(words, dict) for part, words in value.items()
    )


def _template(text: str, shown: str) -> Iterator[Problem]:
    from jinja2 import Environment, TemplateSyntaxError  # noqa: PLC0415 - few courses have a theme

    try:
        Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        message = f"the template cannot be read here: {error.message}"
        yield THEME_BROKEN.problem(message, Span(shown, error.lineno, 1))
    except RecursionError:
        yield THEME_BROKEN.problem("the template is nested too deeply", Span(shown, 1, 1))
