"""Pieces of a QTI item in the words of 2.x: declarations, response processing, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree
from markupsafe import escape

from scorm_builder.interchange.export import Asked
from scorm_builder.interchange.fences import number
from scorm_builder.interchange.item import CREDIT_CLASS, identifier
from scorm_builder.interchange.markdown_html import html_of, inline_of
from scorm_builder.load.words import words_of
from scorm_builder.model.picture import Picture

Part = etree._Element

EXPLAIN = "EXPLAIN"
"""Identifier of the feedback that everyone sees: the explanation."""

RESPONSE = "RESPONSE"


@dataclass(slots=True)
class Draft:
    """An item while it is written."""

    asked: Asked
    body: Part = field(default_factory=lambda: etree.Element("itemBody"))
    declared: Part = field(default_factory=lambda: etree.Element("responseDeclaration"))
    scoring: list[Part] = field(default_factory=list)
    feedback: dict[str, str] = field(default_factory=dict)
    """What is said to a choice, by its identifier."""
    files: dict[str, Picture] = field(default_factory=dict)
    """The pictures of the item, by their names in the package."""

    def html(self, parent: Part, markdown: str, *, inline: bool = False) -> Part:
        """Put a text into an element."""
        make = inline_of if inline else html_of
        made = fragment(make(markdown, self.asked.say, mathml=True))
        parent.text = (parent.text or "") + (made.text or "")
        parent.extend(list(made))
        return parent

    def picture(self, path: str) -> tuple[str, Picture] | None:
        """The address of a picture from the item, and the picture."""
        found = self.asked.picture(path)
        if found is None:
            return None
        stem = identifier(path.rpartition("/")[2].rpartition(".")[0], "picture")
        name, count = f"images/{stem}{found.extension}", 2
        while name in self.files and self.files[name] is not found:
            name, count = f"images/{stem}-{count}{found.extension}", count + 1
        self.files[name] = found
        return f"../{name}", found


def add(
    parent: Part, tag: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> Part:
    """Put an element into another."""
    made = etree.SubElement(parent, tag, dict(attributes or {}))
    made.text = text or None
    return made


def fragment(xhtml: str) -> Part:
    """A piece of XHTML as a tree; MathML keeps its namespace."""
    return etree.fromstring(f"<div>{xhtml}</div>")


# -- declarations ---------------------------------------------------------------------------------


def declare(draft: Draft, base: str, cardinality: str, correct: Sequence[str]) -> None:
    """Say what an answer is, and which is right."""
    made = draft.declared
    made.set("identifier", RESPONSE)
    made.set("cardinality", cardinality)
    if base:
        made.set("baseType", base)
    if correct:
        right = add(made, "correctResponse")
        for value in correct:
            add(right, "value", text=value)


def mapped(
    draft: Draft, entries: Sequence[tuple[str, float]], *, exact: bool | None = None
) -> None:
    """Give parts of the answer parts of the points: never less than 0, never more than 1."""
    mapping = add(
        draft.declared, "mapping", {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"}
    )
    for key, value in entries:
        made = add(mapping, "mapEntry", {"mapKey": key, "mappedValue": share(value)})
        if exact is not None:
            made.set("caseSensitive", "true" if exact else "false")
    scored = etree.Element("setOutcomeValue", identifier="SCORE")
    add(scored, "mapResponse", {"identifier": RESPONSE})
    draft.scoring.append(scored)


def share(value: float) -> str:
    """A share of the points."""
    return number(float(f"{value:.6g}"))


def scored_if(draft: Draft, condition: Part) -> None:
    """Give the point when a condition holds."""
    made = etree.Element("responseCondition")
    inside = add(made, "responseIf")
    inside.append(condition)
    outcome = add(inside, "setOutcomeValue", {"identifier": "SCORE"})
    add(outcome, "baseValue", {"baseType": "float"}, "1")
    draft.scoring.append(made)


def scored_as_declared(draft: Draft) -> None:
    """Give the point for the right answer."""
    made = etree.Element("match")
    add(made, "variable", {"identifier": RESPONSE})
    add(made, "correct", {"identifier": RESPONSE})
    scored_if(draft, made)


# -- texts ----------------------------------------------------------------------------------------


def figures(draft: Draft) -> None:
    """Put the pictures that stand before a question into its body."""
    for figure in draft.asked.figures:
        found = draft.picture(figure.image)
        if found is None:
            continue
        address, picture = found
        size = {"width": str(picture.width), "height": str(picture.height)}
        attributes = {"src": address, "alt": figure.alt, **size}
        add(add(draft.body, "p"), "img", attributes)
        credit(draft, figure.credit, figure.licence, words_of(figure.caption))


def credit(draft: Draft, whose: str, licence: str, caption: str = "") -> None:
    """Say whose a picture is; ``item.CREDIT_CLASS`` is how we know it again."""
    first = f'<span class="caption">{escape(caption)}</span> ' if caption else ""
    made = fragment(
        f'<p class="{CREDIT_CLASS}">{first}<span class="credit">{escape(whose)}</span> '
        f'(<span class="licence">{escape(licence)}</span>)</p>'
    )
    draft.body.extend(list(made))


def feedback(draft: Draft, item: Part, processing: Part) -> None:
    """Show the explanation to everyone, and to each choice what is said to it."""
    explain = draft.asked.question.explain
    told = {EXPLAIN: explain, **draft.feedback} if explain else dict(draft.feedback)
    if not told:
        return
    outcome = add(processing, "setOutcomeValue", {"identifier": "FEEDBACK"})
    several = add(outcome, "multiple")
    if explain:
        add(several, "baseValue", {"baseType": "identifier"}, EXPLAIN)
    if draft.feedback:
        add(several, "variable", {"identifier": RESPONSE})
    for name, text in told.items():
        said = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
        draft.html(add(item, "modalFeedback", said), text or "")
