"""What ``course.<language>.yaml`` says: the words of course.yaml in another language."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scorm_builder.model.base import Identifier, Line, Markdown, Model
from scorm_builder.model.course import Accessibility


class SectionWords(Model):
    """The words of a section."""

    title: Line
    """The heading."""


class PersonWords(Model):
    """The words about a person."""

    id: Identifier
    """The person's id in course.yaml."""
    name: Line | None = None
    """As it is shown, where it is another one in this language."""
    role: Line | None = None
    """Profession and place of work."""
    bio: Markdown | None = None
    """A short biography."""


class CourseWords(Model):
    """The file ``course.<language>.yaml``: the words of course.yaml in that language."""

    title: Annotated[Line, Field(max_length=200)]
    """The course's title, at most 200 characters."""
    description: Markdown
    """What the course is about and for whom."""
    organisation: Line | None = None
    """Who publishes the course, where the name is another one in this language."""
    licence: Line | None = None
    """The licence, where it is called otherwise in this language."""
    sections: Annotated[tuple[SectionWords, ...], Field(min_length=1)]
    """The headings of the contents, as many and in the same order as in course.yaml."""
    people: tuple[PersonWords, ...] = ()
    """Authors and editors."""
    accessibility: Accessibility | None = None
    """What the accessibility statement says that only you can know."""
    logo_alt: Line | None = None
    """What the logo says, where it is another text in this language."""
