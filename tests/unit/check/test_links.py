"""Links: to what is there, by schemes that work in a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courses import CHOICE, COURSE, FIGURE
from tests.unit.check.reported import in_body, place, reported

FRONT = "references:\n  - {id: paper, text: One}"


@pytest.mark.parametrize(
    "href",
    [
        "page:one",
        "https://example.org/a?b=c#d",
        "mailto:ann@example.org",
        "#paper",
        "#fig",
        "#q1",
        "#a-heading",
    ],
)
def test_link_that_leads_somewhere_is_no_problem(tmp_path: Path, href: str) -> None:
    body = f"See [that]({href}).\n\n## A heading\n{FIGURE}{CHOICE}"
    assert in_body(tmp_path, body, FRONT) == []


@pytest.mark.parametrize(
    ("href", "rule"),
    [
        ("page:other", "link-broken"),
        ("page:", "link-broken"),
        ("#nowhere", "link-broken"),
        ("#", "link-broken"),
        ("other.md", "link-scheme"),
        ("images/a.png", "link-scheme"),
        ("//example.org", "link-scheme"),
        ("ftp://example.org", "link-scheme"),
        ("https:/example.org", "link-scheme"),
        ("http:example.org", "link-scheme"),
        ("http://example.org", "link-insecure"),
    ],
)
def test_link_that_leads_nowhere_is_reported_where_it_stands(
    tmp_path: Path, href: str, rule: str
) -> None:
    body = f"First line.\nSee [that]({href}).\n"
    assert in_body(tmp_path, body, FRONT) == [(2, 12, rule)]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (FIGURE.replace("text: It is grey.", "text: See [x](page:gone)."), "See [x]"),
        (CHOICE.replace("explain: Because", "explain: See [x](page:gone)"), "See [x]"),
        (CHOICE.replace("text: That", "text: See [x](page:gone)"), "See [x]"),
        ("::: note\nSee [x](page:gone)\n:::\n", "page:gone"),
        ("> - See [x](page:gone)\n", "page:gone"),
    ],
)
def test_links_are_found_in_every_text(tmp_path: Path, body: str, key: str) -> None:
    assert in_body(tmp_path, body) == [(*place(body, key), "link-broken")]


def test_link_in_a_biography_is_judged(tmp_path: Path) -> None:
    people = "people:\n  - {id: ann, name: Ann, bio: 'See [x](#here).'}\n"
    assert reported(tmp_path, {"course.yaml": COURSE + people}) == [
        ("course.yaml", 10, 31, "link-broken")
    ]


def test_each_of_several_links_is_reported_at_its_own_place(tmp_path: Path) -> None:
    body = "The words page:zz.\n\n[ok](#paper-two) and [x](#paper-t)\n"
    body += "and [y](page:zz)\n\n[y](page:zz)\n"
    front = "references:\n  - {id: paper-two, text: Two}"
    assert in_body(tmp_path, body, front) == [
        (3, 26, "link-broken"),
        (4, 9, "link-broken"),
        (6, 5, "link-broken"),
    ]


def test_heading_beyond_ascii_and_the_second_of_two_equal_ones_can_be_linked(
    tmp_path: Path,
) -> None:
    body = (
        "## Überblick der Hand\n\n[a](#überblick-der-hand) [b](#twice-2)\n\n## Twice\n\n## Twice\n"
    )
    assert in_body(tmp_path, body) == []


def test_link_to_a_place_on_another_page_says_so(tmp_path: Path) -> None:
    assert in_body(tmp_path, "[a](page:one#q1)\n") == [(1, 5, "link-broken")]


SECOND = CHOICE.replace("id: q1", "id: q2")


@pytest.mark.parametrize(
    ("body", "front", "rules"),
    [
        ("See [that](#q1).\n", "draw: 1", ["link-drawn"]),
        ("See [that](#q1).\n", "", []),
        ("## A heading\n\nSee [that](#a-heading).\n", "draw: 1", []),
    ],
)
def test_link_to_a_question_that_may_not_be_asked_is_reported(
    tmp_path: Path, body: str, front: str, rules: list[str]
) -> None:
    found = in_body(tmp_path, body + CHOICE + SECOND, front)
    assert [rule for *_, rule in found] == rules


def test_question_may_link_to_what_is_drawn_with_it(tmp_path: Path) -> None:
    itself = CHOICE.replace("Because it is.", "See [it](#q1).")
    assert in_body(tmp_path / "own", itself + SECOND, "draw: 1") == []
    found = in_body(tmp_path / "other", itself.replace("#q1", "#q2") + SECOND, "draw: 1")
    assert [rule for *_, rule in found] == ["link-drawn"]
