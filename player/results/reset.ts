/** Answering the practice questions of a page anew: the dialog that says what is lost. */

import type { PageEntry } from "../course";
import type { Placed } from "../standing";
import { ask } from "./ask";
import type { ViewContext } from "./views";

/** Ask, and then forget these answers and go to the page. */
export function askToReset(context: ViewContext, page: PageEntry, answered: readonly Placed[]): void {
  const { session, say, name, show } = context;
  const title = say("reset_title", { title: name(page.id) });
  const text = [say("reset_text", { n: answered.length })];
  if (page.needs.includes("questions")) text.push(say("reset_undone"));
  text.push(say("reset_stays"));
  ask({ title, text, keep: say("reset_cancel"), act: say("reset_do") }, () => {
    for (const [, { id }] of answered) {
      session.dispatch({ type: "reset", page: page.id, question: id });
    }
    show(page.id);
  });
}
