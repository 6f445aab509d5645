"""How much an SVG draws once its references are followed.

Ten groups, each of which shows the one before twice with ``use``, draw a thousand times what the
file holds; forty bring down any browser. The same can be done with patterns, markers, masks and
clip paths. So every element is weighed with all that it shows, and a file that shows too much, or
itself, is refused.
"""

from __future__ import annotations

import re

from lxml import etree

MAX_SHOWN = 100_000
"""Elements that a browser may have to draw: five times what a file may hold."""

MAX_CHAIN = 200
"""Elements and references inside each other."""

TARGET = re.compile(r"^(?:url\(\s*['\"]?)?#([\w.\-]+)")
PAINTS = ("fill", "stroke", "marker-start", "marker-end")
"""What children inherit, so that each of them may show the target once."""

GRADIENTS = ("linearGradient", "radialGradient")


class TooMuch(Exception):
    """The drawing shows itself, or more than :data:`MAX_SHOWN` elements."""


def check_references(root: etree._Element) -> None:
    """Raise :class:`TooMuch` if drawing ``root``, a cleaned SVG, takes more than is sensible."""
    if _Scale(root).weight(root) > MAX_SHOWN:
        raise TooMuch(f"shows more than {MAX_SHOWN} elements once its references are followed")


class _Scale:
    """Weights of elements: how many elements are drawn to show one."""

    def __init__(self, root: etree._Element) -> None:
        self.elements = list(root.iter())  # kept, so that lxml's objects stay the same ones
        self.targets: dict[str, etree._Element] = {}
        for element in self.elements:
            self.targets.setdefault(element.get("id", ""), element)
        self.known: dict[etree._Element, int] = {}
        self.open: set[etree._Element] = set()

    def weight(self, element: etree._Element) -> int:
        """The elements drawn to show ``element``, itself included."""
        if element in self.known:
            return self.known[element]
        if element in self.open:
            raise TooMuch("has a part that shows itself")
        if len(self.open) > MAX_CHAIN:
            raise TooMuch(f"has more than {MAX_CHAIN} references inside each other")
        self.open.add(element)
        weight = 1 + sum(self.weight(child) for child in element)
        times = 1
        for name, value in element.items():
            shown = self.shown(element, str(name), str(value))
            if name in PAINTS:
                times += shown
            elif name == "marker-mid":
                weight += shown * _vertices(element)
            else:
                weight += shown
        self.open.remove(element)
        self.known[element] = weight * times
        return weight * times

    def shown(self, element: etree._Element, name: str, value: str) -> int:
        """The weight of what an attribute points at; a gradient takes no time to speak of."""
        found = TARGET.match(value) if name != "d" else None
        target = self.targets.get(found[1]) if found and found[1] else None
        if target is None or _name(target) in GRADIENTS or _name(element) in GRADIENTS:
            return 0
        return self.weight(target)


def _vertices(element: etree._Element) -> int:
    """No fewer than the points of all lines in ``element``: each takes two characters at least."""
    return sum(len(e.get("d", "")) + len(e.get("points", "")) for e in element.iter()) // 2


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
