"""The certificate: there when the course is completed, with what it recorded, on one sheet."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.arabic import arabic
from tests.browser.graded import WIDE, again, opened, results, running, saved, show
from tests.browser.learner import PATIENCE, Learner, launch, settle
from tests.browser.lms import Lms
from tests.browser.test_access import violations
from tests.compiled import needs_player
from tests.graded import graded, questions

pytestmark = needs_player

needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None,
    reason="there is no program that reads a PDF",
)


def source(folder: Path, head: str = "certificate: true\npass_mark: 50\n") -> Path:
    pages = {"one": ("", "Text.\n" + questions("a", "b", keys="tries: 1\n"))}
    return graded(folder, f'version: "2.1"\n{head}', {"All": ["one"]}, pages)


@pytest.fixture
def lms(tmp_path: Path) -> Iterator[Lms]:
    with running(source(tmp_path)) as found:
        yield found


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(opened(context), lms)


def nameless(lms: Lms) -> None:
    """An LMS that does not say who learns."""
    core = {"student_id": "1", "student_name": "", "credit": "credit", "lesson_mode": "normal"}
    lms.stored = {"cmi": {"core": core, "student_data": {"mastery_score": lms.mastery}}}


def complete(learner: Learner) -> None:
    """Pass with half of the questions, and open the certificate from the results."""
    first, second = learner.asked()
    learner.answer(first, True)
    learner.answer(second, False)
    results(learner)
    learner.frame.get_by_role("link", name="Your certificate").click()
    title = learner.frame.get_by_role("heading", level=1)
    expect(title).to_have_text("Certificate of completion")


def lines(learner: Learner) -> dict[str, str]:
    found = learner.frame.locator(".certificate dl > div").evaluate_all(
        "all => all.map(e => [e.querySelector('dt').innerText, e.querySelector('dd').innerText])"
    )
    return dict(found)


def test_certificate_says_what_was_recorded(learner: Learner) -> None:
    complete(learner)
    found = lines(learner)
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", found.pop("Date of printing"))
    assert found == {
        "Name": "Learner Example",
        "Course": "An invented course",
        "Result": "Passed with 50% (pass mark 50%)",
        "Published by": "An invented hospital",
        "Version of the course": "2.1",
    }
    sheet = learner.frame.locator(".certificate-sheet")
    expect(sheet).to_contain_text("It is no proof of who answered the questions.")
    expect(learner.frame.get_by_role("heading", level=1)).to_be_focused()
    assert violations(learner) == []


def test_name_is_left_to_be_written_where_there_is_none(context: BrowserContext, lms: Lms) -> None:
    nameless(lms)
    learner = launch(opened(context), lms)
    complete(learner)
    assert lines(learner)["Name"] == ""
    line = learner.frame.locator(".certificate-line").bounding_box()
    assert line is not None
    assert line["width"] > 300
    assert line["height"] >= 30
    assert violations(learner) == []


def test_before_the_end_it_is_said_what_is_missing(learner: Learner) -> None:
    results(learner)
    expect(learner.frame.get_by_role("link", name="Your certificate")).to_have_count(0)
    show(learner, "_certificate", "Certificate")
    frame = learner.frame
    expect(frame.get_by_text("Your certificate will be here once")).to_be_visible()
    expect(frame.locator(".rule")).to_contain_text("Score at least 50% in the assessed questions.")
    expect(frame.get_by_role("button", name="Print")).to_have_count(0)
    assert violations(learner) == []
    frame.locator("h3:has-text('Still to do') + ul").get_by_role("link").click()
    learner.arrives("one")


def test_whoever_failed_has_none(context: BrowserContext, tmp_path: Path) -> None:
    head = "certificate: true\npass_mark: 100\nattempts: 1\n"
    with running(source(tmp_path, head)) as lms:
        learner = launch(opened(context), lms)
        for question in learner.asked():
            learner.answer(question, False)
        saved(learner)
        assert lms.core["lesson_status"] == "failed"
        show(learner, "_certificate", "Certificate")
        expect(learner.frame.locator(".certificate")).to_have_count(0)


def test_course_without_a_score_says_completed(context: BrowserContext, tmp_path: Path) -> None:
    with running(source(tmp_path, "certificate: true\n")) as lms:
        learner = launch(opened(context), lms)
        complete(learner)
        assert lines(learner)["Result"] == "Completed"


def test_course_without_a_certificate_says_so(context: BrowserContext, tmp_path: Path) -> None:
    with running(source(tmp_path, "")) as lms:
        learner = launch(opened(context), lms)
        show(learner, "_certificate", "Certificate")
        expect(learner.frame.get_by_text("This course has no certificate.")).to_be_visible()


def test_certificate_is_there_after_a_new_launch(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    complete(learner)
    learner = again(learner, context, lms)
    show(learner, "_certificate", "Certificate of completion")
    assert lines(learner)["Result"] == "Passed with 50% (pass mark 50%)"


@needs_reader
def test_certificate_is_printed_on_one_sheet_with_nothing_around_it(
    context: BrowserContext, lms: Lms, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(f"{lms.origin}/course/index.html")
    page.locator("html[data-ready]").wait_for()
    for name in ("a", "b"):
        box = page.locator(f"[data-question={name}]")
        box.locator("[data-option='0'] label").click()
        box.get_by_role("button", name="Check answer").click()
    page.locator("#_pager").scroll_into_view_if_needed()
    expect(page.locator(".finish")).to_contain_text("You have finished this page.")
    page.evaluate("location.hash = '_certificate'")
    page.locator(".certificate-sheet").wait_for()
    path = tmp_path / "certificate.pdf"
    page.pdf(path=path, format="A4")
    about = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    assert re.search(r"^Pages: +1$", about, re.MULTILINE)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Certificate of completion" in text
    assert "Passed with 100%" in text
    for around in ("Contents", "Print the certificate", "Licence: MIT", "Settings", "Results"):
        assert around not in text


def test_views_are_turned_round(browser: Browser, tmp_path: Path) -> None:
    folder = arabic(tmp_path)
    file = folder / "course.yaml"
    text = file.read_text(encoding="utf-8").replace("pass_mark: 50", "certificate: true")
    file.write_text(text, encoding="utf-8")
    with running(folder) as lms:
        context = browser.new_context(viewport={"width": 375, "height": 700})
        context.set_default_timeout(PATIENCE)
        learner = launch(opened(context), lms)
        frame = learner.frame
        # A question with one wrong option: after it no try is left.
        question = learner.questions()[0]
        learner.box(question).locator("[data-option='1'] label").click()
        learner.box(question).locator("[type=submit]").click()
        expect(learner.box(question).locator(".result")).to_be_visible()
        for view, place in (
            ("_results", ".rule li"),
            ("_practice", ".practice-from"),
            ("_certificate", ".rule li"),
        ):
            frame.evaluate("name => { location.hash = name }", view)
            expect(frame.locator(place).first).to_be_visible()
            found = frame.locator(place).first
            assert found.evaluate("e => getComputedStyle(e).direction") == "rtl"
            assert frame.evaluate(WIDE) <= 0
            assert violations(learner) == []
        context.close()


def test_print_button_prints(learner: Learner) -> None:
    complete(learner)
    learner.frame.evaluate("window.print = () => { window.printed = true }")
    learner.frame.get_by_role("button", name="Print the certificate").click()
    learner.frame.wait_for_function("window.printed")


def test_certificate_fits_a_narrow_screen_in_large_text(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.set_default_timeout(PATIENCE)
    learner = launch(opened(context), lms)
    for question in learner.asked():
        learner.answer(question, True)
    learner.frame.locator("#_pager").scroll_into_view_if_needed()
    expect(learner.frame.locator(".finish")).to_contain_text("You have finished this page.")
    show(learner, "_certificate", "Certificate of completion")
    for size in ("100%", "200%"):
        learner.frame.evaluate("t => { document.documentElement.style.fontSize = t }", size)
        settle(learner.frame)
        assert learner.frame.evaluate(WIDE) <= 0
    context.close()
