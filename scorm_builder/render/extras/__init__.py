"""Extra pages: what a package has beside the pages of the course, such as its glossary.

A learner reads them like any page, from the contents or a link; they have no questions, no place
in the order of the pages and no part in progress, completion or the kept state. Each is made by a
module here; ``render/edition.py`` lists them. Names begin with ``_``, as no page's id does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from scorm_builder.model.course import Course
from scorm_builder.render.markdown import Place
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.words import Words


@dataclass(frozen=True, slots=True)
class Extra:
    """A page that is none of the course's own."""

    name: str
    """``_glossary``: what links, addresses and files call it."""
    title: str
    """Its heading, and its entry in the contents."""
    body: Markup
    """What stands below the heading."""

    @property
    def id(self) -> str:
        """Its name, under which templates ask for it as they ask for a page's id."""
        return self.name

    @property
    def article(self) -> Markup:
        """The whole ``<article>``."""
        return Markup(
            '<article class="page extra" data-page="{}">\n<h1 tabindex="-1">{}</h1>\n{}\n</article>'
        ).format(self.name, self.title, self.body.strip("\n"))


Maker = Callable[[Course, Words, Place, PlayerFiles], Extra | None]
"""Makes an extra page of a course; None when the course has nothing for it."""
