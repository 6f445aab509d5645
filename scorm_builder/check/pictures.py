"""Blocks of more than one picture: the pictures fit each other, and the findings fit them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scorm_builder.check.figures import (
    ANNOTATED_SIZE,
    MANY_FINDINGS,
    check_figure,
    check_findings,
    check_words,
)
from scorm_builder.load.faults import STAND_IN
from scorm_builder.model.base import BlockModel, Where
from scorm_builder.model.compare import Compare
from scorm_builder.model.course import Course
from scorm_builder.model.figure import Figure, Finding
from scorm_builder.model.page import Page
from scorm_builder.model.picture import Picture
from scorm_builder.model.stack import Stack
from scorm_builder.problems import Problem, Rule, Severity, did_you_mean

ANNOTATED_UNEXPLAINED = Rule(
    "annotated-unexplained",
    "An annotated picture without findings",
    "The annotated picture is shown with the findings, and what it marks is said in their list: "
    "without one nobody could show it, and a learner who cannot see it would learn nothing.",
)
WINDOW_SIZE = Rule(
    "window-size",
    "A window of another size than its picture",
    "A window setting is the same picture with other grey values. If it had another size in "
    "pixels, everything would jump, and the findings would lie in the wrong place.",
)
COMPARE_RATIO = Rule(
    "compare-ratio",
    "A slider over pictures of two shapes",
    "With a slider one picture lies over the other. When their ratios of width to height differ by "
    "more than 1 %, what is compared does not lie in one place.",
    Severity.WARNING,
)
COMPARE_SAME = Rule(
    "compare-same",
    "A comparison of a picture with itself",
    "Before and after are one file: there is nothing to compare. One of the two names may have "
    "been copied and not changed.",
    Severity.WARNING,
)
STACK_SIZE = Rule(
    "stack-size",
    "A slice of another size than the others",
    "All slices of a stack, in every window, have one size in pixels: if one had another, it would "
    "jump, and findings would lie in the wrong place.",
)
STACK_SHORT = Rule(
    "stack-short",
    "A stack of one picture",
    "A stack has at least two slices. One picture is a figure.",
)
STACK_WINDOWS = Rule(
    "stack-windows",
    "A window with more or fewer slices than the stack",
    "Each window shows the same slices: slice 12 at one setting is slice 12 at the other.",
)
STACK_LARGE = Rule(
    "stack-large",
    "A stack that takes long to load",
    "More than 40 pictures or 3 MB take long on a ward's computer or a phone, and learners scroll "
    "through what is not there yet. Every second slice often teaches as much.",
    Severity.WARNING,
)
SLICES_OUTSIDE = Rule(
    "slices-outside",
    "A slice that the stack does not have",
    "Slices are counted from 1, in the order in which the pictures are listed.",
)
WINDOW_UNKNOWN = Rule(
    "window-unknown",
    "A finding that asks for a window that its picture does not have",
    "Choosing the finding changes the picture to the window in which it is seen. Its name is that "
    "of 'window', or of one of 'windows', of the same figure or stack.",
)
WINDOW_TWICE = Rule(
    "window-twice",
    "Two windows of one name",
    "Learners choose a window by its name, and so do findings: with two of one name nobody could "
    "say which is meant.",
)
RULES = (
    ANNOTATED_UNEXPLAINED,
    WINDOW_SIZE,
    COMPARE_RATIO,
    COMPARE_SAME,
    STACK_SIZE,
    STACK_SHORT,
    STACK_WINDOWS,
    STACK_LARGE,
    SLICES_OUTSIDE,
    WINDOW_UNKNOWN,
    WINDOW_TWICE,
)

RATIO_TOLERANCE = 0.01
"""By how much the ratios of two pictures may differ that are compared with a slider."""

MAX_SLICES = 40
MAX_BYTES = 3_000_000


def check_figure_pictures(course: Course, page: Page, figure: Figure) -> Iterator[Problem]:
    """One figure, and the pictures that it shows beside its own."""
    yield from check_figure(course, page, figure)
    own = course.picture(figure.image)
    if figure.annotated:
        where: Where = ("annotated",)
        if not figure.findings:
            message = f"'{figure.id}' has an annotated picture and no findings"
            hint = "list what it marks under 'findings'; they need no shapes"
            yield ANNOTATED_UNEXPLAINED.problem(message, figure.span(*where), hint)
        yield from _same_size(course, figure, own, ANNOTATED_SIZE, [(figure.annotated, where)])
    windows = [(w.image, ("windows", n, "image")) for n, w in enumerate(figure.windows)]
    yield from _same_size(course, figure, own, WINDOW_SIZE, windows)
    yield from _windows_known(figure, figure.findings, _window_names(figure))
    yield from _windows_twice(figure)


def check_compare(course: Course, page: Page, compare: Compare) -> Iterator[Problem]:
    """One comparison: its words, its two pictures and the findings of each."""
    for name, side in (("before", compare.before), ("after", compare.after)):
        picture = course.picture(side.image)
        yield from check_words(side.alt, compare.caption, compare, (name,))
        yield from check_findings(course, compare, side.findings, picture, where=(name,))
        yield from _windows_known(compare, side.findings, [], (name,))
    yield from _many(compare, compare.every_finding, ("before", "findings"))
    if compare.before.image == compare.after.image:
        message = f"'{compare.after.image}' is compared with itself"
        yield COMPARE_SAME.problem(message, compare.span("after", "image"))
    first, second = (course.picture(side.image) for side in compare.sides)
    if first and second and compare.mode == "slider" and not same_ratio(first, second):
        message = (
            f"'{compare.before.image}' has {_size(first)} pixels and '{compare.after.image}' "
            f"{_size(second)}: other ratios"
        )
        hint = "crop both alike, or write 'mode: side-by-side'"
        yield COMPARE_RATIO.problem(message, compare.span("mode"), hint)


def same_ratio(first: Picture, second: Picture) -> bool:
    """Whether two pictures have one ratio of width to height, within 1 %."""
    ratio = first.width / first.height / (second.width / second.height)
    return abs(ratio - 1) <= RATIO_TOLERANCE


def check_stack(course: Course, page: Page, stack: Stack) -> Iterator[Problem]:
    """One stack: its slices, its windows and where its findings are."""
    if not all(stack.series) or stack.images_ == STAND_IN:
        return  # it names no pictures, as has been said: there is nothing to count
    yield from check_words(stack.alt, stack.caption, stack)
    if stack.count < 2:
        message = f"'{stack.id}' has {stack.count} slice"
        yield STACK_SHORT.problem(message, stack.span("images"), "make it a figure")
    yield from _slices_of_one_size(course, stack)
    for number, paths in enumerate(stack.series[1:]):
        if len(paths) != stack.count:
            name = stack.windows[number].name
            message = f"the window '{name}' has {len(paths)} slices and the stack {stack.count}"
            yield STACK_WINDOWS.problem(message, stack.span("windows", number, "images"))
    yield from _weight(course, stack)
    if stack.start is not None and stack.start > stack.count:
        message = f"'start' is {stack.start}, and the stack has {stack.count} slices"
        yield SLICES_OUTSIDE.problem(message, stack.span("start"))
    picture = course.picture(stack.series[0][0])
    yield from check_findings(course, stack, stack.findings, picture)
    yield from _many(stack, stack.findings, ("findings",))
    yield from _windows_known(stack, stack.findings, _window_names(stack))
    yield from _windows_twice(stack)
    for number, finding in enumerate(stack.findings):
        if finding.slices and finding.slices[1] > stack.count:
            message = (
                f"'{finding.label}' is on slices {finding.slices[0]} to {finding.slices[1]}, and "
                f"the stack has {stack.count}"
            )
            span = stack.span("findings", number, "slices")
            yield SLICES_OUTSIDE.problem(message, span, "slices are counted from 1")


def _slices_of_one_size(course: Course, stack: Stack) -> Iterator[Problem]:
    """Names the odd ones: the size of most slices is taken for the right one."""
    pictures = [(path, where, course.picture(path)) for path, where in _slices(stack)]
    sizes = Counter((each.width, each.height) for _, _, each in pictures if each)
    if len(sizes) < 2:
        return
    (width, height), _ = sizes.most_common(1)[0]
    for path, where, picture in pictures:
        if picture and (picture.width, picture.height) != (width, height):
            message = f"'{path}' has {_size(picture)} pixels, and most slices {width} × {height}"
            yield STACK_SIZE.problem(message, stack.span(*where), "export all at one size")


def _slices(stack: Stack) -> Iterator[tuple[str, Where]]:
    return (each for each in stack.images() if each[1][0] != "findings")


def _weight(course: Course, stack: Stack) -> Iterator[Problem]:
    if stack.count > MAX_SLICES:
        message = f"'{stack.id}' has {stack.count} slices"
        yield STACK_LARGE.problem(message, stack.span("images"), "leave out every second one")
        return
    for number, paths in enumerate(stack.series):
        size = sum(each.file.size for each in map(course.picture, set(paths)) if each)
        if size > MAX_BYTES:
            where: Where = ("windows", number - 1, "images") if number else ("images",)
            message = f"the pictures of '{stack.id}' have {size / 1_000_000:.1f} MB together"
            hint = "crop them, leave out every second one, or save them as WebP"
            yield STACK_LARGE.problem(message, stack.span(*where), hint)


def _same_size(
    course: Course,
    block: BlockModel,
    own: Picture | None,
    rule: Rule,
    others: Iterable[tuple[str, Where]],
) -> Iterator[Problem]:
    for path, where in others:
        other = course.picture(path)
        if own and other and (own.width, own.height) != (other.width, other.height):
            message = f"'{path}' has {_size(other)} pixels, and the picture {_size(own)}"
            yield rule.problem(message, block.span(*where), "export both at one size")


def _many(block: BlockModel, findings: tuple[Finding, ...], where: Where) -> Iterator[Problem]:
    if len(findings) > 9:
        message = f"'{block.id}' has {len(findings)} findings"
        yield MANY_FINDINGS.problem(message, block.span(*where), "split it in two")


def _window_names(block: Figure | Stack) -> list[str]:
    return [block.window or "", *(each.name for each in block.windows)] if block.windows else []


def _windows_known(
    block: BlockModel, findings: Iterable[Finding], names: list[str], where: Where = ()
) -> Iterator[Problem]:
    for number, finding in enumerate(findings):
        if finding.window is None or finding.window in names:
            continue
        if names:
            message = f"'{finding.label}' asks for the window '{finding.window}'"
            hint = did_you_mean(finding.window, names) or f"there are {', '.join(names)}"
        else:
            message = f"'{finding.label}' asks for a window, and '{block.id}' has none to choose"
            hint = "leave 'window' out"
        span = block.span(*where, "findings", number, "window")
        yield WINDOW_UNKNOWN.problem(message, span, hint)


def _windows_twice(block: Figure | Stack) -> Iterator[Problem]:
    """Names that two windows share, whatever their capitals."""
    met: set[str] = set()
    for number, name in enumerate(_window_names(block)):
        if name.casefold() in met:
            span = block.span("windows", number - 1, "name")
            yield WINDOW_TWICE.problem(f"another window is called '{name}' already", span)
        met.add(name.casefold())


def _size(picture: Picture) -> str:
    return f"{picture.width} × {picture.height}"
