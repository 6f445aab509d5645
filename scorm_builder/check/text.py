"""What is marked in the text: formulas, citations, notes, languages, terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from markdown_it.token import Token

from scorm_builder.check.written import Written, own_pages, written
from scorm_builder.load.markdown import LANGUAGE_TAG, PICTURE_IN_TEXT
from scorm_builder.load.maths import FormulaError, formula
from scorm_builder.model.base import Where
from scorm_builder.model.course import Course
from scorm_builder.model.glossary import spelling_key
from scorm_builder.model.language import is_language_tag
from scorm_builder.model.page import Page, Prose
from scorm_builder.model.question import Question
from scorm_builder.problems import Problem, Rule, Severity, Span, did_you_mean

FORMULA_UNREADABLE = Rule(
    "formula-unreadable",
    "A formula that cannot be read",
    "Between dollar signs stands LaTeX, of which the page makes MathML. A dollar sign that is "
    "meant as one is written '\\$' where two of them could be taken for the ends of a formula.",
)
FORMULAS_MANY = Rule(
    "formulas-many",
    "A page of more than 1,000 formulas",
    "Nobody reads so many on one page, and each takes a moment to build.",
)
REFERENCE_UNKNOWN = Rule(
    "reference-unknown",
    "A citation of a reference that is not there",
    "[@id] names a reference by its id from 'references' in the page's front matter.",
)
REFERENCE_UNCITED = Rule(
    "reference-uncited",
    "A reference that the text does not cite",
    "Other references of the page are cited where the text rests on them, this one is not. It may "
    "be further reading; or a citation was forgotten.",
    Severity.NOTE,
)
NOTE_MISSING = Rule(
    "note-missing",
    "The mark of a note that is not there",
    "[^1] marks a place, and a paragraph that begins '[^1]:' says the note, anywhere on the page.",
)
NOTE_TWICE = Rule(
    "note-twice",
    "Two notes with one mark",
    "Only the first would be shown.",
)
NOTE_UNUSED = Rule(
    "note-unused",
    "A note that the text does not refer to",
    "It is not shown: notes stand at the end of a page in the order of their marks in the text.",
    Severity.WARNING,
)
PHRASE_MARK = Rule(
    "phrase-mark",
    "Words marked in a way that is not known",
    "In braces behind [words] stand 'lang=de' for the language, 'dir=rtl' for the direction of "
    "writing, or 'term' for a term of the glossary.",
)
TERM_UNKNOWN = Rule(
    "term-unknown",
    "A word marked as a term that the glossary does not have",
    "[word]{term} asks for the word, in one of its spellings, in glossary.yaml; "
    "[other words]{term=word} names the term.",
)
TERM_TWICE = Rule(
    "term-twice",
    "Two terms with one spelling",
    "A word leads to one definition. Join the two, or leave the spelling out of one of them.",
)
RULES = (
    FORMULA_UNREADABLE,
    FORMULAS_MANY,
    REFERENCE_UNKNOWN,
    REFERENCE_UNCITED,
    NOTE_MISSING,
    NOTE_TWICE,
    NOTE_UNUSED,
    PHRASE_MARK,
    TERM_UNKNOWN,
    TERM_TWICE,
)


MAX_FORMULAS = 1_000
"""On a page."""

MAX_HINTS = 20
"""Words that a near one is looked for; nobody who marks more wrongly reads them one by one."""


def check_text(course: Course) -> Iterator[Problem]:
    """Every mark in every text; then what nothing refers to."""
    marks = _Marks(course)
    for text in written(course):
        yield from _pictures(text)
        for index, mark in enumerate(text.marks):
            yield from marks.check(text, index, mark)
    for page in own_pages(course):
        yield from marks.left_over(page)
    yield from _twice(course)


def _pictures(text: Written) -> Iterator[Problem]:
    """Pictures in texts of YAML, which would not be shown; the loader has looked at the prose."""
    if text.owner is None or not any(mark.type == "image" for mark in text.marks):
        return
    hint = "use a ```figure block on a page"
    if isinstance(text.owner, Question):
        hint = "put a ```figure before the question"
    yield PICTURE_IN_TEXT.problem("a picture stands in the text", text.place(0), hint)


class _Marks:
    """What is marked in the texts of a course, one after the other."""

    def __init__(self, course: Course) -> None:
        self.glossary = course.glossary
        self.spellings = [each for term in course.glossary.terms for each in term.spellings]
        self.notes = {page.id: _notes(page) for page in course.pages}
        self.cited: dict[str, set[str]] = {page.id: set() for page in course.pages}
        self.noted: dict[str, set[str]] = {page.id: set() for page in course.pages}
        self.formulas: Counter[str] = Counter()
        self.hints = 0

    def check(self, text: Written, index: int, mark: Token) -> Iterator[Problem]:
        match mark.type:
            case "formula" | "formula_block":
                yield from self._formula(text, mark)
            case "citation":
                yield from self._citation(text, mark)
            case "note":
                yield from self._note(text, mark)
            case "phrase_open":
                yield from self._phrase(text, index, mark)

    def _formula(self, text: Written, mark: Token) -> Iterator[Problem]:
        where = text.page.id if text.page else ""
        self.formulas[where] += 1
        if self.formulas[where] > MAX_FORMULAS:
            if self.formulas[where] == MAX_FORMULAS + 1:
                message = f"the page has more than {MAX_FORMULAS:,} formulas"
                yield FORMULAS_MANY.problem(message, text.place(0), "split it into several pages")
            return
        try:
            formula(mark.content, block=mark.meta["block"])
        except FormulaError as error:
            span = text.place(mark.meta["at"] + error.at)
            yield FORMULA_UNREADABLE.problem(error.message, span, error.hint)

    def _citation(self, text: Written, mark: Token) -> Iterator[Problem]:
        known = {reference.id for reference in text.page.head.references} if text.page else set()
        for reference, at in mark.meta["cited"]:
            if text.page:
                self.cited[text.page.id].add(reference)
            if reference not in known:
                message = f"no reference of this page is called '{reference}'"
                hint = self._near(reference, known)
                if not text.page:
                    message, hint = "a reference is cited outside of a page", "leave it out"
                yield REFERENCE_UNKNOWN.problem(message, text.place(at), hint)

    def _note(self, text: Written, mark: Token) -> Iterator[Problem]:
        label, page = mark.meta["label"], text.page.id if text.page else ""
        self.noted.setdefault(page, set()).add(label)
        known = self.notes.get(page, {})
        if label not in known:
            hint = self._near(label, known) or f"say it in a paragraph of its own: '[^{label}]: …'"
            message = f"there is no note '{label}' on this page"
            yield NOTE_MISSING.problem(message, text.place(mark.meta["at"]), hint)

    def _phrase(self, text: Written, index: int, mark: Token) -> Iterator[Problem]:
        span = text.place(mark.meta["at"])
        for name, value in mark.meta["attributes"].items():
            if name == "lang":
                if not is_language_tag(value):
                    message = f"'{value}' is not the tag of a language"
                    yield LANGUAGE_TAG.problem(message, span, "for example lang=de")
            elif name == "dir":
                if value not in ("ltr", "rtl", "auto"):
                    message = f"'{value}' is not a direction"
                    yield PHRASE_MARK.problem(message, span, "write dir=ltr, dir=rtl or dir=auto")
            elif name == "term":
                word = value or _words(text, index)
                if self.glossary.named(word) is None:
                    hint = self._near(word, self.spellings) or "add it to glossary.yaml"
                    yield TERM_UNKNOWN.problem(f"'{word}' is not in the glossary", span, hint)
            else:
                hint = self._near(name, ("lang", "dir", "term")) or "known: lang, dir, term"
                yield PHRASE_MARK.problem(f"'{name}' says nothing about words", span, hint)

    def _near(self, word: str, known: Iterable[str]) -> str:
        self.hints += 1
        return did_you_mean(word, known) if self.hints <= MAX_HINTS else ""

    def left_over(self, page: Page) -> Iterator[Problem]:
        """Notes and references that nothing on the page refers to."""
        notes, cited = self.notes[page.id], self.cited[page.id]
        for label, span in _every_note(page):
            if span != notes[label]:
                message = f"there is a note '{label}' on line {notes[label].line} already"
                yield NOTE_TWICE.problem(message, span, "give one of the two another mark")
            elif label not in self.noted[page.id]:
                message = f"no '[^{label}]' refers to this note"
                yield NOTE_UNUSED.problem(message, span, "mark its place in the text, or remove it")
        if not cited:
            return  # a page that only lists what it rests on
        for number, reference in enumerate(page.head.references):
            if reference.id not in cited:
                message = f"the text does not cite '{reference.id}'"
                span = page.head.span("references", number, "id")
                yield REFERENCE_UNCITED.problem(message, span, f"write [@{reference.id}]")


def _words(text: Written, index: int) -> str:
    words = []
    for token in islice(text.marks, index + 1, None):
        if token.type == "phrase_close":
            break
        words.append(token.content)
    return "".join(words)


def _notes(page: Page) -> dict[str, Span]:
    """Where each note of a page is written, the first of two alike."""
    return dict(reversed(list(_every_note(page))))


def _every_note(page: Page) -> Iterator[tuple[str, Span]]:
    for block in page.walk():
        if isinstance(block, Prose):
            first = min((token.map[0] for token in block.tokens if token.map), default=0)
            for token in block.tokens:
                if token.type == "footnote_reference_open":
                    line = token.map[0] - first if token.map else 0
                    yield token.meta["label"], block.place(line, 0)


def _twice(course: Course) -> Iterator[Problem]:
    """Spellings that two terms share."""
    first: dict[str, int] = {}
    terms = course.glossary.terms
    for number, term in enumerate(terms):
        places: list[Where] = [("term",), *(("also", index) for index in range(len(term.also)))]
        for spelling, where in zip(term.spellings, places, strict=True):
            owner = first.setdefault(spelling_key(spelling), number)
            if owner != number:
                message = f"'{spelling}' leads to '{terms[owner].term}' already"
                yield TERM_TWICE.problem(message, term.span(*where))
