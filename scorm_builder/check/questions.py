"""Questions and the score they make up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorm_builder.check.completion import units_of
from scorm_builder.load.words import words_of
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.model.pictured import Hotspot
from scorm_builder.model.question import Choice, Likert, MultipleChoice, Question
from scorm_builder.model.shape import Shape
from scorm_builder.problems import Problem, Rule, Severity

SAME_OPTION = Rule(
    "same-option",
    "Two options that say the same",
    "A learner cannot tell them apart, and at most one of them can be meant. Capitals, spaces and "
    "marks such as '**' make no difference.",
)
SAME_PLACE = Rule(
    "same-place",
    "Two places of a question that are one",
    "A mark there would be in both, and a learner cannot tell which of them is meant.",
)
HINT_UNUSED = Rule(
    "hint-unused",
    "A hint that nobody will see",
    "A hint is shown after a wrong try, before the next one. With a single try there is no next.",
    Severity.WARNING,
)
TARGET_WITHOUT_SHAPE = Rule(
    "target-without-shape",
    "A region without a place",
    "A hotspot question needs places on the picture; one entry, such as “No abnormality”, may be "
    "without.",
)
NOTHING_SCORED = Rule(
    "nothing-scored",
    "A pass mark without questions",
    "A course with a pass mark reports passed or failed from the score of its questions. Without a "
    "question it could never be passed; a likert or a reflection has no right answer, and so no "
    "score.",
)
ASSESSMENT_WITHOUT_PASS_MARK = Rule(
    "assessment-without-pass-mark",
    "An assessment in a course without a pass mark",
    "Without a pass mark the course reports that it was completed and no score, so the questions "
    "of the assessment are for practice only.",
    Severity.WARNING,
)
RULES = (
    SAME_OPTION,
    SAME_PLACE,
    HINT_UNUSED,
    TARGET_WITHOUT_SHAPE,
    NOTHING_SCORED,
    ASSESSMENT_WITHOUT_PASS_MARK,
)


def check_question(course: Course, page: Page, question: Question) -> Iterator[Problem]:
    """What holds for every kind of question."""
    if question.hint is not None and course.tries(page, question) == 1:
        message = f"'{question.id}' has a hint and one try"
        hint = "add 'tries: 2'"
        if not question.scorable:
            hint = "remove it, or move it into the prompt: here no answer is wrong"
        elif question.one_wrong:
            hint = "remove it: behind the only wrong answer there is none left"
        yield HINT_UNUSED.problem(message, question.span("hint"), hint)


def check_options(
    course: Course, page: Page, question: Choice | MultipleChoice
) -> Iterator[Problem]:
    """Options differ from each other."""
    yield from check_question(course, page, question)
    texts = [words_of(option.text) or option.text for option in question.options]
    yield from check_texts(question, "options", texts)


def check_scale(course: Course, page: Page, question: Likert) -> Iterator[Problem]:
    """The degrees of a scale differ from each other."""
    yield from check_question(course, page, question)
    yield from check_texts(question, "scale", question.scale or ())


def check_regions(course: Course, page: Page, question: Hotspot) -> Iterator[Problem]:
    """Regions differ, and all but one have a place."""
    yield from check_question(course, page, question)
    yield from check_texts(question, "regions", [region.label for region in question.regions])
    placeless = [i for i, region in enumerate(question.regions) if region.shape is None]
    for index in placeless[1:]:
        message = f"'{question.regions[index].label}' has no 'shape'"
        yield TARGET_WITHOUT_SHAPE.problem(message, question.span("regions", index), "draw it")
    yield from check_shapes(question, "regions", [region.shape for region in question.regions])


def check_shapes(question: Question, key: str, shapes: Sequence[Shape | None]) -> Iterator[Problem]:
    """No two entries of a list are the same place."""
    # The coordinates alone: how a shape is drawn makes it no other place.
    places = [shape and (shape.kind, getattr(shape, shape.kind)) for shape in shapes]
    for index, place in enumerate(places):
        earlier = places.index(place)
        if place is not None and earlier < index:
            message = f"items {earlier + 1} and {index + 1} of '{key}' have the same shape"
            yield SAME_PLACE.problem(message, question.span(key, index), "draw or remove one")


def check_texts(question: Question, key: str, texts: Sequence[str]) -> Iterator[Problem]:
    """The entries of a list differ by more than capitals and spaces."""
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        folded = " ".join(text.split()).casefold()
        if folded in seen:
            message = f"items {seen[folded] + 1} and {index + 1} of '{key}' say the same"
            yield SAME_OPTION.problem(message, question.span(key, index), "change or remove one")
        seen.setdefault(folded, index)


def check_score(course: Course) -> Iterator[Problem]:
    """A pass mark and the questions for it go together."""
    if course.head.pass_mark is None:
        for page in course.pages:
            if page.head.assessment:
                message = f"'{page.id}' is an assessment, and the course has no pass mark"
                hint = "add 'pass_mark: 70' to course.yaml"
                yield ASSESSMENT_WITHOUT_PASS_MARK.problem(
                    message, page.head.span("assessment"), hint
                )
    elif not any(_counts(page) for page in course.pages if course.is_scored(page)):
        message = f"the pass mark is {course.head.pass_mark} % and no question counts towards it"
        hint = "add questions that can be right or wrong, or remove 'pass_mark'"
        yield NOTHING_SCORED.problem(message, course.head.span("pass_mark"), hint)


def _counts(page: Page) -> bool:
    """Whether some question that can be right is asked: drawn from its group, if from groups."""
    draw = page.head.draw
    groups = None if draw is None or isinstance(draw, int) else {each.group for each in draw}
    return any(
        question.scorable
        for unit in units_of(page)
        if groups is None or unit[0].group in groups
        for question in unit
    )
