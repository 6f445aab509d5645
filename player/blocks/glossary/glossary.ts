/**
 * Terms of the glossary: a button opens what the word means, in a panel that comes next in the
 * reading order. One is open at a time; Escape, a click elsewhere or moving on closes it.
 *
 * The panel is a popover where the browser has them, which keeps it over the page and out of every
 * box that scrolls. Elsewhere it opens in the line, below the word.
 */

import { find, findAll, make } from "../../access/dom";
import type { StartPart } from "../part";

const EDGE = 8;

let term: HTMLElement | null = null;
let panel: HTMLElement | null = null;

/** Start a term of a page: `template` holds what it means. Its links become buttons. */
export const startTerm: StartPart = (template, { signal }) => {
  const id = template.dataset["definition"];
  const article = template.closest("article");
  if (!article) return;
  for (const link of findAll(article, "a.term")) {
    if (link.dataset["term"] !== id) continue;
    const { lang, dir } = link;
    const button = make("button", { type: "button", class: "term", "aria-expanded": "false" });
    button.dataset["term"] = id;
    if (lang) button.lang = lang;
    if (dir) button.dir = dir;
    button.append(...link.childNodes);
    link.replaceWith(button);
  }
  // On the article: explanations are copied, and copies have no listeners of their own.
  article.addEventListener("click", (event) => {
    const found = (event.target as Element).closest<HTMLElement>("button.term");
    if (!found || found.dataset["term"] !== id) return;
    const again = found === term;
    close();
    if (!again) open(found, template as HTMLTemplateElement);
  });
  signal.addEventListener("abort", close);
};

function open(button: HTMLElement, template: HTMLTemplateElement): void {
  const shown = make("div", { class: "term-panel", role: "group" }, template.content.cloneNode(true));
  shown.setAttribute("aria-label", find(shown, ".term-name")?.textContent ?? "");
  button.after(shown);
  button.setAttribute("aria-expanded", "true");
  term = button;
  panel = shown;
  if (typeof shown.showPopover === "function") {
    shown.setAttribute("popover", "manual");
    shown.showPopover();
    place();
  }
  document.addEventListener("keydown", escape, true);
  document.addEventListener("pointerdown", elsewhere);
  document.addEventListener("focusin", elsewhere);
  window.addEventListener("resize", place);
}

function close(): void {
  document.removeEventListener("keydown", escape, true);
  document.removeEventListener("pointerdown", elsewhere);
  document.removeEventListener("focusin", elsewhere);
  window.removeEventListener("resize", place);
  term?.setAttribute("aria-expanded", "false");
  panel?.remove();
  term = panel = null;
}

function escape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  const button = term;
  close();
  button?.focus();
}

function elsewhere(event: Event): void {
  const target = event.target as Node;
  if (!panel?.contains(target) && !term?.contains(target)) close();
}

/** Under the word, or over it where there is no room below; never beyond the frame's edges. */
function place(): void {
  if (!term || !panel || panel.getAttribute("popover") === null) return;
  const word = term.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const start = getComputedStyle(term).direction === "rtl" ? word.right - width : word.left;
  const last = document.documentElement.clientWidth - width - EDGE;
  const below = word.bottom + EDGE;
  const above = word.top - height - EDGE;
  const top = below + height > window.innerHeight && above > 0 ? above : below;
  panel.style.left = `${Math.max(EDGE, Math.min(start, last)) + window.scrollX}px`;
  panel.style.top = `${top + window.scrollY}px`;
}
