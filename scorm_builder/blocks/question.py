"""What the templates of all kinds of question need."""

from __future__ import annotations

from typing import Any

from scorm_builder.model.course import Course
from scorm_builder.model.question import (
    LETTERS,
    Choice,
    Likert,
    MultipleChoice,
    Question,
    TrueFalse,
)
from scorm_builder.render import markdown
from scorm_builder.render.blocks import Writer


def written_question(writer: Writer, question: Question) -> dict[str, Any]:
    """What every question shows: its number, prompt, hint, explanation."""
    with writer.place.bared():  # a definition might give the answer away
        first, rest = markdown.lead(question.prompt, writer.place)
    return {
        "question": question,
        "id": question.anchor,
        "n": writer.question_number(),
        "total": len(writer.page.questions),
        "prompt": first,
        "prompt_rest": rest,
        "explain": writer.text(question.explain),
        "hint": writer.text(question.hint),
        "correct": (),
        "tries": writer.course.tries(writer.page, question),
    }


def written_options(writer: Writer, question: Choice | MultipleChoice) -> dict[str, Any]:
    """A question with its options."""
    options = []
    for option in question.options:
        with writer.place.bared():  # an option is shown again among the right answers
            first, rest = markdown.lead(option.text, writer.place)
        feedback = writer.text(option.feedback)
        options.append({"text": first, "rest": rest, "feedback": feedback})
    context = written_question(writer, question)
    return {**context, "correct": question.correct, "options": options}


def written_statement(writer: Writer, question: TrueFalse) -> dict[str, Any]:
    """A statement with "true" and "false"."""
    options = [
        {"text": writer.words(name), "rest": "", "feedback": ""}
        for name in ("answer_true", "answer_false")
    ]
    context = written_question(writer, question)
    return {**context, "correct": question.correct, "options": options}


def written_scale(writer: Writer, question: Likert) -> dict[str, Any]:
    """A scale of agreement."""
    scale = question.scale or writer.words.page["likert"]
    options = [{"text": degree, "rest": "", "feedback": ""} for degree in scale]
    return {**written_question(writer, question), "options": options}


def scale_data(course: Course, question: Likert) -> dict[str, Any]:
    """``LikertData``."""
    return {"letters": LETTERS[: question.answer_size]}


def options_data(course: Course, question: Choice | MultipleChoice) -> dict[str, Any]:
    """``ChoiceData`` of a question with options."""
    data: dict[str, Any] = {
        "correct": list(question.correct),
        "letters": LETTERS[: len(question.options)],
    }
    if course.head.shuffle if question.shuffle is None else question.shuffle:
        data["shuffle"] = True
        data["pinned"] = [i for i, option in enumerate(question.options) if option.pinned]
    gives_up = [i for i, option in enumerate(question.options) if option.gives_up]
    return {**data, "givesUp": gives_up} if gives_up else data


def statement_data(course: Course, question: TrueFalse) -> dict[str, Any]:
    """``ChoiceData`` of a statement: what an LMS is told of it are ``t`` and ``f``."""
    return {"correct": list(question.correct), "letters": "tf"}
