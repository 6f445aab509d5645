"""Items → pages: fences with ids and the names of their pictures, each judged by its model.

What cannot stand on a page is left out and named. Every page is read again by the loader's own
reader before anyone may write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from scorm_builder.interchange import fences
from scorm_builder.interchange.item import Item, Notes, Pixels, Shown, identifier
from scorm_builder.load.faults import read_model
from scorm_builder.load.markdown import MAX_CHARACTERS, read_blocks
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.load.syntax import page_parser
from scorm_builder.model.base import BlockModel, Spans
from scorm_builder.model.page import Block, FrontMatter
from scorm_builder.plugin import BlockKind

ROOM = 150_000
"""Characters after which a new page is begun."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made of items."""

    id: str
    text: str = field(repr=False)
    """Of a new page all of it; of one that is there what is added at its end."""
    count: int


class Files:
    """The names of pictures in the course's ``images`` folder: none is taken twice."""

    def __init__(self, there: Iterable[str]) -> None:
        self._taken = {name.lower() for name in there}
        self.made: dict[str, bytes] = {}
        self._by_bytes: dict[bytes, str] = {}

    def name(self, pixels: Pixels) -> str:
        """The path of a picture from the course folder."""
        found = self._by_bytes.get(pixels.data)
        if found:
            return found
        stems = {name.rpartition(".")[0] for name in self._taken}
        name = f"{identifier(pixels.name, 'picture', stems)}{pixels.extension}"
        self._taken.add(name)
        path = f"images/{name}"
        self.made[path] = pixels.data
        self._by_bytes[pixels.data] = path
        return path


@dataclass(slots=True)
class _Writer:
    kinds: Mapping[str, BlockKind]
    files: Files
    notes: Notes
    taken: set[str]

    def fences(self, item: Item) -> str | None:
        """The fences of an item, or nothing where its model refuses it."""
        name = identifier(item.wanted or item.name, "question", self.taken)
        keys = {"id": name, **_ordered(item.keys, _of_picture(item.picture))}
        trial = dict(keys)
        if item.picture:
            trial["image"] = "images/picture.png"
        if not self.fits(item, trial):
            return None
        made, names = [], {name}
        for shown in item.figures:
            figure = identifier(f"{name}-picture", "picture", self.taken | names)
            names.add(figure)
            path = self.files.name(shown.pixels)
            words = {"alt": shown.alt, "caption": shown.caption}
            made.append(
                fences.fence(
                    "figure",
                    {
                        "id": figure,
                        "image": path,
                        **words,
                        "credit": shown.credit,
                        "licence": shown.licence,
                    },
                )
            )
        if item.picture:
            keys["image"] = self.files.name(item.picture.pixels)
        self.taken |= names
        return "\n\n".join([*made, fences.fence(item.kind, keys)])

    def fits(self, item: Item, keys: Mapping[str, Any]) -> bool:
        """Whether the fence would be read as it is meant; too few places alone are let pass."""
        if item.kind not in self.kinds:
            why = f"no block of the kind '{item.kind}' is installed"
            self.notes.leave_out(f"'{item.name}'", why, item.span)
            return False
        text = fences.fence(item.kind, keys)
        try:
            wanted = self.kinds[item.kind].model.model_validate(keys)
        except ValidationError as error:
            faults = error.errors()
            if not all(_few_regions(fault["loc"], fault["type"]) for fault in faults):
                _, said = read_model(self.kinds[item.kind].model, keys, Spans(), "the question")
                why = "; ".join(problem.message for problem in said[:3])
                self.notes.leave_out(f"'{item.name}'", f"the question: {why}", item.span)
                return False
            wanted = None
        blocks, problems = read_blocks(text, Source("", text), self.kinds)
        if wanted is not None and (len(problems) > 0 or list(blocks) != [wanted]):
            self.notes.leave_out(f"'{item.name}'", "the question: it cannot be written", item.span)
            return False
        return True


def _few_regions(where: tuple[int | str, ...], kind: str) -> bool:
    return where == ("regions",) and kind == "too_short"


def _of_picture(picture: Shown | None) -> dict[str, str]:
    if picture is None:
        return {}
    words = {"alt": picture.alt, "credit": picture.credit, "licence": picture.licence}
    return {"image": "", **words}


def _ordered(keys: Mapping[str, Any], picture: Mapping[str, str]) -> dict[str, Any]:
    """The keys with the picture's behind the prompt and the explanation last."""
    made = {"prompt": keys["prompt"]} if "prompt" in keys else {}
    made.update(picture)
    made.update((key, value) for key, value in keys.items() if key not in ("prompt", "explain"))
    if "explain" in keys:
        made["explain"] = keys["explain"]
    return made


def new_pages(
    items: Sequence[Item],
    title: str,
    wanted: str,
    *,
    taken: Iterable[str],
    kinds: Mapping[str, BlockKind],
    files: Files,
    notes: Notes,
) -> tuple[Made, ...]:
    """Pages of their own for the items: one, or several where there are very many.

    ``taken`` are the ids of the pages that are there, ``wanted`` is what the new id is made of.
    """
    used = set(taken)
    made: list[Made] = []
    left = list(items)
    while left:
        writer = _Writer(kinds, files, notes, set())
        parts: list[str] = []
        length = 0
        while left and length < ROOM:
            written = writer.fences(left.pop(0))
            if written:
                parts.append(written)
                length += len(written) + 2
        if parts:
            name = identifier(wanted, "questions", used)
            used.add(name)
            heading = title if not made else f"{title[:980]} ({len(made) + 1})"
            front = fences.front_matter({"id": name, "title": heading})
            made.append(Made(name, "\n\n".join([front, *parts]) + "\n", len(parts)))
    return tuple(made)


def added(
    items: Sequence[Item],
    page: str,
    text: str,
    *,
    kinds: Mapping[str, BlockKind],
    files: Files,
    notes: Notes,
) -> Made | str:
    """What is to be added to the end of a page with ``text``, or why it cannot take it."""
    before = _blocks(text, kinds)
    if before is None:
        return "its front matter cannot be read"
    writer = _Writer(kinds, files, notes, set(_ids(text, kinds)))
    parts = [written for item in items if (written := writer.fences(item))]
    if not parts:
        return Made(page, "", 0)
    gap = "\n" if text.endswith("\n") else "\n\n"
    more = gap + "\n\n".join(parts) + "\n"
    if len(text) + len(more) > MAX_CHARACTERS:
        return f"it would have more than {MAX_CHARACTERS:,} characters: leave out '--page'"
    after = _blocks(text + more, kinds)
    if after is None or list(after[: len(before)]) != list(before):
        return "something on it is not closed: a fence or a box"
    return Made(page, more, len(parts))


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), 0)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 1


def _blocks(text: str, kinds: Mapping[str, BlockKind]) -> tuple[Block, ...] | None:
    front, body, line = _split(text)
    document = read_yaml(front, Source("", text, 1))
    _, faults = read_model(FrontMatter, document.value, document.spans, "a page")
    if document.problems or faults:
        return None
    return read_blocks(body, Source("", text, line), kinds)[0]


def _ids(text: str, kinds: Mapping[str, BlockKind]) -> Iterator[str]:
    for block in _blocks(text, kinds) or ():
        if isinstance(block, BlockModel):
            yield block.id
    # A block with a fault is not among those above, and its id is taken all the same.
    for token in page_parser().parse(_split(text)[1]):
        if token.type == "fence":
            document = read_yaml(token.content, Source("", token.content))
            if isinstance(document.value, dict) and isinstance(document.value.get("id"), str):
                yield document.value["id"]
