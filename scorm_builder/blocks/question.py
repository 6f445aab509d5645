"""What the templates of all kinds of question need."""

from __future__ import annotations

from typing import Any

from scorm_builder.model.question import Choice, MultipleChoice, Question, TrueFalse
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
        "correct": question.correct,
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
    return {**written_question(writer, question), "options": options}


def written_statement(writer: Writer, question: TrueFalse) -> dict[str, Any]:
    """A statement with "true" and "false"."""
    options = [
        {"text": writer.words(name), "rest": "", "feedback": ""}
        for name in ("answer_true", "answer_false")
    ]
    return {**written_question(writer, question), "options": options}
