"""Links in the text: to pages that are there, by schemes that are safe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from scorm_builder.load.markdown import parser
from scorm_builder.model.base import IsMarkdown, Model
from scorm_builder.model.course import Course
from scorm_builder.model.page import Block, FrontMatter, Prose
from scorm_builder.problems import Problem, Rule, Severity, Span, did_you_mean

LINK_BROKEN = Rule(
    "link-broken",
    "A link to a page that is not there",
    "Links within a course are written as page:page-id, links within a page as #name: the id of a "
    "figure, question or reference, or the words of a heading with hyphens between them.",
)
LINK_SCHEME = Rule(
    "link-scheme",
    "A link that would not work inside a course",
    "A package holds its pages and pictures only. A link goes to another page of the course "
    "(page:page-id) or to the web (https://…); relative addresses lead nowhere on an LMS.",
)
LINK_INSECURE = Rule(
    "link-insecure",
    "A link to a web page without encryption",
    "Some trusts block http:// addresses. Nearly every site answers to https:// as well.",
    Severity.WARNING,
)
RULES = (LINK_BROKEN, LINK_SCHEME, LINK_INSECURE)


def check_links(course: Course) -> Iterator[Problem]:
    """Every link in the prose of every page."""
    # The contents name the pages, not what could be loaded: a page with a fault is still there.
    pages = [page for section in course.head.sections for page in section.pages]
    for person in course.head.people:
        for href, span in _in_model(person):
            yield from _link(href, pages, frozenset(), span)
    for page in course.pages:
        for block in (page.head, *page.walk()):
            for href, span in _in_block(block):
                yield from _link(href, pages, page.anchors, span)


def _in_block(block: Block | FrontMatter) -> Iterator[tuple[str, Span]]:
    """The links of a block, with their places."""
    if isinstance(block, Prose):
        yield from _in_prose(block)
    elif isinstance(block, Model):
        yield from _in_model(block)


def _in_prose(prose: Prose) -> Iterator[tuple[str, Span]]:
    """The links of a run of text, each at its own address: the same one may stand there twice."""
    lines = prose.text.split("\n")
    first = min(token.map[0] for token in prose.tokens if token.map) if prose.tokens else 0
    for token in prose.tokens:
        if token.map is None or not token.children:
            continue
        start = token.map[0] - first
        written = list(_written(lines[start : token.map[1] - first]))
        for href in _hrefs((token,)):
            found = next((each for each in written if each[0] == href), None)
            if found is None:  # by reference or in angle brackets: the paragraph has to do
                yield href, prose.place(start, 0)
                continue
            written = written[written.index(found) + 1 :]
            yield href, prose.place(start + found[1], found[2])


def _written(lines: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """What stands behind ``](`` in some lines: as markdown-it gives it, its line, its column."""
    for number, line in enumerate(lines):
        for found in _ADDRESS.finditer(line):
            yield parser().normalizeLink(found[1]), number, found.start(1)


_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]+)")


def _in_model(model: Model) -> Iterator[tuple[str, Span]]:
    """The links in every text in Markdown of a model and of the models inside it."""
    rendered = _rendered(type(model))
    for name, value in model.__dict__.items():
        for index, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if isinstance(item, Model):
                yield from _in_model(item)
            elif name in rendered and isinstance(item, str) and "](" in item:
                place = model.span(name) if index is None else model.span(name, index)
                for href in _hrefs(parser().parse(item)):
                    yield href, place


@cache
def _rendered(model: type[Model]) -> frozenset[str]:
    """Names of the fields that hold Markdown."""
    fields = model.model_fields.items()
    return frozenset(n for n, f in fields if _is_markdown((f.annotation, *f.metadata)))


def _is_markdown(parts: Sequence[Any]) -> bool:
    """Whether the marker stands anywhere in an annotation, however deep in tuples and unions."""
    return any(
        isinstance(part, IsMarkdown)
        or _is_markdown((*get_args(part), *getattr(part, "__metadata__", ())))
        for part in parts
    )


def _hrefs(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs.get("href", ""))


def _link(href: str, pages: list[str], anchors: frozenset[str], span: Span) -> Iterator[Problem]:
    # markdown-it writes letters beyond ASCII as percent signs; an author is shown what they wrote.
    href = unquote(href)
    scheme, target = urlsplit(href).scheme.lower(), href.partition(":")[2]
    if href.startswith("#"):
        if href[1:] not in anchors:
            message = f"nothing on this page is called '{href[1:]}'"
            yield LINK_BROKEN.problem(message, span, did_you_mean(href[1:], anchors))
        return
    if scheme == "page":
        if "#" in target:
            message = f"'{href}' leads to a place on another page"
            hint = f"write 'page:{target.partition('#')[0]}': a link leads to the top of a page"
            yield LINK_BROKEN.problem(message, span, hint)
        elif target not in pages:
            hint = did_you_mean(target, pages)
            yield LINK_BROKEN.problem(f"there is no page '{target}'", span, hint)
    elif scheme == "http" and urlsplit(href).netloc:
        yield LINK_INSECURE.problem(f"'{href}' is not encrypted", span, "write https://")
    elif scheme != "mailto" and (scheme != "https" or not urlsplit(href).netloc):
        hint = "write page:page-id or https://…"
        near = did_you_mean(href.removesuffix(".md").rsplit("/", 1)[-1], pages)
        hint = f"write 'page:{near.split(chr(39))[1]}'" if near else hint
        yield LINK_SCHEME.problem(f"'{href}' does not lead to a page or to the web", span, hint)
