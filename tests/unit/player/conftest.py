"""The player's TypeScript, bundled once and run by one Node process for all tests here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.model.answer import Answer, Given
from scorm_builder.model.state import Attempt, StateLayout, Visited
from scorm_builder.render.edition import GENERIC

HERE = Path(__file__).parent
PLAYER = HERE.parents[2] / "player"

pytest.register_assert_rewrite(f"{__package__}.matrix_features", f"{__package__}.matrix_hosts")


class Player:
    """The harness: call an op with keywords, get its value."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, op: str, **request: Any) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        stdin.write(json.dumps({"op": op, **request}) + "\n")
        stdin.flush()
        reply = json.loads(stdout.readline() or '{"error": "the harness ended"}')
        if "error" in reply:
            raise AssertionError(reply["error"])
        return reply["value"]


@pytest.fixture(scope="session")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    yield from running("harness.ts", tmp_path_factory)


@pytest.fixture(scope="session")
def scoring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """The scoring by itself: ``all`` takes a list of calls, each a name and what it is given."""
    yield from running("scoring.ts", tmp_path_factory)


@pytest.fixture(scope="session")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """The strict LMS by itself, with its hosts and faults."""
    yield from running("hosts.ts", tmp_path_factory)


@pytest.fixture(scope="session")
def adapters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """The SCORM adapters on LMSs of both editions."""
    yield from running("adapters.ts", tmp_path_factory)


@pytest.fixture(scope="session")
def cmi5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """The cmi5 adapter by itself, speaking HTTP."""
    yield from running("cmi5.ts", tmp_path_factory)


@pytest.fixture
def au(cmi5: Player) -> Iterator[Any]:
    """A course on an LMS for cmi5 that wants it completed and passed."""
    from .cmi5_course import course

    with course(cmi5, preferences={"languagePreference": "x y, cy,en-GB"}) as found:
        cmi5("hang", on=False)
        yield found


def running(script: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    node = shutil.which("node")
    esbuild = PLAYER / "node_modules/esbuild/bin/esbuild"
    if not node or not esbuild.exists():
        pytest.skip("needs Node and `npm install` in player/")
    yield from bundled(script, tmp_path_factory.mktemp("player"))


def bundled(script: str, folder: Path) -> Iterator[Player]:
    """A harness of this folder, bundled into ``folder`` and running."""
    node, esbuild = "node", PLAYER / "node_modules/esbuild/bin/esbuild"
    bundle = folder / "harness.mjs"
    # Node looks for packages beside the importing file; ours lie under player/.
    environment = {**os.environ, "NODE_PATH": str(PLAYER / "node_modules")}
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=error"]
    subprocess.run(
        [node, str(esbuild), str(HERE / script), *options, f"--outfile={bundle}"],
        check=True,
        env=environment,
    )
    with subprocess.Popen(
        [node, str(bundle)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Player(process)
        assert process.stdin
        process.stdin.close()


def course_data(
    layout: StateLayout, page_changes: dict[str, dict[str, Any]] | None = None, **changes: Any
) -> dict[str, Any]:
    """The CourseData of a layout, as render/data.py would write it, with some values changed."""
    pages = [
        {
            "id": page.id,
            "key": key,
            "script": f"pages/{page.id}.js",
            "needs": ["questions", "findings"] if page.figures else ["questions"],
            "figures": list(zip(page.figures, figures, strict=True)),
            "questions": [
                {
                    "id": question.id,
                    "key": question_key,
                    "kind": question.kind,
                    "form": question.form,
                    "size": question.size,
                    "choices": question.choices,
                    "scored": question.scored,
                    "weight": question.weight,
                }
                for question, question_key in zip(page.questions, keys, strict=True)
            ],
        }
        for page, key, keys, figures in zip(
            layout.pages, layout.page_keys, layout.question_keys, layout.figure_keys, strict=True
        )
    ]
    changed = page_changes or {}
    return {
        "format": 1,
        "id": "course",
        "version": "1",
        "language": "en-GB",
        "fingerprint": layout.fingerprint,
        "addressing": layout.addressing,
        "minimum": None,
        "passCompletes": False,
        "passMark": None,
        "sections": [],
        "attempts": 1,
        "retake": "all",
        "certaintyMarking": False,
        "practice": True,
        "certificate": None,
        "results": "",
        "pages": [{**page, **changed.get(str(page["id"]), {})} for page in pages],
        "strings": {},
        "host": dict(GENERIC),
        "copy": {"on": True, "text": False},
        "probe": {"path": "assets/here.js", "text": "here"},
        "diagnosis": {"script": "", "builder": "0"},
        **changes,
    }


def to_json(attempt: Attempt) -> dict[str, Any]:
    """An attempt as the harness takes it."""
    return {
        "sequence": attempt.sequence,
        "go": attempt.go,
        "recorded": attempt.recorded,
        "outcome": attempt.outcome,
        "best": attempt.best,
        "bookmark": attempt.bookmark,
        "qualified": attempt.qualified,
        "seed": attempt.seed,
        "pages": {
            page: {
                "ended": seen.ended,
                "given": {
                    question: {
                        "answer": {
                            "selected": list(given.answer.selected),
                            "marks": [list(mark) for mark in given.answer.marks],
                            "text": given.answer.text,
                        },
                        "points": given.points,
                        "tries": given.tries,
                        "done": given.done,
                        "sure": given.sure,
                        "again": given.again,
                    }
                    for question, given in seen.given.items()
                },
                "shown": sorted(seen.shown),
            }
            for page, seen in attempt.pages.items()
        },
    }


def from_json(value: dict[str, Any] | None) -> Attempt | None:
    """An attempt as the harness gives it."""
    if value is None:
        return None
    pages = {
        page: Visited(
            seen["ended"],
            {
                question: Given(
                    Answer(
                        tuple(given["answer"]["selected"]),
                        tuple((x, y) for x, y in given["answer"]["marks"]),
                        given["answer"].get("text", ""),
                    ),
                    given["points"],
                    given["tries"],
                    given["done"],
                    given["sure"],
                    given["again"],
                )
                for question, given in seen["given"].items()
            },
            frozenset(seen["shown"]),
        )
        for page, seen in value["pages"].items()
    }
    return Attempt(**{**value, "pages": pages})
