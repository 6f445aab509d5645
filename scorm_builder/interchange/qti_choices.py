"""QTI's interactions that are answered in a form → items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from scorm_builder.interchange.item import Item, Refused
from scorm_builder.interchange.moodle_choices import chosen, stated
from scorm_builder.interchange.moodle_words import number, spelt
from scorm_builder.interchange.source import plain_line

if TYPE_CHECKING:
    from scorm_builder.interchange.qti_item import QtiItem


def choice(item: QtiItem) -> Item:
    """``choiceInteraction``: one right option, several, a statement, or a scale."""
    keys = item.shared()
    found = list(item.interaction.iter("simpleChoice"))
    if any(each.get("showHide") == "hide" for each in found):
        raise Refused("some of its options are hidden (a template)")
    names = [each.get("identifier") or "" for each in found]
    shares = item.shares(names)
    most = item.interaction.get("maxChoices") or "1"
    single = most == "1" and item.response.cardinality == "single"
    words = [plain_line("".join(map(str, each.itertext()))).lower() for each in found]
    for pair in (words, [name.lower() for name in names]):
        if sorted(pair) == ["false", "true"] and sorted(shares) == [0, 100] and single:
            told = {pair[i]: item.told(each) for i, each in enumerate(found)}
            item.explained(keys)
            stated(item.draft, keys, told)
            keys["answer"] = shares[pair.index("true")] == 100
            return item.finish("true_false", keys)
    options: list[dict[str, Any]] = []
    for count, each in enumerate(found, 1):
        text = item.markdown(each, f"option {count}")
        if not text:
            raise Refused(f"option {count} has no words")
        pinned = (each.get("fixed") or "").lower() == "true"
        options.append({"text": text, "feedback": item.told(each), "pinned": pinned})
    shuffled = (item.interaction.get("shuffle") or "false").lower() == "true"
    keys["shuffle"] = shuffled
    limited = any(shares) and not single and most in set(map(str, range(2, len(options))))
    if limited:
        item.draft.leave_out("its limit", f"at most {most} options may be chosen")
    if single and sum(share > 0 for share in shares) > 1 and not item.mapped:
        raise Refused("it has several right answers, and only one can be chosen")
    item.explained(keys)
    every = not single and not item.mapped
    return chosen(item.draft, item.wanted, keys, options, shares, single=single, every=every)


def text_entry(item: QtiItem) -> Item:
    """``textEntryInteraction``: a number or a few words."""
    response = item.response
    if response.cardinality != "single":
        raise Refused("several things are to be written into one field")
    if item.interaction.get("patternMask"):
        item.draft.leave_out("the pattern of its answer", "any words can be written")
    unit = _unit(item.interaction)
    keys = item.shared(gap=_gap(item.interaction))
    if response.base in ("float", "integer"):
        return _number(item, keys, unit)
    if item.numbers("patternMatch", "pattern"):
        item.draft.leave_out("the pattern of its answer", "spellings are compared whole")
    best = max(response.mapping.values(), default=0)
    answers = [(text, 100.0, "") for text in response.correct]
    if best > 0 and (item.mapped or not response.correct):
        answers += [
            (text, 100 * value / best, "")
            for text, value in response.mapping.items()
            if text not in response.correct
        ]
    exact = response.exact or not response.mapping
    return _spelt(item, keys, answers, exact=exact)


def _spelt(
    item: QtiItem, keys: dict[str, Any], answers: list[tuple[str, float, str]], *, exact: bool
) -> Item:
    item.explained(keys)
    plain = [(text.replace("*", "\\*"), share, told) for text, share, told in answers]
    return spelt(item.draft, item.wanted, keys, plain, exact=exact)


def _gap(interaction: etree._Element) -> str:
    """A line to write on, unless the field stands alone or at the end of its paragraph."""
    behind = (interaction.tail or "").strip()
    return "_____" if behind or interaction.getnext() is not None else ""


def _unit(interaction: etree._Element) -> str:
    """The unit behind the field, where our own files say that it is one; it leaves the text."""
    behind = interaction.getnext()
    if behind is None or behind.get("class") != "unit" or (interaction.tail or "").strip():
        return ""
    unit = plain_line("".join(map(str, behind.itertext())))
    parent = behind.getparent()
    if parent is not None:
        parent.remove(behind)
    return unit


def _number(item: QtiItem, keys: dict[str, Any], unit: str) -> Item:
    keys["unit"] = unit
    low, high = _bounds(item, "gte"), _bounds(item, "lte")
    if low and high:
        keys["range"] = [number(low, "the range"), number(high, "the range")]
        return item.finish("numeric", keys)
    if not item.response.correct:
        raise Refused("it says no right number")
    keys["answer"] = number(item.response.correct[0], "the answer")
    given = item.numbers("equal", "tolerance")
    mode = next(iter(item.numbers("equal", "toleranceMode")), "exact")
    if given and mode in ("absolute", "relative"):
        ends = [number(each, "the tolerance") for each in given[0].split()[:2]] or [0.0]
        if mode == "relative":
            ends = [abs(keys["answer"]) * each / 100 for each in ends]
        if len(set(ends)) > 1:
            value = keys.pop("answer")
            keys["range"] = [value - ends[0], value + ends[1]]
        else:
            keys["tolerance"] = float(f"{ends[0]:.12g}") or None
    return item.finish("numeric", keys)


def _bounds(item: QtiItem, name: str) -> str:
    found = item.processing.iter(name) if item.processing is not None else ()
    for element in found:
        value = element.find("baseValue")
        if value is not None and element.find("variable") is not None:
            return value.text or ""
    return ""


def extended_text(item: QtiItem) -> Item:
    """``extendedTextInteraction``: something to think and write about."""
    keys = item.shared()
    if item.response.correct:
        said = plain_line(" ".join(item.response.correct), 200)
        if not item.feedback:
            keys["explain"] = said
        else:
            item.draft.leave_out("its model answer", f"'{said[:80]}'")
    return item.finish("reflection", keys)


def matching(item: QtiItem) -> Item:
    """``matchInteraction``: two sets, of which each item of one has its choice in the other."""
    keys = item.shared()
    sets = [
        list(each.iter("simpleAssociableChoice"))
        for each in item.interaction.iterfind("simpleMatchSet")
    ]
    if len(sets) != 2:
        raise Refused("it has not two sets to match")
    pairs = directed(item)
    turned = _repeats(first for first, _ in pairs)
    if turned and _repeats(second for _, second in pairs):
        raise Refused("some items have several matches")
    if turned:
        sets = [sets[1], sets[0]]
        pairs = [(second, first) for first, second in pairs]
    texts = [
        {
            each.get("identifier") or "": item.line(each, f"{what} {count}")
            for count, each in enumerate(group, 1)
        }
        for group, what in zip(sets, ("item", "match"), strict=True)
    ]
    matches = dict(pairs)
    made = []
    for name, text in texts[0].items():
        match = texts[1].get(matches.get(name, ""), "")
        if match and text:
            made.append({"item": text, "match": match})
        else:
            item.draft.leave_out(f"the item '{text[:60]}'", "nothing belongs to it")
    used = {pair["match"] for pair in made}
    keys["pairs"] = made
    keys["extra"] = [text for text in dict.fromkeys(texts[1].values()) if text and text not in used]
    keys["marking"] = item.marking
    return item.finish("matching", keys)


def directed(item: QtiItem) -> list[tuple[str, str]]:
    """The right pairs of identifiers."""
    response = item.response
    given = response.correct
    if response.mapping and (not given or item.mapped):
        mapped = [key for key, value in response.mapping.items() if value > 0]
        given = given or mapped
        values = {value for value in response.mapping.values() if value > 0}
        if len(values) > 1:
            item.draft.leave_out("the points of its pairs", "each pair is worth the same here")
    pairs = [tuple(each.split()) for each in given]
    made = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]
    if not made:
        raise Refused("it says no right pairs")
    return list(dict.fromkeys(made))


def _repeats(names: Any) -> bool:
    every = list(names)
    return len(set(every)) < len(every)


def order(item: QtiItem) -> Item:
    """``orderInteraction``: the right order is declared."""
    keys = item.shared()
    texts = {
        each.get("identifier") or "": item.line(each, f"item {count}")
        for count, each in enumerate(item.interaction.iter("simpleChoice"), 1)
    }
    right = item.response.correct
    if sorted(right) != sorted(texts):
        raise Refused("not all of its items are in the right order that it declares")
    keys["items"] = [texts[name] for name in right]
    keys["marking"] = item.marking
    return item.finish("ordering", keys)
