"""``labelling``: put the right label to each place on a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from scorm_builder.blocks.matching import map_data, row_feedback, written_choices
from scorm_builder.blocks.pictured import written_pictured
from scorm_builder.check.figures import canvas, check_pictured, check_place
from scorm_builder.check.pairs import check_labels, check_numbers
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Labelling, Place
from scorm_builder.model.shape import Size
from scorm_builder.plugin import BlockKind
from scorm_builder.problems import Problem
from scorm_builder.render.badges import RADIUS, Badge, badge_radius, place_badges
from scorm_builder.render.blocks import Writer
from scorm_builder.render.overlay import path_data


def _check(course: Course, page: Page, question: Labelling) -> Iterator[Problem]:
    yield from check_labels(course, page, question)
    yield from check_pictured(course, question)
    for number, place in enumerate(question.places):
        path = ("places", number, "shape")
        yield from check_place(course, question, place.shape, place.label, path)
    size = canvas(course, question)
    outlined = all(place.shape.outlines() for place in question.places)
    if size and outlined:
        pixel = badge_radius(size) / RADIUS
        middles = [(badge.x, badge.y) for badge in _badges(question, size)]
        yield from check_numbers(question, middles, pixel)


def _badges(question: Labelling, size: Size) -> list[Badge]:
    """Where the number of each place stands."""
    shapes = [place.shape.model_copy(update={"numbered": True}) for place in question.places]
    placed = place_badges([(None, [shape]) for shape in shapes], size)
    return [badges[0] for badges in placed]


def _write(writer: Writer, question: Labelling) -> dict[str, Any]:
    context = written_pictured(writer, question)
    size: Size = context["size"]
    drawn = zip(question.places, _badges(question, size), strict=True)
    places = [_drawing(place, badge, size) for place, badge in drawn]
    items = [
        {
            "text": place.label,
            "feedback": row_feedback(writer, writer.words("place_n", n=number), place.feedback),
        }
        for number, place in enumerate(question.places, start=1)
    ]
    choices = written_choices([escape(label) for label in question.labels])
    # The buttons beside the picture show every label whole.
    return {**context, **choices, "lettered": False, "places": places, "items": items}


def _drawing(place: Place, badge: Badge, size: Size) -> dict[str, Any]:
    """A place as it is drawn. Its id is not written: it may give the label away."""
    start = badge.anchor
    return {
        "d": path_data(place.shape, size),
        "drawn": place.shape.drawn,
        "closed": place.shape.closed,
        "leader": f"M{start[0]:g} {start[1]:g}L{badge.x:g} {badge.y:g}" if start else "",
        "x": badge.x / size[0] * 100,
        "y": badge.y / size[1] * 100,
    }


def _data(course: Course, question: Labelling) -> dict[str, Any]:
    return map_data(question)


KIND = BlockKind("labelling", Labelling, _check, _write, _data, scripts=("marking", "pictures"))
