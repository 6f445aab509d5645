"""Captions as WebVTT: what a browser would take, and what it would leave out in silence.

A browser skips what it cannot read without a word: captions that never show are found here.
"""

from __future__ import annotations

import re

from scorm_builder.problems import Problem, Rule, Span

CAPTIONS_FORM = Rule(
    "captions-form",
    "Captions that a browser would not show",
    "Captions are a WebVTT file: 'WEBVTT' on the first line, then cues with an empty line between "
    "them, each a line of times as '00:01.000 --> 00:04.000' and the words below it, in the order "
    "in which they are spoken. A browser leaves out whatever is not so, in silence.",
)

RULES = (CAPTIONS_FORM,)

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s+\S.*)?", re.ASCII)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LANGUAGE = re.compile(r"Language:\s*(\S+)", re.IGNORECASE)

MAX_PROBLEMS = 5
"""Of one file: a program that wrote one time wrongly wrote them all so."""


def check_captions(text: str, shown: str) -> tuple[Problem, ...]:
    """What is wrong with the captions in ``text``; ``shown`` is the file as the author knows it."""
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        hint = "a file of subtitles (.srt) begins otherwise and writes times with a comma"
        return (_problem("the file does not begin with 'WEBVTT'", shown, 1, hint),)
    found: list[Problem] = []
    cues, before = 0, 0
    for number, block in _blocks(lines):
        if number == 1 or _ASIDE.match(block[0]):
            continue
        at = next((i for i, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            found.append(_problem("this cue has no times", shown, number, "or is it a 'NOTE'?"))
            continue
        cues += 1
        times = _TIMES.fullmatch(block[at])
        where = number + at
        if times is None:
            hint = "write '00:01.000 --> 00:04.000', with a full stop before the thousandths"
            found.append(_problem("these times cannot be read", shown, where, hint))
            continue
        start, end = _thousandths(times.groups()[:4]), _thousandths(times.groups()[4:])
        if end <= start:
            found.append(_problem("the cue ends before it begins", shown, where))
        if start < before:
            message = "the cue begins before the one above it"
            found.append(_problem(message, shown, where, "put the cues in order of time"))
        if not any(line.strip() for line in block[at + 1 :]):
            found.append(_problem("the cue has no words", shown, where))
        for more, line in enumerate(block[at + 1 :], where + 1):
            if "-->" in line:
                message = "the words of the cue have '-->' in them"
                hint = "put an empty line above the times of the next cue, or write '→'"
                found.append(_problem(message, shown, more, hint))
        before = max(before, start)
    if not cues:
        found.append(_problem("there is no cue in the file", shown, 1))
    return tuple(found[:MAX_PROBLEMS])


def language_of(text: str) -> str:
    """The language that the head of the file names; "" when it names none."""
    head = text.partition("\n\n")[0]
    found = _LANGUAGE.search(head)
    return found[1] if found else ""


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Runs of lines between empty ones, each with the number of its first line."""
    found: list[tuple[int, list[str]]] = []
    fresh = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            fresh = True
        elif fresh:
            found.append((number, [line]))
            fresh = False
        else:
            found[-1][1].append(line)
    return found


def _thousandths(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _problem(message: str, shown: str, line: int, hint: str = "") -> Problem:
    return CAPTIONS_FORM.problem(message, Span(shown, line, 1), hint)
