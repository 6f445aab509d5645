/** What stands around the page: the status line, the contents with their states, the progress. */

import { announce } from "../access/announce";
import { find, findAll, make } from "../access/dom";
import { whenResized } from "../access/resized";
import type { Attempt, Visited } from "../attempt";
import type { CourseData, PageEntry } from "../course";
import type { SaveStatus } from "../saving";
import type { Session } from "../session";
import { asked, given, pageDone, progress, visited } from "../standing";
import type { Say } from "../strings/words";
import { settled } from "../tracking/lifecycle";
import { isPreview } from "../tracking/discovery";

/** Milliseconds in which a word can be read: what gets better waits that long. */
const READING = 1_200;
/** From the worst to the best of what goes on without anybody doing anything. */
const RISING: readonly SaveStatus[] = ["saving", "kept", "sent"];
/** What is not as it should be. */
const TROUBLES: ReadonlySet<SaveStatus> = new Set<SaveStatus>([
  "not-sent",
  "not-kept",
  "logged-out",
  "partly",
  "elsewhere",
  "closed",
]);

/** Whether all is where it should be. */
function well(status: SaveStatus): boolean {
  return status === "sent" || status === "confirmed";
}

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
  private lastAt = Number.NEGATIVE_INFINITY;
  private waiting = 0;
  /** Whether something had gone wrong and has not come right since. */
  private troubled = false;

  constructor(
    private readonly course: CourseData,
    private readonly say: Say,
    signal: AbortSignal,
  ) {
    this.entries = contents(course);
    signal.addEventListener("abort", () => window.clearTimeout(this.waiting));
    followLayout(signal);
    fitFrame();
    window.addEventListener("resize", fitFrame, { signal });
  }

  /** The LMS is being sought. */
  connecting(): void {
    this.write("connecting");
  }

  /** `alone`: nothing else speaks of what goes wrong. */
  draw(session: Session, alone = true): void {
    this.drawStatus(session, alone);
    this.drawProgress(session);
    for (const entry of this.entries) this.drawState(entry, session.attempt);
  }

  /**
   * What gets worse shows at once, what gets better when the word before it could be read. The line
   * is no live region: spoken is only that something went wrong, and that it has come right.
   */
  private drawStatus(session: Session, alone: boolean): void {
    const status = session.saveStatus;
    window.clearTimeout(this.waiting);
    if (status === this.last) return;
    const step = this.last ? RISING.indexOf(status) - RISING.indexOf(this.last) : 0;
    const left = this.lastAt + READING - window.performance.now();
    if (status === "sent" && step > 0 && left > 0) {
      // Until then what is true of this device.
      if (this.last === "saving" && session.onDevice) this.write((this.last = "kept"));
      this.waiting = window.setTimeout(() => this.drawStatus(session, alone), left);
      return;
    }
    const trouble = bad(session);
    const words = this.write(status, trouble);
    // Keeping is one moment with what it follows: the time to read counts from its beginning.
    if (step !== 1) this.lastAt = window.performance.now();
    this.last = status;
    if ((trouble && alone && !this.troubled) || (well(status) && this.troubled)) {
      announce(find(document, "#_announce"), words);
    }
    if (trouble || well(status)) this.troubled = trouble;
    const exit = find(document, "#_exit");
    if (exit) exit.hidden = /untracked|connecting|closed|elsewhere/.test(status);
  }

  /** Writes the word, and for those who ask the sentence behind it, which it gives. */
  private write(status: SaveStatus, isBad = false): string {
    const line = find(document, "#_status");
    const preview = status === "untracked" && isPreview(window);
    const name = `status_${preview ? "preview" : status.replace("-", "_")}`;
    const long = this.say(`${name}_long`);
    if (!line) return long;
    line.textContent = this.say(name);
    const kind = isBad ? "is-bad" : well(status) ? "is-well" : "";
    line.className = `status ${kind}`.trim();
    line.title = long;
    const hidden = { id: "_status_more", class: "visually-hidden" };
    const more = find(document, "#_status_more") ?? make("span", hidden);
    more.textContent = long;
    line.after(more);
    return long;
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

/** Whether it is not as it should be. A session that ended with all of it sent has ended well. */
function bad({ saveStatus, life }: Session): boolean {
  return TROUBLES.has(saveStatus) && !(saveStatus === "closed" && settled(life));
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
