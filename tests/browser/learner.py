"""A learner: goes from page to page and answers, right or wrong, as a person would."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser.lms import Lms

Question = dict[str, Any]

PATIENCE = 20_000
"""How many milliseconds anything may take. It comes at once, or late on a busy machine."""

OPTIONS = """rows => rows.map(row => {
  const field = row.querySelector('input');
  return [Number(row.dataset.option), field.type, field.checked];
})"""


def launch(page: Page, lms: Lms) -> Learner:
    """Open the LMS's launch page and wait until the player has started."""
    page.goto(lms.address)
    frame = page.frame(url="**/course/index.html*")
    assert frame is not None
    learner = Learner(page, frame)
    # Either the first page is started, or the learner is asked where to go on.
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    return learner


def close(page: Page) -> None:
    """Close the tab as a learner does, with its handlers run, and wait until it is gone."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


class Learner:
    """One launch of the course in ``frame``."""

    def __init__(self, page: Page, frame: Frame) -> None:
        self.page = page
        self.frame = frame

    @property
    def here(self) -> str:
        """The id of the page that is shown; "" on the results page."""
        article = self.frame.locator("#_page > article")
        return article.get_attribute("data-page") or ""

    @property
    def status(self) -> str:
        return self.frame.locator("#_status").inner_text()

    @property
    def progress(self) -> str:
        return self.frame.locator(".progress [data-progress]").inner_text()

    def questions(self) -> list[Question]:
        """The page's questions with their answers, as the package has them."""
        data = self.frame.locator("#_page .page-data").text_content()
        found: list[Question] = json.loads(data or "")["questions"]
        return found

    def box(self, question: Question) -> Locator:
        return self.frame.locator(f"[data-question='{question['id']}']")

    def next(self) -> str:
        """Press the link to the next page; return its id."""
        before = self.here
        self.frame.locator("#_pager [rel=next]").click()
        expect(self.frame.locator(f"article[data-page='{before}']")).to_have_count(0)
        return self.here

    def goto(self, page: str) -> None:
        self.frame.locator(f".contents a[data-page='{page}']").click()
        self.arrives(page)

    def arrives(self, page: str) -> None:
        """Wait until the page is shown."""
        expect(self.frame.locator(f"article[data-page='{page}']")).to_be_visible()

    def answer(self, question: Question, right: bool, *, on_picture: bool = False) -> None:
        """Choose and check; another wrong answer each time until no try is left."""
        open_ = self.box(question).get_by_role("button", name="Check answer")
        for time in range(1 if right else question["tries"]):
            if open_.is_hidden():
                break  # with one wrong option there is one wrong answer
            self.choose(question, right, on_picture=on_picture, time=time)
            self.check(question)

    def choose(
        self, question: Question, right: bool, *, on_picture: bool = False, time: int = 0
    ) -> None:
        """Choose an answer; of the wrong ones the first, or at another ``time`` another."""
        box = self.box(question)
        if question["kind"] == "hotspot":
            if on_picture:
                self.mark(question, right, time)
                return
            if box.locator("[data-route=list]").is_hidden():
                box.get_by_role("button", name="Answer from a list instead").click()
        wanted = set(question["correct"])
        if not right:
            wrong = sorted(set(range(len(question["letters"]))) - wanted)
            spare = set() if time < len(wrong) else {min(wanted)}
            # A wrong choice cancels a right one: both together are worth nothing.
            wanted = {wrong[time % len(wrong)]}
            if question["kind"] == "multiple_choice":
                wanted |= spare
        for option, kind, checked in box.locator("[data-option]").evaluate_all(OPTIONS):
            chosen = option in wanted
            # A radio cannot be unchosen, only another one chosen.
            if checked != chosen and (chosen or kind == "checkbox"):
                # The label lies over its input, as large as the whole row.
                box.locator(f"[data-option='{option}'] label").click()

    def mark(self, question: Question, right: bool, time: int = 0) -> None:
        """Click the middle of the target, or the corner farthest from it."""
        stage = self.box(question).locator("[data-stage]")
        stage.scroll_into_view_if_needed()
        place = stage.bounding_box()
        assert place is not None
        width, height = question["size"]
        corners = question["targets"][0]["polygons"][0]
        x = sum(c[0] for c in corners) / len(corners) / width
        y = sum(c[1] for c in corners) / len(corners) / height
        if not right:
            edge = 0.02 + 0.02 * time
            x, y = (edge if x > 0.5 else 1 - edge), (edge if y > 0.5 else 1 - edge)
        stage.click(position={"x": x * place["width"], "y": y * place["height"]})

    def check(self, question: Question) -> None:
        self.box(question).get_by_role("button", name="Check answer").click()

    def result(self, question: Question) -> str:
        return self.box(question).locator("[data-result]").inner_text()

    def take_page(self, right: bool) -> None:
        """Answer every question of the page."""
        for number, question in enumerate(self.questions()):
            self.answer(question, right, on_picture=number % 2 == 0)

    def take_course(self, *, practice: bool = True, assessment: bool = True) -> None:
        """From here to the results page, answering as told."""
        while self.here:
            self.take_page(assessment if "assessment" in self.here else practice)
            self.next()

    def calls(self) -> list[dict[str, Any]]:
        """Every call of this launch that reached the runtime, with its result."""
        found: list[dict[str, Any]] = self.page.evaluate("window.calls")
        return found
