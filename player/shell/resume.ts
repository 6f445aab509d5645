/** The question at launch: go on where you were, or start at the beginning. */

import { find } from "../access/dom";

/**
 * Ask; true to continue. Escape continues too: it is what most come for, and loses nothing.
 * `answers`: whether there are earlier answers, of which the dialog then speaks.
 */
export function askToResume(title: string, answers: boolean): Promise<boolean> {
  const dialog = find<HTMLDialogElement>(document, "#_resume");
  const name = find(document, "#_resume_title");
  if (!dialog || !name || typeof dialog.showModal !== "function") return Promise.resolve(true);
  name.textContent = title;
  const text = find(dialog, "p:not(.actions)");
  if (text) text.hidden = !answers;
  return new Promise((resolve) => {
    let on = true;
    dialog.addEventListener("close", () => resolve(on), { once: true });
    find(dialog, "[data-continue]")?.addEventListener("click", () => dialog.close());
    find(dialog, "[data-restart]")?.addEventListener("click", () => {
      on = false;
      dialog.close();
    });
    dialog.showModal();
  });
}
