"""The command line: one verb, one function; parses, calls, prints.

Problems go to stderr, results to stdout. Exit status: 0 when all is well, 1 for problems, 2 for
wrong usage. Imports wait until a verb needs them.
"""

from __future__ import annotations

import gc
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from scorm_builder.cli_attempts import read_attempt
from scorm_builder.cli_questions import export_questions, import_questions
from scorm_builder.problems import BuildError, Severity
from scorm_builder.terminal import PathType as _Path
from scorm_builder.terminal import count as _count
from scorm_builder.terminal import many as _many
from scorm_builder.terminal import on_terminal as _on_terminal
from scorm_builder.terminal import print_problems as _print_problems
from scorm_builder.terminal import problems_reported as _problems_reported
from scorm_builder.terminal import say as _say

if TYPE_CHECKING:
    from scorm_builder.build import Build, Progress
    from scorm_builder.plugin import CompleteAs

_course = click.argument("course", type=_Path(), default=".")
_target = click.option(
    "--target",
    default="scorm12",
    show_default=True,
    metavar="NAME",
    help="Standard to package for.",
)
_host = click.option(
    "--host",
    default="generic",
    show_default=True,
    metavar="NAME",
    help="Where it is to run: moodle, learning-hub, esr, totara or scorm-cloud.",
)
_complete_as = click.option(
    "--complete-as",
    type=click.Choice(["passed", "completed"]),
    metavar="STATUS",
    help="What the LMS is told of learners who passed: passed (if left out) or completed.",
)
_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda context, _, wanted: _print_version(context) if wanted else None,
    help="Show the version and exit.",
)
def main() -> None:
    """Turn a folder of text and images into an e-learning module for any LMS."""
    # A build makes a million small values that live to its end, hardly any of them in a cycle:
    # looking for cycles as often as Python does by itself takes a quarter of a large build.
    gc.set_threshold(50_000, 20, 20)


@main.command()
@click.argument("folder", type=_Path())
def new(folder: str) -> None:
    """Make a small course in FOLDER that builds at once."""
    from scorm_builder.new import new as make

    with _problems_reported():
        made = make(folder)
    _say(f"made a course in {folder}:")
    for path in made:
        _say(f"  {path}")
    _say("next:")
    for verb in ("check", "preview", "build"):
        _say(f"  {_command()} {verb} {_quoted(folder)}")


@main.command()
@_course
@_target
@_host
@_complete_as
@_strict
@_json
def check(
    course: str,
    target: str,
    *,
    host: str,
    complete_as: CompleteAs | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Say everything that is wrong with a course, and write nothing."""
    from scorm_builder.build import check as judge

    with _problems_reported(as_json):
        problems = judge(
            course,
            target=target,
            host=host,
            complete_as=complete_as,
            strict=strict,
            today=date.today(),
        )
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise BuildError(problems)
    if as_json:
        _say(json.dumps({"problems": [p.as_json() for p in problems]}, indent=2))
        return
    _print_problems(problems)
    _say(f"{course}: no errors{_count(problems)}")


@main.command()
@_course
@_target
@_host
@_complete_as
@click.option(
    "--out", default="dist", show_default=True, type=_Path(), help="Folder for the package."
)
@_strict
@click.option(
    "--accessibility-statement",
    is_flag=True,
    help="Add a page that says how accessible the course is, with its evidence.",
)
@click.option(
    "--interaction-key",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write a CSV file that says what each letter in an LMS's report stands for.",
)
@_json
def build(
    course: str,
    target: str,
    out: str,
    *,
    host: str,
    complete_as: CompleteAs | None,
    strict: bool,
    as_json: bool,
    accessibility_statement: bool,
    interaction_key: str | None,
) -> None:
    """Build a course into a package that an LMS takes."""
    from scorm_builder.build import build as make

    with _problems_reported(as_json), _progress_shown(as_json) as progress:
        made = make(
            course,
            target=target,
            host=host,
            complete_as=complete_as,
            out=out,
            strict=strict,
            today=date.today(),
            accessibility_statement=accessibility_statement,
            interaction_key=interaction_key,
            progress=progress,
        )
    if as_json:
        _say(json.dumps(_as_json(made), indent=2))
        return
    _print_problems(made.package.problems)
    _print_build(made, course)
    if interaction_key:
        _say(f"to read an LMS's reports:\n  {interaction_key}")


@main.command()
@_course
@_target
@_host
@_complete_as
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port on the loopback address; any free one.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--gallery", is_flag=True, help="Show every kind of block instead of a course.")
def preview(
    course: str,
    target: str,
    *,
    host: str,
    complete_as: CompleteAs | None,
    port: int,
    no_browser: bool,
    gallery: bool,
) -> None:
    """Run a course in your browser, against a small LMS page."""
    from scorm_builder.preview import preview as serve

    with _problems_reported():
        server = serve(
            course,
            target=target,
            host=host,
            complete_as=complete_as,
            port=port,
            gallery=gallery,
        )
    if server.package:
        _print_problems(server.package.problems)
    _say(f"{'gallery' if gallery else course}: {server.address}")
    _say("press Ctrl+C to stop")
    if not no_browser:
        click.launch(server.address)
    try:
        server.run()
    except KeyboardInterrupt:
        _say("stopped")


@main.command("import-findings")
@click.argument("file", type=_Path())
@click.option("--course", default=".", type=_Path(), show_default=True, help="The course folder.")
@click.option("--into", metavar="PAGE#FIGURE", help="Add them to this figure; else print them.")
@click.option("--image", metavar="NAME", help="Picture to take, if the file has several.")
@click.option("--format", metavar="NAME", help="w3c, coco, labelme, via or cvat; else detected.")
def import_findings(
    file: str, course: str, into: str | None, image: str | None, format: str | None
) -> None:
    """Take over findings that were drawn in another program and saved in FILE."""
    from scorm_builder.findings import import_findings as take

    with _problems_reported():
        made = take(file, course=course, into=into, image=image, format=format)
    _print_problems(made.problems)
    if made.path is None:
        _say(made.text.rstrip("\n"))
    else:
        _say(f"{_many(made.count, 'finding')} added to {made.path}")


@main.command("export-findings")
@click.argument("figure", metavar="PAGE#FIGURE")
@click.option("--course", default=".", type=_Path(), show_default=True, help="The course folder.")
def export_findings(figure: str, course: str) -> None:
    """Print the findings of a figure as W3C Web Annotations."""
    from scorm_builder.findings import export_findings as give

    with _problems_reported():
        made = give(figure, course=course)
    _print_problems(made.problems)
    _say(made.text.rstrip("\n"))


main.add_command(import_questions)
main.add_command(export_questions)
main.add_command(read_attempt)


@main.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a RULE that a problem names; without one, list all rules."""
    from scorm_builder.explain import explain as find
    from scorm_builder.explain import rules

    if rule is None:
        for each in rules():
            _say(f"{each.name:30} {each.title}")
        return
    with _problems_reported():
        found = find(rule)
    _say(f"{found.name} ({found.severity}): {found.title}\n")
    _say(click.wrap_text(found.why, width=88))


@main.command()
@click.argument("what", required=False)
def schema(what: str | None) -> None:
    """Print the JSON Schema of WHAT: course (the default), page, or a kind of block."""
    from scorm_builder.schema import schemas

    known = schemas()
    if (what or "course") not in known:
        raise click.BadParameter(f"known: {', '.join(known)}", param_hint="WHAT")
    _say(json.dumps(known[what or "course"], indent=2))


@contextmanager
def _progress_shown(quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    if quiet or not _on_terminal():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=None)
        yield lambda step, done, total: bar.update(
            task, description=step, completed=done, total=total if step == "write" else None
        )


def _quoted(path: str) -> str:
    """A path as it is typed behind a command."""
    if os.name == "nt":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)


def _print_version(context: click.Context) -> None:
    from scorm_builder.version import version

    _say(f"{context.info_name} {version()}")
    context.exit()


def _print_build(made: Build, course: str) -> None:
    package = made.package
    pages = package.course.pages
    questions = sum(len(page.questions) for page in pages)
    _say(str(made.path))
    _say(
        f"  {package.target.title}, {_size(made.size)}, {_many(len(package.files), 'file')}, "
        f"{_many(len(pages), 'page')}, {_many(questions, 'question')}"
    )
    worst = package.course.state_layout().worst_case()
    _say(f"  learner's progress: at most {worst} of {package.target.limits.state} characters")
    _say(f"  content digest: sha256 {package.digest}")
    _say("to preview it:")
    _say(f"  {_command()} preview {_quoted(course)}")
    _say("to upload it:")
    _say(f"  give {made.path} to your LMS as a {package.target.title} package; do not unzip it")
    for note in package.notes:
        _say(click.wrap_text(note, 88, "  ", "  "))


def _command() -> str:
    """How this program is called from here: by name if a shell finds it, else by its path."""
    if shutil.which("scorm-builder"):
        return "scorm-builder"
    try:
        return _quoted(os.path.relpath(sys.argv[0]))
    except (OSError, ValueError):  # the current folder was removed, or lies on another drive
        return _quoted(sys.argv[0])


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def _as_json(made: Build) -> dict[str, object]:
    package = made.package
    return {
        "path": str(made.path),
        "target": package.target.name,
        "host": package.host.name,
        "size": made.size,
        "files": len(package.files),
        "pages": len(package.course.pages),
        "state": package.course.state_layout().worst_case(),
        "digest": package.digest,
        "notes": list(package.notes),
        "problems": [problem.as_json() for problem in package.problems],
    }
