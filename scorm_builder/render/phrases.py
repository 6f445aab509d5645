"""What is marked within a text: citations, notes, phrases in another language, terms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from markdown_it.token import Token
from markupsafe import escape

from scorm_builder.model.glossary import Term
from scorm_builder.model.language import is_language_tag
from scorm_builder.render.place import Place

GLOSSARY = "_glossary"
"""Name of the page that has all terms."""

DIRECTIONS = ("ltr", "rtl", "auto")


def citation(cited: Sequence[str], place: Place) -> str:
    """``[@a; @b]``: superscript numbers that lead to the references."""
    links = []
    for reference in cited:
        number = place.references.get(reference)
        if number is None:  # a check reports it
            return str(escape(f"[{'; '.join(f'@{each}' for each in cited)}]"))
        own = ""
        if not place.bare:
            back = place.cited.setdefault(reference, [])
            back.append(f"cite_{reference}_{len(back) + 1}")
            own = f' id="{back[-1]}"'
        words = _heard(place.reference_label, number)
        links.append(f'<a href="#ref_{reference}"{own} role="doc-biblioref">{words}</a>')
    opening, between, closing = (f'<span aria-hidden="true">{c}</span>' for c in ("[", ", ", "]"))
    return f'<sup class="cite">{opening}{between.join(links)}{closing}</sup>'


def note(label: str, place: Place) -> str:
    """``[^1]``: a superscript number that leads to the note."""
    if label not in place.notes:  # a check reports it
        return str(escape(f"[^{label}]"))
    number = place.numbers.setdefault(label, len(place.numbers) + 1)
    back = place.noted.setdefault(label, [])
    own = ""
    if not place.bare:
        back.append(f"note_{number}_{len(back) + 1}")
        own = f' id="{back[-1]}"'
    words = _heard(place.note_label, number)
    return f'<sup class="note"><a href="#note_{number}"{own} role="doc-noteref">{words}</a></sup>'


def _heard(label: str, number: int) -> str:
    """A number as it is seen, and whole words as they are heard."""
    words = escape(label.replace("{n}", str(number)))
    seen = f'<span aria-hidden="true">{number}</span>'
    return f'<span class="visually-hidden">{words}</span>{seen}'


def phrase(run: Sequence[Token], at: int, place: Place, *, apart: bool) -> str:
    """The opening tag of ``[words]{…}``; ``apart`` says that no term is marked here."""
    written = run[at].meta["attributes"]
    kept = {}
    if is_language_tag(written.get("lang", "")):
        kept["lang"] = written["lang"]
    if written.get("dir") in DIRECTIONS:
        kept["dir"] = written["dir"]
    if "term" in written and not apart and not place.bare:
        found = place.glossary.named(written["term"] or phrase_text(run, at))
        if found is not None:
            place.marked.add(place.glossary.id_of(found))
            return _term(found, place, kept)
    return f"<span{_attributes(kept)}>"


def phrase_text(run: Sequence[Token], at: int) -> str:
    """The plain words of a phrase that opens there."""
    words = []
    for token in islice(run, at + 1, None):
        if token.type == "phrase_close":
            break
        words.append(token.content)
    return "".join(words)


def with_terms(text: str, place: Place) -> str:
    """Text with each term marked that this section has not marked yet."""
    pieces, end = [], 0
    if not place.bare:
        for start, stop, term in place.glossary.find(text):
            name = place.glossary.id_of(term)
            if name not in place.marked:
                place.marked.add(name)
                pieces += [str(escape(text[end:start])), _term(term, place, {})]
                pieces += [str(escape(text[start:stop])), "</a>"]
                end = stop
    return "".join((*pieces, str(escape(text[end:]))))


def _term(term: Term, place: Place, attributes: dict[str, str]) -> str:
    """The opening tag of a term: a link to the glossary, of which the player makes a button."""
    name = place.glossary.id_of(term)
    place.explained[name] = term
    language = {"lang": term.lang} if term.lang else {}
    href = f"page-{GLOSSARY}.html#term_{name}"
    own = {"class": "term", "href": href, "data-term": name}
    return f"<a{_attributes({**own, **language, **attributes})}>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
