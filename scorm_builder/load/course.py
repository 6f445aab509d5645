"""A course folder → a Course and everything that is wrong with its files.

The only step that reads sources. What it returns is complete but not yet judged: whether ids are
unique and shapes lie inside their pictures is for ``check``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scorm_builder.load.faults import STAND_IN, read_model
from scorm_builder.load.files import FILE_CASE, FILE_MISSING, Folder, read_text
from scorm_builder.load.glossary import glossary_file, read_glossary
from scorm_builder.load.image import PictureError, load_picture
from scorm_builder.load.markdown import read_blocks
from scorm_builder.load.masks import page_with_masks
from scorm_builder.load.media import load_attachment
from scorm_builder.load.patterns import with_files
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.load.theme import check_theme
from scorm_builder.load.translation import (
    COURSE_WORDS_MISSING,
    LANGUAGE_UNLISTED,
    check_words,
    split_name,
    translated,
    words_file,
)
from scorm_builder.model.course import Course, CourseFile
from scorm_builder.model.glossary import Glossary
from scorm_builder.model.media import Attachment
from scorm_builder.model.page import FrontMatter, Page
from scorm_builder.model.picture import Picture
from scorm_builder.model.translation import CourseWords
from scorm_builder.plugin import BlockKind, Registry
from scorm_builder.problems import Problem, Rule, Severity, Span, did_you_mean

COURSE_FILE = "course.yaml"
PAGES = "pages"

_PAGE_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
_ID_IN_WORDS = "lower-case letters, digits and hyphens, a letter first"

COURSE_MISSING = Rule(
    "course-missing",
    "A folder without course.yaml",
    "A course is a folder with a file course.yaml in it and its pages in the folder pages.",
)
FRONT_MATTER_MISSING = Rule(
    "front-matter-missing",
    "A page without front matter",
    "A page begins with a line '---', its id and title and so on as YAML, and another line '---'.",
)
PAGE_MISSING = Rule(
    "page-missing",
    "A page that is listed and not there",
    "Each name under 'pages' in course.yaml is the name of a file in the folder pages, without "
    "'.md'.",
)
PAGE_UNLISTED = Rule(
    "page-unlisted",
    "A page that is not listed",
    "A page that no section lists would be left out of the course in silence. A page that is not "
    "ready gets a name that begins with '_'.",
)
PAGE_ID = Rule(
    "page-id",
    "A page whose id is not its file's name",
    "Learners' bookmarks and answers are kept under the page's id, and translations lie beside the "
    "page under the same name; one name for both keeps them together.",
)
PICTURE_CLEANED = Rule(
    "picture-cleaned",
    "Something was taken out of a picture",
    "Cameras and programs write into a picture where, when and with what it was made. None of it "
    "goes into the package. The file in the course folder still has it.",
    Severity.NOTE,
)
RULES = (
    COURSE_MISSING,
    FRONT_MATTER_MISSING,
    PAGE_MISSING,
    PAGE_UNLISTED,
    PAGE_ID,
    PICTURE_CLEANED,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A course as far as it could be read (None when course.yaml itself could not), and faults."""

    course: Course | None
    problems: tuple[Problem, ...]


def load(source: str | Path, registry: Registry) -> Loaded:
    """Read the course folder ``source``."""
    return _Loader(Path(source), registry.blocks).load()


class _Loader:
    def __init__(self, root: Path, kinds: Mapping[str, BlockKind]) -> None:
        self.root = root
        self.kinds = kinds
        self.folder = Folder(root)
        self.problems: list[Problem] = []
        self.pictures: dict[str, Picture | None] = {}
        self.attachments: dict[str, Attachment] = {}
        self.asked: set[str] = set()

    def load(self) -> Loaded:
        head = self._course_file()
        if head is None:
            return Loaded(None, tuple(self.problems))
        if head.theme != STAND_IN:
            self.problems += check_theme(self.folder, head.theme, head.span("theme"))
        pages = self._pages(head)
        pages = tuple(map(self._pictures, pages))
        for path, where in head.images():
            self._picture(path, head.span(*where))
        pictures = {path: picture for path, picture in self.pictures.items() if picture}
        course = Course(head, pages, self.root, self._shown(self.root / COURSE_FILE), pictures)
        glossary = self._glossary() or course.glossary
        # The translations below may add to the attachments: the mapping is the same for all.
        course = replace(course, glossary=glossary, attachments=self.attachments)
        course = replace(course, translations=tuple(self._translations(course)))
        return Loaded(course, tuple(self.problems))

    def _course_file(self) -> CourseFile | None:
        path = self.root / COURSE_FILE
        shown = self._shown(path)
        names = self.folder.listing(self.root)
        if COURSE_FILE not in names:
            if os.path.isfile(self.root):  # noqa: PTH113 - a path of any form
                what, shown = f"'{self.root}' is a file", self._shown(self.root)
                hint = "give the folder of a course"
                if self.root.name == COURSE_FILE:
                    hint = f"give its folder: '{self.root.parent}'"
            elif not os.path.isdir(self.root):  # noqa: PTH112
                hint, what = "give the folder of a course", f"there is no folder '{self.root}'"
            elif self.folder.fault(self.root):
                what = f"'{self.root}' cannot be read: {self.folder.fault(self.root)}"
                hint = "check that you may read the folder"
            else:
                hint = did_you_mean(COURSE_FILE, names) or "'scorm-builder new' makes a course"
                what = f"'{self.root}' has no {COURSE_FILE}"
            self.problems.append(COURSE_MISSING.problem(what, Span(shown), hint))
            return None
        text = self._text(path)
        if text is None:
            return None
        document = read_yaml(text, Source(shown, text))
        self.problems += document.problems
        if document.value is None and document.problems:
            return None
        value = {} if document.value is None else document.value
        listable = sorted(name for name in self._page_names() if _PAGE_ID.fullmatch(name))
        section = {"title": STAND_IN, "pages": listable or ["page"]}
        stand_ins = {"format": 1, "id": "course", "sections": [section]}
        head, faults = read_model(CourseFile, value, document.spans, "a course", stand_ins)
        self.problems += faults
        return head

    def _translations(self, course: Course) -> Iterator[Course]:
        """The course in its other languages."""
        head, names = course.head, self._page_names()
        for name in sorted(self.folder.listing(self.root)):
            found = re.fullmatch(r"(?:course|glossary)\.(.+)\.yaml", name)
            if found and found[1] not in head.languages[1:]:
                message = f"'languages' in {COURSE_FILE} does not list '{found[1]}'"
                span = Span(self._shown(self.root / name), 1, 1)
                self.problems.append(LANGUAGE_UNLISTED.problem(message, span))
        for index, language in enumerate(head.languages[1:], start=1):
            pages: dict[str, Page] = {}
            for page in course.pages:
                if f"{page.id}.{language}" in names:
                    path = self.root / PAGES / f"{page.id}.{language}.md"
                    made = self._page(path, page.id)
                    if made:
                        made = self._pictures(made)
                    pages[page.id] = made or page
            words = self._words(head, language, head.span("languages", index))
            if words:
                span = head.span("languages", index)
                self.problems += check_words(head, words, language, pages, span)
                made_of = replace(course, glossary=self._glossary(language) or course.glossary)
                yield translated(made_of, words, language, pages)

    def _words(self, head: CourseFile, language: str, span: Span) -> CourseWords | None:
        """What ``course.<language>.yaml`` says."""
        name = words_file(language)
        if name not in self.folder.listing(self.root):
            message = f"'{language}' has no {name}"
            hint = f"write title, description and sections into {name}"
            self.problems.append(COURSE_WORDS_MISSING.problem(message, span, hint))
            return None
        text = self._text(self.root / name)
        if text is None:
            return None
        document = read_yaml(text, Source(self._shown(self.root / name), text))
        self.problems += document.problems
        if document.value is None and document.problems:
            return None
        value = {} if document.value is None else document.value
        stand_ins = {"sections": [{"title": STAND_IN} for _ in head.sections]}
        what = "the words of a course"
        words, faults = read_model(CourseWords, value, document.spans, what, stand_ins)
        self.problems += faults
        return words

    def _page_names(self) -> frozenset[str]:
        names = self.folder.listing(self.root / PAGES)
        pages = (name for name in names if not name.startswith(("_", ".")))
        return frozenset(name[:-3] for name in pages if name.endswith(".md"))

    def _pages(self, head: CourseFile) -> tuple[Page, ...]:
        folder = self.root / PAGES
        there = self._page_names()
        listed: dict[str, Span] = {}
        for number, section in enumerate(head.sections):
            for index, page in enumerate(section.pages):
                listed.setdefault(page, head.span("sections", number, "pages", index))
        pages = []
        for name, span in listed.items():
            if name in there:
                page_ = self._page(folder / f"{name}.md", name)
                pages += [page_] if page_ else []
            else:
                found = self.folder.find(f"{PAGES}/{name}.md", span)
                hint = did_you_mean(name, there)
                if isinstance(found, Problem) and found.rule == FILE_CASE.name:
                    hint = found.hint
                message = f"there is no page '{name}' ({PAGES}/{name}.md)"
                if self.folder.fault(folder):
                    message = f"the folder '{PAGES}' cannot be read: {self.folder.fault(folder)}"
                self.problems.append(PAGE_MISSING.problem(message, span, hint))
        known = {f"{page}.{language}" for page in listed for language in head.languages[1:]}
        for name in sorted(there - set(listed) - known):
            self._unlisted(folder / f"{name}.md", name)
        for name in sorted(self.folder.listing(folder)):
            if name.lower().endswith(".md") and not name.endswith(".md"):
                span = Span(self._shown(folder / name), 1, 1)
                message = f"'{name}' is not taken for a page: its name does not end in '.md'"
                hint = f"rename the file to '{name[:-3]}.md'"
                self.problems.append(PAGE_UNLISTED.problem(message, span, hint))
        return tuple(pages)

    def _unlisted(self, path: Path, name: str) -> None:
        """A page that no section lists, with its own faults, while the author is here."""
        before = len(self.problems)
        page = self._page(path, split_name(name)[0])
        if page:
            self._pictures(page)
        if not path.is_file():
            return  # a folder or the like, as has been said
        message = f"no section of {COURSE_FILE} lists this page"
        page_id, language = split_name(name)
        if language and _PAGE_ID.fullmatch(page_id):
            message = f"no section or no 'languages' of {COURSE_FILE} asks for this page"
            hint = f"list the page '{page_id}', and '{language}' behind the original's language"
        elif _PAGE_ID.fullmatch(name):
            hint = f"add '{name}' to the pages of a section, or name the file '_{name}.md'"
        else:
            hint = f"name the file '_{name}.md', or after an id: {_ID_IN_WORDS}"
        span = Span(self._shown(path), 1, 1)
        self.problems.insert(before, PAGE_UNLISTED.problem(message, span, hint))

    def _page(self, path: Path, name: str) -> Page | None:
        text = self._text(path)
        if text is None:
            return None
        shown = self._shown(path)
        source = Source(shown, text)
        lines = text.split("\n")
        end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), 0)
        if lines[0].rstrip() != "---" or not end:
            message = "the page does not begin with front matter between two '---' lines"
            self.problems.append(FRONT_MATTER_MISSING.problem(message, source.span()))
            return None
        document = read_yaml("\n".join(lines[1:end]), source.within(1))
        self.problems += document.problems
        head: FrontMatter | None = None
        stand_ins = {"id": name, "title": name}
        if document.value is None and document.problems:
            # Not YAML at all: the body is still looked at, under the file's name.
            head = FrontMatter(id=name, title=name)
        else:
            value = {} if document.value is None else document.value
            head, faults = read_model(FrontMatter, value, document.spans, "a page", stand_ins)
            self.problems += faults
        body = "\n".join(lines[end + 1 :])
        blocks, problems = read_blocks(body, source.within(end + 1), self.kinds)
        blocks, faults = with_files(blocks, self.folder)
        self.problems += [*problems, *faults]
        if head is None:
            return None
        if head.id != name:
            message = f"the page's id is '{head.id}' and its file is '{path.name}'"
            hint = f"rename the file to '{head.id}{path.name.removeprefix(name)}'"
            if _PAGE_ID.fullmatch(name):
                hint = f"write 'id: {name}', or {hint}"
            self.problems.append(PAGE_ID.problem(message, head.span("id"), hint))
            # Under its file's name it is judged further: the other may be that of another page.
            head = head.model_copy(update={"id": name})
        return Page(head, blocks, shown)

    def _glossary(self, language: str = "") -> Glossary | None:
        """The terms, if there is a file of them."""
        name = glossary_file(language)
        text = self._text(self.root / name) if name in self.folder.listing(self.root) else None
        if text is None:
            return None
        glossary, faults = read_glossary(text, self._shown(self.root / name))
        self.problems += faults
        return glossary

    def _attachment(self, path: str, span: Span) -> None:
        if path in self.asked or path == STAND_IN:
            return
        self.asked.add(path)
        found = self.folder.find(path, span)
        made = found if isinstance(found, Problem) else load_attachment(found, path, span)
        if isinstance(made, Attachment):
            self.attachments[path] = made
            self.problems += made.notices
        else:
            self.problems.append(made)

    def _pictures(self, page: Page) -> Page:
        """Load what the page shows and plays, and trace its masks."""
        for block in page.models:
            for path, where in block.attachments():
                self._attachment(path, block.span(*where))
            for path, where in block.images():
                self._picture(path, block.span(*where))
        page, problems = page_with_masks(page, self.folder, self._size)
        self.problems += problems
        return page

    def _size(self, path: str) -> tuple[int, int] | None:
        picture = self.pictures.get(path)
        return (picture.width, picture.height) if picture else None

    def _picture(self, path: str, span: Span) -> None:
        if path in self.pictures or path == STAND_IN:
            return
        self.pictures[path] = None
        found = self.folder.find(path, span)
        if isinstance(found, Problem):
            self.problems.append(found)
            return
        try:
            picture = load_picture(found)
        except PictureError as error:
            message = f"'{path}': {error.message}"
            self.problems.append(error.rule.problem(message, span, error.hint))
            return
        except OSError as error:
            message = f"'{path}' cannot be read: {error.strerror}"
            self.problems.append(FILE_MISSING.problem(message, span))
            return
        self.pictures[path] = picture
        if picture.removed:
            message = f"taken out of '{path}': {', '.join(picture.removed)}"
            self.problems.append(PICTURE_CLEANED.problem(message, span))

    def _text(self, path: Path) -> str | None:
        found = self.folder.find(path.relative_to(self.root).as_posix(), Span(self._shown(path)))
        text = found if isinstance(found, Problem) else read_text(path, self._shown(path))
        if isinstance(text, Problem):
            self.problems.append(text)
            return None
        return text

    @staticmethod
    def _shown(path: Path) -> str:
        return os.fspath(path)
