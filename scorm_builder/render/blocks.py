"""One block → HTML, by the template of its kind.

Each kind of block brings a function that gathers what its template needs (``blocks/``); the writer
gives these functions what all of them want: numbers, pictures, credits, rendered text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import jinja2
from markupsafe import Markup

from scorm_builder.load.markdown import LANGUAGE_BOX
from scorm_builder.model.course import Course
from scorm_builder.model.page import CASE, STEP, Block, Box, Page, Prose
from scorm_builder.model.picture import Picture
from scorm_builder.plugin import Registry
from scorm_builder.render import image, markdown
from scorm_builder.render.markdown import Place
from scorm_builder.render.words import Words, direction


class Credited(Protocol):
    """What says whose picture it shows."""

    @property
    def credit(self) -> str: ...  # noqa: D102
    @property
    def licence(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str | None: ...  # noqa: D102


@dataclass(slots=True)
class Writer:
    """Renders the blocks of one page, counting figures and questions as it goes."""

    course: Course
    page: Page
    registry: Registry
    words: Words
    templates: jinja2.Environment
    place: Place
    figures: int = 0
    questions: int = 0
    images: int = 0
    step: int = 0
    steps: int = 0

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Blocks in order."""
        return Markup("").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        """One block."""
        match block:
            case Prose():
                html = markdown.prose(block.tokens, self.place)
                if not html:  # nothing but notes, which stand at the end of the page
                    return html
                return Markup('<div class="prose">\n{}</div>\n').format(html)
            case Box():
                return self._box(block)
        kind = self.registry.blocks.get(block.kind)
        context = kind.write(self, block) if kind and kind.write else {"block": block}
        return self._write(block.kind, context)

    def _write(self, kind: str, context: Mapping[str, Any]) -> Markup:
        template = self.templates.get_template(f"blocks/{kind}/{kind}.html.j2")
        level = min(self.place.level + 1, 6)
        return Markup(template.render(words=self.words, level=level, **context)) + "\n"

    def _box(self, box: Box) -> Markup:
        if box.name == LANGUAGE_BOX:
            html = Markup('<div lang="{}" dir="{}">\n{}</div>\n')
            return html.format(box.title, direction(box.title), self.blocks(box.blocks))
        level = self.place.level
        stepped = box.name in (CASE, STEP)
        title = markdown.inline(box.title, self.place)
        if box.name == CASE:
            self.step, self.steps = 0, sum(_is_step(block) for block in box.blocks)
        if box.name == STEP:  # it has a number, and need not have a title
            self.step += 1
        else:
            title = title or self.words(f"box_{_under(box.name)}")
        context = {"name": box.name, "title": title, "n": self.step, "total": self.steps}
        self.place.level = min(level + 1, 6)
        inside = self.blocks(box.blocks)
        self.place.level = level
        if box.name == CASE:
            self.step = 0
        return self._write(box.name if stepped else "box", {**context, "inside": inside})

    def figure_number(self) -> int:
        """The number of the next figure of the page, from 1."""
        self.figures += 1
        return self.figures

    def question_number(self) -> int:
        """The number of the next question of the page, from 1."""
        self.questions += 1
        return self.questions

    def picture(self, path: str) -> Picture:
        """The picture of that path. Raises :class:`ValueError` when it is not loaded."""
        picture = self.course.picture(path)
        if picture is None:
            raise ValueError(f"page '{self.page.id}': the picture '{path}' is not loaded")
        return picture

    def img(self, picture: Picture, alt: str, described_by: str) -> Markup:
        """The picture's element; the page's first one is fetched at once, the others when near.

        So are those of the later steps of a case: they are not near before they open.
        """
        self.images += 1
        eager = self.images == 1 and self.step < 2
        return image.img(picture, alt, eager=eager, described_by=described_by)

    def credit(self, block: Credited) -> Markup:
        """Whose picture it is, under which licence, and where it was published."""
        source = markdown.inline(block.source, self.place) if block.source else ""
        name = "credit_source" if source else "credit"
        return self.words(name, credit=block.credit, licence=block.licence, source=source)

    def text(self, text: str | None) -> Markup:
        """Markdown as blocks; nothing for None."""
        return markdown.block(text, self.place) if text else Markup("")


def _is_step(block: Block) -> bool:
    return isinstance(block, Box) and block.name == STEP


def _under(name: str) -> str:
    return name.replace("-", "_")
