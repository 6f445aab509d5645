"""The player's files, with those of a theme laid over them.

A theme is a folder with the same relative paths: what it has, it gives; the rest comes from the
theme that it is laid over, and from the player. Tokens and words are laid over one by one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2.exceptions import SecurityError
from jinja2.filters import do_format
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, soft_str

from scorm_builder.filetree import File
from scorm_builder.load.player import player_folder
from scorm_builder.load.theme import Theme
from scorm_builder.render.stylesheet import stylesheet

__all__ = ["PlayerFiles", "icon", "player_folder"]

THEMED = ("styles/", "strings/", "blocks/", "shell/")
"""Where a theme may have files of its own. The compiled scripts are always the player's."""

LARGEST = 1_000_000
"""What a theme's template may multiply."""

LARGEST_PAGE = 10_000_000
"""Characters that a theme's template may write."""

_WIDE = re.compile(r"%[^%]*?(?:\*|[0-9]{4})", re.DOTALL)
"""Something to be formatted with a width that is very large, or is not written down."""

_COUNTING = ("batch", "center", "indent", "slice", "tojson")
"""Filters that make something as long as they are told."""

_PADDING = frozenset(("center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"))
"""What a text can be asked for that makes it as long as one likes."""


@dataclass(frozen=True, slots=True)
class PlayerFiles:
    """The player's files under their relative paths, those of a theme first."""

    theme: Theme

    @classmethod
    def of(cls, theme: Theme | None = None) -> PlayerFiles:
        """The player, with ``theme`` laid over it."""
        return cls(theme or Theme((player_folder(),)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders, the theme's first and the player's last."""
        return self.theme.folders

    def path(self, relative: str) -> Path | None:
        """The theme's file of that path if it may have one, else the player's; None for neither."""
        folders = self.folders if relative.startswith(THEMED) else self.folders[-1:]
        paths = (folder / relative for folder in folders)
        return next((path for path in paths if path.is_file()), None)

    def text(self, relative: str) -> str:
        """The text of a file. Raises :class:`RuntimeError` when it is missing."""
        found = self.path(relative)
        if found is None:
            raise RuntimeError(f"the player has no file '{relative}'")
        return found.read_text(encoding="utf-8")

    def built(self, name: str) -> str:
        """The text of a built file. Raises :class:`RuntimeError` when it was not built."""
        relative = f"dist/{name}"
        if self.path(relative) is None:
            raise RuntimeError(
                f"the player was not built: '{relative}' is missing; run `make` in the checkout"
            )
        return self.text(relative)

    def script(self, tracking: str) -> str:
        """The player's script for one kind of tracking."""
        return self.built(f"player-{tracking}.js")

    def part(self, name: str) -> tuple[str, File]:
        """A script that is loaded when a page needs it, and its path."""
        file = File.of(self.built(f"{name}.js"))
        return f"assets/{name}-{file.sha256[:10]}.js", file

    def look(self) -> tuple[str, File]:
        """The script that takes up a learner's colours before the first paint, and its path."""
        file = File.of(self.built("look.js"))
        return f"assets/look-{file.sha256[:10]}.js", file

    def stylesheet(self) -> str:
        """The theme's tokens, then the player's rules, which only refer to them, then its own."""
        return stylesheet(self.theme, self.built("player.css"))[0]

    def files(self) -> Mapping[str, File]:
        """Fonts and pictures of the theme that the style sheet shows, by package path."""
        return stylesheet(self.theme, "")[1]

    def strings(self, language: str) -> Mapping[str, Mapping[str, Any]]:
        """The words of the interface: ``page`` for the templates, ``player`` for the script.

        The whole tag is tried first, then its language alone; what they lack is English.
        """
        return self._strings(("en", *_tags(language)))

    def english(self, language: str) -> frozenset[str]:
        """The names of the strings that are missing in a language: there English stands in."""
        own, every = self._strings(_tags(language)), self._strings(("en",))
        return frozenset(name for part in every for name in every[part].keys() - own[part].keys())

    def _strings(self, tags: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {"page": {}, "player": {}}
        for tag in dict.fromkeys(tags):
            # A theme's file may hold a few words only: it is laid over the player's own.
            for folder in reversed(self.folders):
                path = folder / "strings" / f"{tag}.yaml"
                if path.is_file():
                    words = _strings(path, path.stat().st_mtime_ns)
                    for part, known in found.items():
                        known.update(words.get(part) or {})
        return found

    def languages(self) -> frozenset[str]:
        """The languages that there are words in."""
        folders = (folder / "strings" for folder in self.folders)
        return frozenset(path.stem for folder in folders for path in folder.glob("*.yaml"))

    def templates(self) -> jinja2.Environment:
        """The Jinja environment over these folders."""
        return _environment(self.folders, self.theme.trusted)


class _ThemeTemplate(jinja2.Template):
    """A template that does not write more than :data:`LARGEST_PAGE`."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """What the template writes, piece by piece."""
        pieces, size = [], 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > LARGEST_PAGE:
                limit = f"{LARGEST_PAGE / 1_000_000:.0f} million characters"
                raise SecurityError(f"'{self.name}' writes more than {limit}")
            pieces.append(piece)
        return "".join(pieces)


class _ThemeEnvironment(ImmutableSandboxedEnvironment):
    """Templates that can read what they are given and do nothing else.

    Jinja's sandbox keeps a template from the interpreter behind its values, and the plainest ways
    to ask for endless text are refused; what is written has an end. Beyond that, memory and time
    are not bounded by it.
    """

    template_class = _ThemeTemplate
    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters |= {name: _within(self.filters[name]) for name in _COUNTING}
        self.filters["format"] = _formatted
        del self.globals["lipsum"]

    def wrap_str_format(self, value: Any) -> Any:
        """Refuse ``str.format``, whose widths stand in texts that may come from anywhere."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("a theme may not use 'format' of a text; use the filter")
        return None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have an attribute: none that pads a text to any length."""
        if isinstance(obj, str) and attr in _PADDING:
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply small numbers and format with small widths; refuse all else."""
        if operator == "%":
            return _narrow(left) % right
        if operator == "*" and all(
            isinstance(each, int | float) and abs(each) < LARGEST for each in (left, right)
        ):
            return left * right
        raise SecurityError(f"a theme may use '{operator}' on small numbers only")


def _narrow(text: Any) -> Any:
    """What stands before ``%``, if it asks for no great widths."""
    if isinstance(text, str) and _WIDE.search(text):
        raise SecurityError("a theme may format with widths of at most three digits")
    return text


def _formatted(value: Any, *args: Any, **kwargs: Any) -> str:
    return do_format(_narrow(soft_str(value)), *args, **kwargs)


def _within(made: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that makes a text or a list as long as it is told, up to three digits."""
    first = 2 if hasattr(made, "jinja_pass_arg") else 1

    @functools.wraps(made)  # with the marks by which Jinja knows what to pass
    def limited(*args: Any, **kwargs: Any) -> Any:
        numbers = (*args[first:], *kwargs.values())
        if any(isinstance(each, int) and each >= 1000 for each in numbers):
            raise SecurityError("a theme's filters take numbers of at most three digits")
        return made(*args, **kwargs)

    return limited


@functools.cache
def _environment(folders: tuple[Path, ...], trusted: bool) -> jinja2.Environment:
    # The player's own templates are trusted. A theme comes with a course, perhaps a stranger's.
    kind = jinja2.Environment if trusted else _ThemeEnvironment
    environment = kind(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.globals["icon"] = icon
    return environment


def _tags(language: str) -> tuple[str, str]:
    return language.split("-", maxsplit=1)[0].lower(), language


@functools.lru_cache(maxsize=32)
def _strings(path: Path, changed: int) -> dict[str, dict[str, Any]]:
    del changed  # part of the cache's key: an edited file is read again
    with path.open(encoding="utf-8") as stream:
        return dict(yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {})


ICONS: Mapping[str, str] = {
    "eye": '<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "tick": '<path d="M4 13l5 5L20 6"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "on": '<path d="M9 5l7 7-7 7"/>',
    "settings": '<path d="M4 7h10M18 7h2M4 17h2M10 17h10"/><circle cx="16" cy="7" r="2"/>'
    '<circle cx="8" cy="17" r="2"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7z"/>',
    "up": '<path d="M5 15l7-7 7 7"/>',
    "down": '<path d="M5 9l7 7 7-7"/>',
    "search": '<circle cx="10" cy="10" r="7"/><path d="M15 15l6 6"/>',
    "enlarge": '<circle cx="10" cy="10" r="7"/><path d="M15 15l6 6M10 7v6M7 10h6"/>',
    "align": '<path d="M4 4h16M12 20V9M7 13l5-5 5 5"/>',
    "key-points": '<path d="M9 6h12M9 12h12M9 18h12M3 6l1 1 2-2M3 12l1 1 2-2M3 18l1 1 2-2"/>',
    "note": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v.5"/>',
    "tip": '<path d="M9 18h6M10 21h4M8 14a6 6 0 1 1 8 0c-1 1-1 2-1 4H9c0-2 0-3-1-4z"/>',
    "warning": '<path d="M12 3l10 18H2zM12 10v5M12 18v.5"/>',
    "definition": '<path d="M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14"/>',
}
"""Drawings of 24 × 24 units, stroked in the colour of the text."""


def icon(name: str) -> Markup:
    """An icon, hidden from assistive technology: the words beside it say the same."""
    return Markup(
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f"{ICONS.get(name, ICONS['note'])}</svg>"
    )
