"""Numbers as people type them. ``player/scoring/numbers.ts`` is the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scorm_builder.model.answer import MAX_DIGITS

_NUMBER = re.compile(
    "([-+]?) ?([0-9]+|[0-9]{1,3}(?:[ \u00a0\u2009\u202f'\u2019][0-9]{3})+|(?=[.][0-9]))"
    "(?:[.]([0-9]*))?"
)
"""Sign, whole part (none before ``.5``), decimals."""

_TWO_WAYS = re.compile("[-+]? ?[1-9][0-9]{0,2},[0-9]{3}")
"""A comma before three digits: decimals, or thousands."""

_ARABIC = re.compile("[\u0660-\u0669\u06f0-\u06f9]")


def read_number(text: str) -> str | None:
    """A number in its plain form, at most 15 characters of ``0-9.-``; None when it is none.

    Point or comma before the decimals, spaces or apostrophes between groups of three, any minus,
    Arabic digits. ``1,200`` means one thing in Britain and another in most of Europe: it is
    refused, not guessed at, and so is ``1,200,000``. Any other comma is the decimal one. Decimals
    that do not fit are cut off.
    """
    plain = _ARABIC.sub(lambda digit: str(ord(digit[0]) & 15), text)
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    plain = plain.strip("\t\n\r \u00a0\u200e\u200f")
    if _TWO_WAYS.fullmatch(plain):
        return None
    plain = re.sub("[,\u066b]", ".", plain)
    parts = _NUMBER.fullmatch(plain)
    if parts is None:
        return None
    whole = re.sub("[^0-9]", "", parts[2]).lstrip("0") or "0"
    sign = "-" if parts[1] == "-" else ""
    room = max(0, MAX_DIGITS - len(sign) - len(whole) - 1)
    decimals = (parts[3] or "")[:room].rstrip("0")
    found = f"{whole}.{decimals}" if decimals else whole
    if found == "0":
        return found
    return None if len(sign) + len(whole) > MAX_DIGITS else sign + found


def within(question: Mapping[str, Any], text: str, unit: int) -> bool:
    """Whether an answer is within the limits. ``unit`` is an index into the question's units."""
    units = question["units"]
    if (units and not 0 <= unit < len(units)) or read_number(text) != text:
        return False
    value = float(text) * float(units[unit][1] if units else 1)
    # 12.4 mm are 1.2400000000000002 cm: a limit gives way by a billionth of itself.
    low, high = float(question["low"]), float(question["high"])
    return low - abs(low) * 1e-9 <= value <= high + abs(high) * 1e-9
