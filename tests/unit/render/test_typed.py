"""Questions that are typed, as their templates and the player's data have them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scorm_builder import build
from scorm_builder.blocks.numeric import quantity
from tests.compiled import needs_player
from tests.courses import FIGURE, page, write_course

pytestmark = needs_player


DATA = re.compile(r'<script[^>]* class="page-data"[^>]*>(.*?)</script>', re.DOTALL)


def built(root: Path, body: str) -> tuple[str, list[dict[str, Any]]]:
    """The reading page of a body without its data, and the questions the player is told of."""
    course = write_course(root, {"pages/one.md": page(body)})
    with zipfile.ZipFile(build(course, out=root / "dist").path) as package:
        html = package.read("page-one.html").decode()
    data = DATA.search(html)
    assert data
    return DATA.sub("", html), json.loads(data[1])["questions"]


def right(html: str) -> str:
    """What stands as right on the reading page."""
    found = re.search(r'<div class="answer-right">.*?<li>(.*?)</li>', html, re.S)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (8, "", "8"),
        (1.8, "mm", "1.8\u00a0mm"),
        (0.1 + 0.2, "", "0.3"),
        (-2.5, "SD", "\u200e−2.5\u00a0SD"),
        (30, "°", "30°"),
        (95, "%", "95%"),
        (0.0000001, "g", "0.0000001\u00a0g"),
        (1e9, "", "1000000000"),
    ],
)
def test_quantity_is_written_with_its_unit(value: float, unit: str, written: str) -> None:
    assert quantity(value, unit) == written


@pytest.mark.parametrize(
    ("keys", "written", "limits"),
    [
        ("answer: 8", "8", [8, 8]),
        ("range: [20, 24]\nunit: mm", "20 to 24\u00a0mm", [20, 24]),
        ("range: [10, 12]\nunit: '%'", "10% to 12%", [10, 12]),
        (
            "answer: 2\ntolerance: 0.5\nunit: mm",
            "2\u00a0mm (from 1.5 to 2.5\u00a0mm counts)",
            [1.5, 2.5],
        ),
    ],
)
def test_number_that_is_right_is_said_with_what_may_be_off(
    tmp_path: Path, keys: str, written: str, limits: list[float]
) -> None:
    body = f"\n```numeric\nid: n\nprompt: How many?\nexplain: So many.\n{keys}\n```\n"
    html, (data,) = built(tmp_path, body)
    assert right(html) == written
    assert [data["low"], data["high"]] == limits
    assert "<select" not in html


def test_units_to_choose_from_are_those_of_the_data(tmp_path: Path) -> None:
    body = (
        "\n```numeric\nid: n\nprompt: How long?\nexplain: So long.\nanswer: 22\n"
        "unit: mm\nother_units: {cm: 10}\n```\n"
    )
    html, (data,) = built(tmp_path, body)
    assert data["units"] == [["mm", 1.0], ["cm", 10.0]]
    assert re.findall(r'<option value="(\d)">(\w+)<', html) == [("0", "mm"), ("1", "cm")]


def test_first_spelling_is_shown_and_no_other(tmp_path: Path) -> None:
    body = (
        "\n```short_text\nid: t\nprompt: Which?\nexplain: This.\n"
        "accept: [Right, write]\nknown:\n  - {text: [Wrong, worng], feedback: It is not.}\n```\n"
    )
    html, (data,) = built(tmp_path, body)
    assert right(html) == "Right"
    assert "write" not in html and "worng" not in html
    assert '<dd data-feedback="1">' in html
    assert data["accept"] == ["Right", "write"]
    assert data["known"] == [["Wrong", "worng"]]
    assert data["exact"] is False


@pytest.mark.parametrize(
    ("record", "sentence"),
    [("", "is not sent or stored"), ("record: true\n", "is sent to your learning system")],
)
def test_learner_is_told_where_a_text_goes(tmp_path: Path, record: str, sentence: str) -> None:
    html, (data,) = built(tmp_path, f"\n```reflection\nid: r\nprompt: Why?\n{record}```\n")
    assert sentence in html
    assert data["record"] is bool(record)
    assert ('maxlength="255"' in html) == bool(record)


def test_later_steps_of_a_case_fetch_no_picture_ahead(tmp_path: Path) -> None:
    step = "\n::: step One\nText.\n:::\n"
    late = f"\n:::: case\n{step}\n::: step Two\n{FIGURE}\n:::\n::::\n"
    soon = f"\n:::: case\n::: step One\n{FIGURE}\n:::\n{step}\n::::\n"
    assert 'loading="lazy"' in built(tmp_path / "late", late)[0]
    html = built(tmp_path / "soon", soon)[0]
    assert 'loading="lazy"' not in html
    assert re.findall(r"<h(\d) class=\"(\w+)-title\"", html) == [
        ("2", "case"), ("3", "step"), ("3", "step")
    ]  # fmt: skip
