"""``imsmanifest.xml`` of SCORM 1.2, as text: what LMSs look at, letter by letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder.model.course import Course, CourseFile
from scorm_builder.targets.scorm12.manifest import ADLCP, IMSCP, manifest

FILES = ("page-one.html", "index.html", "assets/player-1.js", "images/a-1.png")
WHOLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" \
xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="chest_x_ray" version="1.2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="ORG_chest_x_ray">
    <organization identifier="ORG_chest_x_ray">
      <title>Chest &amp; lung “α” &lt;1&gt;</title>
      <item identifier="ITEM_chest_x_ray" identifierref="RES_chest_x_ray" isvisible="true">
        <title>Chest &amp; lung “α” &lt;1&gt;</title>
        <adlcp:masteryscore>70</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="RES_chest_x_ray" type="webcontent" adlcp:scormtype="sco" \
href="index.html">
      <file href="index.html"/>
      <file href="assets/player-1.js"/>
      <file href="images/a-1.png"/>
      <file href="page-one.html"/>
    </resource>
  </resources>
</manifest>
"""


def course(**head: object) -> Course:
    given = {
        "format": 1,
        "id": "tiny",
        "title": "A tiny course",
        "description": "For a test.",
        "licence": "MIT",
        "sections": [{"title": "All", "pages": ["one"]}],
        **head,
    }
    return Course(CourseFile.model_validate(given), (), Path(), "course.yaml")


def written(**head: object) -> str:
    return manifest(course(**head), FILES).decode("utf-8")


def test_whole_manifest() -> None:
    head = {"id": "chest-x-ray", "title": "Chest & lung “α” <1>", "version": "1.2", "pass_mark": 70}
    assert written(**head) == WHOLE


def test_pass_mark_is_the_mastery_score_and_without_one_there_is_none() -> None:
    assert "<adlcp:masteryscore>0</adlcp:masteryscore>" in written(pass_mark=0)
    assert "<adlcp:masteryscore>100</adlcp:masteryscore>" in written(pass_mark=100)
    assert "masteryscore" not in written()


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
"""An NCName in ASCII, which every identifier of a manifest has to be (xs:ID)."""


@pytest.mark.parametrize("id", ["a", "chest-x-ray", "a1-2-3", "a--b", "x" * 40])
def test_identifiers_come_from_the_id_and_are_names(id: str) -> None:
    root = etree.fromstring(written(id=id, title="Other words", version="9").encode())
    identifiers = [e.get("identifier") for e in root.iter() if e.get("identifier")]
    assert len(identifiers) == len(set(identifiers)) == 4
    assert all(NAME.fullmatch(str(name)) for name in identifiers)
    again = etree.fromstring(written(id=id).encode())
    assert identifiers == [e.get("identifier") for e in again.iter() if e.get("identifier")]


def test_references_lead_to_what_they_name() -> None:
    root = etree.fromstring(written().encode())
    (organizations,) = root.iter(f"{{{IMSCP}}}organizations")
    (organization,) = organizations
    (item,) = root.iter(f"{{{IMSCP}}}item")
    (resource,) = root.iter(f"{{{IMSCP}}}resource")
    assert organizations.get("default") == organization.get("identifier")
    assert item.get("identifierref") == resource.get("identifier")


@pytest.mark.parametrize(
    "title", ["Q&A", "<b>", "a \"b\" 'c'", "é ü 漢字 مقرر 😀", "]]>", "&amp;", "A" * 200]
)
def test_title_is_escaped_and_has_no_numeric_references(title: str) -> None:
    text = written(title=title)
    assert "&#" not in text
    titles = [e.text for e in etree.fromstring(text.encode()).iter(f"{{{IMSCP}}}title")]
    assert titles == [title, title]


def test_every_file_is_listed_once_and_the_launch_page_first() -> None:
    hrefs = [e.get("href") for e in etree.fromstring(written().encode()).iter(f"{{{IMSCP}}}file")]
    assert hrefs == ["index.html", *sorted(set(FILES) - {"index.html"})]


def test_spelling_is_that_of_scorm_1_2() -> None:
    (resource,) = etree.fromstring(written().encode()).iter(f"{{{IMSCP}}}resource")
    assert resource.get(f"{{{ADLCP}}}scormtype") == "sco"
    assert resource.get(f"{{{ADLCP}}}scormType") is None
    assert resource.get("href") == "index.html"
    assert "<adlcp:" in written(pass_mark=50) and "schemaLocation" not in written()
