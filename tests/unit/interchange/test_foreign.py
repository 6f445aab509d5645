"""Files that other programs wrote. They are not ours to keep here: name a folder of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scorm_builder.interchange.formats import read_questions
from scorm_builder.interchange.item import Bank, Notes
from scorm_builder.interchange.page import Files, new_pages
from scorm_builder.load.markdown import read_blocks
from scorm_builder.load.reader import Source
from tests.unit.interchange.banks import REGISTRY

VARIABLE = "SCORM_BUILDER_QUESTION_FILES"
FOLDER = os.environ.get(VARIABLE, "")
ENDINGS = {".xml", ".zip", ".txt", ".gift"}
PATHS = sorted(p for p in Path(FOLDER).rglob("*") if p.suffix in ENDINGS) if FOLDER else []


@pytest.mark.skipif(not PATHS, reason=f"no folder of question files is named in {VARIABLE}")
def test_files_of_other_programs_are_read_or_refused_with_a_sentence() -> None:
    taken = 0
    for path in PATHS:
        notes = Notes(path.name)
        bank = read_questions(path.read_bytes(), notes)
        if not isinstance(bank, Bank):
            assert bank.rule in ("questions-unreadable", "questions-format"), path
            continue
        pages = new_pages(
            bank.items,
            bank.title or "Questions",
            "page",
            taken=(),
            kinds=REGISTRY.blocks,
            files=Files(()),
            notes=notes,
        )
        count = sum(page.count for page in pages)
        assert count or notes.problems, path
        for page in pages:
            body = page.text.split("\n---\n", 1)[1]
            _, problems = read_blocks(body, Source(path.name, body), REGISTRY.blocks)
            regions = [problem for problem in problems if "regions" in problem.message]
            assert problems == regions, (path, problems)
        taken += count
    assert taken > 0
