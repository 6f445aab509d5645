"""Short texts: spellings that can be typed, each with one meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.check.reported import in_body, place

BODY = """
```short_text
id: bone
prompt: Which bone?
explain: It is the scaphoid.
accept: [Scaphoid, Os scaphoideum]
known:
  - text: [Lunate]
    feedback: It dislocates.
```
"""


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("Os scaphoideum", "the scaphoid", []),
        ("Os scaphoideum", " scaphoid. ", ["spelling-twice"]),
        ("Os scaphoideum", "SCAPHOID", ["spelling-twice"]),
        ("Lunate", "lunate, Lunaté", ["spelling-twice"]),
        ("Lunate", "'scaphoid.'", ["known-accepted"]),
        ("Os scaphoideum", "'.'", ["spelling-empty"]),
        ("Os scaphoideum", "μ" * 30, []),
        ("Os scaphoideum", "μ" * 31, ["spelling-long"]),
    ],
)
def test_spellings_are_compared_as_answers_are(
    tmp_path: Path, before: str, after: str, rules: list[str]
) -> None:
    assert in_body(tmp_path, BODY) == []
    assert [rule for *_, rule in in_body(tmp_path, BODY.replace(before, after))] == rules


def test_exact_spellings_may_differ_in_their_capitals(tmp_path: Path) -> None:
    body = BODY.replace("Os scaphoideum", "SCAPHOID").replace("accept:", "exact: true\naccept:")
    assert in_body(tmp_path, body) == []
    body = body.replace("SCAPHOID", "' Scaphoid '")
    assert in_body(tmp_path, body) == [(*place(body, "' Scaphoid '"), "spelling-twice")]


def test_wrong_answer_that_is_accepted_is_reported_where_it_stands(tmp_path: Path) -> None:
    body = BODY.replace("Lunate", "os SCAPHOIDEUM")
    assert in_body(tmp_path, body) == [(*place(body, "os SCAPHOIDEUM"), "known-accepted")]


@pytest.mark.parametrize("kind", ["reflection", "likert"])
def test_hint_to_a_question_without_a_wrong_answer_is_never_seen(tmp_path: Path, kind: str) -> None:
    body = f"\n```{kind}\nid: q\nprompt: What now?\nhint: Think.\ntries: 3\n```\n"
    assert [rule for *_, rule in in_body(tmp_path, body)] == ["hint-unused"]


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ("answer: 1", ""),
        ("range: [1, 2]\nunit: mm\nother_units: {cm: 10}", ""),
        ("unit: mm", "either 'answer' or 'range'"),
        ("range: [2, 1]", "starts with the lower"),
        ("answer: 1\nother_units: {cm: 10}", "'unit', which is missing"),
        ("answer: 1\nunit: mm\nother_units: {mm: 1}", "'mm' is the 'unit' already"),
        ("answer: 1\nunit: m\nother_units: {um: 1e-6}", ""),
        ("answer: 1\nunit: m\nother_units: {nm: 1e-9}", "from 0.000001 to 1000000"),
        ("answer: 1\nunit: m\nother_units: {x: 1e300}", "from 0.000001 to 1000000"),
        ("answer: 0.1234567890123", ""),
        ("answer: 1e-20", "no right answer can be typed"),
        ("answer: 1e-20\ntolerance: 0.001", ""),
        ("answer: 0.12345678901234567", ""),  # to within a billionth, as answers are compared
        ("range: [0.00000000000012, 0.00000000000018]", "no right answer can be typed"),
        ("range: [0.00000000000012, 0.00000000000028]", ""),
        ("range: [-0.0000000000008, -0.0000000000002]", "no right answer can be typed"),
        ("answer: 1e-12\nunit: m\nother_units: {um: 1e-6}", ""),
        ("answer: 1e-14\nunit: m\nother_units: {um: 1e-6}", ""),
        ("answer: -999999999.5", ""),
    ],
)
def test_number_has_one_meaning(tmp_path: Path, keys: str, fault: str) -> None:
    from scorm_builder import check
    from tests.courses import page, write_course

    body = f"\n```numeric\nid: n\nprompt: How many?\nexplain: So many.\n{keys}\n```\n"
    found = check(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert len(found) == bool(fault)
    assert all(fault in problem.message for problem in found)
