"""The verb that reads an attempt back; ``cli`` adds it to its own."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from scorm_builder.terminal import PathType, many, problems_reported, say


@click.command("read-attempt")
@click.argument("code")
@click.option(
    "--course", default=".", type=PathType(), show_default=True, help="The course folder."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def read_attempt(code: str, course: str, *, as_json: bool) -> None:
    """Say what stands in CODE: a learner's code for their tutor, or an LMS's suspend_data."""
    from scorm_builder.attempts import read_attempt as read

    with problems_reported(as_json):
        found = read(code, course=course)
    if as_json:
        say(json.dumps(asdict(found), indent=2))
        return
    best = "no score yet" if found.best is None else f"best score {found.best} %"
    say(f"{found.course}{f' {found.version}' if found.version else ''}: {found.outcome}, {best}")
    say(f"  time {found.go} of {found.goes}, change {found.sequence}")
    if not found.same:
        say("  the course was changed since; what still applies is shown")
    for page in found.pages:
        done = sum(answer.done for answer in page.answers)
        read_to = "read to its end" if page.ended else "opened"
        say(f"{page.title}: {read_to}, {done} of {many(page.questions, 'question')} done")
        for answer in page.answers:
            counts = ", counts" if answer.scored else ""
            tried = many(answer.tries, "answer")
            say(f"  {answer.question}: {answer.points} of 100, {tried}{counts}")
