"""The words that a Markdown text says, without its marks."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from scorm_builder.load.syntax import text_parser


def words_of(markdown: str) -> str:
    """All that a Markdown text says, in order, its formulas as they are written."""
    return " ".join(_words(text_parser().parse(markdown)))


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
