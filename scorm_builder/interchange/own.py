"""Markdown that came as such: what ours does not take is named, the text stays as it is."""

from __future__ import annotations

import re

from scorm_builder.interchange.item import Draft

_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]{0,20}(?:\s[^<>]{0,200})?/?>")


def markdown_as_is(text: str, draft: Draft, where: str) -> str:
    """The text, once the draft was told of pictures and HTML in it."""
    if "![" in text:
        draft.leave_out(where, "pictures written in Markdown: make figures of them")
    found = _HTML.search(text)
    if found:
        draft.leave_out(where, f"HTML in Markdown, which is shown as text: '{found[0][:40]}'")
    return text.strip()
