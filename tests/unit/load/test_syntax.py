"""The grammar beyond CommonMark: formulas, citations, notes, phrases, captions of tables."""

from __future__ import annotations

import pytest

from scorm_builder.load.syntax import page_parser, text_parser


def marks(text: str) -> list[str]:
    """Types of what is marked in a text, but plain text itself."""
    found = []
    for token in text_parser().parse(text):
        if token.type == "formula_block":
            found.append(token.type)
        found += [c.type for c in token.children or () if c.type not in ("text", "softbreak")]
    return found


@pytest.mark.parametrize("text", ["$x$", "a $x^2$ b", "$a*b*c$", "($x$)", "$a$, $b$", "$x\ny$"])
def test_dollar_signs_hold_a_formula(text: str) -> None:
    assert set(marks(text)) == {"formula"}


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "it costs $5",
        "from $5 to 10 $ and",
        "$ x$",
        "$x $",
        "\\$x$",
        "$x$5",
        "$$",
        "$$$$",
        "US$5-$6",
        "a$",
    ],
)
def test_dollar_signs_for_money_are_text(text: str) -> None:
    assert marks(text) == []


def test_formula_set_apart_stands_on_lines_of_its_own() -> None:
    assert marks("a\n\n$$\nx\n= y\n$$\n\nb") == ["formula_block"]
    assert marks("$$x$$") == ["formula_block"]
    assert marks("so $$x$$ follows") == ["formula"]


def test_formula_ends_before_an_empty_line() -> None:
    assert marks("$$\nx\n\ny\n$$") == []


def test_citation_names_references_with_their_places() -> None:
    (token,) = [t for t in text_parser().parse("as [@one; @two-2] say") if t.type == "inline"]
    (mark,) = [c for c in token.children or () if c.type == "citation"]
    assert mark.meta["cited"] == [("one", 5), ("two-2", 11)]


@pytest.mark.parametrize("text", ["[@one](https://example.org)", "[@ one]", "[@]", "ann@one.org"])
def test_what_only_resembles_a_citation_is_none(text: str) -> None:
    assert "citation" not in marks(text)


def test_citation_and_note_may_follow_each_other() -> None:
    assert marks("x [@one][^1][@two]") == ["citation", "note", "citation"]


def test_phrase_holds_attributes_and_marks() -> None:
    (token,) = [t for t in text_parser().parse("[ein *Wort*]{lang=de}") if t.type == "inline"]
    assert [c.type for c in token.children or ()] == [
        *("phrase_open", "text", "em_open", "text", "em_close", "phrase_close"),
    ]
    assert token.children
    assert token.children[0].meta == {"attributes": {"lang": "de"}, "at": 13}


@pytest.mark.parametrize(
    "text", ["[x]{}", "[x]{{lang=de}}", "[x] {lang=de}", "[x]{LANG!}", "[]{a}"]
)
def test_what_only_resembles_a_phrase_is_none(text: str) -> None:
    assert "phrase_open" not in marks(text)


def captions(text: str) -> list[str]:
    """What stands in each caption; "-" for a table without one."""
    found = []
    tokens = page_parser().parse(text)
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            behind = tokens[index + 1]
            found.append(tokens[index + 2].content if behind.type == "caption_open" else "-")
    return found


TABLE = "| a |\n|---|\n| 1 |\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Table: One\n\n{TABLE}", ["One"]),
        (f"{TABLE}Table: One\n", ["One"]),
        (f"Table: One\n\n{TABLE}Table: Two\n\n{TABLE}", ["One", "Two"]),
        (f"{TABLE}Table: One\n\n{TABLE}Table: Two\n", ["One", "Two"]),
        (f"{TABLE}words\n\nTable: Two\n\n{TABLE}", ["-", "Two"]),
        (f"Table: No table here\n\nwords\n\n{TABLE}", ["-"]),
        (TABLE, ["-"]),
    ],
)
def test_paragraph_beside_a_table_is_its_caption(text: str, found: list[str]) -> None:
    assert captions(text) == found
