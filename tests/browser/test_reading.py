"""Where there is no LMS, no script, no origin or no network: the course can still be read."""

from __future__ import annotations

import http.server
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scorm_builder import preview
from tests.browser.learner import Learner
from tests.browser.lms import POLL, ROOT, Lms


@pytest.fixture(scope="session")
def unpacked(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(sample) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"the player failed: {error}"))
    return opened


def test_opens_by_double_click_and_says_that_nothing_is_recorded(
    page: Page, unpacked: Path
) -> None:
    """From file://, where neither module scripts nor fetch would work."""
    page.goto((unpacked / "index.html").as_uri())
    learner = Learner(page, page.main_frame)
    expect(page.locator("#_status")).to_have_text("Preview: nothing is recorded")
    learner.take_course()
    expect(page.locator(".results")).to_contain_text("You have passed.")


def test_runs_in_a_frame_sandboxed_without_its_origin(page: Page, lms: Lms) -> None:
    page.goto(lms.origin + "/runtime.js")
    page.set_content(
        f'<iframe sandbox="allow-scripts" src="{lms.origin}/course/index.html" '
        'style="width:1000px;height:700px"></iframe>'
    )
    frame = page.frames[1]
    expect(frame.locator("#_status")).to_have_text("Not connected")
    learner = Learner(page, frame)
    learner.take_page(True)
    assert learner.next() == "osteoarthritis-knee"
    assert learner.progress == "1 of 10 pages done"


def test_no_request_leaves_the_package(page: Page, lms: Lms) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lms.origin}/course/index.html")
    learner = Learner(page, page.main_frame)
    learner.take_course()
    assert [url for url in asked if not url.startswith((f"{lms.origin}/course/", "data:"))] == []
    names = set(lms.archive.namelist())
    missing = [p for p in lms.requests if p.removeprefix("/course/") not in names]
    assert set(missing) <= {"/favicon.ico"}


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_everything_can_be_read_with_scripts_off(unscripted: Page, unpacked: Path) -> None:
    page = unscripted
    page.goto((unpacked / "index.html").as_uri())
    figure = page.locator("figure").first
    expect(figure.locator(".fig-findings")).to_be_visible()
    expect(figure.locator("svg.fig-ov")).to_be_visible()
    expect(figure.locator(".fig-bar")).to_be_hidden()
    answer = page.locator("details.answer").filter(has_text="Answer and explanation").first
    answer.locator("summary").click()
    expect(answer.locator("[data-explain]")).to_be_visible()
    page.locator(".contents summary").click()
    page.get_by_role("link", name="Osteoarthritis of the knee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Osteoarthritis of the knee")
    expect(page.locator(".fig-findings").first).to_be_visible()
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gout and rheumatoid arthritis")


def test_page_that_cannot_be_loaded_says_so_and_can_be_tried_again(page: Page, lms: Lms) -> None:
    page.route("**/assets/page-*.js", lambda route: route.abort())
    page.goto(f"{lms.origin}/course/index.html")
    page.locator("#_pager [rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page could not be loaded")
    page.unroute("**/assets/page-*.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("article[data-page='osteoarthritis-knee']")).to_be_visible()


def test_preview_runs_the_course_against_its_lms(page: Page) -> None:
    with preview(ROOT / "scorm_builder" / "new" / "starter") as server:
        page.goto(server.address)
        frame = page.frame(url="**/course/index.html")
        assert frame is not None
        expect(frame.locator("#_status")).to_have_text("Sent")
        learner = Learner(page, frame)
        learner.take_course()
        expect(frame.locator(".results")).to_contain_text("You have passed.")
        expect(page.locator("body")).to_contain_text("passed")
        page.get_by_role("button", name="Relaunch").click()
        again = page.frame_locator("iframe")
        expect(again.locator("#_status")).to_have_text("Confirmed")
        expect(again.locator(".progress [data-progress]")).to_have_text("1 of 1 page done")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def cost(page: Page, folder: Path) -> tuple[int, int, int]:
    """Requests and bytes for the first page, pictures and contents list apart; script requests."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    taken: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda r: taken.append((r.resource_type, r.sizes()["responseBodySize"])),
    )
    try:
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        expect(page.locator("#_pager")).to_be_visible()
        page.wait_for_load_state("networkidle")
        contents = page.locator(".contents-list").evaluate("e => e.outerHTML.length")
        entries = page.locator("#course-data").evaluate(
            "e => JSON.stringify(JSON.parse(e.textContent).pages).length"
        )
    finally:
        server.shutdown()
        server.server_close()
    rest = [size for kind, size in taken if kind not in ("image", "other")]
    return len(rest), sum(rest) - contents - entries, len(taken)


def test_first_page_of_a_large_course_costs_what_that_of_a_small_one_costs(
    browser: Browser, tmp_path: Path
) -> None:
    from benchmarks.generate import generate
    from scorm_builder import build

    costs = []
    for pages in (6, 120):
        course = generate(tmp_path / f"c{pages}", pages, (64, 48))
        built = build(course, out=tmp_path).path
        with zipfile.ZipFile(built) as archive:
            archive.extractall(tmp_path / f"u{pages}")
        context = browser.new_context()
        costs.append(cost(context.new_page(), tmp_path / f"u{pages}"))
        context.close()
    (small_requests, small_bytes, _), (large_requests, large_bytes, _) = costs
    assert large_requests == small_requests
    assert abs(large_bytes - small_bytes) < 3_000, "of some 130,000; the next page is fetched ahead"
