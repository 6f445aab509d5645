"""Questions: what the learner is asked, what is right, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Protocol

from pydantic import Field, model_validator

from scorm_builder.model.answer import Form
from scorm_builder.model.base import (
    BlockModel,
    Flag,
    Identifier,
    Line,
    Markdown,
    Model,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What an LMS is told of an option: one character, at most 26 of them (SCORM 1.2 `choice`)."""

Marking = Literal["partial", "all"]
"""Whether a part of what is right earns a part of the points, or only all of it earns any."""


class Question(BlockModel):
    """What all kinds of question share."""

    prefix: ClassVar[str] = "q"
    form: ClassVar[Form]
    """The shape of an answer, and so how it is kept."""
    scorable: ClassVar[bool] = True
    """Whether an answer can be right or wrong."""

    id: Identifier
    """Short name, unique within the page. An LMS keeps answers under it: do not change it."""
    prompt: Markdown
    """What is asked."""
    explain: Markdown | None
    """The worked explanation, shown with the answer."""
    hint: Markdown | None = None
    """Help after a wrong try, without the answer."""
    tries: Annotated[int, Field(ge=1, le=3)] | None = None
    """Tries before the answer is shown: 2, or 1 in an assessment, when left out. A question with a
    single wrong answer, such as a statement that is true or false, always has one."""
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    """Points it is worth in the score."""
    confidence: Flag | None = None
    """Whether learners are asked how sure they are before the answer is checked; as the course says
    when left out."""
    group: Identifier | None = None
    """On a page that draws its questions: which kind it is, such as ``normal``."""

    @property
    def answer_size(self) -> int:
        """Number of options, items or places, or of marks on a picture: the shape of an answer."""
        raise NotImplementedError

    @property
    def answer_choices(self) -> int:
        """What each item can be given, entries of the list beside a picture, or units; else 0."""
        return 0

    @property
    def one_wrong(self) -> bool:
        """Whether only one answer is wrong: behind it there is nothing left to try."""
        return False


class Explained(Question):
    """A question that has an answer, and so an explanation."""

    explain: Markdown
    """The worked explanation, shown with the answer."""


class Correctable(Protocol):
    """What may be right."""

    @property
    def correct(self) -> bool: ...  # noqa: D102


def right_ones(options: Sequence[Correctable]) -> tuple[int, ...]:
    """0-based indexes of what is right."""
    return tuple(index for index, option in enumerate(options) if option.correct)


class Option(Model):
    """One option of a question."""

    text: Markdown
    """What the option says."""
    correct: Flag = False
    """Whether it is right."""
    feedback: Markdown | None = None
    """What to say to a learner who chose it."""
    pinned: Flag = False
    """Whether it keeps its place when the options are shuffled, as "None of these" does."""
    gives_up: Flag = False
    """Whether it says "I do not know": it counts as wrong and leads to the answer at once."""

    @model_validator(mode="after")
    def _not_both(self) -> Option:
        if self.correct and self.gives_up:
            raise ValueError("an option that gives up cannot be correct")
        return self


Options = Annotated[tuple[Option, ...], Field(min_length=2, max_length=26)]


class _Listed(Explained):
    """A question with options to choose from."""

    options: Options
    """Two to 26 options, in the order shown."""
    shuffle: Flag | None = None
    """Whether each learner sees the options in another order; as the course says when left out."""

    @property
    def answer_size(self) -> int:
        return len(self.options)

    @property
    def correct(self) -> tuple[int, ...]:
        """0-based indexes of what is right."""
        return right_ones(self.options)


class Choice(_Listed):
    """One right answer among several options."""

    kind: ClassVar[str] = "choice"
    form: ClassVar[Form] = "one"

    options: Options
    """Two to 26 options, in the order shown; exactly one is correct."""

    @model_validator(mode="after")
    def _one_right(self) -> Choice:
        if len(self.correct) != 1:
            raise ValueError(
                "a choice has exactly one option with 'correct: true'; "
                f"this one has {len(self.correct) or 'none'}"
            )
        if sum(not option.gives_up for option in self.options) < 2:
            raise ValueError("a choice has at least two options that do not give up")
        return self

    @property
    def one_wrong(self) -> bool:
        """Whether there are two options, besides one that gives up."""
        return sum(not option.gives_up for option in self.options) == 2


class MultipleChoice(_Listed):
    """Any number of right answers among several options.

    Points: right choices minus wrong choices, over the number of right options, never below 0.
    """

    kind: ClassVar[str] = "multiple_choice"
    form: ClassVar[Form] = "set"

    options: Options
    """Two to 26 options, in the order shown; at least one is correct."""
    marking: Marking = "partial"
    """``partial``: each right choice earns its share, each wrong one costs as much. ``all``: points
    only when all that is right was chosen, and nothing else."""

    @model_validator(mode="after")
    def _some_right(self) -> MultipleChoice:
        if not self.correct:
            raise ValueError("a multiple_choice has at least one option with 'correct: true'")
        return self


class TrueFalse(Explained):
    """A statement that is true or false."""

    kind: ClassVar[str] = "true_false"
    form: ClassVar[Form] = "one"

    answer: Flag
    """Whether the statement in ``prompt`` is true."""

    @property
    def answer_size(self) -> int:  # noqa: D102
        return 2

    @property
    def correct(self) -> tuple[int, ...]:
        """0 stands for "True", 1 for "False", in the order the two are shown."""
        return (0,) if self.answer else (1,)

    @property
    def one_wrong(self) -> bool:  # noqa: D102
        return True


class Likert(Question):
    """How far a learner agrees: a scale on which no answer is right."""

    kind: ClassVar[str] = "likert"
    form: ClassVar[Form] = "one"
    scorable: ClassVar[bool] = False

    explain: Markdown | None = None
    """What to say to everyone who answered."""
    scale: Annotated[tuple[Line, ...], Field(min_length=2, max_length=10)] | None = None
    """The degrees, from one end to the other: two to ten. Left out: five, from "Strongly disagree"
    to "Strongly agree"."""

    @property
    def answer_size(self) -> int:  # noqa: D102
        return len(self.scale) if self.scale else 5


class Reflection(Question):
    """A question to think and write about: there is no right answer."""

    kind: ClassVar[str] = "reflection"
    form: ClassVar[Form] = "nothing"
    scorable: ClassVar[bool] = False

    explain: Markdown | None = None
    """What to compare one's own thoughts with, shown afterwards."""
    record: Flag = False
    """Whether what is written is sent to the LMS, where others can read it; learners are told so.
    Left out, it never leaves the page: only that the question was answered is kept."""

    @property
    def answer_size(self) -> int:  # noqa: D102
        return 1
