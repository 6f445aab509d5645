"""A course that is read from right to left: letters of Arabic in the place of English ones.

The words mean nothing. They show what a layout does in a language of that direction: no Arabic
translation is shipped.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from scorm_builder.render.player_files import PlayerFiles
from tests.courses import CHOICE, FIGURE, HOTSPOT, write_course

LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه", "")
FORMS = ("zero", "one", "two", "few", "many", "other")

COURSE = """
format: 1
id: arabic
title: دورة تجريبية
description: نص بلا معنى.
language: ar
licence: MIT
theme: look
pass_mark: 50
people:
  - {id: ann, name: مؤلفة, role: طبيبة}
sections:
  - title: قسم
    pages: [one, two, three]
"""


def pseudo(text: str) -> str:
    """Arabic letters for English ones; placeholders stay."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(
        part if part.startswith("{") else part.lower().translate(LETTERS) for part in parts
    )


def words() -> dict[str, dict[str, Any]]:
    """Every word of the interface."""

    def each(value: Any) -> Any:
        if isinstance(value, dict):
            return {form: pseudo(value["other"]) for form in FORMS}
        return [pseudo(v) for v in value] if isinstance(value, list) else pseudo(value)

    english = PlayerFiles.of().strings("en")
    return {part: {n: each(v) for n, v in english[part].items()} for part in english}


def arabic(folder: Path) -> Path:
    """The course's folder."""
    page = (
        "---\nid: {name}\ntitle: عنوان الصفحة {name}\nauthor: ann\nreviewed: 2026-01-31\n---\n"
        "::: key-points\n- نقطة أولى مهمة.\n- نقطة ثانية.\n:::\n\n## عنوان فرعي\n\n"
        "فقرة من النص تملأ السطر لترى كيف يلتف حول نفسه عند الحافة، ثم تستمر قليلا بعد ذلك.\n"
        "{figure}{choice}{hotspot}"
    )
    made = {
        "figure": FIGURE.replace("The mark", "العلامة").replace("It is grey", "لونها رمادي"),
        "choice": CHOICE.replace("Which?", "أي منها؟")
        .replace("This", "هذا")
        .replace("That", "ذاك"),
        "hotspot": HOTSPOT.replace("Mark it.", "ضع علامة.").replace("There", "هناك"),
    }
    files: dict[str, str | bytes] = {
        f"pages/{name}.md": page.format(name=name, **made) for name in ("one", "two", "three")
    }
    files["course.yaml"] = COURSE
    files["look/strings/ar.yaml"] = yaml.safe_dump(words(), allow_unicode=True)
    return write_course(folder, files)
