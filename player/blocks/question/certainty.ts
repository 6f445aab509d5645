/** "How sure are you?", asked before an answer is checked. */

import { find, findAll, make } from "../../access/dom";
import type { Say } from "../../strings/words";

/** From a guess to certain; the value is the index, from 1. */
const DEGREES = ["certainty_guess", "certainty_fairly", "certainty_certain"];

export class Certainty {
  private readonly field: HTMLElement;
  private readonly inputs: HTMLInputElement[];

  /** Put before `actions`, the row of buttons of the question with that id. */
  constructor(id: string, actions: HTMLElement, say: Say) {
    const name = `${id}_sure`;
    const degrees = DEGREES.map((words, index) => {
      const input = { type: "radio", name, value: index + 1, id: `${name}_${index + 1}` };
      const label = make("label", { for: input.id }, say(words));
      return make("span", { class: "degree" }, make("input", input), label);
    });
    const legend = make("legend", {}, say("certainty_title"));
    this.field = make("fieldset", { class: "certainty" }, legend, ...degrees);
    actions.before(this.field);
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

  lock(): void {
    for (const input of this.inputs) input.disabled = true;
  }
}
