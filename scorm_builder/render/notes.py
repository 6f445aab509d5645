"""Footnotes: what the notes of a page say, at its end, each with links back to its marks."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from markupsafe import Markup

from scorm_builder.model.page import Page, Prose
from scorm_builder.render import markdown
from scorm_builder.render.place import Place
from scorm_builder.render.words import Words

OPENING, CLOSING = "footnote_reference_open", "footnote_reference_close"


def notes_of(page: Page) -> dict[str, Sequence[Token]]:
    """What the author writes after ``^`` → what that note says; of two alike the first."""
    found: dict[str, Sequence[Token]] = {}
    for block in page.walk():
        if not isinstance(block, Prose):
            continue
        opened: list[int] = []
        for index, token in enumerate(block.tokens):
            if token.type == OPENING:
                opened.append(index)
            elif token.type == CLOSING:
                start = opened.pop()
                if not opened:  # a note within a note is none
                    label = block.tokens[start].meta["label"]
                    found.setdefault(label, block.tokens[start + 1 : index])
    return found


def written_notes(place: Place, words: Words) -> Markup:
    """The section that holds the notes that the page's text refers to; nothing without any."""
    items: list[Markup] = []
    while len(items) < len(place.numbers):  # a note may refer to a further one
        label = list(place.numbers)[len(items)]
        items.append(_item(label, len(items) + 1, place, words))
    if not items:
        return Markup("")
    return Markup(
        '<section class="notes" role="doc-endnotes" aria-labelledby="_notes">\n'
        '<h2 id="_notes">{}</h2>\n<ol>\n{}</ol>\n</section>\n'
    ).format(words("notes"), Markup("").join(items))


def _item(label: str, number: int, place: Place, words: Words) -> Markup:
    text = markdown.tokens(place.notes[label], place)
    marks = place.noted[label]
    links = Markup(" ").join(
        Markup(
            '<a href="#{}" role="doc-backlink"><span class="visually-hidden">{}</span>'
            '<span aria-hidden="true">↩{}</span></a>'
        ).format(mark, *_back(number, len(marks), words))
        for number, mark in enumerate(marks, 1)
    )
    if links:
        links = Markup(' <span class="cited">{}</span>').format(links)
    # In the line of the last words, where the eye is.
    before, closing, after = text.rstrip("\n").rpartition("</p>")
    whole = Markup(f"{before}{links}{closing}{after}") if not after and before else text + links
    return Markup('<li id="note_{}">{}</li>\n').format(number, whole)


def _back(number: int, of: int, words: Words) -> tuple[Markup, Markup]:
    """What a link back is called, and what stands behind its arrow."""
    if of == 1:
        return words("cited_at"), Markup("")
    return words("cited_at_n", n=number), Markup("<sup>{}</sup>").format(number)
