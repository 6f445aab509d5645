/** What stands around the page: the status line, the contents with their states, the progress. */

import { announce } from "../access/announce";
import { find, findAll } from "../access/dom";
import { pageDone, progress, visited } from "../attempt";
import type { CourseData, PageEntry } from "../course";
import type { SaveStatus, Session } from "../session";
import type { Say } from "../strings/words";

const WORDS: Readonly<Record<SaveStatus, string>> = {
  preview: "status_preview",
  saving: "status_saving",
  saved: "status_saved",
  "not-saved": "status_failed",
  closed: "status_closed",
  "read-only": "status_review",
};

export class Surroundings {
  private last: SaveStatus | null = null;

  constructor(
    private readonly course: CourseData,
    private readonly say: Say,
  ) {
    const details = find<HTMLDetailsElement>(document, "#_contents");
    const wide = window.matchMedia?.("(min-width: 60rem)");
    const fit = () => {
      if (details && wide) details.open = wide.matches;
    };
    fit();
    wide?.addEventListener?.("change", fit);
    this.fitPictures();
    window.addEventListener("resize", () => this.fitPictures());
  }

  draw(session: Session): void {
    this.drawStatus(session.saveStatus);
    this.drawProgress(session);
    for (const page of this.course.pages) this.drawState(page, session);
  }

  /** Spoken only when it turns for the worse: the line itself is no live region. */
  private drawStatus(status: SaveStatus): void {
    if (status === this.last) return;
    const words = this.say(WORDS[status]);
    const line = find(document, "#_status");
    if (line) {
      line.textContent = words;
      line.className = `status is-${status}`;
    }
    if (status === "not-saved") announce(find(document, "#_announce"), words);
    const exit = find(document, "#_exit");
    if (exit) exit.hidden = status === "preview" || status === "closed";
    this.last = status;
  }

  private drawProgress(session: Session): void {
    const { done, total } = progress(this.course, session.attempt);
    for (const place of findAll(document, "[data-progress]")) {
      place.textContent = this.say("progress", { done, n: total });
    }
    const bar = find(document, "[data-progress-bar]");
    if (bar) bar.style.width = `${(100 * done) / Math.max(1, total)}%`;
    const line = find(document, "[data-progress-line]");
    if (line) line.hidden = false;
  }

  private drawState(page: PageEntry, { attempt }: Session): void {
    const link = find(document, `.contents a[data-page="${page.id}"]`);
    const state = link && find(link, "[data-state]");
    if (!state) return;
    const seen = visited(attempt, page.id);
    const n = page.questions.length;
    const answered = page.questions.filter((question) => seen?.given.get(question.id)?.done).length;
    const done = pageDone(this.course, attempt, page);
    link.classList.toggle("is-done", done);
    if (done) state.textContent = this.say("state_done");
    else if (seen && n > 0) state.textContent = this.say("state_answered", { done: answered, n });
    else state.textContent = seen ? this.say("state_started") : "";
  }

  /** The tallest a picture may be: of the frame's height, since `vh` is wrong in frames on iOS. */
  private fitPictures(): void {
    const height = Math.round(0.7 * Math.min(900, window.innerHeight));
    document.documentElement.style.setProperty("--maxh", `max(20rem, ${height}px)`);
  }
}
