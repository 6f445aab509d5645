"""Moodle's questions that are answered in a form → items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scorm_builder.exchange.foreign import Refused as BadNumber
from scorm_builder.exchange.foreign import number as pixels
from scorm_builder.interchange.item import Draft, Item, Refused

if TYPE_CHECKING:
    from scorm_builder.interchange.moodle import Question

USUAL = frozenset(
    (
        "Your answer is correct.",
        "Your answer is partially correct.",
        "Your answer is incorrect.",
        "That's right!",
    )
)
"""What Moodle says to right and wrong answers of its own accord."""

MOST = 1e9
"""The largest number that can be an answer."""


def number(text: str, what: str) -> float:
    """A number of an answer."""
    plain = text.strip().replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        found = float(plain)
    except (ValueError, OverflowError):
        found = MOST * 10
    if not abs(found) <= MOST:
        raise Refused(f"{what} is not a number that can be asked for: '{text.strip()[:20]}'")
    return found


# -- words ----------------------------------------------------------------------------------------


def short_answer(question: Question) -> Item:
    """``shortanswer``: a few words."""
    keys = question.shared()
    answers = [
        (question.line(answer.element, "answer", markdown=False), answer.share, answer.feedback)
        for answer in question.answers()
    ]
    exact = question.flag("usecase")
    return spelt(question.draft, question.wanted, keys, answers, exact=exact)


def spelt(
    draft: Draft,
    wanted: str,
    keys: dict[str, Any],
    answers: list[tuple[str, float, str]],
    *,
    exact: bool,
) -> Item:
    """A question of spellings, each with its points in per cent and what is said to it."""
    accept: list[str] = []
    known: dict[str, list[str]] = {}
    for text, share, feedback in answers:
        if not text:
            continue
        if "*" in text.replace("\\*", ""):
            if text != "*" or feedback or share > 0:
                draft.leave_out(f"the answer '{text[:60]}'", "a star that stands for any words")
            continue
        plain = text.replace("\\*", "*")
        if share >= 99.99:
            accept.append(plain)
            if feedback:
                short = " ".join(feedback.split())[:60]
                draft.leave_out(f"feedback to '{plain[:60]}'", f"it is right: '{short}'")
            continue
        if share:
            draft.leave_out(f"the answer '{plain[:60]}'", f"its {share:g} % of the points")
        if feedback:
            known.setdefault(feedback, []).append(plain)
        elif not share:
            draft.leave_out(f"the answer '{plain[:60]}'", "it is wrong, and nothing is said to it")
    if not accept:
        raise Refused("no answer is wholly right")
    keys["accept"] = list(dict.fromkeys(accept))
    keys["exact"] = True if exact else None
    keys["known"] = [{"text": texts, "feedback": told} for told, texts in known.items()]
    return draft.item("short_text", wanted, keys)


# -- numbers --------------------------------------------------------------------------------------


def numerical(question: Question) -> Item:
    """``numerical``: a number, with a tolerance and units."""
    keys = question.shared()
    answers = []
    for answer in question.answers():
        text = question.line(answer.element, "answer", markdown=False)
        tolerance = answer.element.findtext("tolerance") or "0"
        answers.append((text, tolerance, answer.share, answer.feedback))
    units = []
    for unit in question.element.iterfind("units/unit"):
        name = " ".join((unit.findtext("unit_name") or "").split())
        units.append((name, number(unit.findtext("multiplier") or "1", "a unit's multiplier")))
    if units:
        _units(question.draft, keys, units)
    return counted(question.draft, question.wanted, keys, answers)


def _units(draft: Draft, keys: dict[str, Any], units: list[tuple[str, float]]) -> None:
    first = next((name for name, factor in units if factor == 1), "")
    if not first:
        draft.leave_out("its units", "none of them has the multiplier 1")
        return
    keys["unit"] = first
    # Moodle says how many of the unit make one of the first, we how many of the first it makes.
    others = {name: 1 / factor for name, factor in units if name != first and factor > 0}
    keys["other_units"] = {name: float(f"{factor:.12g}") for name, factor in others.items()}


def counted(
    draft: Draft,
    wanted: str,
    keys: dict[str, Any],
    answers: list[tuple[str, str, float, str]],
) -> Item:
    """A question of numbers: each with tolerance, points in per cent, and what is said to it."""
    found = False
    for text, tolerance, share, feedback in answers:
        if text.strip() == "*":
            if feedback or share:
                draft.leave_out("what is said to any other number", f"'{feedback[:60]}'")
            continue
        if share < 99.99 or found:
            why = "only one number can be right" if share >= 99.99 else f"worth {share:g} %"
            draft.leave_out(f"the answer '{text[:20]}'", why)
            continue
        found = True
        keys["answer"] = number(text, "the answer")
        off = number(tolerance, "the tolerance") if tolerance.strip() else 0.0
        keys["tolerance"] = abs(off) or None
        if feedback and not keys.get("explain"):
            keys["explain"] = feedback
        elif feedback:
            short = " ".join(feedback.split())[:60]
            draft.leave_out("feedback to the right number", f"'{short}'")
    if not found:
        raise Refused("no number is wholly right")
    return draft.item("numeric", wanted, keys)


# -- pairs and orders -----------------------------------------------------------------------------


def matching(question: Question) -> Item:
    """``matching``: texts and what belongs to each."""
    keys = question.shared()
    pairs, extra = [], []
    for count, element in enumerate(question.element.iterfind("subquestion"), 1):
        item = question.line(element, f"item {count}")
        answer = element.find("answer")
        match = question.line(answer, f"match {count}") if answer is not None else ""
        if item and match:
            pairs.append({"item": item, "match": match})
        elif match:
            extra.append(match)
        elif item:
            question.draft.leave_out(f"item {count}", "nothing belongs to it")
    keys["pairs"], keys["extra"] = pairs, extra
    if question.value("shuffleanswers").lower() in ("0", "false"):
        question.draft.leave_out("its order", "items and choices are not kept as they stand")
    return question.draft.item("matching", question.wanted, keys)


_LAYOUTS = {"selecttype": ("0", "ALL", ""), "layouttype": ("0", "VERTICAL", "")}


def ordering(question: Question) -> Item:
    """``ordering``: the answers stand in the right order."""
    keys = question.shared()
    items = []
    for count, answer in enumerate(question.answers(), 1):
        items.append(question.line(answer.element, f"item {count}"))
        if answer.feedback:
            said = " ".join(answer.feedback.split())[:60]
            question.draft.leave_out(f"the feedback to item {count}", f"'{said}'")
    keys["items"] = items
    if question.value("selecttype") not in _LAYOUTS["selecttype"]:
        question.draft.leave_out("its choice of some of the items", "all of them are shown")
    if question.value("layouttype") not in _LAYOUTS["layouttype"]:
        question.draft.leave_out("its layout in a row", "items stand one below the other")
    grading = question.value("gradingtype")
    if grading in ("-1", "ALL_OR_NOTHING"):
        keys["marking"] = "all"
    elif grading not in ("", "5", "LONGEST_ORDERED_SUBSET"):
        why = "here the longest run in the right order counts"
        question.draft.leave_out(f"its way of marking ({grading[:40]})", why)
    return question.draft.item("ordering", question.wanted, keys)


# -- free text ------------------------------------------------------------------------------------


def essay(question: Question) -> Item:
    """``essay``: something to think and write about."""
    keys = question.shared()
    keys.pop("hint", None)
    if keys.pop("weight", None):
        question.draft.leave_out("its grade", "what is written freely is not marked here")
    try:
        files = pixels(question.value("attachments") or "0", "attachments")
    except BadNumber:
        files = 1
    if files:
        question.draft.leave_out("files", "learners cannot hand in files")
    for path, what in (("graderinfo", "words for those who mark"), ("responsetemplate", "a start")):
        element = question.element.find(path)
        said = question.line(element, what) if element is not None else ""
        if said:
            question.draft.leave_out(what, f"'{said[:80]}'")
    return question.draft.item("reflection", question.wanted, keys)
