"""Pieces of Moodle XML: texts, pictures as base64, places on a picture."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

from lxml import etree
from markupsafe import escape

from scorm_builder.interchange.export import Asked
from scorm_builder.interchange.item import CREDIT_CLASS, identifier
from scorm_builder.interchange.shapes import area_of, moodle_coords
from scorm_builder.load.words import words_of
from scorm_builder.model.figure import Figure
from scorm_builder.model.picture import Picture
from scorm_builder.model.pictured import Hotspot, Labelling
from scorm_builder.model.shape import Shape

BOX = (600, 400)
"""Moodle makes the picture of a question with markers no larger than this, and leaves the zones
where they were: the picture goes out at that size, and the zones with it."""

Part = etree._Element


def add(parent: Part, tag: str, text: str, **attributes: str) -> Part:
    """Put an element with a text into another."""
    made = etree.SubElement(parent, tag, attributes)
    made.text = text
    return made


def text_part(parent: Part, tag: str, html: str, **attributes: str) -> Part:
    """Put an element with a ``<text>`` of HTML into another."""
    made = etree.SubElement(parent, tag, {"format": "html", **attributes})
    add(made, "text", html)
    return made


# -- pictures -------------------------------------------------------------------------------------


def credit_line(alt: str, credit: str, licence: str, caption: str = "") -> str:
    """The paragraph that says whose a picture is; ``item.CREDIT_CLASS`` is how we know it again."""
    first = f'<span class="caption">{escape(caption)}</span> ' if caption else ""
    title = f' title="{escape(alt)}"' if alt else ""
    return (
        f'\n<p class="{CREDIT_CLASS}"{title}>{first}<span class="credit">{escape(credit)}</span> '
        f'(<span class="licence">{escape(licence)}</span>)</p>'
    )


def figures(asked: Asked, prompt: Part) -> str:
    """The figures before a question, as HTML; their files are put into the prompt."""
    made = ""
    for figure in asked.figures:
        picture = asked.picture(figure.image)
        if picture is None:
            continue
        name = _file(prompt, figure.image, picture, picture.file.read())
        made += _shown(figure, name, picture)
    return made


def _shown(figure: Figure, name: str, picture: Picture) -> str:
    size = f'width="{picture.width}" height="{picture.height}"'
    image = f'<img src="@@PLUGINFILE@@/{name}" alt="{escape(figure.alt)}" {size} />'
    return f"\n<p>{image}</p>" + credit_line(
        "", figure.credit, figure.licence, words_of(figure.caption)
    )


def _file(parent: Part, path: str, picture: Picture, data: bytes) -> str:
    """Put a file into a text; two of one name in it are told apart by a number."""
    stem = identifier(path.rpartition("/")[2].rpartition(".")[0], "picture")
    taken = {each.get("name") for each in parent.iterfind("file")}
    name, count = f"{stem}{picture.extension}", 2
    while name in taken:
        name, count = f"{stem}-{count}{picture.extension}", count + 1
    text = base64.b64encode(data).decode()
    add(parent, "file", text, name=name, path="/", encoding="base64")
    return name


def _background(asked: Asked, own: Part, path: str, size: tuple[int, int] | None) -> float | None:
    """Put the picture of the question into it; how far places on it have to be scaled."""
    picture = asked.picture(path)
    if picture is None:
        return None
    width = size[0] if size else picture.width
    share = min(BOX[0] / picture.width, BOX[1] / picture.height, 1)
    data = picture.file.read()
    if picture.extension == ".svg":
        asked.say("the question: Moodle takes no drawing (SVG) to set marks on")
        return None
    if share < 1:
        asked.say(f"the picture's size; Moodle shows it at {share:.0%}, with its places")
        data = _smaller(data, share)
    _file(own, path, picture, data)
    return share * picture.width / width


def _smaller(data: bytes, share: float) -> bytes:
    from PIL import Image  # noqa: PLC0415 - of all questions only those on large pictures need it

    with Image.open(io.BytesIO(data)) as image:
        form = image.format or "PNG"
        size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
        plain = image.convert("RGB") if image.mode in ("P", "CMYK") else image
        made = io.BytesIO()
        plain.resize(size, Image.Resampling.LANCZOS).save(made, form)
    return made.getvalue()


def hotspot(asked: Asked, own: Part) -> bool:
    """A marker to be set on each right place."""
    question = asked.question
    assert isinstance(question, Hotspot)
    others = [region.label for region in question.regions if not region.correct]
    if others:
        asked.say(f"the places that are not right: {', '.join(others)}")
    asked.say("the names of the right places: its marker says 'X'")
    if any(region.feedback for region in question.regions):
        asked.say("the feedback to its places")
    for key in ("tolerance", "false_click_cost", "marking"):
        if getattr(question, key) != type(question).model_fields[key].default:
            asked.say(f"'{key}'")
    zones = [("X", region.shape) for region in question.targets if region.shape]
    return _markers(asked, own, zones, [])


def labelling(asked: Asked, own: Part) -> bool:
    """A marker for each label."""
    question = asked.question
    assert isinstance(question, Labelling)
    if any(place.feedback for place in question.places):
        asked.say("the feedback to its places")
    if question.marking == "all":
        asked.say("'marking: all'; parts of the answer earn points")
    zones = [(place.label, place.shape) for place in question.places]
    extra = [label for label in question.extra if label not in {name for name, _ in zones}]
    return _markers(asked, own, zones, extra)


def _markers(
    asked: Asked, own: Part, zones: Sequence[tuple[str, Shape]], extra: Sequence[str]
) -> bool:
    question = asked.question
    assert isinstance(question, Hotspot | Labelling)
    path, size = question.image, question.size
    etree.SubElement(own, "shuffleanswers")
    factor = _background(asked, own, path, size)
    if factor is None:
        return False
    picture = asked.course.picture(path)
    assert picture is not None
    real = size or (picture.width, picture.height)
    names = list(dict.fromkeys([*(name for name, _ in zones), *extra]))
    for count, name in enumerate(names, 1):
        drag = etree.SubElement(own, "drag")
        add(drag, "no", str(count))
        add(drag, "text", name)
        add(drag, "noofdrags", str(max(sum(zone == name for zone, _ in zones), 1)))
    exact = True
    for count, (name, shape) in enumerate(zones, 1):
        area = area_of(shape, real).scaled(factor)
        exact = exact and area.exact and area.kind != "ellipse"
        kind, coords = moodle_coords(area)
        drop = etree.SubElement(own, "drop")
        add(drop, "no", str(count))
        add(drop, "shape", kind)
        add(drop, "coords", coords)
        add(drop, "choice", str(names.index(name) + 1))
    if not exact:
        asked.say("the exact shapes of its places: Moodle knows circles, rectangles, polygons")
    return True
