"""On paper: the words of every finding and question, and every picture.

A question on a picture is answered on the paper's picture; its list need not be there.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.engines.engine import Engine
from tests.engines.visit import Visit

WORDS = """
// What is to be seen of an element on paper, in pieces between the small numbers of references.
const pieces = (e) => {
  const copy = e.cloneNode(true);
  copy.querySelectorAll(".visually-hidden, script, svg, details").forEach(each => each.remove());
  copy.querySelectorAll(".cite, sup, sub").forEach(each => each.replaceWith("|"));
  return copy.textContent.split("|").map(words).filter(Boolean);
};
const within = (selector) => [...document.querySelectorAll(selector)].flatMap(pieces);
return {
  findings: within("#_page .fig-name, #_page .fig-text"),
  questions: within("#_page .q-prompt > p"),
  options: within("#_page .question:not(:has([data-route=list])) :is(legend, .option-text)"),
  prose: within("#_page h1, #_page .prose > p:not(:has(math))"),
  pictures: [...document.querySelectorAll("#_page img:not([src$='.svg'])")].filter(shown).length,
};
"""


def written(paper: PdfReader) -> str:
    """The text of all sheets, without the numbers on pictures, which come last on each."""
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    return re.sub(r"^\d+$", "", text, flags=re.MULTILINE)


def drawn(part: Any) -> int:
    """How many pictures a sheet has, also in what it draws as one.

    pypdf's own list reads every stroke of the sheet as well, for pictures between them; that takes
    many times longer, and browsers put none there.
    """
    nothing = DictionaryObject()
    own = part.get("/Resources", nothing).get_object().get("/XObject", nothing).get_object()
    each = [one.get_object() for one in own.values()]
    inner = sum(drawn(one) for one in each if one["/Subtype"] == "/Form")
    return inner + sum(one["/Subtype"] == "/Image" for one in each)


def squeezed(text: str) -> str:
    """A text without what a line break on paper does to it."""
    ligatures = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
    return "".join(text.translate(ligatures).split()).replace("\u00ad", "").lower()


@pytest.mark.wants("print")
def test_every_page_is_printed_with_all_its_findings_questions_and_pictures(
    engine: Engine, visit: Visit
) -> None:
    visit.alone()
    # Firefox takes half a second over a sheet; the three pages have every kind of part.
    for page in visit.pages()[: 3 if engine.name == "firefox" else None]:
        visit.goto(page)
        visit.pictures()
        expected = engine.run(WORDS)
        paper = PdfReader(io.BytesIO(engine.pdf()))
        text = squeezed(written(paper))
        assert expected["questions"] + expected["options"] or not visit.questions(), page
        for kind in ("findings", "questions", "options", "prose"):
            missing = [each for each in expected[kind] if squeezed(each) not in text]
            assert missing == [], f"{kind} of {page}"
        pictures = sum(drawn(sheet) for sheet in paper.pages)
        assert pictures >= expected["pictures"], page
