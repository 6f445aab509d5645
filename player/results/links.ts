/** Links and buttons of the views. */

import { make } from "../access/dom";
import type { PageEntry } from "../course";
import type { View } from "../navigation";
import type { Placed } from "../standing";
import type { ViewContext } from "./views";

/** A link to a page, and to a place on it. */
export function pageLink(
  { course, name }: ViewContext,
  page: PageEntry,
  text = name(page.id),
): HTMLAnchorElement {
  const attributes = { href: `page-${page.id}${course.ending}`, "data-page": page.id };
  return make("a", { ...attributes, lang: page.language ?? false }, text);
}

/**
 * A link to a question on its page. `n` is its number there. The page's name is always said: in a
 * list of links all these would be called the same. It is `seen` where no heading says it.
 */
export function questionLink(
  { course, say, name }: ViewContext,
  [page, { id }]: Placed,
  n: number,
  seen = false,
): HTMLElement {
  const kind = seen ? false : "visually-hidden";
  const where = make("span", { class: kind, lang: page.language ?? false }, name(page.id));
  const href = `page-${page.id}${course.ending}`;
  const attributes = { href, "data-page": page.id, "data-goto": `q_${id}` };
  return make("a", attributes, say("question_n", { n }), " ", where);
}

/** A link to another view. */
export function viewLink(view: View, text: string, kind = ""): HTMLElement {
  return make("a", { href: `#${view}`, "data-page": view, class: kind || false }, text);
}

/** A button. */
export function button(text: string, kind: string, press: () => void): HTMLElement {
  const made = make("button", { type: "button", class: `button ${kind}`.trim() }, text);
  made.addEventListener("click", press);
  return made;
}
