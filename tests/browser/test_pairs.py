"""Matching, labelling and ordering: by keyboard, mouse and finger, seen, heard, kept and told."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from scorm_builder import build
from tests.browser.learner import Learner, close, launch, settle
from tests.browser.lms import Lms
from tests.courses import COURSE, page, png, write_course
from tests.unit.player.vrules import breaches

BODY = """
```matching
id: nerves
prompt: Which nerve?
hint: Think.
pairs:
  - {item: Spread the fingers, match: Ulnar nerve}
  - {item: Lift the wrist, match: Radial nerve, feedback: It drops when the nerve is cut.}
  - {item: Lift the arm, match: Axillary nerve}
extra: [Median nerve]
explain: Each has its own.
```

```labelling
id: bones
prompt: Name them.
image: images/a.png
alt: A grey square with two numbers.
credit: Drawn for a test
licence: CC0
places:
  - {id: one, label: Radius, shape: {circle: {c: [200, 300], r: 60}}}
  - {id: two, label: Ulna, shape: {circle: {c: [600, 300], r: 60}}}
explain: So they are called.
```

```ordering
id: steps
prompt: In which order?
items: [Name, Film, Airway, Lungs]
explain: So nothing is forgotten.
```
"""
WELSH = "title: Cwrs\ndescription: Prawf.\nsections:\n  - title: Popeth\n"
FOCUS = "() => document.activeElement.textContent.trim()"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    files = {
        "course.yaml": COURSE.replace("licence:", "languages: [en, cy]\nlicence:"),
        "course.cy.yaml": WELSH,
        "pages/one.md": page(BODY),
        "pages/one.cy.md": page(BODY.replace("Radius", "Radiws")),
        "images/a.png": png(800, 600),
    }
    return build(write_course(folder, files), out=folder / "dist").path


@pytest.fixture
def lms(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(context.new_page(), lms)


def box(learner: Learner, question: str) -> Locator:
    return learner.frame.locator(f"[data-question='{question}']")


def lists(learner: Learner, question: str) -> list[Locator]:
    return box(learner, question).locator("select").all()


def fill(learner: Learner, question: str, *texts: str) -> None:
    for each, text in zip(lists(learner, question), texts, strict=True):
        each.select_option(text)


def check(learner: Learner, question: str) -> Locator:
    """Press Check; the feedback, which has the focus."""
    box(learner, question).get_by_role("button", name="Check answer").click()
    title = box(learner, question).locator(".result-title")
    expect(title).to_be_focused()
    return box(learner, question).locator("[data-result]")


def order(learner: Learner) -> list[str]:
    return box(learner, "steps").locator("[data-item] .option-text").all_inner_texts()


def values(learner: Learner, question: str) -> list[str]:
    return [each.input_value() for each in lists(learner, question)]


@pytest.mark.parametrize("styled", [True, False], ids=["with CSS", "CSS off"])
@pytest.mark.parametrize(
    ("question", "texts"),
    [("nerves", ("Ulnar nerve", "Radial nerve", "Axillary nerve")), ("bones", ("Radius", "Ulna"))],
)
def test_lists_are_answered_by_keyboard_alone(
    learner: Learner, lms: Lms, question: str, texts: tuple[str, ...], styled: bool
) -> None:
    if not styled:
        learner.frame.evaluate(
            "document.querySelectorAll('[rel=stylesheet]').forEach(e=>e.remove())"
        )
    press = learner.page.keyboard
    lists(learner, question)[0].focus()
    for _ in texts:
        press.press("Tab")
    assert values(learner, question) == [""] * len(texts), "focus chooses nothing"
    expect(box(learner, question).get_by_role("button", name="Check answer")).to_be_focused()
    assert lms.interactions == []
    lists(learner, question)[0].focus()
    for text in texts:
        press.type(text)
        press.press("Tab")
    press.press("Enter")
    expect(box(learner, question).locator(".result-title")).to_be_focused()
    expect(box(learner, question).locator(".result")).to_contain_text("Correct")


def test_items_are_put_in_order_by_keyboard_alone(learner: Learner) -> None:
    first, *_, last = order(learner)
    assert order(learner) != ["Name", "Film", "Airway", "Lungs"]
    status, press = learner.frame.locator("#_announce"), learner.page.keyboard
    box(learner, "steps").get_by_role("button", name=f"Move up: {last}").focus()
    for place in (3, 2, 1):
        press.press("Enter")
        expect(status).to_have_text(f"{last}: now {place} of 4")
        assert order(learner)[place - 1] == last
        # The same button keeps the focus; at the end its twin gets it.
        way = "Move up" if place > 1 else "Move down"
        assert learner.frame.evaluate(FOCUS) == f"{way}: {last}"
    press.press("Enter")
    assert order(learner)[:2] == [first, last]


def test_places_and_labels_on_the_picture_stay_out_of_the_tab_order(learner: Learner) -> None:
    box(learner, "bones").get_by_role("button", name="Enlarge").focus()
    learner.page.keyboard.press("Tab")
    expect(lists(learner, "bones")[0]).to_be_focused()
    # The place that is worked at stands out on the picture.
    expect(box(learner, "bones").locator(".place.is-on")).to_have_text("1")


def test_label_and_place_are_brought_together_either_way_round(learner: Learner) -> None:
    question = box(learner, "bones")
    label, place = (lambda n: question.get_by_role("button", name=n, exact=True)), question.locator
    label("Ulna").click()
    expect(label("Ulna")).to_have_attribute("aria-pressed", "true")
    expect(place("[data-how]")).to_have_text("Ulna: now choose its place on the image.")
    place("button.place").nth(1).click()
    expect(label("Ulna")).to_have_attribute("aria-pressed", "false")
    expect(learner.frame.locator("#_announce")).to_have_text("Place 2: Ulna")
    place("button.place").nth(0).click()
    expect(place("button.place").nth(0)).to_have_attribute("aria-pressed", "true")
    label("Radius").click()
    assert values(learner, "bones") == ["0", "1"]
    expect(label("Place 1: Radius")).to_be_visible()
    # One state: what the list says is what the picture says.
    lists(learner, "bones")[0].select_option("Ulna")
    expect(label("Place 1: Ulna")).to_be_visible()
    lists(learner, "bones")[0].select_option("")
    expect(label("Place 1: no label yet")).to_be_visible()


def test_finger_labels_the_structure_itself_also_enlarged(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True
    )
    learner = launch(context.new_page(), lms)
    question = box(learner, "bones")
    question.get_by_role("button", name="Radius", exact=True).tap()
    stage = question.locator("[data-stage]")
    area = stage.bounding_box()
    assert area
    stage.tap(position={"x": area["width"] / 4 - 12, "y": area["height"] / 2 + 12})
    assert values(learner, "bones") == ["0", ""]
    question.get_by_role("button", name="Enlarge").tap()
    question.get_by_role("button", name="Ulna", exact=True).tap()
    question.locator("button.place").nth(1).tap()
    assert values(learner, "bones") == ["0", "1"]
    learner.frame.get_by_role("button", name="Close").tap()
    assert values(learner, "bones") == ["0", "1"]
    assert "Correct" in check(learner, "bones").inner_text()
    context.close()


def test_item_is_dragged_by_its_number(learner: Learner) -> None:
    before = order(learner)
    grips = box(learner, "steps").locator("[data-grip]")
    grips.first.scroll_into_view_if_needed()
    start, end = grips.nth(0).bounding_box(), grips.nth(3).bounding_box()
    assert start and end
    mouse = learner.page.mouse
    mouse.move(start["x"] + 8, start["y"] + 8)
    mouse.down()
    mouse.move(end["x"] + 8, end["y"] + end["height"], steps=12)
    mouse.up()
    assert order(learner) == [*before[1:], before[0]]
    expect(learner.frame.locator("#_announce")).to_have_text(f"{before[0]}: now 4 of 4")


def test_error_says_how_many_are_missing_and_leads_to_the_first(learner: Learner) -> None:
    lists(learner, "nerves")[0].select_option("Ulnar nerve")
    box(learner, "nerves").get_by_role("button", name="Check answer").click()
    summary = box(learner, "nerves").locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Choose from every list: 2 are still empty").click()
    second, third = lists(learner, "nerves")[1:]
    expect(second).to_be_focused()
    for each in (second, third):
        expect(each).to_have_attribute("aria-invalid", "true")
        expect(each).to_have_accessible_description("Choose an answer")
    second.select_option("Radial nerve")
    expect(second).not_to_have_attribute("aria-invalid", "true")
    expect(third).to_have_accessible_description("Choose an answer")
    expect(summary).to_have_count(0)


def test_rows_say_what_is_right_and_in_the_end_what_would_have_been(learner: Learner) -> None:
    fill(learner, "nerves", "Ulnar nerve", "Median nerve", "Radial nerve")
    said = check(learner, "nerves").inner_text()
    assert "Right: 1 of 3." in said and "Think." in said
    assert "Lift the wrist" in said and "It drops when the nerve is cut." in said
    marks = box(learner, "nerves").locator(".option-mark")
    assert marks.all_text_contents() == ["Correct", "Not correct", "Not correct"]
    lists(learner, "nerves")[1].select_option("Radial nerve")
    expect(marks.nth(1)).to_be_empty()
    expect(marks.nth(2)).to_contain_text("Not correct")
    check(learner, "nerves")
    expect(lists(learner, "nerves")[2]).to_have_accessible_description(
        "Not correct Right answer: Axillary nerve"
    )
    for each in lists(learner, "nerves"):
        expect(each).to_be_disabled()


def test_picture_says_what_is_right_by_shapes(learner: Learner) -> None:
    fill(learner, "bones", "Radius", "Radius")
    check(learner, "bones")
    signs = box(learner, "bones").locator(".sign path")
    drawn = [sign.get_attribute("d") for sign in signs.all()]
    assert len(drawn) == 2 and drawn[0] != drawn[1]


def test_order_that_nobody_touched_is_no_answer_and_the_right_one_is_a_list(
    learner: Learner, lms: Lms
) -> None:
    steps = box(learner, "steps")
    steps.get_by_role("button", name="Check answer").click()
    expect(steps.locator(".error-summary")).to_contain_text("by moving at least one")
    assert lms.interactions == []
    learner.put_in_order(learner.questions()[2], False)
    assert "Correct" not in check(learner, "steps").inner_text().split()
    learner.put_in_order(learner.questions()[2], True)
    steps.get_by_role("button", name="Move down").first.click()
    assert order(learner) == ["Film", "Name", "Airway", "Lungs"]
    result = check(learner, "steps")
    assert result.locator("ol li").all_inner_texts() == ["Name", "Film", "Airway", "Lungs"]
    marks = box(learner, "steps").locator("[data-mark]").all_text_contents()
    assert marks == ["In order", "Out of order", "In order", "In order"]
    expect(box(learner, "steps").get_by_role("button", name="Move up")).to_have_count(0)


def test_wrong_answers_to_the_end_earn_nothing(learner: Learner) -> None:
    for question in learner.questions():
        learner.answer(question, False)
        expect(learner.box(question).locator(".result.is-wrong")).to_be_visible()
        expect(learner.box(question).locator("[type=submit]")).to_be_hidden()


def test_question_can_be_answered_again(learner: Learner) -> None:
    fill(learner, "bones", "Radius", "Ulna")
    check(learner, "bones").get_by_role("button", name="Answer this question again").click()
    assert values(learner, "bones") == ["", ""]
    box(learner, "bones").get_by_role("button", name="Ulna", exact=True).click()
    box(learner, "bones").locator("button.place").nth(1).click()
    assert values(learner, "bones") == ["", "1"]


def snapshot(learner: Learner, question: str) -> str:
    return box(learner, question).aria_snapshot().replace("'", "")


def test_every_control_has_a_name_a_role_and_a_value(learner: Learner) -> None:
    lists(learner, "nerves")[0].select_option("Ulnar nerve")
    heard = snapshot(learner, "nerves")
    assert '- group "Which nerve?"' in heard
    for item in ("Spread the fingers", "Lift the wrist", "Lift the arm"):
        assert f'- combobox "{item}"' in heard
    assert '- option "Ulnar nerve" [selected]' in heard
    heard = snapshot(learner, "bones")
    for name in ("Place 1: no label yet", "Place 2: no label yet", "Radius", "Ulna", "Enlarge"):
        assert f'- button "{name}"' in heard
    assert '- combobox "Place 1"' in heard and '- combobox "Place 2"' in heard
    heard = snapshot(learner, "steps")
    first, *_, last = order(learner)
    assert heard.count("- listitem") == 4
    assert f'- button "Move up: {first}" [disabled]' in heard
    assert f'- button "Move down: {first}"' in heard
    assert f'- button "Move down: {last}" [disabled]' in heard


def test_answers_come_back_in_a_new_session_and_the_lms_was_told(
    context: BrowserContext, lms: Lms
) -> None:
    learner = launch(context.new_page(), lms)
    fill(learner, "nerves", "Ulnar nerve", "Median nerve", "Axillary nerve")
    fill(learner, "bones", "Radius", "Ulna")
    learner.put_in_order(learner.questions()[2], True)
    for question in ("nerves", "bones", "steps"):
        check(learner, question)
    offered = box(learner, "nerves").locator("select").first.locator("option").all_inner_texts()
    expect(learner.frame.locator("#_status")).to_have_text("Sent")
    assert breaches(learner.calls()) == []
    told = {each["id"]: each for each in lms.interactions}
    for question, kind, response, result in (
        ("nerves", "matching", "1.a,2.d,3.c", "wrong"),
        ("bones", "matching", "1.a,2.b", "correct"),
        ("steps", "sequencing", "a,b,c,d", "correct"),
    ):
        found = told[f"one.{question}"]
        assert (found["type"], found["student_response"]) == (kind, response)
        assert found["result"] == result
    close(learner.page)
    learner = launch(context.new_page(), lms)
    assert values(learner, "nerves") == ["0", "3", "2"]
    assert values(learner, "bones") == ["0", "1"]
    assert order(learner) == ["Name", "Film", "Airway", "Lungs"]
    expect(box(learner, "nerves").locator(".result")).to_contain_text("Right: 2 of 3.")
    again = box(learner, "nerves").locator("select").first.locator("option").all_inner_texts()
    assert again == offered, "the same order at each launch"


def test_half_an_answer_survives_a_change_of_language(learner: Learner) -> None:
    lists(learner, "nerves")[1].select_option("Radial nerve")
    lists(learner, "bones")[0].select_option("Radius")
    learner.frame.locator("a[data-language=cy]").click()
    expect(learner.frame.locator("html[lang=cy] [data-question=steps].is-live")).to_have_count(1)
    assert values(learner, "nerves") == ["", "1", ""]
    assert values(learner, "bones") == ["0", ""]
    shown = box(learner, "bones").locator("select").first.locator("option:checked")
    expect(shown).to_have_text("Radiws")


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_all_fits_a_phone_and_every_target_a_finger(
    browser: Browser, lms: Lms, text: int, direction: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600}, has_touch=True)
    learner = launch(context.new_page(), lms)
    learner.frame.evaluate(
        "([dir, size]) => Object.assign(document.documentElement, {dir}).style.fontSize = size",
        [direction, f"{text}%"],
    )
    settle(learner.frame)
    assert learner.frame.evaluate("document.documentElement.scrollWidth") <= 320
    for control in learner.frame.locator("form :is(select, .button):visible").all():
        area = control.bounding_box()
        assert area and area["width"] >= 44 and area["height"] >= 44, control.inner_text()
    row = box(learner, "nerves").locator("[data-row]").first
    name, field = row.locator("label").bounding_box(), row.locator("select").bounding_box()
    assert name and field and name["y"] + name["height"] <= field["y"]
    places = [each.bounding_box() for each in box(learner, "bones").locator(".place").all()]
    left, right = places
    assert left and right and left["x"] + left["width"] < right["x"], "a picture is never mirrored"
    assert min(left["width"], left["height"]) >= 24
    context.close()


def test_everything_can_be_read_with_scripts_off(
    browser: Browser, package: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(package).extractall(tmp_path)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "page-one.html").as_uri())
    for question, name in (("nerves", "Choices"), ("bones", "Labels")):
        part = page.locator(f"[data-question='{question}']")
        expect(part.get_by_text(name, exact=True)).to_be_visible()
        expect(part.locator("[data-choices] li").first).to_be_visible()
    expect(page.get_by_role("button", name="Move up")).to_have_count(0)
    steps = page.locator("[data-question='steps']")
    steps.locator("summary").click()
    answer = steps.locator(".answer-right li")
    assert answer.all_inner_texts() == ["Name", "Film", "Airway", "Lungs"]
    assert steps.locator(".option-text").all_inner_texts() != answer.all_inner_texts()
    context.close()


def test_labels_wait_for_a_picture_that_is_lost(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    page.route("**/*.png", lambda route: route.abort())
    learner = launch(page, lms)
    bones = box(learner, "bones")
    bones.scroll_into_view_if_needed()
    expect(bones).to_contain_text("The image could not be loaded. You can answer from the list.")
    expect(bones.locator("[data-labels]")).to_be_hidden()
    expect(bones.locator("button.place").first).to_be_disabled()
    fill(learner, "bones", "Radius", "Ulna")
    page.unroute("**/*.png")
    bones.get_by_role("button", name="Try again").click()
    expect(bones.locator("[data-labels]")).to_be_visible()
    expect(bones.locator("button.place").first).to_be_enabled()
    assert values(learner, "bones") != ["", ""]
    expect(check(learner, "bones")).to_contain_text("Correct")
