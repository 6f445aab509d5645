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
import { PARTS, QUESTIONS } from "./blocks/parts";
import type { Answer, CourseData, PageData, PageEntry, QuestionData } from "./course";
import { Loader } from "./loader";
import type { Kit, Starters } from "./kinds/kinds";
import { Navigation, type Scenes, type View } from "./navigation";
import { QuestionForm } from "./question";
import { Options } from "./blocks/question/options";
import type { DrawView } from "./results/views";
import { lot } from "./scoring/lots";
import { asked, salt } from "./standing";
import { offerSearch } from "./search/open";
import { type Session, start as startSession } from "./session";
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
import type { Tracking } from "./tracking/tracking";

/** Start the player on the launch page. */
export function start(tracking: Tracking): void {
  startSettings();
  startPrinting();
  const run = () => void new Player(read<CourseData>(find(document, "#course-data"))).run(tracking);
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

  constructor(private readonly original: CourseData) {
    this.languages = new Languages(original, this.loader);
    this.course = original;
    [this.say, this.surroundings, this.navigation] = this.mounted();
  }

  async run(tracking: Tracking): Promise<void> {
    const session = await startSession(this.original, tracking, (now) => this.changed(now));
    this.session = session;
    const language = preferred(this.original.languages);
    // When it cannot be had, the course is in the language it was written in.
    if (language) await this.take(language).catch(() => undefined);
    this.surroundings.draw(session);
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
    const exit = () => this.session && this.exit(this.session);
    find(document, "#_exit")?.addEventListener("click", exit);
    followSwitch(this.original.languages, signal, (tag) => void this.change(tag));
    const surroundings = new Surroundings(course, say, signal);
    const navigation = new Navigation(course, say, scenes, loader, signal);
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
    const name = navigation.shown;
    const answers = new Map([...this.drafts].map(([question, read]) => [question, read()]));
    const was = stand(main());
    try {
      await this.take(language);
    } catch {
      return navigation.interrupt(this.say("load_failed_title"), this.say("load_failed_text"));
    }
    remember(language);
    this.surroundings.draw(session);
    this.carried = { page: name, answers };
    await this.navigation.show(name, "quiet");
    this.carried = null;
    standAt(main(), was);
    switchLink(language)?.focus({ preventScroll: true });
    const entry = this.original.languages.find((each) => each.tag === language);
    const words = this.say("language_now", { language: entry?.name ?? language });
    announce(find(document, "#_announce"), words);
  }

  private resumes(session: Session, bookmark: string): Promise<boolean> {
    const title = this.say("resume_title", { title: this.navigation.name(bookmark) });
    const answer = askToResume(title, session.restored);
    ready();
    return answer;
  }

  private changed(session: Session): void {
    this.surroundings.draw(session);
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
    if (entry.draw) this.leaveOut(context, article);
    startParts(article, context);
    for (const question of data.questions) {
      const root = rootOf(article, question.id);
      if (root) guarded(() => this.startQuestion(root, question, context));
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
        startParts(root, context);
        this.startQuestion(root, question, context);
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

  /** Takes the questions out of a page that were not drawn, with the case around them. */
  private leaveOut({ page, session, say }: PageContext, article: HTMLElement): void {
    const kept = new Set(asked(this.course, session.attempt, page).map(({ id }) => id));
    for (const { id } of page.questions) {
      const root = kept.has(id) ? null : rootOf(article, id);
      if (root) (root.closest(".case") ?? root).remove();
    }
    // The builder counted all of them.
    findAll(article, ".q-title").forEach((title, index) => {
      title.textContent = say("question_number", { n: index + 1, total: kept.size });
    });
  }

  private startQuestion(root: HTMLElement, question: QuestionData, context: PageContext): void {
    const brought = (context.page.parts ?? []).map((part) => this.loader.held(part)[0] as Starters);
    const starters: Starters = Object.assign({}, QUESTIONS, ...brought);
    // By its kind it is the one for this data, which types cannot follow through a lookup.
    const start = starters[question.kind] as StartAny | undefined;
    if (!start) throw new Error(`nothing starts a ${question.kind}`);
    start(root, question, context, KIT);
  }

  private async view(view: View): Promise<HTMLElement> {
    const { session, course, say, navigation, loader } = this;
    if (!session) throw new Error("no session yet");
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
    startParts(root, context);
    this.startQuestion(root, question, context);
    return root;
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

type StartAny = (
  root: HTMLElement,
  question: QuestionData,
  context: PageContext,
  kit: Kit,
) => void;

/** What kinds of question that come in scripts of their own need not bring with them. */
const KIT: Kit = { QuestionForm, Options };

/** Starts every part in an element, and the element itself if it is one. */
function startParts(root: HTMLElement, context: PageContext): void {
  for (const [selector, startPart] of PARTS) {
    const inside = findAll(root, selector);
    const all = root.matches(selector) ? [root, ...inside] : inside;
    for (const element of all) guarded(() => startPart(element, context));
  }
}

/** The element of a question. */
function rootOf(within: ParentNode, question: string): HTMLElement | null {
  const roots = findAll(within, "[data-question]");
  return roots.find((each) => each.dataset["question"] === question) ?? null;
}

function main(): HTMLElement {
  return find(document, "#_page") ?? document.body;
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
