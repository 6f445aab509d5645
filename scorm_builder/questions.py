"""Questions in and out: from other programs into a page, and from pages to them.

The files are opened here; what is in them is the business of :mod:`scorm_builder.interchange`.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scorm_builder.archive import write_whole, write_zip
from scorm_builder.core import installed
from scorm_builder.filetree import FileTree
from scorm_builder.interchange import gift_writer, moodle_writer, qti_zip
from scorm_builder.interchange.contents import with_pages
from scorm_builder.interchange.export import Asked, asked
from scorm_builder.interchange.formats import read_questions
from scorm_builder.interchange.item import Bank, Notes, identifier
from scorm_builder.interchange.page import Files, Made, added, new_pages
from scorm_builder.interchange.rules import EMPTY, FORMAT, PAGE, UNREADABLE
from scorm_builder.interchange.source import MAX_BYTES
from scorm_builder.load.course import COURSE_FILE, PAGES, load
from scorm_builder.load.files import Folder
from scorm_builder.model.course import Course
from scorm_builder.model.page import Page
from scorm_builder.plugin import BlockKind, Registry
from scorm_builder.problems import BuildError, Problem, Span, did_you_mean, in_order
from scorm_builder.render.player_files import PlayerFiles

OUT = ("moodle", "gift", *qti_zip.VERSIONS)
"""Formats that questions go out in, as typed behind ``--format``."""

ENDINGS = {"moodle": ".xml", "gift": ".gift"}
IMAGES = "images"


@dataclass(frozen=True, slots=True)
class ImportedQuestions:
    """What :func:`import_questions` made, or would make."""

    pages: tuple[str, ...]
    """Ids of the pages."""
    count: int
    """How many questions there are on them."""
    files: tuple[str, ...]
    """The files that were written, from the course folder."""
    text: str = field(repr=False)
    """What was written into the pages."""
    listed: bool
    """Whether the contents of the course name the pages."""
    problems: tuple[Problem, ...]
    """What could not be carried, item by item, and what the author has yet to say."""


@dataclass(frozen=True, slots=True)
class ExportedQuestions:
    """What :func:`export_questions` made."""

    path: Path
    """The file that was written."""
    count: int
    """How many questions it holds."""
    problems: tuple[Problem, ...]
    """What could not be carried."""


def import_questions(
    file: str | Path,
    *,
    course: str | Path = ".",
    page: str | None = None,
    format: str | None = None,
    dry_run: bool = False,
    registry: Registry | None = None,
) -> ImportedQuestions:
    """Take over the questions of a file of another program, with their pictures.

    They go onto a new page of the ``course``, or behind all that is on ``page`` if there is such a
    page. ``format`` is one of moodle, gift and qti where the content does not tell. With
    ``dry_run`` nothing is written. Raises :class:`~scorm_builder.problems.BuildError` when nothing
    can be read or written: then nothing was.
    """
    shown = os.fspath(file)
    root = Path(course)
    names = _names(root, page)
    notes = Notes(shown)
    bank = read_questions(_bytes(Path(file), shown), notes, format)
    if isinstance(bank, Problem):
        raise BuildError([bank])
    files = Files(Folder(root).listing(root / IMAGES))
    there = f"{page}.md" in names
    making = _Making((registry or installed()).blocks, files, notes)
    made = making.added(bank, root, page) if page and there else making.pages(bank, page, names)
    count = sum(each.count for each in made)
    if not count:
        problem = EMPTY.problem("nothing in the file can be carried over", Span(shown))
        raise BuildError([*notes.problems, problem])
    contents = None if there else _contents(root, [each.id for each in made])
    written = _plan(root, made, files, contents, append=there)
    if not dry_run:
        _write(root, written)
    return ImportedQuestions(
        tuple(each.id for each in made),
        count,
        tuple(written),
        "\n".join(each.text for each in made),
        there or contents is not None,
        in_order(notes.problems),
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """What all pages that are made of one file share."""

    kinds: Mapping[str, BlockKind]
    files: Files
    notes: Notes

    def added(self, bank: Bank, root: Path, page: str) -> tuple[Made, ...]:
        """The questions behind all that is on a page."""
        text, (kinds, files, notes) = _text(root, page), (self.kinds, self.files, self.notes)
        more = added(bank.items, page, text, kinds=kinds, files=files, notes=notes)
        if isinstance(more, str):
            raise BuildError([_refused(root, page, more)])
        return (more,)

    def pages(self, bank: Bank, page: str | None, names: Iterable[str]) -> tuple[Made, ...]:
        """The questions on pages of their own, the first called ``page``."""
        title = bank.title or Path(self.notes.file).stem
        return new_pages(
            bank.items,
            title or "Questions",
            page or identifier(title, "questions"),
            taken=[name.removesuffix(".md") for name in names],
            kinds=self.kinds,
            files=self.files,
            notes=self.notes,
        )


def _names(root: Path, page: str | None) -> frozenset[str]:
    """The names in the folder of pages; the course must be one, and the page's id possible."""
    folder = Folder(root)
    if COURSE_FILE not in folder.listing(root):
        hint = "name a course folder with '--course'; 'scorm-builder new' makes one"
        raise BuildError([PAGE.problem(f"'{root}' has no {COURSE_FILE}", Span(str(root)), hint)])
    if page is not None and identifier(page, "x") != page:
        hint = "lower-case letters, digits and hyphens, a letter first"
        raise BuildError([PAGE.problem(f"'{page}' cannot be the id of a page", Span(""), hint)])
    return folder.listing(root / PAGES)


def _refused(root: Path, page: str, why: str) -> Problem:
    message = f"the page '{page}' cannot take the questions: {why}"
    return PAGE.problem(message, Span(os.fspath(root / PAGES / f"{page}.md")))


def _text(root: Path, page: str) -> str:
    try:
        text = (root / PAGES / f"{page}.md").read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError([_refused(root, page, str(error))]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _contents(root: Path, pages: Sequence[str]) -> str | None:
    try:
        text = (root / COURSE_FILE).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return with_pages(text, pages)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device may never end
            raise BuildError([UNREADABLE.problem("it is not a file", Span(shown))])
        with path.open("rb") as file:
            data = file.read(4 * MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BuildError([UNREADABLE.problem(f"it cannot be read: {why}", Span(shown))]) from error
    if len(data) > 4 * MAX_BYTES:
        raise BuildError([UNREADABLE.problem("it has more than 256 MiB", Span(shown))])
    return data


# -- writing --------------------------------------------------------------------------------------


def _plan(
    root: Path, made: Sequence[Made], files: Files, contents: str | None, *, append: bool
) -> dict[str, bytes]:
    """What each file will hold: pictures first, then pages, the contents last."""
    plan = dict(files.made)
    for each in made:
        path = f"{PAGES}/{each.id}.md"
        if append:
            before = (root / path).read_bytes()
            end = b"\r\n" if b"\r\n" in before else b"\n"
            plan[path] = before + each.text.encode().replace(b"\n", end)
        else:
            plan[path] = each.text.encode()
    if contents is not None:
        plan[COURSE_FILE] = contents.encode()
    return plan


def _write(root: Path, plan: Mapping[str, bytes]) -> None:
    """Write every file, or none: beside its place first, then under its name."""
    before = {name: _before(root / name) for name in plan}
    staged: dict[str, Path] = {}
    done: list[str] = []
    try:
        for name, data in plan.items():
            path = _real(root / name)
            if name.startswith(f"{IMAGES}/") and path.exists():
                raise FileExistsError(17, "it is there already", os.fspath(path))
            path.parent.mkdir(exist_ok=True)
            staged[name] = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
            with staged[name].open("xb") as file:
                file.write(data)
            if before[name] is not None:
                staged[name].chmod(path.stat().st_mode & 0o7777)
        for name in plan:
            staged[name].replace(_real(root / name))
            done.append(name)
    except OSError as error:
        for name in done:
            _restore(_real(root / name), before[name])
        message = f"nothing was written: {error.strerror or error}"
        raise BuildError(
            [PAGE.problem(message, Span(error.filename or os.fspath(root)))]
        ) from error
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _before(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"it cannot be read: {error.strerror or error}"
        raise BuildError([PAGE.problem(message, Span(os.fspath(path)))]) from error
    if not os.access(_real(path), os.W_OK):
        # It could be replaced all the same, where its folder can be written.
        raise BuildError([PAGE.problem("the file is read-only", Span(os.fspath(path)))])
    return data


def _restore(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)


# -- export ---------------------------------------------------------------------------------------


def export_questions(
    course: str | Path = ".",
    *,
    format: str,
    out: str | Path | None = None,
    pages: Sequence[str] = (),
    registry: Registry | None = None,
) -> ExportedQuestions:
    """Write the questions of a course, or of some of its ``pages``, for another program.

    ``format`` is one of moodle, gift, qti21, qti22 and qti3; ``out`` the file, or the course's id
    with the format's ending. Raises :class:`~scorm_builder.problems.BuildError` when nothing can be
    written.
    """
    if format not in OUT:
        hint = did_you_mean(format, OUT) or f"known: {', '.join(OUT)}"
        raise BuildError([FORMAT.problem(f"'{format}' is not a format", Span(""), hint)])
    loaded = load(course, registry or installed())
    if loaded.course is None:
        raise BuildError(loaded.problems)
    chosen = _chosen({page.id: page for page in loaded.course.pages}, pages)
    faults = [p for p in loaded.problems if p.severity == "error" and _of(p, chosen, pages)]
    if faults:
        raise BuildError(faults)
    notes = Notes(loaded.course.file)
    every = asked(loaded.course, chosen, notes)
    path = Path(out or f"{loaded.course.id}-{format}{ENDINGS.get(format, '.zip')}")
    made, count = _exported(loaded.course, every, format)
    if not count:
        problem = EMPTY.problem(f"no question can go out as '{format}'", Span(loaded.course.file))
        raise BuildError([*notes.problems, problem])
    try:
        if isinstance(made, bytes):
            write_whole(path, made)
        else:
            write_zip(made, path)
    except OSError as error:
        message = f"it cannot be written: {error.strerror or error}"
        raise BuildError([PAGE.problem(message, Span(os.fspath(path)))]) from error
    return ExportedQuestions(path, count, in_order(notes.problems))


def _exported(course: Course, every: Sequence[Asked], format: str) -> tuple[FileTree | bytes, int]:
    """What is to be written, and how many questions it holds."""
    if format == "moodle":
        return moodle_writer.write(every)
    if format == "gift":
        return gift_writer.write(every)
    return qti_zip.write(every, format, _agreement(course.head.language))


def _chosen(known: Mapping[str, Page], pages: Sequence[str]) -> tuple[Page, ...]:
    for name in pages:
        if name not in known:
            hint = did_you_mean(name, known)
            raise BuildError([PAGE.problem(f"the course has no page '{name}'", Span(""), hint)])
    return tuple(page for page in known.values() if not pages or page.id in pages)


def _of(problem: Problem, chosen: Sequence[Page], pages: Sequence[str]) -> bool:
    """Whether a fault concerns what is to go out: all of the course, or the pages that were named.

    A question with a fault is not among those of its page, and would be missing in silence.
    """
    return not pages or problem.span.file in {page.file for page in chosen}


def _agreement(language: str) -> tuple[str, ...]:
    """The words of a scale of agreement."""
    words = PlayerFiles.of().strings(language)["page"].get("likert", ())
    return tuple(map(str, words))
