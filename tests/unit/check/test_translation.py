"""A translation says the same in other words: what differs in more is said at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from tests.bilingual import COURSE, FILES, UN, WELSH, bilingual

UNTRANSLATED = "translation-missing"


def found(folder: Path, files: dict[str, str | bytes] | None = None) -> list[tuple[str, str, str]]:
    """Rule, file and message of every problem, but for the page that is not translated."""
    source = bilingual(folder, files)
    return [
        (p.rule, f"{Path(p.span.file).relative_to(source).as_posix()}:{p.span.line}", p.message)
        for p in check(source)
        if p.rule != UNTRANSLATED
    ]


def line(text: str, words: str) -> int:
    return text.removeprefix("\n")[: text.removeprefix("\n").index(words)].count("\n") + 1


def test_translation_that_differs_in_words_alone_is_right(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("id: q1", "id: q2", "the original has no choice 'q2'"),
        ("tries: 2\n", "tries: 3\n", "'q1': 'tries' is not as in the original"),
        ("  - text: Y llall\n", "", "'q1': 'options' has 2 items, and 3 in the original"),
        ("circle: {c: [50, 40], r: 12}", "circle: {c: [50, 41], r: 12}", "'h1': 'regions', item 1"),
        ("id: elsewhere", "id: somewhere", "'id' is 'somewhere', and 'elsewhere' in the original"),
        ("images/a.png", "images/b.png", "'image' is 'images/b.png', and 'images/a.png'"),
        ("hint: Cymorth\n", "", "'q1': 'hint' is not here, and in the original it is"),
        ("[60, 12]", "[60, 13]", "'fig': 'findings', item 1, 'shape', 'polygon', item 2"),
    ],
)
def test_what_is_no_word_has_to_be_equal(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    def with_more(text: str, hint: str) -> str:
        return text.replace("explain: ", f"hint: {hint}\ntries: 2\nexplain: ", 1)

    original = with_more(str(FILES["pages/one.md"]), "Help")
    right = with_more(UN, "Cymorth")
    assert before in right
    files: dict[str, str | bytes] = {
        "pages/one.md": original,
        "pages/one.cy.md": right.replace(before, after),
        "images/b.png": FILES.get("images/b.png", b"") or _png(),
    }
    rules = found(tmp_path, files)
    # With one option less, the hint is never seen either.
    assert {rule for rule, *_ in rules} - {"hint-unused"} == {"translation-differs"}
    assert any(message in each for *_, each in rules), rules


def _png() -> bytes:
    from tests.courses import png

    return png(grey=99)


def test_right_answer_that_moved_is_said_at_its_line(tmp_path: Path) -> None:
    other = UN.replace("  - text: Hwn\n    correct: true\n", "  - text: Hwn\n").replace(
        "  - text: Hwnnw\n", "  - text: Hwnnw\n    correct: true\n"
    )
    rules = found(tmp_path, {"pages/one.cy.md": other})
    assert ("translation-differs", f"pages/one.cy.md:{line(other, 'correct: true')}") in [
        each[:2] for each in rules
    ]


def test_blocks_in_another_order_are_reported(tmp_path: Path) -> None:
    head, figure, rest = UN.partition("```figure")
    figure_text, _, after = rest.partition("```\n")
    moved = f"{head}{after}\n{figure}{figure_text}```\n"
    ((rule, _, message),) = found(tmp_path, {"pages/one.cy.md": moved})
    assert (rule, "stands in another place" in message) == ("translation-differs", True)


def test_kind_of_a_question_has_to_be_the_same(tmp_path: Path) -> None:
    other = UN.replace("```choice", "```multiple_choice")
    ((rule, _, message),) = found(tmp_path, {"pages/one.cy.md": other})
    assert (rule, message) == (
        "translation-differs",
        "'q1' is a multiple_choice, and the original a choice",
    )


def test_page_that_is_not_translated_is_a_warning_that_names_it(tmp_path: Path) -> None:
    (problem,) = check(bilingual(tmp_path))
    assert (problem.rule, problem.severity) == (UNTRANSLATED, "warning")
    assert "1 (three)" in problem.message
    assert problem.hint == "write 'pages/three.cy.md'"


def test_language_without_its_course_file_is_an_error(tmp_path: Path) -> None:
    source = bilingual(tmp_path)
    (source / "course.cy.yaml").unlink()
    assert [p.rule for p in check(source)] == ["course-words-missing"]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("title: A\nsections: [{title: B}]\n", "missing-key"),
        (f"{WELSH}pass_mark: 3\n", "unknown-key"),
        (f"{WELSH}  - title: Mwy\n", "translation-differs"),
        (f"{WELSH}people: [{{id: nobody, role: Neb}}]\n", "translation-differs"),
    ],
)
def test_words_of_the_course_are_looked_at(tmp_path: Path, words: str, rule: str) -> None:
    assert [each[0] for each in found(tmp_path, {"course.cy.yaml": words})] == [rule]


def test_person_who_stands_twice_in_a_translation_is_reported(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "course.yaml": f"{COURSE}people: [{{id: ann, name: Ann}}]\n",
        "course.cy.yaml": f"{WELSH}people:\n  - {{id: ann, name: A}}\n  - {{id: ann, name: B}}\n",
    }
    ((rule, where, message),) = found(tmp_path, files)
    assert (rule, message) == ("translation-differs", "'ann' is among the people here twice")
    assert where == f"course.cy.yaml:{line(str(files['course.cy.yaml']), 'name: B')}"


@pytest.mark.parametrize("other", ["zz", "two"])
def test_translated_page_with_another_id_is_reported_and_read_on(
    tmp_path: Path, other: str
) -> None:
    wrong = UN.replace("id: one\n", f"id: {other}\n").replace("id: q1\n", "id: q9\n")
    rules = [(rule, where) for rule, where, _ in found(tmp_path, {"pages/one.cy.md": wrong})]
    assert ("page-id", "pages/one.cy.md:2") in rules
    assert {rule for rule, _ in rules} == {"page-id", "translation-differs"}
    assert {where.partition(":")[0] for _, where in rules} == {"pages/one.cy.md"}


def test_glossary_in_a_language_that_is_not_listed_is_reported(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"glossary.fr.yaml": "terms: []\n"}
    assert [each[:2] for each in found(tmp_path, files)] == [
        ("language-unlisted", "glossary.fr.yaml:1")
    ]


def test_files_in_a_language_that_is_not_listed_are_reported(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"course.yaml": COURSE.replace("[en-GB, cy]", "[en-GB]")}
    assert {(rule, place) for rule, place, _ in found(tmp_path, files)} == {
        ("language-unlisted", "course.cy.yaml:1"),
        ("page-unlisted", "pages/one.cy.md:1"),
        ("page-unlisted", "pages/two.cy.md:1"),
    }


@pytest.mark.parametrize(
    "languages", ["[cy, en-GB]\nlanguage: en-GB", "[en-GB, CY, cy]", "[en-GB, '!']"]
)
def test_languages_are_tags_each_once_the_original_first(tmp_path: Path, languages: str) -> None:
    course = COURSE.replace("[en-GB, cy]", languages)
    assert "wrong-value" in [rule for rule, *_ in found(tmp_path, {"course.yaml": course})]


def test_faults_of_a_translated_page_are_said_in_its_file(tmp_path: Path) -> None:
    other = UN.replace("## Cwestiwn", "[dim](page:nowhere)")
    ((rule, place, _),) = found(tmp_path, {"pages/one.cy.md": other})
    assert (rule, place) == ("link-broken", f"pages/one.cy.md:{line(other, '[dim]')}")


def test_what_course_yaml_says_of_people_and_barriers_is_missed(tmp_path: Path) -> None:
    more = "accessibility: {contact: Ask us.}\npeople: [{id: ann, name: Ann, role: Radiologist}]\n"
    source = bilingual(tmp_path, {"course.yaml": f"{COURSE}{more}"})
    said = [p.message for p in check(source) if p.rule == UNTRANSLATED]
    assert "not in 'cy' yet: 'accessibility'" in said
    assert "not in 'cy' yet: 'role' of 'ann'" in said


def test_each_key_of_the_statement_that_is_missing_is_named(tmp_path: Path) -> None:
    more = "accessibility: {contact: Ask us., known: [One., Two.], audit: By Ann.}\n"
    words = f"{WELSH}accessibility: {{known: [Un.], audit: Gan Ann.}}\n"
    source = bilingual(tmp_path, {"course.yaml": f"{COURSE}{more}", "course.cy.yaml": words})
    said = [p.message for p in check(source) if p.rule == UNTRANSLATED]
    assert "not in 'cy' yet: 'contact' and 'known' (1 of 2) of 'accessibility'" in said
    whole = words.replace("[Un.]", "[Un., Dau.], contact: Gofynnwch.")
    (tmp_path / "whole").mkdir()
    source = bilingual(
        tmp_path / "whole", {"course.yaml": f"{COURSE}{more}", "course.cy.yaml": whole}
    )
    assert not [p for p in check(source) if "accessibility" in p.message]


STACK = """
```stack
id: ct
images: [images/a.png, images/b.png, images/a.png]
alt: {alt}
caption: {alt}
credit: Drawn for a test
licence: CC0
```
"""


def test_slices_of_a_stack_have_to_be_the_same(tmp_path: Path) -> None:
    other = STACK.format(alt="Sgwariau").replace("images/b.png", "images/c.png")
    files: dict[str, str | bytes] = {
        "pages/one.md": f"{FILES['pages/one.md']}{STACK.format(alt='Squares')}",
        "pages/one.cy.md": f"{UN}{other}",
        "images/b.png": _png(),
        "images/c.png": _png(),
    }
    differences = [each for each in found(tmp_path, files) if each[0] == "translation-differs"]
    ((_, _, message),) = differences
    assert "'images', item 2 is 'images/c.png', and 'images/b.png' in the original" in message
