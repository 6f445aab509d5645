"""Text that is to stand in Markdown as it is."""

from __future__ import annotations

import re

from scorm_builder.load.syntax import text_parser

_DIGITS = "0123456789+-=()"
SUBSCRIPTS = dict(zip(_DIGITS + "−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋", strict=True))
SUPERSCRIPTS = dict(zip(_DIGITS + "−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻", strict=True))

_SPECIAL = re.compile(
    r"[\\`*\[\]$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9]{1,40};)"
)
_START = re.compile(
    r"^( {0,3})(?:("
    r"\#(?=\#{0,5}(?:\s|$))|>|\||[+-](?=\s|$)|-(?=[-| :]*$)|=(?==*\s*$)|~(?=\s|~~|$)|:(?=:|\s|$)"
    r")|(\d{1,9})([.)])(?=\s|$)|(Table:))",
    re.MULTILINE,
)


def escaped(text: str) -> str:
    """The text with a backslash before what would be a mark of Markdown."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def at_line_start(text: str) -> str:
    """The paragraph with a backslash before what would make a line of it a list, a heading …"""

    def guard(found: re.Match[str]) -> str:
        if found[5]:
            return f"{found[1]}Table\\:"
        return f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"

    return _START.sub(guard, text)


def has_formula(markdown: str) -> bool:
    """Whether a Markdown text holds a formula."""
    if "$" not in markdown:
        return False
    tokens = text_parser().parse(markdown)
    every = [*tokens, *(child for token in tokens for child in token.children or ())]
    return any(token.type in ("formula", "formula_block") for token in every)
