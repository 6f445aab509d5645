/** Options as an input, also those of a list under a picture: a group of radios or checkboxes. */

import { find, findAll } from "../../access/dom";
import { swallowSecond } from "../../access/twice";
import type { Answer, ChoiceData, LikertData } from "../../course";
import { type Input, QuestionForm } from "../../question";
import { shuffled } from "../../scoring/lots";
import type { Say } from "../../strings/words";
import type { PageContext } from "../part";

/** Starts a question whose answer is chosen among options. */
export function startOptions(
  root: HTMLElement,
  data: ChoiceData | LikertData,
  context: PageContext,
): void {
  const several = data.kind === "multiple_choice";
  const givesUp = "givesUp" in data ? data.givesUp : undefined;
  const gaveUp = ({ selected }: Answer) => selected.some((index) => givesUp?.includes(index));
  new QuestionForm(root, data, context, (form, changed) => {
    const options = new Options(form, "correct" in data ? data.correct : null, context.say);
    if ("shuffle" in data && data.shuffle) {
      options.arrange(shuffled(data.letters.length, context.lot(data.id), 0, data.pinned));
    }
    form.addEventListener("change", changed);
    return {
      read: () => chosenAnswer(options),
      restore: (answer) => options.select(answer.selected),
      chosen: (answer) => answer.selected,
      // Who does not know chose nothing that could be wrong.
      judge: (answer, done) => options.judge(answer.selected, done, givesUp),
      gaveUp,
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
    /** What is right; null where nothing is. */
    private readonly correct: readonly number[] | null,
    private readonly say: Say,
  ) {
    this.rows = findAll(root, ".option");
    this.inputs = findAll<HTMLInputElement>(root, ".option input");
    // Feedback moves the options: a double click on Check must not choose one of them.
    swallowSecond(root, "[type=submit]", "label, input");
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

  /** Put the options into another order; the one at `order[i]` comes to stand at i. */
  arrange(order: readonly number[]): void {
    const parent = this.rows[0]?.parentElement;
    // What stands behind the options stays there.
    const after = this.rows[this.rows.length - 1]?.nextSibling ?? null;
    for (const index of order) {
      const row = this.rows[index];
      if (row) parent?.insertBefore(row, after);
    }
  }

  /** Mark each chosen option in words, those of `neither` as chosen; when `done`, the right ones. */
  judge(selected: readonly number[], done: boolean, neither: readonly number[] = []): void {
    const { correct } = this;
    if (!correct) return;
    const several = correct.length > 1 || this.inputs[0]?.type === "checkbox";
    this.rows.forEach((row, index) => {
      const [chosen, right] = [selected.includes(index), correct.includes(index)];
      let words = "";
      let kind = "";
      if (chosen && (neither.includes(index) || (!done && several))) [words, kind] = ["mark_yours", "is-yours"];
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
