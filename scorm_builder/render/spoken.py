"""A formula in one line of plain text: ``SNR = μ/σ``, ``(a + b)/2``, ``x²``.

It is the formula's name for whoever hears the page: a screen reader that knows no MathML would
otherwise read a fraction as two numbers in a row.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_HIGH = str.maketrans("0123456789+−-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SPACED = frozenset("=<>≤≥≈≠±×→⇒∈−+∼∝≪≫≡⋅·÷")


def spoken(tree: Element) -> str:
    """The formula below ``tree`` as text."""
    return " ".join(_said(tree).split())


def _said(element: Element) -> str:
    parts = [_said(child) for child in element]
    own = element.text or ""
    text = own + "".join(parts)
    match element.tag, parts:
        case "mo", _:
            text = f" {own} " if own in _SPACED else own
        case "mspace", _:
            text = " "
        case "mphantom", _:
            text = ""
        case "mfrac", [above, below]:
            bar = element.get("linethickness") != "0"
            text = f"{_whole(above)}/{_whole(below)}" if bar else f"{above} over {below}"
        case "msqrt", _:
            text = f"√{_whole(text)}"
        case "mroot", [inside, root]:
            text = f"{_high(root)}√{_whole(inside)}"
        case "msup" | "mover", [base, high]:
            text = base + _high(high)
        case "msub" | "munder", [base, low]:
            text = base + _low(low)
        case "msubsup" | "munderover", [base, low, high]:
            text = base + _low(low).strip() + _high(high)
        case "mtr", _:
            text = ", ".join(part.strip() for part in parts)
        case "mtable", _:
            text = "; ".join(parts)
    return text


def _whole(text: str) -> str:
    """Text that is read as one thing: in brackets, unless it is one word or number."""
    text = text.strip()
    return text if text.replace(".", "").isalnum() else f"({text})"


def _high(text: str) -> str:
    text = text.strip()
    if text and all(ord(c) in _HIGH for c in text):
        return text.translate(_HIGH)
    return text if text in _MARKS else f"^{text if len(text) == 1 else f'({text})'}"


def _low(text: str) -> str:
    text = text.strip()
    if text.isascii() and text.isdigit():
        return text.translate(_LOW)
    return f"_{_whole(text)} "  # the next letter is not part of it


_MARKS = frozenset("′″‴^ˆ~˜¯―→˙¨")
"""What stands over a letter, or behind it, without being a power."""
