"""Course and what was found in it → an accessibility statement with its evidence.

A public body that publishes a course must say how accessible it is (in the United Kingdom by the
Public Sector Bodies Accessibility Regulations 2018). The statement says three things and keeps them
apart: what was looked at in this course while it was built, what automatic tests of the player
found and when, and what nobody has tested. It never claims conformance: that takes a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from scorm_builder.filetree import File
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure
from scorm_builder.model.media import Media
from scorm_builder.model.page import Prose
from scorm_builder.model.pictured import Pictured
from scorm_builder.plugin import Target
from scorm_builder.problems import Problem, Rule, Severity
from scorm_builder.render import markdown
from scorm_builder.render.extras import Extra, Maker
from scorm_builder.render.markdown import Place
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.words import Words, direction

NAME = "_accessibility"
EVIDENCE = "accessibility-evidence.json"
"""The evidence's name in the package."""

TESTS = Path(__file__).with_name("player-tests.json")
"""What the automatic tests of the player found, and when: ``make evidence`` writes it."""

CONTACT_MISSING = Rule(
    "accessibility-contact-missing",
    "A statement that does not say whom to ask",
    "An accessibility statement has to say how to report a barrier and how to get the content in "
    "another form. Write 'accessibility:' with a 'contact:' into course.yaml.",
    Severity.WARNING,
)
RULES = (CONTACT_MISSING,)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at in the course."""

    criterion: str
    """Of WCAG 2.2: ``1.1.1``."""
    what: str
    """Name of the sentence about it in the words of the interface."""
    count: int
    """How many there are."""
    failed: int
    """How many of them fall short."""

    def as_json(self) -> dict[str, object]:
        """For the evidence."""
        return {
            "criterion": self.criterion,
            "what": self.what.removeprefix("a11y_check_"),
            "count": self.count,
            "failed": self.failed,
        }


def look_through(course: Course) -> tuple[Finding, ...]:
    """What a course can be asked without a browser; only what there is in it."""
    asked = tuple(ask(course) for ask in QUESTIONS)
    return tuple(finding for finding in asked if finding.count)


def _asked(criterion: str, what: str, good: Iterable[bool]) -> Finding:
    answers = tuple(good)
    return Finding(criterion, f"a11y_check_{what}", len(answers), answers.count(False))


def _alt(course: Course) -> Finding:
    texts = [part.alt for part in _parts(course) if isinstance(getattr(part, "alt", None), str)]
    return _asked("1.1.1", "alt", (bool(text.strip()) for text in texts))


def _findings(course: Course) -> Finding:
    found = (f for part in _parts(course) for f in getattr(part, "findings", ()))
    return _asked("1.1.1", "findings", (bool(f.label.strip() and f.text.strip()) for f in found))


def _described(course: Course) -> Finding:
    figures = [b for page in course.pages for b in page.models if b.prefix == Figure.prefix]
    return _asked("1.1.1", "described", map(_said_in_words, figures))


def _said_in_words(figure: Any) -> bool:
    sides = (figure, *getattr(figure, "sides", ()))
    return bool(figure.description or any(getattr(side, "findings", ()) for side in sides))


def _parts(course: Course) -> Iterator[Any]:
    """Every block of the course, and the pictures of those that have two."""
    for page in course.pages:
        for block in page.models:
            yield block
            yield from getattr(block, "sides", ())


def _routes(course: Course) -> Finding:
    asked = (b for page in course.pages for b in page.models if isinstance(b, Pictured))
    return _asked("2.1.1", "routes", (question.answer_choices > 1 for question in asked))


def _headings(course: Course) -> Finding:
    def orderly(levels: list[int]) -> bool:
        steps = zip([1, *levels], levels, strict=False)
        return all(level > 1 and level <= before + 1 for before, level in steps)

    pages = (
        [
            int(token.tag[1])
            for block in page.walk()
            if isinstance(block, Prose)
            for token in block.tokens
            if token.type == "heading_open"
        ]
        for page in course.pages
    )
    return _asked("1.3.1", "headings", map(orderly, pages))


def _titles(course: Course) -> Finding:
    titles = [page.head.title.casefold() for page in course.pages]
    return _asked("2.4.2", "titles", (titles.count(title) == 1 for title in titles))


def _captions(course: Course) -> Finding:
    media = [b for page in course.pages for b in page.models if isinstance(b, Media)]
    return _asked(
        "1.2.2",
        "captions",
        (bool(m.transcript.strip() and getattr(m, "captions", "-")) for m in media),
    )


QUESTIONS: tuple[Callable[[Course], Finding], ...] = (
    _alt,
    _findings,
    _described,
    _routes,
    _captions,
    _headings,
    _titles,
)


def player_tests() -> dict[str, Any] | None:
    """What the tests of the player found; None where they were not run for this copy."""
    if not TESTS.is_file():
        return None
    found: dict[str, Any] = json.loads(TESTS.read_text(encoding="utf-8"))
    return found


def evidence(
    course: Course, target: Target, problems: Iterable[Problem], today: date
) -> dict[str, Any]:
    """The evidence as JSON values. ``problems`` are those that ``check`` found."""
    return {
        "format": 1,
        "date": today.isoformat(),
        "standard": "WCAG 2.2 AA",
        "course": {
            "id": course.id,
            "title": course.head.title,
            "version": course.head.version,
            "language": course.head.language,
            "target": target.name,
        },
        "course_checks": [finding.as_json() for finding in look_through(course)],
        "problems": [_from_the_course(course, problem) for problem in problems],
        "player_tests": player_tests(),
        "not_tested": list(NOT_TESTED),
        "audited": course.head.accessibility.audit if course.head.accessibility else None,
    }


def _from_the_course(course: Course, problem: Problem) -> dict[str, object]:
    """A problem with its path from the course folder: where that lies is the author's business."""
    file = Path(problem.span.file)
    inside = file.relative_to(course.root) if file.is_relative_to(course.root) else Path(file.name)
    return {**problem.as_json(), "file": inside.as_posix()}


def evidence_file(found: dict[str, Any]) -> File:
    """The evidence as a file of the package."""
    return File.of(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


NOT_TESTED = ("screen_readers", "phones", "speech", "people")
"""What no automatic test can tell; each has a sentence in the words of the interface."""


def check_contact(course: Course) -> Iterator[Problem]:
    """Whether the statement can say whom to ask."""
    if course.head.accessibility is None or not course.head.accessibility.contact:
        message = "the accessibility statement names nobody to turn to"
        hint = "add 'accessibility:' with 'contact:' to course.yaml"
        yield CONTACT_MISSING.problem(message, course.head.span(), hint)


def statement(found: dict[str, Any], original: Course) -> Maker:
    """Makes the extra page from the evidence, in each language of the course."""

    def language_of(course: Course, text: str) -> Markup:
        """The attributes of a text that is not translated, as in the original it reads the same."""
        said, language = original.head.accessibility, original.head.language
        if said is None or course.head.language == language:
            return Markup("")
        if text not in (said.contact, said.audit, said.pictures, *said.known):
            return Markup("")
        return Markup(' lang="{}" dir="{}"').format(language, direction(language))

    def make(course: Course, words: Words, place: Place, player: PlayerFiles) -> Extra:
        today = date.fromisoformat(found["date"])
        said = course.head.accessibility
        tests = found["player_tests"]
        template = player.templates().get_template("shell/accessibility.html.j2")
        body = template.render(
            words=words,
            course=course.head,
            today=words.date(today),
            contact=markdown.block(said.contact, place) if said and said.contact else "",
            known=[
                (markdown.inline(each, place), each)
                for each in ((*said.known, said.pictures or "") if said else ())
                if each
            ],
            audit=markdown.inline(said.audit, place) if said and said.audit else "",
            checks=found["course_checks"],
            warnings=sum(problem["severity"] == "warning" for problem in found["problems"]),
            tests=tests,
            tested=words.date(date.fromisoformat(tests["date"])) if tests else "",
            not_tested=found["not_tested"],
            evidence=EVIDENCE,
            said=said,
            language_of=lambda text: language_of(course, text),
        )
        return Extra(NAME, str(words("a11y_title")), Markup(body))

    return make
