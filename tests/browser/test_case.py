"""A case that unfolds: what is closed is nowhere to be had, and opens when it should."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from scorm_builder import build
from tests.browser.graded import opened, saved
from tests.browser.learner import Learner, close, launch
from tests.browser.lms import Lms
from tests.compiled import needs_player
from tests.courses import COURSE, FIGURE, png, write_course
from tests.courses import page as prose

pytestmark = needs_player


def question(id: str) -> str:
    return f"""
```choice
id: {id}
prompt: Which?
explain: Invented.
options:
  - {{text: This, correct: true}}
  - {{text: That}}
  - {{text: Neither}}
```
"""


CASE = f"""
See [the finding](#the-turn).

:::: case A fall
Everything in it is invented.

::: step The first film
A man of 24.
{question("first")}
{question("second")}
:::

::: step Ten days later
It still hurts.
{FIGURE}

#### The turn

Zirconium.
:::

::: step The end
{question("third")}
:::
::::

Behind the case.
"""
SMALL = """
::::: case Number {n}
:::: step One
{one}
::::

:::: step Two
Text.
::::
:::::
"""
DRAWN = "".join(SMALL.replace("{n}", n).replace("{one}", question(f"q{n}")) for n in "123")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case")
    files: dict[str, str | bytes] = {
        "course.yaml": COURSE.replace("[one]", "[one, two, three]"),
        "pages/one.md": prose(CASE),
        "pages/two.md": prose(DRAWN, "draw: 1", "two"),
        "pages/three.md": prose("Nothing else.\n", name="three"),
        "images/a.png": png(600, 400),
    }
    return build(write_course(folder, files), out=folder / "dist").path


@pytest.fixture
def lms(package: Path) -> Iterator[Lms]:
    with Lms(package) as running:
        yield running


@pytest.fixture
def learner(context: BrowserContext, lms: Lms) -> Learner:
    return launch(opened(context), lms)


def answer(learner: Learner, question: str, option: int = 0) -> Locator:
    box = learner.frame.locator(f"[data-question='{question}']")
    box.locator(f"[data-option='{option}'] label").click()
    box.get_by_role("button", name="Check answer").click()
    return box.locator(".result-title")


def again(learner: Learner, context: BrowserContext, lms: Lms) -> Learner:
    """Close the tab and launch anew: the first page is shown without asking."""
    saved(learner)
    close(learner.page)
    return launch(opened(context), lms)


def steps(learner: Learner) -> list[str]:
    """The titles of the steps that are open, as they are read."""
    return [
        " ".join(each.split())
        for each in learner.frame.locator(".step-title:visible").all_inner_texts()
    ]


def gate(learner: Learner) -> Locator:
    return learner.frame.locator(".case-gate")


FIRST = "Step 1 of 3 The first film"
LATER = "Step 2 of 3 Ten days later"
LAST = "Step 3 of 3 The end"


def test_steps_open_when_all_before_them_is_answered(learner: Learner, lms: Lms) -> None:
    assert steps(learner) == [FIRST]
    expect(gate(learner)).to_have_text(
        "Step 2 of 3 opens when you have answered the questions above."
    )
    assert not [path for path in lms.requests if path.endswith(".png")]
    answer(learner, "first")
    assert steps(learner) == [FIRST]
    # A wrong answer with a try left is not the end of it.
    answer(learner, "second", 1)
    assert steps(learner) == [FIRST]
    feedback = answer(learner, "second", 2)
    assert steps(learner) == [FIRST, LATER]
    expect(feedback).to_be_focused()
    expect(learner.frame.locator("#_announce")).to_have_text("Step 2 of 3 is open")
    expect(learner.frame.get_by_text("Zirconium.")).to_be_visible()
    picture = learner.frame.locator(".step img")
    picture.scroll_into_view_if_needed()
    learner.frame.wait_for_function("document.querySelector('.step img').naturalWidth === 600")
    gate(learner).get_by_role("button", name="Continue to step 3 of 3").press("Enter")
    assert steps(learner) == [FIRST, LATER, LAST]
    expect(learner.frame.get_by_role("heading", name=LAST)).to_be_focused()
    expect(gate(learner)).to_have_count(0)


@pytest.mark.parametrize("answers", [True, False])
def test_closed_steps_are_not_seen_before_the_script_runs(
    context: BrowserContext, lms: Lms, answers: bool
) -> None:
    page = opened(context)
    page.route("**/player-*.js", lambda route: route.continue_() if answers else route.abort())
    page.goto(f"{lms.origin}/course/index.html", wait_until="commit")
    later = page.get_by_text("It still hurts.")
    later.wait_for(state="attached")
    assert not later.is_visible()
    # A script that fails must not keep what is taught from those who came to learn.
    if not answers:
        return expect(later).to_be_visible()
    page.wait_for_timeout(4_500)
    assert not later.is_visible()


def test_picture_of_a_step_works_once_it_is_open(learner: Learner) -> None:
    answer(learner, "first")
    answer(learner, "second")
    learner.frame.get_by_role("button", name="Show findings").click()
    expect(learner.frame.get_by_role("button", name="The mark")).to_be_visible()
    drawn = learner.frame.locator(".fig-ov").bounding_box()
    whole = learner.frame.locator(".fig-stage img").bounding_box()
    assert drawn and whole and abs(drawn["width"] - whole["width"]) < 2 and whole["width"] > 100


def test_open_steps_stand_open_when_the_course_is_resumed(
    learner: Learner, context: BrowserContext, lms: Lms
) -> None:
    answer(learner, "first")
    answer(learner, "second")
    gate(learner).get_by_role("button").click()
    learner = again(learner, context, lms)
    # Nothing is kept of the button; what is answered behind it says that it was pressed.
    assert steps(learner) == [FIRST, LATER]
    gate(learner).get_by_role("button").click()
    answer(learner, "third")
    learner = again(learner, context, lms)
    assert steps(learner) == [FIRST, LATER, LAST]


def test_question_that_is_answered_again_closes_nothing(learner: Learner) -> None:
    answer(learner, "first")
    answer(learner, "second")
    learner.frame.locator("[data-question=first]").get_by_role(
        "button", name="Answer this question again"
    ).click()
    assert steps(learner) == [FIRST, LATER]


def test_link_into_a_closed_step_leads_to_what_keeps_it_closed(learner: Learner) -> None:
    learner.frame.get_by_role("link", name="the finding").click()
    expect(gate(learner)).to_be_focused()
    answer(learner, "first")
    answer(learner, "second")
    turn = learner.frame.get_by_role("heading", name="The turn")
    learner.frame.get_by_role("link", name="the finding").click()
    expect(turn).to_be_in_viewport()


def test_headings_go_down_one_step_at_a_time(learner: Learner) -> None:
    answer(learner, "first")
    answer(learner, "second")
    levels = learner.frame.locator("article :is(h1, h2, h3, h4, h5, h6):visible").evaluate_all(
        "all => all.map(each => Number(each.tagName[1]))"
    )
    assert levels[:4] == [1, 2, 3, 4]
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_what_is_closed_is_not_spoken(learner: Learner) -> None:
    tree = learner.frame.locator("article").aria_snapshot()
    assert FIRST in tree
    assert "Ten days later" not in tree and "Zirconium" not in tree


def test_case_that_is_not_drawn_goes_as_a_whole(learner: Learner) -> None:
    learner.goto("two")
    expect(learner.frame.locator(".case")).to_have_count(1)
    expect(learner.frame.locator("[data-question]")).to_have_count(1)


def test_paper_has_every_step(learner: Learner) -> None:
    learner.page.emulate_media(media="print")
    assert steps(learner) == [FIRST, LATER, LAST]
    expect(gate(learner)).to_be_hidden()


def test_scripts_off_leave_every_step(browser: Browser, lms: Lms) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{lms.origin}/course/page-one.html")
    for title in (FIRST, LATER, LAST):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    context.close()


def told(tmp_path: Path, front: str) -> Path:
    """A short case that asks nothing, and a page behind it."""
    body = ":::: case A fall\n::: step One\nText.\n:::\n::: step Two\nMore.\n:::\n::::\n"
    files: dict[str, str | bytes] = {
        "course.yaml": COURSE.replace("[one]", "[one, two]"),
        "pages/one.md": prose(body, front),
        "pages/two.md": prose("Nothing else.\n", name="two"),
    }
    return build(write_course(tmp_path, files), out=tmp_path / "dist").path


@pytest.mark.parametrize("front", ["", "completion: viewed"])
def test_case_whose_steps_are_closed_is_not_done(
    tmp_path: Path, context: BrowserContext, front: str
) -> None:
    with Lms(told(tmp_path, front)) as lms:
        learner = launch(opened(context), lms)
        foot = learner.frame.locator(".finish")
        foot.scroll_into_view_if_needed()
        learner.frame.wait_for_timeout(500)
        expect(foot).to_contain_text("Open every step of its cases.")
        # Going on to the next page is not its end either.
        learner.next()
        expect(learner.frame.locator(".contents a[data-page=one] [data-state]")).to_have_text(
            "Started"
        )
        learner.goto("one")
        gate(learner).get_by_role("button").click()
        foot.scroll_into_view_if_needed()
        expect(foot).to_have_text("You have finished this page.")


def test_malformed_link_breaks_nothing(learner: Learner) -> None:
    link = learner.frame.get_by_role("link", name="the finding")
    link.evaluate("link => link.setAttribute('href', '#%')")
    link.click()  # an error of the page would fail the test
    assert steps(learner) == [FIRST]


def test_search_shows_nothing_of_what_is_closed(learner: Learner) -> None:
    learner.frame.locator("#_search_button").click()
    field = learner.frame.locator("#_search_field")
    field.fill("zirconium")
    expect(learner.frame.get_by_text("Nothing was found for “zirconium”.").first).to_be_visible()
    field.fill("invented")
    expect(learner.frame.get_by_text("Everything in it is invented.").last).to_be_visible()
