"""Questions of a course → GIFT, their texts in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scorm_builder.interchange.export import Asked, by_page
from scorm_builder.interchange.fences import number
from scorm_builder.interchange.markdown_text import has_formula
from scorm_builder.model.question import Choice, MultipleChoice, Reflection, TrueFalse
from scorm_builder.model.written import Matching, Numeric, Ordering, ShortText

_SPECIAL = re.compile(r"[\\~=#{}:]")


def write(every: Sequence[Asked]) -> tuple[bytes, int]:
    """The file, and how many questions it holds."""
    parts = []
    count = 0
    for page, made in by_page(every, _question):
        if page is not None:
            parts.append(f"$CATEGORY: $course$/top/{page.head.title.replace('/', '//')}")
        parts.append(made)
        count += 1
    return ("\n\n".join(parts) + "\n").encode(), count


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text.strip()).replace("\n", "\\n")


def _question(asked: Asked) -> str | None:
    question = asked.question
    answer = _answer(asked)
    if answer is None:
        return None
    for figure in asked.figures:
        asked.say(f"the figure '{figure.id}': GIFT holds no pictures")
    asked.unsaid(())
    prompt = question.prompt
    if isinstance(question, Numeric) and question.unit:
        asked.say("'unit'; it is written behind the prompt")
        prompt = f"{prompt.rstrip()} ({question.unit})"
    if any(map(has_formula, _texts(question.model_dump()))):
        asked.say("the look of its formulas: they stand there as LaTeX between dollar signs")
    general = f"####{_escaped(question.explain)}" if question.explain else ""
    lines = [f"// [id:{question.id}]", f"::{_escaped(asked.name)}::[markdown]{_escaped(prompt)} {{"]
    if answer:
        lines.append(answer)
    if general:
        lines.append(general)
    return "\n".join([*lines, "}"])


def _texts(value: object) -> Iterator[str]:
    """Every text in a question."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _answer(asked: Asked) -> str | None:
    question = asked.question
    made: str | None = None
    match question:
        case Choice() | MultipleChoice():
            made = _options(asked, question)
        case TrueFalse():
            made = "TRUE" if question.answer else "FALSE"
        case ShortText():
            made = _short_text(asked, question)
        case Numeric():
            made = _numeric(asked, question)
        case Matching():
            made = _matching(asked, question)
        case Reflection():
            # Behind '####' alone: Moodle takes it for an essay, as it does without.
            asked.say("that only the doing is kept: what is written is kept there")
            made = ""
        case Ordering():
            asked.say("the question: GIFT has none with an order")
        case _:
            asked.say(f"the question: GIFT has none like '{question.kind}'")
    return made


def _options(asked: Asked, question: Choice | MultipleChoice) -> str:
    single = isinstance(question, Choice)
    each = f"{100 / len(question.correct):.5f}".rstrip("0").rstrip(".")
    lines = []
    for option in question.options:
        for key in ("pinned", "gives_up"):
            if getattr(option, key):
                asked.say(f"'{key}'")
        if single:
            mark = "=" if option.correct else "~"
            mark += "%100%" if option.correct and option.text.startswith("%") else ""
            mark += "%0%" if not option.correct and option.text.startswith("%") else ""
        else:
            mark = f"~%{each}%" if option.correct else f"~%-{each}%"
        told = f"#{_escaped(option.feedback)}" if option.feedback else ""
        lines.append(f"\t{mark}{_escaped(option.text)}{told}")
    if question.shuffle is not None:
        asked.say("'shuffle'")
    if isinstance(question, MultipleChoice) and question.marking == "all":
        asked.say("'marking: all'; parts of the answer earn points")
    return "\n".join(lines)


def _short_text(asked: Asked, question: ShortText) -> str:
    if question.exact:
        asked.say("'exact'; capitals make no difference")
    lines = [f"\t=%100%{_escaped(_starred(text))}" for text in question.accept]
    for known in question.known:
        lines += [
            f"\t=%0%{_escaped(_starred(text))}#{_escaped(known.feedback)}" for text in known.text
        ]
    return "\n".join(lines)


def _starred(text: str) -> str:
    return text.replace("*", "\\*")


def _numeric(asked: Asked, question: Numeric) -> str:
    if question.other_units:
        asked.say("'other_units'")
    if question.answer is None:
        low, high = question.limits
        return f"#{number(low)}..{number(high)}"
    return f"#{number(question.answer)}:{number(question.tolerance or 0)}"


def _matching(asked: Asked, question: Matching) -> str:
    if question.marking == "all":
        asked.say("'marking: all'; parts of the answer earn points")
    if any(pair.feedback for pair in question.pairs):
        asked.say("the feedback to its pairs")
    every = [(pair.item, pair.match) for pair in question.pairs]
    every += [("", extra) for extra in question.extra]
    lines = []
    for item, match in every:
        if "->" in item or "->" in match:
            asked.say("an arrow ('->') in its texts; '→' stands in")
        lines.append(f"\t={_arrowless(item)} -> {_arrowless(match)}")
    return "\n".join(lines)


def _arrowless(text: str) -> str:
    return _escaped(text.replace("->", "→"))
