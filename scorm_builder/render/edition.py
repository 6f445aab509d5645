"""One language of a course → its files: bodies, the scripts that bring them, reading pages.

A page's body is written once and used three times, the same bytes: in the launch page (the first
one), in ``page-<id>.html`` (to read with scripts off) and in ``assets/page-<id>-<hash>.js`` (what
the player loads). All pages lie at the root of the package, so that paths in a body fit all three.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from scorm_builder.filetree import File
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.plugin import ANY_HOST, HostRules, Registry
from scorm_builder.render import image
from scorm_builder.render.body import body, place_in
from scorm_builder.render.data import as_json, as_script, course_data, scripts_of
from scorm_builder.render.extras import Extra, Maker
from scorm_builder.render.extras.credits import credits
from scorm_builder.render.extras.glossary import glossary
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.search import SEARCHED, search_index
from scorm_builder.render.words import Words
from scorm_builder.version import version

MAKERS: tuple[Maker, ...] = (
    glossary,
    credits,
)
"""The extra pages, in the order of the contents."""


RESULTS = "results"
"""The player's script that shows the results, the certificate, and questions to practise again."""

DIAGNOSIS = "diagnosis"
"""The player's script that tells a service desk what it found out about the LMS."""

GENERIC = ANY_HOST.as_json()
"""``HostRules`` of ``player/course.ts`` that work on every host."""


@dataclass(frozen=True)
class Edition:
    """One language of a course, written."""

    course: Course
    words: Words
    registry: Registry
    player: PlayerFiles
    every: Sequence[Words]
    """The words of all languages of the course, the original's first."""
    style: str
    """Path of the style sheet."""
    extras: tuple[Extra, ...]
    bodies: Mapping[str, Markup] = field(repr=False)
    """The ``<article>`` of each page and each extra page, by its id."""
    search: tuple[str, File] | None
    """The script of the search with its index: path and file; None in a short course."""
    host: HostRules = ANY_HOST

    @property
    def scripts(self) -> dict[str, tuple[str, File]]:
        """The script that brings each body, by the page's id: its path and the file."""
        named = {page: f"page-{page}{self._mark}" for page in self.bodies}
        return {
            page: _asset(named[page], as_script("scormBuilderPage", page, html))
            for page, html in self.bodies.items()
        }

    @property
    def parts(self) -> dict[str, tuple[str, File]]:
        """The player's scripts that this course needs beside the first, by their names."""
        pages = self.course.pages
        wanted = {name for page in pages for name in scripts_of(page, self.registry)}
        if self.has_results:
            wanted.add(RESULTS)
        wanted.add(DIAGNOSIS)
        return {name: self.player.part(name) for name in sorted(wanted)}

    @property
    def probe(self) -> tuple[str, File, str]:
        """A small file by which the player sees that the LMS still answers: path, file, text.

        A script by its name, so that every host serves it; nothing runs it.
        """
        text = f"/* {self.course.id} {self.course.state_layout().fingerprint} */"
        return *_asset("here", text), text

    @property
    def has_results(self) -> bool:
        """Whether there is anything to say of an attempt besides what pages were read."""
        head = self.course.head
        return head.certificate or any(page.questions for page in self.course.pages)

    @property
    def _mark(self) -> str:
        """What the names of its files carry: nothing for the original, else its language."""
        return self.words.ending.removesuffix(".html")

    def launch(self, script: str, scripts: Mapping[str, str], languages: Sequence[object]) -> str:
        """The launch page, which runs the player's ``script``; ``scripts`` bring the pages."""
        first = self.course.pages[0]
        look, _ = self.player.look()
        values = {"page": first, "body": self.bodies[first.id], "script": script, "look": look}
        data = as_json(self._data(scripts, languages))
        return self._written("shell/index.html.j2", **values, data=data) + "\n"

    def as_language(self, scripts: Mapping[str, str]) -> tuple[str, File]:
        """The script with which the player puts this language in the place of another."""
        first = self.course.pages[0]
        shell = self._written("shell/course.html.j2", page=first, body="")
        data = self._data(scripts, ())
        tag = self.words.language
        return _asset(
            f"language-{tag.lower()}", as_script("scormBuilderLanguage", tag, shell, data)
        )

    def reading_pages(self) -> Iterator[tuple[str, File]]:
        """A page to read with scripts off for each page and each extra page."""
        pages = self.course.pages
        around = zip((None, *pages), pages, (*pages[1:], None), strict=False)
        steps: list[tuple[Page | None, str, str, Page | None]] = [
            (before, page.id, page.head.title, after) for before, page, after in around
        ]
        steps += [(None, extra.name, extra.title, None) for extra in self.extras]
        bodies = dict(self.bodies)
        if len(self.every) > 1:  # the contents on the launch page are in the original's language
            contents = self._written("shell/contents.html.j2")
            bodies["_contents"] = Markup(contents)
            steps.append((None, "_contents", str(self.words("contents")), None))
        for before, name, title, after in steps:
            values = {"id": name, "title": title, "body": bodies[name]}
            html = self._written("shell/page.html.j2", **values, before=before, after=after)
            yield f"page-{name}{self.words.ending}", File.of(html + "\n")

    def _data(self, scripts: Mapping[str, str], languages: Sequence[object]) -> dict[str, Any]:
        extras = [
            {"id": x.name, "title": self.words.plain(x.title), "script": scripts[x.name]}
            for x in self.extras
        ]
        found = None
        if self.search:
            searched = [extra.name for extra in self.extras if extra.name in SEARCHED]
            found = {"script": self.search[0], "extras": searched}
        parts = {name: path for name, (path, _) in self.parts.items()}
        probe, _, text = self.probe
        others = {
            "extras": extras,
            "search": found,
            "languages": languages,
            "results": parts.get(RESULTS, ""),
            "diagnosis": {"script": parts[DIAGNOSIS], "builder": version()},
            "probe": {"path": probe, "text": text},
            "host": self.host.as_json(),
        }
        return course_data(self.course, self.words, self.registry, {**scripts, **parts}, **others)

    def _written(self, template: str, **values: object) -> str:
        html = self.player.templates().get_template(template).render(**self._frame, **values)
        return str(self.words.finished(html))

    @property
    def _frame(self) -> dict[str, Any]:
        """What every page's template is given."""
        return {
            "course": self.course.head,
            "words": self.words,
            "every": self.every if len(self.every) > 1 else (),
            "style": self.style,
            "scheme": self.player.theme.scheme,
            "logo": image.logo(self.course),
            "sections": _sections(self.course),
            "extras": self.extras,
            "searched": self.search is not None,
            "has_results": self.has_results,
        }


@dataclass(frozen=True)
class Press:
    """What all languages of a course are written with."""

    course: Course
    registry: Registry
    player: PlayerFiles
    style: str
    """Path of the style sheet."""
    makers: tuple[Maker, ...] = MAKERS
    """The extra pages."""
    host: HostRules = ANY_HOST
    """How the host is to be spoken to."""

    def editions(self) -> tuple[Edition, ...]:
        """The course written in each of its languages, the original first."""
        every = tuple(map(self._words, self.course.editions))
        return tuple(
            self._edition(course, words, every)
            for course, words in zip(self.course.editions, every, strict=True)
        )

    def _words(self, course: Course) -> Words:
        tag = course.head.language
        ending = ".html" if course is self.course else f".{tag.lower()}.html"
        words = self.player.strings(tag)
        return Words(tag, **words, english=self.player.english(tag), ending=ending)

    def _edition(self, course: Course, words: Words, every: tuple[Words, ...]) -> Edition:
        made = (
            make(course, words, place_in(words, course.page_ids), self.player)
            for make in self.makers
        )
        extras = tuple(extra for extra in made if extra is not None)
        names = frozenset(extra.name for extra in extras)
        bodies = {}
        for page in course.pages:
            if page.language is None:
                html = body(course, page, self.registry, words, self.player, extras=names)
            else:
                # All of it is in the original's language, the words of the interface too.
                html = body(
                    self.course,
                    page,
                    self.registry,
                    every[0],
                    self.player,
                    extras=names,
                    note=_note(words),
                )
            bodies[page.id] = words.finished(html)
        bodies.update({extra.name: words.finished(extra.article) for extra in extras})
        search = _search(search_index(course, extras), words, self.player)
        player, style, host = self.player, self.style, self.host
        return Edition(
            course, words, self.registry, player, every, style, extras, bodies, search, host
        )


def _search(index: list[str] | None, words: Words, player: PlayerFiles) -> tuple[str, File] | None:
    if index is None:
        return None
    script = player.built("search.js") + as_script("scormBuilderIndex", index)
    return _asset(f"search-{words.language.lower()}", script)


def _note(words: Words) -> Markup:
    return Markup('<p class="notice stand-in" lang="{}" dir="{}">{}</p>\n').format(
        words.language, words.direction, words("not_translated")
    )


def short_hash(text: str) -> str:
    """What a file's name carries of its content."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _asset(name: str, text: str) -> tuple[str, File]:
    return f"assets/{name}-{short_hash(text)}.js", File.of(text)


def _sections(course: Course) -> list[dict[str, Any]]:
    pages: Mapping[str, Page] = {page.id: page for page in course.pages}
    return [
        {"title": section.title, "pages": [pages[page] for page in section.pages]}
        for section in course.head.sections
    ]
