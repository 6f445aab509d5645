"""Questions that are answered by marks on a picture: what can be hit, measured and passed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from scorm_builder.check.completion import units_of
from scorm_builder.check.figures import SHAPE_OUTSIDE, canvas, check_pictured, check_place
from scorm_builder.check.questions import check_question, check_texts
from scorm_builder.load.words import words_of
from scorm_builder.model.base import Where
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Hotspot, Measure, Outline, Pictured
from scorm_builder.model.question import Question
from scorm_builder.problems import Problem, Rule, Severity, Span
from scorm_builder.scoring.measures import between

TARGET_SMALL = Rule(
    "target-small",
    "A place that is hard to hit on a phone",
    "On a screen 320 pixels across, the smallest that has to work (WCAG 2.2, 1.4.10), a place to "
    "mark should be 24 pixels across, as a button is (2.5.8), its tolerance on both sides "
    "included. A smaller one tests the hand and not the eye.",
    Severity.WARNING,
)
MEASURE_VALUE = Rule(
    "measure-value",
    "A value that does not follow from its points",
    "The points show learners where the value was measured. When the two differ by more than the "
    "tolerance, who measures as shown is wrong.",
)
MEASURE_TOLERANCE_LARGE = Rule(
    "measure-tolerance-large",
    "A tolerance that makes nearly every measurement right",
    "What is within the tolerance of the value is right. With one that takes in nine tenths of all "
    "lengths that fit on the picture, or of all angles, there is nothing to measure.",
)
LIST_DISAGREES = Rule(
    "list-disagrees",
    "A list that disagrees with the value",
    "Everyone may answer from the list in place of the picture. Its right answer has to be the "
    "value that is measured, to within the tolerance, and no other answer may be.",
    Severity.WARNING,
)
PICTURES_DECIDE = Rule(
    "pictures-decide",
    "A course that cannot be passed without its pictures",
    "Who cannot see a picture can answer from the list under it, and that is not the same task. "
    "Either the pass mark is within reach of the other questions, or the course says why not.",
    Severity.WARNING,
)
RULES = (TARGET_SMALL, MEASURE_VALUE, MEASURE_TOLERANCE_LARGE, LIST_DISAGREES, PICTURES_DECIDE)

NARROW = 258
"""CSS pixels that a picture in a question has on a screen 320 across."""

HIT = 24
"""CSS pixels across that a target has at least."""

TOLERANCE = 0.02
"""Share of the picture's diagonal around a target that still counts, unless the author says."""

ALL_RIGHT = 0.9
"""Share of what can be measured that a tolerance may not take in."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LENGTH = re.compile(r"\s*(mm|cm)\b")
_ANGLE = re.compile(r"\s*(°|º|degrees?\b)")


def hotspot_tolerance(course: Course, question: Hotspot) -> float:
    """Pixels around a target that count; the course has the picture, or the author says."""
    if question.tolerance is not None:
        return question.tolerance
    return round(TOLERANCE * math.hypot(*(canvas(course, question) or (0, 0))), 1)


def check_targets(course: Course, page: Page, question: Hotspot) -> Iterator[Problem]:
    """What is to be found can be hit on a phone."""
    size = canvas(course, question)
    if size is None:
        return
    tolerance = hotspot_tolerance(course, question)
    scale = NARROW / size[0]
    for index, region in enumerate(question.regions):
        bounds = region.shape.bounds() if region.shape and region.correct else None
        if bounds is None:
            continue
        left, top, right, bottom = bounds
        narrow = min(right - left, bottom - top)
        across = (narrow + 2 * tolerance) * scale
        if across < HIT:
            wanted = math.ceil((HIT / scale - narrow) / 2)
            message = (
                f"'{region.label}' is {across:.0f} pixels across on a phone, "
                f"tolerance included; {HIT} are wanted"
            )
            hint = (
                f"draw it larger, write 'tolerance: {wanted}', crop the picture, or ask with a "
                "'choice' in place of a mark"
            )
            yield TARGET_SMALL.problem(message, question.span("regions", index), hint)


def check_outline(course: Course, page: Page, question: Outline) -> Iterator[Problem]:
    """The picture, the outline that is right, and the list."""
    yield from _check_listed(course, page, question)
    yield from check_place(course, question, question.shape, question.id, ("shape",))


def check_measure(course: Course, page: Page, question: Measure) -> Iterator[Problem]:
    """The points, what they measure, and what the list says of it."""
    yield from _check_listed(course, page, question)
    yield from _points_inside(course, question)
    measured = measured_value(question)
    unit = " mm" if question.measure == "length" else "°"
    if question.value is not None and abs(question.value - measured) > question.tolerance:
        message = (
            f"'value' is {question.value:g}{unit} and the points measure {measured:.4g}{unit}; "
            f"the tolerance is {question.tolerance:g}{unit}"
        )
        hint = "leave 'value' out, and it follows from the points"
        yield MEASURE_VALUE.problem(message, question.span("value"), hint)
    value = measured if question.value is None else question.value
    yield from _all_right(course, question, value, unit)
    yield from _listed_values(question, value, unit)


def _all_right(course: Course, question: Measure, value: float, unit: str) -> Iterator[Problem]:
    """The tolerance leaves something to be wrong."""
    if question.measure == "length":
        size = canvas(course, question)
        most = min(size) * (question.pixel_spacing or 1.0) if size else math.inf
    else:
        most = 180.0 if question.measure == "angle" else 90.0
    taken = min(value + question.tolerance, most) - max(value - question.tolerance, 0)
    if taken >= ALL_RIGHT * most:
        message = (
            f"'tolerance' is {question.tolerance:g}{unit} and the value {value:.4g}{unit}: nearly "
            "everything that can be measured is right"
        )
        hint = "write how far off a careful measurement may be"
        yield MEASURE_TOLERANCE_LARGE.problem(message, question.span("tolerance"), hint)


def _points_inside(course: Course, question: Measure) -> Iterator[Problem]:
    size = canvas(course, question)
    for index, (x, y) in enumerate(question.points):
        if size and not (0 <= x <= size[0] and 0 <= y <= size[1]):
            message = (
                f"'{question.id}': [{x:g}, {y:g}] lies outside the picture of "
                f"{size[0]} × {size[1]} pixels"
            )
            hint = "if it was drawn on a copy of another size, give that as 'size: [width, height]'"
            yield SHAPE_OUTSIDE.problem(message, question.span("points", index), hint)


def measured_value(question: Measure) -> float:
    """What the author's points measure: millimetres, or degrees."""
    spacing = question.pixel_spacing or 1.0
    return between(question.measure, question.points, (spacing, spacing))


def _check_listed(course: Course, page: Page, question: Outline | Measure) -> Iterator[Problem]:
    yield from check_question(course, page, question)
    yield from check_pictured(course, question)
    texts = [words_of(option.text) or option.text for option in question.list]
    yield from check_texts(question, "list", texts)


def _listed_values(question: Measure, value: float, unit: str) -> Iterator[Problem]:
    """What the entries of the list say in numbers; a text without a number says nothing."""
    for index, option in enumerate(question.list):
        said = stated(option.text, question.measure)
        if said is None:
            continue
        low, high = said
        agrees = low - question.tolerance <= value <= high + question.tolerance
        if agrees == option.correct:
            continue
        is_right = "is right" if option.correct else "is not right"
        compared = "more than the tolerance off" if option.correct else "within the tolerance of"
        message = f"'{option.text.strip()}' {is_right}, and {compared} {value:.4g}{unit}"
        where: Where = ("list", index)
        yield LIST_DISAGREES.problem(message, question.span(*where), "change the text")


def stated(text: str, measure: str) -> tuple[float, float] | None:
    """The value, or the range from one to another, that a text gives with its unit."""
    numbers = list(_NUMBER.finditer(text))
    if not 1 <= len(numbers) <= 2:
        return None
    unit = (_LENGTH if measure == "length" else _ANGLE).match(text, numbers[-1].end())
    if unit is None:
        return None
    factor = 10 if unit[1] == "cm" else 1
    values = [float(number[0].replace(",", ".")) * factor for number in numbers]
    return min(values), max(values)


# -- the score without pictures -------------------------------------------------------------------


def check_without_pictures(course: Course) -> Iterator[Problem]:
    """The pass mark is within reach of those questions that need no picture."""
    head = course.head
    if head.pass_mark is None or (head.accessibility and head.accessibility.pictures):
        return
    yield from _reach(course.pages, course, head.pass_mark, "the course", head.span("pass_mark"))
    for index, section in enumerate(head.sections):
        if section.pass_mark is not None:
            pages = tuple(page for page in course.pages if page.id in section.pages)
            place = head.span("sections", index, "pass_mark")
            yield from _reach(pages, course, section.pass_mark, f"'{section.title}'", place)


def _reach(
    pages: tuple[Page, ...], course: Course, pass_mark: int, name: str, place: Span
) -> Iterator[Problem]:
    asked = [unit for page in pages if course.is_scored(page) for unit in _asked(page)]
    questions = [question for unit in asked for question in unit if question.scorable]
    total = sum(question.weight for question in questions)
    others = sum(_without(question) for question in questions)
    if total and 100 * others < pass_mark * total:
        message = (
            f"without the questions on pictures {100 * others // total} % of {name} can be "
            f"reached, and the pass mark is {pass_mark} %"
        )
        hint = (
            "add questions without pictures, or say in course.yaml, under 'accessibility: "
            "pictures', why reading pictures is what has to be passed"
        )
        yield PICTURES_DECIDE.problem(message, place, hint)


def _without(question: Question) -> int:
    return 0 if isinstance(question, Pictured) else question.weight


def _asked(page: Page) -> list[list[Question]]:
    """The questions of a page in their units; of those that are drawn the worst lot."""
    units = units_of(page)
    draw = page.head.draw
    if draw is None:
        return units
    units.sort(key=lambda unit: sum(map(_without, unit)))
    if isinstance(draw, int):
        return units[:draw]
    return [
        unit
        for each in draw
        for unit in [unit for unit in units if unit[0].group == each.group][: each.n]
    ]
