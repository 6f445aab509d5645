/**
 * A question to write about: no answer is right, and what is written is nobody else's business
 * unless the author said so (`record`), which the page then tells the learner.
 */

import { announce } from "../../access/announce";
import { find } from "../../access/dom";
import type { ReflectionData } from "../../course";
import type { Kit } from "../../kinds/kinds";
import type { Input } from "../../question";
import type { PageContext } from "../part";
import { Field } from "../question/field";

/** What was written, by page and question, until the window closes. It is stored nowhere. */
const written = new Map<string, string>();

/** Starts a question to write about. */
export function startReflection(
  root: HTMLElement,
  data: ReflectionData,
  context: PageContext,
  kit: Kit,
): void {
  const { say, page } = context;
  const name = `${page.id}/${data.id}`;
  new kit.QuestionForm(root, data, context, (form, changed) => {
    const said = find(form, "[data-said]");
    const button = find(form, "[data-do=copy]");
    const field = new Field<HTMLTextAreaElement>(form, () => {
      written.set(name, control.value);
      grow();
      changed();
    });
    const { control } = field;
    const grow = () => {
      // A copy of the text behind the field makes room for all of it, on paper as well.
      if (control.parentElement) control.parentElement.dataset["text"] = `${control.value}\n`;
      if (button) button.hidden = !control.value;
      const left = control.maxLength - control.value.length;
      if (!said) return;
      said.textContent = data.record ? say("reflection_left", { n: left }) : "";
      if (data.record && left <= 20 && left % 10 === 0) tell(said.textContent);
    };
    control.value = written.get(name) ?? "";
    grow();
    const tools = find(form, "[data-tools]");
    if (tools) tools.hidden = false;
    button?.addEventListener("click", () => {
      // The older way: the newer is closed to a frame of an LMS, and to pages without https.
      control.select();
      const copied = document.execCommand("copy");
      if (copied) button.focus();
      const words = say(copied ? "copied" : "copy_selected");
      if (said) said.textContent = words;
      tell(words);
    });
    return {
      read: () => (control.value.trim() ? { selected: [], marks: [] } : null),
      restore: () => undefined,
      written: () => (data.record ? control.value.trim() : ""),
      chosen: () => [],
      judge: () => field.taken(),
      unjudge: () => field.taken(),
      remarks: () => (control.value.trim() ? [] : [say("reflection_lost")]),
      tellsAnswer: true,
      // What stays on the page can be written on: nothing was handed in.
      lock: () => data.record && field.lock(),
      missing: () => field.refused(say("error_reflection")),
    } satisfies Input;
  });
}

function tell(words: string): void {
  announce(find(document, "#_announce"), words);
}
