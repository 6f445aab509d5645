"""The score of a course, from the points of its answers.

``player/attempt.ts`` works out the same for a learner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scorm_builder.scoring.certainty import certainty
from scorm_builder.scoring.lots import Candidate, drawn

Marks = Mapping[tuple[str, str], tuple[int, int]]
"""Points (0 to 100) and how sure (0 to 3) of each answer, by the ids of page and question."""


def score(
    course: Mapping[str, Any],
    given: Marks,
    seed: int,
    go: int,
    pages: Collection[str] | None = None,
) -> int | None:
    """Integer per cent of the weights of all scored questions that are drawn, unanswered ones 0.

    ``course`` is ``CourseData``; ``go`` says which time the questions are being taken, from 1. Of
    ``pages`` alone, where they are named, as a section is. None when nothing is scored.

    Half up, but 100 only when nothing is missing.
    """
    weights = earned = 0
    for page, question in scored_questions(course, given, seed, go):
        if pages is not None and page not in pages:
            continue
        weights += question["weight"]
        if (mark := given.get((page, question["id"]))) is not None:
            points, sure = mark
            earned += question["weight"] * certainty(
                points, sure if course["certaintyMarking"] else 0
            )
    if weights == 0:
        return None
    whole = 3 * weights  # thirds of a point
    if earned >= 100 * whole:
        return 100
    return max(0, min(99, (2 * earned + whole) // (2 * whole)))


def scored_questions(
    course: Mapping[str, Any], given: Marks, seed: int, go: int
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The scored questions that are drawn, each with the id of its page."""
    # Only where all are asked again are others drawn: what was right stays.
    salt = go if course["retake"] == "all" else 1
    for page in course["pages"]:
        questions = page["questions"]
        candidates = [
            Candidate(
                key=question["key"],
                group=question.get("group", ""),
                unit=question.get("unit"),
                answered=(page["id"], question["id"]) in given,
            )
            for question in questions
        ]
        asked = drawn(candidates, page.get("draw"), seed, salt)
        for question, is_drawn in zip(questions, asked, strict=True):
            if is_drawn and question["scored"]:
                yield page["id"], question
