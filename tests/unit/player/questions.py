"""Questions of every kind, as the page data has them, and answers to them, at random."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from scorm_builder import scoring as ours
from scorm_builder.model.answer import Answer
from tests.unit.player.conftest import Player

Data = dict[str, Any]

relaxed = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"

thousandths = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
sizes = st.tuples(st.integers(1, 4000), st.integers(1, 4000))
shares = st.integers(0, 20).map(lambda n: n / 20)
tolerances = st.integers(0, 400).map(lambda n: n / 4)
fingers = st.booleans()


def base(kind: str, **more: Any) -> Data:
    return {"kind": kind, "id": "q", "tries": 2, **more}


@st.composite
def regions(draw: st.DrawFn, size: tuple[int, int]) -> Data:
    """Corners on whole pixels and between, crossing or not: a hole, a second part, an open line."""
    corner = st.tuples(
        st.integers(0, 2 * size[0]).map(lambda x: x / 2), st.integers(0, 2 * size[1]).map(float)
    )
    polygons = draw(st.lists(st.lists(corner, min_size=1, max_size=7), min_size=1, max_size=3))
    return {"id": "r", "polygons": polygons, "open": draw(st.integers(0, 5)) == 0}


@st.composite
def questions(draw: st.DrawFn, kind: str) -> Data:  # noqa: PLR0911 - one a kind
    question = base(kind, **({"whole": True} if draw(st.integers(0, 3)) == 0 else {}))
    size = draw(sizes)
    count = draw(st.integers(2, 8))
    some = st.sets(st.integers(0, count - 1), min_size=1).map(sorted)
    listed: Data = {"correct": draw(some), "letters": LETTERS[:count]}
    one: Data = {**listed, "correct": [draw(st.integers(0, count - 1))]}
    match kind:
        case "choice":
            gives_up = sorted({count - 1} - {*one["correct"]}) if draw(st.booleans()) else []
            return {**question, **one, "givesUp": gives_up}
        case "true_false":
            return {**question, "correct": [draw(st.integers(0, 1))], "letters": "tf"}
        case "multiple_choice":
            return {**question, **listed}
        case "hotspot":
            targets: list[Data] = draw(st.lists(regions(size), max_size=4))
            cost = draw(st.sampled_from([0, 0.25, 0.5, 1, 2]))
            places = {"targets": targets, "regions": targets}
            near = {"tolerance": draw(tolerances), "cost": cost}
            return {**question, **listed, "size": size, **places, **near}
        case "outline":
            none, full = sorted(draw(st.sets(shares, min_size=2, max_size=2)))
            how = {"measure": draw(st.sampled_from(["iou", "dice"])), "none": none, "full": full}
            return {**question, **one, "size": size, "target": draw(regions(size)), **how}
        case "measure":
            spacing = draw(st.none() | st.tuples(tolerances, tolerances))
            how = {
                "measure": draw(st.sampled_from(["length", "angle", "lines"])),
                "value": draw(tolerances),
                "tolerance": draw(tolerances),
                "points": [],
            }
            return {**question, **one, "size": size, "spacing": spacing, **how}
        case "matching" | "labelling":
            right_ones = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=8))
            letters = {"letters": LETTERS[:count], "digits": "0123456789"[: len(right_ones)]}
            return {**question, "correct": right_ones, **letters}
        case "ordering":
            right = draw(st.permutations(range(count)))
            return {**question, "correct": list(right), "letters": LETTERS[:count]}
        case "numeric":
            low, high = sorted(draw(st.tuples(tolerances, tolerances)))
            factors = draw(st.lists(st.sampled_from([0.001, 0.1, 1, 10, 2.54]), max_size=3))
            units = [[f"u{index}", factor] for index, factor in enumerate(factors)]
            return {**question, "low": low, "high": high, "units": units}
        case "short_text":
            accept = draw(st.lists(spellings, min_size=1, max_size=3))
            known = draw(st.lists(st.lists(spellings, min_size=1, max_size=2), max_size=2))
            return {**question, "accept": accept, "known": known, "exact": draw(st.booleans())}
        case "likert":
            return {**question, "letters": "abcde"}
        case "reflection":
            return {**question, "record": False}
    raise ValueError(kind)


# Words that are the same in one way or another, and any text at all.
spellings = st.one_of(
    st.lists(
        st.sampled_from(
            [
                "Ménière",
                "MENIERE",
                "me\u0301niere",
                "Crohn’s",
                "crohn's",
                " ",
                "\u00a0",
                ".",
                "–",
                "-",
                "ΟΔΟΣ",
                "οδος",
                "İ",
                "ß",
                "ﬁ",
                "fi",
                "Å",
                "\u212b",
                "أ",
                "ا",
                "कि",
                "का",
                "\u200f",
            ]
        ),
        max_size=4,
    ).map("".join),
    st.text(max_size=12),
)
typed = st.one_of(
    st.decimals(-100, 100, places=2).map(lambda n: str(n).rstrip("0").rstrip(".") or "0"),
    st.lists(
        st.sampled_from([*"0123456789", ".", ",", " ", "-", "\u2212", "+", "e", "'", "٣", "\t"]),
        max_size=20,
    ).map("".join),
)


@st.composite
def answers(draw: st.DrawFn, question: Data) -> Answer:  # noqa: PLR0911 - one a form
    """An answer that a learner can give, right ones among them."""
    kind = question["kind"]
    correct = tuple(question.get("correct", ()))
    if correct and draw(st.integers(0, 4)) == 0:
        return Answer(selected=correct)
    options = st.integers(0, len(question.get("letters", "a")) - 1)
    match kind:
        case "choice" | "true_false" | "likert":
            return Answer(selected=(draw(options),))
        case "multiple_choice":
            return Answer(selected=tuple(sorted(draw(st.sets(options)))))
        case "hotspot" | "outline" | "measure":
            marks = draw(st.lists(thousandths, max_size=12 if kind == "outline" else 7))
            listed = () if marks else tuple(sorted(draw(st.sets(options))))
            return Answer(selected=listed, marks=tuple(marks))
        case "matching" | "labelling":
            chosen = st.one_of(st.just(-1), options)
            return Answer(selected=tuple(draw(chosen) for _ in correct))
        case "ordering":
            return Answer(selected=tuple(draw(st.permutations(correct))))
        case "numeric":
            unit = draw(st.integers(0, max(0, len(question["units"]) - 1)))
            return Answer(selected=(unit,), text=draw(typed))
        case "short_text":
            ours = st.sampled_from(question["accept"])
            return Answer(text=draw(ours | ours.map(str.swapcase) | spellings))
    return Answer()


strange_answers = st.builds(
    Answer,
    selected=st.lists(st.integers(-3, 40), max_size=9).map(tuple),
    marks=st.lists(st.tuples(st.integers(-2000, 3000), st.integers(-2000, 3000)), max_size=9).map(
        tuple
    ),
    text=typed | spellings,
)
"""What no learner can give, but a damaged state may hold."""


def as_json(answer: Answer) -> Data:
    return {"selected": answer.selected, "marks": answer.marks, "text": answer.text}


def ring(x: float, y: float, radius: float, corners: int = 12) -> list[tuple[float, float]]:
    turns = [math.tau * corner / corners for corner in range(corners)]
    return [(x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns]


def everything(scoring: Player, calls: list[tuple[Any, ...]]) -> list[Any]:
    """What the player says to each call."""
    return list(scoring("all", calls=calls))


def points_of(question: Data, answer: Answer, finger: bool = False) -> int:
    """What the builder says."""
    return ours.points(question, answer, finger)
