"""Questions of a course → Moodle XML, with their pictures in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from scorm_builder.exchange.foreign import line
from scorm_builder.interchange.export import Asked, by_page
from scorm_builder.interchange.fences import number
from scorm_builder.interchange.markdown_html import html_of, inline_of
from scorm_builder.interchange.markdown_text import escaped
from scorm_builder.interchange.moodle_parts import (
    Part,
    add,
    credit_line,
    figures,
    hotspot,
    labelling,
    text_part,
)
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
from scorm_builder.model.written import Matching, Numeric, Ordering, ShortText

CARRIED = ("hint", "weight")
MOST_RIGHT = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)
"""How many right options there can be: Moodle has a list of the fractions that it takes."""


def write(every: Sequence[Asked]) -> tuple[bytes, int]:
    """The file, and how many questions it holds."""
    root = etree.Element("quiz")
    count = 0
    for page, made in by_page(every, _question):
        if page is not None:
            root.append(_category(page.head.title))
        root.append(made)
        count += 1
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n", count


def _category(title: str) -> Part:
    made = etree.Element("question", type="category")
    name = title.replace("/", "//")
    add(etree.SubElement(made, "category"), "text", f"$course$/top/{name}")
    return made


def _question(asked: Asked) -> Part | None:
    question = asked.question
    found = _TYPES.get(type(question))
    if found is None:
        asked.say(f"the question: Moodle has none like '{question.kind}'")
        return None
    name, write_own = found
    if not _fits(asked):
        return None
    made = etree.Element("question", type=name)
    add(etree.SubElement(made, "name"), "text", asked.name)
    prompt = text_part(made, "questiontext", "")
    own, credit = etree.Element("own"), ""
    if isinstance(question, Hotspot | Labelling):
        credit = credit_line(question.alt, question.credit, question.licence)
    if not write_own(asked, own):
        return None
    prompt[0].text = html_of(question.prompt, asked.say) + figures(asked, prompt) + credit
    text_part(made, "generalfeedback", _html(asked, question.explain))
    add(made, "defaultgrade", f"{question.weight}.0000000")
    add(made, "penalty", "0.3333333")
    add(made, "hidden", "0")
    add(made, "idnumber", question.id)
    made.extend(list(own))
    if question.hint:
        text_part(made, "hint", html_of(question.hint, asked.say))
    asked.unsaid(CARRIED)
    return made


def _html(asked: Asked, markdown: str | None) -> str:
    return html_of(markdown, asked.say) if markdown else ""


def _fits(asked: Asked) -> bool:
    question = asked.question
    if isinstance(question, MultipleChoice) and len(question.correct) not in MOST_RIGHT:
        asked.say(f"the question: Moodle has no share of points for {len(question.correct)} right")
        return False
    if isinstance(question, Hotspot) and not question.targets:
        asked.say("the question: in Moodle there has to be a place to mark")
        return False
    return True


# -- kinds ----------------------------------------------------------------------------------------


def _options(asked: Asked, own: Part, options: Sequence[Option], shares: Sequence[str]) -> None:
    for option, share in zip(options, shares, strict=True):
        if option.pinned:
            asked.say("'pinned'")
        if option.gives_up:
            asked.say("'gives_up'")
        made = text_part(own, "answer", html_of(option.text, asked.say), fraction=share)
        text_part(made, "feedback", _html(asked, option.feedback))


def _choice(asked: Asked, own: Part) -> bool:
    question = asked.question
    assert isinstance(question, Choice | MultipleChoice)
    single = isinstance(question, Choice)
    add(own, "single", "true" if single else "false")
    add(own, "shuffleanswers", "true" if asked.shuffled else "false")
    add(own, "answernumbering", "abc")
    each = _percent(1 if single else len(question.correct))
    wrong = "0" if single else f"-{each}"
    if isinstance(question, MultipleChoice) and question.marking == "all":
        asked.say("'marking: all'; parts of the answer earn points")
    shares = [each if option.correct else wrong for option in question.options]
    _options(asked, own, question.options, shares)
    return True


def _percent(count: int) -> str:
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def _true_false(asked: Asked, own: Part) -> bool:
    question = asked.question
    assert isinstance(question, TrueFalse)
    for word in ("true", "false"):
        share = "100" if (word == "true") == question.answer else "0"
        made = etree.SubElement(own, "answer", fraction=share, format="moodle_auto_format")
        add(made, "text", word)
        text_part(made, "feedback", "")
    return True


def _short_text(asked: Asked, own: Part) -> bool:
    question = asked.question
    assert isinstance(question, ShortText)
    add(own, "usecase", "1" if question.exact else "0")
    every = [(text, "100", "") for text in question.accept]
    every += [(text, "0", known.feedback) for known in question.known for text in known.text]
    for text, share, told in every:
        made = etree.SubElement(own, "answer", fraction=share, format="moodle_auto_format")
        add(made, "text", str(text.replace("*", "\\*")))
        text_part(made, "feedback", _html(asked, told))
    return True


def _numeric(asked: Asked, own: Part) -> bool:
    question = asked.question
    assert isinstance(question, Numeric)
    low, high = question.limits
    middle, off = (low + high) / 2, (high - low) / 2
    if question.answer is not None:
        middle, off = question.answer, question.tolerance or 0
    else:
        asked.say("'range'; it goes out as its middle and a tolerance")
    made = etree.SubElement(own, "answer", fraction="100", format="moodle_auto_format")
    add(made, "text", number(middle))
    text_part(made, "feedback", "")
    add(made, "tolerance", number(off))
    if question.unit:
        units = etree.SubElement(own, "units")
        for name, factor in question.units:
            unit = etree.SubElement(units, "unit")
            add(unit, "multiplier", number(float(f"{1 / factor:.12g}")))
            add(unit, "unit_name", name)
    add(own, "unitgradingtype", "0")
    add(own, "unitpenalty", "0.1000000")
    # 3: no unit is asked for; 0: it may be written behind the number; 2: chosen from a menu.
    add(own, "showunits", ("2" if question.other_units else "0") if question.unit else "3")
    add(own, "unitsleft", "0")
    return True


def _matching(asked: Asked, own: Part) -> bool:
    question = asked.question
    assert isinstance(question, Matching)
    add(own, "shuffleanswers", "true")
    if question.marking == "all":
        asked.say("'marking: all'; parts of the answer earn points")
    for pair in question.pairs:
        if pair.feedback:
            asked.say(f"the feedback to '{line(pair.item, 40)}'")
    every = [(inline_of(pair.item, asked.say), pair.match) for pair in question.pairs]
    every += [("", extra) for extra in question.extra]
    for item, match in every:
        made = text_part(own, "subquestion", item)
        words = _plain(asked, match)
        add(etree.SubElement(made, "answer"), "text", words)
    return True


def _plain(asked: Asked, markdown: str) -> str:
    """The words of a text where the format knows no other."""
    words = " ".join(words_of(markdown).split())
    if escaped(words) != markdown and words != markdown:
        asked.say(f"the emphasis or formulas in '{words[:40]}'")
    return words


def _ordering(asked: Asked, own: Part) -> bool:
    question = asked.question
    assert isinstance(question, Ordering)
    add(own, "layouttype", "VERTICAL")
    add(own, "selecttype", "ALL")
    add(own, "selectcount", "0")
    whole = question.marking == "all"
    add(own, "gradingtype", "ALL_OR_NOTHING" if whole else "LONGEST_ORDERED_SUBSET")
    add(own, "showgrading", "SHOW")
    add(own, "numberingstyle", "none")
    for count, item in enumerate(question.items, 1):
        html = inline_of(item, asked.say)
        text_part(own, "answer", html, fraction=f"{count}.0000000")
    return True


def _reflection(asked: Asked, own: Part) -> bool:
    asked.say("that only the doing is kept: Moodle keeps what is written")
    for tag, text in (
        ("responseformat", "editor"),
        ("responserequired", "0"),
        ("responsefieldlines", "10"),
        ("attachments", "0"),
        ("attachmentsrequired", "0"),
    ):
        add(own, tag, text)
    text_part(own, "graderinfo", "")
    text_part(own, "responsetemplate", "")
    return True


_TYPES: dict[type[Question], tuple[str, Callable[[Asked, Part], bool]]] = {
    Choice: ("multichoice", _choice),
    MultipleChoice: ("multichoice", _choice),
    TrueFalse: ("truefalse", _true_false),
    ShortText: ("shortanswer", _short_text),
    Numeric: ("numerical", _numeric),
    Matching: ("matching", _matching),
    Ordering: ("ordering", _ordering),
    Reflection: ("essay", _reflection),
    Hotspot: ("ddmarker", hotspot),
    Labelling: ("ddmarker", labelling),
}
assert Likert not in _TYPES  # Moodle wants a right answer to everything that can be chosen
