"""A course in two languages, of a few lines: two pages in both, one that is not translated."""

from __future__ import annotations

from pathlib import Path

from tests.courses import HOTSPOT, write_course

COURSE = """
format: 1
id: two-languages
title: A course in two languages
description: For a test.
languages: [en-GB, cy]
licence: MIT
pass_mark: 50
sections:
  - title: Reading
    pages: [one, two, three]
"""

WELSH = """
title: Cwrs dwyieithog
description: Ar gyfer prawf.
sections:
  - title: Darllen
"""

FILLER = "\n\n".join(["Grey " * 60] * 3)

ONE = f"""
---
id: one
title: The first page
---

## A square

{FILLER}

```figure
id: fig
image: images/a.png
alt: A grey square.
caption: What a grey square looks like.
credit: Drawn for a test
licence: CC0
findings:
  - id: mark
    label: The mark
    text: It is grey.
    shape: {{polygon: [[10, 10], [60, 12], [40, 50]]}}
```

## A question

```choice
id: q1
prompt: Which?
options:
  - text: This
    correct: true
  - text: That
  - text: The other
explain: Because it is.
```
{HOTSPOT}
"""

UN = ONE
for english, welsh in {
    "The first page": "Y dudalen gyntaf",
    "## A square": "## Sgwâr",
    "Grey ": "Llwyd ",
    "A grey square.": "Sgwâr llwyd.",
    "What a grey square looks like.": "Golwg sgwâr llwyd.",
    "The mark": "Y marc",
    "It is grey.": "Mae'n llwyd.",
    "## A question": "## Cwestiwn",
    "Which?": "Pa un?",
    "text: This": "text: Hwn",
    "text: That": "text: Hwnnw",
    "text: The other": "text: Y llall",
    "Because it is.": "Gan mai felly y mae.",
    "Mark it.": "Marciwch ef.",
    "label: There": "label: Acw",
    "label: Elsewhere": "label: Rhywle arall",
    "label: No abnormality": "label: Dim annormaledd",
    "It is there.": "Acw y mae.",
}.items():
    UN = UN.replace(english, welsh)

TWO = """
---
id: two
title: The second page
---

Go back to [the first](page:one).

```choice
id: q1
prompt: And here?
options:
  - text: Yes
    correct: true
  - text: "No"
explain: Yes it is.
```
"""

DAU = """
---
id: two
title: Yr ail dudalen
---

Ewch yn ôl i'r [gyntaf](page:one).

```choice
id: q1
prompt: Ac yma?
options:
  - text: Ie
    correct: true
  - text: Nage
explain: Ie.
```
"""

THREE = """
---
id: three
title: The third page
---

In English only.

```choice
id: q9
prompt: In which language?
options:
  - text: English
    correct: true
  - text: Welsh
  - text: Both
explain: In English.
```
"""

FILES: dict[str, str | bytes] = {
    "course.yaml": COURSE,
    "course.cy.yaml": WELSH,
    "pages/one.md": ONE,
    "pages/one.cy.md": UN,
    "pages/two.md": TWO,
    "pages/two.cy.md": DAU,
    "pages/three.md": THREE,
}


def bilingual(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """The course's folder, with ``files`` added or put in the place of its own."""
    return write_course(folder, {**FILES, **(files or {})})
