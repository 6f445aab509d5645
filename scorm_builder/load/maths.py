"""LaTeX → a tree of MathML, or what is wrong with it and where.

latex2mathml does the translation. It lets much pass that is not LaTeX (a brace too many, a command
that it does not know, a fraction of one part) and would take commands that set links and styles;
so the formula is looked over before and its tree after. What is drawn is what browsers know
(MathML Core).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

MAX_CHARACTERS = 1_000
MAX_DEPTH = 20

ELEMENTS = {
    **dict.fromkeys(("mrow", "msqrt", "mstyle", "mtable", "mtr", "mtd", "mphantom", "mpadded")),
    **dict.fromkeys(("mi", "mn", "mo", "mtext", "mspace")),
    **dict.fromkeys(("mfrac", "msub", "msup", "mover", "munder", "mroot"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""What is drawn, and how many parts each has where that is fixed."""

REFUSED = frozenset(
    (
        *("class", "cssId", "htmlClass", "htmlId", "href", "style", "unicode"),
        *("color", "colorbox", "fcolorbox", "textcolor", "rule", "tag", "verb"),
        *("def", "let", "newcommand", "renewcommand", "input", "includegraphics", "require"),
    )
)
"""Commands that set links, colours or sizes, or make new commands."""

_TOKEN = re.compile(r"\\([a-zA-Z]+)|\\.|[{}%$]", re.DOTALL)
_TEXT = re.compile(r"\\(?:text[a-z]*|mbox|hbox)\s*\{[^{}]*\}")
_UNKNOWN = re.compile(r"\\[a-zA-Z]+")


class FormulaError(Exception):
    """What is wrong with a formula: at which character, and what to do."""

    def __init__(self, message: str, at: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that can be drawn."""

    latex: str
    """As the author wrote it."""
    tree: Element
    """A ``math`` element; its texts are plain text."""


_MESSAGES = {
    "MissingSuperScriptOrSubscriptError": ("nothing stands behind '^' or '_'", r"[\^_]\s*$"),
    "DoubleSubscriptsError": ("two subscripts follow each other", "_"),
    "DoubleSuperscriptsError": ("two superscripts follow each other", r"[\^']"),
    "ExtraLeftOrMissingRightError": (r"'\left' and '\right' do not match", r"\\(left|right)"),
    "MissingEndError": (r"'\begin' and '\end' do not match, or are not known", r"\\begin"),
    "NoAvailableTokensError": ("something is missing at the end", "$"),
    "DenominatorNotFoundError": ("a fraction has no denominator", r"\\[a-z]*frac"),
    "NumeratorNotFoundError": ("a fraction has no numerator", r"\\[a-z]*frac"),
    "LimitsMustFollowMathOperatorError": (r"'\limits' follows no operator", r"\\limits"),
    "InvalidAlignmentError": ("the columns of a table are not of the letters l, c, r", r"\\begin"),
}


def formula(latex: str, *, block: bool) -> Formula:
    """The formula that ``latex`` writes. Raises :class:`FormulaError`."""
    made = _formula(latex, block)
    if isinstance(made, FormulaError):
        raise made.with_traceback(None)
    return made


@lru_cache(maxsize=4096)
def _formula(latex: str, block: bool) -> Formula | FormulaError:
    """Kept, since a check and the page ask for the same one."""
    try:
        _look_over(latex)
        tree = _translated(latex, block)
        for element in tree.iter():
            _look_at(element, latex)
    except FormulaError as error:
        return error
    return Formula(latex.strip(), tree)


def _look_over(latex: str) -> None:
    if not latex.strip():
        raise FormulaError("the formula is empty", 0, r"write '\$' for a dollar sign")
    if len(latex) > MAX_CHARACTERS:
        message = f"the formula has more than {MAX_CHARACTERS:,} characters"
        raise FormulaError(message, 0, r"split it; for a dollar sign in the text write '\$'")
    open_: list[int] = []
    plain = _TEXT.sub(lambda found: "x" * len(found[0]), latex)
    for found in _TOKEN.finditer(plain):
        mark, at = found[0], found.start()
        if found[1] in REFUSED:
            raise FormulaError(f"'{mark}' is not taken in a formula", at, "leave it out")
        if mark == "{":
            open_.append(at)
        elif mark == "}":
            if not open_:
                raise FormulaError("'}' closes nothing", at, r"for a brace that is seen write '\}'")
            open_.pop()
        elif mark == "%":
            raise FormulaError("'%' begins a comment in LaTeX", at, r"write '\%'")
        elif mark == "$":
            raise FormulaError("a dollar sign stands in the formula", at, r"write '\$'")
        if len(open_) > MAX_DEPTH:
            raise FormulaError(f"braces are nested more than {MAX_DEPTH} deep", at)
    if open_:
        raise FormulaError("'{' is never closed", open_[-1])


def _translated(latex: str, block: bool) -> Element:
    # Here, because it reads a table of 2,500 symbols: most courses have no formula.
    from latex2mathml.converter import Converter  # noqa: PLC0415

    # The same thing under the name that stands inside a formula.
    latex = latex.replace("{aligned}", "{align*}")
    try:
        tree = Converter(display="block" if block else "inline").convert_to_element(latex)
    except RecursionError:
        raise FormulaError("the formula is nested too deeply") from None
    except Exception as error:  # its own classes have no common one, and it raises others
        message, where = _MESSAGES.get(type(error).__name__, ("it is not LaTeX", ""))
        found = re.search(where, latex) if where else None
        raise FormulaError(message, found.start() if found else 0) from None
    return tree


def _look_at(element: Element, latex: str) -> None:
    """One element of the tree: drawn by browsers, whole, and made of commands that are known."""
    if element.text:
        element.text = html.unescape(element.text)
    if element.tag == "math":
        return
    text = element.text or ""
    if element.tag != "mtext" and _UNKNOWN.match(text):
        raise FormulaError(f"'{text}' is not a command that is known", max(latex.find(text), 0))
    if element.tag != "mtext" and text == "&":
        hint = r"it belongs between \begin{…} and \end{…}; for the sign itself write '\&'"
        raise FormulaError("'&' stands outside of a table", max(latex.find("&"), 0), hint)
    if element.tag not in ELEMENTS:
        raise FormulaError("the formula uses something that browsers do not draw")
    parts = ELEMENTS[element.tag]
    if parts is not None and len(element) != parts:
        where = re.search(r"\\[a-z]*(frac|binom|set|rel)|[\^_]", latex)
        message = "a part of the formula is missing"
        raise FormulaError(message, where.start() if where else 0, r"\frac{a}{b} has two parts")
