/**
 * From page to page: contents, previous and next, addresses, the title, and where the focus goes.
 *
 * Links to pages are links to the reading pages, so that they work with scripts off; a click on one
 * is taken over here. The address is a convenience: in a frame without an origin it may not be set.
 *
 * Each entry of the browser's history carries the page that it shows, `{page}`: the launch's, those
 * of pages gone to, and those that links within a page make. Back shows the page its entry names.
 */

import { find, findAll, heading, make } from "./access/dom";
import { focusOn } from "./access/focus";
import { reachable } from "./blocks/case/case";
import type { CourseData, PageEntry } from "./course";
import type { Loadable, Loader } from "./loader";
import type { Say } from "./strings/words";

/**
 * What the course shows of an attempt, by the addresses: the results, questions to practise again,
 * the certificate; and what it found out about the connection. No page's id has a "_".
 */
export type View = "_results" | "_practice" | "_certificate" | typeof DIAGNOSIS;

export const RESULTS: View = "_results";
export const DIAGNOSIS = "_diagnosis";
const VIEWS: readonly string[] = [RESULTS, "_practice", "_certificate", DIAGNOSIS] satisfies View[];

/**
 * How a page comes to be shown: at launch, when nothing has taken the focus yet; on, to another
 * page; or back, to one that the browser's history names.
 */
type Way = "quiet" | "on" | "back";

export interface Scenes {
  /** The body of a page is in place: start its parts. */
  entered(page: PageEntry, article: HTMLElement): void;
  /** The end of a page was passed by going on to the next. */
  passed(page: PageEntry): void;
  /** The page or the results that are shown will be replaced. */
  left(): void;
  /** A view of the attempt, to be put into the main part. */
  view(view: View): Promise<HTMLElement>;
}

export class Navigation {
  private readonly main: HTMLElement;
  private readonly pager: HTMLElement;
  private readonly links: ReadonlyMap<string, HTMLAnchorElement>;
  private readonly courseTitle: string;
  private readonly hasResults: boolean;
  private current = "";
  /** The page last asked for: `current`, or one that is being loaded. */
  private wanted = "";
  /** Whether `current` is shown, and not a message in its place. */
  private entered = false;
  /** Counts the requests to show something, so that a slow page does not replace a later one. */
  private request = 0;
  private title = "";

  constructor(
    private readonly course: CourseData,
    private readonly say: Say,
    private readonly scenes: Scenes,
    private readonly loader: Loader,
    signal: AbortSignal,
  ) {
    this.main = required("#_page");
    this.pager = required("#_pager");
    const links = findAll<HTMLAnchorElement>(document, ".contents a");
    this.links = new Map(links.map((link) => [link.dataset["page"] ?? "", link]));
    this.courseTitle = find(document, ".course-title")?.textContent ?? "";
    this.hasResults = course.results !== "";
    const article = find(this.main, "article");
    const first = this.page(article?.dataset["page"] ?? "");
    if (article && first) {
      this.loader.know(first, article.outerHTML);
      // What it needs beside its text comes while the LMS is waited for; `show` tries again.
      this.loader.whole(first).catch(() => undefined);
    }
    const results = find(document, "[data-results]");
    if (results) results.hidden = !this.hasResults;
    document.addEventListener("click", (event) => this.click(event), { signal });
    // Both for most steps; between two entries with one address there is no hashchange.
    window.addEventListener("popstate", () => this.follow(), { signal });
    window.addEventListener("hashchange", () => this.follow(), { signal });
  }

  /** The page that is shown or being loaded. */
  get shown(): string {
    return this.wanted;
  }

  /** What the address asks for: the id of a page or an extra page, `RESULTS`, or "". */
  get asked(): string {
    const hash = decoded(window.location.hash);
    return this.known(hash) ? hash : "";
  }

  /** The name of a page, as the contents say it. */
  name(page: string): string {
    const link = this.links.get(page);
    return (link && find(link, ".contents-title")?.textContent) ?? page;
  }

  /** Show a page, an extra page, or the results. */
  async show(name: string, way: Way = "on"): Promise<void> {
    const request = ++this.request;
    this.wanted = name;
    const wanted = this.loadable(name);
    if (!wanted && !isView(name)) return;
    if (!wanted || !this.loader.ready(wanted)) this.busy(true);
    try {
      const made = wanted ? await this.loader.whole(wanted) : await this.scenes.view(name as View);
      if (request !== this.request) return;
      if (typeof made === "string") this.enter(name, made, way);
      else this.put(made, name, way);
    } catch (error) {
      console.error(error);
      if (request === this.request) this.fail(name, way);
    }
  }

  markError(on: boolean): void {
    document.title = on ? this.say("title_error", { title: this.title }) : this.title;
  }

  private enter(name: string, body: string, way: Way): void {
    const template = make("template");
    template.innerHTML = body;
    const article = template.content.firstElementChild as HTMLElement;
    this.put(article, name, way);
    const page = this.page(name);
    if (!page) return; // an extra page: nothing on it is to be started or recorded
    this.entered = true;
    this.scenes.entered(page, article);
    const after = this.course.pages[this.course.pages.indexOf(page) + 1];
    // The next page is fetched ahead; if that fails it is tried again when it is wanted.
    if (after) this.loader.whole(after).catch(() => undefined);
  }

  private put(content: HTMLElement, name: string, way: Way): void {
    this.address(name, way);
    this.scenes.left();
    this.main.replaceChildren(content);
    // Not only when its own load ends: another page may have been asked for in the meantime.
    this.busy(false);
    this.current = name;
    this.entered = false;
    const title = find(content, "h1");
    this.title = `${title?.textContent ?? ""} - ${this.courseTitle}`;
    this.markError(false);
    this.drawLinks();
    this.drawPager();
    this.drawLanguages();
    if (way === "quiet") return;
    window.scrollTo(0, 0);
    focusOn(title);
    if (way === "back") this.anchor()?.scrollIntoView();
  }

  private fail(name: string, way: Way): void {
    const { say } = this;
    const retry = make("button", { type: "button", class: "button" }, say("load_retry"));
    retry.addEventListener("click", () => void this.show(name));
    const content = make(
      "div",
      { class: "notice" },
      make("h1", { tabindex: -1 }, say("load_failed_title")),
      make("p", {}, say("load_failed_text")),
      make("p", {}, retry),
    );
    this.put(content, name, way === "back" ? "back" : "on");
  }

  /** Put a message over the page, with the focus on it. It goes with the next page. */
  interrupt(
    title: string,
    text: string,
    kind: "" | "is-right" | "is-wrong" = "",
    actions: readonly HTMLElement[] = [],
  ): void {
    find(document, "#_message")?.remove();
    const name = heading(2, { tabindex: -1 }, title);
    const row = actions.length > 0 ? make("p", { class: "actions" }, ...actions) : null;
    const attributes = { id: "_message", class: `notice ${kind}`.trim() };
    const box = make("div", attributes, name, make("p", {}, text), row);
    this.main.prepend(box);
    focusOn(name);
  }

  private busy(on: boolean): void {
    this.main.setAttribute("aria-busy", String(on));
    this.main.classList.toggle("is-loading", on);
  }

  private known(name: string): boolean {
    if (isView(name)) return this.hasResults || name === DIAGNOSIS;
    return this.loadable(name) !== null;
  }

  private loadable(name: string): Loadable | null {
    return this.page(name) ?? this.course.extras.find((extra) => extra.id === name) ?? null;
  }

  private page(id: string): PageEntry | null {
    return this.course.pages.find((page) => page.id === id) ?? null;
  }

  private click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey || event.altKey || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a");
    if (!link) return;
    const name = link.dataset["page"] ?? "";
    if (!this.known(name)) return;
    event.preventDefault();
    const here = this.page(this.current);
    if (here && this.entered && link.rel === "next") this.scenes.passed(here);
    const { goto, finding } = link.dataset;
    void this.show(name).then(() => goto && this.arrive(goto, finding));
  }

  /** Go to a place on the page that is shown; a finding is pointed out in its figure. */
  private arrive(id: string, finding = ""): void {
    const place = reachable(document.getElementById(id));
    focusOn(place);
    if (place && finding) find(place, `li[data-f="${finding}"] .fig-finding`)?.click();
  }

  /** The history moved. An entry that names no page was made by a link within the one shown. */
  private follow(): void {
    if (this.current === "") return;
    const name = this.entry() || this.asked;
    if (name === "") this.address(this.current, "back");
    else if (name !== this.wanted) void this.show(name, "back");
  }

  /** The page of the present entry of the history; "" when it names none. */
  private entry(): string {
    try {
      const { page } = (window.history.state ?? {}) as { page?: unknown };
      return typeof page === "string" && this.known(page) ? page : "";
    } catch {
      return "";
    }
  }

  /** The place on the page that the address names, if it does. */
  private anchor(): Element | null {
    const id = decoded(window.location.hash);
    const found = id ? reachable(document.getElementById(id)) : null;
    return found && this.main !== found && this.main.contains(found) ? found : null;
  }

  /** Make an entry in the history for what is about to be shown; the first keeps the launch's. */
  private address(name: string, way: Way): void {
    const { history } = window;
    try {
      if (way !== "on") history.replaceState({ page: name }, "");
      else if (this.current === "" || this.current === name || this.asked === name) {
        history.replaceState({ page: name }, "", `#${name}`);
      } else history.pushState({ page: name }, "", `#${name}`);
    } catch {
      // No origin, or file:// in some browsers. The course runs without addresses.
    }
  }

  private drawLinks(): void {
    for (const [name, link] of this.links) {
      if (name === this.current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.scrollContents();
  }

  /** A long list of contents scrolls by itself: the page that is shown stays in its middle. */
  private scrollContents(): void {
    const list = find(document, ".contents-list");
    const link = this.links.get(this.current);
    if (!list || !link || list.scrollHeight <= list.clientHeight) return;
    const into = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += into - (list.clientHeight - link.offsetHeight) / 2;
  }

  private drawPager(): void {
    const names = this.course.pages.map((page) => page.id);
    if (this.hasResults) names.push(RESULTS);
    const at = names.indexOf(this.current);
    // Without a link it would be a landmark with nothing in it. An extra page has no neighbours.
    this.pager.hidden = names.length < 2 || at < 0;
    this.drawPagerLink("prev", names[at - 1]);
    this.drawPagerLink("next", names[at + 1]);
  }

  /** Each language's link leads to the reading page of what is shown, for those who open a tab. */
  private drawLanguages(): void {
    if (isView(this.current)) return;
    for (const link of findAll<HTMLAnchorElement>(document, "a[data-language]")) {
      const ending = link.getAttribute("href")?.replace(/^\.\/page-[^.]*/, "") ?? "";
      link.setAttribute("href", `./page-${this.current}${ending}`);
    }
  }

  private drawPagerLink(rel: "prev" | "next", name: string | undefined): void {
    const link = find<HTMLAnchorElement>(this.pager, `[rel=${rel}]`);
    if (!link) return;
    link.hidden = name === undefined;
    const title = find(link, ".pager-title");
    if (name === undefined || !title) return;
    link.href = name === RESULTS ? `#${RESULTS}` : `page-${name}${this.course.ending}`;
    link.dataset["page"] = name;
    title.textContent = this.name(name);
    const language = this.page(name)?.language;
    if (language) title.lang = language;
    else title.removeAttribute("lang");
  }
}

function isView(name: string): name is View {
  return VIEWS.includes(name);
}

/** The name in an address; "" when it is not well formed: that asks for nothing. */
export function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

function required(selector: string): HTMLElement {
  const found = find(document, selector);
  if (!found) throw new Error(`the launch page has no ${selector}`);
  return found;
}
