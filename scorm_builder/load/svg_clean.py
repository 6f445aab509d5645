"""A drawing made anew, element by element, of what ``svg_words`` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scorm_builder.load.svg_style import StyleSheet
from scorm_builder.load.svg_words import (
    ATTRIBUTES,
    ELEMENTS,
    HREF,
    LABELS,
    LINKING,
    RESOURCES,
    SILENT,
    SVG,
    WITH_TEXT,
    XLINK,
)

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HREFS = ("href", f"{{{XLINK}}}href")
SIZE = ("viewBox", "width", "height", "x", "y")
POINTED_AT = re.compile(r"#([A-Za-z_][\w.\-]*)", re.ASCII)
OUTWARD = re.compile(r"url\(\s*['\"]?(?!\s*['\"]?#)|//", re.IGNORECASE)


class Cleaner:
    """Copies a drawing and notes what it leaves out."""

    def __init__(self, source: etree._Element, text: str) -> None:
        """``source`` is the parsed drawing, ``text`` the same as it was written."""
        self.removed: list[str] = []
        self._source = source
        self._wanted = set(POINTED_AT.findall(text))
        self._given: set[str] = set()
        css = [str(text) for e in source.iter(f"{{{SVG}}}style") for text in e.itertext()]
        self._sheet = StyleSheet("\n".join(css))
        self._note("comment", "<!--" in text)
        self._note("processing instruction", "<?" in text)
        self._note("style rules that are not simple", self._sheet.dropped)

    def root(self, view_box: str) -> etree._Element:
        """The drawing with ``view_box`` for its size."""
        out = etree.fromstring(f'<svg xmlns="{SVG}"/>')
        _, _, width, height = view_box.split()
        for name, value in (("width", width), ("height", height), ("viewBox", view_box)):
            out.set(name, value)
        for name, value in self._attributes(self._source, "svg"):
            if name not in SIZE and name != "display":
                out.set(name, value)
        self._children(self._source, out)
        return out

    def _children(self, source: etree._Element, out: etree._Element) -> None:
        """Copy what is inside ``source`` into ``out``, the text only where it is shown."""
        with_text = _name(out) in WITH_TEXT
        if with_text:
            out.text = source.text
        for child in source:
            copied = self._element(child, out)
            if with_text and child.tail:
                _append(out, child.tail)
            if copied is not None:
                self._children(child, copied)

    def _element(self, source: etree._Element, parent: etree._Element) -> etree._Element | None:
        """A copy of one element without its children, or nothing."""
        name = _name(source)
        if etree.QName(source).namespace != SVG:
            self._note("data of the drawing program")
            return None
        self._note(LABELS.get(name, f"{name[:40]} element"), name not in ELEMENTS)
        if name == "a":  # what a link shows stays, where it leads goes
            name = "tspan" if _name(parent) in WITH_TEXT else "g"
        if name not in ELEMENTS:
            return None
        attributes = dict(self._attributes(source, name))
        if attributes.get("display") == "none" and self._is_idle(source, name):
            self._note("hidden part")
            return None
        if name == "use" and "href" not in attributes:
            return None
        out = etree.SubElement(parent, f"{{{SVG}}}{name}")
        for key, value in attributes.items():
            out.set(key, value)
        return out

    def _is_idle(self, source: etree._Element, name: str) -> bool:
        """Whether nothing points into an element: once hidden it then never shows."""
        inside = {element.get("id") for element in source.iter()}
        return name not in RESOURCES and self._wanted.isdisjoint(inside)

    def _attributes(self, source: etree._Element, name: str) -> Iterator[tuple[str, str]]:
        """The attributes that stay, and styles as attributes, which they outrank."""
        given = {str(key): str(value) for key, value in source.attrib.items()}
        styles = self._sheet.properties(name, given)
        for key, value in given.items():
            form = ATTRIBUTES.get(key)
            if key == "id":
                yield from self._id(value)
            elif key == XML_SPACE and value == "preserve":
                yield key, value
            elif key in HREFS and name in LINKING:
                yield from self._href(key, value, given)
            elif form and form.fullmatch(value):
                if key not in styles:
                    yield key, value
            else:
                self._refused(key, value)
        yield from styles.items()

    def _id(self, value: str) -> Iterator[tuple[str, str]]:
        """An id, if something points at it: others name layers, and may name people."""
        if value in self._wanted and value not in self._given and HREF.fullmatch(f"#{value}"):
            self._given.add(value)
            yield "id", value

    def _href(self, key: str, value: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        """A reference within the file. The old ``xlink:href`` yields to ``href`` (SVG 2 §16)."""
        if not HREF.fullmatch(value):
            self._note("external link")
        elif key == "href" or "href" not in given:
            yield "href", value

    def _refused(self, key: str, value: str) -> None:
        """Note an attribute that does not stay."""
        self._note("event handler", key.lower().startswith("on"))
        self._note("external link", key in HREFS or OUTWARD.search(value))
        self._note("data of the drawing program", key.startswith("{") and key not in HREFS)
        plain = key in SILENT or key in HREFS or key.startswith(("{", "on", "aria-"))
        self._note(f"{key[:40]} attribute", not plain)

    def _note(self, name: str, when: object = True) -> None:
        """Remember that something was left out."""
        if when:
            self.removed.append(name)


def _name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def _append(out: etree._Element, text: str) -> None:
    """Add text behind what ``out`` holds so far."""
    if len(out):
        out[-1].tail = (out[-1].tail or "") + text
    else:
        out.text = (out.text or "") + text
