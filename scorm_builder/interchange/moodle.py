"""Moodle XML → items: ``<quiz>`` with a ``<question type=…>`` for each."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml import etree

from scorm_builder.exchange.foreign import Refused as BadNumber
from scorm_builder.exchange.foreign import number
from scorm_builder.interchange import moodle_choices, moodle_pictures, moodle_words
from scorm_builder.interchange.html_text import HtmlText, parsed
from scorm_builder.interchange.item import MAX_ITEMS, Bank, Draft, Item, Notes, Refused, Shown
from scorm_builder.interchange.markdown_text import at_line_start, escaped
from scorm_builder.interchange.moodle_choices import Answer
from scorm_builder.interchange.own import markdown_as_is
from scorm_builder.interchange.pictures import Gallery
from scorm_builder.interchange.source import line_of, plain_line

NOT_TAKEN = {
    "description": "a text without a question",
    "multianswer": "a text with gaps (Cloze)",
    "cloze": "a text with gaps (Cloze)",
    "gapselect": "a text with gaps",
    "ddwtos": "a text with gaps",
    "calculated": "a calculated question",
    "calculatedsimple": "a calculated question",
    "calculatedmulti": "a calculated question",
    "random": "a random question",
    "randomsamatch": "a random question",
}


def read(root: etree._Element, notes: Notes) -> Bank:
    """The questions of a file."""
    gallery = Gallery()
    items: list[Item] = []
    titles: list[str] = []
    count = 0
    for element in root:
        if element.tag != "question":
            continue
        if element.get("type") == "category":
            title = _text(element, "category/text").replace("//", "\x00").rpartition("/")[2]
            titles.append(plain_line(title.replace("\x00", "/"), 200))
            continue
        count += 1
        if count > MAX_ITEMS:
            span = notes.span(line_of(element))
            notes.leave_out("the file", f"questions behind the first {MAX_ITEMS:,}", span)
            break
        question = Question(element, gallery, notes)
        try:
            items.append(question.item())
        except (Refused, BadNumber) as refused:
            question.draft.notes.leave_out(
                f"'{question.draft.name}'", f"the question: {refused.message}", question.draft.span
            )
    titles = [title for title in dict.fromkeys(titles) if title and title != "top"]
    for title in titles[1:]:
        notes.leave_out(
            f"the category '{title}'", "questions of one file stand together", notes.span()
        )
    return Bank(titles[0] if titles else "", tuple(items))


def _text(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "".join(str(part) for part in found.itertext()) if found is not None else ""


class Question:
    """One ``<question>``: its texts by path, and what its type makes of them."""

    def __init__(self, element: etree._Element, gallery: Gallery, notes: Notes) -> None:
        self.element = element
        self.type = element.get("type") or ""
        name = plain_line(_text(element, "name/text"), 80)
        line = line_of(element)
        self.draft = Draft(notes, name or f"line {line}", notes.span(line))
        self._files: dict[str, bytes] = {}
        self.gallery = gallery
        self.texts = HtmlText(gallery, self._picture, tex=True)

    def item(self) -> Item:
        """The question as an item. Raises :class:`Refused` when there is none like it here."""
        if self.type in NOT_TAKEN:
            raise Refused(f"{NOT_TAKEN[self.type]} has no equal here")
        make = _TYPES.get(self.type)
        if make is None:
            raise Refused(f"questions of the type '{plain_line(self.type, 40)}' are not known")
        tags = [plain_line(_text(tag, "text"), 60) for tag in self.element.iterfind("tags/tag")]
        if any(tags):
            self.draft.leave_out("its tags", ", ".join(filter(None, tags)))
        return make(self)

    @property
    def wanted(self) -> str:
        """What the id is made of."""
        return _text(self.element, "idnumber").strip() or _text(self.element, "name/text").strip()

    def value(self, path: str) -> str:
        """A plain value."""
        return _text(self.element, path).strip()

    def flag(self, path: str) -> bool:
        """Whether a value is set."""
        return self.value(path).lower() in ("1", "true")

    def shared(self) -> dict[str, object]:
        """The keys that every kind has."""
        found: dict[str, object] = {
            "prompt": self.markdown("questiontext", "prompt", pictures=True)
        }
        if not found["prompt"]:
            raise Refused("it asks nothing: its text is empty")
        self._old_picture()
        found["explain"] = self.markdown("generalfeedback", "explanation")
        hints = [hint for hint in self.element.iterfind("hint") if _text(hint, "text").strip()]
        if hints:
            found["hint"] = self.tree(hints[0], "hint")
        if len(hints) > 1:
            self.draft.leave_out("its hints", f"{len(hints) - 1} behind the first one")
        for path in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            words = plain_line(
                "".join(str(t) for t in parsed(self.value(f"{path}/text")).itertext()), 60
            )
            if words and words not in moodle_words.USUAL:
                self.draft.leave_out(f"its {path}", f"'{words}'")
        found["weight"] = self._weight()
        return found

    def _weight(self) -> int | None:
        given = self.value("defaultgrade")
        try:
            weight = number(given, "its grade") if given else 1
        except BadNumber:
            weight = -1
        if weight == int(weight) and 1 <= weight <= 100:
            return int(weight) if weight != 1 else None
        self.draft.leave_out("its grade", f"{given[:20]} is no whole number from 1 to 100")
        return None

    # -- texts ------------------------------------------------------------------------------------

    def markdown(self, path: str, where: str, *, pictures: bool = False) -> str:
        """The text at a path, as Markdown."""
        found = self.element.find(path)
        return self.tree(found, where, pictures=pictures) if found is not None else ""

    def tree(self, element: etree._Element, where: str, *, pictures: bool = False) -> str:
        """The text of an element with a ``<text>`` and perhaps ``<file>`` in it, as Markdown."""
        text, form = self._form(element)
        if form == "markdown":
            return markdown_as_is(text, self.draft, where)
        if form == "plain_text":
            return "\n\n".join(
                at_line_start(escaped(" ".join(part.split())))
                for part in text.split("\n\n")
                if part.strip()
            )
        return self.texts.markdown(parsed(text), self.draft, where, pictures=pictures)

    def line(self, element: etree._Element, where: str, *, markdown: bool = True) -> str:
        """The same in one line, as Markdown or as its words alone."""
        text, form = self._form(element)
        if form == "plain_text":
            return escaped(plain_line(text)) if markdown else plain_line(text)
        if form == "markdown":
            return plain_line(text)
        tree = parsed(text)
        if markdown:
            return self.texts.line(tree, self.draft, where)
        return self.texts.plain(tree, self.draft, where)

    def _form(self, element: etree._Element) -> tuple[str, str]:
        for file in element.iterfind("file"):
            name = unquote(file.get("name") or "")
            self._files.setdefault(name, decoded(file))
        text = _text(element, "text") if element.find("text") is not None else element.text or ""
        form = element.get("format") or ""
        if form in ("", "moodle_auto_format"):
            text = text.replace("\n\n", "<br><br>") if "<" not in text else text
        return text, form

    # -- pictures ---------------------------------------------------------------------------------

    def _picture(self, source: str) -> tuple[bytes, str] | str:
        if source.startswith("data:"):
            head, _, data = source.partition(",")
            return (from_base64(data), "picture") if head.endswith(";base64") else "no picture"
        mark, _, name = source.partition("@@PLUGINFILE@@/")
        name = unquote(name.partition("?")[0])
        if mark or not name:
            return "it lies elsewhere: fetch it and add it by hand"
        found = self._files.get(name) or self._files.get(name.rpartition("/")[2])
        return (found, name) if found else "the file does not hold it"

    def _old_picture(self) -> None:
        """The picture of a question as Moodle 1 kept it, beside the text."""
        data = from_base64(self.value("image_base64"))
        if self.value("image") and not data:
            self.draft.leave_out("its picture", "the file does not hold it")
        pixels = self.gallery.take(data, self.value("image"), self.draft) if data else None
        if pixels:
            self.draft.figures.append(Shown(pixels))

    def background(self) -> Shown:
        """The picture that the question is asked on."""
        file = self.element.find("file")
        if file is None:
            raise Refused("it has no picture")
        pixels = self.gallery.take(decoded(file), unquote(file.get("name") or ""), self.draft)
        if pixels is None:
            raise Refused("its picture cannot be taken")
        return Shown(pixels)

    # -- answers ----------------------------------------------------------------------------------

    def answers(self) -> Iterator[Answer]:
        """Every ``<answer>``, with its share of the points in per cent."""
        for element in self.element.iterfind("answer"):
            try:
                share = number(element.get("fraction") or "0", "a fraction")
            except BadNumber:
                self.draft.leave_out("an answer", "its fraction is no number")
                share = 0.0
            feedback = element.find("feedback")
            said = self.tree(feedback, "feedback") if feedback is not None else ""
            yield Answer(element, share, said)


def decoded(file: etree._Element) -> bytes:
    """The bytes of a ``<file>``."""
    return from_base64(file.text or "") if file.get("encoding", "base64") == "base64" else b""


def from_base64(text: str) -> bytes:
    """Bytes from base64, or none if it is not."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


_TYPES: dict[str, Callable[[Question], Item]] = {
    "multichoice": moodle_choices.multichoice,
    "multichoiceset": moodle_choices.multichoice,
    "truefalse": moodle_choices.true_false,
    "shortanswer": moodle_words.short_answer,
    "numerical": moodle_words.numerical,
    "matching": moodle_words.matching,
    "match": moodle_words.matching,
    "ordering": moodle_words.ordering,
    "essay": moodle_words.essay,
    "ddmarker": moodle_pictures.markers,
    "ddimageortext": moodle_pictures.labels,
}
