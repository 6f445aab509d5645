"""The sample courses are as they should be: nothing to mend, whole in each of their languages."""

from __future__ import annotations

import importlib.util
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scorm_builder import check

CONTENT = Path(__file__).resolve().parents[2] / "content"
BILINGUAL = CONTENT / "bilingual-wrist"


@pytest.mark.parametrize("name", ["msk-imaging", "bilingual-wrist"])
def test_a_sample_course_has_no_error_and_no_warning(name: str) -> None:
    problems = [problem for problem in check(CONTENT / name) if problem.severity != "note"]
    assert [str(problem) for problem in problems] == []


def test_every_page_of_the_bilingual_course_is_there_in_welsh() -> None:
    pages = {path.name for path in (BILINGUAL / "pages").glob("*.md")}
    english = {name for name in pages if not name.endswith(".cy.md")}
    assert english
    assert pages - english == {name.replace(".md", ".cy.md") for name in english}


def test_pictures_of_the_bilingual_course_are_what_its_program_draws() -> None:
    spec = importlib.util.spec_from_file_location("draw_wrist", BILINGUAL / "make_images.py")
    assert spec is not None
    assert spec.loader is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CONTENT / "msk-imaging"))
        program = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(program)
        files = {f"{name}.jpg": program.draw(name) for name in program.SEEDS}
    assert {path.name for path in (BILINGUAL / "images").iterdir()} == set(files)
    for name, data in files.items():
        with Image.open(BytesIO(data)) as new, Image.open(BILINGUAL / "images" / name) as old:
            assert not old.getexif()
            change = np.abs(np.asarray(new, dtype=float) - np.asarray(old, dtype=float))
            assert change.mean() < 0.1, f"{name} is not what make_images.py draws"
