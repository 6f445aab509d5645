"""Questions that are answered by typing: a number, a few words, a text of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from scorm_builder import build
from tests.browser.graded import WIDE, again, opened, saved
from tests.browser.learner import Learner, launch, settle
from tests.browser.lms import Lms
from tests.compiled import needs_player
from tests.courses import COURSE, write_course
from tests.courses import page as prose

pytestmark = needs_player

TYPED = """
```numeric
id: width
prompt: How wide is the joint space?
hint: Where it is narrowest.
explain: It is 12.5 mm. Invented.
range: [12, 13]
unit: mm
other_units: {cm: 10}
```

```numeric
id: score
prompt: What is the T-score?
explain: Invented.
answer: -2.5
tolerance: 0.1
unit: SD
```

```short_text
id: bone
prompt: Which bone is it?
hint: It spans both rows.
explain: The scaphoid.
accept: [Scaphoid, os scaphoideum]
known:
  - text: [Lunate, the lunate]
    feedback: The lunate dislocates.
```
"""
OWN = """
```reflection
id: mine
prompt: What will you change?
explain: Many look at the soft tissues first.
```

```reflection
id: told
prompt: Which case was the hardest?
record: true
```

```likert
id: safe
prompt: I would feel safe on a night shift.
```
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    course = COURSE.replace("[one]", "[one, two]") + "pass_mark: 50\n"
    files: dict[str, str | bytes] = {
        "course.yaml": course,
        "pages/one.md": prose(TYPED),
        "pages/two.md": prose(OWN, name="two"),
    }
    return build(write_course(folder, files), out=folder / "dist").path


@pytest.fixture
def lms(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(opened(context), lms)


def box(learner: Learner, question: str) -> Locator:
    return learner.frame.locator(f"[data-question='{question}']")


def field(learner: Learner, question: str) -> Locator:
    return box(learner, question).locator(".q-input").first


def check(learner: Learner, question: str, words: str) -> Locator:
    """Type and check; the feedback."""
    field(learner, question).fill(words)
    box(learner, question).locator("[type=submit]").click()
    return box(learner, question).locator(".result")


def told(learner: Learner, element: str) -> list[str]:
    """What the LMS was told of interactions, in order."""
    calls = [call["args"] for call in learner.calls() if call["fn"] == "LMSSetValue"]
    return [args[1] for args in calls if args[0].endswith(f".{element}")]


# -- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "unit", "verdict", "shown"),
    [
        ("12.5", "mm", "Correct", "12.5\u00a0mm"),
        ("12,5", "mm", "Correct", "12.5\u00a0mm"),
        (" 1.25 ", "cm", "Correct", "1.25\u00a0cm"),
        ("12.5", "cm", "Not correct", "12.5\u00a0cm"),
        ("١٢", "mm", "Correct", "12\u00a0mm"),
    ],
)
def test_number_counts_however_it_is_typed(
    learner: Learner, typed: str, unit: str, verdict: str, shown: str
) -> None:
    box(learner, "width").get_by_label("Unit").select_option(unit)
    result = check(learner, "width", typed)
    expect(result.locator(".result-title")).to_have_text(verdict)
    expect(result).to_contain_text(f"Your answer: {shown}")
    assert ("Right answer: 12 to 13\u00a0mm" in result.inner_text()) == (verdict == "Correct")


def test_number_is_told_in_the_first_unit_and_restored_as_it_was(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    box(learner, "width").get_by_label("Unit").select_option("cm")
    check(learner, "width", "1,25")
    assert told(learner, "student_response") == ["12.5"]
    assert told(learner, "type") == ["numeric"]
    learner = again(learner, context, lms)
    expect(field(learner, "width")).to_have_value("1.25")
    assert box(learner, "width").locator("select").input_value() == "1"
    expect(field(learner, "width")).to_have_attribute("readonly", "")
    expect(box(learner, "width").locator(".result-title")).to_have_text("Correct")
    expect(box(learner, "width").get_by_role("button", name="Check answer")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Type a number"),
        ("about 2", "“about 2” cannot be read as a number. Type digits alone, such as 12.5 or"),
        ("12 mm", "“12 mm” cannot be read as a number."),
    ],
)
def test_what_is_no_number_is_said_and_kept(learner: Learner, typed: str, message: str) -> None:
    check(learner, "width", typed)
    summary = box(learner, "width").locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(message)
    number = field(learner, "width")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_have_value(typed)
    expect(number).to_have_accessible_description(f"{HOW} {summary.locator('a').inner_text()}")
    summary.get_by_role("link").click()
    expect(number).to_be_focused()
    number.press("End")
    number.press_sequentially("1")
    expect(summary).to_have_count(0)
    assert number.get_attribute("aria-invalid") is None
    assert told(learner, "student_response") == []


HOW = "Type a number in digits, such as 12.5 or 12,5."


def test_field_is_named_by_its_prompt_and_unit(learner: Learner) -> None:
    name = "What is the T-score? SD"
    score = box(learner, "score").get_by_role("textbox", name=name, exact=True)
    expect(score).to_have_accessible_description(HOW)
    # The keys of a telephone for decimals have no minus.
    expect(score).to_have_attribute("inputmode", "text")
    expect(field(learner, "width")).to_have_attribute("inputmode", "decimal")
    result = check(learner, "score", "-2.3")
    expect(result).to_contain_text("Your answer: \u200e−2.3\u00a0SD")
    result = check(learner, "score", "2.5")
    right = "Right answer: \u200e−2.5\u00a0SD (from \u200e−2.6 to \u200e−2.4\u00a0SD counts)"
    expect(result).to_contain_text(right)


# -- words --------------------------------------------------------------------------------------


def test_spelling_is_taken_as_it_is_meant(learner: Learner) -> None:
    result = check(learner, "bone", "  OS  Scaphoídeum. ")
    expect(result.locator(".result-title")).to_have_text("Correct")
    expect(result).to_contain_text("In this course it is written: Scaphoid")
    assert told(learner, "student_response") == ["OS Scaphoídeum."]
    assert told(learner, "type") == ["fill-in"]


def test_known_mistake_has_its_feedback_and_the_answer_comes_last(learner: Learner) -> None:
    result = check(learner, "bone", "the LUNATE")
    expect(result).to_contain_text("The lunate dislocates.")
    expect(result).to_contain_text("It spans both rows.")
    expect(result).not_to_contain_text("Scaphoid")
    result = check(learner, "bone", "hamate")
    expect(result).to_contain_text("Your answer: hamate")
    expect(result).to_contain_text("Right answer: Scaphoid")
    expect(result).not_to_contain_text("The lunate dislocates.")


def test_text_that_could_not_be_kept_is_not_taken(learner: Learner) -> None:
    check(learner, "bone", "м" * 31)
    summary = box(learner, "bone").locator(".error-summary")
    expect(summary).to_contain_text("This answer is too long to be kept. Use a shorter form.")
    expect(check(learner, "bone", "м" * 30)).to_be_visible()
    assert field(learner, "bone").get_attribute("maxlength") == "60"


def test_nothing_corrects_or_fills_in_what_is_typed(learner: Learner) -> None:
    bone = field(learner, "bone")
    wanted = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    for name, value in wanted.items():
        expect(bone).to_have_attribute(name, value)
    expect(bone).to_have_accessible_description(
        "A word or a few words. Capitals and accents make no difference. "
        "Do not type anything about a patient."
    )


# -- all of them --------------------------------------------------------------------------------


def test_nothing_is_answered_before_check(learner: Learner, lms: Lms) -> None:
    for question, words in (("width", "12.5"), ("score", "1"), ("bone", "Scaphoid")):
        field(learner, question).fill(words)
        field(learner, question).press("Tab")
    learner.goto("two")
    field(learner, "mine").fill("Mine.")
    box(learner, "safe").locator("input").first.focus()
    learner.page.keyboard.press("ArrowDown")
    learner.page.keyboard.press("ArrowDown")
    saved(learner)
    for name in ("one", "two"):
        entry = learner.frame.locator(f".contents li:has(> a[data-page={name}])")
        expect(entry).to_contain_text("0 of 3 questions answered")
    assert learner.frame.locator(".result").count() == 0
    assert told(learner, "student_response") == []
    assert lms.interactions == []


def test_keyboard_alone_answers_and_is_led_to_the_feedback(learner: Learner) -> None:
    field(learner, "bone").focus()
    learner.page.keyboard.type("lunate")
    learner.page.keyboard.press("Enter")
    title = box(learner, "bone").locator(".result-title")
    expect(title).to_be_focused()
    # The focus speaks the feedback: no live region says it a second time.
    expect(learner.frame.locator("#_announce")).to_be_empty()
    assert title.evaluate("e => !e.closest('[aria-live], [role=status], [role=alert]')")
    learner.page.keyboard.press("Shift+Tab")
    expect(field(learner, "bone")).to_be_focused()
    learner.page.keyboard.press("Control+A")
    learner.page.keyboard.type("scaphoid")
    learner.page.keyboard.press("Enter")
    expect(title).to_have_text("Correct")
    # Once it is done, Enter leads back to the feedback and changes nothing.
    field(learner, "bone").press("Enter")
    expect(title).to_be_focused()
    assert told(learner, "student_response") == ["lunate", "scaphoid"]


def test_same_answers_are_worth_the_same_in_preview_package_and_resumed(
    browser: Browser, learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    def answer(run: Learner) -> None:
        check(run, "width", "12,5")
        for words in ("-1", "-2"):
            check(run, "score", words)
        check(run, "bone", "os scaphoideum")

    def score(run: Learner) -> str:
        run.frame.locator(".contents a[data-page='_results']").click()
        expect(run.frame.get_by_role("heading", name="Results", level=1)).to_be_visible()
        return run.frame.get_by_text("Your score is").inner_text()

    answer(learner)
    packaged = score(learner)
    resumed = score(again(learner, context, lms))
    page = browser.new_page()
    page.goto(f"{lms.origin}/course/index.html")
    alone = Learner(page, page.main_frame)
    expect(page.locator("html[data-ready]")).to_have_count(1)
    answer(alone)
    assert score(alone) == resumed == packaged == "Your score is 67%."
    page.close()


def test_it_works_without_style_sheets(context: BrowserContext, lms: Lms) -> None:
    page = opened(context)
    page.route("**/*.css", lambda route: route.abort())
    learner = launch(page, lms)
    expect(check(learner, "bone", "scaphoid")).to_contain_text("Correct")
    expect(check(learner, "width", "12.5")).to_contain_text("Correct")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_narrow_telephone_shows_all_of_it(browser: Browser, lms: Lms, direction: str) -> None:
    size = {"width": 320, "height": 640}
    context = browser.new_context(viewport=size, has_touch=True)  # type: ignore[arg-type]
    learner = launch(opened(context), lms)
    learner.frame.evaluate("way => { document.documentElement.dir = way; }", direction)
    settle(learner.frame)
    controls = learner.frame.locator("article :is(input, select, button):visible").all()
    assert len(controls) == 7
    for control in controls:
        place = control.bounding_box()
        assert place and place["height"] >= 44 and place["width"] >= 44
    learner.frame.evaluate("document.documentElement.style.fontSize = '200%'")
    settle(learner.frame)
    assert learner.frame.evaluate(WIDE) == 0
    field(learner, "bone").tap()
    learner.page.keyboard.type("scaphoid")
    box(learner, "bone").get_by_role("button", name="Check answer").tap()
    expect(box(learner, "bone").locator(".result-title")).to_have_text("Correct")
    assert learner.frame.evaluate(WIDE) == 0
    context.close()


def test_scripts_off_leave_the_question_and_its_answer(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    page.goto(f"{lms.origin}/course/page-one.html")
    bone = page.locator("[data-question=bone]")
    bone.locator("input").fill("lunate")
    bone.locator("input").press("Enter")  # sends nothing, and the page stays as it is
    expect(bone.locator("input")).to_have_value("lunate")
    expect(bone.get_by_role("button", name="Check answer")).to_be_hidden()
    bone.get_by_text("Answer and explanation").click()
    expect(bone.locator(".answer-right")).to_contain_text("Scaphoid")
    expect(bone.locator(".answer-options")).to_contain_text("The lunate dislocates.")
    context.close()
