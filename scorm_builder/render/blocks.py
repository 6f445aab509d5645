"""One block → HTML, by the template of its kind.

This module gathers what a template needs, so that templates hold markup and nothing else. A kind
that a plugin adds has its template in ``player/blocks/<kind>/`` and gets the block as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import jinja2
from markupsafe import Markup

from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.model.page import Block, Box, Page, Prose
from scorm_builder.model.picture import Picture
from scorm_builder.model.question import Choice, Hotspot, MultipleChoice, Question, TrueFalse
from scorm_builder.render import image, markdown
from scorm_builder.render.markdown import Place
from scorm_builder.render.overlay import SLOTS, draw, path_data
from scorm_builder.render.words import Words


@dataclass(slots=True)
class Writer:
    """Renders the blocks of one page, counting figures and questions as it goes."""

    course: Course
    page: Page
    words: Words
    templates: jinja2.Environment
    place: Place
    figures: int = 0
    questions: int = 0
    images: int = 0

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Blocks in order."""
        return Markup("").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        """One block."""
        match block:
            case Prose():
                html = markdown.tokens(block.tokens, self.place)
                return Markup('<div class="prose">\n{}</div>\n').format(html)
            case Box():
                return self._box(block)
            case Figure():
                return self._write("figure", self._figure(block))
            case Hotspot():
                return self._write("hotspot", self._hotspot(block))
            case Choice() | MultipleChoice() | TrueFalse():
                return self._write(block.kind, self._choice(block))
        return self._write(block.kind, {"block": block})

    def _write(self, kind: str, context: dict[str, Any]) -> Markup:
        template = self.templates.get_template(f"blocks/{kind}/{kind}.html.j2")
        level = min(self.place.level + 1, 6)
        return Markup(template.render(words=self.words, level=level, **context)) + "\n"

    def _box(self, box: Box) -> Markup:
        level = self.place.level
        title = markdown.inline(box.title, self.place) or self.words(f"box_{_under(box.name)}")
        self.place.level = min(level + 1, 6)
        inside = self.blocks(box.blocks)
        self.place.level = level
        return self._write("box", {"name": box.name, "title": title, "inside": inside})

    def _figure(self, figure: Figure) -> dict[str, Any]:
        self.figures += 1
        picture = self._picture(figure)
        size = figure.size or (picture.width, picture.height)
        first, rest = markdown.lead(figure.caption, self.place)
        described = f"fig_{figure.id}_d" if figure.description else ""
        return {
            "figure": figure,
            "id": f"fig_{figure.id}",
            "n": self.figures,
            "size": size,
            "tall": size[1] > size[0],
            "img": self._img(picture, figure.alt, described),
            "drawings": draw(figure.findings, size),
            "findings": [self._finding(finding) for finding in figure.findings],
            "caption": first,
            "caption_rest": rest,
            "description": self._text(figure.description),
            "credit": self._credit(figure),
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        role = "" if finding.role == "abnormal" else self.words(f"role_{finding.role}")
        return {
            "id": finding.id,
            "slot": SLOTS[finding.role],
            "label": finding.label,
            "role": role,
            "text": self._text(finding.text),
        }

    def _choice(self, question: Choice | MultipleChoice | TrueFalse) -> dict[str, Any]:
        if isinstance(question, TrueFalse):
            options = [
                {"text": self.words("answer_true"), "rest": "", "feedback": ""},
                {"text": self.words("answer_false"), "rest": "", "feedback": ""},
            ]
        else:
            options = []
            for option in question.options:
                first, rest = markdown.lead(option.text, self.place)
                feedback = self._text(option.feedback)
                options.append({"text": first, "rest": rest, "feedback": feedback})
        return {**self._question(question), "options": options}

    def _hotspot(self, question: Hotspot) -> dict[str, Any]:
        picture = self._picture(question)
        size = question.size or (picture.width, picture.height)
        return {
            **self._question(question),
            "size": size,
            "img": self._img(picture, question.alt, ""),
            "credit": self._credit(question),
            "options": [
                {"text": region.label, "rest": "", "feedback": self._text(region.feedback)}
                for region in question.regions
            ],
            "outlines": [
                path_data(region.shape, size)
                for region in question.regions
                if region.correct and region.shape is not None
            ],
        }

    def _question(self, question: Question) -> dict[str, Any]:
        self.questions += 1
        first, rest = markdown.lead(question.prompt, self.place)
        return {
            "question": question,
            "id": f"q_{question.id}",
            "n": self.questions,
            "total": len(self.page.questions),
            "prompt": first,
            "prompt_rest": rest,
            "explain": self._text(question.explain),
            "hint": self._text(question.hint),
            "correct": question.correct,
            "tries": self.course.tries(self.page, question),
        }

    def _picture(self, block: Figure | Hotspot) -> Picture:
        picture = self.course.picture(block)
        if picture is None:
            raise ValueError(f"page '{self.page.id}': the picture '{block.image}' is not loaded")
        return picture

    def _img(self, picture: Picture, alt: str, described_by: str) -> Markup:
        self.images += 1
        return image.img(picture, alt, eager=self.images == 1, described_by=described_by)

    def _credit(self, block: Figure | Hotspot) -> Markup:
        source = markdown.inline(block.source, self.place) if block.source else ""
        name = "credit_source" if source else "credit"
        return self.words(name, credit=block.credit, licence=block.licence, source=source)

    def _text(self, text: str | None) -> Markup:
        return markdown.block(text, self.place) if text else Markup("")


def _under(name: str) -> str:
    return name.replace("-", "_")
