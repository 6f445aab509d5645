"""Cases that unfold in steps: what may stand where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorm_builder.model.base import BlockModel
from scorm_builder.model.course import Course
from scorm_builder.model.page import CASE, STEP, Block, Box
from scorm_builder.problems import Problem, Rule

STEP_OUTSIDE_CASE = Rule(
    "step-outside-case",
    "A step that is in no case",
    "A step waits for the questions of the steps before it, in the same case: '::: step' stands "
    "directly in ':::: case'.",
)
CASE_IN_BOX = Rule(
    "case-in-box",
    "A case inside a box",
    "A case opens step by step and stands by itself on the page, not in a note, nor in a step of "
    "another case.",
)
CASE_STEPS = Rule(
    "case-steps",
    "A case that does not unfold",
    "A case has two steps at least. What stands before the first is there from the start; between "
    "the steps and behind the last there is nothing, as it would be seen before its time.",
)
RULES = (STEP_OUTSIDE_CASE, CASE_IN_BOX, CASE_STEPS)


def check_cases(course: Course) -> Iterator[Problem]:
    """Cases stand on the page, and steps in cases."""
    for page in course.pages:
        yield from _inside(page.blocks, ())


def _inside(blocks: Sequence[Block], around: tuple[str, ...]) -> Iterator[Problem]:
    for block in blocks:
        if not isinstance(block, Box):
            continue
        if block.name == STEP and around[-1:] != (CASE,):
            message = "this step is in no case"
            hint = "put ':::: case Title' above the first step and '::::' below the last"
            yield STEP_OUTSIDE_CASE.problem(message, block.span, hint)
        if block.name == CASE:
            if around:
                message = f"this case is inside a {around[-1]}"
                hint = "give each case its own place on the page; end a case with '::::'"
                yield CASE_IN_BOX.problem(message, block.span, hint)
            yield from _steps(block)
        yield from _inside(block.blocks, (*around, block.name))


def _steps(case: Box) -> Iterator[Problem]:
    steps = [n for n, block in enumerate(case.blocks) if _is_step(block)]
    if len(steps) < 2:
        count = "one step" if steps else "no steps"
        hint = "write '::: step Title' above each part that is to wait"
        yield CASE_STEPS.problem(f"this case has {count}", case.span, hint)
        return
    for block in case.blocks[steps[0] :]:
        if not _is_step(block):
            message = "this stands between the steps of a case, or behind them"
            hint = "move it into a step, or above the first"
            span = block.span() if isinstance(block, BlockModel) else block.span
            yield CASE_STEPS.problem(message, span, hint)


def _is_step(block: Block) -> bool:
    return isinstance(block, Box) and block.name == STEP
