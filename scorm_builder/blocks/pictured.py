"""What the templates and the player are told of every question that is answered on a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scorm_builder.blocks.question import written_question
from scorm_builder.check.figures import canvas
from scorm_builder.model.course import Course
from scorm_builder.model.pictured import Pictured
from scorm_builder.model.question import LETTERS, Option
from scorm_builder.model.shape import Shape, Size
from scorm_builder.render import markdown
from scorm_builder.render.blocks import Writer


def drawn_size(course: Course, question: Pictured) -> Size:
    """Width and height in which the shapes of a question are measured."""
    size = canvas(course, question)
    assert size is not None, "a course with a missing picture is not rendered"
    return size


def written_pictured(writer: Writer, question: Pictured) -> dict[str, Any]:
    """A question with its picture and whose that is."""
    picture = writer.picture(question.image)
    return {
        **written_question(writer, question),
        "size": drawn_size(writer.course, question),
        "img": writer.img(picture, question.alt, ""),
        "still": writer.img(picture, "", ""),
        "credit": writer.credit(question),
    }


def written_list(writer: Writer, options: Sequence[Option]) -> list[dict[str, Any]]:
    """The answers that may be chosen in place of marking the picture."""
    written = []
    for option in options:
        with writer.place.bared():
            first, rest = markdown.lead(option.text, writer.place)
        feedback = writer.text(option.feedback)
        written.append({"text": first, "rest": rest, "feedback": feedback})
    return written


def pictured_data(
    course: Course, question: Pictured, correct: Sequence[int], count: int
) -> dict[str, Any]:
    """The part of ``QuestionData`` that these kinds share; ``count`` answers are in the list."""
    return {
        "correct": list(correct),
        "letters": LETTERS[:count],
        "size": list(drawn_size(course, question)),
    }


def region_data(id: str, shape: Shape) -> dict[str, Any]:
    """``Region``: a place flattened to polygons."""
    return {
        "id": id,
        "polygons": [[[x, y] for x, y in outline] for outline in shape.outlines()],
        "open": not shape.closed,
    }
