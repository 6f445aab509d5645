"""The JSON Schemas that editors use agree with what the builder takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.new import STARTER
from scorm_builder.schema import schemas

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
COURSES = (CONTENT / "msk-imaging", CONTENT / "bilingual-wrist", STARTER)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def typed(value: Any) -> Any:
    """What an editor sees: plain numbers and booleans by YAML 1.2, the rest text."""
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    if isinstance(value, str) and (NUMBER.fullmatch(value) or value in ("true", "false")):
        return json.loads(value)
    return value


def documents() -> list[tuple[str, str, str]]:
    """Every course file, front matter and block of the sample courses: schema, name, YAML."""
    found = []
    for course in COURSES:
        found.append(("course", course.name, (course / "course.yaml").read_text("utf-8")))
        for page in sorted(course.glob("pages/*.md")):
            _, front, body = page.read_text("utf-8").split("---\n", 2)
            found.append(("page", page.stem, front))
            for number, (kind, text) in enumerate(FENCE.findall(body)):
                found.append((kind, f"{page.stem} {number}", text))
    return found


@pytest.mark.parametrize(("kind", "name", "text"), documents(), ids=lambda value: value[:30])
def test_schema_takes_what_the_builder_takes(kind: str, name: str, text: str) -> None:
    value = typed(read_yaml(text, Source(name, text)).value)
    if kind == "course":
        value["version"] = str(value["version"])  # in quotes in the source
    errors = [e.message for e in Draft202012Validator(schemas()[kind]).iter_errors(value)]
    assert errors == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("course", {"titel": "x"}),
        ("course", {"pass_mark": 101}),
        ("course", {"format": 2}),
        ("figure", {"reveal": "never"}),
        ("choice", {"tries": 4}),
        ("page", {"reviewed": 3}),
    ],
)
def test_schema_refuses_what_the_builder_refuses(kind: str, change: dict[str, Any]) -> None:
    _, name, text = next(each for each in documents() if each[0] == kind)
    value = typed(read_yaml(text, Source(name, text)).value) | change
    assert list(Draft202012Validator(schemas()[kind]).iter_errors(value))


def test_every_schema_is_a_schema() -> None:
    for schema in schemas().values():
        Draft202012Validator.check_schema(schema)
