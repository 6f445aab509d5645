"""What stands round the text of a page: references, people, dates."""

from __future__ import annotations

from pathlib import Path

from scorm_builder import prepare
from tests.courses import COURSE, page, png, write_course
from tests.unit.render.making import Elements

REFERENCES = """
references:
  - {id: often, text: Often cited., doi: 10.1000/often}
  - {id: once, text: Cited once.}
  - {id: never, text: Never cited.}
"""


def written(tmp_path: Path, files: dict[str, str | bytes]) -> Elements:
    package = prepare(write_course(tmp_path, files))
    return Elements(package.files["page-one.html"].read().decode())


def test_each_reference_leads_back_to_the_places_that_cite_it(tmp_path: Path) -> None:
    body = "\nFirst [@often]. Then [@once; @often].\n"
    found = written(tmp_path, {"pages/one.md": page(body, REFERENCES)})
    back = [a["href"] for a in found.all("a", role="doc-backlink")]
    assert back == ["#cite_often_1", "#cite_often_2", "#cite_once_1"]
    ids = {attributes.get("id") for _, attributes in found.found}
    assert {href.removeprefix("#") for href in back} <= ids
    for words in ("Back to the text, place 1", "Back to the text, place 2", "Back to the text ↩"):
        assert words in found.text


def test_links_are_announced_only_where_there_are_some(tmp_path: Path) -> None:
    text = "references:\n  - {id: a, text: A.}\n"
    assert "new window" not in written(tmp_path / "a", {"pages/one.md": page("\nA.\n", text)}).text
    text = "references:\n  - {id: a, text: A., url: 'https://example.org/'}\n"
    assert "new window" in written(tmp_path / "b", {"pages/one.md": page("\nA.\n", text)}).text


def test_portrait_is_shown_with_its_name_and_packaged(tmp_path: Path) -> None:
    people = "people:\n  - {id: ana, name: Ana O'Neil, photo: images/ana.png}\n"
    files: dict[str, str | bytes] = {
        "course.yaml": COURSE + people,
        "pages/one.md": page("\nText.\n", "author: ana"),
        "images/ana.png": png(30, 30),
    }
    package = prepare(write_course(tmp_path, files))
    found = Elements(package.files["page-one.html"].read().decode())
    [portrait] = found.all("img")
    assert portrait["alt"] == "Portrait of Ana O'Neil"
    assert portrait["src"] in package.files


def test_review_is_called_overdue_only_if_the_author_wants_it(tmp_path: Path) -> None:
    dates = "reviewed: 2020-01-01\nnext_review: 2021-01-01"
    files = {"pages/one.md": page("\nText.\n", dates)}
    assert written(tmp_path / "a", dict(files)).all("strong", class_="overdue") == []
    wanted = {**files, "course.yaml": COURSE + "show_overdue: true\n"}
    [words] = written(tmp_path / "b", dict(wanted)).all("strong", class_="overdue")
    assert words["data-due"] == "2021-01-01"
    assert "hidden" in words, "the learner's clock says whether"
