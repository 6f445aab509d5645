"""Turn a folder of text and images into an e-learning module that any LMS accepts and tracks.

Each verb of the command line is a function of the same name here: ``scorm-builder build content/x
--target scorm12`` does what ``scorm_builder.build("content/x", target="scorm12")`` does.
"""

from __future__ import annotations

import sys
import types
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scorm_builder.attempts import AnswerRead, AttemptRead, PageRead, read_attempt
    from scorm_builder.build import Build, Package, build, check, prepare
    from scorm_builder.explain import explain
    from scorm_builder.findings import Exported, Imported, export_findings, import_findings
    from scorm_builder.new import new
    from scorm_builder.preview import preview
    from scorm_builder.problems import BuildError, Problem, Severity, Span
    from scorm_builder.questions import (
        ExportedQuestions,
        ImportedQuestions,
        export_questions,
        import_questions,
    )

__all__ = [
    "AnswerRead",
    "AttemptRead",
    "Build",
    "BuildError",
    "Exported",
    "ExportedQuestions",
    "Imported",
    "ImportedQuestions",
    "Package",
    "PageRead",
    "Problem",
    "Severity",
    "Span",
    "build",
    "check",
    "explain",
    "export_findings",
    "export_questions",
    "import_findings",
    "import_questions",
    "new",
    "prepare",
    "preview",
    "read_attempt",
]

_HOMES = {
    "attempts": ("AnswerRead", "AttemptRead", "PageRead", "read_attempt"),
    "problems": ("BuildError", "Problem", "Severity", "Span"),
    "build": ("Build", "Package", "build", "check", "prepare"),
    "explain": ("explain",),
    "findings": ("Exported", "Imported", "export_findings", "import_findings"),
    "new": ("new",),
    "preview": ("preview",),
    "questions": (
        "ExportedQuestions",
        "ImportedQuestions",
        "export_questions",
        "import_questions",
    ),
}


class _Public(types.ModuleType):
    """This package as a module whose public names are imported when they are first used.

    ``scorm-builder --help`` needs none of them. They are properties, so that the import of a
    subpackage that has a verb's name (``check``, ``preview``) does not put itself in its place.
    """


def _public(home: str, name: str) -> property:
    def read(_: types.ModuleType) -> Any:
        return getattr(import_module(f"scorm_builder.{home}"), name)

    def keep(_: types.ModuleType, value: object) -> None:
        """Leave the name as it is: the import machinery offers the subpackage of that name."""

    return property(read, keep)


for _home, _names in _HOMES.items():
    for _name in _names:
        setattr(_Public, _name, _public(_home, _name))
sys.modules[__name__].__class__ = _Public
