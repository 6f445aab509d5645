"""Questions without a right answer: a text of one's own, and a scale of agreement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from scorm_builder import build
from tests.browser.graded import again, opened
from tests.browser.learner import Learner, launch
from tests.browser.lms import Lms
from tests.browser.test_forms import OWN, TYPED, box, check, field, told
from tests.compiled import needs_player
from tests.courses import COURSE, write_course
from tests.courses import page as prose

pytestmark = needs_player


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    files: dict[str, str | bytes] = {
        "course.yaml": COURSE.replace("[one]", "[one, two]"),
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


def test_what_is_written_for_oneself_is_kept_on_the_page_alone(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    learner.goto("two")
    words = "I shall look first\nat the soft tissues."
    result = check(learner, "mine", words)
    expect(result.locator(".result-title")).to_have_text("Thank you")
    expect(result).to_contain_text("To compare with")
    learner.goto("one")
    learner.goto("two")
    expect(field(learner, "mine")).to_have_value(words)
    expect(field(learner, "mine")).to_be_editable()
    assert "soft tissues" not in str(learner.calls())
    assert told(learner, "type") == []
    learner = again(learner, context, lms)
    assert "soft tissues" not in str(lms.stored)
    expect(field(learner, "mine")).to_have_value("")
    lost = "You answered this question. Your text was not kept."
    expect(box(learner, "mine").locator(".result")).to_contain_text(lost)


def test_what_is_recorded_is_told_and_the_learner_knows(learner: Learner) -> None:
    learner.goto("two")
    expect(field(learner, "told")).to_have_accessible_description(
        "What you write is sent to your learning system, where others may read it. "
        "Do not write anything about a patient."
    )
    field(learner, "told").fill("x" * 250)
    expect(box(learner, "told").locator("[data-said]")).to_have_text("5 characters left")
    field(learner, "told").press_sequentially("1234567")
    expect(field(learner, "told")).to_have_value("x" * 250 + "12345")
    check(learner, "told", "The last one.")
    assert told(learner, "student_response") == ["The last one."]
    expect(field(learner, "told")).to_have_attribute("readonly", "")


@pytest.mark.parametrize("works", [True, False])
def test_text_can_be_copied_or_is_selected(learner: Learner, works: bool) -> None:
    learner.goto("two")
    field(learner, "mine").fill("Mine.")
    learner.frame.evaluate(
        "works => { document.execCommand = () => works && (window.copied = String(getSelection())) "
        "!== undefined; }",
        works,
    )
    copy = box(learner, "mine").get_by_role("button", name="Copy the text")
    copy.click()
    words = "Copied" if works else "The text is selected. Copy it from there."
    expect(box(learner, "mine").locator("[data-said]")).to_have_text(words)
    expect(learner.frame.locator("#_announce")).to_have_text(words)
    expect(copy if works else field(learner, "mine")).to_be_focused()
    selected = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert field(learner, "mine").evaluate(selected) == "Mine."


def test_field_grows_with_its_text(learner: Learner) -> None:
    learner.goto("two")
    field(learner, "mine").fill("\n".join(["One line of a long text."] * 30))
    sizes = "e => [e.clientHeight, e.scrollHeight]"
    shown, whole = field(learner, "mine").evaluate(sizes)
    assert whole <= shown + 1


def test_degree_of_agreement_is_neither_right_nor_wrong(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    learner.goto("two")
    safe = box(learner, "safe")
    safe.get_by_role("button", name="Done").click()
    expect(safe.locator(".error-summary")).to_contain_text("Choose an answer")
    safe.locator("[data-option='3'] label").click()
    safe.get_by_role("button", name="Done").click()
    expect(safe.locator(".result-title")).to_have_text("Thank you")
    expect(safe.locator(".option-mark:not(:empty)")).to_have_count(0)
    assert told(learner, "type") == ["likert"]
    assert told(learner, "result") == ["neutral"]
    learner = again(learner, context, lms)
    expect(box(learner, "safe").get_by_label("Agree", exact=True)).to_be_checked()
    expect(box(learner, "safe").get_by_label("Agree", exact=True)).to_be_disabled()
