"""The theme that the docs show, made as they say, is a theme without faults."""

from __future__ import annotations

from pathlib import Path

from scorm_builder import check, prepare
from scorm_builder.render.player_files import player_folder
from tests.compiled import needs_player
from tests.courses import CHOICE, COURSE, page, write_course
from tests.docs.examples import Example, examples


def shown() -> list[Example]:
    return [example for example in examples() if example.page.name == "make-a-theme.md"]


def made(tmp_path: Path) -> Path:
    """The course of the docs: every file that the reader is to write."""
    own = next(e.text for e in shown() if e.language == "yaml" and e.text.startswith("theme:"))
    files = {example.file: example.text for example in shown() if example.file}
    assert len(files) == 5
    return write_course(
        tmp_path, {**files, "course.yaml": COURSE + own, "pages/one.md": page(CHOICE)}
    )


def test_theme_in_the_docs_has_no_problems(tmp_path: Path) -> None:
    assert [str(problem) for problem in check(made(tmp_path))] == []


@needs_player
def test_theme_in_the_docs_is_what_the_package_shows(tmp_path: Path) -> None:
    files = prepare(made(tmp_path)).files
    html = files["index.html"].read().decode()
    css = next(file for path, file in files.items() if path.endswith(".css")).read().decode()
    assert 'alt="Example Teaching Hospital"' in html
    assert "<span>Display and printing</span>" in html
    assert css.count("--accent:#eaa6d8") == 2, "for the device's choice and the learner's"
    assert css.index("--head:#6b1f5c") < css.index("background: var(--head)")


def test_docs_name_every_theme_that_comes_with_the_player() -> None:
    text = "".join(e.text for e in shown()) + shown()[0].page.read_text(encoding="utf-8")
    own = sorted(path.parent.name for path in player_folder().glob("themes/*/theme.yaml"))
    assert [name for name in ("plain", *own) if f"| `{name}` |" not in text] == []
