"""What goes out comes in again: the same, or different by what was said."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.load.course import load
from scorm_builder.problems import Problem
from scorm_builder.questions import OUT, export_questions, import_questions
from tests.unit.interchange.banks import (
    REGISTRY,
    SAYS,
    course_of,
    page_of,
    plain,
    questions_of,
    said,
    shared,
)

each_format = pytest.mark.parametrize("name", OUT)


def exported(tmp_path: Path, page: str, name: str) -> tuple[Path, tuple[Problem, ...], Path]:
    course = course_of(tmp_path / "out", page)
    path = tmp_path / f"bank-{name}"
    made = export_questions(course, format=name, out=path, registry=REGISTRY)
    return path, made.problems, course


def imported(tmp_path: Path, path: Path) -> tuple[dict[str, Any], tuple[Problem, ...], Path]:
    course = course_of(tmp_path / "in", page_of([]))
    made = import_questions(path, course=course, registry=REGISTRY)
    assert made.listed
    return questions_of(course, made.pages[0]), made.problems, course


@each_format
def test_bank_of_a_hundred_questions_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    kinds = SAYS["qti" if name.startswith("qti") else name]
    every = []
    for number in range(100):
        kind = kinds[number % len(kinds)]
        keys = plain(kind, number)
        if name != "gift" and kind in ("choice", "multiple_choice"):
            keys["shuffle"] = bool(number % 3)
        if name.startswith("qti") and kind == "ordering":
            keys["marking"] = "all"
        every.append((kind, keys))
    figures = name != "gift"
    path, out, course = exported(tmp_path, page_of(every, figures=figures), name)
    found, problems, into = imported(tmp_path, path)
    before = questions_of(course, "one")
    assert list(found) == list(before)
    for identifier, question in before.items():
        got = found[identifier].model_dump(exclude_defaults=True)
        wanted = question.model_dump(exclude_defaults=True)
        assert {**got, "image": 0} == {**wanted, "image": 0}
    told = [word for word in said([*out, *problems]) if not any(each in word for each in SAID)]
    assert told == []
    if figures:
        shown = load(into, REGISTRY).course
        original = load(course, REGISTRY).course
        assert shown and original
        words = {"alt", "caption", "credit", "licence"}
        assert [f.model_dump(include=words) for f in shown.pages[-1].figures] == [
            f.model_dump(include=words) for f in original.pages[0].figures
        ]
        assert [p.name for p in (into / "images").iterdir()] != []


SAID = (
    "none of them is right: it became a scale",
    "the look of its formulas: they stand there as LaTeX",
)
"""What is said of questions that come back as they were."""

RICH = (
    ("choice", {"tries": 3, "hint": "Look again.", "weight": 3}),
    ("choice", {"confidence": True, "group": "normal", "shuffle": False}),
    ("choice", {"shuffle": True}),
    ("multiple_choice", {"marking": "all"}),
    ("true_false", {"weight": 2}),
    ("likert", {"scale": None}),
    ("short_text", {"exact": True, "known": [{"text": ["x", "y"], "feedback": "No."}]}),
    ("numeric", {"unit": "mm", "other_units": {"cm": 10}}),
    ("numeric", {"answer": None, "tolerance": None, "range": [3, 5.5]}),
    ("matching", {"marking": "all"}),
    ("ordering", {"marking": "partial"}),
    ("ordering", {"marking": "all"}),
    ("reflection", {"record": True}),
    ("reflection", {"explain": None}),
    ("hotspot", {"tolerance": 4, "consent": "synthetic"}),
    ("labelling", {"marking": "all", "source": "Nowhere 2026"}),
)


def rich() -> list[tuple[str, dict[str, Any]]]:
    """Questions with keys that some formats have no place for."""
    every = []
    for number, (kind, more) in enumerate(RICH):
        keys = {**plain(kind, number), **more}
        every.append((kind, {key: value for key, value in keys.items() if value is not None}))
    picture = plain("hotspot", 90)
    marks = {key: picture[key] for key in ("image", "alt", "credit", "licence")}
    listed = [{"text": f"{i} mm", **({"correct": True} if i == 1 else {})} for i in range(3)]
    outline = {**shared(90), **marks, "shape": {"rect": [5, 5, 30, 30]}, "list": listed}
    length = {"measure": "angle", "points": [[1, 1], [9, 9], [40, 2]], "tolerance": 5}
    every.append(("outline", outline))
    every.append(("measure", {**shared(91), **marks, **length, "list": listed}))
    several = plain("hotspot", 92)
    for region in several["regions"][:2]:
        region["correct"] = True
    every.append(("hotspot", {**several, "false_click_cost": 0.5}))
    normal = plain("hotspot", 93)
    del normal["regions"][0]["correct"]
    normal["regions"].append({"id": "none", "label": "No abnormality", "correct": True})
    every.append(("hotspot", normal))
    pinned = plain("choice", 94)
    pinned["options"][3]["pinned"] = True
    pinned["options"][2]["gives_up"] = True
    every.append(("choice", pinned))
    return every


@each_format
def test_what_differs_was_said(tmp_path: Path, name: str) -> None:
    path, out, course = exported(tmp_path, page_of(rich()), name)
    found, problems, _ = imported_unchecked(tmp_path, path)
    words = said([*out, *problems])
    before = questions_of(course, "one")
    assert set(found) <= set(before)
    differs = set()
    for identifier, question in before.items():
        got = found.get(identifier)
        if name != "gift" and getattr(question, "shuffle", True) is None:
            question = question.model_copy(update={"shuffle": False})  # noqa: PLW2901 - as the course
        same = got is not None and {**got.model_dump(), "image": 0} == {
            **question.model_dump(),
            "image": 0,
        }
        if not same:
            differs.add(identifier)
            assert any(f"'{identifier}'" in word for word in words), (identifier, got, question)
    assert differs


def imported_unchecked(
    tmp_path: Path, path: Path
) -> tuple[dict[str, Any], tuple[Problem, ...], Path]:
    """As :func:`imported`, where a question may lack places and so not load."""
    course = course_of(tmp_path / "in", page_of([]))
    made = import_questions(path, course=course, registry=REGISTRY)
    loaded = load(course, REGISTRY).course
    assert loaded
    page = next(each for each in loaded.pages if each.id == made.pages[0])
    return {question.id: question for question in page.questions}, made.problems, course


@each_format
def test_export_is_the_same_bytes_each_time(tmp_path: Path, name: str) -> None:
    page = page_of(rich(), figures=True)
    first = exported(tmp_path / "a", page, name)[0].read_bytes()
    assert exported(tmp_path / "b", page, name)[0].read_bytes() == first


@pytest.mark.parametrize(
    ("name", "schema", "space", "item"),
    [
        ("qti21", "QTIv2.1 Package", "imsqti_v2p1", "<assessmentItem"),
        ("qti22", "QTIv2.2 Package", "imsqti_v2p2", "<assessmentItem"),
        ("qti3", "QTI Package", "imsqtiasi_v3p0", "<qti-assessment-item"),
    ],
)
def test_package_has_a_manifest_that_names_every_file(
    tmp_path: Path, name: str, schema: str, space: str, item: str
) -> None:
    path, _, _ = exported(tmp_path, page_of([("hotspot", plain("hotspot", 1))]), name)
    with zipfile.ZipFile(path) as zipped:
        names = set(zipped.namelist())
        manifest = zipped.read("imsmanifest.xml").decode()
        written = zipped.read("items/one.q1.xml").decode()
    assert names == {"imsmanifest.xml", "test.xml", "items/one.q1.xml", "images/a.png"}
    assert f"<schema>{schema}</schema>" in manifest
    assert all(f'href="{each}"' in manifest for each in names - {"imsmanifest.xml"})
    assert written.splitlines()[1].startswith(item)
    assert f'xmlns="http://www.imsglobal.org/xsd/{space}"' in written
    assert "ns0:" not in manifest + written
