/** A question that is answered by a word or a few. */

import type { ShortTextData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import type { Input } from "../../question";
import { knownAnswer, normalised } from "../../scoring/words";
import { bytes, MAX_TEXT } from "../../tracking/answers";
import type { PageContext } from "../part";
import { Field } from "../question/field";

/** Starts a question that is answered by a short text. */
export function startShortText(
  root: HTMLElement,
  data: ShortTextData,
  context: PageContext,
  kit: Kit,
): void {
  const { say } = context;
  const shown = data.accept[0] ?? "";
  new kit.QuestionForm(root, data, context, (form, changed) => {
    const field = new Field(form, changed);
    const { control } = field;
    const typed = () => normalised(control.value, true);
    return {
      read: () => {
        const text = typed();
        return text && bytes(text).length <= MAX_TEXT ? { selected: [], marks: [], text } : null;
      },
      restore: ({ text }) => {
        control.value = text ?? "";
      },
      // The first entry of the page's list is what is right, those behind it are known mistakes.
      chosen: ({ text = "" }, points) => {
        const known = points < 100 ? knownAnswer(data, text) : -1;
        return known < 0 ? [] : [known + 1];
      },
      judge: () => field.taken(),
      unjudge: () => field.taken(),
      remarks: ({ text = "" }, points, done) => {
        const remarks = [say("typed_answer", { answer: text })];
        const [plain, wanted] = [normalised(text, data.exact), normalised(shown, data.exact)];
        if (points === 100 && plain !== wanted) remarks.push(say("spelled_here", { text: shown }));
        if (points < 100 && done) remarks.push(say("typed_right", { answer: shown }));
        return remarks;
      },
      tellsAnswer: true,
      lock: () => field.lock(),
      missing: () => field.refused(say(typed() ? "error_text_long" : "error_text")),
    } satisfies Input;
  });
}
