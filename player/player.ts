/**
 * Finds the parts on the page and starts them.
 *
 * Parts tell the session what happened and draw what the attempt says; they know neither each other
 * nor the LMS. An error in one part leaves the others, and the text of the page, as they are.
 */

import { find, findAll, make } from "./access/dom";
import { onceVisible } from "./access/focus";
import type { PageContext } from "./blocks/part";
import { PARTS, QUESTIONS } from "./blocks/parts";
import type { CourseData, PageData, PageEntry } from "./course";
import { Navigation, RESULTS } from "./navigation";
import { drawResults } from "./results";
import { type Session, start as startSession } from "./session";
import { Surroundings } from "./shell/status";
import { askToResume } from "./shell/resume";
import { type Say, speaker } from "./strings/words";
import type { Tracking } from "./tracking/tracking";

/** Start the player on the launch page. */
export function start(tracking: Tracking): void {
  const run = () => void new Player(read<CourseData>(find(document, "#course-data"))).run(tracking);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
}

class Player {
  private readonly say: Say;
  private readonly surroundings: Surroundings;
  private readonly navigation: Navigation;
  private session: Session | null = null;
  private page = new AbortController();

  constructor(private readonly course: CourseData) {
    this.say = speaker(course.strings, course.language);
    this.surroundings = new Surroundings(course, this.say);
    this.navigation = new Navigation(course, this.say, {
      entered: (page, article) => this.enter(page, article),
      passed: (page) => this.session?.dispatch({ type: "ended", page: page.id }),
      left: () => this.page.abort(),
      results: () => this.results(),
    });
  }

  async run(tracking: Tracking): Promise<void> {
    const session = await startSession(this.course, tracking, (now) => this.changed(now));
    this.session = session;
    this.surroundings.draw(session);
    find(document, "#_exit")?.addEventListener("click", () => this.exit(session));
    const first = this.course.pages[0]?.id ?? "";
    const { asked } = this.navigation;
    const { bookmark } = session.attempt;
    const asks = !asked && session.resumed;
    const name = asks && (await this.resumes(session, bookmark)) ? bookmark : asked || first;
    await this.navigation.show(name, asks ? "on" : "quiet");
    ready();
    if (!session.unreadable) return;
    const text = this.say(name === bookmark ? "unreadable_place" : "unreadable_again");
    this.navigation.interrupt(this.say("unreadable_title"), text);
  }

  private resumes(session: Session, bookmark: string): Promise<boolean> {
    const title = this.say("resume_title", { title: this.navigation.name(bookmark) });
    const answer = askToResume(title, session.restored);
    ready();
    return answer;
  }

  private changed(session: Session): void {
    this.surroundings.draw(session);
  }

  private enter(entry: PageEntry, article: HTMLElement): void {
    const { session } = this;
    if (!session) return;
    this.page = new AbortController();
    const data = read<PageData>(find(article, ".page-data"));
    const context: PageContext = {
      course: this.course,
      page: entry,
      data,
      session,
      say: this.say,
      signal: this.page.signal,
      markError: (on) => this.navigation.markError(on),
    };
    session.dispatch({ type: "opened", page: entry.id });
    for (const [selector, startPart] of PARTS) {
      for (const element of findAll(article, selector)) guarded(() => startPart(element, context));
    }
    for (const question of data.questions) {
      const roots = findAll(article, "[data-question]");
      const root = roots.find((each) => each.dataset["question"] === question.id);
      if (root) guarded(() => QUESTIONS[question.kind](root, question, context));
    }
    // A course of one page without questions has no pager.
    const end = find(document, "#_pager:not([hidden])") ?? find(document, ".colophon");
    const ended = () => void session.dispatch({ type: "ended", page: entry.id });
    if (end) onceVisible(end, this.page.signal, ended);
  }

  private results(): HTMLElement {
    const { session, course, say, navigation } = this;
    if (!session) throw new Error("no session yet");
    return drawResults({
      course,
      attempt: session.attempt,
      say,
      name: (page) => navigation.name(page),
      retake: () => {
        session.dispatch({ type: "retake" });
        const scored = course.pages.find((page) => page.questions.some((each) => each.scored));
        if (scored) void navigation.show(scored.id);
      },
      finish: () => {
        session.dispatch({ type: "finish" });
        void navigation.show(RESULTS);
      },
    });
  }

  private exit(session: Session, anyway = false): void {
    const { say } = this;
    if (session.exit(anyway)) {
      this.navigation.interrupt(say("closed_title"), say("closed_text"), "is-right");
      return;
    }
    const again = make("button", { type: "button", class: "button" }, say("load_retry"));
    again.addEventListener("click", () => this.exit(session));
    const quiet = { type: "button", class: "button button-quiet" };
    const leave = make("button", quiet, say("closed_anyway"));
    leave.addEventListener("click", () => this.exit(session, true));
    const title = say("closed_failed_title");
    this.navigation.interrupt(title, say("closed_failed_text"), "is-wrong", [again, leave]);
  }
}

/** Says to whoever drives the page from outside that the course has started, or asks where to. */
function ready(): void {
  document.documentElement.dataset["ready"] = "";
}

/** One broken part must not take the page with it: it stays as the builder wrote it. */
function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(error);
  }
}

function read<T>(block: Element | null): T {
  return JSON.parse(block?.textContent ?? "null") as T;
}
