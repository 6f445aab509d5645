"""The glossary as a page: every term from A to Z, what it means, and the pages that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from markupsafe import Markup

from scorm_builder.load.syntax import text_parser
from scorm_builder.model.alphabet import Alphabet
from scorm_builder.model.base import Model
from scorm_builder.model.course import Course
from scorm_builder.model.glossary import Glossary, Term
from scorm_builder.model.page import Page, Prose
from scorm_builder.render.extras import Extra
from scorm_builder.render.phrases import GLOSSARY, phrase_text
from scorm_builder.render.place import Place
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.render.terms import definition, language_of
from scorm_builder.render.words import Words


def glossary(course: Course, words: Words, place: Place, player: PlayerFiles) -> Extra | None:
    """The page; None for a course without a glossary."""
    terms = course.glossary.terms
    if not terms:
        return None
    alphabet = Alphabet(words.language)
    groups: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda each: alphabet.order(each.term)):
        groups.setdefault(alphabet.letter(term.term), []).append(term)
    uses = _uses(course)
    sections = Markup("").join(
        Markup(
            '<section class="glossary-letter">\n<h2 id="letter_{}">{}</h2>\n<dl>\n{}</dl>\n'
            "</section>\n"
        ).format(
            letter,
            letter.capitalize(),
            Markup("").join(
                _entry(term, course.glossary.id_of(term), uses, words, place) for term in group
            ),
        )
        for letter, group in groups.items()
    )
    html = Markup("<p>{}</p>\n{}{}").format(words("glossary_lead"), _index(groups, words), sections)
    return Extra(GLOSSARY, str(words("glossary")), html)


def _index(letters: Iterable[str], words: Words) -> Markup:
    """Links to the letters that there are."""
    links = Markup("\n").join(
        Markup('<li><a href="#letter_{}">{}</a></li>').format(letter, letter.capitalize())
        for letter in letters
    )
    return Markup('<nav class="glossary-index" aria-label="{}">\n<ul>\n{}\n</ul>\n</nav>\n').format(
        words("glossary_letters"), links
    )


def _entry(
    term: Term, name: str, uses: dict[str, list[Page]], words: Words, place: Place
) -> Markup:
    also = Markup("")
    if term.also:
        line = Markup('<p class="small">{}</p>\n')
        also = line.format(words("glossary_also", words=", ".join(term.also)))
    used = Markup("")
    pages = uses.get(name)
    if pages:
        links = Markup("\n").join(
            Markup('<li><a href="page-{0}.html" data-page="{0}">{1}</a></li>').format(
                page.id, page.head.title
            )
            for page in pages
        )
        used = Markup('<p class="small">{}</p>\n<ul class="glossary-uses">\n{}\n</ul>\n').format(
            words("glossary_used"), links
        )
    return Markup('<dt id="term_{}" tabindex="-1"{}>{}</dt>\n<dd>\n{}{}{}</dd>\n').format(
        name, language_of(term), term.term, definition(term, place), also, used
    )


def _uses(course: Course) -> dict[str, list[Page]]:
    """The pages whose running text uses each term, or that mark it anywhere."""
    found: dict[str, list[Page]] = {}
    for page in course.pages:
        for term in dict.fromkeys(_terms_of(page, course.glossary)):
            found.setdefault(term, []).append(page)
    return found


def _terms_of(page: Page, terms: Glossary) -> Iterator[str]:
    for block in (page.head, *page.walk()):
        if isinstance(block, Model):
            yield from _marked(block, terms)
            continue
        for token in block.tokens if isinstance(block, Prose) else ():
            children = token.children or ()
            yield from _phrases(children, terms)
            for child in children if terms.head.auto else ():
                if child.type == "text":
                    yield from (terms.id_of(term) for _, _, term in terms.find(child.content))


def _marked(model: Model, terms: Glossary) -> Iterator[str]:
    """The terms that an author marked in the texts of a model."""
    for value in model.__dict__.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from _marked(item, terms)
            elif isinstance(item, str) and "]{" in item:
                for token in text_parser().parse(item):
                    yield from _phrases(token.children or (), terms)


def _phrases(run: Sequence[Token], terms: Glossary) -> Iterator[str]:
    for index, token in enumerate(run):
        if token.type == "phrase_open" and "term" in token.meta["attributes"]:
            term = terms.named(token.meta["attributes"]["term"] or phrase_text(run, index))
            if term:
                yield terms.id_of(term)
