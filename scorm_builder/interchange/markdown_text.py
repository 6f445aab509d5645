"""Text that is to stand in Markdown as it is, and the words that a Markdown text says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

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


def words_of(markdown: str) -> str:
    """All that a Markdown text says, in order, its formulas as they are written."""
    return " ".join(_words(text_parser().parse(markdown)))


def has_formula(markdown: str) -> bool:
    """Whether a Markdown text holds a formula."""
    if "$" not in markdown:
        return False
    tokens = text_parser().parse(markdown)
    every = [*tokens, *(child for token in tokens for child in token.children or ())]
    return any(token.type in ("formula", "formula_block") for token in every)


def _words(tokens: Sequence[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type == "inline":
            found.append("".join(_words(token.children or ())))
        elif token.type in (
            "text",
            "code_inline",
            "formula",
            "formula_block",
            "fence",
        ) or token.type in ("code_block", "text_special"):
            found.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            found.append(" ")
    return found
