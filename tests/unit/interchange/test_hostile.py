"""Files that were made to break a reader: each is refused with a sentence, and quickly."""

from __future__ import annotations

import io
import random
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scorm_builder.interchange import moodle as moodle_reader
from scorm_builder.interchange import qti_package, source
from scorm_builder.interchange.formats import read_questions
from scorm_builder.interchange.item import Bank, Notes
from scorm_builder.problems import Problem
from tests.courses import png
from tests.unit.interchange.banks import (
    answer,
    declared,
    file,
    manifest,
    moodle,
    package,
    qti,
    read,
)

BOMB = """<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<quiz><question type="&b;"/></quiz>"""
OUTSIDE = '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>'
CHOICE = moodle("multichoice", "<single>1</single>" + answer("100", "a") + answer("0", "b"))
ITEM = qti(
    declared("identifier", "single", "A"),
    '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Q</prompt>'
    '<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice>'
    "</choiceInteraction>",
)


def refused(data: bytes, format: str | None = None) -> Problem:
    found = read_questions(data, Notes("f"), format)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB.encode(), "document type"),
        (OUTSIDE.encode(), "document type"),
        (b"<quiz><!-- <!DOCTYPE x> --><!DOCTYPE x><question></quiz>", "document type"),
        (b"<quiz><question></quiz>", "cannot be read"),
        (b"<quiz>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</quiz>", "cannot be read"),
        (b"<quiz>" + b"<a>" * 200 + b"</a>" * 200 + b"</quiz>", "levels deep"),
        (b"<quiz>\xff</quiz>", "UTF-8"),
        (b"\xff\xfe<\x00q\x00\x00\xd8", "UTF-16"),
        (b'<?xml version="1.0" encoding="ebcdic-gb"?><quiz/>', "ebcdic-gb"),
        (manifest("a.xml").encode(), "import the zip"),
        (b"<questestinterop/>", "QTI 1.2"),
        (b"PK\x03\x04 not a zip", "the zip cannot be read"),
        (package({}), "without a manifest"),
        (package({"../x.xml": "x"}), "leads out of it"),
        (package({"a\\..\\..\\x.xml": "x"}), "leads out of it"),
        (package({"/etc/x.xml": "x"}), "leads out of it"),
        (package({"C:x.xml": "x"}), "leads out of it"),
        (package({"imsmanifest.xml": OUTSIDE}), "document type"),
    ],
)
def test_hostile_file_is_refused(data: bytes, words: str) -> None:
    problem = refused(data)
    assert problem.rule == "questions-unreadable"
    assert words in problem.message


def test_fault_is_placed_at_its_line() -> None:
    assert refused(b"<quiz>\n\n<question></quiz>").span.line == 3
    assert refused(BOMB.encode()).span.line == 2


@pytest.mark.parametrize("data", [b"", b"hello", b"<html/>", b"{", b"\x89PNG\r\n\x1a\n" * 9])
def test_file_of_no_format_is_refused(data: bytes) -> None:
    assert refused(data).rule in ("questions-format", "questions-unreadable")


def test_format_that_is_not_the_files_is_refused() -> None:
    assert refused(CHOICE.encode(), "qti").rule == "questions-format"
    assert refused(CHOICE.encode(), "excel").message == "'excel' is not a format"
    assert refused(package({"a": "b"}), "gift").rule == "questions-format"


@pytest.mark.parametrize(
    ("mark", "encoding"), [("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"), ("", "cp1252")]
)
def test_encodings_that_programs_write_are_read(mark: str, encoding: str) -> None:
    head = '<?xml version="1.0" encoding="windows-1252"?>' if encoding == "cp1252" else ""
    text = head + CHOICE.replace("Which?", "Größe – ?")
    found, _ = read(mark.encode(encoding) + text.encode(encoding))
    assert getattr(found[0], "prompt", "") == "Größe – ?"


def test_document_type_in_quoted_text_is_text() -> None:
    found, _ = read(moodle("essay", "", "What is &lt;!DOCTYPE html&gt;? <!DOCTYPE html>"))
    assert getattr(found[0], "prompt", "").startswith(r"What is \<!DOCTYPE html>?")


def test_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    assert "more than" in refused(b"<quiz>      ").message


def test_package_that_unpacks_to_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qti_package, "MAX_FILE", 1 << 16)
    bomb = package({"imsmanifest.xml": manifest("a.xml"), "a.xml": b" " * (8 << 20)})
    found, problems = read(bomb)
    assert found == []
    assert "too large when it is unpacked" in problems[0].message


def test_package_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qti_package, "MAX_FILES", 3)
    assert "more than 3 files" in refused(package({f"{i}.xml": "" for i in range(4)})).message


def test_link_in_a_package_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        info = zipfile.ZipInfo("imsmanifest.xml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(info, "/etc/passwd")
    assert "a link" in refused(made.getvalue()).message


def test_encrypted_package_is_refused() -> None:
    data = bytearray(package({"imsmanifest.xml": manifest()}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(bytes(data)).message


def test_picture_of_an_item_cannot_come_from_outside() -> None:
    body = '<p><img src="{}" alt=""/></p><choiceInteraction'
    for address in ("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "//host/a.png"):
        item = ITEM.replace("<choiceInteraction", body.format(address))
        data = package({"imsmanifest.xml": manifest("i/a.xml"), "i/a.xml": item})
        found, problems = read(data)
        assert len(found) == 1
        assert any("the picture" in problem.message for problem in problems)


def test_base64_that_is_none_is_named() -> None:
    text = moodle(
        "multichoice",
        "<single>1</single>" + answer("100", "a") + answer("0", "b"),
        '<img src="@@PLUGINFILE@@/a.png"> Q <img src="data:image/png;base64,@@">',
    )
    bad = '<file name="a.png" encoding="base64">!!!</file></questiontext>'
    _, problems = read(text.replace("</questiontext>", bad))
    assert sum("the picture" in problem.message for problem in problems) == 2


def test_file_of_very_many_questions_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moodle_reader, "MAX_ITEMS", 20)
    row = CHOICE.removeprefix("<quiz>").removesuffix("</quiz>")
    notes = Notes("f")
    found = read_questions(f"<quiz>{row * 25}</quiz>".encode(), notes)
    assert isinstance(found, Bank) and len(found.items) == 20
    assert any("behind the first 20" in problem.message for problem in notes.problems)


@pytest.mark.parametrize(
    "piece",
    ["<table><tr><td>", "<ul><li>", "<b>", "[", "*", r"\\(", "$", "<a>", "|", "<blockquote>", "`"],
)
def test_text_that_repeats_itself_is_read_in_a_moment(piece: str) -> None:
    begun = time.perf_counter()
    read(moodle("essay", "", piece * (20_000 // len(piece))))
    assert time.perf_counter() - begun < 5


def test_very_long_text_is_refused() -> None:
    found, problems = read(moodle("essay", "", "x" * 100_001))
    assert found == [] and "more than 100,000 characters" in problems[0].message


# -- mutations ------------------------------------------------------------------------------------

HOTSPOT = moodle(
    "ddmarker",
    file("a.png", png(16, 12))
    + "<drag><no>1</no><text>X</text></drag>"
    + "<drop><no>1</no><shape>circle</shape><coords>4,3;2</coords><choice>1</choice></drop>",
)
NUMBER = moodle(
    "numerical",
    answer("100", "5", "", "<tolerance>1</tolerance>"),
    "<table><tr><td>1</td></tr></table> \\(x\\) <b>a</b>",
)
GIFT = "::n::[html]<i>Q</i>{=%100%a#b ~%-50%c####d}\n\nW{#1..2}\n\nM{=a -> b =c -> d}\n\n{T#x}\n"
SEEDS: tuple[bytes, ...] = (
    CHOICE.encode(),
    HOTSPOT.encode(),
    NUMBER.encode(),
    GIFT.encode(),
    ITEM.encode(),
    ITEM.replace("choiceInteraction", "orderInteraction").encode(),
    package({"imsmanifest.xml": manifest("a.xml"), "a.xml": ITEM}),
)
NESTS = (b"<b>", b"<table>", b"<ul><li>", b"</text>", b"<![CDATA[", b"]]>", b"{", b"}", b"&", b"=~")


def flipped(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 60)]


def doubled(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randint(1, 200)] * chance.randint(1, 4)


def swapped(data: bytearray, chance: random.Random) -> None:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    data[a:b] = data[a:b][::-1] if b - a < 5 else data[(a + b) // 2 : b] + data[a : (a + b) // 2]


def nested(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.choice(NESTS) * chance.choice((1, 2, 150))


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(flipped, cut, doubled, swapped, nested),
)


@pytest.mark.parametrize("part", range(8))
def test_ten_thousand_broken_files_give_problems_and_nothing_worse(part: int) -> None:
    chance = random.Random(part)
    slowest = 0.0
    for number in range(1_250):
        data = bytearray(SEEDS[number % len(SEEDS)])
        for _ in range(chance.randint(1, 3)):
            chance.choice(CHANGES)(data, chance)
            data = data or bytearray(b" ")
        begun = time.perf_counter()
        format = chance.choice((None, None, "gift", "moodle", "qti"))
        found, problems = read(bytes(data), format)
        slowest = max(slowest, time.perf_counter() - begun)
        assert found or problems or b"<quiz" in data or format == "gift", bytes(data)
        assert all(isinstance(problem, Problem) for problem in problems)
    assert slowest < 2


def test_temporary_files_do_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(HOTSPOT)
    assert list(tmp_path.iterdir()) == []
