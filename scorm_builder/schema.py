"""JSON Schemas of what authors write, made from the models.

Editors use them to complete and check ``course.yaml``; the reference pages are written from the
same models.
"""

from __future__ import annotations

from typing import Any

from scorm_builder.core import installed
from scorm_builder.model.base import Model
from scorm_builder.model.course import CourseFile
from scorm_builder.model.glossary import GlossaryFile
from scorm_builder.model.page import FrontMatter
from scorm_builder.plugin import Registry

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def described_models(registry: Registry | None = None) -> dict[str, type[Model]]:
    """What can be written, by name: ``course``, ``page``, ``glossary`` and each block."""
    blocks = (registry or installed()).blocks
    return {
        "course": CourseFile,
        "page": FrontMatter,
        "glossary": GlossaryFile,
        **{name: blocks[name].model for name in blocks},
    }


def schemas(registry: Registry | None = None) -> dict[str, dict[str, Any]]:
    """A JSON Schema (2020-12) for each of :func:`described_models`."""
    return {name: _schema(model) for name, model in described_models(registry).items()}


def _schema(model: type[Model]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, **schema}
