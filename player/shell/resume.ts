/** The question at launch: go on where you were, or start at the beginning. */

import { find } from "../access/dom";

/** Ask; true to continue. Escape continues too: it is what most come for, and loses nothing. */
export function askToResume(title: string): Promise<boolean> {
  const dialog = find<HTMLDialogElement>(document, "#_resume");
  const name = find(document, "#_resume_title");
  if (!dialog || !name || typeof dialog.showModal !== "function") return Promise.resolve(true);
  name.textContent = title;
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
