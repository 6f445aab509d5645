"""The words of the interface, as the templates ask for them.

A string may hold ``{placeholders}``, and may be a mapping of plural categories, chosen by the
placeholder ``n``. The player does the same in the browser with ``Intl.PluralRules``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

_WELSH = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}


def plural_category(language: str, n: int) -> str:
    """The CLDR plural category of ``n`` for the languages that the player has words for."""
    match language.split("-", maxsplit=1)[0].lower():
        case "cy":
            return _WELSH.get(n, "other")
        case "fr":
            return "one" if n in (0, 1) else "other"
        case "ja" | "ko" | "zh":
            return "other"
    return "one" if n == 1 else "other"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Call it with a string's name and its placeholders."""

    language: str
    page: Mapping[str, Any]
    player: Mapping[str, Any]

    def __call__(self, name: str, /, **values: object) -> Markup:
        """The string as HTML: plain values are escaped. A name that is missing is our fault."""
        text = self.page[name] if name in self.page else self.player[name]
        if isinstance(text, Mapping):
            n = values["n"]
            assert isinstance(n, int)
            text = text.get(plural_category(self.language, n), text["other"])
        # Not str.format: words may come with a stranger's theme, and a format reaches attributes.
        return Markup(
            _PLACEHOLDER.sub(
                lambda found: str(escape(values.get(found[1], found[0]))), str(escape(text))
            )
        )

    def date(self, day: date) -> Markup:
        """A date in words, with its machine-readable form."""
        months = self.page["months"]
        written = self("date", day=day.day, month=months[day.month - 1], year=day.year)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), written)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        language = self.language.split("-", maxsplit=1)[0].lower()
        return "rtl" if language in RIGHT_TO_LEFT else "ltr"

    def for_player(self) -> dict[str, str]:
        """The player's strings, flat: a plural becomes ``name.one``, ``name.other`` …"""
        flat: dict[str, str] = {}
        for name, text in self.player.items():
            if isinstance(text, Mapping):
                flat.update({f"{name}.{category}": each for category, each in text.items()})
            else:
                flat[name] = text
        return flat
