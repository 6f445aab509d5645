"""Course → FileTree: the launch page, a reading page and a script for each page, and what they use.

A page's body is written once and used three times, the same bytes: in the launch page (the first
one), in ``page-<id>.html`` (to read with scripts off) and in ``assets/page-<id>-<hash>.js`` (what
the player loads). All pages lie at the root of the package, so that paths in a body fit all three.
Every name but those of the pages carries a hash of its content: an LMS may cache it for good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from scorm_builder.filetree import File, FileTree
from scorm_builder.model.course import Course, Person
from scorm_builder.model.page import Box, Page
from scorm_builder.plugin import Registry
from scorm_builder.render import image, markdown
from scorm_builder.render.blocks import Writer
from scorm_builder.render.data import as_json, as_script, course_data, page_data
from scorm_builder.render.markdown import Place
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.words import Words

LAUNCH = "index.html"
KEY_POINTS = "key-points"
"""The box that comes before everything else on its page, the objectives too."""


def render(course: Course, registry: Registry, *, tracking: str) -> FileTree:
    """The files that a learner's browser opens, for a runtime that ``tracking`` speaks to."""
    player = PlayerFiles.of(_theme(course))
    words = Words(course.head.language, **player.strings(course.head.language))
    templates = player.templates()
    script = player.script(tracking)
    style = player.stylesheet()
    assets = {
        f"assets/player-{_hash(script)}.js": File.of(script),
        f"assets/player-{_hash(style)}.css": File.of(style),
    }
    script_path, style_path = assets

    bodies = {page.id: body(course, page, registry, words, player) for page in course.pages}
    sources = {page: as_script(page, html) for page, html in bodies.items()}
    scripts = {page: f"assets/page-{page}-{_hash(text)}.js" for page, text in sources.items()}
    frame: dict[str, Any] = {
        "course": course.head,
        "words": words,
        "style": style_path,
        "sections": _sections(course),
        "has_questions": any(page.questions for page in course.pages),
    }
    data = as_json(course_data(course, scripts, words.for_player()))
    first = course.pages[0]
    launch = templates.get_template("shell/index.html.j2").render(
        **frame, page=first, body=bodies[first.id], script=script_path, data=data
    )
    reading = templates.get_template("shell/page.html.j2")
    pages = {LAUNCH: File.of(launch + "\n")}
    around = zip((None, *course.pages), course.pages, (*course.pages[1:], None), strict=False)
    for before, page, after in around:
        html = reading.render(**frame, page=page, body=bodies[page.id], before=before, after=after)
        pages[f"page-{page.id}.html"] = File.of(html + "\n")
    loaded = {scripts[page]: File.of(text) for page, text in sources.items()}
    return FileTree({**pages, **assets, **loaded, **image.picture_files(course)})


def body(
    course: Course, page: Page, registry: Registry, words: Words, player: PlayerFiles
) -> Markup:
    """The ``<article>`` of a page."""
    templates = player.templates()
    place = Place(
        opens_window=str(words("opens_window")),
        table_label=words.page["table_label"],
        anchors=_anchors(page),
        pages=course.page_ids,
    )
    writer = Writer(course, page, registry, words, templates, place)
    first = page.blocks[:1]
    opening = first if first and isinstance(first[0], Box) and first[0].name == KEY_POINTS else ()
    key_points, blocks = writer.blocks(opening), writer.blocks(page.blocks[len(opening) :])
    html = templates.get_template("shell/body.html.j2").render(
        page=page,
        words=words,
        key_points=key_points,
        blocks=blocks,
        references=[
            {"id": r.id, "text": markdown.inline(r.text, place), "doi": r.doi, "url": r.url}
            for r in page.head.references
        ],
        authors=_people(course, page.head.author, place),
        editors=_people(course, page.head.editor, place),
        objectives=[markdown.inline(line, place) for line in page.head.objectives],
        assessment=course.is_scored(page) and bool(page.questions) and course.has_assessment,
        data=as_json(page_data(course, page)),
    )
    return Markup(html)


def languages(course: Course) -> frozenset[str]:
    """The languages that the interface has words in, those of the course's theme too."""
    return PlayerFiles.of(_theme(course)).languages()


def _theme(course: Course) -> Path | None:
    """The theme's folder, or None for the player's own."""
    return None if course.head.theme == "plain" else course.root / course.head.theme


def _sections(course: Course) -> list[dict[str, Any]]:
    pages: Mapping[str, Page] = {page.id: page for page in course.pages}
    return [
        {"title": section.title, "pages": [pages[page] for page in section.pages]}
        for section in course.head.sections
    ]


def _people(course: Course, people: tuple[str, ...], place: Place) -> list[dict[str, Any]]:
    found: list[Person] = [p for p in map(course.person, people) if p is not None]
    return [
        {
            "name": person.name,
            "role": person.role,
            "bio": markdown.block(person.bio, place) if person.bio else "",
        }
        for person in found
    ]


def _anchors(page: Page) -> dict[str, str]:
    """What may stand behind ``#`` in a link of the page → the id it leads to."""
    found = {name: f"h_{name}" for name in page.headings}
    found.update({reference.id: f"ref_{reference.id}" for reference in page.head.references})
    found.update({block.id: block.anchor for block in page.models})
    return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
