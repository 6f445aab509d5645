"""The second net under what we render: only the elements and attributes that we write ourselves."""

from __future__ import annotations

from functools import cache

import nh3

from scorm_builder.render.maths import ATTRIBUTES as MATHML

ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("p", "em", "strong", "code", "pre", "br", "hr", "blockquote")},
    **{tag: set() for tag in ("ul", "li", "thead", "tbody", "tr", "sub", "dl", "dt", "dd")},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "caption")},
    "ol": {"start"},
    "a": {
        *("href", "title", "data-page", "data-goto", "target", "rel"),
        *("id", "class", "data-term", "role", "lang", "dir"),
    },
    "sup": {"class"},
    "span": {"class", "lang", "dir", "aria-hidden"},
    "div": {"class", "tabindex", "role", "aria-label", "aria-labelledby"},
    "table": set(),
    "th": {"class", "scope"},
    "td": {"class"},
    **MATHML,
}
SCHEMES = {"http", "https", "mailto"}


def clean(html: str) -> str:
    """``html`` without anything that is not in :data:`ALLOWED`."""
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes=ALLOWED,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
