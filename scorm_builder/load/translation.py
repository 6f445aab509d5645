"""The same course in another language: ``course.<language>.yaml`` and ``pages/<id>.<language>.md``.

Only words are read from ``course.<language>.yaml``; everything else is that of course.yaml. A
translated page is a whole page, read like any other. Whether it agrees with the original is for
``check/translation.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scorm_builder.load.faults import STAND_IN
from scorm_builder.model.course import LANGUAGE, Accessibility, Course, CourseFile, Person
from scorm_builder.model.page import Page
from scorm_builder.model.translation import CourseWords, PersonWords
from scorm_builder.problems import Problem, Rule, Severity, Span, did_you_mean

TRANSLATION_MISSING = Rule(
    "translation-missing",
    "Something that is not translated yet",
    "A page without a translation is shown in the original's language, and says so to those who "
    "read it and to their screen readers. In Wales, Welsh may not be treated less favourably than "
    "English (Welsh Language Standards).",
    Severity.WARNING,
)
COURSE_WORDS_MISSING = Rule(
    "course-words-missing",
    "A language without the words of the course",
    "'languages' in course.yaml names a language, and its title, description and contents are "
    "written in course.<language>.yaml beside course.yaml.",
)
LANGUAGE_UNLISTED = Rule(
    "language-unlisted",
    "A translation into a language that is not listed",
    "Files such as course.cy.yaml and pages/shoulder.cy.md are used when 'languages' in "
    "course.yaml lists their language: [en-GB, cy].",
)
TRANSLATION_DIFFERS = Rule(
    "translation-differs",
    "A translation that differs in more than its words",
    "All languages of a course share one record of a learner's answers: a translation has the same "
    "pages, figures, findings and questions with the same ids, in the same order, with as many "
    "options and the same right answers. Otherwise an answer given in one language would be "
    "another one in the other.",
)
RULES = (TRANSLATION_MISSING, COURSE_WORDS_MISSING, LANGUAGE_UNLISTED, TRANSLATION_DIFFERS)

_TRANSLATED = re.compile(rf"(?P<page>.+?)\.(?P<language>{LANGUAGE.strip('^$')})")


def words_file(language: str) -> str:
    """The name of the file with the course's own words in a language."""
    return f"course.{language}.yaml"


def split_name(name: str) -> tuple[str, str]:
    """A page's file name without ``.md`` as its id and its language: ``("shoulder", "cy")``."""
    found = _TRANSLATED.fullmatch(name)
    return (found["page"], found["language"]) if found else (name, "")


def translated(
    original: Course, words: CourseWords, language: str, pages: Mapping[str, Page]
) -> Course:
    """The course in ``language``: the ``pages`` there are in it, the others as they are."""
    head = original.head
    by_id = {person.id: person for person in words.people}
    sections = tuple(
        section.model_copy(update={"title": words.sections[number].title})
        if number < len(words.sections)
        else section
        for number, section in enumerate(head.sections)
    )
    update: dict[str, Any] = {
        "language": language,
        "title": words.title,
        "description": words.description,
        "organisation": words.organisation or head.organisation,
        "licence": words.licence or head.licence,
        "sections": sections,
        "accessibility": _accessibility(head.accessibility, words.accessibility),
        "people": tuple(_person(person, by_id.get(person.id)) for person in head.people),
    }
    if head.logo and words.logo_alt:
        update["logo"] = head.logo.model_copy(update={"alt": words.logo_alt})
    own = tuple(
        pages.get(page.id) or replace(page, language=head.language) for page in original.pages
    )
    return replace(original, head=head.model_copy(update=update), pages=own)


def _person(person: Person, words: PersonWords | None) -> Person:
    if words is None:
        return person
    said = {name: value for name in ("name", "role", "bio") if (value := getattr(words, name))}
    made = person.model_copy(update=said)
    if "bio" in said:
        private, places = made.__pydantic_private__, words.__pydantic_private__
        assert private is not None
        assert places is not None
        private["_spans"] = places["_spans"]  # a link in it is reported where it was written
    return made


def _accessibility(
    original: Accessibility | None, words: Accessibility | None
) -> Accessibility | None:
    """What is said in this language, and what is missing in it as it is in the original."""
    if original is None or words is None:
        return original
    return words.model_copy(
        update={
            "contact": words.contact or original.contact,
            "known": (*words.known, *original.known[len(words.known) :]),
            "audit": words.audit or original.audit,
        }
    )


def _missing_statement(original: Accessibility, words: Accessibility | None) -> str:
    """What of it is not there in another language yet; "" when all is."""
    if words is None:
        return "'accessibility'"
    left = [
        f"'{key}'"
        for key in ("contact", "audit")
        if getattr(original, key) and not getattr(words, key)
    ]
    if len(words.known) < len(original.known):
        left.append(f"'known' ({len(words.known)} of {len(original.known)})")
    return f"{' and '.join(left)} of 'accessibility'" if left else ""


def check_words(
    head: CourseFile, words: CourseWords, language: str, pages: Mapping[str, Page], span: Span
) -> Iterator[Problem]:
    """What is missing or too much in a translation; ``span`` is the language's in course.yaml."""
    wanted, found = len(head.sections), len(words.sections)
    if wanted != found and words.sections[0].title != STAND_IN:
        message = f"there are {found} sections here and {wanted} in course.yaml"
        yield TRANSLATION_DIFFERS.problem(message, words.span("sections"))
    known = {person.id: person for person in head.people}
    for person in words.people:
        if person.id not in known:
            hint = did_you_mean(person.id, known)
            message = f"course.yaml has no person '{person.id}'"
            yield TRANSLATION_DIFFERS.problem(message, person.span("id"), hint)
    said: dict[str, PersonWords] = {}
    for person in words.people:
        if person.id in said:
            message = f"'{person.id}' is among the people here twice"
            hint = f"the first is on line {said[person.id].span('id').line}"
            yield TRANSLATION_DIFFERS.problem(message, person.span("id"), hint)
        said.setdefault(person.id, person)
    for person_id, original in known.items():
        lacking = [
            f"'{key}'"
            for key in ("role", "bio")
            if getattr(original, key) and not getattr(said.get(person_id), key, None)
        ]
        if lacking:
            message = f"not in '{language}' yet: {' and '.join(lacking)} of '{person_id}'"
            yield TRANSLATION_MISSING.problem(message, words.span("people"))
    if head.accessibility and (left := _missing_statement(head.accessibility, words.accessibility)):
        message = f"not in '{language}' yet: {left}"
        yield TRANSLATION_MISSING.problem(message, words.span("accessibility"))
    missing = [page for section in head.sections for page in section.pages if page not in pages]
    if missing:
        names = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        message = f"pages without a translation into '{language}': {len(missing)} ({names})"
        hint = f"write 'pages/{missing[0]}.{language}.md'"
        yield TRANSLATION_MISSING.problem(message, span, hint)
