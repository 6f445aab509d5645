"""Text made to stop the builder: 200,000 characters of half-written marks stay quick."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scorm_builder.check.links import check_links
from scorm_builder.check.text import check_text
from scorm_builder.core import installed
from scorm_builder.load.markdown import MAX_CHARACTERS, read_blocks
from scorm_builder.load.reader import Source
from scorm_builder.model.course import Course, CourseFile
from scorm_builder.model.glossary import Glossary, GlossaryFile
from scorm_builder.model.page import FrontMatter, Page, Prose
from scorm_builder.render import markdown
from scorm_builder.render.notes import notes_of
from scorm_builder.render.place import Place
from tests.unit.render.making import Elements

LONGEST = 4.0
"""Seconds of processor time. A rule that looks at each character twice needs half of it, a rule
that looks at all of them for each needs hours."""

TERMS = [{"term": f"word{n}", "definition": "x", "also": [f"two words{n}"]} for n in range(300)]
GLOSSARY = Glossary(GlossaryFile.model_validate({"terms": TERMS}))

RUNS = (
    *("$", "$a ", "$a", "$a$ ", "$a^$ ", "$$", "$$a\n", "$$\n", "x\n\n$$a\n\n", "a b$", "`$`"),
    *("[^", "[^a] ", "[^a]: ", "[^a]: b\n\n", "[^a]:\n    "),
    *("[@", "[@a;", "[@a] ", "[@a;@b]"),
    *("[a]{", "]{", "[a]{lang=de} ", "[a]{lang=de ", "[a]{term}", "[[a]{lang=de}"),
    *("a\n: b\n\n", ": ", "Table: x\n\n", "|a|\n|-|\n|$x$|\n", "word1 ", "two words3 "),
)


def numbered(text: str) -> str:
    return "".join(text.replace("#", str(n)) for n in range(MAX_CHARACTERS // (len(text) + 4)))


CASES = {
    **{repr(run): (run * (MAX_CHARACTERS // len(run))) for run in RUNS},
    "notes": numbered("[^#] "),
    "definitions": numbered("[^#]: b[^#]\n\n"),
    "citations": numbered("[@a#] "),
    "formulas": numbered("$x_{#}$ "),
    "terms": numbered("[w#]{term} "),
}


def made(text: str) -> tuple[Page, Course]:
    blocks, _ = read_blocks(text, Source("x", text), installed().blocks)
    page = Page(FrontMatter(id="one", title="One"), blocks, "x")
    values = {"format": 1, "id": "c", "title": "c", "description": "d", "licence": "x"}
    head = CourseFile.model_validate(
        {**values, "sections": [{"title": "All", "pages": ["one"]}]},
    )
    return page, Course(head, (page,), Path(), "x", glossary=GLOSSARY)


def written(page: Page) -> str:
    where = Place("o", "t", notes=notes_of(page), glossary=GLOSSARY)
    prose = (block for block in page.walk() if isinstance(block, Prose))
    return "".join(markdown.prose(block.tokens, where) for block in prose)


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_endless_marks_are_read_checked_and_written_in_time(text: str) -> None:
    started = time.process_time()
    page, course = made(text)
    problems = [*check_text(course), *check_links(course)]
    if not any(problem.severity == "error" for problem in problems):
        written(page)  # after an error nothing is rendered
    assert time.process_time() - started < LONGEST


PAYLOADS = (
    "$<script>alert(1)</script>$",
    r"$\text{<img src=x onerror=alert(1)>}$",
    r"$\href{javascript:alert(1)}{x}$",
    "$$</math><script>alert(1)</script>$$",
    r"$\text{&lt;script&gt;}$",
    '[x]{lang=de"onclick=alert(1)}',
    "[x]{onclick=alert(1)}",
    "[x]{style=color:red}",
    '[@a"onclick=alert(1)]',
    '[^a"onclick=alert(1)]',
    "[<script>]{term}",
    "Table: <script>alert(1)</script>\n\n| a |\n|---|\n| 1 |",
    "[^n]\n\n[^n]: <script>alert(1)</script> [x](javascript:alert(1))",
    "a\n: <svg onload=alert(1)>",
    "[[x](javascript:alert(1))]{lang=de}",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_marks_never_become_markup_of_their_own(payload: str) -> None:
    page, _ = made(payload)
    for name, attrs in Elements(written(page)).found:
        assert name not in ("script", "img", "svg", "style")
        assert not {key for key in attrs if key.startswith("on") or key == "style"}
        assert not attrs.get("href", "").lower().startswith("javascript:")
