"""``imsmanifest.xml`` for SCORM 1.2 (Content Aggregation Model 1.2, §2.3)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from scorm_builder.model.course import Course

LAUNCH = "index.html"

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
# The prefix is literally 'adlcp' and packaging elements have none: Moodle compares names, not
# namespaces.
NAMESPACES = {None: IMSCP, "adlcp": ADLCP}


def manifest(course: Course, files: Sequence[str], *, mastery: bool = True) -> bytes:
    """The manifest of a package with ``files``: one organization, one item, one SCO.

    Without ``mastery`` it does not say what score it takes to pass.

    There is no ``xsi:schemaLocation``, because the schema files it would name are not in the
    package, and strict validators fail on names without files.
    """
    name = course.id.replace("-", "_")
    root = etree.Element(f"{{{IMSCP}}}manifest", nsmap=NAMESPACES)  # type: ignore[arg-type]
    root.set("identifier", name)
    root.set("version", course.head.version)

    metadata = _add(root, "metadata")
    _add(metadata, "schema", text="ADL SCORM")
    _add(metadata, "schemaversion", text="1.2")

    # Identifiers come from the author's id and from nothing else: Moodle and Totara keep
    # learners' records under them.
    organizations = _add(root, "organizations", default=f"ORG_{name}")
    organization = _add(organizations, "organization", identifier=f"ORG_{name}")
    _add(organization, "title", text=course.head.title)
    # 'isvisible' is written out, because Open edX shows only items that say so.
    item = _add(
        organization,
        "item",
        identifier=f"ITEM_{name}",
        identifierref=f"RES_{name}",
        isvisible="true",
    )
    _add(item, "title", text=course.head.title)
    if mastery and course.head.pass_mark is not None:
        # With it an LMS may set passed or failed from the raw score at the end of a session; the
        # player sends a raw score only when it is final, so that both come to the same.
        _add(item, "masteryscore", ADLCP, text=str(course.head.pass_mark))

    resources = _add(root, "resources")
    resource = _add(resources, "resource", identifier=f"RES_{name}", type="webcontent")
    # 'scormtype' in lower case: with the spelling of 2004 Moodle would take the SCO for an asset,
    # launch it untracked and mark it completed.
    resource.set(f"{{{ADLCP}}}scormtype", "sco")
    resource.set("href", LAUNCH)
    for path in sorted(files, key=lambda path: (path != LAUNCH, path)):
        _add(resource, "file", href=path)
    etree.indent(root)
    # UTF-8 characters as they are: Moodle turns numeric references into literal text.
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add(
    parent: etree._Element, tag: str, namespace: str = IMSCP, text: str = "", **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{tag}")
    for name, value in attributes.items():
        element.set(name, value)
    element.text = text or None
    return element
