"""Citations, notes, languages, terms and tables' captions as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.load.markdown import parser
from scorm_builder.model.alphabet import Alphabet
from scorm_builder.model.glossary import Glossary, GlossaryFile
from scorm_builder.model.language import is_language_tag
from scorm_builder.render import markdown
from scorm_builder.render.place import Place
from tests.compiled import needs_player
from tests.courses import CHOICE, FIGURE, page
from tests.unit.render.making import Elements, text
from tests.unit.render.making import rendered as rendered_course

TERMS = [
    {"term": "osteophyte", "definition": "Extra *bone*.", "also": ["osteophytes", "bone spur"]},
    {"term": "Schrotschussschädel", "definition": "Holes.", "lang": "de"},
    {"term": "MRI", "definition": "A way of looking."},
]


def place(**values: object) -> Place:
    glossary = Glossary(GlossaryFile.model_validate({"terms": TERMS, **values}), "glossary.yaml")
    return Place(
        opens_window="(opens in a new window)",
        table_label="Table {n}",
        table_number="Table {n}.",
        reference_label="Reference {n}",
        note_label="Note {n}",
        references={"one": 1, "two": 2},
        notes={"a": (), "b": ()},
        glossary=glossary,
    )


def html(written: str, where: Place) -> str:
    return str(markdown.prose(parser().parse(written), where)).strip()


# -- citations and notes --------------------------------------------------------------------------


def test_citation_is_a_number_that_says_what_it_is() -> None:
    where = place()
    found = html("So it is [@two].", where)
    assert '<a href="#ref_two" id="cite_two_1" role="doc-biblioref">' in found
    assert '<span class="visually-hidden">Reference 2</span>' in found
    assert '<span aria-hidden="true">2</span>' in found
    assert where.cited == {"two": ["cite_two_1"]}


def test_each_citation_has_an_id_for_the_way_back() -> None:
    where = place()
    html("[@one; @two] and [@one]", where)
    markdown.block("In a caption [@one].", where)
    assert where.cited == {"one": ["cite_one_1", "cite_one_2", "cite_one_3"], "two": ["cite_two_1"]}


def test_text_that_stands_twice_has_no_ids() -> None:
    where = place()
    with where.bared():
        found = markdown.block("[@one][^a] [osteophyte]{term}", where)
    assert "id=" not in found
    assert 'href="#ref_one"' in found
    assert "term" not in found
    assert where.cited == {}
    assert where.noted == {"a": []}


def test_unknown_citation_is_shown_as_written() -> None:
    assert html("[@one; @x]", place()) == "<p>[@one; @x]</p>"


def test_notes_are_numbered_by_their_first_marks() -> None:
    where = place()
    found = html("x[^b] y[^a] z[^b]", where)
    assert [part[:1] for part in found.split('href="#note_')[1:]] == ["1", "2", "1"]
    assert where.noted == {"b": ["note_1_1", "note_1_2"], "a": ["note_2_1"]}


def test_note_is_not_shown_where_it_is_written() -> None:
    assert html("x\n\n[^a]: Said below.", place()) == "<p>x</p>"


# -- languages ------------------------------------------------------------------------------------


def test_phrase_in_another_language_says_so() -> None:
    assert html("ein [*Wort*]{lang=de}", place()) == (
        '<p>ein <span lang="de"><em>Wort</em></span></p>'
    )
    assert '<span lang="ar" dir="rtl">' in html("[x]{lang=ar dir=rtl}", place())


@pytest.mark.parametrize("written", ['[x]{lang="de onclick=x"}', "[x]{lang=x}", "[x]{dir=up}"])
def test_attribute_that_is_not_well_formed_is_left_out(written: str) -> None:
    assert html(written, place()) == "<p><span>x</span></p>"


@pytest.mark.parametrize("tag", ["de", "cy-GB", "zh-Hant-TW", "sl-nedis", "es-419"])
def test_language_tag_is_known_by_its_form(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["", "d", "german-x!", "de_DE", "de-", "de--AT", "-de", "١٢"])
def test_other_words_are_no_language_tag(tag: str) -> None:
    assert not is_language_tag(tag)


# -- terms ----------------------------------------------------------------------------------------


def terms(written: str, where: Place) -> list[str]:
    return [a["data-term"] for a in Elements(html(written, where)).all("a") if "data-term" in a]


def test_first_use_in_each_section_is_marked() -> None:
    written = "An osteophyte, two osteophytes.\n\n## More\n\nA Bone spur and an MRI."
    assert terms(written, place()) == ["osteophyte", "osteophyte", "mri"]


@pytest.mark.parametrize(
    "written",
    [
        "## An osteophyte",
        "[an osteophyte](https://example.org)",
        "`osteophyte`",
        "osteophytic, macroosteophyte",
        "[osteophyte]{lang=en}",
        "osteophyte\n: a definition of its own",
        "the MRIs",
    ],
)
def test_term_is_not_marked_where_it_is_part_of_something_else(written: str) -> None:
    assert terms(written, place()) == []


def test_term_is_marked_by_hand_where_the_author_says_so() -> None:
    assert terms("[Bone spurs]{term=osteophyte} [mri]{term}", place(auto=False)) == [
        *("osteophyte", "mri")
    ]
    assert terms("osteophyte", place(auto=False)) == []


def test_term_leads_to_the_glossary_and_says_its_language() -> None:
    where = place()
    found = html("Ein Schrotschussschädel.", where)
    assert 'href="page-_glossary.html#term_schrotschussschädel"' in found
    assert 'lang="de"' in found
    assert list(where.explained) == ["schrotschussschädel"]


ALIKE = ("T2", "T2*", "IL 6", "IL-6", "IL-6-2", "---", "...")


def glossary_of(*terms: str) -> Glossary:
    listed = [{"term": term, "definition": f"Means {term}"} for term in terms]
    return Glossary(GlossaryFile.model_validate({"terms": listed}), "glossary.yaml")


def test_terms_that_differ_in_signs_alone_have_ids_of_their_own() -> None:
    glossary = glossary_of(*ALIKE)
    ids = [glossary.id_of(term) for term in glossary.terms]
    assert ids == ["t2", "t2-2", "il-6", "il-6-3", "il-6-2", "section", "section-2"]
    assert [glossary.named(term) for term in ALIKE] == list(glossary.terms)


def test_term_with_a_sign_shows_its_own_definition() -> None:
    where = place()
    where.glossary = glossary_of("T2", "T2*")
    assert terms("On T2\\* and T2; [this]{term=T2*}", where) == ["t2-2", "t2", "t2-2"]
    assert {name: term.term for name, term in where.explained.items()} == {
        "t2-2": "T2*",
        "t2": "T2",
    }


@pytest.mark.parametrize("term", ["oed\u00e8me", "oede\u0300me"])
@pytest.mark.parametrize("written", ["oed\u00e8me", "oede\u0300me"])
def test_accent_may_be_a_character_of_its_own_in_text_and_glossary(term: str, written: str) -> None:
    where = place()
    where.glossary = glossary_of(term)
    found = html(f"A\u0300 la {written} la\u0300.", where)
    assert f">{written}</a> la\u0300." in found
    assert where.glossary.named(written) is where.glossary.terms[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("An -itis at 39 °C.", ["itis", "c"]),
        ("39°C", ["c"]),
        ("-ITIS", ["itis"]),
        ("arthr-itis, itis, m°C, °Cx", []),
    ],
)
def test_term_may_begin_with_a_sign(written: str, expected: list[str]) -> None:
    where = place()
    where.glossary = glossary_of("-itis", "°C")
    assert terms(written, where) == expected


def test_texts_of_questions_and_captions_are_not_searched_for_terms() -> None:
    assert "data-term" not in markdown.block("An osteophyte is *here*.", place())


# -- tables ---------------------------------------------------------------------------------------


def test_caption_names_the_region_in_which_a_table_scrolls() -> None:
    found = html("Table: Doses of *two* views\n\n| a |\n|---|\n| 1 |", place())
    assert '<div class="table" role="region" tabindex="0" aria-labelledby="table_1">' in found
    assert '<caption id="table_1"><span class="table-number">Table 1.</span> Doses of' in found


def test_definition_list_is_one() -> None:
    found = html("Bursa\n: A bag.\n: Of fluid.\n", place())
    assert found.replace("\n", "") == "<dl><dt>Bursa</dt><dd>A bag.</dd><dd>Of fluid.</dd></dl>"


# -- whole pages ----------------------------------------------------------------------------------


@needs_player
def test_page_carries_its_notes_and_definitions(tmp_path: Path) -> None:
    from scorm_builder import prepare
    from tests.courses import write_course

    body = (
        f"Text[^1] of an osteophyte.\n{FIGURE.replace('like.', 'like[^1].')}"
        f"{CHOICE.replace('text: This', 'text: This [osteophyte]{term}')}\n[^1]: The *note*.\n"
    )
    glossary = "terms:\n  - {term: osteophyte, definition: Extra bone., also: [spur]}\n"
    files = {"pages/one.md": page(body), "glossary.yaml": glossary}
    tree = prepare(write_course(tmp_path, files)).files
    found = text(tree, "page-one.html")
    assert found.count('<template data-definition="osteophyte">') == 1
    assert found.count('class="term"') == 1
    assert '<section class="notes" role="doc-endnotes"' in found
    assert found.index("The <em>note</em>.") > found.index("Answer and explanation")
    ids = [attrs["id"] for _, attrs in Elements(found).found if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in Elements(found).found:
        if attrs.get("href", "").startswith("#"):
            assert attrs["href"][1:] in ids
    listed = text(tree, "page-_glossary.html")
    assert '<dt id="term_osteophyte"' in listed
    assert 'data-page="one">Page one</a>' in listed
    assert "Also: spur" in listed


@needs_player
def test_course_without_terms_has_no_glossary(tmp_path: Path) -> None:
    from tests.unit.render.making import course, prose
    from tests.unit.render.making import page as made_page

    tree = rendered_course(course(tmp_path, made_page(prose("x"))))
    assert "page-_glossary.html" not in tree


@pytest.mark.parametrize(
    ("language", "words", "order", "letters"),
    [
        (
            "en-GB",
            ["Zebra", "école", "Apple", "3D"],
            ["3D", "Apple", "école", "Zebra"],
            "0-9 a e z",
        ),
        ("cy", ["llaw", "lwmp", "dŵr", "ddoe"], ["dŵr", "ddoe", "lwmp", "llaw"], "d dd l ll"),
        ("sv", ["öga", "zon", "arm", "åder"], ["arm", "zon", "åder", "öga"], "a z å ö"),
        ("de", ["Zahn", "Ödem", "Ohr"], ["Ödem", "Ohr", "Zahn"], "o o z"),
        ("el", ["βήτα", "άλφα"], ["άλφα", "βήτα"], "α β"),
    ],
)
def test_terms_stand_in_the_order_of_the_language(
    language: str, words: list[str], order: list[str], letters: str
) -> None:
    alphabet = Alphabet(language)
    assert sorted(words, key=alphabet.order) == order
    assert [alphabet.letter(word) for word in order] == letters.split()


@needs_player
def test_glossary_and_links_lead_to_each_of_two_terms_alike(tmp_path: Path) -> None:
    from scorm_builder import prepare
    from tests.courses import write_course

    body = "On T2\\* it is dark; see [this](page:_glossary#t2-2).\n"
    glossary = (
        "terms:\n  - {term: T2, definition: Spin echo.}\n"
        "  - {term: 'T2*', definition: Gradient echo.}\n"
    )
    files = {"pages/one.md": page(body), "glossary.yaml": glossary}
    tree = prepare(write_course(tmp_path, files)).files
    found = text(tree, "page-one.html")
    template = found.partition('<template data-definition="t2-2">')[2].partition("</template>")[0]
    assert "Gradient echo." in template
    assert found.count('href="page-_glossary.html#term_t2-2"') == 3
    every = text(tree, "page-_glossary.html")
    assert every.index('id="term_t2"') < every.index("Spin echo.") < every.index('id="term_t2-2"')
    assert "page-one.html" in every.partition('id="term_t2-2"')[2]
