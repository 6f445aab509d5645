"""Values → the YAML of a fence, as an author would write it, and read back the same."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from scorm_builder.exchange.yaml_text import WIDTH, scalar

FLOW = frozenset(("shape", "range", "size", "other_units"))
"""Keys whose values stand in one line, if they fit."""

_FOLDS = re.compile(r"\S+(?: \S+)*")
"""Text that is the same after its lines were folded."""

_LITERAL = re.compile(r"\S[^\n]*(?:\n+ *\S[^\n]*)*")
"""Lines that a literal block scalar keeps: none that holds spaces alone."""


def fence(kind: str, keys: Mapping[str, Any]) -> str:
    """The fence of a block, from its first backtick to its last, without a line end."""
    body = "\n".join(_mapping(keys, ""))
    ticks = "```"
    while ticks in body:
        ticks += "`"
    return f"{ticks}{kind}\n{body}\n{ticks}"


def front_matter(keys: Mapping[str, Any]) -> str:
    """The front matter of a page, without a line end."""
    return "\n".join(["---", *_mapping(keys, ""), "---"])


def _mapping(keys: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in keys.items():
        yield from _entry(f"{indent}{key}:", value, indent, flow=key in FLOW)


def _entry(start: str, value: Any, indent: str, *, flow: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(start, value, indent)
    elif isinstance(value, Mapping | list | tuple) and value and not flow:
        yield start
        if isinstance(value, Mapping):
            yield from _mapping(value, f"{indent}  ")
        else:
            for each in value:
                yield from _item(each, f"{indent}  ")
    else:
        yield f"{start} {_flow(value)}"


def _item(value: Any, indent: str) -> Iterator[str]:
    """An item of a list; of a mapping the first key stands behind the dash."""
    if isinstance(value, Mapping):
        lines = list(_mapping(value, f"{indent}  "))
        yield f"{indent}- {lines[0].lstrip(' ')}"
        yield from lines[1:]
    elif isinstance(value, str):
        yield from _text(f"{indent}-", value, indent)
    else:
        yield f"{indent}- {_flow(value)}"


def _text(start: str, text: str, indent: str) -> Iterator[str]:
    inside = f"{indent}  "
    if "\n" not in text and len(start) + len(text) < WIDTH - 2:
        yield f"{start} {scalar(text)}"
    elif "\n" not in text and _FOLDS.fullmatch(text):
        yield f"{start} >-"
        width = max(WIDTH - len(inside), 40)
        wrapped = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        yield from (f"{inside}{line}" for line in wrapped)
    elif "\n" in text and "\t" not in text and _LITERAL.fullmatch(text):
        yield f"{start} |-"
        yield from (
            f"{inside}{line}".rstrip(" ") if not line else f"{inside}{line}"
            for line in text.split("\n")
        )
    else:
        yield f"{start} {json.dumps(text, ensure_ascii=False)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)}: {_flow(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[a-z_]+", key) else json.dumps(key, ensure_ascii=False)


def number(value: float) -> str:
    """A number in full, without an exponent: the same when it is read."""
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")
