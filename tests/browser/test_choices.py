"""Choices: options in another order, "I do not know", and how sure a learner is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from scorm_builder import build
from tests.browser.graded import WIDE, again, opened, saved
from tests.browser.learner import Learner, launch, settle
from tests.browser.lms import Lms
from tests.compiled import needs_player
from tests.courses import COURSE, write_course
from tests.courses import page as prose

pytestmark = needs_player

NAMES = ["One", "Two", "Three", "Four", "Five", "Six"]
CHOICES = """
```choice
id: tendon
prompt: Which tendon is torn?
shuffle: true
confidence: true
hint: It lies above.
explain: The first one. Invented.
options:
  - {text: One, correct: true}
  - {text: Two, feedback: Not this one.}
  - {text: Three}
  - {text: Four}
  - {text: Five}
  - {text: Six}
  - {text: None of these, pinned: true}
  - {text: I do not know, pinned: true, gives_up: true}
```

```multiple_choice
id: bones
prompt: Which are bones of the wrist?
marking: all
explain: Invented.
options:
  - {text: Lunate, correct: true}
  - {text: Hamate, correct: true}
  - {text: Talus}
```
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("choices")
    files: dict[str, str | bytes] = {"course.yaml": COURSE, "pages/one.md": prose(CHOICES)}
    return build(write_course(folder, files), out=folder / "dist").path


@pytest.fixture
def lms(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(opened(context), lms)


def box(learner: Learner, question: str = "tendon") -> Locator:
    return learner.frame.locator(f"[data-question='{question}']")


def choose(learner: Learner, *options: int, sure: str = "", question: str = "tendon") -> Locator:
    """Choose, say how sure, and check; the feedback."""
    for option in options:
        box(learner, question).locator(f"[data-option='{option}'] label").click()
    if sure:
        certainty(learner).locator("label", has_text=sure).click()
    box(learner, question).locator("[type=submit]").click()
    return box(learner, question).locator(".result")


def certainty(learner: Learner) -> Locator:
    return box(learner).get_by_role("group", name="How sure are you?")


def shown(learner: Learner) -> list[str]:
    """The options from top to bottom, as they are seen."""
    rows = box(learner).locator(".q-options .option")
    tops = rows.evaluate_all("rows => rows.map(row => row.getBoundingClientRect().top)")
    texts = rows.locator(".option-text").all_inner_texts()
    assert tops == sorted(tops), "what is read first stands first"
    return texts


def test_options_are_shuffled_once_and_the_pinned_stay(
    browser: Browser, learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    first = shown(learner)
    assert sorted(first) == sorted([*NAMES, "None of these", "I do not know"])
    assert first[6:] == ["None of these", "I do not know"]
    choose(learner, 2, sure="A guess")
    saved(learner)
    # What the LMS was told is the option's own letter, wherever it stood.
    assert [each["student_response"] for each in lms.interactions] == ["c"]
    learner = again(learner, context, lms)
    assert shown(learner) == first
    expect(box(learner).get_by_label("Three")).to_be_checked()
    orders = {tuple(first)}
    for _ in range(3):
        with Lms(Path(lms.archive.filename or "")) as other:
            orders.add(tuple(shown(launch(opened(browser.new_context()), other))))
    assert len(orders) > 1


def test_who_does_not_know_gets_the_answer_at_once_without_the_hint(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    # Nobody is asked how sure they are that they do not know.
    result = choose(learner, 7)
    expect(result.locator(".result-title")).to_have_text("Here is the answer")
    expect(result.locator(".result-title")).to_be_focused()
    expect(result).not_to_contain_text("It lies above.")
    expect(result).to_contain_text("Right answer")
    expect(box(learner).locator("[data-option='7'] .option-mark")).to_have_text("Your answer")
    expect(box(learner).locator("[data-option='0'] .option-mark")).to_have_text("Correct answer")
    expect(certainty(learner)).to_be_hidden()
    saved(learner)
    assert [each["result"] for each in lms.interactions] == ["wrong"]
    learner = again(learner, context, lms)
    expect(box(learner).locator(".result-title")).to_have_text("Here is the answer")


def test_how_sure_is_asked_where_it_is_missing(learner: Learner) -> None:
    choose(learner, 0)
    summary = box(learner).locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Say how sure you are")
    expect(certainty(learner).locator(".error")).to_have_text("Say how sure you are")
    expect(box(learner).locator(".q-options .error")).to_have_count(0)
    summary.get_by_role("link").press("Enter")
    expect(certainty(learner).get_by_label("A guess")).to_be_focused()
    learner.page.keyboard.press("Space")
    expect(summary).to_have_count(0)
    expect(certainty(learner).locator(".error")).to_have_count(0)
    # One question at a time: no answer and nothing said of it is an error of the answer.
    expect(box(learner, "bones").locator(".error")).to_have_count(0)


def test_keyboard_says_how_sure_and_it_is_kept(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    box(learner).get_by_label("One", exact=True).focus()
    keys = learner.page.keyboard
    keys.press("Space")
    keys.press("Tab")
    expect(certainty(learner).get_by_label("A guess")).to_be_focused()
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(certainty(learner).get_by_label("Certain")).to_be_checked()
    expect(box(learner).locator(".result")).to_have_count(0)
    keys.press("Tab")
    expect(box(learner).get_by_role("button", name="Check answer")).to_be_focused()
    keys.press("Enter")
    expect(box(learner).locator(".result-title")).to_be_focused()
    learner = again(learner, context, lms)
    expect(certainty(learner).get_by_label("Certain")).to_be_checked()
    expect(certainty(learner).get_by_label("Certain")).to_be_disabled()


def test_certain_and_wrong_is_said_at_the_end(learner: Learner) -> None:
    result = choose(learner, 1, sure="Certain")
    expect(result).not_to_contain_text("You were certain")
    result = choose(learner, 2)
    expect(result.locator("p").first).to_have_text("You were certain: take a moment to compare.")


def test_feedback_comes_after_what_was_asked(learner: Learner) -> None:
    choose(learner, 1, sure="A guess")
    asked, said = certainty(learner).bounding_box(), box(learner).locator(".result").bounding_box()
    assert asked and said and asked["y"] + asked["height"] <= said["y"]


@pytest.mark.parametrize(("width", "rows"), [(1280, 1), (320, 3)])
def test_degrees_stand_in_a_row_or_below_each_other(
    context: BrowserContext, lms: Lms, width: int, rows: int
) -> None:
    page = opened(context)
    page.set_viewport_size({"width": width, "height": 800})
    learner = launch(page, lms)
    settle(learner.frame)
    places = [label.bounding_box() for label in certainty(learner).locator(".option").all()]
    assert len({place["y"] for place in places if place}) == rows
    assert all(place and place["height"] >= 44 and place["width"] >= 44 for place in places)
    assert learner.frame.evaluate(WIDE) == 0


def test_what_only_counts_whole_says_so(learner: Learner) -> None:
    expect(box(learner, "bones").get_by_role("group").first).to_have_accessible_description(
        "Select all that apply. It counts only when all that is right is chosen, and nothing else."
    )
    result = choose(learner, 0, question="bones")
    expect(result.locator(".result-title")).to_have_text("Not correct")
