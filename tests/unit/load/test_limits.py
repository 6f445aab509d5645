"""Hostile and broken sources: one clear problem in its place, soon, and never an exception."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from scorm_builder import check
from tests.courses import CHOICE, COURSE, FIGURE, page, png, write_course

POINT = "[10, 10]"


def said(folder: Path) -> list[tuple[str, int, int, str]]:
    """Every error, with its place."""
    return [
        (Path(p.span.file).relative_to(folder).as_posix(), p.span.line, p.span.column, p.rule)
        for p in check(folder)
        if p.severity == "error"
    ]


@pytest.mark.parametrize(
    ("course", "line", "column", "rule"),
    [
        (COURSE + "x: " + "[" * 100_000, 9, 53, "yaml-refused"),
        ("- " * 50_000, 1, 101, "yaml-refused"),
        ("{a: " * 50_000, 1, 201, "yaml-refused"),
        ("a: &a [x]\nb: *a\n", 1, 4, "yaml-refused"),
        (COURSE.replace("A tiny", "!!python/name:os.system A tiny"), 3, 8, "yaml-refused"),
        (f"# {'x' * (8 << 20)}\n{COURSE}", 1, 1, "yaml-refused"),
        ("- one\n- two\n", 1, 1, "wrong-type"),
        (COURSE + f"pass_mark: {'9' * 10_000}\n", 9, 12, "wrong-type"),
        (COURSE + "pass_mark: .nan\n", 9, 12, "wrong-type"),
        (COURSE + "pass_mark: 101\n", 9, 12, "wrong-value"),
        (COURSE.replace("format: 1", f"format: {'1' * 10_000}"), 1, 9, "wrong-value"),
        (COURSE.replace("id: tiny", "id: 😀"), 2, 5, "wrong-value"),
        (COURSE.replace("id: tiny", 'id: "tiny\\n"'), 2, 5, "wrong-value"),
        (COURSE.replace("A tiny course", "'  '"), 3, 8, "wrong-value"),
        (COURSE.replace("A tiny course", "A" * 201), 3, 8, "wrong-value"),
        (COURSE.replace("For a test.", "A" * 200_001), 4, 14, "wrong-value"),
        (COURSE.replace("A tiny course", '"A\\0"'), 3, 8, "control-character"),
        (COURSE.replace("A tiny course", '"\\uFFFE"'), 3, 8, "control-character"),
        (COURSE.replace("A tiny course", "A \0 course"), 3, 10, "control-character"),
        (COURSE + "version: '1\x1b[31m'\n", 9, 12, "control-character"),
        (COURSE.replace("[one]", "[]"), 8, 12, "wrong-value"),
    ],
)
def test_hostile_course_file_is_one_problem(
    tmp_path: Path, course: str, line: int, column: int, rule: str
) -> None:
    first, *_ = said(write_course(tmp_path, {"course.yaml": course}))
    assert first == ("course.yaml", line, column, rule)


@pytest.mark.parametrize("text", ["", "# only\n# comments\n", "---\n", "~\n"])
def test_course_file_without_content_lacks_its_keys(tmp_path: Path, text: str) -> None:
    found = said(write_course(tmp_path, {"course.yaml": text}))
    assert {rule for file, _, _, rule in found if file == "course.yaml"} == {"missing-key"}


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + COURSE.removeprefix("\n"),
        COURSE.replace("\n", "\r\n").removeprefix("\r\n"),
        COURSE.replace("A tiny course", "مقرر \u200f صغير 😀 \u202e"),
        COURSE.replace("A tiny course", '"' + "&<>'" * 50 + '"'),
        COURSE + "language: ar\n",
    ],
)
def test_unusual_course_file_is_taken(tmp_path: Path, text: str) -> None:
    assert said(write_course(tmp_path, {"course.yaml": text.encode()})) == []


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (".nan", "wrong-type"),
        ("nan", "wrong-value"),
        (".inf", "wrong-type"),
        ("1e400", "wrong-value"),
        ("9" * 10_000, "wrong-value"),
        ("-1", "shape-outside"),
        ("0x10", "wrong-type"),
        ("~", "missing-key"),
        ("[1]", "wrong-type"),
    ],
)
def test_coordinate_that_is_no_number_is_reported_at_its_place(
    tmp_path: Path, number: str, rule: str
) -> None:
    body = FIGURE.replace(POINT, f"[{number}, 10]")
    ((file, line, column, found),) = said(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert (file, line, found) == ("pages/one.md", 17, rule)
    assert column in (23, 24)


@pytest.mark.parametrize(
    ("point", "message"),
    [("[]", "too few items"), ("[1]", "too few"), ("[1, 2, 3]", "more than 2")],
)
def test_point_has_two_numbers(tmp_path: Path, point: str, message: str) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(FIGURE.replace(POINT, point))})
    (problem,) = check(folder)
    assert (problem.rule, problem.span.line, problem.span.column) == ("wrong-value", 17, 23)
    assert message in problem.message


@pytest.mark.parametrize("image", ["", "''", "' '", "[a]", "{a: b}", "."])
def test_figure_without_a_picture_is_one_problem(tmp_path: Path, image: str) -> None:
    body = FIGURE.replace("image: images/a.png", f"image: {image}")
    assert len(said(write_course(tmp_path, {"pages/one.md": page(body)}))) == 1


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("alt", "figure-alt-missing"),
        ("credit", "picture-credit-missing"),
        ("licence", "picture-credit-missing"),
        ("caption", "missing-key"),
    ],
)
def test_picture_has_its_words_and_its_source(tmp_path: Path, key: str, rule: str) -> None:
    lines = [line for line in FIGURE.split("\n") if not line.startswith(f"{key}:")]
    found = said(write_course(tmp_path, {"pages/one.md": page("\n".join(lines))}))
    assert found == [("pages/one.md", 7, 1, rule)]


def test_five_hundred_problems_come_at_once_and_in_order(tmp_path: Path) -> None:
    blocks = [CHOICE.replace("q1", f"q{n}").replace("  - text: That", "  - txt: That")
              for n in range(500)]  # fmt: skip
    found = said(write_course(tmp_path, {"pages/one.md": page("".join(blocks))}))
    assert len(found) == 500 and found == sorted(found)
    assert {rule for *_, rule in found} == {"unknown-key"}


BOMBS = {
    "quotations": ">" * 50_000,
    "lists": "- " * 50_000 + "x",
    "brackets": "[" * 50_000 + "]" * 50_000,
    "links": "[a](" * 20_000,
    "pictures": "![[" * 30_000,
    "emphasis": "*a **b _c " * 12_000,
    "backticks": "".join("`" * n + "a" for n in range(1, 600)),
    "html": "<a " * 40_000,
    "definitions": "[\n" * 50_000,
    "tables": "a|b\n-|-\n" + "x\n" * 30_000,
    "boxes": "::: note\n" * 5_000,
    "fences": "```\n" * 40_001,
    "entities": "&#" * 50_000,
    "headings": "# a\n" * 30_000,
}


BUILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # a bomb that goes off ends the process
from scorm_builder import BuildError, build
try:
    build(sys.argv[1], out=sys.argv[1] + "/dist")
except BuildError as error:
    print(*{problem.rule for problem in error.problems})
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_hostile_text_is_built_or_refused_within_bounds(tmp_path: Path, bomb: str) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(f"\n{BOMBS[bomb]}\n")})
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    built = (folder / "dist" / "tiny-scorm12.zip").exists()
    assert built != bool(done.stdout.split()), "a package or a reason, and not both"


@pytest.mark.parametrize(("length", "rules"), [(199_990, []), (200_001, ["page-too-long"])])
def test_page_has_two_hundred_thousand_characters_at_most(
    tmp_path: Path, length: int, rules: list[str]
) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page("word " * (length // 5) + "x" * 5)})
    assert [rule for *_, rule in said(folder)] == rules


# -- things that are no files ---------------------------------------------------------------------

SOURCES = ("course.yaml", "pages/one.md", "images/a.png")


def replaced(root: Path, name: str) -> tuple[Path, Path]:
    """A course with a figure, and the path ``name`` in it, where there is nothing any more."""
    folder = write_course(root, {"pages/one.md": page(FIGURE)})
    (folder / name).unlink()
    return folder, folder / name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", SOURCES)
def test_named_pipe_is_not_opened(tmp_path: Path, name: str) -> None:
    folder, path = replaced(tmp_path, name)
    os.mkfifo(path)
    assert [rule for *_, rule in said(folder)] == ["file-missing"]


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(
    ("target", "rule"),
    [("/dev/zero", "file-outside"), ("nowhere", "file-missing"), ("ITSELF", "file-missing")],
)
def test_link_is_followed_inside_the_course_only(
    tmp_path: Path, name: str, target: str, rule: str
) -> None:
    folder, path = replaced(tmp_path, name)
    path.symlink_to(path.name if target == "ITSELF" else target)
    assert [found for *_, found in said(folder)] == [rule]


@pytest.mark.parametrize("name", SOURCES)
def test_folder_in_place_of_a_file_is_reported(tmp_path: Path, name: str) -> None:
    folder, path = replaced(tmp_path, name)
    path.mkdir()
    assert [rule for *_, rule in said(folder)] == ["file-missing"]


@pytest.mark.parametrize("instead", [None, "a file"])
def test_pages_that_are_not_there_are_reported_where_they_are_listed(
    tmp_path: Path, instead: str | None
) -> None:
    folder, path = replaced(tmp_path, "pages/one.md")
    path.parent.rmdir()
    if instead:
        path.parent.write_text(instead)
    assert said(folder) == [("course.yaml", 8, 13, "page-missing")]


def test_course_is_a_folder(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    for path in (folder / "course.yaml", folder / "pages/one.md", tmp_path / ("x" * 5_000)):
        assert [problem.rule for problem in check(path)] == ["course-missing"]
    assert str(folder) in check(folder / "course.yaml")[0].hint
    assert check("a\0b")[0].rule == "course-missing"


@pytest.mark.parametrize(
    ("name", "rule"),
    [(".", "course-missing"), ("pages", "page-missing"), ("images", "file-missing")],
)
def test_folder_that_may_not_be_read_is_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, rule: str
) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(FIGURE)})
    listdir = os.listdir

    def denied(path: str) -> list[str]:
        if Path(path) == folder / name:
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", denied)
    (problem,) = check(folder)
    assert problem.rule == rule and problem.message.endswith("cannot be read: Permission denied")


@pytest.mark.parametrize("name", ["course.yaml", "pages/one.md"])
def test_file_that_may_not_be_read_is_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = write_course(tmp_path)
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path == folder / name:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    (problem,) = check(folder)
    assert (problem.rule, problem.span.file) == ("file-missing", str(folder / name))
    assert problem.message == "cannot be read: Permission denied"


# -- names ----------------------------------------------------------------------------------------

NFC, NFD = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    "name",
    ["my picture (1).png", f"{NFC}.png", f"{NFD}.png", "ABC.PNG", "😀.png", "con.png", "a..b.png",
     "a'b&<c>.png", "a#b%20.png", "x" * 251 + ".png", "\u202egnp.png"],
)  # fmt: skip
def test_picture_may_be_called_anything(tmp_path: Path, name: str) -> None:
    body = FIGURE.replace("image: images/a.png", f'image: "images/{name}"')
    assert said(write_course(tmp_path, {"pages/one.md": page(body), f"images/{name}": png()})) == []


@pytest.mark.parametrize(
    ("written", "there", "rule"),
    [
        ("b.png", ["B.png"], "file-case"),
        (f"{NFC}.png", [f"{NFD}.png"], "file-case"),
        ("b.png", ["b.png", "B.png"], "file-case"),
        (f"{NFC}.png", [f"{NFC}.png", f"{NFD}.png"], "file-case"),
        ("b.png", ["c.png"], "file-missing"),
    ],
)
def test_names_that_other_computers_take_for_one_are_reported(
    tmp_path: Path, written: str, there: list[str], rule: str
) -> None:
    body = FIGURE.replace("image: images/a.png", f'image: "images/{written}"')
    pictures = {f"images/{name}": png() for name in there}
    folder = write_course(tmp_path, {"pages/one.md": page(body), **pictures})
    if len(list((folder / "images").iterdir())) <= len(there):
        pytest.skip("this disk takes the names for one")
    assert said(folder) == [("pages/one.md", 8, 8, rule)]


# -- pages that no section lists ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "rules", "hint"),
    [
        ("two.md", page("Text.\n", name="two"), ["page-unlisted"], "add 'two'"),
        ("Two.md", page("Text.\n", name="two"), ["page-unlisted", "page-id"], "lower-case"),
        ("two.MD", page("Text.\n", name="two"), ["page-unlisted"], "'two.md'"),
        ("two.md", page(FIGURE.replace("a.png", "gone.png"), name="two"),
         ["page-unlisted", "file-missing"], "add 'two'"),
        ("two.md", "no front matter", ["page-unlisted", "front-matter-missing"], "add 'two'"),
        ("_two.md", "not ready", [], ""),
        (".two.md", "hidden", [], ""),
        ("two.txt", "notes", [], ""),
    ],
)  # fmt: skip
def test_page_that_no_section_lists_is_reported_with_its_own_faults(
    tmp_path: Path, name: str, text: str, rules: list[str], hint: str
) -> None:
    folder = write_course(tmp_path, {f"pages/{name}": text})
    found = check(folder)
    assert [problem.rule for problem in found] == rules
    assert all(Path(problem.span.file).name == name for problem in found)
    assert not found or hint in found[0].hint


def test_folder_called_like_a_page_is_one_problem(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "pages/two.md").mkdir()
    assert said(folder) == [("pages/two.md", 0, 0, "file-missing")]
