"""HTML from elsewhere → Markdown: what we know is written, the rest is named or its words stay.

A tree comes in, of HTML or of the XHTML in QTI; names of elements are plain. What comes out is read
again by our own grammar: where that finds other words than the tree had, the words go out without
their layout, and the draft says so.
"""

from __future__ import annotations

from lxml import etree

from scorm_builder.interchange.html_markdown import LOST, Resolve, Sources, Writer, texts_of
from scorm_builder.interchange.item import Draft, Refused
from scorm_builder.interchange.markdown_text import at_line_start, escaped
from scorm_builder.interchange.pictures import Gallery
from scorm_builder.interchange.source import plain_line
from scorm_builder.load.words import words_of

MAX_HTML = 100_000


def parsed(html: str) -> etree._Element:
    """The body of a piece of HTML, however broken. Raises :class:`Refused` for a very long one."""
    if len(html) > MAX_HTML:
        raise Refused(f"it has a text of more than {MAX_HTML:,} characters")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    text = html.replace("\0", "")
    data = f"<html><body>{text}</body></html>".encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    body = root.find("body") if root is not None else None
    return body if body is not None else etree.Element("body")


class HtmlText:
    """Texts of one file: how its pictures are found, and whether it writes formulas as TeX."""

    def __init__(self, gallery: Gallery, resolve: Resolve, *, tex: bool) -> None:
        self.gallery = gallery
        self.resolve = resolve
        self.sources = Sources(gallery, resolve, tex)

    def markdown(
        self, tree: etree._Element, draft: Draft, where: str, *, pictures: bool = False
    ) -> str:
        """The tree as Markdown. Its ``pictures`` become figures of the draft, or are left out."""
        writer = Writer(self.sources, draft, where, pictures=pictures)
        made = "\n\n".join(writer.blocks(tree, 0))
        said = _spaceless("".join(writer.said))
        if _spaceless(words_of(made)) == said:
            return made
        draft.leave_out(where, "its layout cannot be written in Markdown; its words are there")
        return at_line_start(escaped(" ".join("".join(writer.said).split())))

    def line(self, tree: etree._Element, draft: Draft, where: str) -> str:
        """The tree as one line of Markdown."""
        made = self.markdown(tree, draft, where)
        if "\n" not in made:
            return made
        draft.leave_out(where, "it has several lines; they were put into one")
        return at_line_start(" ".join(escaped(" ".join(words_of(made).split())).split()))

    def plain(self, tree: etree._Element, draft: Draft, where: str) -> str:
        """The words of the tree, in one line."""
        for element in tree.iter("img", "math", "audio", "video", "object"):
            draft.leave_out(where, f"{LOST.get(str(element.tag), 'a picture or formula')}")
        return plain_line("".join(texts_of(tree)))


def _spaceless(text: str) -> str:
    return "".join(text.split())
