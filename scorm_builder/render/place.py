"""What a text stands in while it is written: the page's links, numbers and ids so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from markdown_it.token import Token

from scorm_builder.model.glossary import Glossary, Term


@dataclass(slots=True)
class Place:
    """What the text being rendered stands in; ``level`` is that of the last heading."""

    opens_window: str
    """Words for a link that opens a new window."""
    table_label: str
    """Name of the region in which a wide table scrolls."""
    anchors: Mapping[str, str] = field(default_factory=dict)
    """In-page link targets: what the author writes after ``#`` → id in the page."""
    pages: frozenset[str] = frozenset()
    """Ids of the course's pages."""
    level: int = 1
    tables: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    """Ids of headings so far, each with the number last added to it."""

    table_number: str = "{n}."
    """What stands before the caption of a table."""
    reference_label: str = "{n}"
    """What a citation is called when it is heard."""
    note_label: str = "{n}"
    """What the mark of a note is called when it is heard."""
    references: Mapping[str, int] = field(default_factory=dict)
    """The page's references: id → number in their list."""
    cited: dict[str, list[str]] = field(default_factory=dict)
    """Reference → ids of the places that cite it, for links back."""
    notes: Mapping[str, Sequence[Token]] = field(default_factory=dict)
    """The page's notes: what the author writes after ``^`` → what the note says."""
    noted: dict[str, list[str]] = field(default_factory=dict)
    """Notes in the order of their first marks → ids of all their marks, for links back."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Notes → their numbers, in the same order."""
    glossary: Glossary = field(default_factory=Glossary)
    explained: dict[str, Term] = field(default_factory=dict)
    """Terms that are marked on the page, by id: their definitions go with it."""
    marked: set[str] = field(default_factory=set)
    """Terms marked in this section."""
    bare: bool = False
    """Whether text stands without ids and terms: see :meth:`bared`."""

    @contextmanager
    def bared(self) -> Iterator[None]:
        """For text that the page shows twice, as options are, or where a term would help to guess.

        Ids would not be unique then, and a definition would give the answer away.
        """
        before, self.bare = self.bare, True
        try:
            yield
        finally:
            self.bare = before
