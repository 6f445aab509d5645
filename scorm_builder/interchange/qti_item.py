"""One QTI item, in the words of 2.x, → an item of ours: what it declares, what it shows."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from scorm_builder.interchange import qti_choices, qti_pictures
from scorm_builder.interchange.html_text import HtmlText
from scorm_builder.interchange.item import Draft, Item, Refused
from scorm_builder.interchange.moodle_words import MOST
from scorm_builder.interchange.source import plain_line

EXPLAINED = ("explain", "general", "solution", "correct")
"""Identifiers of feedback that is an explanation, in capitals or not."""

_KNOWN = frozenset(
    (
        *("responseCondition", "responseIf", "responseElseIf", "responseElse", "setOutcomeValue"),
        *("match", "variable", "correct", "baseValue", "mapResponse", "mapResponsePoint"),
        *("multiple", "isNull", "not", "equal", "and", "or", "gte", "lte", "null", "sum"),
        "responseProcessing",
    )
)
"""What response processing may be made of for the declared answer to say it all."""

_TEMPLATES = ("match_correct", "map_response", "map_response_point")

_MAKE = {
    "choiceInteraction": qti_choices.choice,
    "textEntryInteraction": qti_choices.text_entry,
    "extendedTextInteraction": qti_choices.extended_text,
    "matchInteraction": qti_choices.matching,
    "orderInteraction": qti_choices.order,
    "hotspotInteraction": qti_pictures.hotspot,
    "selectPointInteraction": qti_pictures.select_point,
    "graphicGapMatchInteraction": qti_pictures.graphic_gap_match,
}


@dataclass(slots=True)
class Response:
    """What a response declaration says."""

    base: str = ""
    cardinality: str = "single"
    correct: list[str] = field(default_factory=list)
    mapping: dict[str, float] = field(default_factory=dict)
    exact: bool = False
    """Whether an entry of the mapping wants its capitals."""
    default: float = 0
    areas: list[tuple[etree._Element, float]] = field(default_factory=list)


class QtiItem:
    """One ``assessmentItem``."""

    def __init__(
        self, root: etree._Element, draft: Draft, texts: HtmlText, weight: str = ""
    ) -> None:
        self.weight = weight
        self.root = root
        self.draft = draft
        self.texts = texts
        self.processing = root.find("responseProcessing")
        self.interaction: etree._Element = root
        self.feedback: dict[str, str] = {}

    def item(self) -> Item:
        """The item. Raises :class:`Refused` when there is none like it here."""
        body = self.root.find("itemBody")
        if body is None:
            raise Refused("it has no body")
        if self.root.find("templateDeclaration") is not None:
            raise Refused("its numbers are drawn anew for each learner (a template)")
        found = [element for element in body.iter() if str(element.tag).endswith("Interaction")]
        if not found:
            raise Refused("it asks nothing: it has no interaction")
        if len(found) > 1:
            raise Refused(f"it has {len(found)} interactions; a question here has one")
        self.interaction = found[0]
        name = str(self.interaction.tag)
        if name not in _MAKE:
            raise Refused(f"there is no question like its '{name}'")
        self._beside(body)
        self.response = self._response()
        self._processed()
        self._feedback()
        return _MAKE[name](self)

    @property
    def wanted(self) -> str:
        """What the id is made of."""
        return self.root.get("label") or self.root.get("identifier") or self.draft.name

    # -- what is left out -------------------------------------------------------------------------

    def _beside(self, body: etree._Element) -> None:
        if (self.root.get("adaptive") or "").lower() == "true":
            self.draft.leave_out("its course of tries (adaptive)", "it is asked once, as it stands")
        what = {
            "rubricBlock": "instructions (rubric)",
            "feedbackBlock": "feedback within its text",
            "templateBlock": "text from a template",
        }
        for name, words in what.items():
            for element in list(body.iter(name)):
                said = plain_line("".join(map(str, element.itertext())), 60)
                self.draft.leave_out(words, f"'{said}'")
        for name, words in (
            ("assessmentStimulusRef", "a text that several items share"),
            ("stylesheet", "its own style sheet"),
            ("catalogInfo", "other forms of its text (catalogue)"),
            ("companionMaterialsInfo", "tools beside it"),
        ):
            if self.root.find(name) is not None:
                self.draft.leave_out("the item", words)

    @property
    def mapped(self) -> bool:
        """Whether parts of the answer earn parts of the points."""
        if self.processing is None:
            return bool(self.response.mapping)
        template = (self.processing.get("template") or "").rstrip("/")
        return "map_response" in template or any(
            True for _ in self.processing.iter("mapResponse", "mapResponsePoint")
        )

    @property
    def marking(self) -> str | None:
        """``all`` where only the whole answer earns points."""
        return None if self.mapped else "all"

    def _processed(self) -> None:
        if self.processing is None:
            return
        template = self.processing.get("template") or ""
        if template:
            name = template.rstrip("/").rpartition("/")[2].lower().removesuffix(".xml")
            if name not in _TEMPLATES:
                why = f"'{plain_line(template, 80)}' is not known; the declared answer was taken"
                self.draft.leave_out("its response processing", why)
            return
        odd = sorted({str(e.tag) for e in self.processing.iter()} - _KNOWN)
        if odd:
            why = f"it uses {', '.join(odd[:5])}; the declared answer was taken"
            self.draft.leave_out("its response processing", why)

    def numbers(self, name: str, attribute: str = "") -> list[str]:
        """Texts or attributes of the elements of a name in the response processing."""
        if self.processing is None:
            return []
        found = self.processing.iter(name)
        return [(e.get(attribute) if attribute else e.text) or "" for e in found]

    # -- what is declared -------------------------------------------------------------------------

    def _response(self) -> Response:
        name = self.interaction.get("responseIdentifier")
        made = Response()
        for declared in self.root.iterfind("responseDeclaration"):
            if declared.get("identifier") != name:
                continue
            made.base = declared.get("baseType") or ""
            made.cardinality = declared.get("cardinality") or "single"
            found = declared.iterfind("correctResponse/value")
            made.correct = [plain_line(value.text) for value in found]
            made.correct = [value for value in made.correct if value]
            mapping = declared.find("mapping")
            if mapping is not None:
                made.default = _points(mapping.get("defaultValue"))
                for entry in mapping.iterfind("mapEntry"):
                    key = plain_line(entry.get("mapKey"))
                    made.mapping[key] = _points(entry.get("mappedValue"))
                    made.exact |= (entry.get("caseSensitive") or "").lower() == "true"
            areas = declared.iterfind("areaMapping/areaMapEntry")
            made.areas = [(area, _points(area.get("mappedValue"))) for area in areas]
        return made

    def shares(self, identifiers: list[str]) -> list[float]:
        """The points of each choice, in per cent; all 0 where none is right."""
        response = self.response
        if response.mapping and (self.mapped or not response.correct):
            values = [response.mapping.get(each, response.default) for each in identifiers]
            several = response.cardinality != "single"
            whole = (sum if several else max)([value for value in values if value > 0] or [0])
            if whole > 0:
                return [100 * value / whole for value in values]
        right = response.correct
        each = 100 / len(right) if right and response.cardinality != "single" else 100.0
        return [each if name in right else 0.0 for name in identifiers]

    # -- texts ------------------------------------------------------------------------------------

    def shared(self, *, gap: str = "") -> dict[str, Any]:
        """The keys that every kind has; ``gap`` stands in the text in place of the interaction."""
        body = copy.deepcopy(self.root.find("itemBody"))
        assert body is not None
        place = next(e for e in body.iter() if e.tag == self.interaction.tag)
        prompt = place.find("prompt")
        tail = place.tail
        inside = list(prompt) if prompt is not None else []
        text = prompt.text if prompt is not None else gap
        for child in list(place):
            place.remove(child)
        place.attrib.clear()
        place.tag, place.text, place.tail = ("span" if gap else "div"), text, tail
        place.extend(inside)
        for name in ("rubricBlock", "feedbackBlock", "templateBlock", "feedbackInline"):
            for element in list(body.iter(name)):
                _remove(element)
        _pictures_from_objects(body)
        made = self.texts.markdown(body, self.draft, "prompt", pictures=True)
        if not made:
            title = plain_line(self.root.get("title"))
            if not title:
                raise Refused("it asks nothing: its text is empty")
            self.draft.leave_out("the prompt", "there is none; its title was taken")
            made = title
        return {"prompt": made, "weight": self._weight()}

    def _weight(self) -> int | None:
        value = _number(self.weight or "1")
        if value.is_integer() and 1 <= value <= 100:
            return int(value) if value != 1 else None
        self.draft.leave_out("its weight", f"{self.weight[:20]} is no whole number from 1 to 100")
        return None

    def markdown(self, element: etree._Element, where: str) -> str:
        """An element as Markdown, without the feedback in it."""
        tree = copy.deepcopy(element)
        for inline in list(tree.iter("feedbackInline")):
            _remove(inline)
        return self.texts.markdown(tree, self.draft, where)

    def line(self, element: etree._Element, where: str) -> str:
        """An element as one line of Markdown."""
        tree = copy.deepcopy(element)
        for inline in list(tree.iter("feedbackInline")):
            _remove(inline)
        return self.texts.line(tree, self.draft, where)

    def words(self, element: etree._Element, where: str) -> str:
        """The words of an element in one line."""
        return self.texts.plain(element, self.draft, where)

    def told(self, element: etree._Element) -> str:
        """What is said to a learner who chose this."""
        name = element.get("identifier") or ""
        found = self.feedback.pop(name, "")
        for inline in element.iter("feedbackInline"):
            text = self.texts.markdown(inline, self.draft, "feedback")
            if text and inline.get("identifier") == name and not found:
                found = text
            elif text:
                self.draft.leave_out("feedback within an option", f"'{text[:60]}'")
        return found

    def _feedback(self) -> None:
        for element in self.root.iterfind("modalFeedback"):
            name = element.get("identifier") or ""
            text = self.texts.markdown(element, self.draft, "feedback")
            if not text:
                continue
            if element.get("showHide", "show") == "hide" or name in self.feedback:
                self.draft.leave_out(f"the feedback '{plain_line(name, 40)}'", f"'{text[:60]}'")
                continue
            self.feedback[name] = text

    def finish(self, kind: str, keys: dict[str, Any], **more: Any) -> Item:
        """The item, once what feedback is left has become an explanation or is named."""
        self.explained(keys)
        return self.draft.item(kind, self.wanted, keys, **more)

    def explained(self, keys: dict[str, Any]) -> None:
        """Put the feedback that belongs to no option into the explanation, or name it."""
        left = sorted(self.feedback.items(), key=_explains)
        alike = len(set(self.feedback.values())) == 1
        known = bool(left) and _explains(left[0]) < len(EXPLAINED)
        if (alike or known) and not keys.get("explain"):
            keys["explain"] = left[0][1]
            left = [each for each in left if each[1] != keys["explain"]]
        for name, text in left:
            self.draft.leave_out(f"the feedback '{plain_line(name, 40)}'", f"'{text[:60]}'")
        self.feedback.clear()


def _explains(named: tuple[str, str]) -> int:
    name = named[0].lower()
    return EXPLAINED.index(name) if name in EXPLAINED else len(EXPLAINED)


def _number(text: str) -> float:
    """A number, or NaN."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _points(text: str | None) -> float:
    """What a part of the answer earns: which one is right hangs on it, so none is guessed at."""
    found = _number(text or "0")
    if not abs(found) <= MOST:
        raise Refused(f"'{plain_line(text, 40)}' is no number of points")
    return found


def _remove(element: etree._Element) -> None:
    """Take an element out; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _pictures_from_objects(body: etree._Element) -> None:
    for element in list(body.iter("object")):
        if (element.get("type") or "").startswith("image/"):
            alt = plain_line("".join(map(str, element.itertext())))
            for child in list(element):
                element.remove(child)
            element.tag, element.text = "img", None
            element.set("src", element.get("data") or "")
            element.set("alt", alt)


def choices(interaction: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The choices of an interaction."""
    return interaction.iter(*names)
