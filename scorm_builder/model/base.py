"""What every model shares: frozen, strict about keys, and able to say where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from scorm_builder.problems import Span

NOWHERE = Span("")
"""The span of a value that was made in code and not read from a file."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
"""A short name: lower-case letters, digits and hyphens, a letter first, at most 40 characters.

It becomes part of file names and of the identifiers an LMS keeps for years, which is why it is
kept this narrow and why it should not change once a course has learners.
"""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


class IsMarkdown:
    """Marks a text that is rendered: it may hold links and emphasis."""


Markdown = Annotated[
    str, IsMarkdown(), Field(min_length=1, max_length=200_000), AfterValidator(_not_blank)
]
"""Text in Markdown (CommonMark with tables; raw HTML is shown as text)."""


def _one_line(text: str) -> str:
    text = _not_blank(text).strip()  # a folded scalar of YAML ends with a line break
    if "\n" in text:
        raise ValueError("it is longer than one line; '>-' in place of '|' folds lines into one")
    return text


Line = Annotated[str, Field(min_length=1, max_length=1_000), AfterValidator(_one_line)]
"""One line of plain text."""

MarkdownLine = Annotated[Line, IsMarkdown()]
"""One line of text in Markdown."""

Number = Annotated[float, Field(allow_inf_nan=False)]


def one_or_more(value: object) -> object:
    """A text by itself as a list of one."""
    return [value] if isinstance(value, str) else value


def _flag(value: object) -> object:
    """YAML 1.2 knows two booleans; pydantic would also take yes, no, on, off, 1 and 0 as such."""
    if isinstance(value, str):
        known = {"true": True, "false": False}
        if value.lower() not in known or value not in (value.lower(), value.title(), value.upper()):
            raise ValueError("expected true or false")
        return known[value.lower()]
    return value


Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
"""``true`` or ``false``."""


@dataclass(slots=True, eq=False)
class Spans:
    """The places of a value in its source: the whole, and of a mapping or list its parts.

    ``keys`` holds the place of each key, ``values`` the :class:`Spans` under each key or index.
    Two are always equal, so that a place never makes two equal models differ.
    """

    own: Span = NOWHERE
    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[str | int, Spans] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans)

    def __hash__(self) -> int:
        return 0

    def at(self, *path: str | int) -> Span:
        """The place of the value at ``path``, or of the nearest known one above it."""
        spans = self
        for step in path:
            if step not in spans.values:
                break
            spans = spans.values[step]
        return spans.own


_NO_SPANS = Spans()


class Model(BaseModel):
    """A frozen model that refuses unknown keys and remembers its spans."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    # A factory, because pydantic makes a deep copy of a default for every model.
    _spans: Spans = PrivateAttr(default_factory=lambda: _NO_SPANS)

    def span(self, *path: str | int) -> Span:
        """Where this value, or the one at ``path`` within it, was written.

        ``path`` is made of keys and indexes; the nearest known place is given.
        """
        return self._spans.at(*path)


Where = tuple[str | int, ...]
"""A place in a model: keys and indexes."""


class BlockModel(Model):
    """What a fence on a page is read into: a figure, a question, or a plugin's kind of block."""

    kind: ClassVar[str] = ""
    """The word behind the backticks."""
    prefix: ClassVar[str] = "b"
    """Its element in the page has the id ``<prefix>_<id>``."""

    id: Identifier
    """Short name, unique within the page."""

    @property
    def anchor(self) -> str:
        """The id of its element in the page."""
        return f"{self.prefix}_{self.id}"

    @property
    def has_findings(self) -> bool:
        """Whether it has findings that a learner can show."""
        return False

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The pictures it shows: each path as written, and where in the block it is written."""
        return ()

    def attachments(self) -> tuple[tuple[str, Where], ...]:
        """The files that go into the package beside pictures: sound, video, captions."""
        return ()
