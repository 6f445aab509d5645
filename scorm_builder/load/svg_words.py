"""The words an SVG may use: elements, attributes, properties, and the form of each one's value.

What is not listed here does not reach a package. Source: SVG 1.1 (Second Edition) and SVG 2, less
everything that runs, loads, links, embeds or moves. Values are judged by what they are made of and
not by what they must not say: without colon, slash, backslash or ``@``, and without any function
but those named, there is nothing left to hide an address in.
"""

from __future__ import annotations

import re

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHAPES = _words("path rect circle ellipse line polyline polygon")
GROUPS = _words("svg g symbol defs use switch")
RESOURCES = _words("linearGradient radialGradient stop clipPath mask pattern marker")
WITH_TEXT = _words("text tspan textPath title desc")
"""Elements whose text is shown or spoken; text anywhere else is invisible, and is dropped."""

ELEMENTS = SHAPES | GROUPS | RESOURCES | WITH_TEXT

LINKING = _words("use textPath linearGradient radialGradient pattern")
"""Elements that may point at another one of the same file with ``href``."""

_IDENTIFIER = r"[A-Za-z_][\w.\-]{0,199}"
_PLAIN = r"[\w\s.,+\-%#]"
_FUNCTION = rf"\b(?:rgba?|hsla?|matrix|translate|scale|rotate|skewX|skewY)\({_PLAIN}*+\)"
_VALUE = rf"(?:{_FUNCTION}|{_PLAIN})*+"
_REFERENCE = rf"url\(\s*(?P<quote>['\"]?)#{_IDENTIFIER}(?P=quote)\s*\)"

PLAIN = re.compile(rf"{_PLAIN}*+", re.ASCII)
"""Numbers, lengths, keywords, hexadecimal colours, path data, points."""

FUNCTIONS = re.compile(_VALUE, re.ASCII)
"""Plain words, colour functions and transformations."""

PAINT = re.compile(rf"{_REFERENCE}(?:\s{_VALUE})?|{_VALUE}", re.ASCII)
"""A colour, or ``url(#id)`` with a colour to fall back on."""

REFERENCE = re.compile(rf"{_REFERENCE}|none", re.ASCII)
"""``url(#id)`` and nothing else."""

FONT = re.compile(r"[\w\s,.'\"\-]*+")
"""Names of typefaces, which may be in any script."""

HREF = re.compile(rf"#{_IDENTIFIER}", re.ASCII)

PROPERTIES = {
    **dict.fromkeys(
        _words(
            """alignment-baseline baseline-shift clip-rule color-interpolation direction display
            dominant-baseline fill-opacity fill-rule font-size font-size-adjust font-stretch
            font-style font-variant font-weight image-rendering letter-spacing mask-type opacity
            overflow paint-order shape-rendering stop-opacity stroke-dasharray stroke-dashoffset
            stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
            text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility
            word-spacing writing-mode"""
        ),
        PLAIN,
    ),
    **dict.fromkeys(_words("color stop-color"), FUNCTIONS),
    **dict.fromkeys(_words("fill stroke"), PAINT),
    **dict.fromkeys(_words("clip-path mask marker-start marker-mid marker-end"), REFERENCE),
    "font-family": FONT,
}
"""Property → the form of its value, both as an attribute and in a style."""

ATTRIBUTES = {
    **PROPERTIES,
    **dict.fromkeys(
        _words(
            """clipPathUnits cx cy d dx dy fr fx fy gradientUnits height lengthAdjust markerHeight
            markerUnits markerWidth maskContentUnits maskUnits method offset orient pathLength
            patternContentUnits patternUnits points preserveAspectRatio r refX refY rotate rx ry
            side spacing spreadMethod startOffset textLength viewBox width x x1 x2 y y1 y2"""
        ),
        PLAIN,
    ),
    **dict.fromkeys(_words("transform gradientTransform patternTransform"), FUNCTIONS),
}
"""Attribute → the form of its value. ``id``, ``href``, ``style`` and ``class`` are apart."""

SILENT = _words("id class style version baseProfile enable-background role focusable")
"""Attributes that are not worth a word when they go."""

LABELS = {
    "script": "script",
    "style": "style sheet",
    "foreignObject": "embedded page",
    "image": "embedded picture",
    "metadata": "metadata",
    "filter": "filter",
    "a": "link",
    **dict.fromkeys(
        _words("animate animateColor animateMotion animateTransform discard set"), "animation"
    ),
}
"""Element → what to call it when it is taken out."""
