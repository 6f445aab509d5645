"""Where lines break around terms, formulas and marks: no line begins with what belongs to the last.

Measured in Chromium over many widths, so that every place in the text comes to a line's end.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder import build
from tests.compiled import needs_player
from tests.courses import page as page_file
from tests.courses import write_course

pytestmark = needs_player

NAMES = ("fat lesion", "bone marrow oedema", "enthesitis", "erosion", "sclerosis", "ankylosis")
GLOSSARY = "terms:\n" + "".join(f"  - {{term: {name}, definition: Invented.}}\n" for name in NAMES)
FRONT = """
references:
  - {id: one, text: An invented paper.}
  - {id: two, text: Another invented paper.}
"""
BODY = """
Look for fat lesion, bone marrow oedema; then (enthesitis), “erosion” and *sclerosis*[^a].
At the end comes ankylosis [@one].

## Marks

It is seen [@one], and again.[@two] Late[^a] or soon, [@one; @two] it was **clear** [^a]. The ratio
$\\frac{a}{b}$, or ($\\frac{a}{b}$) [@two]: the same. So erosion[^a][@one], which is not sclerosis!

[^a]: A note with enthesitis, and a source [@two].
"""

BADLY = r"""() => {
  const bad = [];
  const overlap = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0;
  const text = document.querySelector("article");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const seen = [];
  for (let node; (node = walker.nextNode()); ) {
    if (node.parentElement.closest(".visually-hidden, template, button:not(.term), math")) continue;
    const of = (each) => node.parentElement.closest(each);
    for (let i = 0; i < node.data.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      const where = { mark: of(".cite, .note"), block: of("p, li, h2") };
      if (box) seen.push({ c: node.data[i], box, ...where });
    }
  }
  const formulas = [...text.querySelectorAll("math")].map((math) => math.getBoundingClientRect());
  for (let i = 1; i < seen.length; i++) {
    const at = seen[i];
    let k = i - 1;
    while (k > 0 && /\s/.test(seen[k].c)) k--;
    const before = seen[k];
    if (before.block !== at.block || /\s/.test(at.c)) continue;
    const behind = (box) => overlap(box, at.box) && box.left < at.box.left;
    const near = [before.box, ...formulas].some(behind);
    const sticks = /[,.;:!)\]”]/.test(at.c) || (at.mark && !before.mark) || /[(“]/.test(before.c);
    if (sticks && !near) bad.push(`${before.c}|${at.c} at ${innerWidth}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) bad.push(`sideways at ${innerWidth}`);
  return bad;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("breaks")
    files: dict[str, str | bytes] = {
        "glossary.yaml": GLOSSARY,
        "pages/one.md": page_file(BODY, FRONT),
    }
    with zipfile.ZipFile(build(write_course(root, files), out=root).path) as archive:
        archive.extractall(root / "unpacked")
    return root / "unpacked"


@pytest.fixture
def page(context: BrowserContext, folder: Path) -> Page:
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    expect(page.locator("html[data-ready]")).to_have_count(1)
    expect(page.locator("button.term")).to_have_count(8)
    return page


def found(page: Page) -> list[Any]:
    bad: list[Any] = []
    for width in range(320, 760, 6):
        page.set_viewport_size({"width": width, "height": 800})
        bad += page.evaluate(BADLY)
    return bad


def test_no_line_begins_with_what_belongs_to_the_line_before(page: Page) -> None:
    assert found(page) == []


def test_the_measure_sees_a_line_that_breaks_badly(page: Page) -> None:
    page.add_style_tag(content=".unbroken { white-space: normal !important }")
    seen = " ".join(found(page))
    for pair in ("(|e", "s|)", ")|[", "s|1"):
        assert pair in seen, pair


def test_long_term_breaks_within_itself_and_keeps_its_comma(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(
        """() => {
          const term = document.querySelector("button.term");
          term.textContent = "a name of many words that fills more than one line of a small phone";
        }"""
    )
    assert page.evaluate(BADLY) == []
    assert page.locator("button.term").first.evaluate("term => term.getClientRects().length") == 1
    box = page.locator("button.term").first.bounding_box()
    assert box and box["height"] > 40
