"""HTML from Markdown tokens: one method for each kind of token that we write in our own way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape

from scorm_builder.model.page import heading_text, slug
from scorm_builder.render import phrases
from scorm_builder.render.links import link_attributes
from scorm_builder.render.maths import mathml
from scorm_builder.render.place import Place

Run = Sequence[Token]

_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


class _Elements(RendererHTML):  # type: ignore[misc, unused-ignore]
    """HTML from tokens, without touching them: they belong to the course.

    ``env`` holds the :class:`Place`, whether the text is ``running`` text of the page, and
    ``apart``: within how many headings, links and phrases, where no term is marked.
    """

    # -- headings and links -----------------------------------------------------------------------

    def heading_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        place.level = min(max(int(run[i].tag[1]), 2), place.level + 1)
        place.marked.clear()
        env["apart"] = env.get("apart", 0) + 1
        wanted = name = f"h_{slug(heading_text(run[i + 1]))}"
        while name in place.taken:
            # Counted for each name, so that a thousand equal headings are not compared in pairs.
            place.taken[wanted] += 1
            name = f"{wanted}-{place.taken[wanted]}"
        place.taken[name] = 1
        return f'<h{place.level} id="{escape(name)}">'

    def heading_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["apart"] -= 1
        return f"</h{env['place'].level}>\n"

    def link_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["apart"] = env.get("apart", 0) + 1
        attributes = link_attributes(str(run[i].attrs.get("href", "")), env["place"])
        if attributes is None:
            return "<span>"
        title = run[i].attrs.get("title")
        if title:
            attributes["title"] = str(title)
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<a{written}>"

    def link_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["apart"] -= 1
        place: Place = env["place"]
        opening = run[_opening(run, i, "link")]
        attributes = link_attributes(str(opening.attrs.get("href", "")), place)
        if attributes is None:
            return "</span>"
        words = f'<span class="visually-hidden"> {escape(place.opens_window)}</span>'
        return f"{words if 'target' in attributes else ''}</a>"

    def dt_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["apart"] = env.get("apart", 0) + 1
        return "<dt>"

    def dt_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["apart"] -= 1
        return "</dt>\n"

    def image(self, run: Run, i: int, options: Any, env: Any) -> str:
        """A picture in the text has no credit and no size (a check reports it): its words only."""
        return str(escape(run[i].content))

    # -- text and what is marked in it ------------------------------------------------------------

    def text(self, run: Run, i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        if env["running"] and place.glossary.head.auto and not env.get("apart"):
            return phrases.with_terms(run[i].content, place)
        return str(escape(run[i].content))

    def phrase_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        html = phrases.phrase(run, i, env["place"], apart=bool(env.get("apart")))
        env["apart"] = env.get("apart", 0) + 1
        env.setdefault("phrases", []).append("</a>" if html.startswith("<a") else "</span>")
        return html

    def phrase_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["apart"] -= 1
        return str(env["phrases"].pop())

    def citation(self, run: Run, i: int, options: Any, env: Any) -> str:
        cited = [identifier for identifier, _ in run[i].meta["cited"]]
        return phrases.citation(cited, env["place"])

    def note(self, run: Run, i: int, options: Any, env: Any) -> str:
        return phrases.note(run[i].meta["label"], env["place"])

    def formula(self, run: Run, i: int, options: Any, env: Any) -> str:
        return mathml(run[i].content, block=run[i].meta["block"])

    def formula_block(self, run: Run, i: int, options: Any, env: Any) -> str:
        return f'<div class="formula">{mathml(run[i].content, block=True)}</div>\n'

    # -- tables -----------------------------------------------------------------------------------

    def table_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        place.tables += 1
        label = escape(place.table_label.replace("{n}", str(place.tables)))
        name = f'aria-label="{label}"'
        if run[i + 1].type == "caption_open" and not place.bare:
            name = f'aria-labelledby="table_{place.tables}"'
        return f'<div class="table" role="region" tabindex="0" {name}><table>\n'

    def table_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def caption_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        place: Place = env["place"]
        number = escape(place.table_number.replace("{n}", str(place.tables)))
        own = "" if place.bare else f' id="table_{place.tables}"'
        return f'<caption{own}><span class="table-number">{number}</span> '

    def th_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        # An empty corner heads nothing, and says that the first column heads the rows.
        return f"<td{_align(run[i])}>" if _empty(run, i) else f'<th scope="col"{_align(run[i])}>'

    def th_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "</td>\n" if _empty(run, i - 2) else "</th>\n"

    def tr_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        if run[i - 1].type == "thead_open":
            env["row_heads"] = _empty(run, i + 1)
        return "<tr>\n"

    def td_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        heads = env["row_heads"] and run[i - 1].type == "tr_open"
        return '<th scope="row">' if heads else f"<td{_align(run[i])}>"

    def td_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        heads = env["row_heads"] and run[i - 3].type == "tr_open"
        return "</th>\n" if heads else "</td>\n"

    # -- what stands as it is written -------------------------------------------------------------

    def fence(self, run: Run, i: int, options: Any, env: Any) -> str:
        return f"<pre><code>{escape(run[i].content)}</code></pre>\n"

    def html_block(self, run: Run, i: int, options: Any, env: Any) -> str:
        return str(escape(run[i].content))

    def html_inline(self, run: Run, i: int, options: Any, env: Any) -> str:
        return str(escape(run[i].content))


@cache
def elements() -> RendererHTML:
    """The renderer. Its ``env`` holds ``place`` and ``running``: see :class:`_Elements`."""
    return _Elements()


def _opening(run: Run, closing: int, kind: str) -> int:
    """Where the link opens that closes there."""
    depth = 1
    for back in range(closing - 1, -1, -1):
        depth += {f"{kind}_close": 1, f"{kind}_open": -1}.get(run[back].type, 0)
        if depth == 0:
            return back
    raise ValueError(f"a {kind} closes that never opened")


def _empty(run: Run, opening: int) -> bool:
    """Whether the cell that opens there is empty."""
    return not run[opening + 1].content.strip()


def _align(token: Token) -> str:
    found = _ALIGN.search(str(token.attrs.get("style", "")))
    return f' class="{found[1]}"' if found and found[1] != "left" else ""
