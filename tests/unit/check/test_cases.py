"""Cases that unfold: where they and their steps may stand, and what is told of them elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import check
from scorm_builder.core import CORE
from scorm_builder.load.course import load
from scorm_builder.model.course import Course
from scorm_builder.model.page import CASE, Box
from scorm_builder.plugin import Registry
from scorm_builder.render.search import first_step
from tests.bilingual import bilingual
from tests.courses import CHOICE, page, write_course
from tests.unit.check.reported import in_body

CASE_TEXT = """
:::: case A fall
An invented man falls.

::: step The first film
He is seen.
{}
:::

::: step The second film

#### What it shows

A line.
:::
::::
"""
BODY = CASE_TEXT.replace("{}", CHOICE)


def course(root: Path, body: str) -> Course:
    loaded = load(write_course(root, {"pages/one.md": page(body)}), Registry.of([CORE]))
    assert loaded.course is not None
    return loaded.course


def test_case_of_two_steps_is_right(tmp_path: Path) -> None:
    assert in_body(tmp_path, BODY) == []


def test_step_outside_a_case_is_reported(tmp_path: Path) -> None:
    body = "\n::: step Alone\nText.\n:::\n"
    assert in_body(tmp_path, body) == [(2, 1, "step-outside-case")]
    inside = "\n:::: note Title\n::: step Alone\nText.\n:::\n::::\n"
    assert in_body(tmp_path, inside) == [(3, 1, "step-outside-case")]


def test_case_stands_by_itself(tmp_path: Path) -> None:
    body = f"\n::::: note Title\n{BODY.strip()}\n:::::\n"
    assert in_body(tmp_path, body) == [(3, 1, "case-in-box")]


@pytest.mark.parametrize(
    "body",
    [
        ":::: case Title\nText.\n::::\n",
        ":::: case Title\n::: step One\nText.\n:::\n::::\n",
        BODY.replace("::: step The second film", "Between.\n\n::: step The second film"),
        BODY.removesuffix("::::\n") + "Behind.\n::::\n",
    ],
)
def test_case_has_two_steps_and_nothing_between_or_behind_them(tmp_path: Path, body: str) -> None:
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["case-steps"]


def test_headings_go_on_from_the_title_of_the_step(tmp_path: Path) -> None:
    deeper = BODY.replace("#### What", "##### What")
    assert [rule for *_, rule in in_body(tmp_path, deeper)] == ["heading-level"]
    behind = BODY + "\n#### Behind the case\n"
    assert [rule for *_, rule in in_body(tmp_path, behind)] == ["heading-level"]


def test_search_knows_nothing_of_the_steps_that_are_closed(tmp_path: Path) -> None:
    (case,) = course(tmp_path, BODY).pages[0].blocks[:1]
    assert isinstance(case, Box) and case.name == CASE
    open_ = first_step(case)
    assert [b.title for b in open_ if isinstance(b, Box)] == ["The first film"]
    assert first_step(Box("case", "", open_[:1], case.span)) == open_[:1]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("The first film", "Y ffilm gyntaf", True),
        (":::\n\n::: step The second film\n", "", False),
        (f"{CHOICE}\n:::\n\n::: step The second film\n", f":::\n\n::: step Dau\n{CHOICE}", False),
    ],
)
def test_translation_has_the_same_steps(
    tmp_path: Path, before: str, after: str, same: bool
) -> None:
    assert before in BODY
    files: dict[str, str | bytes] = {
        "pages/three.md": page(BODY, name="three"),
        "pages/three.cy.md": page(BODY.replace(before, after), name="three"),
    }
    problems = check(bilingual(tmp_path, files))
    found = [p.message for p in problems if p.rule == "translation-differs"]
    message = "its cases have other steps than in the original, or other blocks in them"
    assert found == ([] if same else [message])


def test_step_without_content_is_reported(tmp_path: Path) -> None:
    body = ":::: case Title\n::: step One\n\n:::\n::: step Two\nText.\n:::\n::::\n"
    assert in_body(tmp_path, body) == [(2, 1, "step-empty")]


def test_step_whose_question_has_a_fault_is_not_empty(tmp_path: Path) -> None:
    broken = BODY.replace(CHOICE, "\n```choice\n```\n").replace("He is seen.\n", "")
    assert "step-empty" not in [rule for *_, rule in in_body(tmp_path, broken)]
