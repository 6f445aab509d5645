"""Links in the text: to pages that are there, by schemes that are safe."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scorm_builder.model.course import Course
from scorm_builder.model.page import Prose
from scorm_builder.problems import Problem, Rule, Severity, did_you_mean

LINK_BROKEN = Rule(
    "link-broken",
    "A link to a page that is not there",
    "Links within a course are written as page:page-id.",
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
    for page in course.pages:
        for block in page.walk():
            if isinstance(block, Prose):
                for href in _hrefs(block):
                    yield from _link(href, pages, block)


def _hrefs(prose: Prose) -> Iterator[str]:
    for token in prose.tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs.get("href", ""))


def _link(href: str, pages: list[str], prose: Prose) -> Iterator[Problem]:
    scheme, target = urlsplit(href).scheme.lower(), href.partition(":")[2]
    span = prose.at(href)
    if scheme == "page":
        if target not in pages:
            hint = did_you_mean(target, pages)
            yield LINK_BROKEN.problem(f"there is no page '{target}'", span, hint)
    elif scheme == "http":
        yield LINK_INSECURE.problem(f"'{href}' is not encrypted", span, "write https://")
    elif scheme not in ("https", "mailto") or (scheme == "https" and not urlsplit(href).netloc):
        hint = "write page:page-id or https://…"
        near = did_you_mean(href.removesuffix(".md").rsplit("/", 1)[-1], pages)
        hint = f"write 'page:{near.split(chr(39))[1]}'" if near else hint
        yield LINK_SCHEME.problem(f"'{href}' does not lead to a page or to the web", span, hint)
