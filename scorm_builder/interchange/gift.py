"""GIFT → items: plain text, questions with an empty line between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.interchange.html_text import HtmlText, parsed
from scorm_builder.interchange.item import MAX_ITEMS, Bank, Draft, Item, Notes, Refused
from scorm_builder.interchange.markdown_text import at_line_start, escaped
from scorm_builder.interchange.moodle_choices import chosen, stated
from scorm_builder.interchange.moodle_words import counted, number, spelt
from scorm_builder.interchange.own import markdown_as_is
from scorm_builder.interchange.pictures import Gallery
from scorm_builder.interchange.source import plain_line

FORMATS = ("html", "markdown", "plain", "moodle")

_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_PRIVATE = {character: chr(0xE000 + index) for index, character in enumerate("\\~=#{}:n")}
"""An escaped character while the text is taken apart."""
_BACK = {
    ord(private): "\n" if character == "n" else character for character, private in _PRIVATE.items()
}
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,9})?)%")
_MARKED = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.){1,200})\]")


def read(text: str, notes: Notes) -> Bank:
    """The questions of a file."""
    items: list[Item] = []
    titles: list[str] = []
    gallery = Gallery()
    count = 0
    for line, lines in _blocks(text):
        comments = [each for each in lines if each.lstrip().startswith("//")]
        kept = "\n".join(each for each in lines if not each.lstrip().startswith("//")).strip()
        if kept.upper().startswith("$CATEGORY:"):
            first, _, kept = kept.partition("\n")
            titles.append(plain_line(first.partition(":")[2].rpartition("/")[2], 200))
            kept = kept.strip()
        if not kept:
            continue
        count += 1
        if count > MAX_ITEMS:
            notes.leave_out(
                "the file", f"what stands behind {MAX_ITEMS:,} questions", notes.span(line)
            )
            break
        question = _Question(kept, "\n".join(comments), notes, line, gallery)
        try:
            items.append(question.item())
        except Refused as refused:
            draft = question.draft
            notes.leave_out(f"'{draft.name}'", f"the question: {refused.message}", draft.span)
    titles = [title for title in dict.fromkeys(titles) if title and title != "top"]
    for title in titles[1:]:
        notes.leave_out(
            f"the category '{title}'", "questions of one file stand together", notes.span()
        )
    return Bank(titles[0] if titles else "", tuple(items))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without an empty one between them, and the line on which each begins."""
    run: list[str] = []
    start = 1
    for index, line in enumerate(text.split("\n"), 1):
        if line.strip():
            if not run:
                start = index
            run.append(line)
        elif run:
            yield start, run
            run = []
    if run:
        yield start, run


def _plain(text: str) -> str:
    """The text with its escaped characters as they are meant."""
    return text.translate(_BACK)


class _Question:
    def __init__(self, text: str, comments: str, notes: Notes, line: int, gallery: Gallery) -> None:
        clean = "".join(each for each in text if not "\ue000" <= each <= "\ue010")
        self.text = _ESCAPED.sub(lambda found: _PRIVATE[found[1]], clean)
        self.wanted = ""
        name = ""
        if self.text.startswith("::"):
            end = self.text.find("::", 2)
            if end > 0:
                name = plain_line(_plain(self.text[2:end]), 80)
                self.text = self.text[end + 2 :].strip()
        self.draft = Draft(notes, name or f"line {line}", notes.span(line))
        tags = []
        for kind, value in _MARKED.findall(comments):
            if kind == "id":
                self.wanted = value.replace("\\]", "]")
            else:
                tags.append(plain_line(value, 60))
        if tags:
            self.draft.leave_out("its tags", ", ".join(tags))
        self.named = name
        self.form = "moodle"
        self.texts = HtmlText(gallery, lambda _: "GIFT holds no pictures", tex=True)

    def item(self) -> Item:
        start, end = self.text.find("{"), self.text.find("}")
        if start < 0 and end < 0:
            raise Refused("a text without a question has no equal here")
        if start < 0 or end < start:
            raise Refused("its braces do not match")
        if "{" in self.text[end:] or "}" in self.text[end + 1 :]:
            raise Refused("it has braces twice: several questions in one")
        answer = self.text[start + 1 : end].strip()
        gap = "" if not self.text[end + 1 :].strip() else "_____"
        prompt = f"{self.text[:start]}{gap}{self.text[end + 1 :]}".strip()
        found = re.match(r"\[(\w+)\]", prompt)
        if found and found[1].lower() in FORMATS:
            self.form = found[1].lower()
            prompt = prompt[found.end() :]
        general = ""
        if "####" in answer:
            answer, _, general = answer.rpartition("####")
        keys: dict[str, object] = {"prompt": self.markdown(prompt, "prompt", pictures=True)}
        if not keys["prompt"]:
            raise Refused("it asks nothing: its text is empty")
        keys["explain"] = self.markdown(general, "explanation")
        if not self.wanted:
            self.wanted = self.named or str(keys["prompt"])
        return self.kind(answer.strip(), keys)

    def kind(self, answer: str, keys: dict[str, object]) -> Item:
        bare = answer.partition("#")[0].strip().upper()
        if not answer:
            return self.draft.item("reflection", self.wanted, keys)
        if answer.startswith("#"):
            return self.numeric(answer[1:], keys)
        if "~" in answer:
            return self.choices(answer, keys)
        if answer.startswith("=") and "->" in answer:
            return self.matching(answer, keys)
        if bare in ("T", "TRUE", "F", "FALSE"):
            keys["answer"] = bare[0] == "T"
            parts = answer.split("#")
            wrong, right = ("false", "true") if keys["answer"] else ("true", "false")
            told = {
                wrong: self.markdown("#".join(parts[1:2]), "feedback"),
                right: self.markdown("#".join(parts[2:3]), "feedback"),
            }
            stated(self.draft, keys, told)
            return self.draft.item("true_false", self.wanted, keys)
        answers = [
            (plain_line(_plain(text)), share, self.markdown(told, "feedback"))
            for text, share, told in self.parts(answer, "=")
        ]
        return spelt(self.draft, self.wanted, keys, answers, exact=False)

    def parts(self, answer: str, marks: str) -> Iterator[tuple[str, float, str]]:
        """Each part behind one of the ``marks``: its text, its points in per cent, its feedback."""
        if answer[0] not in marks:
            answer = marks[0] + answer
        for each in re.split(f"(?=[{marks}])", answer):
            if not each.strip():
                continue
            sign, text = each[0], each[1:].strip()
            share = 100.0 if sign == "=" else 0.0
            found = _WEIGHT.match(text)
            if found:
                share, text = float(found[1]), text[found.end() :]
            text, _, told = text.partition("#")
            if text.strip() or told.strip():
                yield text.strip(), share, told.strip()

    def choices(self, answer: str, keys: dict[str, object]) -> Item:
        options: list[dict[str, object]] = []
        shares: list[float] = []
        for index, (text, share, told) in enumerate(self.parts(answer, "~="), 1):
            said = self.markdown(text, f"option {index}")
            if said:
                options.append({"text": said, "feedback": self.markdown(told, "feedback")})
                shares.append(share)
        single = re.search("=", answer) is not None
        return chosen(self.draft, self.wanted, keys, options, shares, single=single)

    def matching(self, answer: str, keys: dict[str, object]) -> Item:
        pairs: list[dict[str, str]] = []
        extra: list[str] = []
        for index, part in enumerate(answer.split("=")[1:], 1):
            left, arrow, right = part.partition("->")
            item, match = self.line(left, f"item {index}"), self.line(right, f"match {index}")
            if not arrow or not match:
                self.draft.leave_out(f"item {index}", "nothing belongs to it")
            elif item:
                pairs.append({"item": item, "match": match})
            else:
                extra.append(match)
        keys["pairs"], keys["extra"] = pairs, extra
        return self.draft.item("matching", self.wanted, keys)

    def numeric(self, answer: str, keys: dict[str, object]) -> Item:
        if "=" not in answer:
            text, _, told = answer.partition("#")
            found = [(text, 100.0, told)]
        else:
            found = list(self.parts(answer, "="))
        ranges = [text for text, share, _ in found if ".." in text and share >= 99.99]
        if ranges and len(found) == 1:
            low, _, high = ranges[0].partition("..")
            keys["range"] = [number(low, "the range"), number(high, "the range")]
            told = self.markdown(found[0][2], "feedback")
            if told and not keys.get("explain"):
                keys["explain"] = told
            elif told:
                self.draft.leave_out("feedback to the right number", f"'{told[:60]}'")
            return self.draft.item("numeric", self.wanted, keys)
        answers = []
        for text, share, told in found:
            middle, _, tolerance = text.partition(":")
            if ".." in text:
                low, _, high = text.partition("..")
                ends = number(low, "the range"), number(high, "the range")
                middle, tolerance = str(sum(ends) / 2), str(abs(ends[1] - ends[0]) / 2)
            answers.append((middle, tolerance, share, self.markdown(told, "feedback")))
        return counted(self.draft, self.wanted, keys, answers)

    # -- texts ------------------------------------------------------------------------------------

    def markdown(self, text: str, where: str, *, pictures: bool = False) -> str:
        form, text = self._form(text)
        if form == "markdown":
            return markdown_as_is(text, self.draft, where)
        if form == "plain" or (
            form == "moodle"
            and "<" not in text
            and "\\" not in text
            and "$$" not in text
            and "&" not in text
        ):
            parts = [part for part in text.split("\n\n") if part.strip()]
            return "\n\n".join(at_line_start(escaped(" ".join(part.split()))) for part in parts)
        tree = parsed(text.replace("\n", "<br>") if form == "moodle" else text)
        return self.texts.markdown(tree, self.draft, where, pictures=pictures)

    def line(self, text: str, where: str) -> str:
        form, plain = self._form(text)
        if form == "markdown":
            return plain_line(plain)
        if form == "html" or "<" in plain:
            return self.texts.line(parsed(plain), self.draft, where)
        return escaped(plain_line(plain))

    def _form(self, text: str) -> tuple[str, str]:
        text = text.strip()
        found = re.match(r"\[(\w+)\]", text)
        form = self.form
        if found and found[1].lower() in FORMATS:
            form, text = found[1].lower(), text[found.end() :]
        return form, _plain(text).strip()
