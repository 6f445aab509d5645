/** The dialog when nothing has arrived for some time: once, and the learner may carry on. */

import { make } from "../access/dom";
import type { DeskContext } from "../diagnosis/desk";
import { encode, withoutTexts } from "../tracking/state";
import { copyField, copyFrom } from "./copying";
import { button, openDialog } from "./dialog";

/**
 * Results and answers as a tutor can have them read out: the course, its version, the state.
 * Nothing that the learner wrote is in it.
 */
export function codeOf({ course, session }: DeskContext): string {
  const state = encode(course, withoutTexts(course, session.attempt));
  return `${course.id}.${course.version}.${state}`;
}

/** Say what is so, and what can be done. */
export function sayLost(context: DeskContext): Promise<void> {
  const { session, say } = context;
  return openDialog(say("lost_title"), (dialog) => {
    const text = make("p", {}, say(session.onDevice ? "lost_kept" : "lost_nowhere"));
    const said = make("p", { role: "status", class: "said" });
    const field = copyField(say("lost_field"), 3);
    field.hidden = true;
    const retry = async () => {
      said.textContent = say("notice_trying");
      await session.retry();
      if (session.life.failures === 0) dialog.close();
      else said.textContent = say("notice_failed");
    };
    const copy = button(say("lost_copy"), true, () => {
      field.value = codeOf(context);
      said.textContent = copyFrom(field, copy, say);
    });
    const on = button(say("lost_carry_on"), true, () => dialog.close());
    const content = [text, make("p", {}, say("lost_code")), field, said];
    return [content, [button(say("load_retry"), false, () => void retry()), copy, on]];
  });
}
