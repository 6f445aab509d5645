/**
 * Marks on a picture: by pointer, by keyboard, by buttons and by sliders.
 *
 * A mark is either being aimed (a cross shows where it would be) or placed (it is part of the
 * answer). One of the placed marks is chosen: arrows, buttons and sliders move it, so that a finger
 * sets it roughly and the buttons finely. Nothing needs a drag, though a mark can be dragged.
 */

import { find, findAll } from "../../access/dom";
import { type Mark, MarkDrawing } from "./drawing";

export type { Mark } from "./drawing";

/** Thousandths a press of an arrow moves: alone, with Shift, with Ctrl. */
const STEP = 20;
const FINE = 5;
const COARSE = 100;

/** CSS pixels that a press may stray and still be a click. */
const STEADY = 4;

const ARROWS: Readonly<Record<string, Mark>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What is marked, and how. */
export interface MarkRules {
  /** Marks at most. One alone has no number, and moves wherever is clicked next. */
  readonly most: number;
  /** CSS pixels around a mark in which a click means it: with a mouse, with a finger. */
  readonly near: readonly [mouse: number, finger: number];
  /** A corner of a line is drawn small. */
  readonly corners?: boolean;
}

/** What just happened to a mark, to be said. */
export type Happening = "" | "placed" | "removed" | "moved" | "full";

export class Marks {
  placed: Mark[] = [];
  /** Index of the mark that is moved; -1 for none. */
  chosen = -1;
  /** Where the cross is, or was last. */
  at: Mark = [500, 500];
  aiming = false;
  /** Whether the picture is not there: nothing can be marked on it. */
  blank = false;
  /** Whether a mark was last set with a finger. */
  touch = false;
  private readonly drawing: MarkDrawing;
  private readonly ranges: HTMLInputElement[];
  private pointer = "";
  private locked = false;
  /** Whether the mark that is chosen is so only because it was set last. */
  private fresh = false;
  /** How many there can be: fewer than by the rules once an outline is closed. */
  private most: number;
  private drag: { from: Mark; mark: Mark; moved: boolean } | null = null;

  constructor(
    private readonly stage: HTMLElement,
    private readonly controls: HTMLElement,
    private readonly rules: MarkRules,
    /** Called after each change, with what is to be said and which mark it was, from 1. */
    private readonly changed: (what: Happening, n: number) => void,
    /** A placed mark was clicked; true when that was for something else than choosing it. */
    private readonly pressed: (index: number) => boolean = () => false,
  ) {
    this.most = rules.most;
    this.ranges = findAll<HTMLInputElement>(controls, "[data-axis]");
    this.drawing = new MarkDrawing(stage, rules.most > 1, rules.corners ?? false);
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.addEventListener("pointerdown", (event) => this.press(event));
    stage.addEventListener("pointermove", (event) => this.dragged(event));
    stage.addEventListener("dragstart", (event) => event.preventDefault());
    stage.addEventListener("click", (event) => this.click(event));
    stage.addEventListener("keydown", (event) => this.key(event));
    controls.addEventListener("click", (event) => this.button(event));
    controls.addEventListener("input", () => this.slide());
    this.draw();
  }

  get state(): "none" | "aimed" | "placed" {
    return this.aiming ? "aimed" : this.chosen < 0 ? "none" : "placed";
  }

  /** How many more can be placed. */
  get left(): number {
    return this.most - this.placed.length;
  }

  /** The number of the mark that is aimed or moved, from 1. */
  get number(): number {
    return (this.aiming ? this.placed.length : this.chosen) + 1;
  }

  /** Put marks in place of those that are there. */
  set(marks: readonly Mark[]): void {
    this.placed = [...marks];
    this.choose(marks.length - 1);
  }

  /** Whether no more may be placed, though there could be. */
  close(closed: boolean): void {
    this.most = closed ? this.placed.length : this.rules.most;
    this.choose(closed ? -1 : this.placed.length - 1);
  }

  choose(index: number): void {
    this.fresh = false;
    this.chosen = index;
    this.aiming = false;
    this.at = this.placed[index] ?? this.at;
    this.update();
  }

  /** Place a mark, or move the one there is place for no more beside. */
  place(at: Mark, next = false): void {
    if (this.locked || this.blank) return;
    const mark = limited(at);
    // One corner too many is not meant for the last one.
    const over = this.fresh && this.rules.corners === true;
    if (this.left > 0) {
      this.chosen = this.placed.push(mark) - 1;
      this.fresh = true;
    } else if (this.chosen >= 0 && !this.aiming && !over) {
      this.placed[this.chosen] = mark;
    } else return this.update("full");
    this.at = mark;
    // By keyboard the cross goes on as the next mark.
    this.aiming = next && this.left > 0;
    this.update("placed", this.chosen + 1);
  }

  remove(): void {
    const { chosen } = this;
    if (this.aiming) this.aiming = false;
    else if (chosen >= 0) {
      this.placed.splice(chosen, 1);
      if (this.most < this.rules.most) this.most--;
      this.chosen = Math.min(chosen, this.placed.length - 1);
      this.at = this.placed[this.chosen] ?? this.at;
      return this.update("removed", chosen + 1);
    }
    this.update();
  }

  lock(): void {
    this.locked = true;
    this.aiming = false;
    this.controls.hidden = true;
    for (const name of ["tabindex", "role", "aria-label"]) this.stage.removeAttribute(name);
    this.draw();
  }

  /** Index of the mark that a place in the frame is near; -1 for none. */
  nearest({ clientX, clientY }: MouseEvent): number {
    const box = this.stage.getBoundingClientRect();
    const near = this.rules.near[this.pointer === "touch" ? 1 : 0];
    let [found, least] = [-1, near];
    this.placed.forEach(([x, y], index) => {
      const dx = box.left + (x * box.width) / 1000 - clientX;
      const dy = box.top + (y * box.height) / 1000 - clientY;
      const away = Math.sqrt(dx * dx + dy * dy);
      if (away <= least && near > 0) [found, least] = [index, away];
    });
    return found;
  }

  /** A place in the frame, in thousandths of the picture. */
  under({ clientX, clientY }: MouseEvent): Mark | null {
    const box = this.stage.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return null;
    return [((clientX - box.left) / box.width) * 1000, ((clientY - box.top) / box.height) * 1000];
  }

  // -- pointer --------------------------------------------------------------------------------

  private press(event: PointerEvent): void {
    this.pointer = event.pointerType;
    this.drag = null;
    if (this.locked || this.blank || event.button > 0) return;
    const index = this.nearest(event);
    const mark = this.placed[index];
    const from = this.under(event);
    if (!mark || !from) return;
    // The viewer would move the picture.
    event.stopPropagation();
    this.drag = { from: [event.clientX, event.clientY], mark, moved: false };
    this.chosen = index;
  }

  private dragged(event: PointerEvent): void {
    const { drag } = this;
    if (!drag || event.buttons === 0) return;
    const box = this.stage.getBoundingClientRect();
    const dx = event.clientX - drag.from[0];
    const dy = event.clientY - drag.from[1];
    if (!drag.moved && Math.abs(dx) + Math.abs(dy) < STEADY) return;
    if (!drag.moved) this.stage.setPointerCapture(event.pointerId);
    drag.moved = true;
    this.touch = this.pointer === "touch";
    const [x, y] = drag.mark;
    this.aiming = false;
    this.move([x + (dx / box.width) * 1000, y + (dy / box.height) * 1000]);
  }

  private click(event: MouseEvent): void {
    const at = this.under(event);
    if (!at || this.locked || this.blank || this.drag?.moved) return;
    this.touch = this.pointer === "touch";
    const index = this.nearest(event);
    if (index < 0) this.aiming = false;
    if (index < 0) this.place(at);
    else if (!this.pressed(index)) this.choose(index);
  }

  // -- keyboard, buttons, sliders -------------------------------------------------------------

  private key(event: KeyboardEvent): void {
    if (this.locked || this.blank || event.target !== this.stage) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.touch = false;
      this.enter();
    } else if (event.key === "Escape" && this.aiming) {
      event.preventDefault();
      this.remove();
    } else if (ARROWS[event.key] && this.state !== "none" && !event.altKey) {
      event.preventDefault();
      this.step(event.key, event.shiftKey ? FINE : event.ctrlKey ? COARSE : STEP);
    }
  }

  /** Show the cross, place it, and go on with the next. */
  private enter(): void {
    const one = this.rules.most === 1;
    if (!this.aiming && (one ? this.chosen < 0 : this.left > 0)) return this.aim();
    if (!this.aiming) return this.update(this.chosen < 0 ? "full" : "placed", this.number);
    // Twice at one place is not two marks: the one that is there is meant.
    const here = this.placed.findIndex(([x, y]) => x === this.at[0] && y === this.at[1]);
    if (here < 0) return this.place(this.at, true);
    if (!this.pressed(here)) this.choose(here);
  }

  private aim(): void {
    this.aiming = true;
    this.update();
  }

  private step(arrow: string, by: number): void {
    const [dx, dy] = ARROWS[arrow] ?? [0, 0];
    this.move([this.at[0] + dx * by, this.at[1] + dy * by]);
  }

  /** Move the cross, or the mark that is chosen. */
  private move(to: Mark): void {
    if (this.locked) return;
    if (this.state === "none") {
      if (this.left === 0) return this.update("full");
      this.aiming = true;
    }
    this.at = limited(to);
    if (this.state === "placed") this.placed[this.chosen] = this.at;
    this.update("moved", this.number);
  }

  private button(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const { move, do: act, mark } = button.dataset;
    if (move) return this.step(`Arrow${move.charAt(0).toUpperCase()}${move.slice(1)}`, STEP);
    if (mark) return this.choose(Number(mark));
    if (act === "place") {
      this.touch = false;
      if (this.aiming) this.enter();
      else this.place(this.at, true);
    } else if (act === "next") {
      this.aim();
      find(this.controls, "[data-do=place]")?.focus();
    } else if (act === "remove") {
      this.remove();
      if (button.hidden) find(this.controls, "[data-do=place]")?.focus();
    }
  }

  private slide(): void {
    const [x, y] = this.ranges.map((range) => Number(range.value) * 10);
    this.move([x ?? 500, y ?? 500]);
  }

  private update(what: Happening = "", n = 0): void {
    if (this.locked) return;
    this.draw();
    this.changed(what, n);
  }

  private draw(): void {
    this.drawing.draw(this.placed, this.aiming ? this.at : null, this.locked ? -1 : this.chosen);
    this.ranges.forEach((range, axis) => {
      range.value = String(Math.round((this.at[axis] ?? 500) / 10));
    });
    const placed = this.state === "placed";
    const more = this.left > 0;
    const shown = { place: !placed && (this.aiming || more), next: placed && more, remove: placed };
    for (const [act, on] of Object.entries(shown)) {
      const button = find(this.controls, `[data-do=${act}]`);
      if (button) button.hidden = !on;
    }
  }
}

function limited([x, y]: Mark): Mark {
  return [limit(x), limit(y)];
}

function limit(value: number): number {
  return Math.min(1000, Math.max(0, Math.round(value)));
}
