"""The order of words in a language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"

LETTERS = {
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "cy": "a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y",
    "da": f"{_LATIN} æ ø å",
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "fi": f"{_LATIN} å ä ö",
    "nb": f"{_LATIN} æ ø å",
    "nn": f"{_LATIN} æ ø å",
    "no": f"{_LATIN} æ ø å",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "sv": f"{_LATIN} å ä ö",
}
"""Alphabets whose letters stand in an order of their own, of which two signs may be one. Elsewhere
accents do not count, and other scripts follow Unicode."""

DIGITS = "0-9"
"""The heading of what begins with no letter."""


@dataclass(frozen=True)
class Alphabet:
    """The letters of a language in their order."""

    language: str

    @cached_property
    def _letters(self) -> dict[str, int]:
        own = LETTERS.get(self.language.partition("-")[0].lower(), _LATIN)
        return {letter: number for number, letter in enumerate(own.split())}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self._letters, key=len, reverse=True)
        return re.compile("|".join([*longest, r"[^\W_]"]))

    def order(self, word: str) -> tuple[tuple[int, ...], str]:
        """What words are sorted by."""
        found = self._pattern.findall(self._folded(word))
        return tuple(self._place(each) for each in found), word

    def _place(self, letter: str) -> int:
        """Digits come first, letters of other scripts last."""
        return -1 if letter.isdigit() else self._letters.get(letter, 1000 + ord(letter[0]))

    def letter(self, word: str) -> str:
        """The letter under which a word stands."""
        first = self._pattern.search(self._folded(word))
        return first[0] if first and not first[0].isdigit() else DIGITS

    def _folded(self, word: str) -> str:
        """In small letters, and without the accents that make no letter of their own."""
        composed = unicodedata.normalize("NFC", word.lower())
        return "".join(
            each if each in self._letters else unicodedata.normalize("NFD", each)[0]
            for each in composed
        )
