"""Small files of each format, for each kind of question: what they become, and what is said."""

from __future__ import annotations

from typing import Any

import pytest

from scorm_builder.model.figure import Figure
from tests.courses import png
from tests.unit.interchange.banks import (
    MAP,
    MATCH,
    answer,
    declared,
    file,
    left_out,
    manifest,
    moodle,
    one,
    package,
    qti,
    read,
    said,
)


def keys(question: Any) -> dict[str, Any]:
    made: dict[str, Any] = question.model_dump(exclude_defaults=True)
    return {key: value for key, value in made.items() if key not in ("id", "prompt", "explain")}


# -- Moodle ---------------------------------------------------------------------------------------


def test_moodle_single_choice() -> None:
    text = moodle(
        "multichoice",
        "<single>true</single><shuffleanswers>0</shuffleanswers><defaultgrade>2.0</defaultgrade>"
        "<hint format='html'><text>Look.</text></hint><idnumber>Case 7/b</idnumber>"
        + answer("100", "<p>Gout</p>", "Yes.")
        + answer("0", "Septic &amp; <b>other</b>"),
    )
    question, words = one(text)
    assert (question.kind, question.id, question.prompt) == ("choice", "case-7-b", "Which?")
    assert question.explain == "So it is."
    assert keys(question) == {
        "options": (
            {"text": "Gout", "correct": True, "feedback": "Yes."},
            {"text": "Septic & **other**"},
        ),
        "shuffle": False,
        "weight": 2,
        "hint": "Look.",
    }
    assert words == []


def test_moodle_shares_that_we_cannot_give_are_named() -> None:
    text = moodle(
        "multichoice",
        "<single>true</single>" + answer("100", "a") + answer("50", "b") + answer("-25", "c"),
    )
    question, words = one(text)
    assert question.correct == (0,)
    assert "'Q one', option 2: its 50 % of the points" in words[0]
    assert "option 3: its -25 %" in words[1]


def test_moodle_several_right_options() -> None:
    rows = answer("50", "a") + answer("50", "b") + answer("-50", "c")
    question, words = one(moodle("multichoice", "<single>false</single>" + rows))
    assert (question.kind, question.correct, words) == ("multiple_choice", (0, 1), [])
    rows = answer("66.66667", "a") + answer("33.33333", "b") + answer("0", "c")
    question, words = one(moodle("multichoice", "<single>false</single>" + rows))
    assert question.correct == (0, 1)
    assert "66.6667 %, 33.3333 %, 0 %; here each right one earns 50 %" in words[0]
    question, words = one(moodle("multichoiceset", answer("100", "a") + answer("0", "c")))
    assert (question.marking, words) == ("all", [])


def test_moodle_statement_that_is_false() -> None:
    rows = answer("0", "true", "No!") + answer("100", "false")
    question, words = one(moodle("truefalse", rows))
    assert (question.kind, question.answer) == ("true_false", False)
    assert "the feedback to 'true': 'No!'" in words[0]


def test_moodle_words() -> None:
    rows = (
        answer("100", "pseudogout")
        + answer("100", "CPPD *disease*")
        + answer("0", "gout", "Close.")
        + answer("50", "arthritis")
        + answer("0", "*", "Look again.")
    )
    question, words = one(moodle("shortanswer", "<usecase>1</usecase>" + rows))
    assert keys(question) == {
        "accept": ("pseudogout",),
        "exact": True,
        "known": ({"text": ("gout",), "feedback": "Close."},),
    }
    assert sum("a star" in word for word in words) == 2
    assert any("'arthritis': its 50 %" in word for word in words)


def test_moodle_number_with_units() -> None:
    unit = "<unit><multiplier>{}</multiplier><unit_name>{}</unit_name></unit>"
    rows = answer("100", "5500", "", "<tolerance>10</tolerance>") + answer("25", "5400")
    units = f"<units>{unit.format('1', 'W')}{unit.format('0.001', 'kW')}</units>"
    question, words = one(moodle("numerical", rows + units))
    assert keys(question) == {
        "answer": 5500,
        "tolerance": 10,
        "unit": "W",
        "other_units": {"kW": 1000},
    }
    assert left_out(words) == [words[0]] and "'5400': worth 25 %" in words[0]


def test_moodle_pairs() -> None:
    pair = (
        '<subquestion format="html"><text>{}</text><answer><text>{}</text></answer></subquestion>'
    )
    rows = pair.format("knee", "hinge") + pair.format("hip", "ball") + pair.format("", "pivot")
    question, words = one(moodle("matching", rows + "<tags><tag><text>bones</text></tag></tags>"))
    assert [(p.item, p.match) for p in question.pairs] == [("knee", "hinge"), ("hip", "ball")]
    assert question.extra == ("pivot",)
    assert "its tags: bones" in words[0]


def test_moodle_order() -> None:
    rows = answer("1", "first", "Told.") + answer("2", "second") + answer("3", "third")
    more = "<gradingtype>ABSOLUTE_POSITION</gradingtype><layouttype>HORIZONTAL</layouttype>"
    question, words = one(moodle("ordering", more + rows))
    assert question.items == ("first", "second", "third")
    assert len(words) == 3 and "ABSOLUTE_POSITION" in words[2]


def test_moodle_essay() -> None:
    more = "<attachments>2</attachments><graderinfo format='html'><text>Be kind</text></graderinfo>"
    question, words = one(moodle("essay", more, explain=""))
    assert (question.kind, question.explain) == ("reflection", None)
    assert len(words) == 2 and "Be kind" in words[1]


def marker(number: int, text: str) -> str:
    return f"<drag><no>{number}</no><text>{text}</text><infinite/></drag>"


def zone(number: int, shape: str, coords: str, choice: int) -> str:
    return (
        f"<drop><no>{number}</no><shape>{shape}</shape><coords>{coords}</coords>"
        f"<choice>{choice}</choice></drop>"
    )


def test_moodle_marker_is_a_hotspot_that_wants_more_places() -> None:
    text = moodle(
        "ddmarker",
        file("Knee x.PNG", png())
        + marker(1, "Fracture")
        + zone(1, "circle", "40,30;9", 1)
        + zone(2, "blob", "1,1", 1),
    )
    found, problems = read(text)
    words = said(problems)
    assert found == []  # a hotspot of one place is written, and refused until it has three
    regions = next(each for each in problems if each.rule == "question-regions")
    assert regions.message.startswith("'Q one' has 1 of the 3")
    assert any("drop zone 2" in word for word in words)
    assert any(word.startswith("question-picture-words") for word in words)


def test_moodle_markers_are_labels() -> None:
    text = moodle(
        "ddmarker",
        file("a.png", png())
        + marker(1, "Bone")
        + marker(2, "Fat")
        + marker(3, "Nerve")
        + zone(1, "rectangle", "1,2;30,20", 1)
        + zone(2, "polygon", "5,5;25,6;15,25", 2),
    )
    question, _ = one(text)
    assert (question.kind, question.labels) == ("labelling", ("Bone", "Fat", "Nerve"))
    assert question.places[0].shape.rect == (1, 2, 30, 20)
    assert question.credit.startswith("TODO:")


def test_moodle_labels_on_an_image() -> None:
    drop = "<drop><no>{0}</no><choice>{0}</choice><xleft>{1}</xleft><ytop>9</ytop></drop>"
    text = moodle(
        "ddimageortext",
        file("a.png", png())
        + marker(1, "Bone")
        + marker(2, "Fat")
        + drop.format(1, 10)
        + drop.format(2, 50),
    )
    question, words = one(text)
    assert [place.shape.point for place in question.places] == [(10, 9), (50, 9)]
    assert any("upper left corner" in word for word in words)


def test_moodle_picture_in_the_prompt_becomes_a_figure() -> None:
    prompt = '<p>Look <img src="@@PLUGINFILE@@/my%20scan.png" alt="A scan"></p><p>Which?</p>'
    rows = "<single>1</single>" + answer("100", "a") + answer("0", "b")
    text = moodle("multichoice", rows, prompt).replace(
        "</questiontext>", file("my scan.png", png()) + "</questiontext>"
    )
    found, problems = read(text)
    figure, question = found
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt) == ("images/my-scan.png", "A scan")
    assert getattr(question, "prompt", "") == "Look\n\nWhich?"
    assert [problem.rule for problem in problems] == ["question-picture-words"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a....", "it is a GIF"),
        (b"<svg/>", "no PNG, JPEG or WebP"),
        (b"\x89PNG\r\n\x1a\n", "the picture 'x.png'"),
        (b"\xff\xd8\xff" + b"x" * 50, "the picture 'x.png'"),
    ],
)
def test_picture_that_cannot_be_taken_is_named(data: bytes, why: str) -> None:
    rows = "<single>1</single>" + answer("100", "a") + answer("0", "b")
    text = moodle("multichoice", rows, '<p>Q <img src="@@PLUGINFILE@@/x.png"></p>').replace(
        "</questiontext>", file("x.png", data) + "</questiontext>"
    )
    question, words = one(text)
    assert question.prompt == "Q"
    assert any(why in word for word in left_out(words))


def test_answer_that_is_too_long_is_named_in_words() -> None:
    found, problems = read(moodle("shortanswer", answer("100", "x" * 500)))
    assert found == []
    (words,) = left_out(said(problems))
    assert "'accept', item 1: has more than 60 characters" in words


@pytest.mark.parametrize(
    ("kind", "why"),
    [("multianswer", "Cloze"), ("calculated", "calculated"), ("stack", "'stack' are not known")],
)
def test_moodle_type_without_an_equal_is_named(kind: str, why: str) -> None:
    found, problems = read(moodle(kind, ""))
    assert found == []
    assert why in problems[0].message and "'Q one': the question" in problems[0].message


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a &lt;b&gt; 5*3 _x_ [y] $5 #1", r"a \<b> 5\*3 \_x\_ \[y\] \$5 #1"),
        ("<p>One<br/>two</p><p>three</p>", "One\\\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n\n  1. c"),
        ("<b>bold </b>and <em>not</em>", "**bold** and *not*"),
        ("H<sub>2</sub>O, m<sup>2</sup>", "H₂O, m²"),
        (r"\(x^2\) or \[y\] or $$z$$", "$x^2$ or $$y$$ or $$z$$"),
        ('<a href="https://example.org/a">l</a>', "[l](<https://example.org/a>)"),
        ("<pre>a\n```\nb</pre>", "~~~\na\n```\nb\n~~~"),
        ("<h3>Title</h3># no", "**Title**\n\n\\# no"),
        ("<blockquote>said</blockquote>", "> said"),
        ("1. no list", "1\\. no list"),
        ("&nbsp;<p>&nbsp;</p>x", "x"),
        (
            "<table><tr><th>a|b</th><th>c</th></tr><tr><td>1</td></tr></table>",
            "| a\\|b | c |\n| --- | --- |\n| 1 |  |",
        ),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    question, words = one(moodle("essay", "", html))
    assert question.prompt == markdown
    assert words == []


@pytest.mark.parametrize(
    ("html", "markdown", "why"),
    [
        ("<b>x.</b>y", "x.y", "layout"),
        ("H<sub>ab</sub>", "Hab", "subscript"),
        ("<u>x</u>", "x", "underlining"),
        ('<span style="color: red">x</span>', "x", "colour"),
        ('x<audio src="a.mp3"></audio>', "x", "a recording"),
        ("x<script>alert(1)</script>", "x", "a script"),
        ('<a href="javascript:alert(1)">x</a>', "x", "the link"),
        ('x<img src="https://example.org/a.png">', "x", "lies elsewhere"),
        ("<table><tr><td>a</td></tr></table>", "| a |\n| --- |", "without headings"),
        ("<math><mi>x</mi><mn>2</mn></math>", "x2", "MathML"),
        ("x" + "<div>" * 200 + "deep", "x", "levels deep"),
    ],
)
def test_html_that_markdown_cannot_say_is_named(html: str, markdown: str, why: str) -> None:
    question, words = one(moodle("essay", "", html))
    assert question.prompt == markdown
    assert any(why in word for word in left_out(words)), words


def test_question_without_an_explanation_says_so() -> None:
    rows = "<single>1</single>" + answer("100", "a") + answer("0", "b")
    question, words = one(moodle("multichoice", rows, explain=""))
    assert question.explain.startswith("TODO:")
    assert [word.partition(":")[0] for word in words] == ["question-unexplained"]


# -- GIFT -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        (
            "Which?{=right#Yes. ~wrong ~other}",
            "choice",
            {
                "options": (
                    {"text": "right", "correct": True, "feedback": "Yes."},
                    {"text": "wrong"},
                    {"text": "other"},
                )
            },
        ),
        (
            "Two?{~%50%a ~%50%b ~%-50%c}",
            "multiple_choice",
            {
                "options": (
                    {"text": "a", "correct": True},
                    {"text": "b", "correct": True},
                    {"text": "c"},
                )
            },
        ),
        ("It is.{TRUE}", "true_false", {"answer": True}),
        ("It is not.{F#no#yes}", "true_false", {"answer": False}),
        ("Who?{=no one =nobody}", "short_text", {"accept": ("no one", "nobody")}),
        ("Pi?{#3.14:0.01}", "numeric", {"answer": 3.14, "tolerance": 0.01}),
        ("Pi?{#3..4}", "numeric", {"range": (3, 4)}),
        ("Year?{#=1822:2#Good. =%50%1822:9}", "numeric", {"answer": 1822, "tolerance": 2}),
        (
            "Pair.{=a -> 1 =b -> 2 = -> 3}",
            "matching",
            {"pairs": ({"item": "a", "match": "1"}, {"item": "b", "match": "2"}), "extra": ("3",)},
        ),
        ("Think.{}", "reflection", {}),
    ],
)
def test_gift(text: str, kind: str, wanted: dict[str, Any]) -> None:
    question, _ = one(text + "\n", "gift")
    assert (question.kind, keys(question)) == (kind, wanted)


def test_gift_names_ids_escapes_and_explanations() -> None:
    text = (
        "// [id:my id] [tag:bones]\n$CATEGORY: top/Bones\n"
        "::Name \\: x::[html]<b>A\\=b</b> \\{c\\}\\nd{\n=\\~5 # \\#1\n~no\n"
        "####Because \\\\ it is.}\n"
    )
    question, words = one(text)
    assert (question.id, question.prompt) == ("my-id", "**A=b** {c} d")
    assert question.explain == "Because \\\\ it is."
    assert question.options[0].text == "~5"
    assert question.options[0].feedback == "#1"
    assert len(words) == 1 and "its tags: bones" in words[0]


def test_gift_missing_word_and_what_has_no_question() -> None:
    found, problems = read("Grant is {~buried =entombed} there.\n\nA text.\n\nTwo {T} and {F}\n")
    assert getattr(found[0], "prompt", "") == r"Grant is \_\_\_\_\_ there."
    assert len(found) == 1
    assert {"question-left-out", "question-unexplained"} == {p.rule for p in problems}
    assert [p.span.line for p in problems if p.rule == "question-left-out"] == [3, 5]


# -- QTI ------------------------------------------------------------------------------------------

CHOICES = (
    '<simpleChoice identifier="A">Gout<feedbackInline outcomeIdentifier="F" identifier="A" '
    'showHide="show">Yes.</feedbackInline></simpleChoice>'
    '<simpleChoice identifier="B" fixed="true">Sepsis</simpleChoice>'
    '<simpleChoice identifier="C">None</simpleChoice>'
)


def interaction(name: str, inside: str, more: str = "") -> str:
    return f'<{name} responseIdentifier="RESPONSE" {more}><prompt>Which?</prompt>{inside}</{name}>'


def test_qti_single_choice() -> None:
    body = "<p>Look.</p>" + interaction("choiceInteraction", CHOICES, 'maxChoices="1"')
    told = '<modalFeedback outcomeIdentifier="F" identifier="{}" showHide="show">{}</modalFeedback>'
    more = told.format("B", "Hardly.") + told.format("solution", "Because.")
    question, words = one(qti(declared("identifier", "single", "A"), body, more=more))
    assert (question.kind, question.id) == ("choice", "item-one")
    assert (question.prompt, question.explain) == ("Look.\n\nWhich?", "Because.")
    assert [o.feedback for o in question.options] == ["Yes.", "Hardly.", None]
    assert [o.pinned for o in question.options] == [False, True, False]
    assert words == []


def test_qti_several_right_choices_whole_or_mapped() -> None:
    body = interaction("choiceInteraction", CHOICES, 'maxChoices="0"')
    question, _ = one(qti(declared("identifier", "multiple", "A", "B"), body))
    assert (question.kind, question.correct, question.marking) == ("multiple_choice", (0, 1), "all")
    entry = '<mapEntry mapKey="{}" mappedValue="{}"/>'
    mapping = f'<mapping defaultValue="-2">{entry.format("A", 1)}{entry.format("B", 1)}</mapping>'
    question, words = one(qti(declared("identifier", "multiple", more=mapping), body, MAP))
    assert (question.correct, question.marking) == ((0, 1), "partial")
    assert any("-100 %" in word for word in words)


@pytest.mark.parametrize("value", ["1,0", "one", "NaN", "1e400"])
def test_qti_points_that_are_no_number_are_not_guessed_at(value: str) -> None:
    body = interaction("choiceInteraction", CHOICES, 'maxChoices="0"')
    mapping = f'<mapping><mapEntry mapKey="A" mappedValue="{value}"/></mapping>'
    found, problems = read(qti(declared("identifier", "multiple", more=mapping), body, MAP))
    assert found == []
    assert any(f"'{value}' is no number of points" in word for word in said(problems))


def test_qti_statement_and_scale() -> None:
    rows = '<simpleChoice identifier="{}">{}</simpleChoice>'
    both = rows.format("x", "True") + rows.format("y", "False")
    body = interaction("choiceInteraction", both, 'maxChoices="1"')
    question, _ = one(qti(declared("identifier", "single", "y"), body))
    assert (question.kind, question.answer) == ("true_false", False)
    body = interaction("choiceInteraction", CHOICES, 'maxChoices="1"')
    question, words = one(qti(declared("identifier", "single"), body))
    assert (question.kind, question.scale) == ("likert", ("Gout", "Sepsis", "None"))
    assert any("it became a scale" in word for word in words)


def test_qti_number_and_words() -> None:
    field = '<p>It is <textEntryInteraction responseIdentifier="RESPONSE"/> or so.</p>'
    question, _ = one(qti(declared("float", "single", "12.5"), field))
    assert (question.kind, question.answer, question.tolerance) == ("numeric", 12.5, None)
    assert question.prompt == r"It is \_\_\_\_\_ or so."
    processing = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="relative" '
        'tolerance="10 10"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>'
        "</equal></responseIf></responseCondition></responseProcessing>"
    )
    text = qti(declared("float", "single", "12.5"), field)
    text = text.replace(f'<responseProcessing template="{MATCH}"/>', processing)
    assert one(text)[0].tolerance == 1.25
    entry = '<mapEntry mapKey="{}" mappedValue="{}" caseSensitive="false"/>'
    mapping = f"<mapping>{entry.format('York', 1)}{entry.format('york!', 0.5)}</mapping>"
    question, words = one(qti(declared("string", "single", "York", more=mapping), field, MAP))
    assert (question.accept, question.exact) == (("York",), False)
    assert any("'york!': its 50 %" in word for word in words)


def test_qti_pairs_and_order() -> None:
    row = '<simpleAssociableChoice identifier="{0}" matchMax="{1}">{0}</simpleAssociableChoice>'
    first = "".join(row.format(name, 2) for name in "AB")
    second = "".join(row.format(name, 1) for name in "xyz")
    sets = f"<simpleMatchSet>{first}</simpleMatchSet><simpleMatchSet>{second}</simpleMatchSet>"
    body = interaction("matchInteraction", sets)
    question, words = one(qti(declared("directedPair", "multiple", "A x", "A y", "B z"), body))
    assert [(p.item, p.match) for p in question.pairs] == [("x", "A"), ("y", "A"), ("z", "B")]
    assert left_out(words) == []
    body = interaction("orderInteraction", CHOICES)
    question, _ = one(qti(declared("identifier", "ordered", "C", "A", "B"), body))
    assert question.items == ("None", "Gout", "Sepsis")
    question, _ = one(qti(declared("string", "single"), interaction("extendedTextInteraction", "")))
    assert question.kind == "reflection"


OBJECT = '<object type="image/png" data="../img/a.png" width="120" height="80">A scan</object>'
SPOTS = "".join(
    f'<hotspotChoice identifier="{name}" shape="{shape}" coords="{coords}" hotspotLabel="L{name}"/>'
    for name, shape, coords in (
        ("A", "circle", "40,30,9"),
        ("B", "rect", "1,2,31,22"),
        ("C", "poly", "5,5,25,6,15,25,5,5"),
        ("D", "ellipse", "60,40,9,5"),
        ("E", "default", ""),
    )
)


def zipped(item: str) -> bytes:
    files = {
        "imsmanifest.xml": manifest("items/one.xml"),
        "items/one.xml": item,
        "img/a.png": png(),
    }
    return package(files)


def test_qti_hotspot() -> None:
    body = interaction("hotspotInteraction", OBJECT + SPOTS, 'maxChoices="1"')
    question, _ = one(zipped(qti(declared("identifier", "single", "C"), body)))
    assert (question.kind, question.correct, question.alt) == ("hotspot", (2,), "A scan")
    assert [region.shape.kind for region in question.regions] == [
        *("circle", "rect", "polygon", "ellipse", "rect"),
    ]
    assert question.regions[1].shape.rect == (1, 2, 30, 20)
    assert question.regions[4].shape.rect == (0, 0, 120, 80)


def test_qti_hotspot_on_a_picture_of_another_size() -> None:
    body = interaction("hotspotInteraction", OBJECT.replace("120", "60").replace('"80"', '"40"'))
    body = body.replace("</hotspot", SPOTS + "</hotspot")
    question, _ = one(zipped(qti(declared("identifier", "single", "A"), body)))
    assert question.size == (60, 40)
    found, problems = read(
        zipped(qti(declared("identifier", "single", "A"), body.replace('"60"', '"70"')))
    )
    assert found == [] and "another shape" in problems[-1].message


def test_qti_labels_and_points() -> None:
    gaps = (
        '<gapText identifier="g1" matchMax="1">Bone</gapText><gapText identifier="g2">Fat</gapText>'
    )
    spots = SPOTS.replace("hotspotChoice", "associableHotspot")
    body = interaction("graphicGapMatchInteraction", OBJECT + gaps + spots)
    question, words = one(zipped(qti(declared("directedPair", "multiple", "g1 A", "g2 B"), body)))
    assert [(p.label, p.shape.kind) for p in question.places] == [
        ("Bone", "circle"),
        ("Fat", "rect"),
    ]
    assert sum("no label belongs to it" in word for word in words) == 3
    area = '<areaMapEntry shape="circle" coords="{},30,9" mappedValue="{}"/>'
    areas = "".join(area.format(x, value) for x, value in ((30, 1), (60, 0.5), (90, 1), (10, 0)))
    mapping = f'<areaMapping defaultValue="0">{areas}</areaMapping>'
    body = interaction("selectPointInteraction", OBJECT, 'maxChoices="3"')
    question, words = one(zipped(qti(declared("point", "multiple", more=mapping), body)))
    assert question.kind == "hotspot" and question.correct == (0, 1, 2)
    assert any("numbers stand in" in word for word in words)


def test_qti_3_says_the_same_in_other_words() -> None:
    text = (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" '
        'title="T"><qti-response-declaration identifier="RESPONSE" cardinality="single" '
        'base-type="identifier"><qti-correct-response><qti-value>B</qti-value>'
        "</qti-correct-response></qti-response-declaration><qti-item-body>"
        '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1" shuffle="true">'
        '<qti-prompt>Which?</qti-prompt><qti-simple-choice identifier="A">a</qti-simple-choice>'
        '<qti-simple-choice identifier="B">b</qti-simple-choice></qti-choice-interaction>'
        '</qti-item-body><qti-response-processing template="https://purl.imsglobal.org/spec/qti/'
        'v3p0/rptemplates/match_correct.xml"/><qti-modal-feedback outcome-identifier="F" '
        'identifier="general" show-hide="show"><qti-content-body>So.</qti-content-body>'
        "</qti-modal-feedback></qti-assessment-item>"
    )
    question, words = one(text)
    assert (question.kind, question.correct, question.explain) == ("choice", (1,), "So.")
    assert question.shuffle is True and words == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("match_correct", "own_template"), "response processing"),
        (('adaptive="false"', 'adaptive="true"'), "adaptive"),
        (("<itemBody>", "<templateDeclaration/><itemBody>"), "template"),
        (("choiceInteraction", "hottextInteraction"), "hottextInteraction"),
        (("<itemBody>", "<stylesheet/><itemBody>"), "style sheet"),
        (("<itemBody>", "<itemBody><rubricBlock>Read this.</rubricBlock>"), "Read this."),
    ],
)
def test_qti_that_we_cannot_say_is_named(change: tuple[str, str], why: str) -> None:
    body = interaction("choiceInteraction", CHOICES, 'maxChoices="1"')
    text = qti(declared("identifier", "single", "A"), body).replace(*change)
    _, problems = read(text)
    assert any(why in problem.message for problem in problems), problems


def test_qti_items_come_in_the_order_of_the_test() -> None:
    rows = {}
    for name in ("a", "b", "c"):
        body = interaction("choiceInteraction", CHOICES, 'maxChoices="1"')
        item = qti(declared("identifier", "single", "A"), body).replace("Item_One", name)
        rows[f"items/{name}.xml"] = item
    refs = "".join(f'<assessmentItemRef href="items/{name}.xml"/>' for name in ("c", "a"))
    test = f'<assessmentTest title="My test"><timeLimits maxTime="9"/>{refs}</assessmentTest>'
    contents = manifest(*rows).replace(
        "</resources>",
        '<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/>'
        '<resource identifier="o" type="imsqti_xmlv1p2" href="old.xml"/></resources>',
    )
    found, problems = read(package({"imsmanifest.xml": contents, "test.xml": test, **rows}))
    assert [getattr(each, "id", "") for each in found] == ["c", "a", "b"]
    words = " ".join(said(problems))
    assert "a time limit" in words and "imsqti_xmlv1p2" in words
