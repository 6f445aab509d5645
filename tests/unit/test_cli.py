"""The command line: exit status, what goes to which stream, and what is not imported."""

from __future__ import annotations

import errno
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scorm_builder import cli
from scorm_builder.cli import main
from scorm_builder.core import installed
from tests.compiled import needs_player
from tests.courses import COURSE, page, write_course

ROOT = Path(__file__).resolve().parent.parent.parent
BROKEN = {"course.yaml": COURSE.replace("licence: MIT", "licence: MIT\nlicense: MIT")}
WARNED = {"pages/one.md": page("# A heading of level 1\n")}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def program(
    *arguments: object, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "scorm_builder", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        **options,
    )


# -- check ----------------------------------------------------------------------------------------


def test_check_of_a_sound_course_says_so_on_stdout(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    result = run("check", folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{folder}: no errors\n", "")


def test_check_puts_problems_on_stderr_and_ends_with_1(tmp_path: Path) -> None:
    folder = write_course(tmp_path, BROKEN)
    result = run("check", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{folder}/course.yaml:6:1: error: 'license' is not a key of a course [unknown-key]",
        "    hint: did you mean 'licence'?",
        "1 error",
    ]


def test_check_shows_warnings_and_strict_makes_errors_of_them(tmp_path: Path) -> None:
    folder = write_course(tmp_path, WARNED)
    result = run("check", folder)
    assert (result.exit_code, result.stdout) == (0, f"{folder}: no errors, 1 warning\n")
    assert "warning: a heading of level 1" in result.stderr
    strict = run("check", folder, "--strict")
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert strict.stderr.endswith("1 error\n")


def test_check_writes_nothing(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    run("check", folder)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("files", "status", "rules"),
    [({}, 0, []), (WARNED, 0, ["heading-level"]), (BROKEN, 1, ["unknown-key"])],
)
def test_check_as_json_is_one_document(
    tmp_path: Path, files: dict[str, str], status: int, rules: list[str]
) -> None:
    result = run("check", write_course(tmp_path, files), "--json")
    assert (result.exit_code, result.stderr) == (status, "")
    document = json.loads(result.stdout)
    assert [problem["rule"] for problem in document["problems"]] == rules
    keys = {"rule", "severity", "message", "hint", "file", "line", "column"}
    assert all(set(problem) == keys for problem in document["problems"])


# -- build ----------------------------------------------------------------------------------------


@needs_player
def test_build_names_the_zip_first_and_says_what_to_do_next(tmp_path: Path) -> None:
    folder, out = write_course(tmp_path), tmp_path / "out"
    result = run("build", folder, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == str(out / "tiny-scorm12.zip") and Path(lines[0]).is_file()
    assert any(line.endswith(f" preview {folder}") for line in lines)


@needs_player
def test_commands_that_are_printed_can_be_typed(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "it's my course")
    result = run("build", folder, "--out", tmp_path / "out")
    (line,) = (
        line for line in result.stdout.splitlines() if line.startswith("  ") and " preview " in line
    )
    assert shlex.split(line)[-2:] == ["preview", str(folder)]


@needs_player
def test_build_as_json_is_one_document(tmp_path: Path) -> None:
    result = run("build", write_course(tmp_path, WARNED), "--out", tmp_path / "out", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert Path(document["path"]).stat().st_size == document["size"]
    assert [problem["rule"] for problem in document["problems"]] == ["heading-level"]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_build_of_a_broken_course_writes_nothing(tmp_path: Path, options: list[str]) -> None:
    folder, out = write_course(tmp_path, BROKEN), tmp_path / "out"
    result = run("build", folder, "--out", out, *options)
    assert result.exit_code == 1 and not out.exists()
    assert ("unknown-key" in result.stdout) == bool(options)
    assert ("unknown-key" in result.stderr) != bool(options)
    if options:
        json.loads(result.stdout)


@needs_player
def test_package_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    result = run("build", folder, "--out", folder / "course.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[output-failed]" in result.stderr


@pytest.mark.parametrize("verb", ["check", "build", "preview"])
def test_unknown_target_is_a_problem(tmp_path: Path, verb: str) -> None:
    result = run(verb, write_course(tmp_path), "--target", "nope")
    assert result.exit_code == 1
    assert "no target 'nope' [unknown-target]\n    hint: known: scorm12" in result.stderr


@needs_player
def test_course_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_course(tmp_path)
    for where, course in (
        (tmp_path, "course"),
        (tmp_path, "course/"),
        (tmp_path, "./course/."),
        (folder, "."),
        (folder / "pages", ".."),
        (Path("/"), str(folder)),
    ):
        monkeypatch.chdir(where)
        result = run("build", course, "--out", tmp_path / "out")
        assert result.exit_code == 0, (where, course, result.stderr)
    monkeypatch.chdir(folder)
    assert run("build").stdout.startswith(f"dist{os.sep}tiny-scorm12.zip\n")


# -- new, explain, schema, preview ----------------------------------------------------------------


def test_new_makes_a_course_without_problems(tmp_path: Path) -> None:
    folder = tmp_path / "Chest X-ray"
    made = run("new", folder)
    assert (made.exit_code, made.stderr) == (0, "")
    assert str(folder / "course.yaml") in made.stdout
    assert "id: chest-x-ray\n" in (folder / "course.yaml").read_text(encoding="utf-8")
    checked = run("check", folder, "--strict")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_new_leaves_a_folder_in_use_alone(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    before = (folder / "course.yaml").read_bytes()
    for path in (folder, folder / "course.yaml", folder / "course.yaml" / "below"):
        result = run("new", path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "[folder-taken]" in result.stderr
    assert (folder / "course.yaml").read_bytes() == before


def test_explain_prints_a_rule_or_lists_all(tmp_path: Path) -> None:
    assert "capitals" in run("explain", "file-case").stdout
    listed = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in listed] == sorted(installed().rules)
    unknown = run("explain", "file-csae")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "[unknown-rule]\n    hint: did you mean 'file-case'?" in unknown.stderr


@pytest.mark.parametrize("what", [[], ["course"], ["page"], ["figure"]])
def test_schema_is_one_json_document(what: list[str]) -> None:
    result = run("schema", *what)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["type"] == "object"


@needs_player
def test_preview_says_its_address_and_stops_when_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scorm_builder.preview import Preview

    def interrupted(server: Preview) -> None:
        server._server.server_close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "run", interrupted)
    result = run("preview", write_course(tmp_path), "--no-browser")
    assert result.exit_code == 0
    assert "http://127.0.0.1:" in result.stdout and result.stdout.endswith("stopped\n")


# -- usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build", "--nope"],
        ["build", "a", "b"],
        ["build", "--out", ""],
        ["build", ""],
        ["new"],
        ["new", ""],
        ["preview", "--port", "x"],
        ["preview", "--port", "65536"],
        ["preview", "--port", "-1"],
        ["schema", "nope"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_why_on_stderr(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], ["build", "--help"]])
def test_help_and_version_end_with_0(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0 and result.stdout


# -- colour ---------------------------------------------------------------------------------------


class Terminal:
    """A stderr that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "no_colour", "coloured"),
    [(True, None, True), (True, "", False), (True, "1", False), (False, None, False)],
)
def test_colour_is_for_terminals_without_no_color(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    no_colour: str | None,
    coloured: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour is not None:
        monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setattr("scorm_builder.terminal.on_terminal", lambda: terminal)
    result = CliRunner().invoke(main, ["check", str(write_course(tmp_path, BROKEN))], color=True)
    assert ("\x1b[" in result.stderr) == coloured
    assert "unknown-key" in result.stderr


def test_progress_bar_is_for_terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_on_terminal", lambda: True)
    with cli._progress_shown(quiet=False) as progress:
        assert progress is not None
        progress("read", 0, 1)
        progress("write", 1, 2)
    with cli._progress_shown(quiet=True) as progress:
        assert progress is None


# -- a process of its own -------------------------------------------------------------------------

HEAVY = ("yaml", "lxml", "PIL", "jinja2", "pydantic", "rich", "markdown_it")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "scorm_builder", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in result.stderr.splitlines() if line.startswith("import time:")]
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert "click" in imported and not imported & set(HEAVY)


def test_public_names_import_nothing_heavy_until_used() -> None:
    code = "import sys, scorm_builder; print(*sorted(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(result.stdout.split()) & set(HEAVY)


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"HOME": ""}])
def test_names_and_messages_of_any_script_are_printed_in_any_locale(
    tmp_path: Path, env: dict[str, str]
) -> None:
    name = "Übersicht مقرر 😀"
    folder = write_course(tmp_path / name, BROKEN)
    result = program("check", folder, env=env)
    assert (result.returncode, result.stdout) == (1, "")
    assert "unknown-key" in result.stderr and "Traceback" not in result.stderr


@needs_player
@pytest.mark.skipif(os.name == "nt", reason="file descriptors are closed by a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_do_not_hinder_a_build(tmp_path: Path, closed: str) -> None:
    folder = write_course(tmp_path)
    command = (
        f'"{sys.executable}" -m scorm_builder build "{folder}" --out "{tmp_path}/out" {closed}'
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(["sh", "-c", command], env=env, check=False).returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tiny-scorm12.zip"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_full_disk_behind_stdout_is_said(tmp_path: Path, options: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "scorm_builder", "check", write_course(tmp_path), *options],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr == f"Error: the output cannot be written: {os.strerror(errno.ENOSPC)}\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes differ")
def test_reader_that_has_read_enough_ends_a_verb_in_silence() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "scorm_builder", "explain"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() in (0, 1)
