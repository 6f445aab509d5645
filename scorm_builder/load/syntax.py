"""The Markdown that is taken: one grammar for pages and for the texts in their YAML.

CommonMark with tables and their captions, footnotes, definition lists, formulas between dollar
signs, citations ``[@id]`` and marked phrases ``[words]{lang=de}``. Raw HTML is text. Where a mark
stands is kept in its token (``meta["at"]``: characters from the start of the paragraph), so that a
check can say so. Every rule here looks at each character a bounded number of times: a page may be
200,000 characters of opening brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

FORMULA_LINES = 60
"""Lines of a formula that stands by itself; so far is looked for its end."""

TABLE_CAPTION = "Table:"
"""How a paragraph before or after a table begins that is its caption."""


@cache
def page_parser() -> MarkdownIt:
    """The parser for the body of a page, which may hold boxes (``:::``)."""
    md = _grammar()
    container_plugin(md, "box", validate=lambda *_: True)
    return md


@cache
def text_parser() -> MarkdownIt:
    """The parser for texts in YAML."""
    return _grammar()


def _grammar() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False}).enable("table")
    deflist_plugin(md)
    # Definitions stay where they are written and references are tokens of our own: notes are
    # numbered over a whole page, which is more than one run of text.
    footnote_plugin(md, inline=False, move_to_end=False)
    md.inline.ruler.disable("footnote_ref")
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "formula_block", _formula_block, {"alt": ends})
    md.inline.ruler.before("link", "formula", _formula)
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "note", _note)
    md.inline.ruler.before("link", "phrase", _phrase)
    md.core.ruler.before("inline", "table_caption", _table_captions)
    return md


# -- formulas -------------------------------------------------------------------------------------

_ENDS = {1: re.compile(r"(?<![\s\\])\$(?![\d$])"), 2: re.compile(r"(?<!\\)\$\$")}


@lru_cache(maxsize=8)
def _ends(text: str, width: int) -> list[int]:
    """Where a formula may end in a paragraph, in order."""
    return [found.start() for found in _ENDS[width].finditer(text)]


def _formula(state: StateInline, silent: bool) -> bool:
    """``$x$`` in a line, ``$$x$$`` set apart. ``$5 and $6`` is money: see :data:`_ENDS`."""
    text, start = state.src, state.pos
    if text[start] != "$":
        return False
    width = 2 if text.startswith("$$", start) else 1
    begin = start + width
    if begin >= state.posMax or text[begin] == "$" or (width == 1 and text[begin].isspace()):
        return False
    ends = _ends(text, width)
    after = bisect_right(ends, begin)
    if after == len(ends) or ends[after] + width > state.posMax:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = text[begin : ends[after]]
        token.meta = {"at": begin, "block": width == 2}
    state.pos = ends[after] + width
    return True


def _formula_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """``$$ … $$`` on lines of its own, without an empty line in it."""
    if state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    end = start + 2
    if not state.src.startswith("$$", start) or state.src.startswith("$", end):
        return False
    for line in range(first, min(last, first + FORMULA_LINES)):
        if line > first and (state.isEmpty(line) or state.sCount[line] < state.blkIndent):
            return False
        stop = state.eMarks[line]
        written = state.src[end if line == first else state.bMarks[line] : stop].strip()
        if not written.endswith("$$"):
            if line > first and written.startswith("$$"):
                return False  # another begins before this one has ended
            continue
        if not silent:
            token = state.push("formula_block", "math", 0)
            begin = start + 2
            closing = state.src.rindex("$$", begin, stop)
            token.content = state.src[begin:closing]
            token.map = [first, line + 1]
            token.meta = {"at": 2, "block": True}
            state.line = line + 1
        return True
    return False


# -- citations, notes, phrases --------------------------------------------------------------------

_CITATION = re.compile(r"\[@[^\s;@\[\]]+(?:\s*;\s*@[^\s;@\[\]]+)*\](?![({])")
_CITED = re.compile(r"@([^\s;@\[\]]+)")
_NOTE = re.compile(r"\[\^([^\s\]\[]{1,60})\](?!\()")
_PHRASE = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\{([^{}\n]{1,200})\}")
_ATTRIBUTE = re.compile(r"([a-z]+)(?:=(\"[^\"]*\"|\S*))?(?:\s+|$)")


def _citation(state: StateInline, silent: bool) -> bool:
    """``[@goldfarb-2001]``, ``[@one; @two]``."""
    if not state.src.startswith("[@", state.pos):
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        cited = _CITED.finditer(state.src, state.pos, found.end())
        token.meta = {"cited": [(each[1], each.start(1)) for each in cited]}
    state.pos = found.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """``[^1]``, whether there is such a note or not: a check says so when there is none."""
    if not state.src.startswith("[^", state.pos):
        return False
    found = _NOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.meta = {"label": found[1], "at": state.pos}
    state.pos = found.end()
    return True


def _phrase(state: StateInline, silent: bool) -> bool:
    """``[words]{lang=de}``, ``[word]{term}``. There are no brackets within the words."""
    if state.src[state.pos] != "[":
        return False
    found = _PHRASE.match(state.src, state.pos, state.posMax)
    if found is None or not _attributes(found[2]):
        return False
    if not silent:
        opening = state.push("phrase_open", "span", 1)
        opening.meta = {"attributes": _attributes(found[2]), "at": found.start(2)}
        end = state.posMax
        state.pos, state.posMax = found.start(1), found.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("phrase_close", "span", -1)
    state.pos = found.end()
    return True


def _attributes(written: str) -> dict[str, str]:
    """What stands between the braces; nothing when it is not ``name`` or ``name=value``."""
    found: dict[str, str] = {}
    at, text = 0, written.strip()
    while at < len(text):
        each = _ATTRIBUTE.match(text, at)
        if each is None:
            return {}
        found[each[1]] = (each[2] or "").strip('"')
        at = each.end()
    return found


# -- captions of tables ---------------------------------------------------------------------------


def _table_captions(state: StateCore) -> None:
    """Move each paragraph that begins ``Table:`` into the table that it stands beside.

    The one above it, if that has none yet, else the one below: an author keeps to one of the two.
    """
    run: list[Token] = []
    table = -1  # where the last table begins in ``run``, while it has no caption
    at, tokens = 0, state.tokens
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            table = len(run)
        if not _is_caption(tokens, at):
            run.append(token)
            at += 1
            continue
        behind = tokens[at + 3].type if at + 3 < len(tokens) else ""
        if table >= 0 and run[-1].type == "table_close":
            run[table + 1 : table + 1] = _caption(tokens[at : at + 3])
            table, at = -1, at + 3
        elif behind == "table_open":
            run += [tokens[at + 3], *_caption(tokens[at : at + 3])]
            table, at = -1, at + 4
        else:
            run.append(token)
            at += 1
    state.tokens = run


def _is_caption(tokens: list[Token], at: int) -> bool:
    return (
        tokens[at].type == "paragraph_open"
        and tokens[at + 1].content.startswith(TABLE_CAPTION)
        and tokens[at + 1].content != TABLE_CAPTION
    )


def _caption(paragraph: list[Token]) -> list[Token]:
    opening = Token("caption_open", "caption", 1, map=paragraph[0].map, block=True)
    inline = paragraph[1]
    inline.content = inline.content.removeprefix(TABLE_CAPTION).strip()
    return [opening, inline, Token("caption_close", "caption", -1, block=True)]
