"""Reading an attempt back: what stands in a state that an LMS keeps or a learner copied out.

The player's "code for your tutor" is ``<course id>.<version>.<state>``; what an LMS shows as
``suspend_data`` is the state alone. Both are taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.model.state import Outcome
from scorm_builder.plugin import OTHER_COURSE, UNREADABLE_STATE, Registry
from scorm_builder.problems import BuildError, Span, stop_on_errors

_CODE = re.compile(r"(?:(?P<course>[a-z0-9-]+)\.(?P<version>.*)\.)?(?P<state>\d+\.[0-9a-f]{8}\..*)")


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """What an attempt holds of one question."""

    question: str
    """The question's id."""
    points: int
    """0 to 100."""
    tries: int
    done: bool
    """Right, or no try left."""
    scored: bool
    """Whether it counts towards the score."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """What an attempt holds of one page that was opened."""

    page: str
    """The page's id."""
    title: str
    ended: bool
    """Whether its end was reached."""
    answers: tuple[AnswerRead, ...]
    questions: int
    """How many questions the page has."""


@dataclass(frozen=True, slots=True)
class AttemptRead:
    """An attempt as it was kept."""

    course: str
    """The course's id."""
    version: str
    """The version of the course in which a code was copied; "" for a state alone."""
    sequence: int
    """Grows with everything that happens: of two states of an attempt, the higher is the newer."""
    go: int
    """Which time the scored questions are being taken."""
    goes: int
    """How often they may be taken."""
    outcome: Outcome
    best: int | None
    """The best score in per cent, once there is one."""
    pages: tuple[PageRead, ...]
    """The pages that were opened, in the order of the course."""
    same: bool
    """Whether the course is the very one that the state was written by."""


def read_attempt(
    code: str, *, course: str | Path = ".", registry: Registry | None = None
) -> AttemptRead:
    """What stands in ``code``, read with the course in the folder ``course``.

    Raises :class:`~scorm_builder.problems.BuildError` when the course has errors, the text is no
    state, or it is a code from another course.
    """
    loaded = load(course, registry or installed())
    stop_on_errors(loaded.problems)
    found = loaded.course
    assert found is not None  # without a course there is an error
    match = _CODE.fullmatch("".join(code.split()))
    layout = found.state_layout()
    attempt = match and layout.decode(match["state"])
    if not match or attempt is None:
        hint = "copy the whole line, from its first character to its last"
        raise BuildError([UNREADABLE_STATE.problem("this is no state", Span(""), hint)])
    if match["course"] and match["course"] != found.id:
        message = f"this was copied in '{match['course']}', not in '{found.id}'"
        raise BuildError([OTHER_COURSE.problem(message, Span(""))])
    slots = {slot.id: slot for slot in layout.pages}
    pages = tuple(
        PageRead(
            page.id,
            page.head.title,
            seen.ended,
            tuple(
                AnswerRead(each.id, given.points, given.tries, given.done, each.scored)
                for each in slots[page.id].questions
                if (given := seen.given.get(each.id))
            ),
            len(slots[page.id].questions),
        )
        for page in found.pages
        if (seen := attempt.pages.get(page.id))
    )
    return AttemptRead(
        found.id,
        match["version"] or "",
        attempt.sequence,
        attempt.go,
        found.head.attempts,
        attempt.outcome,
        attempt.best,
        pages,
        match["state"].split(".")[1] == layout.fingerprint,
    )
