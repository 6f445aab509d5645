"""Markdown → blocks: fences become figures and questions, containers boxes, the rest prose.

markdown-it-py reads the text by the grammar in ``syntax.py`` and tells the lines of every token;
the YAML in a fence is read at its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from scorm_builder.load.faults import read_model
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.load.syntax import page_parser
from scorm_builder.model.language import is_language_tag
from scorm_builder.model.page import CASE, STEP, Block, Box, Prose
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem, Rule, Severity, did_you_mean

UNKNOWN_BLOCK = Rule(
    "unknown-block",
    "A block of a kind that is not known",
    "The word behind the three backticks says what kind of block the YAML below it is. Text that "
    "is to be shown as it stands goes into a fence without a word, or with the word 'text'.",
)
BLOCK_UNCLOSED = Rule(
    "block-unclosed",
    "A block that is never closed",
    "A fence ends with a line of three backticks, a box with a line of three colons. Without it "
    "the rest of the page would become part of the block.",
)
BLOCK_NESTED = Rule(
    "block-nested",
    "A block inside a list or quotation",
    "Figures and questions stand by themselves or in a box, not inside a list item or quotation.",
)
STEP_EMPTY = Rule(
    "step-empty",
    "A step of a case with nothing in it",
    "A step opens when the one before it is done. One without content opens on nothing, and its "
    "button leads nowhere.",
)
HEADING_LEVEL = Rule(
    "heading-level",
    "A heading of the wrong level",
    "The page's title is its only heading of level 1; below it headings start at ## and go down "
    "one step at a time, since screen-reader users find their way by them (WCAG 2.2, 1.3.1).",
    Severity.WARNING,
)
PICTURE_IN_TEXT = Rule(
    "picture-in-text",
    "A picture written as ![…](…)",
    "Pictures need a credit, a licence and a size that the builder can check; a figure block has "
    "a place for each.",
)
LANGUAGE_TAG = Rule(
    "language-tag",
    "A language that is not named by its tag",
    "Screen readers choose a voice by the language's tag (BCP 47): two or three letters, as 'de', "
    "'cy', 'la', and where it matters a region, as 'pt-BR' (WCAG 2.2, 3.1.2).",
)
PAGE_TOO_LONG = Rule(
    "page-too-long",
    "A page of more than 200,000 characters",
    "That is some 30,000 words, which nobody reads on one page. The limit also keeps a page that "
    "was made to stop the builder from doing so.",
)
RULES = (
    UNKNOWN_BLOCK,
    BLOCK_UNCLOSED,
    BLOCK_NESTED,
    STEP_EMPTY,
    HEADING_LEVEL,
    PICTURE_IN_TEXT,
    LANGUAGE_TAG,
    PAGE_TOO_LONG,
)

MAX_CHARACTERS = 200_000
"""Of a page's body. Every Markdown parser in Python is quadratic somewhere; up to here it is quick.
"""

BOXES = ("key-points", "note", "tip", "warning", "definition")
"""Kinds of container: ``::: note Title`` … ``:::``."""

LANGUAGE_BOX = "lang"
"""A container that is no box to look at: ``::: lang cy`` says in what language its text is."""

CODE = ("", "text")

parser = page_parser


def read_blocks(
    text: str, source: Source, kinds: Mapping[str, BlockKind]
) -> tuple[tuple[Block, ...], list[Problem]]:
    """The blocks of a page's body, in order, and what is wrong with them.

    ``source`` says on which line of the file the body starts. A block with a fault is left out.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the page has {len(text):,} characters; {MAX_CHARACTERS:,} are taken"
        return (), [PAGE_TOO_LONG.problem(message, source.span(), "split it into several pages")]
    reader = _Reader(text, source, kinds)
    blocks = reader.blocks(parser().parse(text))
    return blocks, reader.problems


class _Reader:
    def __init__(self, text: str, source: Source, kinds: Mapping[str, BlockKind]) -> None:
        self.lines = text.split("\n")
        self.source = source
        self.kinds = kinds
        self.problems: list[Problem] = []
        self.heading = 1

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Blocks of a run of tokens at one level."""
        made: list[Block] = []
        prose: list[Token] = []

        def end_prose() -> None:
            if prose:
                made.append(self._prose(tuple(prose)))
                prose.clear()

        for group in _groups(tokens):
            first = group[0]
            if first.type == "fence" and self._is_block(first):
                end_prose()
                made.extend(self._block(first))
            elif first.type == "container_box_open":
                end_prose()
                made.extend(self._box(group))
            else:
                prose.extend(group)
        end_prose()
        return tuple(made)

    def _prose(self, tokens: tuple[Token, ...]) -> Prose:
        start, end = _lines(tokens)
        for token in tokens:
            if token.type == "fence" and self._is_block(token):
                message = f"a {token.info.split()[0]} stands inside a list or quotation"
                self._say(BLOCK_NESTED, message, token, "move it to the margin")
            elif token.type == "heading_open":
                self._heading(token)
            elif token.type == "inline" and any(
                child.type == "image" for child in token.children or ()
            ):
                hint = "use a ```figure block"
                self._say(PICTURE_IN_TEXT, "a picture stands in the text", token, hint)
        text = "\n".join(self.lines[start:end])
        return Prose(tokens, text, self.source.span(start))

    def _heading(self, token: Token) -> None:
        level = int(token.tag[1])
        if level == 1:
            hint = "start with '##'; the title of the page is in the front matter"
            self._say(HEADING_LEVEL, "a heading of level 1 in the text", token, hint)
        elif level > self.heading + 1:
            hint = f"use {'#' * (self.heading + 1)}"
            message = f"a heading of level {level} follows one of level {self.heading}"
            self._say(HEADING_LEVEL, message, token, hint)
        self.heading = max(level, 2)

    def _is_block(self, token: Token) -> bool:
        """Whether a fence is a block; says so when its word is not known."""
        word = _word(token.info)
        if word in CODE:
            return False
        if word not in self.kinds:
            hint = did_you_mean(word, self.kinds) or f"known: {', '.join(sorted(self.kinds))}"
            self._say(UNKNOWN_BLOCK, f"'{word}' is not a kind of block", token, hint)
            return False
        return True

    def _block(self, token: Token) -> Iterator[Block]:
        kind = self.kinds[_word(token.info)]
        assert token.map is not None
        start, end = token.map
        if not self._closes(end - 1, start, token.markup):
            hint = f"close it with a line of {token.markup}"
            self._say(BLOCK_UNCLOSED, f"this {kind.name} is never closed", token, hint)
            return
        indent = len(self.lines[start]) - len(self.lines[start].lstrip(" "))
        place = self.source.within(self.source.line + start + 1, indent)
        document = read_yaml(token.content, place)
        self.problems += document.problems
        if document.value is None and any(p.severity == "error" for p in document.problems):
            return
        if document.value is None:
            document.spans.own = self.source.span(start)
        what = f"a {kind.name}"
        value = {} if document.value is None else document.value
        made, faults = read_model(kind.model, value, document.spans, what)
        self.problems += faults
        if made is not None:
            yield made

    def _box(self, group: Sequence[Token]) -> Iterator[Block]:
        first = group[0]
        assert first.map is not None
        name, _, title = first.info.strip().partition(" ")
        start = first.map[0]
        if name == LANGUAGE_BOX:
            if not is_language_tag(title.strip()):
                message = f"'{title.strip()}' is not the tag of a language"
                self._say(LANGUAGE_TAG, message, first, "write '::: lang cy', '::: lang de'")
        elif name not in (known := (*BOXES, CASE, STEP)):
            hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
            message = f"'{name}' is not a kind of box"
            if not name:
                message = "this box has no kind"
                hint = "if it closes a box inside another one: give the outer one four colons"
            self._say(UNKNOWN_BLOCK, message, first, hint)
            return
        if not group[-1].markup:  # the container plugin leaves it empty when the text ends first
            hint = f"close it with a line of {first.markup}"
            self._say(BLOCK_UNCLOSED, f"this {name} box is never closed", first, hint)
        if name == STEP and len(group) == 2:  # seen here: a block with a fault is content too
            hint = "write what the learner finds in it, or remove it"
            self._say(STEP_EMPTY, "this step is empty", first, hint)
        around = self.heading
        if name in (CASE, STEP):  # its title is a heading, and what stands in it goes on from there
            self.heading += 1
        inside = self.blocks(group[1:-1])
        self.heading = around if name in (CASE, STEP) else self.heading
        yield Box(name, title.strip(), inside, self.source.span(start))

    def _closes(self, line: int, start: int, markup: str) -> bool:
        if line <= start or line >= len(self.lines):
            return False
        closing = rf"\s*{re.escape(markup[0])}{{{len(markup)},}}\s*"
        return re.fullmatch(closing, self.lines[line]) is not None

    def _say(self, rule: Rule, message: str, token: Token, hint: str) -> None:
        line = token.map[0] if token.map else 0
        indent = len(self.lines[line]) - len(self.lines[line].lstrip()) if self.lines else 0
        self.problems.append(rule.problem(message, self.source.span(line, indent), hint))


def _word(info: str) -> str:
    return info.split(maxsplit=1)[0] if info.split() else ""


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Tokens in runs that belong together: an opening token with all up to its closing one."""
    start, depth = 0, 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : index + 1]
            start = index + 1


def _lines(tokens: Sequence[Token]) -> tuple[int, int]:
    maps = [token.map for token in tokens if token.map]
    return (min(m[0] for m in maps), max(m[1] for m in maps)) if maps else (0, 0)
