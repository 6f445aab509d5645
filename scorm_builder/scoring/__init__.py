"""Points for an answer, 0 to 100: the same as ``player/score.ts``, over the same page data.

A question is the mapping that ``render/data.py`` writes for it. Tests hold this and the player's
scripts to the same points for thousands of answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scorm_builder.model.answer import Answer
from scorm_builder.scoring.choices import in_order, in_place, percent, right_minus_wrong
from scorm_builder.scoring.measures import closeness, measured
from scorm_builder.scoring.numbers import read_number, within
from scorm_builder.scoring.overlap import agreement
from scorm_builder.scoring.places import hits, in_pixels
from scorm_builder.scoring.words import is_one_of, known_answer, normalised

__all__ = [
    "hits",
    "known_answer",
    "measured",
    "normalised",
    "points",
    "read_number",
    "settles",
]

Question = Mapping[str, Any]


def points(question: Question, answer: Answer, finger: bool = False) -> int:
    """The points of an answer. ``finger``: marks were set with one."""
    earned = _in_part(question, answer, finger)
    return 0 if earned < 100 and _is_whole(question, answer) else earned


def _in_part(question: Question, answer: Answer, finger: bool) -> int:
    """Points for what is right of an answer."""
    match question["kind"]:
        case "choice" | "true_false" | "multiple_choice":
            return right_minus_wrong(question["correct"], answer.selected)
        case "hotspot" | "outline" | "measure":
            return _pictured(question, answer, finger)
        case "matching" | "labelling":
            return in_place(question["correct"], answer.selected)
        case "ordering":
            return in_order(question["correct"], answer.selected)
        case kind:
            return 100 if _is_right(kind, question, answer) else 0


def _is_right(kind: str, question: Question, answer: Answer) -> bool:
    """Whether an answer is right, for kinds where none is right in part."""
    match kind:
        case "numeric":
            return within(question, answer.text, answer.selected[0] if answer.selected else 0)
        case "short_text":
            return is_one_of(question["accept"], answer.text, question["exact"])
        case "likert" | "reflection":
            return True
    raise ValueError(f"no points for a question of kind '{kind}'")


def _pictured(question: Question, answer: Answer, finger: bool) -> int:
    """Points for marks on a picture, or for choices from the list under it."""
    marks = answer.marks
    if not marks:
        # Nothing chosen is nothing said.
        return right_minus_wrong(question["correct"], answer.selected) if answer.selected else 0
    match question["kind"]:
        case "hotspot":
            wanted = len(question["targets"])
            hit = sum(target >= 0 for target in hits(question, marks, finger))
            # Without targets ("No abnormality" is right) any mark is wrong.
            return percent(hit - question["cost"] * (len(marks) - hit), wanted) if wanted else 0
        case "outline":
            drawn = [in_pixels(question, mark) for mark in marks]
            none, full = question["none"], question["full"]
            return percent(agreement(question, drawn) - none, full - none)
        case _:
            return closeness(question, measured(question, marks))


def _is_whole(question: Question, answer: Answer) -> bool:
    """Whether an answer is right as a whole or not at all."""
    match question["kind"]:
        case "choice" | "true_false":
            return True
        case "outline" | "measure" if not answer.marks:
            return True
        case _:
            return bool(question.get("whole"))


def settles(question: Question, points: int, tries: int, answer: Answer | None = None) -> bool:
    """Whether an answer settles its question: right, the last try, or an option that gives up."""
    gives_up = question.get("givesUp", ())
    gave_up = answer is not None and not set(answer.selected).isdisjoint(gives_up)
    return points == 100 or tries >= question["tries"] or gave_up
