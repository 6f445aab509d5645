"""The page of licences and credits: whose each picture and recording is, and under which terms.

Of the logo and the portraits an author need not say it; the page then says that nothing was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from scorm_builder.model.base import BlockModel, Where
from scorm_builder.model.course import Course
from scorm_builder.model.media import Media
from scorm_builder.model.page import Page
from scorm_builder.render import markdown
from scorm_builder.render.extras import Extra
from scorm_builder.render.markdown import Place
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.words import Words

NAME = "_credits"

_COMMONS = re.compile(r"cc[ -](by(?:-(?:nc|sa|nd|nc-sa|nc-nd))?)[ -]v?([1-4]\.\d)(?:[ -].*)?")
_GOVERNMENT = re.compile(r"(?:ogl|open government licence)(?:[ -]uk)?[ -]?v?([1-3])(?:\.0)?")
_KNOWN = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "public domain mark 1.0": "https://creativecommons.org/publicdomain/mark/1.0/",
    "mit": "https://opensource.org/license/mit",
    "mit license": "https://opensource.org/license/mit",
    "mit licence": "https://opensource.org/license/mit",
}


def licence_address(licence: str) -> str:
    """Where the text of a licence is published; "" for one that we do not know by its name.

    A Creative Commons licence without its version is not known: the versions differ.
    """
    name = " ".join(licence.lower().split())
    if found := _COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{found[1]}/{found[2]}/"
    if found := _GOVERNMENT.fullmatch(name):
        version = found[1]
        place = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version"
        return f"{place}/{version}/"
    return _KNOWN.get(name, "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or a recording in its place: what it is, whose, and under which terms."""

    anchor: str
    """Id of the block that shows it; "" for one that belongs to no block."""
    name: str
    """What it is called here: its alternative text or title, else the name of its file."""
    credit: str
    licence: str
    source: str = ""
    consent: str = ""

    @property
    def address(self) -> str:
        """Where its licence is published, if that is known."""
        return licence_address(self.licence)


def own(course: Course, words: Words) -> tuple[Shown, ...]:
    """The logo and the portraits, which belong to the course and to no page."""
    logo, found = course.head.logo, []
    if logo:
        name = words("credits_logo", name=logo.alt)
        found.append(Shown("", name, logo.credit or "", logo.licence or ""))
    for person in course.head.people:
        if person.photo:
            name = words("portrait", name=person.name)
            found.append(Shown("", name, person.photo_credit or "", person.photo_licence or ""))
    return tuple(found)


def shown_on(page: Page) -> tuple[Shown, ...]:
    """The pictures and recordings of a page in reading order, each once."""
    found: dict[tuple[str, ...], Shown] = {}
    for block in page.models:
        if isinstance(block, Media):  # its poster is a part of it
            said = [block.credit, block.licence, block.source or ""]
            found.setdefault((block.title, *said), Shown(block.anchor, block.title, *said))
            continue
        for path, where in block.images():
            name = _said(block, where, "alt") or path.rpartition("/")[2]
            said = [_said(block, where, k) for k in ("credit", "licence", "source", "consent")]
            shown = Shown(block.anchor, name, *said)
            if shown not in found.values():  # the slices of a stack are one picture
                found.setdefault((path, *said), shown)
    return tuple(found.values())


def credits(course: Course, words: Words, place: Place, player: PlayerFiles) -> Extra | None:
    """The page, for every course: even one without a picture has a licence."""
    groups = [(page, shown) for page in course.pages if (shown := shown_on(page))]
    body = (
        player.templates()
        .get_template("shell/credits.html.j2")
        .render(
            course=course.head,
            words=words,
            own=own(course, words),
            groups=groups,
            licence=(course.head.licence, licence_address(course.head.licence)),
            inline=lambda text: markdown.inline(text, place),
        )
    )
    return Extra(NAME, str(words("credits")), Markup(body))


def _said(block: BlockModel, where: Where, key: str) -> str:
    """What is said of a picture nearest to it: a block may show several."""
    here: object = block
    said = [getattr(block, key, None)]
    for step in where:
        here = here[int(step)] if isinstance(here, tuple) else getattr(here, str(step), None)
        said.append(getattr(here, key, None))
    return str(next((each for each in reversed(said) if each), ""))
