"""Values → models, and what pydantic finds wrong with them → problems at the author's line.

Every fault of a mapping is reported at once; each fault's ``loc`` is looked up in the tree of
places that ``reader`` made.
"""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from scorm_builder.model.base import Model, Spans
from scorm_builder.problems import Problem, Rule, did_you_mean

UNKNOWN_KEY = Rule(
    "unknown-key",
    "A key that the format does not know",
    "A key that is spelt wrongly would otherwise be ignored in silence. The reference lists every "
    "key of every block.",
)
MISSING_KEY = Rule(
    "missing-key",
    "A key that must be there is not",
    "Some keys have no sensible default: a course without an id could not be recognised by an LMS "
    "after an update, a question without an explanation would only mark.",
)
WRONG_TYPE = Rule(
    "wrong-type",
    "A value of the wrong kind",
    "For example text where a number belongs, or one value where a list belongs.",
)
WRONG_VALUE = Rule(
    "wrong-value",
    "A value that is not allowed here",
    "The kind of value is right and the value is not: a word that is not one of the choices, a "
    "number outside its limits, a list that is too short.",
)
FIGURE_ALT_MISSING = Rule(
    "figure-alt-missing",
    "A picture without alternative text",
    "Learners who cannot see the picture hear this text instead (WCAG 2.2, 1.1.1). Say what the "
    "picture is: modality, projection, side, body part; not the diagnosis when a question follows.",
)
PICTURE_CREDIT_MISSING = Rule(
    "picture-credit-missing",
    "A picture without credit or licence",
    "Every picture says who made it and under which licence it is used; a clinical picture whose "
    "origin nobody can name should not be published.",
)
CAPTIONS_MISSING = Rule(
    "captions-missing",
    "A video without captions",
    "Learners who cannot hear, or have no sound on the ward, read what is said (WCAG 2.2, 1.2.2). "
    "Captions are a WebVTT file beside the video; most video services can write one to correct.",
)
TRANSCRIPT_MISSING = Rule(
    "transcript-missing",
    "Audio or video without a transcript",
    "The transcript says everything that is to be heard and seen (WCAG 2.2, 1.2.1 and 1.2.3). It "
    "is also what is left where the recording cannot be played.",
)
RULES = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    WRONG_VALUE,
    FIGURE_ALT_MISSING,
    PICTURE_CREDIT_MISSING,
    CAPTIONS_MISSING,
    TRANSCRIPT_MISSING,
)

STAND_IN = "…"
"""What stands in for a text that is missing or at fault, so that the rest can be looked at."""

M = TypeVar("M", bound=Model)
Location = tuple[str | int, ...]


def read_model(
    model: type[M],
    value: Any,
    spans: Spans,
    what: str,
    stand_ins: Mapping[str, Any] | None = None,
) -> tuple[M | None, tuple[Problem, ...]]:
    """Make a ``model`` of ``value``, or say everything that is wrong with it.

    ``spans`` are the places of ``value``; ``what`` is the author's name for the thing, with its
    article: ``a figure``. The model made remembers its places.

    With problems there may still be a model: what is left of ``value`` without the keys at fault,
    with ``stand_ins`` for those that must be there. It serves to find more problems and must not
    be built.
    """
    if not isinstance(value, dict):
        message = f"{what} is written as 'key: value' lines; this is {_kind(value)}"
        return None, (WRONG_TYPE.problem(message, spans.own),)
    try:
        made = model.model_validate(value)
    except ValidationError as error:
        every: list[dict[str, Any]] = [
            dict(f) for f in error.errors(include_url=False, include_context=True)
        ]
        found = [fault for fault in every if not _follows(fault, every)]
        problems = tuple(_problem(fault, model, value, spans, what) for fault in found)
        at_fault = {fault["loc"][0] for fault in every if fault["loc"]}
        return _rest(model, value, spans, at_fault, stand_ins or {}), problems
    remember(made, spans)
    return made, ()


def _follows(fault: dict[str, Any], every: list[dict[str, Any]]) -> bool:
    """Whether a fault only follows from another: an author mends one thing once.

    A list is too short for pydantic when one of its items is at fault; a key is missing when it
    was spelt wrongly.
    """
    if fault["type"] == "too_short":
        return bool(len(fault["input"]) >= fault["ctx"]["min_length"])
    if fault["type"] == "missing":
        *above, key = fault["loc"]
        unknown = (f["loc"] for f in every if f["type"] == "extra_forbidden")
        return any(
            list(loc[:-1]) == above and difflib.get_close_matches(str(loc[-1]), [str(key)])
            for loc in unknown
        )
    return False


def _rest(
    model: type[M],
    value: dict[str, Any],
    spans: Spans,
    at_fault: set[Any],
    stand_ins: Mapping[str, Any],
) -> M | None:
    kept = {key: inner for key, inner in value.items() if key not in at_fault}
    words = {
        name: STAND_IN
        for name, field in model.model_fields.items()
        if field.is_required() and name != "id"
    }
    try:
        made = model.model_validate({**words, **stand_ins, **kept})
    except ValidationError:
        return None
    remember(made, spans)
    return made


def remember(made: Model, spans: Spans) -> None:
    """Give a model and all models inside it their places."""
    private = made.__pydantic_private__
    assert private is not None
    private["_spans"] = spans
    for name, inner in made.__dict__.items():
        if isinstance(inner, Model):
            child = spans.values.get(name)
            if child is not None:
                remember(inner, child)
        elif isinstance(inner, tuple) and inner and isinstance(inner[0], Model):
            items = spans.values.get(name, Spans())
            for index, item in enumerate(inner):
                if index in items.values:
                    remember(item, items.values[index])


def _problem(
    fault: dict[str, Any], model: type[Model], value: Any, spans: Spans, what: str
) -> Problem:
    location: Location = _real(fault["loc"], value)
    kind: str = fault["type"]
    if kind == "extra_forbidden":
        return _unknown_key(location, model, spans, what)
    if kind == "missing" and isinstance(fault["loc"][-1], int):  # a list of fixed length
        above = _real(fault["loc"][:-1], value)
        return WRONG_VALUE.problem(f"{_name(above)}: has too few items", spans.at(*above))
    if kind == "missing":
        return _missing_key(location, model, spans, what)
    name = _name(location)
    span = spans.at(*location)
    given = fault["input"]
    if given is None:
        return MISSING_KEY.problem(f"{name} has no value", span, "write one, or remove the key")
    rule, message, hint = _explain(kind, fault.get("ctx", {}), given, fault["msg"])
    return rule.problem(f"{name}: {message}" if location else message, span, hint)


def _real(loc: Location, value: Any) -> Location:
    """``loc`` without what pydantic adds for unions and functions: only real keys and indexes."""
    path: list[str | int] = []
    for step in loc:
        if _has(value, step):
            value = value[step]
        elif step != loc[-1] or not isinstance(value, dict):
            continue
        path.append(step)
    return tuple(path)


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _unknown_key(location: Location, model: type[Model], spans: Spans, what: str) -> Problem:
    *above, key = location
    inner = _model_at(model, above)
    parent = _parent(spans, above)
    whose = what if inner is model else _called(inner)
    known = _keys(inner) if inner else ()
    hint = did_you_mean(str(key), known) or (f"known keys: {', '.join(known)}" if known else "")
    span = parent.keys.get(str(key), parent.own)
    return UNKNOWN_KEY.problem(f"'{key}' is not a key of {whose}", span, hint)


def _missing_key(location: Location, model: type[Model], spans: Spans, what: str) -> Problem:
    *above, key = location
    inner = _model_at(model, above)
    whose = what if inner is model else _called(inner)
    rule, hint = MISSING_KEY, f"add '{key}: …'"
    if key == "alt":
        rule, hint = FIGURE_ALT_MISSING, "say what the picture is: modality, projection, body part"
    elif key in ("credit", "licence") and inner is not None and "image" in inner.model_fields:
        rule = PICTURE_CREDIT_MISSING
    elif key == "captions":
        rule, hint = CAPTIONS_MISSING, "add 'captions: media/….vtt'"
    elif key == "transcript":
        rule, hint = TRANSCRIPT_MISSING, "add 'transcript: |' and what is heard and seen below it"
    return rule.problem(f"{whose} has no '{key}'", _parent(spans, above).own, hint)


def _explain(kind: str, context: dict[str, Any], given: Any, words: str) -> tuple[Rule, str, str]:
    """The rule, message and hint for a kind of fault that pydantic names."""
    shown = _shown(given)
    if kind in ("value_error", "assertion_error"):
        return WRONG_VALUE, str(context.get("error", words)), ""
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        known = ", ".join(choices) or str(context.get("expected", ""))
        which = f"one of {known}" if len(choices) > 1 else known
        return WRONG_VALUE, f"{shown} is not {which}", did_you_mean(str(given), choices)
    if kind == "string_pattern_mismatch":
        return WRONG_VALUE, *_pattern(str(context.get("pattern", "")), given)
    if kind in _LIMITS:
        limit = next((v for k, v in context.items() if k in _LIMIT_KEYS), "")
        limit = f"{limit:g}" if isinstance(limit, float) else limit
        words = _LIMITS[kind].format(limit=limit, shown=shown)
        if isinstance(given, str):
            words = words.replace("items", "characters")
        return WRONG_VALUE, words.replace(" 1 items", " 1 item"), ""
    expected = next((text for start, text in _TYPES if kind.startswith(start)), "")
    if expected:
        return WRONG_TYPE, f"expected {expected}, found {shown}", ""
    return WRONG_VALUE, words[:1].lower() + words[1:], ""


_LIMIT_KEYS = ("min_length", "max_length", "gt", "ge", "lt", "le")
_LIMITS = {
    "string_too_short": "is empty",
    "string_too_long": "is longer than {limit} characters",
    "too_short": "needs at least {limit} items",
    "too_long": "has more than {limit} items",
    "greater_than": "{shown} is not above {limit}",
    "greater_than_equal": "{shown} is below {limit}",
    "less_than": "{shown} is not below {limit}",
    "less_than_equal": "{shown} is above {limit}",
    "finite_number": "{shown} is not a number",
}
_TYPES = (
    ("string_", "text"),
    ("int_", "a whole number"),
    ("float_", "a number"),
    ("bool_", "true or false"),
    ("date_", "a date as YYYY-MM-DD"),
    ("tuple_", "a list"),
    ("list_", "a list"),
    ("model_", "'key: value' lines"),
    ("dict_", "'key: value' lines"),
)


def _pattern(pattern: str, given: Any) -> tuple[str, str]:
    if pattern == "^[a-z][a-z0-9-]*$":
        slug = re.sub(r"[^a-z0-9]+", "-", str(given).lower()).strip("-").lstrip("0123456789-")
        return (
            f"{_shown(given)} is not a short name: lower-case letters, digits and hyphens, "
            "a letter first",
            f"for example '{slug}'" if slug else "",
        )
    if "doi" in pattern or pattern.startswith("^10"):
        return (
            f"{_shown(given)} is not a DOI",
            "a DOI starts with '10.', without 'https://doi.org/'",
        )
    if pattern.startswith("^https?"):
        return f"{_shown(given)} is not a web address", "it starts with https://"
    return f"{_shown(given)} is not of the right form", ""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        line = value.strip().splitlines()[0] if value.strip() else ""
        return f"'{line[:60]}…'" if len(line) > 60 or "\n" in value.strip() else f"'{line}'"
    return f"'{value}'" if isinstance(value, int | float) else _kind(value)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else "text"


def _name(location: Location) -> str:
    """``findings[0].shape`` as an author would say it: 'findings', item 1, 'shape'."""
    words = [f"item {step + 1}" if isinstance(step, int) else f"'{step}'" for step in location]
    return ", ".join(words)


def _called(model: type[Model] | None) -> str:
    if model is None:
        return "this mapping"
    word = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _parent(spans: Spans, path: list[str | int]) -> Spans:
    for step in path:
        spans = spans.values.get(step, spans)
    return spans


def _keys(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _model_at(model: type[Model], path: list[str | int]) -> type[Model] | None:
    """The model that the mapping at ``path`` is read into."""
    found: type[Model] | None = model
    for step in path:
        if isinstance(step, int) or found is None:
            continue
        fields = {f.alias or name: f for name, f in found.model_fields.items()}
        found = next(_models(fields[step].annotation), None) if step in fields else None
    return found


def _models(annotation: Any) -> Iterator[type[Model]]:
    """The models named in an annotation, however deep in tuples, unions and ``Annotated``."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, types.UnionType, tuple):
        for argument in get_args(annotation):
            yield from _models(argument)
