"""Every block in every state, in every theme and scheme, as the gallery of ``preview`` shows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, expect

from scorm_builder import preview
from scorm_builder.core import installed
from scorm_builder.preview import Preview
from scorm_builder.preview.gallery import examples, themes
from tests.browser.test_access import AXE, TAGS

KINDS = sorted({example.kind for example in examples(installed())})
ALIKE = {"multiple_choice", "true_false", "audio"}
"""Kinds in the rules of another: choice, and video."""
CASES = [
    *((kind, "plain", "light", "ltr", "all") for kind in KINDS),
    # A theme brings colours: one example of each kind shows them, in each state.
    *(
        (kind, theme, scheme, "ltr", "ordinary")
        for theme, scheme in product(themes(), ("light", "dark"))
        for kind in KINDS
        if kind not in ALIKE
        and (theme, scheme) not in {("plain", "light"), ("plain-dark", "light")}
    ),
    *((kind, "plain", "light", "rtl", "all") for kind in KINDS),
]
LOOK = """async ([source, options]) => {
  const looks = [];
  for (const view of document.querySelectorAll('iframe')) {
    const script = view.contentDocument.createElement('script');
    script.textContent = source;
    view.contentDocument.head.append(script);
    const found = await view.contentWindow.axe.run(view.contentDocument, options);
    looks.push([view.title, found.passes.length, found.violations]);
  }
  return looks;
}"""
"""What axe says of each frame: the whole of a fault, and of what it passed only how much."""
COLOURS = ["color-contrast", "link-in-text-block", "target-size"]
"""What a theme can break. In the first look all rules are asked for."""


@pytest.fixture(scope="module")
def gallery() -> Iterator[Preview]:
    with preview(gallery=True) as server:
        yield server


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_axe_finds_nothing_in_any_state_of_any_block(
    gallery: Preview, context: BrowserContext, case: tuple[str, str, str, str, str]
) -> None:
    kind, theme, scheme, direction, example = case
    all_rules = theme == "plain" and scheme == "light"
    page = context.new_page()
    page.goto(
        f"{gallery.address}?kind={kind}&theme={theme}&scheme={scheme}"
        f"&width=320&direction={direction}&example={example}"
    )
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=60_000)
    options = {
        "runOnly": {"type": "tag", "values": TAGS}
        if all_rules
        else {"type": "rule", "values": COLOURS},
        "resultTypes": ["violations"],
    }
    looks = page.evaluate(LOOK, [AXE.read_text(encoding="utf-8"), options])
    assert looks, f"the gallery shows nothing of {kind}"
    assert len(looks) == len(page.frames) - 1
    found = []
    for state, passes, violations in looks:
        assert passes, f"axe looked at nothing in {state}"
        found += [
            f"{state}: {violation['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]
    assert not found, "\n".join(found)
