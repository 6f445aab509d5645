"""A page → its ``<article>``: the same bytes wherever the page is shown."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from scorm_builder.model.course import Course, Person
from scorm_builder.model.page import Box, Page
from scorm_builder.plugin import Registry
from scorm_builder.render import image, markdown
from scorm_builder.render.blocks import Writer
from scorm_builder.render.data import as_json, page_data
from scorm_builder.render.notes import notes_of, written_notes
from scorm_builder.render.place import Place
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.terms import definitions
from scorm_builder.render.words import Words

KEY_POINTS = "key-points"
"""The box that comes before everything else on its page, the objectives too."""


def place_in(words: Words, pages: frozenset[str], anchors: dict[str, str] | None = None) -> Place:
    """What text stands in that may link to ``pages``, and to ``anchors`` on its own page."""
    return Place(
        opens_window=str(words("opens_window")),
        table_label=words.page["table_label"],
        table_number=words.page["table_number"],
        reference_label=words.page["reference_number"],
        note_label=words.page["note_number"],
        anchors=anchors or {},
        pages=pages,
    )


def body(
    course: Course,
    page: Page,
    registry: Registry,
    words: Words,
    player: PlayerFiles,
    *,
    extras: frozenset[str] = frozenset(),
    note: Markup | str = "",
) -> Markup:
    """The ``<article>`` of a page. ``extras`` are the names of the extra pages there are.

    ``note`` stands above a page that stands in for its translation.
    """
    templates = player.templates()
    place = place_in(words, course.page_ids | extras, _anchors(page))
    place.references = {r.id: number for number, r in enumerate(page.head.references, 1)}
    place.notes = notes_of(page)
    place.glossary = course.glossary
    writer = Writer(course, page, registry, words, templates, place)
    first = page.blocks[:1]
    opening = first if first and isinstance(first[0], Box) and first[0].name == KEY_POINTS else ()
    key_points, blocks = writer.blocks(opening), writer.blocks(page.blocks[len(opening) :])
    parts: dict[str, Any] = {
        "references": [
            {"id": r.id, "text": markdown.inline(r.text, place), "doi": r.doi, "url": r.url}
            for r in page.head.references
        ],
        "authors": _people(course, page.head.author, place, words),
        "editors": _people(course, page.head.editor, place, words),
        "objectives": [markdown.inline(line, place) for line in page.head.objectives],
    }
    # Last: they are of what all the other texts refer to.
    blocks += written_notes(place, words) + definitions(place, words)
    html = templates.get_template("shell/body.html.j2").render(
        **parts,
        page=page,
        words=words,
        note=note,
        key_points=key_points,
        blocks=blocks,
        cited=place.cited,
        show_overdue=course.head.show_overdue,
        assessment=course.is_scored(page) and bool(page.questions) and course.has_assessment,
        data=as_json(page_data(course, page, registry)),
    )
    return Markup(html)


def _people(
    course: Course, people: tuple[str, ...], place: Place, words: Words
) -> list[dict[str, Any]]:
    found: list[Person] = [p for p in map(course.person, people) if p is not None]
    return [
        {
            "name": person.name,
            "role": person.role,
            "bio": markdown.block(person.bio, place) if person.bio else "",
            "photo": _portrait(course, person, words),
        }
        for person in found
    ]


def _portrait(course: Course, person: Person, words: Words) -> Markup:
    picture = course.picture(person.photo) if person.photo else None
    if picture is None:
        return Markup("")
    return image.img(picture, words("portrait", name=person.name), eager=False)


def _anchors(page: Page) -> dict[str, str]:
    """What may stand behind ``#`` in a link of the page → the id it leads to."""
    found = {name: f"h_{name}" for name in page.headings}
    found.update({reference.id: f"ref_{reference.id}" for reference in page.head.references})
    found.update({block.id: block.anchor for block in page.models})
    return found
