"""What completes a course and what is drawn: rules that can be met, lots that are fair."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.question import Question
from scorm_builder.problems import Problem, Rule, Severity, Span

DRAW_TOO_MANY = Rule(
    "draw-too-many",
    "More questions to be drawn than there are",
    "Then all of them are asked, and nothing is drawn by lot. The questions of a case count as "
    "one, because they are drawn together.",
)
DRAW_GROUP_EMPTY = Rule(
    "draw-group-empty",
    "A group to draw from without a question",
    "A group is made by the questions of the page that name it with 'group'.",
)
NEVER_DRAWN = Rule(
    "never-drawn",
    "A question that is never asked",
    "Where a page draws from groups, only questions of those groups are asked.",
    Severity.WARNING,
)
GROUP_WITHOUT_DRAW = Rule(
    "group-without-draw",
    "A group on a page that draws nothing",
    "Groups say from which questions how many are drawn. Without 'draw' all of them are asked.",
    Severity.WARNING,
)
DRAW_UNEQUAL = Rule(
    "draw-unequal",
    "What is drawn counts differently",
    "Of one group each learner is asked others. Where they differ in weight, or cases in the "
    "number of their questions, chance decides how much the rest of the course counts.",
    Severity.WARNING,
)
DRAW_UNSCORED = Rule(
    "draw-unscored",
    "A draw in which some questions count and others do not",
    "A likert or a reflection has no right answer and earns no points. Drawn in place of questions "
    "that do, it leaves some learners with fewer points to reach, or with none: they could not "
    "pass.",
)
OPTIONAL_SCORED = Rule(
    "optional-scored",
    "An optional page whose questions count towards the score",
    "The course is complete without the page, and the score is not: a learner who skips it cannot "
    "reach full marks, and may not pass.",
    Severity.WARNING,
)
MINIMUM_TOO_HIGH = Rule(
    "minimum-too-high",
    "More pages to be done than there are",
    "Nobody could complete the course.",
)
NOTHING_TO_COMPLETE = Rule(
    "nothing-to-complete",
    "A course that is complete at once",
    "Every page is optional, and neither a number of pages nor a pass mark is asked for: whoever "
    "opens the course has completed it.",
)
SECTION_MARK_UNUSED = Rule(
    "section-mark-unused",
    "A section's pass mark in a course without one",
    "A section's pass mark is needed besides that of the course. Without one of its own the course "
    "reports that it was completed, and no score.",
    Severity.WARNING,
)
SECTION_MARK_EMPTY = Rule(
    "section-mark-empty",
    "A section's pass mark without questions",
    "The mark is per cent of the section's questions that count towards the score, and none does.",
)
PASS_UNUSED = Rule(
    "pass-unused",
    "A rule for passing in a course without a pass mark",
    "Without 'pass_mark' nothing is scored, so nobody passes and being sure counts for nothing.",
    Severity.WARNING,
)
FINDINGS_NOT_THERE = Rule(
    "findings-not-there",
    "Findings to be shown where there are none",
    "A page is done when the findings of its figures were shown only if it has such figures.",
    Severity.WARNING,
)
RULES = (
    DRAW_TOO_MANY,
    DRAW_GROUP_EMPTY,
    NEVER_DRAWN,
    GROUP_WITHOUT_DRAW,
    DRAW_UNEQUAL,
    DRAW_UNSCORED,
    OPTIONAL_SCORED,
    MINIMUM_TOO_HIGH,
    NOTHING_TO_COMPLETE,
    SECTION_MARK_UNUSED,
    SECTION_MARK_EMPTY,
    PASS_UNUSED,
    FINDINGS_NOT_THERE,
)


def check_completion(course: Course) -> Iterator[Problem]:
    """A course can be completed by what it asks for, and all of that means something."""
    yield from _pages(course)
    yield from _passing(course)
    yield from _sections(course)
    for page in course.pages:
        yield from _draw(course, page)
        yield from _optional(course, page)
        if "findings" in (page.head.completion or ()) and not course.figures_to_show(page):
            message = f"'{page.id}' has no figure with findings"
            hint = "add findings, or take 'findings' out of 'completion'"
            yield FINDINGS_NOT_THERE.problem(message, page.head.span("completion"), hint)


def _pages(course: Course) -> Iterator[Problem]:
    head = course.head
    least, n = head.minimum_pages, len(course.pages)
    if least is not None and least > n:
        message = f"{least} pages have to be done, and there {'is' if n == 1 else 'are'} {n}"
        yield MINIMUM_TOO_HIGH.problem(message, head.span("minimum_pages"), f"at most {n}")
    optional = all(page.head.optional for page in course.pages)
    if optional and least is None and head.pass_mark is None:
        message = "every page is optional, and nothing else is asked for"
        hint = "add 'minimum_pages', or remove 'optional' from a page"
        yield NOTHING_TO_COMPLETE.problem(message, course.pages[0].head.span("optional"), hint)
    finds = any(course.figures_to_show(page) for page in course.pages)
    if "findings" in head.completion and not finds:
        message = "no page has a figure with findings"
        hint = "take 'findings' out of 'completion'"
        yield FINDINGS_NOT_THERE.problem(message, head.span("completion"), hint)


def _optional(course: Course, page: Page) -> Iterator[Problem]:
    scored = course.is_scored(page) and any(question.scorable for question in page.questions)
    if page.head.optional and scored:
        message = f"'{page.id}' is optional, and its questions count towards the score"
        hint = "remove 'optional', or write 'assessment: true' on the pages that are to count"
        yield OPTIONAL_SCORED.problem(message, page.head.span("optional"), hint)


def _passing(course: Course) -> Iterator[Problem]:
    head = course.head
    if head.pass_mark is not None:
        return
    for key, on in (
        ("pass_completes", head.pass_completes),
        ("certainty_marking", head.certainty_marking),
    ):
        if on:
            message = f"'{key}' means nothing without a pass mark"
            yield PASS_UNUSED.problem(message, head.span(key), "add 'pass_mark: 70', or remove it")


def _sections(course: Course) -> Iterator[Problem]:
    scored = {
        page.id
        for page in course.pages
        if course.is_scored(page) and any(question.scorable for question in page.questions)
    }
    for index, section in enumerate(course.head.sections):
        if section.pass_mark is None:
            continue
        place = course.head.span("sections", index, "pass_mark")
        if course.head.pass_mark is None:
            message = f"'{section.title}' has a pass mark, and the course has none"
            yield SECTION_MARK_UNUSED.problem(message, place, "add 'pass_mark' to the course too")
        elif scored.isdisjoint(section.pages):
            message = f"no question of '{section.title}' counts towards the score"
            yield SECTION_MARK_EMPTY.problem(message, place, "add questions, or remove 'pass_mark'")


# -- draws --------------------------------------------------------------------------------------


def _draw(course: Course, page: Page) -> Iterator[Problem]:
    draw = page.head.draw
    if draw is None:
        for question in page.questions:
            if question.group is not None:
                message = f"'{question.id}' is of the group '{question.group}'"
                hint = "add 'draw' to the page's front matter, or remove 'group'"
                yield GROUP_WITHOUT_DRAW.problem(message, question.span("group"), hint)
        return
    units, scored = units_of(page), course.is_scored(page)
    if isinstance(draw, int):
        yield from _stratum(units, draw, page.head.span("draw"), "the page", scored=scored)
        return
    for index, each in enumerate(draw):
        of_group = [unit for unit in units if unit[0].group == each.group]
        name = f"the group '{each.group}'"
        if of_group:
            place = page.head.span("draw", index)
            yield from _stratum(of_group, each.n, place, name, scored=scored)
        else:
            message = f"no question of the page is of {name}"
            yield DRAW_GROUP_EMPTY.problem(message, page.head.span("draw", index, "group"))
    groups = {each.group for each in draw}
    for unit in units:
        if unit[0].group not in groups:
            for question in unit:
                message = f"'{question.id}' is of none of the groups that are drawn from"
                yield NEVER_DRAWN.problem(message, question.span("group"), "name one with 'group'")


def units_of(page: Page) -> list[list[Question]]:
    """The questions that are drawn together, in order: those of a case, and each other one."""
    numbers = page.units
    found: dict[int, list[Question]] = {}
    for question in page.questions:
        found.setdefault(numbers[question.id], []).append(question)
    return list(found.values())


def _stratum(
    units: list[list[Question]], n: int, place: Span, name: str, *, scored: bool
) -> Iterator[Problem]:
    """``n`` of the ``units`` are drawn."""
    if n > len(units):
        message = f"{n} are to be drawn, and {name} has {len(units)}"
        yield DRAW_TOO_MANY.problem(message, place, f"at most {len(units)}, or add questions")
    if not scored or n >= len(units):
        return
    weights = sorted({sum(q.weight for q in unit if q.scorable) for unit in units})
    if len(weights) > 1 and weights[0] == 0:
        message = f"some of what is drawn from {name} does not count towards the score"
        hint = (
            "take each likert and reflection out of the draw: put it on another page, in a case "
            "with questions that count, or in a group of its own"
        )
        yield DRAW_UNSCORED.problem(message, place, hint)
    elif len(weights) > 1:
        message = f"what is drawn from {name} weighs between {weights[0]} and {weights[-1]}"
        hint = "give each the same 'weight', or groups of their own to those that differ"
        yield DRAW_UNEQUAL.problem(message, place, hint)
