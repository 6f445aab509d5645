"""What can be added to the builder: a plugin is a value, a registry is a set of them.

The registry is handed to each step, never looked up, so that a test can pass a tiny one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from scorm_builder.problems import BuildError, Problem, Rule, Span

if TYPE_CHECKING:
    from scorm_builder.filetree import FileTree
    from scorm_builder.model.base import BlockModel
    from scorm_builder.model.course import Course
    from scorm_builder.model.page import Page
    from scorm_builder.render.blocks import Writer

Check = Callable[["Course"], Iterable[Problem]]
"""A check: a course in, problems out."""


@dataclass(frozen=True, slots=True)
class BlockKind:
    """A kind of block: a fence's name, the model of what stands in it, its own checks, its writer.

    Its template is ``player/blocks/<name>/<name>.html.j2``. ``write`` gathers what the template
    needs from the page's writer and the block, so that templates hold markup and nothing else;
    without one the template is given the ``block`` as it is. A kind of question says in ``data``
    what the player has to know of it (``QuestionData`` in ``player/course.ts``). ``scripts`` are
    those of the player's that it needs beside the first: ``pictures`` for all that shows one,
    ``marking`` for questions that are answered on one, ``forms`` for those answered in a form.
    """

    name: str
    model: type[BlockModel]
    check: Callable[[Course, Page, Any], Iterable[Problem]] | None = None
    write: Callable[[Writer, Any], Mapping[str, Any]] | None = None
    data: Callable[[Course, Any], Mapping[str, Any]] | None = None
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a standard can carry."""

    state: int
    """Characters of suspend data that every host keeps."""


CompleteAs = Literal["passed", "completed"]
"""What an LMS is told of a learner who passed, where a standard has one word for both."""


@dataclass(frozen=True, slots=True)
class HostRules:
    """How a host is to be spoken to: the same as ``HostRules`` in ``player/course.ts``.

    They only ever tighten what works everywhere.
    """

    name: str
    interactions: bool
    """Whether answers are told one by one, where the host takes them."""
    bounds: bool
    """Whether the lowest and the highest score are told, where the host takes them."""
    complete_as: CompleteAs
    patience: int
    """Seconds that the opening of a page may wait for something else to be saved with."""

    def as_json(self) -> dict[str, object]:
        """For the player."""
        return {
            "name": self.name,
            "interactions": self.interactions,
            "bounds": self.bounds,
            "completeAs": self.complete_as,
            "patience": self.patience,
        }


ANY_HOST = HostRules("generic", interactions=True, bounds=True, complete_as="passed", patience=1)
"""What works on every host that we know."""


class Target(Protocol):
    """A standard to package for."""

    name: str
    """As typed on the command line: ``scorm12``."""
    title: str
    """As people call it: ``SCORM 1.2``."""
    tracking: str
    """The player module that speaks to this runtime."""
    limits: Limits

    def check(self, course: Course) -> Iterable[Problem]:
        """What this standard cannot carry."""
        ...

    def package(self, course: Course, pages: FileTree, rules: HostRules = ANY_HOST) -> FileTree:
        """The pages with a manifest."""
        ...

    def notes(self, course: Course, rules: HostRules = ANY_HOST) -> tuple[str, ...]:
        """Sentences for the person who uploads the package."""
        ...


@dataclass(frozen=True, slots=True)
class Plugin:
    """What one package adds: kinds of block, targets, checks and the rules they can name."""

    name: str
    blocks: tuple[BlockKind, ...] = ()
    targets: tuple[Target, ...] = ()
    checks: tuple[Check, ...] = ()
    rules: tuple[Rule, ...] = ()


FOLDER_TAKEN = Rule(
    "folder-taken",
    "A new course needs a folder of its own",
    "A new course is written into a folder that is empty or not there yet, so that nothing of "
    "yours is overwritten.",
)
PORT_TAKEN = Rule(
    "port-taken",
    "The preview cannot use that port",
    "Another program listens there already, or the port is reserved for the administrator.",
)
UNKNOWN_TARGET = Rule(
    "unknown-target",
    "There is no such target",
    "A target is a standard that the builder can package for; plugins may add some.",
)

UNREADABLE_STATE = Rule(
    "unreadable-state",
    "The text is no state of an attempt",
    "A state is one line that the player writes, and ends with a check of all that stands before "
    "it: one character that is missing or changed makes it unreadable.",
)
OTHER_COURSE = Rule(
    "state-of-another-course",
    "The code comes from another course",
    "A code begins with the id of the course in which it was copied.",
)

UNKNOWN_RULE = Rule(
    "unknown-rule",
    "There is no such rule",
    "Every problem ends with the name of its rule in square brackets.",
)


@dataclass(frozen=True, slots=True)
class Registry:
    """A set of plugins, by the names they add."""

    blocks: Mapping[str, BlockKind]
    targets: Mapping[str, Target]
    checks: tuple[Check, ...]
    rules: Mapping[str, Rule] = field(repr=False)

    @classmethod
    def of(cls, plugins: Iterable[Plugin]) -> Registry:
        """The registry of ``plugins``. Raises :class:`ValueError` when two add the same name."""
        plugins = tuple(plugins)
        return cls(
            _by_name("block", [b for p in plugins for b in p.blocks]),
            _by_name("target", [t for p in plugins for t in p.targets]),
            tuple(c for p in plugins for c in p.checks),
            _by_name(
                "rule",
                [r for p in plugins for r in p.rules]
                + [
                    FOLDER_TAKEN,
                    PORT_TAKEN,
                    UNKNOWN_TARGET,
                    UNKNOWN_RULE,
                    UNREADABLE_STATE,
                    OTHER_COURSE,
                ],
            ),
        )

    def target(self, name: str) -> Target:
        """The target of that name. Raises :class:`BuildError` when there is none."""
        if name not in self.targets:
            hint = f"known: {', '.join(sorted(self.targets))}"
            raise BuildError([UNKNOWN_TARGET.problem(f"no target '{name}'", Span(""), hint)])
        return self.targets[name]


class _Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Named)


def _by_name(what: str, items: Iterable[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for item in items:
        if item.name in found:
            raise ValueError(f"two plugins add the {what} '{item.name}'")
        found[item.name] = item
    return found
