"""Markdown → HTML: tokens or strings in, clean HTML out.

Two nets, one under the other. The renderer (``elements.py``) writes only what it knows: raw HTML
is text, links are rewritten or dropped. What it wrote then goes through nh3 with our list of
allowed elements (``clean.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token
from markupsafe import Markup

from scorm_builder.load.syntax import text_parser
from scorm_builder.render.clean import ALLOWED, SCHEMES, clean
from scorm_builder.render.elements import elements
from scorm_builder.render.links import link_attributes
from scorm_builder.render.place import Place
from scorm_builder.render.unbroken import unbroken

__all__ = (
    "ALLOWED",
    "SCHEMES",
    "Place",
    "block",
    "clean",
    "inline",
    "lead",
    "link_attributes",
    "parser",
    "prose",
    "tokens",
)

_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;:()'’–—%/.?-](?! *$))*[.?)]?")
"""One line in which nothing can be Markdown or HTML: most captions, labels and options. Parsing
them would be a third of the time of a build."""

parser = text_parser


def block(text: str, place: Place) -> Markup:
    """A string of Markdown as blocks. Its headings are paragraphs: an outline is for pages."""
    if _PLAIN.fullmatch(text):
        return Markup(f"<p>{text}</p>\n")
    return tokens(_without_headings(parser().parse(text)), place)


def inline(text: str, place: Place) -> Markup:
    """A string of Markdown as phrasing content; several blocks become one run of text."""
    if _PLAIN.fullmatch(text):
        return Markup(text)
    found = [t for t in parser().parse(text) if t.type in ("inline", "formula_block")]
    return Markup(" ").join(tokens((token,), place) for token in found)


def lead(text: str, place: Place) -> tuple[Markup, Markup]:
    """A string as its first paragraph, inline, and the blocks that follow it."""
    if _PLAIN.fullmatch(text):
        return Markup(text), Markup("")
    parsed = _without_headings(parser().parse(text))
    if not parsed or parsed[0].type != "paragraph_open":
        return Markup(""), tokens(parsed, place)
    return tokens(parsed[1:2], place), tokens(parsed[3:], place)


def tokens(run: Sequence[Token], place: Place) -> Markup:
    """Tokens as HTML, cleaned."""
    return _rendered(run, place, running=False)


def prose(run: Sequence[Token], place: Place) -> Markup:
    """The running text of a page: like :func:`tokens`, with the glossary's terms marked."""
    return _rendered(run, place, running=True)


def _rendered(run: Sequence[Token], place: Place, *, running: bool) -> Markup:
    env = {"place": place, "running": running}
    html = elements().render(without_notes(run), parser().options, env)
    # Without an element there is nothing to clean: the renderer has escaped the rest.
    return Markup(clean(unbroken(html)) if "<" in html else html)


def without_notes(run: Sequence[Token]) -> Sequence[Token]:
    """The run without what its notes say, which stands elsewhere than where it is written."""
    if not any(token.type == "footnote_reference_open" for token in run):
        return run
    kept, depth = [], 0
    for token in run:
        depth += token.type == "footnote_reference_open"
        if not depth:
            kept.append(token)
        depth -= token.type == "footnote_reference_close"
    return kept


def _without_headings(run: Sequence[Token]) -> list[Token]:
    return [
        Token(token.type.replace("heading", "paragraph"), "p", token.nesting, block=True)
        if token.type in ("heading_open", "heading_close")
        else token
        for token in run
    ]
