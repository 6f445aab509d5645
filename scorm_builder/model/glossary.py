"""The glossary of a course: its terms, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
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


def spelling_key(text: str) -> str:
    """What two spellings share that are taken for one: whatever their capitals, their spaces, and
    whether an accent is a character of its own."""
    return " ".join(unicodedata.normalize("NFC", text).split()).lower()


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

    def id_of(self, term: Term) -> str:
        """One of its terms in an address. No two share one: ``T2`` is ``t2``, ``T2*`` ``t2-2``."""
        return self._ids[term]

    @cached_property
    def _ids(self) -> Mapping[Term, str]:
        """Numbers go by the order of the file, and to no name that another term has by itself."""
        slugs = [slug(unicodedata.normalize("NFC", term.term)) for term in self.terms]
        taken, met = set(slugs), set[str]()
        found: dict[Term, str] = {}
        last: dict[str, int] = {}
        for term, name in zip(self.terms, slugs, strict=True):
            own = name
            if name in met:
                number = last.get(name, 1) + 1
                while f"{name}-{number}" in taken:
                    number += 1
                last[name], own = number, f"{name}-{number}"
                taken.add(own)
            met.add(name)
            found.setdefault(term, own)  # a term that stands twice is one, as a check has said
        return found

    def named(self, name: str) -> Term | None:
        """The term of that spelling or id, whatever its capitals."""
        key = spelling_key(name)
        return self._names.get(key) or self._names.get(slug(key))

    @cached_property
    def _names(self) -> Mapping[str, Term]:
        found = {name: term for term, name in self._ids.items()}
        for term in self.terms:
            found.update({spelling_key(each): term for each in term.spellings})
        return found

    @cached_property
    def _starts(self) -> Mapping[str, list[tuple[int, str, Term]]]:
        """Spellings by their first word, the longest first, so that a text is read once; with the
        number of signs in front of the word: ``°C``, ``-itis``."""
        found: dict[str, list[tuple[int, str, Term]]] = {}
        for term in self.terms:
            for spelling in term.spellings:
                own = unicodedata.normalize("NFC", spelling)
                first = _WORD.search(own)
                if first:
                    entry = (first.start(), own.lower(), term)
                    found.setdefault(first[0].lower(), []).append(entry)
        for spellings in found.values():
            spellings.sort(key=lambda each: -len(each[1]))
        return found

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Whole words of ``text`` that are terms, whatever their capitals: from, to, which."""
        if unicodedata.is_normalized("NFC", text):
            yield from self._find(text)
            return
        composed, places = _composed(text)
        for start, stop, term in self._find(composed):
            yield places[start], places[stop], term

    def _find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for signs, spelling, term in self._starts.get(word[0].lower(), ()):
                start = word.start() - signs
                stop = start + len(spelling)
                if (
                    start >= end
                    and text[start:stop].lower() == spelling
                    and not text[stop : stop + 1].isalnum()
                    # "39°C" has the term "°C", and "arthr-itis" not the term "-itis".
                    and not (signs and start and text[start - 1].isalpha())
                ):
                    yield start, stop, term
                    end = stop
                    break


def _composed(text: str) -> tuple[str, list[int]]:
    """The text with each letter and its accents as one, and where each character of it was."""
    made: list[str] = []
    places: list[int] = []
    begins = [at for at, character in enumerate(text) if at == 0 or not _continues(character)]
    for start, stop in pairwise((*begins, len(text))):
        one = unicodedata.normalize("NFC", text[start:stop])
        made.append(one)
        places += [start] * len(one)
    return "".join(made), [*places, len(text)]


def _continues(character: str) -> bool:
    """Whether it is an accent, or a further part of a Korean syllable."""
    return bool(unicodedata.combining(character)) or "\u1160" <= character <= "\u11ff"
