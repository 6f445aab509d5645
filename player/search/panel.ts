/**
 * The search: a field, and the pages that have the words, each with the places where they stand.
 * This script is loaded when a learner first asks for it. Pages are found in the index; the places
 * on the first few come from the pages themselves, loaded as for reading.
 */

import { announce } from "../access/announce";
import { find, make } from "../access/dom";
import { asked, Index } from "./index";
import type { SearchContext } from "./open";
import { places, snippet } from "./places";

const PAUSE = 250;
/** Pages shown at once, and places of each. */
const PAGES = 5;
const PLACES = 3;

/** Fill the panel. Gives what puts the focus into the field. */
export function startSearch(
  panel: HTMLElement,
  index: readonly [string, string],
  context: SearchContext,
): () => void {
  const search = new Search(panel, new Index(index), context);
  return () => search.focus();
}

class Search {
  private readonly field: HTMLInputElement;
  private readonly status: HTMLElement;
  private readonly results: HTMLElement;
  private readonly more: HTMLButtonElement;
  private timer = 0;
  private words: readonly string[] = [];
  private found: readonly number[] = [];
  private shown = 0;

  constructor(
    panel: HTMLElement,
    private readonly index: Index,
    private readonly context: SearchContext,
  ) {
    const { say } = context;
    const id = "_search_field";
    this.field = make("input", { type: "search", id, autocomplete: "off", spellcheck: "false" });
    this.status = make("p", { class: "search-status", role: "status" });
    this.results = make("ol", { class: "search-results", id: "_search_results" });
    this.more = make("button", { type: "button", class: "button button-quiet" }, say("search_more"));
    this.more.hidden = true;
    this.more.addEventListener("click", () => this.showMore());
    const label = make("label", { for: id }, say("search_label"));
    const row = make("p", { class: "search-row" }, label, this.field);
    panel.replaceChildren(row, this.status, this.results, make("p", {}, this.more));
    this.field.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.run(), PAUSE);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      window.clearTimeout(this.timer);
      this.run();
    });
  }

  focus(): void {
    this.field.focus();
    this.field.select();
  }

  private run(): void {
    const { say, pages } = this.context;
    this.words = asked(this.field.value);
    // One letter of an alphabet is on every page.
    const enough = this.words.some((word) => word.length > 1 || word > "\u02ff");
    this.found = enough ? this.index.find(this.words).filter((n) => n < pages.length) : [];
    this.shown = 0;
    this.results.replaceChildren();
    const n = this.found.length;
    const query = this.field.value.trim();
    const words = n > 0 ? say("search_found", { n }) : say("search_none", { query });
    announce(this.status, enough ? words : "");
    this.showMore();
  }

  private showMore(): void {
    const next = this.found.slice(this.shown, this.shown + PAGES);
    this.shown += next.length;
    const items = next.map((number) => this.page(this.context.pages[number] ?? ""));
    this.results.append(...items);
    const pressed = document.activeElement === this.more;
    this.more.hidden = this.shown >= this.found.length;
    const first = items[0];
    if (pressed && first) find(first, "a")?.focus();
  }

  private page(id: string): HTMLElement {
    const { name, load } = this.context;
    const title = make("p", { class: "search-page" }, this.link(id, "", "", name(id)));
    const list = make("ul", { class: "search-places" });
    const { words } = this;
    load(id).then(
      (body) => {
        const found = places(body, words, PLACES);
        list.append(
          ...found.map((place) => {
            const link = this.link(id, place.anchor, place.finding, place.name || name(id));
            const text = make("span", { class: "search-text" }, ...snippet(place.text, words));
            const same = place.name === place.text;
            return make("li", {}, link, same ? null : " ", same ? null : text);
          }),
        );
      },
      // Without its places the page itself is still a result.
      () => undefined,
    );
    return make("li", {}, title, list);
  }

  private link(page: string, anchor: string, finding: string, name: string): HTMLElement {
    const href = `page-${page}${this.context.ending}${anchor ? `#${anchor}` : ""}`;
    const link = make("a", { href, "data-page": page }, ...snippet(name, this.words));
    if (anchor) link.dataset["goto"] = anchor;
    if (finding) link.dataset["finding"] = finding;
    return link;
  }
}
