"""Ids: each once, each naming something that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorm_builder.model.course import Course
from scorm_builder.problems import Problem, Rule, Span, did_you_mean

DUPLICATE_ID = Rule(
    "duplicate-id",
    "Two things with one id",
    "An id names one thing: answers are kept under a question's id, bookmarks under a page's. "
    "Figures and questions need ids that are unique on their page, findings in their figure, "
    "people and pages in the course.",
)
UNKNOWN_PERSON = Rule(
    "unknown-person",
    "A person who is not in course.yaml",
    "Authors and editors are named by their id from 'people' in course.yaml, where their name, "
    "role and biography are written once.",
)
ID_TOO_LONG = Rule(
    "id-too-long",
    "The ids of a page and a question are too long together",
    "An LMS keeps an answer under 'page-id.question-id'. Up to 64 characters are safe on every "
    "host we know.",
)
RULES = (DUPLICATE_ID, UNKNOWN_PERSON, ID_TOO_LONG)


def check_duplicate_ids(course: Course) -> Iterator[Problem]:
    """Every id is unique where it has to be."""
    yield from _twice("person", ((p.id, p.span("id")) for p in course.head.people))
    yield from _twice(
        "page",
        (
            (page, course.head.span("sections", number, "pages", index))
            for number, section in enumerate(course.head.sections)
            for index, page in enumerate(section.pages)
        ),
    )
    for page in course.pages:
        yield from _twice("block", ((b.id, b.span("id")) for b in page.models))
        yield from _twice("reference", ((r.id, r.span("id")) for r in page.head.references))
        for block in page.models:
            findings = getattr(block, "every_finding", getattr(block, "findings", ()))
            yield from _twice("finding", ((f.id, f.span("id")) for f in findings))
        for question in page.questions:
            regions = getattr(question, "regions", ())
            yield from _twice("region", ((r.id, r.span("id")) for r in regions))


def check_people(course: Course) -> Iterator[Problem]:
    """Every author and editor is among the people of the course."""
    known = [person.id for person in course.head.people]
    for page in course.pages:
        for key, people in (("author", page.head.author), ("editor", page.head.editor)):
            for index, person in enumerate(people):
                if person not in known:
                    span = page.head.span(key, index)
                    hint = did_you_mean(person, known) or "add them to 'people' in course.yaml"
                    message = f"'{person}' is not one of the people of the course"
                    yield UNKNOWN_PERSON.problem(message, span, hint)


def check_id_lengths(course: Course) -> Iterator[Problem]:
    """The id an LMS keeps an answer under has at most 64 characters."""
    for page in course.pages:
        for question in page.questions:
            length = len(page.id) + 1 + len(question.id)
            if length > 64:
                message = f"'{page.id}.{question.id}' has {length} characters; 64 are safe"
                yield ID_TOO_LONG.problem(message, question.span("id"), "shorten one of the two")


def _twice(what: str, found: Iterable[tuple[str, Span]]) -> Iterator[Problem]:
    first: dict[str, Span] = {}
    for name, span in found:
        if name in first:
            where = f"the first is on line {first[name].line}"
            message = f"there are two {_plural(what)} with the id '{name}'"
            yield DUPLICATE_ID.problem(message, span, where)
        first.setdefault(name, span)


def _plural(what: str) -> str:
    return "people" if what == "person" else f"{what}s"
