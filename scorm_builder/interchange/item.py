"""A question on its way into a course, as every reader makes it.

The keys of an item are those of the fence that will be written, as plain values; which of them are
right is for the models to say (``page``). Pictures are bytes until ``page`` names their files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scorm_builder.interchange.rules import LEFT_OUT, PICTURE_WORDS, REGIONS, UNEXPLAINED
from scorm_builder.problems import Problem, Rule, Span

MAX_ITEMS = 2_000
"""Questions that are read from one file."""

MAX_NOTES = 5_000
"""Problems that are kept of one file: one that was made to have a million is not read out."""

EXPLAIN = "TODO: explain the answer. The file that this question came from has no explanation."
ALT = "TODO: say what the picture is, without the answer"
CREDIT = "TODO: say who made the picture"
LICENCE = "TODO: name the licence of the picture"
CAPTION = "TODO: write the line under the picture"

CREDIT_CLASS = "picture-credit"
"""Class of the paragraph behind a picture that says whose it is, in what we export."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as it came, of a type that we take."""

    name: str
    """What it was called, without its ending; for the new name."""
    extension: str
    data: bytes = field(repr=False)
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture with its words: shown before a question, or the one that it is asked on."""

    pixels: Pixels
    alt: str = ""
    credit: str = ""
    licence: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question: the fence that it becomes."""

    kind: str
    name: str
    """As messages call it."""
    wanted: str
    """What its id is made of."""
    keys: Mapping[str, Any]
    span: Span
    picture: Shown | None = None
    """Of a question that is asked on one."""
    figures: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """What a file holds."""

    title: str
    items: tuple[Item, ...]


class Notes:
    """What was not carried, item by item, in the order in which it was found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._seen: set[Problem] = set()

    def span(self, line: int = 0, file: str = "") -> Span:
        """A line of the file, or of one within it."""
        return Span(f"{self.file}/{file}" if file else self.file, line, 1 if line else 0)

    def say(self, rule: Rule, message: str, span: Span, hint: str = "") -> None:
        """Note a problem, once."""
        problem = rule.problem(" ".join(message.split())[:1_000], span, hint)
        if problem not in self._seen and len(self.problems) < MAX_NOTES:
            self._seen.add(problem)
            self.problems.append(problem)

    def leave_out(self, what: str, why: str, span: Span) -> None:
        """Note that ``what`` was not carried."""
        self.say(LEFT_OUT, f"{what}: {why}", span)


class Refused(Exception):
    """A question, or a file, that cannot be taken, and why."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(slots=True)
class Draft:
    """A question while it is read: how messages call it, and the pictures found in its texts."""

    notes: Notes
    name: str
    span: Span
    figures: list[Shown] = field(default_factory=list)
    words: Mapping[str, str] = field(default_factory=dict)
    """Words of the picture that the question is asked on, where its prompt has them."""

    def leave_out(self, what: str, why: str) -> None:
        """Note that a part of this question was not carried."""
        self.notes.leave_out(f"'{self.name}', {what}", why, self.span)

    def item(
        self, kind: str, wanted: str, keys: Mapping[str, Any], picture: Shown | None = None
    ) -> Item:
        """The item, with an explanation if it needs one; empty keys are left out."""
        kept = {key: value for key, value in keys.items() if value not in (None, "", [], {}, ())}
        if "explain" not in kept and kind not in ("likert", "reflection"):
            kept["explain"] = EXPLAIN
            message = f"'{self.name}' has no explanation"
            self.notes.say(UNEXPLAINED, message, self.span, "write one in the place of 'TODO'")
        if kind == "hotspot" and len(kept.get("regions", ())) < 3:
            message = f"'{self.name}' has {len(kept.get('regions', ()))} of the 3 places it needs"
            hint = "add regions that could be meant, or an entry without a shape"
            self.notes.say(REGIONS, message, self.span, hint)
        pictures = tuple(self._worded(shown, figure=True) for shown in self.figures)
        shown = self._worded(picture, figure=False) if picture else None
        return Item(kind, self.name, wanted, kept, self.span, shown, pictures)

    def _worded(self, shown: Shown, *, figure: bool) -> Shown:
        """The picture with words to be replaced where it has none."""
        needed = {"alt": ALT, "credit": CREDIT, "licence": LICENCE}
        if figure:
            needed["caption"] = CAPTION
        else:
            given = {key: text for key, text in self.words.items() if not getattr(shown, key)}
            shown = _with(shown, given)
        missing = {key: text for key, text in needed.items() if not getattr(shown, key)}
        if missing:
            message = f"'{self.name}': the picture '{shown.pixels.name}' has no {_list([*missing])}"
            self.notes.say(PICTURE_WORDS, message, self.span, "write in the place of 'TODO'")
        return _with(shown, missing)


def _with(shown: Shown, words: Mapping[str, str]) -> Shown:
    every = {
        key: words.get(key) or str(getattr(shown, key))
        for key in ("alt", "credit", "licence", "caption")
    }
    return Shown(shown.pixels, **every)


def _list(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


_UNSAFE = re.compile(r"[^a-z0-9]+")


def identifier(text: str, fallback: str, taken: Iterable[str] = ()) -> str:
    """``text`` as an id of ours: lower-case letters, digits and hyphens; numbered if it is taken.

    ``taken`` is not changed.
    """
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    made = _UNSAFE.sub("-", plain).strip("-")
    if made and not made[0].isalpha():
        made = f"{fallback}-{made}"
    made = made[:40].strip("-") or fallback
    used = taken if isinstance(taken, set | frozenset) else set(taken)
    number, found = 2, made
    while found in used:
        found = f"{made[: 39 - len(str(number))].rstrip('-')}-{number}"
        number += 1
    return found
