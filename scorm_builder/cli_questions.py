"""The two verbs for questions of other programs; ``cli`` adds them to its own."""

from __future__ import annotations

import json

import click

from scorm_builder.terminal import PathType, many, print_problems, problems_reported, say


@click.command("import-questions")
@click.argument("file", type=PathType())
@click.option("--course", default=".", type=PathType(), show_default=True, help="Course folder.")
@click.option("--page", metavar="ID", help="Page to add them to; else a new one is made.")
@click.option("--format", metavar="NAME", help="moodle, gift or qti; else detected.")
@click.option("--dry-run", is_flag=True, help="Print the page, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_questions(
    file: str,
    course: str,
    *,
    page: str | None,
    format: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take over the questions in FILE: Moodle XML, GIFT, or QTI 2.1, 2.2 or 3.0."""
    from scorm_builder.questions import import_questions as take

    with problems_reported(as_json):
        made = take(file, course=course, page=page, format=format, dry_run=dry_run)
    if as_json:
        result = {
            "pages": list(made.pages),
            "questions": made.count,
            "files": list(made.files),
            "listed": made.listed,
            "written": not dry_run,
            "problems": [problem.as_json() for problem in made.problems],
        }
        say(json.dumps(result, indent=2))
        return
    print_problems(made.problems)
    if dry_run:
        say(made.text.rstrip("\n"))
    verb = "would be written" if dry_run else "written"
    say(f"{many(made.count, 'question')} {verb}, {many(len(made.problems), 'note')}")
    for name in made.files:
        say(f"  {name}")
    if not made.listed:
        say(f"add to 'pages' of a section in course.yaml: {', '.join(made.pages)}")


@click.command("export-questions")
@click.argument("course", type=PathType(), default=".")
@click.option("--format", required=True, metavar="NAME", help="moodle, gift, qti21, qti22 or qti3.")
@click.option("--out", type=PathType(), help="The file to write.")
@click.option("--page", "pages", multiple=True, metavar="ID", help="Only this page; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def export_questions(
    course: str, format: str, out: str | None, *, pages: tuple[str, ...], as_json: bool
) -> None:
    """Write the questions of COURSE for another program, with their pictures."""
    from scorm_builder.questions import export_questions as give

    with problems_reported(as_json):
        made = give(course, format=format, out=out, pages=pages)
    if as_json:
        problems = [problem.as_json() for problem in made.problems]
        result = {"path": str(made.path), "questions": made.count, "problems": problems}
        say(json.dumps(result, indent=2))
        return
    print_problems(made.problems)
    say(f"{made.path}: {many(made.count, 'question')}, {many(len(made.problems), 'note')}")
