"""Links in the text: to pages that are there, by schemes that are safe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from scorm_builder.check.written import Written, written
from scorm_builder.load.syntax import text_parser as parser
from scorm_builder.model.course import Course
from scorm_builder.model.question import Question
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
LINK_DRAWN = Rule(
    "link-drawn",
    "A link to a question that may not be asked",
    "The page draws its questions by lot. Where this one was not drawn, the link leads nowhere.",
    Severity.WARNING,
)
RULES = (LINK_BROKEN, LINK_SCHEME, LINK_INSECURE, LINK_DRAWN)


def check_links(course: Course) -> Iterator[Problem]:
    """Every link in the text of every page."""
    # The contents name the pages, not what could be loaded: a page with a fault is still there.
    pages = [page for section in course.head.sections for page in section.pages]
    anchors: dict[str, frozenset[str]] = {page.id: page.anchors for page in course.pages}
    # The pages beside those of the course, and the places on them that a text may name.
    terms = frozenset(map(course.glossary.id_of, course.glossary.terms))
    extras = {"_credits": frozenset[str](), **({"_glossary": terms} if terms else {})}
    for text in written(course):
        here = anchors[text.page.id] if text.page else frozenset[str]()
        for href, span in _places(text):
            extra, _, term = unquote(href).removeprefix("page:").partition("#")
            if href.startswith("page:_") and extra in extras and term in {"", *extras[extra]}:
                continue
            yield from _link(href, pages, here, span)
            yield from _drawn(text, unquote(href), span)


def _drawn(text: Written, href: str, span: Span) -> Iterator[Problem]:
    """A link to a question of a page that draws, from what may be there without it."""
    if text.page is None or text.page.head.draw is None or not href.startswith("#"):
        return
    units = text.page.units
    unit = units.get(href[1:])
    own = units.get(text.owner.id) if isinstance(text.owner, Question) else None
    if unit is not None and unit != own:
        message = f"'{href[1:]}' is drawn by lot: for some learners it is not there"
        hint = "say what it is in words, or link to a heading"
        yield LINK_DRAWN.problem(message, span, hint)


def _places(text: Written) -> Iterator[tuple[str, Span]]:
    """The links of a text, each at its own address: the same one may stand there twice."""
    addresses: dict[str, list[int]] = {}
    for found in reversed(list(_ADDRESS.finditer(text.source))):
        addresses.setdefault(parser().normalizeLink(found[1]), []).append(found.start(1))
    for href in _hrefs(text.marks):
        places = addresses.get(href)
        # By reference or in angle brackets: the paragraph has to do.
        yield href, text.place(places.pop() if places else 0)


_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]+)")
"""What stands behind ``](``."""


def _hrefs(marks: Sequence[Token]) -> Iterator[str]:
    for mark in marks:
        if mark.type == "link_open":
            yield str(mark.attrs.get("href", ""))


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
