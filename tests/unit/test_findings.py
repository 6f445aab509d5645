"""Findings into a page and out of a figure: lines are added, every other byte stays."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import scorm_builder.findings as findings_module
from scorm_builder import BuildError, check, export_findings, import_findings
from scorm_builder.cli import main
from scorm_builder.exchange.marks import Mark
from scorm_builder.exchange.splice import with_findings
from scorm_builder.model.shape import Shape
from scorm_builder.problems import Problem
from tests.courses import FIGURE, page, write_course

SAMPLES = Path(__file__).parent / "exchange" / "samples"
LABELME = SAMPLES / "labelme.json"
MARK = Mark(
    "Tear", (Shape(polygon=((10, 10), (60, 12), (40, 50.25))),), "Full thickness.", id="tear"
)
ADDED = [
    "id: tear",
    "label: Tear",
    "text: Full thickness.",
    "shape: {polygon: [[10, 10], [60, 12], [40, 50.25]]}",
]
BARE = FIGURE[: FIGURE.index("findings:")] + "```\n"


def course(root: Path, body: str = FIGURE) -> Path:
    return write_course(root, {"pages/one.md": page(body)})


def rule_of(raised: pytest.ExceptionInfo[BuildError]) -> str:
    return next(p.rule for p in raised.value.problems if p.severity == "error")


def added(before: str, after: str) -> list[str]:
    """The lines that ``after`` has more than ``before``, which is otherwise the same text."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    extra = len(new) - len(old)
    start = next((i for i, line in enumerate(old) if new[i] != line), len(old))
    assert old == new[:start] + new[start + extra :]
    return new[start : start + extra]


def spliced(text: str) -> str:
    made = with_findings(text, "fig", [MARK], "one.md")
    assert isinstance(made, str), str(made)
    return made


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_findings_are_appended_in_the_style_of_the_list(start: str, end: str) -> None:
    text = (start + page(FIGURE)).replace("\n", end)
    assert added(text, spliced(text)) == [
        f"  - {ADDED[0]}{end}",
        *(f"    {line}{end}" for line in ADDED[1:]),
    ]


ITEM = "  - id: mark\n    label: The mark\n    text: It is grey.\n    shape"
AT_THE_MARGIN = "- id: mark\n  label: The mark\n  text: It is grey.\n  shape"
FAR_IN = "   -   id: mark\n       label: The mark\n       text: It is grey.\n       shape"


@pytest.mark.parametrize(
    ("old", "new", "dash", "key"),
    [
        (ITEM, AT_THE_MARGIN, 0, 2),
        (ITEM, FAR_IN, 3, 7),
        ("findings:\n", "findings: # in teaching order\n", 2, 4),
        ("[40, 50]]}\n", "[40, 50]]} # last\n\n  # more to come\n", 2, 4),
        ("[40, 50]]}\n", "[40, 50]]}\n# at the margin\nreveal: open\n", 2, 4),
        ("[60, 12], ", "[60, 12],\n      ", 2, 4),
        ("text: It is grey.", "text: |\n      # It is grey.\n\n      ```not a fence", 2, 4),
    ],
)
def test_every_way_to_write_a_list_is_kept(old: str, new: str, dash: int, key: int) -> None:
    assert old in FIGURE
    text = page(FIGURE.replace(old, new))
    lines = added(text, spliced(text))
    assert lines[0] == f"{' ' * dash}-{' ' * (key - dash - 1)}{ADDED[0]}\n"
    assert lines[1:] == [f"{' ' * key}{line}\n" for line in ADDED[1:]]


def test_comment_stands_where_it_stood() -> None:
    text = page(FIGURE.replace("[40, 50]]}\n", "[40, 50]]}\n  # the end\n"))
    assert spliced(text).index("# the end") < spliced(text).index("id: tear")


@pytest.mark.parametrize(
    ("body", "key"),
    [(BARE, ["findings:\n"]), (BARE.replace("```\n", "findings:\n```\n"), [])],
)
def test_list_is_begun_where_there_is_none(body: str, key: list[str]) -> None:
    body = (
        body
        if body != BARE.replace("```\n", "findings:\n```\n")
        else BARE[:-4] + "findings:\n```\n"
    )
    text = page(body)
    assert added(text, spliced(text)) == [
        *key,
        f"  - {ADDED[0]}\n",
        *(f"    {line}\n" for line in ADDED[1:]),
    ]


def test_fence_in_a_box_and_behind_spaces_is_found() -> None:
    body = "\n::: note\n" + "\n".join(f"  {line}" for line in FIGURE.splitlines()) + "\n:::\n"
    text = page(body)
    assert added(text, spliced(text))[0] == f"    - {ADDED[0]}\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (BARE[:-4] + "findings: []\n```\n", "not a list with a line for each"),
        (BARE[:-4] + "findings: [{id: a, label: A, text: T, shape: {point: [1, 1]}}]\n```\n",
         "not a list with a line for each"),
        (FIGURE.replace("id: fig\n", "id: other\n"), "no figure with the id 'fig'"),
        (FIGURE + FIGURE, "2 figures with the id 'fig'"),
    ],
)  # fmt: skip
def test_list_that_cannot_be_added_to_is_refused(body: str, words: str) -> None:
    problem = with_findings(page(body), "fig", [MARK], "one.md")
    assert isinstance(problem, Problem)
    assert problem.rule == "import-target"
    assert words in problem.message


labels = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
)


@settings(max_examples=100, deadline=None)
@given(labels.map(lambda text: " ".join(text.split())).filter(bool), st.booleans())
def test_any_words_are_put_in_or_refused(label: str, windows: bool) -> None:
    text = page(FIGURE).replace("\n", "\r\n" if windows else "\n")
    made = with_findings(text, "fig", [Mark(label[:200], MARK.shapes, label, id="x")], "one.md")
    if isinstance(made, Problem):
        assert made.rule == "import-target"
    else:
        added(text, made)


def test_findings_are_imported_into_the_figure(tmp_path: Path) -> None:
    folder = course(tmp_path)
    path = folder / "pages" / "one.md"
    before = path.read_text()
    mode = path.stat().st_mode
    made = import_findings(LABELME, course=folder, into="one#fig")
    assert (made.count, made.path, path.stat().st_mode) == (7, path, mode)
    lines = added(before, path.read_text())
    assert lines[0] == "  - id: tear\n"
    assert [p.rule for p in made.problems] == [
        "import-left-out", "import-left-out", "import-text-missing",
    ]  # fmt: skip
    assert [str(problem) for problem in check(folder) if problem.severity == "error"] == []
    assert sorted(each.name for each in path.parent.iterdir()) == ["one.md"]
    again = import_findings(LABELME, course=folder, into="one#fig")
    assert "  - id: tear-2\n" in path.read_text() and again.count == 7


def test_findings_drawn_on_a_larger_copy_are_scaled(tmp_path: Path) -> None:
    folder = course(tmp_path)
    data = json.loads(LABELME.read_text())
    large = {**data, "imageWidth": 240, "imageHeight": 160}
    file = tmp_path / "large.json"
    file.write_text(json.dumps(large))
    made = import_findings(file, course=folder, into="one#fig")
    assert "shape: {polygon: [[5, 5], [30, 6], [20, 25.12]]}" in made.text
    file.write_text(json.dumps({**data, "imageHeight": 100}))
    with pytest.raises(BuildError) as raised:
        import_findings(file, course=folder, into="one#fig")
    assert rule_of(raised) == "import-size"


def test_page_that_changed_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course(tmp_path)
    path = folder / "pages" / "one.md"

    def meddling(*arguments: object) -> object:
        made = with_findings(*arguments)  # type: ignore[arg-type]
        path.write_text(path.read_text() + "\nSomebody else was here.\n")
        return made

    monkeypatch.setattr(findings_module, "with_findings", meddling)
    with pytest.raises(BuildError) as raised:
        import_findings(LABELME, course=folder, into="one#fig")
    assert rule_of(raised) == "import-changed"
    assert path.read_text().endswith("Somebody else was here.\n")
    assert "tear" not in path.read_text()
    assert sorted(each.name for each in path.parent.iterdir()) == ["one.md"]


@pytest.mark.parametrize(
    ("into", "rule"),
    [
        ("one", "import-target"),
        ("#fig", "import-target"),
        ("two#fig", "import-target"),
        ("one#figure", "import-target"),
    ],
)
def test_figure_that_is_not_there_is_said(tmp_path: Path, into: str, rule: str) -> None:
    folder = course(tmp_path)
    with pytest.raises(BuildError) as raised:
        import_findings(LABELME, course=folder, into=into)
    assert rule_of(raised) == rule
    with pytest.raises(BuildError) as raised:
        export_findings(into, course=folder)
    assert rule_of(raised) == rule


@pytest.mark.parametrize(
    ("name", "options", "rule"),
    [
        ("coco.json", {}, "import-picture"),
        ("coco.json", {"image": "middle.png"}, "import-picture"),
        ("none.json", {}, "import-unreadable"),
        ("coco.json", {"format": "cvat"}, "import-format"),
        ("via.csv", {"image": "b.png"}, "import-unreadable"),
    ],
)
def test_file_that_cannot_be_taken_is_said(name: str, options: dict[str, str], rule: str) -> None:
    with pytest.raises(BuildError) as raised:
        import_findings(SAMPLES / name, **options)  # type: ignore[arg-type]
    assert rule_of(raised) == rule


def test_export_gives_what_import_takes(tmp_path: Path) -> None:
    folder = course(tmp_path)
    made = export_findings("one#fig", course=folder)
    value = json.loads(made.text)
    (item,) = value["items"]
    assert item["target"]["source"] == "images/a.png"
    assert 'points="10,10 60,12 40,50"' in item["target"]["selector"]["value"]
    file = tmp_path / "w3c.json"
    file.write_text(made.text)
    back = import_findings(file, course=folder, into="one#fig")
    assert (back.count, back.problems) == (1, ())
    assert "shape: {polygon: [[10, 10], [60, 12], [40, 50]]}" in back.text


def test_verbs_print_results_and_say_what_was_left_out(tmp_path: Path) -> None:
    folder = course(tmp_path)
    run = CliRunner()
    printed = run.invoke(main, ["import-findings", str(LABELME)])
    assert printed.exit_code == 0
    assert printed.stdout.startswith("findings:\n  - id: tear\n")
    assert "[import-left-out]" in printed.stderr
    into = ["import-findings", str(LABELME), "--course", str(folder), "--into", "one#fig"]
    done = run.invoke(main, into)
    assert done.stdout == f"7 findings added to {folder / 'pages' / 'one.md'}\n"
    given_ = run.invoke(main, ["export-findings", "one#fig", "--course", str(folder)])
    assert len(json.loads(given_.stdout)["items"]) == 8
    wrong = run.invoke(main, ["export-findings", "one#nothing", "--course", str(folder)])
    assert (wrong.exit_code, wrong.stdout) == (1, "")


def annotated(root: Path, source: str, d: str = "M10 10L50 50L90 52Z", name: str = "Tear") -> Path:
    file = root / "drawn.json"
    selector = {"type": "SvgSelector", "value": f"<svg><path d='{d}'/></svg>"}
    body = [{"purpose": "tagging", "value": name}, {"purpose": "describing", "value": "Torn."}]
    target = {"source": source, "selector": selector}
    file.write_text(json.dumps([{"type": "Annotation", "body": body, "target": target}]))
    return file


def test_path_with_exponents_is_written_out(tmp_path: Path) -> None:
    folder = course(tmp_path)
    made = import_findings(
        annotated(tmp_path, "", "M10 1.5e-7L50 50L90 5.2e1Z"), course=folder, into="one#fig"
    )
    assert 'path: "M10 0 L50 50 L90 52 Z"' in made.text
    assert 'path: "M10 0 L50 50 L90 52 Z"' in (folder / "pages/one.md").read_text()


@pytest.mark.parametrize("d", ["M10 10L1e300 50L90 52Z", "M1e-9 0L1e-9 1e-9Z"])
def test_path_that_is_no_place_in_a_picture_is_left_out(tmp_path: Path, d: str) -> None:
    with pytest.raises(BuildError) as raised:
        import_findings(annotated(tmp_path, "", d))
    (left_out,) = (p for p in raised.value.problems if p.rule == "import-left-out")
    assert "path" in left_out.message


def test_device_and_pipe_are_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for each in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(BuildError) as raised:
            import_findings(each)
        assert rule_of(raised) == "import-unreadable"
        assert "it is not a file" in str(raised.value)


def test_findings_of_a_picture_of_another_name_are_warned_of(tmp_path: Path) -> None:
    shown = re.search("image: (.*)", FIGURE)
    assert shown is not None
    name = shown[1].rpartition("/")[2]
    for source, rules in (
        ("", []),
        (f"https://example.org/x/{name.upper()}?a=1", []),
        ("C:\\drawn\\" + name, []),
        ("x/other.png", ["import-other-picture"]),
    ):
        folder = course(tmp_path)
        file = annotated(tmp_path, source)
        made = import_findings(file, course=folder, into="one#fig")
        assert [p.rule for p in made.problems] == rules
        if rules:
            said = import_findings(file, course=folder, into="one#fig", image=source)
            assert said.problems == ()


def test_page_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    folder = course(tmp_path)
    path = folder / "pages/one.md"
    path.write_bytes(path.read_bytes() + b"\n\xff")
    with pytest.raises(BuildError) as raised:
        import_findings(LABELME, course=folder, into="one#fig")
    assert {p.rule for p in raised.value.problems} == {"import-target", "not-utf8"}
    assert "no page 'one' that could be read" in str(raised.value)


def test_page_that_is_read_only_is_left_as_it_is(tmp_path: Path) -> None:
    folder = course(tmp_path)
    path = folder / "pages/one.md"
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(BuildError) as raised:
        import_findings(LABELME, course=folder, into="one#fig")
    assert rule_of(raised) == "import-target"
    assert "read-only" in str(raised.value)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["one.md"]
