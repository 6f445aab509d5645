"""QTI's interactions on a picture → items."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lxml import etree

from scorm_builder.interchange.item import Item, Refused, Shown, identifier
from scorm_builder.interchange.qti_choices import directed
from scorm_builder.interchange.shapes import from_qti
from scorm_builder.interchange.source import plain_line

if TYPE_CHECKING:
    from scorm_builder.interchange.qti_item import QtiItem

RATIO = 0.01
"""How far the ratio of a picture may differ from that of the size which its places are for."""


def _picture(item: QtiItem, keys: dict[str, Any]) -> Shown:
    """The picture of an interaction; where its places are for another size, that is a key."""
    element = next((e for e in item.interaction if e.tag in ("object", "img")), None)
    if element is None:
        raise Refused("it has no picture")
    source = element.get("data") or element.get("src") or ""
    found = item.texts.resolve(source)
    if isinstance(found, str):
        raise Refused(f"its picture '{plain_line(source, 60)}': {found}")
    pixels = item.texts.gallery.take(*found, item.draft)
    if pixels is None:
        raise Refused("its picture cannot be taken")
    size = _size(element)
    if size and size != pixels.size:
        if not math.isclose(size[0] / size[1], pixels.size[0] / pixels.size[1], rel_tol=RATIO):
            why = "{}×{} pixels, its places are for {}×{}".format(*pixels.size, *size)
            raise Refused(f"its picture has another shape: {why}")
        keys["size"] = list(size)
    alt = element.get("alt") or "".join(map(str, element.itertext()))
    return Shown(pixels, plain_line(alt, 500))


def _size(element: etree._Element) -> tuple[int, int] | None:
    given = (element.get("width") or "", element.get("height") or "")
    if all(each.isascii() and each.isdigit() and 0 < len(each) < 6 for each in given):
        width, height = map(int, given)
        return (width, height) if width and height else None
    return None


def _shape(item: QtiItem, element: etree._Element, shown: Shown) -> dict[str, Any] | None:
    try:
        return from_qti(element.get("shape") or "", element.get("coords") or "", shown.pixels.size)
    except Refused as refused:
        name = plain_line(element.get("identifier"), 40)
        item.draft.leave_out(f"the place '{name}'", refused.message)
        return None


def _label(element: etree._Element) -> str:
    return plain_line(element.get("hotspotLabel") or element.get("aria-label"), 200)


def hotspot(item: QtiItem) -> Item:
    """``hotspotInteraction``: places, of which some are right."""
    keys = item.shared()
    shown = _picture(item, keys)
    found = list(item.interaction.iter("hotspotChoice"))
    names = [each.get("identifier") or "" for each in found]
    shares = item.shares(names)
    taken: set[str] = set()
    regions = []
    if not all(_label(each) for each in found):
        item.draft.leave_out("the names of its places", "their identifiers stand in")
    for each, share in zip(found, shares, strict=True):
        shape = _shape(item, each, shown)
        if shape is None:
            continue
        label = _label(each) or plain_line(each.get("identifier"), 40) or "?"
        name = identifier(each.get("identifier") or label, "place", taken)
        taken.add(name)
        region: dict[str, Any] = {"id": name, "label": label, "shape": shape}
        if share > 0:
            region["correct"] = True
        told = item.told(each)
        if told:
            region["feedback"] = told
        regions.append(region)
    keys["regions"] = regions
    right = sum(share > 0 for share in shares)
    if not right:
        raise Refused("it says no right place")
    if right > 1:
        if item.response.cardinality == "single":
            raise Refused("it has several right places, and only one can be chosen")
        keys["marking"] = item.marking
    return item.finish("hotspot", keys, picture=shown)


def select_point(item: QtiItem) -> Item:
    """``selectPointInteraction``: any place can be marked, and areas say which are right."""
    keys = item.shared()
    shown = _picture(item, keys)
    regions = []
    for count, (area, value) in enumerate(item.response.areas, 1):
        shape = _shape(item, area, shown) if value > 0 else None
        if shape:
            label = f"Place {count}" if len(item.response.areas) > 1 else "Place"
            regions.append(
                {"id": f"place-{count}", "label": label, "shape": shape, "correct": True}
            )
    if not regions:
        for count, value_ in enumerate(item.response.correct, 1):
            x, _, y = value_.replace(",", " ").partition(" ")
            shape = from_qti("circle", f"{x},{y.strip()},1", None)
            point = {"point": shape["circle"]["c"]}
            regions.append(
                {"id": f"place-{count}", "label": f"Place {count}", "shape": point, "correct": True}
            )
    if not regions:
        raise Refused("it says no right place")
    item.draft.leave_out("the names of its places", "they have none; numbers stand in")
    keys["regions"] = regions
    return item.finish("hotspot", keys, picture=shown)


def graphic_gap_match(item: QtiItem) -> Item:
    """``graphicGapMatchInteraction``: labels to be put on places."""
    keys = item.shared()
    shown = _picture(item, keys)
    labels: dict[str, str] = {}
    for each in item.interaction.iter("gapText", "gapImg"):
        label = plain_line(each.get("objectLabel"), 200) or item.words(each, "a label")
        if not label:
            raise Refused("pictures are to be put on the picture; only labels can be")
        labels[each.get("identifier") or ""] = label
        if each.tag == "gapImg":
            item.draft.leave_out(f"the picture of the label '{label}'", "its words were taken")
    pairs = {place: label for label, place in directed(item)}
    places = []
    taken: set[str] = set()
    for each in item.interaction.iter("associableHotspot"):
        own = each.get("identifier") or ""
        shape = _shape(item, each, shown)
        label = labels.get(pairs.get(own, ""), "")
        if shape is None or not label:
            item.draft.leave_out(f"the place '{plain_line(own, 40)}'", "no label belongs to it")
            continue
        name = identifier(own, "place", taken)
        taken.add(name)
        places.append({"id": name, "label": label, "shape": shape})
    used = {place["label"] for place in places}
    keys["places"] = places
    keys["extra"] = [label for label in dict.fromkeys(labels.values()) if label not in used]
    keys["marking"] = item.marking
    return item.finish("labelling", keys, picture=shown)
