"""Every block in every state, in every theme and scheme, as the gallery of ``preview`` shows it.

The frames of a kind are loaded and brought into their states once, for all rules. A theme brings
colours: for those rules the same frames are given the style sheet and the scheme of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scorm_builder import preview
from scorm_builder.build import prepare
from scorm_builder.core import installed
from scorm_builder.filetree import File
from scorm_builder.preview import Preview
from scorm_builder.preview.gallery import RIGHT_TO_LEFT, examples, themes, write_gallery
from tests.browser.test_access import AXE, COLOURS, TAGS
from tests.settled import SETTLED

KINDS = sorted({example.kind for example in examples(installed())})
ALIKE = {"multiple_choice", "true_false", "audio"}
"""Kinds in the rules of another: choice, and video."""
HASH = re.compile(rb"-[0-9a-f]{10}\.")
MANIFEST = b"imsmanifest.xml"
OPENS = re.compile(rb' data-scheme="\w+" data-opens="\w+"')
"""By this the page says which scheme a theme opens in; here each frame is told its own."""

START = """async (source) => {
  for (const view of document.querySelectorAll('iframe')) {
    const script = view.contentDocument.createElement('script');
    script.textContent = source;
    view.contentDocument.head.append(script);
  }
}"""
LOOK = """async ([named, options, settled]) => {
  const views = [...document.querySelectorAll('iframe')].filter((e) => e.title.includes(named));
  await Promise.all(views.map((view) => view.contentWindow.eval(settled)()));
  const looks = [];
  for (const view of views) {
    const found = await view.contentWindow.axe.run(view.contentDocument, options);
    looks.push([view.title, found.passes.length, found.violations]);
  }
  return looks;
}"""
"""What axe says of each frame: the whole of a fault, and of what it passed only how much."""
DRESS = """async ([named, sheet, scheme]) => {
  for (const view of document.querySelectorAll('iframe')) {
    if (!view.title.includes(named)) continue;
    const page = view.contentDocument;
    const worn = page.querySelector('link[rel=stylesheet]'), put = worn.cloneNode();
    await new Promise((done, fail) => {
      Object.assign(put, {href: new URL(sheet, location.href).href, onload: done, onerror: fail});
      worn.after(put);
    });
    worn.remove();
    page.documentElement.dataset.scheme = scheme;
    // As high as its content, as the gallery makes it.
    const main = page.querySelector('main');
    if (main && !page.querySelector('dialog[open]')) {
      view.height = Math.min(4000, main.getBoundingClientRect().bottom + 40);
    }
  }
}"""


Files = Mapping[str, File]


@pytest.fixture(scope="module")
def worn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    """The gallery's course in each theme, by package path."""
    registry, found = installed(), {}
    shown = [each for each in examples(registry) if each.name != RIGHT_TO_LEFT]
    for theme in themes():
        folder = tmp_path_factory.mktemp(theme)
        write_gallery(folder, shown, theme=theme)
        found[theme] = dict(prepare(folder, registry=registry).files.items())
    return found


@pytest.fixture(scope="module")
def looks(worn: dict[str, Files]) -> dict[str, tuple[str, str]]:
    """Sheet and scheme of each look but the first, which is that of the player as it comes.

    Plain Dark is the plain theme that opens in the dark: the same sheet, so the same look.
    """
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for theme, scheme in product(themes(), ("light", "dark")):
        (path,) = (path for path in worn[theme] if path.endswith(".css"))
        found.setdefault((path, scheme), (theme, f"{theme}/ltr/{path}"))
    first, *others = ((sheet, scheme, theme) for (_, scheme), (theme, sheet) in found.items())
    assert first[1:] == ("light", "plain")
    return {f"{theme}, {scheme}": (sheet, scheme) for sheet, scheme, theme in others}


@pytest.fixture(scope="module")
def gallery() -> Iterator[Preview]:
    with preview(gallery=True) as server:
        yield server


def opened(gallery: Preview, context: BrowserContext, kind: str, direction: str) -> Page:
    page = context.new_page()
    page.goto(
        f"{gallery.address}?kind={kind}&theme=plain&scheme=light"
        f"&width=320&direction={direction}&example=all"
    )
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=60_000)
    page.evaluate(START, AXE.read_text(encoding="utf-8"))
    return page


def faults(page: Page, named: str, only: dict[str, Any]) -> tuple[int, list[str]]:
    """How many frames of that name were looked at, and what axe has against them."""
    seen = page.evaluate(LOOK, [named, {"runOnly": only, "resultTypes": ["violations"]}, SETTLED])
    found = []
    for state, passes, violations in seen:
        assert passes, f"axe looked at nothing in {state}"
        found += [
            f"{state}: {violation['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]
    return len(seen), found


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_any_state_of_any_block(
    gallery: Preview,
    context: BrowserContext,
    looks: dict[str, tuple[str, str]],
    kind: str,
    direction: str,
) -> None:
    page = opened(gallery, context, kind, direction)
    number, found = faults(page, "", {"type": "tag", "values": TAGS})
    assert number == len(page.frames) - 1 > 0, f"the gallery shows nothing of {kind}"
    if direction == "ltr" and kind not in ALIKE:
        # One example of each kind shows the colours, in each state.
        named = f"{kind}, ordinary:"
        for look, (path, scheme) in looks.items():
            page.evaluate(DRESS, [named, path, scheme])
            number, more = faults(page, named, {"type": "rule", "values": COLOURS})
            assert number, f"there is no ordinary {kind}"
            found += [f"{look}: {each}" for each in more]
    assert not found, "\n".join(found)


def test_theme_changes_nothing_but_the_style_sheet(
    worn: dict[str, Files], looks: dict[str, tuple[str, str]]
) -> None:
    """So a frame that is given another's sheet is what that theme shows."""
    assert list(looks) == ["plain, dark", "nhs, light", "nhs, dark"]
    alike = {theme: plainly(files) for theme, files in worn.items()}
    for theme, files in alike.items():
        others = [path for path, data in alike["plain"].items() if data != files.get(path)]
        assert others == [], theme


def plainly(files: Files) -> dict[bytes, bytes]:
    """All files but the sheet, without hashes and the scheme that a theme opens in."""
    found = {
        HASH.sub(b".", path.encode()): OPENS.sub(b"", HASH.sub(b".", file.read()))
        for path, file in files.items()
        if not path.endswith(".css")
    }
    # The manifest names files in order, which hangs on the hashes where the rest is equal.
    found[MANIFEST] = b"\n".join(sorted(found[MANIFEST].splitlines()))
    return found


def test_axe_finds_what_a_theme_breaks(gallery: Preview, context: BrowserContext) -> None:
    """The check can fail: a frame that was given another sheet is looked at in its colours."""
    page = opened(gallery, context, "choice", "ltr")
    named = "choice, ordinary:"
    page.route("**/faint.css", lambda route: route.fulfill(body="* { color: #ccc !important }"))
    page.evaluate(DRESS, [named, "faint.css", "light"])
    _, found = faults(page, named, {"type": "rule", "values": COLOURS})
    assert [each for each in found if "color-contrast" in each] != []
