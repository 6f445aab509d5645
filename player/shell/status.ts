/** What stands around the page: the status line, the contents with their states, the progress. */

import { announce } from "../access/announce";
import { find, findAll } from "../access/dom";
import { whenResized } from "../access/resized";
import type { Attempt, Visited } from "../attempt";
import type { CourseData, PageEntry } from "../course";
import type { SaveStatus, Session } from "../session";
import { asked, given, pageDone, progress, visited } from "../standing";
import type { Say } from "../strings/words";

const WORDS: Readonly<Record<SaveStatus, string>> = {
  preview: "status_preview",
  saving: "status_saving",
  saved: "status_saved",
  "not-saved": "status_failed",
  closed: "status_closed",
  "read-only": "status_review",
};

/** A page's entry in the contents, and what it was last drawn from. */
interface Entry {
  readonly page: PageEntry;
  readonly link: HTMLElement;
  readonly state: HTMLElement;
  drawn: Visited | null | undefined;
}

export class Surroundings {
  private readonly entries: readonly Entry[];
  private last: SaveStatus | null = null;

  constructor(
    private readonly course: CourseData,
    private readonly say: Say,
    signal: AbortSignal,
  ) {
    this.entries = contents(course);
    followLayout(signal);
    fitFrame();
    window.addEventListener("resize", fitFrame, { signal });
  }

  draw(session: Session): void {
    this.drawStatus(session.saveStatus);
    this.drawProgress(session);
    for (const entry of this.entries) this.drawState(entry, session.attempt);
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

  /** What was visited is a value: the same one as before needs no drawing. */
  private drawState(entry: Entry, attempt: Attempt): void {
    const { page, link, state } = entry;
    const seen = visited(attempt, page.id);
    if (seen === entry.drawn) return;
    entry.drawn = seen;
    const questions = asked(this.course, attempt, page);
    const n = questions.length;
    const answered = questions.filter(({ id }) => given(attempt, page.id, id)?.done).length;
    const done = pageDone(this.course, attempt, page);
    link.classList.toggle("is-done", done);
    if (done) state.textContent = this.say("state_done");
    else if (page.optional) state.textContent = this.say("state_optional");
    else if (seen && n > 0) state.textContent = this.say("state_answered", { done: answered, n });
    else state.textContent = seen ? this.say("state_started") : "";
  }
}

/** The entries of the contents, found once: a course may have hundreds of pages. */
function contents(course: CourseData): Entry[] {
  const links = new Map(
    findAll(document, ".contents a[data-page]").map((link) => [link.dataset["page"], link]),
  );
  return course.pages.flatMap((page) => {
    const link = links.get(page.id);
    const state = link && find(link, "[data-state]");
    return link && state ? [{ page, link, state, drawn: undefined }] : [];
  });
}

/** The contents are open while they stand beside the page, and folded while they stand above it. */
function followLayout(signal: AbortSignal): void {
  const nav = find(document, ".contents");
  const column = find(document, ".column");
  const details = find<HTMLDetailsElement>(document, "#_contents");
  if (!nav || !column || !details) return;
  let beside = false;
  document.documentElement.classList.remove("is-beside");
  const fit = () => {
    const now = Math.abs(nav.offsetLeft - column.offsetLeft) >= nav.offsetWidth;
    if (now === beside) return;
    beside = now;
    details.open = now;
    document.documentElement.classList.toggle("is-beside", now);
  };
  fit();
  // It sees a change of the size of the text too, which is no change of the window's.
  whenResized([nav], fit, signal);
}

/** The height of the frame, and the tallest a picture may be: `vh` is wrong in frames on iOS. */
function fitFrame(): void {
  const { style } = document.documentElement;
  const height = Math.min(900, window.innerHeight);
  style.setProperty("--frame", `${height}px`);
  style.setProperty("--maxh", `max(20rem, ${Math.round(0.7 * height)}px)`);
}
