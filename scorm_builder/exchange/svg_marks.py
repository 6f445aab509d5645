"""Shapes ↔ the SVG inside a Web Annotation's ``SvgSelector``.

What plain SVG does not say, an arrow or a bracket, stands in ``data-`` attributes: other programs
keep or ignore them, and we find them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scorm_builder.exchange.foreign import Refused, line, number, points, shape, xml_of
from scorm_builder.model.shape import Point, Shape, Size

ARROW, BRACKET = "arrow", "bracket"

_NUMBERS = re.compile(r"[\s,]+")
_ROTATE = re.compile(r"rotate\(\s*([^\s,()]+)(?:[\s,]+([^\s,()]+)[\s,]+([^\s,()]+))?\s*\)")


def read_svg(text: str) -> tuple[tuple[Shape, ...], Size | None, Point | None]:
    """The shapes in an SVG, the size in its ``viewBox``, and where the number is to stand."""
    root = xml_of(text)
    shapes: list[Shape] = []
    label_at = None
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in ("svg", "g") and element.get("transform"):
            raise Refused("its SVG is moved or turned as a whole ('transform')")
        if name in ("svg", "g", "title", "desc", "defs"):
            continue
        shapes.append(_shape(name, element))
        if element.get("data-label-at"):
            ((x, y),) = points([_NUMBERS.split(element.get("data-label-at", ""))], "its label")
            label_at = (x, y)
    if not shapes:
        raise Refused("its SVG draws nothing")
    return tuple(shapes), _size(root.get("viewBox", "")), label_at


def _size(view_box: str) -> Size | None:
    numbers = _NUMBERS.split(view_box.strip())
    if len(numbers) != 4 or numbers[:2] != ["0", "0"]:
        return None
    width, height = (number(each, "its viewBox") for each in numbers[2:])
    whole = width == int(width) and height == int(height) and min(width, height) > 0
    return (int(width), int(height)) if whole and max(width, height) <= 100_000 else None


def _shape(name: str, element: etree._Element) -> Shape:
    dashed = bool(element.get("stroke-dasharray"))
    turn = _ROTATE.fullmatch(element.get("transform", "").strip())
    if element.get("transform") and not (turn and name == "ellipse"):
        raise Refused(f"its <{line(name, 20)}> is moved or turned ('transform')")

    def of(*names: str) -> list[float]:
        return [number(element.get(key, "0"), f"'{key}' of its <{name}>") for key in names]

    if name in ("polygon", "polyline"):
        return _corners(name, element, dashed)
    match name:
        case "line":
            x1, y1, x2, y2 = of("x1", "y1", "x2", "y2")
            arrow = element.get("data-shape") == ARROW or element.get("marker-end")
            value = {"from": (x1, y1), "to": (x2, y2)} if arrow else ((x1, y1), (x2, y2))
            return shape("arrow" if arrow else "line", value, dashed=dashed)
        case "rect":
            return shape("rect", tuple(of("x", "y", "width", "height")), dashed=dashed)
        case "circle":
            cx, cy, r = of("cx", "cy", "r")
            round_ = {"c": (cx, cy), "r": r}
            return shape("circle", round_, dashed=dashed) if r else shape("point", (cx, cy))
        case "ellipse":
            return _ellipse(of("cx", "cy", "rx", "ry"), turn, dashed)
        case "path":
            return shape("path", element.get("d", ""), dashed=dashed)
    raise Refused(f"its SVG holds <{line(name, 20)}>, which is no shape that can be drawn")


def _corners(name: str, element: etree._Element, dashed: bool) -> Shape:
    flat = [each for each in _NUMBERS.split(element.get("points", "").strip()) if each]
    if len(flat) % 2:
        raise Refused(f"the points of its <{name}> are not pairs")
    corners = points(list(zip(flat[::2], flat[1::2], strict=True)), "its points")
    if element.get("data-shape") == BRACKET and len(corners) == 4:
        depth = number(element.get("data-depth", "0"), "the depth of its bracket")
        value = {"from": corners[0], "to": corners[3], "depth": depth}
        return shape("bracket", value, dashed=dashed)
    return shape(name, corners, dashed=dashed)


def _ellipse(numbers: list[float], turn: re.Match[str] | None, dashed: bool) -> Shape:
    cx, cy, rx, ry = numbers
    value: dict[str, object] = {"c": (cx, cy), "rx": rx, "ry": ry}
    if turn:
        about = [number(each, "its rotation") for each in turn.groups() if each]
        if about[1:] not in ([], [cx, cy]) or (about[1:] == [] and (cx or cy) and about[0]):
            raise Refused("its <ellipse> is turned about another point than its centre")
        value["rotate"] = about[0]
    return shape("ellipse", value, dashed=dashed)


def written(shapes: tuple[Shape, ...], size: Size, label_at: Point | None) -> str:
    """The SVG of shapes that have outlines, in pixels of a picture of ``size``."""
    extra = "" if label_at is None else f' data-label-at="{_pair(label_at)}"'
    elements: list[str] = []
    for each in shapes:
        attributes = extra + (' stroke-dasharray="12 6"' if each.dashed else "")
        elements += _elements(each, attributes)
        extra = ""
    view_box = f"0 0 {size[0]} {size[1]}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}">{"".join(elements)}</svg>'


def _elements(each: Shape, extra: str) -> Iterator[str]:
    if each.point is not None:
        (x, y) = each.point
        yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="0"{extra}/>'
    elif each.line is not None or each.arrow is not None:
        ((x1, y1), (x2, y2)) = each.outlines()[0]
        arrow = f' data-shape="{ARROW}"' if each.arrow else ""
        yield f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"{arrow}{extra}/>'
    elif each.polyline is not None or each.polygon is not None:
        yield f'<{each.kind} points="{_pairs(each.outlines()[0])}"{extra}/>'
    elif each.bracket is not None:
        also = f' data-shape="{BRACKET}" data-depth="{_n(each.bracket.depth)}"'
        yield f'<polyline points="{_pairs(each.bracket.corners())}"{also}{extra}/>'
    elif each.rect is not None:
        left, top, width, height = map(_n, each.rect)
        yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}"{extra}/>'
    elif each.circle is not None:
        cx, cy = map(_n, each.circle.c)
        yield f'<circle cx="{cx}" cy="{cy}" r="{_n(each.circle.r)}"{extra}/>'
    elif each.ellipse is not None:
        cx, cy = map(_n, each.ellipse.c)
        turn = each.ellipse.rotate
        turned = f' transform="rotate({_n(turn)} {cx} {cy})"' if turn else ""
        size = f'rx="{_n(each.ellipse.rx)}" ry="{_n(each.ellipse.ry)}"'
        yield f'<ellipse cx="{cx}" cy="{cy}" {size}{turned}{extra}/>'
    elif each.path is not None:
        yield f'<path fill-rule="evenodd" d="{" ".join(each.path.split())}"{extra}/>'
    else:
        outlines = each.outlines()
        data = "".join(f"M{' L'.join(map(_pair, outline))} Z" for outline in outlines)
        yield f'<path fill-rule="evenodd" d="{data}"{extra}/>'


def _pairs(corners: tuple[Point, ...]) -> str:
    return " ".join(map(_pair, corners))


def _pair(point: Point) -> str:
    return f"{_n(point[0])},{_n(point[1])}"


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if value else "0"
