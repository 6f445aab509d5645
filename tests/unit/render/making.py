"""Courses made of values, for tests of what they are rendered to."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from scorm_builder.core import CORE
from scorm_builder.filetree import File, FileTree
from scorm_builder.load.markdown import parser
from scorm_builder.model.compare import Compare
from scorm_builder.model.course import Course, CourseFile
from scorm_builder.model.figure import Figure
from scorm_builder.model.page import Block, Box, FrontMatter, Page, Prose
from scorm_builder.model.picture import Picture
from scorm_builder.model.pictured import Hotspot
from scorm_builder.model.question import Choice, MultipleChoice, Question, TrueFalse
from scorm_builder.model.stack import Stack
from scorm_builder.model.written import Ordering
from scorm_builder.plugin import Registry
from scorm_builder.problems import Span
from scorm_builder.render import render
from scorm_builder.render.player_files import player_folder

NOWHERE = Span("")
MODELS = {
    "figure": Figure,
    "compare": Compare,
    "stack": Stack,
    "choice": Choice,
    "multiple_choice": MultipleChoice,
    "true_false": TrueFalse,
    "hotspot": Hotspot,
    "ordering": Ordering,
}


def prose(text: str) -> Prose:
    return Prose(tuple(parser().parse(text)), text, NOWHERE)


def box(name: str, title: str, *blocks: Block) -> Box:
    return Box(name, title, blocks, NOWHERE)


def fixtures(kind: str) -> Mapping[str, Any]:
    """The named examples beside a block's template."""
    text = (player_folder() / f"blocks/{kind}/fixtures.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def made(kind: str, values: Mapping[str, Any]) -> Figure | Question:
    return MODELS[kind].model_validate(values)


def page(*blocks: Block, id: str = "one", **head: Any) -> Page:
    return Page(FrontMatter.model_validate({"id": id, "title": f"Page {id}", **head}), blocks, id)


def picture(path: str = "images/fixture.png") -> Picture:
    return Picture(Path(path), "image/png", ".png", 800, 600, File.of(path), ())


def course(folder: Path, *pages: Page, **head: Any) -> Course:
    """A course with an empty theme in ``folder``, which a test may fill."""
    (folder / "theme").mkdir(exist_ok=True)
    values = {
        "format": 1,
        "id": "tiny",
        "title": "A tiny course",
        "description": "For a test.",
        "licence": "MIT",
        "theme": "theme",
        "sections": [{"title": "All", "pages": [each.id for each in pages]}],
        **head,
    }
    pictures = {
        path: picture(path) for each in pages for block in each.models for path, _ in block.images()
    }
    return Course(CourseFile.model_validate(values), pages, folder, "course.yaml", pictures)


def rendered(made: Course) -> FileTree:
    return render(made, Registry.of([CORE]), tracking="scorm12")


def text(tree: FileTree, path: str) -> str:
    return tree[path].read().decode()


class Elements(HTMLParser):
    """Every element of a document: its name and attributes; and the text outside of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.data: list[str] = []
        self._script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        (self.data if self._script else self.words).append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            attrs
            for name, attrs in self.found
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
