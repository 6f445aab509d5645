"""YAML text → plain values and, beside them, the place of each.

PyYAML's parser gives events; we compose them ourselves, because no loader does all of this: a
place for every key and value, duplicate keys reported, nesting bounded (libyaml's own composer
recurses and crashes the process at some 25,000 levels), anchors, aliases and tags refused. Scalars
stay text: what a value means is said by the model it is for, so ``no`` is the word no, ``1.0`` is a
version as typed, and a number of 10,000 digits is merely not a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from scorm_builder.model.base import Spans
from scorm_builder.problems import Problem, Rule, Span

MAX_DEPTH = 50
MAX_NODES = 500_000
MAX_CHARACTERS = 8 << 20

YAML_SYNTAX = Rule(
    "yaml-syntax",
    "The YAML cannot be read",
    "The text between the marks is not YAML. Usual causes: a tab used for indentation, a colon "
    "with a space behind it inside unquoted text, a quotation mark that is not closed, or items "
    "of one list that do not start in the same column.",
)
YAML_REFUSED = Rule(
    "yaml-refused",
    "This part of YAML is not taken",
    "Anchors (&), aliases (*), tags (!), several documents in one file, nesting deeper than 50 "
    "and files over 8 MiB are refused: none is needed to write a course, and each has been used "
    "to attack programs that read YAML.",
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    "A key stands twice in one mapping",
    "YAML readers keep one of the two and lose the other in silence. Only one can be meant.",
)
CONTROL_CHARACTER = Rule(
    "control-character",
    "A character that cannot be shown",
    "Control characters and the like (NUL, escape, delete) stand for no letter. They come from "
    "broken copies, and XML forbids them: an LMS could not read the package.",
)
RULES = (YAML_SYNTAX, YAML_REFUSED, DUPLICATE_KEY, CONTROL_CHARACTER)

_UNFIT = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)
"""What YAML does not take as it stands (YAML 1.2.2, §5.1); XML 1.0 takes all but these."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser is ten times faster; both give the same events."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source text, and where a piece of YAML stands in it.

    ``line`` is the 0-based line of the file on which the piece starts, ``column`` how many
    characters of indentation were taken off each of its lines.
    """

    file: str
    text: str
    line: int = 0
    column: int = 0

    def within(self, line: int, column: int = 0) -> Source:
        """The same file, for a piece that starts at another line."""
        return Source(self.file, self.text, line, column)

    def span(self, line: int = 0, column: int = 0) -> Span:
        """The place at 0-based ``line`` and ``column`` of the piece."""
        return Span(self.file, self.line + line + 1, self.column + column + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """What :func:`read_yaml` found: a value of dict, list, str and None, its places, its faults."""

    value: Any
    spans: Spans
    problems: tuple[Problem, ...] = ()


def unfit_character(text: str) -> tuple[int, str] | None:
    """The first character of ``text`` that cannot be shown: its offset, and how to call it."""
    found = _UNFIT.search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, source: Source) -> Document:
    """Read one YAML document; ``text`` is the piece, ``source`` says where it stands.

    A fault in the YAML itself gives a document with the value None and the problem. Scalars are
    text, save that an empty one, ``~`` and ``null`` (unquoted) are None.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the YAML has {len(text):,} characters; {MAX_CHARACTERS:,} are taken"
        return Document(None, Spans(source.span()), (YAML_REFUSED.problem(message, source.span()),))
    composer = _Composer(source)
    try:
        value, spans = composer.compose(_events(text))
    except _Refused as refused:
        return Document(None, Spans(source.span()), (*composer.problems, refused.problem))
    except yaml.YAMLError as error:
        problem = _syntax_problem(error, text, source)
        return Document(None, Spans(source.span()), (*composer.problems, problem))
    return Document(value, spans, tuple(composer.problems))


def _events(text: str) -> Iterator[Any]:
    parser = _PARSER(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    value: Any
    spans: Spans
    key: str | None = None
    waiting: bool = False
    """In a mapping: a key was read and its value comes next."""


class _Composer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.nodes = 0

    def compose(self, events: Iterator[Any]) -> tuple[Any, Spans]:
        stack: list[_Open] = []
        root = _Open([], Spans(self.source.span()))
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._admit(event)
                value = None if event.implicit[0] and event.value in _NULLS else event.value
                self._shown(event)
                self._place(stack[-1] if stack else root, value, Spans(self._span(event)), event)
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                self._admit(event)
                if len(stack) >= MAX_DEPTH:
                    self._refuse(event, f"nesting is deeper than {MAX_DEPTH} levels")
                opened = _Open([] if kind is yaml.SequenceStartEvent else {}, Spans())
                opened.spans.own = self._span(event)
                self._place(stack[-1] if stack else root, opened.value, opened.spans, event)
                stack.append(opened)
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                stack.pop()
            elif kind is yaml.AliasEvent:
                self._refuse(event, "an alias (*) is not taken", "write the value out again")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document ('---') is not taken")
        if not root.value:
            return None, root.spans
        return root.value[0], root.spans.values[0]

    def _place(self, parent: _Open, value: Any, spans: Spans, event: Any) -> None:
        """Put a value where it belongs: next item of a list, or key or value of a mapping."""
        if isinstance(parent.value, list):
            parent.spans.values[len(parent.value)] = spans
            parent.value.append(value)
        elif not parent.waiting:
            if not isinstance(value, str):
                what = "an empty key" if value is None else "a key that is not text"
                self._refuse(event, f"{what} is not taken")
            parent.key, parent.waiting = value, True
            if value in parent.value:
                first = parent.spans.keys[value].line
                self.problems.append(
                    DUPLICATE_KEY.problem(
                        f"'{value}' stands twice in the same mapping",
                        spans.own,
                        f"the first is on line {first}; keep one of the two",
                    )
                )
            parent.spans.keys[value] = spans.own
        else:
            parent.waiting = False
            assert parent.key is not None
            parent.value[parent.key] = value
            parent.spans.values[parent.key] = spans

    def _admit(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, f"there are more than {MAX_NODES:,} values")
        if event.anchor is not None:
            self._refuse(event, f"an anchor (&{event.anchor[:40]}) is not taken", "remove it")
        if event.tag is not None:
            self._refuse(event, f"a tag ({event.tag[:60]}) is not taken", "remove it")

    def _shown(self, event: Any) -> None:
        """Report a character that was written as an escape (``"\\0"``) and cannot be shown."""
        unfit = unfit_character(event.value)
        if unfit:
            message = f"the text holds {unfit[1]}, a character that cannot be shown"
            self.problems.append(CONTROL_CHARACTER.problem(message, self._span(event), "remove it"))

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        line = self.source.line + start.line + 1
        return Span(
            self.source.file, line, self.source.column + start.column + 1, start.index, end.index
        )

    def _refuse(self, event: Any, message: str, hint: str = "") -> None:
        raise _Refused(YAML_REFUSED.problem(message, self._span(event), hint))


_HINTS = (
    (
        "cannot start any token",
        "indent with spaces, never with tabs; quote text that starts with a special character",
    ),
    (
        "mapping values are not allowed",
        "put quotation marks round text that holds a colon and a space",
    ),
    ("could not find expected ':'", "each line of a mapping is 'key: value'"),
    (
        "did not find expected key",
        "check the indentation and the quotation marks of the line above",
    ),
    ("did not find expected '-' indicator", "items of one list start with '-' in the same column"),
    ("found unexpected end of stream", "a quotation mark is not closed"),
    ("did not find expected ',' or", "a bracket or a comma is missing"),
    ("unknown escape character", "use single quotation marks where a backslash is meant"),
)


def _syntax_problem(error: yaml.YAMLError, text: str, source: Source) -> Problem:
    words = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        span = source.span(mark.line, mark.column)
    else:
        # A character that YAML does not allow: PyYAML gives its offset, not its line.
        offset = min(int(getattr(error, "position", 0) or 0), len(text))
        bad = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n\r"), offset)
        before = text[:bad]
        span = source.span(before.count("\n"), bad - before.rfind("\n") - 1)
        words = "a control character is not allowed"
    hint = next((hint for start, hint in _HINTS if start in words), "")
    return YAML_SYNTAX.problem(f"the YAML cannot be read here: {words}", span, hint)
