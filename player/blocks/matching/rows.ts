/**
 * Rows, each with a native list to choose from: what matching and labelling share. One answer for
 * each row; the lists are in the same order, shuffled for each learner.
 */

import { find, findAll, make } from "../../access/dom";
import type { Answer, MapData } from "../../course";
import type { Input } from "../../question";
import { shuffled } from "../../scoring/lots";
import type { PageContext } from "../part";

export class Rows implements Input {
  /** The rows say what is right. */
  readonly tellsAnswer = true;
  readonly selects: HTMLSelectElement[];
  private readonly marks: HTMLElement[];
  private readonly rows: HTMLElement[];
  /** What each row held when something was last said of it. */
  private said: string[] = [];

  constructor(
    protected readonly form: HTMLFormElement,
    protected readonly data: MapData,
    protected readonly context: PageContext,
    private readonly onChange: () => void,
  ) {
    this.rows = findAll(form, "[data-row]");
    this.selects = findAll<HTMLSelectElement>(form, "[data-row] select");
    this.marks = findAll(form, "[data-row] [data-mark]");
    this.arrange(shuffled(data.letters.length, context.lot(data.id), 0));
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) this.changed();
    });
  }

  read(): Answer | null {
    const answer = this.draft();
    return answer?.selected.includes(-1) ? null : answer;
  }

  draft(): Answer | null {
    const selected = this.selects.map(({ value }) => (value ? Number(value) : -1));
    return selected.some((index) => index >= 0) ? { selected, marks: [] } : null;
  }

  restore({ selected }: Answer): void {
    selected.forEach((index, row) => this.choose(row, index));
    this.drawn();
  }

  chosen({ selected }: Answer): readonly number[] {
    return this.data.correct.flatMap((right, row) => (selected[row] === right ? [] : [row]));
  }

  judge(answer: Answer, done: boolean): void {
    const { say } = this.context;
    const wrong = this.chosen(answer);
    this.selects.forEach((_, row) => {
      if (!wrong.includes(row)) return this.mark(row, "is-right", say("result_right"));
      const right = done ? this.name(this.data.correct[row] ?? -1) : "";
      this.mark(row, "is-wrong", say("result_wrong"), right && say("row_answer", { answer: right }));
    });
    this.drawn();
  }

  /** What was said of rows that are as they were still holds. */
  unjudge(): void {
    this.selects.forEach(({ value }, row) => {
      if (value !== this.said[row]) this.mark(row, "", "");
    });
    this.drawn();
  }

  remarks(answer: Answer, points: number): readonly string[] {
    const total = this.selects.length;
    const n = total - this.chosen(answer).length;
    return points < 100 ? [this.context.say("rows_right", { n, total })] : [];
  }

  lock(): void {
    for (const select of this.selects) select.disabled = true;
  }

  missing(): { message: string; control: HTMLElement | null } {
    const { say } = this.context;
    const empty = this.selects.filter(({ value }) => !value);
    this.selects.forEach((select, row) => {
      if (select.value) return;
      this.mark(row, "is-empty", say("error_choose_one"));
      select.setAttribute("aria-invalid", "true");
    });
    return { message: say("error_rows", { n: empty.length }), control: empty[0] ?? null };
  }

  /** The learner changed something. */
  protected changed(): void {
    this.onChange();
  }

  /** Something is to be drawn that is not part of the rows. */
  protected drawn(): void {}

  protected choose(row: number, index: number): void {
    const select = this.selects[row];
    if (select) select.value = index < 0 ? "" : String(index);
  }

  /** What a choice is called in the lists; "" for none. */
  protected name(index: number): string {
    const option = find<HTMLOptionElement>(this.form, `option[value="${index}"]`);
    return option?.textContent ?? "";
  }

  /** What was said of a row: "is-right", "is-wrong", "is-empty", or "". */
  protected verdict(row: number): string {
    return this.rows[row]?.className.split(" ")[1] ?? "";
  }

  private mark(row: number, kind: string, words: string, more = ""): void {
    const element = this.rows[row];
    const select = this.selects[row];
    if (element) element.className = `row ${kind}`;
    select?.removeAttribute("aria-invalid");
    this.said[row] = select?.value ?? "";
    const answer = more ? make("span", { class: "row-answer" }, more) : null;
    this.marks[row]?.replaceChildren(...[words, answer && " ", answer].filter((each) => each !== null));
  }

  /** Put the choices into another order, with letters by it where they have letters. */
  private arrange(order: readonly number[]): void {
    const lists = [...this.selects, ...findAll(this.form, "[data-choices]")];
    const lettered = find(this.form, ".offered.is-needed") !== null;
    for (const list of lists) {
      order.forEach((index, place) => {
        const entry = find(list, `[value="${index}"], [data-choice="${index}"]`);
        if (!entry) return;
        list.append(entry);
        if (!lettered || list.tagName !== "SELECT") return;
        const letter = String.fromCharCode(65 + place);
        entry.textContent = (entry.textContent ?? "").replace(/^[A-Z](?=: )/, letter);
      });
    }
  }
}
