"""A theme's tokens: its colours, type and space, by the circumstances in which they hold.

An author writes each token once for a light and once for a dark page. Which of the two a learner
sees follows the device or the learner's own choice; the style sheet that needs them in several
places is written by the builder (``render/stylesheet.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scorm_builder.problems import Problem, Rule, Severity, Span

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

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_MEDIA = re.compile(r"@media\s+([^{};]*)\{")
_BRACKETS = r"\([^()]*\)"
for _ in range(5):  # brackets within brackets, as deep as anyone writes them
    _BRACKETS = rf"\((?:[^()]|{_BRACKETS})*\)"
_DECLARATION = re.compile(
    rf"\s*([-\w]+)\s*:\s*((?:\"[^\"]*\"|'[^']*'|{_BRACKETS}|[^;\"'()])+?)\s*(?:;|\Z)"
)


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


def without_comments(text: str) -> str:
    """CSS without its comments, every character that stays in its place."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def read_tokens(text: str, shown: str) -> tuple[Tokens, tuple[Problem, ...]]:
    """The tokens of a file ``styles/tokens.css``, and what in it is not a token."""
    reader = _Reader(without_comments(text), shown)
    problems = tuple(reader.read())
    return Tokens(**reader.found), problems


class _Reader:
    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.found: dict[str, dict[str, str]] = {part: {} for part in _PARTS.values()}

    def read(self) -> Iterator[Problem]:
        at, part = 0, ""
        while rest := self.text[at:].lstrip():
            at = len(self.text) - len(rest)
            if root := _ROOT.match(self.text, at):
                yield from self._declarations(root, part or "light")
                at = root.end()
            elif not part and (media := _MEDIA.match(self.text, at)):
                known = _PARTS.get(_features(media[1]))
                if known is None:
                    condition = " ".join(media[1].split())
                    yield self._problem(at, f"'@media {condition}' is no place for tokens")
                part, at = known or "light", media.end()
            elif part and rest.startswith("}"):
                part, at = "", at + 1
            else:
                line = rest.split("\n", maxsplit=1)[0].strip()
                yield self._problem(at, f"'{line[:40]}' is not ':root {{ … }}' with tokens")
                return

    def _declarations(self, root: re.Match[str], part: str) -> Iterator[Problem]:
        at, end = root.span(1)
        while self.text[at:end].strip(" \t\r\n;"):
            found = _DECLARATION.match(self.text, at, end)
            if found is None:
                at += len(self.text[at:end]) - len(self.text[at:end].lstrip())
                word = self.text[at:end].split("\n", maxsplit=1)[0].strip()
                yield self._problem(at, f"'{word[:40]}' is not '--name: value;'")
                return
            name, value = found[1], " ".join(found[2].split())
            if name.startswith("--"):
                self.found[part][name] = value
            elif name != "color-scheme":  # the builder's own business
                message = f"'{name}' is not a token: a token's name begins with '--'"
                yield self._problem(found.start(1), message)
            at = found.end()

    def _problem(self, at: int, message: str) -> Problem:
        before = self.text[:at]
        span = Span(self.shown, before.count("\n") + 1, at - before.rfind("\n"))
        return TOKENS_FORM.problem(message, span, "rules go into styles/theme.css")


def _features(condition: str) -> frozenset[str]:
    """The features that a media query asks for: ``screen and (a: b)`` → ``{"a:b"}``."""
    parts = re.split(r"\s+and\s+", condition.strip().lower())
    return frozenset(re.sub(r"[\s()]", "", part) for part in parts if part not in ("screen", "all"))
