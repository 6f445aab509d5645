/** "Save and exit": what is recorded, and where, in words that stay until the window is closed. */

import { find, findAll, make } from "../access/dom";
import { focusOn } from "../access/focus";
import type { DeskContext } from "../diagnosis/desk";
import type { Session } from "../session";
import { reportedScore } from "../standing";
import { button } from "./dialog";
import { holds } from "./holds";

/** Milliseconds after which it is said that this takes a moment. */
const MOMENT = 300;

/**
 * Save and end the session; `said` is told the message that says what became of it. When it could
 * not be sent, the learner may try again, or leave all the same.
 */
export async function leave(
  context: DeskContext,
  said: (message: Element | null) => void,
  anyway = false,
): Promise<void> {
  const { session, say, interrupt } = context;
  const review = session.saveStatus === "read-only";
  const trying = () => interrupt(say("leave_trying_title"), say("leave_trying_text"));
  const wait = window.setTimeout(trying, MOMENT);
  const done = await session.exit(anyway);
  window.clearTimeout(wait);
  if (!done) return failed(context, said);
  const where = review ? "read_only" : whereabouts(session);
  const title = say(`leave_${where.replace("_nowhere", "")}_title`);
  const well = where === "sent" || review;
  interrupt(title, say(`leave_${where}_text`), well ? "is-right" : "is-wrong");
  const message = find(document, "#_message");
  if (!review) message?.append(summary(context));
  // Nothing that could be answered stands below: it would not be recorded.
  for (const other of findAll(document, "#_page > :not(#_message)")) other.remove();
  const name = make("h1", { tabindex: -1 }, title);
  message?.firstElementChild?.replaceWith(name);
  focusOn(name);
  said(message);
}

function failed(context: DeskContext, said: (message: Element | null) => void): void {
  const { session, say, interrupt } = context;
  const place = session.onDevice ? "kept" : "nowhere";
  const again = button(say("load_retry"), false, () => void leave(context, said));
  const go = () => void leave(context, said, true);
  const anyway = button(say(`leave_anyway_${place}`), true, go);
  const text = say(`leave_failed_${place}`);
  interrupt(say("leave_failed_title"), text, "is-wrong", [again, anyway]);
  said(find(document, "#_message"));
}

/** Where the last of it is. */
function whereabouts({ life, onDevice }: Session): string {
  if (life.trouble === "partly") return onDevice ? "partly" : "partly_nowhere";
  if (life.sent >= life.stamp) return "sent";
  return onDevice ? "kept" : "nowhere";
}

function summary(context: DeskContext): HTMLElement {
  const { course, session, say } = context;
  const { attempt } = session;
  const reached = reportedScore(course, attempt);
  const lines = [say(`results_${attempt.outcome}`)];
  if (reached !== null) lines.push(say("results_score", { score: reached }));
  return holds(context, attempt, lines);
}
