"""What is kept of an attempt fits where the standard keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from scorm_builder.check.state import check_state
from scorm_builder.core import installed
from scorm_builder.load.course import load
from scorm_builder.model.course import Course
from scorm_builder.plugin import Limits, Target
from tests.courses import CHOICE, COURSE, page, write_course


@dataclass
class Small:
    """A standard that keeps little."""

    limits: Limits
    title: str = "SCORM 0"


def loaded(root: Path, pages: int) -> Course:
    names = [f"p{number}" for number in range(pages)]
    files = {f"pages/{name}.md": page(CHOICE, name=name) for name in names}
    course = COURSE.replace("[one]", f"[{', '.join(names)}]")
    found = load(write_course(root, {"course.yaml": course, **files}), installed()).course
    assert found is not None
    return found


@pytest.mark.parametrize(("spare", "rules"), [(0, []), (-1, ["state-too-large"])])
def test_progress_that_does_not_fit_is_reported_at_the_sections(
    tmp_path: Path, spare: int, rules: list[str]
) -> None:
    course = loaded(tmp_path, 3)
    limit = course.state_layout().worst_case() + spare
    target = cast(Target, Small(Limits(state=limit)))
    found = list(check_state(course, target))
    assert [problem.rule for problem in found] == rules
    assert all((p.span.line, p.span.column) == (7, 3) for p in found)


def test_answers_kept_by_position_are_a_warning(tmp_path: Path) -> None:
    course: Any = loaded(tmp_path, 600)
    found = list(check_state(course, installed().target("scorm12")))
    assert [(p.rule, str(p.severity)) for p in found] == [("state-by-position", "warning")]
