"""Banks of invented questions, and what a file of them becomes."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scorm_builder.core import CORE
from scorm_builder.interchange.fences import fence, front_matter
from scorm_builder.interchange.formats import read_questions
from scorm_builder.interchange.item import Bank, Notes
from scorm_builder.interchange.page import Files, new_pages
from scorm_builder.load.course import load
from scorm_builder.load.markdown import read_blocks
from scorm_builder.load.reader import Source
from scorm_builder.model.base import BlockModel
from scorm_builder.model.pictured import Hotspot, Labelling, Measure, Outline
from scorm_builder.model.question import Likert, Question, Reflection
from scorm_builder.model.written import Matching, Numeric, Ordering, ShortText
from scorm_builder.plugin import BlockKind, Plugin, Registry
from scorm_builder.problems import Problem
from tests.courses import png, write_course

EVERY: tuple[type[Question], ...] = (
    *(Hotspot, Labelling, Measure, Outline, Likert, Reflection),
    *(Matching, Numeric, Ordering, ShortText),
)
KNOWN = {kind.name for kind in CORE.blocks}
MORE = tuple(BlockKind(model.kind, model) for model in EVERY if model.kind not in KNOWN)
"""Kinds of block that no installed plugin has: the models alone are enough here."""

REGISTRY = Registry.of([CORE, *([Plugin("more", blocks=MORE)] if MORE else [])])

PICTURE: Mapping[str, Any] = {
    "image": "images/a.png",
    "alt": "An invented grey picture.",
    "credit": "Drawn for a test",
    "licence": "CC0",
}

Read = tuple[dict[str, Any], tuple[Problem, ...]]


def read(data: bytes | str, format: str | None = None) -> tuple[list[BlockModel], list[Problem]]:
    """What a file becomes: the blocks of its page, and what was said."""
    notes = Notes("f")
    content = data.encode() if isinstance(data, str) else data
    bank = read_questions(content, notes, format)
    if isinstance(bank, Problem):
        return [], [*notes.problems, bank]
    assert isinstance(bank, Bank)
    pages = new_pages(
        bank.items,
        bank.title or "Questions",
        "page",
        taken=(),
        kinds=REGISTRY.blocks,
        files=Files(()),
        notes=notes,
    )
    found: list[BlockModel] = []
    for page in pages:
        body = page.text.split("\n---\n", 1)[1]
        blocks, _ = read_blocks(body, Source("", body), REGISTRY.blocks)
        found += [block for block in blocks if isinstance(block, BlockModel)]
    return found, notes.problems


def one(data: bytes | str, format: str | None = None) -> tuple[Any, list[str]]:
    """The only question of a file, and what was said, as words."""
    found, problems = read(data, format)
    questions = [block for block in found if isinstance(block, Question)]
    assert len(questions) == 1, (found, problems)
    return questions[0], said(problems)


def said(problems: list[Problem]) -> list[str]:
    return [f"{problem.rule}: {problem.message}" for problem in problems]


def left_out(words: list[str]) -> list[str]:
    return [each for each in words if each.startswith("question-left-out")]


def moodle(
    kind: str, inside: str, prompt: str = "<p>Which?</p>", explain: str = "So it is."
) -> str:
    return (
        f'<quiz><question type="{kind}"><name><text>Q one</text></name>'
        f'<questiontext format="html"><text><![CDATA[{prompt}]]></text></questiontext>'
        f'<generalfeedback format="html"><text>{explain}</text></generalfeedback>'
        f"{inside}</question></quiz>"
    )


def answer(share: str, text: str, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{share}" format="html"><text><![CDATA[{text}]]></text>'
        f'<feedback format="html"><text>{feedback}</text></feedback>{more}</answer>'
    )


def file(name: str, data: bytes) -> str:
    text = base64.b64encode(data).decode()
    return f'<file name="{name}" path="/" encoding="base64">{text}</file>'


QTI2 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
QTI3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
MAP = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"


def qti(declared: str, body: str, template: str = MATCH, more: str = "") -> str:
    return (
        f'<?xml version="1.0"?><assessmentItem xmlns="{QTI2}" identifier="Item_One" '
        'title="Item one" adaptive="false" timeDependent="false">'
        f"{declared}<itemBody>{body}</itemBody>"
        f'<responseProcessing template="{template}"/>{more}</assessmentItem>'
    )


def declared(base: str, cardinality: str, *values: str, more: str = "") -> str:
    right = "".join(f"<value>{value}</value>" for value in values)
    right = f"<correctResponse>{right}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{base}">{right}{more}</responseDeclaration>'
    )


def package(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return made.getvalue()


def manifest(*items: str, kind: str = "imsqti_item_xmlv2p1") -> str:
    rows = "".join(
        f'<resource identifier="r{i}" type="{kind}" href="{href}"><file href="{href}"/></resource>'
        for i, href in enumerate(items)
    )
    return (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
        f"<organizations/><resources>{rows}</resources></manifest>"
    )


# -- banks ----------------------------------------------------------------------------------------

TEXTS = (
    "Which finding is *most* likely in case {n}?",
    "A learner asks about **plate {n}**: what do you say?\n\nThink of `{n}` first.",
    "5 < {n} mm & a_b_c: what is it? \\[sic\\] costs \\$5.",
    "- first of {n}\n- second\n\nWhich?",
    "| sign | value |\n| --- | --- |\n| density | {n} |\n\nWhat does the table say?",
    "Here $x_{n} = \\frac{{1}}{{2}}$ is given. What follows?",
    "See [the guideline](<https://example.org/a_b?c={n}>). What does it say?",
    "Was bedeutet [Bruch {n}]{{lang=de}}?",
)


def shared(number: int) -> dict[str, Any]:
    prompt = TEXTS[number % len(TEXTS)].format(n=number)
    explain = f"Because of reason {number}: it is *so*.\n\nInvented, and for a test only."
    return {"id": f"q{number}", "prompt": prompt, "explain": explain}


def options(number: int, right: int) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for index in range(4):
        option: dict[str, Any] = {"text": f"Option {index} of {number}, 50 % ~ {{x}} = #1: a"}
        if index < right:
            option["correct"] = True
        if index % 2:
            option["feedback"] = f"Not quite: **{index}**."
        made.append(option)
    return made


def plain(kind: str, number: int) -> dict[str, Any]:
    """The keys of a question of a kind that every format with that kind can say."""
    keys = shared(number)
    circle = {"circle": {"c": [30 + number % 20, 40], "r": 12}}
    rect = {"rect": [60, 10, 30, 20]}
    polygon = {"polygon": [[5, 5], [25, 6], [15, 25]]}
    match kind:
        case "choice":
            keys["options"] = options(number, 1)
        case "multiple_choice":
            keys["options"] = options(number, 1 + number % 3)
        case "true_false":
            keys["answer"] = bool(number % 2)
        case "likert":
            keys["scale"] = ["Never", "Rarely", "Often: 50 %", "Always"]
        case "short_text":
            keys["accept"] = [f"gout {number}", "Gicht & co", "a*b"]
        case "numeric":
            keys |= {"answer": number + 0.5, "tolerance": 0.25}
        case "matching":
            pairs = [(f"item {i}, *n* {number}", f"match {i % 2}") for i in range(3)]
            keys["pairs"] = [{"item": item, "match": match} for item, match in pairs]
            keys["extra"] = ["belongs nowhere"]
        case "ordering":
            keys["items"] = [f"step {i} of *{number}*" for i in range(2 + number % 4)]
        case "reflection":
            pass
        case "hotspot":
            keys |= PICTURE
            keys["regions"] = [
                {"id": "there", "label": "There", "shape": circle, "correct": True},
                {"id": "else", "label": "Elsewhere", "shape": rect, "feedback": "No, that is fat."},
                {"id": "other", "label": "The other", "shape": polygon},
            ]
        case "labelling":
            keys |= PICTURE
            keys["places"] = [
                {"id": "bone", "label": "Bone", "shape": circle},
                {"id": "fat", "label": "Fat", "shape": rect},
                {"id": "joint", "label": "Joint", "shape": polygon},
            ]
            keys["extra"] = ["Nerve"]
    return keys


SAYS = {
    "moodle": (
        *("choice", "multiple_choice", "true_false", "short_text", "numeric", "matching"),
        *("ordering", "labelling"),
    ),
    "gift": ("choice", "multiple_choice", "true_false", "short_text", "numeric", "matching"),
    "qti": (
        *("choice", "multiple_choice", "true_false", "likert", "short_text", "numeric"),
        *("matching", "ordering", "hotspot", "labelling"),
    ),
}
"""The kinds that a format can say without a loss, written as :func:`plain` does."""


def page_of(every: list[tuple[str, dict[str, Any]]], figures: bool = False) -> str:
    parts = [front_matter({"id": "one", "title": "Page one"})]
    for kind, keys in every:
        if figures and kind in ("choice", "numeric"):
            figure = {"id": f"{keys['id']}-picture", **PICTURE, "caption": "What it shows, 50 %."}
            parts.append(fence("figure", figure))
        parts.append(fence(kind, keys))
    return "\n\n".join(parts) + "\n"


def course_of(root: Path, page: str) -> Path:
    return write_course(root, {"pages/one.md": page, "images/a.png": png()})


def questions_of(course: Path, page: str) -> dict[str, Question]:
    loaded = load(course, REGISTRY)
    assert loaded.course is not None, loaded.problems
    assert not [p for p in loaded.problems if p.severity == "error"], loaded.problems
    found = next(each for each in loaded.course.pages if each.id == page)
    return {question.id: question for question in found.questions}
