"""Markdown → HTML: tokens or strings in, clean HTML out.

Two nets, one under the other. The renderer writes only what it knows (raw HTML is text, links are
rewritten or dropped); what it wrote then goes through nh3 with our list of allowed elements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from scorm_builder.model.page import heading_text, slug

ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("p", "em", "strong", "code", "pre", "br", "hr", "blockquote")},
    **{tag: set() for tag in ("ul", "li", "thead", "tbody", "tr", "sub", "sup")},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6")},
    "ol": {"start"},
    "a": {"href", "title", "data-page", "target", "rel"},
    "span": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "table": set(),
    "th": {"class", "scope"},
    "td": {"class"},
}
SCHEMES = {"http", "https", "mailto"}

_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;:()'’–—%/.?-](?! *$))*[.?)]?")
"""One line in which nothing can be Markdown or HTML: most captions, labels and options. Parsing
them would be a third of the time of a build."""

_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


@dataclass(slots=True)
class Place:
    """What the text being rendered stands in; ``level`` is that of the last heading."""

    opens_window: str
    """Words for a link that opens a new window."""
    table_label: str
    """Name of the region in which a wide table scrolls."""
    anchors: Mapping[str, str] = field(default_factory=dict)
    """In-page link targets: what the author writes after ``#`` → id in the page."""
    pages: frozenset[str] = frozenset()
    """Ids of the course's pages."""
    level: int = 1
    tables: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    """Ids of headings so far, each with the number last added to it."""


@cache
def parser() -> MarkdownIt:
    """The parser for strings in YAML: CommonMark and tables; raw HTML is text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def block(text: str, place: Place) -> Markup:
    """A string of Markdown as blocks. Its headings are paragraphs: an outline is for pages."""
    if _PLAIN.fullmatch(text):
        return Markup(f"<p>{text}</p>\n")
    return tokens(_without_headings(parser().parse(text)), place)


def inline(text: str, place: Place) -> Markup:
    """A string of Markdown as phrasing content; several blocks become one run of text."""
    if _PLAIN.fullmatch(text):
        return Markup(text)
    found = [t for t in parser().parse(text) if t.type == "inline"]
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
    html = _renderer().render(run, parser().options, {"place": place})
    # Without an element there is nothing to clean: the renderer has escaped the rest.
    return Markup(clean(html) if "<" in html else html)


def clean(html: str) -> str:
    """Only the elements and attributes that we write ourselves."""
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes=ALLOWED,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _without_headings(run: Sequence[Token]) -> list[Token]:
    return [
        Token(token.type.replace("heading", "paragraph"), "p", token.nesting, block=True)
        if token.type in ("heading_open", "heading_close")
        else token
        for token in run
    ]


@cache
def _renderer() -> _Renderer:
    return _Renderer()


class _Renderer(RendererHTML):  # type: ignore[misc, unused-ignore]
    """HTML from tokens, without touching them: they belong to the course."""

    def heading_open(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        place.level = min(max(int(run[i].tag[1]), 2), place.level + 1)
        wanted = name = f"h_{slug(heading_text(run[i + 1]))}"
        while name in place.taken:
            # Counted for each name, so that a thousand equal headings are not compared in pairs.
            place.taken[wanted] += 1
            name = f"{wanted}-{place.taken[wanted]}"
        place.taken[name] = 1
        return f'<h{place.level} id="{escape(name)}">'

    def heading_close(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        return f"</h{env['place'].level}>\n"

    def link_open(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        attributes = link_attributes(str(run[i].attrs.get("href", "")), env["place"])
        if attributes is None:
            return "<span>"
        title = run[i].attrs.get("title")
        if title:
            attributes["title"] = str(title)
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<a{written}>"

    def link_close(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        depth = 1
        for back in range(i - 1, -1, -1):
            depth += {"link_close": 1, "link_open": -1}.get(run[back].type, 0)
            if depth == 0:
                break
        attributes = link_attributes(str(run[back].attrs.get("href", "")), place)
        if attributes is None:
            return "</span>"
        words = f'<span class="visually-hidden"> {escape(place.opens_window)}</span>'
        return f"{words if 'target' in attributes else ''}</a>"

    def image(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        """A picture in the text has no credit and no size (a check reports it): its words only."""
        return str(escape(run[i].content))

    def table_open(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        place.tables += 1
        label = escape(place.table_label.replace("{n}", str(place.tables)))
        return f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>\n'

    def table_close(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        # An empty corner heads nothing, and says that the first column heads the rows.
        return f"<td{_align(run[i])}>" if _empty(run, i) else f'<th scope="col"{_align(run[i])}>'

    def th_close(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        return "</td>\n" if _empty(run, i - 2) else "</th>\n"

    def tr_open(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        if run[i - 1].type == "thead_open":
            env["row_heads"] = _empty(run, i + 1)
        return "<tr>\n"

    def td_open(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        heads = env["row_heads"] and run[i - 1].type == "tr_open"
        return '<th scope="row">' if heads else f"<td{_align(run[i])}>"

    def td_close(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        heads = env["row_heads"] and run[i - 3].type == "tr_open"
        return "</th>\n" if heads else "</td>\n"

    def fence(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        return f"<pre><code>{escape(run[i].content)}</code></pre>\n"

    def html_block(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        return str(escape(run[i].content))

    def html_inline(self, run: Sequence[Token], i: int, options: Any, env: Any) -> str:
        return str(escape(run[i].content))


def _empty(run: Sequence[Token], opening: int) -> bool:
    """Whether the cell that opens there is empty."""
    return not run[opening + 1].content.strip()


def _align(token: Token) -> str:
    found = _ALIGN.search(str(token.attrs.get("style", "")))
    return f' class="{found[1]}"' if found and found[1] != "left" else ""


def link_attributes(href: str, place: Place) -> dict[str, str] | None:
    """The attributes of a link, or None when it leads nowhere that a package may lead."""
    if href.startswith("page:"):
        page = href.removeprefix("page:")
        return {"href": f"page-{page}.html", "data-page": page} if page in place.pages else None
    if href.startswith("#"):
        # markdown-it writes letters beyond ASCII as percent signs.
        target = place.anchors.get(unquote(href[1:]))
        return {"href": f"#{target}"} if target else None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return {"href": href, "target": "_blank", "rel": "noopener noreferrer"}
    return {"href": href} if parts.scheme == "mailto" else None
