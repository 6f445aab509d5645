"""A tree of HTML → Markdown: one method for each kind of element that is known.

The writer keeps what it said as plain text too (``said``), so that ``html_text`` can see whether
the Markdown says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from scorm_builder.exchange.foreign import paragraphs
from scorm_builder.interchange.item import CREDIT_CLASS, Draft, Shown
from scorm_builder.interchange.markdown_text import (
    SUBSCRIPTS,
    SUPERSCRIPTS,
    at_line_start,
    escaped,
)
from scorm_builder.interchange.pictures import Gallery
from scorm_builder.interchange.source import plain_line
from scorm_builder.model.language import is_language_tag

Resolve = Callable[[str], "tuple[bytes, str] | str"]
"""From the address of a picture to its bytes and name, or why it cannot be had."""

MAX_DEPTH = 40

_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "figure"),
        *("figcaption", "center", "address", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"),
        *("dl", "dt", "dd", "blockquote", "pre", "table", "hr", "itemBody", "contentBody"),
    )
)
_SILENT = frozenset(
    ("head", "title", "meta", "link", "style", "base", "script", "template", "noscript")
)
LOST = {
    "audio": "a recording",
    "video": "a video",
    "iframe": "a page within the page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "svg": "a drawing (SVG)",
    "canvas": "a drawing",
    "form": "a form",
    "input": "a field to fill in",
    "select": "a field to fill in",
    "textarea": "a field to fill in",
    "button": "a button",
    "map": "areas of a picture",
    "ruby": "a reading aid (ruby)",
    "script": "a script",
}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*"}
_PLAINED = {"u": "underlining", "ins": "underlining", "s": "a line through words"}
_PLAINED |= {"strike": "a line through words", "del": "a line through words"}
_TEX = re.compile(
    r"\\\(((?:(?!\\\().){1,1000}?)\\\)|\\\[((?:(?!\\\[).){1,1000}?)\\\]|\$\$([^$]{1,1000})\$\$",
    re.DOTALL,
)
_STYLE = re.compile(r"(?:^|;)\s*(color|background(?:-color)?|text-decoration)\s*:", re.I)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\\]{1,500}", re.I)


def texts_of(tree: etree._Element) -> Iterator[str]:
    """The words of a tree, piece by piece."""
    for element in tree.iter():
        if element.tag not in _SILENT and element.tag != "annotation":
            yield element.text or ""
        if element is not tree:
            yield " " if element.tag in _BLOCKS or element.tag == "br" else ""
            yield element.tail or ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the texts of a file have their pictures from, and whether formulas are TeX in them."""

    gallery: Gallery
    resolve: Resolve
    tex: bool


class Writer:
    """Writes one text."""

    def __init__(self, sources: Sources, draft: Draft, where: str, *, pictures: bool) -> None:
        self.sources = sources
        self.draft = draft
        self.where = where
        self.pictures = pictures
        self.said: list[str] = []

    def _lose(self, what: str) -> None:
        self.draft.leave_out(self.where, f"{what} is not carried")

    # -- blocks -----------------------------------------------------------------------------------

    def blocks(self, tree: etree._Element, depth: int) -> list[str]:
        """The tree as blocks of Markdown."""
        made: list[str] = []
        run = [self._text(tree.text)]

        def end() -> None:
            text = _paragraph("".join(run))
            run.clear()
            if text:
                made.append(text)

        for child in tree:
            name = str(child.tag)
            if name in _BLOCKS and depth < MAX_DEPTH:
                end()
                made += self._block(child, name, depth + 1)
                self.said.append(" ")
            else:
                run.append(self._inline(child, name, depth + 1))
            run.append(self._text(child.tail))
        end()
        return made

    def _block(self, tree: etree._Element, name: str, depth: int) -> list[str]:
        self._styled(tree)
        if CREDIT_CLASS in (tree.get("class") or "").split() and self.pictures:
            self._credit(tree)
            return []
        special = _SPECIAL.get(name)
        if special:
            return special(self, tree, depth)
        inside = self.blocks(tree, depth)
        if name == "blockquote":
            lines = "\n\n".join(inside).split("\n")
            return ["\n".join(f"> {line}".rstrip() for line in lines)] if inside else []
        if name[0] == "h" and len(inside) == 1 and "*" not in inside[0]:
            return [f"**{inside[0]}**"]
        return inside

    def _rule(self, tree: etree._Element, depth: int) -> list[str]:
        return ["***"]

    def _items(self, tree: etree._Element, depth: int) -> list[str]:
        made = []
        name = str(tree.tag)
        start = tree.get("start") or "1"
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        if (tree.get("type") or "1") != "1":
            self._lose("the lettering of a list")
        for child in tree:
            inside = self.blocks(child, depth + 1)
            self.said.append(" ")
            mark = "- " if name == "ul" else f"{number}. "
            number += 1
            lines = "\n\n".join(inside).split("\n")
            rest = [" " * len(mark) + line if line else "" for line in lines[1:]]
            made.append("\n".join([mark + lines[0], *rest]))
        return ["\n".join(made)] if made else []

    def _code(self, tree: etree._Element, depth: int) -> list[str]:
        text = "".join(str(each) for each in tree.itertext()).strip("\n")
        if not text.strip():
            return []
        self.said.append(text)
        fence = "~~~"
        while fence in text:
            fence += "~"
        return [f"{fence}\n{text}\n{fence}"]

    def _table(self, tree: etree._Element, depth: int) -> list[str]:
        made = []
        caption = tree.find("caption")
        if caption is not None:
            words = " ".join(self.blocks(caption, depth + 1))
            if words:
                made.append(f"Table: {' '.join(words.split())}")
        # Its own rows: those of a table within it are written with their cell.
        own = [
            row for part in tree for row in ([part] if part.tag == "tr" else part.iterfind("tr"))
        ]
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in own]
        rows = [row for row in rows if row]
        if not rows:
            return made
        if any(cell.get(key, "1") != "1" for row in rows for cell in row for key in _SPANS):
            self._lose("the merging of cells of a table")
        width = max(map(len, rows))
        lines = []
        for row in rows:
            cells = []
            for cell in row:
                text = " ".join(self.blocks(cell, depth + 1))
                self.said.append(" ")
                cells.append(" ".join(text.replace("\\\n", " ").split()).replace("|", "\\|"))
            lines.append(f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |")
        if not any(cell.tag == "th" for cell in rows[0]):
            self.draft.leave_out(self.where, "a table without headings: its first row became them")
        lines.insert(1, "|" + " --- |" * width)
        return [*made, "\n".join(lines)]

    # -- within a line ----------------------------------------------------------------------------

    def _text(self, text: str | None) -> str:
        if not text:
            return ""
        made, at = [], 0
        for found in _TEX.finditer(text) if self.sources.tex else ():
            formula = " ".join((found[1] or found[2] or found[3]).split())
            if "$" in formula or not formula:
                continue
            made.append(self._words(text[at : found.start()]))
            made.append(self._formula(formula, apart=not found[1]))
            at = found.end()
        made.append(self._words(text[at:]))
        return "".join(made)

    def _words(self, text: str) -> str:
        plain = re.sub(r"\s+", " ", paragraphs_kept(text))
        self.said.append(plain)
        return escaped(plain)

    def _formula(self, tex: str, *, apart: bool = False) -> str:
        self.said.append(tex)
        return f"$${tex}$$" if apart else f"${tex}$"

    def _inline(self, tree: etree._Element, name: str, depth: int) -> str:
        self._styled(tree)
        direct = _INLINE.get(name)
        if direct:
            return direct(self, tree)
        if name in LOST:
            self._lose(LOST[name])
        if depth > MAX_DEPTH * 2:
            self._lose(f"what is nested more than {MAX_DEPTH * 2} levels deep")
        if name in _SILENT or depth > MAX_DEPTH * 2:
            return ""
        if name in _PLAINED:
            self._lose(_PLAINED[name])
        inside = self._text(tree.text)
        for child in tree:
            inside += self._inline(child, str(child.tag), depth + 1) + self._text(child.tail)
            if child.tag in _BLOCKS:
                inside += " "
        return self._marked(tree, name, inside)

    def _marked(self, tree: etree._Element, name: str, inside: str) -> str:
        if name in ("sub", "sup"):
            return self._shifted(inside, name)
        if name in _MARKS:
            return _around(inside, _MARKS[name])
        language = tree.get("lang") or ""
        if name == "span" and is_language_tag(language) and "[" not in inside:
            return _around(inside, "[", f"]{{lang={language}}}")
        return self._link(tree, inside) if name == "a" else inside

    def _broken(self, tree: etree._Element) -> str:
        return "\\\n"

    def _typed(self, tree: etree._Element) -> str:
        text = " ".join("".join(str(each) for each in tree.itertext()).split())
        if not text:
            return ""
        self.said.append(text)
        ticks = "`"
        while ticks in text:
            ticks += "`"
        space = " " if text[0] == "`" or text[-1] == "`" else ""
        return f"{ticks}{space}{text}{space}{ticks}"

    def _shifted(self, inside: str, name: str) -> str:
        table = SUBSCRIPTS if name == "sub" else SUPERSCRIPTS
        if inside and all(character in table for character in inside):
            if self.said and self.said[-1] == inside:
                self.said[-1] = "".join(table[character] for character in inside)
            return "".join(table[character] for character in inside)
        if inside.strip():
            self._lose(f"the {'sub' if name == 'sub' else 'super'}script '{inside[:40]}'")
        return inside

    def _link(self, tree: etree._Element, inside: str) -> str:
        target = (tree.get("href") or "").strip()
        if _LINK.fullmatch(target) and inside.strip() and "\n" not in inside:
            return _around(inside, "[", f"](<{target}>)")
        if target:
            self._lose(f"the link to '{plain_line(target, 80)}'")
        return inside

    def _math(self, tree: etree._Element) -> str:
        for note in tree.iter("annotation"):
            tex = " ".join((note.text or "").split())
            if "tex" in (note.get("encoding") or "").lower() and tex and "$" not in tex:
                return self._formula(tex, apart=tree.get("display") == "block")
        words = "".join(texts_of(tree))
        self.draft.leave_out(self.where, f"a formula in MathML: '{plain_line(words, 80)}'")
        return self._words(f" {words} ")

    def _styled(self, tree: etree._Element) -> None:
        found = _STYLE.search((tree.get("style") or "")[:1_000])
        if found:
            self._lose("colour" if found[1].lower() != "text-decoration" else "underlining")

    # -- pictures ---------------------------------------------------------------------------------

    def _image(self, tree: etree._Element) -> str:
        """Take a picture out of the text."""
        self._shown(tree)
        return " "

    def _shown(self, tree: etree._Element) -> None:
        source = tree.get("src") or ""
        alt = plain_line(tree.get("alt"), 500)
        shown = plain_line(source, 80)
        if not self.pictures:
            self.draft.leave_out(self.where, f"the picture '{shown}': only a prompt can have one")
            return
        found = self.sources.resolve(source)
        if isinstance(found, str):
            self.draft.leave_out(f"the picture '{shown}'", found)
            return
        pixels = self.sources.gallery.take(*found, self.draft)
        if pixels:
            self.draft.figures.append(Shown(pixels, alt))

    def _credit(self, tree: etree._Element) -> None:
        """The paragraph that says whose a picture is, as our own files have it."""
        words = {"alt": plain_line(tree.get("title"), 1_000)}
        for each in tree.iter("span"):
            if each.get("class") in ("credit", "licence", "caption"):
                words[str(each.get("class"))] = plain_line("".join(texts_of(each)), 1_000)
        figures = self.draft.figures
        if figures and not figures[-1].credit:
            last = figures[-1]
            alt = last.alt or words["alt"]
            figures[-1] = Shown(last.pixels, alt, *(words.get(key, "") for key in _CREDITS))
        else:
            self.draft.words = {key: text for key, text in words.items() if key != "caption"}


_SPECIAL = {
    "ul": Writer._items,
    "ol": Writer._items,
    "table": Writer._table,
    "pre": Writer._code,
    "hr": Writer._rule,
}
_INLINE = {
    "br": Writer._broken,
    "img": Writer._image,
    "math": Writer._math,
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Writer._typed),
}
_SPANS = ("rowspan", "colspan")
_CREDITS = ("credit", "licence", "caption")


def paragraphs_kept(text: str) -> str:
    """The text without characters that cannot be shown; spaces at its ends stay."""
    if text.isascii() and text.isprintable():
        return text
    inside = paragraphs(text).replace("\n", " ")
    start = " " if text[:1].isspace() else ""
    return f"{start}{inside}{' ' if text[-1:].isspace() and inside else ''}"


def _paragraph(text: str) -> str:
    text = re.sub(r"[ ]*\\\n[ ]*", "\\\\\n", re.sub(r" {2,}", " ", text)).strip()
    while text.startswith("\\\n") or (text.endswith("\\\n") and not text.endswith("\\\\\n")):
        text = text.removeprefix("\\\n").removesuffix("\\\n").strip()
    text = re.sub(r"\\\n(?:\\\n)+", "\n\n", text.rstrip())
    if text.endswith("\\") and len(text) - len(text.rstrip("\\")) == 1:
        text = text[:-1].rstrip()
    return at_line_start(text)


def _around(inside: str, mark: str, close: str = "") -> str:
    """The text between marks, with spaces and breaks outside of them."""
    bare = inside.strip(" \n")
    if not bare or "\n" in bare or (not close and "*" in bare):
        return inside
    start = inside[: len(inside) - len(inside.lstrip(" \n"))]
    end = inside[len(inside.rstrip(" \n")) :]
    return f"{start}{mark}{bare}{close or mark}{end}"
