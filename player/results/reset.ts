/** Answering the practice questions of a page anew: the dialog that says what is lost. */

import { heading, make } from "../access/dom";
import type { PageEntry } from "../course";
import type { Placed } from "../standing";
import { button } from "./links";
import type { ViewContext } from "./views";

/** Ask, and then forget these answers and go to the page. */
export function askToReset(context: ViewContext, page: PageEntry, answered: readonly Placed[]): void {
  const { session, say, name, show } = context;
  const title = say("reset_title", { title: name(page.id) });
  const text = [say("reset_text", { n: answered.length })];
  if (page.needs.includes("questions")) text.push(say("reset_undone"));
  text.push(say("reset_stays"));
  const reset = () => {
    for (const [, { id }] of answered) {
      session.dispatch({ type: "reset", page: page.id, question: id });
    }
    show(page.id);
  };
  const id = "_reset_title";
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": id });
  if (typeof dialog.showModal !== "function") {
    if (window.confirm([title, ...text].join("\n"))) reset();
    return;
  }
  const keep = button(say("reset_cancel"), "", () => dialog.close());
  const go = () => {
    dialog.close();
    reset();
  };
  dialog.append(
    heading(2, { id, class: "dialog-title" }, title),
    ...text.map((sentence) => make("p", {}, sentence)),
    make("p", { class: "actions" }, keep, button(say("reset_do"), "button-quiet", go)),
  );
  // Closed by whatever way; the browser gives the focus back to the button that opened it.
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("#_page")?.append(dialog);
  dialog.showModal();
}
