"""The hosts that packages are built for: rules told to the player, checks, notes, names."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scorm_builder import BuildError, Package, check, prepare, preview
from scorm_builder.cli import main
from scorm_builder.core import installed
from scorm_builder.hosts import HOSTS, Host, check_host, check_size, host_of
from scorm_builder.model.course import Course, CourseFile
from scorm_builder.plugin import ANY_HOST, HostRules, Limits
from scorm_builder.problems import Problem
from scorm_builder.targets.scorm12 import SCORM12, Scorm12
from tests.compiled import needs_player
from tests.courses import CHOICE, COURSE, page, write_course

GRADED = {"course.yaml": COURSE + "pass_mark: 70\n", "pages/one.md": page(CHOICE)}
ROOT = Path(__file__).resolve().parents[2]


def told(package: Package, file: str = "index.html") -> dict[str, Any]:
    """What the player is told of the host."""
    html = package.files[file].read().decode()
    found = re.search(r'id="course-data">(.*?)</script>', html)
    assert found
    rules: dict[str, Any] = json.loads(found[1])["host"]
    return rules


def manifest(package: Package) -> str:
    return package.files["imsmanifest.xml"].read().decode()


def course(**head: object) -> Course:
    given = {
        "format": 1,
        "id": "tiny",
        "title": "A tiny course",
        "description": "For a test.",
        "licence": "MIT",
        "sections": [{"title": "All", "pages": ["one"]}],
        **head,
    }
    return Course(CourseFile.model_validate(given), (), Path(), "course.yaml")


def rules_of(problems: object) -> list[str]:
    assert isinstance(problems, (list, tuple))
    return [problem.rule for problem in problems if isinstance(problem, Problem)]


# -- what the player is told ----------------------------------------------------------------------


def test_rules_are_those_that_the_player_knows() -> None:
    text = (ROOT / "player/course.ts").read_text(encoding="utf-8")
    found = re.search(r"export interface HostRules \{(.*?)\n\}", text, re.DOTALL)
    assert found
    names = set(re.findall(r"readonly (\w+):", found[1]))
    assert set(ANY_HOST.as_json()) == names
    assert len(fields(HostRules)) == len(names)


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_host_only_ever_tightens_what_works_everywhere(host: Host) -> None:
    rules = host.rules
    assert rules.name == host.name
    assert rules.complete_as == ANY_HOST.complete_as
    assert rules.patience >= ANY_HOST.patience
    assert ANY_HOST.interactions and ANY_HOST.bounds  # so that no host can want more


@needs_player
def test_player_is_told_of_no_host_in_particular(tmp_path: Path) -> None:
    package = prepare(write_course(tmp_path, GRADED))
    assert told(package) == ANY_HOST.as_json()
    assert package.name == "tiny-scorm12.zip"


@needs_player
def test_player_is_told_of_the_host_that_was_named(tmp_path: Path) -> None:
    package = prepare(write_course(tmp_path, GRADED), host="esr")
    rules = told(package)
    assert (rules["name"], rules["interactions"], rules["bounds"]) == ("esr", False, False)
    assert package.name == "tiny-scorm12-esr.zip"


@needs_player
def test_nothing_but_the_rules_differs_between_hosts(tmp_path: Path) -> None:
    folder = write_course(tmp_path, GRADED)
    plain, esr = prepare(folder), prepare(folder, host="esr")
    assert set(plain.files) == set(esr.files)
    differ = [name for name in plain.files if plain.files[name].sha256 != esr.files[name].sha256]
    assert differ == ["index.html"]


@needs_player
def test_every_language_is_told_of_the_host(tmp_path: Path) -> None:
    folder = write_course(
        tmp_path,
        {
            "course.yaml": COURSE + "languages: [en-GB, cy]\n",
            "course.cy.yaml": "title: Cwrs\ndescription: Prawf.\nsections: [title: Y cyfan]\n",
        },
    )
    package = prepare(folder, host="esr")
    (script,) = [name for name in package.files if name.startswith("assets/language-cy-")]
    assert '"host":{"name":"esr",' in package.files[script].read().decode()


# -- passed or completed --------------------------------------------------------------------------


@needs_player
def test_passing_as_completed_leaves_the_mastery_score_out(tmp_path: Path) -> None:
    folder = write_course(tmp_path, GRADED)
    assert "<adlcp:masteryscore>70<" in manifest(prepare(folder))
    assert "<adlcp:masteryscore>70<" in manifest(prepare(folder, complete_as="passed"))
    package = prepare(folder, complete_as="completed")
    assert "masteryscore" not in manifest(package)
    assert told(package)["completeAs"] == "completed"
    notes = " ".join(package.notes)
    assert "reports 'completed' from 70 %" in notes
    assert "names no mastery score" in notes
    assert "tick 'Passed'" not in notes


@needs_player
def test_complete_as_goes_with_any_host(tmp_path: Path) -> None:
    package = prepare(write_course(tmp_path, GRADED), host="moodle", complete_as="completed")
    assert (told(package)["name"], told(package)["completeAs"]) == ("moodle", "completed")


def test_word_that_no_lms_has_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'passed' or 'completed', not 'done'"):
        host_of("moodle", "done")  # type: ignore[arg-type]


# -- checks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Moodle", "canvas", ""])
def test_unknown_host_is_a_problem_that_names_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(BuildError) as raised:
        check(write_course(tmp_path), host=name)
    (problem,) = raised.value.problems
    assert problem.rule == "unknown-host"
    assert problem.hint == "known: esr, generic, learning-hub, moodle, scorm-cloud, totara"


class Scorm2004(Scorm12):
    """A standard that keeps more."""

    name = "scorm2004"
    title = "SCORM 2004"
    limits = Limits(state=64_000)


@pytest.mark.parametrize("name", ["learning-hub", "esr"])
def test_host_that_takes_another_standard_is_warned_of(name: str) -> None:
    (problem,) = check_host(course(), Scorm2004(), HOSTS[name])
    assert (problem.rule, problem.severity) == ("host-target", "warning")
    assert problem.hint == "build with --target scorm12"
    assert list(check_host(course(), SCORM12, HOSTS[name])) == []


@pytest.mark.parametrize("name", ["generic", "moodle", "totara", "scorm-cloud"])
def test_other_hosts_take_any_standard(name: str) -> None:
    assert list(check_host(course(), Scorm2004(), HOSTS[name])) == []


def test_state_must_fit_where_the_host_keeps_less_than_the_standard() -> None:
    tight = replace(HOSTS["esr"], targets=(), state=20)
    (problem,) = check_host(course(), Scorm2004(), tight)
    assert problem.rule == "state-too-large"
    assert "ESR keeps 20" in problem.message
    # Where the standard keeps as little, its own check has said so.
    assert list(check_host(course(), SCORM12, replace(tight, state=4096))) == []


@pytest.mark.parametrize(("size", "found"), [(1000, []), (1001, ["host-package-large"])])
def test_package_must_be_as_small_as_the_host_wants(size: int, found: list[str]) -> None:
    small = replace(HOSTS["learning-hub"], largest=1000)
    assert rules_of(list(check_size(size, small))) == found


def test_host_without_a_known_limit_takes_any_size() -> None:
    assert list(check_size(1 << 40, HOSTS["moodle"])) == []
    assert rules_of(list(check_size(1 << 40, HOSTS["learning-hub"]))) == ["host-package-large"]


@needs_player
def test_size_is_a_warning_and_strict_makes_an_error_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_course(tmp_path)
    tiny = {**HOSTS, "totara": replace(HOSTS["totara"], largest=10)}
    monkeypatch.setattr("scorm_builder.hosts.HOSTS", tiny)
    assert rules_of(prepare(folder, host="totara").problems) == ["host-package-large"]
    with pytest.raises(BuildError) as raised:
        prepare(folder, host="totara", strict=True)
    assert rules_of(raised.value.problems) == ["host-package-large"]


def test_broken_course_is_not_judged_for_a_host(tmp_path: Path) -> None:
    folder = write_course(tmp_path, {"course.yaml": COURSE + "wrong: 1\n"})
    assert rules_of(check(folder, host="learning-hub")) == ["unknown-key"]


# -- notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [None, 70])
@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_notes_are_whole_sentences(host: Host, mark: int | None) -> None:
    given = course() if mark is None else course(pass_mark=mark)
    for note in (*SCORM12.notes(given, host.rules), *host.notes(given)):
        assert re.fullmatch(r"[A-Z].*[.]", note) and "  " not in note


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("generic", ["tick 'Passed'"]),
        ("moodle", ["tick 'Passed'", "2 MB", "preview mode", "Never change the id"]),
        (
            "learning-hub",
            ["minor version", "1024 x 768", "'passed' or 'failed'", "clean start", "one session"],
        ),
        ("esr", ["content server", "web filter", "no single answers", "one window at a time"]),
        ("totara", ["status to require is 'Passed'", "2 MB", "Never change the id"]),
        ("scorm-cloud", ["as it is"]),
    ],
)
def test_notes_say_what_the_host_is_like(name: str, words: list[str]) -> None:
    notes = " ".join(HOSTS[name].notes(course(pass_mark=70)))
    assert [word for word in words if word not in notes] == []


def test_notes_of_a_course_without_a_pass_mark_speak_of_completed() -> None:
    given = course()
    assert HOSTS["generic"].notes(given) == ()
    assert "After 'completed' the next launch" in " ".join(HOSTS["learning-hub"].notes(given))
    assert "require is 'Completed'" in HOSTS["totara"].notes(given)[0]


def test_notes_of_one_host_are_not_those_of_another() -> None:
    assert "Moodle" not in " ".join(HOSTS["esr"].notes(course(pass_mark=70)))


def test_rules_of_hosts_can_be_explained() -> None:
    assert {"unknown-host", "host-target", "host-package-large"} <= set(installed().rules)


# -- on the command line --------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_for_an_unknown_host_ends_with_1(tmp_path: Path) -> None:
    result = run("check", write_course(tmp_path), "--host", "canvas")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: no host 'canvas' [unknown-host]\n    hint: known: esr")


def test_check_for_a_host_goes_through(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    result = run("check", folder, "--host", "learning-hub", "--complete-as", "completed")
    assert (result.exit_code, result.stdout) == (0, f"{folder}: no errors\n")


def test_word_that_no_lms_has_is_wrong_usage(tmp_path: Path) -> None:
    result = run("build", write_course(tmp_path), "--complete-as", "done")
    assert result.exit_code == 2 and "'passed', 'completed'" in result.stderr


@needs_player
def test_build_prints_the_notes_of_the_target_and_then_those_of_the_host(tmp_path: Path) -> None:
    folder, out = write_course(tmp_path, GRADED), tmp_path / "out"
    result = run("build", folder, "--out", out, "--host", "moodle")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == str(out / "tiny-scorm12-moodle.zip")
    text = " ".join(result.stdout.split())
    assert 0 < text.index("reports 'passed' from 70 %") < text.index("PHP's own limit is 2 MB")


@needs_player
def test_build_as_json_names_the_host_and_its_notes(tmp_path: Path) -> None:
    folder, out = write_course(tmp_path, GRADED), tmp_path / "out"
    result = run("build", folder, "--out", out, "--host", "esr", "--json")
    document = json.loads(result.stdout)
    assert document["host"] == "esr"
    assert any("web filter" in note for note in document["notes"])


@needs_player
@pytest.mark.parametrize(("complete_as", "shown"), [("passed", True), ("completed", False)])
def test_preview_has_a_mastery_score_only_if_the_manifest_has(
    tmp_path: Path, complete_as: str, shown: bool
) -> None:
    folder = write_course(tmp_path, GRADED)
    with preview(folder, host="moodle", complete_as=complete_as) as server:  # type: ignore[arg-type]
        page_around = server.file("/")
    assert page_around
    assert (b'data-mastery="70"' in page_around.read()) is shown
