"""W3C Web Annotation, in and out: what Annotorious and IIIF viewers exchange.

An annotation's bodies say the name (``tagging``, ``identifying``) and the text (``describing``,
``commenting``, or no purpose); its target is a picture and an ``SvgSelector``, or a
``FragmentSelector`` with ``xywh=``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import nh3

from scorm_builder.exchange.foreign import (
    Notes,
    Quota,
    Refused,
    field,
    line,
    number,
    paragraphs,
    shape,
)
from scorm_builder.exchange.marks import Mark, Sheet
from scorm_builder.exchange.svg_marks import read_svg, written
from scorm_builder.model.figure import Figure, Role
from scorm_builder.model.shape import Point, Shape, Size

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMING = ("tagging", "identifying", "naming")
TEXTS = (None, "describing", "commenting", "replying")

_XYWH = re.compile(r"xywh=(?:(pixel|percent):)?([^&]*)")


def listed(value: Any) -> list[Any] | None:
    """The annotations in a document: a list, a page, a collection or a single one; else None."""
    if isinstance(value, list):
        return value if all(field(each, "type") == "Annotation" for each in value) else None
    kind = field(value, "type")
    if kind == "Annotation":
        return [value]
    if kind == "AnnotationCollection":
        value = field(value, "first")
        kind = field(value, "type")
    items = field(value, "items")
    return items if kind == "AnnotationPage" and isinstance(items, list) else None


def read(value: Any, size: Size | None, notes: Notes) -> tuple[Sheet, ...]:
    """The pictures of a document. ``size`` is that of the picture at hand, for percentages."""
    found: dict[str, tuple[list[Mark], list[Size]]] = {}
    quota = Quota()
    for number_, each in enumerate(listed(value) or []):
        if not quota.takes(""):
            continue
        where = f"annotation {number_ + 1}"
        identity = field(each, "id")
        if isinstance(identity, str):
            where += f" ('{line(identity, 60)}')"
        try:
            picture, mark, own = _mark(each, size, where, notes)
        except Refused as refused:
            notes.leave_out(where, refused.message)
            continue
        marks, sizes = found.setdefault(picture, ([], []))
        marks.append(mark)
        sizes += [own] if own else []
    quota.say(notes)
    for picture, (_, sizes) in found.items():
        if len(set(sizes)) > 1:
            raise Refused(f"its annotations give '{picture}' different sizes")
    return tuple(
        Sheet(picture, sizes[0] if sizes else None, tuple(marks))
        for picture, (marks, sizes) in found.items()
    )


def _mark(each: Any, size: Size | None, where: str, notes: Notes) -> tuple[str, Mark, Size | None]:
    if not isinstance(each, Mapping):
        raise Refused("it is not an object")
    shapes: list[Shape] = []
    picture, own, label_at = "", None, None
    targets = each.get("target")
    for target in targets if isinstance(targets, list) else [targets]:
        source, drawn, found, at = _target(target, size)
        picture, own, label_at = picture or source, own or found, label_at or at
        shapes += drawn
    label, text, role = _bodies(each, where, notes)
    identity = str(each.get("id", "")).rpartition("#")[2].rpartition(":")[2]
    mark = Mark(label, tuple(shapes), text, role, identity, label_at)
    return picture, mark, own


def _target(
    target: Any, size: Size | None
) -> tuple[str, tuple[Shape, ...], Size | None, Point | None]:
    if isinstance(target, str):
        source, _, fragment = target.partition("#")
        return line(source, 500), (_fragment(fragment, size),), None, None
    source = field(target, "source", "id")
    if isinstance(source, Mapping):
        source = field(source, "id")
    name = line(source, 500).partition("#")[0]
    selectors = field(target, "selector")
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        kind, value = field(selector, "type"), field(selector, "value")
        if kind == "SvgSelector" and isinstance(value, str):
            return name, *read_svg(value)
        if kind == "FragmentSelector" and isinstance(value, str):
            return name, (_fragment(value, size),), None, None
    fragment = line(source, 500).partition("#")[2]
    if fragment:
        return name, (_fragment(fragment, size),), None, None
    raise Refused("it has no selector of type SvgSelector or FragmentSelector")


def _fragment(value: str, size: Size | None) -> Shape:
    found = _XYWH.search(value)
    if not found:
        raise Refused(f"its fragment '{line(value, 40)}' has no 'xywh='")
    numbers = [number(each, "its fragment") for each in found[2].split(",")]
    if len(numbers) != 4:
        raise Refused("its fragment has not four numbers")
    if found[1] == "percent":
        if size is None:
            raise Refused("it is in per cent of a picture whose size is not known; use --into")
        numbers = [round(n * size[i % 2] / 100, 2) for i, n in enumerate(numbers)]
    if not numbers[2] and not numbers[3]:  # how Annotorious writes a point
        return shape("point", tuple(numbers[:2]))
    return shape("rect", tuple(numbers))


def _bodies(each: Mapping[str, Any], where: str, notes: Notes) -> tuple[str, str, Role]:
    names: list[str] = []
    texts: list[str] = []
    role: Role = "abnormal"
    bodies = each.get("body", [])
    bodies = list(bodies) if isinstance(bodies, list) else [bodies]
    if each.get("bodyValue"):
        bodies.append({"value": each["bodyValue"]})
    for body in bodies:
        value = body if isinstance(body, str) else field(body, "value", "label")
        purpose = field(body, "purpose")
        if not isinstance(value, str):
            notes.leave_out(where, "a body without text")
        elif purpose == "classifying" and value in get_args(Role):
            role = value  # type: ignore[assignment]
        elif purpose in NAMING or (purpose == "classifying" and not names):
            names += filter(None, [line(value)])  # of some names nothing is left that can be shown
        elif purpose in TEXTS:
            html = field(body, "format") == "text/html"
            texts.append(paragraphs(nh3.clean(value, tags=set()) if html else value))
        else:
            notes.leave_out(where, f"a body whose purpose is '{line(purpose, 40)}'")
    for extra in names[1:]:
        notes.leave_out(where, f"a further name: '{extra}'")
    text = "\n\n".join(filter(None, texts))
    if names:
        return names[0], text, role
    label = line(text.split("\n")[0], 60) or "Finding"
    return label, "" if label == text else text, role


def write(figure: Figure, size: Size, notes: Notes) -> dict[str, Any]:
    """A figure's findings as an annotation page, without what has no outline."""
    items = list(_items(figure, size, notes))
    return {"@context": CONTEXT, "type": "AnnotationPage", "items": items}


def _items(figure: Figure, size: Size, notes: Notes) -> Iterator[dict[str, Any]]:
    for finding in figure.findings:
        shapes = tuple(each for each in finding.places if each.outlines())
        for each in finding.places:
            if each.picture:
                notes.leave_out(f"'{finding.label}'", f"its annotated picture '{each.picture}'")
            elif each.mask:
                notes.leave_out(f"'{finding.label}'", "its mask, which is written as its outline")
        if not shapes:
            continue
        yield {
            "@context": CONTEXT,
            "id": f"#{finding.id}",
            "type": "Annotation",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": finding.label},
                {
                    "type": "TextualBody",
                    "purpose": "describing",
                    "format": "text/markdown",
                    "value": finding.text,
                },
                {"type": "TextualBody", "purpose": "classifying", "value": finding.role},
            ],
            "target": {
                "source": figure.image,
                "selector": {
                    "type": "SvgSelector",
                    "value": written(shapes, size, finding.label_at),
                },
            },
        }
