"""Models, rules and verbs → the reference pages in docs/reference.

``python -m scorm_builder.reference docs/reference`` writes them, and a test holds them to the code.
What a page says of a key is the docstring beneath that field; of a rule, its title and its reason;
of a verb, its help.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import sys
import textwrap
import types
import typing
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import click

from scorm_builder.cli import main as command
from scorm_builder.core import installed
from scorm_builder.load.markdown import BOXES
from scorm_builder.model.base import Flag, Identifier, Line, Markdown, Model, Number
from scorm_builder.model.page import People
from scorm_builder.model.shape import Point, Positive, Shape, Size
from scorm_builder.plugin import Registry
from scorm_builder.render.player_files import PlayerFiles
from scorm_builder.schema import described_models, schemas

MODELS = "scorm_builder.model."

GENERATED = "<!-- Written by scorm_builder/reference.py from the code. Do not edit. -->\n"

NAMED: tuple[tuple[object, str, str], ...] = (
    (People, "short name, or list of short names", ""),
    (Identifier, "short name", "short names"),
    (Markdown, "Markdown", "texts in Markdown"),
    (Line, "line of text", "lines of text"),
    (Flag, "true or false", "true or false"),
    (Point, "point `[x, y]`", "points `[x, y]`"),
    (Size, "`[width, height]`", "`[width, height]`"),
    (Positive, "number above 0", "numbers above 0"),
    (Number, "number", "numbers"),
    (date, "date", "dates"),
    (str, "text", "texts"),
    (int, "whole number", "whole numbers"),
    (float, "number", "numbers"),
)
"""Types that have a name of their own, in words: one of them, and several."""

WORDS = (
    ("short name", "lower-case letters, digits and hyphens, a letter first, at most 40 characters"),
    ("line of text", "plain text, at most 1,000 characters"),
    ("Markdown", "CommonMark with tables; raw HTML is shown as text"),
    ("point", "`[x, y]` in pixels of the picture, from its top left corner; decimals are allowed"),
)

EXAMPLE = "ordinary"
"""Which of a block's fixtures stands in the reference."""


def documents(registry: Registry | None = None) -> dict[str, str]:
    """The text of every generated file, by name."""
    registry = registry or installed()
    models = described_models(registry)
    blocks = [models[name] for name in registry.blocks]
    found = {
        "course.md": _page("The course file", _course(models["course"], models["glossary"])),
        "page.md": _page("A page's front matter", _models([models["page"]])),
        "blocks.md": _page("Blocks", _blocks(registry, blocks)),
        "rules.md": _page("Rules", _rules(registry)),
        "command-line.md": _page("The command line", _commands()),
    }
    for name, schema in schemas(registry).items():
        found[f"{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return found


def write(folder: Path) -> list[Path]:
    """Write the generated files into ``folder``; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, text in documents().items():
        made.append(folder / name)
        made[-1].write_text(text, encoding="utf-8", newline="\n")
    return made


def _page(title: str, parts: Iterable[str]) -> str:
    return "\n".join([GENERATED, f"# {title}\n", *parts])


# -- models ---------------------------------------------------------------------------------------


def _course(model: type[Model], glossary: type[Model]) -> Iterator[str]:
    yield (
        "`course.yaml` in the course folder. `scorm-builder new` puts a JSON Schema beside it, by\n"
        "which editors complete and check it. How a folder is laid out: [format](format.md).\n"
    )
    yield from _models([model, glossary])


def _models(roots: Iterable[type[Model]]) -> Iterator[str]:
    """Sections for ``roots`` and for each model that their keys lead to, each once."""
    seen: set[type[Model]] = set()
    yield from _explained([part for model in roots for part in _section(model, seen)])


def _explained(parts: list[str]) -> Iterator[str]:
    """The parts, behind the meanings of those words for types that stand in them."""
    tables = "".join(parts).lower()
    known = [f"* *{word}*: {meaning}" for word, meaning in WORDS if f"{word.lower()} " in tables]
    yield "\n".join(known) + "\n"
    yield from parts


def _section(model: type[Model], seen: set[type[Model]], title: str = "") -> Iterator[str]:
    if model in seen:
        return
    seen.add(model)
    yield f"## {title or _called(model).capitalize()}\n"
    yield _plain(model.__doc__ or "") + "\n"
    if title:
        yield f"````markdown\n```{title}\n{_example(title)}\n```\n````\n"
    yield _table(model)
    for inner in _inner(model):
        yield from _section(inner, seen)


def _table(model: type[Model]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = ["| key | type | default | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        hint = hints[name]
        value = field.get_default(call_default_factory=True)
        default = "**required**" if field.is_required() else _default(value)
        meaning = f"{field.description or ''} {_choices(hint)}"
        cells = (f"`{field.alias or name}`", in_words(hint), default, meaning)
        rows.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(rows) + "\n"


def _choices(hint: object) -> str:
    """What the words of a ``Literal`` mean: what is written beneath its name, behind the colon."""
    wanted = [part for part in (hint, *get_args(hint)) if get_origin(part) is Literal]
    text = next((text for literal, text in _named_literals() if literal in wanted), "")
    return f"In this order: {text.partition(': ')[2]}" if ": " in text else ""


@cache
def _named_literals() -> tuple[tuple[object, str], ...]:
    found = []
    for name in sorted(name for name in sys.modules if name.startswith(MODELS)):
        module = sys.modules[name]
        for line, below in pairwise(ast.parse(inspect.getsource(module)).body):
            if isinstance(line, ast.Assign) and isinstance(below, ast.Expr):
                value = getattr(module, ast.unparse(line.targets[0]))
                if get_origin(value) is Literal and isinstance(below.value, ast.Constant):
                    found.append((value, str(below.value.value)))
    return tuple(found)


def _inner(model: type[Model]) -> Iterator[type[Model]]:
    for hint in get_type_hints(model, include_extras=True).values():
        yield from _models_in(hint)


def _models_in(hint: object) -> Iterator[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        yield hint
    elif get_origin(hint) in (Annotated, Union, types.UnionType, tuple):
        for argument in get_args(hint):
            yield from _models_in(argument)


def in_words(hint: Any, *, several: bool = False) -> str:
    """A type as an author would say it: ``list of short names``, ``one of `a`, `b```."""
    for known, one, many in NAMED:
        if hint == known:
            return many if several else one
    arguments = get_args(hint)
    match get_origin(hint):
        case typing.Annotated:
            words = _bounded(arguments[0], arguments[1:], several=several)
        case typing.Union | types.UnionType:
            kept = [argument for argument in arguments if argument is not type(None)]
            words = " or ".join(in_words(argument, several=several) for argument in kept)
        case typing.Literal:
            words = ", ".join(f"`{word}`" for word in arguments)
            words = words if len(arguments) == 1 else f"one of {words}"
        case builtins.tuple:
            words = _list(arguments)
        case builtins.dict:
            words = f"mapping of {in_words(arguments[0], several=True)} to {in_words(arguments[1])}"
        case _:
            words = _linked(hint, several=several)
    return words


def _list(arguments: tuple[Any, ...]) -> str:
    first = in_words(arguments[0], several=True)
    if arguments[-1] is Ellipsis:
        return f"list of {first}"
    return f"list of {len(arguments)} {first}"


def _linked(model: type[Model], *, several: bool) -> str:
    word = _called(model)
    many = {"person": "people"}.get(word, f"{word}s")
    return f"[{many if several else word}](#{word.replace(' ', '-')})"


def _bounded(hint: Any, metadata: Iterable[Any], *, several: bool) -> str:
    """A type with limits. A pattern is left to the key's meaning."""
    words = in_words(hint, several=several)
    limits: dict[str, Any] = {}
    for each in metadata:
        for limit in getattr(each, "metadata", (each,)):
            for name in ("ge", "le", "min_length", "max_length"):
                if getattr(limit, name, None) is not None:
                    limits[name] = getattr(limit, name)
    low, high = limits.get("min_length"), limits.get("max_length")
    if words.startswith("mapping of "):
        words = words.replace(" of ", f" of up to {high} ", 1) if high else words
    elif words.startswith("list of "):
        count = f"{low} to {high} " if low and high else f"at least {low} " if low else ""
        words = f"list of {count}{words.removeprefix('list of ')}"
    elif high:
        words += f", at most {high:,} characters"
    elif "ge" in limits:
        words += f", {limits['ge']:g}" + (f" to {limits['le']}" if "le" in limits else " or more")
    return words


def _called(model: type[Model]) -> str:
    """A model's name in words; what people call it where that differs."""
    known = {"CourseFile": "course", "FrontMatter": "page", "GlossaryFile": "glossary"}
    name = known.get(model.__name__, model.__name__)
    return "".join(f" {c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def _default(value: object) -> str:
    if value is None or value in ((), {}):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


# -- blocks ---------------------------------------------------------------------------------------


def _blocks(registry: Registry, models: list[type[Model]]) -> Iterator[str]:
    names = ", ".join(f"[`{name}`](#{name})" for name in registry.blocks)
    yield (
        "A block is a fence of three backticks with the name of its kind, and YAML in it.\n"
        f"Kinds: {names}. Also: [shapes](#shape), [boxes](#boxes).\n"
    )
    seen: set[type[Model]] = {Shape}
    parts = [
        part
        for name, model in zip(registry.blocks, models, strict=True)
        for part in _section(model, seen, name)
    ]
    yield from _explained([*parts, *_section(Shape, seen - {Shape}), *_boxes()])


def _example(kind: str) -> str:
    """The block's fixture of that name, as it is written."""
    text = PlayerFiles.of().text(f"blocks/{kind}/fixtures.yaml")
    _, _, behind = text.partition(f"\n{EXAMPLE}:\n")
    lines = takewhile(lambda line: not line or line.startswith("  "), behind.splitlines())
    return textwrap.dedent("\n".join(lines)).rstrip("\n")


_CASE = """\
:::: case A fall on the hand
::: step The first film
Text, figures and questions.
:::

::: step Ten days later
More of them.
:::
::::
"""


def _boxes() -> Iterator[str]:
    words = PlayerFiles.of().strings("en")["page"]
    yield "## Boxes\n"
    yield (
        "A box sets text apart. It begins with three colons and its kind, and ends with three\n"
        "colons. Words behind the kind are its heading; without them it has the one below.\n"
    )
    yield "```markdown\n::: note About the drawing\nIt is not to scale.\n:::\n```\n"
    rows = [f"| `{name}` | {words['box_' + name.replace('-', '_')]} |" for name in BOXES]
    yield "\n".join(["| kind | heading |", "|---|---|", *rows]) + "\n"
    yield "## Cases\n"
    yield (
        "A case unfolds in steps: a step opens when the questions of the steps before it are\n"
        "answered, one that asks nothing has a button to go on. It takes two steps at least, and\n"
        "what stands above the first is seen from the start. The steps are numbered; their titles\n"
        "may be left out. Headings in a step begin two levels below those around the case.\n"
    )
    yield f"```markdown\n{_CASE}```\n"


# -- rules ----------------------------------------------------------------------------------------


def _rules(registry: Registry) -> Iterator[str]:
    yield (
        "Every problem ends with the name of its rule in square brackets, and\n"
        "`scorm-builder explain RULE` prints what stands here. An error stops the build;\n"
        "a warning and a note do not. With `--strict` a warning is an error.\n"
    )
    for name in sorted(registry.rules):
        rule = registry.rules[name]
        yield f"## {name}\n\n**{str(rule.severity).capitalize()}.** {rule.title}.\n\n{rule.why}\n"


# -- command line ---------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield (
        "Problems are printed to stderr, results to stdout. Exit status: 0 when all is well,\n"
        "1 for problems, 2 for wrong usage. Colour is used on a terminal only, and not when\n"
        "`NO_COLOR` is set. `scorm-builder --version` prints the version,\n"
        "`scorm-builder VERB --help` the help of a verb. `COURSE` is a folder with a\n"
        "`course.yaml`; without it, the current folder.\n"
    )
    for name in sorted(command.commands):
        verb = command.commands[name]
        context = click.Context(verb, info_name=f"scorm-builder {name}")
        usage = " ".join([context.command_path, *verb.collect_usage_pieces(context)])
        yield f"## {name}\n\n{verb.help}\n\n```text\n{usage}\n```\n"
        options = [p for p in verb.params if isinstance(p, click.Option)]
        if options:
            rows = [_option(option, context) for option in options]
            yield "\n".join(["| option | meaning |", "|---|---|", *rows]) + "\n"


def _option(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None  # none of our options is hidden
    spelling, meaning = record
    return f"| `{spelling}` | {_cell(meaning)} |"


# -- text -----------------------------------------------------------------------------------------


def _plain(docstring: str) -> str:
    """A docstring as Markdown."""
    lines = [line.strip() for line in docstring.strip().splitlines()]
    return "\n".join(lines).replace("``", "`")


def _cell(text: str) -> str:
    return " ".join(_plain(text).split()).replace("|", "\\|")


if __name__ == "__main__":
    for written in write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")):
        print(written)
