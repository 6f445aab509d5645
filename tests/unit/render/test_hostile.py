"""Hostile text in every field that an author can write: none of it becomes markup or script."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.render.making import (
    MODELS,
    Elements,
    box,
    course,
    fixtures,
    made,
    page,
    prose,
    rendered,
    text,
)

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT&#58;alert(1))",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    '[x](https://example.org/"onclick="alert(1))',
    '[x](https://example.org "title\\" onclick=\\"alert(1)")',
    "<a href='vbscript:x'>x</a>",
    "<!--><script>alert(1)</script>-->",
    "{{ 7*7 }}{% raw %}",
    "{n} {0.__class__} {label}",
    "]]>\u2028</script>",
    "<style>*{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<base href=//evil.example/>",
)
HEAD = ("title", "organisation", "licence", "version")
FORMED = {"id", "image", "size", "consent", "reveal", "role", "doi", "url", "answer", "tries"}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the texts of an example are that an author can write freely."""
    if isinstance(value, str):
        if path[-1] not in FORMED:
            yield path
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from leaves(each, (*path, index))


def poisoned(kind: str, payload: str) -> Any:
    values = copy.deepcopy(fixtures(kind)["ordinary"])
    for path in leaves(values):
        inner = values
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = payload
    return made(kind, values)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_never_markup_or_script(payload: str, tmp_path: Path) -> None:
    people = [{"id": "ana", "name": payload, "role": payload, "bio": payload}]
    head = {
        "title": payload,
        "author": "ana",
        "objectives": [payload],
        "references": [{"id": "a", "text": payload, "url": "https://example.org/\"'><script>"}],
    }
    blocks = [poisoned(kind, payload) for kind in MODELS]
    hostile = page(prose(payload), box("note", payload, prose(payload)), *blocks, **head)
    course_head = {name: payload[:20] if name == "version" else payload for name in HEAD}
    sections = [{"title": payload, "pages": ["one"]}]
    tree = rendered(course(tmp_path, hostile, people=people, sections=sections, **course_head))
    harmless = rendered(
        course(
            tmp_path,
            page(
                prose("x"),
                box("note", "x", prose("x")),
                *(poisoned(kind, "x") for kind in MODELS),
                **{**head, "title": "x", "objectives": ["x"]},
            ),
        )
    )
    for path in ("index.html", "page-one.html"):
        elements = Elements(text(tree, path))
        scripts = len(elements.all("script"))
        assert scripts == len(Elements(text(harmless, path)).all("script"))
        for name, attrs in elements.found:
            assert name not in ("iframe", "style", "base", "object", "embed")
            assert not any(key.startswith("on") for key in attrs), attrs
            for key in ("href", "src"):
                target = attrs.get(key, "").strip().lower()
                assert not target.startswith(("javascript:", "vbscript:", "data:", "//")), attrs
        for data in elements.data:
            assert "<" not in data
            assert "\u2028" not in data


def test_every_field_of_the_examples_is_poisoned() -> None:
    """The table would be worth little if it left a field out."""
    keys = {path[-1] for kind in MODELS for path in leaves(fixtures(kind)["ordinary"])}
    wanted = {"alt", "caption", "credit", "licence", "source", "description", "label", "text"}
    assert keys >= wanted | {"prompt", "explain", "hint", "feedback"}
