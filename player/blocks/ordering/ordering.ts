/**
 * An ordering question: items that are moved up and down, by buttons or by dragging their number.
 *
 * Never the item itself is moved in the page but its neighbour past it: so a button keeps the focus,
 * and a finger keeps hold of what it drags.
 */

import { announce } from "../../access/announce";
import { find, findAll } from "../../access/dom";
import type { Answer, OrderData } from "../../course";
import type { Input } from "../../question";
import { inRun } from "./run";
import { disordered } from "../../scoring/lots";
import type { PageContext } from "../part";

export class Order implements Input {
  readonly tellsAnswer = false;
  private readonly list: HTMLElement;
  private dragged: HTMLElement | null = null;
  private moved = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly data: OrderData,
    private readonly context: PageContext,
    private readonly changed: () => void,
  ) {
    const list = find(form, "[data-order]");
    if (!list) throw new Error("there is nothing to put in order");
    this.list = list;
    for (const each of findAll(form, "[data-how], .order-move")) each.hidden = false;
    list.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-move]") : null;
      if (button) this.press(button);
    });
    list.addEventListener("pointerdown", (event) => this.grip(event));
    list.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      list.addEventListener(end, () => this.drop());
    }
    this.arrange(disordered(data.correct, context.lot(data.id), 0));
  }

  /** As long as nothing was moved there is no answer: the order shown at first is no one's. */
  read(): Answer | null {
    return this.moved ? { selected: this.items.map(indexOf), marks: [] } : null;
  }

  restore(answer: Answer): void {
    this.moved = true;
    this.arrange(answer.selected);
  }

  chosen(): readonly number[] {
    return [];
  }

  judge(answer: Answer): void {
    const kept = inRun(answer.selected, this.data.correct);
    for (const item of this.items) {
      const right = kept.includes(indexOf(item));
      this.mark(item, right ? "is-right" : "is-wrong", right ? "order_right" : "order_wrong");
    }
  }

  unjudge(): void {
    for (const item of this.items) this.mark(item, "", "");
  }

  remarks(): readonly string[] {
    return [];
  }

  lock(): void {
    for (const each of findAll(this.form, "[data-how], .order-move")) each.hidden = true;
    for (const each of findAll(this.list, "[data-grip]")) each.removeAttribute("data-grip");
  }

  missing(): { message: string; control: HTMLElement | null } {
    const control = find(this.list, "[data-move]:not([disabled])");
    return { message: this.context.say("error_order"), control };
  }

  private get items(): HTMLElement[] {
    return findAll(this.list, "[data-item]");
  }

  private arrange(order: readonly number[]): void {
    const items = this.items;
    for (const index of order) {
      const item = items.find((each) => indexOf(each) === index);
      if (item) this.list.append(item);
    }
    this.drawEnds();
  }

  private press(button: HTMLElement): void {
    const item = button.closest<HTMLElement>("[data-item]");
    const up = button.dataset["move"] === "up";
    if (!item || !this.move(item, up)) return;
    // At an end the button is of no more use: its twin is.
    if (button.matches(":disabled")) find(item, "[data-move]:not(:disabled)")?.focus();
    this.tell(item);
  }

  /** Past its neighbour; false at the end. */
  private move(item: HTMLElement, up: boolean): boolean {
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return false;
    this.list.insertBefore(other, up ? item.nextElementSibling : item);
    this.drawEnds();
    this.moved = true;
    this.changed();
    return true;
  }

  private tell(item: HTMLElement): void {
    const words = find(item, ".option-text")?.textContent ?? "";
    const values = { item: words, n: this.items.indexOf(item) + 1, total: this.items.length };
    announce(find(document, "#_announce"), this.context.say("order_moved", values));
  }

  /** The first cannot go up, the last not down. */
  private drawEnds(): void {
    this.items.forEach((item, place, { length }) => {
      for (const button of findAll<HTMLButtonElement>(item, "[data-move]")) {
        button.disabled = place === (button.dataset["move"] === "up" ? 0 : length - 1);
      }
    });
  }

  private mark(item: HTMLElement, kind: string, words: string): void {
    item.className = `row ${kind}`;
    const mark = find(item, "[data-mark]");
    if (mark) mark.textContent = words && this.context.say(words);
  }

  // -- dragging: an extra ---------------------------------------------------------------------

  private grip(event: PointerEvent): void {
    const { target, button, pointerId } = event;
    const grip = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-grip]") : null;
    if (!grip || button > 0 || this.dragged) return;
    event.preventDefault();
    grip.setPointerCapture(pointerId);
    this.dragged = grip.closest("[data-item]");
    this.dragged?.classList.add("is-dragged");
  }

  private drag({ clientY }: PointerEvent): void {
    const item = this.dragged;
    if (!item) return;
    const box = item.getBoundingClientRect();
    const up = clientY < box.top;
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other || (!up && clientY < box.bottom)) return;
    const { top, height } = other.getBoundingClientRect();
    // Past the middle of the neighbour, or the two would change places for ever.
    if (up ? clientY < top + height / 2 : clientY > top + height / 2) {
      this.move(item, up);
      item.classList.add("is-dragged");
    }
  }

  private drop(): void {
    const item = this.dragged;
    this.dragged = null;
    if (!item) return;
    item.classList.remove("is-dragged");
    this.tell(item);
  }
}

function indexOf(item: HTMLElement): number {
  return Number(item.dataset["item"]);
}
