"""Moodle's questions with options to choose from → items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from scorm_builder.interchange.item import Draft, Item, Refused
from scorm_builder.load.words import words_of

if TYPE_CHECKING:
    from scorm_builder.interchange.moodle import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """An ``<answer>``: what it says, its share of the points, what is said to it."""

    element: etree._Element
    share: float
    """Per cent; negative where it costs points."""
    feedback: str


def multichoice(question: Question) -> Item:
    """``multichoice``: one right option, several, or none."""
    keys = question.shared()
    answers = list(question.answers())
    options: list[dict[str, Any]] = []
    shares: list[float] = []
    for number, answer in enumerate(answers, 1):
        text = question.tree(answer.element, f"option {number}")
        if not text:
            if _has_picture(answer.element):
                raise Refused(f"option {number} is a picture without words")
            continue
        options.append({"text": text, "feedback": answer.feedback})
        shares.append(answer.share)
    shuffled = {"0": False, "false": False, "1": True, "true": True}
    keys["shuffle"] = shuffled.get(question.value("shuffleanswers").lower())
    single = question.value("single").lower() in ("1", "true")
    every = question.type == "multichoiceset"
    return chosen(
        question.draft,
        question.wanted,
        keys,
        options,
        shares,
        single=single and not every,
        every=every,
    )


def _has_picture(element: etree._Element) -> bool:
    return element.find("file") is not None or "<img" in "".join(map(str, element.itertext()))


def chosen(
    draft: Draft,
    wanted: str,
    keys: dict[str, Any],
    options: Sequence[dict[str, Any]],
    shares: Sequence[float],
    *,
    single: bool,
    every: bool = False,
) -> Item:
    """A question of options and their shares of the points, in per cent.

    ``every``: there are points only for all that is right and nothing else.
    """
    if not any(share > 0 for share in shares):
        return _scale(draft, wanted, keys, options)
    best = max(shares)
    right = [share >= best if single else share > 0 for share in shares]
    keys["options"] = [
        {
            "text": option["text"],
            **({"correct": True} if is_right else {}),
            **{key: option[key] for key in ("feedback", "pinned") if option.get(key)},
        }
        for option, is_right in zip(options, right, strict=True)
    ]
    if single:
        if sum(right) > 1:
            raise Refused("several options are equally right, and only one can be chosen")
        for number, share in enumerate(shares, 1):
            if share not in (0, best) or (share == best and abs(best - 100) > 0.01):
                draft.leave_out(f"option {number}", f"its {share:g} % of the points")
        return draft.item("choice", wanted, keys)
    if every:
        keys["marking"] = "all"
    else:
        _compare(draft, shares, sum(right))
    return draft.item("multiple_choice", wanted, keys)


def _compare(draft: Draft, shares: Sequence[float], right: int) -> None:
    """Say where the points differ from ours: each right one earns as much as each wrong costs."""
    each = 100 / right
    odd = [number for number, share in enumerate(shares, 1) if abs(abs(share) - each) > 0.01]
    if odd:
        given = ", ".join(f"{share:g} %" for share in shares)
        why = f"{given}; here each right one earns {each:.4g} % and each wrong one costs as much"
        draft.leave_out("the points of its options", why)


def _scale(
    draft: Draft, wanted: str, keys: dict[str, Any], options: Sequence[dict[str, Any]]
) -> Item:
    """Options of which none is right: a scale."""
    if any(option.get("feedback") for option in options):
        draft.leave_out("feedback to its options", "none of them is right, so it became a scale")
    keys.pop("weight", None)
    keys.pop("hint", None)
    keys.pop("shuffle", None)
    draft.leave_out("its options", "none of them is right: it became a scale, never scored")
    keys["scale"] = [" ".join(words_of(option["text"]).split()) for option in options]
    return draft.item("likert", wanted, keys)


def true_false(question: Question) -> Item:
    """``truefalse``: the answers are the words ``true`` and ``false``."""
    keys = question.shared()
    answers = {_word(answer): answer for answer in question.answers()}
    if not {"true", "false"} <= set(answers):
        raise Refused("its answers are not 'true' and 'false'")
    told = {word: answers[word].feedback for word in ("true", "false")}
    keys["answer"] = answers["true"].share > answers["false"].share
    if answers["true"].share == answers["false"].share:
        raise Refused("neither 'true' nor 'false' is right")
    stated(question.draft, keys, told)
    return question.draft.item("true_false", question.wanted, keys)


def stated(draft: Draft, keys: dict[str, Any], told: dict[str, str]) -> None:
    """Feedback to "true" and "false": an explanation if there is no other, else left out."""
    texts = {word: text for word, text in told.items() if text}
    if texts and not keys.get("explain"):
        keys["explain"] = "\n\n".join(dict.fromkeys(texts.values()))
        draft.leave_out("feedback", "to a statement there is an explanation only: it became that")
    elif texts:
        for word, text in texts.items():
            draft.leave_out(f"the feedback to '{word}'", f"'{' '.join(text.split())[:80]}'")


def _word(answer: Answer) -> str:
    text = answer.element.find("text")
    words = (text if text is not None else answer.element).text or ""
    return words.strip().lower()
