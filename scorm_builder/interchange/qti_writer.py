"""A question of a course → a QTI item in the words of 2.x; ``qti_zip`` turns it into 3.0."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from scorm_builder.interchange import qti_parts as qti
from scorm_builder.interchange.export import Asked
from scorm_builder.interchange.fences import number
from scorm_builder.interchange.markdown_html import is_paragraph
from scorm_builder.interchange.qti_parts import RESPONSE, Draft, Part, add
from scorm_builder.interchange.shapes import area_of, qti_coords
from scorm_builder.load.words import words_of
from scorm_builder.model.pictured import Hotspot, Labelling
from scorm_builder.model.question import (
    Choice,
    Likert,
    MultipleChoice,
    Option,
    Question,
    Reflection,
    TrueFalse,
)
from scorm_builder.model.shape import Shape
from scorm_builder.model.written import Matching, Numeric, Ordering, ShortText

CARRIED = ("weight",)


def write(asked: Asked, identifier: str, agreement: Sequence[str]) -> tuple[Part, Draft] | None:
    """The item and its pictures. ``agreement``: the words of a scale that has none of its own."""
    question = asked.question
    make = _TYPES.get(type(question))
    if make is None:
        asked.say(f"the question: QTI has none like '{question.kind}'")
        return None
    draft = Draft(asked)
    qti.figures(draft)
    own = make(draft, agreement) if make is _likert else make(draft)
    if own is None:
        return None
    item = etree.Element("assessmentItem", identifier=identifier, title=asked.name)
    item.set("label", question.id)
    item.set("adaptive", "false")
    item.set("timeDependent", "false")
    item.set("toolName", "scorm-builder")
    item.append(draft.declared)
    score = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    zero = add(item, "outcomeDeclaration", score)
    add(add(zero, "defaultValue"), "value", text="0")
    if question.scorable:
        most = add(item, "outcomeDeclaration", {**score, "identifier": "MAXSCORE"})
        add(add(most, "defaultValue"), "value", text="1")
    told = {"identifier": "FEEDBACK", "cardinality": "multiple", "baseType": "identifier"}
    add(item, "outcomeDeclaration", told)
    item.append(draft.body)
    processing = add(item, "responseProcessing")
    processing.extend(draft.scoring)
    qti.feedback(draft, item, processing)
    if not len(processing):
        item.remove(processing)
    asked.unsaid(CARRIED)
    return item, draft


def _interaction(draft: Draft, tag: str, **attributes: str) -> Part:
    """An interaction in the body, with the question as its prompt or before it."""
    prompt = draft.asked.question.prompt
    if not is_paragraph(prompt):
        draft.html(add(draft.body, "div"), prompt)
    made = add(draft.body, tag, {"responseIdentifier": RESPONSE, **attributes})
    if is_paragraph(prompt):
        draft.html(add(made, "prompt"), prompt, inline=True)
    return made


def _name(index: int) -> str:
    return f"choice-{index + 1}"


# -- choices --------------------------------------------------------------------------------------


def _choice(draft: Draft) -> Part:
    question = draft.asked.question
    assert isinstance(question, Choice | MultipleChoice)
    single = isinstance(question, Choice)
    most = "1" if single else "0"
    shuffled = "true" if draft.asked.shuffled else "false"
    made = _interaction(draft, "choiceInteraction", shuffle=shuffled, maxChoices=most)
    _options(draft, made, question.options)
    right = [_name(index) for index in question.correct]
    qti.declare(draft, "identifier", "single" if single else "multiple", right)
    if isinstance(question, MultipleChoice) and question.marking == "partial":
        each = 1 / len(right)
        names = [_name(index) for index in range(len(question.options))]
        qti.mapped(draft, [(name, each if name in right else -each) for name in names])
    else:
        qti.scored_as_declared(draft)
    return made


def _options(draft: Draft, parent: Part, options: Sequence[Option]) -> None:
    for index, option in enumerate(options):
        made = add(parent, "simpleChoice", {"identifier": _name(index)})
        if option.pinned:
            made.set("fixed", "true")
        if option.gives_up:
            draft.asked.say("'gives_up'")
        draft.html(made, option.text, inline=is_paragraph(option.text))
        if option.feedback:
            draft.feedback[_name(index)] = option.feedback


def _true_false(draft: Draft) -> Part:
    question = draft.asked.question
    assert isinstance(question, TrueFalse)
    made = _interaction(draft, "choiceInteraction", shuffle="false", maxChoices="1")
    for word in ("true", "false"):
        add(made, "simpleChoice", {"identifier": word}, word.title())
    qti.declare(draft, "identifier", "single", ["true" if question.answer else "false"])
    qti.scored_as_declared(draft)
    return made


def _likert(draft: Draft, agreement: Sequence[str]) -> Part:
    question = draft.asked.question
    assert isinstance(question, Likert)
    made = _interaction(draft, "choiceInteraction", shuffle="false", maxChoices="1")
    for index, text in enumerate(question.scale or agreement):
        add(made, "simpleChoice", {"identifier": _name(index)}, text)
    if question.scale is None:
        draft.asked.say("that the scale is the usual one; its words are there")
    qti.declare(draft, "identifier", "single", [])
    return made


# -- forms ----------------------------------------------------------------------------------------


def _field(draft: Draft, unit: str | None = None) -> Part:
    draft.html(add(draft.body, "div"), draft.asked.question.prompt)
    line = add(draft.body, "p")
    made = add(line, "textEntryInteraction", {"responseIdentifier": RESPONSE})
    if unit:
        made.tail = " "
        add(line, "span", {"class": "unit"}, unit)
    return made


def _short_text(draft: Draft) -> Part:
    question = draft.asked.question
    assert isinstance(question, ShortText)
    made = _field(draft)
    qti.declare(draft, "string", "single", question.accept[:1])
    qti.mapped(draft, [(text, 1) for text in question.accept], exact=question.exact)
    if question.known:
        draft.asked.say("'known': wrong answers and what is said to them")
    return made


def _numeric(draft: Draft) -> Part:
    question = draft.asked.question
    assert isinstance(question, Numeric)
    made = _field(draft, question.unit)
    if question.other_units:
        draft.asked.say("'other_units'")
    if question.answer is None:
        low, high = question.limits
        qti.declare(draft, "float", "single", [])
        both = etree.Element("and")
        for tag, value in (("gte", low), ("lte", high)):
            test = add(both, tag)
            add(test, "variable", {"identifier": RESPONSE})
            add(test, "baseValue", {"baseType": "float"}, number(value))
        qti.scored_if(draft, both)
        return made
    qti.declare(draft, "float", "single", [number(question.answer)])
    off = number(question.tolerance or 0)
    equal = etree.Element("equal", toleranceMode="absolute", tolerance=f"{off} {off}")
    add(equal, "variable", {"identifier": RESPONSE})
    add(equal, "correct", {"identifier": RESPONSE})
    qti.scored_if(draft, equal)
    return made


def _matching(draft: Draft) -> Part:
    question = draft.asked.question
    assert isinstance(question, Matching)
    made = _interaction(
        draft, "matchInteraction", shuffle="true", maxAssociations=str(len(question.pairs))
    )
    items = add(made, "simpleMatchSet")
    for index, pair in enumerate(question.pairs):
        each = {"identifier": f"item-{index + 1}", "matchMax": "1"}
        draft.html(add(items, "simpleAssociableChoice", each), pair.item, inline=True)
        if pair.feedback:
            draft.asked.say(f"the feedback to '{words_of(pair.item)[:40]}'")
    matches = add(made, "simpleMatchSet")
    for index, choice in enumerate(question.choices):
        most = str(sum(pair.match == choice for pair in question.pairs) or 1)
        each = {"identifier": f"match-{index + 1}", "matchMax": most}
        draft.html(add(matches, "simpleAssociableChoice", each), choice, inline=True)
    pairs = [f"item-{i + 1} match-{match + 1}" for i, match in enumerate(question.correct)]
    qti.declare(draft, "directedPair", "multiple", pairs)
    _pairs(draft, pairs, whole=question.marking == "all")
    return made


def _pairs(draft: Draft, pairs: Sequence[str], *, whole: bool) -> None:
    if whole:
        qti.scored_as_declared(draft)
    else:
        qti.mapped(draft, [(pair, 1 / len(pairs)) for pair in pairs])


def _ordering(draft: Draft) -> Part:
    question = draft.asked.question
    assert isinstance(question, Ordering)
    made = _interaction(draft, "orderInteraction", shuffle="true")
    for index, text in enumerate(question.items):
        each = add(made, "simpleChoice", {"identifier": _name(index)})
        draft.html(each, text, inline=True)
    qti.declare(draft, "identifier", "ordered", [_name(i) for i in range(len(question.items))])
    qti.scored_as_declared(draft)
    if question.marking == "partial":
        draft.asked.say("points for a part of the right order")
    return made


def _reflection(draft: Draft) -> Part:
    draft.asked.say("that only the doing is kept: what is written is kept there")
    made = _interaction(draft, "extendedTextInteraction")
    qti.declare(draft, "string", "single", [])
    return made


# -- pictures -------------------------------------------------------------------------------------


def _pictured(draft: Draft, tag: str, **attributes: str) -> Part | None:
    question = draft.asked.question
    assert isinstance(question, Hotspot | Labelling)
    found = draft.picture(question.image)
    if found is None:
        return None
    address, picture = found
    qti.credit(draft, question.credit, question.licence)
    made = _interaction(draft, tag, **attributes)
    width, height = question.size or (picture.width, picture.height)
    size = {"width": str(width), "height": str(height)}
    add(made, "object", {"data": address, "type": picture.media_type, **size}, question.alt)
    return made


def _area(draft: Draft, parent: Part, tag: str, shape: Shape, **attributes: str) -> bool:
    question = draft.asked.question
    assert isinstance(question, Hotspot | Labelling)
    picture = draft.asked.course.picture(question.image)
    assert picture is not None
    drawn = area_of(shape, question.size or (picture.width, picture.height))
    area = drawn.scaled(1)
    kind, coords = qti_coords(area)
    add(parent, tag, {**attributes, "shape": kind, "coords": coords})
    return area.exact


def _hotspot(draft: Draft) -> Part | None:
    question = draft.asked.question
    assert isinstance(question, Hotspot)
    right = [region.id for region in question.targets]
    if not right:
        draft.asked.say("the question: in QTI there has to be a place to mark")
        return None
    many = len(right) > 1
    most = "0" if many else "1"
    made = _pictured(draft, "hotspotInteraction", maxChoices=most)
    if made is None:
        return None
    exact = True
    for region in question.regions:
        if region.shape is None:
            draft.asked.say(f"the entry without a place, '{region.label}'")
            continue
        names = {"identifier": region.id, "hotspotLabel": region.label}
        exact = _area(draft, made, "hotspotChoice", region.shape, **names) and exact
        if region.feedback:
            draft.feedback[region.id] = region.feedback
    _rounded(draft, exact)
    if question.tolerance is not None:
        draft.asked.say("'tolerance'")
    if many and question.false_click_cost != 1:
        draft.asked.say("'false_click_cost'; a wrong place costs as much as a right one earns")
    qti.declare(draft, "identifier", "multiple" if many else "single", right)
    if many and question.marking == "partial":
        each = 1 / len(right)
        wrong = [r.id for r in question.regions if r.shape is not None and not r.correct]
        entries = [(name, each) for name in right] + [(name, -each) for name in wrong]
        qti.mapped(draft, entries)
    else:
        qti.scored_as_declared(draft)
    return made


def _rounded(draft: Draft, exact: bool) -> None:
    if not exact:
        draft.asked.say("the exact shapes of its places: QTI has whole pixels and closed shapes")


def _labelling(draft: Draft) -> Part | None:
    question = draft.asked.question
    assert isinstance(question, Labelling)
    made = _pictured(draft, "graphicGapMatchInteraction")
    if made is None:
        return None
    for index, label in enumerate(question.labels):
        most = str(sum(place.label == label for place in question.places) or 1)
        each = {"identifier": f"label-{index + 1}", "matchMax": most}
        add(made, "gapText", each, label)
    exact = True
    for place in question.places:
        names = {"identifier": place.id, "matchMax": "1"}
        exact = _area(draft, made, "associableHotspot", place.shape, **names) and exact
        if place.feedback:
            draft.asked.say(f"the feedback to '{place.label}'")
    _rounded(draft, exact)
    pairs = [
        f"label-{label + 1} {place.id}"
        for place, label in zip(question.places, question.correct, strict=True)
    ]
    qti.declare(draft, "directedPair", "multiple", pairs)
    _pairs(draft, pairs, whole=question.marking == "all")
    return made


_TYPES: dict[type[Question], Callable[..., Part | None]] = {
    Choice: _choice,
    MultipleChoice: _choice,
    TrueFalse: _true_false,
    Likert: _likert,
    ShortText: _short_text,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Reflection: _reflection,
    Hotspot: _hotspot,
    Labelling: _labelling,
}
