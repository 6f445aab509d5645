"""A theme's tokens: its colours, type and space, by the circumstances in which they hold.

An author writes each token once for a light and once for a dark page. Which of the two a learner
sees follows the device or the learner's own choice; the style sheet that needs them in several
places is written by the builder (``render/stylesheet.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scorm_builder.load.css import Lines, parts, without_comments
from scorm_builder.problems import Problem, Rule, Severity

TOKENS_FORM = Rule(
    "tokens-form",
    "A file of tokens that holds something else",
    "styles/tokens.css holds tokens, '--accent: #0a5a78', in ':root { … }': those of a light page "
    "in the open, those of a dark one in '@media (prefers-color-scheme: dark) { :root { … } }', "
    "and for more contrast in '@media (prefers-contrast: more) { … }'. The builder writes from "
    "them what follows the device and the learner's choice. Rules go into styles/theme.css.",
)
TOKEN_UNKNOWN = Rule(
    "token-unknown",
    "A token that no rule uses",
    "The player's rules refer to the tokens in its own styles/tokens.css and to no others. A new "
    "token is of use to rules of your own, in styles/theme.css.",
    Severity.WARNING,
)
RULES = (TOKENS_FORM, TOKEN_UNKNOWN)

DARK, MORE = "prefers-color-scheme:dark", "prefers-contrast:more"
_PARTS: Mapping[frozenset[str], str] = {
    frozenset(): "light",
    frozenset({DARK}): "dark",
    frozenset({MORE}): "contrast",
    frozenset({DARK, MORE}): "contrast_dark",
}

_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_MEDIA = re.compile(r"@media\s++([^{};]*+)\{")
_SPACE = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s;]*")
_NAME = re.compile(r"([-\w]++)\s*+:")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens and their values: for a light page, what a dark one changes, and more contrast."""

    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    contrast: Mapping[str, str] = field(default_factory=dict)
    contrast_dark: Mapping[str, str] = field(default_factory=dict)

    def over(self, base: Tokens) -> Tokens:
        """These laid over those of ``base``."""
        return Tokens(
            {**base.light, **self.light},
            {**base.dark, **self.dark},
            {**base.contrast, **self.contrast},
            {**base.contrast_dark, **self.contrast_dark},
        )

    @property
    def names(self) -> frozenset[str]:
        """The names of all of them."""
        parts = (self.light, self.dark, self.contrast, self.contrast_dark)
        return frozenset(name for part in parts for name in part)

    def on(self, scheme: str) -> Mapping[str, str]:
        """What holds on a page of that scheme, ``light`` or ``dark``."""
        return {**self.light, **(self.dark if scheme == "dark" else {})}


def read_tokens(text: str, shown: str) -> tuple[Tokens, tuple[Problem, ...]]:
    """The tokens of a file ``styles/tokens.css``, and what in it is not a token."""
    reader = _Reader(without_comments(text), shown)
    problems = tuple(reader.read())
    return Tokens(**reader.found), problems


class _Reader:
    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.lines = Lines(text, shown)
        self.found: dict[str, dict[str, str]] = {part: {} for part in _PARTS.values()}

    def read(self) -> Iterator[Problem]:
        at, part = 0, ""
        while (at := self._past(_SPACE, at)) < len(self.text):
            if root := _ROOT.match(self.text, at):
                yield from self._declarations(root, part or "light")
                at = root.end()
            elif not part and (media := _MEDIA.match(self.text, at)):
                known = _PARTS.get(_features(media[1]))
                if known is None:
                    condition = " ".join(media[1].split())
                    yield self._problem(at, f"'@media {condition}' is no place for tokens")
                part, at = known or "light", media.end()
            elif part and self.text[at] == "}":
                part, at = "", at + 1
            else:
                yield self._problem(at, f"'{self._line(at)}' is not ':root {{ … }}' with tokens")
                return

    def _declarations(self, root: re.Match[str], part: str) -> Iterator[Problem]:
        at, end = root.span(1)
        while (at := self._past(_BETWEEN, at, end)) < end:
            name = _NAME.match(self.text, at, end)
            behind = self._value(name.end(), end) if name else None
            if name is None or behind is None:
                yield self._problem(at, f"'{self._line(at, end)}' is not '--name: value;'")
                return
            if name[1].startswith("--"):
                value = self.text[name.end() : behind]
                self.found[part][name[1]] = " ".join(value.split())
            elif name[1] != "color-scheme":  # the builder's own business
                message = f"'{name[1]}' is not a token: a token's name begins with '--'"
                yield self._problem(at, message)
            at = behind

    def _value(self, start: int, end: int) -> int | None:
        """Where the value that begins at ``start`` ends; None when it is none."""
        depth, said = 0, False
        for each in parts(self.text, start, end):
            if each.kind == "unclear":
                return None
            if each.text == ";" and depth == 0:
                return each.at if said else None
            depth += (each.kind == "function" or each.text == "(") - (each.text == ")")
            if depth < 0:
                return None
            said = said or each.kind != "space"
        return end if said and depth == 0 else None

    def _past(self, pattern: re.Pattern[str], at: int, end: int | None = None) -> int:
        found = pattern.match(self.text, at, len(self.text) if end is None else end)
        return found.end() if found else at

    def _line(self, at: int, end: int | None = None) -> str:
        """What stands at a place, for a message."""
        return self.text[at : at + 40 if end is None else min(end, at + 40)].split("\n")[0].strip()

    def _problem(self, at: int, message: str) -> Problem:
        return TOKENS_FORM.problem(message, self.lines.span(at), "rules go into styles/theme.css")


def _features(condition: str) -> frozenset[str]:
    """The features that a media query asks for: ``screen and (a: b)`` → ``{"a:b"}``."""
    asked = " ".join(condition.lower().split()).split(" and ")
    return frozenset(re.sub(r"[\s()]", "", part) for part in asked if part not in ("screen", "all"))
