"""Lines that break where a reader expects it: around terms, formulas, citations and notes.

A term is a button once the player runs, and a browser may break a line on either side of a button
or a formula, whatever stands there: a comma would begin a line, a bracket would stay behind. A
number in superscript belongs to the word before it. So what sticks together is put into one
``<span class="unbroken">``; the text itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import escape

FAR = 40
"""Characters on each side that are looked at."""

# Writing without spaces breaks between any two characters: only what is spelled in words sticks.
_LETTER = r"(?:(?![\u0e00-\u10ff\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])\w)"
_BEFORE_TERM = re.compile(rf"(?:[(\[{{\"'“”„‟‘’‚‛«»‹›¿¡（「『]+|{_LETTER}+)\Z")
_BEFORE_MARK = re.compile(rf"(?:\s+|(?:{_LETTER}+|\S)?[^\w\s]*)\Z")
_AFTER = re.compile(rf"{_LETTER}{{0,{FAR}}}[^\w\s]{{0,{FAR}}}")

_TAG = re.compile(r"(<[^>]*>)")  # what is written here holds no '>' in an attribute
_INLINE = ("em", "strong", "span")
_BEHIND = ("</a>", "</code>", "</em>", "</math>", "</span>", "</strong>", "</sup>")
_TERM, _MARK = "term", "mark"


def unbroken(html: str) -> str:
    """``html`` with what sticks together put into spans."""
    if '<a class="term"' not in html and "<sup class=" not in html and "<math" not in html:
        return html
    pieces = _TAG.split(html)  # text, tag, text, tag, …, text
    made: list[str] = []
    at, begin = 0, _next(pieces, 0)
    while begin < len(pieces):
        end = _end(pieces, begin)
        first, last = _widened(pieces, begin, end)
        made += pieces[at : first - 1]
        before, opening = _split_before(pieces, first, _kind(pieces[begin]))
        span = [opening, *pieces[first : last + 1]]
        at, begin = _follow(pieces, last, span)
        alone = not opening and len(span) == last - first + 3 and not span[-1]
        made += [before, *span] if alone else [before, '<span class="unbroken">', *span, "</span>"]
    made += pieces[at:]
    return "".join(made)


def _kind(tag: str) -> str:
    """What begins with that tag; "" for anything else."""
    if tag.startswith('<a class="term"') or (tag.startswith("<math") and "block" not in tag):
        return _TERM
    return _MARK if tag.startswith("<sup class=") else ""


def _next(pieces: Sequence[str], start: int) -> int:
    """Where the next one begins, from there on."""
    return next((i for i in range(start, len(pieces)) if i % 2 and _kind(pieces[i])), len(pieces))


def _end(pieces: Sequence[str], begin: int) -> int:
    """Where the element ends that begins there. It holds none of its kind."""
    closing = f"</{_name(pieces[begin])}>"
    return pieces.index(closing, begin)


def _name(tag: str) -> str:
    return tag.strip("</>").partition(" ")[0]


def _widened(pieces: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The same with the emphasis that holds it and nothing else."""
    while (
        first > 1
        and last + 2 < len(pieces)
        and not pieces[first - 1]
        and not pieces[last + 1]
        and _name(pieces[first - 2]) in _INLINE
        and pieces[last + 2] == f"</{_name(pieces[first - 2])}>"
        and not pieces[first - 2].startswith("</")
    ):
        first, last = first - 2, last + 2
    return first, last


def _split_before(pieces: Sequence[str], first: int, kind: str) -> tuple[str, str]:
    """The text before it: what stays, and what sticks to it."""
    text = unescape(pieces[first - 1])
    if kind == _MARK and text.isspace() and (first < 2 or pieces[first - 2] not in _BEHIND):
        return pieces[first - 1], ""
    found = (_BEFORE_MARK if kind == _MARK else _BEFORE_TERM).search(text, max(0, len(text) - FAR))
    at = found.start() if found else len(text)
    return str(escape(text[:at])), str(escape(text[at:]))


def _follow(pieces: list[str], last: int, span: list[str]) -> tuple[int, int]:
    """Add what follows to a span: punctuation, and the marks and terms that come right behind it.

    Returns where the text goes on, and where the next one begins. What sticks is taken out of the
    text in ``pieces``, so that the next one sees what is left.
    """
    while True:
        text = unescape(pieces[last + 1])
        found = _AFTER.match(text)
        stuck, left = (text[: found.end()], text[found.end() :]) if found else ("", text)
        begin = _next(pieces, last + 1)
        if begin < len(pieces):
            first, end = _widened(pieces, begin, _end(pieces, begin))
            kind = _kind(pieces[begin])
            if first == last + 2 and (not left or (kind == _MARK and left.isspace())):
                span += [str(escape(text)), *pieces[first : end + 1]]
                last = end
                continue
        span.append(str(escape(stuck)))
        pieces[last + 1] = str(escape(left))
        return last + 1, begin
