"""The verbs for questions: what is written where, and that it is all of it or nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scorm_builder.build import check
from scorm_builder.cli import main
from scorm_builder.interchange.contents import with_pages
from scorm_builder.load.course import load
from scorm_builder.problems import BuildError
from scorm_builder.questions import export_questions, import_questions
from tests.courses import CHOICE, COURSE, FIGURE, page, png, write_course
from tests.unit.interchange.banks import REGISTRY, answer, file, moodle

ROWS = "<single>1</single>" + answer("100", "a") + answer("0", "b")
PICTURED = moodle(
    "multichoice", ROWS, '<p>Look <img src="@@PLUGINFILE@@/a.png" alt="A scan">.</p>', ""
).replace("</questiontext>", file("a.png", png(40, 30)) + "</questiontext>")


def course(root: Path, **files: str | bytes) -> Path:
    return write_course(root, {name.replace("__", "/"): text for name, text in files.items()})


def bank(root: Path, text: str = PICTURED, name: str = "My bank.xml") -> Path:
    path = root / name
    path.write_text(text, encoding="utf-8")
    return path


def every(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(*arguments: Any, **options: Any) -> list[str]:
    with pytest.raises(BuildError) as raised:
        import_questions(*arguments, **options)
    return [problem.rule for problem in raised.value.problems]


def test_import_makes_a_page_with_pictures_that_the_contents_name(tmp_path: Path) -> None:
    folder = course(tmp_path)
    made = import_questions(bank(tmp_path), course=folder)
    assert (made.pages, made.count, made.listed) == (("my-bank",), 1, True)
    assert made.files == ("images/a-2.png", "pages/my-bank.md", "course.yaml")
    assert (folder / "images/a.png").read_bytes() == png()
    assert (folder / "images/a-2.png").read_bytes() == png(40, 30)
    assert "pages: [one, my-bank]" in (folder / "course.yaml").read_text()
    text = (folder / "pages/my-bank.md").read_text()
    assert text.startswith("---\nid: my-bank\ntitle: My bank\n---\n\n```figure\n")
    problems = check(folder)
    assert {problem.rule for problem in problems} >= {"text-to-do"}
    assert {problem.rule for problem in made.problems} == {
        "question-picture-words",
        "question-unexplained",
    }


def test_text_to_do_is_warned_of_at_its_line(tmp_path: Path) -> None:
    body = CHOICE.replace("Because it is.", '"TODO: say why"')
    problems = check(folder_with(tmp_path, body))
    found = [problem for problem in problems if problem.rule == "text-to-do"]
    assert [str(problem.severity) for problem in found] == ["warning"]
    assert "'q1' is not finished: 'TODO: say why'" in found[0].message
    assert found[0].span.line > 1


def folder_with(root: Path, body: str) -> Path:
    return write_course(root, {"pages/one.md": page(body)})


def test_questions_are_added_behind_all_that_is_on_a_page(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CHOICE)
    path = folder / "pages/one.md"
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    contents = (folder / "course.yaml").read_bytes()
    text = PICTURED.replace("Q one", "q1")
    made = import_questions(bank(tmp_path, text), course=folder, page="one")
    after = path.read_bytes()
    assert made.pages == ("one",)
    assert after.startswith(before) and b"\n" not in after.replace(b"\r\n", b"")
    assert (folder / "course.yaml").read_bytes() == contents
    loaded = load(folder, REGISTRY)
    assert loaded.course
    assert [question.id for question in loaded.course.pages[0].questions] == ["q1", "q1-2"]


def test_page_that_is_named_and_not_there_is_made(tmp_path: Path) -> None:
    folder = course(tmp_path)
    made = import_questions(bank(tmp_path), course=folder, page="new-one")
    assert made.pages == ("new-one",)
    assert (folder / "pages/new-one.md").exists()


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = course(tmp_path)
    before = every(folder)
    made = import_questions(bank(tmp_path), course=folder, dry_run=True)
    assert every(folder) == before
    assert made.files and "```choice" in made.text


def test_same_file_twice_gives_a_second_page_and_changes_no_first(tmp_path: Path) -> None:
    folder = course(tmp_path)
    import_questions(bank(tmp_path), course=folder)
    before = every(folder)
    made = import_questions(bank(tmp_path), course=folder)
    assert made.pages == ("my-bank-2",)
    after = every(folder)
    assert all(after[name] == data for name, data in before.items() if name != "course.yaml")


def test_very_many_questions_become_several_pages(tmp_path: Path) -> None:
    folder = course(tmp_path)
    row = moodle("multichoice", ROWS, "<p>" + "word " * 800 + "</p>")
    row = row.removeprefix("<quiz>").removesuffix("</quiz>")
    made = import_questions(bank(tmp_path, f"<quiz>{row * 80}</quiz>"), course=folder)
    assert made.pages == ("my-bank", "my-bank-2", "my-bank-3")
    assert made.count == 80
    loaded = load(folder, REGISTRY)
    assert loaded.course and not [p for p in loaded.problems if p.severity == "error"]
    assert sum(len(each.questions) for each in loaded.course.pages) == 80


@pytest.mark.parametrize("broken", ["images", "my-bank.md", "course.yaml"])
def test_nothing_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    folder = course(tmp_path)
    before = every(folder)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if broken in str(target):
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert "questions-page" in refused(bank(tmp_path), course=folder)
    assert every(folder) == before


def test_course_that_cannot_take_them_is_said(tmp_path: Path) -> None:
    path = bank(tmp_path)
    assert refused(path, course=tmp_path) == ["questions-page"]
    folder = course(tmp_path)
    assert refused(path, course=folder, page="Not an Id") == ["questions-page"]
    (folder / "pages/one.md").write_text("---\nid: one\ntitle: x\n---\n\n```text\nopen\n")
    assert refused(path, course=folder, page="one") == ["questions-page"]
    (folder / "pages/one.md").write_text("no front matter\n")
    assert refused(path, course=folder, page="one") == ["questions-page"]


def test_file_that_cannot_be_taken_is_said(tmp_path: Path) -> None:
    folder = course(tmp_path)
    assert refused(tmp_path / "missing.xml", course=folder) == ["questions-unreadable"]
    assert refused(tmp_path, course=folder) == ["questions-unreadable"]
    assert refused(Path(os.devnull), course=folder) == ["questions-unreadable"]
    assert refused(bank(tmp_path, "hello"), course=folder) == ["questions-format"]
    assert refused(bank(tmp_path), course=folder, format="word") == ["questions-format"]
    only = bank(tmp_path, moodle("calculated", ""))
    assert sorted(refused(only, course=folder)) == ["question-left-out", "questions-none"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pages: [one]", "pages: [one, a, b]"),
        ("pages:\n      - one  # first", "pages:\n      - one  # first\n      - a\n      - b"),
        ('pages: ["one"]', 'pages: ["one", a, b]'),
    ],
)
def test_page_is_added_to_the_contents_and_nothing_else_changes(old: str, new: str) -> None:
    text = "# mine\n" + COURSE.replace("pages: [one]", old) + "# the end\n"
    assert with_pages(text, ["a", "b"]) == text.replace(old, new)
    assert with_pages("\ufeff" + text.replace("\n", "\r\n"), ["a", "b"]) == (
        "\ufeff" + text.replace(old, new).replace("\n", "\r\n")
    )


@pytest.mark.parametrize("text", ["", "sections: []", "sections:\n  - title: x", "a: [", "- x"])
def test_contents_that_cannot_be_added_to_are_left_alone(tmp_path: Path, text: str) -> None:
    assert with_pages(text, ["a"]) is None
    folder = course(tmp_path, **{"course.yaml": text})
    made = import_questions(bank(tmp_path), course=folder)
    assert not made.listed and (folder / "course.yaml").read_text() == text


def test_export_says_what_it_cannot_write(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CHOICE)

    def rules(**options: Any) -> list[str]:
        with pytest.raises(BuildError) as raised:
            export_questions(folder, **{"out": tmp_path / "x", **options})
        return [problem.rule for problem in raised.value.problems]

    assert rules(format="excel") == ["questions-format"]
    assert rules(format="gift", pages=["two"]) == ["questions-page"]
    assert rules(format="gift", out=tmp_path) == ["questions-page"]
    assert rules(format="qti3", out=folder / "course.yaml" / "x.zip") == ["questions-page"]
    (folder / "pages/one.md").write_text(page("Text alone.\n"))
    assert "questions-none" in rules(format="gift")
    (folder / "pages/one.md").write_text(page(CHOICE.replace("correct: true", "correct: maybe")))
    assert rules(format="gift") == ["wrong-value"]
    assert not (tmp_path / "x").exists()


def test_figure_before_a_question_goes_with_it_and_other_text_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, f"Text.\n{FIGURE}{CHOICE}{FIGURE.replace('id: fig', 'id: g')}")
    made = export_questions(folder, format="moodle", out=tmp_path / "x.xml")
    words = [problem.message for problem in made.problems]
    assert "'one': not carried: its text, the figure 'g'" in words
    assert "'q1': not carried: of the figure 'fig': findings" in words
    text = (tmp_path / "x.xml").read_text()
    assert "@@PLUGINFILE@@/a.png" in text and "Drawn for a test" in text


def test_picture_is_made_as_small_as_moodle_makes_it(tmp_path: Path) -> None:
    body = """
    ```labelling
    id: q1
    prompt: Label it.
    image: images/a.png
    alt: A picture.
    credit: Drawn for a test
    licence: CC0
    places:
      - {id: a, label: A, shape: {rect: [100, 200, 400, 100]}}
      - {id: b, label: B, shape: {circle: {c: [900, 500], r: 60}}}
    explain: So.
    ```
    """.replace("\n    ", "\n")
    folder = write_course(tmp_path, {"pages/one.md": page(body), "images/a.png": png(1200, 800)})
    made = export_questions(folder, format="moodle", out=tmp_path / "x.xml", registry=REGISTRY)
    assert any("Moodle shows it at 50%" in problem.message for problem in made.problems)
    text = (tmp_path / "x.xml").read_text()
    assert "<coords>50,100;200,50</coords>" in text and "<coords>450,250;30</coords>" in text


def test_verbs_print_results_and_say_what_was_left_out(tmp_path: Path) -> None:
    folder = course(tmp_path)
    run = CliRunner()
    path = str(bank(tmp_path))
    took = ["import-questions", path, "--course", str(folder)]
    shown = run.invoke(main, [*took, "--dry-run"])
    assert shown.exit_code == 0 and "```choice" in shown.stdout
    assert "1 question would be written" in shown.stdout
    done = run.invoke(main, took)
    assert "1 question written, 2 notes\n  images/a-2.png\n" in done.stdout
    assert "[question-unexplained]" in done.stderr
    as_json = json.loads(run.invoke(main, [*took, "--json"]).stdout)
    assert (as_json["pages"], as_json["questions"], as_json["written"]) == (["my-bank-2"], 1, True)
    out = tmp_path / "out.gift"
    give = ["export-questions", str(folder), "--format", "gift", "--out", str(out)]
    given = run.invoke(main, [*give, "--page", "my-bank"])
    assert given.exit_code == 0, given.output
    assert "out.gift: 1 question" in given.stdout
    assert "GIFT holds no pictures" in given.stderr
    failed = run.invoke(main, ["export-questions", str(folder), "--format", "word", "--json"])
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["problems"][0]["rule"] == "questions-format"
    (folder / "course.yaml").write_text((folder / "course.yaml").read_text() + "\n- x: [")
    unlisted = run.invoke(main, took)
    assert "add to 'pages' of a section in course.yaml: my-bank-3" in unlisted.stdout


def test_hotspot_of_one_place_is_written_and_refused_until_it_has_three(tmp_path: Path) -> None:
    folder = course(tmp_path)
    text = moodle(
        "ddmarker",
        file("a.png", png(40, 30))
        + "<drag><no>1</no><text>Fracture</text></drag>"
        + "<drop><no>1</no><shape>circle</shape><coords>9,9;4</coords><choice>1</choice></drop>",
    )
    made = import_questions(bank(tmp_path, text), course=folder)
    assert "question-regions" in {problem.rule for problem in made.problems}
    page_text = (folder / "pages/my-bank.md").read_text()
    assert "label: Fracture" in page_text and "shape: {circle: {c: [9, 9], r: 4}}" in page_text
    problems = load(folder, REGISTRY).problems
    assert [p.rule for p in problems if p.severity == "error"] == ["wrong-value"]
    assert any("regions" in problem.message for problem in problems)
