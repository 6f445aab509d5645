/** A dialog that asks before something is lost. */

import { heading, make } from "../access/dom";
import { button } from "./links";

/** What is asked, and what the two buttons do and say. */
export interface Question {
  readonly title: string;
  readonly text: readonly string[];
  readonly keep: string;
  readonly act: string;
}

/** Ask, and do it only when that is wanted. Escape is a no. */
export function ask({ title, text, keep, act }: Question, run: () => void): void {
  const id = "_ask_title";
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": id });
  if (typeof dialog.showModal !== "function") {
    if (window.confirm([title, ...text].join("\n"))) run();
    return;
  }
  const go = () => {
    dialog.close();
    run();
  };
  dialog.append(
    heading(2, { id, class: "dialog-title" }, title),
    ...text.map((sentence) => make("p", {}, sentence)),
    make("p", { class: "actions" }, button(keep, "", () => dialog.close()), button(act, "button-quiet", go)),
  );
  // Closed by whatever way; the browser gives the focus back to the button that opened it.
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("#_page")?.append(dialog);
  dialog.showModal();
}
