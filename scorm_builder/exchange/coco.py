"""COCO: one JSON file for many pictures; polygons as flat lists, boxes, run lengths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scorm_builder.exchange import runs
from scorm_builder.exchange.foreign import (
    Notes,
    Quota,
    Refused,
    field,
    line,
    number,
    pairs,
    paragraphs,
    shape,
    size_of,
)
from scorm_builder.exchange.marks import Mark, Sheet
from scorm_builder.model.shape import Shape, Size


def read(value: Any, size: Size | None, notes: Notes) -> tuple[Sheet, ...]:
    """The pictures of a COCO file, those without annotations too."""
    annotations, images = value["annotations"], value["images"]
    if not isinstance(annotations, list) or not isinstance(images, list):
        raise Refused("'images' and 'annotations' are not lists")
    names = {_key(field(c, "id")): line(field(c, "name")) for c in _list(value.get("categories"))}
    marks: dict[str, list[Mark]] = {_key(field(image, "id")): [] for image in images}
    quota = Quota()
    for index, each in enumerate(annotations):
        if not quota.takes(_key(field(each, "image_id"))):
            continue
        where = f"annotations[{index}]"
        try:
            if not isinstance(each, Mapping):
                raise Refused("it is not an object")
            image = _key(each.get("image_id"))
            if image not in marks:
                raise Refused(f"it belongs to an image '{line(image, 40)}' that is not listed")
            drawn = _shapes(each, where, notes)
        except Refused as refused:
            notes.leave_out(where, refused.message)
            continue
        category = _key(each.get("category_id"))
        label = names.get(category) or f"Category {line(category, 40)}".rstrip()
        marks[image].append(Mark(label, drawn, paragraphs(field(each, "description", "caption"))))
        if each.get("keypoints"):
            notes.leave_out(where, "its keypoints")
    quota.say(notes)
    return tuple(
        Sheet(
            line(field(image, "file_name"), 500),
            size_of(field(image, "width"), field(image, "height")),
            tuple(marks[_key(field(image, "id"))]),
        )
        for image in images
    )


def _shapes(each: Mapping[str, Any], where: str, notes: Notes) -> tuple[Shape, ...]:
    drawn = each.get("segmentation")
    if isinstance(drawn, Mapping):
        return (_runs(drawn, where, notes),)
    if isinstance(drawn, list) and drawn:
        made = []
        for part, flat in enumerate(drawn):
            try:
                made.append(shape("polygon", pairs(flat, "its points")))
            except Refused as refused:
                if len(drawn) == 1:
                    raise
                notes.leave_out(f"{where}.segmentation[{part}]", refused.message)
        if made:
            return tuple(made)
        raise Refused("none of its polygons can be drawn")
    box = each.get("bbox")
    if not isinstance(box, list) or len(box) != 4:
        raise Refused("it has neither a segmentation nor a bbox")
    return (shape("rect", tuple(number(side, "its bbox") for side in box)),)


def _runs(drawn: Mapping[str, Any], where: str, notes: Notes) -> Shape:
    size, counts = drawn.get("size"), drawn.get("counts")
    if not isinstance(size, list) or len(size) != 2 or not all(type(s) is int for s in size):
        raise Refused("its mask has no size")
    if isinstance(counts, str):
        counts = runs.unpacked(counts)
    if not isinstance(counts, list):
        raise Refused("its mask has no counts")
    return runs.columns(size[1], size[0], counts, where, notes)


def _key(value: Any) -> str:
    """An id as text: some programs write 7, others "7"."""
    return str(value) if isinstance(value, int | str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
