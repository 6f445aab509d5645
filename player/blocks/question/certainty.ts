/** "How sure are you?", asked before an answer is checked. */

import { find, findAll, make } from "../../access/dom";
import type { Say } from "../../strings/words";

/** From a guess to certain; the value is the index, from 1. */
const DEGREES = ["certainty_guess", "certainty_fairly", "certainty_certain"];

export class Certainty {
  private readonly field: HTMLElement;
  private readonly inputs: HTMLInputElement[];

  /** Put before `result`, where the feedback to the question with that id comes to stand. */
  constructor(id: string, result: HTMLElement, say: Say) {
    const name = `${id}_sure`;
    const degrees = DEGREES.map((words, index) => {
      const input = { type: "radio", name, value: index + 1, id: `${name}_${index + 1}` };
      const label = make("label", { for: input.id }, say(words));
      return make("span", { class: "option" }, make("input", input), label);
    });
    const legend = make("legend", {}, say("certainty_title"));
    const error = make("div", { class: "q-error", "data-error": true });
    const row = make("div", { class: "degrees" }, ...degrees);
    this.field = make("fieldset", { class: "certainty" }, legend, error, row);
    result.before(this.field);
    this.inputs = findAll<HTMLInputElement>(this.field, "input");
  }

  get first(): HTMLElement | null {
    return find(this.field, "input");
  }

  /** 1 to 3; 0 while nothing is chosen. */
  read(): number {
    return this.inputs.findIndex((input) => input.checked) + 1;
  }

  restore(sure: number): void {
    this.inputs.forEach((input, index) => {
      input.checked = index + 1 === sure;
    });
  }

  /** No further choice. Who was not asked, as they did not know, is shown no question. */
  lock(sure: number): void {
    this.restore(sure);
    this.field.hidden = sure === 0;
    for (const input of this.inputs) input.disabled = true;
  }
}
