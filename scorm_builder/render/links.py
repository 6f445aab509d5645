"""Where a link in the text may lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from scorm_builder.render.place import Place


def link_attributes(href: str, place: Place) -> dict[str, str] | None:
    """The attributes of a link, or None when it leads nowhere that a package may lead."""
    if href.startswith("page:"):
        page, _, term = unquote(href).removeprefix("page:").partition("#")
        if page not in place.pages:
            return None
        if not term:
            return {"href": f"page-{page}.html", "data-page": page}
        goto = f"term_{term}"  # only the glossary has places that another page may name
        return {"href": f"page-{page}.html#{goto}", "data-page": page, "data-goto": goto}
    if href.startswith("#"):
        # markdown-it writes letters beyond ASCII as percent signs.
        target = place.anchors.get(unquote(href[1:]))
        return {"href": f"#{target}"} if target else None
    return _outside(href)


def _outside(href: str) -> dict[str, str] | None:
    """The attributes of a link that leaves the package."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return {"href": href, "target": "_blank", "rel": "noopener noreferrer"}
    return {"href": href} if parts.scheme == "mailto" else None
