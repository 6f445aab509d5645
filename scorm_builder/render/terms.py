"""Terms of the glossary on a page: their definitions go with it, so that none is fetched."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from scorm_builder.model.glossary import Glossary, Term
from scorm_builder.render import markdown
from scorm_builder.render.phrases import GLOSSARY
from scorm_builder.render.place import Place
from scorm_builder.render.words import Words


def definitions(place: Place, words: Words) -> Markup:
    """What each term that the page marks means: a template that the player opens beside it."""
    return Markup("").join(
        Markup(
            '<template data-definition="{id}">\n'
            '<p class="term-name"{lang}>{name}</p>\n{text}'
            '<p class="term-all"><a href="page-{page}.html#term_{id}" data-page="{page}"'
            ' data-goto="term_{id}">{all}</a></p>\n</template>\n'
        ).format(
            id=name,
            lang=language_of(term),
            name=term.term,
            text=definition(term, place),
            page=GLOSSARY,
            all=words("glossary_all"),
        )
        for name, term in place.explained.items()
    )


def definition(term: Term, place: Place) -> Markup:
    """What a term means, without terms and ids of its own: it stands on many pages."""
    alone = replace(place, bare=True, glossary=Glossary(), references={}, notes={})
    return markdown.block(term.definition, alone)


def language_of(term: Term) -> Markup:
    """The attribute that says in what language the term is; nothing when it is the course's."""
    return Markup(' lang="{}"').format(term.lang) if term.lang else Markup("")
