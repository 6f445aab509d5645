"""The accessibility statement: what was found, what was not tested, and no claim beyond it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from scorm_builder import BuildError, prepare
from scorm_builder.build import Package
from scorm_builder.statement import look_through, player_tests
from tests.bilingual import COURSE as TWO_LANGUAGES
from tests.bilingual import WELSH, bilingual
from tests.compiled import needs_player
from tests.courses import COURSE, FIGURE, HOTSPOT, page, write_course

pytestmark = needs_player

DAY = date(2026, 11, 22)
CONTACT = "accessibility:\n  contact: Write to **access@example.org**.\n"


def made(tmp_path: Path, course: str = COURSE + CONTACT, body: str = FIGURE + HOTSPOT) -> Package:
    files = {"course.yaml": course, "pages/one.md": page(body)}
    return prepare(write_course(tmp_path, files), today=DAY, accessibility_statement=True)


def text(package: Package, path: str = "page-_accessibility.html") -> str:
    return package.files[path].read().decode()


def test_statement_is_a_page_of_the_package_with_its_date(tmp_path: Path) -> None:
    package = made(tmp_path)
    shown = text(package)
    assert "Accessibility statement" in shown and 'datetime="2026-11-22"' in shown
    assert "<strong>access@example.org</strong>" in shown
    assert "page-_accessibility.html" in text(package, "imsmanifest.xml")
    assert "_accessibility" in text(package, "index.html")


def test_statement_never_claims_conformance(tmp_path: Path) -> None:
    shown = text(made(tmp_path)).lower()
    assert "no claim of conformance" in shown
    assert "fully compliant" not in shown and "conforms to" not in shown


def test_evidence_counts_what_is_in_the_course(tmp_path: Path) -> None:
    package = made(tmp_path)
    found = json.loads(text(package, "accessibility-evidence.json"))
    counted = {check["what"]: (check["count"], check["failed"]) for check in found["course_checks"]}
    assert counted["alt"] == (2, 0)
    assert counted["findings"] == (1, 0)
    assert counted["routes"] == (1, 0)
    assert "captions" not in counted, "there is no sound or film in it"
    assert found["date"] == "2026-11-22"
    assert found["audited"] is None
    assert found["player_tests"] == player_tests()


def test_what_falls_short_is_counted(tmp_path: Path) -> None:
    plain = FIGURE.partition("findings:")[0] + "```\n"
    package = made(tmp_path, body=plain + "\n## One\n\n#### Too deep\n")
    found = {finding.what: finding for finding in look_through(package.course)}
    assert found["a11y_check_described"].failed == 1
    assert found["a11y_check_headings"].failed == 1


def test_warnings_of_the_checks_are_evidence(tmp_path: Path) -> None:
    package = made(tmp_path, body="## One\n\n#### Too deep\n")
    found = json.loads(text(package, "accessibility-evidence.json"))
    assert [problem["rule"] for problem in found["problems"]] == ["heading-level"]
    assert "gave 1 warning" in text(package)


def test_evidence_does_not_say_where_the_course_lies_on_the_disk(tmp_path: Path) -> None:
    package = made(tmp_path, body="## One\n\n#### Too deep\n")
    kept = text(package, "accessibility-evidence.json")
    assert str(tmp_path) not in kept
    assert json.loads(kept)["problems"][0]["file"] == "pages/one.md"


def test_statement_without_a_contact_is_warned_of(tmp_path: Path) -> None:
    package = made(tmp_path, course=COURSE)
    assert [p.rule for p in package.problems] == ["accessibility-contact-missing"]
    assert "does not say whom to ask" in text(package)


def test_missing_contact_stops_a_strict_build(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    with pytest.raises(BuildError, match="accessibility-contact-missing"):
        prepare(folder, today=DAY, strict=True, accessibility_statement=True)


def test_statement_needs_a_date(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="today"):
        prepare(write_course(tmp_path), accessibility_statement=True)


def test_without_being_asked_for_there_is_no_statement(tmp_path: Path) -> None:
    package = prepare(write_course(tmp_path), today=DAY)
    assert not [path for path in package.files if "accessib" in path]


def test_words_of_the_author_stand_in_the_statement(tmp_path: Path) -> None:
    course = COURSE + CONTACT + "  known: [The loop has no description of each frame.]\n"
    course += "  audit: Dr A. Example, May 2026.\n"
    shown = text(made(tmp_path, course=course))
    assert "The loop has no description of each frame." in shown
    assert "Dr A. Example, May 2026." in shown


def test_statement_speaks_the_language_and_marks_what_is_not_translated(tmp_path: Path) -> None:
    english = "accessibility: {contact: Ask us., known: [One thing., Another.], audit: By Ann.}\n"
    welsh = "accessibility: {known: [Un peth.], audit: Gan Ann.}\n"
    files: dict[str, str | bytes] = {
        "course.yaml": TWO_LANGUAGES + english,
        "course.cy.yaml": WELSH + welsh,
    }
    package = prepare(bilingual(tmp_path, files), today=DAY, accessibility_statement=True)
    shown = text(package, "page-_accessibility.cy.html")
    assert "<li>Un peth.</li>" in shown and "<p>Gan Ann.</p>" in shown
    assert '<li lang="en-GB" dir="ltr">Another.</li>' in shown
    assert '<div lang="en-GB" dir="ltr">\n<p>Ask us.</p>' in shown
    assert "One thing." not in shown and "By Ann." not in shown
    original = text(package)
    assert "<li>One thing.</li>" in original and "<div>\n<p>Ask us.</p>" in original
