"""VIA 2 (VGG Image Annotator): its project, its JSON export and its CSV export."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from scorm_builder.exchange.foreign import (
    Notes,
    Quota,
    Refused,
    field,
    json_of,
    line,
    number,
    paragraphs,
    points,
    rows_of,
    shape,
)
from scorm_builder.exchange.marks import Mark, Sheet
from scorm_builder.model.shape import Shape, Size

NAMES = ("label", "name", "class", "type", "finding", "category")
TEXTS = ("text", "description", "comment", "notes")
COLUMNS = ("region_shape_attributes", "region_attributes")


def read(value: Any, size: Size | None, notes: Notes) -> tuple[Sheet, ...]:
    """The pictures of a project or of a JSON export."""
    files = field(value, "_via_img_metadata") or value
    sheets = []
    for key, file in files.items():
        if not isinstance(file, Mapping):
            raise Refused(f"'{line(key, 60)}' is not an object")
        regions = file.get("regions", [])
        if isinstance(regions, Mapping):  # as VIA 1 wrote them
            regions = list(regions.values())
        if not isinstance(regions, list):
            raise Refused(f"'{line(key, 60)}': its regions are not a list")
        name = line(file.get("filename"), 500)
        found = [
            (f"{name or line(key, 60)}, region {n}", region, 0) for n, region in enumerate(regions)
        ]
        sheets.append(Sheet(name, None, tuple(_marks(found, notes))))
    return tuple(sheets)


def read_csv(text: str, size: Size | None, notes: Notes) -> tuple[Sheet, ...]:
    """The pictures of a CSV export."""
    found: dict[str, list[tuple[str, Any, int]]] = {}
    for at, row in rows_of(text):
        name = line(row.get("filename") or row.get("#filename", ""), 500)
        regions = found.setdefault(name, [])
        try:
            drawn = json_of(row.get(COLUMNS[0], "") or "{}")
            if not drawn:
                continue  # a picture without regions has a row of its own
            said = json_of(row.get(COLUMNS[1], "") or "{}")
        except Refused as refused:
            notes.leave_out(f"{name}, region {row.get('region_id', '')}", refused.message, at)
            continue
        region = {"shape_attributes": drawn, "region_attributes": said}
        regions.append((f"{name}, region {line(row.get('region_id', ''), 20)}", region, at))
    return tuple(
        Sheet(name, None, tuple(_marks(regions, notes))) for name, regions in found.items()
    )


def _marks(regions: list[tuple[str, Any, int]], notes: Notes) -> Iterator[Mark]:
    quota = Quota()
    for where, region, at in regions:
        if not quota.takes(where.rpartition(", ")[0]):
            continue
        try:
            drawn = _shape(field(region, "shape_attributes"))
        except Refused as refused:
            notes.leave_out(where, refused.message, at)
            continue
        said = field(region, "region_attributes")
        attributes = {
            str(key): _said(value)
            for key, value in (said if isinstance(said, dict) else {}).items()
        }
        known = {key.lower(): key for key in reversed(attributes)}
        label_key = next((known[name] for name in NAMES if attributes.get(known.get(name, ""))), "")
        text_key = next((known[name] for name in TEXTS if attributes.get(known.get(name, ""))), "")
        if not label_key:
            label_key = next((key for key in attributes if key != text_key and attributes[key]), "")
        for key, value in attributes.items():
            if value and key not in (label_key, text_key):
                notes.leave_out(where, f"its attribute '{line(key, 40)}': '{line(value, 60)}'", at)
        label = line(attributes.get(label_key, "")) or "Finding"
        yield Mark(label, (drawn,), paragraphs(attributes.get(text_key, "")))
    quota.say(notes)


def _said(value: Any) -> str:
    """What an attribute says, if it can be shown; of a list of ticks those that are set."""
    if isinstance(value, Mapping):
        value = ", ".join(str(key) for key, ticked in value.items() if ticked)
    said = str(value) if isinstance(value, str | int | float) else ""
    return said if line(said) else ""


def _shape(drawn: Any) -> Shape:
    kind = field(drawn, "name")
    if not isinstance(kind, str):
        raise Refused("it has no shape")

    def of(*names: str) -> tuple[float, ...]:
        return tuple(number(drawn.get(name), f"'{name}' of the {kind}") for name in names)

    if kind == "rect":
        return shape("rect", of("x", "y", "width", "height"))
    if kind == "circle":
        return shape("circle", {"c": of("cx", "cy"), "r": of("r")[0]})
    if kind == "ellipse":
        rx, ry = of("rx", "ry")
        theta = math.degrees(number(drawn.get("theta", 0), "'theta' of the ellipse"))
        return shape(
            "ellipse", {"c": of("cx", "cy"), "rx": rx, "ry": ry, "rotate": round(theta, 2)}
        )
    if kind == "point":
        return shape("point", of("cx", "cy"))
    if kind in ("polygon", "polyline"):
        xs, ys = drawn.get("all_points_x"), drawn.get("all_points_y")
        if not isinstance(xs, list) or not isinstance(ys, list) or len(xs) != len(ys):
            raise Refused(f"the {kind} has not as many x as y")
        return shape(kind, points(list(zip(xs, ys, strict=True)), "its points"))
    raise Refused(f"a '{line(kind, 40)}', which is not known")
