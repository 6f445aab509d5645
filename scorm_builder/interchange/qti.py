"""QTI 2.1, 2.2 and 3.0 → items: a package, or the XML of a single item.

QTI 3.0 says the same as 2.x in other words (``qti-choice-interaction`` for ``choiceInteraction``):
its trees are put into the words of 2.x, and one reader serves all.
"""

from __future__ import annotations

import re

from lxml import etree

from scorm_builder.interchange.html_text import HtmlText
from scorm_builder.interchange.item import MAX_ITEMS, Bank, Draft, Item, Notes, Refused
from scorm_builder.interchange.moodle import from_base64
from scorm_builder.interchange.pictures import Gallery
from scorm_builder.interchange.qti_item import QtiItem
from scorm_builder.interchange.qti_package import Package
from scorm_builder.interchange.source import line_of, plain_line, text_of, xml_of

_HYPHEN = re.compile(r"-([a-z0-9])")


def plain(root: etree._Element) -> etree._Element:
    """The tree with the words of 2.x and without namespaces, in place."""
    for element in root.iter():
        name = etree.QName(element).localname
        ours = name.startswith("qti-")
        if ours:
            name = _camel(name.removeprefix("qti-"))
        element.tag = name
        for key, value in list(element.attrib.items()):
            local = etree.QName(key).localname
            wanted = _camel(local) if ours and not local.startswith(("data-", "aria-")) else local
            if wanted != key:
                del element.attrib[key]
                element.set(wanted, value)
    return root


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


def is_item(root: etree._Element) -> bool:
    """Whether a tree is a single item of a version that is known."""
    space = etree.QName(root).namespace or ""
    known = "imsqti" in space or not space
    return known and etree.QName(root).localname in ("assessmentItem", "qti-assessment-item")


def read_item(root: etree._Element, notes: Notes) -> Bank:
    """The question of a single file; its pictures lie elsewhere."""
    item = _item(root, "", notes, Gallery(), None)
    return Bank(item.name if item else "", (item,) if item else ())


def read_package(data: bytes, notes: Notes) -> Bank:
    """The questions of a package, in the order of its test or manifest."""
    package = Package(data)
    gallery = Gallery()
    items = []
    for count, href in enumerate(package.items(notes)):
        if count >= MAX_ITEMS:
            notes.leave_out("the package", f"items behind the first {MAX_ITEMS:,}", notes.span())
            break
        try:
            root = xml_of(text_of(package.read(href)))
        except Refused as refused:
            span = notes.span(refused.line, href)
            notes.leave_out(f"'{href}'", f"the question: {refused.message}", span)
            continue
        if not is_item(root):
            why = f"it is no item of QTI 2 or 3: '{plain_line(str(root.tag), 80)}'"
            notes.leave_out(f"'{href}'", why, notes.span(0, href))
            continue
        made = _item(root, href, notes, gallery, package)
        items += [made] if made else []
    return Bank(package.title, tuple(items))


def _item(
    root: etree._Element, href: str, notes: Notes, gallery: Gallery, package: Package | None
) -> Item | None:
    plain(root)
    name = plain_line(root.get("title") or root.get("identifier"), 80)
    draft = Draft(notes, name or href or "the item", notes.span(line_of(root), href))

    def resolve(source: str) -> tuple[bytes, str] | str:
        if source.startswith("data:"):
            head, _, data = source.partition(",")
            return (from_base64(data), "picture") if head.endswith(";base64") else "no picture"
        if package is None:
            return "a single item has no files with it: import the package"
        return package.beside(href, source)

    try:
        texts = HtmlText(gallery, resolve, tex=False)
        weight = package.weights.get(href, "") if package else ""
        return QtiItem(root, draft, texts, weight).item()
    except Refused as refused:
        notes.leave_out(f"'{draft.name}'", f"the question: {refused.message}", draft.span)
        return None
