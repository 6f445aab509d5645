"""A course with more than fifteen planted mistakes: each is reported, in its place."""

from __future__ import annotations

from pathlib import Path

from scorm_builder import check
from tests.courses import write_course

COURSE = """
format: 1
id: planted
title: A course with mistakes
descripton: An unknown key.
licence: MIT
pass_mark: many
people:
  - id: ann
    name: Ann Example
sections:
  - title: All
    pages: [first, missing]
"""

FIRST = """
---
id: first
title: The first page
author: anne
reviewed: 2026-13-01
---

```figure
id: one
image: images/a.png
caption: No alternative text.
credit: Drawn for a test
licence: CC0
```

```figure
id: one
image: images/A.png
alt: A grey square.
caption: A file of other capitals, and an id that is taken.
credit: Drawn for a test
licence: CC0
```

```figure
id: two
image: images/a.png
alt: A grey square.
caption: A shape outside, a key twice, a key spelt wrongly, a polygon of two points.
credit: Drawn for a test
licence: CC0
findings:
  - {id: out, label: Out, text: It is outside., shape: {point: [130, 10]}}
```

```figure
id: three
image: images/a.png
alt: A grey square.
caption: Mistakes of form.
caption: A second caption.
credit: Drawn for a test
licence: CC0
findings:
  - id: a
    labl: Wrong key
    text: Text.
    shape: {polygon: [[1, 1], [2, 2]]}
```

```choice
id: q1
prompt: Nothing is right here?
options:
  - text: A
  - text: B
    correct: no
explain: Because.
```

```figrue
id: four
```

See [the other page](page:fisrt).
"""

PLANTED = [
    ("course.yaml", 4, 1, "unknown-key"),
    ("course.yaml", 6, 12, "wrong-type"),
    ("course.yaml", 12, 20, "page-missing"),
    ("pages/first.md", 4, 9, "unknown-person"),
    ("pages/first.md", 5, 11, "wrong-type"),
    ("pages/first.md", 9, 1, "figure-alt-missing"),
    ("pages/first.md", 17, 5, "duplicate-id"),
    ("pages/first.md", 18, 8, "file-case"),
    ("pages/first.md", 33, 64, "shape-outside"),
    ("pages/first.md", 41, 1, "duplicate-key"),
    ("pages/first.md", 46, 5, "unknown-key"),
    ("pages/first.md", 48, 22, "wrong-value"),
    ("pages/first.md", 57, 14, "wrong-value"),
    ("pages/first.md", 61, 1, "unknown-block"),
    ("pages/first.md", 65, 22, "link-broken"),
    ("pages/unlisted.md", 1, 1, "page-unlisted"),
]


def test_every_planted_mistake_is_reported_in_its_place(tmp_path: Path) -> None:
    files = {
        "course.yaml": COURSE,
        "pages/first.md": FIRST,
        "pages/unlisted.md": "---\nid: unlisted\ntitle: Not listed\n---\n",
    }
    folder = write_course(tmp_path, files)
    (folder / "pages/one.md").unlink()
    found = [
        (str(Path(p.span.file).relative_to(folder)), p.span.line, p.span.column, p.rule)
        for p in check(folder)
    ]
    assert found == sorted(PLANTED, key=lambda place: place[:3])
    assert len(found) >= 15
