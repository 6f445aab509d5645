"""``glossary.yaml`` → a :class:`Glossary`.

A file of its own, not a key of course.yaml: a glossary grows to hundreds of terms, is often kept
by somebody else, and can be copied from one course to the next as it is.
"""

from __future__ import annotations

from scorm_builder.load.faults import read_model
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.model.glossary import Glossary, GlossaryFile
from scorm_builder.problems import Problem

GLOSSARY_FILE = "glossary.yaml"


def glossary_file(language: str = "") -> str:
    """The name of the file: ``glossary.yaml``, or ``glossary.cy.yaml`` of a translation."""
    return f"glossary.{language}.yaml" if language else GLOSSARY_FILE


def read_glossary(text: str, shown: str) -> tuple[Glossary, tuple[Problem, ...]]:
    """The glossary that ``text`` writes, and what is wrong with it."""
    document = read_yaml(text, Source(shown, text))
    if document.value is None:
        return Glossary(file=shown), document.problems
    head, faults = read_model(GlossaryFile, document.value, document.spans, "a glossary")
    return Glossary(head or GlossaryFile(), shown), (*document.problems, *faults)
