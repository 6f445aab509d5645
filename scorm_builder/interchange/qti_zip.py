"""Questions of a course → a QTI package: items, a test that has them in order, a manifest."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from scorm_builder.filetree import File, FileTree
from scorm_builder.interchange.export import Asked
from scorm_builder.interchange.markdown_html import MATHML
from scorm_builder.interchange.qti_parts import Draft, Part, add
from scorm_builder.interchange.qti_writer import write as write_item
from scorm_builder.model.picture import Picture


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one version from another."""

    items: str
    """Namespace of items and tests."""
    manifest: str
    """Namespace of the manifest."""
    schema: str
    schema_version: str
    types: str
    """How the types of its resources end."""
    dashed: bool = False
    """Whether its words are ``qti-assessment-item`` in place of ``assessmentItem``."""


_IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_QTI = "http://www.imsglobal.org/xsd"
VERSIONS = {
    "qti21": Version(f"{_QTI}/imsqti_v2p1", _IMSCP, "QTIv2.1 Package", "1.0.0", "v2p1"),
    "qti22": Version(f"{_QTI}/imsqti_v2p2", _IMSCP, "QTIv2.2 Package", "1.0.0", "v2p2"),
    "qti3": Version(
        f"{_QTI}/imsqtiasi_v3p0",
        f"{_QTI}/qti/qtiv3p0/imscp_v1p1",
        "QTI Package",
        "3.0.0",
        "v3p0",
        dashed=True,
    ),
}

_HTML = frozenset(
    (
        *("p", "div", "span", "a", "img", "br", "strong", "em", "code", "pre", "blockquote"),
        *("ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "hr"),
        *("dl", "dt", "dd"),
    )
)
"""Words that are the same in every version."""

_CAPITAL = re.compile(r"[A-Z]")


def write(every: Sequence[Asked], name: str, agreement: Sequence[str]) -> tuple[FileTree, int]:
    """The files of a package of the version called ``name``, and how many items it holds."""
    version = VERSIONS[name]
    files: dict[str, File] = {}
    pictures: dict[str, Picture] = {}
    made: list[tuple[Asked, str, Draft]] = []
    for asked in every:
        identifier = f"{asked.page.id}.{asked.question.id}"
        written = write_item(asked, identifier, agreement)
        if written is None:
            continue
        item, draft = written
        _names_apart(draft, item, pictures)
        files[f"items/{identifier}.xml"] = _file(item, version)
        made.append((asked, identifier, draft))
    files.update((path, picture.file) for path, picture in pictures.items())
    files["test.xml"] = _file(_test(made), version)
    files["imsmanifest.xml"] = File.of(_xml(_manifest(made, version)))
    return FileTree(files), len(made)


def _names_apart(draft: Draft, item: Part, pictures: dict[str, Picture]) -> None:
    """Two pictures of one name in different items get different names in the package."""
    for name, picture in list(draft.files.items()):
        new, count = name, 2
        while new in pictures and pictures[new] != picture:
            stem = name.rpartition(".")[0]
            new, count = f"{stem}-{count}{picture.extension}", count + 1
        if new != name:
            del draft.files[name]
            draft.files[new] = picture
            for element in item.iter("img", "object"):
                for key in ("src", "data"):
                    if element.get(key) == f"../{name}":
                        element.set(key, f"../{new}")
        pictures[new] = picture


def _test(made: Sequence[tuple[Asked, str, Draft]]) -> Part:
    """A test of all items, a section for each page."""
    course = made[0][0].course if made else None
    title = course.head.title if course else "Questions"
    test = etree.Element("assessmentTest", identifier="test", title=title)
    modes = {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}
    part = add(test, "testPart", modes)
    for page, group in groupby(made, key=lambda each: each[0].page.id):
        rows = list(group)
        title = rows[0][0].page.head.title
        section = add(
            part, "assessmentSection", {"identifier": page, "title": title, "visible": "true"}
        )
        for asked, identifier, _ in rows:
            item = {"identifier": identifier, "href": f"items/{identifier}.xml"}
            each = add(section, "assessmentItemRef", item)
            if asked.question.weight != 1:
                value = str(asked.question.weight)
                add(each, "weight", {"identifier": "WEIGHT", "value": value})
    return test


def _manifest(made: Sequence[tuple[Asked, str, Draft]], version: Version) -> Part:
    root = etree.Element("manifest", identifier="questions")
    about = add(root, "metadata")
    add(about, "schema", text=version.schema)
    add(about, "schemaversion", text=version.schema_version)
    add(root, "organizations")
    resources = add(root, "resources")
    test = _resource(resources, "test", f"imsqti_test_xml{version.types}", "test.xml", ())
    for _, identifier, draft in made:
        add(test, "dependency", {"identifierref": identifier})
        kind = f"imsqti_item_xml{version.types}"
        href = f"items/{identifier}.xml"
        _resource(resources, identifier, kind, href, sorted(draft.files))
    return _spaced(root, version.manifest)


def _resource(parent: Part, identifier: str, kind: str, href: str, pictures: Sequence[str]) -> Part:
    names = {"identifier": identifier, "type": kind, "href": href}
    made = add(parent, "resource", names)
    for path in (href, *pictures):
        add(made, "file", {"href": path})
    return made


def _file(item: Part, version: Version) -> File:
    """An item or a test, in the words and the namespace of a version."""
    tree = copy.deepcopy(item)
    if version.dashed:
        _dash(tree)
    return File.of(_xml(_spaced(tree, version.items)))


def _spaced(tree: Part, space: str) -> Part:
    """The tree anew, its elements in the default namespace ``space``; MathML keeps its own."""
    name = str(tree.tag)
    if name.startswith("{"):
        space = str(etree.QName(tree).namespace)
        name = etree.QName(tree).localname
    # The stubs of lxml do not know that the default namespace has no prefix.
    spaces: dict[str, str] = {None: space}  # type: ignore[dict-item]
    made = etree.Element(f"{{{space}}}{name}", nsmap=spaces)
    for key, value in tree.attrib.items():
        made.set(key, value)
    made.text, made.tail = tree.text, tree.tail
    made.extend([_spaced(child, space) for child in tree])
    return made


def _dash(tree: Part) -> None:
    """The words of 2.x as those of 3.0."""
    for element in list(tree.iter()):
        name = str(element.tag)
        if name.startswith(f"{{{MATHML}}}") or name in _HTML:
            continue
        if name == "object":
            element.tag = "img"
            element.set("src", element.attrib.pop("data"))
            element.attrib.pop("type")
            element.set("alt", element.text or "")
            element.text = None
            continue
        if name == "modalFeedback":
            inside = etree.Element("contentBody")
            inside.text, element.text = element.text, None
            inside.extend(list(element))
            element.append(inside)
            inside.tag = "qti-content-body"
        if not name.startswith("qti-"):
            element.tag = f"qti-{_dashed(name)}"
        for key, value in [(str(key), value) for key, value in element.attrib.items()]:
            if _dashed(key) != key:
                del element.attrib[key]
                element.set(_dashed(key), value)


def _dashed(name: str) -> str:
    return _CAPITAL.sub(lambda found: f"-{found[0].lower()}", name)


def _xml(root: Part) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
