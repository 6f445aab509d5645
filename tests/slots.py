"""Questions as the kept state knows them, by the name of their kind."""

from __future__ import annotations

from dataclasses import replace

from scorm_builder.model.answer import Form, QuestionSlot
from scorm_builder.model.pictured import Hotspot, Labelling, Measure, Outline
from scorm_builder.model.question import (
    Choice,
    Likert,
    MultipleChoice,
    Question,
    Reflection,
    TrueFalse,
)
from scorm_builder.model.written import Matching, Numeric, Ordering, ShortText

MODELS: tuple[type[Question], ...] = (
    Choice,
    MultipleChoice,
    TrueFalse,
    Likert,
    Hotspot,
    Outline,
    Measure,
    Labelling,
    Matching,
    Ordering,
    Numeric,
    ShortText,
    Reflection,
)

FORMS: dict[str, Form] = {model.kind: model.form for model in MODELS}
"""The form of the answers to each kind of question."""

_CHOICES = {"marks": 5, "map": 6, "number": 3}


def slot(
    name: str, kind: str, size: int, *, choices: int = 0, scored: bool = True, weight: int = 1
) -> QuestionSlot:
    """A question of a kind; the list beside a picture has five entries, a map six choices."""
    form = FORMS[kind]
    found = QuestionSlot(name, kind, form, size, choices or _CHOICES.get(form, 0))
    return replace(found, scored=scored, weight=weight)
