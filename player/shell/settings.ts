/**
 * The panel in which a learner chooses colours, size of text, and how a page is printed.
 *
 * It is part of the page, which may be replaced by that of another language: so its events are
 * caught on the document, and it is drawn whenever it opens.
 */

import { find, findAll } from "../access/dom";
import { CHOICES, type Choice, choose, initial, keep, recall, value } from "./choices";
import { printPage } from "./print";

/** Work the panel. What was chosen before holds already, unless `look.ts` could not be had. */
export function startSettings(): void {
  recall();
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const choice = CHOICES.find((each) => target.name === `_${each}`);
    if (!choice) return;
    choose(choice, target.type === "checkbox" ? (target.checked ? "yes" : "no") : target.value);
    keep();
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    // Its links lead to a page: that is to be seen.
    if (target instanceof Element && target.closest("#_settings a")) open(false);
    if (button?.id === "_set") open(!!find(document, "#_settings[hidden]"));
    else if (button?.dataset["set"]) press(button.dataset["set"]);
  });
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !(target instanceof Element)) return;
    if (target.closest("#_settings, #_set")) press("close");
  });
}

function press(what: string): void {
  if (what === "print") void printPage();
  if (what === "close") {
    open(false);
    find(document, "#_set")?.focus();
  }
  if (what === "restore") {
    for (const choice of CHOICES) choose(choice, initial(choice));
    keep();
    draw();
  }
}

function open(on: boolean): void {
  const panel = find(document, "#_settings");
  if (!panel) return;
  draw();
  panel.hidden = !on;
  find(document, "#_set")?.setAttribute("aria-expanded", String(on));
}

/** The panel shows what holds. */
function draw(): void {
  for (const field of findAll<HTMLInputElement>(document, "#_settings input")) {
    const now = value(field.name.slice(1) as Choice);
    field.checked = field.type === "checkbox" ? now === "yes" : field.value === now;
  }
}
