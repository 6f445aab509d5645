"""Every kind of block, in every example that it has, as one course: the gallery of ``preview``.

Each example in a block's ``fixtures.yaml`` becomes a page of a course, written to a folder and read
back like any other, so that what is shown has gone the whole road. Pictures that the examples name
are drawn here: shapes of bone on black, with a grid of 100 pixels by which one sees at once whether
an overlay lies where it should.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw

from scorm_builder.filetree import File, FileTree
from scorm_builder.load.course import load
from scorm_builder.plugin import Registry
from scorm_builder.problems import stop_on_errors
from scorm_builder.render import render
from scorm_builder.render.player_files import PlayerFiles, player_folder

FOLDER = "/gallery/"
WRONG = "wrong"
"""The example that a reader must refuse: there is nothing of it to show."""
RIGHT_TO_LEFT = "right-to-left"
LANGUAGES = {"ltr": "en-GB", "rtl": "ar"}
SIZE = (800, 600)
SLICES = 9
"""Pictures drawn for an example that names them by a pattern."""

_PICTURE = re.compile(r"[\w/*.-]+\.(?:png|jpe?g|webp)")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a kind of block, and the page that shows it."""

    kind: str
    name: str
    page: str
    text: str
    """Markdown: its fence, or the text itself."""


def examples(registry: Registry) -> tuple[Example, ...]:
    """The examples of every kind of block, in the order of the folder names."""
    found = []
    for path in sorted(player_folder().glob("blocks/*/fixtures.yaml")):
        kind = path.parent.name
        fixtures: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, values in fixtures.items():
            if name == WRONG:
                continue
            page = _SLUG.sub("-", f"{kind}-{name}".lower())
            found.append(Example(kind, name, page, _written(kind, values, registry)))
    return tuple(found)


class Gallery:
    """The files of the gallery by path, each look of it built when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        """Nothing is built yet."""
        self.registry = registry
        self.examples = examples(registry)
        self._folder = Path(tempfile.mkdtemp(prefix="scorm-builder-gallery-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._looks: dict[tuple[str, str], Mapping[str, File]] = {}
        self._building = threading.Lock()

    def file(self, path: str) -> File | None:
        """The file at ``path`` below :data:`FOLDER`: the page itself is ``""``."""
        if path == "":
            return File.of(self._page())
        if path in ("gallery.js", "gallery.css"):
            return File.of(PlayerFiles.of().built(path))
        theme, _, rest = path.partition("/")
        direction, _, name = rest.partition("/")
        if theme not in themes() or direction not in LANGUAGES:
            return None
        return self._look(theme, direction).get(name)

    def _page(self) -> str:
        data = {
            "themes": list(themes()),
            "examples": [{"kind": e.kind, "name": e.name, "page": e.page} for e in self.examples],
        }
        text = json.dumps(data).replace("<", "\\u003c")
        return PlayerFiles.of().built("gallery.html").replace("{{ data }}", text)

    def _look(self, theme: str, direction: str) -> Mapping[str, File]:
        look, rtl = (theme, direction), direction == "rtl"
        with self._building:  # a page asks for many frames at once
            if look not in self._looks:
                folder = self._folder / theme / direction
                shown = [e for e in self.examples if (e.name == RIGHT_TO_LEFT) == rtl]
                write_gallery(folder, shown, theme=theme, language=LANGUAGES[direction])
                self._looks[look] = dict(_rendered(folder, self.registry).items())
            return self._looks[look]


def _rendered(folder: Path, registry: Registry) -> FileTree:
    """The course for no LMS: each frame of the gallery would look for one, and wait for it."""
    loaded = load(folder, registry)
    stop_on_errors(loaded.problems)
    assert loaded.course is not None  # without a course there is an error
    return render(loaded.course, registry, tracking="web")


def themes() -> tuple[str, ...]:
    """The looks that a course can name."""
    folder = player_folder() / "themes"
    return ("plain", *sorted(path.name for path in folder.glob("*") if path.is_dir()))


def write_gallery(
    folder: Path, shown: Iterable[Example], *, theme: str = "plain", language: str = "en-GB"
) -> None:
    """Write a course of the examples into ``folder``: a page each, a section each kind."""
    shown = tuple(shown)
    kinds = itertools.groupby(sorted(shown, key=lambda e: e.kind), key=lambda e: e.kind)
    course = {
        "format": 1,
        "id": "gallery",
        "title": "Gallery of blocks",
        "description": "Every kind of block with its examples. Everything in it is invented.",
        "licence": "MIT",
        "language": language,
        "theme": theme,
        # Its frames are of one course and one device, and would find each other's answers.
        "safety_copy": False,
        "sections": [{"title": kind, "pages": [e.page for e in group]} for kind, group in kinds],
    }
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(_yaml(course), encoding="utf-8")
    for example in shown:
        head = _yaml({"id": example.page, "title": f"{example.kind}, {example.name}"})
        text = f"---\n{head}---\n\n{example.text}\n"
        (folder / "pages" / f"{example.page}.md").write_text(text, encoding="utf-8")
    for example in shown:
        _give_files(folder, example)


def _written(kind: str, values: Any, registry: Registry) -> str:
    """An example as it stands on a page."""
    if isinstance(values, str):
        return values
    assert kind in registry.blocks, f"player/blocks/{kind} has examples of a kind that is not known"
    return f"```{kind}\n{_yaml(values)}```"


def _give_files(folder: Path, example: Example) -> None:
    """The files that an example names: those beside it, and pictures drawn for it."""
    beside = player_folder() / "blocks" / example.kind / "fixtures"
    for path in sorted(beside.rglob("*")) if beside.is_dir() else ():
        if path.is_file():
            target = folder / path.relative_to(beside)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    for name in _PICTURE.findall(example.text):
        for number, path in enumerate(_numbered(folder, name)):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _draw(path, number)


def _numbered(folder: Path, name: str) -> Iterator[Path]:
    if "*" not in name:
        yield folder / name
        return
    for number in range(1, SLICES + 1):
        yield folder / name.replace("*", f"{number:02}")


def _draw(path: Path, number: int) -> None:
    """A picture of no patient: bone on black, the later of a series the larger."""
    width, height = SIZE
    if "mask" in path.name:
        mask = Image.new("1", SIZE)
        ImageDraw.Draw(mask).ellipse((250, 200, 430, 360), fill=1)
        mask.save(path)
        return
    picture = Image.new("L", SIZE, 12)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((60, 40, width - 60, height - 40), 120, fill=62)
    grow = 6 * number
    pen.rounded_rectangle((240 - grow, 60, 380 + grow, 420), 60, fill=168)
    pen.rounded_rectangle((262, 90, 358, 400), 40, fill=128)
    pen.ellipse((220, 330, 400 + grow, 470 + grow), fill=196)
    pen.rounded_rectangle((430, 120, 520 + grow, 560), 45, fill=158)
    for x in range(0, width, 100):
        pen.line((x, 0, x, height), fill=84)
    for y in range(0, height, 100):
        pen.line((0, y, width, y), fill=84)
    if "annotated" in path.name:
        pen.ellipse((200, 310, 420, 490), outline=255, width=5)
    picture.save(path)


def _yaml(values: object) -> str:
    text: str = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=88)
    return text
