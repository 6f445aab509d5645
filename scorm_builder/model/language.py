"""Language tags: ``de``, ``cy-GB``, ``zh-Hant``."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",  # private use
    re.IGNORECASE | re.ASCII,
)
"""BCP 47 (RFC 5646, 2.1) without the irregular tags of old."""


def is_language_tag(text: str) -> bool:
    """Whether ``text`` has the form of a tag; a language of that name need not exist."""
    return _TAG.fullmatch(text) is not None


def language_tag(text: str) -> str:
    """``text``, when it is a tag. Raises :class:`ValueError`; for a pydantic validator."""
    if not is_language_tag(text):
        raise ValueError(f"'{text}' is not a language tag such as de, cy or pt-BR")
    return text
