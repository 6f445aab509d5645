"""The glossary of a course: its terms, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from scorm_builder.model.base import Flag, Line, Markdown, Model
from scorm_builder.model.language import language_tag
from scorm_builder.model.page import slug

Language = Annotated[str, AfterValidator(language_tag)]
"""A BCP 47 tag: ``de``, ``la``."""


class Term(Model):
    """A word that learners may not know."""

    term: Line
    """As it is written within a sentence: ``osteophyte``."""
    definition: Markdown
    """What it means, in one to three sentences."""
    also: tuple[Line, ...] = ()
    """Other spellings: the plural, a synonym, an abbreviation."""
    lang: Language | None = None
    """Language of the word, when it is not that of the course: ``de``, ``la``."""

    @property
    def id(self) -> str:
        """The term in an address."""
        return slug(self.term)

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its spellings, the term first."""
        return (self.term, *self.also)


class GlossaryFile(Model):
    """The file ``glossary.yaml`` beside ``course.yaml``."""

    auto: Flag = True
    """Whether the first use of every term in each section of a page is marked by itself. Without
    it a term is marked where the author writes ``[word]{term}``."""
    terms: tuple[Term, ...] = ()
    """The terms, in any order."""


_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Glossary:
    """The terms of a course."""

    head: GlossaryFile = field(default_factory=GlossaryFile)
    file: str = ""
    """Path of glossary.yaml as it is shown to the author; "" when there is none."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms as written."""
        return self.head.terms

    def named(self, name: str) -> Term | None:
        """The term of that spelling or id, whatever its capitals."""
        key = " ".join(name.split()).lower()
        return self._names.get(key) or self._names.get(slug(key))

    @cached_property
    def _names(self) -> Mapping[str, Term]:
        found = {term.id: term for term in self.terms}
        for term in self.terms:
            found.update({" ".join(each.split()).lower(): term for each in term.spellings})
        return found

    @cached_property
    def _starts(self) -> Mapping[str, list[tuple[str, Term]]]:
        """Spellings by their first word, the longest first, so that a text is read once."""
        found: dict[str, list[tuple[str, Term]]] = {}
        for term in self.terms:
            for spelling in term.spellings:
                first = _WORD.match(spelling)
                if first:
                    found.setdefault(first[0].lower(), []).append((spelling.lower(), term))
        for spellings in found.values():
            spellings.sort(key=lambda each: -len(each[0]))
        return found

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Whole words of ``text`` that are terms, whatever their capitals: from, to, which."""
        end = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start < end:
                continue
            for spelling, term in self._starts.get(word[0].lower(), ()):
                stop = start + len(spelling)
                if text[start:stop].lower() == spelling and not text[stop : stop + 1].isalnum():
                    yield start, stop, term
                    end = stop
                    break
