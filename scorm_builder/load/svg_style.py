"""Style sheets and styles of an SVG, turned into plain attributes.

Drawing programs put colours into a ``style`` element and point at them with ``class``: dropped with
nothing in its place, such a drawing would be all black. So the simple rules that these programs
write (an element's name, a class, an id) are applied to the elements, property by property, and the
sheet itself goes. No selector with a condition, no ``@`` rule, and no property outside the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scorm_builder.load.svg_words import PROPERTIES

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
AT_RULE = re.compile(r"@[^;{}]*+(?:;|\{(?:[^{}]++|\{[^{}]*+\})*+\}|\Z)")
SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w\-]*", re.ASCII)


class StyleSheet:
    """The rules of a drawing's ``style`` elements, by selector."""

    def __init__(self, css: str) -> None:
        """Read ``css``; what is not understood is counted in :attr:`dropped`."""
        self._rules: dict[str, dict[str, tuple[int, str]]] = {}
        css, self.dropped = AT_RULE.subn("", COMMENT.sub(" ", css))
        for order, rule in enumerate(css.split("}")):
            selectors, _, body = rule.partition("{")
            found = {name: (order, value) for name, value in declarations(body)}
            for selector in selectors.split(","):
                if SELECTOR.fullmatch(selector.strip()):
                    self._rules.setdefault(selector.strip(), {}).update(found)
                elif body:
                    self.dropped += 1

    def properties(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """The properties of an element, by CSS precedence: name, class, id, then its own style."""
        by_class: dict[str, tuple[int, str]] = {}
        for name in set(attributes.get("class", "").split()):
            for key, (order, value) in self._rules.get(f".{name}", {}).items():
                by_class[key] = max(by_class.get(key, (-1, "")), (order, value))
        by_id = self._rules.get(f"#{attributes.get('id', '')}", {})
        rules = self._rules.get(tag, {}) | by_class | by_id
        found = {name: value for name, (_, value) in rules.items()}
        return found | dict(declarations(attributes.get("style", "")))


def declarations(css: str) -> Iterator[tuple[str, str]]:
    """The properties in a style that are on the list, with values of the right form."""
    for declaration in COMMENT.sub(" ", css).split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        value = value.replace("!important", "").strip()
        form = PROPERTIES.get(name)
        if form and value and form.fullmatch(value):
            yield name, value
