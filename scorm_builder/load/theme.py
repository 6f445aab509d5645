"""The theme that course.yaml names: a folder in the course folder, fit to be laid over the player.

``render`` opens the files; here they are only looked at, so that what is wrong with one is said in
its place and nothing from outside the course gets into a package.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from scorm_builder.load.files import Folder, read_text
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.problems import Problem, Rule, Severity, Span

PLAIN = "plain"
"""The player's own look, which needs no folder."""

THEME_MISSING = Rule(
    "theme-missing",
    "A theme that is not there",
    "'theme' in course.yaml is 'plain', or the name of a folder in the course folder that holds "
    "files of the player with your changes.",
)
THEME_BROKEN = Rule(
    "theme-broken",
    "A file of the theme cannot be used",
    "A theme's templates are Jinja, its words are YAML, and all its files are UTF-8 text. A file "
    "of a theme takes the place of the player's whole file of that name.",
)
THEME_FILE_UNUSED = Rule(
    "theme-file-unused",
    "A file in a theme that nothing uses",
    "A theme may have styles/tokens.css, strings/<language>.yaml, and templates of the player in "
    "blocks/ and shell/. Scripts are always the player's own.",
    Severity.WARNING,
)
RULES = (THEME_MISSING, THEME_BROKEN, THEME_FILE_UNUSED)

USED = re.compile(
    r"styles/tokens\.css|strings/[A-Za-z0-9-]+\.yaml|blocks/[a-z_]+/[a-z_]+\.html\.j2"
    r"|shell/[a-z]+\.html\.j2"
)

MAX_FILES = 1_000
TEXT = (".css", ".html", ".j2", ".js", ".yaml")
"""Endings of the player's files; anything else in the folder is never opened."""


def check_theme(folder: Folder, theme: str, span: Span) -> Iterator[Problem]:
    """What is wrong with the theme that ``span`` names, and with its files."""
    if theme == PLAIN:
        return
    found = folder.find(theme, span, kind="folder")
    if isinstance(found, Problem):
        if found.rule == "file-missing":
            hint = found.hint or f"write '{PLAIN}', or make the folder"
            found = THEME_MISSING.problem(f"there is no folder '{theme}'", span, hint)
        yield found
        return
    names = sorted(_names(found))
    if len(names) > MAX_FILES:
        message = f"'{theme}' holds more than {MAX_FILES:,} files"
        yield THEME_BROKEN.problem(message, span, "name the folder of the theme alone")
        return
    for name in names:
        path = f"{theme.rstrip('/')}/{name}"
        problems = tuple(_file(folder, path, span))
        yield from problems
        if not problems and USED.fullmatch(name) is None:
            hint = "scorm-builder explain theme-file-unused says what a theme may have"
            yield THEME_FILE_UNUSED.problem(f"nothing uses '{path}'", span, hint)


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


def _file(folder: Folder, path: str, span: Span) -> Iterator[Problem]:
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
    elif found.suffix == ".yaml":
        document = read_yaml(text, Source(shown, text))
        yield from document.problems
        if not document.problems and not _is_words(document.value):
            message = "words are written as 'page:' and 'player:' with 'name: text' lines below"
            yield THEME_BROKEN.problem(message, Span(shown, 1, 1))


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
