/** The button that opens the search, and brings its script the first time. */

import { announce } from "../access/announce";
import { find } from "../access/dom";
import type { CourseData } from "../course";
import type { Loader } from "../loader";
import type { Say } from "../strings/words";
import type { startSearch } from "./panel";

/** What the search is given of the course. */
export interface SearchContext {
  /** Pages by their number in the index. */
  readonly pages: readonly string[];
  readonly ending: string;
  readonly say: Say;
  name(page: string): string;
  /** The body of a page. */
  load(page: string): Promise<string>;
}

/** Makes the search of a course work, where it has one. */
export function offerSearch(
  course: CourseData,
  say: Say,
  loader: Loader,
  name: (page: string) => string,
  signal: AbortSignal,
): void {
  const button = find<HTMLButtonElement>(document, "#_search_button");
  const panel = find(document, "#_search");
  const { search } = course;
  if (!button || !panel || !search) return;
  const all = [...course.pages, ...course.extras.filter((each) => search.extras.includes(each.id))];
  const context: SearchContext = {
    pages: all.map((page) => page.id),
    ending: course.ending,
    say,
    name,
    load(id) {
      const page = all.find((each) => each.id === id);
      return page ? loader.page(page) : Promise.reject(new Error(`no page ${id}`));
    },
  };
  let focus: (() => void) | null = null;
  const open = async (): Promise<void> => {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    if (!focus) {
      const [start, index] = await loader.load(search.script);
      focus ??= (start as typeof startSearch)(panel, index as [string, string], context);
    }
    focus();
  };
  const close = (): void => {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!panel.hidden) return close();
    open().catch(() => {
      close();
      announce(find(document, "#_announce"), say("load_failed_title"));
    });
  });
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || panel.hidden) return;
    if (!panel.contains(document.activeElement) && document.activeElement !== button) return;
    event.preventDefault();
    close();
    button.focus();
  };
  document.addEventListener("keydown", escape, { signal });
  // A link of the results is followed by the navigation, which hears of it at the document.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-page]") : null;
      if (link && panel.contains(link) && event.defaultPrevented) close();
    },
    { signal },
  );
}
