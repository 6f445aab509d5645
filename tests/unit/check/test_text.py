"""What is marked in the text: each fault at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from tests.courses import CHOICE, FIGURE, page, write_course
from tests.unit.check.reported import in_body, place, reported

FRONT = "references:\n  - {id: one, text: One}\n  - {id: two, text: Two}"


@pytest.mark.parametrize(
    ("body", "words", "rule"),
    [
        ("So $x + \\foo$ is.", "\\foo", "formula-unreadable"),
        ("First line,\nthen $a}$ here.", "}", "formula-unreadable"),
        ("- in a list $x^$", "^", "formula-unreadable"),
        ("| a |\n|---|\n| $\\frac{1}$ |", "\\frac", "formula-unreadable"),
        ("See [@three].", "three", "reference-unknown"),
        ("See [@one; @two; @tow].", "tow", "reference-unknown"),
        ("Text[^1].", "[^1]", "note-missing"),
        ("A [word]{lang=german-x!}.", "lang", "language-tag"),
        ("A [word]{dir=up}.", "dir", "phrase-mark"),
        ("A [word]{colour=red}.", "colour", "phrase-mark"),
        ("A [word]{term}.", "term", "term-unknown"),
    ],
)
def test_fault_in_a_mark_is_reported_at_its_place(
    tmp_path: Path, body: str, words: str, rule: str
) -> None:
    found = in_body(tmp_path, f"{body}\n", FRONT)
    assert (*place(body, words), rule) in found
    assert {r for _, _, r in found} <= {rule, "reference-uncited"}


def test_formula_on_its_own_lines_is_reported_at_its_line(tmp_path: Path) -> None:
    assert in_body(tmp_path, "Words.\n\n$$\na\n+ \\foo\n$$\n") == [(5, 3, "formula-unreadable")]


def test_formula_in_yaml_is_reported_at_its_key(tmp_path: Path) -> None:
    body = FIGURE.replace("What a grey square looks like.", "A $\\foo$.")
    line, column = place(body, "A $")
    assert in_body(tmp_path, body) == [(line, column, "formula-unreadable")]


def test_good_marks_are_no_problem(tmp_path: Path) -> None:
    body = "A [Wort]{lang=de-AT} of $x$ [@one; @two][^a], $5 and $6.\n\n[^a]: Note [@one].\n"
    assert in_body(tmp_path, body, FRONT) == []


def test_citation_in_a_caption_and_an_explanation_counts(tmp_path: Path) -> None:
    figure = FIGURE.replace("looks like.", "looks like [@one].")
    choice = CHOICE.replace("Because it is.", "Because [@two].")
    assert in_body(tmp_path, figure + choice, FRONT) == []


def test_reference_that_is_not_cited_is_noted_once_others_are(tmp_path: Path) -> None:
    assert in_body(tmp_path, "No citation.\n", FRONT) == []
    found = reported(tmp_path, {"pages/one.md": page("One [@one].\n", FRONT)})
    assert [(line, rule) for _, line, _, rule in found] == [(6, "reference-uncited")]


def test_reference_is_cited_on_pages_only(tmp_path: Path) -> None:
    course = """
        format: 1
        id: tiny
        title: A tiny course
        description: For a test.
        licence: MIT
        people: [{id: ana, name: Ana, bio: "Wrote [@one]."}]
        sections: [{title: All, pages: [one]}]
    """
    assert reported(tmp_path, {"course.yaml": course})[0][3] == "reference-unknown"


def test_note_that_nothing_refers_to_is_a_warning(tmp_path: Path) -> None:
    assert in_body(tmp_path, "Text.\n\n[^1]: A note.\n") == [(3, 1, "note-unused")]


def test_second_note_of_one_mark_is_a_fault(tmp_path: Path) -> None:
    body = "Text[^1].\n\n[^1]: A note.\n\n[^1]: Another.\n"
    assert in_body(tmp_path, body) == [(5, 1, "note-twice")]


def test_caption_may_refer_to_a_note_of_the_page(tmp_path: Path) -> None:
    figure = FIGURE.replace("looks like.", "looks like[^1].")
    assert in_body(tmp_path, f"{figure}\n[^1]: A note.\n") == []


def test_box_for_a_language_needs_its_tag(tmp_path: Path) -> None:
    assert in_body(tmp_path, "::: lang cy\nHelo.\n:::\n") == []
    assert in_body(tmp_path, "::: lang Welsh!\nHelo.\n:::\n") == [(1, 1, "language-tag")]


def test_more_than_a_thousand_formulas_are_refused_and_not_read(tmp_path: Path) -> None:
    found = in_body(tmp_path, "$\\foo$ " * 1_002)
    assert [rule for *_, rule in found].count("formulas-many") == 1
    assert len(found) == 1_001


GLOSSARY = """
    terms:
      - term: osteophyte
        also: [bone spur]
        definition: Extra bone.
      - term: spur
        definition: See [@one].
        also: [Bone  spur]
"""


def test_term_is_found_by_any_spelling_or_by_its_name(tmp_path: Path) -> None:
    body = "A [Bone spur]{term}, an [Osteophyte]{term}, [these]{term=osteophyte}.\n"
    good = GLOSSARY.replace("[Bone  spur]", "[]").replace("See [@one]", "A spur")
    files = {"pages/one.md": page(body), "glossary.yaml": good}
    assert reported(tmp_path, files) == []


def test_two_terms_share_no_spelling(tmp_path: Path) -> None:
    found = reported(tmp_path, {"glossary.yaml": GLOSSARY})
    assert ("glossary.yaml", 7, 11, "term-twice") not in found
    assert [(file, rule) for file, _, _, rule in found] == [
        ("glossary.yaml", "reference-unknown"),
        ("glossary.yaml", "term-twice"),
    ]


def test_fault_of_the_glossary_is_at_its_line(tmp_path: Path) -> None:
    found = reported(tmp_path, {"glossary.yaml": "terms:\n  - {term: a, definitoin: b}\n"})
    assert ("glossary.yaml", 2, 15, "unknown-key") in found


@pytest.mark.parametrize(
    ("body", "was", "key"),
    [
        (CHOICE, "prompt: Which?", "prompt"),
        (CHOICE, "text: That", "text"),
        (CHOICE, "explain: Because it is.", "explain"),
        (CHOICE.replace("explain:", "  - text: Neither\nhint: Think.\nexplain:"), "hint: Think.",
         "hint"),
        (CHOICE.replace("text: That", "text: That\n    feedback: No."), "feedback: No.",
         "feedback"),
        (FIGURE, "text: It is grey.", "text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "picture", ["![scan](images/a.png)", "Look: [![](images/a.png)](page:one)"]
)
def test_picture_in_a_text_of_a_fence_is_reported_at_its_key(
    tmp_path: Path, body: str, was: str, key: str, picture: str
) -> None:
    body = body.replace(was, f'{key}: "{picture}"')
    assert in_body(tmp_path, body) == [(*place(body, f'"{picture}'), "picture-in-text")]


def test_picture_in_items_that_are_matched_or_ordered_is_reported(tmp_path: Path) -> None:
    picture = "'![a](a.png)'"
    matching = (
        f"\n```matching\nid: m\nprompt: Which?\npairs:\n  - {{item: {picture}, match: One}}\n"
        f"  - {{item: Other, match: {picture}}}\nexplain: So.\n```\n"
    )
    found = in_body(tmp_path / "matching", matching)
    assert [rule for *_, rule in found] == ["picture-in-text"] * 2
    ordering = f"\n```ordering\nid: o\nprompt: Which?\nitems: [One, {picture}]\nexplain: So.\n```\n"
    expected = (*place(ordering, picture), "picture-in-text")
    assert in_body(tmp_path / "ordering", ordering) == [expected]


def test_picture_by_reference_is_found_and_code_is_none(tmp_path: Path) -> None:
    text = "|\n  ![x]\n\n  [x]: a.png\n"
    body = CHOICE.replace("explain: Because it is.\n", f"explain: {text}")
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["picture-in-text"]
    body = CHOICE.replace("Because it is.", "Write `![x](a.png)`.")
    assert in_body(tmp_path / "code", body) == []


def test_picture_in_a_text_says_what_to_do_instead(tmp_path: Path) -> None:
    body = CHOICE.replace("Which?", "'![x](a.png)'")
    (problem,) = check(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert problem.severity == "error"
    assert problem.hint == "put a ```figure before the question"
