"""One course in two languages: one launch, one state, and the learner where they were."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scorm_builder import build
from tests.bilingual import bilingual
from tests.browser.learner import Learner, close, launch, settle
from tests.browser.lms import Lms
from tests.browser.test_access import violations

WELSH, ENGLISH = "cy", "en-GB"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bilingual")
    return build(bilingual(folder), out=folder / "dist").path


@pytest.fixture
def two(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext) -> Page:
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return made


def switch(learner: Learner, language: str) -> None:
    """Press the link of a language where the page stands, without scrolling to it first."""
    learner.frame.locator(f"a[data-language='{language}']").evaluate("link => link.click()")
    expect(learner.frame.locator("html")).to_have_attribute("lang", language)
    expect(learner.frame.locator("#_page > article")).to_have_count(1)


def heading(learner: Learner) -> str:
    return learner.frame.get_by_role("heading", level=1).inner_text()


def test_switch_keeps_page_answers_and_what_is_chosen(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    questions = learner.questions()
    learner.answer(questions[0], True)
    learner.choose(questions[1], True, on_picture=True)
    switch(learner, WELSH)
    assert (learner.here, heading(learner)) == ("one", "Y dudalen gyntaf")
    assert learner.frame.title() == "Y dudalen gyntaf - Cwrs dwyieithog"
    first = learner.box(questions[0])
    expect(first.locator(".result.is-right")).to_contain_text("Gan mai felly y mae.")
    expect(first.locator("input").first).to_be_checked()
    expect(learner.box(questions[1]).locator(".cross.is-placed, .cross")).to_be_visible()
    learner.box(questions[1]).locator("[type=submit]").click()
    expect(learner.box(questions[1]).locator(".result")).to_contain_text("Acw y mae.")
    switch(learner, ENGLISH)
    expect(learner.box(questions[1]).locator(".result")).to_contain_text("It is there.")
    assert heading(learner) == "The first page"
    assert learner.progress.startswith(("0 of 3", "1 of 3"))


def test_switch_keeps_an_answer_from_the_list_that_is_not_checked_yet(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    choice, hotspot = learner.questions()
    learner.choose(choice, False)
    learner.choose(hotspot, False)
    switch(learner, WELSH)
    for question in (choice, hotspot):
        box = learner.box(question)
        expect(box.locator("input[type=radio]:checked")).to_have_count(1)
        expect(box.locator(".result")).to_have_count(0)


def test_switch_keeps_the_section(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    top = "document.querySelector('#q_q1').getBoundingClientRect().top"
    learner.frame.evaluate("document.querySelector('#q_q1').scrollIntoView()")
    before = learner.frame.evaluate(top)
    switch(learner, WELSH)
    settle(learner.frame)
    assert abs(learner.frame.evaluate(top) - before) < 4
    assert learner.frame.evaluate("window.scrollY") > 300


def test_focus_stays_on_the_switch_and_the_language_is_announced(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    link = learner.frame.locator(f"a[data-language='{WELSH}']")
    link.focus()
    page.keyboard.press("Enter")
    expect(learner.frame.locator("html")).to_have_attribute("lang", WELSH)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_have_text("Cymraeg")
    expect(learner.frame.locator("#_announce")).to_have_text("Iaith: Cymraeg")


def test_both_languages_write_one_state(browser: Browser, two: Lms, package: Path) -> None:
    states = []
    for language in (ENGLISH, WELSH):
        with Lms(package) as lms:
            context = browser.new_context(reduced_motion="reduce", locale="fr")
            # The seed of an attempt is by chance, and the same in both here.
            context.add_init_script("Math.random = () => 0.25")
            learner = launch(context.new_page(), lms)
            switch(learner, language)
            for name in ("one", "two", "three"):
                if learner.here != name:
                    learner.goto(name)
                for question in learner.questions():
                    # Words differ, so the button is found by what it is.
                    box = learner.box(question)
                    route = box.locator("[data-do=route]")
                    if route.count() and box.locator("[data-route=list]").is_hidden():
                        route.click()
                    box.locator(f"[data-option='{question['correct'][0]}'] label").click()
                    box.locator("[type=submit]").click()
            # What is on its way when a page closes is sent once more, under another number.
            word = "Sent" if language == ENGLISH else "Anfonwyd"
            expect(learner.frame.locator("#_status")).to_have_text(word)
            close(learner.page)
            states.append((lms.suspend_data, lms.core["score"]["raw"], len(lms.interactions)))
            context.close()
    assert states[0] == states[1]
    assert states[0][1] == "100"


def test_course_goes_on_in_the_other_language(browser: Browser, two: Lms) -> None:
    def opened(locale: str) -> Learner:
        context = browser.new_context(reduced_motion="reduce", locale=locale)
        return launch(context.new_page(), two)

    learner = opened("cy-GB")
    assert heading(learner) == "Y dudalen gyntaf", "a browser that asks for Welsh gets it"
    question = learner.questions()[0]
    learner.box(question).locator("[data-option='0'] label").click()
    learner.box(question).locator("[type=submit]").click()
    learner.goto("two")
    close(learner.page)
    learner = opened("en-US")
    expect(learner.frame.locator("#_resume_title")).to_have_text("Continue at “The second page”?")
    learner.frame.get_by_role("button", name="Continue").click()
    learner.goto("one")
    expect(learner.box(question).locator(".result")).to_contain_text("Because it is.")


def test_choice_of_language_is_kept(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    switch(learner, WELSH)
    learner = launch(page, two)
    assert heading(learner) == "Y dudalen gyntaf"


def test_page_without_translation_is_in_its_own_language_throughout(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    switch(learner, WELSH)
    learner.goto("three")
    article = learner.frame.locator("#_page > article")
    expect(article).to_have_attribute("lang", ENGLISH)
    expect(article.locator(".stand-in")).to_have_attribute("lang", WELSH)
    (question,) = learner.questions()
    learner.answer(question, True)
    expect(learner.box(question).locator(".result-title")).to_have_text("Correct")


def test_axe_finds_nothing_in_either_language(page: Page, two: Lms) -> None:
    learner = launch(page, two)
    assert violations(learner) == []
    switch(learner, WELSH)
    assert violations(learner) == []
    learner.goto("three")
    assert violations(learner) == []


def test_language_that_cannot_be_had_leaves_the_page_as_it_is(page: Page, two: Lms) -> None:
    page.route("**/language-*.js", lambda route: route.abort())
    learner = launch(page, two)
    learner.frame.locator(f"a[data-language='{WELSH}']").click()
    expect(learner.frame.locator("#_message")).to_contain_text("could not be loaded")
    assert heading(learner) == "The first page"
    page.unroute("**/language-*.js")
    switch(learner, WELSH)
    assert heading(learner) == "Y dudalen gyntaf"


def test_switch_works_from_a_folder(page: Page, package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.locator("a[data-language='cy']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Y dudalen gyntaf")


def test_switch_works_in_a_frame_sandboxed_without_its_origin(page: Page, two: Lms) -> None:
    page.goto(two.origin + "/runtime.js")
    source = f"{two.origin}/course/index.html"
    page.set_content(f"<iframe sandbox='allow-scripts' src='{source}' width='900' height='600'>")
    frame = page.frame_locator("iframe")
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    frame.locator("a[data-language='cy']").click()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Y dudalen gyntaf")


def test_reading_pages_lead_to_each_other_with_scripts_off(
    browser: Browser, package: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    page.locator(".pager [rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Yr ail dudalen")
    page.get_by_role("link", name="gyntaf", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Y dudalen gyntaf")
    page.get_by_role("link", name="Cynnwys").click()
    page.get_by_role("link", name="Yr ail dudalen").click()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The second page")
    context.close()
