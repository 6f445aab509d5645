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
_ARABIC = {0: "zero", 1: "one", 2: "two"}

_STAND_IN, _END = "\ue000", "\ue001"
"""Round an English string that stands in for one that is missing: see :meth:`Words.finished`."""

_MARKS = re.compile(f"[{_STAND_IN}{_END}]")
_PIECE = re.compile(
    "<script.*?</script>|<title>.*?</title>"  # no element can stand in these
    '|<[a-zA-Z/!](?:[^>"]|"[^"]*")*>'
    f"|{_STAND_IN}([^{_STAND_IN}{_END}]*){_END}",
    re.DOTALL,
)
_PAGE_LINK = re.compile(r'(href="page-[a-z_][a-z0-9_-]*)\.html(?=["#])')


def plural_category(language: str, n: int) -> str:
    """The CLDR plural category of ``n``, of the languages that we know the rule of; else English's.

    The player asks ``Intl.PluralRules``; a test holds the two to the same answers.
    """
    match language.split("-", maxsplit=1)[0].lower():
        case "cy":
            return _WELSH.get(n, "other")
        case "ar":
            kept = "few" if 3 <= n % 100 <= 10 else "many" if n % 100 > 10 else "other"
            return _ARABIC.get(n, kept)
        case "pl":
            few = 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14
            return "one" if n == 1 else "few" if few else "many"
        case "fr":
            return "one" if n in (0, 1) else "other"
        case "id" | "ja" | "ko" | "th" | "vi" | "zh":
            return "other"
    return "one" if n == 1 else "other"


def direction(language: str) -> str:
    """``ltr`` or ``rtl``: the way in which a language is written."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Call it with a string's name and its placeholders."""

    language: str
    page: Mapping[str, Any]
    player: Mapping[str, Any]
    english: frozenset[str] = frozenset()
    """Names of the strings that are missing in this language: English stands in for them."""
    ending: str = ".html"
    """How the names of this language's reading pages end."""

    def __call__(self, name: str, /, **values: object) -> Markup:
        """The string as HTML: plain values are escaped. A name that is missing is our fault."""
        text = self.page[name] if name in self.page else self.player[name]
        if isinstance(text, Mapping):
            n = values["n"]
            assert isinstance(n, int)
            text = text.get(plural_category(self.language, n), text["other"])
        # Not str.format: words may come with a stranger's theme, and a format reaches attributes.
        said = _PLACEHOLDER.sub(
            lambda found: str(escape(values.get(found[1], found[0]))), str(escape(text))
        )
        if name in self.english:
            return Markup(f"{_STAND_IN}{_MARKS.sub('', said)}{_END}")
        return Markup(said)

    def finished(self, html: str) -> Markup:
        """A document or a part of one in these words, as it goes into a package.

        English that stands in is marked as such, where an element may be; an attribute cannot say
        that it is in another language. Links to reading pages lead to those of this language.
        """
        html = str.__str__(html)  # a Markup would escape the pieces that it is put together from
        if self.ending != ".html":
            html = _PAGE_LINK.sub(rf"\1{self.ending}", html)
        if self.english:
            html = _MARKS.sub("", _PIECE.sub(self._piece, html))
        return Markup(html)

    @staticmethod
    def plain(text: str) -> str:
        """A string of these words where no element can be."""
        return _MARKS.sub("", str.__str__(text))

    def _piece(self, found: re.Match[str]) -> str:
        if found[1] is None:
            return _MARKS.sub("", found[0])
        way = "" if self.direction == "ltr" else ' dir="ltr"'
        return f'<span lang="en"{way}>{found[1]}</span>'

    def date(self, day: date) -> Markup:
        """A date in words, with its machine-readable form."""
        months = self.page["months"]
        written = self("date", day=day.day, month=months[day.month - 1], year=day.year)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), written)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)

    @property
    def name(self) -> str:
        """What the language calls itself; its tag, when nobody has said it in its own words."""
        return self.language if "language_name" in self.english else self.page["language_name"]

    def for_player(self) -> dict[str, str]:
        """The player's strings, flat: a plural becomes ``name.one``, ``name.other`` …"""
        flat: dict[str, str] = {}
        for name, text in self.player.items():
            if isinstance(text, Mapping):
                flat.update({f"{name}.{category}": each for category, each in text.items()})
            else:
                flat[name] = text
        return flat
