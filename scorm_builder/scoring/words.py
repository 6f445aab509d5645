"""Short texts, and which of them are the same. ``player/scoring/words.ts`` is the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_PLAINER = (
    (re.compile("[\u2018-\u201b\u02bc\u2032\u00b4`]"), "'"),
    (re.compile("[\u201c-\u201f\u2033\u00ab\u00bb]"), '"'),
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
    (re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]"), ""),
)

_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]"
)
"""Marks over letters: Latin, Greek and Cyrillic; Hebrew; Arabic."""

_SPACES = re.compile("[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def normalised(text: str, exact: bool) -> str:
    """A text as it is compared.

    When not ``exact``, without what people leave out or type in another way: capitals, accents,
    the vowel points of Arabic and Hebrew, curly quotes, long dashes, marks of direction, a final
    full stop. Marks of other scripts stay: in Hindi or Thai they are the vowels.
    """
    if exact:
        return _spaced(unicodedata.normalize("NFC", text))
    for pattern, plain in _PLAINER:
        text = pattern.sub(plain, text)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    # What a capital sigma becomes depends on where it stands, and on the program.
    text = _spaced(text.replace("\u03c2", "\u03c3"))
    return re.sub(r" ?\.\Z", "", text)


def is_one_of(spellings: Iterable[str], text: str, exact: bool) -> bool:
    """Whether a text is one of the spellings."""
    typed = normalised(text, exact)
    return typed != "" and any(normalised(each, exact) == typed for each in spellings)


def known_answer(question: Mapping[str, Any], text: str) -> int:
    """Which list of spellings that the author has something to say to a text is in; -1: none."""
    lists = enumerate(question["known"])
    return next((i for i, each in lists if is_one_of(each, text, question["exact"])), -1)


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")
