"""A learner: goes from page to page and answers, right or wrong, as a person would."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser.lms import Lms
from tests.settled import SETTLED

Question = dict[str, Any]

PATIENCE = 20_000
"""How many milliseconds anything may take. It comes at once, or late on a busy machine."""

ASSESSED = ("film-reading", "final-assessment")
"""The pages of the sample course whose questions count."""

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


def settle(place: Frame | Page) -> None:
    """Wait until what was changed is drawn and has come to rest."""
    place.evaluate(SETTLED)


def typed(question: Question, right: bool, time: int = 0) -> str:
    """What is written into a field: something right, or at each ``time`` something else."""
    if question["kind"] == "numeric":
        return f"{question['low'] if right else question['high'] + 1 + time:g}"
    if question["kind"] == "short_text":
        return str(question["accept"][0]) if right else f"something else {time}"
    return "What I thought."


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

    def asked(self) -> list[Question]:
        """Those of them that were drawn."""
        return [each for each in self.questions() if self.box(each).count() == 1]

    def open(self) -> list[Question]:
        """Those of them that stand in no closed step of a case."""
        return [each for each in self.asked() if self.box(each).is_visible()]

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
        open_ = self.box(question).locator("[type=submit]")
        for time in range(1 if right else question["tries"]):
            if open_.is_hidden():
                break  # with one wrong option there is one wrong answer
            self.choose(question, right, on_picture=on_picture, time=time)
            self.check(question)

    def choose(
        self, question: Question, right: bool, *, on_picture: bool = False, time: int = 0
    ) -> None:
        """Choose an answer; of the wrong ones the first, or at another ``time`` another."""
        self._choose(question, right, on_picture=on_picture, time=time)
        if question.get("confidence"):
            # The label lies over its input, as large as the whole row.
            self.box(question).locator(".certainty").get_by_text("Fairly sure").click()

    def _choose(self, question: Question, right: bool, *, on_picture: bool, time: int) -> None:
        box = self.box(question)
        if question["kind"] in ("numeric", "short_text", "reflection"):
            return box.locator("input[type=text], textarea").fill(typed(question, right, time))
        if question["kind"] in ("matching", "labelling"):
            return self.fill(question, right, time)
        if question["kind"] == "ordering":
            return self.put_in_order(question, right, time)
        if question["kind"] in ("hotspot", "outline", "measure"):
            if on_picture and question["kind"] == "hotspot" and question["targets"]:
                self.mark(question, right, time)
                return
            if box.locator("[data-route=list]").is_hidden():
                box.get_by_role("button", name="Answer from a list instead").click()
        # On a scale of agreement no degree is right.
        wanted = set(question.get("correct", (0,)))
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

    def unfold(self, question: Question) -> None:
        """Open the steps of a case up to a question, where no answer opens them."""
        box = self.box(question)
        while box.is_hidden():
            self.frame.locator(".case").filter(has=box).locator(".case-gate button").click()

    def fill(self, question: Question, right: bool, time: int = 0) -> None:
        """From each list what is right; or from none, and before the last try from one."""
        choices = len(question["letters"])
        last = time == question["tries"] - 1
        lists = self.box(question).locator("select")
        for row, index in enumerate(question["correct"]):
            other = index if right or (row == time and not last) else (index + 1) % choices
            lists.nth(row).select_option(value=str(other))

    def put_in_order(self, question: Question, right: bool, time: int = 0) -> None:
        """Move each item up to where it belongs; wrong is the other way round at the last try."""
        order = list(question["correct"])
        if not right:
            turn = question["tries"] - 1 - time
            order = [*order[::-1][turn:], *order[::-1][:turn]]
        box = self.box(question)
        # Even when all stands as it is wanted, something has to be moved.
        box.locator("[data-move=down]:enabled").first.click()
        for place, index in enumerate(order):
            row = box.locator(f"[data-item='{index}']")
            while box.locator("[data-item]").nth(place).get_attribute("data-item") != str(index):
                row.locator("[data-move=up]").click()

    def mark(self, question: Question, right: bool, time: int = 0) -> None:
        """Click the middle of each target, or the corner farthest from the first."""
        stage = self.box(question).locator("[data-stage]")
        stage.scroll_into_view_if_needed()
        place = stage.bounding_box()
        assert place is not None
        width, height = question["size"]
        for target in question["targets"] if right else question["targets"][:1]:
            corners = target["polygons"][0]
            x = sum(c[0] for c in corners) / len(corners) / width
            y = sum(c[1] for c in corners) / len(corners) / height
            if not right:
                edge = 0.02 + 0.1 * time  # not so near that the first mark is moved
                x, y = (edge if x > 0.5 else 1 - edge), (edge if y > 0.5 else 1 - edge)
            stage.click(position={"x": x * place["width"], "y": y * place["height"]})

    def check(self, question: Question) -> None:
        self.box(question).locator("[type=submit]").click()

    def result(self, question: Question) -> str:
        return self.box(question).locator("[data-result]").inner_text()

    def take_page(self, right: bool) -> None:
        """Answer every question of the page."""
        for number, question in enumerate(self.asked()):
            self.unfold(question)
            self.answer(question, right, on_picture=number % 2 == 0)
        gates = self.frame.locator(".case-gate button")
        while gates.count():
            gates.first.click()
        if self.frame.locator(".finish").filter(has_text="findings").count():
            for button in self.frame.locator(".fig-bar [data-do=toggle][aria-pressed=false]").all():
                button.click()

    def take_course(self, *, practice: bool = True, assessment: bool = True) -> None:
        """From here to the results page, answering as told."""
        while self.here:
            self.take_page(assessment if self.here in ASSESSED else practice)
            self.next()

    def calls(self) -> list[dict[str, Any]]:
        """Every call of this launch that reached the runtime, with its result."""
        found: list[dict[str, Any]] = self.page.evaluate("window.calls")
        return found
