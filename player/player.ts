/**
 * Finds the parts on the page and starts them.
 *
 * Parts tell the session what happened and draw what the attempt says; they know neither each other
 * nor the LMS. An error in one part leaves the others, and the text of the page, as they are.
 */

import { announce } from "./access/announce";
import { find, findAll, make } from "./access/dom";
import { onceVisible } from "./access/focus";
import { isClosed, startCase } from "./blocks/case/case";
import type { PageContext } from "./blocks/part";
import type { Answer, CourseData, PageData, PageEntry } from "./course";
import type { Desk, DeskContext } from "./diagnosis/desk";
import { Loader } from "./loader";
import { DIAGNOSIS, Navigation, type Scenes, type View } from "./navigation";
import type { DrawView } from "./results/views";
import { lot } from "./scoring/lots";
import { guarded, leaveOut, rootOf, startParts, startQuestion } from "./staging";
import { salt } from "./standing";
import { offerSearch } from "./search/open";
import { type Session, start as startSession } from "./session";
import { browserMeans } from "./shell/means";
import { startPrinting } from "./shell/print";
import { startFinish } from "./shell/finish";
import { startSettings } from "./shell/settings";
import {
  followSwitch,
  Languages,
  mount,
  preferred,
  remember,
  stand,
  standAt,
  switchLink,
} from "./shell/language";
import { Surroundings } from "./shell/status";
import { askToResume } from "./shell/resume";
import { type Say, speaker } from "./strings/words";
import type { Offer } from "./takeup";
import type { MakeTracking, Tracking } from "./tracking/tracking";

/** Start the player on the launch page. */
export function start(make: MakeTracking): void {
  startSettings();
  startPrinting();
  const run = () => {
    const course = read<CourseData>(find(document, "#course-data"));
    void new Player(course, make(course.host)).run();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
}

/** How to read the answer of each question on the page as it stands, by the question's id. */
type Drafts = Map<string, () => Answer | null>;

class Player {
  private readonly loader = new Loader();
  private readonly languages: Languages;
  private course: CourseData;
  private say: Say;
  private surroundings: Surroundings;
  private navigation: Navigation;
  /** Aborted when another language takes the place of the one that is shown. */
  private shell = new AbortController();
  private session: Session | null = null;
  private page = new AbortController();
  /** That of a view that is drawn and not yet in its place: its questions hang on it. */
  private arriving = new AbortController();
  /** Brings the foot of the page up to date. */
  private finish = () => {};
  private drafts: Drafts = new Map();
  /** Parts of the page that is shown which follow the attempt. */
  private followers: Array<() => void> = [];
  /** What was chosen and not checked on a page that changes its language. */
  private carried: { page: string; answers: Map<string, Answer | null> } | null = null;
  /** Notices and dialogs about the connection, once their script is there. */
  private desk: Desk | null = null;

  constructor(
    private readonly original: CourseData,
    private readonly tracking: Tracking,
  ) {
    this.languages = new Languages(original, this.loader);
    this.course = original;
    [this.say, this.surroundings, this.navigation] = this.mounted();
  }

  async run(): Promise<void> {
    const { original, tracking } = this;
    this.surroundings.connecting();
    const ends = {
      changed: (now: Session) => this.changed(now),
      offered: (offer: Offer) => this.offered(offer),
      replaced: () => void this.replaced(),
    };
    const session = await startSession(original, tracking, ends, browserMeans(original));
    this.session = session;
    await this.prefer(session.language);
    this.surroundings.draw(session);
    const first = this.course.pages[0]?.id ?? "";
    const { asked } = this.navigation;
    const { bookmark } = session.attempt;
    const asks = !asked && session.resumed;
    const name = asks && (await this.resumes(session, bookmark)) ? bookmark : asked || first;
    await this.navigation.show(name, asks ? "on" : "quiet");
    ready();
    // When it cannot be had now, it is tried again with each change.
    this.summon().catch(() => undefined);
    if (!session.begun.unreadable) return;
    const text = this.say(name === bookmark ? "unreadable_place" : "unreadable_again");
    this.navigation.interrupt(this.say("unreadable_title"), text);
  }

  /** Take the language that the learner chose before, or else the LMS or the browser names. */
  private async prefer(named: string): Promise<void> {
    const language = preferred(this.original.languages, named);
    // When it cannot be had, the course is in the language it was written in.
    if (language) await this.take(language).catch(() => undefined);
  }

  private async offered(offer: Offer): Promise<boolean> {
    await this.prefer(this.tracking.language());
    ready();
    try {
      return await (await this.summon()).offered(offer, { course: this.course, say: this.say });
    } catch {
      // It cannot be asked: what loses nothing, and gives nobody the work of somebody else.
      return offer.kind !== "nobody";
    }
  }

  /** The script of all that is said of the connection. */
  private async summon(): Promise<Desk> {
    const [desk] = await this.loader.load(this.original.diagnosis.script);
    this.desk = desk as Desk;
    this.attend();
    return this.desk;
  }

  private attend(): void {
    const { desk, session } = this;
    if (desk && session) guarded(() => desk.draw(this.aside(session)));
  }

  private aside(session: Session): DeskContext {
    const { course, say, navigation } = this;
    return { course, say, session, interrupt: (...words) => navigation.interrupt(...words) };
  }

  /** Start what stands around the page, in the language that is in place. */
  private mounted(): [Say, Surroundings, Navigation] {
    const { course, loader } = this;
    const { signal } = this.shell;
    const say = speaker(course.strings, course.language);
    const scenes: Scenes = {
      entered: (page, article) => this.enter(page, article),
      passed: (page) => {
        if (!isClosed(main())) this.session?.dispatch({ type: "ended", page: page.id });
      },
      left: () => {
        this.page.abort();
        this.page = this.arriving;
      },
      view: (view) => this.view(view),
    };
    const exit = () => this.session && void this.exit(this.session);
    find(document, "#_exit")?.addEventListener("click", exit);
    followSwitch(this.original.languages, signal, (tag) => void this.change(tag));
    const surroundings = new Surroundings(course, say, signal);
    const navigation = new Navigation(course, say, scenes, loader, signal);
    const keys = (event: KeyboardEvent) => {
      const all = event.ctrlKey && event.altKey && event.shiftKey;
      if (all && event.code === "KeyD") void navigation.show(DIAGNOSIS);
    };
    document.addEventListener("keydown", keys, { signal });
    // After the navigation, which follows the links that the search makes.
    offerSearch(course, say, loader, (page) => navigation.name(page), signal);
    return [say, surroundings, navigation];
  }

  /** Put a language in place of the one that is there; no page is shown in it yet. */
  private async take(language: string): Promise<void> {
    if (language === this.course.language) return;
    const edition = await this.languages.edition(language);
    if (language === this.course.language) return; // pressed twice
    this.page.abort();
    this.shell.abort();
    this.shell = new AbortController();
    mount(edition);
    this.course = edition.course;
    [this.say, this.surroundings, this.navigation] = this.mounted();
  }

  /** The learner chose a language: the same page in it, at the same place, with the same answers. */
  private async change(language: string): Promise<void> {
    const { session, navigation } = this;
    if (!session || language === this.course.language) return;
    const back = this.leaf();
    try {
      await this.take(language);
    } catch {
      return navigation.interrupt(this.say("load_failed_title"), this.say("load_failed_text"));
    }
    remember(language);
    this.surroundings.draw(session);
    await back();
    switchLink(language)?.focus({ preventScroll: true });
    const entry = this.original.languages.find((each) => each.tag === language);
    const words = this.say("language_now", { language: entry?.name ?? language });
    announce(find(document, "#_announce"), words);
  }

  /** Put in a marker: what it gives shows the same page again, at the same place. */
  private leaf(): () => Promise<void> {
    const page = this.navigation.shown;
    const answers = new Map([...this.drafts].map(([question, read]) => [question, read()]));
    const was = stand(main());
    return async () => {
      this.carried = { page, answers };
      await this.navigation.show(page, "quiet");
      this.carried = null;
      standAt(main(), was);
    };
  }

  /** The attempt is another one than before: what is shown is drawn anew from it. */
  private async replaced(): Promise<void> {
    if (!this.session || this.navigation.shown === "") return;
    const within = main().contains(document.activeElement);
    await this.leaf()();
    if (within) main().focus({ preventScroll: true });
    this.changed(this.session);
  }

  private resumes(session: Session, bookmark: string): Promise<boolean> {
    const title = this.say("resume_title", { title: this.navigation.name(bookmark) });
    const answer = askToResume(title, session.begun.resumed);
    ready();
    return answer;
  }

  private changed(session: Session): void {
    this.surroundings.draw(session, !this.desk);
    if (this.desk) this.attend();
    else if (this.session) this.summon().catch(() => undefined);
    for (const follow of this.followers) guarded(follow);
    this.finish();
  }

  private enter(entry: PageEntry, article: HTMLElement): void {
    const { session } = this;
    if (!session) return;
    this.page = new AbortController();
    this.page.signal.addEventListener("abort", () => (this.followers = []));
    const data = read<PageData>(find(article, ".page-data"));
    const drafts: Drafts = new Map();
    this.drafts = drafts;
    const carried = this.carried?.page === entry.id ? this.carried.answers : null;
    const context: PageContext = {
      ...this.contextOf(entry, data, session),
      draft: (question, read) => {
        drafts.set(question, read);
        return carried?.get(question) ?? null;
      },
    };
    session.dispatch({ type: "opened", page: entry.id });
    if (entry.draw) leaveOut(context, article);
    startParts(article, context, this.loader);
    for (const question of data.questions) {
      const root = rootOf(article, question.id);
      if (root) guarded(() => startQuestion(root, question, context, this.loader));
    }
    this.finish = () => {};
    const { signal } = this.page;
    const ended = () => void session.dispatch({ type: "ended", page: entry.id });
    // The end of a page with closed steps is not its end.
    const awaitEnd = () => {
      const end = isClosed(article) ? null : find(article, ".finish");
      this.finish();
      if (end) onceVisible(end, signal, ended);
    };
    for (const root of findAll(article, ".case")) guarded(() => startCase(root, context, awaitEnd));
    this.finish = startFinish(article, context);
    awaitEnd();
    this.attend();
  }

  private contextOf(entry: PageEntry, data: PageData, session: Session): PageContext {
    const context: PageContext = {
      course: this.course,
      page: entry,
      data,
      session,
      say: entry.language ? speaker(this.original.strings, entry.language) : this.say,
      lot: (question) => this.lot(entry, question),
      restart: (root, question) => {
        startParts(root, context, this.loader);
        startQuestion(root, question, context, this.loader);
      },
      follow: (changed) => void this.followers.push(changed),
      signal: this.page.signal,
      markError: (on) => this.navigation.markError(on),
    };
    return context;
  }

  /** What a question's lots are drawn by: the attempt's seed, and its own key. */
  private lot(entry: PageEntry, id: string): number {
    const attempt = this.session?.attempt;
    const key = entry.questions.find((question) => question.id === id)?.key ?? 0;
    return attempt ? lot(attempt.seed, salt(this.course, attempt), key) : 0;
  }

  private async view(view: View): Promise<HTMLElement> {
    const { session, course, say, navigation, loader } = this;
    if (!session) throw new Error("no session yet");
    if (view === DIAGNOSIS) return (await this.summon()).view(this.aside(session));
    this.arriving = new AbortController();
    const { signal } = this.arriving;
    const [draw] = await loader.load(course.results);
    return (draw as DrawView)(view, {
      course,
      session,
      attempt: session.attempt,
      say,
      name: (page) => navigation.name(page),
      show: (name) => void navigation.show(name),
      question: (page, question, practised) =>
        this.practice(session, page, question, { practised, signal }),
    });
  }

  /** A question of any page, started for practice. */
  private async practice(
    session: Session,
    page: string,
    id: string,
    own: Pick<PageContext, "practised" | "signal">,
  ): Promise<HTMLElement> {
    const entry = this.course.pages.find((each) => each.id === page);
    if (!entry) throw new Error(`no page ${page}`);
    const template = make("template");
    template.innerHTML = await this.loader.whole(entry);
    const data = read<PageData>(find(template.content, ".page-data"));
    const question = data.questions.find((each) => each.id === id);
    const root = rootOf(template.content, id);
    if (!root || !question) throw new Error(`no question ${id} on ${page}`);
    const context: PageContext = { ...this.contextOf(entry, data, session), ...own };
    document.adoptNode(root);
    startParts(root, context, this.loader);
    startQuestion(root, question, context, this.loader);
    return root;
  }

  private async exit(session: Session): Promise<void> {
    try {
      await (await this.summon()).leave(this.aside(session));
    } catch {
      const text = this.say(`status_${session.saveStatus.replace("-", "_")}_long`);
      this.navigation.interrupt(this.say("leave_failed_title"), text, "is-wrong");
    }
  }
}

function main(): HTMLElement {
  return find(document, "#_page") ?? document.body;
}

/** Says to whoever drives the page from outside that the course has started, or asks where to. */
function ready(): void {
  document.documentElement.dataset["ready"] = "";
}

function read<T>(block: Element | null): T {
  return JSON.parse(block?.textContent ?? "null") as T;
}
