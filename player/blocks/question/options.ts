/** The input of choice, multiple_choice and true_false: a group of radios or checkboxes. */

import { find, findAll } from "../../access/dom";
import type { Answer, ChoiceData } from "../../course";
import { type Input, QuestionForm } from "../../question";
import { points } from "../../score";
import type { Say } from "../../strings/words";
import type { PageContext } from "../part";

/** Starts a question whose answer is chosen among options. */
export function startOptions(root: HTMLElement, data: ChoiceData, context: PageContext): void {
  const several = data.kind === "multiple_choice";
  new QuestionForm(root, data, context, (form, changed) => {
    const options = new Options(form, data.correct, context.say);
    form.addEventListener("change", changed);
    return {
      read: () => chosenAnswer(options),
      restore: (answer) => options.select(answer.selected),
      points: (answer) => points(data, answer, null),
      chosen: (answer) => answer.selected,
      judge: (answer, done) => options.judge(answer.selected, done),
      unjudge: () => options.unjudge(),
      remarks: () => [],
      tellsAnswer: false,
      lock: () => options.lock(),
      missing: () => ({
        message: context.say(several ? "error_choose_some" : "error_choose_one"),
        control: options.first,
      }),
    } satisfies Input;
  });
}

function chosenAnswer(options: Options): Answer | null {
  const { selected } = options;
  return selected.length > 0 ? { selected, marks: [] } : null;
}

/** The options of a group, by index. A hotspot's list is one as well. */
export class Options {
  private readonly rows: HTMLElement[];
  private readonly inputs: HTMLInputElement[];

  constructor(
    root: ParentNode,
    private readonly correct: readonly number[],
    private readonly say: Say,
  ) {
    this.rows = findAll(root, ".option");
    this.inputs = findAll<HTMLInputElement>(root, ".option input");
  }

  get first(): HTMLInputElement | null {
    return this.inputs[0] ?? null;
  }

  get selected(): number[] {
    return this.inputs.flatMap((input, index) => (input.checked ? [index] : []));
  }

  select(indexes: readonly number[]): void {
    this.inputs.forEach((input, index) => {
      input.checked = indexes.includes(index);
    });
  }

  /** Mark each chosen option in words; when `done`, the right ones too. */
  judge(selected: readonly number[], done: boolean): void {
    const several = this.correct.length > 1 || this.inputs[0]?.type === "checkbox";
    this.rows.forEach((row, index) => {
      const [chosen, right] = [selected.includes(index), this.correct.includes(index)];
      let words = "";
      let kind = "";
      if (chosen && !done && several) [words, kind] = ["mark_yours", "is-yours"];
      else if (chosen && right) [words, kind] = ["mark_yours_right", "is-right"];
      else if (chosen) [words, kind] = ["mark_yours_wrong", "is-wrong"];
      else if (right && done) [words, kind] = [several ? "mark_missed" : "mark_right", "is-missed"];
      this.mark(row, words && this.say(words), kind);
    });
  }

  unjudge(): void {
    for (const row of this.rows) this.mark(row, "", "");
  }

  lock(): void {
    for (const input of this.inputs) input.disabled = true;
  }

  private mark(row: HTMLElement, words: string, kind: string): void {
    row.classList.remove("is-right", "is-wrong", "is-missed", "is-yours");
    if (kind) row.classList.add(kind);
    const mark = find(row, "[data-mark]");
    if (mark) mark.textContent = words;
  }
}
