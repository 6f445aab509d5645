"""A formula as MathML: elements that every browser of today draws, no pictures, no scripts.

The LaTeX that the author wrote is kept as ``alttext``; its name is the formula in plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markupsafe import escape

from scorm_builder.load.maths import ELEMENTS, FormulaError, formula
from scorm_builder.render.spoken import spoken

ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set() for tag in ELEMENTS},
    "math": {"display", "alttext", "aria-label", "dir"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "form", "lspace", "rspace", "separator", "movablelimits"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"displaystyle"},
    "mpadded": {"width", "lspace"},
}
"""What is written of each element."""

_BOLD = {
    **{ord("A") + i: 0x1D400 + i for i in range(26)},
    **{ord("a") + i: 0x1D41A + i for i in range(26)},
    **{ord("0") + i: 0x1D7CE + i for i in range(10)},
}


def mathml(latex: str, *, block: bool) -> str:
    """The ``math`` element; what cannot be read is shown as it was written (a check reports it)."""
    try:
        made = formula(latex, block=block)
    except FormulaError:
        mark = "$$" if block else "$"
        return str(escape(f"{mark}{latex}{mark}"))
    inside = "".join(piece for child in made.tree for piece in _written(child))
    display = "block" if block else "inline"
    # Formulas run from left to right in every language that the player has words in.
    names = f'alttext="{escape(made.latex)}" aria-label="{escape(spoken(made.tree))}"'
    return f'<math display="{display}" dir="ltr" {names}>{inside}</math>'


def _written(element: Element) -> Iterator[str]:
    tag = element.tag
    kept = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in ATTRIBUTES[tag] and (name != "mathvariant" or value == "normal")
    )
    yield f"<{tag}{kept}>"
    text = element.text or ""
    # Browsers have dropped the other values of 'mathvariant' for letters of their own.
    yield str(escape(text.translate(_BOLD) if element.get("mathvariant") == "bold" else text))
    for child in element:
        yield from _written(child)
    yield f"</{tag}>"
