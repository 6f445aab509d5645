"""Questions: what the learner is asked, what is right, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from scorm_builder.model.base import (
    BlockModel,
    Flag,
    Identifier,
    Line,
    Markdown,
    MarkdownLine,
    Model,
    Where,
)
from scorm_builder.model.figure import Consent
from scorm_builder.model.shape import Shape, Size

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What an LMS is told of an option: one character, at most 26 of them (SCORM 1.2 `choice`)."""


class Question(BlockModel):
    """What all kinds of question share."""

    prefix: ClassVar[str] = "q"

    id: Identifier
    """Short name, unique within the page. An LMS keeps answers under it: do not change it."""
    prompt: Markdown
    """What is asked."""
    explain: Markdown
    """The worked explanation, shown with the answer."""
    hint: Markdown | None = None
    """Help after a wrong try, without the answer."""
    tries: Annotated[int, Field(ge=1, le=3)] | None = None
    """Tries before the answer is shown: 2, or 1 in an assessment, when left out. A question with a
    single wrong answer, such as a statement that is true or false, always has one."""
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    """Points it is worth in the score."""

    @property
    def answer_size(self) -> int:
        """Number of options, or of marks on a picture: the shape of an answer."""
        raise NotImplementedError

    @property
    def correct(self) -> tuple[int, ...]:
        """0-based indexes of what is right."""
        raise NotImplementedError


class Option(Model):
    """One option of a question."""

    text: Markdown
    """What the option says."""
    correct: Flag = False
    """Whether it is right."""
    feedback: Markdown | None = None
    """What to say to a learner who chose it."""


Options = Annotated[tuple[Option, ...], Field(min_length=2, max_length=26)]


class Choice(Question):
    """One right answer among several options."""

    kind: ClassVar[str] = "choice"

    options: Options
    """Two to 26 options, in the order shown; exactly one is correct."""

    @model_validator(mode="after")
    def _one_right(self) -> Choice:
        if len(self.correct) != 1:
            raise ValueError(
                "a choice has exactly one option with 'correct: true'; "
                f"this one has {len(self.correct) or 'none'}"
            )
        return self

    @property
    def answer_size(self) -> int:  # noqa: D102 - said in Question
        return len(self.options)

    @property
    def correct(self) -> tuple[int, ...]:  # noqa: D102
        return _correct(self.options)


class MultipleChoice(Question):
    """Any number of right answers among several options.

    Points: right choices minus wrong choices, over the number of right options, never below 0.
    """

    kind: ClassVar[str] = "multiple_choice"

    options: Options
    """Two to 26 options, in the order shown; at least one is correct."""

    @model_validator(mode="after")
    def _some_right(self) -> MultipleChoice:
        if not self.correct:
            raise ValueError("a multiple_choice has at least one option with 'correct: true'")
        return self

    @property
    def answer_size(self) -> int:  # noqa: D102
        return len(self.options)

    @property
    def correct(self) -> tuple[int, ...]:  # noqa: D102
        return _correct(self.options)


class TrueFalse(Question):
    """A statement that is true or false."""

    kind: ClassVar[str] = "true_false"

    answer: Flag
    """Whether the statement in ``prompt`` is true."""

    @property
    def answer_size(self) -> int:  # noqa: D102
        return 2

    @property
    def correct(self) -> tuple[int, ...]:
        """0 stands for "True", 1 for "False", in the order the two are shown."""
        return (0,) if self.answer else (1,)


class Region(Model):
    """A place that can be meant in a hotspot question: the right one, or a plausible other."""

    id: Identifier
    """Short name, unique within the question."""
    label: Line
    """What it is called in the list."""
    shape: Shape | None = None
    """Where it is; left out for an entry without a place, such as "No abnormality"."""
    correct: Flag = False
    """Whether this is what the question asks for."""
    feedback: Markdown | None = None
    """What to say to a learner who chose it."""


class Hotspot(Question):
    """Click the abnormality: mark a place on a picture, or choose it from a list."""

    kind: ClassVar[str] = "hotspot"

    image: Line
    """The picture's file, from the course folder."""
    alt: Line
    """What the picture is, without the answer."""
    credit: Line
    """Who made the picture."""
    licence: Line
    """Under which licence it is used."""
    source: MarkdownLine | None = None
    """Where it was published, if it was."""
    consent: Consent | None = None
    """On what ground it may be shown."""
    size: Size | None = None
    """``[width, height]`` of the picture the regions were drawn on, if not the file's own."""
    regions: Annotated[tuple[Region, ...], Field(min_length=3, max_length=8)]
    """Three to eight places, exactly one of them correct: they are also the list that everyone may
    answer from instead."""
    tolerance: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """Pixels around the right place that still count; 2 % of the picture's diagonal when left
    out."""

    @model_validator(mode="after")
    def _one_right(self) -> Hotspot:
        if len(self.correct) != 1:
            raise ValueError(
                "a hotspot has exactly one region with 'correct: true'; "
                f"this one has {len(self.correct) or 'none'}"
            )
        return self

    @property
    def answer_size(self) -> int:
        """One mark."""
        return 1

    @property
    def correct(self) -> tuple[int, ...]:  # noqa: D102
        return _correct(self.regions)

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The picture."""
        return ((self.image, ("image",)),)


def _correct(options: Sequence[Option | Region]) -> tuple[int, ...]:
    return tuple(index for index, option in enumerate(options) if option.correct)
