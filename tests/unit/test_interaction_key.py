"""The key to an LMS's report: every letter that is told stands in it, in the author's words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from scorm_builder import build
from scorm_builder.core import installed
from scorm_builder.interaction_key import COLUMNS, interaction_key
from scorm_builder.load.course import load
from scorm_builder.problems import BuildError
from tests.compiled import needs_player
from tests.courses import page, write_course
from tests.unit.check.test_marking import OUTLINE

BODY = """
```choice
id: first-sign
prompt: "Which *sign*?"
explain: The second.
options:
  - {text: "=1+1"}
  - {text: "The **fat pad**, raised", correct: true}
```

```true_false
id: second-view
prompt: One view is enough.
explain: It is not.
answer: false
```

```matching
id: pairs
prompt: What belongs together?
explain: So.
pairs:
  - {item: Colles, match: dorsal}
  - {item: Smith, match: volar}
extra: [radial]
```

```ordering
id: steps
prompt: In which order?
explain: So.
items: [Look, Feel, Move]
```

```numeric
id: angle
prompt: How many degrees?
explain: Eleven.
answer: 11
tolerance: 1
unit: "°"
```

```short_text
id: name
prompt: What is it called?
explain: So.
accept: [Hilum, Lung root]
```

```likert
id: sure
prompt: I am sure.
scale: [Disagree, Agree]
```

```reflection
id: thoughts
prompt: What would you do differently?
```
"""


def rows(tmp_path: Path, body: str = BODY) -> list[dict[str, str]]:
    folder = write_course(tmp_path, {"pages/one.md": page(body)})
    course = load(folder, installed()).course
    assert course is not None
    return list(csv.DictReader(io.StringIO(interaction_key(course))))


def test_the_key_says_what_each_letter_stands_for(tmp_path: Path) -> None:
    found = [
        (r["interaction"], r["type"], r["told"], r["words"], r["correct"]) for r in rows(tmp_path)
    ]
    assert found == [
        ("one.first-sign", "choice", "a", "'=1+1", "no"),
        ("one.first-sign", "choice", "b", "The fat pad, raised", "yes"),
        ("one.second-view", "true-false", "t", "True", "no"),
        ("one.second-view", "true-false", "f", "False", "yes"),
        ("one.pairs", "matching", "1", "Colles", "1.a"),
        ("one.pairs", "matching", "2", "Smith", "2.b"),
        ("one.pairs", "matching", "a", "dorsal", ""),
        ("one.pairs", "matching", "b", "volar", ""),
        ("one.pairs", "matching", "c", "radial", ""),
        ("one.steps", "sequencing", "a", "Look", "place 1"),
        ("one.steps", "sequencing", "b", "Feel", "place 2"),
        ("one.steps", "sequencing", "c", "Move", "place 3"),
        ("one.angle", "numeric", "10 to 12", "°", "yes"),
        ("one.name", "fill-in", "Hilum", "Hilum", "yes"),
        ("one.name", "fill-in", "Lung root", "Lung root", "yes"),
        ("one.sure", "likert", "a", "Disagree", ""),
        ("one.sure", "likert", "b", "Agree", ""),
        ("one.thoughts", "", "nothing", "what the learner wrote", ""),
    ]


def test_numbers_are_written_as_the_player_tells_them(tmp_path: Path) -> None:
    keys = "prompt: How many?\nexplain: So.\nanswer: 1234567.5\ntolerance: 0.25"
    large = f"```numeric\nid: n\n{keys}\n```"
    half = OUTLINE.replace("```outline\n", "```outline\nfull: 0.625\n")
    found = [row["told"] for row in rows(tmp_path, f"{large}\n\n{half}")]
    assert found[:2] == ["1234567.25 to 1234567.75", "dice.63"]


def test_the_key_says_what_was_asked(tmp_path: Path) -> None:
    first = rows(tmp_path)[0]
    assert tuple(first) == COLUMNS
    assert (first["asks"], first["question"], first["kind"], first["weight"]) == (
        "Which sign?",
        "1",
        "choice",
        "0",
    )


@needs_player
def test_a_build_writes_the_key_beside_the_package(tmp_path: Path) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(BODY)})
    key = tmp_path / "reports" / "key.csv"
    build(folder, out=tmp_path / "out", interaction_key=key)
    written = key.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfinteraction,"), "Excel needs the byte order mark"
    assert [each.name for each in key.parent.iterdir()] == ["key.csv"]


@needs_player
def test_a_key_that_cannot_be_written_is_reported_and_nothing_is_built(tmp_path: Path) -> None:
    folder = write_course(tmp_path, {"pages/one.md": page(BODY)})
    (tmp_path / "taken").mkdir()
    with pytest.raises(BuildError, match="cannot write"):
        build(folder, out=tmp_path / "out", interaction_key=tmp_path / "taken")
    assert not (tmp_path / "out").exists()
