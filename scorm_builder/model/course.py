"""A course as a value: what course.yaml says, the pages in order, the pictures they show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from scorm_builder.model.answer import QuestionSlot
from scorm_builder.model.base import (
    Flag,
    Identifier,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Where,
)
from scorm_builder.model.glossary import Glossary
from scorm_builder.model.media import Attachment
from scorm_builder.model.page import Needs, Page
from scorm_builder.model.picture import Picture
from scorm_builder.model.question import Question
from scorm_builder.model.state import PageSlot, StateLayout

Percent = Annotated[int, Field(ge=0, le=100)]


def _number(value: object) -> object:
    """The version as a number; what is longer than any version stays text."""
    plain = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
    return int(str(value)) if plain else value


LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

Language = Annotated[str, Field(pattern=LANGUAGE, max_length=35)]
"""A language as a BCP 47 tag: ``en-GB``, ``cy``."""

FormatVersion = Annotated[Literal[1], BeforeValidator(_number)]


class Person(Model):
    """Someone who wrote or edited pages."""

    id: Identifier
    """Short name by which pages name this person."""
    name: Line
    """As it is shown."""
    role: Line | None = None
    """Profession and place of work."""
    bio: Markdown | None = None
    """A short biography."""
    photo: Line | None = None
    """A portrait, from the course folder: ``images/linnea-ashgrove.jpg``. It is shown with the
    biography, and described as "Portrait of" and the name."""
    photo_credit: Line | None = None
    """Who made the portrait, for the page of licences and credits."""
    photo_licence: Line | None = None
    """Under which licence the portrait is used."""


class Logo(Model):
    """A picture in the head of every page: the mark of your own organisation."""

    image: Line
    """The picture's file, from the course folder: ``images/our-logo.svg``."""
    alt: Line
    """What it says: the name of the organisation."""
    credit: Line | None = None
    """Who made it, for the page of licences and credits."""
    licence: Line | None = None
    """Under which licence it is used."""


class Accessibility(Model):
    """What the accessibility statement says that only you can know."""

    contact: Markdown | None = None
    """Whom to turn to with a barrier, or for the content in another form, and how."""
    known: tuple[MarkdownLine, ...] = ()
    """What is known not to be accessible, and why."""
    pictures: MarkdownLine | None = None
    """Why the course can only be passed with questions on pictures, where that is so: because
    reading pictures is what it certifies, for example."""
    audit: MarkdownLine | None = None
    """Who looked at the course with people and assistive technology, when, and what they found."""


class Section(Model):
    """A run of pages under one heading of the contents."""

    title: Line
    """The heading."""
    pages: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Ids of its pages, in order."""
    pass_mark: Percent | None = None
    """Per cent of its own questions needed besides the pass mark of the course."""


class CourseFile(Model):
    """The file ``course.yaml`` of a course folder."""

    format: FormatVersion
    """Version of the source format: 1."""
    id: Identifier
    """Short name of the course. An LMS keeps learners' records under it: do not change it."""
    title: Annotated[Line, Field(max_length=200)]
    """The course's title, at most 200 characters."""
    description: Markdown
    """What the course is about and for whom."""
    language: Language = "en-GB"
    """Language of the text, as a BCP 47 tag: ``en-GB``, ``cy``."""
    languages: Annotated[tuple[Language, ...], Field(max_length=20)] = ()
    """Every language that the course is in, the original first: ``[en-GB, cy]``. The words of each
    other one are in ``course.cy.yaml`` and ``pages/<id>.cy.md``."""
    version: Annotated[Line, Field(max_length=20)] = "1"
    """Version of the content, at most 20 characters, for you and your LMS."""
    organisation: Line | None = None
    """Who publishes the course."""
    people: tuple[Person, ...] = ()
    """Authors and editors."""
    licence: Line
    """Under which licence the course is published."""
    pass_mark: Percent | None = None
    """Per cent needed to pass. Left out, the course is completed but never scored."""
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    """How often the scored questions may be taken; the best score counts."""
    retake: Literal["wrong", "all"] = "wrong"
    """Which of the scored questions are asked again: those that were not right, or ``all``, drawn
    and shuffled anew."""
    shuffle: Flag = False
    """Whether learners see options in different orders. An option with ``pinned: true`` keeps its
    place."""
    confidence: Flag = False
    """Whether learners are asked how sure they are before an answer is checked. It changes what
    they are told, and no points."""
    certainty_marking: Flag = False
    """Whether being sure counts: right earns a third, two thirds or all of the points for a guess,
    fairly sure and certain; wrong costs nothing, two thirds, or twice the points."""
    practice: Flag = True
    """Whether questions that were missed are offered again for practice, at growing distances."""
    certificate: Flag = False
    """Whether learners who completed the course find a certificate to print."""
    safety_copy: Flag = True
    """Whether a copy of a learner's answers is kept on their device until the LMS has confirmed
    that it has them, for 30 days at most. It holds no name, and goes by a code that does not tell
    who they are."""
    safety_copy_text: Flag = False
    """Whether that copy may hold short texts that learners wrote. Left out, such an answer comes
    back from the copy as answered, without its words."""
    completion: Needs = ("questions",)
    """When a page counts as done: ``questions``, ``findings``, both in a list, or ``viewed``."""
    minimum_pages: Annotated[int, Field(ge=1)] | None = None
    """How many of the pages have to be done; all that are not ``optional`` when left out."""
    pass_completes: Flag = False
    """Whether a learner who passes has completed the course, whatever pages are done."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The contents: sections with their pages, in order."""
    theme: Line = "plain"
    """Name of a theme (``plain``, ``plain-dark``, ``nhs``), or a folder of your own from the course
    folder."""
    logo: Logo | None = None
    """The mark of your organisation, in the head of every page."""
    nhs_service: Flag = False
    """Your word that the course is a service of the NHS, for which the theme ``nhs`` is meant."""
    accessibility: Accessibility | None = None
    """For the accessibility statement, which ``build --accessibility-statement`` writes."""
    show_overdue: Flag = False
    """Whether a page says "Review overdue" to learners once its next review has passed, by the
    clock of their device."""

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The pictures beside those of the pages: the logo and the portraits."""
        own: list[tuple[str, Where]] = [(self.logo.image, ("logo", "image"))] if self.logo else []
        for number, person in enumerate(self.people):
            if person.photo:
                own.append((person.photo, ("people", number, "photo")))
        return tuple(own)

    @model_validator(mode="before")
    @classmethod
    def _original(cls, value: object) -> object:
        """The first of the languages is that of the text, unless ``language`` says so itself."""
        if isinstance(value, dict) and "language" not in value:
            match value.get("languages"):
                case [str() as first, *_] if re.fullmatch(LANGUAGE, first):
                    return {**value, "language": first}
        return value

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        original = info.data.get("language")
        if languages and original and languages[0] != original:
            raise ValueError(f"the first one is that of the text, '{original}'")
        if len({language.lower() for language in languages}) < len(languages):
            raise ValueError("names a language twice")
        return languages


@dataclass(frozen=True)
class Course:
    """A whole course, loaded."""

    head: CourseFile
    pages: tuple[Page, ...]
    """In the order of the contents."""
    root: Path
    """The course folder."""
    file: str
    """Path of course.yaml as it is shown to the author."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By the path as written in the source."""
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    """Sound, video and captions, by the path as written in the source."""
    glossary: Glossary = field(default_factory=Glossary)
    """The terms that learners can look up."""
    translations: tuple[Course, ...] = ()
    """The same course in each of its other languages: the same pages and questions in other words.
    A page that is not translated stands there in the original's (``Page.language``)."""

    @property
    def editions(self) -> tuple[Course, ...]:
        """The course in each of its languages, the original first."""
        return (self, *self.translations)

    @property
    def id(self) -> str:
        """The course's id."""
        return self.head.id

    def picture(self, path: str) -> Picture | None:
        """The picture of that path; None when it could not be loaded (a problem says why)."""
        return self.pictures.get(path)

    def person(self, person: str) -> Person | None:
        """The person of that id."""
        return next((p for p in self.head.people if p.id == person), None)

    @cached_property
    def page_ids(self) -> frozenset[str]:
        """Ids of all pages."""
        return frozenset(page.id for page in self.pages)

    @cached_property
    def has_assessment(self) -> bool:
        """Whether some pages are marked as the assessment."""
        return any(page.head.assessment for page in self.pages)

    def is_scored(self, page: Page) -> bool:
        """Whether a page's questions count towards the score."""
        return self.head.pass_mark is not None and (page.head.assessment or not self.has_assessment)

    def tries(self, page: Page, question: Question) -> int:
        """Tries before the answer is shown: as the author says, else 2, or 1 in an assessment.

        One where there is a single wrong answer: after it nothing is left to try. One where being
        sure counts: a second try would make up for having been sure of something wrong.
        """
        sure = self.head.certainty_marking and self.is_scored(page)
        if question.one_wrong or not question.scorable or sure:
            return 1
        return question.tries or (1 if page.head.assessment else 2)

    def asks_confidence(self, question: Question) -> bool:
        """Whether learners are asked how sure they are of their answer."""
        if not question.scorable:
            return False
        asked = self.head.confidence or self.head.certainty_marking
        return asked if question.confidence is None else question.confidence

    def needs(self, page: Page) -> tuple[str, ...]:
        """What a page needs to be done, besides that its end is reached."""
        needs = page.head.completion or self.head.completion
        return tuple(need for need in ("questions", "findings") if need in needs)

    def figures_to_show(self, page: Page) -> tuple[str, ...]:
        """Ids of the figures whose findings have to be shown for the page to be done."""
        if "findings" not in self.needs(page):
            return ()
        return tuple(block.id for block in page.models if block.has_findings)

    def state_layout(self) -> StateLayout:
        """What an attempt at this course has to keep."""
        return StateLayout.of(
            tuple(
                PageSlot(
                    page.id,
                    tuple(
                        QuestionSlot(
                            q.id,
                            q.kind,
                            q.form,
                            q.answer_size,
                            q.answer_choices,
                            self.is_scored(page) and q.scorable,
                            q.weight,
                        )
                        for q in page.questions
                    ),
                    self.figures_to_show(page),
                )
                for page in self.pages
            )
        )
