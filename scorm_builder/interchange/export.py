"""The questions of a course on their way out: which, with which pictures, and what is not said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scorm_builder.interchange.item import Notes
from scorm_builder.interchange.rules import LEFT_OUT
from scorm_builder.load.words import words_of
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure
from scorm_builder.model.page import Block, Box, Page, Prose
from scorm_builder.model.picture import Picture
from scorm_builder.model.pictured import Measure, Outline, Pictured
from scorm_builder.model.question import Choice, Question

EXTRA = ("hint", "tries", "weight", "confidence", "group")
"""Keys of every question that some formats have no place for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it goes out, with the figures that stand straight before it."""

    page: Page
    question: Question
    figures: tuple[Figure, ...]
    course: Course
    notes: Notes

    @property
    def name(self) -> str:
        """A line by which people know it."""
        words = " ".join(words_of(self.question.prompt).split())
        return words if len(words) <= 80 else f"{words[:79].rstrip()}…"

    @property
    def shuffled(self) -> bool:
        """Whether options change places: what the course says for all is written into each."""
        own = getattr(self.question, "shuffle", None)
        return self.course.head.shuffle if own is None else bool(own)

    def say(self, what: str) -> None:
        """Note that a part of this question stays behind."""
        span = self.question.span()
        self.notes.say(LEFT_OUT, f"'{self.question.id}': not carried: {what}", span)

    def unsaid(self, carried: Iterable[str], *, also: Sequence[str] = ()) -> None:
        """Note the keys that are set and that the format has no place for."""
        known = set(carried)
        for key in (*EXTRA, *also):
            value = getattr(self.question, key, None)
            default = type(self.question).model_fields[key].default
            if key not in known and value != default:
                self.say(f"'{key}'")

    def picture(self, path: str) -> Picture | None:
        """A picture of the course."""
        found = self.course.picture(path)
        if found is None:
            self.say(f"the picture '{path}', which cannot be read")
        return found


def asked(course: Course, pages: Sequence[Page], notes: Notes) -> tuple[Asked, ...]:
    """The questions of the pages in reading order. What is no question is named, page by page."""
    found: list[Asked] = []
    for page in pages:
        found += _of_blocks(course, page, page.blocks, notes)
        used = {figure.id for each in found if each.page is page for figure in each.figures}
        rest = [figure.id for figure in page.figures if figure.id not in used]
        prose = any(isinstance(block, Prose) for block in page.walk())
        what = [*(["its text"] if prose else []), *(f"the figure '{each}'" for each in rest)]
        if what and page.questions:
            message = f"'{page.id}': not carried: {', '.join(what)}"
            notes.say(LEFT_OUT, message, page.head.span())
        for key in ("draw",):
            if getattr(page.head, key, None):
                message = f"'{page.id}': not carried: '{key}'; all its questions are there"
                notes.say(LEFT_OUT, message, page.head.span())
        for block in page.walk():
            if isinstance(block, Box) and block.name == "case":
                message = f"'{page.id}': not carried: the order of a case; its questions are single"
                notes.say(LEFT_OUT, message, block.span)
    return tuple(found)


def _of_blocks(
    course: Course, page: Page, blocks: Iterable[Block], notes: Notes
) -> Iterator[Asked]:
    before: list[Figure] = []
    for block in blocks:
        if isinstance(block, Figure):
            before.append(block)
            continue
        if isinstance(block, Box):
            yield from _of_blocks(course, page, block.blocks, notes)
        elif isinstance(block, Question):
            each = Asked(page, block, tuple(before), course, notes)
            for figure in before:
                _figure(each, figure)
            yield _plainer(each)
        before = []


_CARRIED = frozenset(("id", "image", "alt", "caption", "credit", "licence"))


def _figure(asked: Asked, figure: Figure) -> None:
    """Note what of a figure stays behind."""
    left = sorted(figure.model_fields_set - _CARRIED)
    if left:
        asked.say(f"of the figure '{figure.id}': {', '.join(left)}")
    if words_of(figure.caption) != figure.caption:
        asked.say(f"of the figure '{figure.id}': the emphasis in its caption")


def _plainer(each: Asked) -> Asked:
    """A question to be answered by drawing becomes one of its list, which no other lacks."""
    question = each.question
    if isinstance(question, Pictured):
        left = [key for key in ("source", "consent") if getattr(question, key) is not None]
        if left:
            each.say(f"of the picture: {', '.join(left)}")
    if not isinstance(question, Outline | Measure):
        return each
    verb = "drawing" if isinstance(question, Outline) else "measuring"
    each.say(f"{verb} on the picture; it goes out as a choice from its list")
    kept = {key: getattr(question, key) for key in ("id", "prompt", "explain", *EXTRA)}
    choice = Choice(**kept, options=question.list)
    caption = question.alt
    figure = Figure(
        id=question.id,
        image=question.image,
        alt=question.alt,
        caption=caption,
        credit=question.credit,
        licence=question.licence,
    )
    choice._spans = question._spans
    return Asked(each.page, choice, (*each.figures, figure), each.course, each.notes)


T = TypeVar("T")


def by_page(
    every: Iterable[Asked], make: Callable[[Asked], T | None]
) -> Iterator[tuple[Page | None, T]]:
    """What ``make`` makes of each question it can; with the page where another one begins."""
    page = ""
    for asked in every:
        made = make(asked)
        if made is not None:
            yield asked.page if asked.page.id != page else None, made
            page = asked.page.id
