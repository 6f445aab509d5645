"""Markdown of ours → XHTML for other programs: no links into the course, no classes, no styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape

from scorm_builder.load.maths import FormulaError, formula
from scorm_builder.load.syntax import text_parser
from scorm_builder.render.markdown import without_notes

Say = Callable[[str], None]
"""Told of each thing that the other side cannot hold."""

MATHML = "http://www.w3.org/1998/Math/MathML"
TEX = "application/x-tex"

Run = Sequence[Token]


class _Html(RendererHTML):  # type: ignore[misc, unused-ignore]
    """``env`` holds ``say``, and whether formulas are written as MathML or stay TeX."""

    def heading_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "<p><strong>"

    def heading_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "</strong></p>\n"

    def link_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        href = str(run[i].attrs.get("href", ""))
        if href.startswith(("http://", "https://", "mailto:")):
            return f'<a href="{escape(href)}">'
        env["say"](f"the link to '{href[:80]}' within the course")
        return "<span>"

    def link_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        depth, at = 1, i
        while depth and at:
            at -= 1
            depth += {"link_close": 1, "link_open": -1}.get(run[at].type, 0)
        href = str(run[at].attrs.get("href", ""))
        return "</a>" if href.startswith(("http://", "https://", "mailto:")) else "</span>"

    def image(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["say"]("a picture written in Markdown")
        return str(escape(run[i].content))

    def citation(self, run: Run, i: int, options: Any, env: Any) -> str:
        names = ", ".join(name for name, _ in run[i].meta["cited"])
        env["say"](f"the citation of '{names}'; its name stands in brackets")
        return f"[{escape(names)}]"

    def note(self, run: Run, i: int, options: Any, env: Any) -> str:
        env["say"](f"the note '{run[i].meta['label']}'")
        return ""

    def phrase_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        language = run[i].meta["attributes"].get("lang")
        if language:
            return f'<span lang="{escape(language)}">'
        env["say"]("the mark of a term; its words are there")
        return "<span>"

    def phrase_close(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "</span>"

    def formula(self, run: Run, i: int, options: Any, env: Any) -> str:
        return _formula(run[i].content, bool(run[i].meta["block"]), env)

    def formula_block(self, run: Run, i: int, options: Any, env: Any) -> str:
        return f"<p>{_formula(run[i].content, True, env)}</p>\n"

    def table_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "<table>\n"

    def th_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "<th>"

    def td_open(self, run: Run, i: int, options: Any, env: Any) -> str:
        return "<td>"

    def fence(self, run: Run, i: int, options: Any, env: Any) -> str:
        return f"<pre>{escape(run[i].content.rstrip(chr(10)))}</pre>\n"

    def code_block(self, run: Run, i: int, options: Any, env: Any) -> str:
        return self.fence(run, i, options, env)


def _formula(latex: str, block: bool, env: Any) -> str:
    plain = " ".join(latex.split())
    if not env["mathml"]:
        return f"\\[{escape(plain)}\\]" if block else f"\\({escape(plain)}\\)"
    try:
        tree = formula(plain, block=block).tree
    except FormulaError as error:
        env["say"](f"the formula '{plain[:60]}': {error.message}")
        return f"<code>{escape(plain)}</code>"
    made = Element("math", {"xmlns": MATHML, **({"display": "block"} if block else {})})
    both = SubElement(made, "semantics")
    row = SubElement(both, "mrow")
    row.extend(list(tree))
    SubElement(both, "annotation", {"encoding": TEX}).text = plain
    return tostring(made, encoding="unicode")


def html_of(markdown: str, say: Say, *, mathml: bool = False) -> str:
    """The text as blocks of XHTML."""
    parser = text_parser()
    run = parser.parse(markdown)
    tokens = without_notes(run)
    if len(tokens) < len(run):
        say("what a note says")
    return _renderer().render(tokens, parser.options, {"say": say, "mathml": mathml}).strip()


def inline_of(markdown: str, say: Say, *, mathml: bool = False) -> str:
    """The text without its paragraph, where it is a single one; else as blocks."""
    made = html_of(markdown, say, mathml=mathml)
    bare = made.removeprefix("<p>").removesuffix("</p>")
    return bare if "<p>" not in bare and made.startswith("<p>") and "</p>" not in bare else made


def is_paragraph(markdown: str) -> bool:
    """Whether the text is a single paragraph."""
    tokens = text_parser().parse(markdown)
    return len(tokens) == 3 and tokens[0].type == "paragraph_open"


def _renderer() -> _Html:
    return _Html(text_parser())
