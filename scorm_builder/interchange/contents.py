"""A page into the contents of a course: a line of course.yaml is added, every other byte stays."""

from __future__ import annotations

from collections.abc import Sequence

from scorm_builder.load.reader import Source, read_yaml


def with_pages(text: str, pages: Sequence[str]) -> str | None:
    """The text of course.yaml with ``pages`` at the end of its last section, or None.

    None where that cannot be done without touching more: what comes out is read again.
    """
    plain = text.removeprefix("\ufeff")
    document = read_yaml(plain, Source("", plain))
    sections = document.value.get("sections") if isinstance(document.value, dict) else None
    if document.problems or not isinstance(sections, list) or not sections:
        return None
    last = len(sections) - 1
    listed = sections[last].get("pages") if isinstance(sections[last], dict) else None
    if not isinstance(listed, list) or not listed or not isinstance(listed[-1], str):
        return None
    span = document.spans.at("sections", last, "pages", len(listed) - 1)
    if span.end < 0:
        return None
    start = plain.rfind("\n", 0, span.start) + 1
    before = plain[start : span.start]
    if before.strip() == "-":
        end = "\r\n" if plain[start - 2 : start] == "\r\n" else "\n"
        line = plain.find("\n", span.end)
        at = len(plain) if line < 0 else line - (plain[line - 1] == "\r")
        added = "".join(f"{end}{before}{page}" for page in pages)
    else:
        at, added = span.end, "".join(f", {page}" for page in pages)
    made = plain[:at] + added + plain[at:]
    after = read_yaml(made, Source("", made))
    listed.extend(pages)  # the value is ours alone: what the new text has to say
    if after.problems or after.value != document.value:
        return None
    return text[: len(text) - len(plain)] + made
