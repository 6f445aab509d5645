"""The docs say what the code does: see ``examples`` for how an example is known as one."""

from __future__ import annotations

import io
import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

import scorm_builder
from scorm_builder import Problem, check
from scorm_builder.cli import main
from scorm_builder.core import installed
from scorm_builder.load.reader import Source, read_yaml
from scorm_builder.reference import documents
from scorm_builder.render.player_files import player_folder
from scorm_builder.schema import described_models
from tests.courses import write_course
from tests.docs.examples import PAGES, ROOT, Example, anchors, examples, links, session
from tests.recordings import recording

REFERENCE = ROOT / "docs" / "reference"
REGISTRIES = ("pypi" + ".org", "npmjs" + ".", "pythonhosted" + ".", "files.python" + "hosted")


def named(found: list[Example]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", found, ids=lambda example: example.name)


def of(language: str) -> list[Example]:
    return [example for example in examples() if example.language == language]


# -- the reference --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", documents())
def test_reference_is_up_to_date(name: str) -> None:
    written = REFERENCE / name
    how = "run: python -m scorm_builder.reference docs/reference"
    assert written.is_file() and written.read_text(encoding="utf-8") == documents()[name], how


def test_every_rule_is_in_the_reference() -> None:
    assert anchors(REFERENCE / "rules.md") - {"rules"} == set(installed().rules)


def test_every_verb_and_option_is_in_the_reference() -> None:
    text = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    options = {o for verb in main.commands.values() for p in verb.params for o in p.opts}
    missing = [verb for verb in main.commands if f"\n## {verb}\n" not in text]
    missing += [option for option in options if option.startswith("-") and option not in text]
    assert missing == []


@pytest.mark.parametrize("name", described_models())
def test_every_key_is_in_the_reference_with_its_meaning(name: str) -> None:
    page = {"course": "course.md", "glossary": "course.md", "page": "page.md"}.get(
        name, "blocks.md"
    )
    text = (REFERENCE / page).read_text(encoding="utf-8")
    for field, info in described_models()[name].model_fields.items():
        assert info.description, f"{name}.{field} has no docstring"
        assert re.search(rf"^\| `{info.alias or field}` \| .* \| .+ \|$", text, re.MULTILINE)


def test_every_kind_of_block_has_an_example() -> None:
    shown = "".join(example.text for example in of("markdown") if example.page.name == "blocks.md")
    assert [kind for kind in installed().blocks if f"```{kind}\n" not in shown] == []


def test_every_public_name_is_in_the_docs() -> None:
    text = (REFERENCE / "python.md").read_text(encoding="utf-8")
    missing = [
        n for n in scorm_builder.__all__ if f"| `{n}(" not in text and f"| `{n}`" not in text
    ]
    assert missing == []


# -- the examples ---------------------------------------------------------------------------------


def stand_ins(text: str) -> dict[str, str | bytes]:
    """A picture of 800 × 600 pixels for each that an example shows; for a pattern two dozen.

    Recordings and captions too, and a glossary with the terms that it marks.
    """
    played = re.findall(r"\bmedia/[\w/.-]+\.(?:webm|mp4|vtt|wav|mp3|ogg)\b", text)
    marked = dict.fromkeys(term or word for word, term in _TERM.findall(text))
    terms = "".join(f"  - {{term: {term}, definition: A word.}}\n" for term in marked)
    return {
        **pictures(text),
        **{name: recording(name) for name in played},
        **({"glossary.yaml": f"terms:\n{terms}"} if terms else {}),
    }


_TERM = re.compile(r"\[([^\]]+)\]\{term(?:=([\w-]+))?\}")


def pictures(text: str) -> dict[str, str | bytes]:
    """A picture for each that an example shows."""
    found = re.findall(r"\bimages/[\w/.*-]+\.(?:png|jpg|svg)\b", text)
    return {name.replace("*", f"{n:02}"): drawn(name) for name in found for n in range(1, 25)}


@cache
def drawn(name: str) -> str | bytes:
    """A black picture of the kind that the name ends in."""
    if name.endswith(".svg"):
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"/>'
    file = io.BytesIO()
    Image.new("L", (800, 600)).save(file, "JPEG" if name.endswith(".jpg") else "PNG")
    return file.getvalue()


def checked(tmp_path: Path, page: str, name: str) -> tuple[Problem, ...]:
    """What is wrong with a page, in a course that has all it refers to."""
    head = page.split("\n---", maxsplit=1)[0]
    people = sorted(set(re.findall(r"^(?:author|editor): (\S+)$", head, re.MULTILINE)))
    others = sorted(set(re.findall(r"\(page:([\w-]+)\)", page)))
    known = "".join(f"  - {{id: {person}, name: Somebody}}\n" for person in people)
    files: dict[str, str | bytes] = {
        "course.yaml": "format: 1\nid: example\ntitle: Example\ndescription: For a test.\n"
        "licence: MIT\npass_mark: 70\naccessibility: {pictures: It is an example.}\n"
        + (f"people:\n{known}" if people else "")
        + f"sections:\n  - title: All\n    pages: [{', '.join([name, *others, 'asked'])}]\n",
        f"pages/{name}.md": page,
        "pages/asked.md": "---\nid: asked\ntitle: A question\n---\n\n```true_false\nid: q\n"
        "prompt: So?\nanswer: true\nexplain: So.\n```\n",
        **{f"pages/{o}.md": f"---\nid: {o}\ntitle: Another page\n---\n\nText.\n" for o in others},
        **stand_ins(page),
    }
    folder = write_course(tmp_path, files)
    (folder / "pages" / "one.md").unlink()
    return check(folder)


@named([example for example in of("markdown") if not example.file])
def test_page_in_the_docs_has_no_problems(example: Example, tmp_path: Path) -> None:
    page = example.text
    if not page.startswith("---\n"):
        page = f"---\nid: example\ntitle: Example\n---\n\n{page}"
    name = re.search(r"^id: (\S+)$", page, re.MULTILINE)
    assert name
    assert [str(problem) for problem in checked(tmp_path, page, name[1])] == []


@named(of("yaml"))
def test_yaml_in_the_docs_is_read(example: Example, tmp_path: Path) -> None:
    document = read_yaml(example.text, Source(example.name, example.text))
    assert [str(problem) for problem in document.problems] == []
    if not example.text.startswith("format:"):
        return
    pages = [page for section in document.value["sections"] for page in section["pages"]]
    bodies: dict[str, str | bytes] = {
        f"pages/{page}.md": f"---\nid: {page}\ntitle: A page\n---\n\n```true_false\nid: q\n"
        "prompt: So?\nanswer: true\nexplain: So.\n```\n"
        for page in pages
    }
    folder = write_course(tmp_path, {"course.yaml": example.text, **bodies})
    (folder / "pages" / "one.md").unlink()
    assert [str(problem) for problem in check(folder)] == []


def test_tutorial_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for example in examples():
        if example.page.name == "tutorial.md":
            follow(example)


def follow(example: Example) -> None:
    """Do what an example of the tutorial tells the reader to do."""
    path = Path(example.file)
    if example.language == "diff":
        before, after = (
            "".join(line[1:] for line in example.text.splitlines(True) if line.startswith(sign))
            for sign in "-+"
        )
        text = path.read_text(encoding="utf-8")
        assert before in text, example.name
        path.write_text(text.replace(before, after), encoding="utf-8")
    elif example.file:
        path.write_text(example.text, encoding="utf-8")
    elif example.language == "console":
        for step in session(example.text):
            _, *arguments = shlex.split(step.command)
            if arguments[0] == "build" and not (player_folder() / "dist").is_dir():
                pytest.skip("the player is not compiled; make course does it")
            printed = CliRunner().invoke(main, arguments).output
            assert step.matches(printed), f"{example.name}: {step.command}\n{printed}"


# -- commands, links, words -----------------------------------------------------------------------


def commands() -> list[tuple[str, list[str]]]:
    """Each command line in the docs, with where it stands."""
    found = [(e.name, line) for e in of("sh") for line in e.text.splitlines() if line.strip()]
    found += [(e.name, step.command) for e in of("console") for step in session(e.text)]
    for page in PAGES:
        for code in re.findall(r"`((?:make|scorm-builder) [^`]+)`", page.read_text("utf-8")):
            found.append((str(page.relative_to(ROOT)), code))
    return [(where, shlex.split(line)) for where, line in found]


def test_make_targets_in_the_docs_are_in_the_makefile() -> None:
    known = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [(where, c) for where, c in commands() if c[0] == "make" and c[1] not in known] == []


def test_commands_in_the_docs_are_verbs_with_known_options() -> None:
    wrong = []
    for where, words in commands():
        if words[0] != "scorm-builder" or words[1] == "VERB" or words[1].startswith("-"):
            continue
        verb = main.commands.get(words[1])
        known = {o for p in verb.params for o in p.opts} if verb else set()
        given = {word for word in words[2:] if word.startswith("--")}
        if verb is None or given - known:
            wrong.append((where, words))
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_in_the_docs_lead_somewhere(page: Path) -> None:
    broken = []
    for href in links(page):
        path, _, anchor = href.partition("#")
        if re.match(r"(https|mailto|page):", href):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            broken.append(href)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_docs_name_no_host_of_a_package_registry(page: Path) -> None:
    text = page.read_text(encoding="utf-8").lower()
    assert [host for host in REGISTRIES if host in text] == []


def test_every_page_of_the_docs_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        hrefs = [href.partition("#")[0] for href in links(page) if ":" not in href]
        waiting += [(page.parent / href).resolve() for href in hrefs if href]
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in reached] == []
