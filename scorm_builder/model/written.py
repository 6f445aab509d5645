"""Questions that are answered in a form: matching, ordering, numbers and words."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from scorm_builder.model.answer import MAX_DIGITS, MAX_TEXT, Form
from scorm_builder.model.base import Flag, Line, Markdown, MarkdownLine, Model, Number, one_or_more
from scorm_builder.model.question import Explained, Marking


def _factor(value: float) -> float:
    if not 1e-6 <= value <= 1e6:
        raise ValueError(
            f"{value:g} is out of range: write how many of 'unit' it is, from 0.000001 to 1000000"
        )
    return value


Factor = Annotated[
    Number, AfterValidator(_factor), Field(json_schema_extra={"minimum": 1e-6, "maximum": 1e6})
]
"""How many of one unit another is."""

Limited = Annotated[Number, Field(ge=-1e9, le=1e9)]

ITEMS = "123456789abc"
"""What an LMS is told of an item or a place: one character, in the author's order."""

Spelling = Annotated[Line, Field(max_length=MAX_TEXT)]

Spellings = Annotated[
    tuple[Spelling, ...],
    BeforeValidator(one_or_more, json_schema_input_type=Spelling | tuple[Spelling, ...]),
]
"""One spelling, or a list of them."""


class Pair(Model):
    """Two things that belong together."""

    item: MarkdownLine
    """What is given."""
    match: MarkdownLine
    """What belongs to it: one of the choices."""
    feedback: Markdown | None = None
    """What to say to a learner who chose something else for it; after the first try already, so
    without what is right."""


class Matching(Explained):
    """Find to each item what belongs to it.

    Points: the share of items with the right choice.
    """

    kind: ClassVar[str] = "matching"
    form: ClassVar[Form] = "map"

    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=12)]
    """Two to twelve pairs. Two items may have the same match."""
    extra: Annotated[tuple[MarkdownLine, ...], Field(max_length=12)] = ()
    """Choices that belong to nothing."""
    marking: Marking = "partial"
    """``all``: points only when every pair is right."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Every choice once, those of the pairs first."""
        return tuple(dict.fromkeys([*(pair.match for pair in self.pairs), *self.extra]))

    @property
    def correct(self) -> tuple[int, ...]:
        """For each item the index of what belongs to it."""
        return tuple(self.choices.index(pair.match) for pair in self.pairs)

    @property
    def answer_size(self) -> int:  # noqa: D102
        return len(self.pairs)

    @property
    def answer_choices(self) -> int:  # noqa: D102
        return len(self.choices)

    @model_validator(mode="after")
    def _several(self) -> Matching:
        if len(self.choices) < 2:
            raise ValueError("all pairs have the same 'match': there is nothing to choose")
        return self


class Ordering(Explained):
    """Put items into the right order.

    Points: how many items stand in the right order already (the longest such run), less one, over
    all but one.
    """

    kind: ClassVar[str] = "ordering"
    form: ClassVar[Form] = "order"

    items: Annotated[tuple[MarkdownLine, ...], Field(min_length=2, max_length=12)]
    """Two to twelve items in the right order; learners see them in another."""
    marking: Marking = "partial"
    """``all``: points only when every item is in its place."""

    @property
    def correct(self) -> tuple[int, ...]:
        """The order that is right."""
        return tuple(range(len(self.items)))

    @property
    def answer_size(self) -> int:  # noqa: D102
        return len(self.items)

    @property
    def one_wrong(self) -> bool:  # noqa: D102
        return len(self.items) == 2


SLACK = 1e-9
"""Share of itself by which a limit gives way when an answer is compared with it."""


def _typeable(low: float, high: float, factor: float) -> bool:
    """Whether a number that fits into the field lies within the limits, in a unit of its own."""
    if low <= 0 <= high:
        return True
    sign = 1 if high < 0 else 0
    least, most = sorted((abs(low), abs(high)))
    with localcontext(prec=60):
        scale, slack = Decimal(repr(factor)), Decimal(repr(SLACK))
        start = Decimal(repr(least)) * (1 - slack) / scale
        end = Decimal(repr(most)) * (1 + slack) / scale
        whole = len(str(int(start)))
        if sign + whole > MAX_DIGITS:
            return False
        decimals = max(0, MAX_DIGITS - sign - whole - 1)
        first = start.quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING)
    return 0 < first <= end


class Numeric(Explained):
    """A number, with what may be off and its unit."""

    kind: ClassVar[str] = "numeric"
    form: ClassVar[Form] = "number"

    answer: Limited | None = None
    """The number that is right."""
    tolerance: Annotated[Number, Field(ge=0)] | None = None
    """How far off still counts, in the same unit; 0 when left out."""
    range: tuple[Limited, Limited] | None = None
    """In place of ``answer`` and ``tolerance``: ``[low, high]``, both included."""
    unit: Line | None = None
    """The unit, shown behind the field."""
    other_units: Annotated[dict[Line, Factor], Field(max_length=6, default_factory=dict)]
    """Units that may be chosen instead, and how many of ``unit`` each is: ``{cm: 10}`` where
    ``unit`` is mm. From a millionth to a million."""

    @model_validator(mode="after")
    def _one_way(self) -> Numeric:
        if (self.answer is None) == (self.range is None):
            raise ValueError("a numeric has either 'answer' or 'range'")
        if self.range is not None and self.tolerance is not None:
            raise ValueError("'range' says already what may be off: remove 'tolerance'")
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError("'range' starts with the lower number")
        if self.other_units and self.unit is None:
            raise ValueError("'other_units' are measured in 'unit', which is missing")
        if self.unit in self.other_units:
            raise ValueError(f"'{self.unit}' is the 'unit' already: remove it from 'other_units'")
        if not any(_typeable(*self.limits, factor) for _, factor in self.units):
            raise ValueError(
                f"no right answer can be typed: a number has at most {MAX_DIGITS} characters, its "
                "sign and point included; choose another unit, or a wider 'tolerance'"
            )
        return self

    @property
    def limits(self) -> tuple[float, float]:
        """The lowest and the highest number that is right."""
        if self.range is not None:
            return self.range
        assert self.answer is not None
        off = self.tolerance or 0
        return self.answer - off, self.answer + off

    @property
    def units(self) -> tuple[tuple[str, float], ...]:
        """Units by name, and how many of the first each is."""
        return ((self.unit or "", 1.0), *self.other_units.items())

    @property
    def answer_size(self) -> int:  # noqa: D102
        return 1

    @property
    def answer_choices(self) -> int:  # noqa: D102
        return len(self.units)


class KnownAnswer(Model):
    """A wrong answer that you expect."""

    text: Annotated[Spellings, Field(min_length=1, max_length=20)]
    """Its spellings."""
    feedback: Markdown
    """What to say to a learner who gave it."""


class ShortText(Explained):
    """A few words, compared with the spellings that you accept."""

    kind: ClassVar[str] = "short_text"
    form: ClassVar[Form] = "text"

    accept: Annotated[Spellings, Field(min_length=1, max_length=40)]
    """Spellings that are right. The first is shown with the answer; the others may be synonyms, or
    mistakes that you let pass. Capitals, accents, curly quotes and a final full stop make no
    difference unless ``exact``; hyphens and spaces within the words do."""
    exact: Flag = False
    """Whether capitals and accents matter."""
    known: Annotated[tuple[KnownAnswer, ...], Field(max_length=12)] = ()
    """Wrong answers that you have something to say to."""

    @property
    def answer_size(self) -> int:  # noqa: D102
        return 1
